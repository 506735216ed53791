"""Sums and agreement of printed budgets: what adds up, what rounding explains, and what is wrong."""

from dataclasses import replace
from decimal import Decimal
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from throughline.engine.budgeting.agreement import STATEMENTS_AT_MOST, check_agreement
from throughline.engine.budgeting.records import PostFigure, ResourceFigure
from throughline.engine.budgeting.sums import ROWS_AT_MOST, check_sums
from throughline.engine.findings import Finding, Severity
from throughline.engine.sources import Cell

COLUMNS = (
    (2024, "expenditure"),
    (2025, "appropriation"),
    (2026, "technical adjustments"),
    (2026, "new and expanded mandates"),
    (2026, "other changes"),
    (2026, "total changes"),
    (2026, "percentage"),
    (2026, "estimate"),
)
POST_COLUMNS = tuple(one for one in COLUMNS[1:] if one[1] != "percentage")


def printed(value: Decimal) -> str:
    return "–" if not value else f"({-value})" if value < 0 else str(value)


def money(row: int, label: str, *amounts: str, level: str = "line", **more: object) -> list[ResourceFigure]:
    """One row of a table of money in thousands; "" is a blank cell, "–" a dash."""
    table = str(more.pop("table", "1.1"))
    columns = cast(tuple[tuple[int, str], ...], more.pop("columns", COLUMNS))
    figures = []
    for at, ((year, measure), text) in enumerate(zip(columns, amounts, strict=False)):
        if not text:
            continue
        unit = 1 if measure == "percentage" else 1000
        amount = None if text == "–" else Decimal(text) * unit
        figure = ResourceFigure(
            Cell(table, label, f"{year} {measure}", row, at + 1),
            "regular budget",
            None,
            None,
            year,
            measure,
            amount,
            level,
            text,
            Decimal("0.1") * unit,
        )
        figures.append(replace(figure, **more))  # type: ignore[arg-type]
    return figures


def posts(row: int, label: str, *numbers: str, level: str = "line", **more: object) -> list[PostFigure]:
    """One row of a table of posts."""
    table = str(more.pop("table", "1.2"))
    figures = []
    for at, ((year, measure), text) in enumerate(zip(POST_COLUMNS, numbers, strict=False)):
        number = None if text == "–" else Decimal(text)
        cell = Cell(table, label, f"{year} {measure}", row, at + 1)
        figure = PostFigure(cell, "regular budget", None, None, year, measure, number, level, text)
        figures.append(replace(figure, **more))  # type: ignore[arg-type]
    return figures


def told(findings: list[Finding]) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(one.severity.value, one.where, one.figures) for one in findings]


def test_a_table_that_adds_up_says_nothing() -> None:
    table = [
        *money(2, "Posts", "10.0", "12.0", "–", "1.0", "–", "1.0", "8.3", "13.0"),
        *money(3, "Non-post", "5.0", "6.0", "-2.0", "–", "1.0", "-1.0", "-16.7", "5.0"),
        *money(4, "Total", "15.0", "18.0", "-2.0", "1.0", "1.0", "–", "–", "18.0", level="total"),
    ]
    assert check_sums(table, []) == []


def test_a_total_that_differs_by_more_than_rounding_is_an_error_with_both_figures_and_the_cell() -> None:
    table = [
        *money(2, "Posts", "10.0", "12.0"),
        *money(3, "Non-post", "5.0", "6.0"),
        *money(4, "Total", "15.2", "18.0", level="total"),
    ]
    where = "table 1.1, row Total, column 2024 expenditure"
    assert told(check_sums(table, [])) == [("error", where, ("15.2", "15.0"))]


def test_half_a_printed_unit_for_each_addend_is_rounding() -> None:
    table = [
        *money(2, "Posts", "10.0", "12.0"),
        *money(3, "Non-post", "5.0", "6.0"),
        *money(4, "Total", "15.1", "18.0", level="total"),
    ]
    assert [(one.severity, one.figures) for one in check_sums(table, [])] == [(Severity.INFO, ("15.1", "15.0"))]


