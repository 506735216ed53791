"""Nodes of plans, of whatever kind: what stands at an address, and the days for which its plan is made."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from throughline.engine.errors import Refused
from throughline.engine.periods import year_of
from throughline.engine.planning.contributions import Span
from throughline.store.monitoring.tables import Deliverable
from throughline.store.organizations import Organization
from throughline.store.planning.frameworks.reads import seen_framework, standing
from throughline.store.planning.frameworks.tables import Element, Framework
from throughline.store.planning.tables import Place, Result
from throughline.store.rights import Sight, in_plan
from throughline.store.rows import IN_FORCE

ELEMENT, FRAMEWORK, PLACE, RESULT, DELIVERABLE = "element", "framework", "place", "result", "deliverable"
PERFORMANCE = "performance"
AT_ONCE = 5000
# How many nodes of a kind are offered for some words.
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Node:
    """A node of a plan: `kind` is element, framework, place, result or deliverable, `level` what the plan calls it.

    `parent` is the address of what it stands below, "" at the top; `span` the days of its plan, None for a budget that
    names no year. `text` is what the plan says of an element beside its title.
    """

    address: str
    kind: str
    level: str
    title: str
    parent: str
    span: Span | None
    text: str = ""


def nodes_at(organization: Organization, addresses: Iterable[str], *, seen_by: Sight) -> dict[str, Node]:
    """The nodes in force at these addresses of an organization's plans. Five statements for each 5,000 of them."""
    named = sorted(set(addresses))
    found: dict[str, Node] = {}
    for start in range(0, len(named), AT_ONCE):
        some = named[start : start + AT_ONCE]
        for one in _nodes(organization, Q(address__in=some), seen_by):
            found.setdefault(one.address, one)
    return found


def nodes_of(organization: Organization, *, seen_by: Sight) -> tuple[Node, ...]:
    """Every element, framework, place and result in force of an organization, those of a plan in its order.

    Deliverables are left out: what they serve follows from where they stand. Four statements.
    """
    return tuple(one for one in _nodes(organization, None, seen_by))


def nodes_with(organization: Organization, words: str, *, seen_by: Sight) -> tuple[Node, ...]:
    """Nodes in force whose title or address holds all the words, at most 20 of each kind. Five statements."""
    fits = Q()
    for word in words.split():
        fits &= Q(title__icontains=word) | Q(address__icontains=word)
    return tuple(_nodes(organization, fits, seen_by, SHOWN))


def node_at(organization: Organization, address: str, *, seen_by: Sight) -> Node:
    """The node at an address; raises `Refused` where the organization's plans in force have none."""
    return nodes_standing(organization, [address], seen_by=seen_by)[address]


def nodes_standing(organization: Organization, addresses: Sequence[str], *, seen_by: Sight) -> dict[str, Node]:
    """The nodes at these addresses; raises `Refused` for the first that stands in no plan in force."""
    found = nodes_at(organization, addresses, seen_by=seen_by)
    for address in addresses:
        if address not in found:
            raise nothing_at(organization, address)
    return found


def nothing_at(organization: Organization, address: str) -> Refused:
    """What is said of an address at which nothing stands."""
    return Refused(f"The plans of {organization} have nothing at {address[:300]} that stands.")


def _nodes(organization: Organization, fits: Q | None, seen_by: Sight, most: int | None = None) -> Iterable[Node]:
    """The nodes that fit a condition on their address and title, or all but deliverables (None).

    At most `most` of each kind.
    """
    at = fits or Q()
    elements = Element.objects.filter(standing(seen_by), at, version__framework__organization=organization)
    columns = ("address", "level", "title", "parent", "text")
    of_plan = (f"version__framework__{name}" for name in ("address", "start", "end"))
    rows = elements.order_by("version__framework__address", "position").values_list(*columns, *of_plan)
    for address, level, title, parent, text, plan, start, end in rows[:most]:
        yield Node(address, ELEMENT, level, title, parent or plan, Span(start, end), text)
    frameworks = Framework.objects.filter(seen_framework(seen_by), at, organization=organization).order_by("address")
    for address, kind, title, start, end in frameworks.values_list("address", "kind", "title", "start", "end")[:most]:
        yield Node(address, FRAMEWORK, kind, title, "", Span(start, end))
    plan_of = {"version__document__plan__organization": organization}
    year = "version__document__plan__year"
    places = Place.objects.filter(IN_FORCE, in_plan(seen_by), at, **plan_of).order_by("version", "position")
    for address, kind, title, parent, of_year in places.values_list("address", "kind", "title", "parent", year)[:most]:
        yield Node(address, PLACE, kind, title, parent, span_of_year(of_year))
    # What was achieved in the past year is told there, and planned no more.
    results = (
        Result.objects.filter(IN_FORCE, in_plan(seen_by), at, **plan_of)
        .exclude(kind=PERFORMANCE)
        .order_by("version", "position")
    )
    for address, title, parent, of_year in results.values_list("address", "title", "place__address", year)[:most]:
        yield Node(address, RESULT, RESULT, title, parent, span_of_year(of_year))
    if fits is None:
        return
    items = Deliverable.objects.filter(IN_FORCE, in_plan(seen_by), at, **plan_of).order_by("version", "position")
    for address, title, parent, of_year in items.values_list("address", "title", "place__address", year)[:most]:
        yield Node(address, DELIVERABLE, DELIVERABLE, title, parent, span_of_year(of_year))


def span_of_year(year: int | None) -> Span | None:
    """The days of a budget year; None for none, and for what is no year of a calendar."""
    if year is None or not date.min.year <= year < date.max.year:
        return None
    period = year_of(year)
    return Span(period.start, period.end)
