"""Giving out: the record as open data, plans as IATI, texts as Akoma Ntoso; on pages, by the API and the command."""

import csv
import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.api_record import FILES
from tests.page_record import resolutions, small_record, take, wide_fascicle
from tests.store_records import fascicle
from tests.test_people import person
from throughline.engine.iati.planned import (
    PlannedAmount,
    PlannedMeasure,
    PlannedPlace,
    PlannedResult,
    PlannedValue,
    Publisher,
    activities_file,
    counted_once,
    organisation_file,
)
from throughline.engine.money import Money
from throughline.engine.open_data import BY_NAME, DATASETS
from throughline.readers.iati import read_iati
from throughline.store.models import Organization
from throughline.store.people import operator
from throughline.store.people.roles import publish
from throughline.store.people.tokens import issue_token
from throughline.store.reporting.open_data import ROWS
from throughline.web.pages.data.files import dictionary
from throughline.writers.iati import iati_xml
from throughline.writers.parquet import parquet

OFFICE = Publisher("XM-EX", "Office of Boats")
PAGES = [f"/UN/data/{name}.{ending}" for name in BY_NAME for ending in ("csv", "parquet")]
GIVEN = [
    "/UN/data",
    "/UN/data/dictionary.json",
    "/UN/data/iati/activities.xml",
    "/UN/data/iati/organisation.xml",
    "/UN/akoma-ntoso/A/RES/77/1",
    *PAGES,
    *(address for _, address in FILES.values()),
]


def amount(minor: int, fund: str = "regular", year: int = 2026, measure: str = "estimate") -> PlannedAmount:
    return PlannedAmount(year, measure, fund, Money(minor, "USD"))


def place(address: str, above: str = "", amounts: tuple[PlannedAmount, ...] = (), **more: Any) -> PlannedPlace:
    values: dict[str, Any] = {"level": 1, "year": 2026, "title": f"Boats {address}", "objective": "Float", "entity": ""}
    values |= {"section": ("10", "Boats"), "page": f"https://x.org/{address}", "results": ()}
    values |= {"document": ("Budget", "https://x.org/b")}
    return PlannedPlace(address=address, above=above, amounts=amounts, **(values | more))


def kept(places: list[PlannedPlace]) -> dict[str, int]:
    return {one.address: sum(part.money.minor for part in one.amounts) for one in counted_once(places)}


def test_money_counts_once() -> None:
    whole = place("UN/2026/10", amounts=(amount(100),))
    parts = [place("UN/2026/10/SP1", whole.address, (amount(60),)), place("UN/2026/10/SP2", whole.address)]
    assert kept([whole, *parts]) == {"UN/2026/10": 40, "UN/2026/10/SP1": 60, "UN/2026/10/SP2": 0}


def test_parts_that_come_to_more_than_the_whole_leave_it_alone() -> None:
    whole = place("UN/2026/10", amounts=(amount(100), amount(7, "extra")))
    parts = [place("UN/2026/10/SP1", whole.address, (amount(160), amount(5, "extra")))]
    assert kept([whole, *parts]) == {"UN/2026/10": 102, "UN/2026/10/SP1": 5}


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.integers(0, 5), st.lists(st.integers(0, 500), max_size=1)), min_size=1, max_size=8),
)
def test_all_places_come_to_what_is_stated_for_the_topmost(shape: list[tuple[int, list[int]]]) -> None:
    places: list[PlannedPlace] = []
    for number, (above, minors) in enumerate(shape):
        parent = places[above % number].address if number else ""
        places.append(place(f"UN/2026/{number}", parent, tuple(amount(minor) for minor in minors)))
    children: dict[str, list[PlannedPlace]] = {}
    for one in places:
        children.setdefault(one.above, []).append(one)

    def total(one: PlannedPlace) -> int:
        stated = [part.money.minor for part in one.amounts]
        return stated[0] if stated else sum(total(child) for child in children.get(one.address, ()))

    assert sum(kept(places).values()) == total(places[0])


