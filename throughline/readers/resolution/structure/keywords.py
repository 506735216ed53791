"""Keyword lines of ITU texts: "considering", "resolves to instruct the Secretary-General"."""

import re

_PREAMBLE = (
    r"considering|recognizing|recognising|noting|recalling|acknowledging|bearing in mind|taking into account|"
    r"emphasizing|"
    r"reaffirming|stressing|welcoming|realizing|taking note|affirming|observing|confirming|underlining|highlighting|"
    r"believing|appreciating|aware|mindful|conscious|convinced|concerned|alarmed|cognizant|in view of|"
    r"having (?:considered|examined|noted|regard|received|reviewed)|expressing"
)
_OPERATIVE = (
    r"resolves|instructs|invites|urges|requests|decides|recommends|encourages|calls upon|endorses|appeals|notes|"
    r"recognizes|"
    r"reaffirms|considers|confirms|declares|authorizes|directs|charges|expresses|approves|adopts|abrogates|reminds|thanks"
)
_BEFORE = r"(?:further|also|again|hereby|strongly)\s"
_AFTER = r"(?:,?\s(?:further|also|again|in particular|in addition|with \w+|and \w+ing))*"
_GLUED = re.compile(rf"(?<=[,;.])\s+(?=(?:{_BEFORE})?(?:{_OPERATIVE}|noting with|noting also)\b[^;.]{{0,250}}$)")


NEXT_PART = re.compile(
    r"(?:^|(?<=\s))(?:\d{1,3}\s+)?PART\s[IVX]{1,4}\s?[-–—]\s?[A-Z]{4,}"
    r"|(?:^|(?<=[.;,]\s))ANNEX(?:\s\w{1,3})?\s(?:TO|OF)\s(?:THE\s)?(?:RESOLUTION|DECISION|RECOMMENDATION)\b"
)


def run_in(text: str) -> int | None:
    """Where a converter ran the next thing into the end of a paragraph: a keyword, an annex, another part."""
    part = NEXT_PART.search(text)
    if part is not None and part.start() > 0:
        return part.start()
    return glued_keyword(text)


def glued_keyword(text: str) -> int | None:
    """Where a keyword line was run into the end of the paragraph before it; None where none was."""
    for found in _GLUED.finditer(text, max(0, len(text) - 320)):
        words = text[found.end() :]
        if not words.endswith(",") and KEYWORD.match(words):
            return found.end()
    return None


KEYWORD = re.compile(
    rf"^[\s*_]*(?:(?:{_BEFORE})?(?:{_PREAMBLE}){_AFTER}(?:\s(?:that|the))?|(?:{_BEFORE})?(?:{_OPERATIVE}){_AFTER}"
    r"(?:\s(?:to\s|in\s|the\s|all\s|ITU|Member|Sector|administrations|and\s|[A-Z]|that\b|as follows|States)"
    r"[^;.]{0,230})?)"
    r"[\s*_:,]*$"
)
