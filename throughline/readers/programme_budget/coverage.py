"""What of a fascicle's text some record or known part of the page holds, and what nobody has claimed."""

from collections.abc import Iterable

from throughline.engine.mandates.records import Span
from throughline.readers.document.claims import Claims
from throughline.readers.document.records import SourceText
from throughline.readers.programme_budget.records import Outline

# Tables whose place alone says what they are.
_KNOWN_TABLES = frozenset({"furniture", "note", "chart", "contents"})


def unclaimed_of(source: SourceText, outline: Outline, read: Iterable[int]) -> tuple[Span, ...]:
    """Ranges of the text that nothing claims; `read` holds the indexes of the tables that gave records.

    Outside tables every line has its role: paragraphs and items are records, headings, captions and notes belong to
    them; what no rule knows is unclaimed.
    """
    claimed = {*read, *(table.index for table in outline.tables if table.kind in _KNOWN_TABLES)}
    claims = Claims(len(source.text))
    for line, standing in zip(source.lines, outline.standings, strict=True):
        known = standing.role != "unknown" if line.table is None else line.table in claimed
        if known:
            claims.claim(line.start, line.end)
    for table in source.tables:
        # White space and marks between the cells of a table go with it.
        if table.index in claimed and table.parent is None:
            claims.claim(table.start, table.end)
    return claims.unclaimed(source.text)
