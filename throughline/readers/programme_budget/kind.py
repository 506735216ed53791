"""Whether a document is a fascicle of a proposed programme budget."""

import re

from throughline.readers.document.records import SourceText
from throughline.readers.programme_budget import words

_SYMBOL = re.compile(
    r"A/\d{2,3}/6(?:/Rev\.\d+)?\s?\((?:Income )?sect\.\s?\d{1,2}[A-G]?\)(?:/(?:Add|Corr)\.\d{1,3})*$", re.I
)
_TITLE = re.compile(r"proposed programme budget for (?:the year )?\d{4}$", re.I)
_SECTION = re.compile(r"(?:income )?section\s+\d{1,2}[A-G]?$", re.I)
_DELIVERABLES = re.compile(r"category and subcategory$", re.I)
# Any of these, tried at once: most lines are none of them.
_ANY = re.compile(
    "|".join(f"(?:{one.pattern})" for one in (_SYMBOL, _TITLE, _SECTION, _DELIVERABLES, words.PLAN, words.RESOURCES)),
    re.IGNORECASE,
)
_LOOKED_AT = 3000


def is_programme_budget(source: SourceText) -> float:
    """How sure it is that the document is a fascicle, from 0 to 1; half or more means yes. Looks at its first lines."""
    weights: dict[str, float] = {}
    for line in source.lines[:_LOOKED_AT]:
        if len(line.text) > 200:
            continue
        text = words.plain(line.text)
        if not _ANY.fullmatch(text):
            continue
        if _SYMBOL.fullmatch(text):
            weights["symbol"] = 0.5
        elif _TITLE.fullmatch(text):
            weights["title"] = 0.3
        elif _SECTION.fullmatch(text):
            weights["section"] = 0.2
        elif words.PLAN.fullmatch(text) or words.RESOURCES.fullmatch(text):
            weights["part"] = 0.2
        elif _DELIVERABLES.fullmatch(text):
            weights["deliverables"] = 0.2
    if source.properties.get("symbol") and _SYMBOL.fullmatch(words.plain(source.properties["symbol"])):
        weights["symbol"] = 0.5
    return min(1.0, sum(weights.values()))
