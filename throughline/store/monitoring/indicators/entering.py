"""Actions on values: entered, many at once, all or nothing; restated with a reason, keeping what was before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from throughline.engine.errors import Refused
from throughline.engine.findings import Finding, Severity
from throughline.engine.monitoring.values import COUNTED, Said, State
from throughline.store import history
from throughline.store.monitoring.indicators.checking import Row, check_points, check_rows, rows_of
from throughline.store.monitoring.indicators.resolving import Found, find_reports, require_in_units
from throughline.store.monitoring.indicators.tables import OPEN, IndicatorReport, IndicatorValue
from throughline.store.organizations import Organization
from throughline.store.people.tables import Person
from throughline.store.rights import EDIT, edits_in, require
from throughline.store.rows import insert, storable

ENTER, RESTATE = "enter values", "restate values"
MOST_AT_ONCE = 20_000


@dataclass(frozen=True, slots=True)
class Entry:
    """A value to be entered: the address of its report (`ITU/2024-27/G1/I1#2026-Q1`), its cell and place, what is said.

    `said` is the value, or the text as a person typed it, which is read by the kind of the indicator. `where` is what a
    finding names: the row of a workbook, a field; without it the report and the cell.
    """

    report: str
    said: Said | str
    cell: str = ""
    place: str = ""
    evidence: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Entered:
    """How many values are new, in how many reports, and what is wrong; with an error nothing was done."""

    values: int = 0
    reports: int = 0
    findings: tuple[Finding, ...] = ()

    @property
    def is_wrong(self) -> bool:
        """Tell whether nothing was done because something is wrong."""
        return any(one.severity is Severity.ERROR for one in self.findings)


@dataclass(slots=True)
class _Change:
    """What is written: rows that bring something new, by the address of their report."""

    rows: dict[str, list[Row]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return sum(len(rows) for rows in self.rows.values())


def enter_values(*, by: Person, organization: Organization, entries: Sequence[Entry]) -> Entered:
    """Enter values, all of them or none: actual ones, targets, baselines, by the addresses of their reports.

    What is said already changes nothing. Raises `Forbidden` where the person may not edit a node that reports. What is
    wrong comes back as findings: unknown series, cells and periods, texts that are no value, two rows for one cell,
    parts above their whole, a report that was submitted or a period that is closed. A fixed number of statements.
    """
    return _take(by, organization, entries, "")


def restate_values(*, by: Person, organization: Organization, entries: Sequence[Entry], reason: str) -> Entered:
    """Restate values of approved reports, saying why: the approved ones stay official until these are approved.

    As `enter_values`; raises `Refused` without a reason.
    """
    said = storable(reason).strip()
    if not said:
        raise Refused("Say why the values are restated.")
    return _take(by, organization, entries, said)


def preview_values(*, organization: Organization, entries: Sequence[Entry], restating: str = "") -> Entered:
    """What entering (or, with a reason, restating) these values would come to; nothing is written."""
    found, rows, findings = _read(organization, entries, restating)
    if not any(one.severity is Severity.ERROR for one in findings):
        findings += check_points(found, rows)
    change = _changed(rows)
    return Entered(change.count, len(change.rows), tuple(findings))


def _take(by: Person, organization: Organization, entries: Sequence[Entry], reason: str) -> Entered:
    with transaction.atomic():
        history.lock_writing()
        found, rows, findings = _read(organization, entries, reason)
        _require(by, organization, found)
        if not any(one.severity is Severity.ERROR for one in findings):
            findings += check_points(found, rows)
        if any(one.severity is Severity.ERROR for one in findings):
            return Entered(findings=tuple(findings))
        change = _changed(rows)
        if change.count:
            _write(by, organization, found, change, reason)
    return Entered(change.count, len(change.rows), tuple(findings))


def _require(by: Person, organization: Organization, found: Found) -> None:
    """Raise `Forbidden` unless the person may edit every node that reports; where none was found, any at all."""
    nodes = [node for _, node in found.series]
    if nodes:
        require_in_units(by, EDIT, organization, nodes)
    elif not edits_in(by, organization):
        require(by, EDIT, organization)


def _read(
    organization: Organization, entries: Sequence[Entry], reason: str
) -> tuple[Found, tuple[Row, ...], list[Finding]]:
    """The entries as rows beside what stands, and what is wrong with them. Four statements."""
    if len(entries) > MOST_AT_ONCE:
        raise Refused(f"At most {MOST_AT_ONCE} values are entered at once.")
    found = find_reports(organization, (one.report for one in entries))
    rows, findings = rows_of(found, entries, restating=bool(reason))
    return found, rows, [*findings, *check_rows(rows)]


def _changed(rows: Iterable[Row]) -> _Change:
    """The rows that say something else than what stands."""
    change = _Change()
    for row in rows:
        if not row.is_same:
            change.rows.setdefault(row.entry.report, []).append(row)
    return change


def _write(by: Person, organization: Organization, found: Found, change: _Change, reason: str) -> None:
    now = datetime.now(UTC)
    number = _tell(by, RESTATE if reason else ENTER, organization, found, change, reason, now)
    reports = _reports(found, change, number)
    if reason:
        opened = {"state": OPEN, "level": 0, "submitted": None, "submitted_by": None}
        opened |= {"decided": None, "decided_by": None, "note": reason}
        IndicatorReport.objects.filter(pk__in=[one.pk for one in reports.values()]).update(changed=number, **opened)
    replaced = [row.standing.pk for rows in change.rows.values() for row in rows if row.standing is not None]
    if replaced:
        IndicatorValue.objects.filter(pk__in=replaced).update(stands=False)
    columns = "report_id place cell part state number denominator text evidence at by_id stands official"
    insert(
        IndicatorValue,
        columns,
        [
            (reports[address].pk, *_columns(row, restating=bool(reason)), now, by.pk, True, False)
            for address, rows in change.rows.items()
            for row in rows
        ],
    )


def _tell(
    by: Person, action: str, organization: Organization, found: Found, change: _Change, reason: str, now: datetime
) -> int:
    """The lines of the history, one for each report; the number of the last one. Two statements."""
    told = [
        (found.names[address].address, _said_of(rows, organization, reason)) for address, rows in change.rows.items()
    ]
    lines = history.append_all(at=now, by=by.username, action=action, told=told, organization=organization)
    return lines[-1].number


def _reports(found: Found, change: _Change, number: int) -> dict[str, IndicatorReport]:
    """The reports that the values go to, made where they are not there yet, and marked as changed. Two statements."""
    made, held = {}, {}
    for address, rows in change.rows.items():
        name = found.names[address]
        report = found.reports.get(name.address)
        if report is None:
            series = found.series_at(name)
            assert series is not None
            made[address] = IndicatorReport(
                series=series,
                period=found.periods[name.period],
                of=name.of.value,
                definition_id=rows[0].definition_id,
                changed=number,
            )
        else:
            held[address] = report
    if held:
        IndicatorReport.objects.filter(pk__in=[one.pk for one in held.values()]).update(changed=number)
    if made:
        IndicatorReport.objects.bulk_create(made.values())
    return held | made


def _columns(row: Row, *, restating: bool) -> tuple[Any, ...]:
    said = row.said
    state = State.RESTATED if restating and said.state in COUNTED else said.state
    words = (storable(said.text), storable(row.entry.evidence))
    return (row.entry.place, row.cell, row.part.value, state.value, said.number, said.denominator, *words)


def _said_of(rows: Sequence[Row], organization: Organization, reason: str) -> dict[str, Any]:
    """What the line of the history says of a report: every value that is new in it."""
    values = [
        [one.entry.place, one.cell, one.said.state.value, one.said.number, one.said.denominator, one.said.text]
        for one in rows
    ]
    return {"values": values, "organization": organization.code, **({"reason": reason} if reason else {})}
