"""Shapes of indicators: definitions, figures, the values behind them, reports and periods."""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from throughline.engine.monitoring.aggregation import Amount, Folded, Kind, Refusal, value_of
from throughline.engine.monitoring.indicators import Definition
from throughline.engine.monitoring.values import plain, unscaled
from throughline.store.models import Indicator, ReportingPeriod
from throughline.store.monitoring.indicators.entering import Entered
from throughline.store.monitoring.indicators.figures import IndicatorFigures
from throughline.store.monitoring.indicators.lineage import Asked, Lineage
from throughline.store.monitoring.indicators.outstanding import DueReport
from throughline.store.monitoring.indicators.reads import definition_record


@dataclass(frozen=True, slots=True)
class CategoryShape:
    """A category of a dimension."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class DimensionShape:
    """What values are broken down by."""

    code: str
    title: str
    categories: tuple[CategoryShape, ...]


@dataclass(frozen=True, slots=True)
class RulesShape:
    """How values become one on each axis: of cells, places, time, and contributing nodes, in this order."""

    cells: str
    places: str
    time: str
    nodes: str


@dataclass(frozen=True, slots=True)
class IndicatorShape:
    """An indicator in its definition in force, the `number` of which counts from 1.

    `frequency` is for how many months one report is, 0 where whenever there is something to report; `owner` the code of
    the unit that answers for it; `low` and `high` the band that it should stay within, as decimals.
    """

    address: str
    node: str
    title: str
    kind: str
    unit: str
    currency: str
    direction: str
    low: str | None
    high: str | None
    frequency: int
    dimensions: tuple[DimensionShape, ...]
    rules: RulesShape
    source: str
    method: str
    on_track: int
    off_track: int
    owner: str | None
    number: int
    reason: str
    revision: int


@dataclass(frozen=True, slots=True)
class FigureShape:
    """A figure of an indicator: `of` actual, target or baseline; at a `node`, for a `span` of time, in a `cell`.

    `value` is the figure as an exact fraction ("7/2"), null where there is none: `refused` then says why. `members`
    are the names of a distinct union, `reports` how many reports it is made of, `marks` what is to be known of it.
    """

    of: str
    node: str
    span: str
    cell: str
    value: str | None
    text: str
    members: tuple[str, ...]
    reports: int
    marks: tuple[str, ...]
    refused: str | None


@dataclass(frozen=True, slots=True)
class FiguresShape:
    """Every figure of an indicator; without the cell it is the total."""

    indicator: str
    unit: str
    currency: str
    figures: tuple[FigureShape, ...]


@dataclass(frozen=True, slots=True)
class LineageValueShape:
    """A value that is in a figure: what was said, by whom, when, from what, and who approved it."""

    report: str
    place: str
    cell: str
    state: str
    number: str | None
    denominator: str | None
    text: str
    evidence: str
    by: str
    at: datetime
    official: bool
    approved_by: str | None


@dataclass(frozen=True, slots=True)
class LineageBranchShape:
    """What one node brings to a figure: `weight` is the part of it that arrives ("1/2"), `own` its own figure."""

    node: str
    title: str
    weight: str
    own: FigureShape
    leaves: tuple[LineageValueShape, ...]


@dataclass(frozen=True, slots=True)
class LineageShape:
    """A figure, null where nothing is reported, with the values that made it."""

    indicator: str
    figure: FigureShape | None
    branches: tuple[LineageBranchShape, ...]


@dataclass(frozen=True, slots=True)
class EnteredShape:
    """How many values are new, in how many reports, and what is worth a look."""

    values: int
    reports: int
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndicatorReportShape:
    """A report that is due for a period: `state` is missing, open, submitted, reviewed or approved."""

    address: str
    indicator: str
    title: str
    node: str
    owner: str | None
    state: str
    level: int
    submitted: datetime | None
    submitted_by: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class PeriodShape:
    """A reporting period: `end` is the day after the last one, `state` open or closed."""

    code: str
    start: date
    end: date
    due: date | None
    state: str
    reason: str | None


def indicator_shape(one: Indicator) -> IndicatorShape:
    """An indicator; its definition and owner must be at hand."""
    assert one.definition is not None
    made = definition_record(one.definition)
    return IndicatorShape(
        address=one.address,
        node=one.node,
        title=made.title,
        kind=made.kind.value,
        unit=made.unit,
        currency=made.currency,
        direction=made.direction.value,
        low=None if made.low is None else plain(made.low),
        high=None if made.high is None else plain(made.high),
        frequency=made.frequency,
        dimensions=tuple(
            DimensionShape(
                each.code, each.title, tuple(CategoryShape(name.code, name.title) for name in each.categories)
            )
            for each in made.dimensions
        ),
        rules=RulesShape(*(rule.value for rule in made.rules.all)),
        source=made.source,
        method=made.method,
        on_track=made.on_track,
        off_track=made.off_track,
        owner=one.owner.code if one.owner else None,
        number=made.number,
        reason=made.reason,
        revision=one.revision,
    )


def figure_shape(definition: Definition, asked: tuple[str, str, str, str], one: Folded) -> FigureShape:
    """A figure; `asked` is what it is of, its node, its span and its cell."""
    if isinstance(one, Refusal):
        return FigureShape(*asked, None, "", (), 0, (), one.value)
    marks = tuple(sorted(mark.value for mark in one.marks))
    return FigureShape(*asked, _value(definition, one), one.text, tuple(sorted(one.members)), one.reports, marks, None)


def _value(definition: Definition, one: Amount) -> str | None:
    """The figure as an exact fraction in its unit; None for words, and for what is divided by nothing."""
    value = value_of(one)
    if value is None or definition.kind is Kind.QUALITATIVE:
        return None
    return str(value if definition.kind is Kind.RATIO else value / 10_000)


def figures_shape(told: IndicatorFigures) -> FiguresShape:
    """The figures of an indicator, in an order that stays."""
    definition = told.definition
    found = [
        figure_shape(definition, (of, *key), one)
        for of, figures in sorted(told.figures.items())
        for key, one in sorted(figures.items(), key=lambda pair: pair[0])
    ]
    return FiguresShape(definition.indicator, definition.unit, definition.currency, tuple(found))


def lineage_shape(definition: Definition, asked: Asked, line: Lineage) -> LineageShape:
    """A figure with the values that made it."""
    named = (asked.of, asked.node, asked.span, asked.cell)
    branches = tuple(
        LineageBranchShape(
            branch.node,
            branch.title,
            str(branch.weight),
            figure_shape(definition, (asked.of, branch.node, asked.span, asked.cell), branch.own),
            tuple(
                LineageValueShape(
                    report=leaf.report,
                    place=leaf.place,
                    cell=leaf.cell,
                    state=leaf.said.state.value,
                    number=_decimal(leaf.said.number),
                    denominator=_decimal(leaf.said.denominator),
                    text=leaf.said.text,
                    evidence=leaf.evidence,
                    by=leaf.by,
                    at=leaf.at,
                    official=leaf.is_official,
                    approved_by=leaf.approved_by or None,
                )
                for leaf in branch.leaves
            ),
        )
        for branch in line.branches
    )
    figure = None if line.figure is None else figure_shape(definition, named, line.figure)
    return LineageShape(definition.indicator, figure, branches)


def _decimal(number: int | None) -> str | None:
    return None if number is None else f"{unscaled(Fraction(number)):f}"


def entered_shape(done: Entered) -> EnteredShape:
    """What came of entering values."""
    return EnteredShape(
        done.values, done.reports, tuple(f"{one.code} {one.where}: {one.message}" for one in done.findings)
    )


def report_shape(one: DueReport) -> IndicatorReportShape:
    """A report that is due."""
    return IndicatorReportShape(
        address=one.address,
        indicator=one.indicator,
        title=one.title,
        node=one.node,
        owner=one.owner or None,
        state=one.state,
        level=one.level,
        submitted=one.submitted,
        submitted_by=one.submitted_by or None,
        note=one.note or None,
    )


def period_shape(one: ReportingPeriod) -> PeriodShape:
    """A reporting period."""
    return PeriodShape(one.code, one.start, one.end, one.due, one.state, one.reason or None)
