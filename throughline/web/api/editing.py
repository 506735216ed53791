"""Editing through the API: a part of a plan as it can be edited, several changes at once, workbooks out and in."""

from typing import Annotated

from django import forms
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Path, Router

from throughline.engine.editing.records import Addition, Removal, tidy
from throughline.engine.findings import Finding, Severity
from throughline.store.editing.action import Edited, edit_plan
from throughline.store.editing.proposing import Standing, Wish, check_rights, propose, standing_at
from throughline.store.editing.reads import plan_at
from throughline.store.editing.typed import typed_at
from throughline.store.models import Person, Plan
from throughline.web.access import acting
from throughline.web.api.actions import acts, check_match, done, editable
from throughline.web.api.answers import OF_ORGANIZATION, adapter, reads, work_of
from throughline.web.api.fields import RecordsField, filled
from throughline.web.api.parameters import Organization
from throughline.web.api.problems import BAD_FIELDS, NOT_JSON, NOT_POSSIBLE, TOO_LARGE, Refusal, bad_fields
from throughline.web.api.shapes.editing import (
    AdditionContent,
    ChangeContent,
    EditableShape,
    EditShape,
    FieldContent,
    RemovalContent,
    conflict_shape,
    edit_shape,
    editable_shape,
    proposal_shape,
)
from throughline.web.checked import check_now
from throughline.web.pages.editing.workbooks import XLSX, changes_in, workbook_of

router = Router(tags=["editing"])

Address = Annotated[str, Path(..., description="A place, a result or a deliverable.", example="UN/2026/10/SP1/R2")]


class FieldsForm(forms.Form):
    """The fields of one part of a plan that get another text."""

    changes = RecordsField(FieldContent, label="The fields that change")


class EditsForm(forms.Form):
    """Several changes of a plan at once, begun from a version of it."""

    plan = forms.CharField(max_length=400, label="The address of the plan")
    version = forms.IntegerField(min_value=1, max_value=999_999_999, label="The version that was read")
    changes = RecordsField(ChangeContent, label="The fields that change")
    additions = RecordsField(AdditionContent, label="Results that are added")
    removals = RecordsField(RemovalContent, label="Results that are removed")


@reads(router, f"{OF_ORGANIZATION}/editable/{{path:address}}", EditableShape)
def editable_part(request: HttpRequest, organization: Organization, address: Address) -> HttpResponse:
    """A place, a result or a deliverable as it can be edited, with the ETag that a change names."""
    plan, node = _plan(request, organization, address)
    return editable(EditableShape, _state(standing_at(plan), node))


@acts(router, "PUT", f"{OF_ORGANIZATION}/editable/{{path:address}}", EditableShape, form=FieldsForm, matched=True)
def edit_part(request: HttpRequest, organization: Organization, address: Address) -> HttpResponse:
    """Give fields of a place, a result or a deliverable another text; the others stay.

    Where somebody else changed it since it was read, it is answered with 412 and what stands now.
    """
    plan, node = _plan(request, organization, address)
    by = acting(request)
    check_rights(by, plan, [node])
    standing = standing_at(plan)
    check_match(request, EditableShape, _state(standing, node))
    said = filled(request, FieldsForm).cleaned_data["changes"]
    _apply(plan, Wish(standing.version.number, {node: {one.field: one.text for one in said}}), by)
    return done(EditableShape, _state(standing_at(plan), node))


