"""The pages of contributions: all of them, one with its history, and the page on which one is made."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from throughline.engine.planning.contributions import contribution_address
from throughline.store.models import Contribution, Organization
from throughline.store.nodes import nodes_at, nodes_with
from throughline.store.planning.contributions import actions
from throughline.store.planning.contributions.reads import contribution_entries, contributions_where
from throughline.store.rights import edits_in
from throughline.web.access import action, may_act
from throughline.web.checked import checked
from throughline.web.formatting import number
from throughline.web.pages.frame import Head, Step, acting_at, page_of_list, show_list, sight_in, worked_organization_at
from throughline.web.pages.frameworks.at import trail_of_frameworks
from throughline.web.pages.frameworks.forms import (
    ChangeContributionForm,
    ContributionFilters,
    ContributionForm,
    EndContributionForm,
)
from throughline.web.pages.history.views import told_at
from throughline.web.pages.trying import DONE, tried


def contributions(request: HttpRequest, organization: str) -> HttpResponse:
    """Every contribution from node to node of the plans, by what contributes."""
    whose = worked_organization_at(request, organization)
    filters = ContributionFilters(request.GET)
    found = _wanted(filters.wanted, contributions_where(ended=None, seen_by=sight_in(request, whose)))
    listing = page_of_list(
        request, filters, found.count(), lambda at, count: contribution_entries(found[at : at + count])
    )
    words = ngettext("%(count)s contribution fits.", "%(count)s contributions fit.", listing.total)
    head = Head(_("Contributions"), _("What contributes to what"), trail_of_frameworks(whose.code))
    by = may_act(request)
    context = {
        "head": head,
        "listing": listing,
        "answer": words % {"count": number(listing.total)},
        "may_make": by is not None and edits_in(by, whose),
    }
    return show_list(request, "frameworks/contributions.html", filters, context)


def _wanted(wanted: dict[str, Any], found: QuerySet[Any]) -> QuerySet[Any]:
    for word in wanted.get("q", "").split():
        found = found.filter(Q(source__icontains=word) | Q(target__icontains=word) | Q(rationale__icontains=word))
    state = wanted.get("state", "")
    return found if state == "all" else found.filter(ended__isnull=state != "ended")


@action
@never_cache
def new(request: HttpRequest, organization: str) -> HttpResponse:
    """The page on which a contribution is made: both ends, share, days and how the one serves the other."""
    whose, by = acting_at(request, organization)
    chosen = {"source": request.GET.get("from", "")[:400], "target": request.GET.get("to", "")[:400]}
    form, status = ContributionForm(request.POST or None, initial=chosen), 200
    made: list[Contribution] = []

    def done(said: dict[str, Any]) -> None:
        with checked():
            made.append(actions.make_contribution(by=by, organization=whose, **said))

    if request.method == "POST":
        status = tried(form, done)
        if status == DONE:
            return redirect("plans-contribution", whose.code, made[0].code)
    words = request.GET.get("q", "")[:200]
    context = {
        "head": Head(_("New contribution"), _("Say what contributes to what"), (*_trail(whose),)),
        "form": form,
        "q": words,
        "chosen": chosen,
        "nodes": nodes_with(whose, words, seen_by=sight_in(request, whose)) if words.strip() else (),
    }
    return render(request, "frameworks/contribute.html", context, status=status)


@action
@never_cache
def contribution(request: HttpRequest, organization: str, contribution: str) -> HttpResponse:
    """A contribution with its history; POST changes it."""
    whose = worked_organization_at(request, organization)
    found = _contribution_at(whose, contribution)
    if request.method != "POST":
        return _contribution(request, whose, found)
    by, form = acting_at(request, organization)[1], ChangeContributionForm(data := request.POST.copy())

    def done(said: dict[str, Any]) -> None:
        with checked():
            actions.change_contribution(by=by, contribution=found, **said)

    status = tried(form, done)
    if status == DONE:
        return redirect("plans-contribution", whose.code, found.code)
    data["revision"] = str(Contribution.objects.get(pk=found.pk).revision)
    return _contribution(request, whose, found, change=form, status=status)


@action
@never_cache
@require_POST
def end(request: HttpRequest, organization: str, contribution: str) -> HttpResponse:
    """End a contribution, saying why."""
    whose, by = acting_at(request, organization)
    found, form = _contribution_at(whose, contribution), EndContributionForm(data := request.POST.copy())

    def done(said: dict[str, Any]) -> None:
        with checked():
            actions.end_contribution(by=by, contribution=found, **said)

    status = tried(form, done)
    if status == DONE:
        return redirect("plans-contribution", whose.code, found.code)
    data["revision"] = str(Contribution.objects.get(pk=found.pk).revision)
    return _contribution(request, whose, found, ending=form, status=status)


def _contribution(
    request: HttpRequest,
    whose: Organization,
    found: Contribution,
    change: ChangeContributionForm | None = None,
    ending: EndContributionForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a contribution; a form that was refused comes back with what was typed, against the newest state."""
    seen = sight_in(request, whose)
    shown = contribution_entries(contributions_where(code=found.code, ended=None, seen_by=seen))[0]
    nodes = nodes_at(whose, (shown.source, shown.target), seen_by=seen)
    now = {"share": shown.share, "end": shown.end, "rationale": shown.rationale, "revision": shown.revision}
    by = may_act(request)
    stands = shown.ended is None and {shown.source, shown.target} <= nodes.keys()
    context = {
        "head": Head(_("Contribution"), shown.address, _trail(whose), "plain" if stands else "attention"),
        "shown": shown,
        "ends": [
            (_("What contributes"), shown.source, nodes.get(shown.source)),
            (_("What it contributes to"), shown.target, nodes.get(shown.target)),
        ],
        "stands": stands,
        "may_change": by is not None and edits_in(by, whose) and shown.ended is None,
        "change": change or ChangeContributionForm(initial=now),
        "ending": ending or EndContributionForm(initial=now, auto_id="end-%s"),
        "lines": told_at(whose, contribution_address(found.code), seen),
    }
    return render(request, "frameworks/contribution.html", context, status=status)


def _trail(whose: Organization) -> tuple[Step, ...]:
    return (
        *trail_of_frameworks(whose.code),
        Step(_("Contributions"), reverse("plans-contributions", args=[whose.code])),
    )


def _contribution_at(whose: Organization, code: str) -> Contribution:
    found = Contribution.objects.filter(organization=whose, code=code).first()
    if found is None:
        raise Http404(_("No contribution has the code %(code)s.") % {"code": code[:40]})
    return found
