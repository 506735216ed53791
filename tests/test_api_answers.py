"""Answers of the API: ETags, forms, methods, problem details, single things whole."""

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.api_record import EVERY, LISTS, SINGLES, UN, resolutions, small_record, take
from tests.store_records import resolution
from throughline.store.reporting.checks import check_record
from throughline.store.reporting.tables import StandingFinding

pytestmark = pytest.mark.django_db

PROBLEM = "application/problem+json"


@pytest.fixture(autouse=True)
def record(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    small_record()


def refused(response: Any, status: int, code: str) -> dict[str, Any]:
    """The problem details of an answer that must be a refusal."""
    assert (response.status_code, response.headers["Content-Type"]) == (status, PROBLEM)
    problem: dict[str, Any] = response.json()
    assert sorted(problem) == ["code", "current", "detail", "errors", "instance", "status", "title", "type"]
    assert (problem["status"], problem["code"], problem["type"]) == (status, code, f"/api#{code}")
    return problem


@pytest.mark.parametrize("name", EVERY)
def test_an_answer_that_did_not_change_is_not_sent_again(client: Client, name: str) -> None:
    address = EVERY[name]
    first = client.get(address)
    tag = first.headers["ETag"]
    assert tag.startswith('W/"')
    assert client.get(address).headers["ETag"] == tag
    for held in (tag, tag.removeprefix("W/"), f'"other", {tag}', "*"):
        again = client.get(address, headers={"if-none-match": held})
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    assert client.get(address, headers={"if-none-match": '"other"'}).status_code == 200
    take(*resolutions(40, 40))
    changed = client.get(address, headers={"if-none-match": tag})
    assert changed.status_code == 200
    assert changed.headers["ETag"] != tag


def test_an_etag_follows_from_what_is_asked_and_in_which_language_and_form(client: Client) -> None:
    address = LISTS["documents"]
    asked = [
        client.get(address),
        client.get(address, {"limit": 5}),
        client.get(address, headers={"accept-language": "fr"}),
        client.get(address, headers={"accept": "text/csv"}),
        client.get(LISTS["acts"]),
    ]
    assert len({one.headers["ETag"] for one in asked}) == len(asked)
    assert {"Accept", "Accept-Language"} <= {word.strip() for word in asked[0].headers["Vary"].split(",")}


def test_an_etag_changes_with_the_findings_that_stand(client: Client) -> None:
    tag = client.get(LISTS["findings"]).headers["ETag"]
    check_record(today=date(2026, 7, 1))
    changed = client.get(LISTS["findings"], headers={"if-none-match": tag})
    assert changed.status_code == 200
    StandingFinding.objects.filter(code="PB-SUM").update(gone=date(2026, 7, 2))
    assert client.get(LISTS["findings"]).headers["ETag"] not in (tag, changed.headers["ETag"])


def test_nothing_is_a_match_where_nothing_is(client: Client) -> None:
    refused(client.get(f"{UN}/documents/A/RES/1/1", headers={"if-none-match": "*"}), 404, "not-found")


@pytest.mark.parametrize("name", EVERY)
def test_head_says_what_get_says_without_the_content(client: Client, name: str) -> None:
    head, get = client.head(EVERY[name]), client.get(EVERY[name])
    assert (head.status_code, head.content) == (200, b"")
    for header in ("ETag", "Content-Type", "Cache-Control", "Link"):
        assert head.headers.get(header) == get.headers.get(header)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace"])
def test_other_methods_are_refused(client: Client, method: str) -> None:
    refused(getattr(client, method)("/api/nowhere"), 404, "not-found")
    for address in (LISTS["documents"], SINGLES["document"], "/api/openapi.json"):
        response = getattr(client, method)(address)
        refused(response, 405, "method-not-allowed")
        assert {word.strip() for word in response.headers["Allow"].split(",")} == {"GET", "HEAD"}


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=201",
        "limit=many",
        "limit=1.0",
        "limit=",
        "limit=1_0",
        "cursor=nonsense",
        "cursor=é",
        "cursor=WzFd",
        "cursor=W10",
        "format=xml",
        "bom=maybe",
        "year=0",
        "year=10000",
        "year=2026-01",
        "q=",
        "q=%00",
        f"q={'x' * 201}",
        "held=perhaps",
        "deadline=soon",
        "answered=yes",
        "limit=1&limit=2",
    ],
)
def test_nonsense_in_a_filter_is_refused(client: Client, query: str) -> None:
    code = "cursor-not-understood" if query.startswith("cursor") else "parameter-not-understood"
    problem = refused(client.get(f"{LISTS['documents']}?{query}"), 422, code)
    assert [error["parameter"] for error in problem["errors"]] == [query.partition("=")[0]]


