"""The line of a node is worked out once: command, API, picture and page tell the same counts, amounts and order."""

import time
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html
from typer.testing import CliRunner

from tests.page_record import resolutions, seen, take
from tests.store_records import cell, fascicle, money_row, request, resolution
from tests.test_people import person
from throughline.cli import app
from throughline.engine.flows import KEYS, Asking, Flows, Node, Part, Way, picture_of, stated_in_all
from throughline.engine.mandates.records import ListedMandate
from throughline.engine.monitoring.printed import Measure, MeasureValue
from throughline.store.flows import flows_of
from throughline.store.line import line_of
from throughline.store.monitoring.tables import Measure as MeasureRow
from throughline.store.organizations import Organization
from throughline.store.planning.asking import Lists, lists_for
from throughline.store.planning.tables import Place
from throughline.store.rights import EVERYTHING
from throughline.web.formatting import plain_brief
from throughline.web.pages.line.words import answer_of

pytestmark = pytest.mark.django_db

API = "/api/organizations/UN"
COLUMNS = ("asked", "planned", "paid", "delivered", "open")
# How many boxes there are in each column.
NODES = {
    "A/RES/78/243": (11, 1, 1, 1, 2),
    "A/RES/78/243#1": (11, 1, 1, 1, 2),
    "A/RES/78/243#1/a10": (1, 1, 1, 1, 0),
    "A/RES/77/1": (1, 1, 1, 0, 1),
    "E/RES/2023/29": (1, 1, 1, 1, 0),
    "UN/2026": (1, 1, 1, 1, 1),
    "UN/2026/10": (3, 3, 1, 1, 3),
    "UN/2026/10/II": (1, 2, 1, 0, 0),
    "UN/2026/10/SP1": (2, 2, 1, 2, 2),
    "UN/2026/10/II.SP2": (1, 1, 1, 0, 1),
    "UN/2026/10/SP1/R2": (2, 2, 1, 1, 1),
    "UN/2026/10/SP1/R2/M1": (2, 2, 1, 1, 0),
    "UN/2026/10/SP1/D-A.1": (2, 1, 1, 1, 0),
    "UN/2026/10/T10.19/r1/c8": (2, 1, 1, 1, 0),
}


def listed(place: str, symbol: str) -> ListedMandate:
    return ListedMandate(place, symbol, "Boats", "General Assembly", "para. 7", symbol, cell(1, 0, "#1"))


@pytest.fixture(autouse=True)
def record() -> None:
    """A section that lists a mandate for all of it, a subprogramme that lists two, and one that lists none."""
    estimates = (("SP1", "700"), ("II.SP2", "200"), (None, "1000"))
    figures = tuple(
        replace(money_row(row, place, amount, "total"), category="", scope="", component=None, group=())
        for row, (place, amount) in enumerate(estimates)
    )
    acts = tuple(request(f"to row boat {n}", latest="2025-01-01" if n in (2, 10) else None) for n in range(11))
    mandates = (listed("", "A/RES/77/1"), listed("SP1", "A/RES/78/243"), listed("SP1", "E/RES/2023/29"))
    take(resolution(acts=acts), *resolutions(1, 1), fascicle(resources=figures, mandates=mandates))


def printed_of(code: str) -> str:
    """What the command prints of a line."""
    done = CliRunner().invoke(app, ["show", code])
    assert done.exit_code == 0, done.output
    return done.output


def shown(output: str) -> dict[str, list[str]]:
    """The rows of each column of what the command printed."""
    found: dict[str, list[str]] = {}
    for line in output.splitlines():
        name = line.partition(" (")[0]
        if name in COLUMNS:
            found[name] = []
        elif found and line.strip():
            found[list(found)[-1]].append(line)
    return found


def page_at(code: str) -> str:
    return f"/UN/line/{code.removeprefix('UN/').replace('#', '%23')}"


def table_of(page: Any) -> list[list[str]]:
    """The figures of the table of the page, column by column."""
    tree: Any = html.fromstring(page.content)
    bodies = tree.xpath("//table[1]//tbody")
    rows = [[row for row in body.xpath("./tr") if len(row) == 4] for body in bodies]
    return [[" ".join(row[3].text_content().split()) for row in body] for body in rows]


