"""Which characters of a source text some reader has claimed, and which nobody has."""

import re

from throughline.engine.mandates.records import Span

_MARKS = re.compile(r"\S")


class Claims:
    """The ranges of a text of `length` characters that were claimed; claims may overlap and come in any order."""

    __slots__ = ("_length", "_merged", "_spans")

    def __init__(self, length: int) -> None:
        self._length = length
        self._spans: list[Span] = []
        self._merged = True

    def claim(self, start: int, end: int) -> None:
        """Claims `[start, end)`; what lies outside the text is cut off, an empty range claims nothing."""
        start, end = max(start, 0), min(end, self._length)
        if start < end:
            self._spans.append((start, end))
            self._merged = False

    def claimed(self) -> tuple[Span, ...]:
        """The claimed ranges, merged and in order; n log n in the claims since the last call, else free."""
        if not self._merged:
            merged: list[Span] = []
            for start, end in sorted(self._spans):
                if merged and start <= merged[-1][1]:
                    merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
                else:
                    merged.append((start, end))
            self._spans = merged
            self._merged = True
        return tuple(self._spans)

    def unclaimed(self, text: str) -> tuple[Span, ...]:
        """The ranges of `text` that nobody claimed and that hold more than white space, trimmed of it."""
        left: list[Span] = []
        position = 0
        for start, end in (*self.claimed(), (self._length, self._length)):
            gap = text[position:start].rstrip()
            first = _MARKS.search(gap)
            if first is not None:
                left.append((position + first.start(), position + len(gap)))
            position = end
        return tuple(left)
