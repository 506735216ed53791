"""Lists of the API: what they hold, what their filters leave, their pages, how often they ask the database."""

from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.api_record import ACTIONS, EVERY, FILES, LISTS, OWN, UN, WORKED, resolutions, small_record, take, wide_record
from tests.store_records import digest, fascicle
from throughline.store.models import Organization
from throughline.store.people import operator
from throughline.store.units.actions import make_unit
from throughline.web.api.description import description

pytestmark = pytest.mark.django_db

MOST_STATEMENTS = 8


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    """A search index of its own."""
    settings.DATA = tmp_path


def rows(client: Client, name: str, **filters: str | int) -> list[dict[str, Any]]:
    response = client.get(LISTS[name].partition("?")[0], {"limit": 200, **filters})
    assert response.status_code == 200, response.content
    items: list[dict[str, Any]] = response.json()["items"]
    return items


def told(client: Client, name: str, field: str, **filters: str | int) -> list[Any]:
    """One field of every row that the filters leave."""
    return [row[field] for row in rows(client, name, **filters)]


def test_every_operation_that_is_described_answers(client: Client) -> None:
    small_record()
    make_unit(by=operator(), organization=Organization.objects.get(code="UN"), code="TOP", name="Top")
    asked = {one["operationId"] for methods in description()["paths"].values() for one in methods.values()}
    assert asked == {*EVERY, *FILES, *OWN, *WORKED, *ACTIONS}
    empty = []
    for name, address in EVERY.items():
        response = client.get(address)
        assert (name, response.status_code, response.headers["Content-Type"]) == (name, 200, "application/json")
        if name in LISTS and not response.json()["items"]:
            empty.append(name)
    assert empty == []


def test_documents_are_filtered_as_in_the_registry(client: Client) -> None:
    small_record()
    held = ["A/RES/77/1", "A/RES/77/2", "A/RES/77/3", "A/RES/78/243", "A/RES/78/244"]
    assert told(client, "documents", "address", held="held") == held
    assert told(client, "documents", "address", held="held", year=2022) == []
    assert told(client, "documents", "address", q="boat 77/2") == ["A/RES/77/2"]
    assert told(client, "documents", "address", answered="listed") == ["A/RES/78/243", "E/RES/2023/29"]
    assert told(client, "documents", "address", verb="request", addressee="@secretariat") == held
    assert told(client, "documents", "address", verb="request", addressee="Member States") == []
    assert told(client, "documents", "address", body="General Assembly", held="held", q="78/244") == ["A/RES/78/244"]


def test_a_row_of_a_list_says_everything_under_the_words_of_the_field(client: Client) -> None:
    small_record()
    (row,) = rows(client, "documents", q="78/243")
    assert row == {
        "address": "A/RES/78/243",
        "kind": "resolution",
        "body": "General Assembly",
        "title": "Boats",
        "adopted": "2023-12-22",
        "held": True,
        "asking": 1,
        "next_day": None,
        "listed": 1,
        "linked": 0,
    }
    figure = rows(client, "money", place="UN/2026/10/SP1")[0]
    assert figure == {
        "address": "UN/2026/10/T10.19/r1/c8",
        "plan": "UN/2026/10",
        "place": "UN/2026/10/SP1",
        "fund": "regular budget",
        "component": "Programme of work",
        "category": "Posts",
        "scope": "II",
        "part": "1",
        "group": ["Programme of work"],
        "year": 2026,
        "measure": "estimate",
        "level": "line",
        "printed": "7903400",
        "amount": {"minor": 790340000, "currency": "CHF", "amount": "7903400.00"},
        "percentage": None,
        "step": "0.5",
        "source": {
            "sha256": client.get(f"{UN}/sources?q=sect10").json()["items"][0]["sha256"],
            "file": "sect10.docx",
            "table": "10.19",
            "row": "Row 0",
            "column": "Column 7",
            "row_index": 0,
            "column_index": 7,
        },
    }


def test_a_figure_without_an_amount_has_none(client: Client) -> None:
    small_record()
    (total,) = rows(client, "money", level="total")
    assert (total["place"], total["amount"], total["printed"]) == (None, None, "–")


def test_a_file_has_its_name_and_not_its_path(client: Client) -> None:
    take(fascicle(file="/home/somebody/papers/sect10.docx"))
    assert "somebody" not in "".join(client.get(address).content.decode() for address in LISTS.values())
    assert told(client, "sources", "file") == ["sect10.docx"]


