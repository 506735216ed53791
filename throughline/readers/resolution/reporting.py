"""What is to be reported: to whom, in which vehicle and how often."""

import re

from throughline.engine.mandates.records import Deadline, Reporting
from throughline.readers.resolution.deadlines.calendar import Calendar, bodies_in
from throughline.readers.resolution.deadlines.romance import romance_reporting
from throughline.readers.resolution.verbs.hits import Hit

_THING = (
    r"(?:reports?|updates?|briefings?|proposals?|recommendations?|summary|summaries|study|studies|analysis|"
    r"assessments?|information|"
    r"overviews?|notes?|submissions?|findings|views|comments|observations|elements|strategy|plans?|document|documents|"
    r"conclusions|papers?|outline|options|budget|estimates|programme of work|road ?map|accounts?|statistics|data|"
    r"reviews?|results?|outcomes?)"
)
_ASKED = re.compile(
    r"\b(?:to|and|also|,)\s+(?:(?:also|further|continue to|regularly|periodically|then|thereafter|subsequently|"
    r"annually|fully|immediately|"
    r"[a-z]+ly),?\s+)*(?P<verb>report(?! of\b| on the work\b)|brief|inform|apprise|keep|update|complete|finalize|"
    r"submit|present|provide|transmit|prepare|issue|communicate|include|"
    r"make|convey|give|produce|deliver|elaborate|develop|bring|propose|compile|furnish|reflect|circulate|draw up|"
    r"render)\b(?=(?P<rest>[^;]{0,700}))",
)
_CLAUSE = re.compile(
    r"^[^;]{0,400}?(?<!the )(?<!of )(?<!a )(?<!its )(?<!his )(?<!her )(?<!annual )(?<!their )(?<!and )\b(?:shall|"
    r"should|will|must)?\s*(?P<verb>reports?|briefs?|submits?|presents?|provides?|informs?|includes?|"
    r"updates?)\b(?P<rest>[^;]{0,600})"
)
_TO_WHOM = re.compile(
    r"\b(?:to|before)\s+(?:the\s+)?(?P<to>(?:[A-Z][a-z]+ |first |financing )*(?:General Assembly|Assembly|"
    r"Council|Commission|Committee|Conference|Board|"
    r"Environment Assembly|Health Assembly|Forum|conference|dialogue|Group|Secretary-General|Member States|"
    r"States)\b(?: (?:on|of|for) [A-Z][^,;]{2,60}?)?)"
    r"(?=[,;.\s]|$)"
)
_INFORMED = re.compile(
    r"^\s*(?:the\s+)?(?P<to>(?:[A-Z][a-z]+ )*(?:General Assembly|Assembly|Council|Commission|Committee|"
    r"Conference|Board|Forum|Member States|States)\b)"
)
_VEHICLE = re.compile(
    r"\b(?:in|within|in the context of|as part of|through|in the framework of)\s+(?:(?:the context|the "
    r"framework) of\s+)?(?P<vehicle>(?:his|her|its|their|the|a|an|each)\s+"
    r"(?:[A-Za-z-]+(?:['’]s)? ){0,8}?(?:reports?|reporting|briefings?|submissions?|budget)\b(?:\s+(?:of the "
    r"[A-Z][A-Za-z-]+ )?(?:on|to|for)\s+[^,;.]{2,90}?(?=,|;|\.|\s+(?:and|which|that|information|as|with|"
    r"including)\b|$))?)"
)
_PROVIDED = re.compile(
    r"\s+(?:the\s+)?(?:[A-Z][a-z]+ )*(?:Council|Assembly|Committee|Commission|Board|Conference|Forum|Member "
    r"States)\b(?:\s*,[^;]{2,90}?,)?"
    r"\s+(?:with\s+)?(?:[a-z,-]+\s+){0,6}?(?:reports?|updates?|briefings?|information|recommendations?|"
    r"proposals?|assessments?|analysis|options|overview)\b"
)
_OFTEN = re.compile(
    r"\b(?:annually|biennially|triennially|quadrennially|quarterly|monthly|weekly|yearly|regularly|periodically|"
    r"semi-annually|"
    r"biannually|every [a-z0-9 -]{2,30}?(?:days|months|years|year|month|weeks|sessions)\b|on a[n]? [a-z-]+ basis|"
    r"annual|biennial|"
    r"quarterly|triennial|each year|twice a year|once a year)\b"
)
_NOT_REPORTING = re.compile(r"\b(?:website|web page|online|publicly available|on the Internet)\b", re.IGNORECASE)
_REPORTS = frozenset(("report", "brief", "apprise", "inform", "reports", "briefs", "informs"))


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
    if not (hit.verb.directive or hit.verb.base in ("decide", "resolve")):
        return None
    if language in ("fr", "es"):
        return romance_reporting(text, request, end, deadline, calendar)
    words = text[request:end]
    bare = words.lstrip()
    if not bare.startswith("to "):
        bare = " to " + bare[:1].lower() + bare[1:]
    for found in _ASKED.finditer(bare):
        if bare[: found.start()].endswith("in order"):
            continue
        if _is_report(found):
            return _reporting(
                (found.group() + found["rest"]).strip(" ,"), found["rest"], found["verb"], deadline, calendar
            )
    if not words.lstrip().startswith("to"):
        clause = _CLAUSE.match(words)
        if (
            clause is not None
            and _is_report(clause)
            and (
                hit.verb.directive
                or "shall" in words[: clause.start("verb")]
                or "will" in words[: clause.start("verb")]
            )
        ):
            return _reporting(
                clause.group()[clause.start("verb") :], clause["rest"], clause["verb"], deadline, calendar
            )
    if deadline is not None and deadline.kind == "next report" and hit.verb.directive:
        return _reporting(words.strip(" ,;."), words, "report", deadline, calendar)
    return None


