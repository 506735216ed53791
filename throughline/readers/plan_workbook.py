"""Reads a workbook of a plan back: the cells with their places, and what is wrong with it; never trusts its sizes."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

from lxml import etree
from python_calamine import CalamineWorkbook

from throughline.engine.editing.sheets import SHEETS, SheetCell
from throughline.engine.findings import Finding, Sentence, Severity
from throughline.readers.document.archive import Archive
from throughline.readers.document.records import Unreadable

MAX_BYTES = 20_000_000
VERSIONS = "throughline"
FIRST_ROW = 3
ERRORS = frozenset({"#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#N/A"})
# A plan has hundreds of rows and some tens of columns.
MAX_ROWS, LONGEST_COLUMN = 50_000, 2
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_PLACE = re.compile(r"(?P<column>[A-Z]{0,3})(?P<row>[0-9]{1,7})")
_CODE = re.compile(rf"key ({'|'.join(SHEETS)})")
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True)
class PlanWorkbook:
    """A workbook that came back: what it was made from, its cells, what is wrong."""

    made_from: dict[str, str]
    cells: tuple[SheetCell, ...]
    findings: tuple[Finding, ...]


def read_plan_workbook(data: bytes, file: str) -> PlanWorkbook:
    """The workbook in these bytes, never raising: a file that is none gives PL-WORKBOOK and no cells.

    PL-FORMULA, PL-TWICE, PL-SHEET and PL-COLUMN name the sheet, the row and the column.
    """
    try:
        book, formulas = opened_workbook(data, file)
    except Unreadable as wrong:
        return PlanWorkbook({}, (), (wrong.finding,))
    except Exception:  # A library in another language says in its own ways that a file is damaged.
        return PlanWorkbook({}, (), (_no_workbook(file),))
    made_from = made_from_of(book)
    if not made_from:
        return PlanWorkbook({}, (), (_no_workbook(file),))
    cells: list[SheetCell] = []
    findings: list[Finding] = []
    there: set[str] = set()
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        found = _CODE.fullmatch(str(rows[0][0])) if rows and rows[0] else None
        if found is None:
            continue
        there.add(found[1])
        own = _Sheet(name, found[1], rows, formulas.get(name, frozenset()))
        cells += own.cells
        findings += own.findings
        findings += _columns_missing(own, made_from)
    findings += [_sheet_missing(kind) for kind in SHEETS if kind not in there]
    return PlanWorkbook(made_from, tuple(cells), tuple(findings))


def opened_workbook(data: bytes, file: str) -> tuple[Any, dict[str, frozenset[str]]]:
    """The workbook opened from parts that were read within limits, and the cells of each sheet that hold formulas."""
    if len(data) > MAX_BYTES:
        raise ValueError("too large")
    archive = Archive(data, file)
    parts = {name: archive.read(name) for name in archive.names() if name.endswith((".xml", ".rels"))}
    formulas = {name: _formulas_within(content, file) for name, content in parts.items() if SHEET.fullmatch(name)}
    again = BytesIO()
    with zipfile.ZipFile(again, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    again.seek(0)
    return CalamineWorkbook.from_filelike(again), _by_sheet(parts, formulas)


def _formulas_within(content: bytes, file: str) -> frozenset[str]:
    """The names of a sheet's cells that hold formulas, by whatever prefix.

    The library that reads the sheet makes room for every cell up to the last one that is named: a sheet whose last
    cell lies beyond what a plan can fill is refused before it does.
    """
    found = set()
    for _event, element in etree.iterparse(
        BytesIO(content), events=("start",), resolve_entities=False, no_network=True
    ):
        kind = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if kind in ("c", "row") and (place := element.get("r")):
            _check_place(place, file)
        elif kind == "f" and (cell := element.getparent()) is not None:
            found.add(str(cell.get("r")))
    return frozenset(found)


def _check_place(place: str, file: str) -> None:
    named = _PLACE.fullmatch(place)
    if named is None or len(named["column"]) > LONGEST_COLUMN or int(named["row"]) > MAX_ROWS:
        message = Sentence(
            "%(file)s has a cell at %(place)s, far beyond the plan: delete the empty rows and columns, or take the "
            "workbook out anew.",
            file=file,
            place=place[:40],
        )
        raise Unreadable(Finding("PL-WORKBOOK", Severity.ERROR, file, message))


def _by_sheet(parts: dict[str, bytes], formulas: dict[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """The same by the name of the sheet."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    links = etree.fromstring(parts["xl/_rels/workbook.xml.rels"], parser)
    targets = {one.get("Id"): str(one.get("Target")).removeprefix("/xl/") for one in links}
    sheets = etree.fromstring(parts["xl/workbook.xml"], parser).iter(f"{_MAIN}sheet")
    return {
        str(sheet.get("name")): formulas.get(f"xl/{targets.get(sheet.get(_LINK), '')}", frozenset()) for sheet in sheets
    }


