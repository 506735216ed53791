"""Where a body acts in a paragraph: the finite verbs of the body itself, told from those of others."""

import re
from dataclasses import dataclass

from throughline.readers.resolution.lexicon import english
from throughline.readers.resolution.lexicon.verbs import Verb, base_of
from throughline.readers.resolution.lexicon.wordlist import word_set
from throughline.readers.resolution.verbs.phrases import WORD, phrase_at


@dataclass(frozen=True, slots=True)
class Hit:
    """A verb of the body: `start` and `end` bound the verb phrase in the text, adverbs and "its request" included.

    `passive` holds the subject of a passive ("The Secretary-General is authorized to").
    """

    verb: Verb
    start: int
    end: int
    reiterated: bool = False
    passive: str = ""


_NOT_WORDS = re.compile(r"[\W_]*")
_SAYS_WE = re.compile(r"\W*(?:[^,]{0,80}, )?[Ww]e\b")
_LINK_LAST = re.compile(english.CONNECTIVE + r"$")
_OPENING = re.compile(
    r"[\W_]*(?:(?:"
    + english.ADVERB
    + "|"
    + english.CONNECTIVE
    + r"|acting under chapter vii[^,]{0,60}|and|but)\s*,?\s+"
    r"(?:,[^,;]{2,160},\s+)?)*",
    re.IGNORECASE,
)
_LEFT = re.compile(
    r"(?:(?P<stop>[;:.–—,]|\)(?!\s*,))(?P<tie>\s*(?:and|but|or)\b)?|\s(?P<plain>and|but)\b)\s*,?\s*"
    r"(?P<linked>(?:" + english.CONNECTIVE + r"\s*,?\s+)*)(?P<adverbs>(?:" + english.ADVERB + r"\s*,?\s+)*)$"
)
_SUBJECT = re.compile(
    r"\b(?:[Tt]he (?:Security |Human Rights |General |Economic and Social |Executive |Governing )?"
    r"(?:Council|Assembly|Conference|Commission|Committee|Board)|It|it)"
    r"(?:'s members)?,?\s+(?P<adverbs>(?:" + english.ADVERB + r"\s*,?\s+)*)(?=[a-z])"
)
_WE = re.compile(r"\b(?:We|we)(?:,[^,;.]{2,200},)?\s+(?P<adverbs>(?:" + english.ADVERB + r"\s*,?\s+)*)(?=[a-z])")
# "which, in its resolution 2/1, requests": the verb belongs to the relative clause.
_RESUMED = re.compile(r"\b(?:which|who|that|whose)\s*,[^,;]{1,160},\s*(?:and\s+)?$")
_RELATIVE = re.compile(r"\b(?:which|who|that)\s+(?:[a-z]+ly\s+|also\s+|further\s+)?(?P<verb>[a-z]+(?<![sui])s)\b")
_THAT = re.compile(r"^[^,;]{0,40}?\bthat\b")
_NOUN_AFTER = {
    "requests": word_set("for from of by made received and or under submitted pertaining"),
    "calls": word_set("from by of made and or"),
    "demands": word_set("of from by made and or placed"),
    "notes": word_set("of by verbales verbale and or from"),
    "appeals": word_set("of by from made and or against panel"),
    "supports": word_set("of from"),
    "states": word_set("and in of parties members with to have are should"),
    "views": word_set("of on and expressed from about presented"),
    "orders": word_set("of and"),
    "mandates": word_set("of and to in as for"),
    "charges": word_set("of and for"),
    "tasks": word_set("of and for to"),
    "shares": word_set("of"),
    "reviews": word_set("of and"),
    "offers": word_set("of by"),
    "records": word_set("of and"),
    "promises": word_set("of"),
    "hopes": word_set("of and"),
    "values": word_set("of and in"),
    "commissions": word_set("of and in on"),
    "objects": word_set("and of or indispensable in that from"),
}


def hits_of(text: str, *, statement: bool = False, known_verb: str | None = None) -> tuple[Hit, ...]:
    """Return the acting verbs of an English paragraph, in order.

    `statement`: the body is named as the subject of each sentence (presidential statements); `known_verb` is the
    leading verb that the structure found, which lets an unlisted verb open the paragraph.
    """
    found: list[Hit] = []
    first = _opening(text, known_verb)
    if first is not None:
        found.append(first)
    if statement or _SUBJECT.match(text.lstrip("“\"' ")):
        found.extend(_after(_SUBJECT, text))
    if _SAYS_WE.match(text):
        found.extend(_after(_WE, text))
    if not found:
        return ()
    found.sort(key=lambda hit: hit.start)
    return _with_later(text, found)


