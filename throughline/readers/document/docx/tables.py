"""Tables of a docx on their grid: merged cells once, rows as the view has them."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from throughline.readers.document.docx import names
from throughline.readers.document.docx.names import VAL, is_on, number
from throughline.readers.document.draft import Place
from throughline.readers.document.records import Line, TableCell

_MAX_COLUMNS = 1_000
_ROW_CHANGES = {names.INS: names.INS, names.DEL: names.DEL, names.CELLINS: names.INS, names.CELLDEL: names.DEL}


@dataclass(slots=True)
class Shape:
    """Where a cell stands on its grid, from its properties; `merge` is "", "restart" or "continue"."""

    span: int = 1
    merge: str = ""
    beside: str = ""
    change: str = ""


@dataclass(slots=True)
class RowShape:
    """How a row begins and whether it heads the table; `change` is the tag of the change that made or removed it."""

    before: int = 0
    is_header: bool = False
    change: str = ""


@dataclass(slots=True)
class OpenCell:
    """A cell that a merge may still enlarge."""

    row: int
    column: int
    columns: int
    start: int
    end: int
    first_line: int
    last_line: int
    rows: int = 1


def through(parent: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """The children of one kind, also those wrapped in content controls or other wrappers."""
    for child in parent:
        if child.tag == wanted:
            yield child
        elif child.tag not in names.SKIPPED and child.tag not in (names.TR, names.TC, names.P, names.TBL):
            yield from through(child, wanted)


def row_shape(row: etree._Element) -> RowShape:
    """The properties of a row that matter to the grid."""
    shape = RowShape()
    properties = row.find(names.TRPR)
    for child in () if properties is None else properties:
        tag = child.tag
        if tag == names.GRIDBEFORE:
            shape.before = min(max(number(child.get(VAL)), 0), _MAX_COLUMNS)
        elif tag == names.TBLHEADER:
            shape.is_header = is_on(child.get(VAL))
        elif tag in _ROW_CHANGES:
            shape.change = _ROW_CHANGES[tag]
    return shape


def cell_shape(cell: etree._Element) -> Shape:
    """The properties of a cell that matter to the grid."""
    shape = Shape()
    properties = cell.find(names.TCPR)
    for child in () if properties is None else properties:
        tag = child.tag
        if tag == names.GRIDSPAN:
            shape.span = min(max(number(child.get(VAL), 1), 1), _MAX_COLUMNS)
        elif tag == names.VMERGE:
            shape.merge = child.get(VAL) or "continue"
        elif tag == names.HMERGE:
            shape.beside = child.get(VAL) or "continue"
        elif tag in _ROW_CHANGES:
            shape.change = _ROW_CHANGES[tag]
    return shape


def finished(cell: OpenCell, lines: list[Line]) -> TableCell:
    """The cell as a record, its text read off its lines."""
    own = lines[cell.first_line : cell.last_line]
    return TableCell(
        text="\n".join([line.text for line in own]),
        row=cell.row,
        column=cell.column,
        row_span=cell.rows,
        column_span=cell.columns,
        start=cell.start,
        end=cell.end,
        bold=bool(own) and all(_is_bold(line) for line in own),
        style=own[0].style if own else "",
    )


def _is_bold(line: Line) -> bool:
    """Whether every printed character of a line is bold."""
    text = line.text
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    for one in line.emphasis:
        if one.kind == "bold" and one.start <= start and end <= one.end:
            return True
    return start >= end


def cell_place(place: Place, table: int, row: int, column: int) -> Place:
    """The place of a cell's lines: its part stays that of a header, note or text box, else it is `cell`."""
    part = "cell" if place.part == "body" else place.part
    return Place(part, table, row, column, place.mark, place.page)
