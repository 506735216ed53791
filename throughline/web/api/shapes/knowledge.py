"""Shapes of what is looked up: hits of a search, and the line of a node."""

from dataclasses import dataclass

from throughline.store.knowledge import Hit
from throughline.store.line import Item, Line
from throughline.store.rows import none_if_blank
from throughline.web.api.shapes.budgeting import Amount, amount_of


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text, and whether it is one of the words that were looked for."""

    text: str
    found: bool


@dataclass(frozen=True, slots=True)
class HitShape:
    """Something that holds the words: its address, what it is, the document that it is in, the text around them."""

    address: str
    kind: str
    document: str
    title: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Hits:
    """Hits, best first: how many there are in all, by kind and by year, some of them, the address of the next page."""

    total: int
    kinds: dict[str, int]
    years: dict[str, int]
    items: tuple[HitShape, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class LineItem:
    """A node on a line: `says` is what it says in this column, `year` that of its amounts.

    `amounts` has one for each currency; `amount` is the only one, null where there are none or several.
    """

    address: str
    kind: str
    title: str
    says: str
    year: int | None
    amount: Amount | None
    amounts: tuple[Amount, ...]


@dataclass(frozen=True, slots=True)
class LineShape:
    """A node and its line: the columns of its picture, each box an item, with the same counts and amounts.

    `open` is told to those who work there alone; `listed_by` and `shared_by` as in the picture.
    """

    node: LineItem
    asked: tuple[LineItem, ...]
    planned: tuple[LineItem, ...]
    paid: tuple[LineItem, ...]
    delivered: tuple[LineItem, ...]
    open: tuple[LineItem, ...]
    listed_by: str | None
    shared_by: int | None


def hit_shape(one: Hit) -> HitShape:
    """A hit."""
    pieces = tuple(Piece(text, found) for text, found in one.pieces)
    return HitShape(one.address, one.kind, one.document, one.title, pieces)


def line_shape(line: Line) -> LineShape:
    """A line."""
    return LineShape(
        node=_item(line.node),
        asked=tuple(_item(one) for one in line.asked),
        planned=tuple(_item(one) for one in line.planned),
        paid=tuple(_item(one) for one in line.paid),
        delivered=tuple(_item(one) for one in line.delivered),
        open=tuple(_item(one) for one in line.open),
        listed_by=none_if_blank(line.flows.listed_by) if line.flows else None,
        shared_by=line.flows.shared_by if line.flows else None,
    )


def _item(one: Item) -> LineItem:
    amounts = tuple(amount for money in one.amounts if (amount := amount_of(money)) is not None)
    only = amounts[0] if len(amounts) == 1 else None
    return LineItem(one.address, one.kind, one.title, one.says, one.year, only, amounts)
