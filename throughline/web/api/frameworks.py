"""Plans of results through the API: plans, versions, elements, contributions, the linkage table; read and acted on."""

from typing import Annotated, Literal

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from throughline.engine.errors import Refused
from throughline.engine.findings import Severity
from throughline.engine.planning.versions import element_changes
from throughline.store.models import Framework as FrameworkTable
from throughline.store.models import FrameworkVersion, Person
from throughline.store.models import Organization as OrganizationTable
from throughline.store.planning.frameworks import deciding
from throughline.store.planning.frameworks.actions import (
    change_framework,
    make_framework,
    roll_framework,
    write_draft,
)
from throughline.store.planning.frameworks.reads import (
    framework_entries,
    frameworks_where,
    in_making,
    version_at,
    versions_of,
)
from throughline.store.planning.frameworks.writing import elements_of
from throughline.store.rights import Sight
from throughline.web.access import acting
from throughline.web.api.actions import acts, check_match, done, editable
from throughline.web.api.answers import (
    OF_ORGANIZATION,
    acting_in,
    as_json,
    listed,
    lists,
    reads,
    record_of,
    single,
    work_of,
)
from throughline.web.api.editing import body_of
from throughline.web.api.fields import RecordsField, filled
from throughline.web.api.paging import Key, cut
from throughline.web.api.parameters import Number, Organization, Paging
from throughline.web.api.problems import NOT_JSON, Refusal, bad_fields
from throughline.web.api.shapes.frameworks import (
    ComparisonShape,
    ElementContent,
    FrameworkShape,
    TreeShape,
    VersionShape,
    change_shape,
    element_content,
    element_of,
    framework_shape,
    version_shape,
)
from throughline.web.checked import checked
from throughline.web.pages.editing.workbooks import XLSX
from throughline.web.pages.frameworks.forms import (
    AdviceForm,
    AmendForm,
    HeadForm,
    MakeForm,
    NoteForm,
    RollForm,
)
from throughline.web.pages.frameworks.workbooks import brought_by, workbook_of

router = Router(tags=["plans of results"])

BY_CODE = (Key("code"),)
FRAMEWORKS = f"{OF_ORGANIZATION}/frameworks"
ONE = f"{FRAMEWORKS}/{{plan}}"

PlanCode = Annotated[str, Path(..., description="The code of a plan of results.", example="2024-27")]


class TreeForm(forms.Form):
    """The whole tree of a draft."""

    elements = RecordsField(ElementContent, label="The elements, in their order")


class FrameworkFilters(BaseModel):
    """The filters of plans."""

    kind: Annotated[
        Literal["strategic", "financial", "operational"] | None, Field(description="The kind of the plans.")
    ] = None


class VersionWanted(BaseModel):
    """Which version of a plan."""

    version: Annotated[
        Number | None, Field(description="The number of the version; without it, the one that stands.")
    ] = None


class VersionsWanted(BaseModel):
    """Which two versions of a plan."""

    before: Annotated[Number, Field(description="The number of the earlier version.")]
    now: Annotated[Number, Field(description="The number of the later version.")]


@lists(router, FRAMEWORKS, FrameworkShape)
def frameworks(
    request: HttpRequest, organization: Organization, filters: Query[FrameworkFilters], paging: Query[Paging]
) -> HttpResponse:
    """The plans of results of an organization, by code; drafts for the people who work there alone."""
    whose, seen = record_of(request, organization)
    found = frameworks_where(whose, seen_by=seen)
    page = cut(found.filter(kind=filters.kind) if filters.kind else found, BY_CODE, paging)
    return listed(request, FrameworkShape, map(framework_shape, framework_entries(page.rows)), page, paging)


@reads(router, ONE, FrameworkShape)
def framework(request: HttpRequest, organization: Organization, plan: PlanCode) -> HttpResponse:
    """A plan of results; its ETag is that of its own state."""
    _whose, seen, found = _framework(request, organization, plan)
    return editable(FrameworkShape, _shape(found, seen))


@reads(router, f"{ONE}/versions", tuple[VersionShape, ...])
def framework_versions(request: HttpRequest, organization: Organization, plan: PlanCode) -> HttpResponse:
    """The versions of a plan, newest first."""
    _whose, seen, found = _framework(request, organization, plan)
    shapes = tuple(map(version_shape, versions_of(found, seen_by=seen)))
    return as_json(tuple[VersionShape, ...], shapes)


