"""Where a body acts in a French or Spanish paragraph."""

import re

from throughline.readers.resolution.lexicon.romance import (
    FRENCH,
    FRENCH_PHRASES,
    SPANISH,
    SPANISH_PHRASES,
)
from throughline.readers.resolution.lexicon.verbs import Verb
from throughline.readers.resolution.verbs.hits import Hit

_WORD = re.compile(r"[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ]*(?:['’](?=[a-zà-ÿ]))?")
_LEFT = re.compile(
    r"(?:(?P<stop>[;:.–—,])(?P<tie>\s*(?:et|y|e|mais|pero|ainsi que)\b)?|\s(?P<plain>et|y|e|mais)\b)\s*,?\s*"
    r"(?:(?:à cet égard|à ce propos|à cette fin|à cet effet|dans ce contexte|dans ce cadre|en conséquence|en outre|"
    r"également|aussi|par ailleurs|en particulier|notamment|de nouveau|à nouveau|instamment|vivement|dès lors|a "
    r"ese respecto|"
    r"a este respecto|a tal efecto|con ese fin|en este sentido|en ese sentido|en este contexto|además|también|"
    r"asimismo)\s*,?\s*)*$"
)
_NOUN_BEFORE = re.compile(
    r"(?:\b(?:la|une|cette|sa|leur|toute|par|de|du|des|les|ses|le|un|su|una|esta|el|los|las)\s+|['’])$", re.IGNORECASE
)
# "et les prie de", "y le pide que": those named before, asked again.
_CLITIC = re.compile(r"(?:^|[\s,])(?P<clitic>(?:les|le|la|lui|leur|los|las) )$")
_LINKS = re.compile(
    r"[\W_]*(?:(?:À cet égard|En outre|Également|Par ailleurs|A ese respecto|Además|Agissant en "
    r"vertu[^,]{3,60})\s*,\s*)?",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"\s+(?:également|aussi|en outre|de nouveau|à nouveau|une nouvelle fois|une fois de plus|par ailleurs|"
    r"instamment|vivement|"
    r"fermement|énergiquement|vigoureusement|catégoriquement|fortement|en particulier|avec force|avec insistance|"
    r"también|asimismo|"
    r"además|nuevamente|una vez más|enérgicamente|encarecidamente|con reconocimiento|con satisfaction|avec "
    r"satisfaction|"
    r"avec reconnaissance|avec intérêt|avec préoccupation|con preocupación|con satisfacción|con interés)(?=[\s,])"
)


def romance_hits(text: str, language: str) -> tuple[Hit, ...]:
    """Return the acting verbs of a French (`fr`) or Spanish (`es`) paragraph, in order."""
    words, phrases = (FRENCH, FRENCH_PHRASES) if language == "fr" else (SPANISH, SPANISH_PHRASES)
    start = _LINKS.match(text)
    begin = start.end() if start else 0
    first = _at(text, begin, words, phrases)
    if first is None:
        return ()
    return _with_later(text, [first], words, phrases)


def romance_after(text: str, first: Hit, language: str) -> tuple[Hit, ...]:
    """Return the verbs that follow an act which the text itself does not print."""
    words, phrases = (FRENCH, FRENCH_PHRASES) if language == "fr" else (SPANISH, SPANISH_PHRASES)
    return _with_later(text, [first], words, phrases)[1:]


def _with_later(
    text: str, hits: list[Hit], words: dict[str, Verb], phrases: tuple[tuple[re.Pattern[str], Verb], ...]
) -> tuple[Hit, ...]:
    for word in _WORD.finditer(text, hits[0].end):
        if word.start() < hits[-1].end or not word.group()[0].islower() or word.group().casefold() not in words:
            continue
        clitic = _CLITIC.search(text, max(hits[-1].end, word.start() - 6), word.start())
        at = clitic.start("clitic") if clitic else word.start()
        left = _LEFT.search(text[max(hits[-1].end - 1, at - 120, 0) : at])
        if left is None or (clitic is None and _NOUN_BEFORE.search(text[max(0, word.start() - 8) : word.start()])):
            continue
        hit = _at(text, word.start(), words, phrases)
        if hit is None:
            continue
        # "demande de" and "note du" are nouns, unless somebody named before is asked by them.
        is_noun = clitic is None and re.match(r"\s+(?:de|des|du|d['’])\s?", text[hit.end :])
        if not is_noun or hit.verb.base not in ("request", "note"):
            hits.append(hit)
    return tuple(hits)


def _at(text: str, at: int, words: dict[str, Verb], phrases: tuple[tuple[re.Pattern[str], Verb], ...]) -> Hit | None:
    """The verb that stands at a place: a phrase of several words first, then a single one."""
    word = _WORD.match(text, at)
    if word is None or word.group().casefold().replace("’", "'") not in words:
        return None
    window = re.sub(r"[’]", "'", text[at : at + 90])
    for pattern, verb in phrases:
        found = pattern.match(window)
        if found is not None:
            return Hit(
                verb, at, at + found.end(), reiterated=found.group()[:2].casefold() in ("ré", "re") and verb.directive
            )
    single = words.get(word.group().casefold())
    if single is None or not single.strong:
        return None
    end = word.end()
    while again := _AGAIN.match(text, end):
        end = again.end()
    return Hit(single, at, end)