def test_posts_are_counted_and_nothing_is_rounded_there() -> None:
    table = [
        *posts(2, "P-4", "10", "–", "–", "–", "–", "10"),
        *posts(3, "P-3", "5", "–", "–", "–", "–", "5"),
        *posts(4, "Total", "15", "–", "–", "–", "–", "16", level="total"),
    ]
    findings = check_sums([], table)
    assert [(one.severity, one.figures) for one in findings] == [(Severity.ERROR, ("16", "15"))] * len(findings)
    assert {one.where for one in findings} == {"table 1.2, row Total, column 2026 estimate"}


def test_a_wrong_subtotal_is_blamed_and_not_the_right_total_above_it() -> None:
    work = ("B. Programme of work",)
    table = [
        *posts(2, "A. Direction", "9", "–", "–", "1", "1", "10"),
        *posts(4, "B. Programme of work / 1. One", "23", "–", "–", "-6", "-6", "17", group=work),
        *posts(5, "B. Programme of work / 2. Two", "11", "–", "–", "5", "5", "16", group=work),
        *posts(6, "B. Programme of work / Subtotal, B", "34", "–", "–", "–", "–", "33", level="subtotal", group=work),
        *posts(7, "Subtotal, 1", "43", "–", "–", "–", "–", "43", level="subtotal"),
    ]
    subtotal = "table 1.2, row B. Programme of work / Subtotal, B, column 2026"
    assert told(check_sums([], table)) == [
        ("error", f"{subtotal} other changes", ("–", "(1)")),
        ("error", f"{subtotal} total changes", ("–", "(1)")),
    ]


def test_a_total_over_parts_adds_up_the_subtotals_of_the_parts() -> None:
    extra = {"fund": "extrabudgetary", "part": "2"}
    short = ((2024, "expenditure"), (2025, "estimate"), (2026, "total changes"), (2026, "estimate"))
    table = [
        *money(2, "A. One", "10.0", "12.0", "–", "–", "–", "–", "–", "12.0", part="1"),
        *money(3, "Subtotal, 1", "10.0", "12.0", "–", "–", "–", "–", "–", "12.0", level="subtotal", part="1"),
        *money(12, "A. One", "1.0", "2.0", "1.0", "3.0", columns=short, **extra),
        *money(13, "Subtotal, 2", "1.0", "2.0", "1.0", "3.0", columns=short, level="subtotal", **extra),
        *money(14, "Total (1+2)", "11.0", "14.0", "2.0", "15.0", columns=short, level="total", fund=None),
    ]
    assert told(check_sums(table, [])) == [
        ("error", "table 1.1, row Total (1+2), column 2026 total changes", ("2.0", "1.0"))
    ]


def test_details_of_a_line_are_not_added_twice() -> None:
    table = [
        *money(2, "A. Whole", "10.0", "12.0"),
        *money(3, "A. Whole / 1. Part", "4.0", "5.0", group=("A. Whole",)),
        *money(4, "A. Whole / 2. Part", "6.0", "7.0", group=("A. Whole",)),
        *money(5, "B. Other", "1.0", "1.0"),
        *money(6, "Total", "11.0", "13.0", level="total"),
    ]
    assert check_sums(table, []) == []


def test_rows_that_fit_no_column_are_not_understood_and_nothing_is_said() -> None:
    table = [
        *money(2, "Gross", "10.0", "12.0"),
        *money(3, "Reimbursed", "4.0", "5.0"),
        *money(4, "Total", "6.0", "7.0", level="total"),
    ]
    assert check_sums(table, []) == []


