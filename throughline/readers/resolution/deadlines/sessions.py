"""Deadlines that name a session: whose session it is, and its dates."""

import re
from dataclasses import replace
from datetime import date

from throughline.engine.mandates.records import Deadline
from throughline.engine.periods import Period, conference_after, session_holding, session_window
from throughline.readers.resolution.deadlines.bodies import HAS_HEAD, organ_name
from throughline.readers.resolution.deadlines.calendar import Calendar, bodies_in, plausible
from throughline.readers.resolution.deadlines.numerals import MONTH_WORDS, MONTHS, ordinal_of

_LEAD = (
    r"(?:(?:as of|as from|(?:starting|beginning) (?:from|at|with|on)|"
    r"by|at|during|before|until|after|for|in advance of|ahead of|in time for|in|to|of|prior to|on|from|through)\s+)?"
    r"(?:(?:no|not) later than\s+(?:at\s+|by\s+|in\s+)?)?"
    r"(?:(?:the\s+)?(?:end|conclusion|start|beginning|opening|closing|close|commencement|high-level (?:week|segment)|"
    r"[a-z-]+ segment|time|general debate)\s+of\s+)?"
)
_PART = (
    r"(?:the\s+)?(?:(?P<part>main part|first part|second part|first resumed part|second resumed part|resumed "
    r"part|third part)\s+of\s+)?"
)
_WHOSE = r"(?:its|the|their|his|her|the Council['’]s|the Assembly['’]s|the General Assembly['’]s)\s+"
_KINDS = (
    r"(?:(?:regular|ordinary|annual|substantive|resumed|plenary|next|forthcoming|upcoming|organizational|present|"
    r"current|biennial|reconvened|following|main|first|second)\s+){0,3}"
)
_WORD = (
    r"(?:(?:one[ -]hundred(?: and)? )?(?:[a-z]{3,7}[-\u2011])?(?:first|second|third|[a-z]{2,9}th)|\d{1,3}(?:st|"
    r"nd|rd|th))"
)
_ORDINAL = rf"(?P<ordinal>{_WORD})"
_OTHERS = rf"(?P<others>(?:(?:,| and|, and| to| through| or)\s+(?:the\s+|at its\s+)?{_WORD}){{0,6}})"
_AFTER = r"(?:\s+of\s+(?:the\s+)?(?P<of>[A-Z][A-Za-z-]+(?:(?: (?:and|of|the|for|on))* [A-Z][A-Za-z-]+)*))?"

