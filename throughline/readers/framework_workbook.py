"""Reads a workbook of a plan of results: a row for each element, wherever its columns stand."""

from collections.abc import Mapping
from dataclasses import dataclass

from throughline.engine.planning.frameworks import Element
from throughline.engine.planning.sheets import FIELDS, NEEDED, element_in
from throughline.readers.rows_workbook import Columns, RowsOfWorkbook, read_rows


@dataclass(frozen=True, slots=True)
class PlacedElement:
    """An element with the row that says it, counted from 1."""

    element: Element
    row: int


@dataclass(frozen=True, slots=True)
class FrameworkWorkbook:
    """What a workbook says: its rows, with what is wrong with them, and the elements in them."""

    read: RowsOfWorkbook
    elements: tuple[PlacedElement, ...]


def read_framework_workbook(data: bytes, file: str, heads: Mapping[str, str]) -> FrameworkWorkbook:
    """The plan in these bytes, never raising; `heads` are {name of a column, casefolded: field} in any language."""
    read = read_rows(data, file, Columns(FIELDS, NEEDED, heads))
    return FrameworkWorkbook(read, tuple(PlacedElement(element_in(cells), number) for number, cells in read.rows))
