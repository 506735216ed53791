"""The plan of evaluations as a list, and one of them with what it found, what followed and what was learned."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.engine.monitoring.evaluations import Evaluation, State
from throughline.store.models import Organization, PlannedEvaluation
from throughline.store.monitoring.evaluations.following import CARRIED_OUT
from throughline.store.monitoring.evaluations.reads import evaluation_at, evaluations_where, whole_evaluations
from throughline.store.rights import Sight, edits_in
from throughline.web.access import may_act
from throughline.web.formatting import number
from throughline.web.pages.evaluations.forms import EvaluationFilters
from throughline.web.pages.evaluations.names import KIND_NAMES, STATE_NAMES
from throughline.web.pages.evaluations.shown import (
    findings_shown,
    named_shown,
    owed_of,
    report_page_of,
    rows_shown,
)
from throughline.web.pages.frame import (
    Head,
    Step,
    page_of_list,
    show_list,
    sight_in,
    start_of,
    worked_organization_at,
)
from throughline.web.pages.history.views import told_at


def evaluations(request: HttpRequest, organization: str) -> HttpResponse:
    """Every evaluation, the newest year first, with who still owes a response or an action."""
    whose = worked_organization_at(request, organization)
    filters, seen, today = EvaluationFilters(request.GET), sight_in(request, whose), localdate()
    wanted = dict(filters.wanted)
    words, owing = wanted.pop("q", ""), bool(wanted.pop("owing", ""))
    asked = {"organization": whose, "words": words, "today": today, "seen_by": seen, **wanted}
    found = evaluations_where(owing=owing, **asked)
    listing = page_of_list(
        request, filters, found.count(), lambda at, count: rows_shown(whose, list(found[at : at + count]))
    )
    waiting = listing.total if owing else evaluations_where(owing=True, **asked).count()
    by = may_act(request)
    context = {
        "head": Head(
            _("Evaluations"), _("What was evaluated, what was found, and what followed"), trail_of(whose)[:-1]
        ),
        "listing": listing,
        "answers": _said(listing.total, waiting),
        "tone": "attention" if waiting else "plain",
        "may_edit": by is not None and edits_in(by, whose),
    }
    return show_list(request, "evaluations/list.html", filters, context)


def _said(total: int, waiting: int) -> list[str]:
    fit = ngettext("%(count)s evaluation fits.", "%(count)s evaluations fit.", total) % {"count": number(total)}
    wait = ngettext(
        "%(count)s of them waits for management: a response, or an action past its day.",
        "%(count)s of them wait for management: a response, or an action past its day.",
        waiting,
    )
    return [fit, wait % {"count": number(waiting)}] if waiting else [fit]


def trail_of(whose: Organization, found: PlannedEvaluation | None = None) -> tuple[Step, ...]:
    """The trail to an evaluation, or to what stands below it."""
    steps = (
        start_of(whose.code),
        Step(_("Indicators"), reverse("indicators", args=[whose.code])),
        Step(_("Evaluations"), reverse("indicators-evaluations", args=[whose.code])),
    )
    if found is None:
        return steps
    return (*steps, Step(found.title, reverse("indicators-evaluation", args=[whose.code, found.code])))


def found_at(request: HttpRequest, organization: str, code: str) -> tuple[Organization, PlannedEvaluation, Sight]:
    """The evaluation with a code; Http404 where there is none that is open to the request."""
    whose = worked_organization_at(request, organization)
    seen = sight_in(request, whose)
    found = evaluation_at(whose, code, seen_by=seen)
    if found is None:
        raise Http404(_("No evaluation has the code %(code)s.") % {"code": code[:40]})
    return whose, found, seen


def evaluation(request: HttpRequest, organization: str, evaluation: str) -> HttpResponse:
    """An evaluation: how far it is, what it found with the responses, what was learned and where that is used."""
    whose, found, seen = found_at(request, organization, evaluation)
    (whole,), today, by = whole_evaluations([found]), localdate(), may_act(request)
    unanswered, late = owed_of(whole, today)
    nodes, lessons = named_shown(whose, whole, seen_by=seen)
    owed = whole.state is not State.CANCELLED and bool(unanswered or late)
    context = {
        "head": Head(_("Evaluation"), found.title, trail_of(whose), "attention" if owed else "plain"),
        "found": found,
        "whole": whole,
        "status": STATE_NAMES[found.state],
        "kind": KIND_NAMES[found.kind],
        "answers": _how_it_stands(whole, unanswered, late),
        "findings": findings_shown(whole.findings, today),
        "nodes": nodes,
        "lessons": lessons,
        "report": report_page_of(whose, found.report),
        "carried_out": found.state in CARRIED_OUT,
        "may_edit": by is not None and edits_in(by, whose),
        "lines": told_at(whose, found.address, seen),
    }
    return render(request, "evaluations/one.html", context)


def _how_it_stands(whole: Evaluation, unanswered: int, late: int) -> list[str]:
    if whole.state is State.CANCELLED:
        return [_("It was cancelled: %(reason)s") % {"reason": whole.reason}]
    if whole.state is State.PLANNED:
        return [_("It is planned for %(year)s and has not begun.") % {"year": whole.year}]
    count = len(whole.findings)
    said = [ngettext("It found %(count)s thing.", "It found %(count)s things.", count) % {"count": number(count)}]
    if unanswered:
        words = ngettext(
            "%(count)s of them has no response of management yet.",
            "%(count)s of them have no response of management yet.",
            unanswered,
        )
        said.append(words % {"count": number(unanswered)})
    if late:
        words = ngettext("%(count)s action is past its day.", "%(count)s actions are past their day.", late)
        said.append(words % {"count": number(late)})
    return said
