"""Reads of plans: parts of plans, the outline of a year, places, results, what they list, texts and tables."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from throughline.engine.mandates.symbols import key_of
from throughline.store.budgeting.reads import Stated, stated_at, stated_for_plan
from throughline.store.mandates.tables import Version
from throughline.store.monitoring.tables import Evaluation, Measure
from throughline.store.planning.reads import in_plans, plan_entries, plans_where
from throughline.store.planning.tables import ListedMandate, Place, PlanParagraph, PrintedTable, Result
from throughline.store.rights import Sight, held_where_seen
from throughline.web.api.answers import OF_ORGANIZATION, listed, lists, reads, record_of, single
from throughline.web.api.monitoring import measure_shapes, with_result
from throughline.web.api.paging import Key, cut, cut_rows, onward
from throughline.web.api.parameters import Organization, Paging, PlaceAddress, PlanAddress, Text, Year
from throughline.web.api.shapes.budgeting import amount_of, stated_shape
from throughline.web.api.shapes.monitoring import evaluation_shape
from throughline.web.api.shapes.planning import (
    FundTotal,
    ListedShape,
    OutlineShape,
    PlaceShape,
    PlaceWhole,
    PlanShape,
    PlanWhole,
    ResultShape,
    ResultWhole,
    TableShape,
    TextShape,
    branch_shape,
    listed_shape,
    place_shape,
    plan_shape,
    result_shape,
    table_shape,
    text_shape,
)
from throughline.web.pages.frame import organization_at
from throughline.web.pages.plans.outline import Counts, counts_of, outline_of, plans_of_year

router = Router(tags=["plans"])

BY_ADDRESS = (Key("address"),)
IN_PLAN = (Key("in_plan"), Key("position", int))


class PlanFilters(BaseModel):
    """The filters of plans."""

    year: Annotated[Year | None, Field(description="The budget year.")] = None


class PlaceFilters(BaseModel):
    """The filters of places."""

    plan: PlanAddress = None
    parent: Annotated[Text | None, Field(description="The address of the place above.")] = None
    kind: Annotated[
        Literal["section", "programme", "subprogramme"] | None, Field(description="What kind of place it is.")
    ] = None


class AtPlace(BaseModel):
    """The filters of what stands at a place of a plan."""

    plan: PlanAddress = None
    place: PlaceAddress = None


class ResultFilters(BaseModel):
    """The filters of results."""

    plan: PlanAddress = None
    place: PlaceAddress = None
    kind: Annotated[
        Literal["performance", "planned"] | None, Field(description="Achieved in the past year, or planned.")
    ] = None


class ListedFilters(BaseModel):
    """The filters of mandates that plans list."""

    plan: PlanAddress = None
    place: PlaceAddress = None
    document: Annotated[Text | None, Field(description="The symbol of the mandate.")] = None
    held: Annotated[
        Literal["held", "cited"] | None, Field(description="Whether the text of the mandate is held, or not.")
    ] = None


def at_place(found: QuerySet[Any], place: str | None, kind: str | None = None) -> QuerySet[Any]:
    """Rows of plans with the address of their place at hand (`in_place`), of one place and kind if they are given."""
    found = found.annotate(in_place=F("place__address"))
    if place:
        found = found.filter(in_place=place)
    return found.filter(kind=kind) if kind else found


@lists(router, f"{OF_ORGANIZATION}/plans", PlanShape)
def plans(
    request: HttpRequest, organization: Organization, filters: Query[PlanFilters], paging: Query[Paging]
) -> HttpResponse:
    """The parts of plans that are held: one for each document, by address."""
    whose, seen = record_of(request, organization)
    found = plans_where(whose.code, filters.year, seen_by=seen).filter(document__held=True)
    entries = plan_entries(onward(found, BY_ADDRESS, paging)[: paging.limit + 1], seen_by=seen)
    page = cut_rows(entries, paging, lambda one: [one.address])
    return listed(request, PlanShape, (plan_shape(one) for one in page.rows), page, paging)


@reads(router, f"{OF_ORGANIZATION}/plans/{{path:address}}", PlanWhole)
def plan(
    request: HttpRequest,
    organization: Organization,
    address: Annotated[str, Path(..., description="The address of a part of a plan.", example="UN/2026/10")],
) -> HttpResponse:
    """A part of a plan: its masthead, the amounts stated for the whole of it, its places."""
    whose, seen = record_of(request, organization)
    entries = plan_entries(
        plans_where(whose.code, seen_by=seen).filter(address=address, document__held=True), seen_by=seen
    )
    version = Version.objects.filter(document__plan__address=address, pk=F("document__current")).first()
    if not entries or version is None:
        return single(request, PlanWhole, None, address)
    head: dict[str, Any] = version.head
    rows = list(in_plans(Place, whose.code, address).order_by("position"))
    whole = PlanWhole(
        plan=plan_shape(entries[0]),
        section=head.get("section"),
        part=head.get("part"),
        currency=head.get("currency"),
        unit=head.get("unit") or 1,
        version=version.number,
        stated=tuple(stated_shape(one) for one in stated_for_plan(version.pk)),
        places=place_shapes(rows),
    )
    return single(request, PlanWhole, whole, address)


@reads(router, f"{OF_ORGANIZATION}/outlines/{{year}}", OutlineShape)
def outline(
    request: HttpRequest,
    organization: Organization,
    year: Annotated[Year, Path(..., description="The budget year.", example=2026)],
) -> HttpResponse:
    """The plans of a year as one tree: sections, programmes, subprogrammes, with counts and estimates."""
    whose = organization_at(request, organization)
    held = plans_of_year(whose.pk, year)
    if not held:
        return single(request, OutlineShape, None, str(year))
    tree = outline_of(held, year)
    totals = ((fund, amount_of(money)) for (fund, _currency), money in tree.totals.items())
    shape = OutlineShape(
        year=year,
        subprogrammes=tree.subprogrammes,
        mandates=tree.counts.mandates,
        results=tree.counts.results,
        deliverables=tree.counts.deliverables,
        totals=tuple(FundTotal(fund, amount) for fund, amount in totals if amount),
        sections=tuple(branch_shape(one) for one in tree.sections),
    )
    return single(request, OutlineShape, shape, str(year))


@lists(router, f"{OF_ORGANIZATION}/places", PlaceShape)
def places(
    request: HttpRequest, organization: Organization, filters: Query[PlaceFilters], paging: Query[Paging]
) -> HttpResponse:
    """Places of plans: sections, programmes and subprogrammes, plan by plan in their order."""
    whose = organization_at(request, organization)
    found = in_plans(Place, whose.code, filters.plan)
    wanted = {"parent": filters.parent, "kind": filters.kind}
    page = cut(found.filter(**{name: value for name, value in wanted.items() if value}), IN_PLAN, paging)
    return listed(request, PlaceShape, place_shapes(page.rows), page, paging)


def place_shapes(rows: Sequence[Any]) -> tuple[PlaceShape, ...]:
    """Places with the counts of what they have of their own. One statement."""
    counts = counts_of(one.pk for one in rows)
    return tuple(place_shape(one, counts.get(one.pk, Counts())) for one in rows)


@reads(router, f"{OF_ORGANIZATION}/places/{{path:address}}", PlaceWhole)
def place(
    request: HttpRequest,
    organization: Organization,
    address: Annotated[str, Path(..., description="The address of a place.", example="UN/2026/10/SP1")],
) -> HttpResponse:
    """A place of a plan with its money, its mandates, its results, its evaluations."""
    whose, seen = record_of(request, organization)
    found = in_plans(Place, whose.code).filter(address=address).first()
    if found is None:
        return single(request, PlaceWhole, None, address)
    whole = PlaceWhole(
        place=place_shapes([found])[0],
        stated=tuple(stated_shape(one) for one in _stated(found)),
        mandates=tuple(listed_shape(one) for one in _listed(whose.code, seen).filter(place=found).order_by("position")),
        results=tuple(result_shape(one) for one in _own(Result, whose.code, found)),
        evaluations=tuple(evaluation_shape(one) for one in _own(Evaluation, whose.code, found)),
    )
    return single(request, PlaceWhole, whole, address)


def _stated(found: Place) -> tuple[Stated, ...]:
    return stated_at([found.pk]).get(found.pk, ()) if found.place else stated_for_plan(found.version_id)


def _listed(organization: str, seen: Sight, plan: str | None = None) -> QuerySet[Any]:
    found = at_place(in_plans(ListedMandate, organization, plan), None).select_related("document")
    rows: QuerySet[Any] = found.annotate(is_held=held_where_seen(seen, "document"))
    return rows


def _own(table: Any, organization: str, found: Place) -> QuerySet[Any]:
    return at_place(in_plans(table, organization), None).filter(place=found).order_by("position")


@lists(router, f"{OF_ORGANIZATION}/listed-mandates", ListedShape)
def listed_mandates(
    request: HttpRequest, organization: Organization, filters: Query[ListedFilters], paging: Query[Paging]
) -> HttpResponse:
    """Mandates that places of plans list as their own, plan by plan in their order."""
    whose, seen = record_of(request, organization)
    found = _listed(whose.code, seen, filters.plan)
    if filters.place:
        found = found.filter(in_place=filters.place)
    if filters.document:
        found = found.filter(document__key=key_of(filters.document))
    if filters.held:
        found = found.filter(is_held=True) if filters.held == "held" else found.exclude(is_held=True)
    page = cut(found, IN_PLAN, paging)
    return listed(request, ListedShape, (listed_shape(one) for one in page.rows), page, paging)


@lists(router, f"{OF_ORGANIZATION}/results", ResultShape)
def results(
    request: HttpRequest, organization: Organization, filters: Query[ResultFilters], paging: Query[Paging]
) -> HttpResponse:
    """Results of subprogrammes, planned or achieved in the past year, plan by plan in their order."""
    whose = organization_at(request, organization)
    page = cut(at_place(in_plans(Result, whose.code, filters.plan), filters.place, filters.kind), IN_PLAN, paging)
    return listed(request, ResultShape, (result_shape(one) for one in page.rows), page, paging)


@reads(router, f"{OF_ORGANIZATION}/results/{{path:address}}", ResultWhole)
def result(
    request: HttpRequest,
    organization: Organization,
    address: Annotated[str, Path(..., description="The address of a result.", example="UN/2026/10/SP1/R2")],
) -> HttpResponse:
    """A result with its measures and their values."""
    whose = organization_at(request, organization)
    found = at_place(in_plans(Result, whose.code), None).filter(address=address).first()
    if found is None:
        return single(request, ResultWhole, None, address)
    rows = list(with_result(in_plans(Measure, whose.code)).filter(result=found).order_by("position"))
    return single(request, ResultWhole, ResultWhole(result_shape(found), measure_shapes(rows)), address)


@lists(router, f"{OF_ORGANIZATION}/texts", TextShape)
def texts(
    request: HttpRequest, organization: Organization, filters: Query[AtPlace], paging: Query[Paging]
) -> HttpResponse:
    """Paragraphs of plans as printed, plan by plan in their order."""
    whose = organization_at(request, organization)
    page = cut(at_place(in_plans(PlanParagraph, whose.code, filters.plan), filters.place), IN_PLAN, paging)
    return listed(request, TextShape, (text_shape(one) for one in page.rows), page, paging)


@lists(router, f"{OF_ORGANIZATION}/tables", TableShape)
def tables(
    request: HttpRequest, organization: Organization, filters: Query[AtPlace], paging: Query[Paging]
) -> HttpResponse:
    """Printed tables of plans that gave no figures and no other rows, plan by plan in their order."""
    whose = organization_at(request, organization)
    page = cut(at_place(in_plans(PrintedTable, whose.code, filters.plan), filters.place), IN_PLAN, paging)
    return listed(request, TableShape, (table_shape(one) for one in page.rows), page, paging)
