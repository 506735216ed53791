"""Actions on reports: submitted, approved level by level by another person, sent back with a reason."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import F

from throughline.engine.errors import Forbidden, Refused
from throughline.store import history
from throughline.store.monitoring.indicators.resolving import Found, reports_named, require_in_units
from throughline.store.monitoring.indicators.tables import (
    APPROVED,
    CLOSED,
    OPEN,
    REVIEWED,
    SUBMITTED,
    ApprovalLevel,
    IndicatorReport,
    IndicatorValue,
)
from throughline.store.organizations import Organization
from throughline.store.people.tables import Person
from throughline.store.rights import APPROVE, EDIT, acts_in, require
from throughline.store.rows import storable

SUBMIT, REVIEW, APPROVING, SEND_BACK = "submit report", "review report", "approve report", "send report back"
WAITING = (SUBMITTED, REVIEWED)


def submit_reports(*, by: Person, organization: Organization, reports: Sequence[str]) -> None:
    """Submit reports by their addresses, all or none: nobody changes them until they are decided on.

    Raises `Forbidden` where the person may not edit a node that reports, `Refused` for a report that is not open, has
    no value, or whose period is closed.
    """
    with transaction.atomic():
        history.lock_writing()
        found, named = reports_named(organization, reports)
        require_in_units(by, EDIT, organization, (one.series.node for one in named.values()))
        _in_state(named.values(), (OPEN,), "submitted already")
        keys = {one.pk for one in named.values()}
        filled = IndicatorValue.objects.filter(report__in=keys, stands=True).values_list("report", flat=True).distinct()
        if empty := keys - set(filled):
            address = next(one for one, report in named.items() if report.pk in empty)
            raise Refused(f"{address} has no value yet: enter one, or say that it does not apply.")
        now = datetime.now(UTC)
        number = _tell(by, SUBMIT, organization, found, named, now)
        IndicatorReport.objects.filter(pk__in=keys).update(
            state=SUBMITTED,
            level=0,
            submitted=now,
            submitted_by=by,
            decided=None,
            decided_by=None,
            note="",
            changed=number,
        )


def approve_reports(*, by: Person, organization: Organization, reports: Sequence[str]) -> None:
    """Approve reports at the level that each has reached, all or none; at the last one their values are official.

    Raises `Forbidden` where the person may not approve there, or entered, submitted or approved it before; `Refused`
    for a report that does not wait for approval.
    """
    with transaction.atomic():
        history.lock_writing()
        found, named = reports_named(organization, reports)
        _in_state(named.values(), WAITING, "not submitted")
        levels = list(ApprovalLevel.objects.filter(organization=organization).select_related("unit").order_by("number"))
        _may_approve(by, organization, levels, list(named.values()))
        now, last = datetime.now(UTC), max(1, len(levels))
        done = {address: one for address, one in named.items() if one.level + 1 >= last}
        rest = {address: one for address, one in named.items() if address not in done}
        if done:
            _decided(by, now, APPROVED, done, _tell(by, APPROVING, organization, found, done, now))
        if rest:
            _decided(by, now, REVIEWED, rest, _tell(by, REVIEW, organization, found, rest, now))
        _make_official([one.pk for one in done.values()])


def send_back_reports(*, by: Person, organization: Organization, reports: Sequence[str], reason: str) -> None:
    """Send reports back, saying why; what was approved is official no more, and every figure is without it.

    Raises as `approve_reports` does; `Refused` without a reason, and for a report that is open.
    """
    said = storable(reason).strip()
    if not said:
        raise Refused("Say why the report is sent back.")
    with transaction.atomic():
        history.lock_writing()
        found, named = reports_named(organization, reports)
        _in_state(named.values(), (*WAITING, APPROVED), "open")
        levels = list(ApprovalLevel.objects.filter(organization=organization).select_related("unit").order_by("number"))
        _may_decide(by, organization, levels, list(named.values()))
        now = datetime.now(UTC)
        number = _tell(by, SEND_BACK, organization, found, named, now, said)
        keys = [one.pk for one in named.values()]
        IndicatorReport.objects.filter(pk__in=keys).update(
            state=OPEN,
            level=0,
            decided=now,
            decided_by=by,
            note=said,
            changed=number,
            submitted=None,
            submitted_by=None,
        )
        IndicatorValue.objects.filter(report__in=keys, official=True).update(official=False)


def _decided(by: Person, now: datetime, state: str, reports: dict[str, IndicatorReport], number: int) -> None:
    """Write down that reports were approved at one more level. One statement."""
    own = IndicatorReport.objects.filter(pk__in=[one.pk for one in reports.values()])
    own.update(state=state, changed=number, decided=now, decided_by=by, level=F("level") + 1)


def _make_official(keys: Sequence[int]) -> None:
    """Let the values that stand be the official ones of these reports. Two statements."""
    if keys:
        own = IndicatorValue.objects.filter(report__in=keys)
        own.filter(official=True, stands=False).update(official=False)
        own.filter(official=False, stands=True).update(official=True)


def _in_state(reports: Iterable[IndicatorReport], states: Sequence[str], wrong: str) -> None:
    for one in reports:
        if one.period.state == CLOSED:
            raise Refused(f"{one.period} is closed: it must be reopened first.")
        if one.state not in states:
            raise Refused(f"The report of {one.series.indicator} for {one.period} is {wrong}.")


def _may_approve(
    by: Person, organization: Organization, levels: Sequence[ApprovalLevel], reports: Sequence[IndicatorReport]
) -> None:
    """Raise `Forbidden` unless the person may decide on all of these, and had no part in any of them before."""
    _may_decide(by, organization, levels, reports)
    own = IndicatorValue.objects.filter(report__in=[one.pk for one in reports], stands=True, by=by).exists()
    if own or any(by.pk == one.submitted_by_id or (one.level and by.pk == one.decided_by_id) for one in reports):
        raise Forbidden("Another person than who entered, submitted or approved it before approves a report.")


def _may_decide(
    by: Person, organization: Organization, levels: Sequence[ApprovalLevel], reports: Sequence[IndicatorReport]
) -> None:
    """Raise `Forbidden` unless the person may approve at the level of each report, in its unit or the one set."""
    of_level = {one.number: one.unit for one in levels if one.unit is not None}
    nodes = []
    for report in reports:
        unit = of_level.get(min(report.level + 1, max(1, len(levels))))
        if unit is None:
            nodes.append(report.series.node)
        else:
            require(by, APPROVE, organization, unit)
    if nodes:
        require_in_units(by, APPROVE, organization, nodes)


def may_decide_somewhere(by: Person, organization: Organization) -> bool:
    """Tell whether a person may approve anything of an organization; each action asks for the unit itself."""
    return acts_in(by, APPROVE, organization)


def _tell(
    by: Person,
    action: str,
    organization: Organization,
    found: Found,
    reports: dict[str, IndicatorReport],
    now: datetime,
    reason: str = "",
) -> int:
    """The lines of the history, one for each report; the number of the last one. Two statements."""
    said = {"organization": organization.code, **({"reason": reason} if reason else {})}
    told = [(found.names[address].address, said) for address in reports]
    lines = history.append_all(at=now, by=by.username, action=action, told=told, organization=organization)
    return lines[-1].number
