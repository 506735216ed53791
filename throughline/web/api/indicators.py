"""Indicators through the API: definitions, figures and what made them, values, reports, approval, periods."""

from typing import Annotated, Literal

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from throughline.engine.monitoring.cells import read_cell
from throughline.store.models import Indicator, ReportingPeriod
from throughline.store.models import Organization as OrganizationTable
from throughline.store.monitoring.indicators.figures import figures_of
from throughline.store.monitoring.indicators.lineage import Asked, lineage_of
from throughline.store.monitoring.indicators.outstanding import due_records, reports_due
from throughline.store.monitoring.indicators.periods import close_period, reopen_period
from throughline.store.monitoring.indicators.reading import Which
from throughline.store.monitoring.indicators.reads import definition_record, indicator_at, indicators_where
from throughline.store.rights import Sight
from throughline.web.access import acting
from throughline.web.api.actions import acts, check_match, done, editable, gone
from throughline.web.api.answers import OF_ORGANIZATION, listed, lists, reads, single, work_of
from throughline.web.api.fields import filled
from throughline.web.api.paging import Key, cut
from throughline.web.api.parameters import Organization, Paging, Text
from throughline.web.api.problems import bad_fields
from throughline.web.api.shapes.indicators import (
    EnteredShape,
    FiguresShape,
    IndicatorReportShape,
    IndicatorShape,
    LineageShape,
    PeriodShape,
    entered_shape,
    figures_shape,
    indicator_shape,
    lineage_shape,
    period_shape,
    report_shape,
)
from throughline.web.pages.indicators.forms import (
    ApproveForm,
    LevelsForm,
    NewIndicatorForm,
    NextDefinitionForm,
    PeriodForm,
    ReopenForm,
    ReportsForm,
    SendBackForm,
    SeriesForm,
    SubmitForm,
    ValuesForm,
)

router = Router(tags=["monitoring"])

BY_NODE = (Key("node"), Key("number", int))
BY_SERIES = (Key("indicator__node"), Key("indicator__number", int), Key("node"))
BY_TIME = (Key("code"),)
Address = Annotated[str, Path(..., description="The address of an indicator.", example="UN/2026/10/I1")]
Code = Annotated[str, Path(..., description="The name of a period.", example="2026-Q1")]
Values = Annotated[
    Literal["official", "standing"], Field(description="Which values make figures: approved ones, or all that stand.")
]


class IndicatorFilters(BaseModel):
    """The filters of indicators."""

    node: Annotated[Text | None, Field(description="The part of a plan that they measure, or what is above it.")] = None
    q: Annotated[Text | None, Field(description="Words of their titles and addresses.")] = None


class WhichFilters(BaseModel):
    """Which values make figures."""

    values: Values = "official"


class FigureAsked(BaseModel):
    """The figure that is asked for."""

    span: Annotated[Text, Field(description="A period: 2026-Q1, 2026.")]
    node: Annotated[Text | None, Field(description="The part of a plan; without it the indicator's own.")] = None
    of: Annotated[Literal["actual", "target", "baseline"], Field(description="What it tells.")] = "actual"
    cell: Annotated[Text | None, Field(description="The cell: sex=f; without it the total.")] = None
    values: Values = "official"


class DueFilters(BaseModel):
    """The filters of reports that are due for a period."""

    period: Annotated[Text, Field(description="The name of a period.")]
    state: Annotated[
        Literal["missing", "open", "submitted", "reviewed", "approved"] | None, Field(description="How far it is.")
    ] = None


@lists(router, f"{OF_ORGANIZATION}/indicators", IndicatorShape)
def indicators(
    request: HttpRequest, organization: Organization, filters: Query[IndicatorFilters], paging: Query[Paging]
) -> HttpResponse:
    """Indicators in their definitions in force, by what they measure."""
    whose, seen = work_of(request, organization)
    found = indicators_where(organization=whose, node=filters.node or "", words=filters.q or "", seen_by=seen)
    page = cut(found.select_related("definition__indicator", "owner"), BY_NODE, paging)
    return listed(request, IndicatorShape, map(indicator_shape, page.rows), page, paging)


