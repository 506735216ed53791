"""Pages of indicators for reading: the list, one with its figures, and the tree of values that made a figure."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from throughline.engine.monitoring.cells import TOTAL, cells_of, read_cell
from throughline.engine.monitoring.indicators import Definition
from throughline.engine.monitoring.values import Of
from throughline.store.models import Indicator, Organization
from throughline.store.monitoring.indicators.figures import IndicatorFigures, figures_of, own_figures_at
from throughline.store.monitoring.indicators.lineage import Asked, Branch, lineage_of
from throughline.store.monitoring.indicators.nodes import nodes_at
from throughline.store.monitoring.indicators.outstanding import reports_of
from throughline.store.monitoring.indicators.reading import Which
from throughline.store.monitoring.indicators.reads import definitions_of, indicator_at, indicators_where, series_of
from throughline.store.rights import APPROVE, EDIT, Sight, acts_in
from throughline.web.access import may_act
from throughline.web.formatting import number
from throughline.web.pages.frame import (
    ANY,
    Filters,
    Head,
    Step,
    organization_at,
    page_of_rows,
    show_list,
    sight_in,
    start_of,
    worked_organization_at,
)
from throughline.web.pages.history.views import told_at
from throughline.web.pages.indicators.forms import KINDS, RULES, SeriesForm
from throughline.web.pages.indicators.shown import (
    STATES,
    FigureShown,
    Overview,
    cell_words,
    chart_of,
    figure_shown,
    overview_of,
    said_words,
    spans_shown,
    tree_address,
)

MOST_REPORTS = 60


class IndicatorFilters(Filters):
    """Filters of the list of indicators."""

    q = forms.CharField(required=False, max_length=200, label=gettext_lazy("Words or an address"))
    node = forms.CharField(required=False, max_length=400, label=gettext_lazy("Part of a plan, or below it"))
    kind = forms.ChoiceField(required=False, label=gettext_lazy("Kind"), choices=[("", ANY), *KINDS])
    unit = forms.CharField(required=False, max_length=40, label=gettext_lazy("Unit that answers (code)"))


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator in the list: what it tells, its page, and how it stands."""

    address: str
    path: str
    title: str
    node: str
    unit: str
    stands: Overview


def path_of(address: str) -> str:
    """The address of an indicator below its organization."""
    return address.partition("/")[2]


def indicators(request: HttpRequest, organization: str) -> HttpResponse:
    """Every indicator with how it stands: what was reached of the target of the last period that has ended."""
    whose = organization_at(request, organization)
    filters, seen = IndicatorFilters(request.GET), sight_in(request, whose)
    wanted = filters.wanted
    found = indicators_where(
        organization=whose,
        words=wanted.get("q", ""),
        node=wanted.get("node", ""),
        kind=wanted.get("kind", ""),
        unit=wanted.get("unit", ""),
        seen_by=seen,
    )
    listing = page_of_rows(request, filters, found, lambda numbers: _rows(whose, numbers, seen))
    words = ngettext("%(count)s indicator fits.", "%(count)s indicators fit.", listing.total)
    by = may_act(request)
    context = {
        "head": Head(_("Indicators"), _("What is measured, and how it stands"), (start_of(whose.code),)),
        "listing": listing,
        "answer": words % {"count": number(listing.total)},
        "whose": whose,
        "works": seen.works_in(whose.pk),
        "may_edit": by is not None and acts_in(by, EDIT, whose),
    }
    return show_list(request, "indicators/list.html", filters, context)


def _rows(whose: Organization, numbers: Any, seen: Sight) -> list[IndicatorRow]:
    told = own_figures_at(whose, numbers, Which.OFFICIAL, seen_by=seen)
    today, shown = localdate(), []
    for address, own in told.items():
        definition = own.definition
        unit = definition.currency or definition.unit
        stands = overview_of(own, definition.node, today)
        shown.append(IndicatorRow(address, path_of(address), definition.title, definition.node, unit, stands))
    return sorted(shown, key=lambda row: (row.node, len(row.address), row.address))


def found_at(request: HttpRequest, organization: str, path: str) -> tuple[Organization, Indicator, Sight]:
    """The indicator at an address below its organization; Http404 where there is none that is open to the request."""
    whose = organization_at(request, organization)
    seen = sight_in(request, whose)
    found = indicator_at(whose, f"{whose.code}/{path}", seen_by=seen)
    if found is None:
        raise Http404(_("No indicator has the address %(address)s.") % {"address": path[:200]})
    return whose, found, seen


def worked_at(request: HttpRequest, organization: str, path: str) -> tuple[Organization, Indicator, Sight]:
    """The same for the people who work there; Http404 for everybody else."""
    worked_organization_at(request, organization)
    return found_at(request, organization, path)


def which_of(request: HttpRequest, works: bool) -> Which:
    """Which values the page shows: the approved ones, unless who works there asks for all that stand."""
    return Which.STANDING if works and request.GET.get("values") == Which.STANDING.value else Which.OFFICIAL


def _node_of(request: HttpRequest, whose: Organization, indicator: Indicator, seen: Sight) -> str:
    """The node at which figures are asked for: the indicator's own, or another that is seen; else Http404."""
    node = request.GET.get("node", "")[:400] or indicator.node
    is_open = seen.works_in(whose.pk) or node == indicator.node or node in nodes_at(whose, [node], seen_by=seen)
    if not is_open:
        raise Http404(_("No plan that is open has %(address)s.") % {"address": node})
    return node


