"""Tables beside the plan: rates of compliance, what became of recommendations, and tables kept as printed."""

import re
from collections.abc import Iterator, Sequence

from throughline.engine.budgeting.numbers import is_dash, number_of
from throughline.engine.budgeting.records import FollowUp
from throughline.engine.monitoring.printed import ComplianceRate, MeasureValue
from throughline.engine.planning.printed import PrintedTable
from throughline.engine.sources import Cell
from throughline.readers.document.records import SourceText
from throughline.readers.programme_budget.records import Outline, PlacedTable
from throughline.readers.programme_budget.tables import Cells, PlainCell, year_columns

_SYMBOL = re.compile(
    r"\b[A-Z]{1,4}/(?:[A-Z0-9.]+/)*[\w.]+(?: \((?:Vol|Sect|Income sect|Part)\. ?[\w.]+\))?(?:/(?:Add|Corr|Rev)\.\d+)*"
)
_RESOLUTION = re.compile(r"\b(?:resolutions?|decisions?) (\d{1,3}/\d{1,3}(?: [A-Z]\b)?)", re.I)
_PARAGRAPH = re.compile(
    r"\((?P<where>[^()]{0,60}?)(?P<part>(?:paras?\.|paragraphs?|chap\.|sect\.)[^()]{1,60})\)\.?$", re.I
)
_LONGEST_BODY = 260


def compliance_of(source: SourceText, outline: Outline, cells: Cells) -> tuple[ComplianceRate, ...]:
    """Rows of the tables of compliance rates, with their values by year."""
    found: list[ComplianceRate] = []
    for table in outline.tables:
        if table.kind == "compliance":
            found.extend(_rates(cells.rows(source.tables[table.index]), table, outline))
    return tuple(found)


def _rates(rows: Sequence[Sequence[PlainCell]], table: PlacedTable, outline: Outline) -> Iterator[ComplianceRate]:
    columns, heads = year_columns(rows)
    unit = table.unit_note.strip("()") or None
    for row in rows[heads:]:
        label = row[0].text if row else ""
        if not label or not columns or row[0].cell.column >= columns[0].column:
            continue
        values = []
        for column in columns:
            cell = column.cell_of(row)
            text = cell.text if cell else ""
            value = None if is_dash(text) else number_of(text)
            place = Cell(
                table.number, label, column.label, row[0].cell.row, cell.cell.column if cell else column.column
            )
            values.append(MeasureValue(column.year, column.status or "actual", value, text, place))
        yield ComplianceRate(table.place, label, unit, tuple(values), table.number)


def follow_up_of(source: SourceText, outline: Outline, cells: Cells) -> tuple[FollowUp, ...]:
    """Recommendations of oversight bodies with what was done; the body stands in a row of its own above them."""
    found: list[FollowUp] = []
    for table in outline.tables:
        if table.kind == "follow-up":
            found.extend(_followed(cells.rows(source.tables[table.index]), table))
    return tuple(found)


def _followed(rows: Sequence[Sequence[PlainCell]], table: PlacedTable) -> Iterator[FollowUp]:
    body, symbol = "", None
    head_seen = table.continues is not None
    for row in rows:
        printed = [one for one in row if one.text]
        if not printed:
            continue
        if not head_seen:
            head_seen = True
            continue
        if len(printed) == 1 and len(printed[0].text) <= _LONGEST_BODY and printed[0] is row[0]:
            body, symbol = _body(printed[0].text)
            continue
        asked, action = row[0], " ".join(one.text for one in row[1:] if one.text)
        own_symbol, paragraph, recommendation = _asked(asked)
        cell = Cell(table.number, asked.text[:80], "", asked.cell.row, asked.cell.column)
        yield FollowUp(body, own_symbol or symbol, paragraph, recommendation, action, cell)


def _body(text: str) -> tuple[str, str | None]:
    """Name of the body and the symbol of its report from "Board of Auditors (A/79/5 (Vol. I))"."""
    symbol = _symbol(text)
    return re.sub(r"\s*\(.*$", "", text).strip() or text, symbol


def _symbol(text: str) -> str | None:
    if found := _SYMBOL.search(text):
        return found.group()
    if found := _RESOLUTION.search(text):
        return f"A/RES/{found.group(1)}"
    return None


def _asked(cell: PlainCell) -> tuple[str | None, str | None, str]:
    """Symbol, paragraph and words of a recommendation that ends with "(A/79/7, para. 12)" or "(para. 12)"."""
    text = "\n".join(cell.lines)
    found = _PARAGRAPH.search(text)
    if not found:
        return None, None, text
    return _symbol(found["where"]), found["part"].strip(), text[: found.start()].strip()


def other_tables_of(source: SourceText, outline: Outline, cells: Cells) -> tuple[PrintedTable, ...]:
    """Tables whose rows are kept as printed: changes of posts, lists of annexes."""
    found = []
    for table in outline.tables:
        if table.kind not in ("post changes", "other") or not _prints(cells.rows(source.tables[table.index])):
            continue
        rows = tuple(tuple(one.text for one in row) for row in cells.rows(source.tables[table.index]) if row)
        found.append(PrintedTable(table.place, table.number, table.caption, table.kind, rows))
    return tuple(found)


def _prints(rows: Sequence[Sequence[PlainCell]]) -> bool:
    return any(one.text for row in rows for one in row)