def hits_after(text: str, first: Hit) -> tuple[Hit, ...]:
    """Return the verbs that follow `first`, an act that is not printed in the text (an item inherits it)."""
    return _with_later(text, [first])[1:]


def _opening(text: str, known_verb: str | None) -> Hit | None:
    start = _OPENING.match(text)
    begin = start.end() if start else 0
    word = WORD.match(text, begin)
    if word is None:
        return None
    lead = _NOT_WORDS.match(text)
    left = lead.end() if lead else 0
    phrase = phrase_at(text, word, opening=True)
    if phrase is not None and not _is_thing(text, word):
        return Hit(phrase[0], left, phrase[1], phrase[2])
    form = word.group()
    known = known_verb and form.casefold().endswith("s") and known_verb.casefold().split()[-1:] == [form.casefold()]
    if known and _OBJECT.match(text, word.end()):
        return Hit(Verb(base_of(form)), left, word.end())
    if _ASIDE_FIRST.match(text, left):
        return _past_parenthesis(text, left, left)
    return _passive(text, left)


_OBJECT = re.compile(r"\s+(?:the|that|its|all|this|these|those|any|with|upon|to the|once|in the)\b|\s+[A-Z]")
_THINGS = word_set(
    "states transfers credits reviews records orders views offers values sets points shares places signals seeks "
    "opens requires provides facilitates indicates promotes strengthens identifies supports"
)
_ASIDE_FIRST = re.compile(
    r"(?:While|Consistent with|In accordance|Pursuant|With a view|In (?:this|that|the|order|view|light)|Having|"
    r"Noting|As\b|"
    r"For the|At the|On the|Bearing|Taking|Recalling|Mindful|Without prejudice|Considering|Recognizing|Stressing|"
    r"Welcoming|Acting|Being|Convinced|Concerned|Deeply|Within|Under|Following|Given|Until|Upon|After|At|On|With)\b",
    re.IGNORECASE,
)
_AFTER_COMMA = re.compile(r",\s+(?:(?:" + english.ADVERB + r"|and)\s+)*(?=[a-z])")
_PASSIVE = re.compile(
    r"(?P<who>[A-Z][^;:.]{3,160}?)\s+(?:is|are)\s+(?:hereby\s+|also\s+|further\s+|strongly\s+)*"
    r"(?P<verb>authorized|authorised|requested|invited|encouraged|urged|called upon|instructed|approved|appropriated|"
    r"directed|asked|recommended)\b(?P<to>\s*(?:,[^,;]{2,80},\s*)?(?:to\b|:))?"
)
_PASSIVE_BASE = {
    "authorized": "authorizes",
    "authorised": "authorizes",
    "requested": "requests",
    "invited": "invites",
    "encouraged": "encourages",
    "urged": "urges",
    "instructed": "instructs",
    "directed": "directs",
    "asked": "asks",
    "approved": "approves",
    "appropriated": "appropriates",
    "recommended": "recommends",
}


def _is_thing(text: str, word: re.Match[str]) -> bool:
    """ "States opposed to", "Transfers of funds": a plural noun that looks like a verb opens the paragraph."""
    return word.group().casefold() in _THINGS and not _OBJECT.match(text, word.end())


def _passive(text: str, left: int) -> Hit | None:
    """ "The Secretary-General is authorized to": the body acts, without being named."""
    found = _PASSIVE.match(text, left)
    if found is None or re.search(r"\b(?:that|which|who)\b", found["who"]):
        return None
    if found["verb"] not in ("approved", "appropriated") and not found["to"]:
        return None
    verb = english.SIMPLE[_PASSIVE_BASE[found["verb"]]] if found["verb"] in _PASSIVE_BASE else None
    if verb is None:
        verb = Verb("call upon", "request", directive=True)
    return Hit(verb, left, found.start("verb") + len(found["verb"]), passive=found["who"])


def _after(subject: re.Pattern[str], text: str) -> list[Hit]:
    hits = []
    for found in subject.finditer(text):
        before = text[max(0, found.start() - 40) : found.start()].rstrip()
        clause_start = not before or before[-1] in '.;:,“"—–' or before.endswith((" and", " but"))
        clause_start = clause_start or bool(_LINK_LAST.search(before))
        if not clause_start or before.endswith((" that", "whether")):
            continue
        word = WORD.match(text, found.end())
        phrase = phrase_at(text, word, opening=True, bare=True) if word else None
        if phrase is not None:
            hits.append(Hit(phrase[0], found.start("adverbs"), phrase[1], phrase[2]))
        elif word and (resumed := _past_parenthesis(text, found.start(), found.end())):
            hits.append(resumed)
    return hits


