"""Keyword lines of ITU texts: "considering", "resolves to instruct the Secretary-General"."""

import re

_PREAMBLE = (
    r"considering|recognizing|recognising|noting|recalling|acknowledging|bearing in mind|taking into account|emphasizing|"
    r"reaffirming|stressing|welcoming|realizing|taking note|affirming|observing|confirming|underlining|highlighting|"
    r"believing|appreciating|aware|mindful|conscious|convinced|concerned|alarmed|cognizant|in view of|"
    r"having (?:considered|examined|noted|regard|received|reviewed)|expressing"
)
_OPERATIVE = (
    r"resolves|instructs|invites|urges|requests|decides|recommends|encourages|calls upon|endorses|appeals|notes|recognizes|"
    r"reaffirms|considers|confirms|declares|authorizes|directs|charges|expresses|approves|adopts|abrogates|reminds|thanks"
)
_BEFORE = r"(?:further|also|again|hereby|strongly)\s"
_AFTER = r"(?:,?\s(?:further|also|again|in particular|in addition|with \w+|and \w+ing))*"
KEYWORD = re.compile(
    rf"^[\s*_]*(?:(?:{_BEFORE})?(?:{_PREAMBLE}){_AFTER}(?:\s(?:that|the))?|(?:{_BEFORE})?(?:{_OPERATIVE}){_AFTER}"
    rf"(?:\s(?:to\s|in\s|the\s|all\s|ITU|Member|Sector|administrations|and\s|[A-Z]|that\b|as follows|States)[^;.]{{0,230}})?)"
    r"[\s*_:,]*$"
)