def test_acts_are_filtered_by_verb_addressee_deadline_and_answer(client: Client) -> None:
    small_record()
    seventy_seven = ["A/RES/77/1#1/a1", "A/RES/77/2#1/a1", "A/RES/77/3#1/a1"]
    every = [*seventy_seven, "A/RES/78/243#1/a1", "A/RES/78/244#7(b)/a1"]
    assert told(client, "acts", "address") == every
    assert told(client, "acts", "address", deadline_from="2026-01-01", deadline_to="2026-12-31") == seventy_seven
    assert told(client, "acts", "address", deadline_to="2026-06-29") == ["A/RES/78/244#7(b)/a1"]
    assert told(client, "acts", "address", answered="listed") == ["A/RES/78/243#1/a1"]
    assert told(client, "acts", "answered", document="a/res/78/243") == [True]
    assert told(client, "acts", "address", verb="decide") == []
    assert told(client, "acts", "address", addressee="Secretary-General") == every
    assert told(client, "deadlines", "address") == ["A/RES/78/244#7(b)/a1", *seventy_seven]
    (act,) = rows(client, "acts", document="A/RES/78/244")
    assert act["deadline"] == {
        "raw": "by its next session",
        "kind": "session",
        "earliest": "2024-09-10",
        "latest": "2025-09-08",
        "body": "General Assembly",
        "session": "79",
        "computed": True,
    }
    assert act["reporting"] == {"raw": "report", "to": "General Assembly", "vehicle": "report", "recurrence": "annual"}
    assert act["addressees"] == [{"name": "Secretary-General", "surface": "him", "how": "anaphora"}]


def test_citations_are_read_in_both_directions(client: Client) -> None:
    small_record()
    assert told(client, "citations", "cited", citing="A/RES/77/2") == ["A/RES/77/1"]
    assert told(client, "citations", "source", cited="A/RES/77/1") == ["A/RES/77/2#p1"]
    assert told(client, "citations", "cited", held="held") == ["A/RES/77/1", "A/RES/77/2"]
    assert told(client, "citations", "raw", citing="A/RES/78/244", held="cited") == [
        "resolution 60/1 of 16 September 2005",
        "decision 78/400",
    ]


def test_what_stands_in_plans_is_filtered_by_plan_and_place(client: Client) -> None:
    small_record()
    sp1 = "UN/2026/10/SP1"
    assert told(client, "plans", "address", year=2026) == ["UN/2026/10"]
    assert told(client, "plans", "address", year=2025) == []
    assert told(client, "places", "address", kind="subprogramme") == [sp1, "UN/2026/10/II.SP2"]
    assert told(client, "places", "address", parent="UN/2026/10/II") == ["UN/2026/10/II.SP2"]
    assert told(client, "listed_mandates", "document", held="held") == ["A/RES/78/243"]
    assert told(client, "listed_mandates", "place", document="E/RES/2023/29") == [sp1]
    assert told(client, "results", "address", place=sp1, kind="planned") == [f"{sp1}/R2"]
    assert told(client, "measures", "address", result=f"{sp1}/R2") == [f"{sp1}/R2/M1"]
    assert told(client, "deliverables", "address", kind="item", category="A") == [f"{sp1}/D-A.1", f"{sp1}/D-A.2"]
    assert told(client, "deliverables", "address", plan="UN/2026/11") == []
    assert told(client, "evaluations", "text", kind="lesson") == ["Row sooner."]
    assert told(client, "texts", "result", place=sp1) == [None, f"{sp1}/R2"]
    assert told(client, "tables", "rows") == [[["Post", "Change"], ["P-4", "1"]]]
    assert told(client, "posts", "number", table="10.20") == [23]
    assert told(client, "money", "address", year=2025) == []


def test_values_have_their_cell(client: Client) -> None:
    small_record()
    ((first, second),) = told(client, "measures", "values")
    cell = {"table": "#2", "row": "Row 1", "column": "Column 2"}
    assert first == {"year": 2024, "status": "actual", "value": 12, "text": "12 boats", **cell}
    assert (second["value"], second["text"]) == (None, "more boats")
    quantities = told(client, "deliverables", "quantities", kind="item")[0]
    assert [(one["status"], one["value"]) for one in quantities] == [("planned", 2), ("actual", 1)]


def test_findings_are_filtered_and_the_gravest_come_first(client: Client) -> None:
    small_record()
    severities = told(client, "findings", "severity")
    assert severities == sorted(severities, key=["error", "warning", "info"].index)
    assert told(client, "findings", "code", severity="error") == ["PB-SUM"]
    assert set(told(client, "findings", "code", code="RS-NUMBER")) == {"RS-NUMBER"}
    assert told(client, "findings", "figures", subject="UN/2026/10", code="PB-SUM") == [["7", "8"]]
    assert told(client, "findings", "code", since="2026-01-16") == []


def test_sources_and_history_are_the_newest_first(client: Client) -> None:
    small_record()
    assert told(client, "sources", "file")[:2] == ["sect10.docx", "report.txt"]
    assert told(client, "sources", "address", outcome="filled") == []
    numbers = told(client, "history", "number")
    assert numbers == list(range(len(numbers), 0, -1))
    assert told(client, "history", "action", address="A/RES/77/2") == ["take in"]
    source = client.get(f"{UN}/sources/{digest('full')}").json()
    assert (source["file"], [one["address"] for one in source["taken"]]) == ("full.docx", ["A/RES/78/244"])


