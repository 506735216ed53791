"""Undoing a taking-in: the record is what it was before, the history tells of both, and verify proves it."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.page_record import TODAY, resolutions, wide_fascicle
from tests.store_records import fascicle, report, resolution
from tests.test_people import person
from throughline.engine.errors import Refused
from throughline.store.digests import BUDGET
from throughline.store.history import HistoryLine
from throughline.store.knowledge.following import follow
from throughline.store.knowledge.searching import search
from throughline.store.mandates.reads import citations_of, cited_by, document_at, documents
from throughline.store.models import Document, Holding, Organization, Paragraph, StandingFinding, TakingIn, Version
from throughline.store.people import operator
from throughline.store.planning.reads import plans, unanswered
from throughline.store.reporting.checks import check_record
from throughline.store.rights import EVERYTHING
from throughline.store.taking_in import TakenIn, preview, preview_undo, take_in, undo
from throughline.store.taking_in.contents import Records
from throughline.store.taking_in.undoing import UNDO, Undone, last_undone_at, newest_at
from throughline.store.verifying import verify

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    """A search index of its own."""
    settings.DATA = tmp_path


def take(records: Records, organization: str = "UN", reader: str = "1") -> TakenIn:
    return take_in(records=records, by=operator(), reader=reader, organization=organization)


def newest(address: str, organization: str = "UN") -> TakingIn:
    found = newest_at(address, Organization.objects.get(code=organization))
    assert found is not None
    return found


def take_back(address: str, organization: str = "UN") -> Undone:
    return undo(taking_in=newest(address, organization), by=operator())


def seen() -> dict[str, Any]:
    """What people see of the record, however it came to be so."""
    check_record(today=TODAY)
    follow()
    addresses = [one.address for one in documents(limit=1000, seen_by=EVERYTHING) if one.kind != BUDGET]
    return {
        "documents": documents(limit=1000, seen_by=EVERYTHING),
        "texts": {address: document_at(address, seen_by=EVERYTHING) for address in addresses},
        "citations": {
            address: (cited_by(address, seen_by=EVERYTHING), citations_of(address, seen_by=EVERYTHING))
            for address in addresses
        },
        "plans": plans(seen_by=EVERYTHING),
        "unanswered": unanswered(seen_by=EVERYTHING),
        "findings": set(StandingFinding.objects.filter(gone=None).values_list("code", "address", "message")),
        "found": {
            word: sorted(hit.address for hit in search(word, 1000, seen_by=EVERYTHING).hits)
            for word in ("boats", "harbours", "skiffs")
        },
        "known": set(Holding.objects.values_list("organization__code", "document__address", "held")),
    }


CHANGED = resolution(
    texts=("Recalling its harbours,", "Requests the Secretary-General to report on skiffs;", "Decides to row."),
    cites=("A/RES/60/1", "A/RES/61/7"),
)
FIRST: list[Records] = [
    *resolutions(1, 3),
    report(),
    fascicle(rows=2, file="other.docx", section="11", symbol="A/80/6 (Sect. 11)"),
]
# What is taken in after the first, and where it is undone.
THEN: dict[str, tuple[Records, str]] = {
    "a document nobody had heard of": (resolution("A/RES/79/5", cites=("A/RES/50/5",)), "A/RES/79/5"),
    "a known unknown": (resolution(), "A/RES/78/243"),
    "a new version": (CHANGED, "A/RES/78/243"),
    "a report": (report("A/79/501", "A/RES/1/1", "more.txt"), "A/79/501"),
    "a plan": (fascicle(rows=3), "A/80/6 (Sect. 10)"),
    "a new version of a plan": (fascicle(rows=4, amount="8000000", lists=("A/RES/9/9",)), "A/80/6 (Sect. 10)"),
    "another language": (resolution(language="fr", file="bateaux.txt", texts=("Rappelant,", "Prie;")), "A/RES/78/243"),
    "the same text in another file": (resolution(file="copy.txt"), "A/RES/78/243"),
}
UNSEEN = {"another language", "the same text in another file"}
BEFORE: dict[str, Records] = {
    "a new version": resolution(),
    "a new version of a plan": fascicle(rows=3),
    "another language": resolution(),
    "the same text in another file": resolution(),
}


@pytest.mark.parametrize("case", THEN)
def test_the_record_is_what_it_was_before(case: str) -> None:
    for one in FIRST:
        take(one)
    if case in BEFORE:
        take(BEFORE[case])
    before = seen()
    records, address = THEN[case]
    take(records)
    after = seen()
    assert (after == before) == (case in UNSEEN)
    assert preview_undo(taking_in=newest(address), by=operator()).done is False
    assert seen() == after
    assert take_back(address).done is True
    assert seen() == before
    assert verify() == []
    take(records)
    assert seen() == after
    assert verify() == []


def test_what_was_withdrawn_stays_as_it_was_written_and_keeps_its_number() -> None:
    take(resolution())
    take(CHANGED)
    rows = list(Paragraph.objects.filter(version__number=2).values_list("text", flat=True))
    undone = take_back("A/RES/78/243")
    assert (undone.withdrawn, undone.stands) == (2, 1)
    assert [one.address for one in undone.difference.changed] == ["#1"]
    assert undone.difference.removed == ("#2",)
    assert undone.forgotten == ("A/RES/61/7",)
    assert list(Paragraph.objects.filter(version__number=2).values_list("text", flat=True)) == rows
    assert document_at("A/RES/78/243", 2, seen_by=EVERYTHING) is None
    assert preview(records=CHANGED, reader="1").unknown == ("A/RES/61/7",)
    assert take(CHANGED).version == 3


def test_a_document_without_a_text_left_is_a_known_unknown_again() -> None:
    take(fascicle())
    take(resolution())
    undone = take_back("A/RES/78/243")
    assert (undone.withdrawn, undone.stands, undone.speaking) == (1, None, 1)
    assert undone.forgotten == ("A/RES/60/1",)
    document = Document.objects.get(address="A/RES/78/243")
    assert (document.held, document.known, document.title, document.body) == (False, True, "", "General Assembly")
    assert take(resolution()).outcome == "filled"


def test_the_history_tells_of_it() -> None:
    take(resolution())
    take_back("A/RES/78/243")
    line = HistoryLine.objects.order_by("-number")[0]
    assert (line.action, line.address, str(line.organization)) == (UNDO, "A/RES/78/243", "UN")
    undone = last_undone_at("A/RES/78/243", Organization.objects.get(code="UN"))
    assert undone is not None and undone.undone_by == operator()
    take(resolution())
    assert last_undone_at("A/RES/78/243", Organization.objects.get(code="UN")) is None


def test_undone_twice_it_changes_nothing() -> None:
    take(resolution())
    take(CHANGED)
    second = newest("A/RES/78/243")
    assert undo(taking_in=second, by=operator()).done is True
    lines, before = HistoryLine.objects.count(), seen()
    again = undo(taking_in=second, by=operator())
    assert (again.done, again.stands) == (False, 1)
    assert preview_undo(taking_in=TakingIn.objects.get(pk=second.pk), by=operator()).done is False
    assert (HistoryLine.objects.count(), seen()) == (lines, before)


def test_only_the_newest_is_undone() -> None:
    take(resolution())
    first = newest("A/RES/78/243")
    take(CHANGED)
    before = seen()
    for act in (undo, preview_undo):
        with pytest.raises(Refused, match="Version 2 of A/RES/78/243 was taken in since"):
            act(taking_in=first, by=operator())
    assert seen() == before
    take_back("A/RES/78/243")
    take_back("A/RES/78/243")
    assert newest_at("A/RES/78/243", Organization.objects.get(code="UN")) is None
    assert verify() == []


def test_a_version_goes_with_the_readings_that_led_to_it_again() -> None:
    take(resolution())
    first = newest("A/RES/78/243")
    take(resolution(), reader="2")
    assert undo(taking_in=first, by=operator()).withdrawn == 1
    assert not TakingIn.objects.filter(undone_at=None).exists()
    assert verify() == []


def test_another_organization_that_holds_the_text_keeps_it() -> None:
    take(resolution())
    first = newest("A/RES/78/243")
    take(resolution(), "ITU")
    with pytest.raises(Refused, match="Another organization has taken A/RES/78/243 in since"):
        undo(taking_in=first, by=operator())
    itu = take_back("A/RES/78/243", "ITU")
    assert (itu.withdrawn, itu.stands) == (None, 1)
    assert not Holding.objects.filter(organization__code="ITU").exists()
    assert Holding.objects.filter(organization__code="UN").count() == 2
    assert take_back("A/RES/78/243").withdrawn == 1
    assert verify() == []


@pytest.mark.parametrize(
    ("organization", "role"), [("", "reader"), ("UN", "reader"), ("UN", "approver"), ("ITU", "officer")]
)
def test_who_may_not_edit_the_record_may_not_undo(organization: str, role: str) -> None:
    take(resolution())
    somebody = person("ada", organization, role)
    for act in (undo, preview_undo):
        with pytest.raises(Refused, match="no right to edit in UN: an officer of the whole organization may"):
            act(taking_in=newest("A/RES/78/243"), by=somebody)


def test_an_officer_may() -> None:
    take(resolution())
    assert undo(taking_in=newest("A/RES/78/243"), by=person("ada", "UN", "officer")).done is True


def test_what_somebody_alters_in_a_withdrawn_version_is_found() -> None:
    take(resolution())
    take_back("A/RES/78/243")
    Paragraph.objects.update(text="Requests nothing.")
    assert [one.code for one in verify()] == ["HI-CONTENT"]


def test_an_undoing_that_the_history_does_not_tell_is_found() -> None:
    take(resolution())
    TakingIn.objects.update(undone_at="2026-01-01T00:00Z", undone_by=operator())
    assert {one.code for one in verify()} == {"HI-TAKING"}
    take_in(records=resolution("A/RES/1/1", cites=()), by=operator(), reader="1")
    take_back("A/RES/1/1")
    TakingIn.objects.update(undone_at=None, undone_by=None)
    assert {one.code for one in verify()} == {"HI-TAKING"}


def statements_of_undoing(records: Records) -> int:
    take(records)
    with CaptureQueriesContext(connection) as captured:
        take_back(Version.objects.order_by("-pk")[0].document.address)
    return len(captured)


def test_undoing_asks_the_database_as_often_for_300_rows_as_for_3() -> None:
    assert statements_of_undoing(wide_fascicle(3)) == statements_of_undoing(wide_fascicle(300))
