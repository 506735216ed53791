"""The line as a picture to be drawn or read as a table: columns of boxes and the links between them, weighted."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from throughline.engine.money import Money, by_currency

# What widths show: a currency, or how many.
COUNT = "count"
# Between which columns a quantity flows whole, by what it counts; other links only connect.
BY_MONEY, BY_COUNT = ("planned", "paid"), ("asked", "planned")


@dataclass(frozen=True, slots=True)
class Box:
    """A node in a column: `status` is `ok`, `missing`, `late`, `unheld` or "".

    `amounts` has one for each currency; `count` counts what its column counts, `part` how many of them are done, or
    are errors. `says` stands beside the title, `figure` is what is written of amounts and counts, `weight` the one of
    them that widths show. `address` is the public code that it leads to where `code` is none; `folded` how many nodes
    it stands for.
    """

    code: str
    title: str
    kind: str
    weight: int = 0
    figure: str = ""
    status: str = ""
    folded: int = 1
    says: str = ""
    amounts: tuple[Money, ...] = ()
    count: int = 0
    part: int = 0
    address: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the picture: its key (`asked`, `planned`, `paid`, `delivered`, `open`), its name and its boxes.

    `figure` is what the boxes come to in all, as it is written beside the name.
    """

    key: str
    name: str
    boxes: tuple[Box, ...]
    figure: str = ""

    @property
    def count(self) -> int:
        """How many nodes it holds, folded ones too."""
        return sum(box.folded for box in self.boxes)


@dataclass(frozen=True, slots=True)
class Link:
    """A connection between boxes of two columns; `weight` what flows, 0 where it only connects."""

    source: str
    target: str
    weight: int = 0
    amounts: tuple[Money, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole line of a node: `title` states what is seen, `unit` what the weights count."""

    title: str
    unit: str
    columns: tuple[Column, ...]
    links: tuple[Link, ...]


def currencies_of(picture: Picture) -> tuple[str, ...]:
    """The currencies in which anything is paid, that of the first fund first."""
    paid = (box.amounts for column in picture.columns if column.key == "paid" for box in column.boxes)
    return tuple(dict.fromkeys(one.currency for amounts in paid for one in amounts))


def weighed(picture: Picture, unit: str) -> Picture:
    """The picture with the weights of one unit: a currency, which flows from what is planned to what is paid, or
    `COUNT`, which flows from what asks to what is planned. Amounts in another currency weigh nothing.
    """
    between = BY_COUNT if unit == COUNT else BY_MONEY
    column_of = {box.code: column.key for column in picture.columns for box in column.boxes}
    columns = tuple(
        replace(column, boxes=tuple(replace(box, weight=_weight(box, column.key, unit)) for box in column.boxes))
        for column in picture.columns
    )
    links = tuple(
        replace(link, weight=_flowing(link, unit))
        if (column_of.get(link.source), column_of.get(link.target)) == between
        else replace(link, weight=0)
        for link in picture.links
    )
    return replace(picture, unit=unit, columns=columns, links=links)


def _weight(box: Box, column: str, unit: str) -> int:
    if unit == COUNT:
        return box.count
    return _in_currency(box.amounts, unit) if column in BY_MONEY else 0


def _flowing(link: Link, unit: str) -> int:
    return link.count if unit == COUNT else _in_currency(link.amounts, unit)


def _in_currency(amounts: Iterable[Money], currency: str) -> int:
    return sum(one.minor for one in amounts if one.currency == currency)


def imbalances(picture: Picture) -> tuple[str, ...]:
    """The codes of boxes from which more or less flows than to them; none, where the picture is right.

    For a weighed picture: between the two columns through which its unit flows, the links of every box add up to the
    weight of the box. Cost: one pass over boxes and links.
    """
    first, second = BY_COUNT if picture.unit == COUNT else BY_MONEY
    flowing: dict[str, int] = {}
    for link in picture.links:
        flowing[link.source] = flowing.get(link.source, 0) + link.weight
        flowing[link.target] = flowing.get(link.target, 0) + link.weight
    boxes = (box for column in picture.columns if column.key in (first, second) for box in column.boxes)
    return tuple(box.code for box in boxes if flowing.get(box.code, 0) != box.weight)


def collapsed(picture: Picture, most: int, more: str, opened: Collection[str] = (), widest: int = 100) -> Picture:
    """The picture with at most `most` boxes in a column; the lightest are folded into one box titled `more`.

    `more` takes `{count}`; columns in `opened` keep up to `widest`. Boxes with a status that wants a look are kept
    before heavier ones without; weights, amounts, counts and links of folded boxes are added up, so that totals stay.
    Cost: a sort of each column, one pass over the links.
    """
    standing: dict[str, str] = {}
    columns = []
    for column in picture.columns:
        kept, rest = _sorted_out(column.boxes, widest if column.key in opened else most)
        fold = f"{column.key}+"
        standing.update({box.code: box.code for box in kept})
        standing.update({box.code: fold for box in rest})
        columns.append(replace(column, boxes=(*kept, _folded(fold, more, rest)) if rest else kept))
    return replace(picture, columns=tuple(columns), links=_merged(picture.links, standing))


def _folded(code: str, more: str, rest: tuple[Box, ...]) -> Box:
    count = sum(box.folded for box in rest)
    return Box(
        code,
        more.format(count=count),
        rest[0].kind,
        weight=sum(box.weight for box in rest),
        status="missing" if any(box.status == "missing" for box in rest) else "",
        folded=count,
        amounts=by_currency(one for box in rest for one in box.amounts),
        count=sum(box.count for box in rest),
        part=sum(box.part for box in rest),
    )


def _sorted_out(boxes: tuple[Box, ...], most: int) -> tuple[tuple[Box, ...], tuple[Box, ...]]:
    if len(boxes) <= most:
        return boxes, ()
    wanted = sorted(boxes, key=_by_importance)[: most - 1]
    codes = {box.code for box in wanted}
    return (
        tuple(box for box in boxes if box.code in codes),
        tuple(box for box in boxes if box.code not in codes),
    )


def _by_importance(box: Box) -> tuple[bool, int, int]:
    return box.status not in ("missing", "late"), -abs(box.weight), -box.count


def _merged(links: Iterable[Link], standing: dict[str, str]) -> tuple[Link, ...]:
    together: dict[tuple[str, str], list[Link]] = {}
    for link in links:
        if link.source in standing and link.target in standing:
            together.setdefault((standing[link.source], standing[link.target]), []).append(link)
    return tuple(
        Link(
            source,
            target,
            sum(one.weight for one in merged),
            by_currency(money for one in merged for money in one.amounts),
            sum(one.count for one in merged),
        )
        for (source, target), merged in together.items()
    )


def untangled(picture: Picture) -> Picture:
    """The picture with what asks in the order of what it leads to, so that fewer links cross; a folded box is last."""
    planned = [box.code for column in picture.columns if column.key == "planned" for box in column.boxes]
    places = {code: place for place, code in enumerate(planned)}
    led: dict[str, list[int]] = {}
    for link in picture.links:
        if link.target in places:
            led.setdefault(link.source, []).append(places[link.target])

    def order(box: Box) -> tuple[bool, float]:
        found = led.get(box.code)
        return box.folded > 1, sum(found) / len(found) if found else len(planned)

    columns = tuple(
        replace(column, boxes=tuple(sorted(column.boxes, key=order))) if column.key == "asked" else column
        for column in picture.columns
    )
    return replace(picture, columns=columns)
