"""Whose list of mandates holds for a place: its own and those below it; where there are none, the nearest above."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from django.db.models import Q

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
class Listing:
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
    by_version: dict[int, list[Listing]] = {}
    for listing in sorted((Listing(*row) for row in found), key=lambda one: one.pk):
        by_version.setdefault(listing.version, []).append(listing)
    return {one.pk: _lists(one, by_version.get(one.version_id, ())) for one in places}


def _lists(place: Place, listing: Sequence[Listing]) -> Lists:
    within = f"{place.place}." if place.place else ""
    own = tuple(one.pk for one in listing if one.pk == place.pk or one.place.startswith(within))
    if own:
        return Lists(own)
    return nearest(place, [one for one in listing if _is_above(place, one)])


def is_above(place: Place) -> Q:
    """Of a place: that it stands above this one, by its code or as what this one belongs to."""
    return Q(place__in=_codes_above(place)) | Q(address=place.parent)


def listing_of(place: Place) -> Listing:
    """A place as one that lists mandates."""
    return Listing(place.pk, place.version_id, place.place, place.address, place.title)


def nearest(place: Place, above: Sequence[Listing]) -> Lists:
    """The list of the nearest of the places above one; none where there is none.

    A place above by its code is nearer than one that is only named as what the place belongs to.
    """
    if not above:
        return Lists()
    names = _codes_above(place)
    one = max(above, key=lambda one: (one.place in names and bool(one.place), len(one.place)))
    return Lists((one.pk,), one.address, one.title)


def _is_above(place: Place, listing: Listing) -> bool:
    return listing.place in _codes_above(place) or listing.address == place.parent


def _codes_above(place: Place) -> list[str]:
    return ["", *accumulate(place.place.split("."), "{}.{}".format)][:-1]
