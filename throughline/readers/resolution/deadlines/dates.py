"""Deadlines by date: plain days, ends of months and years, and terms counted from the day of adoption."""

import re
from datetime import date, timedelta

from throughline.engine.mandates.records import Deadline
from throughline.engine.periods import add_months, month_of
from throughline.readers.resolution.deadlines.calendar import Calendar
from throughline.readers.resolution.deadlines.numerals import MONTH_WORDS, MONTHS, cardinal_of

_BY = (
    r"(?P<by>(?:by|before|until|till|(?:by )?(?:no|not) later than|prior to|up to(?: and including)?|through|"
    r"ending(?: on)?|"
    r"expiring(?: on)?|on or before|d['’]ici (?:à|au|le)?|avant le|avant|au plus tard le|jusqu['’]au|antes del?|"
    r"a más tardar el|hasta el))\s+"
)
_EDGE = (
    r"(?P<edge>(?:at\s+)?(?:the\s+)?(?:end|conclusion|close|beginning|middle|fin|la fin|finales) of\s+(?:the "
    r"(?:calendar |fiscal |financial )?year\s+)?|"
    r"mid-?\s?|early\s+|late\s+|(?:the\s+)?(?:first|second|third|fourth|last)\s+(?:half|quarter)\s+of\s+|the year\s+|"
    r"the fiscal year\s+|la fin de\s+|fin\s+)?"
)
_DAY = r"(?:(?P<day>\d{1,2})(?:er)?\s+(?:de\s+)?)?"
DATE = re.compile(
    r"\b"
    + _BY
    + _EDGE
    + _DAY
    + r"(?:(?P<month>"
    + MONTH_WORDS
    + r")\s+(?:de\s+)?(?:the year\s+)?)?(?P<year>(?:19|20)\d\d)\b(?!\s*(?:Agenda|session|resumed|substantive|"
    r"-\d|/\d|agenda|budget|World|United|High|review))"
)
ON = re.compile(
    r"\b(?P<by>on|to be held on|to be held in|in|during|for|from)\s+(?P<edge>the (?:first|second|third|fourth|"
    r"last) (?:half|quarter) of\s+|early\s+|late\s+|mid-)?"
    r"(?:(?:[A-Z][a-z]+day,?\s+)?(?P<day>\d{1,2})(?:\s?(?:and|to|[-–])\s?\d{1,2})?\s+)?(?:(?P<month>"
    + MONTH_WORDS
    + r")\s+)?(?P<year>(?:19|20)\d\d)\b(?!\s*(?:Agenda|session|substantive|[-–/]\d|and|budget|to\b))"
)
TERM = re.compile(
    r"\b(?P<by>within|in|no later than|not later than|at the latest|for|after)\s+(?:an?\s+|the\s+)?(?:next\s+|"
    r"first\s+|further\s+|additional\s+|"
    r"final\s+|initial\s+|another\s+|period of(?: up to)?\s+|maximum (?:period )?of\s+|maximum period of\s+|"
    r"following\s+|renewable\s+)*"
    r"(?P<count>\d{1,3}|[a-z]+(?:-[a-z]+)?)(?:\s+\(\d+\))?[ -](?:further\s+|additional\s+|calendar\s+|working\s+)*"
    r"(?P<unit>hour|day|week|month|year)s?['’]?(?:[ -](?:term|period|time|duration))?\b(?P<rest>[^;,]{0,90})"
)
_FROM_ADOPTION = re.compile(
    r"^\s*(?:(?:of|from|after|following|starting (?:from|on)|beginning (?:from|on|with)|as from|as of|running "
    r"from)\s+(?:the\s+)?"
    r"(?:date of\s+)?(?:the\s+|its\s+)?(?:adoption|date|passage|passing|approval)\b(?!\s+(?:on which|when|that|"
    r"of (?:the )?(?:entry|deployment|receipt)))|"
    r"(?:of|from|after)\s+(?:the (?:present|current)|this)\s+(?:resolution|decision)|from now|from today|hence|$|"
    r"to\b|and\b|as\b|on\b|with\b|under\b|in\b|until\b|:|\.|for\b|the\b)"
)
_ENDS = re.compile(
    r"\b(?:extend|extends|extended|extension|renew|renews|prolong|prolongs|mandate|authorize|authorizes|"
    r"authorise|establish|maintain|appoint|period|duration|continue|exempt|suspend|remain in force|"
    r"apply|deploy|postpone|lift|terms?)\b",
    re.IGNORECASE,
)
_LOOKS_AGAIN = re.compile(r"\b(?:review|reviewed|revisit|reconsider|reassess|revert|evaluate)\b")
_RANGE = re.compile(
    r"\bfrom\s+(?:[A-Z][a-z]+day,?\s+)?(?P<day>\d{1,2})(?:\s+(?P<month>"
    + MONTH_WORDS
    + r"))?,?\s+(?:to|until|through)\s+(?:[A-Z][a-z]+day,?\s+)?(?P<last>\d{1,2})\s+(?P<until>"
    + MONTH_WORDS
    + r")\s+(?P<year>(?:19|20)\d\d)\b"
)
_MEETS = re.compile(
    r"\b(?:meet|held|convene|convened|take place|hold|reconvene|resume|organize|organized|deployed|"
    r"scheduled)\b[^;]{0,160}$"
)
_AIM = re.compile(
    r"\b(?:goals?|targets?|commitments?|aims?|objectives?|ambition|vision|aspiration|promise|pledge|deadline|"
    r"pathway|projected|"
    r"expected|estimated|roadmap|plan|strategy|commitment|committed|agenda)\b[^,;]{0,90}$",
    re.IGNORECASE,
)
_SPENT = re.compile(
    r"\b(?:adopted|launched|signed|established|endorsed|issued|published|dated|concluded|approved|occurred|since|"
    r"between|"
    r"budget|year|fund|funds|period|biennium|resources|expenditures?|estimates|plan|strategy|starting|effective|as of|"
    r"programme budget|priorities|Olympic [A-Za-z ]+|Games)\s+(?:[a-z]+ ){0,2}?$",
    re.IGNORECASE,
)


