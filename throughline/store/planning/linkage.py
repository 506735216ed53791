"""The plans of an organization side by side: their nodes with what contributes to what, and the linkage table."""

from collections.abc import Sequence
from dataclasses import dataclass

from throughline.engine.natural import natural
from throughline.engine.planning.coherence import Planned
from throughline.engine.planning.contributions import Edge, Span
from throughline.engine.planning.frameworks import FINANCIAL, OPERATIONAL, STRATEGIC
from throughline.engine.planning.linkage import Linkage, Linked, linkage
from throughline.store.memory import at_head
from throughline.store.nodes import ELEMENT, FRAMEWORK, PLACE, RESULT, Node, nodes_of
from throughline.store.organizations import Organization
from throughline.store.planning.contributions.reads import across
from throughline.store.rights import Sight


@dataclass(frozen=True, slots=True)
class PlanBeside:
    """A plan that the table may be made of: a framework (`ITU/2024-27`), or all parts of a budget year (`ITU/2026`)."""

    address: str
    kind: str
    title: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class PlansBeside:
    """The plans of an organization with their nodes, in their order, and the contributions between them."""

    plans: tuple[PlanBeside, ...]
    nodes: tuple[tuple[str, Node], ...]
    edges: tuple[Edge, ...]

    def of_kind(self, kind: str) -> tuple[PlanBeside, ...]:
        """The plans of a kind, the newest first."""
        return tuple(one for one in self.plans if one.kind == kind)


def plans_beside(organization: Organization, *, seen_by: Sight) -> PlansBeside:
    """What the linkage table is made of. Six statements where something was written, else one."""
    return at_head(("plans beside", organization.pk, seen_by), lambda: _plans_beside(organization, seen_by))


def _plans_beside(organization: Organization, seen_by: Sight) -> PlansBeside:
    nodes = nodes_of(organization, seen_by=seen_by)
    plans: dict[str, PlanBeside] = {}
    for one in nodes:
        address = plan_of(one.address)
        if one.kind == FRAMEWORK:
            plans[address] = PlanBeside(address, one.level, one.title, one.span)
        elif one.kind != ELEMENT:
            plans.setdefault(address, PlanBeside(address, FINANCIAL, "", one.span))
    elements = [one for one in nodes if one.kind == ELEMENT]
    lines = sorted((one for one in nodes if one.kind in (PLACE, RESULT)), key=lambda one: natural(one.address))
    within = tuple((plan_of(one.address), one) for one in (*elements, *lines))
    newest = sorted(plans.values(), key=lambda one: (one.span.start.toordinal() if one.span else 0, one.address))
    return PlansBeside(tuple(reversed(newest)), within, across(organization, None, seen_by=seen_by))


def plan_of(address: str) -> str:
    """The plan that a node stands in: its first two parts."""
    return "/".join(address.split("/")[:2])


def linkage_between(beside: PlansBeside, strategic: str, financial: str, operational: str) -> Linkage:
    """The linkage table of one strategic plan ("" for all) with financial and operational plans.

    Of the others, "" is all that are made for a time of the strategic plan. No statement.
    """
    chosen = {one.address: one for one in beside.plans}
    wanted = chosen.get(strategic)
    kinds = ((STRATEGIC, strategic), (FINANCIAL, financial), (OPERATIONAL, operational))
    columns = [_linked(beside, _plans_wanted(beside, kind, address, wanted)) for kind, address in kinds]
    return linkage(columns[0], columns[1], columns[2], beside.edges)


def _plans_wanted(beside: PlansBeside, kind: str, address: str, strategic: PlanBeside | None) -> set[str]:
    """The plans of a kind that are wanted: the one named, or all that fall into the time of the strategic one."""
    if address:
        return {one.address for one in beside.of_kind(kind) if one.address == address}
    spans = [strategic.span] if strategic else []
    return {one.address for one in beside.of_kind(kind) if not spans or _overlap(one.span, spans[0])}


def _overlap(first: Span | None, second: Span | None) -> bool:
    return first is None or second is None or (first.start < second.end and second.start < first.end)


def _linked(beside: PlansBeside, plans: set[str]) -> Sequence[Linked]:
    return [Linked(one.address, one.title, one.level, one.parent) for plan, one in beside.nodes if plan in plans]


def planned_nodes(beside: PlansBeside) -> tuple[Planned, ...]:
    """The nodes as the checks of coherence see them."""
    kinds = {one.address: one.kind for one in beside.plans}
    return tuple(
        Planned(one.address, plan, kinds[plan], one.title, one.text, one.parent, one.span) for plan, one in beside.nodes
    )