def test_rows_of_which_only_the_changes_fit_are_not_understood() -> None:
    table = [
        *money(2, "Gross", "33.0", "34.0", "–", "2.0", "–", "2.0", "5.9", "36.0"),
        *money(3, "Reimbursed", "5.0", "5.0", "–", "–", "–", "–", "–", "5.0"),
        *money(4, "Total, net", "28.0", "29.0", "–", "2.0", "–", "2.0", "6.9", "31.0", level="total"),
    ]
    assert check_sums(table, []) == []


def test_a_bare_total_of_lines_that_all_add_is_wrong_though_only_its_changes_fit() -> None:
    table = [
        *posts(2, "Professional and higher", "320", "–", "–", "3", "3", "323"),
        *posts(3, "General Service and related", "199", "–", "–", "–", "–", "199"),
        *posts(4, "Total", "499", "–", "–", "3", "3", "502", level="total"),
    ]
    assert [one.figures for one in check_sums([], table)] == [("499", "519"), ("502", "522")]


def test_recosting_leads_to_the_estimate_after_it() -> None:
    columns = ((2020, "estimate"), (2020, "recosting"), (2020, "estimate after recosting"))
    findings = check_sums(money(2, "Posts", "10.0", "0.4", "10.6", columns=columns), [])
    assert [(one.message.split(":")[0], one.figures) for one in findings] == [
        ("Estimate and recosting", ("10.6", "10.4"))
    ]


def test_changes_lead_from_the_year_before_to_the_estimate() -> None:
    table = money(2, "Posts", "10.0", "12.0", "1.0", "–", "–", "1.0", "8.3", "14.0")
    assert told(check_sums(table, [])) == [("error", "table 1.1, row Posts, column 2026 estimate", ("14.0", "13.0"))]


@pytest.mark.parametrize(
    ("percentage", "severities"),
    [("8.3", []), ("8.4", ["error"]), ("-8.3", ["error"]), ("–", ["error"]), ("8", [])],
)
def test_a_percentage_is_that_of_the_changes_in_the_year_before(percentage: str, severities: list[str]) -> None:
    table = money(2, "Posts", "", "1200.0", "–", "100.0", "–", "100.0", percentage, "1300.0")
    assert [one.severity.value for one in check_sums(table, [])] == severities


def test_a_percentage_of_small_figures_may_be_rounded_from_others_than_the_printed_ones() -> None:
    table = money(2, "Hospitality", "", "1.7", "–", "–", "0.1", "0.1", "4.0", "1.8")
    assert [one.severity for one in check_sums(table, [])] == [Severity.INFO]


@pytest.mark.parametrize(
    ("base", "change", "severity"),
    [
        # 3.0 in 4 600.0 is at least 2.95 in 4 600.05, which is 0.064: no rounding makes it 0.0.
        ("4600.0", "3.0", Severity.ERROR),
        ("1120.0", "1.1", Severity.ERROR),
        # 2.4 in 4 700.0 may be 2.35 in 4 700.05, which is just below 0.05.
        ("4700.0", "2.4", Severity.INFO),
    ],
)
def test_rounding_of_the_amounts_explains_a_percentage_or_does_not(base: str, change: str, severity: Severity) -> None:
    after = str(Decimal(base) + Decimal(change))
    findings = check_sums(money(2, "Travel", "", base, "–", "–", change, change, "0.0", after), [])
    assert [(one.severity, one.figures) for one in findings] == [(severity, ("0.0", "0.1"))]


@pytest.mark.parametrize(
    ("base", "change", "percentage", "computed"),
    [
        ("10.0", "120.0", "1100.0", "1 200.0"),
        ("120.0", "-10.0", "8.3", "(8.3)"),
        ("120.0", "-10.0", "8", "(8)"),
        ("80.0", "1.0", "1.1", "1.3"),
        ("1000.0", "-0.1", "0.2", "0.0"),
    ],
)
def test_a_computed_percentage_is_told_as_the_table_prints_it(
    base: str, change: str, percentage: str, computed: str
) -> None:
    after = str(Decimal(base) + Decimal(change))
    (found,) = check_sums(money(2, "Travel", "", base, "–", "–", change, change, percentage, after), [])
    assert found.figures == (percentage, computed)
    assert f"printed {percentage}, computed {computed}." in found.message