def date_deadlines(text: str, start: int, end: int, calendar: Calendar) -> list[tuple[int, Deadline]]:
    """Return (position, deadline) for the dates that the words between `start` and `end` set."""
    found: list[tuple[int, Deadline]] = []
    words = text[start:end]
    if (("20" in words or "19" in words) and _YEAR.search(words)) or _MONTH.search(words):
        found += _in_years(text, start, end, calendar)
    if any(unit in words for unit in _UNITS):
        terms = ((match.start(), _term(text, start, match, calendar)) for match in TERM.finditer(text, start, end))
        found += [(at, term) for at, term in terms if term is not None]
    return found


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MONTH = re.compile(r"\d (?:" + MONTH_WORDS + r")\b")
_UNITS = ("hour", "day", "week", "month", "year")


def _in_years(text: str, start: int, end: int, calendar: Calendar) -> list[tuple[int, Deadline]]:
    found: list[tuple[int, Deadline]] = []
    for match in DATE.finditer(text, start, end):
        if _in_quotes(text, start, match.start()) or (
            not match["day"] and _AIM.search(text[max(start, match.start() - 110) : match.start()])
        ):
            continue
        latest = _last_day(match)
        if latest is not None and _may_still_come(latest, calendar):
            found.append((match.start(), Deadline(match.group(), "date", latest=latest.isoformat())))
    for match in _NO_YEAR.finditer(text, start, end):
        if calendar.adopted is not None and (due := _next(match, calendar.adopted)):
            found.append((match.start(), Deadline(match.group(), "date", latest=due.isoformat())))
    for match in _EXTENDED_TO.finditer(text, start, end):
        latest = _last_day(match)
        if latest is not None and _may_still_come(latest, calendar):
            found.append(
                (match.start("by"), Deadline(text[match.start("by") : match.end()], "date", latest=latest.isoformat()))
            )
    for match in ON.finditer(text, start, end):
        held = _held(text, start, match, calendar)
        if held is not None:
            found.append((match.start(), held))
    for match in _RANGE.finditer(text, start, end):
        days = _range(match) if _MEETS.search(text[start : match.start()]) else None
        if days is not None and _may_still_come(days[1], calendar):
            found.append((match.start(), Deadline(match.group(), "date", days[0].isoformat(), days[1].isoformat())))
    return found


# "by 15 November": the next one after the adoption.
_NO_YEAR = re.compile(
    r"\b" + _BY + r"(?P<day>\d{1,2})\s+(?P<month>" + MONTH_WORDS + r")\b(?!\s+(?:19|20)\d\d|\s+(?:of|to|and)\b)"
)
_EXTENDED_TO = re.compile(
    r"\b(?:extend|extends|prolong|renew|"
    r"postpone)\b[^;]{0,200}?\b(?P<by>to)\s+(?P<edge>)(?P<day>\d{1,2})\s+(?P<month>"
    + MONTH_WORDS
    + r")\s+(?P<year>(?:19|20)\d\d)\b"
)


def _next(match: re.Match[str], adopted: date) -> date | None:
    try:
        day = date(adopted.year, MONTHS[match["month"].casefold()], int(match["day"]))
        return day if day > adopted else day.replace(year=adopted.year + 1)
    except ValueError:
        return None


