"""Whose list of mandates holds for a place: its own and those below it; where there are none, the nearest above."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from throughline.store.planning.tables import ListedMandate, Place


@dataclass(frozen=True, slots=True)
class Lists:
    """The places (row numbers) whose lists hold for a place.

    `above` and `title` are the address and the title of the place above that lists them; "" where the place itself, or
    a place below it, lists mandates, and where none above does.
    """

    places: tuple[int, ...] = ()
    above: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class _Listing:
    """A place that lists mandates."""

    pk: int
    version: int
    place: str
    address: str
    title: str


def lists_for(places: Sequence[Place]) -> dict[int, Lists]:
    """Whose lists hold for each of these places, by its row number. One statement.

    A place that lists no mandate, and below which none is listed, takes those of the nearest place above that does.
    """
    rows = ListedMandate.objects.filter(version__in={one.version_id for one in places}).order_by()
    found = rows.values_list("place", "version", "place__place", "place__address", "place__title").distinct()
    by_version: dict[int, list[_Listing]] = {}
    for listing in sorted((_Listing(*row) for row in found), key=lambda one: one.pk):
        by_version.setdefault(listing.version, []).append(listing)
    return {one.pk: _lists(one, by_version.get(one.version_id, ())) for one in places}


def _lists(place: Place, listing: Sequence[_Listing]) -> Lists:
    within = f"{place.place}." if place.place else ""
    own = tuple(one.pk for one in listing if one.pk == place.pk or one.place.startswith(within))
    if own:
        return Lists(own)
    names = ["", *accumulate(place.place.split("."), "{}.{}".format)][:-1]
    above = [one for one in listing if one.place in names or one.address == place.parent]
    if not above:
        return Lists()
    # A place above by its code is nearer than one that is only named as what the place belongs to.
    nearest = max(above, key=lambda one: (one.place in names and bool(one.place), len(one.place)))
    return Lists((nearest.pk,), nearest.address, nearest.title)
