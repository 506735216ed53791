"""Builds the docx documents and the workbooks of the demo from their sources: `python -m demo.build`."""

import csv
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from demo.markup import parse
from demo.package import docx
from throughline.writers.framework_workbook import rows_workbook

HERE = Path(__file__).resolve().parent
SOURCES = HERE / "source"
# What stands in a workbook as the time of its making, so that the same again gives the same bytes.
MADE = datetime(2026, 1, 20, tzinfo=UTC)
WIDTHS = {"title": 50, "text": 70, "assumptions": 50, "rationale": 70, "report": 44, "evidence": 50, "value": 30}
WIDTH = 24


def built() -> dict[str, bytes]:
    """The docx files and workbooks of the demo by name, as their sources in `demo/source` say."""
    papers = {f"{one.stem}.docx": docx(parse(one.read_text(encoding="utf-8"))) for one in sorted(SOURCES.glob("*.md"))}
    return papers | {f"{one.stem}.xlsx": _workbook(_rows(one)) for one in sorted(SOURCES.glob("*.csv"))}


def _rows(source: Path) -> list[list[str]]:
    with source.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def _workbook(rows: Sequence[Sequence[str]]) -> bytes:
    heads, *rest = rows
    return rows_workbook(rest, heads, [WIDTHS.get(head, WIDTH) for head in heads], "Rows", MADE)


def main() -> None:
    """Write the docx files and workbooks beside this module."""
    for name, content in built().items():
        (HERE / name).write_bytes(content)


if __name__ == "__main__":
    main()
