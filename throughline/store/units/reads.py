"""Reads of units: the tree, the unit that answers for something, and the same as conditions for whole lists."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Length

from throughline.engine.addresses import above
from throughline.engine.mandates.secretariat import is_secretariat
from throughline.engine.planning.frameworks import is_framework_address
from throughline.store.budgeting.tables import PostFigure, ResourceFigure
from throughline.store.mandates.tables import Act, Addressee, Document
from throughline.store.memory import at_head
from throughline.store.organizations import Organization, Unit
from throughline.store.people.tables import Person, Role
from throughline.store.planning.frameworks.tables import Element
from throughline.store.planning.tables import ListedMandate, Place, PlanParagraph
from throughline.store.rows import IN_FORCE
from throughline.store.units.tables import Responsibility

AT_ONCE = 5000
BELOW = """WITH RECURSIVE below(id) AS (
    {seed}
    UNION SELECT store_unit.id FROM store_unit JOIN below ON store_unit.parent_id = below.id
) SELECT id FROM below"""


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit in the tree: how deep it stands (0 at the top), what it answers for, how many people have a role in it."""

    unit: Unit
    level: int
    answers_for: tuple[Responsibility, ...]
    people: int = 0


@dataclass(frozen=True, slots=True)
class Answering:
    """Who answers for what in an organization, read once, for many addresses: {address or addressee: unit}."""

    addresses: Mapping[str, Unit] = field(default_factory=dict)
    addressees: Mapping[str, Unit] = field(default_factory=dict)

    def unit_at(self, address: str, place: str = "", asked: Iterable[str] = ()) -> Unit | None:
        """The unit of a node: by its address, by the `place` it stands in, or by whom it asks; None for nobody."""
        for one in (*above(address), *above(place)):
            if one in self.addresses:
                return self.addresses[one]
        return next((self.addressees[name] for name in asked if name in self.addressees), None)


def answering_in(organization: Organization) -> Answering:
    """Who answers for what in an organization. Two statements."""
    found = Responsibility.objects.filter(organization=organization).select_related("unit")
    elements = _elements_answered(Element.objects.filter(version__framework__organization=organization))
    return Answering(
        {**{one.address: one.unit for one in found if one.address}, **elements.get(organization.pk, {})},
        {one.addressee: one.unit for one in found if one.addressee},
    )


def answering_in_each() -> dict[int, Answering]:
    """Who answers for what in every organization (row number) that has units which do. Two statements."""
    found: dict[int, tuple[dict[str, Unit], dict[str, Unit]]] = defaultdict(lambda: ({}, {}))
    for one in Responsibility.objects.select_related("unit"):
        addresses, addressees = found[one.organization_id]
        (addresses if one.address else addressees)[one.address or one.addressee] = one.unit
    for organization, elements in _elements_answered(Element.objects.all()).items():
        found[organization][0].update(elements)
    return {organization: Answering(*both) for organization, both in found.items()}


def _elements_answered(elements: QuerySet[Element]) -> dict[int, dict[str, Unit]]:
    """The units that answer for elements of the plans that stand, by organization (row number) and address.

    An element for which no unit is named goes to that of the nearest element above it, then to that of its plan. One
    statement.
    """
    rows = list(
        elements.filter(version=F("version__framework__standing")).select_related("unit", "version__framework__unit")
    )
    by_address = {one.address: one for one in rows}
    found: dict[int, dict[str, Unit]] = defaultdict(dict)
    for one in rows:
        plan = one.version.framework
        units = (above_it.unit for above_it in _elements_above(one, by_address) if above_it.unit)
        if (unit := next(units, plan.unit)) is not None:
            found[plan.organization_id][one.address] = unit
        if plan.unit is not None:
            found[plan.organization_id][plan.address] = plan.unit
    return found


def _elements_above(one: Element, by_address: Mapping[str, Element]) -> Iterator[Element]:
    """An element and those above it, the nearest first; the tree of a plan that stands has no circle."""
    here: Element | None = one
    while here is not None:
        yield here
        here = by_address.get(here.parent)


def places_at(addresses: Collection[str]) -> dict[str, str]:
    """The places that the printed figures and paragraphs of plans among these addresses stand in.

    Three statements for each 5,000 of them; none where there are none.
    """
    inside = sorted(one for one in addresses if _stands_in_a_place(one))
    found: dict[str, str] = {}
    tables: tuple[Any, ...] = (ResourceFigure, PostFigure, PlanParagraph)
    for start in range(0, len(inside), AT_ONCE):
        some = inside[start : start + AT_ONCE]
        for table in tables:
            rows = table.objects.filter(IN_FORCE, address__in=some, place__isnull=False)
            found.update(rows.values_list("address", "place__address"))
    return found