@reads(router, f"{ONE}/elements", TreeShape)
def framework_elements(
    request: HttpRequest, organization: Organization, plan: PlanCode, wanted: Query[VersionWanted]
) -> HttpResponse:
    """The elements of a version of a plan.

    The ETag of the one in the making goes into If-Match where it is written, submitted or decided on.
    """
    _whose, seen, found = _framework(request, organization, plan)
    version = version_at(found, wanted.version, seen_by=seen)
    if version is None:
        return single(request, TreeShape, None, f"{found.address} {wanted.version or ''}")
    return editable(TreeShape, _tree(version))


@reads(router, f"{ONE}/differences", ComparisonShape)
def framework_differences(
    request: HttpRequest, organization: Organization, plan: PlanCode, wanted: Query[VersionsWanted]
) -> HttpResponse:
    """What differs between any two versions of a plan."""
    _whose, seen, found = _framework(request, organization, plan)
    sides = [version_at(found, number, seen_by=seen) for number in (wanted.before, wanted.now)]
    if None in sides:
        return single(request, ComparisonShape, None, found.address)
    changes = element_changes(*(elements_of(side) for side in sides if side is not None))
    shape = ComparisonShape(found.address, wanted.before, wanted.now, tuple(map(change_shape, changes)))
    return as_json(ComparisonShape, shape)


