"""Reads of suggestions: what may answer acts and documents that nothing answers, without what was dismissed."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from throughline.store.planning.answers import target_in_force
from throughline.store.planning.links.reads import target_title
from throughline.store.planning.links.tables import Link
from throughline.store.planning.tables import Place
from throughline.store.rights import Sight, worked
from throughline.store.rows import IN_FORCE
from throughline.store.suggestions.tables import Dismissal, Suggestion

# How many of one act or document are shown.
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Suggested:
    """A result or place that may answer `source`; `reasons` are pairs of a kind and what was found."""

    source: str
    rank: int
    target: str
    title: str
    place: str
    place_title: str
    reasons: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def is_result(self) -> bool:
        """Tell whether a result is suggested, and not the whole place."""
        return self.target != self.place


@dataclass(frozen=True, slots=True)
class Dismissed:
    """A result or place of which somebody said that it does not answer `source`."""

    source: str
    target: str
    title: str
    by: str
    at: datetime


def suggestions_where(
    *,
    sources: Collection[str] | None = None,
    document: str | None = None,
    organization: str | None = None,
    seen_by: Sight,
) -> QuerySet[Any]:
    """Suggestions that stand, by source and rank: neither dismissed nor linked, and their target in force."""
    ends = {"organization": OuterRef("organization"), "source": OuterRef("source"), "target": OuterRef("target")}
    found: QuerySet[Any] = Suggestion.objects.filter(worked(seen_by), target_in_force())
    found = found.filter(~Exists(Dismissal.objects.filter(**ends)), ~Exists(Link.objects.filter(**ends, ended=None)))
    if sources is not None:
        found = found.filter(source__in=list(sources))
    if document is not None:
        found = found.filter(document__address=document)
    if organization is not None:
        found = found.filter(organization__code=organization)
    place = Place.objects.filter(IN_FORCE, address=OuterRef("place")).values("title")[:1]
    found = found.annotate(title=target_title(), place_title=Subquery(place))
    return found.order_by("source", "rank")


def suggested(found: QuerySet[Any], shown: int = SHOWN) -> dict[str, tuple[Suggested, ...]]:
    """The first `shown` suggestions of each source. One statement."""
    by_source: dict[str, list[Suggested]] = {}
    columns = ("source", "rank", "target", "title", "place", "place_title", "reasons")
    for source, rank, target, title, place, place_title, reasons in found.values_list(*columns):
        of_source = by_source.setdefault(source, [])
        if len(of_source) < shown:
            of_source.append(Suggested(source, rank, target, title, place, place_title or "", _told(reasons)))
    return {source: tuple(of_source) for source, of_source in by_source.items()}


def as_suggested(one: Any) -> Suggested:
    """A row of `suggestions_where` as a record."""
    return Suggested(one.source, one.rank, one.target, one.title, one.place, one.place_title or "", _told(one.reasons))


def _told(reasons: Iterable[tuple[str, Iterable[str]]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((kind, tuple(detail)) for kind, detail in reasons)


def dismissed_of(source: str, *, seen_by: Sight) -> tuple[Dismissed, ...]:
    """What somebody said does not answer a source, the newest first. One statement."""
    found: Any = Dismissal.objects.filter(worked(seen_by), source=source).annotate(title=target_title())
    rows = found.select_related("by").order_by("-at", "target")
    return tuple(Dismissed(one.source, one.target, one.title or "", str(one.by), one.at) for one in rows)
