"""The order of ITU texts: lines of keywords that carry verb and addressee, and numbers that restart under each."""

import re

from throughline.readers.resolution.structure.addresses import slug_of
from throughline.readers.resolution.structure.blocks import Block, Blocks
from throughline.readers.resolution.structure.entries import Entry, Sorted, printed_number
from throughline.readers.resolution.structure.keywords import NEXT_PART
from throughline.readers.resolution.structure.lists import ListStack

_PREAMBULAR = re.compile(
    r"(?:further |also |again )?(?:\w+ing|aware|mindful|conscious|convinced|concerned|in view of|pursuant|alarmed|"
    r"considérant|reconnaissant|rappelant|notant|tenant compte|ayant à l'esprit|conscient\w*)\b",
    re.IGNORECASE,
)


def sort_keyworded(blocks: Blocks) -> Sorted:
    """The entries of a resolution, decision or recommendation of ITU."""
    sorter = _Keyworded(blocks.body)
    for index in range(len(blocks.body)):
        sorter.take(index)
    return sorter.out


class _Keyworded:
    """Walks the blocks once: cover, head, then keyword after keyword, then annexes."""

    def __init__(self, body: list[Block]) -> None:
        self.body = body
        self.out = Sorted()
        self.begun = False
        self.annexed = False
        self.keyword = ""
        self.section = ""
        self.kind = "preambular"
        self.sections: dict[str, int] = {}
        self.heading: int | None = None
        self.lists = ListStack()
        self.title_at = next((i for i, block in enumerate(body) if block.shape == "title"), 0)

    def take(self, index: int) -> None:
        block = self.body[index]
        if self.annexed or (self.begun and (block.shape == "annex" or NEXT_PART.match(block.raw))):
            self.annexed = True
            self._add(block, "annex", printed_number(block.marker) if block.marker else None)
        elif block.shape == "formula":
            self.begun = True
            self._add(block, "formula")
        elif block.shape == "keyword":
            self.begun = True
            self._keyword(block)
        elif not self.begun:
            self._head(index, block)
        elif block.shape in ("closing", "date"):
            self._add(block, "closing")
        elif self.keyword:
            self._under_keyword(block)
        else:
            self._add(block, "heading" if block.shape == "heading" else "preambular")

    def _head(self, index: int, block: Block) -> None:
        """The cover of the paper before the title is kept as body; the rest is the masthead."""
        if block.shape == "title":
            self.out.titles.append((0, block))
        if index < self.title_at and (len(block.raw) > 160 or block.marker is not None):
            self._add(block, "body", printed_number(block.marker) if block.marker else None)
        else:
            self.out.masthead.append(block)

    def _keyword(self, block: Block) -> None:
        self.keyword = re.sub(r"\s+", " ", block.raw).strip(" *_:,")
        slug = slug_of(self.keyword)
        self.sections[slug] = self.sections.get(slug, 0) + 1
        self.section = slug if self.sections[slug] == 1 else f"{slug}-{self.sections[slug]}"
        self.kind = "preambular" if _PREAMBULAR.match(self.keyword) else "operative"
        entry = self._add(block, "heading")
        entry.keyword, entry.slug = self.keyword, self.section
        entry.section = ""
        self.heading = len(self.out.entries) - 1
        self.lists.reset(self.heading)

    def _under_keyword(self, block: Block) -> None:
        marker = block.marker
        if marker is None:
            entry = self._add(block, "heading" if block.raw.startswith("[Note") else self.kind)
            self._belongs(entry, self.heading, 1)
            return
        position = len(self.out.entries)
        after_colon = position > 0 and self.out.entries[-1].block.raw.rstrip().endswith(":")
        if marker.kind in ("bare", "decimal"):
            self.lists.reset(position)
            entry = self._add(block, self.kind, printed_number(marker))
            self._belongs(entry, self.heading, 1)
            return
        if marker.kind == "dotted":
            entry = self._add(block, self.kind, printed_number(marker))
            self._belongs(entry, self.lists.root, marker.label.count(".") + 1)
            return
        parent, depth = self.lists.place(marker, position, after_colon=after_colon)
        entry = self._add(block, self.kind, printed_number(marker))
        under_number = self.lists.root is not None and self.lists.root != self.heading
        self._belongs(entry, parent, depth + (2 if under_number else 1))

    def _belongs(self, entry: Entry, parent: int | None, level: int) -> None:
        entry.parent, entry.level = parent, level
        if entry.kind in ("operative", "preambular"):
            entry.keyword = self.keyword

    def _add(self, block: Block, kind: str, number: str | None = None) -> Entry:
        entry = Entry(block, kind, number=number, section=self.section)
        self.out.entries.append(entry)
        return entry
