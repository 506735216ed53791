"""Reads of the review of mandates: what each part lists and recommends, how far the review is, one mandate whole."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from throughline.engine.mandates.review import APPROVED, DRAFT, SENT_BACK, SUBMITTED
from throughline.store.mandates.tables import Document
from throughline.store.organizations import Organization, Unit
from throughline.store.people.tables import Person, Role
from throughline.store.planning.review.tables import Review, ReviewComment, ReviewRound
from throughline.store.planning.tables import ListedMandate, Plan
from throughline.store.rights import NEEDED, Sight, held_where_seen, in_plan, worked
from throughline.store.rows import IN_FORCE
from throughline.store.units.reads import answering_in, units_below

PLAN = "version__document__plan"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a review is: pairs of a mandate and a part that lists it, by the state of the recommendation.

    `mandates` are different documents, `reviewed` those of which every part's recommendation is approved.
    """

    pairs: int
    drafts: int
    submitted: int
    approved: int
    sent_back: int
    mandates: int
    reviewed: int


@dataclass(frozen=True, slots=True)
class Approved:
    """What the review of a year decided about a mandate: a recommendation, and how many parts it is approved for."""

    year: int
    recommendation: str
    parts: int


def approved_of(document: Document, *, seen_by: Sight) -> tuple[Approved, ...]:
    """What the newest review with an approved recommendation decided about a document. One statement."""
    found = Review.objects.filter(worked(seen_by, "round__organization"), document=document, state=APPROVED)
    counted = found.values_list("round__year", "recommendation").annotate(parts=Count("pk"))
    rows = [Approved(*row) for row in counted.order_by("-round__year", "recommendation")]
    return tuple(one for one in rows if one.year == rows[0].year)


@dataclass(frozen=True, slots=True)
class ReviewEntry:
    """A mandate and a part of the house that lists it, with what that part recommends; "" where nothing is yet.

    `split` where the parts that list the mandate recommend different things.
    """

    symbol: str
    title: str
    body: str
    held: bool
    part: str
    part_title: str
    state: str
    recommendation: str
    reason: str
    words: str
    revision: int
    proposed: datetime | None
    proposed_by: str
    split: bool


def round_of(organization: str, year: int, *, seen_by: Sight) -> ReviewRound | None:
    """The round of a year, None where none was opened. One statement."""
    found = ReviewRound.objects.filter(worked(seen_by), organization__code=organization, year=year)
    return found.select_related("organization", "opened_by").first()


def parts_of(organization: Organization, year: int, *, seen_by: Sight) -> tuple[tuple[str, str], ...]:
    """The parts of the plans of a year, by address, with their titles. One statement."""
    found = Plan.objects.filter(worked(seen_by), organization=organization, year=year).order_by("address")
    return tuple(found.values_list("address", "document__title"))


def reviews_where(organization: Organization, year: int, wanted: Mapping[str, Any], *, seen_by: Sight) -> QuerySet[Any]:
    """The mandates that plans of a year list, once for each part that lists them.

    `wanted`: `q` words of title or symbol, `part`, `state` ("none" where nothing is recommended), `recommendation`,
    `split` for those on which parts disagree. By symbol and part. `review_entries` says what is recommended for them.
    """
    own = ListedMandate.objects.filter(IN_FORCE, in_plan(seen_by), document__isnull=False)
    own = own.filter(worked(seen_by, f"{PLAN}__organization"), **{f"{PLAN}__organization": organization})
    own = own.filter(**{f"{PLAN}__year": year})
    # Rows of a version are written in their order: the lowest number is the first that lists the mandate.
    first = own.order_by().values("version", "document").annotate(first=Min("pk")).values("first")
    found: Any = ListedMandate.objects.filter(pk__in=first)
    found = found.annotate(is_held=held_where_seen(seen_by, "document"))
    for word in wanted.get("q", "").split():
        found = found.filter(Q(title__icontains=word) | Q(document__address__icontains=word))
    if "part" in wanted:
        found = found.filter(**{f"{PLAN}__address": wanted["part"]})
    here = _here(organization, year)
    if "state" in wanted:
        found = found.filter(~Exists(here) if wanted["state"] == "none" else Exists(here.filter(state=wanted["state"])))
    if "recommendation" in wanted:
        found = found.filter(Exists(here.filter(recommendation=wanted["recommendation"])))
    if wanted.get("split"):
        both = _of_document(organization, year).order_by().values("document")
        both = both.annotate(first=Min("recommendation"), last=Max("recommendation"))
        found = found.filter(Exists(both.exclude(first=F("last"))))
    found = found.annotate(
        listed_by=F(f"{PLAN}__address"),
        listed_by_title=F("version__document__title"),
        of=F("document__address"),
        of_title=F("document__title"),
    )
    return found.order_by("document__address", f"{PLAN}__address", "pk")  # type: ignore[no-any-return]


def _of_document(organization: Organization, year: int) -> QuerySet[Review]:
    """What all parts recommend for the mandate of a row."""
    return Review.objects.filter(round__organization=organization, round__year=year, document=OuterRef("document"))


def _here(organization: Organization, year: int) -> QuerySet[Review]:
    """What the part of a row recommends for its mandate."""
    return _of_document(organization, year).filter(part=OuterRef(f"{PLAN}__address"))


