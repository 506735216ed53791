"""Reads of budgets: the printed figures of money and of posts, each with the cell that it stands in."""

from typing import Annotated, Any, Literal, TypeVar

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from throughline.store.budgeting.tables import Figure, PostFigure, ResourceFigure
from throughline.store.planning.reads import in_plans
from throughline.web.api.answers import OF_ORGANIZATION, listed, lists, reads, single
from throughline.web.api.monitoring import narrowed
from throughline.web.api.paging import Key, cut
from throughline.web.api.parameters import Organization, Paging, PlaceAddress, PlanAddress, Text, Year
from throughline.web.api.shapes.budgeting import MoneyFigure, PostsFigure, money_shape, posts_shape
from throughline.web.pages.frame import organization_at

router = Router(tags=["budgets"])

IN_PLAN = (Key("in_plan"), Key("position", int))
Printed = TypeVar("Printed", bound=Figure)


class FigureFilters(BaseModel):
    """The filters of figures."""

    plan: PlanAddress = None
    place: PlaceAddress = None
    table: Annotated[Text | None, Field(description="The printed number of the table: 10.19.")] = None
    fund: Annotated[Text | None, Field(description="The fund: regular budget, other assessed, extrabudgetary ...")] = (
        None
    )
    year: Annotated[Year | None, Field(description="The year that the figure is of.")] = None
    measure: Annotated[Text | None, Field(description="What is measured: expenditure, appropriation, estimate ...")] = (
        None
    )
    category: Annotated[Text | None, Field(description="The category or object of expenditure, or of posts.")] = None
    level: Annotated[
        Literal["line", "subtotal", "total"] | None, Field(description="A line of its table, or a sum.")
    ] = None


def figures(table: type[Printed], organization: str, plan: str | None = None) -> QuerySet[Any]:
    """Figures in force of an organization, with their place and the file that they were printed in at hand."""
    found = in_plans(table, organization, plan)
    placed: QuerySet[Any] = found.annotate(
        in_place=F("place__address"), sha256=F("version__source__sha256"), in_file=F("version__source__name")
    )
    return placed


def _wanted(table: type[Printed], organization: str, filters: FigureFilters) -> QuerySet[Any]:
    return narrowed(
        figures(table, organization, filters.plan),
        in_place=filters.place,
        cell_table=filters.table,
        fund=filters.fund,
        year=filters.year,
        measure=filters.measure,
        category=filters.category,
        level=filters.level,
    )


@lists(router, f"{OF_ORGANIZATION}/money", MoneyFigure)
def money(
    request: HttpRequest, organization: Organization, filters: Query[FigureFilters], paging: Query[Paging]
) -> HttpResponse:
    """Printed figures of money, plan by plan in their order, each with its cell."""
    whose = organization_at(request, organization)
    page = cut(_wanted(ResourceFigure, whose.code, filters), IN_PLAN, paging)
    return listed(request, MoneyFigure, (money_shape(one) for one in page.rows), page, paging)


@reads(router, f"{OF_ORGANIZATION}/money/{{path:address}}", MoneyFigure)
def money_figure(
    request: HttpRequest,
    organization: Organization,
    address: Annotated[str, Path(..., description="The address of a figure.", example="UN/2026/10/T10.19/r5/c7")],
) -> HttpResponse:
    """A printed figure of money, with its cell."""
    whose = organization_at(request, organization)
    found = figures(ResourceFigure, whose.code).filter(address=address).first()
    return single(request, MoneyFigure, money_shape(found) if found else None, address)


@lists(router, f"{OF_ORGANIZATION}/posts", PostsFigure)
def posts(
    request: HttpRequest, organization: Organization, filters: Query[FigureFilters], paging: Query[Paging]
) -> HttpResponse:
    """Printed numbers of posts, plan by plan in their order, each with its cell."""
    whose = organization_at(request, organization)
    page = cut(_wanted(PostFigure, whose.code, filters), IN_PLAN, paging)
    return listed(request, PostsFigure, (posts_shape(one) for one in page.rows), page, paging)


@reads(router, f"{OF_ORGANIZATION}/posts/{{path:address}}", PostsFigure)
def posts_figure(
    request: HttpRequest,
    organization: Organization,
    address: Annotated[str, Path(..., description="The address of a figure.", example="UN/2026/10/T10.20/r4/c6")],
) -> HttpResponse:
    """A printed number of posts, with its cell."""
    whose = organization_at(request, organization)
    found = figures(PostFigure, whose.code).filter(address=address).first()
    return single(request, PostsFigure, posts_shape(found) if found else None, address)
