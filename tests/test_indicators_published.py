"""Indicators of an organization that published its record: what anybody sees of them, on pages and as open data."""

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.indicator_record import SEX, TOP, approve, approver, enter, indicator, plan
from tests.page_record import seen
from tests.test_page_editing import officer
from tests.test_people import person
from throughline.engine.monitoring.aggregation import Kind, Rule, Rules
from throughline.engine.monitoring.indicators import Direction
from throughline.engine.planning.frameworks import Element
from throughline.readers.iati import read_iati
from throughline.store.models import Framework, Organization
from throughline.store.monitoring.indicators.figures import figures_of, own_figures_of
from throughline.store.monitoring.indicators.reading import Which
from throughline.store.monitoring.indicators.reads import indicators_where
from throughline.store.people import operator
from throughline.store.people.roles import publish
from throughline.store.planning.frameworks.actions import make_framework, write_draft
from throughline.store.planning.frameworks.deciding import approve_version, submit_version
from throughline.store.planning.frameworks.reads import in_making
from throughline.store.rights import sight_of

pytestmark = pytest.mark.django_db
DECIDED, DRAFTED = "UN/2024-27", "UN/2026-31"
OPEN = ("/UN/indicators", "/UN/indicators/2026/10/I1", "/UN/indicator-figure/2026/10/I1?span=2026-Q1")
AT_WORK = (
    "/UN/due",
    "/UN/periods",
    "/UN/periods/2026-Q1",
    "/UN/indicator-new",
    "/UN/indicator-next/2026/10/I1",
    "/UN/indicator-values/2026/10/I1?period=2026-Q1",
)
YES = {"kind": Kind.YESNO, "rules": Rules(Rule.MAXIMUM, Rule.MAXIMUM, Rule.LATEST, Rule.MAXIMUM), "unit": ""}


def tree(whose: Organization, code: str, year: int) -> Framework:
    head: dict[str, Any] = {"kind": "strategic", "title": f"Rivers {code}", "levels": ("goal", "output")}
    start, end = date(year, 1, 1), date(year + 4, 1, 1)
    made = make_framework(by=operator(), organization=whose, code=code, start=start, end=end, **head)
    elements = (Element("G1", "goal", "Safe water"), Element("P1", "output", "Gauges", "G1"))
    write_draft(by=operator(), framework=made, revision=1, elements=elements)
    return made


@pytest.fixture
def whose(settings: Any, tmp_path: Path) -> Organization:
    """One value approved, one entered afterwards; a plan that was decided and one that was not, with indicators."""
    settings.DATA = tmp_path
    person("opens", "UN", "reader")
    found = plan()
    decided = tree(found, "2024-27", 2024)
    draft = in_making(decided)
    assert draft is not None
    draft = submit_version(by=operator(), version=draft, revision=draft.revision)
    approve_version(by=approver(), version=draft, revision=draft.revision)
    tree(found, "2026-31", 2026)
    indicator(found, node=TOP, dimensions=(SEX,), source="Logs of boats")
    indicator(found, node=f"{DECIDED}/P1", title="Gauges in rivers", direction=Direction.FALL)
    indicator(found, node=f"{DECIDED}/G1", title="Water is safe", dimensions=(), **YES)
    indicator(found, node=f"{DRAFTED}/P1", title="Gauges that nobody decided on")
    clerk = person("clerk", "UN", "officer")
    for one, said in (
        (TOP, "4711"),
        (f"{DECIDED}/P1", "12"),
        (f"{DECIDED}/G1", "no: not yet"),
        (f"{DRAFTED}/P1", "55"),
    ):
        values = {f"{one}/I1#2026-Q1": said, f"{one}/I1#2026-Q1.target": "yes" if "G1" in one else "20"}
        values[f"{one}/I1#2026-Q2"] = "yes" if "G1" in one else "8888"
        assert not enter(found, values, clerk).is_wrong
        approve(found, f"{one}/I1#2026-Q1", f"{one}/I1#2026-Q1.target")
    return found


def published(whose: Organization) -> None:
    publish(by=operator(), organization=whose)


@pytest.mark.parametrize("name", ["", "stranger"])
def test_of_a_published_organization_anybody_sees_official_figures_and_nothing_of_the_work(
    whose: Organization, name: str
) -> None:
    published(whose)
    client = Client()
    if name:
        client.force_login(person(name))
    for address in OPEN:
        page = client.get(address)
        assert page.status_code == 200, address
        text = seen(page)
        assert "8888" not in text, address
        for hidden in ("Clerk", "clerk@", "Approver", "Gauges that nobody decided on", "Periods, and who still"):
            assert hidden not in text, (address, hidden)
        assert "indicator-values" not in page.content.decode()
    listed = seen(client.get("/UN/indicators"))
    assert "Gauges in rivers" in listed
    assert "Boats that float" in listed
    assert "4,711" in seen(client.get(OPEN[1]))
    assert "Entered by" not in seen(client.get(OPEN[2]))
    assert "4,711" in seen(client.get(OPEN[2]))
    for address in AT_WORK:
        assert client.get(address).status_code == 404, address


