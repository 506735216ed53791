"""Automatic numbers of a docx: what Word prints before a paragraph, counted as Word counts."""

import re
from dataclasses import dataclass, field

from lxml import etree

from throughline.readers.document.docx.names import ILVL, IND, NUMID, PPR, PSTYLE, VAL, is_on, number, w
from throughline.readers.document.docx.styles import Styles, indent_of

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x")),
    *((9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_BULLETS = {
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf0d8": "➢",
    "\uf0fc": "✓",
    "\uf02d": "–",
    "\uf076": "❖",
    "\uf0a8": "▫",
    "\uf06f": "□",
}


@dataclass(slots=True)
class _Level:
    format: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    legal: bool = False
    indent: int | None = None
    style: str | None = None


@dataclass(slots=True)
class _List:
    """A numbering instance: its levels, whose counters it shares, and the levels that it starts anew."""

    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)
    begun: set[int] = field(default_factory=set)


class Numbering:
    """Counts the lists of one document; ask for labels in the order of the paragraphs."""

    __slots__ = ("_counters", "_lists")

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._counters: dict[str, dict[int, int]] = {}
        self._lists: dict[str, _List] = {}
        if root is None:
            return
        abstracts = {element.get(w("abstractNumId")) or "": element for element in root.iterchildren(w("abstractNum"))}
        nums = {element.get(NUMID) or "": element for element in root.iterchildren(w("num"))}
        for key, element in nums.items():
            abstract = _abstract_of(element)
            abstract = _follow(abstract, abstracts, nums, styles)
            found = abstracts.get(abstract)
            levels = {} if found is None else _levels(found)
            self._lists[key] = _override(element, _List(abstract, levels))

    def level_of_style(self, num_id: str, style: str) -> int:
        """The level that a list ties to a paragraph style, 0 where it ties none."""
        numbered = self._lists.get(num_id)
        levels = {} if numbered is None else numbered.levels
        return next((level for level, definition in levels.items() if definition.style == style), 0)

    def indent(self, num_id: str, level: int) -> int | None:
        """The left indent of a level of a list, in twentieths of a point."""
        numbered = self._lists.get(num_id)
        definition = None if numbered is None else numbered.levels.get(level)
        return None if definition is None else definition.indent

    def label(self, num_id: str, level: int) -> str:
        """Counts one paragraph on and gives what is printed before it, "" where nothing is."""
        numbered = self._lists.get(num_id)
        definition = None if numbered is None else numbered.levels.get(level)
        if numbered is None or definition is None:
            return ""
        counters = self._counters.setdefault(numbered.abstract, {})
        if level in numbered.starts and level not in numbered.begun:
            numbered.begun.add(level)
            counters.pop(level, None)
        counters[level] = counters[level] + 1 if level in counters else self._start(numbered, level)
        for deeper in range(level + 1, _LEVELS):
            below = numbered.levels.get(deeper)
            restart = None if below is None else below.restart
            if restart is None or 0 < restart >= level + 1:
                counters.pop(deeper, None)
        return self._render(numbered, definition, counters)

    def _start(self, numbered: _List, level: int) -> int:
        definition = numbered.levels.get(level)
        return numbered.starts.get(level, 1 if definition is None else definition.start)

    def _render(self, numbered: _List, definition: _Level, counters: dict[int, int]) -> str:
        if definition.format == "bullet":
            return "".join(_BULLETS.get(character, character) for character in definition.text).strip()
        if definition.format == "none":
            return _PLACE.sub("", definition.text).strip()

        def printed(match: re.Match[str]) -> str:
            level = int(match.group(1)) - 1
            named = numbered.levels.get(level)
            form = "decimal" if named is None or definition.legal else named.format
            return number_text(counters.get(level, self._start(numbered, level)), form)

        return _PLACE.sub(printed, definition.text).strip()


def number_text(value: int, form: str) -> str:
    """A number as Word prints it in a format ("lowerLetter": 27 gives "aa"); unknown formats give digits."""
    if value < 1 or value > 5000:
        return str(value) if form != "none" else ""
    if form in ("lowerLetter", "upperLetter"):
        letters = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letters if form == "lowerLetter" else letters.upper()
    if form in ("lowerRoman", "upperRoman"):
        return _roman(value) if form == "lowerRoman" else _roman(value).upper()
    if form == "decimalZero":
        return f"{value:02d}"
    if form == "ordinal":
        ending = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
        return f"{value}{ending}"
    if form in ("chicago", "symbol"):
        return "*†‡§"[(value - 1) % 4] * ((value - 1) // 4 + 1)
    if form == "russianLower":
        return chr(ord("а") + (value - 1) % 32)
    return "" if form in ("none", "bullet") else str(value)


def _roman(value: int) -> str:
    text = ""
    for size, letters in _ROMAN:
        count, value = divmod(value, size)
        text += letters * count
    return text


def _abstract_of(num: etree._Element) -> str:
    element = num.find(w("abstractNumId"))
    return "" if element is None else element.get(VAL) or ""


def _follow(
    abstract: str, abstracts: dict[str, etree._Element], nums: dict[str, etree._Element], styles: Styles
) -> str:
    """The definition that a list takes over from a numbering style, itself where it takes none."""
    found = abstracts.get(abstract)
    link = None if found is None else found.find(w("numStyleLink"))
    if link is None:
        return abstract
    num_id = styles.of(link.get(VAL)).num_id
    linked = "" if num_id is None or num_id not in nums else _abstract_of(nums[num_id])
    return linked if linked in abstracts else abstract


def _levels(abstract: etree._Element) -> dict[int, _Level]:
    return {number(element.get(ILVL)): _level(element) for element in abstract.iterchildren(w("lvl"))}


def _level(element: etree._Element) -> _Level:
    level = _Level()
    for child in element:
        tag, value = child.tag, child.get(VAL)
        if tag == w("numFmt"):
            level.format = value or "decimal"
        elif tag == w("lvlText"):
            level.text = value or ""
        elif tag == w("start"):
            level.start = number(value, 1)
        elif tag == w("lvlRestart"):
            level.restart = number(value)
        elif tag == w("isLgl"):
            level.legal = is_on(value)
        elif tag == PSTYLE:
            level.style = value
        elif tag == PPR:
            level.indent = indent_of(child.find(IND))
    return level


def _override(num: etree._Element, numbered: _List) -> _List:
    for element in num.iterchildren(w("lvlOverride")):
        level = number(element.get(ILVL))
        start, whole = element.find(w("startOverride")), element.find(w("lvl"))
        if whole is not None:
            numbered.levels[level] = _level(whole)
        if start is not None:
            numbered.starts[level] = number(start.get(VAL), 1)
    return numbered
