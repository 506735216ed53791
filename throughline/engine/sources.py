"""Where a fact came from: a file and a span of its text, a cell of a table, or a person."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """The place of a figure in a printed table: labels as printed, positions counted from 0.

    `table` is the printed number ("10.19") or, where none is printed, "#3" for the third table of the file;
    `row` and `column` are the printed labels, joined with " / " where headings are stacked.
    """

    table: str
    row: str
    column: str
    row_index: int = -1
    column_index: int = -1


@dataclass(frozen=True, slots=True)
class Source:
    """Where a text or a figure came from: the digest of the file, and the span or cell in it."""

    sha256: str
    file: str
    span: tuple[int, int] | None = None
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person typed into a plan since its document was read: who and when (ISO 8601, UTC), in place of a cell.

    `node` is the address within the plan ("SP1/R2", "" for the plan's own title), `field` what of it ("narrative",
    "M1/2026-planned"), or `added` or `removed` for the whole of it.
    """

    node: str
    field: str
    by: str
    at: str