def unit_for(organization: Organization, address: str) -> Unit | None:
    """The unit that answers for a node of a plan, a mandate or an act: the nearest at its address or above it.

    A printed figure or a paragraph of a plan stands in its place. A paragraph or an act of a mandate for which nobody
    answers goes to whom it asks. An element of a plan names its unit, or takes that of what it stands below. Five
    statements at most.
    """
    if is_framework_address(address):
        code, plan = organization.code, "/".join(address.split("/")[:2])
        elements = Element.objects.filter(version__framework__address=plan, version__framework__organization__code=code)
        own = _elements_answered(elements).get(organization.pk, {})
        if (named := next((own[one] for one in above(address) if one in own), None)) is not None:
            return named
    chain = [*above(address), *above(_place_of(address))]
    found = Responsibility.objects.filter(organization=organization, address__in=chain)
    nearest = found.select_related("unit").order_by(Length("address").desc()).first()
    if nearest is None and "#" in address:
        asked = Addressee.objects.filter(IN_FORCE, Q(act__address=address) | Q(act__paragraph__address=address))
        answers = Responsibility.objects.filter(organization=organization, addressee=OuterRef("name"))
        asked = asked.annotate(answers=Subquery(answers.values("unit")[:1])).exclude(answers=None)
        first = asked.order_by("act__position", "position").values("answers")[:1]
        return Unit.objects.filter(pk__in=Subquery(first)).first()
    return nearest.unit if nearest else None


def _place_of(address: str) -> str:
    """The place of a printed figure or a paragraph of a plan; "" for everything else, without a statement."""
    return places_at([address]).get(address, "")


def _stands_in_a_place(address: str) -> bool:
    return "#" not in address and address.rpartition("/")[2].startswith(("c", "P"))


@dataclass(frozen=True, slots=True)
class Answers:
    """Who answers for what in an organization, by row numbers, as it stands at the head of the history.

    `asked`: {addressee: unit}. `acts`: {act: unit} of those whose paragraph or document a unit answers for by address.
    `places`: {unit: places of plans in force for which it answers, those of units below it left out}. `listed`:
    {act: units} of what asks the secretariat in a mandate that places of these units list, and asks nobody in `asked`.
    """

    asked: Mapping[str, int]
    acts: Mapping[int, int]
    places: Mapping[int, Sequence[int]]
    listed: Mapping[int, Set[int]]


def answers_in(organization: Organization) -> Answers:
    """Who answers for what, for whole lists.

    One statement; five where something was written, and two more where units answer for mandates: then the addresses
    of all places are read, the mandates that they list, and whom those ask whose text is held.
    """
    return at_head(("answers", organization.pk), lambda: _answers_now(organization))


def _answers_now(organization: Organization) -> Answers:
    rows = list(Responsibility.objects.filter(organization=organization).values_list("address", "addressee", "unit"))
    at = {address: unit for address, _, unit in rows if address}

    def answering(address: str) -> int | None:
        return next((at[one] for one in above(address) if one in at), None)

    in_force = Place.objects.filter(IN_FORCE, version__document__plan__organization=organization)
    named = dict(in_force.values_list("address", "pk"))
    places: dict[int, list[int]] = defaultdict(list)
    for address, number in named.items():
        if (unit := answering(address)) is not None:
            places[unit].append(number)
    mandates = {address.partition("#")[0] for address in at if not any(one in named for one in above(address))}
    acts = {number: unit for number, address in _acts_at(organization, mandates) if (unit := answering(address))}
    asked = {addressee: unit for _, addressee, unit in rows if addressee}
    return Answers(asked, acts, places, _listed(organization, named, places, asked))


def _listed(
    organization: Organization, named: Mapping[str, int], places: Mapping[int, Collection[int]], asked: Collection[str]
) -> dict[int, set[int]]:
    """{act: units} by the mandates that places list; a place that lists none has those of the nearest above it."""
    lists: dict[int, list[int]] = defaultdict(list)
    in_force = ListedMandate.objects.filter(IN_FORCE, version__document__plan__organization=organization)
    for place, document in in_force.filter(document__isnull=False).values_list("place", "document"):
        lists[place].append(document)
    addresses = {number: address for address, number in named.items()}
    units: dict[int, set[int]] = defaultdict(set)
    for unit, own in places.items():
        for place in own:
            chain = (named[one] for one in above(addresses[place]) if one in named)
            for document in next((lists[one] for one in chain if one in lists), ()):
                units[document].add(unit)
    held = {"version__document__holdings__organization": organization, "version__document__holdings__held": True}
    names: dict[tuple[int, int], set[str]] = defaultdict(set)
    for act, document, name in Addressee.objects.filter(IN_FORCE, **held).values_list(
        "act", "version__document", "name"
    ):
        if document in units:
            names[act, document].add(name)
    return {
        act: units[document]
        for (act, document), whom in names.items()
        if whom.isdisjoint(asked) and any(map(is_secretariat, whom))
    }


