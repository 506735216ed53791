"""Lines gathered into blocks, apart from notes and from what belongs to the printing."""

import re
from collections.abc import Sequence
from dataclasses import replace

from throughline.readers.document.records import Line, SourceText
from throughline.readers.resolution.structure import marked, shapes
from throughline.readers.resolution.structure.blocks import Block, Blocks, block_of, shape_of
from throughline.readers.resolution.structure.joining import LINE_FORMATS, Joining
from throughline.readers.resolution.structure.keywords import KEYWORD, run_in
from throughline.readers.resolution.structure.leads import lead_of
from throughline.readers.resolution.structure.markers import marker_at, marker_of_label, number_value
from throughline.readers.resolution.structure.noise import breaks_page, is_noise
from throughline.readers.resolution.structure.running_heads import running_heads
from throughline.readers.resolution.structure.symbol_lines import symbol_line

_OPENING = re.compile(r"[\s*“”\"„«‘'\[(]*")
_NOTE_SPLIT = re.compile(r"\s_{8,}\s+(?P<mark>\*|\d{1,2})\s+")
_HEADING_STYLE = re.compile(r"(?:^|[_ ])H[_ ]?\d|[Hh]eading ?\d")
_MARKED_SHAPES = {"closing": "closing", "heading": "heading"}
_SUPER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def blocks_of(source: SourceText, *, keyworded: bool, language: str) -> Blocks:
    """All blocks of a document; `keyworded` texts (ITU) number paragraphs without a dot, so notes are found apart."""
    found = Blocks()
    width = _width(source.lines) if source.format in LINE_FORMATS else 0
    found.wrapped = width > 0
    assembler = _Gathering(source, found, keyworded, language, width)
    heads = running_heads(source.lines) if source.format in LINE_FORMATS else frozenset()
    for line in source.lines:
        if line.start in heads:
            assembler.pass_over(line)
        else:
            assembler.take(line)
    return found


def _width(lines: Sequence[Line]) -> int:
    """How long lines get where paragraphs run over several: short lines, many of which break off inside a sentence.

    0 where each paragraph stands in one line.
    """
    lengths = [len(line.text) for line in lines if not line.text.isspace() and line.text]
    if len(lengths) < 6 or sorted(lengths)[int(len(lengths) * 0.97)] > 140:
        return 0
    breaking = sum(
        1 for line in lines if len(line.text) > 40 and (line.text.rstrip()[-1:].isalnum() or line.text.endswith("-"))
    )
    return sorted(lengths)[int(len(lengths) * 0.9)] if breaking > len(lengths) * 0.25 else 0


class _Gathering:
    """Takes the lines one by one and decides for each whether it opens a block or goes on with the last."""

    def __init__(self, source: SourceText, found: Blocks, keyworded: bool, language: str, width: int) -> None:
        self.text = source.text
        self.found = found
        self.wrapped = found.wrapped
        self.joining = Joining(source.text, source.format, width=width, keyworded=keyworded)
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

    def pass_over(self, line: Line) -> None:
        """A running head: what stands before and after it is one page and the next."""
        self.found.noise.append((line.start, line.end))
        self.broken, self.in_notes, self.gap = True, False, False

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
            self.found.furniture.append(block_of(line, stripped))
        elif self.lines_join and is_noise(stripped):
            self.found.noise.append((line.start, line.end))
            self.printing = self.printing or "<<ODS JOB" in stripped
            self.broken = self.broken or breaks_page(stripped)
            self.in_notes = False
            self.closed = self.closed or stripped.startswith("---")
        elif self.printing and not shapes.is_formula(stripped):
            self.found.furniture.append(block_of(line, stripped))
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
            self.found.notes[-1].segments.append((line.start, line.end))
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
        return worded and self.formula_seen and self._stands_apart()

    def _stands_apart(self) -> bool:
        """A note in the middle of a page: the line before it ended, or notes or a page's end stand around it."""
        last = self.found.body[-1] if self.found.body else None
        return bool(self.broken or self.gap or self.in_notes or (last is not None and not last.ends_open))

    def _leaves_notes(self, line: Line, stripped: str) -> bool:
        """Whether a line after notes is no note any more."""
        if not self.wrapped and self.gap:
            return True
        if shapes.CLOSING.match(stripped) or shapes.ANNEX.match(stripped) or shapes.is_formula(stripped):
            return True
        if shapes.TITLE.match(stripped) or shapes.TITLE_WORD.match(stripped):
            return True
        marker = marker_at(self.text, line.start, line.end)
        if marker is not None and marker.kind in ("decimal", "paren"):
            return True
        return not self.wrapped and not self.closed

    def _note(self, line: Line, mark: str, start: int) -> None:
        block = block_of(line, line.text.strip())
        block.shape, block.mark = "note", mark
        block.segments = [(start, line.end)]
        self.found.notes.append(block)
        self.found.noise.append((line.start, start))
        self.in_notes, self.broken = True, True

    def _body(self, line: Line, stripped: str) -> None:
        last = self.found.body[-1] if self.found.body else None
        block = block_of(line, stripped)
        block.gap, block.broken = self.gap, self.broken
        if self.keyworded:
            self._cut_note(block)
        self._describe(block, line)
        glued = run_in(block.raw) if self.keyworded and block.shape == "prose" else None
        if glued is not None:
            self._split(block, line, glued)
            return
        if last is not None and self._has_number_alone(last, block):
            last.segments.extend(block.segments)
            last.italics.extend(block.italics)
            last.raw, last.lead, last.shape = f"{last.raw} {stripped}", block.lead, "prose"
        elif last is not None and self.joining.goes_on(last, block):
            last.segments.extend(block.segments)
            last.dropped.extend(block.dropped)
            last.italics.extend(block.italics)
            last.raw = f"{last.raw} {stripped}" if len(last.raw) < 4000 else stripped
            if last.shape in ("heading", "prose"):
                last.shape = "prose" if last.is_running or not shapes.is_heading(last.raw) else "heading"
        else:
            self.found.body.append(block)
            if block.marker is not None and block.marker.kind == "decimal":
                self.joining.last_decimal = number_value(block.marker.label) or 0
            self.closed = block.shape == "closing" or (self.closed and block.shape not in ("formula", "title"))
            self.formula_seen = self.formula_seen or block.shape == "formula"
        self.broken = False

    def _has_number_alone(self, last: Block, block: Block) -> bool:
        """Whether a paragraph's number stood in a line of its own, and this line has its words."""
        marker = last.marker
        if marker is None or not self.lines_join or len(last.segments) > 1 or block.marker is not None:
            return False
        alone = marker.kind in ("decimal", "dotted", "paren", "half") and marker.end >= last.segments[0][1] - 1
        return alone and block.shape in ("prose", "heading") and block.part == last.part

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
        block.shape = shape_of(stripped, block)
        in_head = not self.formula_seen or self.closed
        if block.part == "cell":
            block.shape, block.marker, block.lead = "table", None, None
        elif in_head and block.shape in ("heading", "prose") and symbol_line(stripped) is not None:
            block.shape = "title"
        elif block.shape == "prose" and block.marker is None and _HEADING_STYLE.search(block.style):
            block.shape = "heading"
        if self.marked:
            block.place = marked.place_of(block.style)
            if marked.is_formula(block.style):
                block.shape = "formula"
            elif block.place != "heading" or block.shape not in ("roman", "letter"):
                block.shape = _MARKED_SHAPES.get(block.place, block.shape)
        if self.keyworded and block.marker is None and len(stripped) < 260 and KEYWORD.match(stripped):
            block.shape = "keyword"
