"""What every operation does before and after its own work: parameters that exist, answers that did not change."""

from collections.abc import Callable
from functools import partial, wraps
from hashlib import sha256
from importlib.metadata import version
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.utils.timezone import localdate
from django.utils.translation import get_language

from throughline.store.people.tokens import bearer_of
from throughline.store.reporting.reads import state_of_record
from throughline.web.access import READING, is_program, secret_of, sight, who
from throughline.web.api.problems import (
    BAD_PARAMETER,
    BAD_TOKEN,
    NOT_FOUND,
    READING_TOKEN,
    UNKNOWN_PARAMETER,
    Refusal,
    refusal,
)
from throughline.web.api.writing import Receive, written
from throughline.web.pages.frame import organization_at

VERSION = version("throughline")
Run = Callable[..., HttpResponse]


def conditional(run: Run) -> Run:
    """Decorator of an operation: parameters that it does not know are refused, answers have an ETag.

    The tag follows from the state of the record (the head of the history, the findings that stand, the day), from who
    asks and from what is asked: while it is the same, so is the answer, and whoever has it is told so with 304. One
    statement beside those for the rights of the request. What can be changed has a tag of its own (`editable`), and
    what is `unrecorded` one of its content.
    """
    operation: Any = run.__self__  # type: ignore[attr-defined]  # django-ninja hands over the method of the operation
    known = frozenset(
        name
        for model in operation.models
        if model.__ninja_param_source__ == "query"
        for name in model.__ninja_flatten_map__
    )

    @wraps(run)
    def answering(request: HttpRequest, **address: Any) -> HttpResponse:
        if "\x00" in request.path:
            return refusal(request, Refusal(NOT_FOUND, "No address holds the character NUL."))
        if (refused := refused_parameters(request, known)) is not None:
            return refusal(request, refused)
        if (refused := refused_reader(request, str(address.get("organization", "")))) is not None:
            return refusal(request, refused)
        if request.method not in READING:
            return written(request, lambda: run(request, **address), _receiver(operation, request, address))
        is_recorded = not getattr(operation.view_func, "unrecorded", False)
        tag = tag_of(request) if is_recorded else ""
        held = {one.removeprefix("W/") for one in parse_etags(request.headers.get("If-None-Match", ""))}
        if is_recorded and tag.removeprefix("W/") in held:
            return _tagged(HttpResponseNotModified(), tag)
        response = run(request, **address)
        if response.status_code != 200:
            return response
        own = response.headers.get("ETag", tag) or f'"{sha256(response.content).hexdigest()[:32]}"'
        if "*" in held or own in held:
            return _tagged(HttpResponseNotModified(), own)
        return _tagged(response, own)

    return answering


def unrecorded(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorator of a read of what changes without a line of the history: its tag follows from the answer."""
    view.unrecorded = True  # type: ignore[attr-defined]
    return view


def _receiver(operation: Any, request: HttpRequest, address: dict[str, Any]) -> Receive | None:
    """What takes in the content of this request where it is a file."""
    receive = getattr(operation.view_func, "receive", None)
    return partial(receive, request, **address) if receive else None


def refused_parameters(request: HttpRequest, known: frozenset[str]) -> Refusal | None:
    """Why the names of the query cannot be answered: unknown ones would be passed over, of two one would be."""
    given = request.GET
    if strange := sorted(given.keys() - known):
        names = ", ".join(sorted(known)) or "none"
        detail = f"Known here: {names}."
        return Refusal(UNKNOWN_PARAMETER, detail, [(name[:200], detail) for name in strange[:20]])
    if twice := sorted(name for name, values in given.lists() if len(values) > 1):
        detail = "Give each parameter once."
        return Refusal(BAD_PARAMETER, detail, [(name, detail) for name in twice])
    return None


def refused_reader(request: HttpRequest, organization: str) -> Refusal | None:
    """Why the request may not read here: a token that opens nothing, an organization that it may not see."""
    if is_program(request) and who(request) is None:
        if request.method not in READING and bearer_of(secret_of(request)) is not None:
            return Refusal(READING_TOKEN, "Issue one that writes on the page of your account.")
        return Refusal(BAD_TOKEN, "It is wrong, expired or revoked: issue another one on the page of your account.")
    try:
        if organization:
            organization_at(request, organization)
    except Http404:
        return Refusal(NOT_FOUND, f"No organization with the code {organization[:200]} has a record that you may see.")
    return None


def tag_of(request: HttpRequest) -> str:
    """The weak ETag of the answer to a request, as long as the record is as it is."""
    seen = sight(request)
    person = who(request)
    eyes = f"{person.pk if person else 0} {sorted(seen.reads)} {sorted(seen.works)} {seen.works_all}"
    state = (VERSION, state_of_record(), localdate().isoformat(), get_language() or "", eyes)
    asked = (request.path, request.META.get("QUERY_STRING", ""), request.headers.get("Accept", ""))
    return f'W/"{sha256(chr(31).join((*state, *asked)).encode("utf-8", "replace")).hexdigest()[:32]}"'


def _tagged(response: HttpResponse, tag: str) -> HttpResponse:
    response.headers["ETag"] = tag
    # Whoever keeps an answer asks each time whether it still holds.
    response.headers["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ("Accept", "Accept-Language", "Authorization", "Cookie"))
    return response
