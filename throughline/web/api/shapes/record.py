"""Shapes of the record itself: organizations, files and how they were taken in, the history, what stands in counts."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from throughline.store.history import HistoryLine
from throughline.store.reporting.tables import StandingFinding
from throughline.store.sources import SourceFile, TakingIn
from throughline.web.formatting import file_name


@dataclass(frozen=True, slots=True)
class OrganizationShape:
    """An organization whose record is kept here; its code opens the addresses of its plans."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Taken:
    """One taking-in of a file: by which version of the readers, when, by whom, and what came of it.

    `outcome` is `new`, `filled` (known by its symbol until then), `changed`, `same` or `unchanged`; `address` the
    document that it led to, and `version` its version. `undone_at` and `undone_by` tell that it was undone.
    """

    sha256: str
    file: str
    format: str
    size: int | None
    kind: str
    reader: str
    at: datetime
    by: str
    outcome: str
    address: str
    version: int
    undone_at: datetime | None
    undone_by: str | None


@dataclass(frozen=True, slots=True)
class SourceShape:
    """A file that was read, by the SHA-256 of its bytes, and each time that it was taken in, oldest first."""

    sha256: str
    file: str
    format: str
    size: int | None
    taken: tuple[Taken, ...]


@dataclass(frozen=True, slots=True)
class LineOfHistory:
    """What was done: `data` is what the action said of itself, `digest` chains the line to `previous`."""

    number: int
    at: datetime
    by: str
    action: str
    address: str
    data: dict[str, Any]
    previous: str
    digest: str


@dataclass(frozen=True, slots=True)
class FindingShape:
    """A finding that stands: `address` is what it is about, `where` the place in the document, `since` the first day.

    `figures` are the figures that disagree, as printed; docs/findings.md tells what each code means. `finding` names
    it in addresses and actions. `assigned_to` is a user name, `assigned_unit` and `answering_unit` (for whoever the
    place belongs to) codes; it is accepted as it is until `accepted_until`, that day included.
    """

    finding: str

    code: str
    severity: str
    address: str
    where: str
    message: str
    figures: tuple[str, ...]
    origin: str
    since: date
    assigned_to: str | None
    assigned_unit: str | None
    answering_unit: str | None
    explanation: str
    accepted_until: date | None
    accepted_reason: str


@dataclass(frozen=True, slots=True)
class CodeCount:
    """How many findings of a code are to be dealt with."""

    code: str
    severity: str
    count: int


@dataclass(frozen=True, slots=True)
class YearCount:
    """A year for which plans are held, and how many parts."""

    year: int
    parts: int


@dataclass(frozen=True, slots=True)
class DeliveryCount:
    """How many deliverables planned for a year came to this: `full`, `short` (fewer than planned) or `none`."""

    year: int
    state: str
    count: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The counts of a whole organization.

    Mandates whose text is `held`, and those only `cited`; acts that ask the secretariat, of these the `unlisted` (no
    plan answers them), and those whose time has `passed`, ends this `month`, later this `quarter`, or `after` it;
    findings to be dealt with by code, gravest first; deliverables by year and what came of them; years with plans.
    """

    organization: str
    held: int
    cited: int
    asked: int
    unlisted: int
    passed: int
    month: int
    quarter: int
    after: int
    findings: tuple[CodeCount, ...]
    deliveries: tuple[DeliveryCount, ...]
    years: tuple[YearCount, ...]


def taken_shape(one: TakingIn) -> Taken:
    """A taking-in; its source and its person must be at hand (select_related)."""
    return Taken(
        sha256=one.source.sha256,
        file=file_name(one.source.name),
        format=one.source.format,
        size=one.source.size,
        kind=one.kind,
        reader=one.reader,
        at=one.at,
        by=str(one.by),
        outcome=one.outcome,
        address=one.address,
        version=one.number,
        undone_at=one.undone_at,
        undone_by=str(one.undone_by) if one.undone_by else None,
    )


def source_shape(one: SourceFile, taken: tuple[Taken, ...]) -> SourceShape:
    """A file with its takings-in."""
    return SourceShape(one.sha256, file_name(one.name), one.format, one.size, taken)


def history_shape(one: HistoryLine) -> LineOfHistory:
    """A line of the history; of a file its name alone, for its path tells of the machine that read it."""
    data = json.loads(one.data)
    if isinstance(data.get("file"), str):
        data["file"] = file_name(data["file"])
    return LineOfHistory(one.number, one.at, one.by, one.action, one.address, data, one.previous, one.digest)


def finding_shape(one: StandingFinding) -> FindingShape:
    """A finding that stands; the person and the units must be at hand (select_related)."""
    return FindingShape(
        finding=one.digits,
        code=one.code,
        severity=one.severity,
        address=one.address,
        where=one.where or one.address,
        message=one.message,
        figures=tuple(one.figures),
        origin=one.origin,
        since=one.first_seen,
        assigned_to=one.assigned_to.username if one.assigned_to else None,
        assigned_unit=one.assigned_unit.code if one.assigned_unit else None,
        answering_unit=one.answering.code if one.answering else None,
        explanation=one.explanation,
        accepted_until=one.accepted_until,
        accepted_reason=one.accepted_reason,
    )
