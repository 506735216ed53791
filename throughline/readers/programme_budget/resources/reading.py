"""Reads every table of resources and posts of a fascicle, row by row, into figures with their cells."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from throughline.engine.budgeting.agreement import check_agreement
from throughline.engine.budgeting.records import PostFigure, ResourceFigure
from throughline.engine.budgeting.sums import check_sums
from throughline.engine.findings import Finding, Sentence, Severity
from throughline.engine.sources import Cell
from throughline.readers.document.records import SourceText, TableCell
from throughline.readers.programme_budget.figures import Printed
from throughline.readers.programme_budget.grid import Grid, grid_of, labels_of
from throughline.readers.programme_budget.records import Outline
from throughline.readers.programme_budget.resources.columns import OF_THE_TARGET, Column, columns_of
from throughline.readers.programme_budget.resources.context import Context, context_of, holds_figures
from throughline.readers.programme_budget.resources.funds import REGULAR
from throughline.readers.programme_budget.resources.posts import is_table_of_changes, posts_of_changes, posts_of_details
from throughline.readers.programme_budget.resources.rows import RowPlace, RowWalk
from throughline.readers.programme_budget.resources.subjects import Subject, subject_of

Read = tuple[tuple[ResourceFigure, ...], tuple[PostFigure, ...], tuple[Finding, ...]]
_POSTS_BLOCK = re.compile(
    r"\bposts?\b.*\b(?:resources|category|categories|grade)|post resources|human resources|staffing", re.I
)
_EXPLAINS = re.compile(r"information|details?\b|descriptions?\b|remarks|explanation|rationale|reason", re.I)
_MARKER_AT_MOST = 8
_ONE = Decimal(1)
_MONEY_BLOCK = re.compile(r"financial resources|financial requirements", re.I)


def read_resources(source: SourceText, outline: Outline) -> Read:
    """Every figure of money and of posts that the tables of a fascicle print, and what is wrong with them.

    `outline` tells what every table is and where it stands. Amounts are in units of currency; a dash is a figure
    without an amount, a blank cell none. Findings: PB-FIGURE (a figure that is no number), PB-FUND (no fund printed),
    PB-SUM and PB-DIFF (figures that do not add up or do not agree). One pass over the cells, one over the figures.
    """
    labels = labels_of(source)
    reading = _Reading()
    for placed in outline.tables:
        if not holds_figures(placed) or placed.index >= len(source.tables):
            continue
        grid = grid_of(source.tables[placed.index], labels)
        columns = columns_of(grid)
        if context := context_of(placed, grid, columns, outline):
            reading.take(grid, columns, context, outline)
    resources, posts = tuple(reading.resources), tuple(reading.posts)
    findings = (*reading.findings, *check_sums(resources, posts), *check_agreement(resources, posts))
    return resources, posts, findings


@dataclass(slots=True)
class _Reading:
    """What was read so far, and how many rows the parts of a printed table have had."""

    resources: list[ResourceFigure] = field(default_factory=list)
    posts: list[PostFigure] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    rows: Counter[str] = field(default_factory=Counter)
    last: Context | None = None

    def take(self, grid: Grid, columns: tuple[Column, ...], context: Context, outline: Outline) -> None:
        """Read one table; a part (2) under the caption of part (1) goes on with its rows."""
        unnamed = context.fund is None and not any(column.fund for column in columns)
        if unnamed:
            context = self._with_fund_before(context, is_table_of_changes(grid))
        table = _TableReading(grid, columns, context, outline, self.rows[context.number])
        table.read()
        if unnamed and (table.resources or table.posts):
            self.findings.append(_no_fund(context))
        self.resources += table.resources
        self.posts += table.posts
        self.findings += table.findings
        self.rows[context.number] += grid.table.rows
        self.last = context

    def _with_fund_before(self, context: Context, changes_of_posts: bool) -> Context:
        """A table that names no fund is read like the one before it of the same entity.

        The summary of proposed changes of posts is that of the regular budget: only its posts are approved.
        """
        if changes_of_posts:
            return replace(context, fund=REGULAR)
        fund = self.last.fund if self.last and self.last.scope == context.scope else None
        return replace(context, fund=fund)


def _multiplied(amount: Decimal, unit: Decimal) -> Decimal:
    """The amount in units of currency, exactly, without decimals that the unit has used up."""
    whole = amount * unit
    return whole.quantize(_ONE) if unit > 1 and whole == whole.to_integral_value() else whole


def _no_fund(context: Context) -> Finding:
    message = Sentence("The table names no fund: its figures stand without one. Name the fund in the caption.")
    if context.fund:
        message = Sentence(
            "The table names no fund: its figures are read as %(fund)s. Name the fund in the caption.",
            fund=context.fund,
        )
    severity = Severity.INFO if context.fund else Severity.WARNING
    return Finding("PB-FUND", severity, f"table {context.number}", message)


@dataclass(slots=True)
class _TableReading:
    """One table on its way to figures: the walk over its rows, and the kind of figures of the present block."""

    grid: Grid
    columns: tuple[Column, ...]
    context: Context
    outline: Outline
    offset: int
    resources: list[ResourceFigure] = field(default_factory=list)
    posts: list[PostFigure] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    label_columns: frozenset[int] = frozenset({0})
    headings: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self.headings = frozenset(part for column in self.columns for part in column.path.split(" / "))
        first = self.columns[0].index if self.columns else 1
        self.label_columns = frozenset(
            column
            for column in self.grid.columns()
            if column < max(first, 1) and not any(_EXPLAINS.search(heading) for heading in self.grid.heading(column))
        )

    def read(self) -> None:
        """Read the rows below the headings."""
        if changes := posts_of_changes(self.grid, self.context, self.offset):
            self.posts += changes
            return
        walk = RowWalk(self.context.part)
        posts_here = self.context.posts and not self.context.money
        by_column = {column.index: column for column in self.columns}
        for row in self.grid.rows[self.grid.header :]:
            label = self._label(row)
            cells = [(by_column[cell.column], cell) for cell in row if cell.column in by_column and cell.text.strip()]
            if not cells:
                if label:
                    walk.heading(label)
                    posts_here = self._block(label, posts_here)
                continue
            if self._repeats_heading(cells):
                continue
            self._read_row(walk.place(label), cells, posts_here)
        self.posts += posts_of_details(self.grid, self.context, self.offset)

    def _read_row(self, place: RowPlace, cells: list[tuple[Column, TableCell]], posts_here: bool) -> None:
        subject = subject_of(place, self.context, self.outline)
        for column, cell in cells:
            printed = self.grid.figure(cell)
            if printed.form == "none":
                continue
            where = self._cell(place, column, cell)
            if printed.form == "text":
                self._no_number(where, cell)
            if self._counts_posts(column, posts_here):
                self.posts.append(self._post(where, place, subject, column, printed, cell))
            else:
                self.resources.append(self._resource(where, place, subject, column, printed, cell))

    def _resource(
        self, where: Cell, place: RowPlace, subject: Subject, column: Column, printed: Printed, cell: TableCell
    ) -> ResourceFigure:
        measure = column.measure or subject.measure or "estimate"
        percent = measure == "percentage" or self.context.percent
        unit = Decimal(1 if percent else self.context.unit)
        return ResourceFigure(
            cell=where,
            fund=self._fund(place, column),
            component=subject.component,
            subprogramme=subject.subprogramme,
            year=self._year(column, subject, measure),
            measure="percentage" if percent else measure,
            amount=None if printed.amount is None else _multiplied(printed.amount, unit),
            level=place.level,
            printed=" ".join(cell.text.split()),
            step=unit.scaleb(-1) if self.context.unit > 1 or percent else unit,
            category=subject.category or column.category,
            scope=self.context.scope if subject.scope is None else subject.scope,
            part="" if place.sums_parts else self.context.part,
            group=place.group,
            currency=self.context.currency,
        )

    def _post(
        self, where: Cell, place: RowPlace, subject: Subject, column: Column, printed: Printed, cell: TableCell
    ) -> PostFigure:
        measure = column.measure or subject.measure or ("total changes" if self.context.actions else "estimate")
        return PostFigure(
            cell=where,
            fund=self._fund(place, column),
            component=subject.component,
            subprogramme=subject.subprogramme,
            year=self._year(column, subject, measure),
            measure=measure,
            number=printed.amount,
            level=place.level,
            printed=" ".join(cell.text.split()),
            category=subject.category,
            grade=subject.grade or column.grade,
            scope=self.context.scope if subject.scope is None else subject.scope,
            part="" if place.sums_parts else self.context.part,
            group=place.group,
            column_level=column.level,
        )

    def _counts_posts(self, column: Column, posts_here: bool) -> bool:
        if self.context.money and self.context.posts and column.posts is not None:
            return column.posts
        return posts_here

    def _year(self, column: Column, subject: Subject, measure: str) -> int | None:
        own = column.year or subject.year
        return self.context.budget_year if own is None and measure in OF_THE_TARGET else own

    def _fund(self, place: RowPlace, column: Column) -> str | None:
        if place.sums_parts or column.sums_funds:
            return None
        return column.fund or self.context.fund

    def _cell(self, place: RowPlace, column: Column, cell: TableCell) -> Cell:
        path = " / ".join((*place.group, place.label))
        return Cell(self.context.number, path, column.path, cell.row + self.offset, cell.column)

    def _label(self, row: Sequence[TableCell]) -> str:
        """The label of a row: what its columns before the first figures print, explanations left out."""
        texts = [self.grid.text(cell) for cell in row if cell.column in self.label_columns]
        kept = [text for at, text in enumerate(texts) if text and (at == 0 or len(texts[0]) <= _MARKER_AT_MOST)]
        return " ".join(kept)

    def _block(self, label: str, posts_here: bool) -> bool:
        if not (self.context.posts and self.context.money):
            return posts_here
        if _MONEY_BLOCK.search(label):
            return False
        return bool(_POSTS_BLOCK.search(label)) or posts_here

    def _repeats_heading(self, cells: list[tuple[Column, TableCell]]) -> bool:
        return all(cell.text.strip() in self.headings for _, cell in cells)

    def _no_number(self, where: Cell, cell: TableCell) -> None:
        printed = " ".join(cell.text.split())
        message = Sentence(
            '"%(printed)s" is no number: the figure is left out of every sum. Mend the cell in the document.',
            printed=printed[:60],
        )
        place = f"table {where.table}, row {where.row}, column {where.column}"
        self.findings.append(Finding("PB-FIGURE", Severity.WARNING, place, message, (printed,)))
