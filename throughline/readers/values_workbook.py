"""Reads values of indicators from a workbook, ours or one that people made: rows by place, and what is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from throughline.engine.findings import Finding, Sentence, Severity
from throughline.engine.monitoring.sheets import CELL, EVIDENCE, NEEDED, PLACE, READ, REPORT, VALUE, WAS, ReadRow
from throughline.readers.document.records import Unreadable
from throughline.readers.plan_workbook import ERRORS, column_name, opened_workbook, place_of, text_of
from throughline.readers.rows_workbook import Columns, row_of_heads

# What our own workbooks call the column of reports in their row of codes.
CODED = f"values {REPORT}"


@dataclass(frozen=True, slots=True)
class ValuesWorkbook:
    """A workbook that was read: its rows, those without a value left out, and what is wrong with it."""

    rows: tuple[ReadRow, ...]
    findings: tuple[Finding, ...]


def read_values_workbook(data: bytes, file: str, headings: Mapping[str, str]) -> ValuesWorkbook:
    """The workbook in these bytes, never raising; `headings` are the words by which columns may be called, by code.

    Columns are found by their codes or their headings, wherever they stand; a merged head counts for its first column.
    MO-WORKBOOK (no workbook, or without the columns that are needed), MO-FORMULA (a formula or an error in its place),
    MO-ROW (a value in a row that names no report) name the sheet, the row and the column.
    """
    try:
        book, formulas = opened_workbook(data, file)
    except Unreadable as wrong:
        return ValuesWorkbook((), (_renamed(wrong.finding),))
    except Exception:  # A library in another language says in its own ways that a file is damaged.
        return ValuesWorkbook((), (_no_workbook(file),))
    rows: list[ReadRow] = []
    findings: list[Finding] = []
    wanted = Columns(READ, NEEDED, {words.casefold(): code for code, words in headings.items()} | {CODED: REPORT})
    is_known = False
    for name in book.sheet_names:
        table = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        head = row_of_heads(table, wanted)
        if head is None:
            continue
        is_known = True
        own, wrong_here = _rows(name, table, head, wanted, formulas.get(name, frozenset()))
        rows += own
        findings += wrong_here
    if not is_known:
        findings.append(_no_columns(file, headings))
    return ValuesWorkbook(tuple(rows), tuple(findings))


def _rows(
    sheet: str, table: Sequence[Sequence[Any]], head: int, wanted: Columns, formulas: frozenset[str]
) -> tuple[list[ReadRow], list[Finding]]:
    columns: dict[str, int] = {}
    for at, value in enumerate(table[head]):
        columns.setdefault(wanted.field(value), at)
    rows: list[ReadRow] = []
    findings: list[Finding] = []
    value_column = column_name(columns[VALUE])
    # Where the codes stand, the headings stand below them and are no row.
    first = head + (2 if text_of(table[head][columns[REPORT]]).casefold() == CODED else 1)
    for number, row in enumerate(table[first:], start=first + 1):
        told = {code: text_of(row[columns[code]]).strip() if code in columns else "" for code in READ}
        where = place_of(sheet, number, value_column)
        if f"{value_column}{number}" in formulas or told[VALUE] in ERRORS:
            findings.append(Finding("MO-FORMULA", Severity.ERROR, where, FORMULA))
        elif told[VALUE] == told[WAS] and not told[EVIDENCE]:
            continue
        elif not told[REPORT]:
            findings.append(Finding("MO-ROW", Severity.ERROR, where, NO_REPORT))
        else:
            rows.append(ReadRow(told[REPORT], told[CELL], told[PLACE], told[VALUE], told[EVIDENCE], where))
    return rows, findings


FORMULA = Sentence("A formula or an error stands here: put the value in its place, as a text or a number.")
NO_REPORT = Sentence("This row has a value and names no report: put the address of its report back, or clear the row.")


def _renamed(finding: Finding) -> Finding:
    return Finding("MO-WORKBOOK", finding.severity, finding.where, finding.message)


def _no_workbook(file: str) -> Finding:
    message = Sentence(
        "%(file)s is no workbook, or it is damaged or larger than 20 MB: take one out here, and type into that.",
        file=file,
    )
    return Finding("MO-WORKBOOK", Severity.ERROR, file, message)


def _no_columns(file: str, headings: Mapping[str, str]) -> Finding:
    message = Sentence(
        "%(file)s has no sheet with the columns %(report)s and %(value)s: take one out here, and type into that.",
        file=file,
        report=headings.get(REPORT, REPORT),
        value=headings.get(VALUE, VALUE),
    )
    return Finding("MO-WORKBOOK", Severity.ERROR, file, message)
