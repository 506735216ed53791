"""The columns of a line as sets: parts with what they belong to, amounts stated, deliveries counted, findings open."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Q, QuerySet

from throughline.engine.flows import Asking, Delivery, Opening, Part, Paying, Way
from throughline.engine.natural import natural
from throughline.engine.planning.printed import called
from throughline.store.budgeting.reads import ESTIMATE, stated_at, stated_for_plans
from throughline.store.monitoring.reads import delivered_in_full
from throughline.store.planning.asking import lists_for
from throughline.store.planning.links.reads import link_entries, links_where
from throughline.store.planning.tables import ListedMandate, Place
from throughline.store.reporting.tables import StandingFinding
from throughline.store.rights import Sight, held_where_seen, worked

# What a place is called is told by the document and the code of its plan.
WITH_PLAN = "version__document__plan"


def parts_of(places: Sequence[Place]) -> tuple[Part, ...]:
    """Places as parts, each within the nearest place above it that is among them: `II.SP2.C1` within `II.SP2`.

    As whatever is given places here, this wants them with their plan (`WITH_PLAN`): a section goes by its own title.
    """
    addresses = {(one.version_id, one.place): one.address for one in places}
    return tuple(Part(one.address, one.kind, title_of(one), _within(one, addresses)) for one in places)


def title_of(place: Place) -> str:
    """What a place is called."""
    document = place.version.document
    return called(place.place, place.title, document.title, document.plan.code)


def _within(place: Place, addresses: Mapping[tuple[int, str], str]) -> str:
    head = place.place
    while head:
        head = head.rpartition(".")[0]
        if found := addresses.get((place.version_id, head)):
            return found
    return ""


def paid_at(places: Iterable[Place], year: int | None) -> tuple[Paying, ...]:
    """What is estimated for places for a year, by fund. Two statements, one where no place is a whole plan."""
    listed = list(places)
    stated = stated_at([one.pk for one in listed], [ESTIMATE])
    whole = {one.version_id: one.pk for one in listed if not one.place}
    if whole:
        stated |= {whole[version]: found for version, found in stated_for_plans(list(whole), [ESTIMATE]).items()}
    return tuple(
        Paying(each.fund, each.money, each.address, one.address)
        for one in listed
        for each in stated.get(one.pk, ())
        if each.year == year
    )


def asked_of(place: Place, parts: Iterable[str], seen_by: Sight) -> tuple[tuple[Asking, ...], str]:
    """The mandates that hold for a place, with the place above that lists them, "" where none does. Two statements.

    Each leads to those `parts` that list it, or to the place as a whole.
    """
    lists = lists_for([place])[place.pk]
    known = set(parts)
    listed = _listed_at(lists.places, seen_by)
    ways = (tuple(dict.fromkeys(way.part if way.part in known else place.address for way in one.to)) for one in listed)
    asked = (replace(one, to=tuple(Way(part) for part in to)) for one, to in zip(listed, ways, strict=True))
    return tuple(asked), lists.above


def _listed_at(places: Iterable[int], seen_by: Sight) -> tuple[Asking, ...]:
    """The mandates that places list, each with those places that it leads to. One statement.

    What is listed by a name that is no symbol of a document is `unknown`.
    """
    rows: QuerySet[Any] = ListedMandate.objects.filter(place__in=list(places)).order_by("position")
    rows = rows.annotate(is_held=held_where_seen(seen_by, "document"))
    found: dict[str, Asking] = {}
    ways: dict[str, list[Way]] = {}
    columns = ("document__address", "document__title", "is_held", "symbol", "title", "place__address")
    for document, own_title, is_held, printed, title, place in rows.values_list(*columns):
        symbol, kind = (document, "mandate") if document else (printed, "unknown")
        said = title or (own_title if document and is_held else "")
        found.setdefault(symbol, Asking(symbol, kind, symbol, said, (), bool(document and is_held)))
        ways.setdefault(symbol, []).append(Way(place))
    return tuple(replace(one, to=tuple(ways[symbol])) for symbol, one in found.items())


def linked_to(address: str, parts: Iterable[str], seen_by: Sight) -> tuple[Asking, ...]:
    """What links that stand lead from to an address or what is below it, each to the nearest part. One statement."""
    named = dict.fromkeys(parts, "")
    found = link_entries(links_where(target=address, seen_by=seen_by))
    links = sorted((one for one in found if one.stands), key=lambda one: in_document(one.source))
    return tuple(
        Asking(one.source, "linked", one.source, one.asked or "", (Way(here),), one.asked is not None)
        for one in links
        if (here := nearest(one.target, named))
    )


def together(asked: Iterable[Asking]) -> tuple[Asking, ...]:
    """What asks, each once with all its ways: a mandate may be linked and listed, and lead to several parts."""
    found: dict[str, Asking] = {}
    for one in asked:
        before = found.get(one.code)
        ways = {way.part: way for way in (*(before.to if before else ()), *one.to)}
        found[one.code] = replace(before or one, to=tuple(ways.values()))
    return tuple(found.values())


def delivered_at(places: Iterable[Place]) -> tuple[Delivery, ...]:
    """For each place: of the deliverables planned, how many were delivered in full. One statement."""
    listed = list(places)
    counted = delivered_in_full(Q(deliverable__place__in=[one.pk for one in listed]), "deliverable__place")
    return tuple(
        Delivery(f"{one.address} delivered", title_of(one), one.address, *counted[one.pk,], address=one.address)
        for one in listed
        if (one.pk,) in counted
    )


def in_document(address: str) -> tuple[Any, ...]:
    """A key to sort what stands in documents by: paragraph 3 before 10, and 7 before 7(b)."""
    paragraph, _, act = address.partition("#")[2].partition("/")
    return natural(address.partition("#")[0]), natural(paragraph), natural(act)


def standing(where: Q, seen_by: Sight) -> list[tuple[str, str, str]]:
    """Errors and warnings that stand, as (address, code, severity). One statement."""
    rows = StandingFinding.objects.filter(where, worked(seen_by), gone=None, severity__in=("error", "warning"))
    return list(rows.order_by("address", "pk").values_list("address", "code", "severity"))


def at_or_below(address: str) -> Q:
    """That a finding is about this address or what stands below it: in a plan by `/`, in a document by `#`."""
    return Q(address=address) | Q(address__startswith=f"{address}/") | Q(address__startswith=f"{address}#")


def open_by_part(parts: Iterable[Part], found: Iterable[tuple[str, str, str]]) -> tuple[Opening, ...]:
    """What stands open by part: each finding once, at the nearest part whose address it is at or below."""
    named = {part.code: part for part in parts}
    counted: dict[str, list[int]] = {}
    for address, _, severity in found:
        here = nearest(address, named)
        if here:
            counted.setdefault(here, [0, 0])[severity == "warning"] += 1
    return tuple(
        Opening(f"{code} open", part.title, code, counted[code][0], counted[code][1], address=code)
        for code, part in named.items()
        if code in counted
    )


def open_by_code(parts: Iterable[str], found: Iterable[tuple[str, str, str]], otherwise: str) -> tuple[Opening, ...]:
    """What stands open by its code and part: each finding once; at `otherwise` where it is at or below no part."""
    named = dict.fromkeys(parts, "")
    counted: dict[tuple[str, str], list[int]] = {}
    addresses: dict[tuple[str, str], list[str]] = {}
    for address, code, severity in found:
        key = (nearest(address, named) or otherwise, code)
        counted.setdefault(key, [0, 0])[severity == "warning"] += 1
        addresses.setdefault(key, []).append(address)
    first = {key: min(at, key=natural) for key, at in addresses.items()}
    return tuple(
        Opening(f"{part} {code}", code, part, counted[part, code][0], counted[part, code][1], address=first[part, code])
        for part, code in sorted(counted, key=lambda key: natural(first[key]))
    )


def nearest(address: str, named: Mapping[str, Any]) -> str:
    """The longest of the codes that an address is, or stands below; "" for none."""
    here = address
    while here:
        if here in named:
            return here
        here = here[: max(here.rfind("/"), here.rfind("#"), 0)]
    return ""
