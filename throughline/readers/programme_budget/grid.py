"""Tables as grids: which rows are headings of columns, which columns hold figures, what a cell prints without marks."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from throughline.readers.document.records import Line, SourceText, Table, TableCell
from throughline.readers.programme_budget.figures import Printed, read_figure
from throughline.readers.programme_budget.words import line_text, plain

_LETTERS = re.compile(r"\(\d{1,2}\)(?: ?= ?\(.{1,30})?")
_NO_HEADING = re.compile(_LETTERS.pattern + r"|\d{1,3}")
_YEAR = re.compile(r"(?:19|20)\d\d(?: ?[-–/] ?(?:19|20)?\d\d)?")
_HEADER_AT_MOST = 5

Labels = Mapping[tuple[int, int, int], str]


@dataclass(frozen=True, slots=True)
class Grid:
    """One table: `rows` are its cells by row, `header` how many rows are headings, `figures` the columns of figures.

    `anchors` says where on the grid the lowest heading of a column of figures lies (from, to).
    """

    table: Table
    rows: tuple[tuple[TableCell, ...], ...]
    header: int
    figures: tuple[int, ...]
    anchors: Mapping[int, tuple[int, int]]
    labels: Labels = field(default_factory=dict)
    headings: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def text(self, cell: TableCell) -> str:
        """What a cell prints, note marks that are set high left out, white space joined."""
        known = self.labels.get((self.table.index, cell.row, cell.column))
        return plain(cell.text) if known is None else known

    def figure(self, cell: TableCell) -> Printed:
        """The figure that a cell prints; a mark set high is never read as a digit."""
        known = self.labels.get((self.table.index, cell.row, cell.column))
        return read_figure(cell.text if known is None else known)

    def heading(self, column: int) -> tuple[str, ...]:
        """The headings stacked over a column, from the top, as printed."""
        known = self.headings.get(column)
        if known is None:
            known = self.headings[column] = self._heading(column)
        return known

    def columns(self) -> list[int]:
        """The columns of the grid that a cell starts in, from the left."""
        return sorted({cell.column for row in self.rows for cell in row})

    def _heading(self, column: int) -> tuple[str, ...]:
        """The headings stacked over a column, from the top, as printed; one from each row of headings at most.

        Where the grid of the headings is not that of the figures, a heading over any part of its place counts.
        """
        start, end = self.anchors.get(column, (column, column + 1))
        found: list[str] = []
        for row in self.rows[: self.header]:
            over = [cell for cell in row if cell.column < end and cell.column + cell.column_span > start]
            over.sort(key=lambda cell: not cell.column <= start < cell.column + cell.column_span)
            text = next((text for cell in over if (text := self.text(cell))), "")
            if text and text not in found and not _NO_HEADING.fullmatch(text):
                found.append(text)
        return tuple(found)


def labels_of(source: SourceText) -> Labels:
    """The texts of cells that print more or less than they hold: numbered by the program, or marks of notes in them.

    By table, row and column; one pass over the lines, a second where there are such cells.
    """
    odd: dict[tuple[int, int, int], list[str]] = {}
    for line in source.lines:
        if line.table is not None and (line.label or (line.emphasis and _is_raised(line))):
            odd[(line.table, line.row or 0, line.column or 0)] = []
    if not odd:
        return {}
    for line in source.lines:
        if line.table is not None and (line.table, line.row or 0, line.column or 0) in odd:
            odd[(line.table, line.row or 0, line.column or 0)].append(line_text(line))
    return {place: " ".join(filter(None, texts)) for place, texts in odd.items()}


def grid_of(table: Table, labels: Labels) -> Grid:
    """Lay a table out; a table without figures has no column of them. One pass over its cells."""
    rows: list[list[TableCell]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        if 0 <= cell.row < table.rows:
            rows[cell.row].append(cell)
    for row in rows:
        row.sort(key=lambda cell: cell.column)
    laid = tuple(tuple(row) for row in rows)
    printed = _Printed(table.index, labels)
    header = _header_of(laid, printed)
    spans = _figure_spans(laid[header:], printed)
    return Grid(table, laid, header, tuple(sorted(spans)), _anchors(laid, header, spans), labels)


@dataclass(frozen=True, slots=True)
class _Printed:
    """What the cells of a table print, marks of notes left out, before the table is laid out."""

    table: int
    labels: Labels

    def text(self, cell: TableCell) -> str:
        known = self.labels.get((self.table, cell.row, cell.column))
        return cell.text.strip() if known is None else known

    def is_figure(self, cell: TableCell) -> bool:
        """Whether every line of the cell is a number or a dash: a cell of changes of posts may hold several."""
        forms = [read_figure(part).form for part in self.text(cell).split("\n") if part.strip()]
        return bool(forms) and all(form in ("number", "dash") for form in forms)


def _is_raised(line: Line) -> bool:
    return any(one.kind in ("superscript", "note") for one in line.emphasis)


def _header_of(rows: Iterable[tuple[TableCell, ...]], printed: _Printed) -> int:
    """How many rows from the top are headings: up to a row of figures, the blank row in between counted."""
    header = 0
    for at, row in enumerate(rows):
        filled = [cell for cell in row if cell.text.strip()]
        if not filled and at:
            return at + 1
        if at >= _HEADER_AT_MOST:
            break
        if _is_body(row, filled, printed):
            break
        if len(filled) > 1 or (filled and filled[0].column > 0):
            header = at + 1
    return header


def _is_body(row: tuple[TableCell, ...], filled: list[TableCell], printed: _Printed) -> bool:
    """Whether the row holds figures: numbers or dashes beside a label that are neither years nor letters of columns."""
    others = [cell for cell in filled if cell is not row[0]]
    asked = [cell for cell in others if not (_LETTERS.fullmatch(plain(cell.text)) or _YEAR.fullmatch(plain(cell.text)))]
    figures = sum(printed.is_figure(cell) for cell in asked)
    return figures > 0 and figures * 2 >= len(asked) and bool(row[0].text.strip())


def _anchors(
    rows: tuple[tuple[TableCell, ...], ...], header: int, spans: Mapping[int, int]
) -> dict[int, tuple[int, int]]:
    """Where the headings of the columns of figures lie: on the same columns of the grid, or, where headings and
    figures were set on different grids but count the same, in the same order."""
    anchors = {column: (column, column + span) for column, span in spans.items()}
    lowest = _lowest_headings(rows[:header])
    for row in rows[header:]:
        if len(row) != len(lowest) or not all(column in {cell.column for cell in row} for column in spans):
            continue
        for cell, heading in zip(row, lowest, strict=True):
            if cell.column in anchors:
                anchors[cell.column] = (heading.column, heading.column + heading.column_span)
        break
    return anchors


def _lowest_headings(rows: tuple[tuple[TableCell, ...], ...]) -> list[TableCell]:
    """The headings that no other stands under, from the left: the last row of them and what reaches down beside it."""
    printed = [row for row in rows if any(cell.text.strip() for cell in row)]
    while printed and all(_LETTERS.fullmatch(plain(cell.text)) or not cell.text.strip() for cell in printed[-1]):
        printed.pop()
    if not printed:
        return []
    last = printed[-1][0].row
    reaching = [cell for row in printed[:-1] for cell in row if cell.row + cell.row_span > last]
    return sorted((*printed[-1], *reaching), key=lambda cell: cell.column)


def _figure_spans(rows: Iterable[tuple[TableCell, ...]], printed: _Printed) -> dict[int, int]:
    """The columns after the first in which at least half of what is printed are figures, with their width."""
    figures: dict[int, int] = {}
    filled: dict[int, int] = {}
    spans: dict[int, int] = {}
    for row in rows:
        for cell in row:
            if cell.column == 0 or not cell.text.strip():
                continue
            filled[cell.column] = filled.get(cell.column, 0) + 1
            if printed.is_figure(cell):
                figures[cell.column] = figures.get(cell.column, 0) + 1
                spans[cell.column] = min(spans.get(cell.column, cell.column_span), cell.column_span)
    return {column: spans[column] for column, count in figures.items() if count * 2 >= filled[column]}
