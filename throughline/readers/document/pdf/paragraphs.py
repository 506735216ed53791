"""Printed lines joined into paragraphs, told by indent, spacing and whether the next word would have fitted."""

import re
from dataclasses import dataclass, field
from itertools import groupby

from throughline.readers.document.emphasis import BOLD, SUPERSCRIPT
from throughline.readers.document.pdf.characters import HYPHENS
from throughline.readers.document.pdf.layout import Printed, leading_of

_LABEL = re.compile(r"\s*(?:\(?[0-9]{1,3}[.)]|\(?[a-zA-Z]{1,4}\)|[IVXLC]{1,6}\.|[•–—-]\s)")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST_WORD = re.compile(r"[^\W\d_]{1,40}$")
_FIRST_WORD = re.compile(r"[^\W\d_]{1,40}")
_UNSPACED_END = re.compile(r"\S[–/]$")
_SPACES = re.compile(" {2,}")
_STRAY_HYPHEN = re.compile(f"[{''.join(HYPHENS)}]")
_CHARACTER_WIDTH = 0.45
_TOLERANCE = 3.0


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together; `page` is that of the first."""

    lines: list[Printed] = field(default_factory=list)

    @property
    def page(self) -> int:
        """The page on which it begins."""
        return self.lines[0].page

    @property
    def last(self) -> Printed:
        """Its last line."""
        return self.lines[-1]


def paragraphs_of(lines: list[Printed]) -> list[Paragraph]:
    """The paragraphs that lines in reading order make, over the ends of pages."""
    found: list[Paragraph] = []
    rights = _right_edges(lines)
    leading = leading_of(lines)
    for line in lines:
        if found and _joins(found[-1], line, rights.get(found[-1].last.page, 0.0), leading):
            found[-1].lines.append(line)
        else:
            found.append(Paragraph([line]))
    return found


def _right_edges(lines: list[Printed]) -> dict[int, float]:
    """Where full lines end, by page: not the furthest, which a masthead may reach, but what most long lines reach.

    A page of short lines ends where the others do.
    """
    ends: dict[int, list[float]] = {}
    for line in lines:
        if len(line.text) > 40:
            ends.setdefault(line.page, []).append(line.x1)
    every = sorted(end for found in ends.values() for end in found)
    usual = every[len(every) * 4 // 5] if every else 0.0
    return {page: max(usual, sorted(found)[len(found) * 4 // 5]) for page, found in ends.items()}


def _joins(paragraph: Paragraph, line: Printed, right: float, leading: float) -> bool:
    """Whether a line carries a paragraph on; in doubt it does not, for what is apart can still be joined."""
    last = paragraph.last
    if abs(last.size - line.size) > 0.6 or line.mark or "\t" in (one for one, _ in (*last.pieces, *line.pieces)):
        return False
    ends = last.text.rstrip()[-1:]
    begins = line.text.lstrip()[:1]
    if last.page == line.page:
        if not 0 < last.y - line.y <= leading * 1.35:
            return False
    elif ends in ".;:" or (not begins.islower() and ends == ","):
        return False
    if _LABEL.match(line.text) and ends in ".;:,":
        return False
    if _is_bold(last) and _is_bold(line):
        return line.x0 >= paragraph.lines[0].x0 - _TOLERANCE and not _LABEL.match(line.text)
    return _keeps_margin(paragraph, line) and not _would_fit(last, line, right)


def _keeps_margin(paragraph: Paragraph, line: Printed) -> bool:
    """Whether a line begins where the lines of the paragraph after its first do."""
    if len(paragraph.lines) > 1:
        return abs(line.x0 - paragraph.last.x0) <= _TOLERANCE
    first = paragraph.lines[0]
    hanging = line.x0 > first.x0 + _TOLERANCE
    return not hanging or _LABEL.match(first.text) is not None


def _would_fit(last: Printed, line: Printed, right: float) -> bool:
    """Whether the first word of a line had room at the end of the one before: then a break was meant."""
    word = line.text.split(maxsplit=1)[:1]
    width = (len(word[0]) + 1) * _CHARACTER_WIDTH * line.size if word else 0.0
    return right - last.x1 > width * 1.25 + line.size * 0.5


def _is_bold(line: Printed) -> bool:
    return all(flags & (BOLD | SUPERSCRIPT) or text.isspace() for text, flags in line.pieces)


def words_of(lines: list[Printed]) -> frozenset[str]:
    """The words of the document, for telling a hyphen that was printed at a line's end from one of the word."""
    found: set[str] = set()
    for line in lines:
        words = _WORD.findall(line.text)
        if words and line.text.rstrip().endswith((*HYPHENS, "-")):
            words.pop()
        found.update(word.lower() for word in words)
    return frozenset(found)


def joined(lines: list[Printed], words: frozenset[str]) -> list[tuple[str, int]]:
    """The pieces of a paragraph's lines, one space between lines, hyphens at their ends resolved."""
    pieces: list[tuple[str, int]] = []
    for line in lines:
        own = _trimmed(line.pieces)
        if pieces and own:
            text, flags = pieces[-1]
            before = "".join([one for one, _ in pieces[-8:]])[-60:]
            if before.endswith((*HYPHENS, "-")) and own[0][0][:1].islower():
                after = "".join([one for one, _ in own[:8]])
                pieces[-1] = (text[:-1] + _hyphen(before[:-1], after, words), flags)
            elif not _UNSPACED_END.search(before):
                pieces.append((" ", flags & own[0][1] & ~SUPERSCRIPT))
        pieces.extend(own)
    return _merged(pieces)


def _hyphen(before: str, after: str, words: frozenset[str]) -> str:
    """ "-" or nothing between the halves of a word, as the document writes it elsewhere."""
    left, right = _LAST_WORD.search(before), _FIRST_WORD.match(after)
    if left is None or right is None:
        return "-"
    one, two = left.group().lower(), right.group().lower()
    if f"{one}-{two}" in words:
        return "-"
    if f"{one}{two}" in words:
        return ""
    return "-" if one in words else ""


def _trimmed(pieces: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """The pieces without white space at the ends of the line."""
    own = [piece for piece in pieces if piece[0]]
    while own and not own[0][0].strip():
        own.pop(0)
    while own and not own[-1][0].strip():
        own.pop()
    if own:
        own[0] = (own[0][0].lstrip(), own[0][1])
        own[-1] = (own[-1][0].rstrip(), own[-1][1])
    return own


def _merged(pieces: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """The pieces with neighbours of one emphasis together, white space single, stray line-end hyphens as hyphens."""
    merged: list[tuple[str, int]] = []
    for flags, group in groupby(pieces, key=lambda piece: piece[1]):
        text = _SPACES.sub(" ", _STRAY_HYPHEN.sub("-", "".join([one for one, _ in group])))
        if merged and merged[-1][0].endswith((" ", "\t")):
            text = text.removeprefix(" ")
        if text:
            merged.append((text, flags))
    return merged
