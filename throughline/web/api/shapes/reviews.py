"""Shapes of the review of mandates: rounds, what each part recommends, comments."""

from dataclasses import dataclass
from datetime import date, datetime

from throughline.store.models import ReviewComment, ReviewRound
from throughline.store.planning.review.reads import ReviewEntry
from throughline.store.rows import none_if_blank


@dataclass(frozen=True, slots=True)
class RoundShape:
    """The review of what the plans of a year list, and the day by which it ends."""

    address: str
    year: int
    deadline: date


@dataclass(frozen=True, slots=True)
class ReviewShape:
    """A mandate and a part of a plan that lists it, with what the part recommends; null where nothing is yet.

    `recommendation` is retain, update or retire, `state` draft, submitted, approved or sent back; `split` where the
    parts that list the mandate recommend different things. `revision` is 0 where nothing was recommended yet.
    """

    address: str
    symbol: str
    title: str
    part: str
    part_title: str
    recommendation: str | None
    reason: str | None
    words: str | None
    state: str | None
    split: bool
    revision: int
    proposed: datetime | None
    proposed_by: str | None


@dataclass(frozen=True, slots=True)
class CommentShape:
    """What somebody said about a mandate to all who list it."""

    symbol: str
    by: str
    at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """How many recommendations were drafted."""

    drafted: int


def round_shape(one: ReviewRound) -> RoundShape:
    """A round as it is answered."""
    return RoundShape(f"review/{one.organization.code}/{one.year}", one.year, one.deadline)


def review_shape(one: ReviewEntry) -> ReviewShape:
    """A mandate of a part as it is answered; the address is that of the part and the symbol."""
    return ReviewShape(
        address=f"{one.part}/{one.symbol}",
        symbol=one.symbol,
        title=one.title,
        part=one.part,
        part_title=one.part_title,
        recommendation=none_if_blank(one.recommendation),
        reason=none_if_blank(one.reason),
        words=none_if_blank(one.words),
        state=none_if_blank(one.state),
        split=one.split,
        revision=one.revision,
        proposed=one.proposed,
        proposed_by=none_if_blank(one.proposed_by),
    )


def comment_shape(one: ReviewComment) -> CommentShape:
    """A comment as it is answered."""
    return CommentShape(one.document.address, str(one.by), one.at, one.words)
