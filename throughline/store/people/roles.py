"""Actions on roles, on what is published, and on looking at the record as somebody else."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from throughline.engine.errors import Refused
from throughline.store import history
from throughline.store.organizations import Organization, Unit
from throughline.store.people.tables import ADMINISTRATOR, ROLES, Person, Role
from throughline.store.rights import ADMINISTER, require

GIVE_ROLE, END_ROLE = "give role", "end role"
PUBLISH, UNPUBLISH = "publish", "unpublish"
START_VIEW, END_VIEW = "start view as", "end view as"


def roles_in(organization: Organization) -> tuple[Role, ...]:
    """The roles in an organization, by person. One statement."""
    found = Role.objects.filter(organization=organization).select_related("person", "unit")
    return tuple(found.order_by("person__username", "role", "unit__code"))


def people_of(organization: Organization) -> QuerySet[Person]:
    """The people who have a role in an organization, by user name."""
    has_role = Role.objects.filter(person=OuterRef("pk"), organization=organization)
    return Person.objects.filter(Exists(has_role)).order_by("username")


def give_role(*, by: Person, to: Person, role: str, organization: Organization, unit: Unit | None = None) -> None:
    """Give a person a role in a unit, or in the whole organization; giving it again changes nothing.

    Raises `Refused` where `by` does not administer the unit, or where there is no such role or unit.
    """
    check_role(role, organization, unit)
    with transaction.atomic():
        history.lock_writing()
        require(by, ADMINISTER, organization, unit)
        now = datetime.now(UTC)
        _, is_new = Role.objects.get_or_create(
            person=to, organization=organization, unit=unit, role=role, defaults={"since": now}
        )
        if is_new:
            tell(by, GIVE_ROLE, organization, to, {"role": role, "unit": unit.code if unit else ""})


def end_role(*, by: Person, person: Person, role: str, organization: Organization, unit: Unit | None = None) -> None:
    """End a role; ending it again changes nothing. The last administrator of an organization stays."""
    with transaction.atomic():
        history.lock_writing()
        require(by, ADMINISTER, organization, unit)
        found = Role.objects.filter(person=person, organization=organization, unit=unit, role=role).first()
        if found is None:
            return
        others = Role.objects.filter(organization=organization, unit=None, role=ADMINISTRATOR, person__is_active=True)
        if role == ADMINISTRATOR and unit is None and not by.operates and not others.exclude(pk=found.pk).exists():
            raise Refused(f"{person} is the last administrator of {organization}: make another one first.")
        found.delete()
        tell(by, END_ROLE, organization, person, {"role": role, "unit": unit.code if unit else ""})


def check_role(role: str, organization: Organization, unit: Unit | None) -> None:
    """Refuse a role that is none, and a unit of another organization."""
    if role not in ROLES:
        raise Refused(f"{role} is no role: choose among {', '.join(ROLES)}.")
    if unit is not None and unit.organization_id != organization.pk:
        raise Refused(f"{organization} has no such unit.")


def publish(*, by: Person, organization: Organization) -> None:
    """Open the documents and plans of the organization to everybody; doing it again changes nothing."""
    _set_published(by, organization, PUBLISH, True)


def unpublish(*, by: Person, organization: Organization) -> None:
    """Close what was opened to everybody; doing it again changes nothing."""
    _set_published(by, organization, UNPUBLISH, False)


def _set_published(by: Person, organization: Organization, action: str, published: bool) -> None:
    with transaction.atomic():
        history.lock_writing()
        require(by, ADMINISTER, organization)
        if Organization.objects.filter(pk=organization.pk).exclude(published=published).update(published=published):
            tell(by, action, organization, None, {})


def start_view_as(*, by: Person, person: Person, organization: Organization) -> None:
    """Note that an administrator looks at the record of the organization as another person of it sees it."""
    _note_view(by, person, organization, START_VIEW)


def end_view_as(*, by: Person, person: Person, organization: Organization) -> None:
    """Note that the administrator stopped looking as the other person."""
    _note_view(by, person, organization, END_VIEW)


def _note_view(by: Person, person: Person, organization: Organization, action: str) -> None:
    with transaction.atomic():
        history.lock_writing()
        if action == START_VIEW:
            require(by, ADMINISTER, organization)
            if not person.roles.filter(organization=organization).exists():
                raise Refused(f"{person} has no role in {organization}.")
        tell(by, action, organization, person, {})


def tell(by: Person, action: str, organization: Organization, person: Person | None, data: Mapping[str, Any]) -> None:
    """Write the line of an action on a person, or on the organization itself (None)."""
    address = f"people/{person.username}" if person else f"people/{organization.code}"
    said = {**data, "organization": organization.code}
    history.append(
        at=datetime.now(UTC), by=by.username, action=action, address=address, data=said, organization=organization
    )
