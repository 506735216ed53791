"""Reads that look things up: search over everything, and the line of whatever an address names."""

from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from throughline.store.flows import flows_of
from throughline.store.knowledge import search as search_index
from throughline.store.line import line_of
from throughline.web.addresses import PLAN_CODE
from throughline.web.api.answers import (
    CSV,
    OF_ORGANIZATION,
    as_json,
    as_sheet,
    form_of,
    lists,
    next_page,
    reads,
    record_of,
    single,
)
from throughline.web.api.paging import cursor_of, values_of
from throughline.web.api.parameters import Organization, Paging, Text, Year
from throughline.web.api.problems import BAD_CURSOR, Refusal
from throughline.web.api.shapes.knowledge import Hits, HitShape, LineShape, hit_shape, line_shape
from throughline.web.api.shapes.line import PictureShape, picture_shape

router = Router(tags=["search and line"])

# The index counts in 32 bits; nobody pages further.
FURTHEST = 1_000_000


class SearchFilters(BaseModel):
    """What is looked for."""

    q: Annotated[Text, Field(description='Words that must all be there, in any form; a phrase in "quotation marks".')]
    kind: Annotated[
        Literal[
            "document", "paragraph", "act", "section", "programme", "subprogramme", "result", "measure", "deliverable"
        ]
        | None,
        Field(description="What is looked for among; acts only where they are asked for."),
    ] = None
    year: Annotated[Year | None, Field(description="The year of the plan, or in which it was adopted.")] = None


@lists(router, f"{OF_ORGANIZATION}/search", HitShape, Hits)
def search(
    request: HttpRequest, organization: Organization, filters: Query[SearchFilters], paging: Query[Paging]
) -> HttpResponse:
    """Everything that holds all the words, best first.

    A cursor counts hits: what is taken in between two pages may move them.
    """
    _, seen = record_of(request, organization)
    start = _start(paging.cursor)
    year = str(filters.year) if filters.year else None
    found = search_index(filters.q, paging.limit, start, filters.kind, year=year, seen_by=seen)
    end = start + len(found.hits)
    after = next_page(request, cursor_of([end]) if found.hits and end < min(found.total, FURTHEST) else "")
    items = tuple(hit_shape(one) for one in found.hits)
    if form_of(request, paging) == CSV:
        return as_sheet(HitShape, items, after, paging)
    return as_json(Hits, Hits(found.total, dict(found.kinds), dict(found.years), items, after), after)


def _start(cursor: str | None) -> int:
    """After how many hits to begin."""
    if not cursor:
        return 0
    (start,) = values_of(cursor, [int])
    if not isinstance(start, int) or not 0 <= start <= FURTHEST:
        raise Refusal(BAD_CURSOR, str(FURTHEST))
    return start


@reads(router, f"{OF_ORGANIZATION}/lines/{{path:address}}", LineShape)
def line(
    request: HttpRequest,
    organization: Organization,
    address: Annotated[str, Path(..., description="Any public address.", example="UN/2026/10/SP1")],
) -> HttpResponse:
    """The line of a node: what asked for it, what is planned, paid and delivered, what is open."""
    whose, seen = record_of(request, organization)
    plan = PLAN_CODE.fullmatch(address)
    found = None if plan and plan["organization"] != whose.code else line_of(address, seen_by=seen)
    return single(request, LineShape, line_shape(found) if found else None, address)


@reads(router, f"{OF_ORGANIZATION}/pictures/{{path:address}}", PictureShape)
def picture(
    request: HttpRequest,
    organization: Organization,
    address: Annotated[str, Path(..., description="Any public address, or a year.", example="UN/2026/10")],
) -> HttpResponse:
    """The line of a node as a picture: columns of boxes, and the links between them with what flows along each.

    Money flows from what is planned to what is paid: the links of a box add up to the box, in each currency.
    """
    whose, seen = record_of(request, organization)
    plan = PLAN_CODE.fullmatch(address)
    found = None if plan and plan["organization"] != whose.code else flows_of(address, seen_by=seen)
    return single(request, PictureShape, picture_shape(found) if found else None, address)
