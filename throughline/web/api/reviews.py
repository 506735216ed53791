"""The review of mandates through the API: rounds, what each part recommends, decisions, comments."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Literal

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from throughline.store.models import Organization as OrganizationTable
from throughline.store.models import Person, Review, ReviewComment, ReviewRound
from throughline.store.planning.review import actions
from throughline.store.planning.review.reads import PLAN, ReviewEntry, review_entries, reviews_where, round_of
from throughline.store.rights import APPROVE, Sight, acts_in, edits_in, worked
from throughline.web.access import acting
from throughline.web.api.actions import acts, check_match, done, editable
from throughline.web.api.answers import OF_ORGANIZATION, listed, lists, reads, work_of
from throughline.web.api.fields import filled
from throughline.web.api.paging import Key, cut
from throughline.web.api.parameters import Organization, Paging, Text
from throughline.web.api.parameters import Year as AnyYear
from throughline.web.api.shapes.reviews import (
    CommentShape,
    Proposed,
    ReviewShape,
    RoundShape,
    comment_shape,
    review_shape,
    round_shape,
)
from throughline.web.pages.reviews.forms import CommentForm, ManyForm, RecommendForm, RoundForm, SentBackForm

router = Router(tags=["reviews"])

NEWEST_YEAR = (Key("year", int, descending=True),)
BY_MANDATE = (Key("document__address"), Key(f"{PLAN}__address"))
IN_TIME = (Key("at", datetime), Key("document__address"), Key("by__username"))

OF_YEAR = f"{OF_ORGANIZATION}/reviews/{{year}}"
Year = Annotated[AnyYear, Path(..., description="The year of the plans.", example=2026)]
Address = Annotated[
    str, Path(..., description="A part of a plan and a mandate that it lists.", example="UN/2026/10/A/RES/78/243")
]


@lists(router, f"{OF_ORGANIZATION}/review-rounds", RoundShape)
def review_rounds(request: HttpRequest, organization: Organization, paging: Query[Paging]) -> HttpResponse:
    """The rounds of review with their deadlines, the newest first."""
    whose, seen = work_of(request, organization)
    found = ReviewRound.objects.filter(worked(seen), organization=whose).select_related("organization")
    page = cut(found, NEWEST_YEAR, paging)
    return listed(request, RoundShape, map(round_shape, page.rows), page, paging)


@acts(router, "PUT", f"{OF_ORGANIZATION}/review-rounds/{{year}}", RoundShape, form=RoundForm)
def open_round(request: HttpRequest, organization: Organization, year: Year) -> HttpResponse:
    """Open the review of a year, or give it another deadline."""
    whose, by, _seen = _person(request, organization)
    said = filled(request, RoundForm).cleaned_data
    return done(RoundShape, round_shape(actions.open_round(by=by, organization=whose, year=year, **said)))


class ReviewFilters(BaseModel):
    """The filters of mandates under review."""

    q: Annotated[Text | None, Field(description="Words in the symbol or the title.")] = None
    part: Annotated[Text | None, Field(description="The address of a part of a plan: UN/2026/10.")] = None
    state: Annotated[
        Literal["none", "draft", "submitted", "approved", "sent back"] | None,
        Field(description="The state of the recommendation; none where there is none yet."),
    ] = None
    recommendation: Annotated[
        Literal["retain", "update", "retire"] | None, Field(description="What is recommended.")
    ] = None
    split: Annotated[Literal["split"] | None, Field(description="Only mandates on which parts disagree.")] = None


@lists(router, OF_YEAR, ReviewShape)
def reviews(
    request: HttpRequest, organization: Organization, year: Year, filters: Query[ReviewFilters], paging: Query[Paging]
) -> HttpResponse:
    """The mandates that plans of a year list, once for each part that lists them, with what the part recommends."""
    whose, seen = work_of(request, organization)
    found = reviews_where(whose, year, filters.model_dump(exclude_none=True), seen_by=seen)
    page = cut(found, BY_MANDATE, paging)
    return listed(request, ReviewShape, map(review_shape, review_entries(page.rows, whose, year)), page, paging)


@reads(router, f"{OF_YEAR}/of/{{path:address}}", ReviewShape)
def review(request: HttpRequest, organization: Organization, year: Year, address: Address) -> HttpResponse:
    """What a part recommends for a mandate; its ETag is that of its own state."""
    whose, seen = work_of(request, organization)
    return editable(ReviewShape, review_shape(_entry(whose, year, address, seen)))


@acts(router, "PUT", f"{OF_YEAR}/of/{{path:address}}", ReviewShape, form=RecommendForm, matched=True)
def propose_review(request: HttpRequest, organization: Organization, year: Year, address: Address) -> HttpResponse:
    """Draft what a part recommends for a mandate that it lists."""
    whose, by, seen = _person(request, organization)
    entry, said = _entry(whose, year, address, seen), filled(request, RecommendForm).cleaned_data
    check_match(request, ReviewShape, review_shape(entry))
    actions.propose_review(
        by=by,
        round=_round(whose, year, seen),
        symbol=entry.symbol,
        part=entry.part,
        revision=entry.revision,
        **said,
    )
    return done(ReviewShape, review_shape(_entry(whose, year, address, seen)))


@acts(router, "POST", f"{OF_YEAR}/submit/{{path:address}}", ReviewShape, matched=True)
def submit_review(request: HttpRequest, organization: Organization, year: Year, address: Address) -> HttpResponse:
    """Hand a draft in for approval."""
    return _decided(request, organization, (year, address), actions.submit_review)


@acts(router, "POST", f"{OF_YEAR}/approve/{{path:address}}", ReviewShape, matched=True)
def approve_review(request: HttpRequest, organization: Organization, year: Year, address: Address) -> HttpResponse:
    """Approve what another person submitted."""
    return _decided(request, organization, (year, address), actions.approve_review)


@acts(router, "POST", f"{OF_YEAR}/send-back/{{path:address}}", ReviewShape, form=SentBackForm, matched=True)
def send_back_review(request: HttpRequest, organization: Organization, year: Year, address: Address) -> HttpResponse:
    """Send back, saying why, what another person submitted."""
    note = filled(request, SentBackForm).cleaned_data["note"]

    def sending_back(*, by: Person, review: Review, revision: int) -> object:
        return actions.send_back_review(by=by, review=review, revision=revision, note=note)

    return _decided(request, organization, (year, address), sending_back)


@acts(router, "POST", f"{OF_YEAR}/proposals", Proposed, form=ManyForm, status=201)
def propose_reviews(request: HttpRequest, organization: Organization, year: Year) -> HttpResponse:
    """Draft one recommendation for many mandates of parts, all of them or none."""
    whose, by, seen = _person(request, organization)
    said = filled(request, ManyForm).cleaned_data
    count = actions.propose_reviews(by=by, round=_round(whose, year, seen), **said)
    return done(Proposed, Proposed(count), 201)


class CommentFilters(BaseModel):
    """The filter of comments."""

    document: Annotated[Text | None, Field(description="The symbol of the mandate.")] = None


@lists(router, f"{OF_YEAR}/comments", CommentShape)
def review_comments(
    request: HttpRequest, organization: Organization, year: Year, filters: Query[CommentFilters], paging: Query[Paging]
) -> HttpResponse:
    """What was said about mandates to all who list them, in order."""
    whose, seen = work_of(request, organization)
    found = ReviewComment.objects.filter(worked(seen, "round__organization"), round__organization=whose)
    found = found.filter(round__year=year).select_related("by", "document")
    page = cut(found.filter(document__address=filters.document) if filters.document else found, IN_TIME, paging)
    return listed(request, CommentShape, map(comment_shape, page.rows), page, paging)


@acts(router, "POST", f"{OF_YEAR}/comments", CommentShape, form=CommentForm, status=201)
def comment_on_review(request: HttpRequest, organization: Organization, year: Year) -> HttpResponse:
    """Say something about a mandate to all who list it."""
    whose, by, seen = _person(request, organization)
    said = filled(request, CommentForm).cleaned_data
    made = actions.comment_on_review(by=by, round=_round(whose, year, seen), **said)
    return done(CommentShape, comment_shape(made), 201)


def _person(request: HttpRequest, organization: str) -> tuple[OrganizationTable, Person, Sight]:
    """The organization, who edits or approves in it, and what the request may see; Http404 for who does neither."""
    (whose, seen), by = work_of(request, organization), acting(request)
    if not edits_in(by, whose) and not acts_in(by, APPROVE, whose):
        raise Http404
    return whose, by, seen


def _round(whose: OrganizationTable, year: int, seen: Sight) -> ReviewRound:
    found = round_of(whose.code, year, seen_by=seen)
    if found is None:
        raise Http404
    return found


def _entry(whose: OrganizationTable, year: int, address: str, seen: Sight) -> ReviewEntry:
    """What the part before the third slash recommends for the mandate behind it; Http404 where it lists none such."""
    *part, symbol = (*address.split("/", 3), "", "", "", "")[:4]
    found = reviews_where(whose, year, {"part": "/".join(part)}, seen_by=seen).filter(document__address=symbol)
    entry = next(iter(review_entries(found[:1], whose, year)), None)
    if entry is None:
        raise Http404
    return entry


def _decided(
    request: HttpRequest, organization: str, where: tuple[int, str], act: Callable[..., object]
) -> HttpResponse:
    """Do something with a recommendation as it stands, and answer what stands after it."""
    (whose, by, seen), (year, address) = _person(request, organization), where
    entry = _entry(whose, year, address, seen)
    check_match(request, ReviewShape, review_shape(entry))
    which = {"round__organization": whose, "round__year": year, "part": entry.part}
    found = Review.objects.filter(document__address=entry.symbol, **which).first()
    if found is None:
        raise Http404
    act(by=by, review=found, revision=found.revision)
    return done(ReviewShape, review_shape(_entry(whose, year, address, seen)))
