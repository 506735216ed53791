"""The timeline of times that are set: two years by month as a picture and a table, what is due, and calendars of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django import forms
from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi, gettext_lazy, ngettext, npgettext
from django.utils.translation import gettext as _

from throughline.engine.mandates.secretariat import is_secretariat
from throughline.store.mandates.reads import addressee_names
from throughline.store.memory import at_head
from throughline.store.models import Organization, Unit
from throughline.store.rights import Sight
from throughline.store.timeline import OTHER, REPORT, Due, InMonth, Wish, by_month, due_acts, due_rows
from throughline.store.units.reads import acts_of_units, answers_in, units_below
from throughline.web.addresses import mandate_page
from throughline.web.pages.frame import ANY, Filters, Listing, Status, choices, page_of_list
from throughline.web.pages.mandates.registry import RECURRING, SECRETARIAT, asked
from throughline.web.pages.times import due as nearness
from throughline.writers.months_svg import Month, months_svg

# How many months are shown, and how many of them have passed where nobody says from when on.
MONTHS, PASSED = 24, 3
WHAT = [("", ANY), (REPORT, gettext_lazy("Reports")), (OTHER, gettext_lazy("Other things"))]
ANSWERS = [("", ANY), ("yes", gettext_lazy("Answered by a plan")), ("no", gettext_lazy("Not answered"))]


class TimelineFilters(Filters):
    """From which month on, of whom, of which unit, reports or other things, answered or not."""

    start = forms.RegexField(
        r"^(?:19|20|21)\d\d-(?:0[1-9]|1[0-2])$",
        required=False,
        label=gettext_lazy("From month"),
        widget=forms.TextInput(attrs={"type": "month", "placeholder": "2026-01"}),
        error_messages={"invalid": gettext_lazy("A month is written as 2026-01.")},
    )
    addressee = forms.ChoiceField(required=False, label=gettext_lazy("Asked of"))
    unit = forms.ChoiceField(required=False, label=gettext_lazy("Unit"))
    what = forms.ChoiceField(required=False, choices=WHAT, label=gettext_lazy("What is due"))
    answered = forms.ChoiceField(required=False, choices=ANSWERS, label=gettext_lazy("Answered"))

    def __init__(self, data: Any, whose: Organization, seen: Sight) -> None:
        super().__init__(data)
        self.names = at_head(("addressees", seen), lambda: addressee_names(seen_by=seen))
        everyone = choices(self.names, ANY)
        self.offer("addressee", [everyone[0], (SECRETARIAT, _("The secretariat")), *everyone[1:]])
        self.units: Mapping[str, Unit] = {}
        # Units are for those who work there.
        if seen.works_in(whose.pk):
            found = Unit.objects.filter(organization=whose, ended=None).order_by("code")
            self.units = {one.code: one for one in found}
        if self.units:
            self.offer("unit", [("", ANY), *((code, f"{code}: {one.name}") for code, one in self.units.items())])
        else:
            del self.fields["unit"]

    @property
    def wish(self) -> Wish:
        """What of the times that are set is wanted."""
        wanted = self.wanted
        name = wanted.get("addressee", "")
        names = tuple(one for one in self.names if is_secretariat(one)) if name == SECRETARIAT else (name,)
        answered = {"yes": True, "no": False}.get(wanted.get("answered", ""))
        return Wish(names if name else (), self.units.get(wanted.get("unit", "")), wanted.get("what", ""), answered)

    def first_month(self, today: date) -> date:
        """The month that the timeline begins with."""
        start = self.wanted.get("start")
        return date.fromisoformat(f"{start}-01") if start else month_after(today.replace(day=1), -PASSED)


def month_after(month: date, count: int) -> date:
    """The first day of the month so many months later; the first or the last month of all beyond them."""
    at = min(max(month.year * 12 + month.month - 1 + count, 12), 9999 * 12 + 11)
    return date(at // 12, at % 12 + 1, 1)


@dataclass(frozen=True, slots=True)
class DueShown:
    """Something that is due, as the page shows it."""

    due: Due
    page: str
    nearness: Status | None


@dataclass(frozen=True, slots=True)
class MonthShown:
    """A month of the table: its name, how much falls due in it, and the page of what does."""

    name: str
    counts: InMonth
    address: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Two years of times that are set: the picture, the same by month, what is due in order, and the years beside."""

    picture: SafeString
    months: tuple[MonthShown, ...]
    listing: Listing
    earlier: str
    later: str
    answer: str
    undated: tuple[tuple[str, str], ...]


def timeline_of(
    request: HttpRequest, whose: Organization, filters: TimelineFilters, today: date, seen: Sight
) -> Timeline:
    """The timeline that the filters leave; eight statements at most."""
    first = filters.first_month(today)
    end = month_after(first, MONTHS)
    found = due_acts(whose, filters.wish, first, date.fromordinal(end.toordinal() - 1), seen_by=seen)
    counted = {one.month: one for one in by_month(found, seen_by=seen)}
    months = [month_after(first, at) for at in range(MONTHS)]
    total = sum(one.reports + one.others for one in counted.values())
    listing = page_of_list(request, filters, total, lambda at, count: _by_month(found, at, count, today, whose, seen))
    return Timeline(
        picture=_picture(request, months, counted, today),
        months=tuple(
            MonthShown(name_of(one), counted[one], at_month(request, one)) for one in months if one in counted
        ),
        listing=listing,
        earlier=at_month(request, month_after(first, -MONTHS)),
        later=at_month(request, end),
        answer=_("%(first)s to %(last)s: %(answer)s")
        % {"first": name_of(first), "last": name_of(months[-1]), "answer": _answer(counted, today, total)},
        undated=_undated(whose, filters, today, seen),
    )


