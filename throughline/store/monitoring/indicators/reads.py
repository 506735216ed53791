"""Reads of indicators: definitions as the engine's records, indicators that fit, periods, series."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Q, QuerySet

from throughline.engine.monitoring.aggregation import Kind, Rule, Rules
from throughline.engine.monitoring.cells import Carried, Category, Dimension
from throughline.engine.monitoring.indicators import Definition, Direction
from throughline.engine.periods import Period
from throughline.store.monitoring.indicators import tables
from throughline.store.monitoring.indicators.seen import seen_indicator
from throughline.store.monitoring.indicators.tables import Indicator, ReportingPeriod, Series
from throughline.store.organizations import Organization
from throughline.store.rights import Sight


def definition_record(one: tables.Definition) -> Definition:
    """A definition as the engine knows it; its indicator must be at hand (select_related)."""
    return Definition(
        indicator=one.indicator.address,
        number=one.number,
        kind=Kind(one.kind),
        title=one.title,
        unit=one.unit,
        rules=Rules(Rule(one.cells), Rule(one.places), Rule(one.time), Rule(one.nodes)),
        direction=Direction(one.direction),
        currency=one.currency,
        low=one.low,
        high=one.high,
        source=one.source,
        method=one.method,
        frequency=one.frequency,
        dimensions=dimensions_of(one.dimensions),
        carried=tuple(Carried(*each) for each in one.carried),
        on_track=one.on_track,
        off_track=one.off_track,
        reason=one.reason,
    )


def dimensions_of(kept: Iterable[Any]) -> tuple[Dimension, ...]:
    """Dimensions from the form in which they are kept."""
    return tuple(
        Dimension(code, title, tuple(Category(*each) for each in categories)) for code, title, categories in kept
    )


def kept_dimensions(dimensions: Iterable[Dimension]) -> list[Any]:
    """Dimensions in the form in which they are kept."""
    return [[one.code, one.title, [[each.code, each.title] for each in one.categories]] for one in dimensions]


def definitions_of(indicator: Indicator) -> tuple[Definition, ...]:
    """Every definition of an indicator, the first one first. One statement."""
    found = tables.Definition.objects.filter(indicator=indicator).select_related("indicator").order_by("number")
    return tuple(definition_record(one) for one in found)


def indicators_where(
    *, organization: Organization, node: str = "", words: str = "", kind: str = "", unit: str = "", seen_by: Sight
) -> QuerySet[Indicator]:
    """Indicators that fit, by address: of this node or below it, with all these words, of this kind, of this owner."""
    found = Indicator.objects.filter(seen_indicator(seen_by), organization=organization, definition__isnull=False)
    found = found.select_related("definition")
    if node:
        found = found.filter(Q(node=node) | Q(node__startswith=f"{node}/"))
    for word in words.split():
        found = found.filter(Q(definition__title__icontains=word) | Q(address__icontains=word))
    if kind:
        found = found.filter(definition__kind=kind)
    if unit:
        found = found.filter(owner__code=unit)
    return found.order_by("node", "number")


def indicators_at(organization: Organization, nodes: Collection[str], *, seen_by: Sight) -> QuerySet[Indicator]:
    """The indicators of these nodes themselves, by address, their definitions at hand."""
    found = Indicator.objects.filter(seen_indicator(seen_by), organization=organization, node__in=nodes)
    return found.filter(definition__isnull=False).select_related("definition").order_by("node", "number")


def indicator_at(organization: Organization, address: str, *, seen_by: Sight) -> Indicator | None:
    """The indicator with an address, its definition and owner at hand; None where none is seen. One statement."""
    found = Indicator.objects.filter(seen_indicator(seen_by), organization=organization, address=address)
    return found.select_related("definition__indicator", "definition", "owner", "steward", "organization").first()


def periods_in(organization: Organization) -> dict[str, ReportingPeriod]:
    """The reporting periods of an organization by their names, in the order of time. One statement."""
    found = ReportingPeriod.objects.filter(organization=organization).order_by("start", "-end", "code")
    return {one.code: one for one in found}


def period_record(one: ReportingPeriod) -> Period:
    """A reporting period as the engine knows it."""
    return Period(one.code, one.start, one.end)


def period_records(periods: Mapping[str, ReportingPeriod]) -> tuple[Period, ...]:
    """Reporting periods as the engine knows them, in their order."""
    return tuple(period_record(one) for one in periods.values())


def series_of(indicator: Indicator) -> tuple[Series, ...]:
    """The series of an indicator, by node. One statement."""
    return tuple(Series.objects.filter(indicator=indicator).order_by("node"))
