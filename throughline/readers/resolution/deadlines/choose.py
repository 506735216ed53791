"""Which of the times named in an act is its deadline."""

from throughline.engine.mandates.records import Deadline
from throughline.readers.resolution.deadlines.calendar import Calendar
from throughline.readers.resolution.deadlines.dates import date_deadlines
from throughline.readers.resolution.deadlines.recurring import other_deadlines
from throughline.readers.resolution.deadlines.romance import romance_deadlines
from throughline.readers.resolution.deadlines.sessions import session_deadlines
from throughline.readers.resolution.lexicon.wordlist import word_set
from throughline.readers.resolution.verbs.hits import Hit

_SETS_TIME = word_set(
    "extend renew establish convene adopt approve agree declare postpone transfer expect propose suggest plan "
    "undertake "
    "authorize commit terminate suspend appoint set launch conclude schedule offer maintain"
) | {"look forward", "express intention", "express readiness", "intend", "commit"}
_RANK = {"session": 0, "date": 0, "recurring": 2, "next report": 3, "open": 4}


def deadline_in(text: str, hit: Hit, end: int, calendar: Calendar, *, language: str = "en") -> Deadline | None:
    """Return the time that the act between its verb and `end` sets, or None.

    Statements of what is or was (recalls, notes, welcomes) set none. Sessions and dates come before what recurs,
    that before a next report; the first printed wins among equals.
    """
    verb = hit.verb
    if not (verb.directive or verb.base in ("decide", "resolve") or verb.base in _SETS_TIME):
        return None
    start = hit.end
    if language in ("fr", "es"):
        found = romance_deadlines(text, start, end, calendar)
    else:
        found = session_deadlines(text, start, end, calendar)
        found += date_deadlines(text, start, end, calendar)
        found += other_deadlines(text, start, end)
    if not found:
        return None
    return min(found, key=lambda one: (_rank(one[1]), one[0]))[1]


def _rank(deadline: Deadline) -> int:
    if deadline.kind == "date" and deadline.earliest is not None:
        return 1
    return _RANK[deadline.kind]
