"""How actions are written down and answered: a form's fields as content, tags of what is changed."""

import inspect
from collections.abc import Callable
from hashlib import sha256
from typing import Any, TypeVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags
from ninja import Router

from throughline.web.api.answers import JSON, adapter, as_json
from throughline.web.api.fields import schema_of
from throughline.web.api.problems import CHANGED, NO_MATCH_GIVEN, Refusal
from throughline.web.api.writing import KEY, KEY_PATTERN, Receive
from throughline.web.once import LONGEST

Row = TypeVar("Row")
View = TypeVar("View", bound=Callable[..., HttpResponse])

KEYED = {
    "in": "header",
    "name": KEY,
    "required": False,
    "description": "A name of this request, made up at random: sent again within a day, it is answered the same.",
    "schema": {"type": "string", "pattern": f"^{KEY_PATTERN}$", "maxLength": LONGEST},
}
MATCHED = {
    "in": "header",
    "name": "If-Match",
    "required": True,
    "description": "The ETag of what is to be changed, as it was read; * for whatever stands.",
    "schema": {"type": "string"},
}


def acts(
    router: Router,
    method: str,
    path: str,
    shape: Any = None,
    *,
    form: type[forms.BaseForm] | None = None,
    status: int = 200,
    matched: bool = False,
    content: str = "",
    receive: Receive | None = None,
) -> Callable[[View], View]:
    """Decorator: an action at a path (POST, PUT, DELETE); answered in `shape`, or with 204 and nothing where None.

    `form` is that of the page: its fields are the content of the request, which the view takes with `filled`;
    `content` the media type of a file that is the content instead, which `receive` takes in before anything is
    written, for it may take its time. With `matched` the request must name the state that it changes, which the view
    asks for with `check_match`.
    """
    extra = _extra(form, matched, content)

    def written_down(view: View) -> View:
        summary, _blank, more = inspect.cleandoc(view.__doc__ or "").partition("\n\n")
        view.receive = receive  # type: ignore[attr-defined]
        registered: View = router.api_operation(
            [method],
            path,
            response={204: None} if shape is None else {status: shape},
            operation_id=view.__name__,
            summary=" ".join(summary.split()).removesuffix("."),
            description=" ".join(more.split()) or " ",
            openapi_extra=extra,
        )(view)
        return registered

    return written_down


def _extra(form: type[forms.BaseForm] | None, matched: bool, content: str) -> dict[str, Any]:
    """What the description says of an action beside its address and its answers."""
    extra: dict[str, Any] = {"parameters": [KEYED, *([MATCHED] if matched else [])]}
    if form is not None:
        extra["requestBody"] = {"required": True, "content": {JSON: {"schema": schema_of(form)}}}
    if content:
        binary = {"schema": {"type": "string", "format": "binary"}}
        extra["requestBody"] = {"required": True, "content": {content: binary}}
    return extra


def done(shape: type[Row], state: Row, status: int = 200, location: str = "") -> HttpResponse:
    """The answer of an action: what stands after it, with its tag; where it stands, for something new."""
    response = as_json(shape, state)
    response.status_code = status
    response.headers["ETag"] = tag_of_state(shape, state)
    if location:
        response.headers["Location"] = location
    return response


def gone() -> HttpResponse:
    """The answer of an action after which there is nothing to show."""
    return HttpResponse(status=204)


def editable(shape: type[Row], state: Row) -> HttpResponse:
    """The answer of a read of something that can be changed: its tag is of its own state, and goes into If-Match."""
    return done(shape, state)


def check_match(request: HttpRequest, shape: type[Row], state: Row) -> None:
    """Raise Refusal unless If-Match names this state: 428 where it is absent, 412 with the state where it differs.

    An action runs in a transaction in which nobody else writes: what matched stays until it is done.
    """
    given = request.headers.get("If-Match")
    if given is None:
        raise Refusal(NO_MATCH_GIVEN, "Send If-Match with the ETag of what you read, or * for whatever stands.")
    held = {one.removeprefix("W/") for one in parse_etags(given)}
    if not held & {"*", tag_of_state(shape, state)}:
        current = adapter(shape).dump_python(state, mode="json")
        raise Refusal(CHANGED, "Read it again, and send the change for the state that stands now.", current=current)


def tag_of_state(shape: type[Row], state: Row) -> str:
    """The ETag of a state: the digest of what is shown of it. Compression makes it a weak one; both match."""
    return f'"{sha256(adapter(shape).dump_json(state)).hexdigest()[:32]}"'
