"""What goes wrong with a request, as problem details (RFC 9457): a code, what it means, what to do.

The API speaks English in every language of the interface: programs go by the codes.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.encoding import escape_uri_path
from pydantic import TypeAdapter

from throughline.web.access import API, Answer

ROOT = API.rstrip("/")
PROBLEM = "application/problem+json"

NOT_UNDERSTOOD, REFUSED, NOT_FOUND, NOT_ALLOWED = "not-understood", "refused", "not-found", "method-not-allowed"
NOT_ACCEPTABLE, BAD_PARAMETER, FAILED = "not-acceptable", "parameter-not-understood", "failed"
AWAY = "database-away"
UNKNOWN_PARAMETER, BAD_CURSOR, BAD_TOKEN = "unknown-parameter", "cursor-not-understood", "token-not-valid"
NO_TOKEN, READING_TOKEN, NO_SESSION, NOT_OURS = "token-missing", "token-reads", "session-needed", "csrf-missing"
NOT_POSSIBLE, CHANGED, NO_MATCH_GIVEN = "not-possible", "changed", "if-match-missing"
TOO_LARGE, NOT_JSON, BAD_FIELDS, BAD_KEY, USED_KEY = (
    "too-large",
    "not-json",
    "fields-not-valid",
    "key-not-understood",
    "key-used",
)
STATUS = {
    NOT_UNDERSTOOD: 400,
    BAD_TOKEN: 401,
    NO_TOKEN: 401,
    REFUSED: 403,
    READING_TOKEN: 403,
    NO_SESSION: 403,
    NOT_OURS: 403,
    NOT_FOUND: 404,
    NOT_ALLOWED: 405,
    NOT_ACCEPTABLE: 406,
    NOT_POSSIBLE: 409,
    CHANGED: 412,
    TOO_LARGE: 413,
    NOT_JSON: 415,
    BAD_PARAMETER: 422,
    UNKNOWN_PARAMETER: 422,
    BAD_CURSOR: 422,
    BAD_FIELDS: 422,
    BAD_KEY: 422,
    USED_KEY: 422,
    NO_MATCH_GIVEN: 428,
    FAILED: 500,
    AWAY: 503,
}
TITLES = {
    NOT_UNDERSTOOD: "The request could not be understood",
    BAD_TOKEN: "The token opens nothing",
    NO_TOKEN: "Nobody is asking",
    READING_TOKEN: "The token only reads",
    NO_SESSION: "This needs a person who signed in just now",
    NOT_OURS: "The request comes from no page of this site",
    NOT_POSSIBLE: "The record does not allow it",
    CHANGED: "It was changed in between",
    TOO_LARGE: "The request is too large",
    NOT_JSON: "The content is no JSON",
    BAD_FIELDS: "Fields could not be taken as they are",
    BAD_KEY: "The key of the request could not be understood",
    USED_KEY: "The key was used for another request",
    NO_MATCH_GIVEN: "The state that is to be changed is not named",
    REFUSED: "This is not open to you",
    NOT_FOUND: "Nothing has this address",
    NOT_ALLOWED: "The method is not known at this address",
    NOT_ACCEPTABLE: "The answer does not come in the form that was asked for",
    BAD_PARAMETER: "A parameter could not be understood",
    UNKNOWN_PARAMETER: "There is no such parameter",
    BAD_CURSOR: "The cursor is none of this list",
    FAILED: "The program failed",
    AWAY: "The database does not answer",
}


@dataclass(frozen=True, slots=True)
class ParameterError:
    """What is wrong with one parameter or field ("" for all of them together): in words, and as a code."""

    parameter: str
    detail: str
    code: str = "invalid"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a request (RFC 9457): `type` leads to what the `code` means, `errors` name parameters.

    `current` is what stands now, where a change was refused because it is not what was to be changed.
    """

    type: str
    title: str
    status: int
    detail: str
    code: str
    instance: str
    errors: tuple[ParameterError, ...]
    current: Any = None


# How many of what is wrong the words of a refusal tell; `errors` names all.
TOLD = 20


class Refusal(Exception):
    """A request that cannot be answered: one of the codes, what is wrong, and with which parameters.

    Each of `errors` is a parameter, what is wrong with it, and a code of that; `current` what stands now, as data.
    """

    def __init__(
        self, code: str, detail: str, errors: Iterable[tuple[str, str] | tuple[str, str, str]] = (), current: Any = None
    ) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.errors = tuple(ParameterError(*one) for one in errors)
        self.current = current


def bad_fields(wrong: Sequence[tuple[str, str, str]]) -> Refusal:
    """The refusal of fields or cells that are wrong: each with where it is, why, and its code; all are named."""
    said = [f"{where}: {why}" if where else why for where, why, _code in wrong[:TOLD]]
    more = [f"and {len(wrong) - TOLD} more"] if len(wrong) > TOLD else []
    return Refusal(BAD_FIELDS, "; ".join([*said, *more]), wrong)


_WRITE: Callable[[Problem], bytes] = TypeAdapter(Problem).dump_json


def refusal(request: HttpRequest, said: Refusal) -> HttpResponse:
    """The answer to a request that cannot be answered."""
    problem = Problem(
        type=f"{ROOT}#{said.code}",
        title=TITLES[said.code],
        status=STATUS[said.code],
        detail=said.detail,
        code=said.code,
        instance=escape_uri_path(request.path),
        errors=said.errors,
        current=said.current,
    )
    response = HttpResponse(_WRITE(problem), status=problem.status, content_type=PROBLEM)
    response.headers["Cache-Control"] = "no-store"
    if problem.status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer error="invalid_token"' if said.code == BAD_TOKEN else "Bearer"
    return response


def as_problems(answer: Answer) -> Answer:
    """Middleware: whatever refuses a request below /api, it does so in problem details and not in a page."""

    def answering(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if response.status_code < 400 or not request.path.startswith(API):
            return response
        if response.headers.get("Content-Type") == PROBLEM or (settings.DEBUG and response.status_code == 500):
            return response
        told = refusal(request, Refusal(*_words(response.status_code)))
        told.status_code = response.status_code
        for name in ("Allow", "Retry-After"):
            if name in response.headers:
                told.headers[name] = response.headers[name]
        return told

    return answering


def _words(status: int) -> tuple[str, str]:
    """The code and the detail for an answer that is no problem details yet."""
    match status:
        case 403:
            return REFUSED, "Ask an administrator of the organization."
        case 404:
            return NOT_FOUND, f"Look up the addresses of the API at {ROOT}."
        case 405:
            return NOT_ALLOWED, f"Look up the operations of the API at {ROOT}."
        case 413:
            return TOO_LARGE, "Send less at once."
        case _ if status < 500:
            return NOT_UNDERSTOOD, f"Look up the addresses of the API at {ROOT}."
        case 503:
            return AWAY, "Nothing was changed. Send the request again after the seconds that Retry-After names."
        case _:
            return FAILED, "Nothing was changed. Try again; if it fails again, look at the log of the server."
