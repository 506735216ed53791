"""Who is reminded of what: the officers nearest to each report that is late or soon due, and when they last were."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db import transaction

from throughline.engine.monitoring.indicators import report_address
from throughline.engine.monitoring.values import Of
from throughline.store import history
from throughline.store.monitoring.indicators.due import Key, due_keys
from throughline.store.monitoring.indicators.tables import ReportingPeriod, Series
from throughline.store.organizations import Organization, Unit
from throughline.store.people.tables import OFFICER, Person, Role
from throughline.store.rights import Sight
from throughline.store.units.reads import answering_in

REMIND = "remind"


@dataclass(frozen=True, slots=True)
class Owed:
    """A report that somebody owes: its address, the words of its indicator, and by when."""

    report: str
    title: str
    day: date


@dataclass(frozen=True, slots=True)
class Reminder:
    """What a person is reminded of, by day."""

    person: Person
    owed: tuple[Owed, ...]

    def late(self, today: date) -> tuple[Owed, ...]:
        """What should have been there before today."""
        return tuple(one for one in self.owed if one.day < today)


def reminders_of(organization: Organization, today: date, *, days: int, seen_by: Sight) -> tuple[Reminder, ...]:
    """Who owes reports that are late, or due within so many days, by name. Nine statements, whatever there is.

    Of a report the officers of the unit that answers for its node are reminded; where it has none, those of the
    nearest unit above, at last those of the whole organization. Who has no address or left is not among them.
    """
    keys = [one for one in due_keys(organization, None, today, seen_by=seen_by) if one.day <= today + timedelta(days)]
    if not keys:
        return ()
    officers, parents = _officers(organization), dict(Unit.objects.values_list("pk", "parent"))
    answering = answering_in(organization)
    owed: dict[Person, list[Owed]] = defaultdict(list)
    for node, one in _owed(keys):
        unit = answering.unit_at(node)
        for person in _nearest(unit.pk if unit else None, officers, parents):
            owed[person].append(one)
    found = [Reminder(person, tuple(own)) for person, own in owed.items()]
    return tuple(sorted(found, key=lambda one: (str(one.person), one.person.pk)))


def _owed(keys: Sequence[Key]) -> list[tuple[str, Owed]]:
    """What is owed, each with its node. Two statements."""
    rows = Series.objects.filter(pk__in={one.series for one in keys})
    columns = ("pk", "node", "indicator__address", "indicator__definition__title")
    series = {pk: rest for pk, *rest in rows.values_list(*columns)}
    periods = dict(ReportingPeriod.objects.filter(pk__in={one.period for one in keys}).values_list("pk", "code"))
    found = []
    for key in keys:
        node, indicator, title = series[key.series]
        report = report_address(indicator, node, periods[key.period], Of.ACTUAL)
        found.append((node, Owed(report, title, key.day)))
    return found


def _officers(organization: Organization) -> dict[int | None, list[Person]]:
    """Officers who can be written to, by unit (row number), None for the whole organization. One statement."""
    roles = Role.objects.filter(organization=organization, role=OFFICER, person__is_active=True, person__operates=False)
    found: dict[int | None, list[Person]] = defaultdict(list)
    for role in roles.exclude(person__email="").select_related("person").order_by("person"):
        found[role.unit_id].append(role.person)
    return found


def _nearest(
    unit: int | None, officers: Mapping[int | None, Sequence[Person]], parents: Mapping[int, int | None]
) -> Sequence[Person]:
    while unit is not None and not officers.get(unit):
        unit = parents.get(unit)
    return officers.get(unit, ())


def reminded_since(organization: Organization, day: date) -> frozenset[str]:
    """The user names of who was reminded on a day or after it. One statement."""
    start = datetime.combine(day, datetime.min.time(), UTC)
    lines = history.HistoryLine.objects.filter(organization=organization, action=REMIND, at__gte=start)
    return frozenset(address.removeprefix("people/") for address in lines.values_list("address", flat=True))


def note_reminders(*, by: Person, organization: Organization, reminders: Collection[Reminder], today: date) -> None:
    """Write into the history who was reminded of how many reports."""
    told = [
        (
            f"people/{one.person.username}",
            {"organization": organization.code, "reports": len(one.owed), "late": len(one.late(today))},
        )
        for one in reminders
    ]
    with transaction.atomic():
        history.lock_writing()
        history.append_all(at=datetime.now(UTC), by=by.username, action=REMIND, told=told, organization=organization)