def test_search_tells_how_many_hold_the_words_and_marks_them(client: Client) -> None:
    small_record()
    found = client.get(f"{UN}/search", {"q": "harbours", "limit": "2"}).json()
    assert (found["total"], len(found["items"])) == (6, 2)
    assert [piece["text"] for piece in found["items"][0]["pieces"] if piece["found"]] == ["Harbours"]
    assert [row["kind"] for row in rows(client, "search", q="harbours", kind="subprogramme")] == ["subprogramme"]
    after = client.get(found["next"]).json()
    assert {row["address"] for row in after["items"]}.isdisjoint(row["address"] for row in found["items"])


def walked(client: Client, address: str | None) -> list[Any]:
    """Every row of a list, page by page, from an address on."""
    seen = []
    while address:
        page = client.get(address).json()
        seen += page["items"]
        address = page["next"]
    return seen


def by(limit: int, address: str) -> str:
    """The address of a list in pages of so many rows."""
    return f"{address}{'&' if '?' in address else '?'}{urlencode({'limit': limit})}"


@pytest.mark.parametrize("name", LISTS)
def test_pages_put_together_are_the_whole_list(client: Client, name: str) -> None:
    wide_record(4)
    whole = walked(client, by(200, LISTS[name]))
    assert walked(client, by(1, LISTS[name])) == whole
    assert walked(client, by(3, LISTS[name])) == whole


@pytest.mark.parametrize("name", ["documents", "acts", "deadlines", "paragraphs", "citations", "sources", "history"])
def test_rows_that_come_in_between_move_no_other(client: Client, name: str) -> None:
    take(*resolutions(4, 9))
    before = rows(client, name)
    first = client.get(by(4, LISTS[name])).json()
    take(*resolutions(1, 2), *resolutions(70, 71))
    seen = [str(row) for row in (*first["items"], *walked(client, first["next"]))]
    assert len(set(seen)) == len(seen)
    assert [one for one in seen if one in {str(row) for row in before}] == [str(row) for row in before]


def statements(client: Client) -> dict[str, int]:
    counted = {}
    for name, address in LISTS.items():
        asked = by(200, address)
        # The first answer brings the search index up to the history.
        assert client.get(asked).status_code == 200, name
        with CaptureQueriesContext(connection) as captured:
            client.get(asked)
        counted[name] = len(captured)
    return counted


def test_a_list_asks_as_often_for_300_rows_as_for_3(client: Client) -> None:
    wide_record(3)
    few = statements(client)
    wide_record(300)
    assert len(rows(client, "deliverables")) == 200
    assert statements(client) == few
    assert max(few.values()) <= MOST_STATEMENTS, few


def test_filters_cost_no_more_statements_than_the_bound(client: Client) -> None:
    small_record()
    asked = {
        "documents": "q=boat&body=General+Assembly&year=2023&verb=request&addressee=@secretariat&deadline=near"
        "&answered=unlisted&held=held",
        "acts": "document=A/RES/77/1&addressee=@secretariat&deadline_from=2026-01-01&answered=unlisted",
        "findings": "q=boats&severity=error&code=PB-SUM&subject=UN/2026/10&since=2026-01-01",
        "money": "plan=UN/2026/10&place=UN/2026/10/SP1&table=10.19&fund=regular+budget&year=2026&level=line",
    }
    for name, query in asked.items():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"{LISTS[name]}?{query}").status_code == 200
        assert len(captured) <= MOST_STATEMENTS, name


def test_plans_of_another_organization_are_not_seen(client: Client) -> None:
    small_record()
    take(fascicle(symbol="HWU/2026/3", section="3", file="hwu.docx"), organization="HWU")
    hwu = "/api/organizations/HWU"
    for name in ("plans", "places", "results", "measures", "deliverables", "money", "posts", "texts", "tables"):
        for code, own in (("UN", UN), ("HWU", hwu)):
            items = client.get(LISTS[name].replace(UN, own), {"limit": 200}).json()["items"]
            plans = {row.get("plan") or row["address"] for row in items}
            assert plans == {f"{code}/2026/{'10' if code == 'UN' else '3'}"}, name
    for address in ("plans/UN/2026/10", "places/UN/2026/10/SP1", "lines/UN/2026/10/SP1", "results/UN/2026/10/SP1/R2"):
        assert client.get(f"{hwu}/{address}").status_code == 404
        assert client.get(f"{UN}/{address}").status_code == 200
    assert {row["address"] for row in client.get(f"{hwu}/sources").json()["items"]} == {"HWU/2026/3"}
