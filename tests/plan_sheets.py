"""Workbooks of plans written by hand, for tests."""

from io import BytesIO
from typing import Any

import xlsxwriter


def sheet(rows: list[list[Any]], name: str = "Results", hidden: dict[str, str] | None = None) -> bytes:
    """A workbook written by hand; a text that starts with = is a formula."""
    content = BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    page = book.add_worksheet(name)
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            page.write(at, column, value)
    page = book.add_worksheet("throughline")
    for at, pair in enumerate((hidden if hidden is not None else {"plan": "UN/2026/10"}).items()):
        page.write_row(at, 0, pair)
    book.close()
    return content.getvalue()