BY_NUMBER = re.compile(
    r"\b"
    + _LEAD
    + _PART
    + _WHOSE
    + r"(?P<before>"
    + _KINDS
    + ")"
    + _ORDINAL
    + _OTHERS
    + r"\s+(?P<kind>"
    + _KINDS
    + r"(?:special |emergency special )?)sessions?\b"
    + _AFTER
    + r"(?:\s+of\s+(?P<ofyear>(?:19|20)\d\d)\b)?"
)
BY_YEAR = re.compile(
    r"\b" + _LEAD + _PART + _WHOSE + r"(?:(?:[a-z]+\s)?(?P<month>" + MONTH_WORDS + r")\s)?(?:[a-z]+ )?"
    r"(?P<year>(?:19|20)\d\d)(?:[ -](?:to|and|or)[ -](?:19|20)\d\d)?\s+(?:[a-z-]+ ){0,5}?(?:sessions?|segment|"
    r"plenipotentiary conference)\b"
    + _AFTER
    + r"|\b"
    + _LEAD
    + _WHOSE
    + r"(?:[a-z]+ ){0,2}sessions?"
    + _AFTER.replace("<of>", "<of2>")
    + r"(?:,? (?:to be held|scheduled|planned|due to be held))?\s+(?:of|in|for)\s+(?:(?P<month2>"
    + MONTH_WORDS
    + r")\s)?(?P<year2>(?:19|20)\d\d)\b"
)
ASSEMBLY = re.compile(
    r"\b" + _LEAD + r"(?:the\s+)?(?P<ordinal>[A-Z][a-z]+(?:[-\u2011][a-z]+)?)\s+(?:World )?Health Assembly\b"
)
RELATIVE = re.compile(
    r"\b" + _LEAD + _WHOSE + r"(?P<word>next|following|forthcoming|upcoming|subsequent|current|present|same)\s+"
    r"(?:[a-z]+ ){0,2}?(?P<what>sessions?|plenipotentiary conference|Plenipotentiary Conference|"
    r"(?:World )?Health Assembly|meeting of the (?:Conference of the Parties|States parties))\b" + _AFTER,
)
EACH = re.compile(
    r"\b(?:at|to|for)\s+(?:each|every|all|all its)(?:\s+of\s+its)?\s+(?:[a-z]+ ){0,3}?(?:sessions?|conferences?)\b"
)
_AGENDA = re.compile(r"\b(?:agendas?|items?|list|programmes? of work|annotations|documentation|topics?|themes?)\s+$")
# "on the second day of the general debate of the seventy-sixth session": a time within it.
_WITHIN = re.compile(
    r"\b(?:on|at|during|in|of|before|after|by|until)\s+(?:the\s+)?(?:[a-z-]+ ){0,3}?(?:general debate|segment|week|"
    r"opening|closing|closure|close|end|conclusion|beginning|start|margins|sidelines|occasion|course|eve|day)\s+$"
)
_SPAN = re.compile(r"the (?:end|conclusion|first part|second part|main part|resumed part|high-level)")
_PAST = (
    r"adopted|held|considered|taken|made|submitted|presented|reached|established|convened|approved|requested|endorsed|"
    r"agreed|discussed|organized|undertaken|declared|negotiated"
)
_BACKGROUND = re.compile(
    rf"(?<!\bbe )(?<!\bto )\b(?:{_PAST}|report of|outcome of|work of|report on|following|leading up|leading)\s+"
    r"(?:[a-z]+ ){0,3}?$|"
    r"(?<!\bthis )(?<!\bpresent )\b(?:discussions?|decisions?|resolutions?|outcomes?|debates?|sittings?)\s+"
    r"(?:[a-z]+ )?$|"
    r"(?<!\bbe )\b(?:expressed|voiced|raised|made|taken|adopted|held|stated)\s+(?:by\s+[^,;]{3,60}\s+)?$"
)
# "in the light of the debate of the Fifth Committee at the forty-second session": what is already there.
_IN_THE_LIGHT = re.compile(
    r"\b(?:in (?:the )?light of|taking into account|on the basis of|based on|bearing in mind|pursuant to|in accordance "
    r"with|in view of|considering|having regard to)\s+[^,;]{0,80}?\b(?:discussions?|debates?|decisions?|views|"
    r"deliberations|conclusions|comments|recommendations|statements?|requests?)\s+(?:of|in|by)\s+(?:the\s+)?[A-Z][\w-]*"
    r"(?: (?:and|of|on|for|the|[A-Z][\w-]*))*,?\s+$"
)
# "the resolution to be negotiated at its session", without a comma, is another matter; what is convened is not.
_OF_ANOTHER = re.compile(rf"(?<!,)\s+to be (?:[a-z]+ )?(?:{_PAST})\s+(?:[a-z]+ ){{0,3}}?$")
# "the President of the Assembly at its seventy-second session" is a person, not a time.
_WHO_PRESIDES = re.compile(
    r"\b(?:Presid(?:ent|ency)|Chair(?:man|woman|person)?|Bureau|Rapporteur|officers)\s+of\s+(?:the\s+)?[A-Z][\w-]*"
    r"(?: (?:and|of|on|for|the|[A-Z][\w-]*))*,?\s+$"
)
_CONVENES = re.compile(r"\b(?:organi[sz]e|convene|hold|host|schedule|devote|plan)\b|^[^,;]{0,90}$")


_YEAR = re.compile(r"(?:19|20)\d\d")
_RELATIVE_WORD = re.compile(r"\b(?:next|following|forthcoming|upcoming|subsequent|current|present|same) ")


