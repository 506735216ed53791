"""Links and suggestions through the API: made, changed, ended; accepted, dismissed, taken back."""

from typing import Annotated, Literal

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from throughline.store.models import Dismissal, Link
from throughline.store.models import Organization as OrganizationTable
from throughline.store.planning.links import actions
from throughline.store.planning.links.reads import link_entries, links_where, target_title
from throughline.store.rights import Sight, worked
from throughline.store.suggestions import actions as suggesting
from throughline.store.suggestions.reads import Dismissed, as_suggested, suggestions_where
from throughline.web.api.actions import acts, check_match, done, editable, gone
from throughline.web.api.answers import OF_ORGANIZATION, acting_in, listed, lists, reads, work_of
from throughline.web.api.fields import filled
from throughline.web.api.paging import Key, cut
from throughline.web.api.parameters import Organization, Paging, Text
from throughline.web.api.shapes.links import (
    DismissalShape,
    LinkShape,
    SuggestionShape,
    dismissal_shape,
    link_shape,
    suggestion_shape,
)
from throughline.web.checked import checked
from throughline.web.pages.links.forms import EndForm, LinkForm, SaidForm
from throughline.web.pages.suggestions.shown import why_suggested
from throughline.web.pages.suggestions.views import SuggestionForm

router = Router(tags=["links"])

BY_ENDS = (Key("source"), Key("target"))
BY_RANK = (Key("source"), Key("rank", int))

Code = Annotated[str, Path(..., description="The 16 digits of a link.", example="8f2a51d07c3be964")]


class LinkFilters(BaseModel):
    """The filters of links."""

    source: Annotated[Text | None, Field(description="The act, paragraph or document that they lead from.")] = None
    document: Annotated[Text | None, Field(description="The document that they lead from, or from a part of.")] = None
    target: Annotated[Text | None, Field(description="The place or result that they lead to, or what is below it.")] = (
        None
    )
    state: Annotated[
        Literal["stands", "gone", "ended"] | None,
        Field(description="Whether both ends are in force, an end is gone, or a person ended it."),
    ] = None


@lists(router, f"{OF_ORGANIZATION}/links", LinkShape)
def links(
    request: HttpRequest, organization: Organization, filters: Query[LinkFilters], paging: Query[Paging]
) -> HttpResponse:
    """Links from what is asked to what answers it, by their ends."""
    _, seen = work_of(request, organization)
    found = links_where(
        source=filters.source, document=filters.document, target=filters.target, ended=None, seen_by=seen
    )
    both = Q(asked__isnull=False, answer__isnull=False)
    states = {"stands": Q(ended=None) & both, "gone": Q(ended=None) & ~both, "ended": Q(ended__isnull=False)}
    page = cut(found.filter(states.get(filters.state or "", Q())), BY_ENDS, paging)
    return listed(request, LinkShape, map(link_shape, link_entries(page.rows)), page, paging)


@reads(router, f"{OF_ORGANIZATION}/links/{{link}}", LinkShape)
def link(request: HttpRequest, organization: Organization, link: Code) -> HttpResponse:
    """A link; its ETag is that of its own state."""
    whose, seen = work_of(request, organization)
    return editable(LinkShape, _shape(_link_at(whose, link), seen))


