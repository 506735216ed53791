"""Both sides of tracked changes, line by line: as adopted before them, as proposed, and marked."""

from throughline.engine.mandates.records import TrackedLine
from throughline.readers.document.records import Line, SourceText, View

# Where the words of a document stand; heads and feet of pages, comments and text boxes are about it.
PARTS = ("body", "cell", "footnote", "endnote")
CHANGES = {"inserted", "deleted"}


def tracked_lines(sources: dict[View, SourceText]) -> tuple[TrackedLine, ...]:
    """The lines of a document in each view, in their order: adopted, proposed, marked."""
    return tuple(
        TrackedLine(view.value, line.part, line.label or line.mark, _pieces(line))
        for view in View
        for line in sources[view].lines
        if line.part in PARTS and (line.text.strip() or line.label)
    )


def _pieces(line: Line) -> tuple[tuple[str, str], ...]:
    """The text of a line cut where an insertion or a deletion begins or ends: (text, "same" or which of them)."""
    marks = sorted((one for one in line.emphasis if one.kind in CHANGES), key=lambda one: one.start)
    pieces: list[tuple[str, str]] = []
    at = 0
    for one in marks:
        if one.start < at:
            # Inserted by one and deleted by another: what was deleted last is how it stands.
            continue
        pieces += [(line.text[at : one.start], "same"), (line.text[one.start : one.end], one.kind)]
        at = one.end
    pieces.append((line.text[at:], "same"))
    return tuple(piece for piece in pieces if piece[0])
