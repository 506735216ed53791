"""Marks: what a template puts out stands in its text as a mark, so that no word of the record is read as markup."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from throughline.engine.reporting.blocks import Block, Chart, Figure, Note, Points, Run, Table, Text
from throughline.web.formatting import number

# Two characters of the private use area: what is put out is freed of them before it is kept.
BEFORE, AFTER = "\ue000", "\ue001"
MARK = re.compile(f"{BEFORE}(\\d+){AFTER}")

Placed = tuple[Block, ...]
Kept = Run | Placed


@dataclass(slots=True)
class Marks:
    """What was put out while one report is composed, by its number."""

    kept: list[Kept] = field(default_factory=list)

    def put(self, value: object) -> str:
        """The mark that stands for a value: a run in the text, or a block where it stands alone in its line."""
        if value is None or value in ("", ()):
            return ""
        self.kept.append(_kept(value))
        return f"{BEFORE}{len(self.kept) - 1}{AFTER}"

    def blocks(self, text: str) -> Placed:
        """The blocks that a line of nothing but their mark stands for; none for any other text."""
        found = MARK.fullmatch(text.strip())
        kept = self.kept[int(found[1])] if found else None
        return kept if isinstance(kept, tuple) else ()

    def runs(self, text: str, worded: Callable[[str], Run]) -> Iterator[Run]:
        """The runs of a text: what stands for marks, and what lies between them as `worded` makes it."""
        end = 0
        for found in MARK.finditer(text):
            if found.start() > end:
                yield worded(text[end : found.start()])
            kept = self.kept[int(found[1])]
            if isinstance(kept, tuple):
                raise ValueError("A table or a chart stands in a line of its own.")
            yield kept
            end = found.end()
        if end < len(text):
            yield worded(text[end:])


def _kept(value: object) -> Kept:
    if isinstance(value, Text | Figure):
        return value
    if isinstance(value, Table | Chart | Note | Points):
        return (value,)
    if isinstance(value, tuple):
        return value
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Figure(number(value))
    return Text(str(value).replace(BEFORE, "").replace(AFTER, ""))
