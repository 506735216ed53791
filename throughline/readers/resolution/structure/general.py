"""The order of a resolution of the United Nations: head, formula, preamble, numbered paragraphs, closing, annex."""

from throughline.readers.resolution.structure import shapes
from throughline.readers.resolution.structure.blocks import Block, Blocks
from throughline.readers.resolution.structure.entries import Sorted, printed_number
from throughline.readers.resolution.structure.markers import follows, number_value, roman_value
from throughline.readers.resolution.structure.paragraphs import Paragraphs

_LONG = 300


def sort_general(blocks: Blocks) -> Sorted:
    """The entries of a resolution in the style of the General Assembly, the Security Council and their like."""
    sorter = _Sorter(blocks.body)
    for index in range(len(blocks.body)):
        sorter.take(index)
    return sorter.out


class _Sorter:
    """Walks the blocks once; `zone` is head, body, closed or annex."""

    def __init__(self, body: list[Block]) -> None:
        self.body = body
        self.out = Sorted()
        self.paragraphs = Paragraphs(self.out)
        self.zone = "head"
        self.part = ""
        self.letter = ""
        self.numeral = ""
        self.formulas = 0
        self.drafts = 0
        self.own_body = ""
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
            entry = self.paragraphs.add(block, "annex")
            entry.parent = self.paragraphs.current if self.zone == "body" else None
        elif block.shape == "formula" and self.zone != "annex":
            self._formula(block)
        elif block.shape == "annex" or (block.place == "annex" and self.zone != "annex"):
            self.zone = "annex"
            self.paragraphs.add(block, "annex")
        elif block.shape == "title" and self._opens_another(index):
            self._another(block)
        elif self.zone == "annex":
            self.paragraphs.add(block, "annex", number=printed_number(block.marker) if block.marker else None)
        elif block.shape in ("closing", "date") or self.zone == "closed":
            self._closing(index, block)
        elif block.shape == "symbol":
            self.out.masthead.append(block)
        elif not self._section(index, block):
            self.paragraphs.take(block)

    def _still_head(self, index: int, block: Block) -> bool:
        """Takes a block before the formula; True when it is of the head."""
        if block.place == "head":
            if block.shape == "title":
                self.out.titles.append((self.paragraphs.resolution, block))
            self.out.masthead.append(block)
            return True
        if block.shape == "formula":
            return False
        if shapes.RESOLVES_ITSELF.match(block.raw) or _is_glued(block):
            self.zone = "body"
            self.formulas += 1
            return False
        if index >= self.opens_at:
            self.zone = "body"
            return False
        marker, lead = block.marker, block.lead
        if not self.out.titles and self._is_foreign(block):
            entry = self.paragraphs.add(block, "operative", number=printed_number(marker) if marker else None)
            entry.doubtful = True
            return True
        if block.shape in ("closing", "date") and any(entry.doubtful for entry in self.out.entries):
            self.paragraphs.add(block, "closing")
            return True
        if block.shape == "title":
            self.out.titles.append((self.paragraphs.resolution, block))
        elif block.shape == "letter":
            self.letter = label_of(block)
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
        self.zone = "body"
        self.numeral = ""
        self.paragraphs.begin(self.part)
        self.paragraphs.add(block, "formula")

    def _opens_another(self, index: int) -> bool:
        """Whether a title in the text begins another resolution: a formula follows within a few blocks."""
        if (
            self.zone == "body"
            and self.paragraphs.operative
            and self.body[index].is_running
            and self.body[index].marker is not None
        ):
            return False
        following = next((block for block in self.body[index + 1 : index + 8] if block.shape == "formula"), None)
        if following is None:
            return False
        return self.zone != "annex" or not self.own_body or _body_of(following) == self.own_body

    def _another(self, block: Block) -> None:
        self.paragraphs.resolution += 1
        self.zone, self.part, self.letter, self.formulas = "head", "", "", 0
        self.paragraphs.begin("")
        self.out.titles.append((self.paragraphs.resolution, block))
        self.out.masthead.append(block)

    def _closing(self, index: int, block: Block) -> None:
        reopened = (
            self.zone == "closed"
            and block.marker is not None
            and block.marker.kind == "decimal"
            and self._is_next(block)
        )
        if reopened:
            self.zone, self.paragraphs.operative = "body", True
            self.paragraphs.take(block)
            return
        if self.zone != "closed" and block.shape == "date" and not self._ends_here(index):
            self.paragraphs.take(block)
            return
        if self.zone == "closed" and block.shape == "letter":
            self.letter = label_of(block)
        long = self.zone == "closed" and block.shape == "prose" and len(block.raw) > _LONG
        self.zone = "closed"
        self.paragraphs.add(block, "annex" if long and not shapes.VOTES.match(block.raw) else "closing")

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
            self._enter_section(label_of(block))
        elif block.shape == "letter":
            following = self.body[index + 1] if index + 1 < len(self.body) else None
            if following is not None and following.shape == "formula":
                self.letter = label_of(block)
            else:
                self._enter(label_of(block))
        elif block.marker is not None and block.marker.kind == "upper" and not self._is_act(block):
            self._enter(block.marker.label)
            self.paragraphs.add(block, "heading", number=block.marker.label)
            return True
        elif block.shape != "heading":
            return False
        self.paragraphs.add(block, "heading")
        return True

    def _enter(self, label: str) -> None:
        """Takes the letter or numeral of a heading as a section, or as a letter within the section, if it is next."""
        last = self.paragraphs.subsection
        if label == "A" or (last and follows(last, label)):
            self.paragraphs.subsection = label
        elif roman_value(label) == (roman_value(self.numeral) or 0) + 1:
            self._enter_section(label)

    def _enter_section(self, label: str) -> None:
        self.numeral = label
        self.paragraphs.section = f"{self.part}.{label}" if self.part else label
        self.paragraphs.subsection = ""

    def _is_act(self, block: Block) -> bool:
        return block.lead is not None and block.lead.sure and shapes.ends_with_stop(block.raw)


def label_of(block: Block) -> str:
    """The numeral or letter of a heading, which may have its words on a line below."""
    return block.raw.partition("\n")[0].strip(" .*")


def _body_of(block: Block) -> str:
    """The name of the body in a formula, letters alone."""
    return "".join(letter for letter in block.raw.lower() if letter.isalpha())


def _is_glued(block: Block) -> bool:
    """Whether the formula and the first preambular paragraph stand in one line."""
    return block.shape == "prose" and block.marker is None and shapes.FORMULA_GLUED.match(block.raw) is not None
