"""The demo's documents are what their sources say, and the readers find in them what demo/README.md promises."""

import re
from decimal import Decimal

from demo.build import HERE, built
from demo.markup import Grid, Paper, Text, parse

SOURCES = HERE / "source"


def paper(name: str) -> Paper:
    return parse((SOURCES / f"{name}.md").read_text(encoding="utf-8"))


def test_building_again_gives_the_bytes_that_are_committed() -> None:
    assert {path.name: path.read_bytes() for path in HERE.glob("*.docx")} == built()


def tables(of: Paper) -> dict[str, Grid]:
    """Tables by number as printed; the second part of a table with two is "3.14 (2)"."""
    number, part = "", ""
    found: dict[str, Grid] = {}
    for block in of.blocks:
        if isinstance(block, Text):
            if printed := re.fullmatch(r"Table (\d+\.\d+)", block.text):
                number, part = printed.group(1), ""
            elif block.style == "H4" and (printed := re.match(r"\(\d\)", block.text)):
                part = f" {printed.group()}"
            elif block.style.startswith("H") and number and part and not block.text.startswith("Overall"):
                number = part = ""
        elif isinstance(block, Grid) and number:
            found.setdefault(number + part, block)
    return found


def amount(printed: str) -> Decimal | None:
    digits = printed.replace(" ", "").replace(",", "")
    if digits in ("‒", "–"):
        return Decimal(0)
    if found := re.fullmatch(r"\((\d+(?:\.\d+)?)\)", digits):
        return -Decimal(found.group(1))
    return Decimal(digits) if re.fullmatch(r"\d+(?:\.\d+)?", digits) else None


def column_sums(grid: Grid, percentage: int | None) -> list[tuple[str, int, Decimal, Decimal]]:
    """Printed totals that are not the sum of the lines above them: (row, column, printed, sum)."""
    wrong = []
    width = len(grid.rows[-1])
    for column in range(1, width):
        if column == percentage:
            continue
        lines: list[Decimal] = []
        section: list[Decimal] = []
        for row in grid.rows[grid.heads :]:
            value = amount(row[column]) if column < len(row) else None
            label = row[0]
            if label.startswith(("Financial resources", "Post resources")):
                lines, section = [], []
            elif value is None:
                section = []
            elif label.startswith("Total (1+2)"):
                continue
            elif label.startswith(("Subtotal, 1", "Subtotal, 2", "Total")):
                if value != sum(lines):
                    wrong.append((label, column, value, sum(lines, Decimal(0))))
            elif label.startswith("Subtotal"):
                if value != sum(section):
                    wrong.append((label, column, value, sum(section, Decimal(0))))
            else:
                lines.append(value)
                section.append(value)
    return wrong


RESOURCES = [
    *("3.11", "3.13", "3.14 (1)", "3.14 (2)", "3.15 (1)", "3.15 (2)", "3.16"),
    *("3.18", "3.19", "3.20", "3.21", "3.22"),
]


def test_every_sum_of_the_budget_is_right_but_one() -> None:
    fascicle = tables(paper("HWU_CM_13_6_Sect_3"))
    wrong = {}
    for number in RESOURCES:
        head = fascicle[number].rows[fascicle[number].heads - 1]
        percentage = head.index("Percentage") if "Percentage" in head else None
        if found := column_sums(fascicle[number], percentage):
            wrong[number] = found
    assert wrong == {"3.14 (2)": [("Subtotal, B", 1, Decimal("1808.8"), Decimal("1818.8"))]}


def test_every_row_of_changes_leads_from_the_approved_budget_to_the_estimate() -> None:
    fascicle = tables(paper("HWU_CM_13_6_Sect_3"))
    rows = 0
    for number in RESOURCES:
        grid = fascicle[number]
        head = grid.rows[grid.heads - 1]
        if "Technical adjustments" not in head:
            continue
        start = head.index("2025 approved")
        for row in grid.rows[grid.heads :]:
            values = [amount(cell) for cell in row]
            if len(row) != len(head) or values[start] is None:
                continue
            approved, technical, new, other, total = (values[at] or Decimal(0) for at in range(start, start + 5))
            estimate = values[-1]
            assert technical + new + other == total, (number, row)
            assert approved + total == estimate, (number, row)
            if "Percentage" in head:
                share = (total * 100 / approved).quantize(Decimal("0.1"))
                assert abs(share - (values[-2] or Decimal(0))) <= Decimal("0.1"), (number, row)
            rows += 1
    assert rows == 71


def test_every_subcategory_of_deliverables_is_the_sum_of_its_items() -> None:
    fascicle = tables(paper("HWU_CM_13_6_Sect_3"))
    checked = 0
    for number in ("3.1", "3.4", "3.7", "3.10"):
        stated: list[Decimal] | None = None
        added = [Decimal(0)] * 4
        for row in (*fascicle[number].rows[1:], ("A. End", "", "", "", "")):
            values = [amount(cell) for cell in row[1:]]
            is_item = re.match(r"\d+\. ", row[0])
            if is_item:
                added = [total + (value or Decimal(0)) for total, value in zip(added, values, strict=True)]
            elif stated is not None:
                assert added == stated, (number, row)
                checked += 1
                stated = None
            if not is_item and "(number of" in row[0]:
                stated, added = [value or Decimal(0) for value in values], [Decimal(0)] * 4
    assert checked == 9
