"""What reports on a plan as a tree of results are made of: each element with indicators, what serves it, and gaps."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.engine.planning.contributions import Edge
from throughline.engine.planning.linkage import NO_ACTIVITY, NO_LINE, NO_RESULT, NOTHING_BELOW, Linkage
from throughline.engine.reporting.blocks import Block, Column, Figure, Note, Points, Table, Text, Tone
from throughline.store.models import Indicator, Organization
from throughline.store.monitoring.indicators.reads import indicators_where
from throughline.store.nodes import Node, nodes_at
from throughline.store.planning.contributions.reads import across
from throughline.store.planning.frameworks.reads import ElementEntry, seen_framework, tree_of, version_at
from throughline.store.planning.frameworks.tables import Framework, FrameworkVersion
from throughline.store.planning.linkage import linkage_between, plans_beside
from throughline.store.planning.links.reads import LinkEntry, link_entries, links_where
from throughline.store.rights import Sight
from throughline.web.formatting import day, number
from throughline.web.pages.indicators.shown import Overview
from throughline.web.reports.measured import TONES, measured_blocks, measured_of
from throughline.web.reports.words import NOTHING, counted, row, said, share, status


@dataclass(frozen=True, slots=True)
class ElementTold:
    """An element with how its indicators stand, what contributes to it, and what asked for it."""

    entry: ElementEntry
    indicators: tuple[tuple[Indicator, Overview], ...]
    served_by: tuple[tuple[Edge, Node | None], ...]
    asked: tuple[LinkEntry, ...]


@dataclass(frozen=True, slots=True)
class PlanTold:
    """A version of a plan that stands, with all its elements in their order."""

    version: FrameworkVersion
    elements: tuple[ElementTold, ...]


def plan_told(organization: Organization, address: str, today: date, *, seen_by: Sight) -> PlanTold | None:
    """The plan at an address ("ITU/2024-27") as it stands; None where none is seen. A fixed number of statements."""
    framework = Framework.objects.filter(seen_framework(seen_by), organization=organization, address=address).first()
    version = version_at(framework, None, seen_by=seen_by) if framework is not None else None
    if version is None:
        return None
    tree = tree_of(version)
    own = {one.address for one in tree}
    found = list(indicators_where(organization=organization, node=address, seen_by=seen_by))
    indicators = measured_of(organization, found, today, seen_by=seen_by)
    edges = [one for one in across(organization, today, seen_by=seen_by) if one.target in own]
    nodes = nodes_at(organization, {one.source for one in edges}, seen_by=seen_by)
    served: dict[str, list[tuple[Edge, Node | None]]] = defaultdict(list)
    for edge in edges:
        served[edge.target].append((edge, nodes.get(edge.source)))
    asked: dict[str, list[LinkEntry]] = defaultdict(list)
    for link in link_entries(links_where(target=address, seen_by=seen_by)):
        if link.stands:
            asked[link.target].append(link)
    return PlanTold(
        version,
        tuple(
            ElementTold(
                one, tuple(indicators.get(one.address, ())), tuple(served[one.address]), tuple(asked[one.address])
            )
            for one in tree
        ),
    )


def strategy_answers(told: PlanTold, narratives: Mapping[str, tuple[Block, ...]]) -> dict[str, Any]:
    """What the template on a plan puts in."""
    return {
        "sentence": _in_words(told),
        "lights": _lights(told),
        "elements": tuple(_element(one, narratives) for one in told.elements),
        "gaps": _gaps(told),
        "summary": narratives.get("summary", ()),
        "outlook": narratives.get("outlook", ()),
    }


@dataclass(frozen=True, slots=True)
class _Element:
    """An element as the template tells of it."""

    depth: int
    heading: str
    text: Text | None
    narrative: tuple[Block, ...]
    indicators: tuple[Block, ...]
    served: tuple[Block, ...]
    asked: tuple[Block, ...]


def _element(one: ElementTold, narratives: Mapping[str, tuple[Block, ...]]) -> _Element:
    element = one.entry.element
    return _Element(
        depth=one.entry.depth,
        heading=f"{element.code} {element.title}",
        text=said(element.text, "") if element.text else None,
        narrative=narratives.get(one.entry.address, ()),
        indicators=measured_blocks(one.indicators),
        served=_served(one.served_by),
        asked=_asked(one.asked),
    )


def _served(found: Sequence[tuple[Edge, Node | None]]) -> tuple[Block, ...]:
    if not found:
        return ()
    columns = (Column(_("What contributes")), Column(_("Code")), Column(_("Share"), numeric=True))
    lines = tuple(
        row(
            said(node.title) if node else Text(NOTHING),
            Text(edge.source, address=edge.source),
            share(edge.share.numerator, edge.share.denominator) if edge.share else Text(_("as a whole")),
        )
        for edge, node in found
    )
    return (Table(_("What contributes to it"), columns, lines),)


def _asked(found: Sequence[LinkEntry]) -> tuple[Block, ...]:
    if not found:
        return ()
    columns = (Column(_("Mandate")), Column(_("What is asked")))
    lines = tuple(row(Text(one.source, address=one.source), said(one.asked or "")) for one in found)
    return (Table(_("What asked for it"), columns, lines),)


def _counts(told: PlanTold) -> Counter[str]:
    return Counter(overview.light.tone for one in told.elements for _indicator, overview in one.indicators)


def _in_words(told: PlanTold) -> str:
    framework = told.version.framework
    words = _("%(title)s, version %(number)s, from %(start)s until %(end)s.") % {
        "title": framework.title,
        "number": number(told.version.number),
        "start": day(framework.start),
        "end": day(framework.end),
    }
    count = sum(len(one.indicators) for one in told.elements)
    indicators = ngettext("%(count)s indicator is measured.", "%(count)s indicators are measured.", count)
    return f"{words} {indicators % {'count': number(count)}}"


def _lights(told: PlanTold) -> tuple[Block, ...]:
    counts = _counts(told)
    if not counts:
        return ()
    names = (
        ("good", _("on track")),
        ("attention", _("behind")),
        ("bad", _("off track")),
        ("plain", _("not to be told")),
    )
    columns = (Column(_("Standing")), Column(_("Indicators"), numeric=True))
    lines = tuple(row(status(words, TONES[tone]), counted(counts[tone])) for tone, words in names if counts[tone])
    return (Table(_("How the indicators stand"), columns, lines),)


def _gaps(told: PlanTold) -> tuple[Block, ...]:
    """Elements at the bottom of the plan that nothing measures, and those that nothing contributes to."""
    inner = {one.entry.element.parent for one in told.elements}
    lowest = [one for one in told.elements if one.entry.element.code not in inner]
    lines = [
        (Text(one.entry.element.title, address=one.entry.address), Text(": "), Text("; ".join(missing)))
        for one in lowest
        if (missing := _missing(one))
    ]
    return (Points(tuple(lines)),) if lines else ()


def _missing(one: ElementTold) -> list[str]:
    found = []
    if not one.indicators:
        found.append(_("no indicator measures it"))
    if not one.served_by:
        found.append(_("nothing contributes to it"))
    return found


def strategy_fields(told: PlanTold) -> dict[str, Figure]:
    """The figures that a text of such a report may name."""
    counts = _counts(told)
    found = {
        "elements": len(told.elements),
        "indicators": sum(counts.values()),
        "indicators.good": counts["good"],
        "indicators.behind": counts["attention"],
        "indicators.bad": counts["bad"],
    }
    return {name: Figure(counted(value).text, told.version.framework.address, name) for name, value in found.items()}


def linkage_of(organization: Organization, address: str, *, seen_by: Sight) -> Linkage | None:
    """The linkage table of a strategic plan; None where the organization has none at the address."""
    beside = plans_beside(organization, seen_by=seen_by)
    if address not in {one.address for one in beside.plans}:
        return None
    return linkage_between(beside, address, "", "")


def linkage_answers(found: Linkage) -> dict[str, Any]:
    """What the template of the linkage table puts in."""
    words = {
        NOTHING_BELOW: _("nothing below it"),
        NO_LINE: _("no financial line"),
        NO_RESULT: _("no strategic result"),
        NO_ACTIVITY: _("no activity"),
    }
    columns = (
        *(Column(_("Strategic result")), Column(_("Financial line")), Column(_("Operational activity"))),
        Column(_("What is missing")),
    )

    def cell(address: str) -> Text:
        return said(found.nodes[address].title, "", address) if address else Text(NOTHING)

    lines = tuple(
        row(
            cell(one.strategic),
            cell(one.financial),
            cell(one.operational),
            status(", ".join(words[gap] for gap in one.gaps), Tone.ATTENTION) if one.gaps else Text(NOTHING),
        )
        for one in found.rows
    )
    gaps = [(Text(f"{words[gap]}: "), counted(count)) for gap, count in found.gaps.items() if count]
    table: Block = (
        Table(_("Strategic results, financial lines and activities"), columns, lines)
        if lines
        else Note((Text(_("Nothing is planned there yet.")),), Tone.PLAIN)
    )
    return {"table": (table,), "gaps": (Points(tuple(gaps)),) if gaps else ()}


def linkage_fields(found: Linkage) -> dict[str, Figure]:
    """The figures that a text of such a report may name."""
    return {f"gaps.{gap.replace(' ', '-')}": counted(count) for gap, count in found.gaps.items()}
