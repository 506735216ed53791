"""Pages of self-assessments for reading: the list by year, and one node of a plan over the years."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from throughline.engine.monitoring.assessment import MODELS, model_in
from throughline.store.models import Organization, Person
from throughline.store.monitoring.assessments.reads import (
    AssessmentEntry,
    assessment_entries,
    assessments_of,
    assessments_where,
    years_assessed,
)
from throughline.store.nodes import nodes_at
from throughline.store.rights import APPROVE, EDIT, Sight, acts_in
from throughline.web.access import may_act
from throughline.web.addresses import assessment_page
from throughline.web.formatting import number
from throughline.web.pages.assessments.forms import AssessmentFilters, ConfirmAssessmentForm
from throughline.web.pages.assessments.names import PILLAR_NAMES
from throughline.web.pages.assessments.shown import AssessmentLine, YearShown, line_of, radar_of, shown_in
from throughline.web.pages.frame import (
    ANY,
    Head,
    Step,
    as_sheet,
    page_of_rows,
    sheet_of,
    show_list,
    sight_in,
    start_of,
    worked_organization_at,
)
from throughline.web.pages.history.views import told_at


def assessments(request: HttpRequest, organization: str) -> HttpResponse:
    """What parts of plans judge of themselves, the newest year first; as CSV for `format=csv`."""
    whose = worked_organization_at(request, organization)
    seen, filters = sight_in(request, whose), AssessmentFilters(request.GET)
    years = years_assessed(whose, seen_by=seen)
    filters.offer("year", [("", ANY), *((str(year), str(year)) for year in years)])
    found = _wanted(whose, filters, seen)
    if request.GET.get("format") == "csv" and not filters.is_wrong:
        return as_sheet(AssessmentLine, map(line_of, _with_steps(whose, found, seen)), f"assessments-{whose.code}")
    listing = page_of_rows(
        request, filters, found, lambda numbers: _with_steps(whose, found.filter(pk__in=numbers), seen)
    )
    words = ngettext("%(count)s self-assessment fits.", "%(count)s self-assessments fit.", listing.total)
    by = may_act(request)
    context = {
        "head": Head(_("Self-assessments"), _("How results are managed, pillar by pillar"), (start_of(whose.code),)),
        "listing": listing,
        "answer": words % {"count": number(listing.total)},
        "pillars": list(PILLAR_NAMES.values()),
        "model": MODELS[-1],
        "sheet": sheet_of(request.GET),
        "may_assess": by is not None and acts_in(by, EDIT, whose),
    }
    return show_list(request, "assessments/list.html", filters, context)


def _wanted(whose: Organization, filters: AssessmentFilters, seen: Sight) -> Any:
    wanted = filters.wanted
    confirmed = {"confirmed": True, "open": False}.get(wanted.get("state", ""))
    return assessments_where(
        whose,
        words=wanted.get("q", ""),
        year=wanted.get("year"),
        unit=wanted.get("unit", ""),
        confirmed=confirmed,
        seen_by=seen,
    )


def _with_steps(whose: Organization, found: Any, seen: Sight) -> Sequence[YearShown]:
    """Assessments with what became of each pillar since. Four statements."""
    entries = assessment_entries(found)
    return shown_in(entries, assessments_of(whose, {one.node for one in entries}, seen_by=seen))


@never_cache
def node(request: HttpRequest, organization: str, assessed: str) -> HttpResponse:
    """What a part of a plan judges of itself, year by year: years by pillars, the radar, reasons and evidence."""
    whose = worked_organization_at(request, organization)
    seen, address = sight_in(request, whose), f"{whose.code}/{assessed}"
    return node_page(request, whose, address, assessments_of(whose, [address], seen_by=seen))


def node_page(
    request: HttpRequest,
    whose: Organization,
    address: str,
    entries: Sequence[AssessmentEntry],
    wrong: ConfirmAssessmentForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a node; `wrong` is a confirmation that was not done."""
    seen = sight_in(request, whose)
    stands = nodes_at(whose, [address], seen_by=seen).get(address)
    if stands is None and not entries:
        raise Http404(_("No part of a plan has the address %(address)s.") % {"address": address[:200]})
    years, by = shown_in(entries, entries), may_act(request)
    model = (model_in(entries[0].year) if entries else None) or MODELS[-1]
    context = {
        "head": Head(_("Self-assessment"), stands.title if stands else address, trail_of(whose)),
        "address": address,
        "path": address.partition("/")[2],
        "stands": stands,
        "years": years,
        "answers": _said(years),
        "radar": radar_of(years, model),
        "pillars": list(PILLAR_NAMES.values()),
        "model": model,
        "may_assess": by is not None and stands is not None and acts_in(by, EDIT, whose),
        "may_change": by is not None and acts_in(by, EDIT, whose),
        "confirming": _confirming(whose, by, years),
        "wrong": wrong,
        "lines": told_at(whose, years[0].entry.record.address, seen) if years else (),
    }
    return render(request, "assessments/node.html", context, status=status)


def _confirming(whose: Organization, by: Person | None, years: Sequence[YearShown]) -> dict[int, ConfirmAssessmentForm]:
    """A form for each year that this person may confirm: not confirmed yet, and written by somebody else."""
    if by is None or not acts_in(by, APPROVE, whose):
        return {}
    return {
        one.entry.year: ConfirmAssessmentForm(
            initial={"revision": one.entry.revision}, auto_id=f"confirm-{one.entry.year}-%s"
        )
        for one in years
        if one.entry.confirmed is None and one.entry.writer != by.pk
    }


def _said(years: Sequence[YearShown]) -> list[str]:
    """What the page says first of the newest year."""
    if not years:
        return [_("It has not been assessed yet.")]
    newest = years[0]
    risen = ngettext("%(count)s pillar has risen", "%(count)s pillars have risen", newest.risen)
    fallen = ngettext("%(count)s has fallen", "%(count)s have fallen", newest.fallen)
    said = _("%(year)s: %(risen)s, %(fallen)s.") % {
        "year": newest.entry.year,
        "risen": risen % {"count": number(newest.risen)},
        "fallen": fallen % {"count": number(newest.fallen)},
    }
    if not newest.left_out:
        return [said]
    words = ngettext("%(count)s pillar was not assessed.", "%(count)s pillars were not assessed.", newest.left_out)
    return [said, words % {"count": number(newest.left_out)}]


def trail_of(whose: Organization, address: str = "") -> tuple[Step, ...]:
    """The trail to the self-assessments, or to those of a node."""
    steps = (start_of(whose.code), Step(_("Self-assessments"), reverse("assessments", args=[whose.code])))
    if not address:
        return steps
    return (*steps, Step(address, assessment_page(whose.code, address.partition("/")[2])))
