"""Suggestions in the record: worked out for what nothing answers, accepted, dismissed and taken back by persons."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.page_record import links, resolutions, seen, take
from tests.store_records import fascicle, request, resolution
from tests.test_people import person
from throughline.engine.errors import Refused
from throughline.engine.planning.printed import Result, Subprogramme
from throughline.store import history
from throughline.store.models import Dismissal, Link, Organization, Suggestion, WorkedOut
from throughline.store.people import operator
from throughline.store.rights import EVERYTHING, sight_of
from throughline.store.suggestions.actions import accept_suggestion, dismiss_suggestion, restore_suggestion
from throughline.store.suggestions.reads import dismissed_of, suggested, suggestions_where
from throughline.store.suggestions.working_out import work_out_suggestions

pytestmark = pytest.mark.django_db

ACT, RESULT = "A/RES/79/1#1/a1", "UN/2026/10/SP1/R2"


@pytest.fixture
def record(settings: Any, tmp_path: Path) -> Organization:
    """A resolution of a series of which the plan lists an earlier one, and a result with its words."""
    settings.DATA = tmp_path
    texts = ("Recalling its resolutions,", "Requests the Secretary-General to survey lighthouses and buoys;")
    results = (
        Result("SP1/R2", "SP1", "2", "Lighthouses surveyed", "planned", "Buoys and lighthouses are surveyed."),
        Result("SP1/R3", "SP1", "3", "Ferries on time", "planned", "Ferries keep their timetable."),
    )
    take(
        resolution(
            "A/RES/79/1", cites=("A/RES/60/1",), acts=(request("to survey lighthouses"),), title="Boats", texts=texts
        ),
        fascicle(
            lists=("A/RES/78/243",),
            results=results,
            measures=(),
            subprogrammes=(Subprogramme("SP1", "", "1", "Boats"), Subprogramme("SP2", "", "2", "Roads", None, "Pave")),
        ),
    )
    return Organization.objects.get(code="UN")


def targets(source: str = ACT) -> list[str]:
    return [one.target for one in suggested(suggestions_where(sources=[source], seen_by=EVERYTHING)).get(source, ())]


def test_the_nearest_result_of_the_likeliest_place_comes_first_with_the_reasons(record: Organization) -> None:
    first = suggested(suggestions_where(sources=[ACT], seen_by=EVERYTHING))[ACT][0]
    assert (first.target, first.place, first.title) == (RESULT, "UN/2026/10/SP1", "Lighthouses surveyed")
    assert first.is_result
    assert [kind for kind, _detail in first.reasons] == ["series", "words"]
    assert first.reasons[0][1] == ("A/RES/78/243", "Boats")
    assert targets("A/RES/79/1")[0] == RESULT


def test_suggestions_are_worked_out_anew_only_where_something_changed(record: Organization) -> None:
    with CaptureQueriesContext(connection) as captured:
        count = work_out_suggestions(record)
    assert (count, len(captured)) == (Suggestion.objects.count(), 4)
    take(fascicle(lists=("A/RES/79/1",), file="later.docx"))
    assert targets() == []
    assert not Suggestion.objects.exists()


def test_statements_are_as_many_for_one_document_as_for_fifty(record: Organization) -> None:
    take(*resolutions(1, 1))
    Suggestion.objects.all().delete()
    counted = []
    for last in (1, 50):
        take(*resolutions(2, last))
        WorkedOut.objects.all().delete()
        with CaptureQueriesContext(connection) as captured:
            work_out_suggestions(record)
        counted.append(len(captured))
    assert counted[0] == counted[1]


def test_accepting_makes_a_link_and_what_is_linked_is_suggested_no_more(record: Organization) -> None:
    made = accept_suggestion(
        by=operator(), organization=record, source=ACT, target=RESULT, rationale="It surveys them."
    )
    assert (made.source, made.target, made.rationale) == (ACT, RESULT, "It surveys them.")
    assert RESULT not in targets()


def test_what_a_person_dismisses_is_remembered_with_who_and_can_be_taken_back(record: Organization) -> None:
    ada = person("ada", "UN", "officer")
    for _time in range(2):
        dismiss_suggestion(by=ada, organization=record, source=ACT, target=RESULT)
    assert RESULT not in targets()
    (found,) = dismissed_of(ACT, seen_by=EVERYTHING)
    assert (found.target, found.by, found.title) == (RESULT, "Ada", "Lighthouses surveyed")
    work_out_suggestions(record)
    assert RESULT not in targets()
    restore_suggestion(by=ada, organization=record, source=ACT, target=RESULT)
    assert targets()[0] == RESULT
    told = [line.action for line in reversed(history.latest()) if line.address.startswith("link:")]
    assert told == ["dismiss suggestion", "restore suggestion"]


@pytest.mark.parametrize("role", ["reader", "approver", "administrator", ""])
def test_who_may_not_edit_accepts_dismisses_and_restores_nothing(record: Organization, role: str) -> None:
    ada = person("ada", "UN" if role else "", role or "reader")
    said: dict[str, Any] = {"by": ada, "organization": record, "source": ACT, "target": RESULT}
    for act in (dismiss_suggestion, restore_suggestion):
        with pytest.raises(Refused):
            act(**said)
    with pytest.raises(Refused):
        accept_suggestion(**said, rationale="So.")
    assert not Link.objects.exists() and not Dismissal.objects.exists()


@pytest.mark.parametrize(("source", "target"), [(ACT, "UN/2026/10/SP9"), ("A/RES/1/1", RESULT), (ACT, "")])
def test_what_is_not_suggested_cannot_be_accepted_or_dismissed(record: Organization, source: str, target: str) -> None:
    with pytest.raises(Refused, match="not suggested"):
        dismiss_suggestion(by=operator(), organization=record, source=source, target=target)
    with pytest.raises(Refused, match="not suggested"):
        accept_suggestion(by=operator(), organization=record, source=source, target=target, rationale="So.")


def test_a_stranger_sees_no_suggestion(record: Organization) -> None:
    assert not suggestions_where(seen_by=sight_of(person("stranger"))).exists()
    assert suggestions_where(seen_by=EVERYTHING).exists()


def test_the_page_of_what_nothing_answers_accepts_and_dismisses(record: Organization) -> None:
    client = Client()
    client.force_login(person("ada", "UN", "officer"))
    page = client.get("/UN/asked/unanswered")
    assert "1 act asks the secretariat, and no part of a plan answers it." in seen(page)
    assert "It lists A/RES/78/243, of the same series." in seen(page)
    assert "Lighthouses surveyed" in seen(client.get("/UN/asked/unanswered?grain=documents"))
    assert "Lighthouses surveyed" in seen(client.get("/UN/mandates/A/RES/79/1"))
    assert b'name="once"' in page.content.partition(b"/UN/asked/accept")[2]
    assert "No act fits these filters." in seen(client.get("/UN/asked/unanswered?q=submarines"))
    assert "No mandate fits these filters." in seen(client.get("/UN/asked/unanswered?q=submarines&grain=documents"))
    assert client.get("/UN/asked/unanswered?grain=nonsense").status_code == 400
    own = client.get(f"/UN/links/new?of={ACT.replace('#', '%23')}&to={RESULT}")
    assert "It lists A/RES/78/243, of the same series." in own.content.decode()
    said = {"source": ACT, "target": RESULT, "back": "document"}
    answer = client.post("/UN/asked/dismiss", said)
    assert (answer.status_code, answer["Location"]) == (302, "/UN/mandates/A/RES/79/1#1")
    told = client.get("/UN/mandates/A/RES/79/1")
    assert f"Dismissed, and suggested no more: {ACT} — {RESULT}" in seen(told)
    assert "Suggest it again" in seen(told)
    assert "Dismissed" not in seen(client.get("/UN/mandates/A/RES/79/1"))
    assert "1 suggestion was dismissed" in seen(client.get(f"/UN/links/new?of={ACT.replace('#', '%23')}"))
    assert client.post("/UN/asked/restore", said).status_code == 302
    assert client.post("/UN/asked/accept", {**said, "back": ""})["Location"] == "/UN/asked/unanswered"
    (made,) = Link.objects.all()
    told = client.get("/UN/asked/unanswered")
    assert f"Linked: {ACT} — {RESULT}" in seen(told)
    assert f"/UN/links/{made.code}" in links(told)
    assert "Linked:" not in seen(client.get("/UN/asked/unanswered"))
    assert made.rationale.startswith("It lists A/RES/78/243, of the same series.")
    assert f"/UN/links/{made.code}" in links(client.get("/UN/mandates/A/RES/79/1"))
    assert client.post("/UN/asked/accept", said).status_code == 409
    assert client.post("/UN/asked/accept", {}).status_code == 409


@pytest.mark.parametrize("role", ["reader", ""])
def test_a_reader_sees_suggestions_without_buttons_and_a_stranger_nothing(record: Organization, role: str) -> None:
    client = Client()
    client.force_login(person("ada", "UN" if role else "", role or "reader"))
    page = client.get("/UN/asked/unanswered")
    assert page.status_code == (200 if role else 404)
    assert b"/UN/asked/accept" not in page.content
    for verb in ("accept", "dismiss", "restore"):
        answer = client.post(f"/UN/asked/{verb}", {"source": ACT, "target": RESULT})
        assert answer.status_code == (403 if role else 404)
    assert not Link.objects.exists()
