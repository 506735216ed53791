"""Reads of the findings that stand: in order of gravity, with filters; and their counts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Substr

from throughline.engine.findings import Finding, Severity
from throughline.store.findings import message_of
from throughline.store.history import HistoryLine
from throughline.store.reporting.tables import DIGITS, StandingFinding
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
    accepted_until: date | None = None
    accepted_reason: str = ""
    explanation: str = ""

    def is_accepted(self, today: date) -> bool:
        """Tell whether it is accepted as it is on that day."""
        return self.accepted_until is not None and self.accepted_until >= today


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
            one.accepted_until,
            one.accepted_reason,
            one.explanation,
        )
        for one in rows
    )


def named(found: QuerySet[StandingFinding], findings: Collection[str]) -> QuerySet[StandingFinding]:
    """Those among `found` that are named by the digits in their addresses."""
    return found.alias(named=Substr("key", 1, DIGITS)).filter(named__in=findings)


def accepted(today: date) -> Q:
    """That a finding is accepted as it is on that day."""
    return Q(accepted_until__gte=today)


def to_be_done(today: date) -> Q:
    """That a finding is on the work list: nobody accepted it as it is, or only until a day that has passed."""
    return Q(accepted_until=None) | Q(accepted_until__lt=today)


def for_units(units: Collection[int]) -> Q:
    """That a finding is for one of these units (row numbers): assigned to it, or to none and answered by it."""
    return Q(assigned_unit__in=units) | Q(assigned_unit=None, answering__in=units)


def counts_by_code(organization: str, *, today: date, seen_by: Sight) -> dict[tuple[str, str], tuple[int, int]]:
    """{(severity, code): (how many findings stand, how many of them are on the work list)}; one statement."""
    rows = standing_rows(organization=organization, seen_by=seen_by).order_by().values_list("severity", "code")
    counted = rows.annotate(standing=Count("pk"), open=Count("pk", filter=to_be_done(today)))
    return {(severity, code): (standing, still) for severity, code, standing, still in counted}


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