def test_a_plan_is_published_without_a_fault() -> None:
    values = (
        PlannedValue(2024, "actual", Decimal("3.0"), "3"),
        PlannedValue(2025, "planned", Decimal("4.50"), "4.5"),
        PlannedValue(2026, "target", Decimal(100), "100"),
    )
    words = (PlannedValue(2024, "actual", None, "boats were built"), PlannedValue(2026, "target", None, "and float"))
    results = (
        PlannedResult("Boats float", "Why.", (PlannedMeasure("Boats", "boats afloat", values),)),
        PlannedResult("Words", "", (PlannedMeasure("Story", "", words),)),
        PlannedResult("Without a measure", "", ()),
    )
    spent = amount(70, year=2024, measure="expenditure")
    whole = place("UN/2026/10", amounts=(amount(100), amount(90, year=2025, measure="appropriation"), spent))
    part = place("UN/2026/10/SP1", whole.address, (amount(60),), results=results, level=2, entity="Office of Ships")
    made = activities_file(OFFICE, [whole, part], "2026-02-01T00:00:00Z", date(2026, 2, 2))
    again = read_iati(iati_xml(made), "made.xml")
    assert again.findings == ()
    assert again.activities == made.activities
    first, second = again.activities
    assert (first.identifier, first.status, second.identifier) == ("XM-EX-2026-10", "2", "XM-EX-2026-10-SP1")
    assert [(one.ref, one.type) for one in first.related] == [("XM-EX-2026-10-SP1", "2")]
    assert [one.value.amount for one in first.budgets if one.value] == [Decimal("0.90"), Decimal("0.40")]
    assert [(one.type, one.day) for one in first.transactions] == [("4", date(2024, 12, 31))]
    number, story = second.results[0].indicators[0], second.results[1].indicators[0]
    assert (number.measure, number.baselines[0].value, number.periods[1].targets[0].value) == ("1", "3", "4.5")
    assert number.periods[2].targets[0].value == "100"
    assert (story.measure, story.periods[0].actuals[0].comment[0].text) == ("5", "boats were built")


def test_an_organisation_file_has_a_line_for_each_fund() -> None:
    amounts = [amount(100), amount(50, "extra"), amount(70, year=2024, measure="expenditure")]
    made = organisation_file(OFFICE, amounts, [("Budget", "https://x.org/b")], "2026-02-01T00:00:00Z")
    again = read_iati(iati_xml(made), "made.xml")
    assert again.findings == ()
    one = again.organisations[0]
    assert [(budget.value.amount, len(budget.lines)) for budget in one.total_budgets if budget.value] == [
        (Decimal("1.50"), 2)
    ]
    assert [spent.value.amount for spent in one.expenditures if spent.value] == [Decimal("0.70")]


def test_every_set_is_in_the_dictionary_with_its_columns() -> None:
    assert set(ROWS) == set(BY_NAME)
    assert [one["name"] for one in dictionary(Organization(code="UN"))["datasets"]] == [one.name for one in DATASETS]


def test_parquet_keeps_kinds_blanks_and_signs(tmp_path: Path) -> None:
    row = ["A/1", True, 'x, "y"\r\nz', None, "", "=1+1", date(2026, 1, 2), "en"]
    content = parquet(BY_NAME["documents"], [row])
    assert content == parquet(BY_NAME["documents"], [row])
    path = tmp_path / "documents.parquet"
    path.write_bytes(content)
    found = duckdb.sql(f"SELECT * FROM '{path}'").fetchall()
    assert found == [("A/1", True, 'x, "y"\nz', None, None, "=1+1", date(2026, 1, 2), "en")]


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode())))


@pytest.mark.django_db
def test_the_files_say_what_the_record_says(client: Client, tmp_path: Path) -> None:
    small_record()
    acts = rows_of(client.get("/UN/data/acts.csv").content)
    assert {"A/RES/77/1#1/a1", "A/RES/77/2#1/a1"} <= {one["address"] for one in acts}
    assert next(one["latest"] for one in acts if one["address"] == "A/RES/77/1#1/a1") == "2026-06-30"
    for name, dataset in BY_NAME.items():
        rows = rows_of(client.get(f"/UN/data/{name}.csv").content)
        path = tmp_path / f"{name}.parquet"
        path.write_bytes(client.get(f"/UN/data/{name}.parquet").content)
        assert duckdb.sql(f"SELECT count(*) FROM '{path}'").fetchall() == [(len(rows),)], name
        # Plans of results and what is measured of them: tests/test_indicators_published.py.
        assert rows or name in ("elements", "indicators", "values")
        heads = client.get(f"/UN/data/{name}.csv").content.decode().partition("\r\n")[0]
        assert heads.split(",") == [one.name for one in dataset.columns]
    figures = duckdb.sql(f"SELECT sum(amount) FROM '{tmp_path}/figures.parquet'").fetchone()
    assert figures and figures[0] == sum(
        Decimal(one["amount"]) for one in rows_of(client.get("/UN/data/figures.csv").content) if one["amount"]
    )
    told = json.loads(client.get("/UN/data/dictionary.json").content)
    assert told["datasets"][0]["columns"][0]["says"].startswith("The public address")


