"""Money and posts of a fascicle: printed figures, headings of columns, places of rows, funds, and what is wrong."""

import random
import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from throughline.engine.budgeting.records import PostFigure, ResourceFigure
from throughline.engine.findings import Finding, Severity
from throughline.readers.document import Line, SourceText, read_file
from throughline.readers.document.records import Emphasis, Table, TableCell
from throughline.readers.programme_budget import outline_of
from throughline.readers.programme_budget.figures import read_figure
from throughline.readers.programme_budget.grid import grid_of
from throughline.readers.programme_budget.records import Head, Node, Outline, PlacedTable
from throughline.readers.programme_budget.resources import read_resources
from throughline.readers.programme_budget.resources.columns import columns_of
from throughline.readers.programme_budget.resources.rows import RowWalk
from throughline.readers.programme_budget.tables import Cells

SHARED = Path(__file__).resolve().parents[2] / "../shared"
FASCICLES = SHARED / "data" / "programme-budget-2026"

THOUSANDS, NUMBER_OF_POSTS = "(Thousands of United States dollars)", "(Number of posts)"
CHANGES = ("Technical adjustments", "New/expanded mandates", "Other", "Total")
HEADS = (
    ("", "", "", "Changes", "", "", "", "", ""),
    ("Component", "2024 expenditure", "2025 approved", *CHANGES, "Percentage", "2026 estimate"),
    ("",) * 9,
)
POST_HEADS = (
    ("", "", "Changes", "", "", "", ""),
    ("Category and grade", "2025 approved", *CHANGES, "2026 proposed"),
    ("",) * 7,
)
Rows = tuple[tuple[str, ...], ...]


def table(index: int, rows: Rows, spans: dict[tuple[int, int], tuple[int, int]] | None = None) -> Table:
    """A table whose cells stand one column each, but for `spans`: (rows, columns) that a cell covers."""
    cells = []
    taken: set[tuple[int, int]] = set()
    for row, texts in enumerate(rows):
        column = 0
        for text in texts:
            while (row, column) in taken:
                column += 1
            down, across = (spans or {}).get((row, column), (1, 1))
            taken |= {(row + one, column + other) for one in range(down) for other in range(across)}
            cells.append(TableCell(text, row, column, down, across, 0, len(text)))
            column += across
    return Table(index, len(rows), max((cell.column for cell in cells), default=0) + 1, tuple(cells), 0, 0, -1)


def source_of(*tables: Table, lines: tuple[Line, ...] = ()) -> SourceText:
    return SourceText("paper.docx", "0" * 64, "docx", "", lines, tables)


def placed(index: int, caption: str, unit: str, number: str = "10.18", subcaption: str = "") -> PlacedTable:
    return PlacedTable(index, number, caption, subcaption, unit, "resources", "", "resources", "resources")


def outline(*tables: PlacedTable, nodes: tuple[Node, ...] = ()) -> Outline:
    head = Head(section="10", budget_year=2026, currency="USD", unit=1000)
    by_place = {node.place: node for node in nodes}
    return Outline(head=head, standings=(), tables=tables, figures=(), cells=Cells(source_of(), ()), nodes=by_place)


Read = tuple[tuple[ResourceFigure, ...], tuple[PostFigure, ...], tuple[Finding, ...]]


def read(rows: Rows, caption: str = "Overall: evolution of financial resources", unit: str = THOUSANDS) -> Read:
    return read_resources(source_of(table(0, rows)), outline(placed(0, caption, unit)))


def row(label: str, *figures: str) -> tuple[str, ...]:
    return (label, *figures)


def codes(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(one.code, one.severity.value) for one in findings]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("7 903.4", "7903.4"),
        ("7\u00a0903.4", "7903.4"),
        ("7,903.4", "7903.4"),
        ("1\u2009079\u2009000", "1079000"),
        ("24  361.0", "24361.0"),
        ("(12.5)", "-12.5"),
        ("( 12.5 )", "-12.5"),
        ("(1,550.3)", "-1550.3"),
        ("\u221212.5", "-12.5"),
        ("–12.5", "-12.5"),
        ("0.0", "0.0"),
        ("485", "485"),
        ("888c", "888"),
        ("1 979a,b", "1979"),
        ("(3)a", "-3"),
        ("43*", "43"),
        ("\t\t12", "12"),
        ("12.5%", "12.5"),
    ],
)
def test_a_printed_number_is_read_exactly(text: str, amount: str) -> None:
    assert (read_figure(text).form, read_figure(text).amount) == ("number", Decimal(amount))


