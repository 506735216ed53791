"""Blocks: one block is one paragraph, heading, note or line of printing of the source as it was meant."""

import re
from dataclasses import dataclass, field

from throughline.engine.mandates.records import Span
from throughline.readers.document.records import Line
from throughline.readers.resolution.structure import shapes
from throughline.readers.resolution.structure.leads import Lead, is_finite_verb
from throughline.readers.resolution.structure.markers import Marker
from throughline.readers.resolution.structure.noise import is_symbol_alone

_RAISED = re.compile(r"(?:\d{1,3}|\*{1,4}|[a-z])(?:,\s?\d{1,3})*$")
_WORDS_IN_S = re.compile(r"\b[a-z]+s\b")


@dataclass(slots=True)
class Block:
    """A paragraph of the source before it has a kind: its spans in the source and what its first line looks like.

    `shape` is `formula`, `closing`, `date`, `annex`, `title`, `roman`, `letter`, `heading`, `note`, `noise` or
    `prose`; `marker` is its number, with offsets into the source when it was typed; `broken` tells that notes or
    a page's end stood before it.
    """

    segments: list[Span]
    raw: str
    shape: str = "prose"
    marker: Marker | None = None
    lead: Lead | None = None
    style: str = ""
    part: str = "body"
    label: str = ""
    table: int | None = None
    gap: bool = False
    broken: bool = False
    dropped: list[tuple[int, int, str]] = field(default_factory=list)
    italics: list[Span] = field(default_factory=list)
    mark: str = ""
    indent: int = 0
    place: str = ""

    @property
    def ends_open(self) -> bool:
        """Whether the words break off without a sign that ends a paragraph."""
        return not shapes.ends_with_stop(self.raw)

    @property
    def is_running(self) -> bool:
        """Whether it opens as a paragraph of the body does: with a number or a leading verb."""
        return self.shape != "heading" and (self.marker is not None or (self.lead is not None and self.lead.sure))


@dataclass(slots=True)
class Blocks:
    """The blocks of a document in order, apart from its notes and its noise."""

    body: list[Block] = field(default_factory=list)
    notes: list[Block] = field(default_factory=list)
    noise: list[Span] = field(default_factory=list)
    furniture: list[Block] = field(default_factory=list)
    wrapped: bool = False


def block_of(line: Line, stripped: str) -> Block:
    """A line as a block of its own, before it is described."""
    start = line.start + len(line.text) - len(line.text.lstrip())
    block = Block(
        segments=[(start, start + len(stripped))],
        raw=stripped,
        style=line.style,
        part=line.part,
        label=line.label,
        table=line.table,
        indent=line.indent,
    )
    for run in line.emphasis:
        span = (line.start + run.start, line.start + run.end)
        words = line.text[run.start : run.end].strip()
        if run.kind == "italic" and words:
            block.italics.append(span)
        elif run.kind == "note" or (run.kind == "superscript" and _RAISED.match(words)):
            block.dropped.append((*span, words))
    block.dropped = list(dict.fromkeys(block.dropped))
    return block


def _says_something(words: str) -> bool:
    """Whether a line that names a body goes on to say what the body does, as statements do."""
    return any(is_finite_verb(word) and word != "states" for word in _WORDS_IN_S.findall(words))


def _numeral_above(stripped: str) -> str | None:
    """The shape of a heading that prints its numeral and its words on two lines of one paragraph."""
    numeral, _, words = stripped.partition("\n")
    if not words or not shapes.is_heading(words.strip()):
        return None
    return next((shape for shape, pattern in _SHAPES[-2:] if pattern.match(numeral)), None)


def shape_of(stripped: str, block: Block) -> str:
    """What a line is by its looks; the first shape that fits counts."""
    if len(stripped) < 420:
        if shapes.is_formula(stripped):
            return "prose" if _says_something(stripped) else "formula"
        flat = shapes.one_spaced(stripped)
        for shape, pattern in _SHAPES:
            # Between a number and its title several spaces say something.
            if pattern.match(stripped if pattern is shapes.TITLE else flat):
                return shape
        numeral = _numeral_above(stripped)
        if numeral is not None:
            return numeral
        if is_symbol_alone(stripped):
            return "symbol"
    titled = block.marker is None or block.marker.kind == "upper"
    if titled and (block.lead is None or not block.lead.sure) and shapes.is_heading(stripped):
        return "heading"
    return "prose"


_SHAPES = (
    ("closing", shapes.CLOSING),
    ("date", shapes.DATE),
    ("annex", shapes.ANNEX),
    ("title", shapes.EARLY_TITLE),
    ("title", shapes.TITLE_WORD),
    ("title", shapes.TITLE),
    ("roman", shapes.ROMAN_HEAD),
    ("letter", shapes.LETTER_HEAD),
)
