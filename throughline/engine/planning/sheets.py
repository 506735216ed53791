"""A plan of results as rows of a workbook: the columns, and what a cell says of an element."""

import re
from collections.abc import Iterable, Mapping

from throughline.engine.planning.frameworks import Element

# The columns in their order; each is found by this code, or by its name in any language.
FIELDS = ("code", "parent", "level", "title", "text", "assumptions", "unit", "goals")
# Without these, no row says what it is.
NEEDED = ("code", "level", "title")
_APART = re.compile(r"[\s,;]+")


def row_of(element: Element) -> tuple[str, ...]:
    """The cells of an element, in the order of `FIELDS`."""
    return tuple(_cell(getattr(element, name)) for name in FIELDS)


def _cell(value: str | tuple[str, ...]) -> str:
    return ", ".join(value) if isinstance(value, tuple) else value


def element_in(cells: Mapping[str, str]) -> Element:
    """The element that these cells say, {field: text}; a field without a cell is empty."""
    said = {name: cells.get(name, "").strip() for name in FIELDS}
    goals = tuple(dict.fromkeys(one for one in _APART.split(said.pop("goals")) if one))
    return Element(**said, goals=goals)


def rows_of(elements: Iterable[Element]) -> list[tuple[str, ...]]:
    """The rows of a plan in its order."""
    return [row_of(one) for one in elements]