@pytest.mark.django_db
def test_plans_and_texts_are_given_out(client: Client) -> None:
    small_record()
    response = client.get("/UN/data/iati/activities.xml?reference=XM-DAC-1&year=2026")
    made = read_iati(response.content, "made.xml")
    assert made.findings == ()
    assert "XM-DAC-1-2026-10-SP1" in {one.identifier for one in made.activities}
    assert response.headers["Content-Disposition"] == 'attachment; filename="UN-iati-activities.xml"'
    assert read_iati(client.get("/UN/data/iati/organisation.xml").content, "o.xml").findings == ()
    again = client.get("/UN/akoma-ntoso/A/RES/77/1")
    assert b"report on boat 1" in again.content
    assert client.get("/UN/data/iati/activities.xml").content == client.get("/UN/data/iati/activities.xml").content


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/UN/data/iati/activities.xml?reference=a/b", 400),
        ("/UN/data/iati/activities.xml?year=1999", 400),
        ("/UN/data/iati/people.xml", 404),
        ("/UN/data/people.csv", 404),
        ("/UN/data/acts.exe", 404),
        ("/UN/akoma-ntoso/A/RES/1/1", 404),
        ("/UN/akoma-ntoso/A/80/6 (Sect. 10)", 404),
        ("/api/organizations/UN/iati/activities?year=1999", 404),
        ("/api/organizations/UN/iati/activities?reference=a/b", 422),
        ("/api/organizations/UN/iati/people", 404),
        ("/api/organizations/UN/data/people/csv", 404),
        ("/api/organizations/UN/akoma-ntoso/A/RES/1/1", 404),
        ("/NONE/data", 404),
    ],
)
def test_what_is_not_there_is_refused(client: Client, address: str, status: int) -> None:
    small_record()
    assert client.get(address).status_code == status


@pytest.mark.django_db
def test_an_organization_without_plans_publishes_none(client: Client) -> None:
    take(*resolutions(1, 1))
    assert client.get("/UN/data").status_code == 200
    assert client.get("/UN/data/iati/activities.xml").status_code == 404
    assert client.get("/api/organizations/UN/iati/organisation").status_code == 404


@pytest.mark.django_db
def test_the_api_gives_the_same_files(client: Client) -> None:
    small_record()
    for name, (media, address) in FILES.items():
        response = client.get(address.replace("A/RES/78/244", "A/RES/77/1"))
        assert response.status_code == 200, name
        assert response.headers["Content-Type"].partition(";")[0] == media
        assert (
            client.get(
                address.replace("A/RES/78/244", "A/RES/77/1"), headers={"if-none-match": response.headers["ETag"]}
            ).status_code
            == 304
        )
    assert client.get("/api/organizations/UN/data/acts/csv").content == client.get("/UN/data/acts.csv").content


@pytest.mark.django_db
def test_only_who_may_read_gets_them_and_what_is_published_everybody() -> None:
    small_record()
    take(fascicle(symbol="X/6 (Sect. 10)", file="other.docx"), organization="OTHER")
    ada, stranger = person("ada", "UN", "reader"), person("stranger")
    for address in GIVEN:
        for who, status in ((ada, 200), (stranger, 404), (None, 404)):
            client = Client()
            if who:
                client.force_login(who)
            asked = address.replace("A/RES/78/244", "A/RES/77/1")
            assert client.get(asked).status_code == status, (address, who)
    publish(by=operator(), organization=Organization.objects.get(code="UN"))
    for address in GIVEN:
        response = Client().get(address.replace("A/RES/78/244", "A/RES/77/1"))
        assert response.status_code == 200, address
        assert b"OTHER/" not in response.content
    secret = issue_token(by=ada, name="program", scope="read")
    bearing = {"authorization": f"Bearer {secret}"}
    assert Client().get("/api/organizations/OTHER/data/acts/csv", headers=bearing).status_code == 404


@pytest.mark.django_db
def test_files_take_the_same_statements_for_many_rows_as_for_few(client: Client) -> None:
    counts: list[dict[str, int]] = []
    for rows, first in ((3, 1), (40, 10)):
        take(wide_fascicle(rows), *resolutions(first, first + rows))
        found = {}
        for address in (*GIVEN[2:4], *PAGES):
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200
            found[address] = len(captured)
        counts.append(found)
    assert counts[0] == counts[1]
    assert max(counts[1].values()) <= 14


@pytest.mark.django_db
def test_the_page_explains_every_column(client: Client) -> None:
    small_record()
    page = client.get("/UN/data").content.decode()
    for dataset in DATASETS:
        assert f"/UN/data/{dataset.name}.parquet" in page
        assert all(column.name in page for column in dataset.columns)
    assert "/UN/data" in client.get("/UN").content.decode()
    assert "/UN/akoma-ntoso/A/RES/77/1" in client.get("/UN/mandates/A/RES/77/1").content.decode()
