"""The actions of the review of mandates, as the buttons of its pages call them."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from throughline.engine.errors import Forbidden, Refused
from throughline.store.models import Organization, Person, Review, ReviewRound
from throughline.store.planning.review import actions
from throughline.store.planning.review.reads import parts_of, reviews_where, round_of
from throughline.web.access import acting, action
from throughline.web.pages.frame import sight_in, worked_organization_at
from throughline.web.pages.reviews.forms import (
    CommentForm,
    DecideForm,
    RecommendForm,
    ReviewFilters,
    ReviewForm,
    RoundForm,
    SendBackForm,
)
from throughline.web.pages.reviews.views import list_page, mandate_page

Said = dict[str, Any]


@action
@require_POST
def open_review(request: HttpRequest, organization: str, year: int) -> HttpResponse:
    """Open the review of a year, or give it another deadline."""
    whose, by = worked_organization_at(request, organization), acting(request)
    form = RoundForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Give the day by which the mandates are to be reviewed."))
    actions.open_round(by=by, organization=whose, year=year, **form.cleaned_data)
    return redirect("mandates-reviews", whose.code, year)


@action
@require_POST
def propose_many(request: HttpRequest, organization: str, year: int) -> HttpResponse:
    """Draft one recommendation for every mandate that was chosen."""
    whose, by = worked_organization_at(request, organization), acting(request)
    form, opened = RecommendForm(request.POST), _opened(request, whose, year)
    chosen = [(symbol, part) for part, _bar, symbol in (one.partition("|") for one in request.POST.getlist("chosen"))]
    wrong = [] if form.is_valid() else [_("Nothing was proposed: look at what you recommend.")]
    if not wrong:
        try:
            actions.propose_reviews(by=by, round=opened, chosen=chosen, **form.cleaned_data)
        except Forbidden:
            raise
        except Refused as reason:
            wrong = [str(reason)]
    if not wrong:
        return redirect("mandates-reviews", whose.code, year)
    seen = sight_in(request, whose)
    filters = ReviewFilters(request.GET, parts_of(whose, year, seen_by=seen))
    found = reviews_where(whose, year, filters.wanted, seen_by=seen)
    return list_page(request, whose, year, filters, found, form, wrong)


@action
@require_POST
def act(request: HttpRequest, organization: str, year: int, verb: str) -> HttpResponse:
    """Draft, submit, approve, send back or comment on one mandate; what is not done comes back as it was typed."""
    whose, by = worked_organization_at(request, organization), acting(request)
    if verb not in VERBS:
        raise Http404
    opened, (kind, do) = _opened(request, whose, year), VERBS[verb]
    form, status = kind(data := request.POST.copy()), 400
    if form.is_valid():
        try:
            do(by, opened, dict(form.cleaned_data))
        except Forbidden:
            raise
        except Refused as reason:
            form.add_error(None, str(reason))
            # What is sent again is meant for the state that the page shows now.
            data["revision"], status = str(_revision(opened, form.cleaned_data)), 409
        else:
            return redirect("mandates-review", whose.code, year, form.cleaned_data["symbol"])
    return mandate_page(request, whose, year, request.POST.get("symbol", "")[:300], form, status)


def _opened(request: HttpRequest, whose: Organization, year: int) -> ReviewRound:
    found = round_of(whose.code, year, seen_by=sight_in(request, whose))
    if found is None:
        raise Refused(_("No review is open for this year yet."))
    return found


def _draft(by: Person, opened: ReviewRound, said: Said) -> None:
    actions.propose_review(by=by, round=opened, **said)


def _submit(by: Person, opened: ReviewRound, said: Said) -> None:
    """Draft what the form says, and hand it in."""
    with transaction.atomic():
        drafted = actions.propose_review(by=by, round=opened, **said)
        actions.submit_review(by=by, review=drafted, revision=drafted.revision)


def _approve(by: Person, opened: ReviewRound, said: Said) -> None:
    actions.approve_review(by=by, review=_review(opened, said), revision=said["revision"])


def _send_back(by: Person, opened: ReviewRound, said: Said) -> None:
    actions.send_back_review(by=by, review=_review(opened, said), revision=said["revision"], note=said["note"])


def _comment(by: Person, opened: ReviewRound, said: Said) -> None:
    actions.comment_on_review(by=by, round=opened, **said)


def _revision(opened: ReviewRound, said: Said) -> int:
    found = Review.objects.filter(round=opened, document__address=said["symbol"], part=said.get("part", ""))
    return found.values_list("revision", flat=True).first() or 0


def _review(opened: ReviewRound, said: Said) -> Review:
    found = Review.objects.filter(round=opened, document__address=said["symbol"], part=said["part"]).first()
    if found is None:
        raise Refused(_("Nothing is recommended there yet."))
    return found


Do = Callable[[Person, ReviewRound, Said], None]
VERBS: dict[str, tuple[type[forms.Form], Do]] = {
    "draft": (ReviewForm, _draft),
    "submit": (ReviewForm, _submit),
    "approve": (DecideForm, _approve),
    "send-back": (SendBackForm, _send_back),
    "comment": (CommentForm, _comment),
}
