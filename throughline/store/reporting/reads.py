"""Reads of the findings that stand: in order of gravity, with filters; and their counts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, IntegerField, QuerySet, Subquery, Sum, Value, When

from throughline.engine.findings import Finding, Severity
from throughline.store.findings import message_of
from throughline.store.history import HistoryLine
from throughline.store.reporting.tables import StandingFinding
from throughline.store.rights import Sight, worked

# Errors 0, warnings 1, the rest 2.
GRAVITY = Case(
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
    seen_by: Sight,
) -> QuerySet[StandingFinding]:
    """The rows of the findings that stand, gravest first; the filters that are given all hold."""
    wanted: dict[str, Any] = {"gone": None}
    if codes:
        wanted["code__in"] = list(codes)
    if since is not None:
        wanted["first_seen__gte"] = since
    if organization is not None:
        wanted["organization__code"] = organization
    return StandingFinding.objects.filter(worked(seen_by), **wanted).order_by(GRAVITY, "code", "address", "pk")


def standing_findings(
    codes: Collection[str] = (),
    since: date | None = None,
    organization: str | None = None,
    *,
    seen_by: Sight,
) -> tuple[Standing, ...]:
    """The findings that stand, gravest first; one statement."""
    rows = standing_rows(codes, since, organization, seen_by=seen_by).select_related("organization")
    return tuple(
        Standing(
            Finding(
                one.code,
                Severity(one.severity),
                one.where or one.address,
                message_of(one.message, one.said),
                tuple(one.figures),
            ),
            one.address,
            one.origin,
            one.organization.code if one.organization else None,
            one.first_seen,
        )
        for one in rows
    )


def counts_by_code(organization: str | None = None, *, seen_by: Sight) -> dict[tuple[str, str], int]:
    """How many findings stand: {(severity, code): count}; one statement."""
    rows = standing_rows(organization=organization, seen_by=seen_by).order_by().values_list("severity", "code")
    return {(severity, code): count for severity, code, count in rows.annotate(Count("pk"))}


def state_of_record() -> str:
    """A text that is another one whenever the record or the findings that stand are; one statement, from indexes."""
    stand = StandingFinding.objects.filter(gone=None).order_by().values("gone")
    gone = StandingFinding.objects.filter(gone__isnull=False).order_by("-gone").values("gone")
    newest = StandingFinding.objects.order_by("-pk").values("pk")
    state = HistoryLine.objects.order_by("-number").annotate(
        stand=Subquery(stand.annotate(count=Count("pk")).values("count")),
        sum=Subquery(stand.annotate(sum=Sum("pk")).values("sum")),
        newest=Subquery(newest[:1]),
        gone=Subquery(gone[:1]),
    )
    return "/".join(str(value) for value in state.values_list("digest", "stand", "sum", "newest", "gone").first() or ())
