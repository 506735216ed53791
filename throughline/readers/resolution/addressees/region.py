"""Where, after a verb that asks, the words that name somebody end and what is asked begins."""

import re
from dataclasses import dataclass

from throughline.readers.resolution.lexicon.infinitives import BARE_VERBS, BINDS_TO, NOUNS_AFTER_TO, SMALL_ADVERBS


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
_MODAL = re.compile(
    r"\b(?:shall|should|must|will|may|can|could|would|not|be|is|are|has|have|had|does|do|was|were)\b"
)
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
    while following.casefold() in SMALL_ADVERBS or following.endswith("ly") and following.casefold() not in ("apply", "comply", "rely", "supply"):
        step = _NEXT.match(after, at)
        if step is None:
            return True
        following, at = step.group(1), step.end()
    if following.casefold() in NOUNS_AFTER_TO:
        return False
    if following == "do" and re.match(r"\s+(?:so|the same)\b", after[at:]):
        return False
    return following in BARE_VERBS or following == "co" or "-" in following and following.split("-")[-1] in BARE_VERBS


def clause_after(text: str, start: int, end: int) -> Region:
    """A that-clause: its subject is who is asked, up to a modal or the bare verb."""
    modal = _MODAL.search(text, start, end)
    stop = modal.start() if modal else end
    for word in re.compile(r"[a-z][a-z-]+").finditer(text, start, stop):
        if word.start() == start:
            continue
        form = word.group()
        bare = form in BARE_VERBS or form.endswith("s") and form[:-1] in BARE_VERBS and form[:-1] not in _ALSO_NOUNS
        before = text[start : word.start()].split()
        if bare and before and before[-1].casefold() not in _NEEDS_NOUN and form not in _ALSO_NOUNS:
            return Region(text[start : word.start()], start, "that")
    return Region(text[start:stop], start, "shall" if modal and modal.group() in ("shall", "should", "must", "will") else "that")


_NEEDS_NOUN = frozenset("the a an its their of on for in to with and or by from all other under at".split())
_ALSO_NOUNS = frozenset(
    "report reports programme fund funds state states charge mandate request call support group test value state work "
    "result results measure measures cause share offer need use force forces review plan plans place process target "
    "programmes contact access centre position centres member members "
    "order name study focus document documents practice interest project projects vote set sets trust office".split()
)


def _without_links(words: str) -> str:
    return re.sub(
        r"^[\s,]*(?:(?:also|further|once again|again|therefore|strongly|urgently|in this regard|in that regard|in this "
        r"connection|in that connection|in this context|in that context|to this end|to that end|upon|on|to)\b[\s,]*)+",
        " ",
        words,
    ).strip()
