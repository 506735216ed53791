"""Actions of the review of mandates: a round opens, parts propose and submit, a second person decides, all comment."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction

from throughline.engine.errors import ChangedMeanwhile, Forbidden, Refused
from throughline.engine.mandates.review import (
    APPROVED,
    DRAFT,
    SENT_BACK,
    SUBMITTED,
    is_reason_for,
    review_address,
    round_address,
)
from throughline.engine.mandates.symbols import key_of
from throughline.store import history
from throughline.store.mandates.tables import Document
from throughline.store.organizations import Organization, Unit
from throughline.store.people import Person
from throughline.store.planning.review.tables import Review, ReviewComment, ReviewRound
from throughline.store.planning.tables import ListedMandate, Plan
from throughline.store.rights import APPROVE, EDIT, may, require
from throughline.store.rows import IN_FORCE, storable
from throughline.store.units.reads import answering_in

OPEN, MOVE, PROPOSE, SUBMIT = "open review", "move review deadline", "propose", "submit review"
APPROVE_REVIEW, SEND_BACK, COMMENT = "approve review", "send review back", "comment on review"
# The columns that a draft changes.
DRAFTED = ("recommendation", "reason", "words", "state", "proposed_by", "proposed", "decided_by", "decided", "revision")
# How many are proposed at once.
MOST = 500


def open_round(*, by: Person, organization: Organization, year: int, deadline: date) -> ReviewRound:
    """Open the review of what the plans of a year list, or set another deadline for it.

    Raises `Refused` where the person may not edit the record of the whole organization, or there is no such plan.
    """
    with transaction.atomic():
        history.lock_writing()
        require(by, EDIT, organization)
        if not Plan.objects.filter(organization=organization, year=year).exists():
            raise Refused(f"{organization} has no plan for {year}.")
        defaults = {"deadline": deadline, "opened": datetime.now(UTC), "opened_by": by}
        found, is_new = ReviewRound.objects.get_or_create(organization=organization, year=year, defaults=defaults)
        if is_new or found.deadline != deadline:
            before = {} if is_new else {"before": found.deadline.isoformat()}
            found.deadline = deadline
            found.save(update_fields=["deadline"])
            _tell(by, OPEN if is_new else MOVE, found, "", {"deadline": deadline.isoformat(), **before})
    return found


def propose_review(
    *,
    by: Person,
    round: ReviewRound,
    symbol: str,
    part: str,
    recommendation: str,
    reason: str,
    words: str = "",
    revision: int = 0,
) -> Review:
    """Draft what a part of the house recommends for a mandate that it lists.

    `revision` is the state that was looked at, 0 where there was none yet. Raises `ChangedMeanwhile` where it is not
    the newest; `Refused` where the person may not edit that part, where it does not list the mandate, where the reason
    is none for this recommendation, and where another person has approved it.
    """
    with transaction.atomic():
        history.lock_writing()
        document = _listed(round, symbol, [part]).get((key_of(symbol), part))
        if document is None:
            raise Refused(f"{part[:300]} lists no {symbol[:300]} in {round}.")
        require(by, EDIT, round.organization, _units(round, [part])[part])
        review = Review.objects.filter(round=round, document=document, part=part).first()
        _check_revision(review, revision)
        review = _drafted(review, by, round, document, part, (recommendation, reason, words))
        _write([review])
        _tell(by, PROPOSE, round, document.address, _said(review))
    return review


def propose_reviews(
    *,
    by: Person,
    round: ReviewRound,
    chosen: Iterable[tuple[str, str]],
    recommendation: str,
    reason: str,
    words: str = "",
) -> int:
    """Draft one recommendation for many pairs of a symbol and a part of the house: all of them, or none.

    Raises `Refused` as `propose_review` does, and where something but an own draft stands for one of the pairs: who
    chooses many sees not what each of them says. Statements: a fixed number, two more for each unit.
    """
    pairs = list(dict.fromkeys(chosen))
    if not 0 < len(pairs) <= MOST:
        raise Refused(f"Choose at least one mandate and at most {MOST}.")
    with transaction.atomic():
        history.lock_writing()
        parts = sorted({part for _symbol, part in pairs})
        listed, units = _all_listed(round, parts), _units(round, parts)
        for unit in {unit.pk if unit else None: unit for unit in units.values()}.values():
            require(by, EDIT, round.organization, unit)
        known = {(one.document_id, one.part): one for one in Review.objects.filter(round=round, part__in=parts)}
        drafts = []
        for symbol, part in pairs:
            document = listed.get((key_of(symbol), part))
            if document is None:
                raise Refused(f"{part[:300]} lists no {symbol[:300]} in {round}.")
            review = known.get((document.pk, part))
            if review is not None and (review.state != DRAFT or review.proposed_by_id != by.pk):
                raise Refused(f"Something is recommended for {document} by {part} already: change it on its own page.")
            drafts.append(_drafted(review, by, round, document, part, (recommendation, reason, words)))
        _write(drafts)
        said = {"recommendation": recommendation, "reason": reason, "words": words}
        _tell(by, PROPOSE, round, "", {**said, "mandates": [f"{symbol} {part}" for symbol, part in pairs]})
    return len(pairs)


def submit_review(*, by: Person, review: Review, revision: int) -> Review:
    """Hand a draft, or one that was sent back and drafted anew, to who approves. Raises as `propose_review` does."""
    with transaction.atomic():
        history.lock_writing()
        found = _current(review, revision)
        require(by, EDIT, found.round.organization, _units(found.round, [found.part])[found.part])
        if found.state != DRAFT:
            raise Refused(f"Only a draft is submitted; this one is {found.state}.")
        found.state, found.proposed_by, found.proposed = SUBMITTED, by, datetime.now(UTC)
        return _kept(found, by, SUBMIT)


def approve_review(*, by: Person, review: Review, revision: int) -> Review:
    """Approve what another person submitted. Raises `Refused` where the person may not, or is who submitted it."""
    with transaction.atomic():
        history.lock_writing()
        found = _decidable(by, review, revision)
        if found.state != SUBMITTED:
            raise Refused(f"Only what was submitted is approved; this is {found.state}.")
        found.state, found.decided_by, found.decided, found.note = APPROVED, by, datetime.now(UTC), ""
        return _kept(found, by, APPROVE_REVIEW)


def send_back_review(*, by: Person, review: Review, revision: int, note: str) -> Review:
    """Send back, saying why, what another person submitted, or what was approved and is to be looked at again."""
    with transaction.atomic():
        history.lock_writing()
        found = _decidable(by, review, revision)
        if found.state not in (SUBMITTED, APPROVED):
            raise Refused(f"Only what was submitted or approved is sent back; this is {found.state}.")
        found.note = storable(note).strip()
        if not found.note:
            raise Refused("Say why it is sent back.")
        found.state, found.decided_by, found.decided = SENT_BACK, by, datetime.now(UTC)
        return _kept(found, by, SEND_BACK)


def comment_on_review(*, by: Person, round: ReviewRound, symbol: str, words: str) -> ReviewComment:
    """Say something about a mandate to all who list it. Raises `Refused` for who may neither edit nor approve."""
    with transaction.atomic():
        history.lock_writing()
        document = Document.objects.filter(key=key_of(symbol)).first()
        listed = ListedMandate.objects.filter(IN_FORCE, document=document, version__document__plan__year=round.year)
        listed = listed.filter(version__document__plan__organization=round.organization)
        parts = set(listed.values_list("version__document__plan__address", flat=True))
        if document is None or not parts:
            raise Refused(f"No plan of {round.organization} for {round} lists {symbol[:300]}.")
        units = {unit.pk if unit else None: unit for unit in _units(round, parts).values()}.values()
        if not any(may(by, right, round.organization, unit) for unit in units for right in (EDIT, APPROVE)):
            raise Forbidden(f"{by} neither edits nor approves what lists {document}: an officer or an approver may.")
        said = storable(words).strip()
        if not said:
            raise Refused("Say something.")
        made = ReviewComment.objects.create(round=round, document=document, by=by, at=datetime.now(UTC), words=said)
        _tell(by, COMMENT, round, document.address, {"words": said})
    return made


def _listed(round: ReviewRound, symbol: str, parts: Iterable[str]) -> dict[tuple[str, str], Document]:
    """Of these parts those that list the mandate, by its key and the part."""
    return {pair: one for pair, one in _all_listed(round, parts).items() if pair[0] == key_of(symbol)}


def _all_listed(round: ReviewRound, parts: Iterable[str]) -> dict[tuple[str, str], Document]:
    plan = "version__document__plan"
    named = {f"{plan}__organization": round.organization, f"{plan}__year": round.year, f"{plan}__address__in": parts}
    rows = ListedMandate.objects.filter(IN_FORCE, document__isnull=False, **named).select_related("document")
    rows = rows.select_related("document", plan)
    return {(one.document.key, one.version.document.plan.address): one.document for one in rows if one.document}


def _units(round: ReviewRound, parts: Iterable[str]) -> dict[str, Unit | None]:
    """The unit that answers for each part. One statement."""
    answering = answering_in(round.organization)
    return {part: answering.unit_at(part) for part in parts}


def _check_revision(review: Review | None, revision: int) -> None:
    if review is not None and review.revision != revision:
        raise ChangedMeanwhile(f"{review.proposed_by} changed this recommendation in the meantime: look at it again.")


def _drafted(
    review: Review | None, by: Person, round: ReviewRound, document: Document, part: str, said: tuple[str, str, str]
) -> Review:
    recommendation, reason, words = said
    if not is_reason_for(reason, recommendation):
        raise Refused(f"“{reason[:60]}” is no reason to {recommendation[:60]} a mandate: choose another.")
    if review is not None and review.state == APPROVED:
        raise Refused(f"The recommendation of {part} for {document} was approved: have it sent back first.")
    review = review or Review(round=round, document=document, part=part, revision=0)
    review.recommendation, review.reason, review.words = recommendation, reason, storable(words).strip()
    review.state, review.proposed_by, review.proposed = DRAFT, by, datetime.now(UTC)
    review.decided_by, review.decided = None, None
    review.revision += 1
    return review


def _write(drafts: Iterable[Review]) -> None:
    """Write what was drafted. Two statements at most for 500 of them."""
    drafts = list(drafts)
    Review.objects.bulk_create(review for review in drafts if review.pk is None)
    Review.objects.bulk_update((review for review in drafts if review.revision > 1), DRAFTED)


def _current(review: Review, revision: int) -> Review:
    found = Review.objects.select_related("round__organization", "document", "proposed_by").get(pk=review.pk)
    _check_revision(found, revision)
    return found


def _decidable(by: Person, review: Review, revision: int) -> Review:
    """The review as it is now, where the person may approve it and is another one than who proposed it."""
    found = _current(review, revision)
    require(by, APPROVE, found.round.organization, _units(found.round, [found.part])[found.part])
    if found.proposed_by == by:
        raise Refused("Who proposed a recommendation does not decide on it: ask another person.")
    return found


def _kept(review: Review, by: Person, action: str) -> Review:
    review.revision += 1
    review.save()
    _tell(by, action, review.round, review.document.address, _said(review))
    return review


def _said(review: Review) -> dict[str, Any]:
    return {
        "part": review.part,
        "recommendation": review.recommendation,
        "reason": review.reason,
        "words": review.words,
        "state": review.state,
        "note": review.note if review.state == SENT_BACK else "",
        "revision": review.revision,
    }


def _tell(by: Person, action: str, round: ReviewRound, symbol: str, data: Mapping[str, Any]) -> None:
    code = round.organization.code
    address = review_address(code, round.year, symbol) if symbol else round_address(code, round.year)
    history.append(
        at=datetime.now(UTC),
        by=by.username,
        action=action,
        address=address,
        data={**data, "organization": code},
        organization=round.organization,
    )
