"""Units that plans name: the entities of their places, as units that could be made and what they would answer for."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from throughline.engine.addresses import above
from throughline.store.organizations import Organization, Unit
from throughline.store.planning.tables import Place
from throughline.store.rows import IN_FORCE
from throughline.store.units.reads import answering_in

# Words that lend no letter to the short form of a name.
SMALL = frozenset({"of", "and", "the", "for", "in", "on", "to", "de", "la", "le", "les", "des", "et", "du"})
LONGEST_CODE = 12


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An entity that plans name: the unit of that name where there is one, a code for it, what it would answer for."""

    name: str
    code: str
    unit: Unit | None
    addresses: tuple[str, ...]


def suggested_units(organization: Organization) -> tuple[Suggestion, ...]:
    """The entities for whose places nobody answers yet, by name. Three statements.

    An entity answers for the place above all of its own where no other entity stands below that.
    """
    places = Place.objects.filter(IN_FORCE, version__document__plan__organization=organization)
    rows = list(places.order_by("address").values_list("address", "entity"))
    answering = answering_in(organization)
    units = {unit.name.casefold(): unit for unit in Unit.objects.filter(organization=organization, ended=None)}
    taken = set(Unit.objects.filter(organization=organization).values_list("code", flat=True))
    by_name: dict[str, list[str]] = defaultdict(list)
    for entity, address in reaches(rows):
        if answering.unit_at(address) is None:
            by_name[entity].append(address)
    found = []
    for name, addresses in sorted(by_name.items()):
        unit = units.get(name.casefold())
        code = unit.code if unit else code_for(name, taken)
        taken.add(code)
        found.append(Suggestion(name[:300], code, unit, tuple(addresses)))
    return tuple(found)


def reaches(rows: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """(entity, address) for each highest place below which only that entity is named, of rows (address, entity).

    A place that names none, and below which none stands, is somebody else's.
    """
    entities = dict(rows)
    known, leaves = sorted(entities), set(entities)
    for address in known:
        leaves.difference_update(list(above(address))[1:])
    named: dict[str, set[str]] = defaultdict(set)
    for address in known:
        if entities[address] or address in leaves:
            for one in above(address):
                named[one].add(entities[address])
    alone = {address for address in known if len(named[address]) == 1 and "" not in named[address]}
    highest = [one for one in known if one in alone and not any(up in alone for up in list(above(one))[1:])]
    return sorted((next(iter(named[one])), one) for one in highest)


def code_for(name: str, taken: Collection[str]) -> str:
    """A code for a unit: the first letters of its name ("DPPA"), with a number where that is taken."""
    words = [word for word in re.findall(r"[^\W\d_]+", name) if word.casefold() not in SMALL]
    letters = "".join(word[0] for word in words if word[0].isascii()).upper()[:LONGEST_CODE] or "UNIT"
    code, count = letters, 1
    while code in taken:
        count += 1
        code = f"{letters}-{count}"
    return code