def trail_of(whose: Organization, indicator: Indicator | None = None) -> tuple[Step, ...]:
    """The trail to an indicator, or to what stands below it."""
    steps = (start_of(whose.code), Step(_("Indicators"), reverse("indicators", args=[whose.code])))
    if indicator is None:
        return steps
    page = reverse("indicators-one", args=[whose.code, path_of(indicator.address)])
    return (*steps, Step(indicator.address, page))


def indicator(request: HttpRequest, organization: str, indicator: str) -> HttpResponse:
    """An indicator: how it stands, its figures over time, in cells, who reports it, and its definition."""
    whose, found, seen = found_at(request, organization, indicator)
    works, today = seen.works_in(whose.pk), localdate()
    which = which_of(request, works)
    told = figures_of(whose, [found], which, seen_by=seen)[found.address]
    node, span = _node_of(request, whose, found, seen), request.GET.get("span", "")
    stands, by = overview_of(told, node, today), may_act(request)
    series = series_of(found)
    nodes = nodes_at(whose, [one.node for one in series], seen_by=seen)
    context = {
        "head": Head(_("Indicator"), told.definition.title, trail_of(whose), stands.light.tone),
        "whose": whose,
        "indicator": found,
        "path": path_of(found.address),
        "definition": told.definition,
        "node": node,
        "stands": stands,
        "which": which.value,
        "spans": spans_shown(whose.code, told, node, which.value, today),
        "chart": chart_of(told, node),
        "cells": _cells(whose.code, told, node, span or stands.span, which.value),
        "span": span or stands.span,
        "series": [(one.node, nodes.get(one.node)) for one in series if works or one.node in nodes],
        "works": works,
        "reports": _reports(found, seen),
        "rules": _rules(told.definition),
        "definitions": definitions_of(found),
        "may_edit": by is not None and acts_in(by, EDIT, whose),
        "adding": SeriesForm(),
        "lines": told_at(whose, found.address, seen),
    }
    return render(request, "indicators/one.html", context)


def _rules(definition: Definition) -> list[tuple[str, str]]:
    names = dict(RULES)
    axes = (_("Categories"), pgettext("geography", "Places"), _("Periods"), _("Contributing parts of plans"))
    return [(axis, str(names[rule.value])) for axis, rule in zip(axes, definition.rules.all, strict=True)]


def _reports(found: Indicator, seen: Sight) -> list[dict[str, Any]]:
    """The newest reports with their states."""
    return [
        {"node": one.node, "period": one.code, "of": one.of, "state": STATES[one.state], "note": one.note}
        for one in reports_of(found.pk, seen_by=seen)[:MOST_REPORTS]
    ]


def _cells(
    organization: str, told: IndicatorFigures, node: str, span: str, which: str
) -> list[tuple[str, bool, FigureShown, FigureShown]]:
    """The cells of a span, in the order of the categories: words, whether it is a margin, reached, planned."""
    definition = told.definition
    if not definition.dimensions or not span:
        return []
    rows = []
    for cell in cells_of(definition.dimensions):
        actual, target = (told.of(of).get((node, span, cell)) for of in (Of.ACTUAL.value, Of.TARGET.value))
        if actual is not None or target is not None:
            address = tree_address(organization, definition, node, span, cell=cell, values=which)
            is_margin = cell.count(";") + 1 < len(definition.dimensions) or cell == TOTAL
            shown = figure_shown(definition, actual, address), figure_shown(definition, target)
            rows.append((cell_words(definition, cell), is_margin, *shown))
    return rows


def figure(request: HttpRequest, organization: str, indicator: str) -> HttpResponse:
    """The tree of values that made a figure: of which nodes, with which weight, entered by whom, approved by whom."""
    whose, found, seen = found_at(request, organization, indicator)
    assert found.definition is not None
    definition = definitions_of(found)[-1]
    cell = read_cell(request.GET.get("cell", "")[:300], definition.dimensions)
    of = request.GET.get("of") or Of.ACTUAL.value
    if cell is None or of not in list(Of):
        raise Http404(_("The indicator has no such cell."))
    asked = Asked(_node_of(request, whose, found, seen), request.GET.get("span", "")[:20], of, cell)
    works = seen.works_in(whose.pk)
    which = which_of(request, works)
    line = lineage_of(found, asked, which, seen_by=seen)
    if line is None:
        raise Http404(_("The indicator has no figure for this span of time."))
    shown = figure_shown(definition, line.figure)
    context = {
        "head": Head(_("Figure"), f"{definition.title}, {asked.span}", trail_of(whose, found)),
        "whose": whose,
        "indicator": found,
        "path": path_of(found.address),
        "definition": definition,
        "asked": asked,
        "cell": cell_words(definition, cell),
        "figure": shown,
        "branches": [_branch(definition, one) for one in line.branches],
        "rules": _rules(definition),
        "which": which.value,
        "works": works,
    }
    return render(request, "indicators/figure.html", context)


def _branch(definition: Definition, one: Branch) -> dict[str, Any]:
    leaves = [(leaf, said_words(definition, leaf.said), cell_words(definition, leaf.cell)) for leaf in one.leaves]
    return {
        "node": one.node,
        "title": one.title,
        "weight": one.weight,
        "own": figure_shown(definition, one.own),
        "leaves": leaves,
    }


def may_approve(request: HttpRequest, whose: Organization) -> bool:
    """Tell whether forms of approval are shown; each action asks for the unit itself."""
    by = may_act(request)
    return by is not None and acts_in(by, APPROVE, whose)
