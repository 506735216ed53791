"""Versions of a plan against each other: which elements came, went, moved or say something else."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

from throughline.engine.planning.frameworks import Element

CAME, WENT, CHANGED = "came", "went", "changed"
# The fields of an element, in the order in which they are told.
FIELDS = tuple(one.name for one in fields(Element) if one.name != "code")


@dataclass(frozen=True, slots=True)
class ChangedField:
    """A field that says something else: its name, and what it said before and says now."""

    name: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class ElementChange:
    """What became of an element between two versions: `kind` is came, went or changed; `fields` what differs."""

    code: str
    kind: str
    title: str
    fields: tuple[ChangedField, ...] = ()


def element_changes(before: Iterable[Element], now: Iterable[Element]) -> tuple[ElementChange, ...]:
    """What differs between two versions of a plan, by the code of the elements: in the order of now, then what went.

    Applied to `before` it gives `now`, but for the order of the elements. Cost: one pass over each.
    """
    old = {one.code: one for one in before}
    new = {one.code: one for one in now}
    changes = []
    for code, one in new.items():
        if code not in old:
            changes.append(ElementChange(code, CAME, one.title, _fields(None, one)))
        elif one != old[code]:
            changes.append(ElementChange(code, CHANGED, one.title, _fields(old[code], one)))
    went = (one for code, one in old.items() if code not in new)
    return (*changes, *(ElementChange(one.code, WENT, one.title, _fields(one, None)) for one in went))


def _fields(before: Element | None, now: Element | None) -> tuple[ChangedField, ...]:
    """The fields in which two states of an element differ; nothing is a state in which every field is empty."""
    told = ((name, _said(before, name), _said(now, name)) for name in FIELDS)
    return tuple(ChangedField(name, old, new) for name, old, new in told if old != new)


def _said(element: Element | None, name: str) -> str:
    value = getattr(element, name) if element is not None else ""
    return ", ".join(value) if isinstance(value, tuple) else str(value)
