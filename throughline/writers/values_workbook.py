"""Writes values of indicators as a workbook: what a row is for is locked, the value is to be typed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO

import xlsxwriter

from throughline.engine.monitoring.sheets import COLUMNS, REPORT, TYPED, WAS, ValueRow

SHEET_CODE = "values"
HEADING_ROWS = 2
_WIDTHS = {"title": 46, "node": 22, "period": 10, "cell": 26, "evidence": 40, "report": 34}
_WIDTH = 14


def values_workbook(rows: Sequence[ValueRow], headings: Mapping[str, str], name: str, when: datetime) -> bytes:
    """The workbook as bytes: a hidden row of codes, the headings by column, then the rows.

    Everything is written as text, so that "007", "1/3" and "n/a" come back as they are, and nothing is a formula.
    `when` stands in it as the time of its making: the same again gives the same bytes.
    """
    content = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(content, options)
    book.set_properties({"created": when.replace(tzinfo=None)})
    text = {"valign": "top", "num_format": "@"}
    heading = book.add_format({"bold": True, "bg_color": "#10324F", "font_color": "#FFFFFF", "text_wrap": True})
    locked = book.add_format({**text, "bg_color": "#EEF1F4", "font_color": "#4A5968", "text_wrap": True})
    typed = book.add_format({**text, "locked": False})
    page = book.add_worksheet(name[:31])
    for at, code in enumerate(COLUMNS):
        page.write_string(0, at, f"{SHEET_CODE} {code}" if code == REPORT else code, locked)
        page.write_string(1, at, headings[code], heading)
        page.set_column(at, at, _WIDTHS.get(code, _WIDTH), None, {"hidden": code == WAS})
    page.set_row(0, None, None, {"hidden": True})
    page.freeze_panes(HEADING_ROWS, 1)
    for number, row in enumerate(rows, start=HEADING_ROWS):
        for at, code in enumerate(COLUMNS):
            form = typed if code in TYPED else locked
            if value := getattr(row, code):
                page.write_string(number, at, value, form)
            else:
                page.write_blank(number, at, None, form)
    page.autofilter(1, 0, HEADING_ROWS + max(len(rows), 1) - 1, len(COLUMNS) - 1)
    allowed = ("format_cells", "format_columns", "format_rows", "sort", "autofilter", "select_locked_cells")
    page.protect("", dict.fromkeys(allowed, True))
    book.close()
    return content.getvalue()
