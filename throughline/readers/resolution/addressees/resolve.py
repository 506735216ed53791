"""Who each act asks: named, meant by a pronoun, or implied by what the paragraph speaks of."""

import re

from throughline.engine.mandates.records import Addressee
from throughline.readers.resolution.addressees.names import name_of, split_names
from throughline.readers.resolution.addressees.region import Region, clause_after, region_after
from throughline.readers.resolution.addressees.romance import who_is_asked_romance
from throughline.readers.resolution.verbs.hits import Hit

_PRONOUN = re.compile(
    r"^(?:both of |all of )?(?P<who>him or her|her or him|him|her|them|it|the same|the latter)\b", re.IGNORECASE
)
_OFFICE = re.compile(
    r"\b(?:(?:Deputy |Under-|Assistant |Executive )?Secretary-General|High Commissioner|Executive Director|"
    r"Director-General|Director|Special Rapporteur|Independent Expert|Special Representative|Special Envoy|"
    r"Special Adviser|Personal Envoy|President|Chair(?:person|man)?|Commissioner-General|Executive Secretary|"
    r"Administrator|Prosecutor|Registrar|Emergency Relief Coordinator|Executive Chairman|Representative)\b"
    r"(?: of the (?:Secretary-General|General Assembly|Council|Security Council|Human Rights Council|"
    r"Telecommunication [A-Z][a-z]+ Bureau|Radiocommunication Bureau|United Nations Environment Programme)"
    r"(?: (?:for|on|to) [A-Z]\w+(?: [A-Z]\w+)*)?)?"
)
_BODY = re.compile(
    r"\b(?:(?:[A-Z][\w-]+ )*(?:Committee|Commission|Council|Board|Group|Forum|Unit|Office|Mission|Agency|Programme|"
    r"Fund|Secretariat|Conference|Assembly|Panel|Team|Force|Mechanism|Institute|Centre|Tribunal|Government)"
    r"(?: (?:of|on|for) (?:the )?[A-Z]\w+(?: (?:of |and )?[A-Z]\w+)*)?|[A-Z]{4,})\b"
)
_GROUP = re.compile(
    r"\b(?:Member States|States [Pp]arties|States|Governments|the parties|all parties|parties|countries|donors|"
    r"organizations|agencies|members|stakeholders|entities|Directors)\b"
)
ASKS_AGAIN = re.compile(
    r"\s*[Tt]o\s+(?:also\s+|further\s+)?(?:request|invite|urge|call (?:up)?on|encourage|instruct|authorize|ask|"
    r"recommend to|"
    r"entrust|mandate|direct|appeal to)\b"
)
_SHALL_ONLY = frozenset(("decide", "resolve", "declare", "agree", "affirm", "determine", "reaffirm", "recall"))
_WITH = re.compile(r"\s+(?:with|for)\s+(?:the\s+|a\s+)?[a-z]")


def who_is_asked(
    text: str, hit: Hit, end: int, earlier: tuple[Addressee, ...], *, language: str = "en"
) -> tuple[tuple[Addressee, ...], int]:
    """Return those asked by the act whose verb is `hit`, and where in the text the request starts.

    `end` is where the act ends; `earlier` are the addressees met before in the document, the last one last.
    """
    if language in ("fr", "es"):
        return who_is_asked_romance(text, hit, end, earlier, language)
    base = hit.verb.base
    if base in _SHALL_ONLY:
        return _decided(text, hit, end, earlier)
    if not hit.verb.directive:
        return (), hit.end
    if hit.passive:
        return tuple(Addressee(name, surface, "explicit") for name, surface in split_names(hit.passive)), hit.end
    region = region_after(text, hit.end, end)
    if (base == "remind" and region.how != "to") or (base == "call for" and region.how == "none"):
        return (), hit.end
    if base == "remind" and " of " in region.words:
        return (), hit.end
    if bare := _without_to(text, hit, end if region.how == "none" else region.request, region.how):
        return bare
    named = _named(text, hit, region, earlier)
    if named and base in ("call upon", "appeal"):
        named += tuple(one for one in _also_upon(text, region.request, end) if one.name not in {n.name for n in named})
    if named:
        return named, region.request
    if region.how == "to":
        return (), hit.end
    implied = _implied(text[: hit.start], base)
    return implied, hit.end if region.how != "that" else region.request


