"""Reads of the findings that stand: in order of gravity, with filters; and their counts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, IntegerField, QuerySet, Value, When

from throughline.engine.findings import Finding, Severity
from throughline.store.reporting.tables import StandingFinding
from throughline.store.rights import EVERYTHING, Sight, worked

_GRAVITY = Case(
    *(When(severity=one.value, then=Value(rank)) for rank, one in enumerate(Severity)),
    output_field=IntegerField(),
)


@dataclass(frozen=True, slots=True)
class Standing:
    """A finding that stands: about which node, found by whom, and since which day."""

    finding: Finding
    address: str
    origin: str
    organization: str | None
    since: date


def standing_rows(
    codes: Collection[str] = (),
    since: date | None = None,
    organization: str | None = None,
    *,
    seen_by: Sight = EVERYTHING,
) -> QuerySet[StandingFinding]:
    """The rows of the findings that stand, gravest first; the filters that are given all hold."""
    wanted: dict[str, Any] = {"gone": None}
    if codes:
        wanted["code__in"] = list(codes)
    if since is not None:
        wanted["first_seen__gte"] = since
    if organization is not None:
        wanted["organization__code"] = organization
    return StandingFinding.objects.filter(worked(seen_by), **wanted).order_by(_GRAVITY, "code", "address", "pk")


def standing_findings(
    codes: Collection[str] = (),
    since: date | None = None,
    organization: str | None = None,
    *,
    seen_by: Sight = EVERYTHING,
) -> tuple[Standing, ...]:
    """The findings that stand, gravest first; one statement."""
    rows = standing_rows(codes, since, organization, seen_by=seen_by).select_related("organization")
    return tuple(
        Standing(
            Finding(one.code, Severity(one.severity), one.where or one.address, one.message, tuple(one.figures)),
            one.address,
            one.origin,
            one.organization.code if one.organization else None,
            one.first_seen,
        )
        for one in rows
    )


def counts_by_code(organization: str | None = None, *, seen_by: Sight = EVERYTHING) -> dict[tuple[str, str], int]:
    """How many findings stand: {(severity, code): count}; one statement."""
    rows = standing_rows(organization=organization, seen_by=seen_by).order_by().values_list("severity", "code")
    return {(severity, code): count for severity, code, count in rows.annotate(Count("pk"))}
