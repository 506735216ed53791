"""Reads of contributions: the edges of an organization's plans, and what leads to a node and from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    DateField,
    ExpressionWrapper,
    F,
    Q,
    QuerySet,
    Value,
    When,
)

from throughline.engine.planning import contributions as records
from throughline.engine.planning.contributions import Edge, contribution_address
from throughline.store.organizations import Organization
from throughline.store.planning.contributions.tables import Contribution
from throughline.store.planning.frameworks.reads import standing
from throughline.store.planning.frameworks.tables import Element, Framework
from throughline.store.rights import Sight, owned, worked


@dataclass(frozen=True, slots=True)
class ContributionEntry:
    """A contribution as it is shown; who made it and why is told to who works there alone."""

    code: str
    source: str
    target: str
    share: Fraction | None
    start: date | None
    end: date | None
    rationale: str
    revision: int
    changed: datetime
    changed_by: str
    ended: datetime | None
    ending: str

    @property
    def address(self) -> str:
        """The public address of the contribution itself."""
        return contribution_address(self.code)


def edges_of(organization: Organization, on: date | None, *, seen_by: Sight) -> tuple[Edge, ...]:
    """What contributes to what in an organization: contributions that hold `on` a day, or on any (None), and trees.

    An element contributes as a whole to the one above it, and one at the top to its plan; of each plan the version
    that stands counts. Two statements.
    """
    return across(organization, on, seen_by=seen_by) + tree_edges(organization, seen_by=seen_by)


def across(organization: Organization, on: date | None, *, seen_by: Sight) -> tuple[Edge, ...]:
    """The contributions of an organization alone, those that hold on a day, or all (None). One statement."""
    found = Contribution.objects.filter(owned(seen_by), holds_on(on), organization=organization, ended=None)
    named = found.order_by("source", "target", "code").values_list("source", "target", "numerator", "denominator")
    return tuple(
        Edge(source, target, Fraction(part, whole) if part and whole else None) for source, target, part, whole in named
    )


def tree_edges(organization: Organization, *, seen_by: Sight) -> tuple[Edge, ...]:
    """From each element of the plans of an organization to what it stands below. One statement."""
    found = Element.objects.filter(standing(seen_by), version__framework__organization=organization)
    rows = found.order_by("version", "position").values_list("address", "parent", "version__framework__address")
    return tuple(Edge(address, parent or framework) for address, parent, framework in rows)


def all_that_contributes(
    organization: Organization, *, seen_by: Sight
) -> tuple[tuple[records.Contribution, ...], tuple[Edge, ...]]:
    """The contributions of an organization, whenever they hold, and the edges of its trees. One statement."""
    across = Contribution.objects.filter(owned(seen_by), organization=organization, ended=None).order_by()
    columns = ("code", "source", "target", "numerator", "denominator", "start", "end")
    trees = Element.objects.filter(standing(seen_by), version__framework__organization=organization).order_by()
    above = Case(When(parent="", then=F("version__framework__address")), default=F("parent"))
    nothing = [Value(None, output_field=kind()) for kind in (BigIntegerField, BigIntegerField, DateField, DateField)]
    rows = across.values_list(*columns).union(trees.values_list(Value(""), "address", above, *nothing), all=True)
    joined, edges = [], []
    for code, source, target, part, whole, start, end in sorted(rows, key=lambda row: (row[1], row[2], row[0])):
        if code:
            share = Fraction(part, whole) if part and whole else None
            joined.append(records.Contribution(contribution_address(code), source, target, share, start, end))
        else:
            edges.append(Edge(source, target))
    return tuple(joined), tuple(edges)


def edges_standing(organization: Organization, *, but: Framework | None) -> tuple[Edge, ...]:
    """Every edge of an organization whenever it holds, for actions that ask for circles; `but` the tree of one plan.

    Two statements.
    """
    across = Contribution.objects.filter(organization=organization, ended=None).values_list("source", "target")
    counts = F("version__framework__standing")
    trees = Element.objects.filter(version=counts, version__framework__organization=organization)
    if but is not None:
        trees = trees.exclude(version__framework=but)
    rows = trees.values_list("address", "parent", "version__framework__address")
    return (
        *(Edge(source, target) for source, target in across),
        *(Edge(address, parent or framework) for address, parent, framework in rows),
    )


def holds_on(day: date | None) -> Q:
    """Of a contribution: that it holds on a day; on any where None."""
    if day is None:
        return Q()
    return (Q(start=None) | Q(start__lte=day)) & (Q(end=None) | Q(end__gt=day))


def contributions_where(
    *,
    source: str | None = None,
    target: str | None = None,
    code: str | None = None,
    ended: bool | None = False,
    seen_by: Sight,
) -> QuerySet[Any]:
    """Contributions that fit: from this node or below it, to this one or below it; `ended` None for all.

    Rows say to who works there (`told`) who made them and why.
    """
    found = Contribution.objects.filter(owned(seen_by))
    if ended is not None:
        found = found.filter(ended__isnull=not ended)
    for end, address in (("source", source), ("target", target)):
        if address:
            found = found.filter(Q(**{end: address}) | Q(**{f"{end}__startswith": f"{address}/"}))
    if code:
        found = found.filter(code=code)
    told = ExpressionWrapper(worked(seen_by) or Q(pk__isnull=False), output_field=BooleanField())
    rows: QuerySet[Any] = found.select_related("changed_by").annotate(told=told)
    return rows.order_by("source", "target", "code")


def contributions_at(addresses: Iterable[str], *, seen_by: Sight) -> tuple[ContributionEntry, ...]:
    """The contributions that lead from or to exactly these nodes. One statement."""
    named = list(addresses)
    found = contributions_where(seen_by=seen_by)
    return contribution_entries(found.filter(Q(source__in=named) | Q(target__in=named)))


def contribution_entries(found: Iterable[Any]) -> tuple[ContributionEntry, ...]:
    """Rows of `contributions_where` as records."""
    return tuple(
        ContributionEntry(
            code=one.code,
            source=one.source,
            target=one.target,
            share=one.share,
            start=one.start,
            end=one.end,
            rationale=one.rationale if one.told else "",
            revision=one.revision,
            changed=one.changed,
            changed_by=str(one.changed_by) if one.told else "",
            ended=one.ended,
            ending=one.ending if one.told else "",
        )
        for one in found
    )


def contribution_record(one: Contribution) -> records.Contribution:
    """A contribution as the engine knows it."""
    return records.Contribution(contribution_address(one.code), one.source, one.target, one.share, one.start, one.end)
