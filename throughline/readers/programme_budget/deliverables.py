"""Tables of deliverables: categories, subcategories with their units, numbered items, texts, and quantities by year."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from throughline.engine.budgeting.numbers import is_dash, number_of
from throughline.engine.findings import Finding, Sentence, Severity
from throughline.engine.monitoring.printed import Deliverable, Quantity, check_deliverable_sums
from throughline.engine.sources import Cell
from throughline.readers.document.records import SourceText
from throughline.readers.programme_budget.records import Outline, PlacedTable
from throughline.readers.programme_budget.tables import Cells, PlainCell, YearColumn, year_columns, year_head

_CATEGORY = re.compile(r"(?P<letter>[A-H])\.\s*(?P<title>[A-Z][a-z].*)$")
_ITEM = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,2})?|\([a-z]\))(?:\.\s*|\s+)(?P<title>\S.*)$")
_UNIT = re.compile(
    r"(?P<title>.*?\S)\s*\((?P<unit>(?:number|thousands|millions|hours|pages|percentage)\b[^()]*)\)\s*[a-z]?$", re.I
)
_HEAD = re.compile(r"category and subcategory|category/subcategory", re.I)
_COUNTED = frozenset("AB")


@dataclass(slots=True)
class _Running:
    """What the rows above say of a row: category, subcategory and its unit; columns of years go on over a page."""

    table: PlacedTable
    columns: Sequence[YearColumn] = ()
    category: str = ""
    subcategory: str | None = None
    unit: str | None = None
    findings: list[Finding] = field(default_factory=list)


def deliverables_of(
    source: SourceText, outline: Outline, cells: Cells
) -> tuple[tuple[Deliverable, ...], tuple[Finding, ...]]:
    """Every row of every table of deliverables, in the order of the document, and what does not add up in them."""
    found: list[Deliverable] = []
    findings: list[Finding] = []
    running: _Running | None = None
    start = 0
    for table in outline.tables:
        if table.kind != "deliverables":
            continue
        if running is None or table.continues is None:
            findings.extend(check_deliverable_sums(found[start:]))
            running, start = _Running(table), len(found)
        running.table = table
        found.extend(_rows(cells.rows(source.tables[table.index]), running))
    findings.extend(check_deliverable_sums(found[start:]))
    if running is not None:
        findings.extend(running.findings)
    return tuple(found), tuple(findings)


def _rows(rows: Sequence[Sequence[PlainCell]], running: _Running) -> Iterator[Deliverable]:
    columns, heads = year_columns(rows)
    if columns:
        running.columns = columns
    elif rows and rows[0] and _HEAD.search(rows[0][0].text):
        running.columns, heads = (), 1
    first = min((column.column for column in running.columns), default=None)
    for row in rows[heads:]:
        text = next((one.text for one in row if one.text and (first is None or one.cell.column < first)), "")
        if text and not year_head(text) and not _HEAD.fullmatch(text):
            yield _row(row, text, running)


def _row(row: Sequence[PlainCell], text: str, running: _Running) -> Deliverable:
    """One row: what it is follows from its number, its unit and whether it counts anything."""
    quantities = tuple(_quantities(row, text, running))
    counted = any(one.text for one in quantities)
    number = None
    title = text
    if found := _CATEGORY.match(text):
        running.category, running.subcategory, running.unit = found["letter"], None, None
        kind, title = "category", found["title"]
    elif found := _ITEM.match(text):
        kind, number, title = "item", found["number"], found["title"]
    elif (found := _UNIT.match(text)) or counted:
        kind = "subcategory"
        running.subcategory = title = found["title"] if found else text
        running.unit = found["unit"] if found else None
    else:
        kind = "text"
        lead, colon, rest = text.partition(":")
        if rest.strip() or (colon and running.category not in _COUNTED):
            running.subcategory, running.unit = lead.strip(), None
    return Deliverable(
        place=running.table.place,
        category=running.category,
        subcategory=running.subcategory,
        number=number,
        title=title,
        unit=running.unit,
        kind=kind,
        quantities=quantities if counted or kind in ("item", "subcategory") else (),
        table=running.table.number,
    )


def _quantities(row: Sequence[PlainCell], text: str, running: _Running) -> Iterator[Quantity]:
    for column in running.columns:
        cell = column.cell_of(row)
        printed = cell.text if cell else ""
        value = Decimal(0) if is_dash(printed) else number_of(printed)
        place = Cell(
            running.table.number, text, column.label, row[0].cell.row, cell.cell.column if cell else column.column
        )
        if printed and value is None:
            running.findings.append(_no_number(printed, place))
        yield Quantity(column.year, column.status or "planned", value, printed, place)


def _no_number(printed: str, place: Cell) -> Finding:
    return Finding(
        "PB-NOT-A-NUMBER",
        Severity.WARNING,
        f"table {place.table}, row {place.row[:80]}, column {place.column}",
        Sentence(
            "“%(printed)s” stands where a number is expected: it is kept as text; look whether a number was meant.",
            printed=printed[:60],
        ),
        (printed,),
    )
