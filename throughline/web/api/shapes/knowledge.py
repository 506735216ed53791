"""Shapes of what is looked up: hits of a search, and the line of a node."""

from dataclasses import dataclass

from throughline.store.knowledge import Hit
from throughline.store.line import Item, Line
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
    """A node on a line: `says` is what it says in this column, `amount` and `year` where it has them."""

    address: str
    kind: str
    title: str
    says: str
    year: int | None
    amount: Amount | None


@dataclass(frozen=True, slots=True)
class LineShape:
    """A node and its line: what asked for it, what is planned, paid and delivered, and what is open."""

    node: LineItem
    asked: tuple[LineItem, ...]
    planned: tuple[LineItem, ...]
    paid: tuple[LineItem, ...]
    delivered: tuple[LineItem, ...]
    open: tuple[LineItem, ...]


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
    )


def _item(one: Item) -> LineItem:
    return LineItem(one.address, one.kind, one.title, one.says, one.year, amount_of(one.money))
