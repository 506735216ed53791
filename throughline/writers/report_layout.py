"""What every writer of reports needs to know of a report's form: levels of its headings, grids and widths of tables."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from throughline.engine.reporting.blocks import Block, Column, Figure, Heading, Row, RowKind, Run, Runs, Table
from throughline.writers.report_words import clean

DEEPEST = 4
# A column is never narrower or wider than so many letters, whatever stands in it.
NARROWEST, WIDEST = 5.0, 60.0
# Up to so many letters a text stands on one line where there is room; a longer one takes less and less of its length.
ONE_LINE = 34.0
# A word has room up to so many letters, a number up to so many more.
LONGEST_WORD, LONGEST_NUMBER = 16.0, 20.0
# A word may be of wide letters.
WIDE_LETTERS = 1.15
# The room between two columns, in letters.
BETWEEN = 2.4
# Letters in a line of a table on A4, and how much smaller they are set where there are many columns.
CAPACITY = 100.0
SIZES = ((9, 0.76), (6, 0.86), (0, 1.0))
# Writing that may break anywhere is as wide as two letters.
_FULL_WIDTH = 0x2E80
_BREAKS = re.compile("[\\s\u2e80-\uffef]+")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: what stands in it, over how many columns, at their end where it is `numeric`, as a heading of the row."""

    runs: Runs
    span: int = 1
    numeric: bool = False
    heads: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a grid: its cells fill the columns."""

    cells: tuple[Cell, ...]
    kind: RowKind


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with as many cells in every row: heads of the columns, rows, and each column's share of the width.

    `size` is how large its letters are beside those of a table with few columns, `height` how high it is about, in
    lines of text.
    """

    heads: tuple[Column, ...]
    lines: tuple[Line, ...]
    shares: tuple[float, ...]
    size: float
    height: int


def nested(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, int]]:
    """Each block with the level of its heading, 0 for any other block: no level is passed over on the way down.

    Readers of screens, PDF/UA-1 and the navigation of Word take a heading of the level 3 below one of the level 1 for
    a missing one.
    """
    deepest = 0
    for block in blocks:
        level = 0
        if isinstance(block, Heading):
            level = deepest = max(1, min(block.level, deepest + 1, DEEPEST))
        yield block, level


def shown(run: Run) -> str:
    """The words of a run as they are read: what was typed in the place of a figure, else the figure."""
    return clean(run.typed or run.text if isinstance(run, Figure) else run.text)


def plain(runs: Runs) -> str:
    """The words of runs alone."""
    return "".join(shown(run) for run in runs)


def grid_of(table: Table) -> Grid:
    """The table as a grid. A row of one cell that is a group goes over all columns; short rows are filled up."""
    width = max([len(table.columns), *(len(row.cells) for row in table.rows)])
    heads = (*table.columns, *[Column("")] * (width - len(table.columns)))
    lines = tuple(_line(row, heads) for row in table.rows) if width else ()
    size = next(size for more_than, size in SIZES if width > more_than or not more_than)
    shares = _shares(heads, lines, CAPACITY / size)
    return Grid(heads, lines, shares, size, sum(_height(line, shares, CAPACITY / size) for line in lines) + 2)


def _line(row: Row, heads: tuple[Column, ...]) -> Line:
    if row.kind is RowKind.GROUP and len(row.cells) == 1:
        return Line((Cell(row.cells[0], len(heads), heads=True),), row.kind)
    filled = (*row.cells, *[()] * (len(heads) - len(row.cells)))
    cells = tuple(
        Cell(runs, numeric=head.numeric, heads=at == 0 and not head.numeric and bool(plain(runs).strip()))
        for at, (runs, head) in enumerate(zip(filled, heads, strict=True))
    )
    return Line(cells, row.kind)


def _shares(heads: tuple[Column, ...], lines: tuple[Line, ...], capacity: float) -> tuple[float, ...]:
    """How wide each column is, as shares of one: what its words need, and of what is left, what its texts ask for."""
    columns: list[list[str]] = [[clean(head.title)] for head in heads]
    for line in lines:
        if len(line.cells) == len(heads):
            for column, cell in zip(columns, line.cells, strict=True):
                column.append(plain(cell.runs))
    asked = [_asked(texts, head.numeric) for texts, head in zip(columns, heads, strict=True)]
    needed, wanted = sum(least for least, _ in asked), sum(most for _, most in asked)
    given = min(max((capacity - needed) / (wanted - needed), 0.0), 1.0) if wanted > needed else 0.0
    widths = [least + (most - least) * given for least, most in asked]
    return tuple(width / sum(widths) for width in widths)


def _asked(texts: list[str], numeric: bool) -> tuple[float, float]:
    """The letters that a column needs for its words, and those that it asks for."""
    word = max((WIDE_LETTERS * _letters(word) for text in texts for word in _BREAKS.split(text)), default=0.0)
    least = BETWEEN + max(NARROWEST, min(word, LONGEST_WORD))
    longest = max(_letters(text) for text in texts)
    if numeric:
        number = max((_letters(text) for text in texts[1:]), default=0.0)
        least = max(least, BETWEEN + min(number, LONGEST_NUMBER))
        return least, least
    most = min(longest, ONE_LINE + 2.2 * math.pow(max(longest - ONE_LINE, 0.0), 0.6), WIDEST)
    return least, max(least, BETWEEN + most)


def _height(line: Line, shares: tuple[float, ...], capacity: float) -> int:
    """How many lines of text a row takes, about."""
    widths = shares if len(line.cells) == len(shares) else (1.0,)
    return (
        max(
            math.ceil(_letters(plain(cell.runs)) / max(share * capacity - BETWEEN, 1.0))
            for cell, share in zip(line.cells, widths, strict=True)
        )
        or 1
    )


def _letters(text: str) -> float:
    """How wide a text is, in letters: a Chinese one is as wide as two."""
    return sum(2.0 if ord(sign) >= _FULL_WIDTH else 1.0 for sign in text)
