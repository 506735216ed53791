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

Weight = Fraction | int


class Term(NamedTuple):
    """A value that is added: of which report and node, for which period, in which cell, what part of its report.

    Terms of one report come one after the other, what it states before what is crossed.
    """

    report: int
    node: str
    period: str
    cell: str
    part: int
    number: int
    denominator: int | None
    marks: frozenset[Mark]


class _Sum:
    """What was added so far for a period and a cell."""

    __slots__ = ("denominator", "last", "marks", "number", "reports")

    def __init__(self) -> None:
        self.number: Weight = 0
        self.denominator: Weight | None = None
        self.reports = 0
        self.marks = UNMARKED
        self.last = -1


def only_adds(rules: Rules) -> bool:
    """Tell whether an indicator with these rules is added up by the short way."""
    return ADDED.issuperset(rules.all)


def sums_at(
    node: str,
    terms: Iterable[Term],
    weights: Mapping[str, Weight],
    spans: Spans,
    *,
    unit: int,
    starts: Mapping[str, int],
    wider: Callable[[str], Sequence[str]],
) -> Figures:
    """The figures of a node for each span and cell; `weights` says which part of each node reaches it, itself wholly.

    All values are of one `unit`, everywhere, and none is a margin; `starts` is the first day of each period as a
    number, `wider` gives the cells that a crossed one lies within, itself first. Cost: one pass over the terms.
    """
    sums = _added(terms, weights, wider)
    by_period: dict[str, list[tuple[str, _Sum]]] = {}
    for (period, cell), one in sums.items():
        by_period.setdefault(period, []).append((cell, one))
    found: dict[tuple[str, str, str], Amount] = {}
    for span, periods in spans.items():
        there = [period for period in periods if period in by_period]
        if len(there) == 1:
            for cell, one in by_period[there[0]]:
                found[node, span, cell] = _amount([(starts[there[0]], one)], unit)
        elif there:
            cells: dict[str, list[tuple[int, _Sum]]] = {}
            for period in there:
                for cell, one in by_period[period]:
                    cells.setdefault(cell, []).append((starts[period], one))
            for cell, parts in cells.items():
                found[node, span, cell] = _amount(parts, unit)
    return found


def _added(
    terms: Iterable[Term], weights: Mapping[str, Weight], wider: Callable[[str], Sequence[str]]
) -> dict[tuple[str, str], _Sum]:
    """What is added by period and cell; a report that states its total is not made of its cells."""
    sums: dict[tuple[str, str], _Sum] = {}
    stated = -1
    for report, node, period, cell, part, number, denominator, marks in terms:
        weight = weights.get(node)
        if not weight:
            continue
        if part == Part.CROSSED:
            cells = wider(cell) if report == stated else (*wider(cell), TOTAL)
        else:
            cells, stated = (TOTAL,), report
        more = number if weight == 1 else number * weight
        below = denominator if denominator is None or weight == 1 else denominator * weight
        for one in cells:
            key = (period, one)
            held = sums.get(key)
            if held is None:
                held = sums[key] = _Sum()
            held.number += more
            if below is not None:
                held.denominator = below + (held.denominator or 0)
            if held.last != report:
                held.reports += 1
                held.last = report
            if marks:
                held.marks |= marks
    return sums


def _amount(parts: Sequence[tuple[int, _Sum]], unit: int) -> Amount:
    """Sums of several periods as one amount."""
    if len(parts) == 1:
        when, one = parts[0]
        return Amount(one.number, one.denominator, when=when, unit=unit, reports=one.reports, marks=one.marks)
    denominators = [one.denominator for _, one in parts if one.denominator is not None]
    return Amount(
        sum([one.number for _, one in parts]),
        sum(denominators) if denominators else None,
        when=max([when for when, _ in parts]),
        unit=unit,
        reports=sum([one.reports for _, one in parts]),
        marks=UNMARKED.union(*[one.marks for _, one in parts]),
    )