def review_entries(found: Iterable[Any], organization: Organization, year: int) -> tuple[ReviewEntry, ...]:
    """Rows of `reviews_where` as records, with what is recommended. One statement beside that of the rows."""
    rows = list(found)
    reviews = Review.objects.filter(
        round__organization=organization, round__year=year, document__in={one.document_id for one in rows}
    )
    of_document: dict[int, dict[str, Review]] = defaultdict(dict)
    for review in reviews.select_related("proposed_by"):
        of_document[review.document_id][review.part] = review
    return tuple(_entry(one, of_document[one.document_id]) for one in rows)


def _entry(one: Any, reviews: Mapping[str, Review]) -> ReviewEntry:
    review = reviews.get(one.listed_by)
    return ReviewEntry(
        symbol=one.of,
        title=one.title or (one.of_title if one.is_held else ""),
        body=one.body,
        held=bool(one.is_held),
        part=one.listed_by,
        part_title=one.listed_by_title,
        state=review.state if review else "",
        recommendation=review.recommendation if review else "",
        reason=review.reason if review else "",
        words=review.words if review else "",
        revision=review.revision if review else 0,
        proposed=review.proposed if review else None,
        proposed_by=(review.proposed_by.name or review.proposed_by.username) if review else "",
        split=len({other.recommendation for other in reviews.values()}) > 1,
    )


def progress_of(found: QuerySet[Any], organization: Organization, year: int) -> Progress:
    """How far the review of these rows of `reviews_where` is. One statement."""
    state = Coalesce(Subquery(_here(organization, year).values("state")[:1]), Value(""))
    counted = (
        found.order_by()
        .annotate(review_state=state)
        .aggregate(
            pairs=Count("pk"),
            drafts=Count("pk", filter=Q(review_state=DRAFT)),
            submitted=Count("pk", filter=Q(review_state=SUBMITTED)),
            approved=Count("pk", filter=Q(review_state=APPROVED)),
            sent_back=Count("pk", filter=Q(review_state=SENT_BACK)),
            mandates=Count("document", distinct=True),
            unreviewed=Count("document", distinct=True, filter=~Q(review_state=APPROVED)),
        )
    )
    unreviewed = counted.pop("unreviewed")
    return Progress(**counted, reviewed=counted["mandates"] - unreviewed)


@dataclass(frozen=True, slots=True)
class PartReview:
    """A part that lists a mandate: the places in it that do, the unit that answers, what it recommends (None: nothing).

    `listed_title` is the title under which it lists the mandate. `may_propose` and `may_decide` for whom it was read.
    """

    part: str
    title: str
    listed_title: str
    places: tuple[tuple[str, str], ...]
    unit: str
    review: Review | None
    may_propose: bool
    may_decide: bool


def part_reviews(
    organization: Organization, year: int, symbol: str, by: Person | None, *, seen_by: Sight
) -> tuple[PartReview, ...]:
    """Each part that lists a mandate, with what it recommends. At most seven statements."""
    listed: Any = ListedMandate.objects.filter(IN_FORCE, in_plan(seen_by), document__address=symbol)
    listed = listed.filter(**{f"{PLAN}__organization": organization, f"{PLAN}__year": year})
    columns = (f"{PLAN}__address", "version__document__title", "title", "place__address", "place__title")
    parts: dict[str, tuple[str, str, dict[str, str]]] = {}
    for part, title, as_listed, place, named in listed.order_by(f"{PLAN}__address", "position").values_list(*columns):
        parts.setdefault(part, (title, as_listed, {}))[2].setdefault(place, named)
    found = Review.objects.filter(round__organization=organization, round__year=year, document__address=symbol)
    reviews = {one.part: one for one in found.select_related("proposed_by", "decided_by", "round")}
    answering = answering_in(organization) if parts else None
    edits, approves = _reach(by, "edit", organization), _reach(by, "approve", organization)
    entries = []
    for part, (title, as_listed, places) in parts.items():
        unit = answering.unit_at(part) if answering else None
        review = reviews.get(part)
        may_decide = reaches(approves, unit) and review is not None and review.proposed_by != by
        named_unit = unit.name if unit else ""
        rights = (reaches(edits, unit), may_decide)
        entries.append(PartReview(part, title, as_listed, tuple(places.items()), named_unit, review, *rights))
    return tuple(entries)


def _reach(person: Person | None, right: str, organization: Organization) -> frozenset[int | None]:
    """Where a person has a right: units with those below them, and None for the whole organization."""
    if person is None or not person.is_active:
        return frozenset()
    if person.operates:
        return frozenset({None})
    roles = Role.objects.filter(person=person, organization=organization, role__in=NEEDED[right])
    units = set(roles.values_list("unit", flat=True))
    if None in units:
        return frozenset({None})
    return frozenset(units_below([unit for unit in units if unit is not None])) if units else frozenset()


def reaches(reach: frozenset[int | None], unit: Unit | None) -> bool:
    """Tell whether a right that reaches so far reaches a unit; what no unit answers for is the organization's."""
    return None in reach or (unit is not None and unit.pk in reach)


def comments_of(organization: Organization, year: int, symbol: str, *, seen_by: Sight) -> tuple[ReviewComment, ...]:
    """What was said about a mandate in a round, in order. One statement."""
    found = ReviewComment.objects.filter(worked(seen_by, "round__organization"), round__organization=organization)
    return tuple(found.filter(round__year=year, document__address=symbol).select_related("by").order_by("at", "pk"))


def days_left(round: ReviewRound, today: date) -> int:
    """How many days are left until the deadline; below zero where it has passed."""
    return (round.deadline - today).days
