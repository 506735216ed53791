"""The page of one report: its values in every cell, entered, restated, submitted, approved, sent back."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from throughline.engine.errors import Forbidden, Refused
from throughline.engine.monitoring.cells import cells_of
from throughline.engine.monitoring.indicators import Definition, ReportName, read_report, report_address
from throughline.engine.monitoring.values import Of, Said, State, typed_again
from throughline.store.models import Indicator, IndicatorReport, IndicatorValue, Organization
from throughline.store.monitoring.indicators.checking import LONGEST as LONGEST_OF
from throughline.store.monitoring.indicators.entering import Entered, Entry
from throughline.store.monitoring.indicators.reads import definitions_of
from throughline.store.monitoring.indicators.resolving import find_reports
from throughline.store.monitoring.indicators.tables import APPROVED, CLOSED, OPEN
from throughline.store.rights import EDIT, acts_in
from throughline.web.access import acting, action, may_act
from throughline.web.pages.frame import Head, sight_in, worked_organization_at
from throughline.web.pages.history.views import told_at
from throughline.web.pages.indicators.acting import editor
from throughline.web.pages.indicators.forms import (
    LONGEST,
    REPORT_FORMS,
    ApproveForm,
    SendBackForm,
    SubmitForm,
    entered,
)
from throughline.web.pages.indicators.shown import STATES, cell_words, said_in
from throughline.web.pages.indicators.views import may_approve, path_of, trail_of, worked_at


class CellsForm(forms.Form):
    """The cells of one report as a person types them."""

    evidence = forms.CharField(required=False, max_length=LONGEST, label=gettext_lazy("Evidence: a document, a link"))

    def __init__(self, definition: Definition, held: dict[str, Said], data: Any = None, *, restating: bool) -> None:
        super().__init__(data, auto_id="cell-%s")
        self.cells = cells_of(definition.dimensions)
        for at, cell in enumerate(self.cells):
            said = held.get(cell)
            self.fields[f"c{at}"] = forms.CharField(
                required=False,
                max_length=LONGEST,
                label=cell_words(definition, cell),
                initial=typed_again(said, union=definition.is_union) if said else "",
                widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text"}),
            )
        if restating:
            self.fields["reason"] = forms.CharField(max_length=LONGEST, label=gettext_lazy("Why they are restated"))
        self.order_fields([*(f"c{at}" for at in range(len(self.cells))), "evidence", "reason"])

    def entries(self, report: str, place: str, held: dict[str, Said]) -> list[Entry]:
        """What was typed, as values at a place; cells left empty that had nothing say nothing."""
        said, evidence = self.cleaned_data, self.cleaned_data["evidence"]
        return [
            Entry(report, said[f"c{at}"], cell, place, evidence, str(self.fields[f"c{at}"].label))
            for at, cell in enumerate(self.cells)
            if said[f"c{at}"].strip() or cell in held
        ]


@action
@never_cache
def values(request: HttpRequest, organization: str, indicator: str) -> HttpResponse:
    """The values of one report; POST enters them, or restates approved ones with a reason."""
    whose, found, _seen = worked_at(request, organization, indicator)
    name, report = _named(request, whose, found)
    place = " ".join(request.GET.get("place", "").split())[: LONGEST_OF["place"]]
    held = _held(report, place)
    definition = _definition(found, report)
    restating = report is not None and report.state == APPROVED
    form = CellsForm(definition, held, request.POST or None, restating=restating)
    status = 200
    if request.method == "POST":
        editor(request, whose)
        if form.is_valid():
            reason = form.cleaned_data.get("reason", "")
            done = _entered(request, whose, form, form.entries(name.address, place, held), reason)
            if done is not None and not done.is_wrong:
                return redirect(address_of(whose.code, name, place))
        status = 400
    return _shown(request, whose, found, name, place, form, report, status)


def _entered(
    request: HttpRequest, whose: Organization, form: CellsForm, entries: list[Entry], reason: str
) -> Entered | None:
    """Enter what was typed; the form says what is wrong."""
    try:
        done = entered(acting(request), whose, entries, reason)
    except Forbidden:
        raise
    except Refused as refused:
        form.add_error(None, str(refused))
        return None
    if done.is_wrong:
        for one in done.findings:
            form.add_error(None, f"{one.where}: {said_in(one.message)}")
    return done


def _named(request: HttpRequest, whose: Organization, found: Indicator) -> tuple[ReportName, IndicatorReport | None]:
    """The report that the address names, None where nothing was said in it yet; Http404 for a series that is none."""
    asked = request.GET
    of = asked.get("of") or Of.ACTUAL.value
    node = asked.get("node", "")[:400] or found.node
    name = (
        read_report(report_address(found.address, node, asked.get("period", "")[:20], of)) if of in list(Of) else None
    )
    there = find_reports(whose, [name.address] if name else [])
    if name is None or there.series_at(name) is None or name.period not in there.periods:
        raise Http404(_("Choose a period and a part of a plan that reports the indicator."))
    return name, there.reports.get(name.address)


def _held(report: IndicatorReport | None, place: str) -> dict[str, Said]:
    """What stands in a report at a place ("" is everywhere), by cell."""
    rows = IndicatorValue.objects.filter(report=report, stands=True, place=place) if report else ()
    return {one.cell: Said(State(one.state), one.number, one.denominator, one.text) for one in rows}


def _definition(found: Indicator, report: IndicatorReport | None) -> Definition:
    """The definition under which a report is entered."""
    definitions = definitions_of(found)
    if report is None:
        return definitions[-1]
    return next((one for one in definitions if one.number == report.definition.number), definitions[-1])


@dataclass(frozen=True, slots=True)
class PlaceShown:
    """A place for which a report has values, the page of them, and whether it is the one that is shown."""

    name: str
    page: str
    is_shown: bool


def _places(organization: str, name: ReportName, report: IndicatorReport | None, shown: str) -> list[PlaceShown]:
    """The places of a report; none where its values are of everywhere alone. One statement."""
    rows = IndicatorValue.objects.filter(report=report, stands=True).exclude(place="") if report else None
    named = set(rows.values_list("place", flat=True).distinct()) if rows is not None else set()
    there = named | ({shown} if shown else set())
    if not there:
        return []
    return [PlaceShown(one, address_of(organization, name, one), one == shown) for one in ("", *sorted(there))]


def address_of(organization: str, name: ReportName, place: str = "") -> str:
    """The page of a report, or of what it says of one place."""
    asked = {"period": name.period, "node": name.node, "of": name.of.value} | ({"place": place} if place else {})
    path = path_of(name.indicator)
    return f"{reverse('indicators-values', args=[organization, path])}?{urlencode(asked)}"


def _shown(
    request: HttpRequest,
    whose: Organization,
    found: Indicator,
    name: ReportName,
    place: str,
    form: CellsForm,
    report: IndicatorReport | None,
    status: int,
) -> HttpResponse:
    by, state = may_act(request), report.state if report else OPEN
    is_closed = report is not None and report.period.state == CLOSED
    takes = not is_closed and state in (OPEN, APPROVED)
    chosen = {"report": [name.address]}
    context = {
        "head": Head(_("Report"), f"{name.period}, {name.node}", trail_of(whose, found)),
        "whose": whose,
        "indicator": found,
        "name": name,
        "page": address_of(whose.code, name, place),
        "place": place,
        "places": _places(whose.code, name, report, place),
        "report": report,
        "state": STATES[CLOSED if is_closed else state],
        "form": form,
        "may_enter": by is not None and takes and acts_in(by, EDIT, whose),
        "submitting": SubmitForm(whose, initial=chosen) if report and state == OPEN and not is_closed else None,
        "approving": ApproveForm(whose, initial=chosen) if report and state in ("submitted", "reviewed") else None,
        "sending_back": SendBackForm(whose, initial=chosen) if report and state != OPEN and not is_closed else None,
        "may_approve": may_approve(request, whose),
        "is_restated": state == APPROVED,
        "lines": told_at(whose, name.address, sight_in(request, whose)),
    }
    return render(request, "indicators/values.html", context, status=status)


@action
@require_POST
def decide(request: HttpRequest, organization: str, verb: str) -> HttpResponse:
    """Submit, approve or send back the reports that were chosen."""
    whose, kind = worked_organization_at(request, organization), REPORT_FORMS.get(verb)
    if kind is None:
        raise Http404
    by, form = acting(request), kind(whose, request.POST)
    if not acts_in(by, EDIT, whose) and not may_approve(request, whose):
        raise PermissionDenied
    if not form.is_valid():
        raise Refused("; ".join(str(error) for errors in form.errors.values() for error in errors))
    form.act(by)
    name = read_report(form.cleaned_data["report"][0])
    return redirect(address_of(whose.code, name) if name else reverse("indicators", args=[whose.code]))
