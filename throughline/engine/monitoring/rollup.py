"""The roll-up: figures of nodes from the values of all that contribute to them, plainly and fast, to the same end.

`figure_plainly` answers one question by the book, and anybody can check it by hand. `roll_up` answers all questions of
an indicator in one pass over its values. Tests prove that the two agree in every case.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from throughline.engine.monitoring.aggregation import Amount, Folded, Refusal, Rules, fold, weighed
from throughline.engine.monitoring.cells import TOTAL, Part, is_within, wider_cells

WHOLE = Fraction(1)
# {(node, ancestor): part of the node that reaches the ancestor}, as engine/planning/contributions.py gives it.
Reach = Mapping[tuple[str, str], Fraction]


class Value(NamedTuple):
    """A value where it stands: which node reports it, for which period, at which place ("" is everywhere), of what.

    A tuple, for there are hundreds of thousands of them.

    `cell` is the cell in the newest definition, None where it has no counterpart there; `part` what it was of its own
    report, which makes the total.
    """

    node: str
    period: str
    place: str
    cell: str | None
    part: Part
    amount: Amount


# The figures of one indicator: by node, name of the span of time, and cell.
Figures = Mapping[tuple[str, str, str], Folded]
# By node, every node that it reaches with the part that arrives there.
Above = Mapping[str, Sequence[tuple[str, Fraction]]]
# Names of spans with the codes of the periods in them: {"2026-Q1": ("2026-Q1",), "2026": ("2026-Q1", "2026-Q2")}.
Spans = Mapping[str, Sequence[str]]


def figure_plainly(
    rules: Rules, values: Sequence[Value], reach: Reach, *, node: str, periods: Sequence[str], cell: str = TOTAL
) -> Folded | None:
    """The figure of a node for these periods and this cell, None where nothing is reported; plainly, axis by axis."""
    contributed = []
    for reporting in sorted({value.node for value in values}):
        weight = WHOLE if reporting == node else reach.get((reporting, node), Fraction(0))
        if weight == 0:
            continue
        over_time = []
        for period in periods:
            own = [value for value in values if value.node == reporting and value.period == period]
            report = _report_plainly(rules, own, cell)
            if report is not None:
                over_time.append(report)
        if over_time:
            contributed.append(weighed(rules.nodes, fold(rules.time, over_time), weight))
    return fold(rules.nodes, contributed) if contributed else None


def _report_plainly(rules: Rules, own: Sequence[Value], cell: str) -> Folded | None:
    """One report (a node, a period) at one cell: each of its places, or what it says for everywhere alone."""
    places = {}
    for place in sorted({value.place for value in own}):
        here = _place_plainly(rules, [value for value in own if value.place == place], cell)
        if here is not None:
            places[place] = here
    if "" in places:
        return as_report(places[""])
    return as_report(fold(rules.places, list(places.values()))) if places else None


def _place_plainly(rules: Rules, here: Sequence[Value], cell: str) -> Folded | None:
    """One place of a report at one cell: what is stated for the cell, else what the crossed cells within it make."""
    if cell == TOTAL:
        stated = [value.amount for value in here if value.part is Part.TOTAL]
        within = [value.amount for value in here if value.part is Part.CROSSED]
    else:
        stated = [value.amount for value in here if value.part is Part.MARGIN and value.cell == cell]
        crossed = [value for value in here if value.part is Part.CROSSED and value.cell is not None]
        within = [value.amount for value in crossed if value.cell is not None and is_within(value.cell, cell)]
    found = stated or within
    return fold(rules.cells, found) if found else None


def roll_up(rules: Rules, values: Iterable[Value], above: Mapping[str, Above], spans: Spans) -> Figures:
    """Every figure that the values of an indicator make: at each node, for each span, in each cell.

    `above` says for each span what reaches what. Cost: the values times the cells that each lies within, and the
    reports times the nodes that each reaches.
    """
    return up_nodes(rules, over_time(rules, reports_of(rules, values), spans), above)


def above_of(reach: Reach) -> Above:
    """What each node reaches."""
    found: dict[str, list[tuple[str, Fraction]]] = defaultdict(list)
    for (node, ancestor), weight in reach.items():
        if weight:
            found[node].append((ancestor, weight))
    return found


def as_report(one: Folded) -> Folded:
    """What a report says, of however many cells and places it is made: it counts as one."""
    return one if isinstance(one, Refusal) or one.reports == 1 else one._replace(reports=1)


def reports_of(rules: Rules, values: Iterable[Value]) -> dict[tuple[str, str], dict[str, Folded]]:
    """Each report (node, period) with its figure in each cell: the axes of cells and places are done."""
    stated: dict[tuple[str, str], dict[tuple[str, str], list[Folded]]] = defaultdict(lambda: defaultdict(list))
    within: dict[tuple[str, str], dict[tuple[str, str], list[Folded]]] = defaultdict(lambda: defaultdict(list))
    for value in values:
        report = (value.node, value.period)
        if value.part is Part.CROSSED:
            here = within[report]
            here[value.place, TOTAL].append(value.amount)
            for wider in wider_cells(value.cell) if value.cell else ():
                here[value.place, wider].append(value.amount)
        elif value.part is Part.TOTAL:
            stated[report][value.place, TOTAL].append(value.amount)
        elif value.cell:
            stated[report][value.place, value.cell].append(value.amount)
    return {
        report: _places(rules, {**within.get(report, {}), **stated.get(report, {})})
        for report in dict.fromkeys((*within, *stated))
    }


def _places(rules: Rules, found: Mapping[tuple[str, str], Sequence[Folded]]) -> dict[str, Folded]:
    """The cells of one report over its places."""
    everywhere: dict[str, Folded] = {}
    places: dict[str, list[Folded]] = defaultdict(list)
    for (place, cell), amounts in found.items():
        here = fold(rules.cells, amounts)
        if place == "":
            everywhere[cell] = here
        else:
            places[cell].append(here)
    found_in = {cell: fold(rules.places, amounts) for cell, amounts in places.items()} | everywhere
    return {cell: as_report(one) for cell, one in found_in.items()}


def over_time(
    rules: Rules, reports: Mapping[tuple[str, str], Mapping[str, Folded]], spans: Spans
) -> dict[tuple[str, str, str], Folded]:
    """Each node's own figures for each span and cell."""
    holding: dict[str, list[str]] = defaultdict(list)
    for span, periods in spans.items():
        for period in periods:
            holding[period].append(span)
    found: dict[tuple[str, str, str], list[Folded]] = defaultdict(list)
    for (node, period), cells in reports.items():
        for span in holding.get(period, ()):
            for cell, amount in cells.items():
                found[node, span, cell].append(amount)
    return {key: fold(rules.time, amounts) for key, amounts in found.items()}


