"""Pages of plans: the years, the outline of a year, and whatever an address in a plan names."""

import re

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.store.models import Deliverable, Measure, PlanParagraph, Result
from throughline.store.rights import Sight, in_plan
from throughline.store.rows import IN_FORCE
from throughline.web.addresses import plan_page_of
from throughline.web.formatting import plain_brief
from throughline.web.pages.frame import Head, organization_at, sight_in, start_of
from throughline.web.pages.plans.figures import figure_page, table_page, value_page
from throughline.web.pages.plans.names import fund_name
from throughline.web.pages.plans.outline import (
    Outline,
    outline_of,
    place_in_force,
    plans_of_year,
    undated_plans,
    years_with_plans,
)
from throughline.web.pages.plans.shown import place_page, result_page
from throughline.web.pages.plans.trail import trail_of_year

TABLE = re.compile(r"(?P<plan>.+)/T(?P<table>[^/]+)")
FIGURE = re.compile(r".+/T[^/]+/r\d+/c\d+")
VALUE = re.compile(r"(?P<owner>.+)/(?P<year>\d{4})-(?P<status>actual|planned|target)")


def plans(request: HttpRequest, organization: str) -> HttpResponse:
    """The years for which plans are held."""
    whose = organization_at(request, organization)
    context = {
        "head": Head(_("Plans"), _("Plans by year"), (start_of(whose.code),)),
        "years": years_with_plans(whose.pk),
        "undated": undated_plans(whose.pk),
    }
    return render(request, "plans/years.html", context)


def outline(request: HttpRequest, organization: str, year: int) -> HttpResponse:
    """The outline of a year: every part of the plans with its programmes, subprogrammes, counts and money."""
    whose = organization_at(request, organization)
    held = plans_of_year(whose.pk, year)
    if not held:
        raise Http404(_("No plan for %(year)s was read.") % {"year": year})
    tree = outline_of(held, year)
    head = Head(_("Plan"), _("Plan and budget for %(year)s") % {"year": year}, trail_of_year(whose.code, None))
    context = {"head": head, "outline": tree, "answer": _outline_answer(tree), "funds": _funds(tree)}
    return render(request, "plans/outline.html", context)


def _funds(tree: Outline) -> list[str]:
    return [fund_name(fund) for fund in tree.funds]


def _outline_answer(tree: Outline) -> str:
    parts = ngettext("%(count)s part was read", "%(count)s parts were read", len(tree.sections))
    money = "; ".join(f"{cell.name} {plain_brief(cell.money)}" for cell in tree.total_cells)
    return _("%(parts)s, with %(subprogrammes)s subprogrammes, %(results)s planned results and %(money)s.") % {
        "parts": parts % {"count": len(tree.sections)},
        "subprogrammes": tree.subprogrammes,
        "results": tree.counts.results,
        "money": money or _("no amount printed"),
    }


def place(request: HttpRequest, organization: str, place: str) -> HttpResponse:
    """Whatever the address names: a section, a programme, a subprogramme, a result, a printed table, a figure."""
    seen = sight_in(request, organization_at(request, organization))
    address = f"{organization}/{place}"
    if FIGURE.fullmatch(address):
        return figure_page(request, organization, address, seen)
    if value := VALUE.fullmatch(address):
        return value_page(request, organization, value["owner"], int(value["year"]), value["status"], seen)
    if table := TABLE.fullmatch(address):
        return table_page(request, organization, table["plan"], table["table"], seen)
    if (found := place_in_force(address, seen)) is not None:
        return place_page(request, organization, found, seen)
    result = Result.objects.filter(IN_FORCE, in_plan(seen), address=address)
    whole = ("place__version__document__plan", "place__version__taking_in")
    if (shown := result.select_related(*whole).first()) is not None:
        return result_page(request, organization, shown, seen)
    owner = owner_of(address, seen)
    if owner is None:
        raise Http404(_("Nothing in the plans that were read has the address %(code)s.") % {"code": address[:200]})
    return redirect(f"{plan_page_of(organization, owner)}#{address.rpartition('/')[2]}")


def owner_of(address: str, seen: Sight) -> str | None:
    """The address of the place or result on whose page a deliverable, a measure or a paragraph stands."""
    here = in_plan(seen) & Q(address=address)
    measure = Measure.objects.filter(IN_FORCE, here).order_by().values_list("result__address")
    text = PlanParagraph.objects.filter(IN_FORCE, here).order_by().values_list("place__address")
    deliverable = Deliverable.objects.filter(IN_FORCE, here).order_by().values_list("place__address")
    found = list(deliverable.union(measure, text)[:1])
    return found[0][0] if found else None