@pytest.mark.parametrize("day", ["yesterday", "2026-02-30", "1700000000", "2026-1-1", "20260101"])
def test_a_day_is_written_in_full(client: Client, day: str) -> None:
    refused(client.get(LISTS["acts"], {"deadline_from": day}), 422, "parameter-not-understood")


def test_a_parameter_that_there_is_not_is_refused(client: Client) -> None:
    problem = refused(client.get(LISTS["documents"], {"bodi": "General Assembly"}), 422, "unknown-parameter")
    assert [error["parameter"] for error in problem["errors"]] == ["bodi"]
    assert "body" in problem["detail"]
    refused(client.get(SINGLES["line"], {"x": "1"}), 422, "unknown-parameter")


def test_a_cursor_of_another_list_is_refused(client: Client) -> None:
    after = client.get(LISTS["acts"], {"limit": 1}).json()["next"].partition("cursor=")[2]
    refused(client.get(LISTS["history"], {"cursor": after}), 422, "cursor-not-understood")
    refused(client.get(LISTS["documents"], {"cursor": after}), 422, "cursor-not-understood")
    assert client.get(LISTS["acts"], {"cursor": after}).status_code == 200


UNKNOWN = [
    *(
        f"{UN}/{path}"
        for path in (
            "documents/A/RES/1/1",
            "documents/A/RES/78/243?version=9",
            "documents/A/79/5?version=1",
            "paragraphs/A/RES/78/243%2399",
            "plans/UN/2027/10",
            "outlines/1999",
            "outlines/next",
            "outlines/0",
            "places/UN/2026/10/SP9",
            "results/UN/2026/10/SP1/R9",
            "measures/UN/2026/10/SP1/R2/M9",
            "deliverables/UN/2026/10/SP1/D-E.9",
            "money/UN/2026/10/T10.19/r99/c8",
            "posts/UN/2026/10/T10.19/r1/c8",
            "sources/abc",
            "lines/nothing",
            "pictures/nothing",
            "pictures/UN/1999",
            "documents/%00",
            "nowhere",
        )
    ),
    "/api/organizations/XX",
    "/api/organizations/XX/documents",
    "/api/organizations/XX/lines/UN/2026/10",
    "/api/organizations/%F0%9F%90%8D/acts",
    "/api/nothing",
    "/api/openapi",
]


@pytest.mark.parametrize("address", UNKNOWN)
def test_an_unknown_address_is_told_as_such(client: Client, address: str) -> None:
    problem = refused(client.get(address), 404, "not-found")
    assert problem["instance"].isascii()


def test_a_form_that_there_is_not_is_refused(client: Client) -> None:
    refused(client.get(LISTS["acts"], headers={"accept": "image/png"}), 406, "not-acceptable")
    refused(client.get(SINGLES["document"], headers={"accept": "text/csv"}), 406, "not-acceptable")
    assert client.get(LISTS["acts"], headers={"accept": "text/html, */*;q=0.1"}).status_code == 200


