"""The API itself: every router under one roof, refusals as problem details, answers that did not change as 304."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError

from throughline.engine.errors import Forbidden, KeyUsed, Refused
from throughline.web.api import (
    assessments,
    budgeting,
    contributions,
    data,
    differences,
    editing,
    evaluations,
    frameworks,
    indicators,
    knowledge,
    links,
    mandates,
    monitoring,
    people,
    planning,
    reading,
    record,
    reporting,
    reviews,
    timeline,
    tracked,
    units,
    worklist,
)
from throughline.web.api.conditional import VERSION, conditional
from throughline.web.api.problems import BAD_PARAMETER, NOT_FOUND, NOT_POSSIBLE, REFUSED, USED_KEY, Refusal, refusal

# The documentation pages of django-ninja load their scripts from elsewhere: the site has its own (description.py).
api = NinjaAPI(
    title="Throughline",
    version=VERSION,
    description=(
        "The line from what an organization was asked to do, to what it planned, paid and achieved: every read of the "
        "record, and what can be done to it. Things are named by public addresses (docs/addresses.md). Lists come in "
        "pages, as JSON or CSV."
    ),
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
)
for subject in (
    record,
    mandates,
    differences,
    tracked,
    timeline,
    planning,
    monitoring,
    indicators,
    assessments,
    evaluations,
    budgeting,
    knowledge,
    people,
    editing,
    reading,
    links,
    frameworks,
    contributions,
    reviews,
    units,
    worklist,
    reporting,
    data,
):
    api.add_router("", subject.router)
api.add_decorator(conditional, mode="view")


@api.exception_handler(Refusal)
def refused(request: HttpRequest, said: Refusal) -> HttpResponse:
    """A request that cannot be answered, in problem details."""
    return refusal(request, said)


@api.exception_handler(Http404)
def not_found(request: HttpRequest, said: Http404) -> HttpResponse:
    """404 in problem details; the reason is worded for pages."""
    return refusal(request, Refusal(NOT_FOUND, "The record holds nothing there that you may see."))


@api.exception_handler(ValidationError)
def not_understood(request: HttpRequest, said: ValidationError) -> HttpResponse:
    """422 in problem details, with what is wrong with each parameter; 404 where a part of the address is."""
    if any(error["loc"][0] == "path" for error in said.errors):
        return refusal(request, Refusal(NOT_FOUND, "A part of the address is none."))
    errors = [(str(error["loc"][-1]), _message(error), str(error["type"])) for error in said.errors]
    return refusal(request, Refusal(BAD_PARAMETER, "; ".join(f"{name}: {why}" for name, why, _ in errors), errors))


@api.exception_handler(Refused)
def not_done(request: HttpRequest, said: Refused) -> HttpResponse:
    """What an action of the store refuses, in problem details: 403 without the right, 409 for any other reason."""
    codes = {Forbidden: REFUSED, KeyUsed: USED_KEY}
    return refusal(request, Refusal(codes.get(type(said), NOT_POSSIBLE), str(said)))


@api.exception_handler(PermissionDenied)
def not_open(request: HttpRequest, said: PermissionDenied) -> HttpResponse:
    """403 in problem details."""
    return refusal(request, Refusal(REFUSED, "Ask an administrator of the organization."))


def _message(error: dict[str, Any]) -> str:
    return str(error["msg"]).removeprefix("Value error, ")