@reads(router, f"{OF_ORGANIZATION}/indicators/{{path:address}}", IndicatorShape)
def indicator(request: HttpRequest, organization: Organization, address: Address) -> HttpResponse:
    """An indicator; its ETag is that of its own state."""
    _, found, _ = _found(request, organization, address)
    return editable(IndicatorShape, indicator_shape(found))


@acts(router, "POST", f"{OF_ORGANIZATION}/indicators", IndicatorShape, form=NewIndicatorForm, status=201)
def define_indicator(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Define an indicator of a part of a plan."""
    whose, seen = work_of(request, organization)
    made = filled(request, NewIndicatorForm, whose).act(acting(request))
    return done(IndicatorShape, _shape(whose, made.address, seen), 201, f"{request.path}/{made.address}")


@acts(
    router,
    "PUT",
    f"{OF_ORGANIZATION}/indicators/{{path:address}}",
    IndicatorShape,
    form=NextDefinitionForm,
    matched=True,
)
def define_next(request: HttpRequest, organization: Organization, address: Address) -> HttpResponse:
    """Give an indicator its next definition; nothing of the one before is changed."""
    whose, found, seen = _found(request, organization, address)
    by = acting(request)
    check_match(request, IndicatorShape, indicator_shape(found))
    filled(request, NextDefinitionForm).act(by, found, found.revision)
    return done(IndicatorShape, _shape(whose, found.address, seen))


@acts(router, "POST", f"{OF_ORGANIZATION}/indicator-series/{{path:address}}", form=SeriesForm, status=204)
def add_series(request: HttpRequest, organization: Organization, address: Address) -> HttpResponse:
    """Let another part of a plan report an indicator."""
    _, found, _ = _found(request, organization, address)
    filled(request, SeriesForm).act(acting(request), found)
    return gone()


@reads(router, f"{OF_ORGANIZATION}/indicator-figures/{{path:address}}", FiguresShape)
def indicator_figures(
    request: HttpRequest, organization: Organization, address: Address, asked: Query[WhichFilters]
) -> HttpResponse:
    """Every figure of an indicator: at each node, for each span of time, in each cell."""
    whose, found, seen = _found(request, organization, address)
    told = figures_of(whose, [found], Which(asked.values), seen_by=seen)[found.address]
    return single(request, FiguresShape, figures_shape(told), address)


@reads(router, f"{OF_ORGANIZATION}/indicator-lineage/{{path:address}}", LineageShape)
def indicator_lineage(
    request: HttpRequest, organization: Organization, address: Address, asked: Query[FigureAsked]
) -> HttpResponse:
    """A figure with the values that made it: who entered them, when, from what, and who approved them."""
    _, found, seen = _found(request, organization, address)
    assert found.definition is not None
    definition = definition_record(found.definition)
    cell = read_cell(asked.cell or "", definition.dimensions)
    if cell is None:
        raise Http404
    named = Asked(asked.node or found.node, asked.span, asked.of, cell)
    line = lineage_of(found, named, Which(asked.values), seen_by=seen)
    return single(request, LineageShape, line and lineage_shape(definition, named, line), address)


@acts(router, "POST", f"{OF_ORGANIZATION}/indicator-values", EnteredShape, form=ValuesForm)
def enter_values(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Enter values, all of them or none; with a reason they restate approved ones."""
    whose, _ = work_of(request, organization)
    came = filled(request, ValuesForm).act(acting(request), whose)
    if came.is_wrong:
        raise bad_fields([(one.where, str(one.message), one.code) for one in came.findings])
    return done(EnteredShape, entered_shape(came))


@lists(router, f"{OF_ORGANIZATION}/indicator-reports", IndicatorReportShape)
def indicator_reports(
    request: HttpRequest, organization: Organization, filters: Query[DueFilters], paging: Query[Paging]
) -> HttpResponse:
    """Reports that are due for a period, with their states: who still has to report."""
    whose, seen = work_of(request, organization)
    period = _period(whose, filters.period)
    found = reports_due(period, state=filters.state or "", seen_by=seen)
    page = cut(found.select_related("indicator__definition", "indicator__owner"), BY_SERIES, paging)
    return listed(request, IndicatorReportShape, map(report_shape, due_records(page.rows, period)), page, paging)


@acts(router, "POST", f"{OF_ORGANIZATION}/indicator-reports/submitted", form=SubmitForm, status=204)
def submit_reports(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Submit reports, all or none."""
    return _decided(request, organization, SubmitForm)


@acts(router, "POST", f"{OF_ORGANIZATION}/indicator-reports/approved", form=ApproveForm, status=204)
def approve_reports(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Approve reports at the level that each has reached; at the last one their values are official."""
    return _decided(request, organization, ApproveForm)


@acts(router, "POST", f"{OF_ORGANIZATION}/indicator-reports/sent-back", form=SendBackForm, status=204)
def send_back_reports(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Send reports back with a reason; what was approved is official no more."""
    return _decided(request, organization, SendBackForm)


@lists(router, f"{OF_ORGANIZATION}/periods", PeriodShape)
def periods(request: HttpRequest, organization: Organization, paging: Query[Paging]) -> HttpResponse:
    """Reporting periods, by their names."""
    whose, _ = work_of(request, organization)
    page = cut(ReportingPeriod.objects.filter(organization=whose), BY_TIME, paging)
    return listed(request, PeriodShape, map(period_shape, page.rows), page, paging)


@acts(router, "POST", f"{OF_ORGANIZATION}/periods", PeriodShape, form=PeriodForm, status=201)
def make_period(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Make a reporting period."""
    whose, _ = work_of(request, organization)
    made = filled(request, PeriodForm).act(acting(request), whose)
    return done(PeriodShape, period_shape(made), 201)


@acts(router, "POST", f"{OF_ORGANIZATION}/periods/{{period}}/closed", PeriodShape)
def close_reporting_period(request: HttpRequest, organization: Organization, period: Code) -> HttpResponse:
    """Close a period: nothing is entered or decided in it any more."""
    whose, _ = work_of(request, organization)
    close_period(by=acting(request), period=_period(whose, period))
    return done(PeriodShape, period_shape(_period(whose, period)))


@acts(router, "POST", f"{OF_ORGANIZATION}/periods/{{period}}/reopened", PeriodShape, form=ReopenForm)
def reopen_reporting_period(request: HttpRequest, organization: Organization, period: Code) -> HttpResponse:
    """Reopen a closed period, saying why."""
    whose, _ = work_of(request, organization)
    reason = filled(request, ReopenForm).cleaned_data["reason"]
    reopen_period(by=acting(request), period=_period(whose, period), reason=reason)
    return done(PeriodShape, period_shape(_period(whose, period)))


@acts(router, "PUT", f"{OF_ORGANIZATION}/approval-levels", form=LevelsForm, status=204)
def set_approval_levels(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Set the levels of approval, the first one first."""
    whose, _ = work_of(request, organization)
    filled(request, LevelsForm, whose).act(acting(request))
    return gone()


def _found(request: HttpRequest, organization: str, address: str) -> tuple[OrganizationTable, Indicator, Sight]:
    """The indicator at an address, for the people who work there; Http404 for everybody else."""
    whose, seen = work_of(request, organization)
    found = indicator_at(whose, address, seen_by=seen)
    if found is None:
        raise Http404
    return whose, found, seen


def _shape(whose: OrganizationTable, address: str, seen: Sight) -> IndicatorShape:
    found = indicator_at(whose, address, seen_by=seen)
    assert found is not None
    return indicator_shape(found)


def _period(whose: OrganizationTable, code: str) -> ReportingPeriod:
    found = ReportingPeriod.objects.filter(organization=whose, code=code).select_related("organization").first()
    if found is None:
        raise Http404
    return found


def _decided(request: HttpRequest, organization: str, form: type[ReportsForm]) -> HttpResponse:
    whose, _ = work_of(request, organization)
    filled(request, form, whose).act(acting(request))
    return gone()
