"""Papers that ask nothing: reports, letters, notes. Their paragraphs are kept whole, and none of them is an act."""

from throughline.readers.resolution.structure.blocks import Blocks
from throughline.readers.resolution.structure.entries import Entry, Sorted, printed_number


def sort_plain(blocks: Blocks) -> Sorted:
    """The paragraphs of a report, all of kind `body`, headings apart."""
    out = Sorted()
    prose_seen = False
    for block in blocks.body:
        if block.shape in ("prose", "annex"):
            prose_seen = prose_seen or len(block.raw) > 200 or block.marker is not None
        number = printed_number(block.marker) if block.marker is not None and block.shape != "title" else None
        if not prose_seen and block.part == "body" and len(block.raw) < 200:
            out.masthead.append(block)
        if block.shape == "title":
            out.titles.append((0, block))
        out.entries.append(Entry(block, "body" if block.shape != "heading" else "heading", number=number))
    return out
