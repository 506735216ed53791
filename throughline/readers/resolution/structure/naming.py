"""Which symbols a paper bears: of its title, its fields, its running heads; and which of several is meant."""

import re
from collections.abc import Sequence
from pathlib import PurePath

from throughline.engine.findings import Finding, Sentence, Severity
from throughline.engine.mandates.records import Masthead
from throughline.engine.mandates.symbols import is_mandate, normalise, same_document
from throughline.readers.document.records import SourceText
from throughline.readers.resolution.structure import shapes
from throughline.readers.resolution.structure.blocks import Block
from throughline.readers.resolution.structure.entries import Sorted
from throughline.readers.resolution.structure.masthead import symbol_of_title, symbols_in
from throughline.readers.resolution.structure.profiles import KEYWORDED
from throughline.readers.resolution.structure.symbol_lines import symbol_alone, symbol_line

_CAPITALS = re.compile(r"\b[A-ZÀ-Ý]{3,}\b")
_HEAD = 40


def symbols_of(
    source: SourceText, profile: str, sorted_: Sorted, furniture: Sequence[Block], masthead: Masthead
) -> list[str]:
    """The symbol of each resolution in the file; where there are several the first need not be the one meant."""
    printed = symbols_in("\n".join(block.raw for block in sorted_.masthead[:_HEAD]))
    fields = symbols_in(source.text[-4000:]) if "<<ODS" in source.text[-4000:] else []
    count = max((entry.resolution for entry in sorted_.entries), default=0) + 1
    by_title: dict[int, str] = {}
    for index, block in sorted_.titles:
        symbol = _symbol_of(block, profile, masthead.body)
        if symbol:
            by_title.setdefault(index, symbol)
    # A conference's paper has a symbol of its own, and prints what it proposes under the title of that.
    titled = by_title.get(0) if profile in KEYWORDED else None
    own = titled or masthead.symbol or next(iter(fields), None) or by_title.get(0) or next(iter(printed), None)
    own = own or _standing_alone([*sorted_.masthead[:_HEAD], *furniture])
    if own is None and not by_title:
        return []
    first = own or f"{next(iter(by_title.values()))}~before"
    return [first, *(by_title.get(index, f"{first}~{index}") for index in range(1, count))]


def _standing_alone(blocks: Sequence[Block]) -> str | None:
    """The first symbol that fills a line of the head or a running head, something adopted before any other paper."""
    alone = [symbol for block in blocks if (symbol := symbol_alone(block.raw))]
    return next((symbol for symbol in alone if is_mandate(symbol)), next(iter(alone), None))


def symbol_meant(symbols: list[str], file: str) -> str | None:
    """Which of several symbols the file is about: the one that its name holds, else the first."""
    name = _letters(PurePath(file).stem)
    named = [symbol for symbol in symbols if "~" not in symbol and _letters(symbol) in name]
    whole = [symbol for symbol in symbols if "~" not in symbol]
    return next(iter(sorted(named, key=len, reverse=True)), None) or next(iter(whole), None)


def _letters(words: str) -> str:
    return re.sub(r"[\W_]", "", words).lower()


def _symbol_of(block: Block, profile: str, body: str | None) -> str | None:
    line = symbol_line(block.raw)
    if line is not None:
        return line.symbol
    early = shapes.EARLY_TITLE.match(block.raw)
    if early is not None:
        return f"S/RES/{early['number']} ({early['year']})"
    word = shapes.TITLE_WORD.match(block.raw)
    if word is not None:
        if profile in KEYWORDED:
            plain = re.sub(r"\s+", " ", block.raw).strip(" *:.")
            return _CAPITALS.sub(lambda words: words[0].capitalize(), plain)
        number = symbol_of_title(word["number"], profile, word["paren"])
        return number or (normalise(word["number"], body) if body and "/" in word["number"] else None)
    found = shapes.TITLE.match(block.raw)
    if found is None:
        return None
    return symbol_of_title(found["number"], profile) or (normalise(found["number"], body) if body else None)


def draft_findings(
    file: str, profile: str, sorted_: Sorted, masthead: Masthead, symbols: Sequence[str]
) -> list[Finding]:
    """A finding where a conference's paper with a symbol of its own prints a resolution under another."""
    if profile not in KEYWORDED or not symbols:
        return []
    paper = masthead.symbol or _standing_alone(sorted_.masthead[:_HEAD])
    if paper is None or is_mandate(paper) or same_document(paper, symbols[0]):
        return []
    return [
        Finding(
            "RS-DRAFT",
            Severity.WARNING,
            file,
            Sentence(
                "The paper %(paper)s prints %(symbol)s; that stands as proposed until the adopted text is read.",
                paper=paper,
                symbol=symbols[0],
            ),
        )
    ]
