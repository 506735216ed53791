"""Lines of a head that are a full symbol or begin with one, whatever organization it belongs to."""

import re
from dataclasses import dataclass

from throughline.engine.mandates.symbols import is_mandate, normalise
from throughline.readers.resolution.structure import shapes

_SYMBOL = (
    r"[A-Z][A-Za-z]{0,7}(?:[.-][A-Za-z0-9]{1,8})?(?:/[\w.()\-]{1,24}){2,6}"
    r"(?:\s\((?:[IVXLC]{1,6}|\d{4}|[A-Z][^()]{1,16})\))?"
)
_LINE = re.compile(
    r"^\W{0,4}(?:Draft\s)?(?:(?P<word>RESOLUTION|Resolution|DECISION|Decision|Résolution|RÉSOLUTION|Décision|DÉCISION)"
    rf"\s(?:No\.?\s)?)?(?P<symbol>{_SYMBOL}(?:\s[A-H](?=[\s.:]|$))?)(?:[.:]?\s+(?:[–—-]\s)?(?P<title>[“\"A-ZÀ-Ý].{{2,400}}))?"
    r"[\s*.:]*$"
)
_ALONE = re.compile(rf"^{_SYMBOL}(?:\s[A-H](?:-[A-H])?)?\s*$")
# The organization's name in the same line of a head: "United Nations<tab>E/CN.9/2000/1".
_BESIDE = re.compile(r"^[A-Z][A-Za-z' ]{3,40}(?:\t\s*|\s{3,})(?=[A-Z])")
_LONGEST = 480


@dataclass(frozen=True, slots=True)
class SymbolLine:
    """What a line says that begins with the symbol of something adopted: `kind` is `resolution` or `decision`."""

    symbol: str
    kind: str
    title: str | None


def symbol_line(words: str) -> SymbolLine | None:
    """A title line such as "Decision XYZ/EC/DEC/8/5" or "XYZ/EC/RES/8/2 Loan of gauges"; None for any other.

    A symbol that stands alone is a running head as often as a title, and is left to `symbol_alone`.
    """
    found = _LINE.match(words) if "/" in words[:80] and len(words) < _LONGEST else None
    if found is None or not (found["word"] or found["title"]):
        return None
    title = found["title"]
    if title is not None and (shapes.ends_with_stop(title) or ";" in title):
        return None
    symbol = normalise(found["symbol"])
    if symbol is None or not is_mandate(symbol):
        return None
    return SymbolLine(symbol, kind_of(symbol), title.strip(" *") if title else None)


def symbol_alone(words: str) -> str | None:
    """The symbol that fills a line, of something adopted or of any other paper; None where the line says more."""
    words = _BESIDE.sub("", words)
    if len(words) > 60 or not any(letter.isdigit() for letter in words) or not _ALONE.match(words):
        return None
    return normalise(words)


def kind_of(symbol: str) -> str:
    """Whether a symbol is of a decision or, as most are, of a resolution."""
    return "decision" if re.search(r"/DEC[/.]", symbol, re.IGNORECASE) else "resolution"
