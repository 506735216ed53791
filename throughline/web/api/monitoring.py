"""Reads of monitoring: measures with their values, deliverables with their quantities, evaluations and lessons."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from throughline.store.monitoring.tables import Deliverable, Evaluation, Measure, MeasureValue, Quantity
from throughline.store.planning.reads import in_plans
from throughline.web.api.answers import OF_ORGANIZATION, listed, lists, reads, single
from throughline.web.api.paging import Key, cut
from throughline.web.api.parameters import Organization, Paging, PlaceAddress, PlanAddress, Text
from throughline.web.api.shapes.monitoring import (
    DeliverableShape,
    EvaluationShape,
    MeasureShape,
    ValueShape,
    deliverable_shape,
    evaluation_shape,
    measure_shape,
    value_shape,
)
from throughline.web.pages.frame import organization_at

router = Router(tags=["monitoring"])

IN_PLAN = (Key("in_plan"), Key("position", int))


class MeasureFilters(BaseModel):
    """The filters of measures."""

    plan: PlanAddress = None
    place: PlaceAddress = None
    result: Annotated[Text | None, Field(description="The address of a result: UN/2026/10/SP1/R2.")] = None


class DeliverableFilters(BaseModel):
    """The filters of deliverables."""

    plan: PlanAddress = None
    place: PlaceAddress = None
    category: Annotated[Literal["A", "B", "C", "D", "E"] | None, Field(description="The category of its table.")] = None
    kind: Annotated[
        Literal["category", "subcategory", "item", "text"] | None,
        Field(description="Heading of a category or of a subcategory, item with a number, or text."),
    ] = None


class EvaluationFilters(BaseModel):
    """The filters of evaluations and lessons."""

    plan: PlanAddress = None
    place: PlaceAddress = None
    kind: Annotated[Literal["evaluation", "lesson"] | None, Field(description="Evaluation, or lesson learned.")] = None


def narrowed(found: QuerySet[Any], **wanted: Any) -> QuerySet[Any]:
    """The rows that all filters leave that are given."""
    return found.filter(**{name: value for name, value in wanted.items() if value})


@lists(router, f"{OF_ORGANIZATION}/measures", MeasureShape)
def measures(
    request: HttpRequest, organization: Organization, filters: Query[MeasureFilters], paging: Query[Paging]
) -> HttpResponse:
    """Performance measures of results with their values, plan by plan in their order."""
    whose = organization_at(request, organization)
    found = with_result(in_plans(Measure, whose.code, filters.plan))
    page = cut(narrowed(found, in_place=filters.place, of_result=filters.result), IN_PLAN, paging)
    return listed(request, MeasureShape, measure_shapes(page.rows), page, paging)


@reads(router, f"{OF_ORGANIZATION}/measures/{{path:address}}", MeasureShape)
def measure(
    request: HttpRequest,
    organization: Organization,
    address: Annotated[str, Path(..., description="The address of a measure.", example="UN/2026/10/SP1/R2/M1")],
) -> HttpResponse:
    """A performance measure with its values."""
    whose = organization_at(request, organization)
    rows = list(with_result(in_plans(Measure, whose.code)).filter(address=address)[:1])
    return single(request, MeasureShape, next(iter(measure_shapes(rows)), None), address)


def with_result(found: QuerySet[Any]) -> QuerySet[Any]:
    """Measures with the addresses of their result and place at hand."""
    placed: QuerySet[Any] = found.annotate(of_result=F("result__address"), in_place=F("result__place__address"))
    return placed


def measure_shapes(rows: Sequence[Any]) -> tuple[MeasureShape, ...]:
    """Measures with their values. One statement."""
    values: dict[int, list[ValueShape]] = defaultdict(list)
    for one in MeasureValue.objects.filter(measure__in=[row.pk for row in rows]).order_by("position"):
        values[one.measure_id].append(value_shape(one))
    return tuple(measure_shape(row, values[row.pk]) for row in rows)


@lists(router, f"{OF_ORGANIZATION}/deliverables", DeliverableShape)
def deliverables(
    request: HttpRequest, organization: Organization, filters: Query[DeliverableFilters], paging: Query[Paging]
) -> HttpResponse:
    """Deliverables with the quantities planned and delivered, plan by plan in their order."""
    whose = organization_at(request, organization)
    found = in_plans(Deliverable, whose.code, filters.plan).annotate(in_place=F("place__address"))
    wanted = narrowed(found, in_place=filters.place, category=filters.category, kind=filters.kind)
    page = cut(wanted, IN_PLAN, paging)
    return listed(request, DeliverableShape, deliverable_shapes(page.rows), page, paging)


@reads(router, f"{OF_ORGANIZATION}/deliverables/{{path:address}}", DeliverableShape)
def deliverable(
    request: HttpRequest,
    organization: Organization,
    address: Annotated[str, Path(..., description="The address of a deliverable.", example="UN/2026/10/SP1/D-A.1")],
) -> HttpResponse:
    """A deliverable with the quantities planned and delivered."""
    whose = organization_at(request, organization)
    found = in_plans(Deliverable, whose.code).annotate(in_place=F("place__address")).filter(address=address)
    return single(request, DeliverableShape, next(iter(deliverable_shapes(list(found[:1]))), None), address)


def deliverable_shapes(rows: Sequence[Any]) -> tuple[DeliverableShape, ...]:
    """Deliverables with their quantities. One statement."""
    quantities: dict[int, list[ValueShape]] = defaultdict(list)
    for one in Quantity.objects.filter(deliverable__in=[row.pk for row in rows]).order_by("position"):
        quantities[one.deliverable_id].append(value_shape(one))
    return tuple(deliverable_shape(row, quantities[row.pk]) for row in rows)


@lists(router, f"{OF_ORGANIZATION}/evaluations", EvaluationShape)
def evaluations(
    request: HttpRequest, organization: Organization, filters: Query[EvaluationFilters], paging: Query[Paging]
) -> HttpResponse:
    """Evaluations and lessons learned, plan by plan in their order."""
    whose = organization_at(request, organization)
    found = in_plans(Evaluation, whose.code, filters.plan).annotate(in_place=F("place__address"))
    page = cut(narrowed(found, in_place=filters.place, kind=filters.kind), IN_PLAN, paging)
    return listed(request, EvaluationShape, (evaluation_shape(one) for one in page.rows), page, paging)
