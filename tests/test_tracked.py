"""Tracked changes in three views: read, kept, shown; and files that ran them together say that they cannot."""

from typing import Any

import pytest
from django.test import Client

from demo.build import HERE
from tests.page_record import seen, take
from tests.store_records import resolution
from throughline.engine.findings import Finding, Sentence, Severity
from throughline.engine.mandates.records import Document, TrackedLine
from throughline.readers.files import read_any, read_data
from throughline.store.mandates.reads import document_at, document_named
from throughline.store.mandates.tracked import changes_of, tracked_lines
from throughline.store.models import Version
from throughline.store.rights import EVERYTHING
from throughline.store.taking_in.decision import record_digest
from throughline.store.verifying import verify

LINES = (
    TrackedLine("adopted", "body", "1", (("to report in 2021;", "same"),)),
    TrackedLine("proposed", "body", "1", (("to report in 2025;", "same"),)),
    TrackedLine(
        "marked", "body", "1", (("to report in ", "same"), ("2021", "deleted"), ("2025", "inserted"), (";", "same"))
    ),
)


def draft(**fields: Any) -> Document:
    one = resolution()
    for name, value in {"tracked": LINES, **fields}.items():
        object.__setattr__(one, name, value)
    return one


def text_of(lines: tuple[TrackedLine, ...], view: str) -> str:
    return "\n".join("".join(text for text, _ in one.pieces) for one in lines if one.view == view)


# The draft revision of the demo, which keeps tracked changes of two authors.
REVISION = HERE / "HWU_SA_14_Resolution_7_draft_revision.docx"


def test_all_three_views_of_a_docx_are_read() -> None:
    record = read_any(REVISION)
    assert isinstance(record, Document)
    adopted, proposed, marked = (text_of(record.tracked, view) for view in ("adopted", "proposed", "marked"))
    assert "(Tarn Bridge, 2021)" in adopted
    assert "Vallorne" not in adopted
    assert "(Vallorne, 2025)" in proposed
    assert "Tarn Bridge, 2021)," not in proposed
    assert "Tarn Bridge, 2021Vallorne, 2025" in marked
    pieces = [piece for one in record.tracked for piece in one.pieces if one.view == "marked"]
    assert ("thirty", "deleted") in pieces
    assert ("forty", "inserted") in pieces
    assert {mark for one in record.tracked if one.view != "marked" for _, mark in one.pieces} == {"same"}
    again = read_data(REVISION.read_bytes(), REVISION.name)
    assert isinstance(again, Document)
    assert again.tracked == record.tracked


def test_a_file_without_changes_has_no_views_and_its_digest_is_what_it_was() -> None:
    one = resolution()
    assert one.tracked == ()
    assert record_digest(one) != record_digest(draft())


@pytest.mark.django_db
def test_the_views_are_kept_with_the_version_and_proved() -> None:
    take(draft())
    version = Version.objects.get()
    assert (changes_of(document_named("A/RES/78/243", seen_by=EVERYTHING)).kept, tracked_lines(version.pk)) == (
        True,
        LINES,
    )
    assert tracked_lines(version.pk, "marked") == LINES[2:]
    held = document_at("A/RES/78/243", seen_by=EVERYTHING)
    assert held is not None
    assert held.tracked == LINES
    assert verify() == []


@pytest.mark.django_db
def test_each_view_has_its_page(client: Client) -> None:
    take(draft())
    marked = client.get("/UN/tracked/A/RES/78/243")
    assert "1 insertion and 1 deletion are marked." in seen(marked)
    assert "<del>" in marked.content.decode()
    assert "[taken out: 2021 ]" in seen(marked)
    adopted, proposed = (seen(client.get(f"/UN/tracked/A/RES/78/243?view={one}")) for one in ("adopted", "proposed"))
    assert ("2021" in adopted, "2025" in adopted) == (True, False)
    assert ("2021" in proposed, "2025" in proposed) == (False, True)
    assert "in three views" in seen(client.get("/UN/mandates/A/RES/78/243"))
    told = client.get("/api/organizations/UN/tracked/A/RES/78/243").json()
    assert told["lines"][0]["stretches"][1] == {"text": "2021", "mark": "deleted"}
    for wrong in ("A/RES/78/243?view=other", "A/RES/60/1", "A/RES/1/1"):
        assert client.get(f"/UN/tracked/{wrong}").status_code == 404, wrong
    assert client.get("/api/organizations/UN/tracked/A/RES/60/1").status_code == 404


@pytest.mark.django_db
def test_a_file_that_ran_them_together_says_that_it_cannot(client: Client) -> None:
    flat = Finding("RS-TRACKED-FLAT", Severity.ERROR, "x", Sentence("Run together."))
    take(draft(tracked=(), findings=(flat,)))
    assert "cannot be told any more" in seen(client.get("/UN/tracked/A/RES/78/243"))
    assert "run together in this file" in seen(client.get("/UN/mandates/A/RES/78/243"))


@pytest.mark.django_db
def test_a_file_without_changes_says_so(client: Client) -> None:
    take(resolution())
    assert "holds no tracked changes" in seen(client.get("/UN/tracked/A/RES/78/243"))
    assert "Tracked changes" not in seen(client.get("/UN/mandates/A/RES/78/243"))