def _acts_at(organization: Organization, symbols: Collection[str]) -> list[tuple[int, str]]:
    """The acts (row numbers) of these documents and of those below them, with their paragraphs; two statements."""
    if not symbols:
        return []
    held = Document.objects.filter(plan=None, holdings__organization=organization, holdings__held=True)
    own = [
        number for number, address in held.values_list("pk", "address") if any(one in symbols for one in above(address))
    ]
    acts = Act.objects.filter(IN_FORCE, version__document__in=own)
    return list(acts.values_list("pk", "paragraph__address"))


def acts_of_units(found: QuerySet[Act], answers: Answers, units: Collection[int]) -> QuerySet[Act]:
    """The acts among `found` for which these units (row numbers) answer.

    By paragraph or document; else by whom they ask; else, where they ask the secretariat, by the places that list
    their mandate: several units may answer for one of those. The cost grows with the acts, and not with acts times
    responsibilities.
    """
    first = Addressee.objects.filter(act=OuterRef("pk"), name__in=answers.asked).order_by("position")
    found = found.alias(asked_first=Subquery(first.values("name")[:1]))
    by_whom = Q(asked_first__in=[name for name, unit in answers.asked.items() if unit in units])
    own = [act for act, unit in answers.acts.items() if unit in units]
    own += [act for act, its in answers.listed.items() if not its.isdisjoint(units) and act not in answers.acts]
    return found.filter(Q(pk__in=own) | by_whom & ~Q(pk__in=list(answers.acts)))


def places_of(answers: Answers, units: Collection[int]) -> QuerySet[Place]:
    """The places of plans in force for which these units (row numbers) answer."""
    return Place.objects.filter(pk__in=[place for unit in units for place in answers.places.get(unit, ())])


def tree_of(organization: Organization) -> tuple[Branch, ...]:
    """The units of an organization as a tree, by code, each before those below it. Three statements."""
    units = list(Unit.objects.filter(organization=organization).order_by("code"))
    own: dict[int, list[Responsibility]] = defaultdict(list)
    for one in Responsibility.objects.filter(organization=organization).order_by("address", "addressee"):
        own[one.unit_id].append(one)
    people = dict(
        Role.objects.filter(organization=organization, unit__isnull=False)
        .values_list("unit")
        .annotate(people=Count("person", distinct=True))
    )
    below: dict[int | None, list[Unit]] = defaultdict(list)
    for unit in units:
        below[unit.parent_id].append(unit)
    return tuple(
        Branch(unit, level, tuple(own[unit.pk]), people.get(unit.pk, 0)) for unit, level in _walk(below, None, 0)
    )


def _walk(below: Mapping[int | None, list[Unit]], above_it: int | None, level: int) -> Iterator[tuple[Unit, int]]:
    for unit in below.get(above_it, ()):
        yield unit, level
        yield from _walk(below, unit.pk, level + 1)


def units_below(units: Collection[int]) -> list[int]:
    """The row numbers of these units and of every unit below them. One statement, none for no unit."""
    if not units:
        return []
    places = ", ".join(["%s"] * len(units))
    # Nothing but placeholders is put into the statement.
    return _below(f"SELECT id FROM store_unit WHERE id IN ({places})", sorted(units))  # noqa: S608


def units_below_code(organization: str, code: str) -> list[int]:
    """The row numbers of the unit with this code and of every unit below it; none where there is none."""
    seed = """SELECT store_unit.id FROM store_unit JOIN store_organization AS whose ON whose.id = organization_id
        WHERE whose.code = %s AND store_unit.code = %s"""
    return _below(seed, [organization, code])


def units_of(person: Person | None, organization: Organization) -> list[int]:
    """The units in which a person has a role, with those below them (row numbers). One statement."""
    if person is None:
        return []
    seed = """SELECT unit_id FROM store_role WHERE person_id = %s AND organization_id = %s AND unit_id IS NOT NULL"""
    return _below(seed, [person.pk, organization.pk])


def _below(seed: str, values: Sequence[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(BELOW.format(seed=seed), values)
        return [number for (number,) in cursor.fetchall()]
