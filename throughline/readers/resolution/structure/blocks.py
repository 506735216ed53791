"""Lines put together into blocks: one block is one paragraph, heading, note or line of printing as it was meant."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from throughline.engine.mandates.records import Span
from throughline.readers.document.records import Line, SourceText
from throughline.readers.resolution.structure import marked, shapes
from throughline.readers.resolution.structure.keywords import KEYWORD, glued_keyword
from throughline.readers.resolution.structure.leads import Lead, is_finite_verb, lead_of
from throughline.readers.resolution.structure.markers import (
    Marker,
    letter_value,
    marker_at,
    marker_of_label,
    number_value,
)
from throughline.readers.resolution.structure.noise import breaks_page, is_noise, is_symbol_alone

LINE_FORMATS = frozenset({"txt", "pdf"})
_OPENING = re.compile(r"[\s*“”\"„«‘'\[(]*")
_NOTE_SPLIT = re.compile(r"\s_{8,}\s+(?P<mark>\*|\d{1,2})\s+")


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


def blocks_of(source: SourceText, *, keyworded: bool, language: str) -> Blocks:
    """All blocks of a document; `keyworded` texts (ITU) number paragraphs without a dot, so notes are found apart."""
    found = Blocks()
    found.wrapped = source.format in LINE_FORMATS and _is_wrapped(source.lines)
    assembler = _Assembler(source, found, keyworded, language)
    for line in source.lines:
        assembler.take(line)
    return found


def _is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether paragraphs run over several lines: short lines, many of which break off inside a sentence."""
    lengths = [len(line.text) for line in lines if not line.text.isspace() and line.text]
    if len(lengths) < 6 or sorted(lengths)[int(len(lengths) * 0.97)] > 140:
        return False
    breaking = sum(
        1 for line in lines if len(line.text) > 40 and (line.text.rstrip()[-1:].isalnum() or line.text.endswith("-"))
    )
    return breaking > len(lengths) * 0.25