def test_computed_posts_and_amounts_are_told_as_the_table_prints_them() -> None:
    # A first column that fits shows which rows the total adds up.
    two = ((2025, "estimate"), (2026, "estimate"))
    counted = [
        *posts(2, "One", "1", "900"),
        *posts(3, "Two", "2", "334"),
        *posts(4, "Total", "3", "1235", level="total"),
    ]
    less = [*posts(2, "One", "1", "–"), *posts(3, "Two", "2", "-2"), *posts(4, "Total", "3", "2", level="total")]
    paid = [
        *money(2, "One", "1.0", "1200.0", columns=two),
        *money(3, "Two", "2.0", "34.5", columns=two),
        *money(4, "Total", "3.0", "1240.0", level="total", columns=two),
    ]
    found = [*check_sums([], counted), *check_sums([], less), *check_sums(paid, [])]
    assert [one.figures for one in found] == [("1235", "1 234"), ("2", "(2)"), ("1240.0", "1 234.5")]


def test_a_total_of_zero_shows_what_it_adds_up_as_any_other() -> None:
    two = ((2025, "estimate"), (2026, "estimate"))
    table = [
        *money(2, "One", "4.0", "7.0", columns=two),
        *money(3, "Two", "-4.0", "7.0", columns=two),
        *money(4, "Total", "0.0", "19.0", level="total", columns=two),
    ]
    assert [one.figures for one in check_sums(table, [])] == [("19.0", "14.0")]


def test_a_percentage_of_nothing_is_not_asked_for() -> None:
    assert check_sums(money(2, "New", "–", "–", "–", "5.0", "–", "5.0", "100", "5.0"), []) == []


def test_totals_over_funds_add_up_across_the_row() -> None:
    two = ((2025, "estimate"), (2026, "estimate"))
    row = [
        *money(2, "One", "5.0", "6.0", columns=two),
        *[
            replace(one, fund="extrabudgetary", cell=replace(one.cell, column_index=one.cell.column_index + 10))
            for one in money(2, "One", "1.0", "1.0", columns=two)
        ],
        *[
            replace(one, fund=None, cell=replace(one.cell, column_index=one.cell.column_index + 20))
            for one in money(2, "One", "6.0", "8.0", columns=two)
        ],
    ]
    assert [(one.message.split(":")[0], one.figures) for one in check_sums(row, [])] == [
        ("Sum of the funds", ("8.0", "7.0"))
    ]


def test_grades_side_by_side_add_up_to_their_subtotal_and_total() -> None:
    def grades(*counts: str) -> list[PostFigure]:
        levels = ("line", "line", "subtotal", "line", "line", "subtotal", "total")
        names = ("P-4", "P-3", "Subtotal", "NPO", "LL", "Subtotal", "Total")
        return [
            PostFigure(
                Cell("3", "Approved 2025", name, 2, at + 1),
                "regular budget",
                None,
                None,
                2025,
                "appropriation",
                Decimal(count),
                "line",
                count,
                grade=name,
                column_level=level,
            )
            for at, (count, name, level) in enumerate(zip(counts, names, levels, strict=True))
        ]

    assert check_sums([], grades("4", "3", "7", "2", "1", "3", "10")) == []
    findings = check_sums([], grades("4", "3", "7", "2", "1", "3", "9"))
    assert told(findings) == [("error", "table 3, row Approved 2025, column Total", ("9", "10"))]


