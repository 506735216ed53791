"""The shape of a line as a picture: columns of boxes and the links between them, nothing folded."""

from dataclasses import dataclass

from throughline.engine.flows import KEYS, Flows, address_of, picture_of
from throughline.engine.picture import Box, Link
from throughline.store.rows import none_if_blank
from throughline.web.api.shapes.budgeting import Amount, amount_of


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
    """A column: `key` is asked, planned, paid, delivered or open, which is there for those who work there alone."""

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
    """The line of a node as a picture: what flows from what asks to what is planned, paid, delivered and open.

    `listed_by` is the place above whose mandates these are, where the node's own place lists none. `shared_by` tells of
    amounts that are those of the whole parts of the plan that answer how many mandates these answer beside the node;
    null where the amounts are the node's own.
    """

    address: str
    kind: str
    title: str
    year: int | None
    columns: tuple[ColumnShape, ...]
    links: tuple[FlowShape, ...]
    listed_by: str | None
    shared_by: int | None


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
        none_if_blank(flows.listed_by),
        flows.shared_by,
    )


def _box(box: Box) -> BoxShape:
    return BoxShape(
        box.code,
        none_if_blank(address_of(box)),
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
