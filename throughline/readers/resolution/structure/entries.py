"""Blocks with a kind, a number and a place in the tree: what every house style makes out of a document."""

from dataclasses import dataclass, field

from throughline.engine.findings import Finding
from throughline.readers.resolution.structure.blocks import Block
from throughline.readers.resolution.structure.markers import Marker


@dataclass(slots=True)
class Entry:
    """One paragraph on its way: kinds and numbers as in `RawParagraph`, `parent` the index of another entry.

    `section` is what stands before the number in the address where numbers restart ("II", "A", an ITU keyword), and
    `subsection` a letter within it ("B" of "II"), which counts only where numbers restart there once more;
    `resolution` counts the resolutions printed in one file; `keyword` is the ITU keyword that gives the verb;
    `doubtful` paragraphs get an address that cannot be taken for a real one.
    """

    block: Block
    kind: str
    number: str | None = None
    level: int = 1
    parent: int | None = None
    section: str = ""
    subsection: str = ""
    resolution: int = 0
    keyword: str | None = None
    doubtful: bool = False
    slug: str | None = None


@dataclass(slots=True)
class Sorted:
    """The entries of a document, the blocks that are its masthead, and what was noticed on the way."""

    entries: list[Entry] = field(default_factory=list)
    masthead: list[Block] = field(default_factory=list)
    titles: list[tuple[int, Block]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def printed_number(marker: Marker) -> str:
    """A number as a citation prints it: "7", "(b)", "a)", "2.3"."""
    return marker.label if marker.kind in ("decimal", "dotted", "bare", "upper") else marker.printed
