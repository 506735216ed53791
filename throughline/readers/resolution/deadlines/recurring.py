"""Deadlines that come again, that lie in a next report, or that are left open."""

import re

from throughline.engine.mandates.records import Deadline
from throughline.readers.resolution.deadlines.numerals import MONTH_WORDS

_NUMBER = (
    r"(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|eighteen|thirty|forty-five|sixty|"
    r"ninety|one hundred and twenty|other|second|third|fourth)"
)
EVERY_YEAR = re.compile(
    r"\b(?:(?:by|before|until|on|in|(?:by )?(?:no|not) later than|at the latest by)\s+)?(?:the (?:end|beginning|"
    r"first day|last day) of\s+)?(?:\d{1,2}\s+)?(?:"
    + MONTH_WORDS
    + r")\s+(?:of\s+)?(?:each|every)\s+(?:second\s+|other\s+)?(?:calendar\s+)?year\b"
)
RECURRING = re.compile(
    r"\b(?:every\s+(?:"
    + _NUMBER
    + r"\s+)?(?:days?|weeks?|months?|years?|quarters?|sessions?|biennium|calendar year)\b|"
    r"(?:at|on|to|for|by)\s+(?:each|every)\s+(?:ordinary |regular |annual |subsequent |plenary )*(?:session|conference|"
    r"meeting)\b|"
    r"at\s+(?:"
    + _NUMBER
    + r"|one|[a-z]+)[ -](?:monthly|day|month|week|year|yearly)\s+intervals|at intervals of [a-z0-9-]+ [a-z]+|"
    r"(?:once|twice|three times|four times)\s+(?:a|per|each|every)\s+year|each year|per year|yearly|annually|"
    r"biannually|biennially|triennially|"
    r"quadrennially|quinquennially|quarterly|monthly|weekly|bimonthly|semi-?annually|bi-annually|half-yearly|"
    r"on\s+(?:an?|a regular)\s+(?:[a-z]+,? (?:and|or) )?(?:annual|yearly|biennial|biannual|triennial|quadrennial|"
    r"quarterly|monthly|weekly|semi-annual|bi-annual|six-monthly)\s+basis|"
    r"chaque année|tous les (?:ans|\w+ (?:ans|mois|jours))|annuellement|cada año|anualmente|cada \w+ (?:meses|"
    r"años|días))"
    r"(?:\s+(?:until|through|thereafter|thereafter until)\s+(?:\d{1,2} [A-Z][a-z]+ )?(?:(?:19|20)\d\d)?)?"
)
PERIODIC_REPORT = re.compile(
    r"\b(?:(?:in|through|within|as part of|in the context of|in the framework of)\s+)?(?:his|her|its|their|the|"
    r"an?|existing)?\s*"
    r"(?:next |regular |future |own |comprehensive |written |oral |public |progress |short |single )*"
    r"(?:annual|biennial|quarterly|triennial|biannual|monthly|quadrennial|semi-annual|weekly|six-monthly|bimonthly)\s+"
    r"(?:[a-z]+ ){0,3}?(?:report|reports|briefings?|updates?|progress reports?|reporting|overviews?|performance "
    r"reports?)\b"
)
NEXT_REPORT = re.compile(
    r"\b(?:in|within|through|as part of|in the context of|in the framework of|as a part of|under|for inclusion "
    r"in|by means of)\s+"
    r"(?:(?:the context of|the framework of)\s+)?(?:(?:his|her|its|their|the|a|each|all|any|"
    r"every)\s+(?:[A-Za-z-]+ ){0,4}?)?"
    r"(?:next|forthcoming|upcoming|future|subsequent|following)\s+(?:[A-Za-z-]+(?:['’]s)? ){0,7}?"
    r"(?:reports?|reporting|updates?|briefings?|(?:budget )?submissions?|budget proposals?|overview|programme "
    r"budget|notes?|plan outline)\b"
    r"(?:\s+(?:of the [A-Z][A-Za-z-]+\s+)?(?:on|for|to)\s+[^,;.]{2,120}?(?=,|;|\.|\s+(?:and(?! Social)|which|that|as|"
    r"with|including|in order)\b|$))?"
)
IN_BUDGET = re.compile(
    r"\b(?:in|within|in the context of|as part of)\s+(?:(?:the context of)\s+)?(?:his|the|its)\s+(?:proposed |"
    r"next |respective )?"
    r"(?:programme budget|budget (?:proposal|submission|report)|performance report|proposed budget)\b"
    r"(?:\s+(?:outline\s+)?for\s+(?:the\s+)?(?:biennium\s+|year\s+|period\s+)?[^,;.]{2,60}?(?=,|;|\.|\s+(?:and|"
    r"which|that|as|with|what|the|all|any)\b|$))?"
)
OPEN = re.compile(
    r"\b(?:as soon as (?:possible|practicable|feasible)|at (?:the|its|their) earliest (?:possible )?(?:date|time|"
    r"opportunity|convenience|stage)|"
    r"at the earliest|in due course|until further notice|dans les meilleurs délais|dès que possible|lo antes "
    r"posible|a la mayor brevedad)\b"
)