def session_deadlines(text: str, start: int, end: int, calendar: Calendar) -> list[tuple[int, Deadline]]:
    """Return (position, deadline) for every session that the words between `start` and `end` set as a time."""
    found: list[tuple[int, Deadline]] = []
    words = text[start:end]
    if "ession" not in words and "onference" not in words and "Health Assembly" not in words:
        return found
    for match in BY_NUMBER.finditer(text, start, end):
        number = ordinal_of(match["ordinal"])
        if number is None or "special" in match["kind"]:
            continue
        if _is_background(text, start, match):
            continue
        found.append((match.start(), _numbered(text, start, match, number, calendar)))
    for match in BY_YEAR.finditer(text, start, end) if _YEAR.search(words) else ():
        if not _is_background(text, start, match):
            found.append((match.start(), _yearly(text, start, match, calendar)))
    for match in ASSEMBLY.finditer(text, start, end) if "Health Assembly" in words else ():
        number = ordinal_of(match["ordinal"])
        if number is not None and not _is_spoken_of(text, start, match.start()):
            raw = match.group()
            found.append(
                (
                    match.start(),
                    dated(raw, "World Health Assembly", str(number), session_window("World Health Assembly", number)),
                )
            )
    for match in RELATIVE.finditer(text, start, end) if _RELATIVE_WORD.search(words) else ():
        if not _is_background(text, start, match):
            found.append((match.start(), _relative(text, start, match, calendar)))
    return found


def _is_background(text: str, start: int, match: re.Match[str]) -> bool:
    """A session that is only spoken of: "the holding of its ... session", "adopted at its ... session"."""
    before = text[max(start, match.start() - 300) : match.start()]
    raw = match.group()
    if (
        re.match(r"(?:of|the|its|their)\b", raw)
        and not _SPAN.match(raw)
        and not (raw.startswith("of") and (_AGENDA.search(before) or _WITHIN.search(before)))
    ):
        return True
    return _is_spoken_of(text, start, match.start())


def _is_spoken_of(text: str, start: int, at: int) -> bool:
    before = text[max(start, at - 300) : at]
    if any(pattern.search(before) for pattern in (_BACKGROUND, _WHO_PRESIDES, _IN_THE_LIGHT)):
        return True
    return _OF_ANOTHER.search(before) is not None and not _CONVENES.search(before)


def dated(raw: str, body: str | None, session: str | None, window: Period | None) -> Deadline:
    """Return a deadline by session, with the dates of its window where they are known."""
    plain = Deadline(raw.strip(), "session", body=body, session=session)
    if window is None:
        return plain
    return replace(plain, earliest=window.start.isoformat(), latest=window.last.isoformat(), computed=True)


def _numbered(text: str, start: int, match: re.Match[str], number: int, calendar: Calendar) -> Deadline:
    part = part_of(match["part"], f"{match['ordinal']} {match['before']} {match['kind']}")
    raw = match.group().strip()
    if number <= 3 and "resumed" in match["kind"] and calendar.session is not None:
        number = calendar.session
    if match["ofyear"]:
        number = int(match["ofyear"])
    body = _owner(text, start, match, number, part, calendar)
    if match["of"] and not _is_body(match["of"]):
        raw = raw[: raw.rfind(" of ")]
    window = session_window(body, number, part if body == "General Assembly" else None) if body else None
    return dated(raw, body, str(number), window)


def part_of(part: str | None, kinds: str) -> str | None:
    """Return which part of a session is meant: "first part of its resumed ... session" -> `first resumed`."""
    words = f"{part or ''} {kinds}"
    if "main" in words:
        return "main"
    if "resumed" in words:
        return "second resumed" if "second" in words else "first resumed" if "first" in words else "resumed"
    if part in ("first part", "second part"):
        return None
    return None


# How far back, in characters, the body of a session is looked for.
_NEAR = 1200
# "requests the Committee to report to it at its next session": the session of the body that speaks.
_TO_IT = re.compile(r"\b(?:to|before|inform|brief) it,?\s*$")


def _is_body(words: str) -> bool:
    return HAS_HEAD.search(words) is not None or words.split()[0] in ("UN-Habitat", "United", "World", "General")


