"""Times that are set, by month, and the private addresses of calendars, for programs."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Literal

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from throughline.store.feeds import CalendarFeed, make_feed, revoke_feed
from throughline.store.planning.reads import secretariat_names
from throughline.store.timeline import Wish, by_month, due_acts
from throughline.web.api.actions import acts, done, gone
from throughline.web.api.answers import OF_ORGANIZATION, listed, lists, reads, record_of, single
from throughline.web.api.fields import filled
from throughline.web.api.mandates import Addressee
from throughline.web.api.paging import Key, cut
from throughline.web.api.parameters import Day, Organization, Paging
from throughline.web.api.people import own
from throughline.web.pages.mandates.calendar import FeedForm
from throughline.web.pages.mandates.registry import SECRETARIAT

router = Router(tags=["mandates"])

NEWEST = (Key("made", datetime, descending=True), Key("digest"))


class TimelineWish(BaseModel):
    """What of the times that are set is counted."""

    addressee: Addressee = None
    what: Annotated[Literal["report", "other"] | None, Field(description="Reports that are due, or other things.")] = (
        None
    )
    answered: Annotated[Literal["yes", "no"] | None, Field(description="Whether a plan answers it.")] = None
    first: Annotated[Day | None, Field(description="The first day.")] = None
    last: Annotated[Day | None, Field(description="The last day.")] = None


@dataclass(frozen=True, slots=True)
class MonthShape:
    """How much falls due in a month, which its first day names; `unanswered` counts what no plan answers of both."""

    month: date
    reports: int
    others: int
    unanswered: int


@dataclass(frozen=True, slots=True)
class TimelineShape:
    """The months in which something falls due, in order."""

    months: tuple[MonthShape, ...]


@dataclass(frozen=True, slots=True)
class CalendarShape:
    """A private address of a calendar; `id` names it, its secret is kept nowhere."""

    id: str
    name: str
    addressees: tuple[str, ...]
    unit: str | None
    what: str | None
    answered: bool | None
    made: datetime


@dataclass(frozen=True, slots=True)
class CalendarMade:
    """A private address that was made: what a calendar program is given; it is in no other answer."""

    address: str


@reads(router, f"{OF_ORGANIZATION}/timeline", TimelineShape)
def timeline(request: HttpRequest, organization: Organization, wanted: Query[TimelineWish]) -> HttpResponse:
    """Times that are set, counted by month; the acts themselves are in `deadlines`."""
    whose, seen = record_of(request, organization)
    names: tuple[str, ...] = (wanted.addressee,) if wanted.addressee else ()
    if wanted.addressee == SECRETARIAT:
        names = secretariat_names(seen_by=seen) or ("",)
    answered = {"yes": True, "no": False}.get(wanted.answered or "")
    found = due_acts(whose, Wish(names, None, wanted.what or "", answered), wanted.first, wanted.last, seen_by=seen)
    months = tuple(
        MonthShape(one.month, one.reports, one.others, one.unanswered) for one in by_month(found, seen_by=seen)
    )
    return single(request, TimelineShape, TimelineShape(months), "timeline")


@lists(router, f"{OF_ORGANIZATION}/calendars", CalendarShape)
def calendars(request: HttpRequest, organization: Organization, paging: Query[Paging]) -> HttpResponse:
    """The own private addresses of calendars that were not revoked, newest first."""
    whose, _seen = record_of(request, organization)
    found = CalendarFeed.objects.filter(person=own(request), organization=whose, revoked=None).select_related("unit")
    page = cut(found, NEWEST, paging)
    return listed(request, CalendarShape, (_shape(one) for one in page.rows), page, paging)


@acts(router, "POST", f"{OF_ORGANIZATION}/calendars", CalendarMade, form=FeedForm, status=201)
def make_calendar(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Make a private address of a calendar, for programs that cannot sign in.

    `addressee`, `unit`, `what` and `answered` are the filters of the timeline. Who has the address sees what its
    person may see of these times, until it is revoked.
    """
    whose, seen = record_of(request, organization)
    form = filled(request, FeedForm, whose, seen)
    secret = make_feed(by=own(request), organization=whose, name=form.cleaned_data["name"], wish=form.wish)
    address = request.build_absolute_uri(reverse("calendar", args=[secret]))
    return done(CalendarMade, CalendarMade(address), 201)


@acts(router, "DELETE", f"{OF_ORGANIZATION}/calendars/{{calendar}}")
def revoke_calendar(
    request: HttpRequest,
    organization: Organization,
    calendar: Annotated[str, Path(..., description="A private address, as the list names it.")],
) -> HttpResponse:
    """Revoke one of the own private addresses."""
    whose, _seen = record_of(request, organization)
    by = own(request)
    found = CalendarFeed.objects.filter(person=by, organization=whose, digest=calendar)
    feed = found.select_related("organization").first()
    if feed is None:
        raise Http404
    revoke_feed(by=by, feed=feed)
    return gone()


def _shape(one: CalendarFeed) -> CalendarShape:
    return CalendarShape(
        id=one.digest,
        name=one.name,
        addressees=tuple(one.addressees),
        unit=one.unit.code if one.unit else None,
        what=one.what or None,
        answered=one.answered,
        made=one.made,
    )