@acts(router, "POST", FRAMEWORKS, FrameworkShape, form=MakeForm, status=201)
def make_plan(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Make a plan of results with an empty first draft."""
    whose, by, seen = acting_in(request, organization)
    said = filled(request, MakeForm, whose).cleaned_data
    made = make_framework(by=by, organization=whose, **said)
    return done(FrameworkShape, _shape(made, seen), 201, f"{request.path}/{made.code}")


@acts(router, "PUT", ONE, FrameworkShape, form=HeadForm, matched=True)
def change_plan(request: HttpRequest, organization: Organization, plan: PlanCode) -> HttpResponse:
    """Give a plan that was never approved another head."""
    whose, by, seen, found = _acted(request, organization, plan)
    check_match(request, FrameworkShape, _shape(found, seen))
    said = filled(request, HeadForm, whose).cleaned_data
    return done(FrameworkShape, _shape(change_framework(by=by, framework=found, revision=found.revision, **said), seen))


@acts(router, "PUT", f"{ONE}/elements", TreeShape, form=TreeForm, matched=True)
def write_plan(request: HttpRequest, organization: Organization, plan: PlanCode) -> HttpResponse:
    """Put a whole tree of elements in the place of what the draft holds: all of it, or nothing."""
    _whose, by, _seen, found = _acted(request, organization, plan)
    draft = _matched(request, found)
    said = filled(request, TreeForm).cleaned_data["elements"]
    written, _changes = write_draft(
        by=by, framework=found, revision=draft.revision, elements=[element_of(one) for one in said]
    )
    return done(TreeShape, _tree(written))


@acts(router, "POST", f"{ONE}/submit", FrameworkShape, matched=True)
def submit_plan(request: HttpRequest, organization: Organization, plan: PlanCode) -> HttpResponse:
    """Hand the draft of a plan to those who advise and approve."""
    _whose, by, seen, found = _acted(request, organization, plan)
    draft = _matched(request, found)
    with checked():
        deciding.submit_version(by=by, version=draft, revision=draft.revision)
    return done(FrameworkShape, _shape(found, seen))


@acts(router, "POST", f"{ONE}/advise", FrameworkShape, form=AdviceForm, matched=True)
def advise_on_plan(request: HttpRequest, organization: Organization, plan: PlanCode) -> HttpResponse:
    """Write down what the advisory body says of what another person submitted."""
    _whose, by, seen, found = _acted(request, organization, plan)
    version = _matched(request, found)
    said = filled(request, AdviceForm).cleaned_data
    deciding.advise_on_version(by=by, version=version, revision=version.revision, **said)
    return done(FrameworkShape, _shape(found, seen))


@acts(router, "POST", f"{ONE}/approve", FrameworkShape, matched=True)
def approve_plan(request: HttpRequest, organization: Organization, plan: PlanCode) -> HttpResponse:
    """Approve what another person submitted: it stands from now on, and never changes."""
    _whose, by, seen, found = _acted(request, organization, plan)
    version = _matched(request, found)
    with checked():
        deciding.approve_version(by=by, version=version, revision=version.revision)
    return done(FrameworkShape, _shape(found, seen))


@acts(router, "POST", f"{ONE}/send-back", FrameworkShape, form=NoteForm, matched=True)
def send_plan_back(request: HttpRequest, organization: Organization, plan: PlanCode) -> HttpResponse:
    """Send back, saying why, what another person submitted: it is a draft again."""
    _whose, by, seen, found = _acted(request, organization, plan)
    version = _matched(request, found)
    said = filled(request, NoteForm).cleaned_data
    deciding.send_back_version(by=by, version=version, revision=version.revision, **said)
    return done(FrameworkShape, _shape(found, seen))


@acts(router, "POST", f"{ONE}/amend", FrameworkShape, form=AmendForm)
def amend_plan(request: HttpRequest, organization: Organization, plan: PlanCode) -> HttpResponse:
    """Begin the next version of an approved plan, saying why."""
    _whose, by, seen, found = _acted(request, organization, plan)
    deciding.amend_framework(by=by, framework=found, **filled(request, AmendForm).cleaned_data)
    return done(FrameworkShape, _shape(found, seen))


@acts(router, "POST", f"{ONE}/roll", FrameworkShape, form=RollForm, status=201)
def roll_plan(request: HttpRequest, organization: Organization, plan: PlanCode) -> HttpResponse:
    """Begin the plan of the next year from a rolling one, with its elements."""
    whose, by, seen, found = _acted(request, organization, plan)
    made = roll_framework(by=by, framework=found, **filled(request, RollForm).cleaned_data)
    return done(
        FrameworkShape, _shape(made, seen), 201, f"/api{FRAMEWORKS.format(organization=whose.code)}/{made.code}"
    )


@reads(router, f"{ONE}/workbook", str, XLSX)
def framework_workbook(
    request: HttpRequest, organization: Organization, plan: PlanCode, wanted: Query[VersionWanted]
) -> HttpResponse:
    """A version of a plan as a workbook (xlsx)."""
    _whose, seen, found = _framework(request, organization, plan)
    version = version_at(found, wanted.version, seen_by=seen)
    if version is None:
        raise Http404
    return HttpResponse(workbook_of(version), XLSX)


@acts(router, "POST", f"{ONE}/workbook", TreeShape, content=XLSX, matched=True)
def bring_framework_workbook(request: HttpRequest, organization: Organization, plan: PlanCode) -> HttpResponse:
    """Put the tree that a workbook says in the place of what the draft holds; what is wrong is named with its cell."""
    _whose, by, _seen, found = _acted(request, organization, plan)
    draft = _matched(request, found)
    if request.content_type != XLSX:
        raise Refusal(NOT_JSON, f"Send {XLSX}.")
    brought = brought_by(found, draft, body_of(request), "workbook")
    wrong = [(one.where, str(one.message), one.code) for one in brought.findings if one.severity is Severity.ERROR]
    if wrong:
        raise bad_fields(wrong)
    written, _changes = write_draft(by=by, framework=found, revision=draft.revision, elements=brought.elements)
    return done(TreeShape, _tree(written))


def _framework(request: HttpRequest, organization: str, plan: str) -> tuple[OrganizationTable, Sight, FrameworkTable]:
    whose, seen = record_of(request, organization)
    found = frameworks_where(whose, seen_by=seen).filter(code=plan).first()
    if found is None:
        raise Http404
    return whose, seen, found


def _acted(
    request: HttpRequest, organization: str, plan: str
) -> tuple[OrganizationTable, Person, Sight, FrameworkTable]:
    """The plan that is acted on, for the people who work there."""
    work_of(request, organization)
    whose, seen, found = _framework(request, organization, plan)
    return whose, acting(request), seen, found


def _making(framework: FrameworkTable) -> FrameworkVersion:
    found = in_making(framework)
    if found is None:
        raise Refused(f"No version of {framework} is on its way: amend it first.")
    return found


def _matched(request: HttpRequest, framework: FrameworkTable) -> FrameworkVersion:
    """The version in the making, whose elements the request names by their ETag: what was read is what is decided."""
    found = _making(framework)
    check_match(request, TreeShape, _tree(found))
    return found


def _shape(framework: FrameworkTable, seen: Sight) -> FrameworkShape:
    found = frameworks_where(framework.organization, seen_by=seen).filter(pk=framework.pk)
    return framework_shape(framework_entries(found)[0])


def _tree(version: FrameworkVersion) -> TreeShape:
    elements = tuple(map(element_content, elements_of(version)))
    return TreeShape(version.framework.address, version.number, version.state, version.revision, elements)