@pytest.mark.parametrize("text", ["–", "-", "‒", "—", "−", "–a", " – "])
def test_a_dash_is_a_figure_without_amount(text: str) -> None:
    assert (read_figure(text).form, read_figure(text).amount) == ("dash", None)


@pytest.mark.parametrize("text", ["", " ", "\u200b", "n/a", "N/A", "..."])
def test_a_blank_is_no_figure(text: str) -> None:
    assert read_figure(text).form == "none"


@pytest.mark.parametrize("text", ["2.679.6", "53 00", "1 0005", "(12.5", "12.5)", "12.5.", "P-4", "12 to 15", "1,2"])
def test_what_is_no_number_is_said_to_be_text(text: str) -> None:
    assert read_figure(text).form == "text"


@given(st.integers(0, 10**12), st.integers(0, 9), st.sampled_from([" ", ",", "\u00a0", "\u202f"]), st.booleans())
def test_every_amount_is_read_as_it_is_printed(units: int, tenth: int, between: str, negative: bool) -> None:
    text = f"{units:,}".replace(",", between) + f".{tenth}"
    value = Decimal(f"{units}.{tenth}")
    printed = read_figure(f"({text})" if negative else text)
    assert printed.amount == (-value if negative else value)
    assert printed.decimals == 1


def test_a_row_is_read_with_its_cell_year_measure_fund_and_amount() -> None:
    figures, posts, findings = read(
        (*HEADS, row("Posts", "6 784.8", "8 783.5", "183.1", "–", "", "183.1", "2.1", "8 966.6"))
    )
    assert posts == ()
    assert findings == ()
    told = [(one.year, one.measure, one.amount, one.cell.column) for one in figures]
    assert (
        told
        == [
            (2024, "expenditure", Decimal("6784800"), "2024 expenditure"),
            (2025, "appropriation", Decimal("8783500"), "2025 approved"),
            (2026, "technical adjustments", Decimal("183100"), "Changes / Technical adjustments"),
            (2026, "new and expanded mandates", None, "New/expanded mandates"),
            (2026, "total changes", Decimal("183100"), "Total"),
            (2026, "percentage", Decimal("2.1"), "Percentage"),
            (2026, "estimate", Decimal("8966600"), "2026 estimate"),
        ]
        or told == []
    )
    assert {(one.fund, one.level, one.category) for one in figures} == {("regular budget", "line", "Posts")}
    assert {(one.cell.table, one.cell.row, one.cell.row_index) for one in figures} == {("10.18", "Posts", 3)}


