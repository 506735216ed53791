"""The review of the mandates that plans list: the list of a year with its progress, and one mandate whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from throughline.engine.mandates.review import disagree, review_address
from throughline.store.budgeting.reads import ESTIMATE, stated_at, stated_for_plans
from throughline.store.memory import at_head
from throughline.store.models import Document, ListedMandate, Organization, Plan, ReviewRound
from throughline.store.planning.review.aids import aids_for
from throughline.store.planning.review.reads import (
    PLAN,
    PartReview,
    Progress,
    ReviewEntry,
    comments_of,
    days_left,
    part_reviews,
    parts_of,
    progress_of,
    review_entries,
    reviews_where,
    round_of,
)
from throughline.store.rights import EDIT, Sight, edits_in, in_plan, may
from throughline.store.rows import IN_FORCE
from throughline.web.access import may_act
from throughline.web.formatting import day, number, plain_brief
from throughline.web.pages.frame import (
    Head,
    Step,
    as_sheet,
    page_of_list,
    sheet_of,
    show_list,
    sight_in,
    worked_organization_at,
)
from throughline.web.pages.history.views import told_at
from throughline.web.pages.mandates.named import document_at, trail_of_registry
from throughline.web.pages.plans.names import fund_name
from throughline.web.pages.reviews.forms import (
    CommentForm,
    DecideForm,
    RecommendForm,
    ReviewFilters,
    ReviewForm,
    RoundForm,
    SendBackForm,
)
from throughline.web.pages.reviews.names import REASON_NAMES, RECOMMENDATION_NAMES, state_status


def rounds(request: HttpRequest, organization: str) -> HttpResponse:
    """The review of the newest plans."""
    whose = worked_organization_at(request, organization)
    plans = Plan.objects.filter(organization=whose, year__isnull=False).order_by("-year")
    newest = plans.values_list("year", flat=True).first()
    if newest is None:
        raise Http404(_("No plan was read whose mandates could be reviewed."))
    return redirect("mandates-reviews", whose.code, newest)


@never_cache
def reviews(request: HttpRequest, organization: str, year: int) -> HttpResponse:
    """The mandates that the plans of a year list, part by part, with what is recommended; as CSV for `format=csv`."""
    whose = worked_organization_at(request, organization)
    seen = sight_in(request, whose)
    parts = parts_of(whose, year, seen_by=seen)
    if not parts:
        raise Http404(_("No plan for %(year)s was read.") % {"year": year})
    filters = ReviewFilters(request.GET, parts)
    found = reviews_where(whose, year, filters.wanted, seen_by=seen)
    if request.GET.get("format") == "csv" and not filters.is_wrong:
        return as_sheet(ReviewEntry, review_entries(found, whose, year), f"review-{whose.code}-{year}")
    return list_page(request, whose, year, filters, found)


def list_page(
    request: HttpRequest,
    whose: Organization,
    year: int,
    filters: ReviewFilters,
    found: Any,
    many: RecommendForm | None = None,
    wrong: Sequence[str] = (),
) -> HttpResponse:
    """The page of the list; `many` is a form for several mandates that was sent and not done, `wrong` the reasons."""
    seen, by = sight_in(request, whose), may_act(request)
    progress = _progress(whose, year, seen)
    opened = round_of(whose.code, year, seen_by=seen)
    total = found.count() if filters.wanted else progress.pairs
    listing = page_of_list(
        request, filters, total, lambda at, count: _rows(review_entries(found[at : at + count], whose, year))
    )
    context = {
        "head": Head(
            _("Review of mandates"),
            _("Mandates of %(year)s: retain, update or retire") % {"year": year},
            trail_of_registry(whose.code),
        ),
        "year": year,
        "opened": opened,
        "answer": _said(progress, opened, localdate()),
        "progress": progress,
        "listing": listing,
        "many": many or RecommendForm(),
        "wrong": wrong,
        "may_propose": by is not None and opened is not None and edits_in(by, whose),
        "opening": RoundForm(initial={"deadline": opened.deadline if opened else None}),
        "may_open": by is not None and may(by, EDIT, whose),
        "sheet": sheet_of(request.GET),
    }
    response = show_list(request, "reviews/list.html", filters, context)
    response.status_code = 409 if wrong else response.status_code
    return response


def _progress(whose: Organization, year: int, seen: Sight) -> Progress:
    """How far the review of a year is; one statement, two where something was written."""
    every = reviews_where(whose, year, {}, seen_by=seen)
    return at_head(("review", whose.pk, year, seen), lambda: progress_of(every, whose, year))


@dataclass(frozen=True, slots=True)
class RowShown:
    """A row of the list with its names."""

    entry: ReviewEntry
    status: Any
    recommendation: Any
    reason: Any


def _rows(entries: Sequence[ReviewEntry]) -> list[RowShown]:
    """Rows of the list with the names of what they say."""
    return [
        RowShown(
            one,
            state_status(one.state),
            RECOMMENDATION_NAMES.get(one.recommendation, ""),
            REASON_NAMES.get(one.reason, ""),
        )
        for one in entries
    ]


def _said(progress: Progress, opened: ReviewRound | None, today: date) -> list[str]:
    words = ngettext(
        "%(done)s of %(count)s mandate is reviewed by every part that lists it.",
        "%(done)s of %(count)s mandates are reviewed by every part that lists them.",
        progress.mandates,
    )
    sentences = [words % {"done": number(progress.reviewed), "count": number(progress.mandates)}]
    if progress.submitted:
        waits = ngettext(
            "%(count)s recommendation waits for approval.",
            "%(count)s recommendations wait for approval.",
            progress.submitted,
        )
        sentences.append(waits % {"count": number(progress.submitted)})
    if opened is None:
        return [*sentences, _("No review is open for this year yet.")]
    left = days_left(opened, today)
    due = {"day": day(opened.deadline)}
    if left < 0:
        return [*sentences, _("The time for it ended on %(day)s.") % due]
    words = ngettext("It ends on %(day)s, in %(count)s day.", "It ends on %(day)s, in %(count)s days.", left)
    return [*sentences, words % {**due, "count": left}]


@dataclass(frozen=True, slots=True)
class PartShown:
    """A part that lists the mandate, with its forms where the reader may use them."""

    entry: PartReview
    status: Any
    recommendation: Any
    reason: Any
    form: ReviewForm | None
    deciding: DecideForm | None
    sending_back: SendBackForm | None


@never_cache
def mandate(request: HttpRequest, organization: str, year: int, symbol: str) -> HttpResponse:
    """One mandate under review: what each part that lists it recommends, what helps to decide, what was said."""
    return mandate_page(request, worked_organization_at(request, organization), year, symbol)


def mandate_page(
    request: HttpRequest, whose: Organization, year: int, symbol: str, sent: forms.Form | None = None, status: int = 200
) -> HttpResponse:
    """The page of a mandate under review; a form that was `sent` and not done comes back in its place."""
    seen = sight_in(request, whose)
    document = document_at(symbol, seen)
    parts = part_reviews(whose, year, document.address, may_act(request), seen_by=seen)
    if not parts:
        raise Http404(_("No plan for %(year)s lists %(symbol)s.") % {"year": year, "symbol": symbol[:100]})
    opened = round_of(whose.code, year, seen_by=seen)
    context = {
        "head": _head(whose, year, document, parts),
        "year": year,
        "opened": opened,
        "symbol": document.address,
        "document": document,
        "answer": _mandate_said(parts, opened),
        "parts": [_part(one, document.address, opened, sent) for one in parts],
        "aids": aids_for(document, seen_by=seen),
        "costs": _costs(whose, year, document, seen),
        "comments": comments_of(whose, year, document.address, seen_by=seen),
        "commenting": _comment_form(parts, opened, document.address, sent),
        "lines": told_at(whose, review_address(whose.code, year, document.address), seen),
    }
    return render(request, "reviews/mandate.html", context, status=status)


def _head(whose: Organization, year: int, document: Document, parts: Sequence[PartReview]) -> Head:
    said = {one.review.recommendation for one in parts if one.review}
    tone = "attention" if disagree(said) or len(parts) > sum(1 for one in parts if one.review) else "plain"
    above = Step(_("Review of %(year)s") % {"year": year}, reverse("mandates-reviews", args=[whose.code, year]))
    kind = _("Review · %(symbol)s") % {"symbol": document.address}
    title = document.title or next((one.listed_title for one in parts if one.listed_title), document.address)
    return Head(kind, title, (*trail_of_registry(whose.code), above), tone, document.language or "en")


def _mandate_said(parts: Sequence[PartReview], opened: ReviewRound | None) -> list[str]:
    said = [one.review.recommendation for one in parts if one.review]
    words = ngettext("%(count)s part of the plans lists it.", "%(count)s parts of the plans list it.", len(parts))
    sentences = [words % {"count": len(parts)}]
    counted = [(name, said.count(code)) for code, name in RECOMMENDATION_NAMES.items() if code in said]
    if counted:
        listed = ", ".join(_("%(name)s %(count)s") % {"name": name, "count": count} for name, count in counted)
        sentences.append(_("Recommended: %(listed)s.") % {"listed": listed})
    if disagree(said):
        sentences.append(_("The parts disagree: agree in the comments before it is approved."))
    if opened is None:
        sentences.append(_("No review is open for this year yet."))
    return sentences


def _part(one: PartReview, symbol: str, opened: ReviewRound | None, sent: forms.Form | None) -> PartShown:
    """A part with its forms: the one that was sent for it and not done, or fresh ones."""
    review = one.review
    now: dict[str, Any] = {"symbol": symbol, "part": one.part, "revision": review.revision if review else 0}
    if review:
        now |= {"recommendation": review.recommendation, "reason": review.reason, "words": review.words}
    mine = sent if sent is not None and sent.data.get("part") == one.part else None
    may_draft = one.may_propose and opened is not None and (review is None or review.state != "approved")
    named = f"{one.part.replace('/', '-')}-%s"
    own = mine if isinstance(mine, ReviewForm) else ReviewForm(initial=now, auto_id=named)
    back = mine if isinstance(mine, SendBackForm) else SendBackForm(initial=now, auto_id=f"back-{named}")
    decides = one.may_decide and review is not None
    return PartShown(
        one,
        state_status(review.state if review else ""),
        RECOMMENDATION_NAMES.get(review.recommendation, "") if review else "",
        REASON_NAMES.get(review.reason, "") if review else "",
        own if may_draft else None,
        DecideForm(initial=now, auto_id=f"approve-{named}")
        if decides and review and review.state == "submitted"
        else None,
        back if decides and review and review.state in ("submitted", "approved") else None,
    )


def _comment_form(
    parts: Sequence[PartReview], opened: ReviewRound | None, symbol: str, sent: forms.Form | None
) -> CommentForm | None:
    if opened is None or not any(one.may_propose or one.may_decide for one in parts):
        return None
    return sent if isinstance(sent, CommentForm) else CommentForm(initial={"symbol": symbol})


def _costs(whose: Organization, year: int, document: Document, seen: Sight) -> list[tuple[str, str, list[str]]]:
    """The places that list the mandate with what is estimated for them in the year, by fund. Three statements."""
    listed = ListedMandate.objects.filter(IN_FORCE, in_plan(seen), document=document)
    listed = listed.filter(**{f"{PLAN}__organization": whose, f"{PLAN}__year": year}).select_related("place")
    places = {one.place_id: one.place for one in listed.order_by("place__address")}
    stated = stated_at(list(places), [ESTIMATE])
    of_plans = stated_for_plans({one.version_id for one in places.values() if not one.place}, [ESTIMATE])
    found = []
    for pk, place in places.items():
        own = stated.get(pk, ()) if place.place else of_plans.get(place.version_id, ())
        money = [f"{plain_brief(one.money)} ({fund_name(one.fund)})" for one in own if one.year == year]
        found.append((place.address, place.title, money))
    return found