class _Assembler:
    """Takes the lines one by one and decides for each whether it opens a block or goes on with the last."""

    def __init__(self, source: SourceText, found: Blocks, keyworded: bool, language: str) -> None:
        self.text = source.text
        self.found = found
        self.wrapped = found.wrapped
        self.keyworded = keyworded
        self.language = language
        self.lines_join = source.format in LINE_FORMATS
        self.marked = source.format == "akn"
        self.gap = False
        self.broken = False
        self.closed = False
        self.in_notes = False
        self.last_note = 0
        self.formula_seen = False
        self.printing = False
        self.last_decimal = 0

    def take(self, line: Line) -> None:
        stripped = line.text.strip()
        if not stripped:
            self.gap = True
            if self.wrapped:
                self.in_notes = False
            return
        if line.part in ("footnote", "endnote"):
            self._foot(line, stripped)
        elif line.part in ("header", "footer", "comment"):
            self.found.furniture.append(_block(line, stripped))
        elif self.lines_join and is_noise(stripped):
            self.found.noise.append((line.start, line.end))
            self.printing = self.printing or "<<ODS JOB" in stripped
            self.broken = self.broken or breaks_page(stripped)
            self.in_notes = False
            self.closed = self.closed or stripped.startswith("---")
        elif self.printing and not shapes.FORMULA.match(stripped):
            self.found.furniture.append(_block(line, stripped))
        elif not self._is_note(line, stripped):
            self.printing = False
            self._body(line, stripped)
        self.gap = False

    def _foot(self, line: Line, stripped: str) -> None:
        """A line that the file itself keeps as a note; one without a mark goes on with the note before it."""
        if is_noise(stripped):
            self.found.noise.append((line.start, line.end))
        elif not line.mark and self.found.notes:
            self.found.notes[-1].segments.append((line.start, line.end))
            self.found.notes[-1].raw += " " + stripped
        else:
            self._note(line, line.mark, line.start)

    def _is_note(self, line: Line, stripped: str) -> bool:
        if not self.lines_join or line.part != "body":
            return False
        found = shapes.NOTE.match(line.text)
        if found is not None and self._note_opens(found, stripped):
            mark = next(value for value in found.groups() if value is not None).translate(_SUPER)
            if mark.isdigit():
                self.last_note = int(mark)
            self._note(line, mark, line.start + found.end())
            return True
        if self.in_notes and not self._leaves_notes(line, stripped):
            block = self.found.notes[-1]
            block.segments.append((line.start, line.end))
            block.raw += " " + stripped
            return True
        self.in_notes = False
        return False

    def _note_opens(self, found: re.Match[str], stripped: str) -> bool:
        if found["super"] or found["slash"] or found["bracket"]:
            return True
        rest = stripped[found.end() - (len(found.string) - len(found.string.lstrip())) :]
        if found["star"]:
            return shapes.NOTE_WORDS.match(rest) is not None and "*" not in rest
        if self.keyworded or shapes.DATE.match(stripped):
            return False
        number = int(found["digits"])
        worded = shapes.NOTE_WORDS.match(rest) is not None
        in_order = number == self.last_note + 1 or (not self.last_note and self.closed)
        if self.closed or self.in_notes:
            return worded or in_order
        return worded and self.formula_seen and self._rest_is_no_body(rest)

    def _rest_is_no_body(self, rest: str) -> bool:
        """A note in the middle of a page: the line before it ended, or notes or a page's end stand around it."""
        last = self.found.body[-1] if self.found.body else None
        return bool(self.broken or self.gap or self.in_notes or (last is not None and not last.ends_open))

    def _leaves_notes(self, line: Line, stripped: str) -> bool:
        """Whether a line after notes is no note any more."""
        if not self.wrapped and self.gap:
            return True
        if shapes.CLOSING.match(stripped) or shapes.ANNEX.match(stripped) or shapes.FORMULA.match(stripped):
            return True
        if shapes.TITLE.match(stripped) or shapes.TITLE_WORD.match(stripped):
            return True
        marker = marker_at(self.text, line.start, line.end)
        if marker is not None and marker.kind in ("decimal", "paren"):
            return True
        return not self.wrapped and not self.closed

    def _note(self, line: Line, mark: str, start: int) -> None:
        block = _block(line, line.text.strip())
        block.shape, block.mark = "note", mark
        block.segments = [(start, line.end)]
        self.found.notes.append(block)
        self.found.noise.append((line.start, start))
        self.in_notes, self.broken = True, True

    def _body(self, line: Line, stripped: str) -> None:
        last = self.found.body[-1] if self.found.body else None
        block = _block(line, stripped)
        block.gap, block.broken = self.gap, self.broken
        if self.keyworded:
            self._cut_note(block)
        self._describe(block, line)
        glued = glued_keyword(block.raw) if self.keyworded and block.shape == "prose" else None
        if glued is not None:
            self._split(block, line, glued)
            return
        if last is not None and self._goes_on(last, block):
            last.segments.extend(block.segments)
            last.dropped.extend(block.dropped)
            last.italics.extend(block.italics)
            last.raw = f"{last.raw} {stripped}" if len(last.raw) < 4000 else stripped
            if last.shape in ("heading", "prose"):
                last.shape = "prose" if last.is_running or not shapes.is_heading(last.raw) else "heading"
        else:
            self.found.body.append(block)
            if block.marker is not None and block.marker.kind == "decimal":
                self.last_decimal = number_value(block.marker.label) or 0
            self.closed = block.shape == "closing" or (self.closed and block.shape not in ("formula", "title"))
            self.formula_seen = self.formula_seen or block.shape == "formula"
        self.broken = False

    def _split(self, block: Block, line: Line, place: int) -> None:
        """Takes a line into which a keyword was run in as two: the paragraph and the keyword."""
        middle = block.segments[0][0] + place
        for start, end in ((line.start, middle), (middle, line.end)):
            half = replace(line, text=self.text[start:end], start=start, end=end, emphasis=())
            self._body(half, half.text.strip())

    def _cut_note(self, block: Block) -> None:
        """Takes a note out of the end of a line, where a converter ran it in after a rule."""
        found = _NOTE_SPLIT.search(block.raw)
        if found is None:
            return
        start, end = block.segments[0]
        note = Block([(start + found.end(), end)], block.raw[found.end() :], shape="note", mark=found["mark"])
        self.found.notes.append(note)
        self.found.noise.append((start + found.start(), start + found.end()))
        block.segments = [(start, start + found.start())]
        block.raw = block.raw[: found.start()]

    def _describe(self, block: Block, line: Line) -> None:
        text, stripped = self.text, block.raw
        block.marker = marker_of_label(line.label, line.text) if line.label else marker_at(text, line.start, line.end)
        if block.marker is not None and block.marker.kind == "bare" and not self.keyworded:
            block.marker = None
        words = line.start if line.label or block.marker is None else block.marker.end
        opening = _OPENING.match(text, words, line.end)
        block.lead = lead_of(text, opening.end() if opening else words, self.language)
        block.shape = _shape_of(stripped, block)
        if block.part == "cell":
            block.shape, block.marker, block.lead = "table", None, None
        elif block.shape == "prose" and block.marker is None and _HEADING_STYLE.search(block.style):
            block.shape = "heading"
        if self.marked:
            block.place = marked.place_of(block.style)
            block.shape = "formula" if marked.is_formula(block.style) else _MARKED_SHAPES.get(block.place, block.shape)
        if self.keyworded and block.marker is None and len(stripped) < 260 and KEYWORD.match(stripped):
            block.shape = "keyword"

    def _goes_on(self, last: Block, block: Block) -> bool:
        """Whether a line continues the block before it."""
        if block.part == "cell":
            return last.part == "cell" and last.table == block.table
        if self.marked:
            return marked.continues(block.style, last.style)
        if not self.lines_join or last.part != block.part or last.table != block.table:
            return False
        if block.broken and last.shape == "prose" and last.is_running and block.shape not in _OPENING_SHAPES:
            return self._goes_on_after_break(last, block)
        if last.shape in ("formula", "keyword", "annex", "roman", "letter", "date") or block.shape in _BREAKING:
            return False
        if last.shape == "closing":
            open_end = not shapes.ends_sentence(last.raw) and not last.raw.endswith(")")
            return self.wrapped and not block.gap and open_end and block.shape in ("prose", "heading")
        if last.shape == "title":
            return (
                self.wrapped
                and shapes.TITLE.match(last.raw) is not None
                and not block.gap
                and block.lead is None
                and not shapes.FORMULA.match(block.raw)
            )
        return self._prose_goes_on(last, block)

    def _goes_on_after_break(self, last: Block, block: Block) -> bool:
        """Whether a block after notes or a page's end continues the paragraph before them."""
        marker = block.marker
        lower = block.raw.lstrip("“\"'(*")[:1].islower()
        if marker is not None:
            if last.ends_open:
                return not self._marker_opens(block)
            inline = marker.kind == "paren" and self.text[marker.end : marker.end + 1].islower()
            return inline and _runs_inline(last.raw[len(last.marker.printed) + 1 if last.marker else 0 :], marker.label)
        if last.ends_open:
            return True
        if shapes.ends_with_comma(last.raw):
            return lower or block.lead is None
        in_words = last.marker is not None and last.marker.kind in ("decimal", "dotted") and last.raw.endswith(".")
        return lower or (in_words and block.lead is None and block.shape == "prose")

    def _prose_goes_on(self, last: Block, block: Block) -> bool:
        open_end = last.ends_open
        if block.marker is not None:
            return open_end and last.is_running and not self._marker_opens(block)
        comma = shapes.ends_with_comma(last.raw)
        lower = block.raw.lstrip("“\"'(*").startswith(tuple("abcdefghijklmnopqrstuvwxyz"))
        if self.keyworded and lower and block.raw.lstrip()[:1].islower():
            return open_end and last.is_running and len(last.raw) > 80
        if self.wrapped and not block.gap and not block.broken:
            return self._wraps(last, block, open_end, lower)
        if lower:
            return open_end or comma
        if block.lead is not None and block.lead.sure and not (open_end and block.broken):
            return False
        if open_end and last.is_running:
            return block.broken or self._is_rest(last, block)
        return block.broken and comma and last.is_running and block.lead is None

    def _wraps(self, last: Block, block: Block, open_end: bool, lower: bool) -> bool:
        if open_end or lower:
            return not (last.shape == "heading" and block.is_running and not lower)
        return not (block.is_running and (block.lead is None or block.lead.sure)) and last.is_running

    def _is_rest(self, last: Block, block: Block) -> bool:
        """A piece without a verb after words that broke off: the rest of them, unless it reads as a heading."""
        if self.wrapped:
            return True
        return last.shape == "prose" and len(last.raw) > 60 and not shapes.is_heading(block.raw)

    def _marker_opens(self, block: Block) -> bool:
        """Whether a number at the start of a line, after words that broke off, opens a paragraph all the same."""
        assert block.marker is not None
        if block.marker.kind == "bullet":
            return not self.text[block.marker.end : block.marker.end + 1].islower() or not block.broken
        if block.lead is not None and block.lead.form == "finite" and block.lead.sure:
            return True
        follows_last = block.marker.kind == "decimal" and number_value(block.marker.label) == self.last_decimal + 1
        return follows_last and not _NAMES_A_NUMBER.search(self.found.body[-1].raw)


