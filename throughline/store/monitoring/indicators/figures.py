"""Figures of indicators in every cell: from the values of all nodes that contribute, never stored."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from throughline.engine.monitoring.indicators import Definition, spans_of
from throughline.engine.monitoring.rollup import Figures, roll_up
from throughline.engine.periods import Period
from throughline.store.monitoring.indicators.nodes import Contributing, contributing_in
from throughline.store.monitoring.indicators.reading import Which, counted_rows, definitions_for, values_of
from throughline.store.monitoring.indicators.reads import period_records, periods_in
from throughline.store.monitoring.indicators.tables import Indicator
from throughline.store.organizations import Organization
from throughline.store.rights import Sight, worked


@dataclass(frozen=True, slots=True)
class IndicatorFigures:
    """Every figure of an indicator: by what it is of, at each node, for each span of time, in each cell.

    `spans` are the periods that are reported, and the longer ones that they make.
    """

    definition: Definition
    spans: Mapping[str, Period]
    figures: Mapping[str, Figures]

    def of(self, of: str) -> Figures:
        """The figures of actual values, of targets or of baselines."""
        return self.figures.get(of, {})


def figures_of(
    organization: Organization, indicators: Collection[Indicator], which: Which, *, seen_by: Sight
) -> dict[str, IndicatorFigures]:
    """The figures of these indicators of an organization, by address. Five statements, whatever their number.

    The nodes that contribute on the last day of a span contribute to it. Cost: the values of the indicators times the
    cells that each lies within.
    """
    numbers = [one.pk for one in indicators]
    mine = Q(report__series__indicator__in=numbers) & worked(seen_by, "report__series__indicator__organization")
    definitions = definitions_for(Q(indicator__in=numbers))
    periods = period_records(periods_in(organization))
    starts = {one.name: one.start.toordinal() for one in periods}
    values = values_of(counted_rows(which, mine), definitions, starts)
    contributing = contributing_in(organization, seen_by=seen_by)
    nodes = {value.node for of_one in values.values() for value in of_one}
    rolls = Rolls(contributing, periods, nodes)
    found: dict[int, dict[str, Figures]] = defaultdict(dict)
    for (indicator, of), own in values.items():
        definition = definitions.record(indicator)
        found[indicator][of] = roll_up(definition.rules, own, rolls.above, rolls.spans(definition.frequency))
    return {
        one.address: IndicatorFigures(
            definitions.record(one.pk), rolls.periods_of(definitions.record(one.pk).frequency), found.get(one.pk, {})
        )
        for one in indicators
    }


class Rolls:
    """What rolling up several indicators shares: the spans of each frequency, and what reaches what in each of them."""

    def __init__(self, contributing: Contributing, periods: tuple[Period, ...], nodes: Collection[str]) -> None:
        self.periods = {one.name: one for one in periods}
        self.above = contributing.above({one.name: last_day(one) for one in periods}, nodes)
        self._spans: dict[int, dict[str, tuple[str, ...]]] = {}

    def spans(self, frequency: int) -> dict[str, tuple[str, ...]]:
        """The spans that are made of periods of this length."""
        if frequency not in self._spans:
            self._spans[frequency] = spans_of(self.periods.values(), frequency)
        return self._spans[frequency]

    def periods_of(self, frequency: int) -> dict[str, Period]:
        """The same as periods, in the order of time."""
        found = [self.periods[name] for name in self.spans(frequency)]
        return {one.name: one for one in sorted(found, key=lambda one: (one.start, one.end))}


def last_day(period: Period) -> date:
    """The day on which contributions decide for a span of time."""
    return period.end - timedelta(days=1)
