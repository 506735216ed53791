"""Indicators of plans as IATI: baseline, and by period what was to be reached and what was, of official values."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from throughline.engine.iati.parts import Narrative
from throughline.engine.iati.results import Baseline, Indicator, Period, Reported
from throughline.engine.monitoring.aggregation import Kind
from throughline.engine.monitoring.indicators import Definition, Direction
from throughline.engine.periods import Period as Span

# IndicatorMeasure of IATI: a unit, a percentage, words. Yes and no, and milestones, are told in words there.
UNIT, PERCENTAGE, WORDS = "1", "2", "5"
MEASURES = {Kind.RATIO: PERCENTAGE, Kind.YESNO: WORDS, Kind.MILESTONE: WORDS, Kind.QUALITATIVE: WORDS}
# A figure: its number, and its words where it is told in words.
Told = tuple[Decimal | None, str]


@dataclass(frozen=True, slots=True)
class PlannedPeriod:
    """A period with its target and what was reached, each a number or words; None where nothing is official."""

    span: Span
    target: Told | None
    actual: Told | None


@dataclass(frozen=True, slots=True)
class PlannedIndicator:
    """An indicator with its official figures at its own node; `baseline` with its period, None for none."""

    definition: Definition
    baseline: tuple[Span, Told] | None
    periods: tuple[PlannedPeriod, ...]


def indicator_in(one: PlannedIndicator) -> Indicator:
    """The indicator as IATI has it."""
    definition = one.definition
    measure = MEASURES.get(definition.kind, UNIT)
    unit = definition.currency or definition.unit
    title = f"{definition.title} ({unit})" if unit and unit not in definition.title else definition.title
    baselines = (_baseline(*one.baseline, measure),) if one.baseline else ()
    return Indicator(
        measure=measure,
        is_ascending=None if definition.direction is Direction.WITHIN else definition.direction is Direction.RISE,
        title=_words(title),
        description=_words(definition.method) if definition.method else (),
        baselines=baselines,
        periods=tuple(
            Period(
                start=each.span.start,
                end=each.span.end - timedelta(days=1),
                targets=_reported(each.target, measure),
                actuals=_reported(each.actual, measure),
            )
            for each in one.periods
        ),
    )


def _baseline(span: Span, told: Told, measure: str) -> Baseline:
    day: date = span.end - timedelta(days=1)
    return Baseline(day=day, year=day.year, value=_value(told, measure), comment=_comment(told, measure))


def _reported(told: Told | None, measure: str) -> tuple[Reported, ...]:
    return (Reported(value=_value(told, measure), comment=_comment(told, measure)),) if told else ()


def _value(told: Told, measure: str) -> str | None:
    number = told[0]
    return f"{number.normalize():f}" if measure != WORDS and number is not None else None


def _comment(told: Told, measure: str) -> tuple[Narrative, ...]:
    return _words(told[1]) if measure == WORDS and told[1] else ()


def _words(text: str) -> tuple[Narrative, ...]:
    return (Narrative(text=text),)
