"""Shapes of links and suggestions: what answers what, what may, and what a person said does not."""

from dataclasses import dataclass
from datetime import datetime

from throughline.store.planning.links.reads import LinkEntry
from throughline.store.suggestions.reads import Dismissed, Suggested


@dataclass(frozen=True, slots=True)
class LinkShape:
    """A link from an act, a paragraph or a document (`source`) to the result or place that answers it (`target`).

    `share` is an exact fraction ("1/3"), null where what is asked is not shared out. `asked` and `answer` are the words
    at its ends, null where the end stands in no version in force; `stands` where it answers.
    """

    address: str
    source: str
    document: str
    asked: str | None
    target: str
    answer: str | None
    share: str | None
    rationale: str
    stands: bool
    revision: int
    changed: datetime
    changed_by: str
    ended: datetime | None
    ending: str | None


@dataclass(frozen=True, slots=True)
class ReasonShape:
    """Why something is suggested: `kind` is series, title, citations or words; `found` what was found."""

    kind: str
    found: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SuggestionShape:
    """A result or place that may answer `source`; `place` is the place of the plan, `rank` 1 the likeliest."""

    source: str
    rank: int
    target: str
    title: str
    place: str
    reasons: tuple[ReasonShape, ...]


@dataclass(frozen=True, slots=True)
class DismissalShape:
    """That somebody said a result or place does not answer `source`."""

    source: str
    target: str
    title: str
    by: str
    at: datetime


def link_shape(one: LinkEntry) -> LinkShape:
    """A link as it is answered."""
    return LinkShape(
        address=one.address,
        source=one.source,
        document=one.document,
        asked=one.asked,
        target=one.target,
        answer=one.answer,
        share=str(one.share) if one.share is not None else None,
        rationale=one.rationale,
        stands=one.stands,
        revision=one.revision,
        changed=one.changed,
        changed_by=one.changed_by,
        ended=one.ended,
        ending=one.ending or None,
    )


def suggestion_shape(one: Suggested) -> SuggestionShape:
    """A suggestion as it is answered."""
    reasons = tuple(ReasonShape(kind, found) for kind, found in one.reasons)
    return SuggestionShape(one.source, one.rank, one.target, one.title, one.place, reasons)


def dismissal_shape(one: Dismissed) -> DismissalShape:
    """A dismissal as it is answered."""
    return DismissalShape(one.source, one.target, one.title, one.by, one.at)