@pytest.mark.parametrize("code", NODES)
def test_command_api_picture_and_page_tell_the_same(client: Client, code: str) -> None:
    line = client.get(f"{API}/lines/{code.replace('#', '%23')}").json()
    picture = client.get(f"{API}/pictures/{code.replace('#', '%23')}").json()
    page, output, flows = client.get(page_at(code)), printed_of(code), flows_of(code, seen_by=EVERYTHING)
    printed = shown(output)
    assert flows
    for sentence in answer_of(flows):
        assert sentence in seen(page)
        assert f"  {sentence}" in output.splitlines()
    assert tuple(len(line[name]) for name in COLUMNS) == NODES[code]
    assert tuple(len(column["boxes"]) for column in picture["columns"]) == NODES[code]
    assert tuple(len(printed[name]) for name in COLUMNS) == NODES[code]
    assert tuple(len(rows) for rows in table_of(page)) == NODES[code]
    for column, figures in zip(picture["columns"], table_of(page), strict=True):
        items = line[column["key"]]
        assert [one["address"] or None for one in items] == [one["address"] for one in column["boxes"]]
        assert [one["amounts"] for one in items] == [one["amounts"] for one in column["boxes"]]
        for item, row, figure in zip(items, printed[column["key"]], figures, strict=True):
            assert item["address"] in row
            for amount in item["amounts"]:
                assert f"{amount['currency']} {float(amount['amount']):,.2f}" in row
                assert figure == f"{amount['currency']} {float(amount['amount']):,.0f}"
    assert [line[name] for name in ("listed_by", "shared_by")] == [picture[name] for name in ("listed_by", "shared_by")]


def test_paragraphs_and_acts_stand_in_the_order_of_the_document() -> None:
    line = line_of("A/RES/78/243", seen_by=EVERYTHING)
    assert line
    assert [one.address.partition("/a")[2] for one in line.asked] == [str(n) for n in range(1, 12)]
    assert [one.address.partition("#")[2] for one in line.open] == ["1/a3", "1/a11"]


def test_a_place_that_lists_no_mandate_takes_those_of_the_nearest_place_above(client: Client) -> None:
    places = {one.address: one for one in Place.objects.all()}
    whole, own, none = (places[f"UN/2026/10{code}"] for code in ("", "/SP1", "/II.SP2"))
    assert lists_for([whole, own, none]) == {
        whole.pk: Lists((whole.pk, own.pk)),
        own.pk: Lists((own.pk,)),
        none.pk: Lists((whole.pk,), "UN/2026/10", "Boats"),
    }
    line = line_of("UN/2026/10/II.SP2", seen_by=EVERYTHING)
    assert line and line.flows and line.flows.listed_by == "UN/2026/10"
    assert [one.address for one in line.asked] == ["A/RES/77/1"]
    assert "The mandates are listed by UN/2026/10." in seen(client.get("/UN/line/2026/10/II.SP2"))
    assert "Listed above, by UN/2026/10." in seen(client.get("/UN/plans/2026/10/II.SP2"))
    assert "1 mandate asks; CHF 200 is stated for 2026." in seen(client.get("/UN/line/2026/10/II.SP2"))


def test_amounts_of_whole_parts_are_not_told_as_the_cost_of_one_mandate(client: Client) -> None:
    others = "The amounts are those of whole parts of the plan, which also answer %s."
    within = "The amounts are those of the whole part of the plan in which this stands; 2 mandates ask for it."
    for code, sentence in (
        ("A/RES/78/243", others % "1 other mandate"),
        ("A/RES/78/243#1/a10", others % "1 other mandate"),
        ("A/RES/77/1", others % "2 other mandates"),
        ("UN/2026/10/SP1/R2", within),
        ("UN/2026/10/SP1/D-A.1", within),
    ):
        assert sentence in seen(client.get(page_at(code))), code
    for code in ("UN/2026", "UN/2026/10", "UN/2026/10/SP1", "UN/2026/10/T10.19/r1/c8"):
        assert "The amounts are those" not in seen(client.get(page_at(code))), code