def up_nodes(rules: Rules, own: Mapping[tuple[str, str, str], Folded], above: Mapping[str, Above]) -> Figures:
    """The figures of all nodes, from their own and from what reaches them in each span."""
    found: dict[tuple[str, str, str], list[Folded]] = defaultdict(list)
    for key, amount in own.items():
        node, span, cell = key
        found[key].append(amount)
        for ancestor, weight in above[span].get(node, ()) if span in above else ():
            found[ancestor, span, cell].append(weighed(rules.nodes, amount, weight))
    return {key: fold(rules.nodes, amounts) for key, amounts in found.items()}


def figures_at(
    rules: Rules, own: Mapping[tuple[str, str, str], Folded], above: Mapping[str, Above], node: str
) -> Figures:
    """The figures of one node alone, as `up_nodes` gives them among those of all."""
    found: dict[tuple[str, str, str], list[Folded]] = defaultdict(list)
    for (reporting, span, cell), amount in own.items():
        if reporting == node:
            found[node, span, cell].append(amount)
            continue
        for ancestor, weight in above[span].get(reporting, ()) if span in above else ():
            if ancestor == node:
                found[node, span, cell].append(weighed(rules.nodes, amount, weight))
    return {key: fold(rules.nodes, amounts) for key, amounts in found.items()}
