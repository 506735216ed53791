"""The shape of a line as a picture: columns of boxes and the links between them, nothing folded."""

from dataclasses import dataclass

from throughline.engine.flows import Flows, Names, picture_of
from throughline.engine.picture import Box, Link
from throughline.store.rows import none_if_blank
from throughline.web.api.shapes.budgeting import Amount, amount_of

# Columns and funds go by their keys, whatever the language.
KEYS = Names("asked", "planned", "paid", "delivered", "open", "the rest of the whole", {})


@dataclass(frozen=True, slots=True)
class BoxShape:
    """A node in a column: `amounts` one for each currency, never added; `count` what its column counts, `part` of it.

    `count` is for what asks how many places it leads to, for a place how many mandates lead to it, for a fund how many
    amounts it has, for what was delivered how many deliverables were due and `part` how many came in full, for what is
    open how many findings stand and `part` how many of them are errors. `address` is the public address that the box
    is about, where it has one.
    """

    code: str
    address: str | None
    kind: str
    title: str
    says: str | None
    status: str | None
    amounts: tuple[Amount, ...]
    count: int
    part: int


@dataclass(frozen=True, slots=True)
class ColumnShape:
    """A column: `key` is asked, planned, paid, delivered or open."""

    key: str
    boxes: tuple[BoxShape, ...]


@dataclass(frozen=True, slots=True)
class FlowShape:
    """A link between two boxes by their codes, with the amounts and the count that go along it."""

    source: str
    target: str
    amounts: tuple[Amount, ...]
    count: int


@dataclass(frozen=True, slots=True)
class PictureShape:
    """The line of a node as a picture: what flows from what asks to what is planned, paid, delivered and open."""

    address: str
    kind: str
    title: str
    year: int | None
    columns: tuple[ColumnShape, ...]
    links: tuple[FlowShape, ...]


def picture_shape(flows: Flows) -> PictureShape:
    """What flows along the line of a node."""
    picture = picture_of(flows, KEYS)
    return PictureShape(
        flows.node.code,
        flows.node.kind,
        flows.node.title,
        flows.year,
        tuple(ColumnShape(column.key, tuple(_box(box) for box in column.boxes)) for column in picture.columns),
        tuple(_link(link) for link in picture.links),
    )


def _box(box: Box) -> BoxShape:
    own = "" if box.kind in ("fund", "body", "delivered", "open") else box.code
    return BoxShape(
        box.code,
        none_if_blank(box.address or own),
        box.kind,
        box.title,
        none_if_blank(box.says),
        none_if_blank(box.status),
        tuple(amount for one in box.amounts if (amount := amount_of(one)) is not None),
        box.count,
        box.part,
    )


def _link(link: Link) -> FlowShape:
    amounts = tuple(amount for one in link.amounts if (amount := amount_of(one)) is not None)
    return FlowShape(link.source, link.target, amounts, link.count)
