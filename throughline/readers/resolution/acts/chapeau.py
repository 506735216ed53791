"""Chapeaux: whether a paragraph that opens a list asks something by itself, and whether an item of it is an act."""

import re

from throughline.readers.resolution.addressees.region import Region, region_after
from throughline.readers.resolution.addressees.resolve import ASKS_AGAIN
from throughline.readers.resolution.addressees.words import ASIDE
from throughline.readers.resolution.lexicon.infinitives import BARE_VERBS
from throughline.readers.resolution.lexicon.wordlist import word_set
from throughline.readers.resolution.verbs.hits import Hit

_OPENS = re.compile(
    r":\s*[—–-]?\s*$|(?:\bto|\bthat|\bby|\bfor|\bof|\binter alia|\bfollowing)[\s,;]*$|\bfollowing(?: [a-z]+){1,3};\s*$"
)
_COMPOSED = re.compile(
    r"\b(?:shall|should|will|must|may|would)\s+(?:(?:be|read|apply|consist of|comprise|include|have)\b[^:]{0,40}?"
    r"(?:as follows|the following\b[^:]{0,90})|consist of|comprise|include|be)\s*:\s*$|\bas follows\s*:\s*$"
)
_LEAD_OUT = re.compile(
    r"(?:[\s,]+(?:inter alia|as follows|as appropriate|in particular|among other things|as well as|and|to|that|by|"
    r"further|also|in this regard|the|on|of|with|for|namely))*[\s,:;—–-]*$"
)
_FOLLOWING = re.compile(
    r"^\s*(?:(?:to|shall|should|will|must|the|of|that|be|on|with|for|and|a|an)\s+|(?:[a-z-]+ly)\s+)*"
    r"(?:[A-Za-z-]+\s+){0,3}?(?:the following|these|as follows)\b"
)
_WEAK_OBJECT = re.compile(
    r"^\s*(?:(?:of|the|its|that|on|to|for|with|upon|their|a|an|in|continued|urgent|critical|great|particular|need|"
    r"needs|importance|necessity|value|role|commitment|intention|determination|call|decision|request|attention|fact|"
    r"concern|appreciation|gratitude|support|regard|importance|responsibility|obligation)\s*)*$"
)
_ACTION = re.compile(
    r"^[\W_]*(?:(?:and|or|also|further|by|not|where (?:appropriate|necessary|applicable)|as appropriate|"
    r"[a-z]+ly|when [a-z ]+|if [a-z ]+|in [a-z ]+),?\s+)*(?P<word>[A-Za-z][a-z-]*)",
    re.IGNORECASE,
)


def opens_list(text: str) -> bool:
    """Tell whether the words end so that items must follow."""
    return bool(_OPENS.search(text))


def only_introduces(text: str, hit: Hit, end: int) -> bool:
    """Tell whether the last act of a paragraph that opens a list asks nothing without the items."""
    if hit.verb.directive and hit.verb.base not in ("decide", "resolve"):
        region = region_after(text, hit.end, end)
        return _asks_nothing(text, region, end)
    tail = text[hit.end : end]
    again = ASKS_AGAIN.match(tail)
    if again is not None:
        return _asks_nothing(text, region_after(text, hit.end + again.end(), end), end)
    clause = re.match(r"\s*that\b(.*)", tail, re.DOTALL)
    if clause is not None and _COMPOSED.search(tail):
        return True
    if clause is not None:
        words = _bare(clause.group(1))
        modal = re.search(r"\b(?:shall|should|will|must|may)\b", words)
        return not words.strip() or (modal is not None and len(words[modal.end() :].split()) <= 1)
    if re.match(r"\s*[Tt]o\b", tail):
        return _infinitive_is_empty(tail)
    words = _bare(tail)
    return bool(_WEAK_OBJECT.match(words)) or _only_following(words)


def is_action(text: str) -> bool:
    """Tell whether an item says what to do (infinitive, gerund, bare verb, clause) and not what a list contains."""
    found = _ACTION.match(text)
    if found is None:
        return False
    word = found["word"].casefold()
    if word in ("to", "that", "by"):
        return True
    if word.endswith("ing") and word not in _ING_NOUNS:
        return True
    following = re.match(r",?\s+(\w+)", text[found.end() :])
    if word in BARE_VERBS:
        return following is not None and following.group(1) not in ("of", "for", "from", "by", "is", "are", "were")
    return bool(_CLAUSE_EARLY.match(text) or _LATE_INFINITIVE.match(text))


_CLAUSE_EARLY = re.compile(r"^(?:\S+\s+){1,22}?(?:shall|should|must|will|may)\b")
_LATE_INFINITIVE = re.compile(
    r"^(?:without|in|with|within|as|where|when|if|upon|on|at|for|through|by)\b[^;]{3,160}?,\s+to\s+[a-z]+"
)
_ING_NOUNS = word_set("training funding financing meeting building housing ruling training, planning")


def _asks_nothing(text: str, region: Region, end: int) -> bool:
    if region.how == "none":
        return True
    if region.how in ("that", "shall"):
        clause = text[region.request : end]
        words = _bare(clause)
        return len(words.split()) <= len(region.words.split()) + 1
    return _infinitive_is_empty(text[region.request : end])


def _infinitive_is_empty(words: str) -> bool:
    """ "to:", "to continue to:", "to take the following measures:" ask nothing by themselves."""
    bare = _bare(words)
    left = [word for word in re.findall(r"[A-Za-z][\w-]*", bare) if word not in ("to", "and", "also", "further")]
    left = [word for word in left if not word.endswith("ly")]
    return len(left) <= 1 or _only_following(bare)


def _only_following(words: str) -> bool:
    found = _FOLLOWING.match(words)
    return (
        found is not None and len(words[found.end() :].split()) <= 12 and not re.search(r"\b(?:by|including)\b", words)
    )


def _bare(words: str) -> str:
    """Without asides between commas and without the words that lead over to the items."""
    text = words.strip()
    text = re.sub(r"[:;\s—–-]+$", "", text)
    if re.search(r"\b(?:by|including|such as)(?:[\s,]+inter alia)?[\s,]*$", text):
        return text
    first, *rest = text.split(",")
    kept = [first, *(piece for piece in rest if not ASIDE.match(piece.strip()) or _LAST_WORDS.match(piece))]
    return _LEAD_OUT.sub("", ",".join(kept))


# "..., to:" and "..., by:" end a chapeau; they are no aside.
_LAST_WORDS = re.compile(r"\s*(?:to|by|that)\s*$")
