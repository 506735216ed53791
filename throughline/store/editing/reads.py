"""Reads of editing: the plan and the node that an address names, and whether somebody may edit there."""

from datetime import UTC, datetime
from typing import Any

from django.db.models import Q

from throughline.store.editing.tables import TypedField
from throughline.store.mandates.tables import Version
from throughline.store.monitoring.tables import Deliverable
from throughline.store.organizations import Organization
from throughline.store.people import Person
from throughline.store.planning.tables import Place, Plan, Result
from throughline.store.rights import EDIT, Sight, may, owned
from throughline.store.sources import EDITED, TakingIn
from throughline.store.units.reads import answering_in


def moment_of(at: datetime) -> str:
    """When something was typed, as what was typed keeps it."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def plan_at(address: str, *, seen_by: Sight) -> tuple[Plan, str] | None:
    """The plan that an address lies in and the node within it, None where no plan that is seen has it. Two statements.

    The longest address wins: `UN/2026/3-Add.6/SP1` is no place of `UN/2026/3`.
    """
    parts = address.split("/")
    chain = ["/".join(parts[:length]) for length in range(1, len(parts) + 1)]
    found = Plan.objects.filter(owned(seen_by), address__in=chain, document__held=True)
    plans = sorted(found.select_related("document", "organization"), key=lambda one: -len(one.address))
    if not plans:
        return None
    plan, node = plans[0], address[len(plans[0].address) :].removeprefix("/")
    return (plan, node) if not node or _stands(plan, address) else None


def last_edit(plan: Plan, version: Version) -> TakingIn | None:
    """The edit that the version in force came by, where nothing was taken in since; None where it came by a file.

    One statement for an edit; none for a file where the version has its taking-in at hand.
    """
    if version.taking_in.reader != EDITED:
        return None
    standing = TakingIn.objects.filter(address=plan.document.address, undone_at=None)
    newest = standing.select_related("source", "organization").order_by("-pk").first()
    is_edit = newest is not None and newest.reader == EDITED and newest.organization_id == plan.organization_id
    return newest if is_edit else None


def is_touched(version: int, node: str, edit: TakingIn) -> bool:
    """Tell whether an edit typed something at a node or below it, that stands in a version. One statement."""
    if not node:
        return True
    below = Q(node=node) | Q(node__startswith=f"{node}/") | Q(node__startswith=f"{node}.")
    return TypedField.objects.filter(below, version=version, since=moment_of(edit.at)).exists()


def _stands(plan: Plan, address: str) -> bool:
    """Tell whether a place, a result or a deliverable has the address, before a whole plan is read for it."""
    tables: tuple[Any, ...] = (Place, Result, Deliverable)
    first, *others = (
        one.objects.filter(version=plan.document.current_id, address=address).order_by().values_list("pk")
        for one in tables
    )
    return bool(first.union(*others)[:1])


def may_edit(by: Person, organization: Organization, address: str) -> bool:
    """Tell whether a person may edit the node at an address. Four statements at most."""
    return by.operates or may(by, EDIT, organization, answering_in(organization).unit_at(address))