def test_a_fault_of_the_program_is_told_without_its_inside(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_arguments: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr("throughline.web.api.record.counts_of_organization", fails)
    client.raise_request_exception = False
    problem = refused(client.get(SINGLES["overview"]), 500, "failed")
    assert "secret" not in str(problem)


def table(response: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("name", LISTS)
def test_every_list_is_csv_too(client: Client, name: str) -> None:
    address = LISTS[name]
    both = "&" if "?" in address else "?"
    by_query, by_header = (
        client.get(f"{address}{both}format=csv"),
        client.get(address, headers={"accept": "text/csv"}),
    )
    assert by_query.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert by_query.content == by_header.content
    assert len(table(by_query)) == len(client.get(address).json()["items"])


def test_csv_has_a_column_for_each_field(client: Client) -> None:
    row = table(client.get(LISTS["money"], {"format": "csv"}))[0]
    assert (row["amount.minor"], row["amount.currency"], row["amount.amount"]) == ("790340000", "CHF", "7903400.00")
    assert (row["source.table"], row["group"], row["percentage"]) == ("10.19", "Programme of work", "")
    assert table(client.get(LISTS["documents"], {"format": "csv", "held": "held"}))[0]["held"] == "true"
    act = table(client.get(LISTS["acts"], {"format": "csv"}))[0]
    assert act["addressees"] == '[{"name": "Secretary-General", "surface": "the Secretary-General", "how": "explicit"}]'
    assert act["reporting.to"] == ""


def test_csv_leads_to_its_next_page(client: Client) -> None:
    first = client.get(LISTS["documents"], {"format": "csv", "limit": "2"})
    after = first.headers["Link"].removeprefix("<").partition(">")[0]
    assert first.headers["Link"].endswith('; rel="next"')
    assert table(client.get(after)) == table(client.get(LISTS["documents"], {"format": "csv", "limit": "4"}))[2:]


def test_csv_begins_with_a_byte_order_mark_where_it_is_wanted(client: Client) -> None:
    assert client.get(LISTS["acts"], {"format": "csv", "bom": "yes"}).content.startswith(b"\xef\xbb\xbfaddress,")
    assert client.get(LISTS["acts"], {"format": "csv"}).content.startswith(b"address,")


def test_no_cell_starts_a_formula(client: Client) -> None:
    hostile = ("=HYPERLINK(1)", "+1+1", "-2+3", "@SUM(A1)", "\tx", "<script>alert(1)</script>")
    take(*(resolution(f"A/RES/79/{n}", title=title, file=f"{n}.txt") for n, title in enumerate(hostile)))
    titles = [row["title"] for row in table(client.get(LISTS["documents"], {"format": "csv", "q": "A/RES/79/"}))]
    assert titles == [f"'{title}" for title in hostile[:5]] + [hostile[5]]


def test_stored_script_is_data(client: Client) -> None:
    take(resolution("A/RES/79/1", title="<script>alert(1)</script>", file="x.txt"))
    response = client.get(f"{UN}/documents/A/RES/79/1")
    assert response.json()["title"] == "<script>alert(1)</script>"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_a_document_is_read_whole(client: Client) -> None:
    whole = client.get(SINGLES["document"]).json()
    assert (whole["title"], whole["session"], whole["agenda_item"]) == ("Boats", "Seventy-eighth session", "12 (b)")
    first, second = whole["paragraphs"]
    assert (first["address"], second["address"], second["parent"]) == (
        "A/RES/78/244#7",
        "A/RES/78/244#7(b)",
        "A/RES/78/244#7",
    )
    assert [act["address"] for act in second["acts"]] == ["A/RES/78/244#7(b)/a1"]
    assert [one["cited"] for one in second["citations"]] == ["A/RES/60/1"]
    assert whole["notes"] == {"1": "Resolution 60/1.", "*": "Reissued."}
    assert [one["raw"] for one in whole["mentions"]] == ["decision 78/400"]
    assert whole["file"] == "full.docx"
    assert client.get(SINGLES["paragraph"]).json() == second


def test_an_older_version_of_a_document_can_be_read(client: Client) -> None:
    take(resolution(texts=("Recalling,", "Requests more;")))
    address = f"{UN}/documents/A/RES/78/243"
    newest, oldest = client.get(address).json(), client.get(address, {"version": 1}).json()
    assert (newest["version"], newest["paragraphs"][1]["text"]) == (2, "Requests more;")
    assert (oldest["version"], oldest["paragraphs"][0]["text"]) == (1, "Recalling its harbours,")


def test_a_document_that_is_not_held_says_who_lists_it(client: Client) -> None:
    whole = client.get(f"{UN}/documents/E/RES/2023/29").json()
    assert (whole["held"], whole["title"], whole["version"], whole["paragraphs"]) == (False, "Boats", None, [])
    assert [one["place"] for one in whole["listed"]] == ["UN/2026/10/SP1"]


def test_a_fascicle_leads_to_its_plan(client: Client) -> None:
    assert client.get(f"{UN}/documents/A/80/6%20(Sect.%2010)").json()["plan"] == "UN/2026/10"
    plan = client.get(SINGLES["plan"]).json()
    assert (plan["section"], plan["part"], plan["currency"], plan["unit"]) == ("10", "IV", "USD", 1000)
    assert [one["kind"] for one in plan["places"]] == ["programme", "programme", "subprogramme", "subprogramme"]


def test_a_place_is_read_with_what_stands_there(client: Client) -> None:
    whole = client.get(SINGLES["place"]).json()
    assert whole["place"]["objective"] == "Float"
    assert [one["document"] for one in whole["mandates"]] == ["A/RES/78/243", "E/RES/2023/29"]
    assert [one["address"] for one in whole["results"]] == ["UN/2026/10/SP1/PERF", "UN/2026/10/SP1/R2"]
    assert [one["kind"] for one in whole["evaluations"]] == ["evaluation", "lesson"]
    result = client.get(SINGLES["result"]).json()
    assert [one["address"] for one in result["measures"]] == ["UN/2026/10/SP1/R2/M1"]


def test_the_outline_of_a_year_is_a_tree(client: Client) -> None:
    tree = client.get(SINGLES["outline"]).json()
    assert (tree["year"], tree["subprogrammes"], tree["mandates"]) == (2026, 2, 2)
    (section,) = tree["sections"]
    assert [one["address"] for one in section["places"]] == ["UN/2026/10/II", "UN/2026/10/SP1"]


def test_the_line_is_what_the_record_says_it_is(client: Client) -> None:
    line = client.get(SINGLES["line"]).json()
    assert [one["address"] for one in line["asked"]] == ["A/RES/78/243", "E/RES/2023/29"]
    assert [one["kind"] for one in line["planned"]] == ["subprogramme", "result"]
    assert (line["listed_by"], line["shared_by"]) == (None, None)
    act = client.get(f"{UN}/lines/A/RES/78/243%231/a1").json()
    assert (act["node"]["kind"], [one["address"] for one in act["planned"]]) == ("act", ["UN/2026/10/SP1"])
    assert act["shared_by"] == 1


def test_the_picture_of_a_line_adds_up_link_by_link(client: Client) -> None:
    told = client.get(SINGLES["picture"]).json()
    columns = {column["key"]: column["boxes"] for column in told["columns"]}
    assert list(columns) == ["asked", "planned", "paid", "delivered", "open"]
    for box in columns["paid"]:
        links = [one for one in told["links"] if one["target"] == box["code"]]
        for amount in box["amounts"]:
            parts = [one["minor"] for link in links for one in link["amounts"] if one["currency"] == amount["currency"]]
            assert sum(parts) == amount["minor"]
    assert client.get(f"{UN}/pictures/UN/2026").json()["kind"] == "year"


def test_counts_of_the_overview_are_those_of_the_record(client: Client) -> None:
    counts = client.get(SINGLES["overview"]).json()
    assert (counts["held"], counts["cited"], counts["asked"], counts["unlisted"]) == (5, 4, 5, 4)
    assert counts["years"] == [{"year": 2026, "parts": 1}]
    found = client.get(LISTS["findings"], {"limit": 200}).json()["items"]
    assert sum(one["count"] for one in counts["findings"]) == len(found)