def _past_parenthesis(text: str, start: int, end: int) -> Hit | None:
    """The body is named, something is put in between, and the verb comes after a comma."""
    sentence_end = text.find(". ", end)
    stop = len(text) if sentence_end < 0 else sentence_end
    if not _ASIDE_FIRST.match(text, end):
        return None
    for comma in _AFTER_COMMA.finditer(text[end:stop]):
        word = WORD.match(text, end + comma.end())
        phrase = phrase_at(text, word, opening=True) if word else None
        if phrase is not None and word is not None:
            return Hit(phrase[0], word.start(), phrase[1], phrase[2])
    return None


def _with_later(text: str, found: list[Hit]) -> tuple[Hit, ...]:
    """Add the verbs that follow the first ones, each where its words to the left let a new act begin."""
    hits = [found[0]]
    waiting = found[1:]
    for word in _VERB_LIKE.finditer(text, found[0].end):
        form = word.group()
        while waiting and waiting[0].start <= word.start():
            hits.append(waiting.pop(0))
        if word.start() < hits[-1].end or form.casefold() not in english.SIMPLE:
            continue
        if not _may_follow(text, word.start()):
            continue
        hit = _later(text, word, hits[-1])
        if hit is not None:
            hits.append(hit)
    kept = [hits[0]]
    for hit in (*hits[1:], *waiting):
        if hit.start >= kept[-1].end:
            kept.append(hit)
    return tuple(kept)


# Third-person forms; what stands right before one tells quickly that most of them are nouns.
_VERB_LIKE = re.compile(r"\b[A-Za-z]++(?:-[A-Za-z]++)*+(?<=[A-Za-z-][sS])\b")
_LINKING = word_set(
    "and but or regard regards connection respect context spirit sense vein light manner way end effect "
    "purpose aim goal reason mind view objective addition particular doing consequence conclusion principle "
    "general turn thereof parallel time occasion basis matter issue point result priority such well "
    "appropriate necessary alia token hand part date then perspective meantime interim lines circumstances "
    "response this measure request thereby closing so endeavour field area efforts stead rather again more"
)
_ADVERBS = re.compile(english.ADVERB + r"$")


def _may_follow(text: str, at: int) -> bool:
    """Tell from the word before whether a verb of the body can stand here at all."""
    before = text[max(0, at - 24) : at].rstrip()
    if not before or before[-1] in ",;:.–—)":
        return True
    last = before.rsplit(None, 1)[-1]
    return last in _LINKING or _ADVERBS.search(last) is not None


def _later(text: str, word: re.Match[str], previous: Hit) -> Hit | None:
    form = word.group()
    left = _LEFT.search(text[max(previous.end - 1, word.start() - 200, 0) : word.start()])
    pair = text[previous.end : word.start()].strip(" ,") in ("and", "but", "")
    if left is None and not pair:
        return None
    if form[0].isupper() and not form.isupper() and not (left and left["stop"] and left["stop"] in ".;:"):
        return None
    if _is_noun(text, word):
        return None
    phrase = phrase_at(text, word)
    if phrase is None:
        return None
    if not pair and left is not None and not _may_act(text, word.start(), previous, left, phrase[0]):
        return None
    start = word.start() - len(left["adverbs"]) if left else word.start()
    return Hit(phrase[0], start, phrase[1], phrase[2])


def _is_noun(text: str, word: re.Match[str]) -> bool:
    nouns = _NOUN_AFTER.get(word.group().casefold())
    if nouns is None:
        return False
    following = WORD.match(text, word.end() + 1)
    return following is not None and text[word.end()] == " " and following.group().casefold() in nouns


def _may_act(text: str, at: int, previous: Hit, left: re.Match[str], verb: Verb) -> bool:
    before = text[previous.end : at - len(left.group()) + (1 if left["stop"] else 0)]
    if left["stop"] == "." or left["stop"] == ")":
        return left["stop"] == "." or bool(left["tie"])
    if left["stop"] in (";", ":"):
        return verb.strong or bool(left["linked"] or left["adverbs"] or left["tie"])
    if _RESUMED.search(text[max(0, at - 220) : at]):
        return False
    marked = bool(left["linked"].strip() or left["adverbs"].strip())
    if left["plain"]:
        segment = re.split(r"[,;]", before)[-1]
        if _has_finite_relative(segment) and not marked:
            return False
        return verb.strong or marked
    if verb.strong or marked:
        return True
    return not (_THAT.match(before) or _has_finite_relative(before[-200:]))


def _has_finite_relative(words: str) -> bool:
    for found in _RELATIVE.finditer(words):
        if found["verb"] not in ("was", "has", "these", "as", "parties", "does"):
            return True
    return False
