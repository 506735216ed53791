"""Whether a line continues the block before it: wrapped lines, pieces after notes and page ends, markup."""

import re

from throughline.readers.resolution.structure import marked, shapes
from throughline.readers.resolution.structure.blocks import Block
from throughline.readers.resolution.structure.markers import Marker, letter_value, number_value
from throughline.readers.resolution.structure.symbol_lines import symbol_line

_NAMES_A_NUMBER = re.compile(
    r"\b(?:paragraphs?|paras?|párr|par|articles?|artículos?|resolutions?|sections?|chapters?|rules?|annex|and|or|to|of|by|from|in|No|et|de|le)\.?\W*$"
)
# How much shorter than the longest a line may be for another reason than the end of its paragraph.
_RAGGED = 6
LINE_FORMATS = frozenset({"txt", "pdf"})
_NAMES_A_PART = re.compile(r"(?:\b(?:sub-?)?(?:paragraphs?|articles?|resolutions?|sections?|items?|annex)|\d)\s*$")
_OPENING_SHAPES = frozenset({"formula", "keyword", "closing", "annex", "roman", "symbol", "table"})
_BREAKING = frozenset({"formula", "keyword", "closing", "annex", "title", "roman", "letter", "date", "symbol"})


class Joining:
    """The rules of one document; `last_decimal` is the last number of a paragraph seen.

    `width` is how long lines get before they are broken, 0 where paragraphs stand in one line each.
    """

    def __init__(self, text: str, file_format: str, *, width: int, keyworded: bool) -> None:
        self.text = text
        self.width = width
        self.wrapped = width > 0
        self.keyworded = keyworded
        self.lines_join = file_format in LINE_FORMATS
        self.marked = file_format == "akn"
        self.last_decimal = 0

    def goes_on(self, last: Block, block: Block) -> bool:
        """Whether a line continues the block before it."""
        if block.part == "cell":
            return last.part == "cell" and last.table == block.table
        if self.marked:
            return marked.continues(block.style, last.style)
        if not self.lines_join or last.part != block.part or last.table != block.table:
            return False
        if block.broken and last.shape == "prose" and last.is_running and block.shape not in _OPENING_SHAPES:
            return self._goes_on_after_break(last, block)
        if self.wrapped and block.shape == "date" and not block.gap and last.is_running:
            return last.ends_open or block.raw[-1:] in ",;"
        if self.wrapped and last.shape == "formula" and last.ends_open and not block.gap:
            return block.marker is None and block.lead is None and not self._left_room(last, block, _RAGGED)
        if last.shape in ("formula", "keyword", "annex", "roman", "letter", "date") or block.shape in _BREAKING:
            return False
        if last.shape == "closing":
            open_end = not shapes.ends_sentence(last.raw) and not last.raw.endswith(")")
            return self.wrapped and not block.gap and open_end and block.shape in ("prose", "heading")
        if last.shape == "title":
            return (
                self.wrapped
                and _bears_words(last)
                and not block.gap
                and block.lead is None
                and not shapes.is_formula(block.raw)
            )
        return self._prose_goes_on(last, block)

    def _goes_on_after_break(self, last: Block, block: Block) -> bool:
        """Whether a block after notes or a page's end continues the paragraph before them."""
        marker = block.marker
        lower = block.raw.lstrip("“\"'(*")[:1].islower()
        if marker is not None:
            if last.ends_open:
                return not self._marker_opens(last, block)
            return self._inline_item(last, marker)
        if last.ends_open:
            return True
        if shapes.ends_with_comma(last.raw):
            return lower or block.lead is None
        in_words = last.marker is not None and last.marker.kind in ("decimal", "dotted") and last.raw.endswith(".")
        return lower or (in_words and block.lead is None and block.shape == "prose")

    def _inline_item(self, last: Block, marker: Marker) -> bool:
        """Whether a letter is an item of a list that runs inside the paragraph before: "(c) ..., (d) ..."."""
        inside = last.raw[len(last.marker.printed) + 1 if last.marker else 0 :]
        lower = self.text[marker.end : marker.end + 1].islower()
        return marker.kind == "paren" and lower and _runs_inline(inside, marker.label)

    def _prose_goes_on(self, last: Block, block: Block) -> bool:
        open_end = last.ends_open
        if block.marker is not None:
            if self.wrapped and not block.gap and self._inline_item(last, block.marker):
                return True
            return open_end and last.is_running and not self._marker_opens(last, block)
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
        if last.shape == "heading" and open_end and not lower and self._left_room(last, block, self.width // 5):
            return False
        if open_end or lower:
            return not (last.shape == "heading" and block.is_running and not lower)
        if last.raw.endswith(":") or self._had_room(last, block):
            return False
        return not (block.is_running and (block.lead is None or block.lead.sure)) and last.is_running

    def _had_room(self, last: Block, block: Block) -> bool:
        """Whether the line before was left off although the next word would have fitted: its paragraph had ended."""
        upper = block.raw.lstrip("“\"'(«*")[:1].isupper()
        return not last.ends_open and upper and self._left_room(last, block, _RAGGED)

    def _left_room(self, last: Block, block: Block, ragged: int) -> bool:
        """Whether the next word would have fitted into the line before, which stays `ragged` short of the longest."""
        start, end = last.segments[-1]
        line = self.text[self.text.rfind("\n", 0, start) + 1 : end].rstrip()
        word = block.raw.split(maxsplit=1)[0] if block.raw else ""
        return len(line) + 1 + len(word) < self.width - ragged

    def _is_rest(self, last: Block, block: Block) -> bool:
        """A piece without a verb after words that broke off: the rest of them, unless it reads as a heading."""
        if self.wrapped:
            return True
        return last.shape == "prose" and len(last.raw) > 60 and not shapes.is_heading(block.raw)

    def _marker_opens(self, last: Block, block: Block) -> bool:
        """Whether a number at the start of a line, after words that broke off, opens a paragraph all the same."""
        assert block.marker is not None
        if block.marker.kind == "bullet":
            return not self.text[block.marker.end : block.marker.end + 1].islower() or not block.broken
        if block.lead is not None and block.lead.form == "finite" and block.lead.sure:
            return True
        if block.marker.kind in ("paren", "half") and not block.broken:
            upper = self.text[block.marker.end : block.marker.end + 1].isupper()
            return (upper or not self.wrapped) and not _NAMES_A_PART.search(last.raw[-40:])
        follows_last = block.marker.kind == "decimal" and number_value(block.marker.label) == self.last_decimal + 1
        return follows_last and not _NAMES_A_NUMBER.search(last.raw[-40:])


def _bears_words(title: Block) -> bool:
    """Whether a title's line has words after its number, which may run over to the next line."""
    line = symbol_line(title.raw)
    return shapes.TITLE.match(title.raw) is not None or (line is not None and line.title is not None)


def _runs_inline(text: str, label: str) -> bool:
    """Whether the item before a letter or digit stands inside a text: "(c)" before "(d)"."""
    value = number_value(label) if label.isdigit() else letter_value(label)
    if value is None or value < 2:
        return False
    before = str(value - 1) if label.isdigit() else chr(ord(label[0]) - 1) * len(label)
    return f"({before}) " in text
