"""IATI records as XML, by their layouts: what was kept as it was is put back where it stood."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from lxml import etree

from throughline.engine.iati.layout import NOTHING, TEXT, Branch, Kept, Slot, attribute_name, layout_of
from throughline.engine.iati.records import ACTIVITIES, Publication

# Characters that XML 1.0 has no place for.
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def iati_xml(publication: Publication) -> bytes:
    """The file of a publication in UTF-8; the same records give the same bytes. One pass over the records.

    Children stand in the order of the schema, whatever order they were read in. Read again, it gives the same records.
    """
    root = etree.Element(publication.root)
    if publication.generated is not None:
        root.set("generated-datetime", publication.generated)
    if publication.version is not None:
        root.set("version", publication.version)
    name = "iati-activity" if publication.root == ACTIVITIES else "iati-organisation"
    for record in (*publication.activities, *publication.organisations):
        write_record(record, etree.SubElement(root, name))
    _put_back(root, NOTHING, publication.kept)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def write_record(record: Any, element: etree._Element) -> None:
    """Write a record into its element."""
    kind: Any = type(record)
    layout = layout_of(kind)
    _fill(record, layout, element)
    if record.kept:
        _put_back(element, layout, record.kept)


def _fill(record: Any, branch: Branch, element: etree._Element) -> None:
    for name, slot in branch.attributes.items():
        value = getattr(record, slot.field)
        if value is not None:
            element.set(name, _words(value))
    if branch.text is not None and (value := getattr(record, branch.text.field)) is not None:
        element.text = _words(value)
    for name, part in branch.elements.items():
        if isinstance(part, Slot):
            value = getattr(record, part.field)
            for one in value if part.is_many else () if value is None else (value,):
                write_record(one, etree.SubElement(element, name))
        elif _holds(record, part):
            _fill(record, part, etree.SubElement(element, name))


def _holds(record: Any, branch: Branch) -> bool:
    """Whether anything stands in a part of the element that is no record of its own."""
    slots = [*branch.attributes.values(), *([branch.text] if branch.text else [])]
    if any(getattr(record, slot.field) is not None for slot in slots):
        return True
    return any(
        _holds(record, part) if isinstance(part, Branch) else getattr(record, part.field) not in (None, ())
        for part in branch.elements.values()
    )


def _put_back(element: etree._Element, layout: Branch, kept: Iterable[Kept]) -> None:
    """What was kept goes back: attributes and words to their element, whole elements to their place by the schema."""
    whole: dict[tuple[str, ...], list[etree._Element]] = {}
    for one in kept:
        before, is_attribute, name = one.path.partition("@")
        steps = [step for step in before.split("/") if step]
        is_text = not is_attribute and steps[-1:] == [TEXT]
        if not is_attribute and not is_text:
            whole.setdefault(tuple(steps), []).append(etree.fromstring(one.text))
            continue
        target, _ = _at(element, layout, steps[:-1] if is_text else steps)
        if is_attribute:
            target.set(attribute_name(name), _clean(one.text))
        else:
            target.text = _clean(one.text)
    for path, children in whole.items():
        target, branch = _at(element, layout, path)
        _add_in_order(target, branch, children)


def _at(element: etree._Element, branch: Branch, steps: Iterable[str]) -> tuple[etree._Element, Branch]:
    """The element at the end of the steps below another, made where it is not there."""
    for step in steps:
        found = element.find(step)
        if found is None:
            found = etree.Element(step)
            _add_in_order(element, branch, [found])
        inner = branch.elements.get(step)
        element, branch = found, inner if isinstance(inner, Branch) else NOTHING
    return element, branch


def _add_in_order(parent: etree._Element, branch: Branch, children: list[etree._Element]) -> None:
    """Add children, each behind those that the schema has before it or beside it."""
    parent[:] = sorted([*parent, *children], key=lambda child: branch.place_of(str(child.tag)))


def _words(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    return _clean(str(value))


def _clean(text: str) -> str:
    """The text with what XML cannot hold replaced by the mark for a character that is lost."""
    return _NOT_IN_XML.sub("\ufffd", text)
