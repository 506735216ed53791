"""Lineage: the tree of values that made a figure, each with who entered it, when, from what, and who approved it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.db.models import Q

from throughline.engine.monitoring.aggregation import Folded
from throughline.engine.monitoring.cells import TOTAL, Part, is_within
from throughline.engine.monitoring.indicators import report_address, spans_of
from throughline.engine.monitoring.rollup import WHOLE, Value, figure_plainly
from throughline.engine.monitoring.values import Said, State
from throughline.engine.periods import Period
from throughline.store.monitoring.indicators.nodes import NodeEntry, contributing_in, nodes_at
from throughline.store.monitoring.indicators.reading import (
    COLUMNS,
    COUNTED_STATES,
    Which,
    definitions_for,
    values_of,
)
from throughline.store.monitoring.indicators.reads import period_records, periods_in
from throughline.store.monitoring.indicators.seen import seen_indicator
from throughline.store.monitoring.indicators.spans import last_day
from throughline.store.monitoring.indicators.tables import Indicator, IndicatorValue
from throughline.store.rights import Sight


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value in a figure: its report, cell and place; what was said, by whom, when, from what; and who approved it.

    Who said and approved it, and from what, is "" for a reader who does not work there.
    """

    report: str
    period: str
    place: str
    cell: str
    said: Said
    evidence: str
    by: str
    at: datetime
    is_official: bool
    approved_by: str


@dataclass(frozen=True, slots=True)
class Branch:
    """What one node brings: the part of it that arrives (1 is all), its own figure, and the values that make it."""

    node: str
    title: str
    weight: Fraction
    own: Folded
    leaves: tuple[Leaf, ...]


@dataclass(frozen=True, slots=True)
class Lineage:
    """A figure with the branches that made it; None as the figure where nothing is reported."""

    figure: Folded | None
    branches: tuple[Branch, ...]
    span: Period
    periods: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """The figure that is asked for: at which node, for which span of time, of what, in which cell."""

    node: str
    span: str
    of: str
    cell: str = TOTAL


def lineage_of(indicator: Indicator, asked: Asked, which: Which, *, seen_by: Sight) -> Lineage | None:
    """The tree of values that made a figure; None for a span of time that there is none. Seven statements.

    The figure is worked out plainly here, axis by axis, and is the same as the roll-up gives everywhere else.
    """
    organization = indicator.organization
    definitions = definitions_for(Q(indicator=indicator))
    definition = definitions.record(indicator.pk)
    periods = period_records(periods_in(organization))
    spans = spans_of(periods, definition.frequency)
    if asked.span not in spans:
        return None
    span = next(one for one in periods if one.name == asked.span)
    rows = list(_rows(indicator, asked.of, spans[asked.span], which, seen_by))
    starts = {one.name: one.start.toordinal() for one in periods}
    values = values_of((row[: len(COLUMNS)] for row in rows), definitions, starts).get((indicator.pk, asked.of), [])
    contributing = contributing_in(organization, seen_by=seen_by)
    nodes = {value.node for value in values}
    reach = contributing.reach_on(last_day(span), nodes)
    titles = nodes_at(organization, nodes, seen_by=seen_by)
    inside = spans[asked.span]
    figure = figure_plainly(definition.rules, values, reach, node=asked.node, periods=inside, cell=asked.cell)
    works = seen_by.works_in(indicator.organization_id)
    leaves = _leaves(indicator, rows, values, asked.cell, works)
    branches = []
    for node in sorted(nodes, key=lambda one: (one != asked.node, one)):
        weight = WHOLE if node == asked.node else reach.get((node, asked.node), Fraction(0))
        here = [value for value in values if value.node == node]
        own = figure_plainly(definition.rules, here, {}, node=node, periods=inside, cell=asked.cell)
        if weight and own is not None:
            shown = node if works or node in titles else ""
            branches.append(Branch(shown, _title(titles, node), weight, own, tuple(leaves.get(node, ()))))
    return Lineage(figure, tuple(branches), span, tuple(inside))


def _title(titles: dict[str, NodeEntry], node: str) -> str:
    return titles[node].title if node in titles else ""


def _leaves(
    indicator: Indicator, rows: Sequence[tuple[Any, ...]], values: Sequence[Value], cell: str, works: bool
) -> dict[str, list[Leaf]]:
    """The values that make a cell, by node: what is stated for it, else the crossed cells within it."""
    stated: dict[tuple[str, str, str], list[int]] = {}
    within: dict[tuple[str, str, str], list[int]] = {}
    for at, value in enumerate(values):
        key = (value.node, value.period, value.place)
        if value.part is Part.CROSSED and (cell == TOTAL or (value.cell is not None and is_within(value.cell, cell))):
            within.setdefault(key, []).append(at)
        elif value.part is not Part.CROSSED and value.cell == cell:
            stated[key] = [at]
    found: dict[str, list[Leaf]] = defaultdict(list)
    for at in sorted(number for numbers in (within | stated).values() for number in numbers):
        found[values[at].node].append(_leaf(indicator, rows[at]) if works else _unsigned(_leaf(indicator, rows[at])))
    return found


def _rows(
    indicator: Indicator, of: str, periods: Sequence[str], which: Which, seen_by: Sight
) -> Sequence[tuple[Any, ...]]:
    """The values of an indicator in these periods as rows, with who said and approved them. One statement."""
    mine = seen_indicator(seen_by, "report__series__indicator__")
    if not seen_by.works_in(indicator.organization_id):
        mine &= Which.OFFICIAL.wanted
    where: dict[str, Any] = {
        "report__series__indicator": indicator,
        "report__of": of,
        "report__period__code__in": periods,
    }
    found = IndicatorValue.objects.filter(which.wanted, mine, state__in=COUNTED_STATES, **where)
    more = ("evidence", "by__name", "by__username", "at", "report__decided_by__name", "report__decided_by__username")
    ordered = found.order_by("report__series__node", "report__period__start", "place", "cell")
    return list(ordered.values_list(*COLUMNS, *more))


def _leaf(indicator: Indicator, row: tuple[Any, ...]) -> Leaf:
    _, of, node, period, _, place, cell, _, state, number, denominator, text, official, *more = row
    evidence, name, username, at, decider, decider_name = more
    return Leaf(
        report=report_address(indicator.address, node, period, of),
        period=period,
        place=place,
        cell=cell,
        said=Said(State(state), number, denominator, text),
        evidence=evidence,
        by=name or username,
        at=at,
        is_official=bool(official),
        approved_by=decider or decider_name or "" if official else "",
    )


def _unsigned(leaf: Leaf) -> Leaf:
    """A value as who does not work there sees it: without names, and without what was noted beside it."""
    return replace(leaf, report="", evidence="", by="", approved_by="")
