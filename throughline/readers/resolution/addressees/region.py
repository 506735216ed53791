"""Where, after a verb that asks, the words that name somebody end and what is asked begins."""

import re
from dataclasses import dataclass

from throughline.readers.resolution.addressees.words import HEADS
from throughline.readers.resolution.lexicon.infinitives import BARE_VERBS, BINDS_TO, NOUNS_AFTER_TO, SMALL_ADVERBS
from throughline.readers.resolution.lexicon.wordlist import word_set


@dataclass(frozen=True, slots=True)
class Region:
    """The words that may name somebody, and where the request starts; `how` is `to`, `that`, `shall`, `none`."""

    words: str
    request: int
    how: str


_TO = re.compile(r"\bto\b(?P<gap>\s*,[^,;]{1,200}?,\s*|\s+|\s*(?=[:,;.]|$))")
_THAT = re.compile(
    r"\s*(?:,[^,;]{1,120},)?\s*(?:in (?:this|that) (?:regard|connection|context|respect),?\s+)?that\b\s*,?\s*"
)
_MODAL = re.compile(r"\b(?:shall|should|must|will|may|can|could|would|not|be|is|are|has|have|had|does|do|was|were)\b")
_NEXT = re.compile(r"\s*(?:,\s*)?([A-Za-z][\w-]*)")
_LAST = re.compile(r"([A-Za-z][\w-]*)\W*$")


def region_after(text: str, start: int, end: int) -> Region:
    """Read who is asked after a verb phrase that ends at `start`; `end` is where the act ends."""
    that = _THAT.match(text, start, end)
    if that is not None:
        return clause_after(text, that.end(), end)
    for found in _TO.finditer(text, start, end):
        if is_infinitive(text, found, end):
            return Region(_without_links(text[start : found.start()]), found.start(), "to")
    return Region(_without_links(text[start:end]), start, "none")


def is_infinitive(text: str, found: re.Match[str], end: int) -> bool:
    """Tell whether the "to" that was found opens what is asked."""
    before = _LAST.search(text[max(0, found.start() - 30) : found.start()])
    previous = before.group(1) if before else ""
    after = text[found.end() : end]
    if not after.strip(" ;.") or after.lstrip().startswith(":"):
        return previous not in ("according", "due")
    comma_before = text[: found.start()].rstrip().endswith(",")
    if previous in BINDS_TO and not comma_before:
        return False
    word = _NEXT.match(after)
    if word is None:
        return False
    following = word.group(1)
    at = word.end()
    while following.casefold() in SMALL_ADVERBS or (
        following.endswith("ly") and following.casefold() not in ("apply", "comply", "rely", "supply")
    ):
        step = _NEXT.match(after, at)
        if step is None:
            return True
        following, at = step.group(1), step.end()
    if following in BARE_VERBS or following == "co":
        return True
    if following[0].isupper() or following.casefold() in NOUNS_AFTER_TO or previous in _TAKES_TO:
        return False
    return not _NO_INFINITIVE.search(following)


# Nouns that "to" may bind to what follows: there only a listed verb opens a request.
_TAKES_TO = word_set(
    "parties party Parties Party signatories signatory contributors accessions adherence assistance support "
    "thereto made "
    "respect threats threat attention accredited applicable equivalent similar prior next due"
)
_NO_INFINITIVE = re.compile(
    r"(?:tion|sion|ment|ness|ity|ing|ed|al|ic|ous|able|ible|ful|ance|ence|ies|ism|ers|ors|ons|ants|ents)$|"
    r"^(?:the|a|an|its|their|his|her|this|that|these|those|our|such|full|human|armed|non|more|less|new|long|high|"
    r"low|good|"
    r"best|poor|early|large|small|young|women|youth|sea|air|land|war|date|end|level|work|use|trade|data)$"
)


def clause_after(text: str, start: int, end: int) -> Region:
    """A that-clause: its subject is who is asked, up to a modal, an adverb or the bare verb."""
    aside = _FIRST_ASIDE.match(text, start, end)
    start = aside.end() if aside else start
    modal = _MODAL.search(text, start, end)
    stop = modal.start() if modal else end
    shall = modal is not None and modal.group() in ("shall", "should", "must", "will")
    previous = ""
    for word in _WORD.finditer(text, start, stop):
        form = word.group()
        if previous and _opens_predicate(form, previous, text, word.end()):
            return Region(text[start : word.start()], start, "that")
        previous = form
    if modal is not None and (modal.group() == "be" or (shall and _STATE.match(text, modal.end()))):
        return Region("", start, "none")
    return Region(text[start:stop], start, "shall" if shall else "that")


# "that, after the Council has approved ..., the Secretary-General undertake": the subject comes after the aside.
_FIRST_ASIDE = re.compile(
    r"(?:,\s*)?(?:after|following|upon|pending|before|until|when|if|as|where|once|subject|within|in|with|on|at|"
    r"for|pursuant|during|by)\b"
    r"[^;:]{3,200}?,\s+(?=(?:the|all|each|any|every|States|Member|Governments|[A-Z]))"
)
_WORD = re.compile(r"[A-Za-z][\w'-]*")
# "shall be held", "shall consist of": the subject is not asked to do anything.
_STATE = re.compile(
    r"\s+(?:[a-z]+ly |not |also |further |only |henceforth |no longer |thereafter |continue to )*(?:be\b(?! "
    r"(?:prepared|ready|guided|responsible|invited|requested|accountable))|"
    r"consist|comprise|apply|have(?! (?:the following|as its)\b)|take place|last|commence|begin|start|remain|"
    r"cover|read|end|"
    r"expire|enter into|constitute|become|mean|extend|amount|include|come|form|belong|form|belong|cease to|"
    r"require|replace|occur)\b"
)


def _opens_predicate(form: str, previous: str, text: str, end: int) -> bool:
    """Tell whether a word of a that-clause is where its subject has ended."""
    if not form[0].islower() or previous.casefold() in _NEEDS_NOUN:
        return False
    after_name = previous[0].isupper() or previous.casefold() in HEADS
    if form in _ALSO_NOUNS:
        return after_name and bool(
            re.match(
                r"\s+(?:on|to|back|with|the|its|their|a|an|all|at|closely|together|regularly|annually|back)\b",
                text[end:],
            )
        )
    bare = form in BARE_VERBS or (form.endswith("s") and form[:-1] in BARE_VERBS and form[:-1] not in _ALSO_NOUNS)
    return bare or (after_name and form.endswith("ly") and len(form) > 5)


_NEEDS_NOUN = word_set("the a an its their of on for in to with and or by from all other under at")
_ALSO_NOUNS = word_set(
    "report reports programme fund funds state states charge mandate request call support group test value state work "
    "result results measure measures cause share offer need use force forces review plan plans place process target "
    "programmes contact access centre position centres member members "
    "order name study focus document documents practice interest project projects vote set sets trust office"
)


def _without_links(words: str) -> str:
    return re.sub(
        r"^[\s,]*(?:(?:also|further|once again|again|therefore|strongly|urgently|in this regard|in that regard|in this "
        r"connection|in that connection|in this context|in that context|to this end|to that end|upon|on|to)\b[\s,]*)+",
        " ",
        words,
    ).strip()
