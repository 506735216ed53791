"""Pages of reporting periods: all of them with who still has to report, made, closed, reopened; levels of approval."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from throughline.engine.errors import Forbidden, Refused
from throughline.store.models import ApprovalLevel, Organization, ReportingPeriod
from throughline.store.monitoring.indicators.outstanding import due_records, reports_due, states_due
from throughline.store.monitoring.indicators.periods import close_period, reopen_period
from throughline.store.monitoring.indicators.reads import periods_in
from throughline.store.rights import ADMINISTER, EDIT, acts_in, may
from throughline.web.access import acting, action, may_act
from throughline.web.formatting import number
from throughline.web.pages.frame import (
    ANY,
    Filters,
    Head,
    Step,
    page_of_rows,
    show_list,
    sight_in,
    start_of,
    worked_organization_at,
)
from throughline.web.pages.history.views import told_at
from throughline.web.pages.indicators.forms import LevelsForm, PeriodForm, ReopenForm
from throughline.web.pages.indicators.shown import STATES, states_of


class DueFilters(Filters):
    """Filters of the reports that are due."""

    q = forms.CharField(required=False, max_length=200, label=gettext_lazy("Words or an address"))
    state = forms.ChoiceField(
        required=False,
        label=gettext_lazy("State"),
        choices=[("", ANY), *((name, status.words) for name, status in STATES.items() if name != "closed")],
    )


@action
@never_cache
def periods(request: HttpRequest, organization: str) -> HttpResponse:
    """The reporting periods; POST makes one."""
    whose, by = worked_organization_at(request, organization), may_act(request)
    form = PeriodForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = form.act(acting(request), whose)
            return redirect("indicators-period", whose.code, made.code)
        except Forbidden:
            raise
        except Refused as reason:
            form.add_error(None, str(reason))
    return _periods(request, whose, by, form, LevelsForm(whose, initial={"levels": _levels(whose)}))


def _periods(request: HttpRequest, whose: Organization, by: Any, form: forms.Form, levels: forms.Form) -> HttpResponse:
    held = [(one, STATES[one.state]) for one in reversed(periods_in(whose).values())]
    context = {
        "head": Head(_("Periods"), _("What is reported for, and until when"), _trail(whose)),
        "periods": held,
        "form": form,
        "levels": levels,
        "may_edit": by is not None and may(by, EDIT, whose),
        "may_administer": by is not None and may(by, ADMINISTER, whose),
    }
    wrong = form.errors or levels.errors
    return render(request, "indicators/periods.html", context, status=400 if wrong else 200)


def _levels(whose: Organization) -> str:
    """The levels of approval as their form takes them."""
    held = ApprovalLevel.objects.filter(organization=whose).select_related("unit").order_by("number")
    return "\n".join(f"{one.name} @ {one.unit.code}" if one.unit else one.name for one in held)


def _trail(whose: Organization) -> tuple[Step, ...]:
    return (start_of(whose.code), Step(_("Indicators"), reverse("indicators", args=[whose.code])))


@action
@require_POST
def levels(request: HttpRequest, organization: str) -> HttpResponse:
    """Set the levels of approval."""
    whose, by = worked_organization_at(request, organization), acting(request)
    form = LevelsForm(whose, request.POST)
    if form.is_valid():
        try:
            form.act(by)
            return redirect("indicators-periods", whose.code)
        except Forbidden:
            raise
        except Refused as reason:
            form.add_error(None, str(reason))
    return _periods(request, whose, by, PeriodForm(), form)


def period(request: HttpRequest, organization: str, period: str) -> HttpResponse:
    """A period: who still has to report, and how far every report is."""
    whose = worked_organization_at(request, organization)
    found, seen, filters = _period_at(whose, period), sight_in(request, whose), DueFilters(request.GET)
    due = reports_due(found, state=filters.wanted.get("state", ""), words=filters.wanted.get("q", ""), seen_by=seen)
    counted = states_due(found, seen_by=seen)

    def rows(numbers: Any) -> Any:
        of_page = reports_due(found, seen_by=seen).filter(pk__in=numbers)
        told = due_records(of_page.select_related("indicator__definition", "indicator__owner"), found)
        return [(one, STATES[one.state], one.indicator.partition("/")[2]) for one in told]

    listing = page_of_rows(request, filters, due, rows)
    missing = sum(count for state, count in counted.items() if state in ("missing", "open"))
    words = ngettext("%(count)s report is still to come.", "%(count)s reports are still to come.", missing)
    by = may_act(request)
    context = {
        "head": Head(_("Period"), found.code, (*_trail(whose), _step(whose)), "attention" if missing else "good"),
        "period": found,
        "state": STATES[found.state],
        "listing": listing,
        "counted": states_of(counted),
        "answer": words % {"count": number(missing)},
        "tone": "attention" if missing else "good",
        "may_edit": by is not None and acts_in(by, EDIT, whose),
        "reopening": ReopenForm(),
        "lines": told_at(whose, f"periods/{found.code}", seen),
    }
    return show_list(request, "indicators/period.html", filters, context)


def _step(whose: Organization) -> Step:
    return Step(_("Periods"), reverse("indicators-periods", args=[whose.code]))


def _period_at(whose: Organization, code: str) -> ReportingPeriod:
    found = ReportingPeriod.objects.filter(organization=whose, code=code).select_related("organization").first()
    if found is None:
        raise Http404(_("No period has the name %(code)s.") % {"code": code[:40]})
    return found


@action
@require_POST
def close(request: HttpRequest, organization: str, period: str) -> HttpResponse:
    """Close a period."""
    whose = worked_organization_at(request, organization)
    close_period(by=acting(request), period=_period_at(whose, period))
    return redirect("indicators-period", whose.code, period)


@action
@require_POST
def reopen(request: HttpRequest, organization: str, period: str) -> HttpResponse:
    """Reopen a period, saying why."""
    whose, form = worked_organization_at(request, organization), ReopenForm(request.POST)
    found = _period_at(whose, period)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    reopen_period(by=acting(request), period=found, reason=reason)
    return redirect("indicators-period", whose.code, period)
