"""What is to be reported: to whom, in which vehicle and how often."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from throughline.engine.mandates.records import Deadline, Reporting
from throughline.readers.resolution.deadlines.bodies import BODY
from throughline.readers.resolution.deadlines.calendar import Calendar, body_at
from throughline.readers.resolution.lexicon.infinitives import BARE_VERBS
from throughline.readers.resolution.lexicon.wordlist import word_set
from throughline.readers.resolution.reporting_romance import romance_reporting
from throughline.readers.resolution.verbs.hits import Hit

_GROUP = (
    r"(?:next |first |financing )*(?:governing bodies|dialogue|high-level political forum|"
    r"Member States|States|Members|Secretary-General)\b"
)
_PAPER = (
    r"(?:reports?|updates?|briefings?|proposals?|recommendations?|assessments?|analysis|options|overview|"
    r"information)\b"
)
_VERBS = (
    "brief inform apprise keep update complete finalize submit present provide transmit prepare issue communicate "
    "include make convey give produce deliver elaborate develop propose compile furnish reflect render"
).replace(" ", "{s}|")
# "report" after "and" may be a noun ("review mechanisms and report dissemination").
_REPORT = (
    r"report{s}(?:(?<=to report)|(?=\s+(?:on|upon|to|thereon|back|at|in|by|within|every|the|any|all|such|its|their|his|"
    r"findings|progress|as|before|no later|not later|in writing|orally|[a-z]+ly)\b|\s*[,;.]|$))"
)
_REST = r"\b(?=(?P<rest>[^;]{0,700}))"
_VERB = ("(?P<verb>" + _REPORT + "|" + _VERBS + "|draw up)").replace("{s}", "") + _REST
_ANY_VERB = ("(?P<verb>" + _REPORT + "|" + _VERBS + "{s})").replace("{s}", "s?") + _REST
_ADVERBS = (
    r"(?:(?:also|further|continue to|then|thereafter|subsequently|[a-z]+ly|(?:no|not) later than [\w ]{4,40}|by "
    r"\d[\w ]{4,16}),?\s+)*"
)
_ASKED = re.compile(r"\b(?:to|and|also|,)\s+" + _ADVERBS + _VERB)
_SAID = re.compile(r"(?<=\w )" + _ANY_VERB)
# "continue reporting to the Council", "with a view to submitting it to the Assembly"
_GOING_ON = re.compile(
    r"\b(?:continue|start|begin|resume|with a view to|by)\s+(?:[a-z]+ly\s+)?"
    r"(?P<verb>report|submit|present|transmit)t?ing" + _REST
)
# Items that are gerunds ("reporting regularly on breaches"), and what somebody is to be told ("that the Committee be
# informed of the results").
_GERUND = re.compile(
    r"(?:^\s*(?:to\s+)?(?:\w+ing\s+and\s+)?|,\s+(?:and\s+)?)(?:[a-z]+ly\s+)?"
    r"(?P<verb>report|brief|inform|submit|present|transmit|provid|keep)t?ing"
    r"(?!\s+(?:mechanisms?|systems?|frameworks?|requirements?|obligations?|procedures?|arrangements?|"
    r"tools?)\b)" + _REST,
    re.IGNORECASE,
)
_BE_TOLD = re.compile(
    r"\bthat\s+(?P<to>(?:the|its|all)\s+[^,;]{2,60}?|it)\s+(?:should\s+|shall\s+)?(?:be|is|are)\s+(?:(?P<kept>kept)\s+)?"
    r"(?:[a-z]+ly\s+)*(?P<verb>inform|brief|appris|(?(kept)updat|inform))ed\b" + _REST
)
_SHALL = re.compile(r"\b(?:shall|will|should)\s+" + _ADVERBS + _VERB)
_NOUN_BEFORE = re.compile(
    r"\b(?:the|of|a|an|its|his|her|annual|their|and|progress|this|that|final|first|next|in|provide|submit|"
    r"present|prepare|issue)\s+$"
)

# "to the Council", "to each ordinary session of the Assembly", "to it": the name follows.
_TO = re.compile(
    r"\b(?:to|before|for(?=\s+the\s+(?:attention|information|consideration)))\s+"
    r"(?:the\s+(?:attention|notice|consideration|information)\s+(?:of|by)\s+)?(?:(?:the|each|every|any|all)\s+)?(?:(?:next|following|forthcoming|future|subsequent|first|"
    r"ordinary|regular|annual|relevant|respective|\d{4}|[a-z-]+th)\s+)*"
    r"(?:(?:sessions?|meetings?|(?:States )?[Mm]embers)\s+of\s+)?"
    r"(?:the\s+)?(?=[A-Zpdgfh1i])"
)
_CAPITALS = re.compile(r"(?:(?:[A-Z][\w&'’-]*|\d{4})\s)*")
_FIRST = re.compile(r"\s*(?:,[^,]{2,80},\s*)?(?:to\s+)?(?:the\s+)?(?:members of the\s+)?(?=[A-Zi])")
_ITSELF = re.compile(
    r"it\b(?=\s*(?:$|[,;.]|informed|apprised|updated|abreast|with|[a-z]+ly|"
    r"at|on|by|in|no later|not later|every|annually|for|through|before|within))"
)
_MANY = re.compile(r"(?:Member States|States)\b")
_MANY_KEPT = re.compile(r"\b(?:Member States|States parties|States|Members)\b")
# Anybody by name, only where the report goes straight to them: "report regularly to the United Nations".
_STRAIGHT = re.compile(
    r"\s+(?:(?:back|in writing|orally|directly|fully|promptly|periodically|regularly|annually|[a-z]+ly)\s+)*to\s+"
    r"(?:the\s+)?(?P<to>(?!(?:Governments?|Parties)\b)[A-Z][\w-]*(?:(?: of| for| on| and| of the| for the)? "
    r"[A-Z][\w-]*)*(?:\s(?:advisory\s)?(?:groups?|committees?|bodies|agencies|organizations|system|countries)\b)?)"
)
_VEHICLE = re.compile(
    r"\b(?:in|within|in the context of|as part of|through|in the framework of)\s+(?:(?:the context|the "
    r"framework) of\s+)?"
    r"(?P<vehicle>(?:his|her|its|their|the|a|an|each|these|those)\s+(?:(?!implementation|progress "
    r"made)[A-Za-z-]+(?:['’]s)? ){0,8}?"
    r"(?:reports?|reporting|briefings?|submissions?|budget)\b(?:\s+(?:of the [A-Z][A-Za-z-]+ )?(?:on|to|"
    r"for)\s+[^,;.]{2,90}?"
    r"(?=,|;|\.|\s+(?:and(?! Social)|which|that|information|as|with|including)\b|$))?)"
)
_PROVIDED = re.compile(rf"(?:\s*,[^;]{{2,90}}?,)?\s+(?:with\s+)?(?:[a-z,-]+\s+){{0,6}}?{_PAPER}")
_OFTEN = re.compile(
    r"\b(?:annually|biennially|triennially|quadrennially|quarterly|monthly|weekly|yearly|regularly|periodically|"
    r"semi-annually|"
    r"biannually|every [a-z0-9 -]{2,30}?(?:days|months|years|year|month|weeks|sessions)\b|on a[n]? [a-z-]+ basis|"
    r"each (?:ordinary |regular |annual )?session|"
    r"annual|biennial|"
    r"triennial|each year|twice a year|once a year)\b"
)
_PUBLISHED = re.compile(r"\b(?:website|web page|online|publicly available|on the Internet)\b", re.IGNORECASE)
_KEPT = re.compile(r"\s+[^,;]{2,80}?\b(?:informed|apprised|updated|abreast)\b")
_IN_REPORT = re.compile(
    r"\bin\s+(?:the context of\s+)?(?:his|her|its|their|the|each|these|those|such|a|future|all)\s+(?:[A-Za-z-]+ ){0,6}?"
    r"(?:reports?|reporting|briefings?)\b"
)
_TO_GIVE = re.compile(r"\b(?:report|proposal|update)")
_A_REPORT = re.compile(
    r"\s*(?:,[^,]{2,120},)?\s*(?:annually |periodically |regularly )?(?:(?:a|an|the|his|her|annual|periodic|regular|"
    r"and submit)\s+)?"
    r"(?:[a-z-]+ ){0,4}(?:reports?|updates?|briefings?|and submit)\b"
)
_REPORT_ON = re.compile(r"\s+(?:a|an|the|regular|annual)\s+(?:[a-z-]+ ){0,3}reports?\b")
_UPDATES = re.compile(
    r"\s*(?:periodically |regularly )?(?:an?|regular|periodic|oral|written|further)?\s*(?:[a-z]+ ){0,2}"
    r"(?:updates?|briefings?|briefing notes|analytic reports)\b"
)
_TELLS = re.compile(rf"[^,;]{{0,160}}\b{_PAPER}|\s*(?:,[^,]{{2,120}},)?\s*[^,;]{{0,160}}?\b{_PAPER}")
_AWAY = re.compile(r"\b(?:to|and)\s+(?:ensure|continue|take|promote|support)\b")

_SUBMITTING = word_set("submit present transmit communicate convey")
_GROUPS = re.compile(_GROUP)
_WRITING = word_set("prepare produce issue complete finalize elaborate compile")
_PROVIDING = word_set("provide give make furnish deliver develop propose render draw")


def reporting_in(
    text: str,
    hit: Hit,
    request: int,
    end: int,
    deadline: Deadline | None,
    calendar: Calendar,
    *,
    language: str = "en",
) -> Reporting | None:
    """Return what an act asks to be reported to a body, or None."""
    if not (hit.verb.directive or hit.verb.base in ("decide", "resolve", "authorize", "mandate")):
        return None
    if language in ("fr", "es"):
        return romance_reporting(text, request, end, deadline, calendar)
    words = text[request:end]
    found = _asked(words, directive=hit.verb.directive)
    if found is not None:
        raw = (found.group() + found["rest"]).strip(" ,")
        rest = f" {found['to']}{found['rest']}" if "to" in found.re.groupindex else found["rest"]
        return _reporting(raw, rest, _base(found["verb"]), deadline, calendar)
    if deadline is not None and deadline.kind == "next report" and hit.verb.directive:
        return _reporting(words.strip(" ,;."), words, "report", deadline, calendar)
    return None


def _asked(words: str, *, directive: bool) -> re.Match[str] | None:
    """The verb of reporting in what is asked: an infinitive, or what somebody named in a clause shall do."""
    bare = words.lstrip()
    told = _BE_TOLD.match(bare) if directive else None
    if told is not None:
        return told
    first = re.match(r"[A-Za-z-]*", bare)
    word = first.group().casefold() if first else ""
    infinitive = word == "to" or word in BARE_VERBS or word.endswith("ing")
    if not bare.startswith("to "):
        bare = " to " + bare[:1].lower() + bare[1:]
    patterns: tuple[re.Pattern[str], ...] = (_ASKED,) if infinitive and directive else (_SHALL,)
    if not infinitive and directive:
        patterns = (_ASKED, _SAID)
    elif not directive:
        patterns = (_ASKED, _SHALL) if infinitive else (_SHALL,)
    if word.endswith("ing"):
        patterns = (*patterns, _GERUND)
    for pattern in (*patterns, _GOING_ON) if directive and "ting" in bare else patterns:
        for found in pattern.finditer(bare):
            before = bare[: found.start()]
            if before.endswith("in order") or (pattern is _SAID and _is_noun(found, before)):
                continue
            if _WOULD.search(before):
                continue
            if _is_report(_base(found["verb"]), found["rest"]):
                return found
    return None


def _is_noun(found: re.Match[str], before: str) -> bool:
    """Whether "report" is a thing: after an article or a participle, or where nothing follows it."""
    if found["verb"] == "report" and (before.endswith("ed ") or re.match(r"\s*(?:[,;.)]|$)", found["rest"])):
        return True
    return _NOUN_BEFORE.search(before) is not None


# "a task force, which would report to the Council": what is thought of, not asked.
_WOULD = re.compile(r"\b(?:which|who|that)\s+(?:would|could|might)\b[^;]*$")


def _base(verb: str) -> str:
    first = verb.split()[0].casefold()
    if first in ("provid", "appris", "updat"):
        return first + "e"
    return first[:-2] if first == "furnishes" else first.removesuffix("s")


def _is_report(verb: str, rest: str) -> bool:
    """Tell whether a verb with what follows asks for a report, briefing, update or proposal."""
    near = _ON_A_THING.sub("", _AWAY.split(rest)[0][:650])
    if verb not in ("report", "brief") and _PUBLISHED.search(near[:200]):
        return False
    for verbs, asks in _RULES:
        if verb in verbs:
            return asks(near)
    return False


# "the share of stations that report within the hour": what things do.
_ON_A_THING = re.compile(r"(?<=[a-z]s)\s+(?:that|which|who)\s+(?:reports?|submits?|informs?|update)\b[^,;]*")


@dataclass(frozen=True, slots=True)
class _Whom:
    """To whom: a body that `BODY` found from `start` on, or the words of a group; `it` is the adopting body."""

    start: int
    body: re.Match[str] | None
    words: str


def _whom_at(rest: str, at: int) -> _Whom | None:
    """Who is named right at a place."""
    if _ITSELF.match(rest, at):
        return _Whom(at, None, "it")
    capitals = _CAPITALS.match(rest, at)
    found = BODY.search(rest, at, (capitals.end() if capitals else at) + 60)
    if found is not None and (found.start() == at or (capitals and found.start() <= capitals.end())):
        return _Whom(at, found, "")
    group = _GROUPS.match(rest, at)
    return _Whom(at, None, group.group()) if group else None


def _to_whom(rest: str) -> _Whom | None:
    """The first body or group that something is told to; States only before the words turn to something else."""
    for found in _TO.finditer(rest):
        whom = _whom_at(rest, found.end())
        if whom is None or (_MANY.match(whom.words) and "," in rest[: found.start()]):
            continue
        return whom
    return None


def _told_first(rest: str) -> _Whom | None:
    """Who is named right after the verb: "inform the Council", "keep Member States informed"."""
    found = _FIRST.match(rest)
    whom = _whom_at(rest, found.end()) if found else None
    return whom if whom and (whom.body or whom.words == "it" or _MANY.match(whom.words)) else None


def _submits(near: str) -> bool:
    whom = _to_whom(near)
    if (whom is not None and not _MANY.match(whom.words)) or re.search(r"\bsession", near[:200]):
        return True
    return _TO_GIVE.search(near.split(" to ", 1)[0][:200]) is not None


# "make the findings available to the Council", but not people.
_MADE_KNOWN = re.compile(
    r"^(?!.*\b(?:representatives?|experts?|staff|personnel|troops|resources|funds|assistance)\b)"
    r".*\bavailable to (?:the )?$",
    re.DOTALL,
)


_PROPOSALS = re.compile(r"\s+(?:(?!their|its|his|the\b)[a-z-]+\s+){0,3}proposals\b")


_REPORT_AVAILABLE = re.compile(
    r"\s+(?:(?:his|her|its|their|the|a|that|this)\s+)[^,;]{0,60}?\breports?\b[^,;]{0,80}?\bavailable\b"
)


def _provides(near: str) -> bool:
    if _REPORT_AVAILABLE.match(near):
        return True
    told = _told_first(near)
    if told is not None and told.body is not None and _PROVIDED.match(near, told.body.end()):
        return True
    if told is not None and told.body is None and _PROVIDED.match(near, told.start + len(told.words)):
        return True
    if _UPDATES.match(near) or _REPORT_ON.match(near) or _IN_REPORT.search(near[:160]):
        return True
    whom = _to_whom(near)
    if _PROPOSALS.match(near):
        return True
    if whom is None or whom.body is None:
        return False
    return _TELLS.match(near) is not None or _MADE_KNOWN.search(near[: whom.start]) is not None


def _updates(near: str) -> bool:
    if _told_first(near) is not None or _IN_REPORT.search(near[:160]):
        return True
    whom = _to_whom(near)
    return whom is not None and whom.body is not None and _TELLS.match(near) is not None


_RULES: tuple[tuple[frozenset[str], Callable[[str], bool]], ...] = (
    (word_set("report brief apprise"), lambda near: True),
    (word_set("inform"), lambda near: _told_first(near) is not None),
    (word_set("update"), _updates),
    (word_set("keep"), lambda near: _KEPT.match(near) is not None),
    (word_set("include reflect"), lambda near: _IN_REPORT.search(near) is not None),
    (_SUBMITTING, _submits),
    (_WRITING, lambda near: _A_REPORT.match(near) is not None),
    (_PROVIDING, _provides),
)


def _reporting(raw: str, rest: str, verb: str, deadline: Deadline | None, calendar: Calendar) -> Reporting:
    told = _told_first(rest) if verb in ("brief", "inform", "apprise", "keep", "update", "provide") else None
    whom = told or _to_whom(rest)
    if whom is None and verb == "keep" and (kept := _KEPT.match(rest)) and (many := _MANY_KEPT.search(kept.group())):
        whom = _Whom(kept.start() + many.start(), None, many.group())
    straight = _STRAIGHT.match(rest) if verb in ("report", "submit") else None
    to = None
    if straight is not None and (whom is None or whom.start > straight.start("to")):
        to = straight["to"]
    elif whom is not None:
        to = _named(rest, whom, calendar)
    elif deadline is not None and deadline.kind == "session":
        to = deadline.body
    vehicle = _VEHICLE.search(raw)
    often = _OFTEN.search(raw)
    return Reporting(raw.strip(), to, vehicle["vehicle"] if vehicle else None, often.group() if often else None)


def _named(rest: str, whom: _Whom, calendar: Calendar) -> str | None:
    if whom.body is not None:
        return body_at(rest, whom.body, [], calendar)[0]
    return calendar.body if whom.words == "it" else whom.words
