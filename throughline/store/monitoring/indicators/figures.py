"""Figures of indicators in every cell: from the values of all nodes that contribute, never stored."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Q

from throughline.engine.monitoring.cells import wider_cells
from throughline.engine.monitoring.indicators import Definition
from throughline.engine.monitoring.rollup import Figures, roll_up
from throughline.engine.periods import Period
from throughline.store.monitoring.indicators.adding import (
    adds,
    figures_added,
    figures_of_others,
    reported_by,
    terms_of,
)
from throughline.store.monitoring.indicators.basis import (
    Basis,
    Key,
    basis_of,
    named_in,
    nodes_in,
    rows_of,
    values_in,
)
from throughline.store.monitoring.indicators.reading import Definitions, Which, definitions_for
from throughline.store.monitoring.indicators.seen import seen_indicator
from throughline.store.monitoring.indicators.tables import Indicator
from throughline.store.organizations import Organization
from throughline.store.rights import Sight


@dataclass(frozen=True, slots=True)
class IndicatorFigures:
    """Figures of an indicator: by what they are of, at each node, for each span of time, in each cell.

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
    """The figures of these indicators of an organization at every node, by address. Five statements for any number.

    The nodes that contribute on the last day of a span contribute to it. Cost: the values of the indicators times the
    cells that each lies within, and the reports times the nodes that each reaches.
    """
    definitions, own = _defined(organization, [one.pk for one in indicators], which, seen_by)
    rows = rows_of(which, named_in("s.indicator_id", own), own) if own else {}
    basis = basis_of(organization, definitions, nodes_in(rows), seen_by=seen_by)
    found: dict[int, dict[str, Figures]] = {}
    for (indicator, of), held in rows.items():
        definition = definitions.record(indicator)
        spans = basis.rolls.spans(definition.frequency)
        values = values_in(basis, indicator, held)
        found.setdefault(indicator, {})[of] = roll_up(definition.rules, values, basis.rolls.above, spans)
    return _by_address(basis, found)


def own_figures_of(
    organization: Organization, indicators: Collection[Indicator], which: Which, *, seen_by: Sight
) -> dict[str, IndicatorFigures]:
    """The same at the indicators' own nodes alone, for reports on many of them.

    Seven statements at most. Cost: one pass over the values.
    """
    return own_figures_at(organization, [one.pk for one in indicators], which, seen_by=seen_by)


def own_figures_at(
    organization: Organization, numbers: Collection[int], which: Which, *, seen_by: Sight
) -> dict[str, IndicatorFigures]:
    """The same for the row numbers of indicators."""
    definitions, own = _defined(organization, numbers, which, seen_by)
    reported = reported_by(own) if own else {}
    nodes = frozenset(node for reports in reported.values() for _, node, _ in reports)
    basis = basis_of(organization, definitions, nodes, seen_by=seen_by)
    added = frozenset(one for one in own if adds(definitions, one)) if basis.is_steady else frozenset()
    figures: dict[Key, Figures] = {}
    others = frozenset(indicator for indicator, _ in reported) - added
    if added:
        of_added = {key: reports for key, reports in reported.items() if key[0] in added}
        figures, more = figures_added(basis, of_added, terms_of(which, sorted(added)), wider_cells)
        others |= more
    figures |= figures_of_others(basis, which, others)
    found: dict[int, dict[str, Figures]] = {}
    for (indicator, of), one in figures.items():
        found.setdefault(indicator, {})[of] = one
    return _by_address(basis, found)


def _defined(
    organization: Organization, numbers: Collection[int], which: Which, seen_by: Sight
) -> tuple[Definitions, list[int]]:
    """The definitions of indicators that are seen, and the row numbers of those whose values are too. One statement.

    What was not approved is told to who works there alone.
    """
    named = Q(indicator__in=numbers, indicator__organization=organization)
    definitions = definitions_for(named & seen_indicator(seen_by, "indicator__"))
    is_told = which is Which.OFFICIAL or seen_by.works_in(organization.pk)
    return definitions, list(definitions.newest) if is_told else []


def _by_address(basis: Basis, found: Mapping[int, Mapping[str, Figures]]) -> dict[str, IndicatorFigures]:
    """The figures of each indicator by its address, in the order of addresses; without any where nothing is said."""
    told = {}
    for number in basis.definitions.newest:
        definition = basis.definitions.record(number)
        spans = basis.rolls.periods_of(definition.frequency)
        told[definition.indicator] = IndicatorFigures(definition, spans, found.get(number, {}))
    return told
