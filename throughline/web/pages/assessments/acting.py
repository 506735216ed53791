"""Pages on which a part of a plan is assessed, an assessment is changed, and one is confirmed."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from throughline.store.models import Assessment, Organization
from throughline.store.monitoring.assessments import actions
from throughline.store.monitoring.assessments.reads import assessment_at, assessment_entries, assessments_of
from throughline.store.rights import APPROVE
from throughline.web.access import action
from throughline.web.addresses import assessment_page
from throughline.web.checked import checked
from throughline.web.pages.assessments.forms import (
    ChangeAssessmentForm,
    ConfirmAssessmentForm,
    JudgementsForm,
    NewAssessmentForm,
    filled_in,
)
from throughline.web.pages.assessments.views import node_page, trail_of
from throughline.web.pages.frame import Head, acting_at, sight_in
from throughline.web.pages.trying import DONE, tried


@action
@never_cache
def new(request: HttpRequest, organization: str) -> HttpResponse:
    """Assess a part of a plan for a year: the stage of each pillar, why, and what shows it."""
    whose, by = acting_at(request, organization)
    chosen = {"node": request.GET.get("node", "")[:400], "year": request.GET.get("year", "")[:4] or localdate().year}
    form, status = NewAssessmentForm(request.POST or None, initial=chosen), 200
    made: list[Assessment] = []

    def done(said: dict[str, Any]) -> None:
        named = {name: said[name] for name in ("node", "year")}
        with checked():
            judged = form.judgements
            made.append(actions.assess(by=by, organization=whose, judgements=judged, today=localdate(), **named))

    if request.method == "POST":
        status = tried(form, done)
        if status == DONE:
            return _onward(whose, made[0])
    return _form(request, Head(_("New self-assessment"), _("Assess a part of a plan"), trail_of(whose)), form, status)


@action
@never_cache
def change(request: HttpRequest, organization: str, year: int, assessed: str) -> HttpResponse:
    """Judge the pillars of an assessment anew; it waits for its confirmation again."""
    whose, by = acting_at(request, organization)
    found = _assessment_at(request, whose, year, assessed)
    (entry,) = assessment_entries(Assessment.objects.filter(pk=found.pk))
    data = request.POST.copy() if request.method == "POST" else None
    form = ChangeAssessmentForm(data, initial=filled_in(entry.record) | {"revision": entry.revision})
    status = 200

    def done(said: dict[str, Any]) -> None:
        with checked():
            actions.change_assessment(by=by, assessment=found, revision=said["revision"], judgements=form.judgements)

    if data is not None:
        status = tried(form, done)
        if status == DONE:
            return _onward(whose, found)
        data["revision"] = str(entry.revision) if status == 409 else data.get("revision", "")
    kind = _("Self-assessment for %(year)s") % {"year": year}
    return _form(request, Head(kind, entry.node, trail_of(whose, entry.node)), form, status)


@action
@never_cache
@require_POST
def confirm(request: HttpRequest, organization: str, year: int, assessed: str) -> HttpResponse:
    """Confirm an assessment as it stands, as another person than who wrote it."""
    whose, by = acting_at(request, organization, APPROVE)
    found, form = _assessment_at(request, whose, year, assessed), ConfirmAssessmentForm(request.POST)

    def done(said: dict[str, Any]) -> None:
        actions.confirm_assessment(by=by, assessment=found, revision=said["revision"])

    status = tried(form, done)
    if status == DONE:
        return _onward(whose, found)
    entries = assessments_of(whose, [found.node], seen_by=sight_in(request, whose))
    return node_page(request, whose, found.node, entries, form, status)


def _form(request: HttpRequest, head: Head, form: JudgementsForm, status: int) -> HttpResponse:
    return render(request, "assessments/form.html", {"head": head, "form": form}, status=status)


def _onward(whose: Organization, one: Assessment) -> HttpResponse:
    return redirect(assessment_page(whose.code, one.node.partition("/")[2], str(one.year)))


def _assessment_at(request: HttpRequest, whose: Organization, year: int, assessed: str) -> Assessment:
    found = assessment_at(whose, f"{whose.code}/{assessed}", year, seen_by=sight_in(request, whose))
    if found is None:
        raise Http404(_("It has no assessment for %(year)s.") % {"year": year})
    return found