def _range(match: re.Match[str]) -> tuple[date, date] | None:
    year, until = int(match["year"]), MONTHS[match["until"].casefold()]
    try:
        first = date(year, MONTHS[match["month"].casefold()] if match["month"] else until, int(match["day"]))
        return first, date(year, until, int(match["last"]))
    except ValueError:
        return None


def _in_quotes(text: str, start: int, at: int) -> bool:
    return text.count("“", start, at) > text.count("”", start, at)


def _may_still_come(latest: date, calendar: Calendar) -> bool:
    return calendar.adopted is None or latest >= calendar.adopted


def _last_day(match: re.Match[str]) -> date | None:
    """The last day that the words allow: of the day, the month or the year that they name."""
    year = int(match["year"])
    edge = (match["edge"] or "").casefold()
    try:
        if match["month"]:
            month = MONTHS[match["month"].casefold()]
            return date(year, month, int(match["day"])) if match["day"] else month_of(year, month).last
        if match["day"]:
            return None
    except ValueError:
        return None
    for word, month in (
        ("beginning", 3),
        ("early", 3),
        ("mid", 6),
        ("first half", 6),
        ("first quarter", 3),
        ("second quarter", 6),
        ("third quarter", 9),
    ):
        if word in edge:
            return month_of(year, month).last
    return date(year, 12, 31)


def _held(text: str, start: int, match: re.Match[str], calendar: Calendar) -> Deadline | None:
    """A day, month or year in which the act wants something done ("to convene in May 2025")."""
    before = text[start : match.start()]
    word = match["by"]
    if word in ("for", "from") or _in_quotes(text, start, match.start()):
        return None
    if _SPENT.search(before):
        return None
    if calendar.adopted is None or (match["day"] and not match["month"]):
        return None
    last = _last_day(match)
    if last is None or last <= calendar.adopted:
        return None
    if int(match["year"]) == calendar.adopted.year and not match["month"] and not word.startswith("to be held"):
        return None
    if not re.search(
        r"\b(?:convene|hold|held|organize|commence|launch|meet|conduct|devote|observe|review|begin|start|"
        r"consider|"
        r"undertake|submit|present|report|prepare|address|take place|host|celebrate|commemorate|"
        r"focus|schedule)\b",
        before,
    ):
        return None
    year, month = int(match["year"]), match["month"]
    first = date(year, MONTHS[month.casefold()], int(match["day"] or 1)) if month else date(year, 1, 1)
    return Deadline(match.group(), "date", earliest=first.isoformat(), latest=last.isoformat())


# "a reserve of stations, ready to be flown out within a week": how fast a thing works, not by when somebody acts.
_OF_A_THING = re.compile(
    r"\b(?:ready|available|able|capable|deployable|on standby|on call)\s+(?:to|for|of)\b[^,;:]*$|"
    r"\b(?:which|who|whose)\b(?![^,;:]*\b(?:should|shall|must)\b)[^,;:]*$|"
    r"(?<=[a-z]s )that (?:can|may|is|are|have|has|report|arrive|reach)\b[^,;:]*$"
)


def _term(text: str, start: int, match: re.Match[str], calendar: Calendar) -> Deadline | None:
    count = cardinal_of(match["count"])
    if count is None:
        return None
    by, unit, rest = match["by"], match["unit"], match["rest"]
    before = text[start : match.start()]
    if _OF_A_THING.search(before):
        return None
    if (by == "for" and not _ENDS.search(before)) or (by == "after" and not _LOOKS_AGAIN.search(before)):
        return None
    if (
        by == "in"
        and not re.match(r"\s*(?:time|from now|['’]|(?:of|from|after) (?:its|the|this|the date)\b)", rest)
        and "next" not in match.group()[:12]
    ):
        return None
    raw = text[match.start() : match.start("rest")]
    whose = re.match(r"\s*(?:of|from|after|following)\s+[^;,.]{1,70}", rest)
    if whose and (_FROM_ADOPTION.match(rest) or by != "for"):
        raw += whose.group()
    before_event = re.match(r",?\s*(?:before|prior)\b", text[match.start("rest") :])
    if calendar.adopted is None or before_event or not _FROM_ADOPTION.match(rest):
        return Deadline(raw.strip(), "date")
    return Deadline(raw.strip(), "date", latest=_counted(calendar.adopted, count, unit).isoformat())


def _counted(day: date, count: int, unit: str) -> date:
    if unit == "hour":
        return day + timedelta(days=count // 24)
    if unit in ("day", "week"):
        return day + timedelta(days=count * (7 if unit == "week" else 1))
    return add_months(day, count * (12 if unit == "year" else 1))
