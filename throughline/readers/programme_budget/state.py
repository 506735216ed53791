"""Where the walk over a fascicle is: what was met last, and what it makes of the next line."""

from dataclasses import dataclass, field

from throughline.readers.programme_budget.places import Landmarks, Places
from throughline.readers.programme_budget.records import Standing

# How deep a heading stands; a heading ends those as deep or deeper.
PART, SECTION, SUB, COMPONENT, BLOCK, RESULT, WITHIN, OTHER = range(8)


@dataclass(slots=True)
class Caption:
    """A caption as its lines come in: number, title, unit note, and where it stands."""

    what: str
    number: str
    line: int
    standing: Standing
    title: str = ""
    unit: str = ""
    subcaption: str = ""
    tables: int = 0


@dataclass(slots=True)
class State:
    """`part`, `block`, `result` as in `Standing`; `in_work` after the heading "Programme of work".

    `awaiting` says what title comes next (`place`, `result` or `planned`, "" for none); `loose` is a heading right
    before, which may turn out to be a caption; `following` maps a line outside tables to the words of the next one,
    `before_table` holds the lines right above a table.
    """

    landmarks: Landmarks
    following: dict[int, str]
    before_table: frozenset[int]
    places: Places = field(default_factory=Places)
    captions: list[Caption] = field(default_factory=list)
    part: str = "front"
    block: str = "masthead"
    in_work: bool = False
    result: str | None = None
    awaiting: str = ""
    loose: str = ""
    caption: Caption | None = None
    headings: list[tuple[int, str]] = field(default_factory=list)

    def standing(self, role: str) -> Standing:
        """The standing of a line with this role, here and now."""
        headings = tuple(text for _, text in self.headings)
        return Standing(self.part, self.places.here, self.block, role, self.result, headings)

    def head(self, level: int, text: str) -> str:
        """Take a heading in and return its role; captions and titles that were awaited are over."""
        while self.headings and self.headings[-1][0] >= level:
            self.headings.pop()
        self.headings.append((level, text))
        self.caption, self.awaiting, self.loose = None, "", text if level == OTHER else ""
        return "heading"

    def begin(self, part: str, block: str) -> None:
        """Begin a part: its headings start anew, no result and no programme of work yet."""
        self.part, self.block = part, block
        self.result, self.in_work = None, False
        self.headings.clear()

    def open_caption(self, what: str, number: str, line: int, title: str = "") -> None:
        """Begin a caption."""
        self.caption = Caption(what, number, line, self.standing("caption"), title)
        self.captions.append(self.caption)
        self.loose = ""