def test_what_was_not_approved_is_not_told_by_asking_for_it(whose: Organization) -> None:
    published(whose)
    asked = "/UN/indicators/2026/10/I1?values=standing", "/UN/indicator-figure/2026/10/I1?span=2026-Q2&values=standing"
    ada = officer("ada")
    for address in asked:
        assert "8,888" not in seen(Client().get(address)), address
        assert "8,888" in seen(ada.get(address)), address
    assert Client().get("/UN/indicators/2026-31/P1/I1").status_code == 404
    assert Client().get("/UN/indicator-figure/2026-31/P1/I1?span=2026-Q1").status_code == 404
    assert Client().get(f"/UN/indicators/2026/10/I1?node={DRAFTED}/P1").status_code == 404
    sight = sight_of(None)
    numbers = list(indicators_where(organization=whose, seen_by=sight))
    for figures in (figures_of, own_figures_of):
        told = figures(whose, numbers, Which.STANDING, seen_by=sight)
        assert not any(one.figures for one in told.values())


def test_of_an_organization_that_did_not_publish_nobody_else_sees_an_indicator(whose: Organization) -> None:
    plan("ITU")
    other = person("other", "ITU", "officer")
    for who in (None, other):
        client = Client()
        if who:
            client.force_login(who)
        for address in (*OPEN, *AT_WORK, "/UN/data/values.csv"):
            assert client.get(address).status_code == 404, (address, who)
    publish(by=operator(), organization=Organization.objects.get(code="ITU"))
    for address in ("/ITU/indicators/2026/10/I1", "/ITU/indicator-figure/2026/10/I1?span=2026-Q1"):
        assert Client().get(address).status_code == 404, address
    assert "Boats that float" not in seen(Client().get("/ITU/indicators"))


def test_who_works_there_sees_names_and_all_values(whose: Organization) -> None:
    published(whose)
    client = officer("ada")
    text = seen(client.get(OPEN[2]))
    assert "Entered by" in text
    assert "Clerk" in text
    assert "Gauges that nobody decided on" in seen(client.get("/UN/indicators"))


def rows(client: Client, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(f"/UN/data/{name}.csv").content.decode())))


def test_open_data_holds_what_was_decided_and_approved(whose: Organization, tmp_path: Path) -> None:
    published(whose)
    elements = rows(Client(), "elements")
    assert [(one["address"], one["above"], one["level"]) for one in elements] == [
        (f"{DECIDED}/G1", "", "goal"),
        (f"{DECIDED}/P1", f"{DECIDED}/G1", "output"),
    ]
    indicators = {one["address"]: one for one in rows(Client(), "indicators")}
    assert set(indicators) == {f"{TOP}/I1", f"{DECIDED}/P1/I1", f"{DECIDED}/G1/I1"}
    assert indicators[f"{TOP}/I1"]["dimensions"] == "sex=f|m"
    assert indicators[f"{TOP}/I1"]["source"] == "Logs of boats"
    told = {one["address"]: (one["value"], one["words"]) for one in rows(Client(), "values")}
    assert told[f"{TOP}/I1#2026-Q1"] == ("4711", "")
    assert told[f"{DECIDED}/G1/I1#2026-Q1"] == ("0", "not yet")
    assert told[f"{DECIDED}/P1/I1#2026-Q1.target"] == ("20", "")
    assert not any("2026-31" in one or "Q2" in one for one in told)
    path = tmp_path / "values.parquet"
    path.write_bytes(Client().get("/UN/data/values.parquet").content)
    assert duckdb.sql(f"SELECT max(value) FROM '{path}'").fetchone() == (Decimal(4711),)
    # Who works there gets the indicators of a draft too; of values the official ones alone.
    assert f"{DRAFTED}/P1/I1" in {one["address"] for one in rows(officer("ada"), "indicators")}
    assert not any("Q2" in one["address"] for one in rows(officer("bea"), "values"))


def test_open_data_of_values_takes_a_fixed_number_of_statements(whose: Organization) -> None:
    published(whose)
    counts = []
    for quarter in ("2026-Q3", "2026-Q4"):
        for name in ("values", "indicators", "elements"):
            with CaptureQueriesContext(connection) as captured:
                assert Client().get(f"/UN/data/{name}.csv").status_code == 200
            counts.append((name, len(captured)))
        enter(whose, {f"{TOP}/I1#{quarter} sex={sex}": "1" for sex in "fm"})
        approve(whose, f"{TOP}/I1#{quarter}")
    assert counts[:3] == counts[3:]
    assert max(count for _, count in counts) <= 8


def test_iati_has_indicators_with_baseline_target_and_actual_and_is_without_a_fault(whose: Organization) -> None:
    enter(whose, {f"{TOP}/I1#2026-Q1.baseline": "3000"})
    approve(whose, f"{TOP}/I1#2026-Q1.baseline")
    published(whose)
    for client in (Client(), officer("ada")):
        made = read_iati(client.get("/UN/data/iati/activities.xml?reference=XM-EX&year=2026").content, "made.xml")
        assert made.findings == ()
        by_name = {one.identifier: one for one in made.activities}
        assert "XM-EX-2026-31" not in by_name
        (result, *_) = by_name["XM-EX-2026-10"].results
        (one, *_) = result.indicators
        assert (one.measure, one.is_ascending, one.title[0].text) == ("1", True, "Boats that float (boats)")
        assert [(base.day, base.value) for base in one.baselines] == [(date(2026, 3, 31), "3000")]
        quarter = next(each for each in one.periods if each.end == date(2026, 3, 31))
        assert ([t.value for t in quarter.targets], [a.value for a in quarter.actuals]) == (["20"], ["4711"])
        assert not any(value.value == "8888" for each in one.periods for value in each.actuals)
        goal, output = by_name["XM-EX-2024-27"].results
        assert (goal.type, output.type) == ("3", "1")
        assert output.indicators[0].is_ascending is False
        (words,) = {each.actuals[0].comment[0].text for each in goal.indicators[0].periods if each.actuals}
        assert words == "no: not yet"
