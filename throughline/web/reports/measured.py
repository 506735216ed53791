"""Indicators as reports tell of them: how each stands, with figures that lead to the values that made them."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from throughline.engine.monitoring.indicators import report_address
from throughline.engine.monitoring.values import Of
from throughline.engine.reporting.blocks import Block, Column, Figure, Row, Table, Text, Tone
from throughline.store.models import Indicator, Organization
from throughline.store.monitoring.indicators.figures import own_figures_of
from throughline.store.monitoring.indicators.reading import Which
from throughline.store.monitoring.indicators.reads import indicators_at, indicators_where
from throughline.store.planning.contributions.reads import across
from throughline.store.rights import Sight
from throughline.web.pages.indicators.shown import FigureShown, Overview, overview_of, progress_chart
from throughline.web.reports.words import NOTHING, row, said, status

TONES = {"good": Tone.GOOD, "attention": Tone.ATTENTION, "bad": Tone.BAD, "plain": Tone.PLAIN}
# So many charts stand below a table at most: the table has them all.
CHARTS = 6
Measured = Sequence[tuple[Indicator, Overview]]


def measured_of(
    organization: Organization, indicators: Sequence[Indicator], today: date, *, seen_by: Sight
) -> dict[str, list[tuple[Indicator, Overview]]]:
    """How these indicators stand at their own nodes, by node, in their order. Seven statements at most."""
    figures = own_figures_of(organization, indicators, Which.OFFICIAL, seen_by=seen_by)
    found: dict[str, list[tuple[Indicator, Overview]]] = defaultdict(list)
    for one in indicators:
        told = figures[one.address]
        stands = replace(overview_of(told, one.node, today), chart=progress_chart(told, one.node))
        found[one.node].append((one, stands))
    return found


def measured_for_places(
    organization: Organization, about: str, places: Collection[str], today: date, *, seen_by: Sight
) -> dict[str, list[tuple[Indicator, Overview]]]:
    """How the indicators stand that tell of places of a budget (all at `about` or below it), by place.

    Those of the place itself and of what stands in it; then those of elements of plans to which these contribute.
    """
    served: dict[str, set[str]] = defaultdict(set)
    for edge in across(organization, today, seen_by=seen_by):
        if place := _place_of(edge.source, places):
            served[edge.target].add(place)
    own = indicators_where(organization=organization, node=about, seen_by=seen_by)
    beyond = indicators_at(organization, served, seen_by=seen_by)
    indicators = {one.pk: one for one in (*own, *beyond)}
    found: dict[str, list[tuple[Indicator, Overview]]] = defaultdict(list)
    for node, told in measured_of(organization, tuple(indicators.values()), today, seen_by=seen_by).items():
        there = _place_of(node, places)
        for place in sorted({*({there} if there else ()), *served.get(node, ())}):
            found[place] += told
    return found


def _place_of(address: str, places: Collection[str]) -> str:
    """The nearest of these places that an address stands at or in; "" for none."""
    here = address
    while here and here not in places:
        here = here.rpartition("/")[0]
    return here


def measured_blocks(found: Measured) -> tuple[Block, ...]:
    """Indicators as a table, and the course of those that were reported twice or more; () for none."""
    if not found:
        return ()
    columns = (
        *(Column(_("Indicator")), Column(_("Baseline"), numeric=True), Column(_("Target"), numeric=True)),
        *(Column(_("Reached"), numeric=True), Column(_("Standing")), Column(_("Period"))),
    )
    # The rules of the lights stand below, each once.
    rules = " ".join(dict.fromkeys(told.rule for _one, told in found))
    charts = [told.chart for _one, told in found if told.chart is not None][:CHARTS]
    return (Table(_("Indicators"), columns, tuple(_line(one, told) for one, told in found), rules), *charts)


def _line(one: Indicator, told: Overview) -> Row:
    assert one.definition is not None
    name = said(one.definition.title, "", one.address)
    unit = one.definition.currency or one.definition.unit
    standing = status(str(told.light.words), TONES[told.light.tone])
    return row(
        (name, Text(f" ({unit})")) if unit else name,
        _figure(told.baseline, one, told.base, Of.BASELINE),
        _figure(told.target, one, told.span, Of.TARGET),
        _figure(told.actual, one, told.span, Of.ACTUAL),
        (standing, Text(f" {told.part}")) if told.part else standing,
        told.span or NOTHING,
    )


def _figure(shown: FigureShown, one: Indicator, span: str, of: Of) -> Text | tuple[Figure | Text, ...]:
    """A figure that leads to the values that made it; a dash for none."""
    if shown.refused:
        return Text(shown.refused)
    if not shown.words:
        return Text(NOTHING)
    marks = ", ".join(str(mark) for mark in shown.marks)
    figure = Figure(shown.words, report_address(one.address, one.node, span, of))
    return (figure, Text(f" ({marks})")) if marks else (figure,)
