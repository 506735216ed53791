"""Who may ask for what: whose sight a request has, where it may write; and the headers of every answer."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any, TypeVar

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughline.engine.errors import Forbidden, Refused
from throughline.store.memory import read_once
from throughline.store.organizations import Organization
from throughline.store.people import Person, operator
from throughline.store.people.tokens import bearer_of
from throughline.store.rights import ADMINISTER, NOTHING, Sight, may, sight_at_machine, sight_of
from throughline.web.once import FIELD, LONGEST, answered_once, form_asked
from throughline.web.pages.errors import not_possible

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
# Where an address itself is a secret that opens what stands there.
SECRET_ADDRESSES = ("/calendar/", ACCOUNT)
# What somebody may do who looks at the record as somebody else.
STOPS = (f"{ACCOUNT}own-eyes", f"{ACCOUNT}sign-out")
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


def kept_by_nobody(answer: Answer) -> Answer:
    """Middleware: no cache and no back button keeps what was answered to one person, or at a secret address.

    What the API answers with an ETag may be kept by who asked, who asks each time whether it still holds.
    """

    def answering(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if not _is_private(request):
            return response
        if request.path_info.startswith(API):
            kept = "private, no-cache" if "ETag" in response.headers else "private, no-store"
            response.headers.setdefault("Cache-Control", kept)
        else:
            response.headers["Cache-Control"] = "private, no-store"
        return response

    return answering


def _is_private(request: HttpRequest) -> bool:
    """Tell whether the answer is meant for one person: by what the request brings, so it costs no statement."""
    brings = settings.SESSION_COOKIE_NAME in request.COOKIES or "Authorization" in request.headers
    return brings or request.path_info.startswith(SECRET_ADDRESSES)


def read_only(answer: Answer) -> Answer:
    """Middleware: only GET and HEAD, but for POST at an address where an action stands, and for the API, which knows.

    A method is what the request says: no header and no field of a form puts another in its place.
    """

    def reading(request: HttpRequest) -> HttpResponse:
        path = request.path_info
        if request.method in READING:
            with read_once():
                return answer(request)
        if request.method == "POST" and is_action(path):
            return answer(request)
        if path.startswith(API):
            return answer(request)
        return HttpResponseNotAllowed(READING)

    return reading


def own_eyes(answer: Answer) -> Answer:
    """Middleware: who looks at the record as somebody else changes nothing, but to stop looking or to sign out."""

    def looking(request: HttpRequest) -> HttpResponse:
        if request.method in READING or is_program(request) or request.path_info in STOPS:
            return answer(request)
        if VIEW_AS in request.session:
            raise PermissionDenied(_("You look at the record as somebody else: stop that first."))
        return answer(request)

    return looking


def action(view: View) -> View:
    """Mark a view as an action of the store: POST reaches it, and a form with the field `once` is done once."""

    @wraps(view)
    def acting_once(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        key = request.POST.get(FIELD, "")[:LONGEST] if request.method == "POST" else ""
        by = may_act(request) if key else None
        try:
            if by is None:
                return view(request, *args, **named)
            asked = form_asked(request)
            return answered_once(by=by, key=f"form {key}", request=asked, act=lambda: view(request, *args, **named))
        except Forbidden as reason:
            raise PermissionDenied(str(reason)) from reason
        except Refused as reason:
            return not_possible(request, reason)

    acting_once.is_action = True  # type: ignore[attr-defined]
    return acting_once  # type: ignore[return-value]


def is_action(path: str) -> bool:
    """Tell whether an action stands at the path of an address: POST reaches those alone."""
    if path.startswith(ACCOUNT):
        return True
    try:
        return getattr(resolve(path).func, "is_action", False)
    except Resolver404:
        return False


def takes_files(path: str) -> bool:
    """Tell whether the action at the path of an address takes files, and says itself how the content is read."""
    try:
        return getattr(resolve(path).func, "takes_files", False)
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
        if person is not None and not is_program(request) and VIEW_AS in request.session:
            known = _sight_as(person, *request.session[VIEW_AS])
        else:
            known = sight_at_machine() if is_local else sight_of(person)
        setattr(request, SIGHT, known)
    return known


def who(request: HttpRequest) -> Person | None:
    """The person who signed in, or whose token a program brings to the API; None where nobody did."""
    if is_program(request):
        if not hasattr(request, BEARER):
            setattr(request, BEARER, bearer_of(secret_of(request), writing=request.method not in READING))
        bearer: Person | None = getattr(request, BEARER)
        return bearer
    person = getattr(request, "user", None)
    return person if isinstance(person, Person) and person.is_active and person.signs_in else None


def is_program(request: HttpRequest) -> bool:
    """Tell whether the request says who asks by itself, so that no session counts: to the API, with a token."""
    return request.path_info.startswith(API) and "Authorization" in request.headers


def secret_of(request: HttpRequest) -> str:
    """The secret of the token that a request brings; "" for anything else in its place."""
    scheme, _blank, secret = request.headers.get("Authorization", "").partition(" ")
    return secret.strip() if scheme.casefold() == "bearer" else ""


def may_act(request: HttpRequest) -> Person | None:
    """The person for whom a request acts: who signed in, the person of a token, or, on a machine where nobody signs
    in, its operator; None where it acts for nobody. What that person may do, each action asks by itself.
    """
    person = who(request)
    if person is None and sight(request).works_all:
        return operator()
    return person


def acting(request: HttpRequest) -> Person:
    """The person for whom a request acts (`may_act`); PermissionDenied where it acts for nobody."""
    person = may_act(request)
    if person is None:
        raise PermissionDenied(_("Sign in first."))
    return person


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
    (gettext_lazy("Indicators"), "indicators"),
    (gettext_lazy("Reports"), "reports"),
    (gettext_lazy("Due"), "due"),
    (gettext_lazy("Findings"), "findings"),
    (gettext_lazy("Sources"), "sources"),
)
# Those for the people of the organization alone, whatever is published.
WORKED = ("due", "findings", "sources")


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
