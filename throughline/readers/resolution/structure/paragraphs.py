"""Paragraphs between the formula and the closing: preambular and operative, by number, by verb, by what went before."""

from throughline.readers.resolution.structure import shapes
from throughline.readers.resolution.structure.blocks import Block
from throughline.readers.resolution.structure.entries import Entry, Sorted, printed_number
from throughline.readers.resolution.structure.lists import ListStack

_MAIN = frozenset({"decimal", "dotted", "upper", "bare"})
_ITEMS = frozenset({"paren", "half", "bullet"})


class Paragraphs:
    """Adds paragraphs to a document being sorted; `operative` tells whether the operative part has begun."""

    def __init__(self, out: Sorted) -> None:
        self.out = out
        self.operative = False
        self.section = ""
        self.subsection = ""
        self.resolution = 0
        self.current: int | None = None
        self.lists = ListStack()

    def begin(self, section: str) -> None:
        """Starts a preamble anew: at a formula, or with another resolution."""
        self.operative = False
        self.section, self.subsection = section, ""
        self.current = None
        self.lists.reset(None)

    def add(self, block: Block, kind: str, number: str | None = None) -> Entry:
        """Adds one entry in the current section."""
        entry = Entry(block, kind, number=number, section=self.section, resolution=self.resolution)
        entry.subsection = self.subsection
        self.out.entries.append(entry)
        return entry

    def take(self, block: Block) -> None:
        """Adds a paragraph of the body."""
        marker = block.marker
        if marker is not None and marker.kind in _MAIN:
            self.operative = True
            self._lead(block, "operative", printed_number(marker))
        elif marker is not None and marker.kind in _ITEMS:
            self._item(block)
        elif shapes.RESOLVES_ITSELF.match(block.raw):
            self.operative = True
            self._lead(block, "operative")
        elif block.lead is not None and (block.lead.sure or not self.operative):
            self._by_verb(block)
        else:
            self._other(block)

    def _lead(self, block: Block, kind: str, number: str | None = None) -> None:
        """Adds a paragraph that items may follow."""
        self.add(block, kind, number)
        self.current = len(self.out.entries) - 1
        self.lists.reset(self.current)

    def _item(self, block: Block) -> None:
        assert block.marker is not None
        parent, depth = self.lists.place(block.marker, len(self.out.entries), after_colon=self._follows_colon())
        entry = self.add(block, "operative" if self.operative else "preambular", printed_number(block.marker))
        entry.parent = parent
        entry.level = depth + (2 if self.current is not None else 1)

    def _follows_colon(self) -> bool:
        return bool(self.out.entries) and self.out.entries[-1].block.raw.rstrip().endswith(":")

    def _by_verb(self, block: Block) -> None:
        assert block.lead is not None
        if block.lead.form == "finite":
            if not block.lead.sure and not self.operative:
                self._other(block)
                return
            self.operative = True
            self._lead(block, "operative")
        elif self.operative and shapes.is_heading(block.raw):
            self.add(block, "heading")
        elif self.operative and self._follows_colon():
            self._content(block)
        else:
            self._lead(block, "preambular")

    def _other(self, block: Block) -> None:
        """Words without number and verb: the flush end of a list, content after a colon, or a lone paragraph."""
        if self.operative:
            self._content(block)
        else:
            self._lead(block, "preambular")

    def _content(self, block: Block) -> None:
        entry = self.add(block, "operative")
        if self.current is not None:
            entry.parent, entry.level = self.current, 2
