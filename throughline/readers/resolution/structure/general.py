"""The order of a resolution of the United Nations: head, formula, preamble, numbered paragraphs, closing, annex."""

from throughline.readers.resolution.structure import shapes
from throughline.readers.resolution.structure.blocks import Block, Blocks
from throughline.readers.resolution.structure.entries import Entry, Sorted, printed_number
from throughline.readers.resolution.structure.lists import ListStack
from throughline.readers.resolution.structure.markers import number_value

_SUB = frozenset({"paren", "half", "bullet"})


def sort_general(blocks: Blocks) -> Sorted:
    """The entries of a resolution in the style of the General Assembly, the Security Council and their like."""
    sorter = _Sorter(blocks.body)
    for index in range(len(blocks.body)):
        sorter.take(index)
    return sorter.out


class _Sorter:
    """Walks the blocks once; `zone` is head, preamble, operative, closed or annex."""

    def __init__(self, body: list[Block]) -> None:
        self.body = body
        self.out = Sorted()
        self.zone = "head"
        self.section = ""
        self.part = ""
        self.letter = ""
        self.formulas = 0
        self.drafts = 0
        self.own_body = ""
        self.resolution = 0
        self.lists = ListStack()
        self.current: int | None = None
        self.has_formula = any(block.shape == "formula" or _is_glued(block) for block in body)
        self.opens_at = self._opening()

    def _opening(self) -> int:
        """Without a formula: the index of the first block that opens as a preamble or an operative part does."""
        if self.has_formula:
            return len(self.body)
        for index, block in enumerate(self.body):
            if block.place != "head" and block.lead is not None and block.lead.sure and block.shape == "prose":
                return index
        return len(self.body)

    def take(self, index: int) -> None:
        block = self.body[index]
        if self.zone == "head" and self._still_head(index, block):
            return
        if block.shape == "table":
            entry = self._add(block, "annex")
            entry.parent = self.current if self.zone == "operative" else None
        elif block.shape == "formula" and self.zone != "annex":
            self._formula(block)
        elif block.shape == "annex" or (block.place == "annex" and self.zone != "annex"):
            self.zone = "annex"
            self._add(block, "annex")
        elif block.shape == "title" and self._opens_another(index):
            self._another(block)
        elif self.zone == "annex":
            self._add(block, "annex", number=printed_number(block.marker) if block.marker else None)
        elif block.shape in ("closing", "date") or self.zone == "closed":
            self._closing(index, block)
        elif block.shape == "symbol":
            self.out.masthead.append(block)
        elif not self._section(index, block):
            self._paragraph(block)

    def _still_head(self, index: int, block: Block) -> bool:
        """Takes a block before the formula; True when it is of the head."""
        if block.place == "head":
            if block.shape == "title":
                self.out.titles.append((self.resolution, block))
            self.out.masthead.append(block)
            return True
        if block.shape == "formula":
            return False
        if shapes.RESOLVES_ITSELF.match(block.raw) or _is_glued(block):
            self.zone = "preamble"
            self.formulas += 1
            return False
        if index >= self.opens_at:
            self.zone = "preamble"
            return False
        marker, lead = block.marker, block.lead
        if not self.out.titles and self._is_foreign(block):
            entry = self._add(block, "operative", number=printed_number(marker) if marker else None)
            entry.doubtful = True
            return True
        if block.shape in ("closing", "date") and any(entry.doubtful for entry in self.out.entries):
            self._add(block, "closing")
            return True
        if block.shape == "title":
            self.out.titles.append((self.resolution, block))
        elif block.shape == "letter":
            self.letter = block.raw.strip(" .*")
        if lead is not None and lead.sure and lead.form == "finite" and marker is not None:
            return not self.has_formula
        self.out.masthead.append(block)
        return True

    def _is_foreign(self, block: Block) -> bool:
        """The end of another resolution on the same page: a numbered finite verb before any title or formula."""
        return (
            block.marker is not None
            and block.marker.kind in ("decimal", "paren")
            and block.lead is not None
            and block.lead.sure
            and block.lead.form == "finite"
        )

    def _formula(self, block: Block) -> None:
        self.formulas += 1
        body = _body_of(block)
        self.own_body = self.own_body or body
        if self.zone != "head" and body != self.own_body:
            self.drafts += 1
            self.part = "draft" if self.drafts == 1 else f"draft-{self.drafts}"
        elif self.zone != "head":
            self.part = self.letter or chr(64 + min(self.formulas, 26))
        elif self.letter:
            self.part = self.letter
        self.zone, self.section = "preamble", self.part
        self.current = None
        self.lists.reset(None)
        self._add(block, "formula")

    def _opens_another(self, index: int) -> bool:
        """Whether a title in the text begins another resolution: a formula follows within a few blocks."""
        if self.zone == "operative" and self.body[index].is_running and self.body[index].marker is not None:
            return False
        following = next((block for block in self.body[index + 1 : index + 8] if block.shape == "formula"), None)
        if following is None:
            return False
        return self.zone != "annex" or not self.own_body or _body_of(following) == self.own_body

    def _another(self, block: Block) -> None:
        self.resolution += 1
        self.zone, self.section, self.part, self.letter, self.formulas = "head", "", "", "", 0
        self.current = None
        self.out.titles.append((self.resolution, block))
        self.out.masthead.append(block)

    def _closing(self, index: int, block: Block) -> None:
        reopened = (
            self.zone == "closed"
            and block.marker is not None
            and block.marker.kind == "decimal"
            and self._is_next(block)
        )
        if reopened:
            self.zone = "operative"
            self._paragraph(block)
            return
        if self.zone != "closed" and block.shape == "date" and not self._ends_here(index):
            self._paragraph(block)
            return
        if self.zone == "closed" and block.shape == "letter":
            self.letter = block.raw.strip(" .*")
        self.zone = "closed"
        self._add(block, "closing")

    def _ends_here(self, index: int) -> bool:
        previous = self.body[index - 1] if index else None
        return previous is not None and shapes.ends_sentence(previous.raw)

    def _is_next(self, block: Block) -> bool:
        assert block.marker is not None
        last = next(
            (e for e in reversed(self.out.entries) if e.kind == "operative" and e.level == 1 and e.number), None
        )
        if last is None or block.lead is None or block.lead.form != "finite":
            return False
        return number_value(last.number or "") == (number_value(block.marker.label) or 0) - 1

    def _section(self, index: int, block: Block) -> bool:
        """Takes a section's heading; True when the block was one."""
        if block.shape == "roman":
            self.section = f"{self.part}.{block.raw.strip(' .*')}" if self.part else block.raw.strip(" .*")
        elif block.shape == "letter":
            following = self.body[index + 1] if index + 1 < len(self.body) else None
            if following is not None and following.shape == "formula":
                self.letter = block.raw.strip(" .*")
        elif block.marker is not None and block.marker.kind == "upper" and not self._is_act(block):
            self._add(block, "heading", number=block.marker.label)
            return True
        elif block.shape != "heading":
            return False
        self._add(block, "heading")
        return True

    def _is_act(self, block: Block) -> bool:
        return block.lead is not None and block.lead.sure and shapes.ends_with_stop(block.raw)

    def _paragraph(self, block: Block) -> None:
        marker = block.marker
        if marker is not None and marker.kind in ("decimal", "dotted", "upper", "bare"):
            self._numbered(block)
        elif marker is not None and marker.kind in _SUB:
            self._item(block)
        elif block.lead is not None and (block.lead.sure or self.zone == "preamble"):
            self._by_verb(block)
        else:
            self._other(block)

    def _numbered(self, block: Block) -> None:
        assert block.marker is not None
        self.zone = "operative"
        self._main(block, printed_number(block.marker))

    def _main(self, block: Block, number: str | None) -> None:
        self._add(block, "operative", number=number)
        self.current = len(self.out.entries) - 1
        self.lists.reset(self.current)

    def _item(self, block: Block) -> None:
        assert block.marker is not None
        kind = "operative" if self.zone == "operative" else "preambular"
        parent, depth = self.lists.place(
            block.marker, len(self.out.entries), after_colon=self._previous().rstrip().endswith(":")
        )
        entry = self._add(block, kind, number=printed_number(block.marker))
        entry.parent = parent
        entry.level = depth + (2 if self.current is not None else 1)

    def _previous(self) -> str:
        return self.out.entries[-1].block.raw if self.out.entries else ""

    def _by_verb(self, block: Block) -> None:
        assert block.lead is not None
        if block.lead.form == "finite":
            if not block.lead.sure and self.zone == "preamble":
                self._other(block)
                return
            self.zone = "operative"
            self._main(block, None)
        elif self.zone == "operative" and shapes.is_heading(block.raw):
            self._add(block, "heading")
        elif self.zone == "operative" and self._previous().rstrip().endswith(":"):
            self._content(block)
        else:
            self._add(block, "preambular")
            self.current = len(self.out.entries) - 1
            self.lists.reset(self.current)

    def _other(self, block: Block) -> None:
        """Words without number and verb: the flush end of a list, content after a colon, or a lone paragraph."""
        if self.zone == "operative":
            self._content(block)
            return
        self._add(block, "preambular")
        self.current = len(self.out.entries) - 1
        self.lists.reset(self.current)

    def _content(self, block: Block) -> None:
        entry = self._add(block, "operative")
        if self.current is not None:
            entry.parent, entry.level = self.current, 2

    def _add(self, block: Block, kind: str, number: str | None = None) -> Entry:
        entry = Entry(block, kind, number=number, section=self.section, resolution=self.resolution)
        self.out.entries.append(entry)
        return entry


def _body_of(block: Block) -> str:
    """The name of the body in a formula, letters alone."""
    return "".join(letter for letter in block.raw.lower() if letter.isalpha())


def _is_glued(block: Block) -> bool:
    """Whether the formula and the first preambular paragraph stand in one line."""
    return block.shape == "prose" and block.marker is None and shapes.FORMULA_GLUED.match(block.raw) is not None