def test_posts_listed_in_words_add_up_to_the_number_beside_them() -> None:
    number = posts(2, "Approved for 2025", "3")
    cell = Cell("1.2", "Approved for 2025", "Details", 2, 2)
    listed = [
        replace(number[0], cell=cell, number=Decimal(count), printed=f"{count} {grade}", grade=grade, listed=True)
        for count, grade in ((1, "D-1"), (1, "P-4"))
    ]
    findings = check_sums([], [*number, *listed])
    assert [one.figures for one in findings] == [("3", "2")]


def test_posts_approved_and_what_is_done_to_them_lead_to_posts_proposed() -> None:
    def actions(moved: str, proposed: str) -> list[PostFigure]:
        rows = (
            ("Approved for 2025", "10", 2025, "appropriation", None),
            ("Establishment", "2", 2026, "total changes", "Establishment"),
            ("Reclassification", moved, 2026, "total changes", "Reclassification"),
            ("Proposed for 2026", proposed, 2026, "estimate", None),
        )
        return [
            PostFigure(
                Cell("1.2", label, "Number", at, 1),
                "regular budget",
                None,
                None,
                year,
                measure,
                None if text == "–" else Decimal(text),
                "line",
                text,
                category=category,
            )
            for at, (label, text, year, measure, category) in enumerate(rows)
        ]

    assert check_sums([], actions("–", "12")) == []
    assert check_sums([], actions("1", "12")) == []
    assert [one.figures for one in check_sums([], actions("–", "13"))] == [("13", "12")]


def test_a_figure_that_could_not_be_read_is_left_out_of_every_sum() -> None:
    table = [
        *money(2, "Posts", "10.0", "12.0"),
        *money(3, "Non-post", "5.0", "6.0"),
        *money(4, "Total", "15.0", "18.0", level="total"),
    ]
    table[0] = replace(table[0], amount=None, printed="1.0.0")
    assert check_sums(table, []) == []


def test_a_table_too_long_to_check_is_named() -> None:
    table = [one for row in range(ROWS_AT_MOST + 1) for one in money(row, f"Line {row}", "1.0")]
    assert [(one.severity, one.where) for one in check_sums(table, [])] == [(Severity.WARNING, "table 1.1")]


def test_two_tables_with_different_figures_for_one_thing_are_named_both() -> None:
    figures = [
        *money(9, "Subtotal, 1", "7903.4", "11184.8", level="subtotal", table="10.18"),
        *money(9, "Total", "7903.4", "11184.8", level="total", table="10.15"),
        *money(6, "Total", "7903.6", "11184.8", level="total", table="10.20"),
    ]
    (finding,) = check_agreement(figures, [])
    assert (finding.code, finding.severity, finding.figures) == ("PB-DIFF", Severity.ERROR, ("7903.6", "7903.4"))
    assert finding.where.startswith("table 10.20, row Total, column 2024 expenditure; table 10.")
    assert "table 10.18" in finding.where
    assert "table 10.15" in finding.where


def test_one_printed_unit_between_two_tables_is_rounding() -> None:
    figures = [*money(9, "Total", "7.4", "8.0", table="1"), *money(6, "Total", "7.5", "8.0", table="2")]
    assert [one.severity for one in check_agreement(figures, [])] == [Severity.INFO]


@pytest.mark.parametrize(
    "other",
    [
        {"fund": "extrabudgetary"},
        {"subprogramme": "SP2"},
        {"component": "Programme support"},
        {"category": "Travel of staff"},
        {"currency": "CHF"},
        {"scope": "II"},
    ],
)
def test_what_is_not_the_same_thing_is_not_compared(other: dict[str, str]) -> None:
    figures = [*money(9, "Total", "7.4", "8.0", table="1"), *money(6, "Total", "9.9", "8.0", table="2", **other)]
    assert check_agreement(figures, []) == []


def test_rows_that_agree_in_nothing_are_not_taken_for_the_same_thing() -> None:
    figures = [*money(9, "Total", "7.4", "8.0", table="1"), *money(6, "Total", "9.9", "9.0", table="2")]
    assert check_agreement(figures, []) == []


