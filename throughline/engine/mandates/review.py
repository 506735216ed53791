"""The review of mandates: what may be recommended and why, the states of a recommendation, and who disagrees."""

from collections.abc import Iterable, Mapping

RETAIN, UPDATE, RETIRE = "retain", "update", "retire"
RECOMMENDATIONS = (RETAIN, UPDATE, RETIRE)

DRAFT, SUBMITTED, APPROVED, SENT_BACK = "draft", "submitted", "approved", "sent back"
STATES = (DRAFT, SUBMITTED, APPROVED, SENT_BACK)

# The catalogue of reasons, and what each may be given for; words of the person's own stand beside it.
REASONS: Mapping[str, tuple[str, ...]] = {
    "goes on": (RETAIN,),
    "founds the work": (RETAIN,),
    "report is due": (RETAIN,),
    "newer has followed": (UPDATE, RETIRE),
    "part still stands": (UPDATE,),
    "listed under another title": (UPDATE,),
    "done": (RETIRE,),
    "asked again elsewhere": (RETIRE,),
    "belongs to another part": (RETIRE,),
    "overtaken": (RETIRE,),
    "other": RECOMMENDATIONS,
}


def is_reason_for(reason: str, recommendation: str) -> bool:
    """Tell whether the catalogue gives this reason for this recommendation."""
    return recommendation in REASONS.get(reason, ())


def disagree(recommendations: Iterable[str]) -> bool:
    """Tell whether those who list one mandate recommend different things."""
    return len(set(recommendations)) > 1


def review_address(organization: str, year: int, symbol: str) -> str:
    """The public address of the review of a mandate in the round of a year: `review/UN/2026/A/RES/78/243`."""
    return f"{round_address(organization, year)}/{symbol}"


def round_address(organization: str, year: int) -> str:
    """The public address of the round of review of a year: `review/UN/2026`."""
    return f"review/{organization}/{year}"
