"""Findings about budgets as they stand in the record: at the cell that they are about, and each said once."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.store_records import fascicle
from throughline.engine.budgeting.records import Fascicle, PostFigure, ResourceFigure
from throughline.engine.findings import Finding, Severity
from throughline.engine.planning.printed import Programme
from throughline.engine.sources import Cell
from throughline.store.budgeting.whole import fascicle_record
from throughline.store.mandates.tables import Version
from throughline.store.people import operator
from throughline.store.reporting.checks import check_record
from throughline.store.reporting.reads import standing_findings
from throughline.store.rights import EVERYTHING
from throughline.store.taking_in import take_in
from throughline.web.pages.findings import place_of

TODAY = date(2026, 1, 15)
COLUMN = "2026 estimate"


def money(row: str, at: int, printed: str) -> ResourceFigure:
    amount = Decimal(printed) * 1000
    cell = Cell("10.19", row, COLUMN, at, 7)
    return ResourceFigure(cell, "regular budget", None, None, 2026, "estimate", amount, "line", printed)


def listed(grade: str, printed: str) -> PostFigure:
    cell = Cell("10.20", "Proposed posts", "Details", 4, 2)
    return PostFigure(cell, None, None, None, 2026, "estimate", Decimal(1), "line", printed, None, grade, listed=True)


def wrong(where: str, *figures: str, code: str = "PB-SUM") -> Finding:
    return Finding(code, Severity.ERROR, where, "Mend it.", figures)


def taken(record: Fascicle) -> None:
    take_in(records=record, by=operator(), reader="1", organization="UN")
    check_record(today=TODAY)


def addresses(*codes: str) -> list[str]:
    return sorted(one.address for one in standing_findings(codes, seen_by=EVERYTHING))


def total(figures: tuple[ResourceFigure, ...], *findings: Finding) -> Fascicle:
    return fascicle(rows=1, resources=figures, findings=findings)


@pytest.mark.django_db
def test_a_finding_about_a_cell_stands_at_the_address_of_the_cell() -> None:
    taken(
        total((money("Posts", 2, "7.0"), money("Total", 4, "8.0")), wrong(f"table 10.19, row Total, column {COLUMN}"))
    )
    assert addresses("PB-SUM") == ["UN/2026/10/T10.19/r5/c8"]
    assert [one.finding.where for one in standing_findings(["PB-SUM"], seen_by=EVERYTHING)] == [
        f"table 10.19, row Total, column {COLUMN}"
    ]


@pytest.mark.django_db
def test_a_finding_about_two_tables_stands_at_the_cell_that_it_blames() -> None:
    figures = (money("Posts", 2, "7.0"), money("Total", 4, "8.0"))
    where = f"table 10.19, row Posts, column {COLUMN}; table 10.19, row Total, column {COLUMN}"
    taken(total(figures, wrong(where, "7.0", "8.0", code="PB-DIFF")))
    assert addresses("PB-DIFF") == ["UN/2026/10/T10.19/r3/c8"]


@pytest.mark.django_db
def test_of_two_rows_with_one_label_the_finding_stands_at_the_one_that_prints_its_figure() -> None:
    figures = (money("Subtotal", 2, "7.0"), money("Subtotal", 5, "8.0"))
    taken(total(figures, wrong(f"table 10.19, row Subtotal, column {COLUMN}", "8.0", "9.0")))
    assert addresses("PB-SUM") == ["UN/2026/10/T10.19/r6/c8"]


@pytest.mark.django_db
def test_where_rows_and_figures_are_the_same_the_finding_stands_at_the_plan() -> None:
    figures = (money("Subtotal", 2, "7.0"), money("Subtotal", 5, "7.0"))
    taken(total(figures, wrong(f"table 10.19, row Subtotal, column {COLUMN}", "7.0", "9.0")))
    assert addresses("PB-SUM") == ["UN/2026/10"]


@pytest.mark.django_db
def test_posts_listed_in_one_cell_have_the_address_of_the_cell() -> None:
    posts = (listed("P-4", "1 P-4"), listed("P-5", "1 P-5"))
    where = "table 10.20, row Proposed posts, column Details"
    taken(fascicle(rows=1, posts=posts, findings=(wrong(where, "1 P-5", "2"),)))
    assert addresses("PB-SUM") == ["UN/2026/10/T10.20/r5/c3"]


@pytest.mark.django_db
def test_a_finding_that_names_no_cell_stands_at_the_plan() -> None:
    taken(total((money("Total", 4, "8.0"),), wrong("table 10.19"), wrong("line 4", code="PB-CUT")))
    assert addresses("PB-SUM", "PB-CUT") == ["UN/2026/10", "UN/2026/10"]


@pytest.mark.django_db
def test_the_check_reads_with_as_many_statements_for_many_cells_as_for_few() -> None:
    counts = []
    for count in (2, 200):
        figures = tuple(money(f"Row {n}", n, "8.0") for n in range(count))
        findings = tuple(wrong(f"table 10.19, row Row {n}, column {COLUMN}") for n in range(count))
        with CaptureQueriesContext(connection) as captured:
            take_in(records=total(figures, *findings), by=operator(), reader=str(count), organization="UN")
            before = len(captured)
            check_record(today=TODAY)
        # SQLite writes many rows in several statements.
        counts.append(sum(one["sql"].startswith("SELECT") for one in captured.captured_queries[before:]))
        assert len(addresses("PB-SUM")) == count
    assert counts[0] == counts[1] <= 37


@pytest.mark.django_db
def test_the_findings_of_a_cell_show_on_its_page_and_on_its_table(client: Client) -> None:
    taken(total((money("Total", 4, "8.0"),), wrong(f"table 10.19, row Total, column {COLUMN}", "8.0", "9.0")))
    page = place_of("UN", "UN/2026/10/T10.19/r5/c8", f"table 10.19, row Total, column {COLUMN}")
    assert page == "/UN/plans/2026/10/T10.19/r5/c8"
    for address in (page, "/UN/plans/2026/10/T10.19", "/UN/plans/2026/10"):
        assert "Mend it." in client.get(address).content.decode(), address


@pytest.mark.django_db
def test_a_result_without_a_measure_is_said_once() -> None:
    unmeasured = Finding("PB-NO-MEASURE", Severity.WARNING, "SP1/PERF", "No measure.")
    elsewhere = Finding("PB-NO-MEASURE", Severity.WARNING, "SP1/R7", "No measure.")
    taken(fascicle(rows=1, findings=(unmeasured, elsewhere)))
    said = [
        (one.finding.code, one.address, one.finding.where)
        for one in standing_findings(["PB-NO-MEASURE"], seen_by=EVERYTHING)
    ]
    assert said == [("PB-NO-MEASURE", "UN/2026/10", "SP1/R7")]
    assert "UN/2026/10/SP1/PERF" in addresses("MO-NO-MEASURE")


@pytest.mark.django_db
def test_the_texts_of_programmes_read_back() -> None:
    programmes = (
        Programme("", "8", "Boats", "That boats float", "By rowing:\nfast\nslow", "They arrive", ("10.1", "10.2")),
        Programme("II", None, "Harbours", "Shelter", "Build", "Stand", ("10.3",)),
    )
    taken(fascicle(rows=1, programmes=programmes))
    assert fascicle_record(Version.objects.get()).programmes == programmes
