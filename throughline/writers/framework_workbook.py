"""Writes a plan of results as a workbook: one row for each element, with lists to choose levels and units from."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from throughline.engine.planning.frameworks import Element
from throughline.engine.planning.sheets import FIELDS, rows_of
from throughline.writers.plan_workbook import VERSIONS

WIDTHS = {"title": 50, "text": 70, "assumptions": 50, "goals": 16, "level": 18, "unit": 14}
# Rows beyond the last for which a level can be chosen from the list.
BEYOND = 200


def framework_workbook(
    elements: Sequence[Element],
    levels: Sequence[str],
    units: Sequence[str],
    made_from: Mapping[str, str],
    name: str,
    headings: Mapping[str, str],
    when: datetime,
) -> bytes:
    """The workbook as bytes.

    `made_from` goes to the hidden sheet ({"plan": ..., "version": ...}); `name` is that of the sheet, `headings` those
    of the columns by field. Every text is written as a text. The same again, made at the same time, gives the same
    bytes.
    """
    content = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(content, options)
    book.set_properties({"created": when.replace(tzinfo=None)})
    head = book.add_format({"bold": True, "bg_color": "#10324F", "font_color": "#FFFFFF", "text_wrap": True})
    text = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    page = book.add_worksheet(name[:31])
    for at, field in enumerate(FIELDS):
        page.write_string(0, at, headings.get(field, field), head)
        page.set_column(at, at, WIDTHS.get(field, 12), text)
    page.freeze_panes(1, 1)
    for number, row in enumerate(rows_of(elements), start=1):
        for at, cell in enumerate(row):
            if cell:
                page.write_string(number, at, cell, text)
    for field, choices in (("level", levels), ("unit", units)):
        _offer(page, FIELDS.index(field), len(elements) + BEYOND, choices)
    page.autofilter(0, 0, max(len(elements), 1), len(FIELDS) - 1)
    hidden = book.add_worksheet(VERSIONS)
    for at, (key, value) in enumerate(made_from.items()):
        hidden.write_string(at, 0, key)
        hidden.write_string(at, 1, value)
    hidden.very_hidden()
    book.close()
    return content.getvalue()


def rows_workbook(
    rows: Sequence[Sequence[str]], headings: Sequence[str], widths: Sequence[int], name: str, when: datetime
) -> bytes:
    """Rows of texts under these headings as a workbook of one sheet; the same again gives the same bytes."""
    content = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(content, options)
    book.set_properties({"created": when.replace(tzinfo=None)})
    head = book.add_format({"bold": True, "bg_color": "#10324F", "font_color": "#FFFFFF", "text_wrap": True})
    text = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    page = book.add_worksheet(name[:31])
    for at, (heading, width) in enumerate(zip(headings, widths, strict=True)):
        page.write_string(0, at, heading, head)
        page.set_column(at, at, width, text)
    page.freeze_panes(1, 0)
    for number, row in enumerate(rows, start=1):
        for at, cell in enumerate(row):
            if cell:
                page.write_string(number, at, cell, text)
    book.close()
    return content.getvalue()


def _offer(page: Any, column: int, last: int, choices: Sequence[str]) -> None:
    """Let one of the texts be chosen in a column, where a list of a cell can hold them."""
    if choices and len(",".join(choices)) <= 255 and not any("," in one for one in choices):
        page.data_validation(
            1, column, last, column, {"validate": "list", "source": list(choices), "show_error": False}
        )
