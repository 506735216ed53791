"""Cells: crossed categories of dimensions in one canonical form, and what becomes of them in the next definition."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import combinations, product

# What a dimension or a category is called in addresses of cells: "age", "0-14", "Sub-Saharan".
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.+-]{0,39}")
# The cell of the total, which crosses nothing.
TOTAL = ""


@dataclass(frozen=True, slots=True)
class Category:
    """A category of a dimension: its code and its words ("f", "women and girls")."""

    code: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Dimension:
    """What values are broken down by: its code ("sex"), its words, and its categories in their order."""

    code: str
    title: str
    categories: tuple[Category, ...]


@dataclass(frozen=True, slots=True)
class Carried:
    """What a category of the definition before is in the next one; `new` is "" where it has no counterpart."""

    dimension: str
    old: str
    new: str


class Part(IntEnum):
    """What a cell is of its report: the total, a margin (some dimensions), or a crossing of all dimensions."""

    TOTAL = 0
    MARGIN = 1
    CROSSED = 2


Items = frozenset[tuple[str, str]]


def cell_of(categories: Mapping[str, str]) -> str:
    """The cell of these categories by dimension, in its one form: "age=0-14;sex=f", "" for none of them."""
    return ";".join(f"{dimension}={categories[dimension]}" for dimension in sorted(categories))


def items_of(cell: str) -> Items:
    """The pairs of dimension and category of a cell in its one form."""
    return frozenset(tuple(pair.split("=", 1)) for pair in cell.split(";")) if cell else frozenset()  # type: ignore[misc]


def read_cell(text: str, dimensions: Sequence[Dimension]) -> str | None:
    """The cell that a text names, in its one form; None where it names what these dimensions do not have."""
    known = {one.code: {category.code for category in one.categories} for one in dimensions}
    chosen: dict[str, str] = {}
    for pair in filter(None, (part.strip() for part in text.split(";"))):
        dimension, sign, category = (part.strip() for part in pair.partition("="))
        if not sign or dimension in chosen or category not in known.get(dimension, ()):
            return None
        chosen[dimension] = category
    return cell_of(chosen)


def part_of(cell: str, dimensions: Sequence[Dimension]) -> Part:
    """What the cell is of a report that is broken down by these dimensions."""
    if cell == TOTAL:
        return Part.TOTAL
    return Part.CROSSED if len(items_of(cell)) == len(dimensions) else Part.MARGIN


def is_within(cell: str, wider: str) -> bool:
    """Tell whether all that a cell holds lies within a wider one: "age=0-14;sex=f" lies within "sex=f"."""
    return items_of(wider) <= items_of(cell)


@lru_cache(maxsize=20_000)
def wider_cells(cell: str) -> tuple[str, ...]:
    """Every cell that this one lies within, itself first and the total left out."""
    items = sorted(items_of(cell))
    return tuple(
        ";".join(f"{dimension}={category}" for dimension, category in some)
        for count in range(len(items), 0, -1)
        for some in combinations(items, count)
    )


def cells_of(dimensions: Sequence[Dimension]) -> tuple[str, ...]:
    """Every cell of these dimensions: the total, the margins and the crossings, in the order of the categories."""
    choices = [("", *(category.code for category in one.categories)) for one in dimensions]
    return tuple(
        cell_of({one.code: code for one, code in zip(dimensions, chosen, strict=True) if code})
        for chosen in product(*choices)
    )


def carry(cell: str, carried: Iterable[Carried], dimensions: Sequence[Dimension]) -> str | None:
    """The cell in the next definition, which has these `dimensions`; None where it has no counterpart there.

    A category that is not named stays what it is. A dimension that is gone is left out, so that several cells come to
    be one.
    """
    becomes = {(one.dimension, one.old): one.new for one in carried}
    known = {one.code: {category.code for category in one.categories} for one in dimensions}
    kept = {}
    for dimension, category in items_of(cell):
        if dimension not in known:
            continue
        new = becomes.get((dimension, category), category)
        if new not in known[dimension]:
            return None
        kept[dimension] = new
    return cell_of(kept)


_TITLED = re.compile(r"(?P<code>[A-Za-z0-9][A-Za-z0-9_.+-]{0,39})\s*(?:\((?P<title>[^()]*)\))?")


def read_dimensions(text: str) -> tuple[Dimension, ...] | None:
    """Dimensions as a person writes them, a line for each: "sex (Sex): f (women), m (men)"; None for anything else."""
    found = []
    for line in filter(None, (one.strip() for one in text.splitlines())):
        head, sign, rest = line.partition(":")
        named = _TITLED.fullmatch(head.strip())
        categories = [_TITLED.fullmatch(one.strip()) for one in rest.split(",")]
        if named is None or not sign or None in categories:
            return None
        each = tuple(Category(one["code"], (one["title"] or "").strip()) for one in categories if one is not None)
        found.append(Dimension(named["code"], (named["title"] or "").strip(), each))
    return tuple(found)


def written_dimensions(dimensions: Iterable[Dimension]) -> str:
    """Dimensions as `read_dimensions` takes them."""

    def titled(code: str, title: str) -> str:
        return f"{code} ({title})" if title else code

    return "\n".join(
        f"{titled(one.code, one.title)}: {', '.join(titled(each.code, each.title) for each in one.categories)}"
        for one in dimensions
    )


def read_carried(text: str) -> tuple[Carried, ...] | None:
    """What becomes of categories, a line for each: "sex=f > w", or "sex=f >" for none; None for anything else."""
    found = []
    for line in filter(None, (one.strip() for one in text.splitlines())):
        old, sign, new = (part.strip() for part in line.partition(">"))
        dimension, same, category = old.partition("=")
        if not sign or not same or not CODE.fullmatch(dimension) or not CODE.fullmatch(category):
            return None
        if new and not CODE.fullmatch(new):
            return None
        found.append(Carried(dimension, category, new))
    return tuple(found)
