"""Recommendations of the International Conference on Education: considerations, then clauses, mostly numbered."""

import re

from throughline.engine.mandates.records import Span
from throughline.readers.resolution.structure.blocks import Block, Blocks
from throughline.readers.resolution.structure.entries import Entry, Sorted, printed_number
from throughline.readers.resolution.structure.lists import ListStack
from throughline.readers.resolution.structure.markers import Marker

_FORMULA = re.compile(
    r"(?:La Conf[ée]rence internationale|The International Conference)\b.{0,400}?(?:recomm[ae]ndation|:|,)\s?"
    r"(?:suivante)?",
    re.IGNORECASE | re.DOTALL,
)
_TRIGGER = re.compile(
    r"^\W{0,3}(?:(?:Recommande|Soumet|Adresse|Propose|Invite|Recommends|Submits|Addresses|Proposes|Invites|Adopte|Adopts)\b"
    r"|.{0,160}?\b(?:nous recommandons|we recommend|recommande(?:nt)? (?:que|aux?|à)|recommends? (?:that|to) )"
    r"|.{0,200}?recomm[ae]ndations? (?:suivantes?|following)|.{0,160}?following recommendations?\b)",
    re.IGNORECASE | re.DOTALL,
)
_DIRECTIVE = re.compile(
    r"\b(?:should|must|ought to|needs? to be|devraient|devrait|doivent|doit|il (?:importe|convient|faut|serait)|il est "
    r"(?:souhaitable|nécessaire|indispensable|essentiel|recommandé)|it is (?:essential|necessary|desirable|advisable)|"
    r"are encouraged|sont encouragés)\b"
)
_IMPERATIVE = re.compile(
    r"^\W{0,3}(?:Develop|Increase|Improve|Take|Establish|Focus|Recognize|Utilize|Use|Promote|Educate|Provide|Implement|"
    r"Strike|Ensure|Strengthen|Encourage|Train|[A-ZÉ][a-zéèêç]+(?:er|ir|re))\b"
)
_GOES_ON = re.compile(r"^\W{0,3}(?:Que\b|Qu['’]|That\b|But\b|Mais\b|Furthermore\b|D['’]autre part)")
_PAGE = re.compile(r"^\s*[—–-]\s?\d{1,4}\s?[—–-]\s*")
_INLINE = re.compile(r"^(?P<title>[^.;:!?]{4,140}?)\s(?P<number>\d{1,3})\.\s(?=[A-ZÀ-Ý])")


def sort_clauses(blocks: Blocks) -> Sorted:
    """The entries of a recommendation: what stands before the clauses is preamble, all after it operative."""
    sorter = _Clauses(_first_clause(blocks.body))
    for index, block in enumerate(blocks.body):
        sorter.take(index, block)
    return sorter.out


def _first_clause(body: list[Block]) -> int:
    """The index of the block where the clauses begin: the split that agrees best with what each block looks like."""
    votes = [_vote(block) for block in body]
    balance = -sum(votes)
    best, place = -balance, 0
    before = 0.0
    for index, vote in enumerate(votes):
        after = -balance - before
        if after - before > best:
            best, place = after - before, index
        before += vote
    return place


def _vote(block: Block) -> float:
    """How much a block speaks for being a clause (above 0) or a consideration (below 0)."""
    words = _words(block)
    if _is_formula(block):
        return -2.0
    if block.lead is not None and block.lead.sure:
        return -2.0 if block.lead.form == "participle" else 2.0
    if _TRIGGER.match(words):
        return 2.0
    if block.shape == "heading":
        return 0.0
    if block.marker is None and _GOES_ON.match(words):
        return -1.0
    numbered = block.marker is not None and block.marker.kind in ("decimal", "dotted")
    inline = _INLINE.match(block.raw) is not None
    weight = (1.0 if numbered or inline else 0.0) + (0.6 if _DIRECTIVE.search(words) else 0.0)
    return weight + (1.0 if _IMPERATIVE.match(words) else 0.0) or -0.4


def _is_formula(block: Block) -> bool:
    return block.shape == "formula" or (block.marker is None and _FORMULA.match(block.raw) is not None)


class _Clauses:
    """Walks the blocks once; the clauses begin at `first`."""

    def __init__(self, first: int) -> None:
        self.first = first
        self.out = Sorted()
        self.operative = False
        self.last = 0
        self.current: int | None = None
        self.lists = ListStack()
        self.formula_seen = False

    def take(self, index: int, block: Block) -> None:
        self.operative = self.operative or (index >= self.first and not _is_formula(block))
        if block.shape in ("closing", "date", "symbol"):
            self._add(block, "closing")
        elif not self.formula_seen and not self.operative and _is_formula(block):
            self.formula_seen = True
            self._add(block, "formula")
        elif block.shape == "title":
            self.out.titles.append((0, block))
            self.out.masthead.append(block)
        elif self.operative and block.marker is None and self._inline(block):
            return
        elif self.operative:
            self._clause(block)
        elif block.shape == "heading":
            self._add(block, "heading")
        else:
            self._add(block, "preambular", printed_number(block.marker) if block.marker else None)

    def _inline(self, block: Block) -> bool:
        """A heading and the clause after it in one line: "Title 12. It is ...": two entries."""
        found = _INLINE.match(block.raw)
        if found is None or int(found["number"]) not in (self.last + 1, self.last + 2, 1):
            return False
        parts = _cut(block, found.start("number"))
        if parts is None:
            return False
        before, after = parts
        head = Block(before, found["title"], shape="heading")
        clause = Block(after, block.raw[found.start("number") :])
        label, start = found["number"], after[0][0]
        clause.marker = Marker("decimal", label, label, start, start + found.end() - found.start("number"))
        if not _PAGE.match(found["title"] + " "):
            self._add(head, "heading")
        else:
            clause.segments = [*before, *after]
        self._clause(clause)
        return True

    def _clause(self, block: Block) -> None:
        marker = block.marker
        if marker is not None and marker.kind in ("decimal", "dotted"):
            self.last = int(marker.label) if marker.label.isdigit() else self.last
            self._add(block, "operative", printed_number(marker))
            self.current = len(self.out.entries) - 1
            self.lists.reset(self.current)
        elif marker is not None and marker.kind in ("paren", "half", "bullet"):
            parent, depth = self.lists.place(marker, len(self.out.entries), after_colon=False)
            entry = self._add(block, "operative", printed_number(marker))
            entry.parent, entry.level = parent, depth + (1 if self.current is None else 2)
        elif block.shape == "heading":
            self._add(block, "heading", printed_number(marker) if marker else None)
        else:
            self._add(block, "operative", printed_number(marker) if marker else None)

    def _add(self, block: Block, kind: str, number: str | None = None) -> Entry:
        entry = Entry(block, kind, number=number)
        self.out.entries.append(entry)
        return entry


def _cut(block: Block, at: int) -> tuple[list[Span], list[Span]] | None:
    """The segments of a block before and from a place in its words; None where the two do not agree in length."""
    lengths = [end - start for start, end in block.segments]
    if sum(lengths) + len(lengths) - 1 != len(block.raw):
        return None
    before: list[Span] = []
    passed = 0
    for index, (start, end) in enumerate(block.segments):
        if passed + (end - start) > at:
            middle = start + at - passed
            head = [*before, (start, middle)] if middle > start else before
            return head, [(middle, end), *block.segments[index + 1 :]]
        before.append((start, end))
        passed += end - start + 1
    return None


def _words(block: Block) -> str:
    """The words of a block after its number."""
    if block.marker is None or block.label:
        return block.raw
    return block.raw[max(0, block.marker.end - block.segments[0][0]) :]
