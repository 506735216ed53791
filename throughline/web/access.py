"""Who may ask for what: on a single machine everyone reads and nobody writes; and the headers of every answer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import reverse
from django.utils.translation import gettext_lazy

from throughline.store.people import Person
from throughline.store.rights import Sight, sight_at_machine, sight_of

# The name under which the sight of a request is kept once it is worked out.
SIGHT = "_sight"

Answer = Callable[[HttpRequest], HttpResponse]

READING = ("GET", "HEAD")
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in ("accelerometer", "camera", "geolocation", "gyroscope", "microphone", "payment", "usb")
)


def strict_headers(answer: Answer) -> Answer:
    """Middleware: no inline script or style, no frame, no device, on every answer, static files included."""

    def with_headers(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
        response.headers["Permissions-Policy"] = PERMISSIONS_POLICY
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        return response

    return with_headers


def read_only(answer: Answer) -> Answer:
    """Middleware: only GET and HEAD, until there are people with rights."""

    def reading(request: HttpRequest) -> HttpResponse:
        if request.method not in READING:
            return HttpResponseNotAllowed(READING)
        return answer(request)

    return reading


def sight(request: HttpRequest) -> Sight:
    """What the request may see, worked out once: the roles of who signed in, or what is published; one statement.

    On a single machine that nobody signs in to, whoever sits at it is its operator.
    """
    known = getattr(request, SIGHT, None)
    if known is None:
        person = who(request)
        is_local = person is None and not settings.OPEN_TO_OTHERS
        known = sight_at_machine() if is_local else sight_of(person)
        setattr(request, SIGHT, known)
    return known


def who(request: HttpRequest) -> Person | None:
    """The person who signed in, None where nobody did."""
    person = getattr(request, "user", None)
    return person if isinstance(person, Person) and person.is_active else None


@dataclass(frozen=True, slots=True)
class Room:
    """An entry of the main navigation; `open` is "page" or "true" where the reader is in it, else ""."""

    name: str
    address: str
    open: str


# The name of each entry, and the first word of the names of the addresses that belong to it.
ROOMS = (
    (gettext_lazy("Overview"), "overview"),
    (gettext_lazy("Mandates"), "mandates"),
    (gettext_lazy("What is asked"), "asked"),
    (gettext_lazy("Plans"), "plans"),
    (gettext_lazy("Findings"), "findings"),
    (gettext_lazy("Sources"), "sources"),
)


def readable_address(answer: Answer) -> Answer:
    """Middleware: an address with a NUL in it names nothing; no database takes one."""

    def answering(request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path_info:
            raise Http404
        return answer(request)

    return answering


def of_every_page(request: HttpRequest) -> dict[str, Any]:
    """What the frame of every page needs: whose record it is, the words looked for, and the room that is open."""
    place = request.resolver_match
    organization = place.kwargs.get("organization", "") if place else ""
    if not organization:
        return {"organization": "", "rooms": ()}
    name = (place.url_name or "") if place else ""
    rooms = tuple(Room(str(words), reverse(room, args=[organization]), _open(room, name)) for words, room in ROOMS)
    return {"organization": organization, "rooms": rooms, "looked_for": request.GET.get("q", "")[:200]}


def _open(room: str, name: str) -> str:
    if name == room:
        return "page"
    return "true" if name.partition("-")[0] == room else ""
