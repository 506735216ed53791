"""Who still has to report: every series that is due for a period, and how far its report is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce

from throughline.engine.monitoring.indicators import months_of, report_address
from throughline.engine.monitoring.values import Of
from throughline.store.monitoring.indicators.reads import period_record
from throughline.store.monitoring.indicators.tables import IndicatorReport, ReportingPeriod, Series
from throughline.store.rights import Sight, worked

# Nobody has said anything yet.
MISSING = "missing"


@dataclass(frozen=True, slots=True)
class DueReport:
    """A report that is due: its address, what it tells, which node reports it, and how far it is."""

    address: str
    indicator: str
    title: str
    node: str
    owner: str
    state: str
    level: int
    submitted: datetime | None
    submitted_by: str
    note: str


def reports_due(period: ReportingPeriod, *, state: str = "", words: str = "", seen_by: Sight) -> QuerySet[Any]:
    """The series that are due for a period, with the state of their report, those that are missing first in mind."""
    months = months_of(period_record(period))
    due = Q(indicator__definition__frequency__in=(0, months)) if months else Q(indicator__definition__frequency=0)
    report = IndicatorReport.objects.filter(series=OuterRef("pk"), period=period, of=Of.ACTUAL.value)
    found: QuerySet[Any] = Series.objects.filter(
        worked(seen_by, "indicator__organization"), due, indicator__organization=period.organization_id
    )
    found = found.annotate(
        state=Coalesce(Subquery(report.values("state")[:1]), Value(MISSING)),
        level=Coalesce(Subquery(report.values("level")[:1]), Value(0)),
        note=Coalesce(Subquery(report.values("note")[:1]), Value("", output_field=TextField())),
        submitted=Subquery(report.values("submitted")[:1]),
        submitted_by=Coalesce(Subquery(report.values("submitted_by__name")[:1]), Value("")),
    )
    if state:
        found = found.filter(state=state)
    for word in words.split():
        named = Q(indicator__definition__title__icontains=word) | Q(indicator__address__icontains=word)
        found = found.filter(named | Q(node__icontains=word))
    return found.order_by("indicator__node", "indicator__number", "node")


def due_records(found: Iterable[Any], period: ReportingPeriod) -> tuple[DueReport, ...]:
    """Rows of `reports_due` as records; the definition of the indicator and its owner at hand (select_related)."""
    return tuple(
        DueReport(
            address=report_address(one.indicator.address, one.node, period.code, Of.ACTUAL),
            indicator=one.indicator.address,
            title=one.indicator.definition.title,
            node=one.node,
            owner=one.indicator.owner.code if one.indicator.owner else "",
            state=one.state,
            level=one.level,
            submitted=one.submitted,
            submitted_by=one.submitted_by,
            note=one.note,
        )
        for one in found
    )


def states_due(period: ReportingPeriod, *, seen_by: Sight) -> dict[str, int]:
    """How many of the reports that are due are in which state. One statement."""
    rows = reports_due(period, seen_by=seen_by).order_by().values("state").annotate(count=Count("pk"))
    return {row["state"]: row["count"] for row in rows.values("state", "count")}


def reports_of(indicator: int, *, seen_by: Sight) -> QuerySet[Any]:
    """The reports of an indicator, newest period first, then by node."""
    found: QuerySet[Any] = IndicatorReport.objects.filter(
        worked(seen_by, "series__indicator__organization"), series__indicator=indicator
    )
    found = found.annotate(node=F("series__node"), code=F("period__code"))
    return found.order_by("-period__start", "series__node", "of")
