"""Which part of a document is cited: "paragraphs 4, 5 and 9 of section I of", ", annex", "paragraph 6 above"."""

import re

_ITEM = (
    r"(?:\d{1,3}(?:\.\d{1,2})?(?:\s?bis)?(?:\s?\([a-z]{1,3}\))*(?:\s?\([ivx]+\))?|[IVXL]{1,6}(?:\.[A-Z0-9])*|"
    r"[A-Z]|\([a-z]{1,2}\))"
)
_LIST = rf"{_ITEM}(?:(?:,\s*(?:and\s+)?|\s+and\s+|\s+to\s+|\s?[-–]\s?|\s+or\s+){_ITEM})*"
_UNIT = (
    r"(?:(?:operative |preambular )?(?:sub-?)?paragraphs?|paras?\.|sections?|sects?\.|chapters?|chaps?\.|parts?|"
    r"annex(?:es)?|appendix|articles?|"
    r"arts?\.|principles?|recommendations?|goals?|enclosure|tables?|decisions?(?= [IVX]{1,4} of)|rules?|regulations?)"
)
_ONE = rf"(?:the\s+)?(?P<unit>{_UNIT})(?:\s+(?P<items>{_LIST}))?"
_NAMED = r"(?:annex(?:es)?|appendix|enclosure)"
BEFORE = re.compile(
    rf"(?:(?:the\s+)?{_UNIT}(?:\s+{_LIST})?(?:,?\s+(?:of|to|in|contained in)\s+|\s+and\s+|,\s*)(?:the\s+)?){{1,4}}"
    r"(?:(?:of|to|in)\s+)?(?:the\s+|its\s+|[a-z-]+\s+){0,3}$"
)
AFTER = re.compile(
    rf"(?:\)(?=,))?\s*(?:,|;)?\s*(?P<parts>(?:{_NAMED}(?:\s+{_LIST})?|{_UNIT}\s+{_LIST})(?:\s*(?:,|"
    rf"and)\s*(?:{_NAMED}(?:\s+{_LIST})?|{_UNIT}\s+{_LIST}))*)(?!\w)"
)
# "resolution 70/1 on mills, in particular paragraphs 2 and 3 thereof"
PARTICULAR = re.compile(
    rf"(?:\s+(?:on|entitled)\s[^,;()\d]{{3,160}})?,?\s+(?:in particular|particularly|especially|notably|including)\s+"
    rf"(?P<parts>{_UNIT}\s+{_LIST}(?:\s+of\s+(?:the\s+|its\s+)?(?:{_NAMED}(?:\s+{_ITEM})?|sections?\s+{_LIST}))?)"
    r"(?!\w|\s+of\b|\s+to\b|\s+and\s+\d|,\s+\d)"
)
# Without one of these words there is no part to look for.
_UNIT_SAID = re.compile(
    r"para|sect|chap|part|annex|appendi|artic|art\.|princip|recomm|goal|enclos|table|decision|rule|regul"
)
_EACH = re.compile(_ONE)
SELF = re.compile(
    rf"\b(?P<part>(?:(?:operative |preambular )?(?:sub)?paragraphs?|sections?|"
    rf"annex)\s+{_LIST}(?:\s+of\s+(?:section|annex)\s+[IVXA-Z]+)?|(?:sub)?paragraph\s+\([a-z]\))"
    r"\s*,?\s+(?:above|below|hereof|of (?:the (?:present|current)|this) (?:resolution|decision|statement))\b"
)
_SHORT = {
    "para": "paragraph",
    "paras": "paragraphs",
    "sect": "section",
    "sects": "sections",
    "chap": "chapter",
    "chaps": "chapters",
    "art": "article",
    "arts": "articles",
}


def part_before(words: str) -> tuple[str | None, int]:
    """Return the part named at the end of `words` ("section I of "), outermost first, and where its words start."""
    near = words[-240:]
    found = BEFORE.search(near) if _UNIT_SAID.search(near) else None
    if found is None:
        return None, len(words)
    start = len(words) - len(near) + found.start()
    return part_of(found.group()), start


def part_in_particular(text: str, end: int) -> tuple[str | None, int]:
    """Return the part that is singled out after a symbol and its title, and where its words end."""
    found = PARTICULAR.match(text, end)
    return (part_of(found["parts"]), found.end()) if found else (None, end)


def part_of(words: str) -> str | None:
    """Bring a printed part to one form: "paragraphs 4 and 5 of section I" -> "section I, paragraphs 4, 5"."""
    named: list[str] = []
    for found in _EACH.finditer(words):
        unit, items = found["unit"], found["items"]
        word = _SHORT.get(unit.rstrip("."), unit)
        word = re.sub(r"^operative ", "", word)
        if items is None and not re.match(_NAMED, word):
            continue
        listed = re.sub(r",?\s+(?:and|or)\s+", ", ", items.strip()) if items else ""
        named.append(f"{word} {listed}".strip())
    return ", ".join(reversed(named)) or None


def part_after(text: str, end: int) -> tuple[str | None, int]:
    """Return the part named right after a symbol (", annex I"), and where its words end."""
    found = AFTER.match(text, end)
    if found is None:
        return None, end
    named = [part for one in re.split(r",\s*(?=[a-z])", found["parts"]) if (part := part_of(one))]
    return ", ".join(named) or None, found.end()
