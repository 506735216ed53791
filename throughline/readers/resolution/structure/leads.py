"""The leading verb phrase of a paragraph: where it ends, and whether it is finite (operative) or a participle."""

import re
from dataclasses import dataclass

from throughline.readers.resolution.structure.lead_words import (
    ADJECTIVES,
    ADVERBS,
    BASES,
    DEGREES,
    DOUBLING,
    FEELINGS,
    IRREGULAR_FINITE,
    NOUNS,
    word_set,
)
from throughline.readers.resolution.structure.leads_french import french_lead
from throughline.readers.resolution.structure.leads_spanish import spanish_lead


@dataclass(frozen=True, slots=True)
class Lead:
    """The opening words `text[start:end]` of a paragraph that say what the body does.

    `form` is `finite` ("Requests") or `participle` ("Recalling", "Mindful"); `sure` is False when only the shape
    of the first word speaks for a verb.
    """

    start: int
    end: int
    form: str
    sure: bool = True


def _participle_of(base: str) -> str:
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
        return base[:-1] + "ing"
    if base in DOUBLING:
        return base + base[-1] + "ing"
    return base + "ing"


def _finite_of(base: str) -> str:
    if base.endswith(("s", "sh", "ch", "x", "z")):
        return base + "es"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ies"
    return base + "s"


def _forms() -> dict[str, tuple[str, str]]:
    forms: dict[str, tuple[str, str]] = {}
    for base in BASES:
        if base in IRREGULAR_FINITE:
            continue
        forms[_finite_of(base)] = (base, "finite")
        forms[_participle_of(base)] = (base, "participle")
    for word in ("having", "being", "giving"):
        forms[word] = (word, "participle")
    for word in ADJECTIVES:
        forms[word] = ("", "participle")
    return forms


FORMS = _forms()
_ROMANCE = {"fr": french_lead, "es": spanish_lead}

_DEG = rf"(?:(?:{DEGREES})(?:,|\sand)?\s)*"
_POST = (
    r"(?:\s(?:also|further|once again|once more|again|equally|in particular|especially)\b"
    r"(?!\s(?:efforts|work|dialogue|development|expressions|collaboration|cooperation|engagement)\b))?"
)
_WITH = (
    rf"(?:\swith\s(?:its\s)?{_DEG}(?:{FEELINGS})\b"
    rf"(?:\sand\s(?:with\s)?{_DEG}(?:{FEELINGS})\b)?(?:\sin that regard\b)?)?"
)
_TERMS = r"(?:\s(?:in the (?:strongest|most \w+)(?: possible)? terms|without (?:any )?reservation|unequivocally)\b)?"
_DEFAULT = _POST + _WITH + _TERMS + _POST
_OBJECT = (
    rf"{_POST}\s(?:(?:its|our|their|his)\s|the\s(?=view|hope|wish|desire|expectation|conviction|belief))?"
    rf"{_DEG}(?:{NOUNS})\b"
    rf"(?:\s(?:and|or)\s(?:its\s)?{_DEG}(?:{NOUNS})\b)?"
    r"(?:(?<=\bcall)\s(?:once again\s)?(?:upon|for|on)\b|(?<=\bcalls)\s(?:upon|for|on)\b)?"
    rf"{_TERMS}(?:\s(?:once again|once more|also|further)\b(?!\s(?:efforts|work)))?"
)
_OWN = _OBJECT.replace(r"\s(?:(?:its", r"\s(?=its|our|their)(?:(?:its")

# What may follow a verb and still be set in italics with it: the more special first, the default always last.
_TAILS_BY_BASE: dict[str, str] = {
    "take": rf"(?:\s(?:note|notice|cognizance){_DEFAULT}|\sinto (?:account|consideration){_POST}|\sup\b)",
    "bear": rf"\sin mind{_POST}",
    "call": rf"(?:\sattention{_POST}(?:\sto and reaffirms\b)?|{_POST}\s(?:upon|for|on)\b)",
    "look": rf"\sforward{_POST}(?:\swith (?:interest|anticipation))?",
    "pay": rf"\s(?:its\s)?(?:(?:{DEGREES})\s)*(?:tribute|homage){_POST}",
    "draw": r"\s(?:the\s|its\s)?attention",
    "bring": r"\sto the attention",
    "remain": rf"(?:\s(?:deeply|gravely|seriously|strongly|firmly|fully|actively)){{0,2}}"
    rf"\s(?:concerned|convinced|committed|seized|alarmed|determined|mindful|aware|ready){_POST}",
    "being": r"(?:\s(?:deeply|gravely|seriously|also|fully|strongly)){0,2}"
    r"\s(?:concerned|convinced|aware|conscious|mindful|alarmed|satisfied|determined|desirous|guided)",
    "having": rf"(?:\s(?:also|further|once again|again|carefully|duly|thus|now|fully|in mind)){{0,2}}"
    rf"\s(?:\w+ed|heard|met|taken (?:note|into (?:account|consideration))|borne in mind|found|made|given|had|seen|"
    rf"regard|in mind|undertaken|drawn|sought|set|held|read|chosen|become|begun|known){_POST}{_WITH}",
    "giving": r"\sdue consideration",
    "condemn": rf"{_POST}{_TERMS}{_WITH}{_POST}",
    "consider": r"\sit (?:\w+ )?(?:important|necessary|essential|appropriate|desirable|useful|timely|imperative)",
    "believe": r"\sit (?:\w+ )?(?:important|necessary|essential|appropriate|desirable|useful|timely|imperative)",
    "continue": r"\sto (?:express (?:its\s)?(?:\w+\s)?concern|take the view|\w+)",
    "decide": r"\s(?:also|further|once again)\b",
    "give": r"\sdue consideration",
    "share": rf"\s(?:the\s|its\s)?{_DEG}(?:concerns?|conviction|view|hope)\b",
    "raise": r"\sawareness",
    "solemnly": r"",
    "extend": rf"\s(?:its\s)?{_DEG}(?:condolences|gratitude|appreciation|thanks|sympathy|congratulations)\b",
    "attach": rf"\s{_DEG}importance",
    "renew": _OBJECT + r"|\sits decision\b",
    "reaffirm": _OWN + r"|\sits decision\b",
}
for _base in ("express", "reiterate", "convey", "voice", "place", "restate", "repeat", "register", "commit"):
    _TAILS_BY_BASE.setdefault(_base, _OBJECT)