def _undated(whose: Organization, filters: TimelineFilters, today: date, seen: Sight) -> tuple[tuple[str, str], ...]:
    """What no timeline can show, counted as the list counts that each leads to; nothing for a filter it has not."""
    if "what" in filters.wanted:
        return ()
    wish = filters.wish
    kept: dict[str, Any] = {name: filters.wanted[name] for name in ("addressee", "unit") if name in filters.wanted}
    wanted: dict[str, Any] = {"deadline": "set"}
    if wish.answered is not None:
        kept["answered"] = wanted["answered"] = "listed" if wish.answered else "unlisted"
    if wish.addressees:
        wanted["addressees"] = wish.addressees
    found = asked(wanted, today, seen)
    if wish.unit is not None:
        found = acts_of_units(found, answers_in(whose), units_below([wish.unit.pk]))
    counted = found.order_by().aggregate(
        recurring=Count("pk", filter=Q(deadline_kind=RECURRING)),
        undated=Count("pk", filter=Q(latest=None) & ~Q(deadline_kind=RECURRING)),
    )
    again, undated = counted["recurring"], counted["undated"]
    said = {
        "recurring": ngettext("%(count)s comes again and again", "%(count)s come again and again", again),
        "undated": ngettext("%(count)s has no day that is known", "%(count)s have no day that is known", undated),
    }
    page = reverse("asked", args=[whose.code])
    return tuple(
        (words % {"count": counted[kind]}, f"{page}?{urlencode({**kept, 'deadline': kind})}")
        for kind, words in said.items()
        if counted[kind]
    )


def _by_month(
    found: Any, start: int, count: int, today: date, whose: Organization, seen: Sight
) -> list[tuple[str, list[DueShown]]]:
    """What is due, under the name of its month."""
    rows = due_rows(found, start, count, seen_by=seen)
    shown = (
        DueShown(one, mandate_page(whose.code, one.document, one.fragment), nearness(one.day, today)) for one in rows
    )
    return [(name, list(own)) for name, own in groupby(shown, key=lambda one: name_of(one.due.day))]


def at_month(request: HttpRequest, month: date) -> str:
    """The timeline from a month on, with the same filters."""
    kept = {name: str(value) for name, value in request.GET.items() if name not in ("start", "page")}
    return f"?{urlencode({**kept, 'start': f'{month:%Y-%m}'})}"


def name_of(day: date) -> str:
    """A month in words."""
    return date_format(day, "YEAR_MONTH_FORMAT")


def _picture(request: HttpRequest, months: Sequence[date], counted: Mapping[date, InMonth], today: date) -> SafeString:
    drawn = []
    for at, month in enumerate(months):
        own = counted.get(month, InMonth(month, 0, 0, 0))
        drawn.append(
            Month(
                name=date_format(month, "M"),
                year=str(month.year),
                first=own.reports,
                second=own.others,
                said=f"{name_of(month)}: {_counts(own)}",
                address=at_month(request, month),
                is_now=month == today.replace(day=1),
                opens_year=at == 0 or month.month == 1,
            )
        )
    title = _("Times set, by month: reports below, other things above")
    # The writer escapes every text that it draws.
    return mark_safe(months_svg(title, drawn, get_language_bidi()))  # noqa: S308


def _counts(own: InMonth) -> str:
    reports = ngettext("%(count)s report due", "%(count)s reports due", own.reports) % {"count": own.reports}
    others = ngettext("%(count)s other time set", "%(count)s other times set", own.others) % {"count": own.others}
    return _("%(reports)s, %(others)s") % {"reports": reports, "others": others}


def _answer(counted: Mapping[date, InMonth], today: date, total: int) -> str:
    if not total:
        return _("no time is set that fits.")
    coming = [one for month, one in counted.items() if month >= today.replace(day=1)]
    ahead = sum(one.reports + one.others for one in coming)
    if not ahead:
        words = ngettext("%(count)s time was set, and has passed.", "%(count)s times were set, and have passed.", total)
        return words % {"count": total}
    unanswered = sum(one.unanswered for one in coming)
    words = ngettext("%(count)s time is set from this month on", "%(count)s times are set from this month on", ahead)
    if not unanswered:
        return _("%(times)s.") % {"times": words % {"count": ahead}}
    rest = npgettext("times", "no plan answers %(count)s of them", "no plan answers %(count)s of them", unanswered)
    return _("%(times)s; %(rest)s.") % {"times": words % {"count": ahead}, "rest": rest % {"count": unanswered}}


def calendar_page(whose: Organization, filters: TimelineFilters) -> str:
    """The calendar of what the filters leave, for who is signed in or reads what is published."""
    wanted = {name: value for name, value in filters.wanted.items() if name != "start"}
    address = reverse("mandates-calendar", args=[whose.code])
    return f"{address}?{urlencode(wanted)}" if wanted else address