def test_the_small_line_of_a_plan_page_counts_as_the_line_does(client: Client) -> None:
    """A mandate that two parts list is one; what is stated for the parts alone is told as theirs."""
    figures = tuple(
        replace(money_row(row, "II.SP2", amount, "total"), category="", scope="", component=None, group=(), fund=fund)
        for row, (amount, fund) in enumerate((("200", "regular budget"), ("30", "extrabudgetary")))
    )
    own = replace(money_row(9, None, "500", "total"), category="", scope="", component=None, group=(), currency="USD")
    lists = (listed("", "A/RES/77/1"), listed("SP1", "A/RES/77/1"), listed("SP1", "A/RES/78/243"))
    take(fascicle(resources=(*figures, own), mandates=lists))
    for code in ("", "/II", "/SP1", "/II.SP2"):
        small = client.get(f"/UN/plans/2026/10{code}").context["line"]
        flows = flows_of(f"UN/2026/10{code}", seen_by=EVERYTHING)
        assert flows
        asked, paid, done = (small.stages[at] for at in (0, 2, 3))
        assert int(asked.number) == sum(one.kind == "mandate" for one in flows.asked)
        number: Any = html.fromstring(f"<p>{paid.number}</p>")
        assert set(number.text_content().split(" · ")) == {
            plain_brief(one) for one in stated_in_all(flows.parts, flows.paid)
        } or (paid.missing and not flows.paid)
        came, due = sum(one.done for one in flows.delivered), sum(one.due for one in flows.delivered)
        assert (done.number == f"{came} of {due}") if due else done.missing
    assert "Stated for its parts: regular budget CHF 200, extrabudgetary CHF 30" in seen(
        client.get("/UN/plans/2026/10/II")
    )


def test_what_is_published_tells_nothing_that_stands_open(client: Client) -> None:
    take(resolution("A/RES/68/264", texts=("Recalling,", "Requests more boats;"), file="more.txt"))
    open_to_all = "/UN/line/A/RES/68/264"
    assert "Open: 1 warning." in seen(client.get(open_to_all))
    person("ada", "UN")
    Organization.objects.filter(code="UN").update(published=True)
    for code in ("A/RES/68/264", "A/RES/78/243", "UN/2026/10", "UN/2026/10/SP1", "UN/2026"):
        read = seen(client.get(page_at(code)))
        read = read.replace("Open data", "")
        assert "Open" not in read and "warning" not in read and "error" not in read
        told = client.get(f"{API}/pictures/{code}").json()
        assert [column["key"] for column in told["columns"]] == list(COLUMNS[:4])
        assert client.get(f"{API}/lines/{code}").json()["open"] == []


def test_the_line_of_a_section_takes_at_most_twelve_statements() -> None:
    for code in ("UN/2026/10", "UN/2026/10/SP1", "UN/2026/10/II.SP2"):
        with CaptureQueriesContext(connection) as captured:
            line_of(code, seen_by=EVERYTHING)
        assert len(captured) <= 12, code


def test_a_measure_without_a_result_and_a_second_figure_of_a_cell_have_a_line(client: Client) -> None:
    value = MeasureValue(2024, "actual", None, "12 boats", cell(1, 2, "#2"))
    take(
        fascicle(
            measures=(Measure("SP1/R9", "Boats afloat", "boats", (value,), "#2"),), posts=fascicle().posts * 2, rows=3
        )
    )
    (measure,) = MeasureRow.objects.filter(result=None, version__document__current=F("version"))
    for code, kind in ((measure.address, "measure"), ("UN/2026/10/T10.20/r4/c6~2", "posts")):
        line = client.get(f"{API}/lines/{code}").json()
        assert line["node"]["kind"] == kind
        assert len(line["delivered"]) == 1
        assert client.get(page_at(code)).status_code == 200
        assert shown(printed_of(code))["delivered"]


def test_a_picture_of_many_acts_and_places_is_made_at_once() -> None:
    """Each way is counted once: a thousand acts that lead to a hundred places are no work for every place anew."""
    places = tuple(Part(f"UN/2026/10/SP{n}", "subprogramme", "Boats") for n in range(100))
    ways = tuple(Way(one.code) for one in places)
    acts = tuple(Asking(f"A/RES/1/1#{n}", "act", "to row", to=ways) for n in range(1000))
    start = time.perf_counter()
    picture = picture_of(Flows(Node("A/RES/1/1", "resolution", "Boats"), asked=acts, parts=places), KEYS)
    assert time.perf_counter() - start < 2
    assert {box.count for box in picture.columns[1].boxes} == {1000}
