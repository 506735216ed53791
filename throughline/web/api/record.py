"""Reads of the record itself: organizations, counts, findings that stand, files and how they were taken in, history."""

from datetime import datetime
from typing import Annotated, Literal

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from throughline.engine.findings import Severity
from throughline.store.history import HistoryLine
from throughline.store.reporting.reads import GRAVITY
from throughline.store.rights import organizations_seen, worked
from throughline.store.sources import SourceFile, TakingIn
from throughline.web.access import sight, who
from throughline.web.api.answers import OF_ORGANIZATION, listed, lists, reads, record_of, single, work_of
from throughline.web.api.paging import Key, cut
from throughline.web.api.parameters import Day, Organization, Paging, Text
from throughline.web.api.shapes.record import (
    CodeCount,
    DeliveryCount,
    FindingShape,
    LineOfHistory,
    OrganizationShape,
    Overview,
    SourceShape,
    Taken,
    YearCount,
    finding_shape,
    history_shape,
    source_shape,
    taken_shape,
)
from throughline.web.pages.counting import (
    ACTS,
    AFTER,
    CITED,
    DELIVERIES,
    DOCUMENTS,
    FINDINGS,
    HELD,
    MANDATE,
    MONTH,
    PASSED,
    QUARTER,
    UNLISTED,
    counts_of_organization,
)
from throughline.web.pages.findings import asking
from throughline.web.pages.findings import wanted as findings_wanted
from throughline.web.pages.frame import organization_at
from throughline.web.pages.plans.outline import years_with_plans

router = Router(tags=["record"])

BY_CODE = (Key("code"),)
BY_GRAVITY = (Key("gravity", int), Key("code"), Key("address"), Key("key"))
NEWEST = (Key("at", datetime, descending=True), Key("source__sha256"), Key("reader"))
LAST = (Key("number", int, descending=True),)
ORDER = [one.value for one in Severity]


@lists(router, "/organizations", OrganizationShape)
def organizations(request: HttpRequest, paging: Query[Paging]) -> HttpResponse:
    """The organizations whose record is kept here, by code."""
    page = cut(organizations_seen(sight(request)), BY_CODE, paging)
    rows = (OrganizationShape(one.code, one.name) for one in page.rows)
    return listed(request, OrganizationShape, rows, page, paging)


@reads(router, OF_ORGANIZATION, OrganizationShape)
def organization(request: HttpRequest, organization: Organization) -> HttpResponse:
    """An organization."""
    whose = organization_at(request, organization)
    return single(request, OrganizationShape, OrganizationShape(whose.code, whose.name), organization)


@reads(router, f"{OF_ORGANIZATION}/overview", Overview)
def overview(request: HttpRequest, organization: Organization) -> HttpResponse:
    """The counts of the overview: mandates, what is asked of the secretariat, findings, years with plans."""
    whose, seen = record_of(request, organization)
    counts = counts_of_organization(whose, seen, localdate(), who(request))
    found = sorted(counts.pairs(FINDINGS).items(), key=lambda row: (ORDER.index(row[0][0]), row[0][1]))
    shape = Overview(
        organization=whose.code,
        held=counts.of(DOCUMENTS, HELD, MANDATE),
        cited=counts.of(DOCUMENTS, CITED, MANDATE),
        asked=counts.of(ACTS),
        unlisted=counts.of(ACTS, second=UNLISTED),
        passed=counts.of(ACTS, PASSED),
        month=counts.of(ACTS, MONTH),
        quarter=counts.of(ACTS, QUARTER),
        after=counts.of(ACTS, AFTER),
        findings=tuple(CodeCount(code, severity, count) for (severity, code), count in found),
        deliveries=tuple(
            DeliveryCount(int(year), state, count) for (year, state), count in sorted(counts.pairs(DELIVERIES).items())
        ),
        years=tuple(YearCount(year, parts) for year, parts in years_with_plans(whose.pk)),
    )
    return single(request, Overview, shape, organization)


