"""The history refuses to be changed, its chain shows what was done to it, and verify finds rows that were altered."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import import_module

import pytest
from django.db import DatabaseError, connection, transaction

from tests.store_records import fascicle, report, resolution
from throughline.store import history
from throughline.store.history import HistoryLine
from throughline.store.mandates.tables import Document, Paragraph, Version
from throughline.store.models import (
    Act,
    Addressee,
    Citation,
    ComplianceValue,
    Deliverable,
    Evaluation,
    FollowUp,
    KeptFinding,
    ListedMandate,
    Measure,
    MeasureValue,
    Note,
    Place,
    PostFigure,
    Quantity,
    ResourceFigure,
    Result,
    TakingIn,
)
from throughline.store.people import operator
from throughline.store.taking_in import take_in
from throughline.store.verifying import verify

pytestmark = pytest.mark.django_db

keeping = import_module("throughline.store.migrations.0002_history_keeps")


@pytest.fixture
def taken() -> None:
    """A record with three documents taken in."""
    for record in (resolution(), report(), fascicle(rows=3)):
        take_in(records=record, by=operator(), reader="1")


@contextmanager
def as_an_intruder() -> Iterator[None]:
    """What somebody with the database's own password could do: take the triggers away."""
    vendor = connection.vendor
    statements = keeping.SQLITE_BACK if vendor == "sqlite" else keeping.POSTGRESQL_BACK
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    yield


def codes(head: str | None = None) -> set[str]:
    """The codes that verify gives, but for the triggers that an intruder has to take away."""
    return {finding.code for finding in verify(head)} - {"HI-OPEN"}


def test_triggers_that_were_taken_away_are_found(taken: None) -> None:
    with as_an_intruder():
        assert [finding.code for finding in verify()] == ["HI-OPEN"]


def test_an_untouched_record_verifies(taken: None) -> None:
    assert verify() == []
    assert verify(history.head()) == []


def test_an_empty_record_verifies() -> None:
    assert verify() == []
    assert history.head() == ""


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE store_historyline SET address = 'A/RES/1/1' WHERE number = 2",
        "DELETE FROM store_historyline WHERE number = 2",
        "DELETE FROM store_historyline",
    ],
)
def test_the_database_refuses_to_change_the_history(taken: None, statement: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert HistoryLine.objects.count() == 3


def test_a_line_cannot_be_replaced_or_put_in_twice(taken: None) -> None:
    line = HistoryLine.objects.get(number=2)
    verb = "INSERT OR REPLACE" if connection.vendor == "sqlite" else "INSERT"
    columns = 'id, number, at, "by", action, {}, data, previous, digest'
    source = columns.format("'A/RES/1/1'")
    statement = f"{verb} INTO store_historyline ({columns.format('address')}) SELECT {source} FROM store_historyline"
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"{statement} WHERE number = {line.number}")
    assert HistoryLine.objects.get(number=2).address == line.address


def test_the_history_cannot_be_truncated(taken: None) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has no TRUNCATE.")
    with connection.cursor() as cursor:
        # Checks put off to the end of the transaction would refuse before the history does.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE store_historyline")


def test_an_altered_line_is_found(taken: None) -> None:
    with as_an_intruder():
        HistoryLine.objects.filter(number=2).update(by="somebody else")
    assert codes() == {"HI-ALTERED", "HI-TAKING"}


def test_an_altered_line_with_a_digest_made_anew_is_found_by_the_next_line(taken: None) -> None:
    with as_an_intruder():
        one = HistoryLine.objects.get(number=2)
        data = json.dumps({**json.loads(one.data), "file": "another.txt"}, sort_keys=True)
        made = history.digest_of(one.number, one.at, one.by, one.action, one.address, data, one.previous)
        HistoryLine.objects.filter(number=2).update(data=data, digest=made)
    assert "HI-LINK" in codes()


def test_a_removed_line_is_found(taken: None) -> None:
    with as_an_intruder():
        HistoryLine.objects.filter(number=2).delete()
    assert {"HI-GAP", "HI-TAKING", "HI-UNTOLD"} <= codes()


def test_a_tail_that_was_cut_off_with_all_its_rows_is_found_by_the_head_noted_elsewhere() -> None:
    take_in(records=resolution(), by=operator(), reader="1")
    history.append(at=datetime.now(UTC), by="auditor", action="note", address="record", data={"seen": True})
    noted = history.head()
    with as_an_intruder():
        HistoryLine.objects.filter(number=2).delete()
    assert codes() == set()
    assert codes(noted) == {"HI-HEAD"}


def test_a_head_noted_earlier_still_holds_when_more_was_done(taken: None) -> None:
    noted = history.head()
    take_in(records=resolution("A/RES/1/1"), by=operator(), reader="1")
    assert verify(noted) == []