def test_changes_alone_do_not_make_two_rows_the_same_thing() -> None:
    gross = money(9, "Total", "33.0", "34.0", "-1.0", "2.0", "–", "1.0", "", "35.0", table="1")
    net = money(9, "Total", "27.0", "28.0", "-1.0", "2.0", "–", "1.0", "", "29.0", table="2")
    assert check_agreement([*gross, *net], []) == []


def test_a_component_named_with_other_words_of_course_is_the_same() -> None:
    figures = [
        *money(9, "A", "7.4", "8.0", table="2", component="Civilian personnel costs"),
        *money(6, "B", "9.9", "8.0", table="4", category="Civilian personnel"),
    ]
    assert [one.figures for one in check_agreement(figures, [])] == [("9.9", "7.4")]


def test_hundreds_of_tables_of_one_thing_are_compared_within_bounds() -> None:
    figures = [one for table in range(STATEMENTS_AT_MOST * 5) for one in money(2, "Total", "1.0", table=str(table))]
    assert check_agreement(figures, []) == []


# Amounts that end in one thousandth: neither they nor their sums here lie half-way between two printed units.
amounts = st.integers(-999999, 999999).map(lambda cents: Decimal(cents * 10 + 1).scaleb(-3))


@st.composite
def exact_tables(draw: st.DrawFn) -> list[list[Decimal]]:
    """Lines of exact amounts: expenditure, year before, three changes, their total and the estimate."""
    lines = []
    for _ in range(draw(st.integers(2, 4))):
        spent, base, *changes = (draw(amounts) for _ in range(5))
        lines.append([spent, base, *changes, sum(changes, Decimal(0)), base + sum(changes, Decimal(0))])
    return lines


def table_of(lines: list[list[Decimal]], places: str) -> list[ResourceFigure]:
    """The lines and their exact total, printed with so many places."""
    columns = tuple(one for one in COLUMNS if one[1] != "percentage")
    rows = [*lines, [sum(column, Decimal(0)) for column in zip(*lines, strict=True)]]
    figures = []
    for at, row in enumerate(rows):
        texts = [str(value.quantize(Decimal(places))) for value in row]
        last = at == len(lines)
        figures += money(
            at, "Total" if last else f"Line {at}", *texts, level="total" if last else "line", columns=columns
        )
    return figures


@given(exact_tables())
@settings(max_examples=60, deadline=None)
def test_what_is_printed_exactly_adds_up(lines: list[list[Decimal]]) -> None:
    whole = [[value.quantize(Decimal(1)) for value in line[:5]] for line in lines]
    exact = [[*line, sum(line[2:], Decimal(0)), line[1] + sum(line[2:], Decimal(0))] for line in whole]
    assert check_sums(table_of(exact, "0.1"), []) == []


@given(exact_tables())
@settings(max_examples=60, deadline=None)
def test_rounding_alone_is_never_an_error(lines: list[list[Decimal]]) -> None:
    assert {one.severity for one in check_sums(table_of(lines, "0.1"), [])} <= {Severity.INFO}


@given(exact_tables(), st.data())
@settings(max_examples=60, deadline=None)
def test_one_figure_changed_by_more_than_rounding_is_found(lines: list[list[Decimal]], data: st.DataObject) -> None:
    figures = table_of([[value.quantize(Decimal(1)) or Decimal(7) for value in line[:5]] for line in lines], "0.1")
    sound = [one for one in figures if one.measure in ("expenditure", "appropriation")]
    at = data.draw(st.integers(0, len(sound) - 1))
    wrong = replace(sound[at], amount=(sound[at].amount or Decimal(0)) + 5000)
    findings = check_sums([*sound[:at], wrong, *sound[at + 1 :]], [])
    assert [(one.severity, one.code) for one in findings] == [(Severity.ERROR, "PB-SUM")]
    assert wrong.cell.column in findings[0].where
