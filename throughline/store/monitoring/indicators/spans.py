"""Spans of time for figures: the periods of each frequency, and what reaches what in each of them."""

from collections.abc import Collection
from datetime import date, timedelta

from throughline.engine.monitoring.indicators import spans_of
from throughline.engine.periods import Period
from throughline.store.monitoring.indicators.nodes import Contributing


class Rolls:
    """What rolling up several indicators shares: the spans of each frequency, and what reaches what in each of them."""

    def __init__(self, contributing: Contributing, periods: tuple[Period, ...], nodes: Collection[str]) -> None:
        self.periods = {one.name: one for one in periods}
        self.above = contributing.above({one.name: last_day(one) for one in periods}, nodes)
        self._spans: dict[int, dict[str, tuple[str, ...]]] = {}

    @property
    def is_steady(self) -> bool:
        """Tell whether the same reaches the same in every span of time."""
        return len({id(one) for one in self.above.values()}) <= 1

    def spans(self, frequency: int) -> dict[str, tuple[str, ...]]:
        """The spans that are made of periods of this length."""
        if frequency not in self._spans:
            self._spans[frequency] = spans_of(self.periods.values(), frequency)
        return self._spans[frequency]

    def periods_of(self, frequency: int) -> dict[str, Period]:
        """The same as periods, in the order of time: a longer one after those that it is made of."""
        found = [self.periods[name] for name in self.spans(frequency)]
        return {one.name: one for one in sorted(found, key=lambda one: (one.end, -one.start.toordinal()))}


def last_day(period: Period) -> date:
    """The day on which contributions decide for a span of time."""
    return period.end - timedelta(days=1)
