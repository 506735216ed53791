"""Figures of indicators that only add, at their own nodes: few columns read, and added as they come (sums.py).

Which indicators those are is told by their definitions; that a value stands at a place or is a margin is seen on the
way, and then that indicator goes the long way, axis by axis.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from throughline.engine.monitoring.rollup import Figures
from throughline.engine.monitoring.sums import NotAdded, Report, Term, only_adds, sums_at
from throughline.store.monitoring.indicators.basis import (
    Basis,
    Key,
    axis_by_axis,
    fetched,
    named_in,
    rows_of,
    wanted_by,
)
from throughline.store.monitoring.indicators.reading import Definitions, Which

REPORTS = """
SELECT r.id, s.indicator_id, r.of, s.node, r.period_id
FROM store_series s JOIN store_indicatorreport r ON r.series_id = s.id
WHERE {some}
"""
# What is known of a value as one number, as sums.py reads it: the fewer columns, the sooner they are here.
# `marks` is what is known of a value as one number, as sums.py reads it: the fewer columns, the sooner they are here.
TERMS = """
SELECT v.report_id, v.part, v.cell, v.number, v.denominator,
       CASE WHEN v.place = '' THEN 0 ELSE 8 END + CASE WHEN v.official THEN 0 ELSE 4 END
       + CASE v.state WHEN 'estimated' THEN 1 WHEN 'restated' THEN 2 ELSE 0 END AS marks
FROM store_series s
JOIN store_indicatorreport r ON r.series_id = s.id
JOIN store_indicatorvalue v ON v.report_id = r.id
WHERE {some} AND {wanted} AND v.number IS NOT NULL
"""
# Reports by indicator and what they are of: (report, node, period).
Reported = Mapping[Key, Sequence[tuple[int, str, int]]]
Terms = Mapping[int, Sequence[Term]]


def adds(definitions: Definitions, indicator: int) -> bool:
    """Tell whether an indicator only adds, and was never defined otherwise."""
    return only_adds(definitions.record(indicator).rules) and len(definitions.of_indicator[indicator]) == 1


def reported_by(indicators: Sequence[int]) -> Reported:
    """The reports of these indicators. One statement."""
    found: dict[Key, list[tuple[int, str, int]]] = {}
    for report, indicator, of, node, period in fetched(
        REPORTS.format(some=named_in("s.indicator_id", indicators)), indicators
    ):
        found.setdefault((indicator, of), []).append((report, node, period))
    return found


def terms_of(which: Which, indicators: Sequence[int]) -> Terms:
    """The values of these indicators that count, by report. One statement."""
    some = named_in("s.indicator_id", indicators)
    return by_report(fetched(TERMS.format(some=some, wanted=wanted_by(which)), indicators))


def by_report(terms: Iterable[Any]) -> dict[int, list[Term]]:
    """Terms by their reports."""
    found: dict[int, list[Term]] = {}
    for term in terms:
        held = found.get(term[0])
        if held is None:
            found[term[0]] = [term]
        else:
            held.append(term)
    return found


def figures_added(
    basis: Basis, reported: Reported, terms: Terms, wider: Callable[[str], Sequence[str]]
) -> tuple[dict[Key, Figures], frozenset[int]]:
    """The figures of indicators that add, at their own nodes; and those that turned out not to (row numbers)."""
    found: dict[Key, Figures] = {}
    others = set()
    for (indicator, of), own in reported.items():
        definition = basis.definitions.record(indicator)
        reports = [Report(node, basis.names[period], terms[at]) for at, node, period in own if at in terms]
        try:
            found[indicator, of] = sums_at(
                definition.node,
                reports,
                basis.weights_to(definition.node),
                basis.rolls.spans(definition.frequency),
                unit=basis.definitions.measure(indicator, basis.definitions.newest[indicator]),
                starts=basis.starts,
                wider=wider,
                weighted=definition.is_weighted,
            )
        except NotAdded:
            others.add(indicator)
    return {key: one for key, one in found.items() if one and key[0] not in others}, frozenset(others)


def figures_of_others(basis: Basis, which: Which, indicators: Collection[int]) -> dict[Key, Figures]:
    """The figures of these indicators at their own nodes, by all their rules. One statement, none for none."""
    if not indicators:
        return {}
    named = sorted(indicators)
    rows = rows_of(which, named_in("s.indicator_id", named), named)
    return {key: axis_by_axis(basis, key[0], own) for key, own in rows.items()}
