"""Who has to do with a finding: the unit that answers for its node, and who worked on it before its figures changed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Q

from throughline.store.mandates.tables import Addressee
from throughline.store.organizations import Organization
from throughline.store.reporting.tables import StandingFinding
from throughline.store.rows import IN_FORCE
from throughline.store.units.reads import Answering, answering_in_each, places_at

AT_ONCE = 5000


def answer_findings(organization: Organization | None = None) -> int:
    """Keep with every finding that stands the unit that answers for its node; returns how many changed.

    Only within a transaction that writes: what answers, and what stands, must not change meanwhile.
    """
    found = StandingFinding.objects.filter(gone=None, organization__isnull=False)
    if organization is not None:
        found = found.filter(organization=organization)
    rows = list(found.values_list("pk", "organization", "address", "answering"))
    answering = answering_in_each()
    addresses = {address for _, whose, address, _ in rows if whose in answering}
    places, asked = places_at(addresses), _asked_at(addresses)
    changed: dict[int | None, list[int]] = defaultdict(list)
    for pk, whose, address, before in rows:
        names = asked.get(address, ())
        unit = answering.get(whose or 0, Answering()).unit_at(address, places.get(address, ""), names)
        if (unit.pk if unit else None) != before:
            changed[unit.pk if unit else None].append(pk)
    for unit_pk, pks in changed.items():
        for some in _in_sets(pks):
            StandingFinding.objects.filter(pk__in=some).update(answering=unit_pk)
    return sum(len(pks) for pks in changed.values())


def _asked_at(addresses: Collection[str]) -> dict[str, list[str]]:
    """Whom the acts in force at these addresses ask, in their order."""
    named: dict[str, list[str]] = defaultdict(list)
    for some in _in_sets(sorted(one for one in addresses if "#" in one)):
        found = Addressee.objects.filter(IN_FORCE, act__address__in=some).order_by("position")
        for address, name in found.values_list("act__address", "name"):
            named[address].append(name)
    return named


def hand_on(today: date) -> None:
    """Give a finding whose figures changed to whoever the one before it was assigned to.

    Two statements, and one for each 5,000 that are handed on.

    The one before went today, and was about the same code at the same place; where there were several, nobody knows.
    """
    same = ("organization", "code", "address", "where")
    assigned = Q(assigned_to__isnull=False) | Q(assigned_unit__isnull=False)
    before = defaultdict(set)
    for *place, person, unit in StandingFinding.objects.filter(assigned, gone=today).values_list(
        *same, "assigned_to", "assigned_unit"
    ):
        before[tuple(place)].add((person, unit))
    if not before:
        return
    new = StandingFinding.objects.filter(gone=None, first_seen=today, assigned_to=None, assigned_unit=None)
    taken = []
    for one in new:
        if len(found := before.get((one.organization_id, one.code, one.address, one.where), set())) == 1:
            ((one.assigned_to_id, one.assigned_unit_id),) = found
            taken.append(one)
    StandingFinding.objects.bulk_update(taken, ["assigned_to", "assigned_unit"], batch_size=AT_ONCE)


def _in_sets(rows: Sequence[Any]) -> Iterable[Sequence[Any]]:
    for start in range(0, len(rows), AT_ONCE):
        yield rows[start : start + AT_ONCE]
