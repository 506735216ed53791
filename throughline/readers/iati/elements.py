"""An element of IATI as its record, by the layout of the record; what no field holds is kept as it is."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from lxml import etree

from throughline.engine.iati.layout import TEXT, XML, Branch, Kept, Slot, layout_of

Record = TypeVar("Record")
Misfit = Callable[[etree._Element, str, str, Any], None]
"""Hears of words that their field cannot hold: the element, where in it (`@iso-date`, `text()`), they, the kind."""

_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_FLAGS = {"1": True, "true": True, "0": False, "false": False}
# Digits of a number: amounts have some twenty, and reckoning with millions of digits takes for ever.
_MOST_DIGITS = 60


def record_of(element: etree._Element, kind: Callable[..., Record], misfit: Misfit) -> Record:
    """The record of an element and of all below it; one pass over them."""
    filling = _Filling(misfit)
    filling.read(element, layout_of(kind), "")
    several = {name: tuple(records) for name, records in filling.many.items()}
    return kind(
        **filling.values, **several, kept=tuple(one for _, _, one in sorted(filling.kept, key=lambda kept: kept[:2]))
    )


class _Filling:
    """Fills the fields of one record from its element and those parts of it that are no records of their own."""

    def __init__(self, misfit: Misfit) -> None:
        self.values: dict[str, Any] = {}
        self.many: dict[str, list[Any]] = {}
        # With the path and the place by the schema, the order in which it is written again.
        self.kept: list[tuple[str, int, Kept]] = []
        self._misfit = misfit

    def read(self, element: etree._Element, branch: Branch, prefix: str) -> None:
        """Takes what stands in an element; `prefix` is its path in the record, "" for the record's own."""
        for name, words in element.attrib.items():
            self._take(branch.attributes.get(str(name)), element, f"@{_short(str(name))}", str(words), prefix)
        words = _own_words(element)
        is_layout = len(element) > 0 or branch.text is None
        if words.strip() or (words and not is_layout):
            self._take(branch.text, element, TEXT, words, prefix)
        entered: set[str] = set()
        for child in element:
            part = branch.elements.get(str(child.tag))
            if isinstance(part, Slot) and (part.is_many or part.field not in self.values):
                self._add(part, record_of(child, part.kind, self._misfit))
            elif isinstance(part, Branch) and child.tag not in entered:
                entered.add(str(child.tag))
                self.read(child, part, _join(prefix, str(child.tag)))
            else:
                self.kept.append((prefix, branch.place_of(str(child.tag)), Kept(prefix, whole(child))))

    def _add(self, slot: Slot, record: object) -> None:
        if slot.is_many:
            self.many.setdefault(slot.field, []).append(record)
        else:
            self.values[slot.field] = record

    def _take(self, slot: Slot | None, element: etree._Element, step: str, words: str, prefix: str) -> None:
        """A value goes into its field; where there is none, or it cannot hold it, it is kept as it is."""
        value = None if slot is None else _AS[slot.kind](words)
        if slot is None or value is None:
            path = _join(prefix, step)
            self.kept.append((path, 0, Kept(path, words)))
            if slot is not None and words.strip():
                self._misfit(element, step, words, slot.kind)
        else:
            self.values[slot.field] = value


def whole(element: etree._Element) -> str:
    """An element and all in it as XML: the same for the same content, whatever its layout and prefixes were."""
    spaces: dict[str, str] = {}
    for one in element.iter(etree.Element):
        for name in (one.tag, *one.attrib):
            space = etree.QName(name).namespace
            if space and space != XML:
                spaces.setdefault(space, f"n{len(spaces) + 1}")
    copy = etree.Element(element.tag, nsmap={prefix: space for space, prefix in spaces.items()})
    _copy_into(copy, element)
    return etree.tostring(copy, method="c14n", exclusive=True).decode()


def _copy_into(copy: etree._Element, element: etree._Element) -> None:
    """Copy what is in an element, without the white space of its layout."""
    copy.attrib.update(element.attrib)
    is_layout = len(element) > 0 and not _own_words(element).strip()
    copy.text = None if is_layout else element.text
    for child in element:
        made = etree.SubElement(copy, child.tag)
        _copy_into(made, child)
        made.tail = None if is_layout else child.tail


def _own_words(element: etree._Element) -> str:
    """The words directly in an element."""
    if not len(element):
        return element.text or ""
    return "".join([element.text or "", *(child.tail or "" for child in element)])


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words.strip()) if _DAY.fullmatch(words.strip()) else None
    except ValueError:
        return None


def _number(words: str) -> Decimal | None:
    plain = words.strip()
    return Decimal(plain) if len(plain) <= _MOST_DIGITS and _NUMBER.fullmatch(plain) else None


def _whole_number(words: str) -> int | None:
    plain = words.strip()
    return int(plain) if plain.isascii() and plain.lstrip("-").isdigit() and len(plain) < 10 else None


_AS: Mapping[Any, Callable[[str], Any]] = {
    str: str,
    date: _day,
    Decimal: _number,
    int: _whole_number,
    bool: lambda words: _FLAGS.get(words.strip()),
}


def _short(name: str) -> str:
    """The name of an attribute as a layout has it."""
    return f"xml:{name.rpartition('}')[2]}" if name.startswith(f"{{{XML}}}") else name


def _join(prefix: str, step: str) -> str:
    return f"{prefix}/{step}" if prefix else step
