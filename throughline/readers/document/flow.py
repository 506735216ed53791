"""Running text of html and xml: pieces become lines with white space folded, tables become grids."""

import re
from dataclasses import dataclass, field

from throughline.readers.document.draft import BODY, Draft, Place
from throughline.readers.document.emphasis import emphasis_of
from throughline.readers.document.records import Line, Table, TableCell

LINE_BREAK = "\u2028"
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_AROUND_BREAK = re.compile(rf" ?{LINE_BREAK} ?")
MAX_SPAN = 250
"""Rows or columns that one cell may cover, and the last column that a cell of an earlier row may cover."""


@dataclass(slots=True)
class _OpenCell:
    row: int
    column: int
    rows: int
    columns: int
    first_line: int
    start: int


@dataclass(slots=True)
class _OpenTable:
    index: int
    parent: int | None
    start: int
    after_line: int
    outer: Place
    row: int = -1
    headers: int = 0
    row_is_head: bool = False
    columns: int = 0
    cells: list[TableCell] = field(default_factory=list)
    next_column: int = 0
    covered: dict[int, int] = field(default_factory=dict)
    cell: _OpenCell | None = None


class Flow:
    """Gathers text until a line ends; `place`, `style`, `label` and `indent` are those of the line being gathered."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._pieces: list[tuple[str, int]] = []
        self._tables: list[_OpenTable] = []
        self.place = BODY
        self.label = ""

    def add(self, text: str, flags: int) -> None:
        """Adds text to the line; white space is folded when the line ends."""
        if text:
            self._pieces.append((text, flags))

    def end_line(self, style: str = "", indent: int = 0) -> None:
        """Puts the line down, if it holds anything; else the label waits for the next line."""
        pieces = _folded(self._pieces) if self._pieces else []
        self._pieces.clear()
        if pieces:
            text = "".join(text for text, _ in pieces)
            self._draft.put(text, self.place, style, self.label, emphasis_of(pieces), indent)
            self.label = ""

    def end_label(self, style: str = "", indent: int = 0) -> None:
        """Puts down a label that no line followed."""
        if self.label:
            self._draft.put("", self.place, style, self.label, (), indent)
            self.label = ""

    def begin_table(self) -> None:
        """Opens a table, perhaps within a cell; call `end_line` before."""
        draft = self._draft
        index = len(draft.tables)
        draft.tables.append(None)
        parent = self._tables[-1].index if self._tables else None
        self._tables.append(_OpenTable(index, parent, draft.position, len(draft.lines) - 1, self.place))

    def begin_row(self, is_head: bool = False) -> None:
        """Opens a row of the innermost table; `is_head` where the markup says that it heads the table."""
        if self._tables:
            table = self._tables[-1]
            table.headers += table.row_is_head and table.headers == table.row
            table.row += 1
            table.row_is_head = is_head
            table.next_column = 0

    def begin_cell(self, rows: int, columns: int) -> None:
        """Opens a cell of the innermost table at the first free place of the row."""
        if not self._tables:
            return
        table = self._tables[-1]
        if table.row < 0:
            table.row = 0
        rows, columns = min(max(rows, 1), MAX_SPAN), min(max(columns, 1), MAX_SPAN)
        column = table.next_column
        while table.covered.get(column, -1) >= table.row:
            column += 1
        if rows > 1:
            for place in range(column, min(column + columns, MAX_SPAN)):
                table.covered[place] = table.row + rows - 1
        table.next_column = column + columns
        table.columns = max(table.columns, table.next_column)
        part = "cell" if table.outer.part == "body" else table.outer.part
        self.place = table.outer._replace(part=part, table=table.index, row=table.row, column=column)
        table.cell = _OpenCell(table.row, column, rows, columns, len(self._draft.lines), self._draft.position)

    def end_cell(self) -> None:
        """Closes the open cell of the innermost table; call `end_line` before."""
        if not self._tables or self._tables[-1].cell is None:
            return
        table = self._tables[-1]
        cell, table.cell = table.cell, None
        assert cell is not None
        own = self._draft.lines[cell.first_line :]
        end = own[-1].end if own else cell.start
        text = "\n".join(line.text for line in own)
        bold = bool(own) and all(_is_bold(line) for line in own)
        style = own[0].style if own else ""
        table.cells.append(
            TableCell(text, cell.row, cell.column, cell.rows, cell.columns, cell.start, end, bold, style)
        )
        self.place = table.outer

    def end_table(self) -> None:
        """Closes the innermost table; call `end_line` before."""
        if not self._tables:
            return
        self.end_cell()
        table = self._tables.pop()
        rows = table.row + 1
        table.headers += table.row_is_head and table.headers == table.row
        cells = tuple(_within(cell, rows) for cell in table.cells)
        end = max(table.start, self._draft.position - 1)
        self._draft.tables[table.index] = Table(
            *(table.index, rows, table.columns, cells, table.start, end),
            *(table.after_line, table.parent, table.headers),
        )
        self.place = table.outer

    def close(self, style: str = "") -> None:
        """Ends the line and every table still open."""
        self.end_line(style)
        self.end_label(style)
        while self._tables:
            self.end_table()


def _within(cell: TableCell, rows: int) -> TableCell:
    """The cell, not reaching below the last row of its table."""
    if cell.row + cell.row_span <= rows:
        return cell
    span = max(rows - cell.row, 1)
    return TableCell(
        *(cell.text, cell.row, cell.column, span, cell.column_span, cell.start, cell.end, cell.bold, cell.style)
    )


def _is_bold(line: Line) -> bool:
    return any(one.kind == "bold" and one.start == 0 and one.end == len(line.text) for one in line.emphasis)


def _folded(pieces: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """The pieces with runs of white space as one space, none at the ends; a line break stands alone."""
    folded: list[tuple[str, int]] = []
    after_space = True
    for text, flags in pieces:
        text = _AROUND_BREAK.sub(LINE_BREAK, _SPACE.sub(" ", text))
        if after_space:
            text = text.removeprefix(" ")
        if text.startswith(LINE_BREAK):
            _trim(folded)
        if text:
            folded.append((text.replace(LINE_BREAK, "\n"), flags))
            after_space = text.endswith((" ", LINE_BREAK))
    _trim(folded)
    return folded


def _trim(pieces: list[tuple[str, int]]) -> None:
    """Takes spaces and line breaks off the end."""
    while pieces:
        text, flags = pieces[-1]
        trimmed = text.rstrip(" \n")
        if trimmed:
            pieces[-1] = (trimmed, flags)
            return
        pieces.pop()