def made_from_of(book: Any) -> dict[str, str]:
    """What the hidden sheet says that a workbook was made from; {} for one that was made elsewhere."""
    if VERSIONS not in book.sheet_names:
        return {}
    rows = book.get_sheet_by_name(VERSIONS).to_python(skip_empty_area=False)
    return {str(row[0]): text_of(row[1]) for row in rows if len(row) > 1 and row[0]}


class _Sheet:
    """The cells of a sheet, and what is wrong with them."""

    def __init__(self, name: str, kind: str, rows: Sequence[Sequence[Any]], formulas: frozenset[str]) -> None:
        self.name, self.kind, self.formulas = name, kind, formulas
        self.fields = [str(code) for code in rows[0]]
        self.cells: list[SheetCell] = []
        self.findings: list[Finding] = []
        seen: dict[str, int] = {}
        for number, row in enumerate(rows[FIRST_ROW - 1 :], start=FIRST_ROW):
            key = text_of(row[0]).strip()
            if key in seen:
                self._wrong("PL-TWICE", number, "A", _twice(key, seen[key]))
            elif key:
                seen[key] = number
                self.cells += self._row(number, key, row)
            elif any(text_of(value).strip() for value in row[2:]):
                self._wrong("PL-NO-NODE", number, "A", NO_KEY)

    def _row(self, number: int, key: str, row: Sequence[Any]) -> Iterator[SheetCell]:
        for at, value in enumerate(row[2 : len(self.fields)], start=2):
            column, text = column_name(at), text_of(value)
            if f"{column}{number}" in self.formulas or text in ERRORS:
                self._wrong("PL-FORMULA", number, column, FORMULA)
            elif self.fields[at]:
                yield SheetCell(self.name, number, column, self.kind, key, self.fields[at], text)

    def _wrong(self, code: str, row: int, column: str, message: Sentence) -> None:
        self.findings.append(Finding(code, Severity.ERROR, place_of(self.name, row, column), message))


NO_KEY = Sentence(
    "The cell that names the row is empty: put its key back, or add what is new on the page of its place."
)
FORMULA = Sentence("A formula stands here: put its value in its place, as a text or a number.")


def place_of(sheet: str, row: int, column: str) -> str:
    """The place of a cell in words that findings use."""
    return f"{sheet}!{column}{row}"


def _twice(key: str, first: int) -> Sentence:
    return Sentence("%(key)s stands in row %(row)s already: keep one of the two.", key=key, row=first)


def _sheet_missing(kind: str) -> Finding:
    message = Sentence("The sheet of %(kind)s is not there: what it held stays as it is.", kind=kind)
    return Finding("PL-SHEET", Severity.WARNING, kind, message)


def _columns_missing(sheet: _Sheet, made_from: dict[str, str]) -> Iterator[Finding]:
    """PL-COLUMN for each column that went out and is not there: what it held stays as it is."""
    for field in made_from.get(f"columns {sheet.kind}", "").split():
        if field not in sheet.fields:
            message = Sentence("The column %(field)s is not there: what it held stays as it is.", field=field)
            yield Finding("PL-COLUMN", Severity.WARNING, sheet.name, message)


def _no_workbook(file: str) -> Finding:
    message = Sentence(
        "%(file)s is no workbook that was made here, or it is damaged or larger than 20 MB: take a new one out, and "
        "type into that.",
        file=file,
    )
    return Finding("PL-WORKBOOK", Severity.ERROR, file, message)


def text_of(value: Any) -> str:
    """The text of a cell: a number as it is written, a day as 2026-03-02."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return f"{Decimal(repr(value)).normalize():f}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)


def column_name(at: int) -> str:
    """The letters of a column, counted from 0: A, B, ..., Z, AA."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
