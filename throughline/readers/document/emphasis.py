"""What sets a run of characters apart, as bits while a line is built and as `Emphasis` when it is done."""

from throughline.readers.document.records import Emphasis

ITALIC, BOLD, SUPERSCRIPT, INSERTED, DELETED, NOTE = 1, 2, 4, 8, 16, 32
TOGGLES = ITALIC | BOLD
_KINDS = (
    (ITALIC, "italic"),
    (BOLD, "bold"),
    (SUPERSCRIPT, "superscript"),
    (INSERTED, "inserted"),
    (DELETED, "deleted"),
    (NOTE, "note"),
)


def emphasis_of(pieces: list[tuple[str, int]]) -> tuple[Emphasis, ...]:
    """The stretches of a line made of (text, bits) that are set apart, in order.

    Italic and bold span white space between their words. Only changes have white space at their ends.
    """
    found: list[Emphasis] = []
    every = 0
    for _, flags in pieces:
        every |= flags
    for bit, kind in _KINDS:
        if not every & bit:
            continue
        position = 0
        start = end = -1
        for text, flags in pieces:
            length = len(text)
            if flags & bit:
                if start < 0 or position != end:
                    if start >= 0:
                        found.append(Emphasis(start, end, kind))
                    start = position
                end = position + length
            elif start >= 0 and bit & TOGGLES and position == end and text.isspace():
                end = position + length
            position += length
        if start >= 0:
            found.append(Emphasis(start, end, kind))
    if every & ~(INSERTED | DELETED):
        line = "".join([text for text, _ in pieces])
        found = [one for emphasis in found if (one := _trimmed(emphasis, line)).start < one.end]
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


def _trimmed(emphasis: Emphasis, line: str) -> Emphasis:
    if emphasis.kind in ("inserted", "deleted"):
        return emphasis
    text = line[emphasis.start : emphasis.end]
    bare = text.strip()
    if len(bare) == len(text):
        return emphasis
    start = emphasis.start + len(text) - len(text.lstrip())
    return Emphasis(start, start + len(bare), emphasis.kind)
