"""Where each field of an IATI record stands in its XML element: read by the reader and the writer alike."""

from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from datetime import date
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

XML = "http://www.w3.org/XML/1998/namespace"
TEXT = "text()"
SCALARS = (str, date, Decimal, int, bool)


@dataclass(frozen=True, slots=True)
class Kept:
    """Something in an element that no field of its record holds, kept as it is.

    `path` ends in `@name` for an attribute or `text()` for words, and `text` is what it says; for an element `path` is
    where it stands ("" directly in the record's own) and `text` the whole of it as XML.
    """

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Slot:
    """One field of a record: its name, the type of its value, and whether it holds several."""

    field: str
    kind: Any
    is_many: bool

    @property
    def is_record(self) -> bool:
        """Whether the values are records, each an element of its own."""
        return self.kind not in SCALARS


@dataclass(frozen=True, slots=True)
class Branch:
    """What may stand in one element; `order` is the place of each of its children by the schema."""

    attributes: Mapping[str, Slot]
    text: Slot | None
    elements: Mapping[str, "Slot | Branch"]
    order: Mapping[str, int]

    def place_of(self, name: str) -> int:
        """The place of a child of this name; what the schema does not know stands behind everything."""
        return self.order.get(name, len(self.order))


NOTHING = Branch({}, None, {}, {})


def at(path: str) -> Any:
    """A field that stands at `path` in the element: `@name`, `text()`, `child`, `child/@name` or `child/text()`."""
    return field(default=None, metadata={"at": path})


def each(path: str) -> Any:
    """A field that holds every record at `path`, in order."""
    return field(default=(), metadata={"at": path})


@cache
def layout_of(record: Any) -> Branch:
    """The layout of a record's element, from its fields. They stand in the order that the schema asks for."""
    hints = get_type_hints(record)
    placed = [(one.metadata["at"].split("/"), _slot(one, hints[one.name])) for one in fields(record) if one.metadata]
    return _branch(placed)


def _slot(one: "Field[Any]", hint: Any) -> Slot:
    inside = [kind for kind in get_args(hint) if kind is not type(None) and kind is not Ellipsis]
    if get_origin(hint) is tuple:
        return Slot(one.name, inside[0], True)
    assert get_origin(hint) in (Union, UnionType), f"{one.name} may be missing in a file"
    return Slot(one.name, inside[0], False)


def _branch(placed: list[tuple[list[str], Slot]]) -> Branch:
    attributes: dict[str, Slot] = {}
    below: dict[str, list[tuple[list[str], Slot]]] = {}
    text: Slot | None = None
    for (first, *rest), slot in placed:
        if first.startswith("@"):
            attributes[attribute_name(first)] = slot
        elif first == TEXT:
            text = slot
        else:
            below.setdefault(first, []).append((rest, slot))
    elements = {name: inner[0][1] if not inner[0][0] else _branch(inner) for name, inner in below.items()}
    return Branch(attributes, text, elements, {name: place for place, name in enumerate(elements)})


def attribute_name(step: str) -> str:
    """The name of an attribute as XML libraries have it: `@xml:lang` is one of the namespace of XML."""
    name = step.removeprefix("@")
    return f"{{{XML}}}{name.removeprefix('xml:')}" if name.startswith("xml:") else name