class FindingFilters(BaseModel):
    """The filters of findings."""

    q: Annotated[Text | None, Field(description="Words in the message, the place or the address.")] = None
    severity: Annotated[Literal["error", "warning", "info"] | None, Field(description="How grave it is.")] = None
    code: Annotated[Text | None, Field(description="The code of the finding: docs/findings.md.")] = None
    subject: Annotated[
        Text | None, Field(description="The address that it is about, everything below it included.")
    ] = None
    since: Annotated[Day | None, Field(description="The first day on which it may have been found.")] = None
    state: Annotated[
        Literal["open", "accepted", "all"],
        Field(description="To be done, accepted as it is until a day, or all that stand."),
    ] = "all"
    who: Annotated[Literal["me", "my-units", "somebody", "nobody"] | None, Field(description="For whom it is.")] = None
    unit: Annotated[Text | None, Field(description="The code of the unit that it is for, or that answers.")] = None


@lists(router, f"{OF_ORGANIZATION}/findings", FindingShape)
def findings(
    request: HttpRequest, organization: Organization, filters: Query[FindingFilters], paging: Query[Paging]
) -> HttpResponse:
    """Findings that stand, gravest first, then by code and address."""
    whose, seen = work_of(request, organization)
    said = filters.model_dump(exclude_none=True)
    found = findings_wanted(whose.code, said, seen, asking(request, whose, said)).annotate(gravity=GRAVITY)
    found = found.select_related("assigned_to", "assigned_unit", "answering")
    if filters.since:
        found = found.filter(first_seen__gte=filters.since)
    page = cut(found, BY_GRAVITY, paging)
    return listed(request, FindingShape, (finding_shape(one) for one in page.rows), page, paging)


class SourceFilters(BaseModel):
    """The filters of takings-in."""

    q: Annotated[Text | None, Field(description="Words in the name of the file or the address.")] = None
    address: Annotated[Text | None, Field(description="The address of the document that it led to.")] = None
    outcome: Annotated[
        Literal["new", "filled", "changed", "same", "unchanged"] | None, Field(description="What came of it.")
    ] = None


@lists(router, f"{OF_ORGANIZATION}/sources", Taken)
def sources(
    request: HttpRequest, organization: Organization, filters: Query[SourceFilters], paging: Query[Paging]
) -> HttpResponse:
    """Takings-in of files, newest first."""
    whose, seen = work_of(request, organization)
    found = TakingIn.objects.filter(worked(seen), organization=whose).select_related("source", "by", "undone_by")
    for word in (filters.q or "").split():
        found = found.filter(Q(source__name__icontains=word) | Q(address__icontains=word))
    wanted = {"address": filters.address, "outcome": filters.outcome}
    page = cut(found.filter(**{name: value for name, value in wanted.items() if value}), NEWEST, paging)
    return listed(request, Taken, (taken_shape(one) for one in page.rows), page, paging)


@reads(router, f"{OF_ORGANIZATION}/sources/{{sha256}}", SourceShape)
def source(
    request: HttpRequest,
    organization: Organization,
    sha256: Annotated[str, Path(..., description="The SHA-256 of the file, 64 hexadecimal digits.")],
) -> HttpResponse:
    """A file that was read, and each time that it was taken in."""
    whose, seen = work_of(request, organization)
    found = TakingIn.objects.filter(worked(seen), organization=whose, source__sha256=sha256).select_related(
        "source", "by", "undone_by"
    )
    rows = tuple(taken_shape(one) for one in found.order_by("at", "reader"))
    one = SourceFile.objects.filter(sha256=sha256).first() if rows else None
    return single(request, SourceShape, source_shape(one, rows) if one else None, sha256)


class HistoryFilters(BaseModel):
    """The filters of the history."""

    address: Annotated[Text | None, Field(description="The address at which something was done.")] = None
    action: Annotated[Text | None, Field(description="What was done.")] = None


@lists(router, f"{OF_ORGANIZATION}/history", LineOfHistory)
def history(
    request: HttpRequest, organization: Organization, filters: Query[HistoryFilters], paging: Query[Paging]
) -> HttpResponse:
    """What was done to the record, newest first."""
    _, seen = work_of(request, organization)
    found = HistoryLine.objects.filter(worked(seen), **filters.model_dump(exclude_none=True))
    page = cut(found, LAST, paging)
    return listed(request, LineOfHistory, (history_shape(one) for one in page.rows), page, paging)
