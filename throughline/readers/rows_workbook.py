"""Reads a workbook of rows: columns found by their heads wherever they stand, what is wrong named with its cell."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from throughline.engine.findings import Finding, Sentence, Severity
from throughline.readers.document.records import Unreadable
from throughline.readers.plan_workbook import (
    ERRORS,
    VERSIONS,
    column_name,
    made_from_of,
    opened_workbook,
    place_of,
    text_of,
)

# Among so many rows from the top the heads of the columns are looked for.
HEAD_WITHIN = 20


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns that are wanted: the fields, those that no row can do without, and the names that each goes by.

    `heads` are {name of a column, casefolded: field} in any language; a field goes by its own name too.
    """

    fields: Collection[str]
    needed: Collection[str]
    heads: Mapping[str, str]

    def field(self, value: Any) -> str:
        """The field that the head of a column names; "" for none."""
        name = " ".join(text_of(value).split()).casefold()
        return name if name in self.fields else self.heads.get(name, "")


@dataclass(frozen=True, slots=True)
class RowsOfWorkbook:
    """The rows of the sheet that has the columns wanted: (number counted from 1, {field: text}), and what is wrong."""

    made_from: Mapping[str, str]
    sheet: str
    columns: Mapping[str, str]
    rows: tuple[tuple[int, Mapping[str, str]], ...]
    findings: tuple[Finding, ...]

    def place(self, row: int, field: str) -> str:
        """The place of a cell in words that findings use."""
        return place_of(self.sheet, row, self.columns.get(field, "A"))


def read_rows(data: bytes, file: str, wanted: Columns) -> RowsOfWorkbook:
    """The rows in these bytes, never raising.

    The first sheet with the heads that are needed is read. PL-WORKBOOK: no workbook, or no such sheet; PL-FORMULA,
    PL-MERGED, PL-COLUMN-TWICE and PL-COLUMN-UNKNOWN name sheet, row and column.
    """
    try:
        book, formulas = opened_workbook(data, file)
    except Unreadable as wrong:
        return _refused(wrong.finding)
    except Exception:  # A library in another language says in its own ways that a file is damaged.
        return _refused(_no_workbook(file))
    for name in book.sheet_names:
        page = book.get_sheet_by_name(name)
        rows = page.to_python(skip_empty_area=False) if name != VERSIONS else ()
        head = row_of_heads(rows, wanted)
        if head is not None:
            sheet = _Sheet(name, rows, head, wanted, formulas.get(name, frozenset()))
            found = (*sheet.head_findings(), *sheet.merged(page.merged_cell_ranges or ()), *sheet.findings)
            return RowsOfWorkbook(made_from_of(book), name, sheet.letters, tuple(sheet.rows), found)
    return _refused(_no_heads(file, wanted))


def row_of_heads(rows: Sequence[Sequence[Any]], wanted: Columns) -> int | None:
    """The row of the heads, counted from 0: the first that names what no row can do without."""
    for at, row in enumerate(rows[:HEAD_WITHIN]):
        if set(wanted.needed) <= {wanted.field(value) for value in row}:
            return at
    return None


class _Sheet:
    """The rows that a sheet says, and what is wrong with its cells."""

    def __init__(
        self,
        name: str,
        rows: Sequence[Sequence[Any]],
        head: int,
        wanted: Columns,
        formulas: frozenset[str],
    ) -> None:
        self.name, self.head, self.wanted, self.formulas = name, head, wanted, formulas
        self.named = rows[head]
        self.columns: dict[str, int] = {}
        for at, value in enumerate(self.named):
            if field := wanted.field(value):
                self.columns.setdefault(field, at)
        self.letters = {field: column_name(at) for field, at in self.columns.items()}
        self.last = head
        self.rows: list[tuple[int, Mapping[str, str]]] = []
        self.findings: list[Finding] = []
        for number, row in enumerate(rows[head + 1 :], start=head + 2):
            cells = {field: text_of(row[at]).strip() if at < len(row) else "" for field, at in self.columns.items()}
            # Empty rows, however many, say nothing.
            if any(cells.values()):
                self.last = number - 1
                self._row(number, cells)

    def _row(self, number: int, cells: Mapping[str, str]) -> None:
        for field, text in cells.items():
            letter = self.letters[field]
            if f"{letter}{number}" in self.formulas or text in ERRORS:
                self.findings.append(self._wrong("PL-FORMULA", number, letter, FORMULA))
        self.rows.append((number, cells))

    def head_findings(self) -> Iterator[Finding]:
        """PL-COLUMN-TWICE and PL-COLUMN-UNKNOWN: two columns with one head, and one whose head says nothing here."""
        number = self.head + 1
        for at, value in enumerate(self.named):
            field, letter = self.wanted.field(value), column_name(at)
            if field and self.columns[field] != at:
                message = Sentence(
                    "“%(head)s” stands over another column already: keep one of the two.", head=text_of(value)
                )
                yield self._wrong("PL-COLUMN-TWICE", number, letter, message)
            elif not field and text_of(value).strip():
                message = Sentence(
                    "No column here is called “%(head)s”: what stands below it is left out.",
                    head=text_of(value)[:80],
                )
                yield Finding("PL-COLUMN-UNKNOWN", Severity.WARNING, place_of(self.name, number, letter), message)

    def merged(self, ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> Iterator[Finding]:
        """PL-MERGED: cells that are joined in the heads or below them, so that only the first says something."""
        for (top, left), (bottom, _right) in ranges:
            if bottom >= self.head and top <= self.last:
                yield self._wrong("PL-MERGED", top + 1, column_name(left), MERGED)

    def _wrong(self, code: str, row: int, column: str, message: Sentence) -> Finding:
        return Finding(code, Severity.ERROR, place_of(self.name, row, column), message)


FORMULA = Sentence("A formula stands here: put its value in its place, as a text or a number.")
MERGED = Sentence("Cells are joined here: separate them, and write into each what it says.")


def _refused(finding: Finding) -> RowsOfWorkbook:
    return RowsOfWorkbook({}, "", {}, (), (finding,))


def _no_workbook(file: str) -> Finding:
    message = Sentence(
        "%(file)s is no workbook (xlsx), or it is damaged or larger than 20 MB: save it anew as xlsx.", file=file
    )
    return Finding("PL-WORKBOOK", Severity.ERROR, file, message)


def _no_heads(file: str, wanted: Columns) -> Finding:
    message = Sentence(
        "No sheet of %(file)s has columns for %(needed)s within its first %(rows)s rows: name them so in one row, or "
        "take a workbook out here and type into that.",
        file=file,
        needed=", ".join(wanted.needed),
        rows=HEAD_WITHIN,
    )
    return Finding("PL-WORKBOOK", Severity.ERROR, file, message)
