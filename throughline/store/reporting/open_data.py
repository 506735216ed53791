"""Rows of the sets of open data: what of the record of an organization may be seen, in the order of their columns."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, QuerySet

from throughline.engine.money import Money
from throughline.engine.monitoring.indicators import report_address
from throughline.engine.monitoring.values import plain
from throughline.store.budgeting.tables import ResourceFigure
from throughline.store.mandates.reads import names_asked
from throughline.store.mandates.tables import Act
from throughline.store.monitoring.indicators.reads import dimensions_of, indicators_where
from throughline.store.monitoring.indicators.seen import seen_series
from throughline.store.monitoring.indicators.tables import IndicatorValue, Series
from throughline.store.monitoring.tables import Measure, MeasureValue
from throughline.store.organizations import Organization
from throughline.store.planning.answers import as_value, is_answered
from throughline.store.planning.frameworks.reads import standing
from throughline.store.planning.frameworks.tables import Element
from throughline.store.planning.reads import in_plans
from throughline.store.planning.tables import Place, Result
from throughline.store.rights import Sight, as_seen, documents_seen, in_document, in_plan
from throughline.store.rows import IN_FORCE

Cells = Sequence[Any]
# Rows that are fetched at once.
AT_ONCE = 1000


def rows_of(dataset: str, whose: Organization, *, seen_by: Sight) -> Iterator[Cells]:
    """The rows of a set (a name of engine/open_data.py), by address or in the order of the plans.

    Statements: one for each thousand rows and for what hangs on them.
    """
    return ROWS[dataset](whose, seen_by)


def _documents(whose: Organization, seen: Sight) -> Iterator[Cells]:
    for found in documents_seen(seen).order_by("address").iterator(AT_ONCE):
        one = as_seen(found)
        yield (
            one.address,
            one.is_held,
            one.kind,
            one.body,
            one.session,
            one.title,
            one.adopted,
            one.language,
        )


def _acts(whose: Organization, seen: Sight) -> Iterator[Cells]:
    found: QuerySet[Any] = Act.objects.filter(IN_FORCE, in_document(seen)).annotate(
        answered=as_value(is_answered(seen))
    )
    for rows in _by_thousands(found.select_related("version__document", "paragraph").order_by("address")):
        names = names_asked([one.pk for one in rows])
        for one in rows:
            yield (
                one.address,
                one.version.document.address,
                one.paragraph.address,
                one.verb,
                one.request,
                "; ".join(names.get(one.pk, ())),
                one.force,
                one.deadline_raw,
                one.latest,
                one.reporting,
                bool(one.answered),
            )


def _places(whose: Organization, seen: Sight) -> Iterator[Cells]:
    for one in _in_order(Place, whose, seen).select_related("version__document__plan").iterator(AT_ONCE):
        plan = one.version.document.plan
        what = (one.parent, one.kind, one.title, one.entity, one.objective)
        yield (one.address, plan.address, one.version.document.address, plan.year, *what)


def _results(whose: Organization, seen: Sight) -> Iterator[Cells]:
    values = Prefetch("values", MeasureValue.objects.order_by("position"))
    measures = Prefetch("measures", Measure.objects.order_by("position").prefetch_related(values))
    found = _in_order(Result, whose, seen).select_related("place").prefetch_related(measures)
    for one in found.iterator(AT_ONCE):
        own = (one.address, one.in_plan, one.place.address, one.kind, one.title)
        told = False
        for measure in one.measures.all():
            for value in measure.values.all():
                told = True
                yield (
                    *own,
                    measure.address,
                    measure.title,
                    measure.unit,
                    value.year,
                    value.status,
                    value.value,
                    value.text,
                )
        if not told:
            yield (*own, "", "", "", None, "", None, "")


def _figures(whose: Organization, seen: Sight) -> Iterator[Cells]:
    for one in _in_order(ResourceFigure, whose, seen).select_related("place").iterator(AT_ONCE):
        amount = Money(one.minor, one.currency).as_decimal() if one.minor is not None else None
        yield (
            one.address,
            one.in_plan,
            one.place.address if one.place else "",
            one.fund,
            one.component,
            one.category,
            one.year,
            one.measure,
            one.level,
            amount,
            one.currency,
            one.percentage,
            one.printed,
            one.cell_table,
            one.cell_row,
            one.cell_column,
        )


def _elements(whose: Organization, seen: Sight) -> Iterator[Cells]:
    found = Element.objects.filter(standing(seen), version__framework__organization=whose)
    found = found.select_related("version__framework", "unit").order_by("version__framework__address", "position")
    for one in found.iterator(AT_ONCE):
        plan = one.version.framework
        head = (plan.address, plan.title, plan.kind, plan.start, plan.end, one.version.number)
        own = (one.parent, one.level, one.title, one.text, one.assumptions, one.unit.code if one.unit else "")
        yield (one.address, *head, *own, "; ".join(one.goals))


def _indicators(whose: Organization, seen: Sight) -> Iterator[Cells]:
    for one in indicators_where(organization=whose, seen_by=seen).select_related("definition").iterator(AT_ONCE):
        said = one.definition
        assert said is not None
        dimensions = dimensions_of(said.dimensions)
        yield (
            one.address,
            one.node,
            said.number,
            said.kind,
            said.title,
            said.currency or said.unit,
            said.direction,
            *(_decimal(limit) for limit in (said.low, said.high)),
            said.frequency,
            "; ".join(f"{each.code}={'|'.join(one.code for one in each.categories)}" for each in dimensions),
            *(said.cells, said.places, said.time, said.nodes),
            *(said.source, said.method),
        )


def _values(whose: Organization, seen: Sight) -> Iterator[Cells]:
    """Official values alone, to whoever asks: what was not approved is no open data."""
    series = Series.objects.filter(seen_series(seen), indicator__organization=whose)
    found = IndicatorValue.objects.filter(official=True, report__series__in=series).order_by(
        "report__series__indicator__address", "report__series__node", "report__period__start", "report", "place", "cell"
    )
    columns = ("report__series__indicator__address", "report__series__node", "report__of", "report__period__code")
    more = ("report__period__start", "report__period__end", "cell", "place", "state", "number", "denominator", "text")
    for indicator, node, of, period, *told in found.values_list(*columns, *more).iterator(AT_ONCE):
        start, end, cell, place, state, number, denominator, text = told
        address = report_address(indicator, node, period, of)
        numbers = (_decimal(number), _decimal(denominator))
        yield (address, indicator, node, of, period, start, end, cell, place, state, *numbers, text)


def _decimal(scaled: int | None) -> Decimal | None:
    """A number of the store, in whole ten-thousandths, as it was said; None for none."""
    return None if scaled is None else Decimal(plain(scaled))


def _in_order(table: Any, whose: Organization, seen: Sight) -> QuerySet[Any]:
    return in_plans(table, whose.code).filter(in_plan(seen)).order_by("in_plan", "position")


def _by_thousands(found: QuerySet[Any]) -> Iterator[list[Any]]:
    numbers = list(found.values_list("pk", flat=True))
    for at in range(0, len(numbers), AT_ONCE):
        there = found.in_bulk(numbers[at : at + AT_ONCE])
        yield [there[number] for number in numbers[at : at + AT_ONCE] if number in there]


ROWS: Mapping[str, Callable[[Organization, Sight], Iterator[Cells]]] = {
    "documents": _documents,
    "acts": _acts,
    "plans": _places,
    "results": _results,
    "figures": _figures,
    "elements": _elements,
    "indicators": _indicators,
    "values": _values,
}
