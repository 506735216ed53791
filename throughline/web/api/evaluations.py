"""The plan of evaluations through the API: planned, changed; findings, responses, actions, lessons and their use."""

from typing import Annotated, Any, Literal

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localdate
from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from throughline.store.models import PlannedEvaluation
from throughline.store.monitoring.evaluations import actions, following
from throughline.store.monitoring.evaluations.reads import evaluation_at, evaluations_where, whole_evaluations
from throughline.store.rights import Sight
from throughline.web.api.actions import acts, check_match, done, editable
from throughline.web.api.answers import OF_ORGANIZATION, acting_in, listed, lists, reads, work_of
from throughline.web.api.fields import filled
from throughline.web.api.paging import Key, cut
from throughline.web.api.parameters import Organization, Paging, Text, Year
from throughline.web.api.shapes.evaluations import (
    EvaluationRowShape,
    EvaluationWholeShape,
    evaluation_row_shape,
    evaluation_whole_shape,
)
from throughline.web.checked import checked
from throughline.web.pages.evaluations.forms import (
    ChangeForm,
    FindingForm,
    LessonForm,
    PlanForm,
    ProgressForm,
    ResponseForm,
    UndertakeForm,
    UseForm,
)

router = Router(tags=["evaluations"])

BY_YEAR = (Key("year", int, descending=True), Key("code"))
ALL = f"{OF_ORGANIZATION}/evaluation-plan"
ONE = f"{ALL}/{{evaluation}}"

Code = Annotated[str, Path(..., description="The code of an evaluation.", example="harbours-2026")]
FindingNumber = Annotated[int, Path(..., ge=1, le=999_999_999, description="The number of a finding.", example=1)]
ActionNumber = Annotated[int, Path(..., ge=1, le=999_999_999, description="The number of an action.", example=1)]
LessonNumber = Annotated[int, Path(..., ge=1, le=999_999_999, description="The number of a lesson.", example=1)]


class EvaluationPlanFilters(BaseModel):
    """The filters of evaluations."""

    words: Annotated[Text | None, Field(description="Words of the title, or of the code.")] = None
    year: Annotated[Year | None, Field(description="The year for which they are planned.")] = None
    state: Annotated[
        Literal["planned", "under way", "completed", "cancelled"] | None, Field(description="How far they are.")
    ] = None
    unit: Annotated[Text | None, Field(description="The code of the unit responsible.")] = None
    node: Annotated[Text | None, Field(description="The part of a plan that they are of, or what is below it.")] = None
    owing: Annotated[
        Literal["yes"] | None, Field(description="Those for which management owes a response or an action.")
    ] = None


@lists(router, ALL, EvaluationRowShape)
def evaluation_plan(
    request: HttpRequest, organization: Organization, filters: Query[EvaluationPlanFilters], paging: Query[Paging]
) -> HttpResponse:
    """The evaluations that are planned, under way, completed or cancelled, the newest year first."""
    whose, seen = work_of(request, organization)
    wanted = {name: value for name, value in filters.model_dump().items() if value is not None}
    owing = bool(wanted.pop("owing", ""))
    found = evaluations_where(organization=whose, owing=owing, today=localdate(), seen_by=seen, **wanted)
    page = cut(found, BY_YEAR, paging)
    return listed(request, EvaluationRowShape, map(evaluation_row_shape, page.rows), page, paging)


@reads(router, ONE, EvaluationWholeShape)
def planned_evaluation(request: HttpRequest, organization: Organization, evaluation: Code) -> HttpResponse:
    """An evaluation with findings, responses, actions and lessons; its ETag is that of its own state."""
    whose, seen = work_of(request, organization)
    found = evaluation_at(whose, evaluation, seen_by=seen)
    if found is None:
        raise Http404
    return editable(EvaluationWholeShape, _shape(found))


