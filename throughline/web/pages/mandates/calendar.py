"""The timeline as a page and as calendars: for who is signed in, where it is published, at a private address."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from throughline.engine.errors import Forbidden, Refused
from throughline.store.feeds import CalendarFeed, feed_with, feeds_of, make_feed, revoke_feed
from throughline.store.models import Organization
from throughline.store.rights import Sight
from throughline.store.timeline import Due, Wish, due_acts, due_rows
from throughline.web.access import VIEW_AS, acting, action, who
from throughline.web.addresses import mandate_page
from throughline.web.pages.frame import Head, organization_at, sight_in, start_of
from throughline.web.pages.mandates.timeline import ANSWERS, WHAT, TimelineFilters, calendar_page, timeline_of
from throughline.writers.icalendar import Event, icalendar, shortened

# What a calendar holds at most: the soonest of those still to come, and then the last of those passed within a year.
MOST, PASSED_DAYS = 2000, 365
# Characters of the line by which a calendar program shows an entry.
SUMMARY = 200
CONTENT = "text/calendar; charset=utf-8"


class FeedForm(forms.Form):
    """What a private address is called, and what of the times it gives: the filters of the timeline."""

    name = forms.CharField(max_length=100, label=gettext_lazy("Name, as you will know it again"))
    addressee = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)
    unit = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    what = forms.ChoiceField(required=False, choices=WHAT, widget=forms.HiddenInput)
    answered = forms.ChoiceField(required=False, choices=ANSWERS, widget=forms.HiddenInput)

    def __init__(self, whose: Organization, seen: Sight, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self._given = (whose, seen)

    def clean(self) -> dict[str, Any]:
        """The filters must be ones that the timeline has."""
        said = super().clean() or {}
        filters = TimelineFilters(said, *self._given)
        if filters.is_wrong or (said.get("unit") and filters.wish.unit is None):
            raise forms.ValidationError(_("The timeline has no such filter."))
        self.wish = filters.wish
        return said


def timeline(request: HttpRequest, organization: str) -> HttpResponse:
    """What is due by when, two years at a time."""
    return _page(request, organization)


def _page(request: HttpRequest, organization: str, form: FeedForm | None = None, secret: str = "") -> HttpResponse:
    whose = organization_at(request, organization)
    seen = sight_in(request, whose)
    filters = TimelineFilters(request.GET, whose, seen)
    person = who(request)
    context: dict[str, Any] = {
        "head": Head(_("Timeline"), _("What is due, by when"), (start_of(whose.code),)),
        "filters": filters,
        "timeline": timeline_of(request, whose, filters, localdate(), seen),
        "calendar": calendar_page(whose, filters),
        "feeds": feeds_of(person, whose) if person else (),
        "form": form or _form(request, whose, seen, filters),
        "secret": request.build_absolute_uri(reverse("calendar", args=[secret])) if secret else "",
    }
    is_wrong = filters.is_wrong or (form is not None and bool(form.errors))
    return render(request, "mandates/timeline.html", context, status=400 if is_wrong else 200)


def _form(request: HttpRequest, whose: Organization, seen: Sight, filters: TimelineFilters) -> FeedForm | None:
    """The form for a private address to what the filters leave; for who is signed in and looks with the own eyes."""
    if who(request) is None or VIEW_AS in request.session:
        return None
    return FeedForm(whose, seen, initial={**filters.wanted, "name": f"Throughline {whose.code}"})


@action
@never_cache
@require_POST
def make(request: HttpRequest, organization: str) -> HttpResponse:
    """Make a private address for what the filters of the page leave, and show it this once."""
    whose, by = organization_at(request, organization), acting(request)
    form = FeedForm(whose, sight_in(request, whose), request.POST)
    if not form.is_valid():
        return _page(request, organization, form)
    try:
        secret = make_feed(by=by, organization=whose, name=form.cleaned_data["name"], wish=form.wish)
    except Forbidden:
        raise
    except Refused as reason:
        form.add_error(None, str(reason))
        return _page(request, organization, form)
    return _page(request, organization, secret=secret)


@action
@require_POST
def revoke(request: HttpRequest, organization: str) -> HttpResponse:
    """Revoke one of the own private addresses, named by its digest."""
    whose, by = organization_at(request, organization), acting(request)
    named = {"person": by, "organization": whose, "digest": request.POST.get("feed", "")[:64]}
    feed = CalendarFeed.objects.filter(**named).select_related("organization").first()
    if feed is None:
        raise Http404
    revoke_feed(by=by, feed=feed)
    return redirect("mandates-timeline", whose.code)


def calendar(request: HttpRequest, organization: str) -> HttpResponse:
    """The timeline as a calendar, for who is signed in; for everybody where the record is published."""
    whose = organization_at(request, organization)
    seen = sight_in(request, whose)
    filters = TimelineFilters(request.GET, whose, seen)
    if filters.is_wrong:
        return HttpResponse(_("A filter was not understood."), status=400, content_type="text/plain; charset=utf-8")
    return _answered(request, whose, whose.code, filters.wish, seen)


def private(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar at a private address, for programs that cannot sign in; 404 where it opens nothing."""
    opened = feed_with(secret)
    if opened is None:
        raise Http404
    response = _answered(request, opened.organization, opened.name, opened.wish, opened.sight)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _answered(request: HttpRequest, whose: Organization, name: str, wish: Wish, seen: Sight) -> HttpResponse:
    today = localdate()
    coming = due_rows(due_acts(whose, wish, today, seen_by=seen), 0, MOST, seen_by=seen)
    passed = due_acts(whose, wish, today - timedelta(days=PASSED_DAYS), today - timedelta(days=1), seen_by=seen)
    lately = due_rows(passed.order_by("-latest", "address", "pk"), 0, MOST - len(coming), seen_by=seen)
    events = _events(request, whose, (*reversed(lately), *coming))
    title = _("Times set in the record of %(name)s") % {"name": name}
    response = HttpResponse(icalendar(title, events), content_type=CONTENT)
    response.headers["Content-Disposition"] = f'inline; filename="{whose.code}.ics"'
    return response


def _events(request: HttpRequest, whose: Organization, rows: tuple[Due, ...]) -> Iterator[Event]:
    """What is due as entries of a calendar; words of documents stay in their language."""
    for one in rows:
        page = request.build_absolute_uri(mandate_page(whose.code, one.document, one.fragment))
        asked = ", ".join(one.addressees)
        what = f"{one.verb} {one.request}"
        says = [f"{asked}: {what}" if asked else what, one.raw, one.title, one.report, page]
        yield Event(
            key=f"{whose.code} {one.address}",
            day=one.day,
            summary=shortened(f"{one.document}, {one.fragment}: {what}", SUMMARY),
            description="\n".join(part for part in says if part),
            stamp=one.written,
            address=page,
            categories=(_("Report") if one.is_report else _("Time set"), *one.addressees[:3]),
        )
