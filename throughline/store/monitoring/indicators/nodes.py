"""Nodes that may have indicators, in plans and budgets, and what reaches what among them on a day."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.db.models import Count, Max, Q, QuerySet, Value

from throughline.engine.monitoring.rollup import Above, above_of
from throughline.engine.planning.contributions import Contribution, Edge, reach
from throughline.store.monitoring.tables import Deliverable
from throughline.store.organizations import Organization
from throughline.store.planning.contributions import tables as contributions
from throughline.store.planning.contributions.reads import all_that_contributes
from throughline.store.planning.frameworks.reads import seen_framework, standing
from throughline.store.planning.frameworks.tables import Element, Framework
from throughline.store.planning.tables import Place, Result
from throughline.store.rights import Sight, in_plan
from throughline.store.rows import IN_FORCE


@dataclass(frozen=True, slots=True)
class NodeEntry:
    """A node of a plan in force: its address, its kind and its words."""

    address: str
    kind: str
    title: str


def nodes_at(organization: Organization, addresses: Collection[str], *, seen_by: Sight) -> dict[str, NodeEntry]:
    """The nodes in force at these addresses: plans and their elements, places, results, deliverables. One statement."""
    named = list(addresses)
    of_plan = IN_FORCE & in_plan(seen_by) & Q(version__document__plan__organization=organization, address__in=named)
    of_framework = standing(seen_by) & Q(version__framework__organization=organization, address__in=named)
    elements: QuerySet[Any] = Element.objects.filter(of_framework).order_by().values_list("address", "level", "title")
    parts: list[QuerySet[Any]] = [
        Place.objects.filter(of_plan).order_by().values_list("address", "kind", "title"),
        Result.objects.filter(of_plan).order_by().values_list("address", Value("result"), "title"),
        Deliverable.objects.filter(of_plan).order_by().values_list("address", Value("deliverable"), "title"),
        Framework.objects.filter(seen_framework(seen_by), organization=organization, address__in=named)
        .order_by()
        .values_list("address", Value("plan"), "title"),
    ]
    found = elements.union(*parts)
    return {address: NodeEntry(address, kind, title) for address, kind, title in found}


@dataclass(frozen=True, slots=True)
class Contributing:
    """What contributes to what in an organization, read once, for every day that figures are made for."""

    contributions: tuple[Contribution, ...]
    tree: tuple[Edge, ...]

    def reach_on(self, day: date, sources: Collection[str]) -> Mapping[tuple[str, str], Fraction]:
        """Which part of each of these nodes reaches each node above it on a day."""
        return reach((*(one.edge for one in self.contributions if one.holds_on(day)), *self.tree), sources)

    def above(self, days: Mapping[str, date], sources: Collection[str]) -> dict[str, Above]:
        """What each node reaches, for each span of time on the day that decides; days that are alike are one."""
        made: dict[tuple[str, ...], Above] = {}
        found = {}
        for span, day in days.items():
            holding = tuple(one.address for one in self.contributions if one.holds_on(day))
            if holding not in made:
                made[holding] = above_of(self.reach_on(day, sources))
            found[span] = made[holding]
        return found


def contributing_in(organization: Organization, *, seen_by: Sight) -> Contributing:
    """What contributes to what in an organization, whenever it holds. One statement."""
    return Contributing(*all_that_contributes(organization, seen_by=seen_by))


def contributing_state(organization: Organization) -> tuple[object, ...]:
    """What changes whenever anything does that `contributing_in` reads. Two statements."""
    rows = contributions.Contribution.objects.filter(organization=organization)
    counted = rows.aggregate(last=Max("changed"), count=Count("pk"), ended=Count("ended"))
    plans = Framework.objects.filter(organization=organization).order_by("pk")
    return (*counted.values(), *plans.values_list("pk", "standing", "standing__revision"))