# "to proclaim 15 April of each year": a day is named, nothing is due.
_SPOKEN_OF = re.compile(
    r"\b(?:based on|of|contained in|taking into account|set out in|consider|examine|review|analyse|from|to|by|on|"
    r"under|welcome)\s*$"
)
_DAY_NAMED = re.compile(
    r"\b(?:proclaim|designate|declare|observe|celebrate|commemorate|observed|celebrated|known)\b[^;]{0,80}$"
)


# "events that occur annually", "plans approved annually": said of things, not asked.
_OF_THINGS = re.compile(
    r"\b(?:that|which|who)\b[^,;]*$|(?<!be )(?<!session )\b(?:approved|published|issued|organized|conducted|"
    r"convened|held|observed)\s*$"
)


def _is_background(before: str, report: bool) -> bool:
    if report and _SPOKEN_OF.search(before):
        return True
    return bool(_DAY_NAMED.search(before) or _OF_THINGS.search(before[-120:]))


# Acts without any of these set no such time; plain search is much faster here than a pattern.
_TIMES = (
    "nnual",
    "every",
    "each",
    "year",
    "next",
    "future",
    "forthcoming",
    "upcoming",
    "subsequent",
    "following",
    "monthly",
    "weekly",
    "quarter",
    "ienn",
    "earliest",
    "as soon",
    "due course",
    "budget",
    "performance report",
    "intervals",
    "further notice",
    "chaque",
    "tous les",
    "cada",
    "délais",
    "dès que",
    "brevedad",
    "lo antes",
)


_EACH = re.compile(r"(?:each|every) (?:second |other |calendar )*year\b")


def other_deadlines(text: str, start: int, end: int) -> list[tuple[int, Deadline]]:
    """Return (position, deadline) for what recurs, falls in a next report or is left open."""
    found: list[tuple[int, Deadline]] = []
    words = text[start:end]
    if not any(time in words for time in _TIMES):
        return found
    for kind, patterns in (
        (
            "recurring",
            (EVERY_YEAR, RECURRING, PERIODIC_REPORT) if _EACH.search(words) else (RECURRING, PERIODIC_REPORT),
        ),
        ("next report", (NEXT_REPORT, IN_BUDGET)),
        ("open", (OPEN,)),
    ):
        for pattern in patterns:
            for match in pattern.finditer(text, start, end):
                before = text[start : match.start()]
                if kind != "recurring" or not _is_background(before, pattern is PERIODIC_REPORT):
                    next_one = pattern is PERIODIC_REPORT and re.search(r"\b(?:next|forthcoming)\b", match.group())
                    found.append((match.start(), Deadline(match.group().strip(), "next report" if next_one else kind)))
    return found