@acts(router, "POST", ALL, EvaluationWholeShape, form=PlanForm, status=201)
def plan_evaluation(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Plan an evaluation of parts of plans for a year."""
    whose, by, _seen = acting_in(request, organization)
    said = filled(request, PlanForm, whose).cleaned_data
    with checked():
        made = actions.plan_evaluation(by=by, organization=whose, **said)
    return done(EvaluationWholeShape, _shape(made), 201, f"{request.path}/{made.code}")


@acts(router, "PUT", ONE, EvaluationWholeShape, form=ChangeForm, matched=True)
def change_evaluation(request: HttpRequest, organization: Organization, evaluation: Code) -> HttpResponse:
    """Give an evaluation another head or state."""
    whose, by, seen = acting_in(request, organization)
    found = _matched(request, evaluation_at(whose, evaluation, seen_by=seen))
    said = filled(request, ChangeForm, whose).cleaned_data
    with checked():
        changed = actions.change_evaluation(by=by, evaluation=found, revision=found.revision, **said)
    return done(EvaluationWholeShape, _shape(changed))


@acts(router, "POST", f"{ONE}/findings", EvaluationWholeShape, form=FindingForm, status=201, matched=True)
def add_evaluation_finding(request: HttpRequest, organization: Organization, evaluation: Code) -> HttpResponse:
    """Write down what an evaluation found, and what it recommends."""
    return _followed(request, organization, evaluation, FindingForm, following.add_finding, 201)


@acts(router, "PUT", f"{ONE}/findings/{{finding}}/response", EvaluationWholeShape, form=ResponseForm, matched=True)
def respond_to_evaluation(
    request: HttpRequest, organization: Organization, evaluation: Code, finding: FindingNumber
) -> HttpResponse:
    """Answer a recommendation for management: accepted, partly accepted or not, with why."""
    return _followed(request, organization, evaluation, ResponseForm, following.respond, finding=finding)


@acts(
    router,
    "POST",
    f"{ONE}/findings/{{finding}}/actions",
    EvaluationWholeShape,
    form=UndertakeForm,
    status=201,
    matched=True,
)
def undertake_action(
    request: HttpRequest, organization: Organization, evaluation: Code, finding: FindingNumber
) -> HttpResponse:
    """Say what management will do about a recommendation, and by when."""
    return _followed(request, organization, evaluation, UndertakeForm, following.undertake, 201, finding=finding)


@acts(
    router,
    "PUT",
    f"{ONE}/findings/{{finding}}/actions/{{action}}",
    EvaluationWholeShape,
    form=ProgressForm,
    matched=True,
)
def report_on_action(
    request: HttpRequest, organization: Organization, evaluation: Code, finding: FindingNumber, action: ActionNumber
) -> HttpResponse:
    """Say how far an action is; one that was implemented brings its evidence."""
    named = {"finding": finding, "action": action}
    return _followed(request, organization, evaluation, ProgressForm, following.report_on_action, **named)


@acts(router, "POST", f"{ONE}/lessons", EvaluationWholeShape, form=LessonForm, status=201, matched=True)
def add_lesson(request: HttpRequest, organization: Organization, evaluation: Code) -> HttpResponse:
    """Write down what was learned, and at which parts of plans."""
    return _followed(request, organization, evaluation, LessonForm, following.add_lesson, 201)


@acts(router, "POST", f"{ONE}/lessons/{{lesson}}/uses", EvaluationWholeShape, form=UseForm, status=201, matched=True)
def use_lesson(
    request: HttpRequest, organization: Organization, evaluation: Code, lesson: LessonNumber
) -> HttpResponse:
    """Say in which part of a later plan a lesson is used, and how; of the same part again, it is said anew."""
    return _followed(request, organization, evaluation, UseForm, following.use_lesson, 201, lesson=lesson)


def _followed(
    request: HttpRequest,
    organization: str,
    code: str,
    form: type[forms.Form],
    act: Any,
    status: int = 200,
    **named: int,
) -> HttpResponse:
    """Do what the content of a request says to a part of an evaluation; answered with the whole evaluation."""
    whose, by, seen = acting_in(request, organization)
    found = _matched(request, evaluation_at(whose, code, seen_by=seen))
    said = filled(request, form).cleaned_data
    with checked():
        act(by=by, evaluation=found, revision=found.revision, **named, **said)
    return done(EvaluationWholeShape, _again(found, seen), status)


def _matched(request: HttpRequest, found: PlannedEvaluation | None) -> PlannedEvaluation:
    """What was found, in the state that the request names; Http404 for nothing."""
    if found is None:
        raise Http404
    check_match(request, EvaluationWholeShape, _shape(found))
    return found


def _again(found: PlannedEvaluation, seen: Sight) -> EvaluationWholeShape:
    again = evaluation_at(found.organization, found.code, seen_by=seen)
    assert again is not None
    return _shape(again)


def _shape(found: PlannedEvaluation) -> EvaluationWholeShape:
    return evaluation_whole_shape(found, whole_evaluations([found])[0])
