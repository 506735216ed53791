"""Writes the part of a plan that persons may edit as a workbook: protected keys and headings, lists to choose from."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter

from throughline.engine.editing.sheets import NOT_HERE, Sheet, fits

# The hidden sheets: what the workbook was made from, and the lists to choose from.
VERSIONS, LISTS = "throughline", "lists"
HEADING_ROWS = 2
_WIDTHS = {"title": 50, "narrative": 80, "objective": 60, "strategy": 80, "expected": 60, "unit": 24, "entity": 40}
# More than that no list of a cell shows.
_LONGEST_LIST, _LONGEST_CHOICE = 500, 255


def plan_workbook(
    sheets: Sequence[Sheet],
    made_from: Mapping[str, str],
    names: Mapping[str, str],
    headings: Mapping[str, str],
    when: datetime,
) -> bytes:
    """The workbook as bytes.

    `made_from` goes to the hidden sheet ({"plan": ..., "version": ...}); `names` are those of the sheets by kind,
    `headings` those of the columns by field, "key" and "context" among them. Every text is written as a text, never as
    a formula; a number only where it reads back as the same text. `when` is the time of what it was made from: the same
    again gives the same bytes.
    """
    content = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(content, options)
    book.set_properties({"created": when.replace(tzinfo=None)})
    formats = _formats(book)
    lists = _Lists()
    for sheet in sheets:
        _write(book.add_worksheet(names[sheet.kind]), sheet, headings, formats, lists)
    hidden = book.add_worksheet(VERSIONS)
    for at, (name, value) in enumerate(made_from.items()):
        hidden.write_string(at, 0, name)
        hidden.write_string(at, 1, value)
    hidden.protect()
    hidden.very_hidden()
    lists.write(book.add_worksheet(LISTS))
    book.close()
    return content.getvalue()


def _formats(book: Any) -> dict[str, Any]:
    text = {"text_wrap": True, "valign": "top", "num_format": "@"}
    return {
        "heading": book.add_format({"bold": True, "bg_color": "#10324F", "font_color": "#FFFFFF", "text_wrap": True}),
        "locked": book.add_format({**text, "bg_color": "#EEF1F4", "font_color": "#4A5968"}),
        "text": book.add_format({**text, "locked": False}),
        "number": book.add_format({"valign": "top", "locked": False}),
    }


class _Lists:
    """The hidden sheet with the texts to choose from, a column for each field; written when all are known."""

    def __init__(self) -> None:
        self.columns: list[list[str]] = []

    def validation(self, texts: Sequence[str]) -> dict[str, Any]:
        """What lets a cell choose one of the texts, and type another."""
        choices = sorted({text for text in texts if text and len(text) <= _LONGEST_CHOICE and fits(text)})
        choices = choices[:_LONGEST_LIST]
        if not choices:
            return {}
        column = xlsxwriter.utility.xl_col_to_name(len(self.columns))
        self.columns.append(choices)
        return {"validate": "list", "source": f"={LISTS}!${column}$1:${column}${len(choices)}", "show_error": False}

    def write(self, page: Any) -> None:
        """Write the lists, a column for each."""
        for at, choices in enumerate(self.columns):
            for row, text in enumerate(choices):
                page.write_string(row, at, text)
        page.protect()
        page.very_hidden()


def _write(page: Any, sheet: Sheet, headings: Mapping[str, str], formats: Mapping[str, Any], lists: _Lists) -> None:
    """One sheet: a hidden row of codes, the headings, then a row for each node."""
    codes = (f"key {sheet.kind}", "", *sheet.fields)
    for at, code in enumerate(codes):
        page.write_string(0, at, code, formats["locked"])
        name = headings["key"] if at == 0 else headings["context"] if at == 1 else headings.get(code, code)
        page.write_string(1, at, name, formats["heading"])
        page.set_column(at, at, 22 if at == 0 else 40 if at == 1 else _WIDTHS.get(code, 16))
    page.set_row(0, None, None, {"hidden": True})
    page.freeze_panes(HEADING_ROWS, 2)
    for number, row in enumerate(sheet.rows, start=HEADING_ROWS):
        page.write_string(number, 0, row.key, formats["locked"])
        page.write_string(number, 1, row.context if fits(row.context) else NOT_HERE, formats["locked"])
        for at, text in enumerate(row.cells, start=2):
            _write_cell(page, number, at, text, sheet.fields[at - 2][:1].isdigit(), formats)
    _protect(page, sheet, lists)


def _write_cell(page: Any, row: int, column: int, text: str | None, is_value: bool, formats: Mapping[str, Any]) -> None:
    if text is None:
        page.write_blank(row, column, None, formats["locked"])
    elif not fits(text):
        page.write_string(row, column, NOT_HERE, formats["locked"])
    elif is_value and _is_plain_number(text):
        page.write_number(row, column, float(text), formats["number"])
    elif text:
        page.write_string(row, column, text, formats["text"])
    else:
        page.write_blank(row, column, None, formats["text"])


def _is_plain_number(text: str) -> bool:
    """Tell whether the text is what a number of a workbook reads back as."""
    if not (text.isascii() and text.replace(".", "", 1).isdigit()) or len(text) > 15:
        return False
    return f"{Decimal(text):f}" == text == f"{Decimal(repr(float(text))).normalize():f}"


def _protect(page: Any, sheet: Sheet, lists: _Lists) -> None:
    last = HEADING_ROWS + len(sheet.rows) - 1
    for name in ("unit", "entity"):
        if name in sheet.fields and sheet.rows:
            at = sheet.fields.index(name)
            if choice := lists.validation([row.cells[at] or "" for row in sheet.rows]):
                page.data_validation(HEADING_ROWS, at + 2, last, at + 2, choice)
    if sheet.rows:
        page.autofilter(1, 0, last, len(sheet.fields) + 1)
    allowed = ("format_cells", "format_columns", "format_rows", "sort", "autofilter", "select_locked_cells")
    page.protect("", dict.fromkeys(allowed, True))
