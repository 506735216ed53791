"""What flows through a part of a plan, place by place: mandates listed, estimates, deliveries, findings."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from throughline.store.budgeting.reads import ESTIMATE, Stated, stated_at, stated_for_plan
from throughline.store.line import delivered_in_full
from throughline.store.planning.links.reads import link_entries, links_where
from throughline.store.planning.tables import ListedMandate, Place, Result
from throughline.store.reporting.tables import StandingFinding
from throughline.store.rights import Sight, held_where_seen, in_plan, worked
from throughline.store.rows import IN_FORCE


@dataclass(frozen=True, slots=True)
class Part:
    """A place on the line: `delivered` of `due` deliverables came in full; findings that stand about it."""

    address: str
    title: str
    estimates: tuple[Stated, ...]
    delivered: int
    due: int
    errors: int
    warnings: int


@dataclass(frozen=True, slots=True)
class ListedPart:
    """A mandate and the place that lists it; or (`is_linked`) what a link leads from, and the place that it leads to.

    A link to a result counts for the place at which the result stands.
    """

    symbol: str
    title: str
    is_held: bool
    place: str
    is_linked: bool = False


@dataclass(frozen=True, slots=True)
class Flows:
    """A place with everything below it: the part itself first, then those below it in their order."""

    year: int | None
    parts: tuple[Part, ...]
    listed: tuple[ListedPart, ...]


def flows_of(address: str, *, seen_by: Sight) -> Flows | None:
    """What flows through the place at this address and the places below it; None where there is no such place.

    Nine statements, whatever its size.
    """
    places = Place.objects.filter(IN_FORCE, in_plan(seen_by))
    own = places.filter(address=address).select_related("version").first()
    if own is None:
        return None
    whole = Q(version=own.version_id)
    below = whole if not own.place else whole & (Q(pk=own.pk) | Q(place__startswith=f"{own.place}."))
    found = sorted(Place.objects.filter(below), key=lambda one: (one.pk != own.pk, one.position))
    year = own.version.head.get("budget_year")
    stated = stated_at([one.pk for one in found], [ESTIMATE])
    if not own.place:
        stated = {**stated, own.pk: stated_for_plan(own.version_id)}
    delivered = _delivered([one.pk for one in found])
    findings = _findings(own.address, seen_by)
    parts = tuple(
        Part(
            one.address,
            one.title,
            tuple(each for each in stated.get(one.pk, ()) if each.year == year and each.measure == ESTIMATE),
            *delivered.get(one.pk, (0, 0)),
            *_counted(one.address, findings, is_root=one.pk == own.pk),
        )
        for one in found
    )
    return Flows(year, parts, (*_linked(own.version_id, found, seen_by), *_listed([one.pk for one in found], seen_by)))


def _listed(places: Sequence[int], seen_by: Sight) -> tuple[ListedPart, ...]:
    rows = ListedMandate.objects.filter(place__in=places).exclude(document=None).order_by("position")
    rows = rows.annotate(is_held=held_where_seen(seen_by, "document"))
    columns = ("document__address", "title", "is_held", "place__address")
    return tuple(dict.fromkeys(ListedPart(*row) for row in rows.values_list(*columns)))


def _linked(version: int, places: Sequence[Place], seen_by: Sight) -> tuple[ListedPart, ...]:
    """What links lead from to these places, or to the results that stand at them; two statements."""
    at = {one.address: one.address for one in places}
    # Every place of a plan has the address of the plan before its own code: organization, period, section.
    base = "/".join(places[0].address.split("/")[:3])
    results = Result.objects.filter(version=version, place__in=[one.pk for one in places])
    at.update(results.values_list("address", "place__address"))
    links = link_entries(links_where(target=base, seen_by=seen_by))
    found = (
        ListedPart(one.source, one.asked or "", one.asked is not None, at[one.target], True)
        for one in links
        if one.target in at
    )
    return tuple(dict.fromkeys(found))


def _delivered(places: Sequence[int]) -> dict[int, tuple[int, int]]:
    """By place: how many deliverables came in full, of those planned, over the years that print both."""
    counted: dict[int, tuple[int, int]] = {}
    for (place, _year), (full, due) in delivered_in_full(places).items():
        before = counted.get(place, (0, 0))
        counted[place] = (before[0] + full, before[1] + due)
    return counted


def _findings(address: str, seen_by: Sight) -> list[tuple[str, str]]:
    where = Q(address=address) | Q(address__startswith=f"{address}/")
    rows = StandingFinding.objects.filter(where, worked(seen_by), gone=None, severity__in=("error", "warning"))
    return list(rows.values_list("address", "severity"))


def _counted(address: str, findings: list[tuple[str, str]], is_root: bool) -> tuple[int, int]:
    """Errors and warnings about a place and what stands in it; the part itself counts what no place below it has."""
    errors = warnings = 0
    for where, severity in findings:
        is_here = (
            where == address
            or (not is_root and where.startswith(f"{address}/"))
            or (is_root and not where.removeprefix(f"{address}/").startswith("SP"))
        )
        errors += is_here and severity == "error"
        warnings += is_here and severity == "warning"
    return errors, warnings
