"""Contributions and the linkage table through the API."""

from typing import Annotated, Literal

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from throughline.store.models import Contribution
from throughline.store.models import Organization as OrganizationTable
from throughline.store.planning.contributions import actions as contributing
from throughline.store.planning.contributions.reads import contribution_entries, contributions_where
from throughline.store.planning.linkage import linkage_between, plans_beside
from throughline.store.rights import Sight
from throughline.web.api.actions import acts, check_match, done, editable
from throughline.web.api.answers import OF_ORGANIZATION, acting_in, as_json, listed, lists, reads, record_of, work_of
from throughline.web.api.fields import filled
from throughline.web.api.paging import Key, cut
from throughline.web.api.parameters import Organization, Paging, Text
from throughline.web.api.shapes.frameworks import (
    ContributionShape,
    LinkageShape,
    contribution_shape,
    linkage_row_shape,
)
from throughline.web.checked import checked
from throughline.web.pages.frameworks.forms import ContributionForm, ContributionWords, EndContributionWords

router = Router(tags=["plans of results"])

BY_ENDS = (Key("source"), Key("target"), Key("code"))

ContributionCode = Annotated[str, Path(..., description="The 16 digits of a contribution.", example="8f2a51d07c3be964")]


class ContributionFilters(BaseModel):
    """The filters of contributions."""

    source: Annotated[Text | None, Field(description="The node that they lead from, or what is below it.")] = None
    target: Annotated[Text | None, Field(description="The node that they lead to, or what is below it.")] = None
    state: Annotated[Literal["stands", "ended"] | None, Field(description="Whether a person ended them.")] = None


class LinkageWanted(BaseModel):
    """What the linkage table is made of."""

    strategic: Annotated[Text | None, Field(description="The address of a strategic plan; all without it.")] = None
    financial: Annotated[Text | None, Field(description="A financial plan or a budget year: ITU/2026.")] = None
    operational: Annotated[Text | None, Field(description="The address of an operational plan.")] = None


@lists(router, f"{OF_ORGANIZATION}/contributions", ContributionShape)
def contributions(
    request: HttpRequest, organization: Organization, filters: Query[ContributionFilters], paging: Query[Paging]
) -> HttpResponse:
    """What contributes to what among the plans, by its ends."""
    _, seen = work_of(request, organization)
    ended = {"stands": False, "ended": True}.get(filters.state or "")
    found = contributions_where(source=filters.source, target=filters.target, ended=ended, seen_by=seen)
    page = cut(found, BY_ENDS, paging)
    return listed(request, ContributionShape, map(contribution_shape, contribution_entries(page.rows)), page, paging)


@reads(router, f"{OF_ORGANIZATION}/contributions/{{contribution}}", ContributionShape)
def contribution(request: HttpRequest, organization: Organization, contribution: ContributionCode) -> HttpResponse:
    """A contribution; its ETag is that of its own state."""
    whose, seen = work_of(request, organization)
    return editable(ContributionShape, _contribution_shape(_contribution_at(whose, contribution), seen))


@acts(router, "POST", f"{OF_ORGANIZATION}/contributions", ContributionShape, form=ContributionForm, status=201)
def make_contribution(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Say that a node of a plan contributes to another, with which part of it, and when."""
    whose, by, seen = acting_in(request, organization)
    said = filled(request, ContributionForm).cleaned_data
    with checked():
        made = contributing.make_contribution(by=by, organization=whose, **said)
    return done(ContributionShape, _contribution_shape(made, seen), 201, f"{request.path}/{made.code}")


@acts(
    router,
    "PUT",
    f"{OF_ORGANIZATION}/contributions/{{contribution}}",
    ContributionShape,
    form=ContributionWords,
    matched=True,
)
def change_contribution(
    request: HttpRequest, organization: Organization, contribution: ContributionCode
) -> HttpResponse:
    """Give a contribution another share, last day or rationale."""
    whose, by, seen = acting_in(request, organization)
    found = _contribution_at(whose, contribution)
    check_match(request, ContributionShape, _contribution_shape(found, seen))
    said = filled(request, ContributionWords).cleaned_data
    with checked():
        changed = contributing.change_contribution(by=by, contribution=found, revision=found.revision, **said)
    return done(ContributionShape, _contribution_shape(changed, seen))


@acts(
    router,
    "POST",
    f"{OF_ORGANIZATION}/contributions/{{contribution}}/end",
    ContributionShape,
    form=EndContributionWords,
    matched=True,
)
def end_contribution(request: HttpRequest, organization: Organization, contribution: ContributionCode) -> HttpResponse:
    """End a contribution, saying why; it stays in the record."""
    whose, by, seen = acting_in(request, organization)
    found = _contribution_at(whose, contribution)
    check_match(request, ContributionShape, _contribution_shape(found, seen))
    said = filled(request, EndContributionWords).cleaned_data
    with checked():
        ended = contributing.end_contribution(by=by, contribution=found, revision=found.revision, **said)
    return done(ContributionShape, _contribution_shape(ended, seen))


@reads(router, f"{OF_ORGANIZATION}/linkage", LinkageShape)
def linkage(request: HttpRequest, organization: Organization, wanted: Query[LinkageWanted]) -> HttpResponse:
    """The linkage table: strategic result by financial line by operational activity, with every gap."""
    whose, seen = record_of(request, organization)
    beside = plans_beside(whose, seen_by=seen)
    table = linkage_between(beside, wanted.strategic or "", wanted.financial or "", wanted.operational or "")
    rows = tuple(linkage_row_shape(table, one) for one in table.rows)
    return as_json(LinkageShape, LinkageShape(rows, dict(table.gaps)))


def _contribution_at(whose: OrganizationTable, code: str) -> Contribution:
    found = Contribution.objects.filter(organization=whose, code=code).first()
    if found is None:
        raise Http404
    return found


def _contribution_shape(one: Contribution, seen: Sight) -> ContributionShape:
    found = contributions_where(code=one.code, ended=None, seen_by=seen)
    return contribution_shape(contribution_entries(found)[0])
