"""A report as a tagged PDF: for paper, for keeping (PDF/A-2a) and for readers who hear it (PDF/UA-1).

What is set goes to report_pdf.typ as data; the words of a report are never read as commands.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any
from unicodedata import category

from throughline.engine.reporting.blocks import (
    Block,
    Chart,
    Figure,
    Heading,
    Note,
    Paragraph,
    Points,
    Report,
    Run,
    Runs,
    Table,
    Text,
    Tone,
)
from throughline.writers.report_charts import chart_svg, size_of
from throughline.writers.report_layout import grid_of, nested, plain, shown
from throughline.writers.report_words import clean, day_in, day_of, is_mirrored, primary, record_says, turned, words_in
from throughline.writers.typesetting import pdf

Link = Callable[[str], str]
Data = dict[str, Any]

# Beyond this many times its width a drawing would pass the foot of a page.
TALLEST = 1.25
# Typst refuses longer addresses.
LONGEST_LINK = 8000
RUNNING = 90
# A table of so many lines of text stands on one page.
WHOLE = 14
# Where a code of a table may break: at its joints, or where it has none for long.
_LONG_CODE = re.compile(r"\S{15,}")
_JOINT = re.compile(r"[/._:;,=&?-]|\w{24}")


def report_pdf(report: Report, link: Link | None) -> bytes:
    """The report as PDF, A4, the same bytes for the same report.

    `link` gives the page of a public address, "" where there is none; without it figures lead nowhere. The day of the
    report is that of its making.
    """
    return pdf(_source(), _data(report, link or (lambda _: "")))


@cache
def _source() -> str:
    return (files("throughline.writers") / "report_pdf.typ").read_text(encoding="utf-8")


def _data(report: Report, link: Link) -> Data:
    title, symbol, organization = clean(report.title), clean(report.symbol), clean(report.organization)
    day = day_of(report.day)
    setter = _Setter(report.language, link)
    return {
        "title": {**setter.text(report.title), "text": title.strip()},
        # PDF/UA-1 wants a title, whatever the report is called.
        "name": next((one for one in (title, symbol, organization) if one.strip()), "-"),
        "author": organization,
        "organization": organization,
        "symbol": symbol,
        "running": title if len(title) <= RUNNING else f"{title[:RUNNING].rstrip()}…",
        "language": _language(report.language),
        "mirrored": is_mirrored(report.language),
        "day": clean(day_in(report.day, report.language)),
        "date": {"year": day.year, "month": day.month, "day": day.day} if day else None,
        "facts": [setter.text(fact) for fact in report.facts],
        "contents": report.contents and any(isinstance(block, Heading) for block in report.blocks),
        "contents-title": words_in(report.language).contents,
        "blocks": [setter.block(block, level) for block, level in nested(report.blocks)],
    }


def _is_seen(text: str) -> bool:
    """Tell whether a text has a letter, a digit or a sign: a link around nothing that is set is none for Typst."""
    return any(category(one)[0] in "LNPS" for one in text)


def _language(code: str) -> str:
    """A code that Typst takes: two or three letters; English where it is none."""
    own = primary(code)
    return own if own.isascii() and own.isalpha() and len(own) in (2, 3) else "en"


def _breakable(text: str) -> str:
    """A text whose codes may break: nothing else keeps a long one from running into the next cell."""
    return _LONG_CODE.sub(lambda code: _JOINT.sub("\\g<0>\N{ZERO WIDTH SPACE}", code[0]), text)


def _broken(run: Run) -> Run:
    if isinstance(run, Figure):
        return replace(run, text=_breakable(run.text), typed=_breakable(run.typed))
    return replace(run, text=_breakable(run.text))


class _Setter:
    """Makes the data of blocks in one language; `turned` is what runs the other way than it."""

    def __init__(self, language: str, link: Link) -> None:
        self.language = language
        self.link = link

    def block(self, block: Block, level: int) -> Data:
        """A block with its kind; a heading on its level."""
        match block:
            case Heading():
                return {"kind": "heading", "level": level, **self.text(block.text)}
            case Paragraph(runs, number):
                room = max(2.6, 0.62 * len(number) + 0.9)
                return {"kind": "paragraph", "number": clean(number), "room": room, **self.line(runs)}
            case Points(items, ordered):
                return {"kind": "points", "ordered": ordered, "items": [self.line(item) for item in items]}
            case Table():
                return {"kind": "table", **self.table(block)}
            case Chart():
                return {"kind": "chart", **self.chart(block)}
            case Note(runs, tone):
                return {"kind": "note", "tone": tone.value, **self.line(runs)}
        raise TypeError(f"{type(block).__name__} is no block that is written here.")

    def text(self, text: str) -> Data:
        """A text alone."""
        return {"text": clean(text), "turned": turned(text, self.language)}

    def line(self, runs: Runs) -> Data:
        """A paragraph of runs."""
        return {"runs": self.runs(runs), "turned": turned(plain(runs), self.language)}

    def runs(self, runs: Runs) -> list[str | Data]:
        """Words as they are, a record of what is set otherwise."""
        return [one for run in runs for one in self.run(run)]

    def run(self, run: Run) -> list[str | Data]:
        """A run, and behind a figure that disagrees what the record says."""
        words: Data = {"text": shown(run)}
        address = clean(self.link(run.address)) if run.address else ""
        if address and _is_seen(words["text"]) and len(address) <= LONGEST_LINK:
            words["link"] = address
        if isinstance(run, Text):
            words |= self._manner(run)
        only: list[str | Data] = [words["text"] if len(words) == 1 else words]
        if isinstance(run, Figure) and run.disagrees:
            return [*only, " ", {"text": f"[{record_says(clean(run.text), self.language)}]", "mark": True}]
        return only

    def _manner(self, run: Text) -> Data:
        manner: Data = {name: True for name in ("strong", "emphasis") if getattr(run, name)}
        if run.tone is not Tone.PLAIN:
            manner["tone"] = run.tone.value
        if run.language and primary(run.language) != primary(self.language):
            manner["language"] = _language(run.language)
        return manner

    def table(self, table: Table) -> Data:
        """A table as a grid; heads are None where no column has one."""
        grid = grid_of(table)
        heads = [self.text(_breakable(head.title)) for head in grid.heads]
        return {
            "caption": self.text(table.caption),
            "note": self.text(table.note),
            "size": grid.size,
            "whole": grid.height <= WHOLE,
            "shares": grid.shares,
            "numeric": [head.numeric for head in grid.heads],
            "heads": heads if any(head["text"].strip() for head in heads) else None,
            "rows": [
                {"kind": line.kind.value, "cells": [self.runs(cell.runs) for cell in line.cells]} for line in grid.lines
            ],
        }

    def cell(self, runs: Runs) -> list[str | Data] | Data:
        """What stands in a cell: most of them are runs alone."""
        broken = tuple(_broken(run) for run in runs)
        made = self.line(broken)
        return made if made["turned"] else made["runs"]

    def chart(self, chart: Chart) -> Data:
        """A chart as its drawing, with what it says for whoever does not see it, and the table behind it."""
        drawing = chart_svg(chart, self.language)
        width, height = size_of(drawing)
        return {
            "title": self.text(chart.title),
            "drawing": drawing,
            "tall": height > width * TALLEST,
            "alternative": clean(chart.alternative or chart.title) or words_in(self.language).behind,
            "behind": self.table(chart.behind),
        }
