"""The short way of the roll-up, for indicators that only add: sums and ratios of sums on every axis, in one pass.

Where all rules add, the order of the axes makes no difference, and what a node brings can be added as it comes. The
figures are those of `roll_up` at the indicator's own node, which tests prove.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from throughline.engine.monitoring.aggregation import ADDED, UNMARKED, Amount, Mark, Rules
from throughline.engine.monitoring.cells import TOTAL, Part
from throughline.engine.monitoring.rollup import Figures, Spans
from throughline.engine.monitoring.values import MARKS, State

Weight = Fraction | int


# A value that is added: its report (not looked at here), what part of it, its cell, number, denominator, and what is to
# be known of it as a sum of the numbers below. A plain tuple, for there are hundreds of thousands of them.
Term = tuple[int, int, str, int, int | None, int]
ESTIMATED, RESTATED, NOT_APPROVED, PLACED = 1, 2, 4, 8
MARKED = tuple(
    UNMARKED.union(
        MARKS[State.ESTIMATED] if marks & ESTIMATED else (),
        MARKS[State.RESTATED] if marks & RESTATED else (),
        [Mark.UNAPPROVED] if marks & NOT_APPROVED else (),
    )
    for marks in range(PLACED)
)


class Report(NamedTuple):
    """What a node reports for a period: a value in each cell, once."""

    node: str
    period: str
    terms: Sequence[Term]


class NotAdded(Exception):
    """A value stands at a place, or is a margin: what is not added as it comes."""


class _Sum:
    """What was added so far for a period and a cell."""

    __slots__ = ("denominator", "last", "marks", "number", "reports")

    def __init__(self, number: Weight, denominator: Weight | None, marks: int, report: int) -> None:
        self.number = number
        self.denominator = denominator
        self.reports = 1
        self.marks = marks
        self.last = report

    def add(self, number: Weight, denominator: Weight | None, marks: int, report: int) -> None:
        self.number += number
        if denominator is not None:
            self.denominator = denominator + (self.denominator or 0)
        self.marks |= marks
        if self.last != report:
            self.reports += 1
            self.last = report


def only_adds(rules: Rules) -> bool:
    """Tell whether an indicator with these rules is added up by the short way."""
    return ADDED.issuperset(rules.all)


def sums_at(
    node: str,
    reports: Iterable[Report],
    weights: Mapping[str, Weight],
    spans: Spans,
    *,
    unit: int,
    starts: Mapping[str, int],
    wider: Callable[[str], Sequence[str]],
    weighted: bool = False,
) -> Figures:
    """The figures of a node for each span and cell; `weights` says which part of each node reaches it, itself wholly.

    All values are of one `unit`; `starts` is the first day of each period as a number, `wider` gives the cells that a
    crossed one lies within, itself first; `weighted` where a number counts as often as its denominator says. Raises
    `NotAdded`. Cost: one pass over the terms.
    """
    by_period = _added(reports, weights, wider, weighted=weighted)
    found: dict[tuple[str, str, str], Amount] = {}
    for span, periods in spans.items():
        there = [period for period in periods if period in by_period]
        if len(there) == 1:
            when = starts[there[0]]
            for cell, one in by_period[there[0]].items():
                found[node, span, cell] = Amount(
                    one.number, one.denominator, when=when, unit=unit, reports=one.reports, marks=MARKED[one.marks]
                )
        elif there:
            cells: dict[str, list[_Sum]] = {}
            for period in there:
                for cell, one in by_period[period].items():
                    cells.setdefault(cell, []).append(one)
            for cell, parts in cells.items():
                when = max(starts[period] for period in there if cell in by_period[period])
                found[node, span, cell] = _amount(parts, when, unit)
    return found


def _added(
    reports: Iterable[Report],
    weights: Mapping[str, Weight],
    wider: Callable[[str], Sequence[str]],
    *,
    weighted: bool,
) -> dict[str, dict[str, _Sum]]:
    """What is added by period and cell; a report that states its total is not made of its cells."""
    by_period: dict[str, dict[str, _Sum]] = {}
    for at, (node, period, terms) in enumerate(reports):
        weight = weights.get(node, 0)
        sums = by_period.setdefault(period, {}) if weight else {}
        whole = _added_of(terms, sums, weight, at, wider, weighted=weighted)
        held = sums.get(TOTAL)
        if held is None:
            sums[TOTAL] = _Sum(*whole)
        else:
            held.add(*whole)
    return by_period


def _added_of(
    terms: Sequence[Term],
    sums: dict[str, _Sum],
    weight: Weight,
    report: int,
    wider: Callable[[str], Sequence[str]],
    *,
    weighted: bool,
) -> tuple[Weight, Weight | None, int, int]:
    """Add what a report says in its cells; its total: number, denominator, marks, and the report."""
    crossed, margin = Part.CROSSED.value, Part.MARGIN.value
    total: Weight = 0
    below: Weight | None = None
    marked, is_stated = 0, False
    for _, part, cell, given, denominator, marks in terms:
        if part == margin or marks >= PLACED:
            raise NotAdded
        number = given if not weighted or denominator is None else given * denominator
        if part != crossed:
            total, below, marked, is_stated = number, denominator, marks, True
            continue
        if not is_stated:
            total += number
            below = below if denominator is None else denominator + (below or 0)
            marked |= marks
        share = denominator if denominator is None or weight == 1 else denominator * weight
        for one in wider(cell):
            held = sums.get(one)
            if held is None:
                sums[one] = _Sum(number * weight, share, marks, report)
            else:
                held.add(number * weight, share, marks, report)
    return total * weight, below if below is None else below * weight, marked, report


def _amount(parts: Sequence[_Sum], when: int, unit: int) -> Amount:
    """Sums of several periods as one amount."""
    denominators = [one.denominator for one in parts if one.denominator is not None]
    return Amount(
        sum([one.number for one in parts]),
        sum(denominators) if denominators else None,
        when=when,
        unit=unit,
        reports=sum([one.reports for one in parts]),
        marks=UNMARKED.union(*[MARKED[one.marks] for one in parts]),
    )
