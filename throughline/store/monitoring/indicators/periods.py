"""Actions on reporting periods: made, closed, reopened with a reason; and the levels of approval."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction

from throughline.engine.errors import Refused
from throughline.engine.monitoring.indicators import PERIOD_CODE, check_periods
from throughline.engine.periods import Period
from throughline.store import history
from throughline.store.monitoring.indicators.reads import period_records, periods_in
from throughline.store.monitoring.indicators.tables import (
    CLOSED,
    OPEN,
    REVIEWED,
    SUBMITTED,
    ApprovalLevel,
    IndicatorReport,
    ReportingPeriod,
)
from throughline.store.organizations import Organization, Unit
from throughline.store.people.tables import Person
from throughline.store.rights import ADMINISTER, EDIT, require
from throughline.store.rows import storable

MAKE, CLOSE, REOPEN, SET_LEVELS = "make period", "close period", "reopen period", "set levels of approval"
MOST_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """A level of approval: its name, and the unit whose approvers decide there; None for the unit that reports."""

    name: str
    unit: Unit | None = None


def make_period(
    *, by: Person, organization: Organization, code: str, start: date, end: date, due: date | None = None
) -> ReportingPeriod:
    """Make a period from the day `start` until the day before `end`; reports are due by `due`.

    Raises `Refused` for a name that is none or is taken, and for days that overlap those of another period without
    lying wholly within it.
    """
    with transaction.atomic():
        history.lock_writing()
        require(by, EDIT, organization)
        if not PERIOD_CODE.fullmatch(code):
            raise Refused(f"{code[:40]!r} cannot be the name of a period: write it as 2026, 2026-Q1 or 2026-03.")
        if end <= start:
            raise Refused(f"{code} ends before it starts: correct its days.")
        held = periods_in(organization)
        if code in held:
            raise Refused(f"{organization} has a period {code} already.")
        for found in check_periods([*period_records(held), Period(code, start, end)]):
            raise Refused(found.message)
        made = ReportingPeriod.objects.create(organization=organization, code=code, start=start, end=end, due=due)
        days = {"start": start.isoformat(), "end": end.isoformat(), "due": due.isoformat() if due else ""}
        _tell(by, MAKE, made, days)
    return made


def close_period(*, by: Person, period: ReportingPeriod) -> None:
    """Close a period: nothing is entered, sent back or approved in it any more. Again changes nothing.

    Raises `Refused` while reports of it wait for approval.
    """
    with transaction.atomic():
        history.lock_writing()
        found = _held(by, period)
        if found.state == CLOSED:
            return
        waiting = IndicatorReport.objects.filter(period=found, state__in=(SUBMITTED, REVIEWED)).count()
        if waiting:
            raise Refused(f"{waiting} reports of {found} wait for approval: approve them or send them back first.")
        _set(found, CLOSED, "")
        _tell(by, CLOSE, found, {})


def reopen_period(*, by: Person, period: ReportingPeriod, reason: str) -> None:
    """Reopen a closed period, saying why; what was approved stays so. Raises `Refused` without a reason."""
    with transaction.atomic():
        history.lock_writing()
        found = _held(by, period)
        said = storable(reason).strip()
        if not said:
            raise Refused("Say why the period is reopened.")
        if found.state == OPEN:
            raise Refused(f"{found} is open.")
        _set(found, OPEN, said)
        _tell(by, REOPEN, found, {"reason": said})


def set_levels(*, by: Person, organization: Organization, levels: Sequence[Level]) -> None:
    """Set the levels of approval, the first one first; without any, one approval is enough.

    Raises `Refused` while reports wait between levels, for they were approved by the levels that were.
    """
    with transaction.atomic():
        history.lock_writing()
        require(by, ADMINISTER, organization)
        if len(levels) > MOST_LEVELS or not all(one.name.strip() for one in levels):
            raise Refused(f"There are at most {MOST_LEVELS} levels of approval, each with a name.")
        if any(one.unit is not None and one.unit.organization_id != organization.pk for one in levels):
            raise Refused(f"{organization} has no such unit.")
        if IndicatorReport.objects.filter(period__organization=organization, state=REVIEWED).exists():
            raise Refused("Reports wait between two levels: approve them or send them back first.")
        ApprovalLevel.objects.filter(organization=organization).delete()
        ApprovalLevel.objects.bulk_create(
            ApprovalLevel(organization=organization, number=at, name=one.name.strip()[:100], unit=one.unit)
            for at, one in enumerate(levels, 1)
        )
        history.append(
            at=datetime.now(UTC),
            by=by.username,
            action=SET_LEVELS,
            address="periods",
            data={
                "levels": [[one.name, one.unit.code if one.unit else ""] for one in levels],
                "organization": organization.code,
            },
            organization=organization,
        )


def _held(by: Person, period: ReportingPeriod) -> ReportingPeriod:
    found = ReportingPeriod.objects.select_related("organization").get(pk=period.pk)
    require(by, EDIT, found.organization)
    return found


def _set(period: ReportingPeriod, state: str, reason: str) -> None:
    period.state, period.reason = state, reason
    period.revision += 1
    period.save(update_fields=["state", "reason", "revision"])


def _tell(by: Person, action: str, period: ReportingPeriod, data: Mapping[str, Any]) -> None:
    organization = period.organization
    history.append(
        at=datetime.now(UTC),
        by=by.username,
        action=action,
        address=f"periods/{period.code}",
        data={**data, "organization": organization.code},
        organization=organization,
    )
