"""Who may ask for what: whose sight a request has, where it may write; and the headers of every answer."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext_lazy

from throughline.store.organizations import Organization
from throughline.store.people import Person
from throughline.store.people.tokens import bearer_of
from throughline.store.rights import ADMINISTER, NOTHING, Sight, may, sight_at_machine, sight_of

# The names under which the sight of a request, and whose token it brings, are kept once they are worked out.
SIGHT, BEARER = "_sight", "_bearer"
# In the session of an administrator: as whom, and in which organization, the record is looked at.
VIEW_AS = "view as"
# Where signing in stands; its views are django-allauth's.
ACCOUNT = "/account/"
API = "/api/"

Answer = Callable[[HttpRequest], HttpResponse]
View = TypeVar("View", bound=Callable[..., HttpResponse])

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
    """Middleware: only GET and HEAD, but for POST at an address where an action stands."""

    def reading(request: HttpRequest) -> HttpResponse:
        if request.method in READING or (request.method == "POST" and is_action(request.path_info)):
            return answer(request)
        return HttpResponseNotAllowed(READING)

    return reading


def action(view: View) -> View:
    """Mark a view as an action of the store: POST reaches it."""
    view.is_action = True  # type: ignore[attr-defined]
    return view


def is_action(path: str) -> bool:
    """Tell whether an action stands at the path of an address: POST reaches those alone."""
    if path.startswith(ACCOUNT):
        return True
    try:
        return getattr(resolve(path).func, "is_action", False)
    except Resolver404:
        return False


def sight(request: HttpRequest) -> Sight:
    """What the request may see, worked out once: the roles of who signed in, or what is published; one statement.

    On a single machine that nobody signs in to, whoever sits at it is its operator.
    """
    known = getattr(request, SIGHT, None)
    if known is None:
        person = who(request)
        is_local = person is None and not settings.OPEN_TO_OTHERS and "Authorization" not in request.headers
        if person is not None and VIEW_AS in request.session:
            known = _sight_as(person, *request.session[VIEW_AS])
        else:
            known = sight_at_machine() if is_local else sight_of(person)
        setattr(request, SIGHT, known)
    return known


def who(request: HttpRequest) -> Person | None:
    """The person who signed in, or whose token a program brings to the API; None where nobody did."""
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    if request.path_info.startswith(API) and scheme.casefold() == "bearer":
        if not hasattr(request, BEARER):
            setattr(request, BEARER, bearer_of(secret.strip(), writing=request.method not in READING))
        bearer: Person | None = getattr(request, BEARER)
        return bearer
    person = getattr(request, "user", None)
    return person if isinstance(person, Person) and person.is_active and person.signs_in else None


def _sight_as(by: Person, username: str, code: str) -> Sight:
    """What an administrator sees as somebody else: never more than that organization, and only while administering."""
    whose = Organization.objects.filter(code=code).first()
    if whose is None or not may(by, ADMINISTER, whose):
        return NOTHING
    seen = sight_of(Person.objects.filter(username=username).first())
    return replace(seen.within(whose.pk), organizations=tuple(one for one in seen.organizations if one == whose))


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
# Those for the people of the organization alone, whatever is published.
WORKED = ("findings", "sources")


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
    code = place.kwargs.get("organization", "") if place else ""
    shown: dict[str, Any] = {"organization": "", "rooms": (), "person": None, "may_sign_in": False}
    if hasattr(request, "user"):
        viewed = request.session.get(VIEW_AS, ("", ""))[0] if who(request) else ""
        shown |= {"person": who(request), "may_sign_in": not sight(request).works_all, "viewed_as": viewed}
    if not code or not hasattr(request, "user"):
        return shown
    seen = sight(request)
    whose = next((one for one in seen.organizations if one.code == code), None)
    if whose is None:
        return shown
    name = (place.url_name or "") if place else ""
    works = seen.works_in(whose.pk)
    rooms = tuple(
        Room(str(words), reverse(room, args=[code]), _open(room, name))
        for words, room in ROOMS
        if works or room not in WORKED
    )
    return shown | {"organization": code, "rooms": rooms, "works": works, "looked_for": request.GET.get("q", "")[:200]}


def _open(room: str, name: str) -> str:
    if name == room:
        return "page"
    return "true" if name.partition("-")[0] == room else ""