CHANGES: list[tuple[type, dict[str, object]]] = [
    (Paragraph, {"text": "Requests nothing;"}),
    (Note, {"text": "See nothing."}),
    (Act, {"request": "to do nothing"}),
    (Addressee, {"name": "Nobody"}),
    (Citation, {"raw": "A/RES/1/1"}),
    (Place, {"objective": "Sink"}),
    (Result, {"title": "Fewer boats"}),
    (ListedMandate, {"symbol": "A/RES/1/1"}),
    (Measure, {"unit": "ships"}),
    (MeasureValue, {"value": 13}),
    (Deliverable, {"title": "No report"}),
    (Quantity, {"value": 9}),
    (Evaluation, {"text": "Nothing was evaluated."}),
    (ComplianceValue, {"value": 100}),
    (ResourceFigure, {"minor": 1}),
    (PostFigure, {"number": 1}),
    (FollowUp, {"action": "Nothing."}),
    (KeptFinding, {"message": "All is well."}),
    (Version, {"file": "another.txt"}),
    (Version, {"references": ["A/1"]}),
]


@pytest.mark.parametrize(("table", "change"), CHANGES, ids=[f"{one.__name__}-{next(iter(c))}" for one, c in CHANGES])
def test_an_altered_row_of_any_table_is_found(taken: None, table: type, change: dict[str, object]) -> None:
    one = table.objects.order_by("pk").first()  # type: ignore[attr-defined]
    table.objects.filter(pk=one.pk).update(**change)  # type: ignore[attr-defined]
    assert codes() == {"HI-CONTENT"}


@pytest.mark.parametrize("table", [Addressee, Citation, Quantity, MeasureValue, ResourceFigure, KeptFinding])
def test_a_removed_row_is_found(taken: None, table: type) -> None:
    one = table.objects.order_by("pk").first()  # type: ignore[attr-defined]
    table.objects.filter(pk=one.pk).delete()  # type: ignore[attr-defined]
    assert codes() == {"HI-CONTENT"}


def test_a_link_that_was_turned_to_another_document_is_found(taken: None) -> None:
    other = Document.objects.get(address="E/RES/2023/29")
    ListedMandate.objects.filter(symbol="A/RES/78/243").update(document=other)
    assert codes() == {"HI-CONTENT"}


def test_a_removed_document_is_found(taken: None) -> None:
    version = Version.objects.get(document__address="A/78/500")
    Citation.objects.filter(version=version).delete()
    Document.objects.filter(address="A/78/500").update(current=None, held=False)
    version.delete()
    TakingIn.objects.filter(address="A/78/500").delete()
    assert codes() == {"HI-MISSING", "HI-TAKING"}


def test_a_head_that_was_altered_is_found(taken: None) -> None:
    Document.objects.filter(address="A/RES/78/243").update(title="Ships")
    assert codes() == {"HI-HEADING"}


def test_an_older_version_put_back_is_found() -> None:
    for texts in (("Recalling,", "Requests one;"), ("Recalling,", "Requests two;")):
        take_in(records=resolution(texts=texts), by=operator(), reader="1")
    first = Version.objects.get(number=1)
    Document.objects.filter(address="A/RES/78/243").update(current=first)
    assert codes() == {"HI-HEADING"}


def test_the_export_holds_the_chain_and_ends_with_the_head(taken: None) -> None:
    lines = [json.loads(line) for line in history.exported()]
    assert [one["number"] for one in lines] == [1, 2, 3]
    assert [one["previous"] for one in lines] == ["", lines[0]["digest"], lines[1]["digest"]]
    assert lines[-1]["digest"] == history.head()
    for one in lines:
        at = datetime.fromisoformat(one["at"])
        names = ("by", "action", "address", "data", "previous")
        assert history.digest_of(one["number"], at, *(one[name] for name in names)) == one["digest"]


def test_an_export_can_be_verified_without_the_record(taken: None) -> None:
    lines = list(history.exported())
    assert history.check_chain(history.head(), history.read_export(lines)) == []
    altered = [line.replace("report.txt", "other.txt") for line in lines]
    assert [one.code for one in history.check_chain(None, history.read_export(altered))] == ["HI-ALTERED"]
    assert [one.code for one in history.check_chain(history.head(), history.read_export(lines[:2]))] == ["HI-HEAD"]
    assert [one.code for one in history.check_chain(None, history.read_export(lines[::2]))] == ["HI-GAP"]
    with pytest.raises(ValueError, match="no line of a history"):
        list(history.read_export(['{"number": 1}']))


def test_the_history_of_an_address_tells_what_was_done() -> None:
    take_in(records=resolution(), by=operator("ada"), reader="1")
    take_in(records=resolution(texts=("Recalling,", "Requests more;")), by=operator("ada"), reader="1")
    told = history.history_of("A/RES/78/243")
    assert [(one.number, one.by, one.action, one.data["outcome"], one.data["version"]) for one in told] == [
        (2, "ada", "take in", "changed", 2),
        (1, "ada", "take in", "new", 1),
    ]


def test_verify_needs_a_fixed_number_of_statements_for_each_version(taken: None) -> None:
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        verify()
    take_in(records=fascicle(symbol="A/80/6 (Sect. 9)", section="9", rows=300), by=operator(), reader="1")
    with CaptureQueriesContext(connection) as more:
        verify()
    assert len(more) - len(few) == 17
