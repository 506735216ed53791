"""Styles of a docx: their names, and what paragraphs and runs inherit from them."""

from dataclasses import dataclass

from lxml import etree

from throughline.readers.document.docx import names
from throughline.readers.document.docx.names import (
    ILVL,
    IND,
    LEFT,
    NUMID,
    NUMPR,
    PPR,
    RPR,
    START,
    TYPE,
    VAL,
    is_on,
    number,
    w,
)
from throughline.readers.document.emphasis import BOLD, ITALIC, SUPERSCRIPT


@dataclass(frozen=True, slots=True)
class Style:
    """A style with what it inherits: `flags` are ITALIC, BOLD, SUPERSCRIPT added up."""

    name: str
    flags: int = 0
    indent: int | None = None
    num_id: str | None = None
    level: int | None = None


_PLAIN = Style("")


class Styles:
    """The styles of a document by id; an unknown id gives a plain style whose name is the id."""

    __slots__ = ("_elements", "_known", "default")

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._known: dict[str, Style] = {}
        self.default = _PLAIN
        for element in () if root is None else root.iterchildren(w("style")):
            key = element.get(w("styleId")) or ""
            self._elements.setdefault(key, element)
            is_default = element.get(TYPE) == "paragraph" and element.get(w("default")) in ("1", "true", "on")
            if is_default and self.default is _PLAIN:
                self.default = self.of(key)

    def of(self, key: str | None) -> Style:
        """The style with this id; None gives the default paragraph style."""
        if key is None:
            return self.default
        style = self._known.get(key)
        if style is None:
            style = self._known[key] = self._resolve(key)
        return style

    def _resolve(self, key: str) -> Style:
        """Follows `basedOn` from the root of the family down; a circle ends where it closes."""
        chain: list[etree._Element] = []
        seen: set[str] = set()
        current: str | None = key
        while current is not None and current not in seen and current in self._elements:
            seen.add(current)
            chain.append(self._elements[current])
            based = chain[-1].find(w("basedOn"))
            current = None if based is None else based.get(VAL)
        style = Style(key)
        for element in reversed(chain):
            style = _derive(element, style)
        if not chain:
            return style
        named = chain[0].find(w("name"))
        name = (None if named is None else named.get(VAL)) or key
        return Style(name, style.flags, style.indent, style.num_id, style.level)


def _derive(element: etree._Element, base: Style) -> Style:
    run, paragraph = element.find(RPR), element.find(PPR)
    flags = base.flags if run is None else run_flags(run, base.flags)
    indent, num_id, level = base.indent, base.num_id, base.level
    if paragraph is not None:
        own = indent_of(paragraph.find(IND))
        indent = indent if own is None else own
        numbering = paragraph.find(NUMPR)
        if numbering is not None:
            for part in numbering:
                if part.tag == NUMID:
                    num_id = part.get(VAL)
                elif part.tag == ILVL:
                    level = number(part.get(VAL))
    return Style(base.name, flags, indent, num_id, level)


def run_flags(properties: etree._Element, flags: int) -> int:
    """`flags` as changed by the run properties that are written out."""
    for child in properties:
        tag = child.tag
        if tag == names.ITALIC:
            flags = flags | ITALIC if is_on(child.get(VAL)) else flags & ~ITALIC
        elif tag == names.BOLD:
            flags = flags | BOLD if is_on(child.get(VAL)) else flags & ~BOLD
        elif tag == names.VERTALIGN:
            flags = flags | SUPERSCRIPT if child.get(VAL) == "superscript" else flags & ~SUPERSCRIPT
    return flags


def indent_of(element: etree._Element | None) -> int | None:
    """The left indent that a `w:ind` sets, in twentieths of a point, None where it sets none."""
    if element is None:
        return None
    value = element.get(LEFT) or element.get(START)
    return None if value is None else number(value)
