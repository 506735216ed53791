"""How operations are written down and answered: lists as JSON or CSV with a link to the next page, single things."""

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Router
from pydantic import TypeAdapter

from throughline.store.organizations import Organization
from throughline.store.people.tables import Person
from throughline.store.rights import EDIT, Sight, acts_in
from throughline.web.access import acting
from throughline.web.api.paging import Cut
from throughline.web.api.parameters import Paging
from throughline.web.api.problems import NOT_ACCEPTABLE, NOT_FOUND, Refusal
from throughline.web.api.sheets import sheet
from throughline.web.pages.frame import organization_at, sight_in, worked_organization_at

Row = TypeVar("Row")
View = TypeVar("View", bound=Callable[..., HttpResponse])

READING = ["GET", "HEAD"]
JSON, CSV = "application/json", "text/csv"
AS_CSV = {"responses": {200: {"content": {CSV: {"schema": {"type": "string"}}}}}}
OF_ORGANIZATION = "/organizations/{organization}"


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """A page of a list: its rows, and the address of the page after it, null where it is the last."""

    items: tuple[Row, ...]
    next: str | None


def lists(router: Router, path: str, row: type, page: Any = None) -> Callable[[View], View]:
    """Decorator: a list of rows at a path; the view's docstring is what the description says of it."""
    return _operation(router, path, page or Page[row], AS_CSV)  # type: ignore[valid-type]


def reads(router: Router, path: str, shape: Any, media: str = JSON) -> Callable[[View], View]:
    """Decorator: a single thing at a path; a file of another `media` type instead of JSON, where one is named."""
    if media == JSON:
        return _operation(router, path, shape, None)
    binary = {"responses": {200: {"content": {media: {"schema": {"type": "string", "format": "binary"}}}}}}
    return _operation(router, path, shape, binary)


def _operation(router: Router, path: str, answer: Any, extra: dict[str, Any] | None) -> Callable[[View], View]:
    def written_down(view: View) -> View:
        summary, _blank, more = inspect.cleandoc(view.__doc__ or "").partition("\n\n")
        registered: View = router.api_operation(
            READING,
            path,
            response=answer,
            operation_id=view.__name__,
            summary=" ".join(summary.split()).removesuffix("."),
            # Without a text of its own django-ninja would repeat the docstring.
            description=" ".join(more.split()) or " ",
            openapi_extra=extra,
        )(view)
        return registered

    return written_down


def record_of(request: HttpRequest, organization: str) -> tuple[Organization, Sight]:
    """The organization at an address and what of its record the request may see; Http404 where that is nothing."""
    whose = organization_at(request, organization)
    return whose, sight_in(request, whose)


def work_of(request: HttpRequest, organization: str) -> tuple[Organization, Sight]:
    """The same for findings, sources and history: for the people who work there; Http404 for everybody else."""
    whose = worked_organization_at(request, organization)
    return whose, sight_in(request, whose)


def acting_in(request: HttpRequest, organization: str, right: str = EDIT) -> tuple[Organization, Person, Sight]:
    """The organization, who has a right somewhere in it, and what the request may see; Http404 for all others."""
    (whose, seen), by = work_of(request, organization), acting(request)
    if not acts_in(by, right, whose):
        raise Http404
    return whose, by, seen


def adapter(shape: Any) -> TypeAdapter[Any]:
    """What writes a shape; made once."""
    return _adapter(shape)


@cache
def _adapter(shape: Any) -> TypeAdapter[Any]:
    return TypeAdapter(shape)


def listed(request: HttpRequest, row: type[Row], rows: Iterable[Row], page: Cut, paging: Paging) -> HttpResponse:
    """The answer of a list: `rows` are those of the page `page` as their shape `row`."""
    items, after = tuple(rows), next_page(request, page.after)
    if form_of(request, paging) == CSV:
        return as_sheet(row, items, after, paging)
    return as_json(Page[row], Page(items, after), after)  # type: ignore[valid-type]


def as_sheet(row: type[Row], items: tuple[Row, ...], after: str | None, paging: Paging) -> HttpResponse:
    """Rows as CSV."""
    plain = adapter(tuple[row, ...]).dump_python(items, mode="json")  # type: ignore[valid-type]
    content = sheet(row, plain, byte_order_mark=paging.bom == "yes")
    return _linked(HttpResponse(content, content_type=f"{CSV}; charset=utf-8; header=present"), after)


def as_json(shape: Any, answer: object, after: str | None = None) -> HttpResponse:
    """An answer as JSON."""
    return _linked(HttpResponse(adapter(shape).dump_json(answer), content_type=JSON), after)


def single(request: HttpRequest, shape: type[Row], found: Row | None, address: str) -> HttpResponse:
    """The answer of a single thing; raises Refusal where there is none at the address."""
    if found is None:
        raise Refusal(NOT_FOUND, f"The record holds nothing at {address[:200]} that you may see.")
    if request.get_preferred_type([JSON]) is None:
        raise Refusal(NOT_ACCEPTABLE, f"It comes as {JSON}.")
    return as_json(shape, found)


def form_of(request: HttpRequest, paging: Paging) -> str:
    """The form that is asked for: by `format`, else by the header; raises Refusal where a list has no such form."""
    if paging.format:
        return CSV if paging.format == "csv" else JSON
    form = request.get_preferred_type([JSON, CSV])
    if form is None:
        raise Refusal(NOT_ACCEPTABLE, f"It comes as {JSON} or {CSV}.")
    return form


def next_page(request: HttpRequest, cursor: str) -> str | None:
    """The address of the next page: the same request with this cursor; None for no cursor."""
    if not cursor:
        return None
    query = request.GET.copy()
    query["cursor"] = cursor
    return f"{request.path}?{query.urlencode()}"


def _linked(response: HttpResponse, after: str | None) -> HttpResponse:
    if after:
        response.headers["Link"] = f'<{after}>; rel="next"'
    return response