for _base in ("recall", "affirm", "stress", "emphasize", "emphasise", "underline", "underscore", "pledge", "confirm"):
    _TAILS_BY_BASE.setdefault(_base, _OWN)
for _base in ("re-emphasize", "declare", "state", "maintain", "offer", "highlight"):
    _TAILS_BY_BASE.setdefault(_base, _OWN)

_TAILS = {base: re.compile(rf"(?:{tail}|{_DEFAULT})", re.IGNORECASE) for base, tail in _TAILS_BY_BASE.items() if tail}
_TAIL = re.compile(_DEFAULT, re.IGNORECASE)
_IMPERSONAL = re.compile(
    r"(?:It is|Be it|It be)\s(?:(?:hereby|therefore|further|also)\s)?"
    r"(?:resolved|decided|recommended|requested|agreed)\b"
)
_ADVERBS = re.compile(rf"(?:(?:{ADVERBS})\b,?\s+){{0,4}}", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:[-’'][A-Za-zÀ-ÿ]+)*")
_AND = re.compile(
    r"\s(?:and|but|,)\s((?:(?:also|further|strongly|deeply|fully|profoundly|firmly|once again|urgently)\s){0,2})"
)
_NOT_VERBS = word_set(
    """
    during following according pending including regarding concerning notwithstanding everything nothing anything
    something morning evening meeting beginning training housing funding financing budgeting building staffing king
    spring thing wing string ring programming planning reporting monitoring developing
    """
)
_AFTER_VERB = re.compile(
    r",?\s(?:the|that|to|its|all|upon|with|a|an|this|these|any|those|in|on|for|it|as|once|also|further|each|note|"
    r"[A-Z][a-z]+|\w+ing)\b",
)
# Verbs whose third person is also a plural noun: they count as verbs only before an article, "that", "with" ...
_ALSO_NOUNS = word_set(
    """
    credit increase name place transfer order aim limit view record mark share grant charge hope offer plan set
    value vote signal focus move hold
    """
)
_NOUNS_IN_S = word_set(
    """
    states governments credits appropriations estimates members meetings groups arrangements measures efforts details
    arrears contributions resources funds costs this its activities programmes needs requirements series
    always towards whereas perhaps besides annexes parties organizations representatives provisions sessions rounds
    expenses balances less posts amounts services details items statements countries requests' themes days hours
    """
)


def is_finite_verb(word: str) -> bool:
    """Whether a single word is a verb in the form that opens operative paragraphs."""
    return FORMS.get(word.lower(), ("", ""))[1] == "finite"


def lead_of(text: str, start: int = 0, language: str = "en") -> Lead | None:
    """The leading verb phrase of `text` from `start`, or None where it opens with something else."""
    if language in _ROMANCE:
        found = _ROMANCE[language](text, start)
        return Lead(start, *found) if found else None
    impersonal = _IMPERSONAL.match(text, start)
    if impersonal is not None:
        return Lead(start, impersonal.end(), "finite")
    first = _ADVERBS.match(text, start)
    position = first.end() if first else start
    word = _WORD.match(text, position)
    if word is None:
        return None
    base, form = FORMS.get(word[0].lower(), ("", ""))
    if not form:
        return _unlisted(text, start, word)
    if base in _ALSO_NOUNS and form == "finite" and not _AFTER_VERB.match(text, word.end()):
        return None
    return Lead(start, _phrase_end(text, word.end(), base, form), form)


def _phrase_end(text: str, end: int, base: str, form: str) -> int:
    tail = _TAILS.get(base, _TAIL).match(text, end)
    stop = tail.end() if tail else end
    joint = _AND.match(text, stop)
    if joint is None or text[stop] == ",":
        return stop
    second = _WORD.match(text, joint.end())
    if second is None:
        return stop
    second_base, second_form = FORMS.get(second[0].lower(), ("", ""))
    if second_form != form or second_base in ("having", "being"):
        return stop
    return _phrase_end(text, second.end(), second_base, second_form)


def _unlisted(text: str, start: int, word: re.Match[str]) -> Lead | None:
    lower = word[0].lower()
    if lower in _NOT_VERBS or lower in _NOUNS_IN_S or len(lower) < 5 or "’" in lower or "'" in lower:
        return None
    if lower.endswith("ing"):
        return Lead(start, word.end(), "participle", sure=False)
    if lower.endswith("s") and not lower.endswith(("ss", "us", "is")) and _AFTER_VERB.match(text, word.end()):
        return Lead(start, word.end(), "finite", sure=False)
    return None
