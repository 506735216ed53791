"""Actions on units: made, renamed, moved, ended; given what they answer for; made from what plans name."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from throughline.engine.errors import Refused
from throughline.engine.mandates.symbols import key_of
from throughline.store import history
from throughline.store.mandates.tables import Document, Holding, Paragraph
from throughline.store.organizations import CODE, Organization, Unit
from throughline.store.people.tables import Person, Role
from throughline.store.planning.tables import Place, Plan, Result
from throughline.store.reporting.answering import answer_findings
from throughline.store.reporting.tables import StandingFinding
from throughline.store.rights import ADMINISTER, require
from throughline.store.rows import IN_FORCE
from throughline.store.units.reads import units_below
from throughline.store.units.suggesting import suggested_units
from throughline.store.units.tables import Responsibility

MAKE, RENAME, MOVE, END = "make unit", "rename unit", "move unit", "end unit"
GIVE, TAKE_BACK = "give responsibility", "take back responsibility"


def make_unit(*, by: Person, organization: Organization, code: str, name: str, parent: Unit | None = None) -> Unit:
    """Make a unit below another one, or at the top.

    Raises `Refused` for a code that is none or is taken, for a name without words, and where `by` does not administer
    the unit above it.
    """
    name = _named(name)
    if not CODE.fullmatch(code):
        raise Refused(f"{code!r} cannot be the code of a unit: use letters, digits and hyphens, a letter first.")
    with transaction.atomic():
        history.lock_writing()
        _open_unit_of(organization, parent)
        require(by, ADMINISTER, organization, parent)
        if Unit.objects.filter(organization=organization, code__iexact=code).exists():
            raise Refused(f"{organization} has a unit {code} already: choose another code.")
        unit = Unit.objects.create(organization=organization, code=code, name=name, parent=parent)
        _tell(by, MAKE, unit, {"name": name, "parent": parent.code if parent else ""})
    return unit


def rename_unit(*, by: Person, unit: Unit, name: str) -> None:
    """Give a unit another name; its code stays, for it is its address. The same name changes nothing."""
    name = _named(name)
    with transaction.atomic():
        history.lock_writing()
        require(by, ADMINISTER, unit.organization, unit)
        before = Unit.objects.get(pk=unit.pk).name
        if before != name:
            Unit.objects.filter(pk=unit.pk).update(name=name)
            _tell(by, RENAME, unit, {"name": name, "before": before})
    unit.name = name


def move_unit(*, by: Person, unit: Unit, parent: Unit | None) -> None:
    """Put a unit, with all that is below it, below another one or at the top.

    Raises `Refused` where it would come to stand below itself, and where `by` does not administer both places.
    """
    with transaction.atomic():
        history.lock_writing()
        _open_unit_of(unit.organization, parent)
        require(by, ADMINISTER, unit.organization, unit)
        require(by, ADMINISTER, unit.organization, parent)
        if parent is not None and parent.pk in units_below([unit.pk]):
            raise Refused(f"{parent} stands below {unit}: a unit cannot stand below itself.")
        before = Unit.objects.select_related("parent").get(pk=unit.pk).parent
        if before != parent:
            Unit.objects.filter(pk=unit.pk).update(parent=parent)
            said = {"parent": parent.code if parent else "", "before": before.code if before else ""}
            _tell(by, MOVE, unit, said)
    unit.parent = parent


def end_unit(*, by: Person, unit: Unit) -> None:
    """End a unit: it stays in the record, and nobody can be given to it any more. Again changes nothing.

    Raises `Refused` while units stand below it, it answers for something, or people have a role in it.
    """
    with transaction.atomic():
        history.lock_writing()
        require(by, ADMINISTER, unit.organization, unit)
        if Unit.objects.filter(parent=unit, ended=None).exists():
            raise Refused(f"Units stand below {unit}: move or end them first.")
        if Responsibility.objects.filter(unit=unit).exists():
            raise Refused(f"{unit} answers for parts of the record: give them to another unit first.")
        if StandingFinding.objects.filter(assigned_unit=unit, gone=None).exists():
            raise Refused(f"Findings are assigned to {unit}: assign them to another unit first.")
        if Role.objects.filter(unit=unit, person__is_active=True).exists():
            raise Refused(f"People have a role in {unit}: end their roles first.")
        now = datetime.now(UTC)
        if Unit.objects.filter(pk=unit.pk, ended=None).update(ended=now.date()):
            _tell(by, END, unit, {})


def give_responsibility(*, by: Person, unit: Unit, address: str = "", addressee: str = "") -> Responsibility:
    """Let a unit answer for what stands at an address and below it, or for acts that ask an addressee.

    What another unit answered for passes over; `by` must administer both. Raises `Refused` for an address that names
    no place, result or mandate of the organization, and for an ended unit.
    """
    with transaction.atomic():
        history.lock_writing()
        given = _given(by, unit, address, addressee)
        answer_findings(unit.organization)
    return given


def _given(by: Person, unit: Unit, address: str, addressee: str) -> Responsibility:
    """A responsibility as it is given, before findings follow: who gives many lets them follow once."""
    addressee = " ".join(addressee.split())[:300]
    if bool(address) == bool(addressee):
        raise Refused("A unit answers for an address or for an addressee: name one of them.")
    organization = unit.organization
    _open_unit_of(organization, unit)
    require(by, ADMINISTER, organization, unit)
    what = {"addressee": addressee} if addressee else {"address": _known(organization, address)}
    held = Responsibility.objects.filter(organization=organization, **what).select_related("unit").first()
    if held is not None and held.unit_id == unit.pk:
        return held
    if held is not None:
        require(by, ADMINISTER, organization, held.unit)
        held.delete()
    given = Responsibility.objects.create(organization=organization, unit=unit, since=datetime.now(UTC), **what)
    _tell(by, GIVE, unit, {**what, "before": held.unit.code if held else ""})
    return given


def take_back_responsibility(*, by: Person, unit: Unit, address: str = "", addressee: str = "") -> None:
    """Let a unit answer no more for an address or an addressee; doing it again changes nothing."""
    with transaction.atomic():
        history.lock_writing()
        require(by, ADMINISTER, unit.organization, unit)
        found = Responsibility.objects.filter(unit=unit, address=address, addressee=addressee)
        if found.delete()[0]:
            answer_findings(unit.organization)
            _tell(by, TAKE_BACK, unit, {"address": address} if address else {"addressee": addressee})


def take_suggestions(
    *, by: Person, organization: Organization, names: frozenset[str] | None = None
) -> tuple[Unit, ...]:
    """Make the units that plans name (all, or those with these `names`), and let them answer for their places."""
    with transaction.atomic():
        history.lock_writing()
        require(by, ADMINISTER, organization)
        made = []
        for one in suggested_units(organization):
            if names is not None and one.name not in names:
                continue
            unit = one.unit or make_unit(by=by, organization=organization, code=one.code, name=one.name)
            for address in one.addresses:
                _given(by, unit, address, "")
            made.append(unit)
        answer_findings(organization)
    return tuple(made)


def _named(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise Refused("A unit needs a name.")
    return name[:300]


def _open_unit_of(organization: Organization, unit: Unit | None) -> None:
    """Refuse a unit of another organization and one that has ended."""
    if unit is None:
        return
    if unit.organization_id != organization.pk:
        raise Refused(f"{organization} has no such unit.")
    if not Unit.objects.filter(pk=unit.pk, ended=None).exists():
        raise Refused(f"{unit} has ended: choose another unit.")


def _known(organization: Organization, address: str) -> str:
    """The address as the record has it, of a place, a result or a mandate that the organization knows.

    A place of the newest plan may be named as people do, without the organization and the year: "29C/SP1".
    """
    newest = Plan.objects.filter(organization=organization, year__isnull=False).aggregate(year=Max("year"))["year"]
    named = (address, f"{organization.code}/{address}", f"{organization.code}/{newest}/{address}")
    of_plan = {"version__document__plan__organization": organization, "address__in": named}
    for table in (Place, Result):
        if found := table._default_manager.filter(IN_FORCE, **of_plan).values_list("address", flat=True).first():
            return str(found)
    symbol, sign, part = address.partition("#")
    known = Holding.objects.filter(organization=organization, document__key=key_of(symbol))
    # What a text held elsewhere has for paragraphs is nothing to tell.
    known = known.filter(held=True) if sign else known
    document = Document.objects.filter(pk__in=known.values("document")).first()
    if document is None:
        raise Refused(f"{organization} knows no place, result or mandate at the address {address[:200]}.")
    whole = f"{document.address}{sign}{part}"
    if sign and not Paragraph.objects.filter(IN_FORCE, version__document=document, address=whole).exists():
        raise Refused(f"{document} has no paragraph {part[:100]}.")
    return whole


def _tell(by: Person, action: str, unit: Unit, data: Mapping[str, Any]) -> None:
    organization = unit.organization
    said = {**data, "organization": organization.code}
    address = f"units/{unit.code}"
    history.append(
        at=datetime.now(UTC), by=by.username, action=action, address=address, data=said, organization=organization
    )