def _is_report(found: re.Match[str]) -> bool:
    verb, rest = found["verb"], found["rest"]
    if verb in _REPORTS:
        return verb not in ("inform", "informs") or bool(_INFORMED.match(rest))
    if verb == "keep":
        return bool(re.match(r"\s+[^,;]{2,80}?\b(?:informed|apprised|updated|abreast)\b", rest))
    if verb in ("update", "updates"):
        return bool(_INFORMED.match(rest))
    near = re.split(r"\b(?:to|and)\s+(?:ensure|continue|take|promote|support)\b", rest)[0][:350]
    if _NOT_REPORTING.search(near[:200]):
        return False
    if verb in ("include", "includes", "reflect"):
        return bool(
            re.search(
                r"\bin\s+(?:the context of\s+)?(?:his|her|its|their|the|each)\s+(?:[A-Za-z-]+ ){0,6}?(?:reports?|"
                r"reporting|briefings?)\b",
                near,
            )
        )
    thing = re.search(r"^\s*(?:,[^,]{2,120},)?\s*(?:[^,;]{0,160}?)\b" + _THING + r"\b", near)
    whom = _TO_WHOM.search(near)
    if verb in ("submit", "present", "submits", "presents", "transmit", "bring", "communicate", "convey"):
        return whom is not None or bool(re.search(r"\b(?:report|session|proposal|update)", near[:200]))
    if verb in ("prepare", "produce", "issue", "complete", "finalize", "elaborate", "compile"):
        return bool(
            re.match(
                r"\s*(?:,[^,]{2,120},)?\s*(?:a|an|the|his|her|annual|periodic|regular|and submit)\s+(?:[a-z-]+ "
                r"){0,4}(?:reports?|updates?|briefings?|and submit)\b",
                near,
            )
        )
    if verb in ("provide", "provides") and re.match(
        r"\s+(?:[a-z]+ ){0,6}in (?:these|those|such|his|her|their|its|future|the) (?:[a-z]+ ){0,3}reports?\b", rest
    ):
        return True
    if verb in ("provide", "provides") and _PROVIDED.match(rest):
        return True
    if verb in ("provide", "provides", "give", "make", "furnish", "deliver", "develop", "propose", "draw up", "render"):
        body = whom is not None and bool(
            re.search(r"Assembly|Council|Commission|Committee|Conference|Board|Forum", whom["to"])
        )
        told = re.match(
            r"\s*(?:the (?:[A-Z][a-z]+ )*(?:Council|Assembly|Committee|Commission|"
            r"Board)\s+)?(?:with\s+)?(?:[a-z-]+ ){0,5}(?:updates?|briefings?|information|reports?|"
            r"recommendations?|proposals?)\b",
            near,
        )
        return bool(
            (thing and body)
            or (told and (body or re.search(r"\b(?:Council|Assembly|Committee|report)\b", near[:200])))
            or re.match(
                r"\s*(?:an?|regular|periodic|oral|written|further)?\s*(?:[a-z]+ ){0,2}(?:updates?|briefings?|"
                r"briefing notes)\b",
                near,
            )
        )
    return False


def _reporting(raw: str, rest: str, verb: str, deadline: Deadline | None, calendar: Calendar) -> Reporting:
    informed = _INFORMED.match(rest) if verb in ("brief", "inform", "apprise", "keep", "update", "provide") else None
    whom = informed or _TO_WHOM.search(rest)
    to = whom["to"] if whom else None
    if to is not None:
        bodies = bodies_in(to, calendar)
        to = bodies[0][0] if bodies else to
    elif deadline is not None and deadline.kind == "session":
        to = deadline.body
    vehicle = _VEHICLE.search(raw)
    often = _OFTEN.search(raw)
    return Reporting(raw.strip(), to, vehicle["vehicle"] if vehicle else None, often.group() if often else None)
