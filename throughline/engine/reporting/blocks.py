"""What a report says, block by block: headings, text with figures, tables, charts; each figure leads to its source.

A `Report` is whole before it is written: the writers (HTML, docx, PDF) add nothing to it and leave nothing out. Numbers
stand in it as they are read in its language; what a chart draws stands beside them as exact numbers.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Drawn(StrEnum):
    """How a chart draws its series: bars side by side, bars on top of each other, lines over time."""

    BARS = "bars"
    STACKED = "stacked"
    LINES = "lines"


class RowKind(StrEnum):
    """What a row of a table is: a line of it, a heading over the lines below, or a total of them."""

    LINE = "line"
    GROUP = "group"
    TOTAL = "total"


class Tone(StrEnum):
    """How something stands: `good`, `attention` (somebody must act), `bad`, or `plain`."""

    PLAIN = "plain"
    GOOD = "good"
    ATTENTION = "attention"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Text:
    """Words; `address` is the public address that they lead to, "" for none; `language` where it is not the report's.

    `tone` colours a status, and never says alone what the words do not say.
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    address: str = ""
    language: str = ""
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it is shown, with the public address of what it comes from ("" where the report itself counts it).

    `field` is the name by which a text asks for it; `typed` is what a person wrote in its place, "" where nobody did:
    where the two differ, a mark says so.
    """

    text: str
    address: str = ""
    field: str = ""
    typed: str = ""

    @property
    def disagrees(self) -> bool:
        """Tell whether somebody wrote another figure than the record gives."""
        return bool(self.typed) and self.typed != self.text


Run = Text | Figure
Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` 1 to 4, `anchor` its name within the report, given once."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `number` as printed before it, "" without one."""

    runs: Runs
    number: str = ""


@dataclass(frozen=True, slots=True)
class Points:
    """A list of points, counted where it is `ordered`."""

    items: tuple[Runs, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `numeric` ones stand at the end of their cells."""

    title: str
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: as many cells as the table has columns; a `group` has one, over all of them."""

    cells: tuple[Runs, ...]
    kind: RowKind = RowKind.LINE


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `note` says what it rests on, "" for nothing."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """What one line or colour of a chart shows: a number for each category, None where there is none."""

    name: str
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart; its title states what it shows, `behind` is the same as a table, which stands with it or one click away.

    `alternative` says it in words, for whoever does not see it.
    """

    title: str
    drawn: Drawn
    unit: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    behind: Table
    alternative: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A remark that stands out: what is missing, or where a text and a figure disagree."""

    runs: Runs
    tone: Tone = Tone.ATTENTION


Block = Heading | Paragraph | Points | Table | Chart | Note


@dataclass(frozen=True, slots=True)
class Report:
    """A report: `language` a code ("ar"), `day` the day that it tells of (ISO 8601), `symbol` its own, "" without.

    `facts` are the lines below the title (organization, period), `contents` whether a table of contents leads it.
    """

    title: str
    organization: str
    language: str
    day: str
    blocks: tuple[Block, ...]
    symbol: str = ""
    facts: tuple[str, ...] = ()
    contents: bool = False


def disagreements(report: Report) -> tuple[Figure, ...]:
    """The figures of which a text says something else than the record, in the order of the report."""
    return tuple(one for one in _runs(report) if isinstance(one, Figure) and one.disagrees)


def _runs(report: Report) -> list[Run]:
    found: list[Run] = []
    for block in report.blocks:
        match block:
            case Paragraph() | Note():
                found += block.runs
            case Points():
                found += [run for item in block.items for run in item]
            case Table():
                found += [run for row in block.rows for cell in row.cells for run in cell]
            case Chart():
                found += [run for row in block.behind.rows for cell in row.cells for run in cell]
    return found
