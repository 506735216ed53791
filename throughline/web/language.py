"""The language that a reader chooses: kept in a cookie, offered on every page, without JavaScript or a form."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import escape_leading_slashes
from django.utils.translation import get_language, get_supported_language_variant

from throughline.engine.errors import Refused

CHOICE = "language"
YEAR = 365 * 24 * 60 * 60

Answer = Callable[[HttpRequest], HttpResponse]


@dataclass(frozen=True, slots=True)
class Offered:
    """A language by its own name, the address of the same page in it, and whether the page is in it now."""

    code: str
    name: str
    address: str
    is_open: bool


def language_of(code: str) -> str:
    """The language that is offered under a code or its variant ("zh", "fr-CA"); raises `Refused` where none is."""
    try:
        return get_supported_language_variant(code)
    except LookupError as error:
        offered = ", ".join(one for one, _name in settings.LANGUAGES)
        raise Refused(f"There is no language {code!r}: ask for one of {offered}.") from error


def chosen_language(answer: Answer) -> Answer:
    """Middleware: `?language=fr` at any page keeps the choice and leads to the same page without it.

    The answer leads to the path that was asked for and nowhere else; a language that is not offered changes nothing.
    """

    def choosing(request: HttpRequest) -> HttpResponse:
        code = request.GET.get(CHOICE, "")
        if request.method not in ("GET", "HEAD") or code not in dict(settings.LANGUAGES):
            response = answer(request)
            patch_vary_headers(response, ("Cookie",))
            return response
        query = request.GET.copy()
        del query[CHOICE]
        asked = f"?{query.urlencode()}" if query else ""
        response = HttpResponseRedirect(f"{escape_leading_slashes(request.path)}{asked}")
        response.headers["Cache-Control"] = "no-store"
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            code,
            max_age=YEAR,
            path=settings.LANGUAGE_COOKIE_PATH,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite="Lax",
        )
        return response

    return choosing


def languages_of_every_page(request: HttpRequest) -> dict[str, Any]:
    """What the foot of every page offers; the answer to a form leads to the start, for its address takes no reading."""
    query = request.GET.copy() if request.method == "GET" else request.GET.__class__(mutable=True)
    page = "" if request.method == "GET" else reverse("home")
    offered = []
    for code, name in settings.LANGUAGES:
        query[CHOICE] = code
        offered.append(Offered(code, name, f"{page}?{query.urlencode()}", code == get_language()))
    return {"languages": offered}
