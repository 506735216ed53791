"""Rights: whose record a request may read and change, as conditions that every statement carries."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet

from throughline.engine.errors import Forbidden
from throughline.engine.mandates.symbols import body_of
from throughline.store.mandates.tables import Document, Holding
from throughline.store.organizations import Organization, Unit
from throughline.store.people.tables import ADMINISTRATOR, APPROVER, OFFICER, ROLES, Person, Role

READ, EDIT, APPROVE, ADMINISTER = "read", "edit", "approve", "administer"
# What each right needs: one of these roles. Administrators look after people, not after the record.
NEEDED: Mapping[str, tuple[str, ...]] = {
    READ: ROLES,
    EDIT: (OFFICER,),
    APPROVE: (APPROVER,),
    ADMINISTER: (ADMINISTRATOR,),
}
ABOVE = """WITH RECURSIVE above(id, parent_id) AS (
    SELECT id, parent_id FROM store_unit WHERE id = %s
    UNION SELECT store_unit.id, store_unit.parent_id FROM store_unit JOIN above ON store_unit.id = above.parent_id
) SELECT id FROM above"""


@dataclass(frozen=True, slots=True)
class Sight:
    """The organizations (row numbers) that a request may see, worked out once for it.

    `reads`: their documents and plans. `works`, all of them among `reads`: findings, sources and history too, for the
    person has a role there. `reads_all` where these are all that there are, so that statements need no condition;
    `works_all` for the operator of this machine, who sees what belongs to no organization too. `alone` where there is
    but one organization; `organizations` are those that are read, by code.
    """

    reads: frozenset[int] = frozenset()
    works: frozenset[int] = frozenset()
    reads_all: bool = False
    works_all: bool = False
    alone: bool = False
    organizations: tuple[Organization, ...] = field(default=(), compare=False, repr=False)

    def may_read(self, organization: int) -> bool:
        """Tell whether documents and plans of this organization are open."""
        return self.reads_all or organization in self.reads

    def works_in(self, organization: int) -> bool:
        """Tell whether findings, sources and history of this organization are open."""
        return self.works_all or organization in self.works

    @property
    def is_at_work(self) -> bool:
        """Tell whether findings, sources and history of any of these organizations are open."""
        return self.works_all or bool(self.works)

    def within(self, organization: int) -> "Sight":
        """What of it belongs to one organization: what a page of that organization shows."""
        if self.alone:
            return self
        own = frozenset({organization})
        return Sight(
            own if self.may_read(organization) else frozenset(), own if self.works_in(organization) else own - own
        )


EVERYTHING = Sight(reads_all=True, works_all=True)
NOTHING = Sight()


def sight_of(person: Person | None) -> Sight:
    """What a person may see, or anybody at all (None): where there is a role, and what is published. One statement."""
    if person is not None and person.is_active and person.operates:
        return _sight_of_operator(list(Organization.objects.order_by("code")))
    number = person.pk if person is not None and person.is_active else None
    roles = Role.objects.filter(person=number, organization=OuterRef("pk"))
    return _sight(list(Organization.objects.annotate(works=Exists(roles)).order_by("code")))


def sight_at_machine() -> Sight:
    """What whoever sits at this machine may see: all while nobody signs in, after that what is published.

    One statement, two for a record without organizations. Only for a record that is not open to other machines.
    """
    signing_in = Person.objects.filter(signs_in=True, is_active=True)
    none = Role.objects.none()
    rows = Organization.objects.annotate(works=Exists(none), is_signed_in_to=Exists(signing_in))
    found: list[Any] = list(rows.order_by("code"))
    is_signed_in_to = found[0].is_signed_in_to if found else signing_in.exists()
    return _sight(found) if is_signed_in_to else _sight_of_operator(found)


def _sight(found: list[Any]) -> Sight:
    """The sight of organizations that say whether the person `works` there."""
    reads = frozenset(one.pk for one in found if one.published or one.works)
    works = frozenset(one.pk for one in found if one.works)
    seen = tuple(one for one in found if one.pk in reads)
    return Sight(reads, works, len(reads) == len(found), False, len(found) == 1, seen)


def _sight_of_operator(found: list[Any]) -> Sight:
    every = frozenset(one.pk for one in found)
    return Sight(every, every, True, True, len(found) == 1, tuple(found))


def organizations_seen(seen_by: Sight) -> QuerySet[Organization]:
    """The organizations whose documents and plans are seen."""
    return Organization.objects.filter(owned(seen_by, "pk"))


def sight_of_all(organization: Organization) -> Sight:
    """What somebody who works in the organization sees: an action asks for rights first."""
    own = frozenset({organization.pk})
    return Sight(own, own)


def owned(seen_by: Sight, organization: str = "organization") -> Q:
    """That the organization of a row (the name of the link) is one whose documents and plans are seen."""
    return Q() if seen_by.reads_all else Q(**{f"{organization}__in": seen_by.reads})


def worked(seen_by: Sight, organization: str = "organization") -> Q:
    """That the organization of a row is one in which the person has a role: for findings, sources and history."""
    return Q() if seen_by.works_all else Q(**{f"{organization}__in": seen_by.works})


def in_plan(seen_by: Sight, version: str = "version") -> Q:
    """That a row of a plan, by the link to its version, belongs to a plan that is seen."""
    return owned(seen_by, f"{version}__document__plan__organization")


def in_document(seen_by: Sight, document: str = "version__document") -> Q:
    """That a row of a document, by the link to the document, belongs to one whose text is held where it is seen."""
    return Q() if seen_by.reads_all else Q(Exists(_holdings(seen_by, document).filter(held=True)))


def documents_seen(seen_by: Sight) -> QuerySet[Any]:
    """The documents that are held or cited where they are seen; `is_held` where their text may be read."""
    found: QuerySet[Any] = Document.objects.filter(known=True)
    if not seen_by.reads_all and len(seen_by.reads) == 1:
        # An organization holds a document once: a join finds at once that it does, and whether with the text.
        (organization,) = seen_by.reads
        there = FilteredRelation("holdings", condition=Q(holdings__organization=organization))
        found = found.alias(there=there).filter(there__isnull=False).annotate(is_held=F("there__held"))
    else:
        found = found.annotate(is_held=held_where_seen(seen_by))
        found = found if seen_by.reads_all else found.filter(Exists(_holdings(seen_by, "pk")))
    return found


def held_where_seen(seen_by: Sight, document: str = "") -> Any:
    """Whether the text of a document (the row itself, or what the link leads to) is held where it is seen."""
    if seen_by.reads_all:
        return F(f"{document}__held" if document else "held")
    return Exists(_holdings(seen_by, document or "pk").filter(held=True))


def head_is_seen() -> Q:
    """Of `documents_seen`: that what the head of the document says (its body) may be told, or is told by its symbol."""
    return Q(is_held=True) | Q(held=False)


def _holdings(seen_by: Sight, document: str) -> QuerySet[Holding]:
    return Holding.objects.filter(document=OuterRef(document), organization__in=seen_by.reads)


def as_seen(document: Any) -> Any:
    """A row of `documents_seen` as it is seen: one whose text is held elsewhere only is a known unknown."""
    if not document.is_held and document.held:
        document.held, document.current, document.adopted = False, None, None
        document.kind = document.session = document.title = document.language = ""
        document.body = body_of(document.address) or ""
    return document


def may(person: Person, right: str, organization: Organization, unit: Unit | None = None) -> bool:
    """Tell whether a person has a right in a unit: by a role in it, in a unit above it, or in the whole organization.

    Two statements at most. Commands on this machine have every right.
    """
    if not person.is_active:
        return False
    if person.operates:
        return True
    roles = Role.objects.filter(person=person, organization=organization, role__in=NEEDED[right])
    if right == READ:
        return roles.exists()
    reach = Q(unit=None)
    if unit is not None:
        reach |= Q(unit__in=units_above(unit))
    return roles.filter(reach).exists()


def edits_in(person: Person, organization: Organization) -> bool:
    """Tell whether a person may edit anything of an organization, in whatever unit. At most one statement."""
    return acts_in(person, EDIT, organization)


def acts_in(person: Person, right: str, organization: Organization) -> bool:
    """Tell whether a person has a right anywhere in an organization, in whatever unit. At most one statement."""
    if person.operates or not person.is_active:
        return person.is_active
    return Role.objects.filter(person=person, organization=organization, role__in=NEEDED[right]).exists()


def require(person: Person, right: str, organization: Organization, unit: Unit | None = None) -> None:
    """Raise `Forbidden` where the person does not have the right; it says who has."""
    if may(person, right, organization, unit):
        return
    who = " or ".join(f"an {role}" for role in NEEDED[right])
    where = "there or in a unit above it" if unit else "of the whole organization"
    needed = "whoever has a role there" if right == READ else f"{who} {where}"
    raise Forbidden(f"{person} has no right to {right} in {unit or organization}: {needed} may.")


def units_above(unit: Unit) -> list[int]:
    """The row numbers of a unit and of every unit above it. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(ABOVE, [unit.pk])
        return [number for (number,) in cursor.fetchall()]
