"""The line as a picture to be drawn or read as a table: columns of boxes and the weighted links between them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Box:
    """A node in a column: `weight` in whole units (cents, or a count), `status` `ok`, `missing`, `late`,
    `unheld` or "".

    `figure` is what is written beside the title ("USD 7,903,400", "3 of 5"); `folded` how many nodes a box stands for.
    """

    code: str
    title: str
    kind: str
    weight: int = 0
    figure: str = ""
    status: str = ""
    folded: int = 1


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the picture: its key (`asked`, `planned`, `paid`, `delivered`, `open`), its name and its boxes."""

    key: str
    name: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A connection between boxes of two columns; `weight` in the unit of the boxes, 0 where it only connects."""

    source: str
    target: str
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole line of a node: `title` states what is seen, `unit` what the weights count."""

    title: str
    unit: str
    columns: tuple[Column, ...]
    links: tuple[Link, ...]


def collapsed(picture: Picture, most: int, more: str) -> Picture:
    """The picture with at most `most` boxes in a column; the lightest are folded into one box titled `more`.

    `more` takes `{count}`. Boxes with a status that wants a look are kept before heavier ones without; weights and
    links of folded boxes are added up, so that totals stay. Cost: a sort of each column, one pass over the links.
    """
    standing: dict[str, str] = {}
    columns = []
    for column in picture.columns:
        kept, rest = _sorted_out(column.boxes, most)
        fold = f"{column.key}+"
        standing.update({box.code: box.code for box in kept})
        standing.update({box.code: fold for box in rest})
        if rest:
            count = sum(box.folded for box in rest)
            weight = sum(box.weight for box in rest)
            status = "missing" if any(box.status == "missing" for box in rest) else ""
            kept = (*kept, Box(fold, more.format(count=count), rest[0].kind, weight, "", status, count))
        columns.append(replace(column, boxes=kept))
    return replace(picture, columns=tuple(columns), links=_merged(picture.links, standing))


def _sorted_out(boxes: tuple[Box, ...], most: int) -> tuple[tuple[Box, ...], tuple[Box, ...]]:
    if len(boxes) <= most:
        return boxes, ()
    wanted = sorted(boxes, key=lambda box: (box.status not in ("missing", "late"), -abs(box.weight)))[: most - 1]
    codes = {box.code for box in wanted}
    return (
        tuple(box for box in boxes if box.code in codes),
        tuple(box for box in boxes if box.code not in codes),
    )


def _merged(links: Iterable[Link], standing: dict[str, str]) -> tuple[Link, ...]:
    weights: dict[tuple[str, str], int] = {}
    for link in links:
        if link.source in standing and link.target in standing:
            ends = (standing[link.source], standing[link.target])
            weights[ends] = weights.get(ends, 0) + link.weight
    return tuple(Link(source, target, weight) for (source, target), weight in weights.items())
