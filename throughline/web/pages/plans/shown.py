"""A place of a plan and a result as pages: what they answer first, their line, and what stands below."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from throughline.engine.planning.printed import called
from throughline.store.budgeting.reads import Stated
from throughline.store.models import Place, Plan, Result
from throughline.store.planning.asking import lists_for
from throughline.store.planning.links.reads import LinkEntry, links_to
from throughline.store.rights import Sight
from throughline.web.addresses import plan_page_of
from throughline.web.pages.editing.beside import editing_of
from throughline.web.pages.findings import findings_at
from throughline.web.pages.frame import Head, Step
from throughline.web.pages.plans import line as lines
from throughline.web.pages.plans.answer import answer_of_place, answer_of_result
from throughline.web.pages.plans.figures import tables_of
from throughline.web.pages.plans.line import Line
from throughline.web.pages.plans.money import estimates_within, money_table, stated_of
from throughline.web.pages.plans.outline import Branch, branches_below, together_of
from throughline.web.pages.plans.place import (
    Deliverables,
    Listed,
    ListedWithin,
    ResultBelow,
    ResultShown,
    deliverables_at,
    listed_at,
    listed_within,
    results_at,
    results_below,
    texts_at,
)
from throughline.web.pages.plans.trail import trail_of_place


def place_page(request: HttpRequest, organization: str, shown: Place, seen: Sight) -> HttpResponse:
    """A section, a programme or a subprogramme: its line, and what it holds."""
    plan = shown.version.document.plan
    results, stated = results_at(shown.pk), stated_of(shown)
    deliverables = deliverables_at(shown, plan.year)
    texts = texts_at(shown.pk)
    branches = branches_below(shown, plan.year)
    within = listed_within(shown, seen)
    lists, mandates = within.lists, within.holding
    links = links_to(shown.address, seen_by=seen)
    inner = results_below(shown, lines.ROWS) if branches else ()
    line = _line_of_place(
        organization, mandates, within, results, stated, deliverables, plan.year, branches, links, inner, lists.above
    )
    context = {
        "head": _head(organization, plan, shown, line),
        "place": shown,
        "plan": plan,
        "line": line,
        "answer": answer_of_place(line, stated, deliverables, within.own, plan.year),
        "branches": branches,
        "links": links,
        "mandates": mandates,
        "lists": lists,
        "results": results,
        "money": money_table(stated),
        "tables": [] if shown.place else tables_of(plan.address, shown.version_id),
        "deliverables": deliverables,
        "evaluations": [one for one in texts if one.kind == "evaluation"],
        "lessons": [one for one in texts if one.kind == "lesson"],
        "texts": [one for one in texts if one.kind == "paragraph"],
        "findings": findings_at(organization, shown.address, seen),
        "editing": editing_of(request, plan, shown.version, shown.address, shown.kind),
    }
    return render(request, "plans/place.html", context)


def result_page(request: HttpRequest, organization: str, shown: Result, seen: Sight) -> HttpResponse:
    """A result: what asked for it, its targets, the money of its place, what was achieved."""
    place = shown.place
    plan = place.version.document.plan
    result = results_at(place.pk, shown.address)[0]
    lists, stated = lists_for([place])[place.pk], stated_of(place)
    mandates = listed_at(lists.places, seen)
    links = links_to(shown.address, seen_by=seen)
    line = _line_of_result(organization, mandates, result, stated, plan.year, links, lists.above)
    context = {
        "head": Head(
            _("Result %(number)s") % {"number": shown.number} if shown.number else _("Result"),
            capfirst(shown.title),
            (*trail_of_place(organization, plan, place), Step(place.title, plan_page_of(organization, place.address))),
            language="en",
        ),
        "plan": plan,
        "place": place,
        "result": result,
        "line": line,
        "answer": answer_of_result(line, result, plan.year),
        "links": links,
        "mandates": mandates,
        "lists": lists,
        "money": money_table(stated),
        "findings": findings_at(organization, shown.address, seen),
        "editing": editing_of(request, plan, place.version, shown.address, "result"),
    }
    return render(request, "plans/result.html", context)


def _head(organization: str, plan: Plan, shown: Place, line: Line) -> Head:
    title = called(shown.place, shown.title, shown.version.document.title, plan.code)
    if not shown.place:
        name = _("Section %(code)s") % {"code": plan.code}
        if shown.code:
            name = _("%(section)s, programme %(code)s") % {"section": name, "code": shown.code}
        if title != shown.title:
            name = _("%(section)s: %(title)s") % {"section": name, "title": shown.title}
    else:
        name = _("Subprogramme") if shown.kind == "subprogramme" else _("Programme")
    kind = f"{name} · {shown.address}"
    tone = "attention" if any(stage.missing for stage in line.stages) else "plain"
    return Head(kind, title or shown.address, trail_of_place(organization, plan, shown), tone, "en")


def _line_of_place(
    organization: str,
    mandates: Sequence[Listed],
    within: ListedWithin,
    results: Sequence[ResultShown],
    stated: Sequence[Stated],
    deliverables: Deliverables,
    year: int | None,
    branches: Sequence[Branch],
    links: Sequence[LinkEntry],
    inner: Sequence[ResultBelow],
    above: str,
) -> Line:
    below = together_of(branches)
    estimates = estimates_within(stated, branches, year)
    stages = (
        lines.asked_stage(mandates, len(links), above, within),
        lines.planned_stage(results, deliverables.in_plan, year, below.results),
        lines.paid_stage(estimates, year),
        lines.done_stage(deliverables),
    )
    rows = lines.rows_of(
        [
            (stages[0].name, lines.asked_rows(organization, links, mandates, stages[0] if within.below else None)),
            (stages[1].name, lines.planned_rows(organization, stages[1], results, inner, below.results)),
            (stages[2].name, lines.money_rows(organization, stated, estimates, year)),
            (stages[3].name, lines.done_rows(stages[3], deliverables)),
        ]
    )
    return Line(stages, rows)


def _line_of_result(
    organization: str,
    mandates: Sequence[Listed],
    result: ResultShown,
    stated: Sequence[Stated],
    year: int | None,
    links: Sequence[LinkEntry],
    above: str,
) -> Line:
    remark = _("The document states money for the subprogramme, not for each result.")
    estimates = estimates_within(stated, (), year)
    stages = (
        lines.asked_stage(mandates, linked=len(links), above=above),
        lines.target_stage(result, year),
        lines.paid_stage(estimates, year, remark),
        lines.achieved_stage(result),
    )
    rows = lines.rows_of(
        [
            (stages[0].name, lines.asked_rows(organization, links, mandates)),
            (stages[1].name, lines.value_rows(organization, [result], None)),
            (stages[2].name, lines.money_rows(organization, stated, estimates, year)),
            (stages[3].name, lines.value_rows(organization, [result], "actual")),
        ]
    )
    return Line(stages, rows)
