"""Self-assessments through the API: those of an organization, one of them, written, changed and confirmed."""

from typing import Annotated, Literal

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localdate
from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from throughline.store.models import Assessment
from throughline.store.models import Organization as OrganizationTable
from throughline.store.monitoring.assessments import actions
from throughline.store.monitoring.assessments.reads import (
    assessment_at,
    assessment_entries,
    assessment_entry,
    assessments_where,
    with_judgements,
)
from throughline.store.rights import APPROVE, Sight
from throughline.web.api.actions import acts, check_match, done, editable
from throughline.web.api.answers import OF_ORGANIZATION, acting_in, listed, lists, reads, work_of
from throughline.web.api.fields import filled
from throughline.web.api.paging import Key, cut
from throughline.web.api.parameters import Organization, Paging, Text, Year
from throughline.web.api.shapes.assessments import AssessmentShape, assessment_shape
from throughline.web.checked import checked
from throughline.web.pages.assessments.forms import JudgementsForm, NewAssessmentForm

router = Router(tags=["monitoring"])

BY_YEAR = (Key("year", int, descending=True), Key("node"))
OF_YEAR = f"{OF_ORGANIZATION}/assessments/{{year}}"
Address = Annotated[str, Path(..., description="The address of a part of a plan.", example="UN/2026/10/SP1")]
OfYear = Annotated[int, Path(..., description="The year that is assessed.", example=2026, ge=1, le=9999)]


class AssessmentFilters(BaseModel):
    """The filters of self-assessments."""

    node: Annotated[Text | None, Field(description="The part of a plan, or what is above it.")] = None
    year: Annotated[Year | None, Field(description="The year that is assessed.")] = None
    unit: Annotated[Text | None, Field(description="The code of the unit that answered for the part.")] = None
    state: Annotated[
        Literal["confirmed", "open"] | None, Field(description="Whether a second person confirmed it.")
    ] = None


@lists(router, f"{OF_ORGANIZATION}/assessments", AssessmentShape)
def assessments(
    request: HttpRequest, organization: Organization, filters: Query[AssessmentFilters], paging: Query[Paging]
) -> HttpResponse:
    """What parts of plans judge of themselves, the newest year first.

    Stages are an order: they are compared pillar by pillar, and never added up nor averaged.
    """
    whose, seen = work_of(request, organization)
    found = assessments_where(
        whose,
        node=filters.node or "",
        year=filters.year,
        unit=filters.unit or "",
        confirmed={"confirmed": True, "open": False}.get(filters.state or ""),
        seen_by=seen,
    )
    page = cut(with_judgements(found), BY_YEAR, paging)
    shapes = (assessment_shape(assessment_entry(one)) for one in page.rows)
    return listed(request, AssessmentShape, shapes, page, paging)


@reads(router, f"{OF_YEAR}/of/{{path:address}}", AssessmentShape)
def assessment(request: HttpRequest, organization: Organization, year: OfYear, address: Address) -> HttpResponse:
    """What a part of a plan judges of itself for a year; its ETag is that of its own state."""
    whose, seen = work_of(request, organization)
    return editable(AssessmentShape, _shape(_found(whose, year, address, seen)))


@acts(router, "POST", f"{OF_ORGANIZATION}/assessments", AssessmentShape, form=NewAssessmentForm, status=201)
def assess(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Assess a part of a plan for a year; pillars without a stage are left out."""
    whose, by, _ = acting_in(request, organization)
    form = filled(request, NewAssessmentForm)
    said = {name: form.cleaned_data[name] for name in ("node", "year")}
    with checked():
        made = actions.assess(by=by, organization=whose, judgements=form.judgements, today=localdate(), **said)
    return done(AssessmentShape, _shape(made), 201, f"{request.path}/{made.year}/of/{made.node}")


@acts(router, "PUT", f"{OF_YEAR}/of/{{path:address}}", AssessmentShape, form=JudgementsForm, matched=True)
def change_assessment(request: HttpRequest, organization: Organization, year: OfYear, address: Address) -> HttpResponse:
    """Judge the pillars of an assessment anew; it waits for its confirmation again."""
    whose, by, seen = acting_in(request, organization)
    found = _found(whose, year, address, seen)
    check_match(request, AssessmentShape, _shape(found))
    judged = filled(request, JudgementsForm).judgements
    with checked():
        changed = actions.change_assessment(by=by, assessment=found, revision=found.revision, judgements=judged)
    return done(AssessmentShape, _shape(changed))


@acts(router, "POST", f"{OF_YEAR}/confirm/{{path:address}}", AssessmentShape, matched=True)
def confirm_assessment(
    request: HttpRequest, organization: Organization, year: OfYear, address: Address
) -> HttpResponse:
    """Confirm an assessment as it stands, as another person than who wrote it."""
    whose, by, seen = acting_in(request, organization, APPROVE)
    found = _found(whose, year, address, seen)
    check_match(request, AssessmentShape, _shape(found))
    confirmed = actions.confirm_assessment(by=by, assessment=found, revision=found.revision)
    return done(AssessmentShape, _shape(confirmed))


def _found(whose: OrganizationTable, year: int, address: str, seen: Sight) -> Assessment:
    found = assessment_at(whose, address, year, seen_by=seen)
    if found is None:
        raise Http404
    return found


def _shape(one: Assessment) -> AssessmentShape:
    return assessment_shape(assessment_entries(Assessment.objects.filter(pk=one.pk))[0])