@acts(router, "POST", f"{OF_ORGANIZATION}/links", LinkShape, form=LinkForm, status=201)
def make_link(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Link an act, a paragraph or a document to the result or place that answers it."""
    whose, by, seen = acting_in(request, organization)
    said = filled(request, LinkForm).cleaned_data
    with checked():
        made = actions.make_link(by=by, organization=whose, **said)
    return done(LinkShape, _shape(made, seen), 201, f"{request.path}/{made.code}")


@acts(router, "PUT", f"{OF_ORGANIZATION}/links/{{link}}", LinkShape, form=SaidForm, matched=True)
def change_link(request: HttpRequest, organization: Organization, link: Code) -> HttpResponse:
    """Give a link another share or rationale, and confirm that its ends belong together."""
    whose, by, seen = acting_in(request, organization)
    found = _matched(request, whose, link, seen)
    said = filled(request, SaidForm).cleaned_data
    with checked():
        changed = actions.change_link(by=by, link=found, revision=found.revision, **said)
    return done(LinkShape, _shape(changed, seen))


@acts(router, "POST", f"{OF_ORGANIZATION}/links/{{link}}/end", LinkShape, form=EndForm, matched=True)
def end_link(request: HttpRequest, organization: Organization, link: Code) -> HttpResponse:
    """End a link, saying why; it stays in the record."""
    whose, by, seen = acting_in(request, organization)
    found = _matched(request, whose, link, seen)
    said = filled(request, EndForm).cleaned_data
    with checked():
        ended = actions.end_link(by=by, link=found, revision=found.revision, **said)
    return done(LinkShape, _shape(ended, seen))


class SuggestionFilters(BaseModel):
    """The filters of suggestions and dismissals."""

    source: Annotated[Text | None, Field(description="The act or document that something may answer.")] = None


@lists(router, f"{OF_ORGANIZATION}/suggestions", SuggestionShape)
def suggestions(
    request: HttpRequest, organization: Organization, filters: Query[SuggestionFilters], paging: Query[Paging]
) -> HttpResponse:
    """What may answer acts and documents that no plan lists, neither dismissed nor linked; the likeliest first."""
    _, seen = work_of(request, organization)
    found = suggestions_where(sources=[filters.source] if filters.source else None, seen_by=seen)
    page = cut(found, BY_RANK, paging)
    return listed(request, SuggestionShape, (suggestion_shape(as_suggested(one)) for one in page.rows), page, paging)


@acts(router, "POST", f"{OF_ORGANIZATION}/suggestions/accept", LinkShape, form=SuggestionForm, status=201)
def accept_suggestion(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Link what is suggested; without a rationale, for the reasons of the suggestion."""
    whose, by, seen = acting_in(request, organization)
    said = filled(request, SuggestionForm).cleaned_data
    why = said["rationale"] or why_suggested(whose, said["source"], said["target"])
    with checked():
        made = suggesting.accept_suggestion(
            by=by, organization=whose, source=said["source"], target=said["target"], rationale=why
        )
    return done(
        LinkShape, _shape(made, seen), 201, f"/api{OF_ORGANIZATION.format(organization=whose.code)}/links/{made.code}"
    )


@acts(router, "POST", f"{OF_ORGANIZATION}/suggestions/dismiss", form=SuggestionForm)
def dismiss_suggestion(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Say that what is suggested does not answer; it is suggested no more."""
    whose, by, _seen = acting_in(request, organization)
    said = filled(request, SuggestionForm).cleaned_data
    suggesting.dismiss_suggestion(by=by, organization=whose, source=said["source"], target=said["target"])
    return gone()


@acts(router, "POST", f"{OF_ORGANIZATION}/suggestions/restore", form=SuggestionForm)
def restore_suggestion(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Take a dismissal back."""
    whose, by, _seen = acting_in(request, organization)
    said = filled(request, SuggestionForm).cleaned_data
    suggesting.restore_suggestion(by=by, organization=whose, source=said["source"], target=said["target"])
    return gone()


@lists(router, f"{OF_ORGANIZATION}/dismissals", DismissalShape)
def dismissals(
    request: HttpRequest, organization: Organization, filters: Query[SuggestionFilters], paging: Query[Paging]
) -> HttpResponse:
    """What somebody said does not answer an act or a document."""
    _, seen = work_of(request, organization)
    found = Dismissal.objects.filter(worked(seen)).annotate(title=target_title()).select_related("by")
    page = cut(found.filter(source=filters.source) if filters.source else found, BY_ENDS, paging)
    rows = (Dismissed(one.source, one.target, one.title or "", str(one.by), one.at) for one in page.rows)
    return listed(request, DismissalShape, map(dismissal_shape, rows), page, paging)


def _matched(request: HttpRequest, whose: OrganizationTable, link: str, seen: Sight) -> Link:
    """The link that is changed, as the request says that it stands."""
    found = _link_at(whose, link)
    check_match(request, LinkShape, _shape(found, seen))
    return found


def _link_at(whose: OrganizationTable, code: str) -> Link:
    found = Link.objects.filter(organization=whose, code=code).first()
    if found is None:
        raise Http404
    return found


def _shape(one: Link, seen: Sight) -> LinkShape:
    return link_shape(link_entries(links_where(code=one.code, ended=None, seen_by=seen))[0])