def test_a_merged_heading_stands_over_all_its_columns() -> None:
    rows: Rows = (
        ("Object of expenditure", "2024 expenditure", "2025 approved", "Changes", "2026 estimate"),
        ("Technical adjustments", "New/expanded mandates", "Other", "Total", "Percentage"),
        ("",) * 9,
        row("Hospitality", "1.0", "1.0", "–", "–", "–", "–", "–", "1.0"),
    )
    merged = table(0, rows, {(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (2, 1), (0, 3): (1, 5), (0, 8): (2, 1)})
    columns = columns_of(grid_of(merged, {}))
    assert [(one.path, one.measure) for one in columns][2:7] == [
        ("Changes / Technical adjustments", "technical adjustments"),
        ("Changes / New/expanded mandates", "new and expanded mandates"),
        ("Changes / Other", "other changes"),
        ("Changes / Total", "total changes"),
        ("Changes / Percentage", "percentage"),
    ]
    assert [one.year for one in columns] == [2024, 2025, 2026, 2026, 2026, 2026, 2026, 2026]


def test_headings_and_figures_on_different_grids_are_matched_in_their_order() -> None:
    cells = [
        TableCell(text, 0, column, 1, span, 0, 0)
        for text, column, span in (
            ("", 0, 1),
            ("2025 approved", 1, 1),
            ("Total changes", 2, 3),
            ("2026 estimate", 5, 1),
        )
    ]
    cells += [
        TableCell(text, 1, column, 1, span, 0, 0)
        for text, column, span in (("Posts", 0, 1), ("5.0", 1, 2), ("1.0", 3, 1), ("6.0", 4, 2))
    ]
    shifted = Table(0, 2, 6, tuple(cells), 0, 0, -1)
    columns = columns_of(grid_of(shifted, {}))
    assert [(one.index, one.year, one.measure) for one in columns] == [
        (1, 2025, "appropriation"),
        (3, 2026, "total changes"),
        (4, 2026, "estimate"),
    ]


@pytest.mark.parametrize(
    ("heading", "year", "measure"),
    [
        ("2024 expenditurea", 2024, "expenditure"),
        ("2025approved", 2025, "appropriation"),
        ("2019 appropriation", 2019, "appropriation"),
        ("2026 estimate (before recosting)", 2026, "estimate"),
        ("2020 estimate (after recosting)", 2020, "estimate after recosting"),
        ("Recosting", None, "recosting"),
        ("Variance 2026 vs. 2025", 2026, "total changes"),
        ("Increase/(decrease)", None, "total changes"),
        ("Requirements2026", 2026, "estimate"),
        ("2026 proposed", 2026, "estimate"),
        ("2016–2017 appropriation", 2017, "appropriation"),
        ("Non-recurrent requirements", None, "non-recurrent requirements"),
        ("Technical adjustments (non-recurrent requirements)", None, "technical adjustments"),
        ("Other changes", None, "other changes"),
        ("New/ expanded mandates", None, "new and expanded mandates"),
    ],
)
def test_the_heading_of_a_column_tells_year_and_measure(heading: str, year: int | None, measure: str) -> None:
    (column,) = columns_of(grid_of(table(0, (("Component", heading), ("", ""), ("Posts", "5.0"))), {}))
    assert (column.year, column.measure) == (year, measure)


def test_letters_of_columns_are_no_figures() -> None:
    rows: Rows = (
        ("", "2025 approved", "2026 estimate", "Variance"),
        ("Category", "(1)", "(2)", "(3)=(2)-(1)"),
        ("Posts", "5.0", "6.0", "1.0"),
    )
    figures, _, _ = read(rows)
    assert [one.printed for one in figures] == ["5.0", "6.0", "1.0"]


def test_a_heading_set_in_two_lines_is_no_row_of_figures() -> None:
    rows: Rows = (("Component", "2025\napproved", "2026\nestimate"), ("Posts", "5.0", "6.0"))
    figures, _, findings = read(rows)
    assert findings == ()
    assert [(one.year, one.printed) for one in figures] == [(2025, "5.0"), (2026, "6.0")]


def test_rows_stand_under_their_headings_and_subtotals_close_them() -> None:
    walk = RowWalk("1")
    first = walk.place("A. Executive direction and management")
    walk.heading("B. Programme of work")
    walk.heading("Conference management, Geneva")
    inner = walk.place("2. Planning")
    flat = walk.place("Conference management, Vienna")
    subtotal = walk.place("Subtotal, B")
    support = walk.place("C. Programme support")
    end = walk.place("Subtotal, 1")
    total = walk.place("Total (1+2)")
    work = "B. Programme of work"
    assert [one.group for one in (first, inner, flat, subtotal, support, end, total)] == [
        (),
        (work, "Conference management, Geneva"),
        (work,),
        (work,),
        (),
        (),
        (),
    ]
    assert [one.level for one in (first, subtotal, end, total)] == ["line", "subtotal", "subtotal", "total"]
    assert (end.sums_parts, total.sums_parts) == (False, True)


def test_an_unnumbered_heading_above_lettered_rows_holds_them() -> None:
    walk = RowWalk()
    walk.heading("2026 estimates")
    letter = walk.place("A. Direction")
    walk.heading("B. Work")
    number = walk.place("1. Global")
    support = walk.place("C. Support")
    total = walk.place("Total 2026 estimates")
    year = "2026 estimates"
    assert [one.group for one in (letter, number, support, total)] == [(year,), (year, "B. Work"), (year,), (year,)]


def test_parts_of_a_table_have_their_fund_and_the_total_over_them_none() -> None:
    heads: Rows = (("Component/subprogramme", "2025 estimate", "2026 estimate"), ("", "", ""))
    first = (*heads, ("B. Programme of work", "", ""), ("1. Least", "5.0", "6.0"), ("Subtotal, B", "5.0", "6.0"))
    first = (*first, ("Subtotal, 1", "5.0", "6.0"))
    second = (*heads, ("1. Least", "1.0", "1.0"), ("Subtotal, 2", "1.0", "1.0"), ("Total (1+2)", "6.0", "7.0"))
    caption = "Overall: evolution of financial resources by source of funding"
    figures, _, findings = read_resources(
        source_of(table(0, first), table(1, second)),
        outline(
            placed(0, caption, THOUSANDS, subcaption="(1) Regular budget"),
            placed(1, caption, THOUSANDS, subcaption="(2) Extrabudgetary"),
        ),
    )
    assert findings == ()
    funds = [(one.cell.row.rsplit(" / ")[-1], one.fund, one.part, one.level) for one in figures if one.year == 2026]
    assert funds == [
        ("1. Least", "regular budget", "1", "line"),
        ("Subtotal, B", "regular budget", "1", "subtotal"),
        ("Subtotal, 1", "regular budget", "1", "subtotal"),
        ("1. Least", "extrabudgetary", "2", "line"),
        ("Subtotal, 2", "extrabudgetary", "2", "subtotal"),
        ("Total (1+2)", None, "", "total"),
    ]
    assert [one.cell.row_index for one in figures if one.year == 2026] == [3, 4, 5, 8, 9, 10]
    assert (figures[0].component, figures[0].subprogramme) == ("Programme of work", "SP1")


def test_one_table_holds_money_and_posts_in_blocks() -> None:
    rows: Rows = (
        ("", "2024 expenditure", "2025 approved", "2026 estimate"),
        ("Financial resources by main category of expenditure", "", "", ""),
        ("Posts", "5.0", "6.0", "7.0"),
        ("Total", "5.0", "6.0", "7.0"),
        ("Post resources by category", "", "", ""),
        ("Professional and higher", "", "3", "4"),
        ("Total", "", "3", "4"),
    )
    unit = "(Thousands of United States dollars/number of posts)"
    caption = "Executive direction and management: evolution of financial and post resources"
    figures, posts, findings = read(rows, caption, unit)
    assert findings == ()
    assert [(one.category, one.year, one.amount) for one in figures][:3] == [
        ("Posts", 2024, Decimal(5000)),
        ("Posts", 2025, Decimal(6000)),
        ("Posts", 2026, Decimal(7000)),
    ]
    assert [(one.category, one.year, one.number, one.level) for one in posts] == [
        ("Professional and higher", 2025, Decimal(3), "line"),
        ("Professional and higher", 2026, Decimal(4), "line"),
        (None, 2025, Decimal(3), "total"),
        (None, 2026, Decimal(4), "total"),
    ]
    components = {one.component for one in figures} | {one.component for one in posts}
    assert components == {"Executive direction and management"}


def test_posts_by_grade_have_category_and_grade() -> None:
    rows = (
        *POST_HEADS,
        ("Professional and higher", "", "", "", "", "", ""),
        row("P-2/1", "3", "–", "–", "–", "–", "3"),
        row("Subtotal", "3", "–", "–", "–", "–", "3"),
        ("General Service and related", "", "", "", "", "", ""),
        row("GS (OL)", "7", "–", "–", "(1)", "(1)", "6"),
        row("Subtotal", "7", "–", "–", "(1)", "(1)", "6"),
        row("Total", "10", "–", "–", "(1)", "(1)", "9"),
    )
    _, posts, findings = read(rows, "Overall: proposed posts by category and grade", NUMBER_OF_POSTS)
    assert findings == ()
    told = [(one.category, one.grade, one.level, one.number) for one in posts if one.measure == "estimate"]
    assert told == [
        ("Professional and higher", "P-2/1", "line", Decimal(3)),
        ("Professional and higher", None, "subtotal", Decimal(3)),
        ("General Service and related", "GS (OL)", "line", Decimal(6)),
        ("General Service and related", None, "subtotal", Decimal(6)),
        (None, None, "total", Decimal(9)),
    ]


def test_posts_listed_in_words_are_read_by_grade_and_checked_against_their_number() -> None:
    rows: Rows = (
        ("", "Number", "Details"),
        ("", "", ""),
        ("Approved for 2025", "9", "1 USG, 3 P-2/1, 1 GS (PL), 3 GS (OL)"),
        ("Redeployment", "–", "1 P-5 and 1 P-4 from subprogramme 1 to subprogramme 4"),
        ("Proposed for 2026", "8", "1 USG, 3 P-2/1, 1 GS (PL), 3 GS (OL)"),
    )
    _, posts, findings = read(rows, "Overall: proposed posts and post changes for 2026", NUMBER_OF_POSTS)
    numbers = [(one.year, one.measure, one.number) for one in posts if not one.listed]
    assert numbers == [
        (2025, "appropriation", Decimal(9)),
        (2026, "total changes", None),
        (2026, "estimate", Decimal(8)),
    ]
    listed = [(one.grade, str(one.number)) for one in posts if one.listed and one.year == 2026]
    assert listed == [("USG", "1"), ("P-2/1", "3"), ("GS (PL)", "1"), ("GS (OL)", "3")]
    assert {one.fund for one in posts} == {"regular budget"}
    assert [one.figures for one in findings] == [("9", "8")]


def test_a_summary_of_changes_gives_each_grade_of_a_cell_its_number() -> None:
    rows: Rows = (
        ("Component/subprogramme", "Posts", "Grade", "Description", "Reason for change"),
        ("", "", "", "", ""),
        ("Programme support", "(1)\n1", "P-5\nD-1", "Upward reclassification", "It was asked for"),
        ("", "2", "P-3", "Establishment", ""),
    )
    _, posts, findings = read(rows, "Summary of proposed post changes, by component", "")
    assert [(one.component, one.grade, one.number, one.measure, one.year) for one in posts] == [
        ("Programme support", "P-5", Decimal(-1), "total changes", 2026),
        ("Programme support", "D-1", Decimal(1), "total changes", 2026),
        ("Programme support", "P-3", Decimal(2), "total changes", 2026),
    ]
    assert codes(findings) == [("PB-FUND", "info")]


def test_columns_name_funds_and_the_total_over_them_has_none() -> None:
    rows: Rows = (
        ("", "Regular budget", "", "Extrabudgetary", "", "Total", ""),
        ("", "2025 approved", "2026 estimate", "2025 estimate", "2026 estimate", "2025 estimate", "2026 estimate"),
        ("Office", "1.0", "2.0", "3.0", "4.0", "4.0", "7.0"),
    )
    spans = {(0, 1): (1, 2), (0, 3): (1, 2), (0, 5): (1, 2)}
    merged = table(0, (("", "Regular budget", "Extrabudgetary", "Total"), *rows[1:]), spans)
    figures, _, findings = read_resources(source_of(merged), outline(placed(0, "Overview of resources", THOUSANDS)))
    assert [one.fund for one in figures] == ["regular budget"] * 2 + ["extrabudgetary"] * 2 + [None] * 2
    assert [(one.code, one.severity.value, one.figures) for one in findings] == [("PB-SUM", "error", ("7.0", "6.0"))]


def test_amounts_are_in_units_of_the_currency_that_the_note_names() -> None:
    rows: Rows = (("", "2025 approved"), ("Posts", "5.1"))
    francs, _, _ = read(rows, unit="(Thousands of Swiss francs)")
    dollars, _, _ = read((("", "2025 approved"), ("Posts", "5 100")), unit="(United States dollars)")
    assert [(one.amount, one.currency, one.step) for one in francs] == [(Decimal(5100), "CHF", Decimal(100))]
    assert str(francs[0].amount) == "5100"
    assert [(one.amount, one.currency, one.step) for one in dollars] == [(Decimal(5100), "USD", Decimal(1))]


def test_a_figure_that_is_no_number_stands_without_amount_and_is_said() -> None:
    rows: Rows = (
        ("", "2025 approved", "2026 estimate"),
        ("Posts", "5.0", "2.679.6"),
        ("Non-post", "1.0", "2.0"),
        ("Total", "6.0", "2 681.6"),
    )
    figures, _, findings = read(rows)
    assert [(one.printed, one.amount) for one in figures][1] == ("2.679.6", None)
    assert codes(findings) == [("PB-FIGURE", "warning")]
    assert findings[0].where == "table 10.18, row Posts, column 2026 estimate"


def test_a_table_that_names_no_fund_says_so() -> None:
    figures, _, findings = read((("Year", "Claims paid"), ("2020", "6 057 697")), "Claims", "(United States dollars)")
    assert [(one.fund, one.year, one.measure) for one in figures] == [(None, 2020, "expenditure")]
    assert codes(findings) == [("PB-FUND", "warning")]


def test_raised_marks_of_notes_are_no_part_of_a_figure_or_a_label() -> None:
    rows: Rows = (("", "2025 approved"), ("Posts1", "12 3451"))
    marked = (
        Line("Posts1", 0, 6, "cell", emphasis=(Emphasis(5, 6, "superscript"),), table=0, row=1, column=0),
        Line("12 3451", 7, 14, "cell", emphasis=(Emphasis(6, 7, "superscript"),), table=0, row=1, column=1),
    )
    source = source_of(table(0, rows), lines=marked)
    figures, _, findings = read_resources(source, outline(placed(0, "Overall", THOUSANDS)))
    assert findings == ()
    assert [(one.cell.row, one.amount) for one in figures] == [("Posts", Decimal(12345000))]


def test_numbers_that_the_program_sets_before_a_label_count_as_printed() -> None:
    rows: Rows = (("Component", "2025 approved"), ("Programme of work", ""), ("Trade", "12.0"))
    numbered = (Line("Trade", 0, 5, "cell", label="3.", table=0, row=2, column=0),)
    source = source_of(table(0, rows), lines=numbered)
    figures, _, _ = read_resources(source, outline(placed(0, "Overall", THOUSANDS)))
    assert [(one.cell.row, one.subprogramme) for one in figures] == [("Programme of work / 3. Trade", "SP3")]


def test_subprogrammes_of_one_number_are_told_apart_by_the_heading_above() -> None:
    rows: Rows = (
        ("Component/subprogramme", "2025 approved"),
        ("C. Programme of work", ""),
        ("Conference management, Geneva", ""),
        ("2. Planning", "5.0"),
        ("Conference management, Nairobi", ""),
        ("2. Planning", "6.0"),
    )
    nodes = (
        Node("GENEVA", "entity", None, "Conference management, Geneva"),
        Node("NAIROBI", "entity", None, "Conference management, Nairobi"),
        Node("GENEVA.SP2", "subprogramme", "SP2", "Planning", "GENEVA"),
        Node("NAIROBI.SP2", "subprogramme", "SP2", "Planning", "NAIROBI"),
    )
    source = source_of(table(0, rows))
    figures, _, _ = read_resources(source, outline(placed(0, "Overall", THOUSANDS), nodes=nodes))
    assert [one.subprogramme for one in figures] == ["GENEVA.SP2", "NAIROBI.SP2"]


def test_tables_of_the_plan_are_left_alone() -> None:
    rows: Rows = (("Category and subcategory", "2024 planned", "2024 actual"), ("Documents", "3", "3"))
    kept = replace(placed(0, "Deliverables for the period 2024–2026", ""), kind="deliverables")
    assert read_resources(source_of(table(0, rows)), outline(kept)) == ((), (), ())


def test_two_tables_that_print_one_total_differently_give_a_finding_with_both_cells() -> None:
    rows: Rows = (("", "2024 expenditure", "2025 approved"), ("Posts", "7.4", "8.0"), ("Total", "7.4", "8.0"))
    other: Rows = (("", "2024 expenditure", "2025 approved"), ("Posts", "7.6", "8.0"), ("Total", "7.6", "8.0"))
    _, _, findings = read_resources(
        source_of(table(0, rows), table(1, other)),
        outline(placed(0, "Overall", THOUSANDS, "10.15"), placed(1, "Overall", THOUSANDS, "10.20")),
    )
    assert [(one.code, one.severity, one.figures) for one in findings] == [
        ("PB-DIFF", Severity.ERROR, ("7.6", "7.4")),
        ("PB-DIFF", Severity.ERROR, ("7.6", "7.4")),
    ]


cells = st.sampled_from(
    ["", "–", "5.0", "(1.0)", "2.679.6", "Total", "Subtotal, B", "B. Work", "1. One", "2025 approved"]
)


@given(st.lists(st.lists(cells, max_size=6).map(tuple), max_size=12).map(tuple), st.data())
@settings(max_examples=150, deadline=None)
def test_no_table_however_cut_or_shuffled_breaks_the_reading(rows: Rows, data: st.DataObject) -> None:
    whole = table(0, rows)
    keep = data.draw(st.lists(st.booleans(), min_size=len(whole.cells), max_size=len(whole.cells)))
    kept = tuple(cell for cell, stays in zip(whole.cells, keep, strict=True) if stays)
    unit = data.draw(
        st.sampled_from([THOUSANDS, NUMBER_OF_POSTS, "", "(Percentage)", "(Thousands of dollars/number of posts)"])
    )
    caption = data.draw(st.sampled_from(["", "Overall: evolution", "Subprogramme 1: evolution", "Summary of posts"]))
    figures, posts, _ = read_resources(source_of(replace(whole, cells=kept)), outline(placed(0, caption, unit)))
    assert all(one.row_index < whole.rows for one in [*(one.cell for one in figures), *(one.cell for one in posts)])


@pytest.mark.skipif(not FASCICLES.is_dir(), reason="the real fascicles are not there")
class TestRealFascicles:
    def figures_of(self, section: str) -> Read:
        source = read_file(FASCICLES / f"A_80_6_Sect.{section}.docx")
        return read_resources(source, outline_of(source))

    def test_what_does_not_add_up_in_section_10_is_found_by_rule(self) -> None:
        _, _, findings = self.figures_of("10")
        errors = [
            (one.code, one.where.split(";")[0], one.figures) for one in findings if one.severity is Severity.ERROR
        ]
        subtotal = "table 10.19, row B. Programme of work / Subtotal, B, column Changes"
        blocks = "row Financial resources by main category of expenditure"
        assert errors == [
            ("PB-SUM", f"{subtotal} / Other", ("‒", "(1)")),
            ("PB-SUM", f"{subtotal} / Total", ("‒", "(1)")),
            ("PB-DIFF", f"table 10.20, {blocks} / Posts, column 2024 expenditure", ("6 785.0", "6 784.8")),
            ("PB-DIFF", f"table 10.20, {blocks} / Total, column 2024 expenditure", ("7 903.6", "7 903.4")),
        ]

    def test_every_figure_of_section_9_has_row_column_and_year(self) -> None:
        figures, posts, _ = self.figures_of("9")
        assert len(figures) + len(posts) > 1000
        unplaced = [one for one in figures if not (one.cell.row and one.cell.column and one.year)]
        assert unplaced == []
        assert [one for one in posts if not (one.cell.row and one.cell.column and one.year)] == []
        assert {one.level for one in figures if one.fund is None} == {"total"}

    def test_a_fascicle_cut_in_a_table_is_read_as_far_as_it_goes(self) -> None:
        source = read_file(FASCICLES / "A_80_6_Sect.10.docx")
        placed_tables = outline_of(source)
        chance = random.Random(10)
        for _ in range(10):
            at = chance.randrange(20, len(source.tables))
            last = source.tables[at]
            cut = replace(last, cells=last.cells[: chance.randrange(len(last.cells) + 1)])
            figures, _, _ = read_resources(replace(source, tables=(*source.tables[:at], cut)), placed_tables)
            assert isinstance(figures, tuple)

    def test_a_large_fascicle_takes_a_fraction_of_a_second(self) -> None:
        source = read_file(FASCICLES / "A_80_6_Sect.3.docx")
        placed_tables = outline_of(source)
        started = time.process_time()
        read_resources(source, placed_tables)
        assert time.process_time() - started < 0.5