def _named(text: str, hit: Hit, region: Region, earlier: tuple[Addressee, ...]) -> tuple[Addressee, ...]:
    words = region.words
    if region.how == "none":
        words = _WITH.split(words, maxsplit=1)[0]
    pronoun = _PRONOUN.match(words)
    if pronoun and not re.match(r"(?:her|it)\s+[a-z]", words):
        return _meant(pronoun["who"].casefold(), text[: hit.start], earlier)
    return tuple(Addressee(name, surface, "explicit") for name, surface in split_names(words))


def _decided(text: str, hit: Hit, end: int, earlier: tuple[Addressee, ...]) -> tuple[tuple[Addressee, ...], int]:
    """A decision asks somebody when it says that X shall, or decides to request X."""
    again = ASKS_AGAIN.match(text, hit.end, end)
    if again is not None and hit.verb.base in ("decide", "resolve", "agree"):
        region = region_after(text, again.end(), end)
        return _named(text, hit, region, earlier), hit.end
    if hit.verb.base not in ("decide", "resolve", "agree", "determine", "declare"):
        return (), hit.end
    region = region_after(text, hit.end, end)
    if region.how != "shall":
        return (), hit.end
    names = tuple(one for one in split_names(region.words) if not _THING.search(one[0]))
    return tuple(Addressee(name, surface, "implied") for name, surface in names), hit.end


_UPON = re.compile(
    r"\band (?:also |further )?(?:up)?on (?P<who>(?:all|the|other|those|any|relevant|[A-Z])[^,;:]{2,120}?) to "
    r"[a-z]+"
)


def _also_upon(text: str, start: int, end: int) -> tuple[Addressee, ...]:
    """ "calls upon A to ... and upon B to ...": the verb is said once for both."""
    found = _UPON.search(text, start, end)
    names = split_names(found["who"]) if found else ()
    return tuple(Addressee(name, surface, "explicit") for name, surface in names)


# Things that a decision speaks of in the same words as of somebody ("the Summit shall").
_THING = re.compile(
    r"\b(?:[Ss]ummit|[Tt]reaty|[Ss]ession|[Mm]eetings?|[Ff]und|[Mm]easures?|[Aa]greement|[Bb]udget|[Cc]ompany|"
    r"[Dd]ay|[Yy]ear|Decade)\b(?! of States)"
)


def _without_to(text: str, hit: Hit, end: int, how: str) -> tuple[tuple[Addressee, ...], int] | None:
    """ "recommends to the General Assembly that" and "demands all parties allow": no "to" that asks."""
    onward = re.compile(r"\s+to\s+(?P<who>[^,;:]{3,120}?)(?:,[^,;]{3,120},)?\s+(?:that|the|for)\b").match(
        text, hit.end, end
    )
    if onward is not None:
        names = split_names(onward["who"])
        if names:
            return tuple(Addressee(name, surface, "explicit") for name, surface in names), onward.end("who")
    if how == "that" or how == "shall":
        return None
    clause = clause_after(text, hit.end, end)
    if hit.verb.base in ("demand", "request", "urge", "recommend") and len(clause.words) < end - hit.end - 2:
        names = split_names(clause.words)
        if names:
            return tuple(Addressee(name, surface, "explicit") for name, surface in names), clause.request
    return None


def _meant(pronoun: str, before: str, earlier: tuple[Addressee, ...]) -> tuple[Addressee, ...]:
    """Resolve a pronoun: the last addressee that fits, else the last office or body that the words before name."""
    pattern = _OFFICE if pronoun[0] == "h" else _BODY if pronoun == "it" else _GROUP
    near = [found.group() for found in pattern.finditer(before)]
    if pronoun in ("them", "the same"):
        group = _last_group(earlier)
        if group and any(one.surface.casefold() in before.casefold() for one in group):
            return tuple(Addressee(one.name, pronoun, "anaphora") for one in group)
    name = name_of(near[-1]) if near else None
    if name is None:
        fitting = [one.name for one in earlier if pattern.search(one.name)]
        name = fitting[-1] if fitting else None
    return (Addressee(name, pronoun, "anaphora"),) if name else ()


def _last_group(earlier: tuple[Addressee, ...]) -> tuple[Addressee, ...]:
    return tuple(one for one in earlier[-6:] if _GROUP.search(one.name))


_DOER = re.compile(
    r"\b(?:Secretary-General|Secretariat|High Commissioner|Executive Director|Director-General)\b(?!['’])"
)


def _implied(before: str, base: str) -> tuple[Addressee, ...]:
    """The officer whom the paragraph speaks of does what is asked of nobody by name."""
    if base not in ("request", "urge", "instruct", "demand"):
        return ()
    doers = _DOER.findall(before)
    return (Addressee(doers[-1], "", "implied"),) if doers else ()