@acts(router, "POST", f"{OF_ORGANIZATION}/edits", EditShape, form=EditsForm)
def edit_parts(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Change several parts of a plan, add results and remove them: all of it, or nothing.

    What somebody else changed since `version` is answered with 409 and both texts; send `over` with what stands to
    replace it.
    """
    plan, wish = _wish(request, organization)
    return done(EditShape, edit_shape(_apply(plan, wish, acting(request))))


@acts(router, "POST", f"{OF_ORGANIZATION}/edits-previewed", EditShape, form=EditsForm)
def preview_edits(request: HttpRequest, organization: Organization) -> HttpResponse:
    """What several changes would come to; nothing is changed."""
    plan, wish = _wish(request, organization)
    proposal = propose(plan=plan, wish=wish, by=acting(request))
    _refuse([one for one in proposal.findings if one.code != "PL-CONFLICT"], plan)
    return done(EditShape, proposal_shape(proposal))


@reads(router, f"{OF_ORGANIZATION}/workbooks/{{path:address}}", str, XLSX)
def workbook(request: HttpRequest, organization: Organization, address: Address) -> HttpResponse:
    """What can be edited at and below a place, as a workbook (xlsx)."""
    plan, node = _plan(request, organization, address)
    check_rights(acting(request), plan, [node])
    standing = standing_at(plan)
    if node not in standing.nodes and node:
        raise Http404
    return HttpResponse(workbook_of(standing, node), XLSX)


@acts(router, "POST", f"{OF_ORGANIZATION}/workbooks/{{path:address}}", EditShape, content=XLSX)
def bring_workbook(request: HttpRequest, organization: Organization, address: Address) -> HttpResponse:
    """Apply what was typed into a workbook: all of it, or nothing; what is wrong is named with its cell.

    What somebody else changed since the workbook was taken out is answered with 409 and both texts.
    """
    plan, node = _plan(request, organization, address)
    check_rights(acting(request), plan, [node])
    if request.content_type != XLSX:
        raise Refusal(NOT_JSON, f"Send {XLSX}.")
    wanted, began, findings = changes_in(standing_at(plan), node, body_of(request), "workbook")
    wrong = [(one.where, str(one.message), one.code) for one in findings if one.severity is Severity.ERROR]
    if wrong:
        raise bad_fields(wrong)
    return done(EditShape, edit_shape(_apply(plan, Wish(began, wanted), acting(request))))


def body_of(request: HttpRequest) -> bytes:
    """The content of a request that is a workbook; raises Refusal where it is too large."""
    try:
        return request.body
    except RequestDataTooBig as error:
        raise Refusal(TOO_LARGE, "Send a smaller part of the plan, or bring the workbook in on its page.") from error


def _plan(request: HttpRequest, organization: str, address: str) -> tuple[Plan, str]:
    """The plan and the node that an address names; Http404 where there is none."""
    whose, seen = work_of(request, organization)
    found = plan_at(address, seen_by=seen)
    if found is None or found[0].organization_id != whose.pk:
        raise Http404
    return found


def _state(standing: Standing, node: str) -> EditableShape:
    if node not in standing.nodes:
        raise Http404
    typed = typed_at(standing.version.pk, [node])
    return editable_shape(standing.plan.address, standing.version.number, standing.nodes[node], typed)


def _wish(request: HttpRequest, organization: str) -> tuple[Plan, Wish]:
    """What the content of a request wants of a plan; a plan that is not there is said at its field."""
    whose, seen = work_of(request, organization)
    said = filled(request, EditsForm).cleaned_data
    found = plan_at(said["plan"], seen_by=seen)
    if found is None or found[1] or found[0].organization_id != whose.pk:
        raise Refusal(BAD_FIELDS, "plan: no plan has this address.", [("plan", "No plan has this address.", "unknown")])
    plan = found[0]
    wanted: dict[str, dict[str, str]] = {}
    over = {}
    for one in said["changes"]:
        node = _node(plan, one.address)
        wanted.setdefault(node, {})[one.field] = one.text
        if one.over is not None:
            over[node, one.field] = tidy(one.over)
    additions = tuple(
        Addition(_node(plan, one.place), tuple((field.field, field.text) for field in one.fields))
        for one in said["additions"]
    )
    removals = tuple(Removal(_node(plan, one.address), one.reason) for one in said["removals"])
    mine = frozenset(_standing_as_said(plan, over)) if over else frozenset()
    return plan, Wish(said["version"], wanted, additions, removals, mine=mine)


def _node(plan: Plan, address: str) -> str:
    """The node within a plan that an address names, as a wish has it; whatever it is, the checks look at it."""
    return "" if address == plan.address else address.removeprefix(f"{plan.address}/")


def _standing_as_said(plan: Plan, over: dict[tuple[str, str], str]) -> list[tuple[str, str]]:
    """The fields at which what is to be replaced stands indeed."""
    nodes = standing_at(plan).nodes
    return [
        (node, field)
        for (node, field), text in over.items()
        if node in nodes and tidy(nodes[node].fields.get(field, "")) == text
    ]


def _apply(plan: Plan, wish: Wish, by: Person) -> Edited:
    edited = edit_plan(plan=plan, wish=wish, by=by)
    proposal = edited.proposal
    _refuse([one for one in proposal.findings if one.code != "PL-CONFLICT"], plan)
    if proposal.open:
        current = adapter(list).dump_python(
            [conflict_shape(plan.address, one) for one in proposal.merged.conflicts], mode="json"
        )
        detail = "Somebody else changed what is to be changed: compare, and send `over` with what stands to replace it."
        raise Refusal(NOT_POSSIBLE, detail, current=current)
    if edited.version is not None:
        check_now()
    return edited


def _refuse(findings: list[Finding], plan: Plan) -> None:
    """Raise Refusal with what is wrong, by address and field, with the code of the finding."""
    wrong = [one for one in findings if one.severity is Severity.ERROR]
    if wrong:
        raise bad_fields([(f"{plan.address}/{one.where}", str(one.message), one.code) for one in wrong])