def _owner(
    text: str, start: int, match: re.Match[str], number: int, part: str | None, calendar: Calendar
) -> str | None:
    """Whose session it is: named after it, else the nearest body before it, else the adopting one."""
    named = match["of"]
    if named and _is_body(named):
        first = bodies_in(named, calendar)
        return first[0][0] if first else organ_name(named)
    before = text[max(start, match.start() - _NEAR) : match.start()]
    if _TO_IT.search(before):
        return calendar.body
    bodies = bodies_in(before, calendar)
    for name, at in reversed(bodies):
        between = before[at:]
        near = len(between) <= 50 and not re.search(r"\b(?:and|which|that)\s+\w+s\b|;|\.", between)
        if (
            near
            and not re.search(r"['’]s?$", between[:2].strip())
            and (session_window(name, number) is None or plausible(name, number, part, calendar))
        ):
            return name
        if plausible(name, number, part, calendar) and name != calendar.body and not _fits(calendar, number, part):
            return name
    if calendar.body and (_fits(calendar, number, part) or not bodies):
        return calendar.body
    for name, _ in reversed(bodies):
        if plausible(name, number, part, calendar):
            return name
    if bodies and calendar.body in _BY_YEAR:
        return bodies[-1][0]
    return calendar.body


# Bodies whose sessions are named by the year: a session with another number is somebody else's.
_BY_YEAR = ("Economic and Social Council", "Plenipotentiary Conference", "Security Council", "ITU Council")


def _fits(calendar: Calendar, number: int, part: str | None) -> bool:
    if calendar.body is None or (calendar.body in _BY_YEAR and number < 1000):
        return False
    if calendar.session is not None and calendar.session < 1000:
        return calendar.session <= number <= calendar.session + 12
    return plausible(calendar.body, number, part, calendar)


def _yearly(text: str, start: int, match: re.Match[str], calendar: Calendar) -> Deadline:
    year = int(match["year"] or match["year2"])
    month = match["month"] or match["month2"]
    named = match["of"] or match["of2"]
    body = "Plenipotentiary Conference" if match.group().endswith("plenipotentiary conference") else None
    if named:
        listed = bodies_in(named, calendar)
        body = listed[0][0] if listed else organ_name(named)
    if body is None:
        before = bodies_in(text[max(start, match.start() - _NEAR) : match.start()], calendar)
        length = min(match.start() - start, _NEAR)
        near = [name for name, at in before if length - at <= 60 or calendar.body not in _BY_YEAR]
        body = near[-1] if near else calendar.body
    if body == "General Assembly":
        return _of_assembly(match.group(), date(year, MONTHS[month.casefold()] if month else 12, 1))
    window = session_window(body, year) if body else None
    if month is not None:
        first = date(year, MONTHS[month.casefold()], 1)
        last = date(year + first.month // 12, first.month % 12 + 1, 1)
        window = Period(f"{body}, {month} {year}", first, last)
    elif window is None:
        window = Period(f"{body}, {year}", date(year, 1, 1), date(year + 1, 1, 1))
    return dated(match.group(), body, str(year), window)


def _of_assembly(raw: str, day: date) -> Deadline:
    """The regular session of the General Assembly that a year is said of: the one that is held in its autumn."""
    number = session_holding("General Assembly", day)
    window = session_window("General Assembly", number) if number else None
    return dated(raw, "General Assembly", str(number) if number else str(day.year), window)


def _relative(text: str, start: int, match: re.Match[str], calendar: Calendar) -> Deadline:
    what = match["what"].casefold()
    if "conference" in what and "plenipotentiary" in what:
        following = conference_after("Plenipotentiary Conference", calendar.adopted) if calendar.adopted else None
        year = str(following.start.year) if following else None
        return dated(match.group(), "Plenipotentiary Conference", year, following)
    if "health assembly" in what:
        body: str | None = "World Health Assembly"
    elif match["of"]:
        listed = bodies_in(match["of"], calendar)
        body = listed[0][0] if listed else organ_name(match["of"])
    else:
        before = bodies_in(text[max(start, match.start() - _NEAR) : match.start()], calendar)
        near = [name for name, at in before if min(match.start() - start, _NEAR) - at <= 50]
        body = (
            near[-1]
            if near and not _TO_IT.search(text[max(start, match.start() - 20) : match.start()])
            else calendar.body
        )
    same = match["word"] in ("current", "present", "same")
    if body != calendar.body or calendar.session is None:
        return Deadline(match.group().strip(), "session", body=body)
    number = calendar.session + (0 if same else 1)
    return dated(match.group(), body, str(number), session_window(body, number) if body else None)
