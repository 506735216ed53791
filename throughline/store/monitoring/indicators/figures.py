"""Figures of indicators in every cell: from the values of all nodes that contribute, never stored."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Q

from throughline.engine.monitoring.cells import wider_cells
from throughline.engine.monitoring.indicators import Definition
from throughline.engine.monitoring.rollup import Figures, roll_up
from throughline.engine.periods import Period
from throughline.store.monitoring.indicators.basis import (
    Basis,
    Row,
    at_own_node,
    basis_of,
    named_in,
    nodes_in,
    rows_of,
    values_in,
)
from throughline.store.monitoring.indicators.reading import Which, definitions_for
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
    basis, rows = _read(organization, [one.pk for one in indicators], which, seen_by)
    found: dict[int, dict[str, Figures]] = {}
    for (indicator, of), own in rows.items():
        definition = basis.definitions.record(indicator)
        spans = basis.rolls.spans(definition.frequency)
        values = values_in(basis, indicator, own)
        found.setdefault(indicator, {})[of] = roll_up(definition.rules, values, basis.rolls.above, spans)
    return _by_address(basis, found)


def own_figures_of(
    organization: Organization, indicators: Collection[Indicator], which: Which, *, seen_by: Sight
) -> dict[str, IndicatorFigures]:
    """The same at the indicators' own nodes alone, for reports on many of them. Cost: one pass over the values."""
    return own_figures_at(organization, [one.pk for one in indicators], which, seen_by=seen_by)


def own_figures_at(
    organization: Organization, numbers: Collection[int], which: Which, *, seen_by: Sight
) -> dict[str, IndicatorFigures]:
    """The same for the row numbers of indicators."""
    basis, rows = _read(organization, numbers, which, seen_by)
    found: dict[int, dict[str, Figures]] = {}
    for (indicator, of), own in rows.items():
        found.setdefault(indicator, {})[of] = at_own_node(basis, indicator, own, wider_cells)
    return _by_address(basis, found)


def _read(
    organization: Organization, numbers: Collection[int], which: Which, seen_by: Sight
) -> tuple[Basis, dict[tuple[int, str], list[Row]]]:
    definitions = definitions_for(Q(indicator__in=numbers, indicator__organization=organization))
    own = list(definitions.newest)
    rows: dict[tuple[int, str], list[Row]] = {}
    if own and seen_by.works_in(organization.pk):
        rows = rows_of(which, named_in("s.indicator_id", own), own)
    return basis_of(organization, definitions, nodes_in(rows), seen_by=seen_by), rows


def _by_address(basis: Basis, found: Mapping[int, Mapping[str, Figures]]) -> dict[str, IndicatorFigures]:
    """The figures of each indicator by its address, in the order of addresses; without any where nothing is said."""
    told = {}
    for number in basis.definitions.newest:
        definition = basis.definitions.record(number)
        spans = basis.rolls.periods_of(definition.frequency)
        told[definition.indicator] = IndicatorFigures(definition, spans, found.get(number, {}))
    return told