def _says_something(words: str) -> bool:
    """Whether a line that names a body goes on to say what the body does, as statements do."""
    return any(is_finite_verb(word) and word != "states" for word in re.findall(r"\b[a-z]+s\b", words))


def _runs_inline(text: str, label: str) -> bool:
    """Whether the item before a letter or digit stands inside a text: "(c)" before "(d)"."""
    value = number_value(label) if label.isdigit() else letter_value(label)
    if value is None or value < 2:
        return False
    before = str(value - 1) if label.isdigit() else chr(ord(label[0]) - 1) * len(label)
    return f"({before}) " in text


_HEADING_STYLE = re.compile(r"(?:^|[_ ])H[_ ]?\d|[Hh]eading ?\d")
_NAMES_A_NUMBER = re.compile(
    r"\b(?:paragraphs?|articles?|resolutions?|sections?|chapters?|rules?|annex|and|or|to|of|by|from|in|No|et|de|le)\.?\W*$"
)
_RAISED = re.compile(r"(?:\d{1,3}|\*{1,4}|[a-z])(?:,\s?\d{1,3})*$")
_MARKED_SHAPES = {"closing": "closing", "heading": "heading"}
_OPENING_SHAPES = frozenset({"formula", "keyword", "closing", "annex", "roman", "symbol", "table"})
_BREAKING = frozenset({"formula", "keyword", "closing", "annex", "title", "roman", "letter", "date", "symbol"})
_SUPER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def _shape_of(stripped: str, block: Block) -> str:
    if len(stripped) < 420:
        for shape, pattern in _SHAPES:
            if pattern.match(stripped):
                return "prose" if shape == "formula" and _says_something(stripped) else shape
        if is_symbol_alone(stripped):
            return "symbol"
    titled = block.marker is None or block.marker.kind == "upper"
    if titled and (block.lead is None or not block.lead.sure) and shapes.is_heading(stripped):
        return "heading"
    return "prose"


_SHAPES = (
    ("formula", shapes.FORMULA),
    ("closing", shapes.CLOSING),
    ("date", shapes.DATE),
    ("annex", shapes.ANNEX),
    ("title", shapes.EARLY_TITLE),
    ("title", shapes.TITLE_WORD),
    ("title", shapes.TITLE),
    ("roman", shapes.ROMAN_HEAD),
    ("letter", shapes.LETTER_HEAD),
)


def _block(line: Line, stripped: str) -> Block:
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
