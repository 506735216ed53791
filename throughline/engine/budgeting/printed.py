"""Printed tables put together again from their figures: rows with what they add up, columns with what they tell."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from throughline.engine.budgeting.records import PostFigure, ResourceFigure
from throughline.engine.sources import Cell

ZERO = Decimal(0)
BASE = "year before"
CHANGES = frozenset(
    {"technical adjustments", "new and expanded mandates", "other changes", "total changes", "recosting"}
)
_TENTH = Decimal("0.1")
_ONE_DECIMAL = frozenset({_TENTH, Decimal(100), Decimal(100_000)})
_DASHES = " -‐‑‒–—―−"


@dataclass(frozen=True, slots=True)
class Entry:
    """One printed figure of money or of posts, in one form for both; `step` is the unit of its last digit.

    `value` is zero for a dash; `known` is False where what is printed could not be read as a number. `step` is zero
    where figures are counts: nothing is rounded there. `listed` figures share one cell with others.
    """

    cell: Cell
    value: Decimal
    known: bool
    step: Decimal
    printed: str
    year: int | None
    measure: str
    fund: str | None
    grade: str | None
    column_level: str = "line"
    listed: bool = False
    category: str | None = None

    @property
    def rounded(self) -> bool:
        """Whether a number is printed, which may have been rounded; a dash is nothing at all."""
        return bool(self.value) or bool(self.printed.strip(_DASHES))

    @property
    def decimals(self) -> int:
        """How many decimals the table prints: thousands with one, units without."""
        return 1 if self.step in _ONE_DECIMAL else 0

    @property
    def where(self) -> str:
        """The cell in words."""
        return f"table {self.cell.table}, row {self.cell.row}, column {self.cell.column}"


Key = tuple[int | None, str, str]


@dataclass(slots=True)
class Row:
    """A printed row: its place, and its figures by year and measure, and by column where several tell the same."""

    index: int
    label: str
    level: str
    part: str
    group: tuple[str, ...]
    entries: list[Entry] = field(default_factory=list)
    by_key: dict[Key, Entry] = field(default_factory=dict)

    def holds(self, other: "Row") -> bool:
        """Whether the other row stands in what this sum adds up."""
        within = other.group[: len(self.group)] == self.group
        return within and (not self.part or other.part == self.part)


@dataclass(slots=True)
class PrintedTable:
    """All rows of one printed table that count the same thing (money or posts), from the top."""

    number: str
    kind: str
    rows: list[Row]
    columns: dict[str, frozenset[Key]]


def tables_of(resources: Iterable[ResourceFigure], posts: Iterable[PostFigure]) -> list[PrintedTable]:
    """The printed tables of a fascicle, money and posts apart, in the order of the figures. One pass, one sort."""
    rows: dict[tuple[str, str], dict[int, Row]] = defaultdict(dict)
    for money in resources:
        _row_of(rows[money.cell.table, "money"], money).entries.append(entry_of_resources(money))
    for post in posts:
        _row_of(rows[post.cell.table, "posts"], post).entries.append(entry_of_posts(post))
    return [_table(number, kind, list(found.values())) for (number, kind), found in rows.items()]


def _row_of(rows: dict[int, Row], figure: ResourceFigure | PostFigure) -> Row:
    index = figure.cell.row_index
    row = rows.get(index)
    if row is None:
        row = rows[index] = Row(index, figure.cell.row, figure.level, figure.part, figure.group)
    return row


def entry_of_resources(figure: ResourceFigure) -> Entry:
    """A figure of money as an entry."""
    known = figure.amount is not None or not figure.printed.strip(_DASHES)
    return Entry(
        cell=figure.cell,
        value=figure.amount or ZERO,
        known=known,
        step=figure.step,
        printed=figure.printed,
        year=figure.year,
        measure=figure.measure,
        fund=figure.fund,
        grade=None,
        category=figure.category,
    )


def entry_of_posts(figure: PostFigure) -> Entry:
    """A number of posts as an entry: counts, in which nothing is rounded, but for their percentages."""
    known = figure.number is not None or not figure.printed.strip(_DASHES)
    return Entry(
        cell=figure.cell,
        value=figure.number or ZERO,
        known=known,
        step=_TENTH if figure.measure == "percentage" else ZERO,
        printed=figure.printed,
        year=figure.year,
        measure=figure.measure,
        fund=figure.fund,
        grade=figure.grade,
        column_level=figure.column_level,
        listed=figure.listed,
        category=figure.category,
    )


def _table(number: str, kind: str, rows: list[Row]) -> PrintedTable:
    rows.sort(key=lambda row: row.index)
    columns = {part: _key_columns([row for row in rows if row.part == part]) for part in {row.part for row in rows}}
    return PrintedTable(number, kind, rows, columns)


def told_by(entry: Entry, target: int) -> str:
    """The measure of a figure; for the year before the estimate, what is approved and what is estimated are one."""
    is_base = entry.year is not None and entry.year < target and entry.measure in ("appropriation", "estimate")
    return BASE if is_base else entry.measure


def _key_columns(rows: Sequence[Row]) -> frozenset[Key]:
    """Give every figure its key: year and measure, and the heading too where several columns share these."""
    target = max((entry.year for row in rows for entry in row.entries if entry.year), default=0)
    seen: dict[tuple[int | None, str], set[int]] = defaultdict(set)
    for row in rows:
        for entry in row.entries:
            seen[entry.year, told_by(entry, target)].add(entry.cell.column_index)
    keys = set()
    for row in rows:
        for entry in row.entries:
            measure = told_by(entry, target)
            shared = len(seen[entry.year, measure]) > 1
            key = (entry.year, measure, entry.cell.column if shared else "")
            if key not in row.by_key:
                row.by_key[key] = entry
            keys.add(key)
    return frozenset(keys)
