"""The line of one node as rows to be told: what its picture shows, column by column; and that of a printed table."""

import re
from dataclasses import dataclass, replace
from typing import Any

from throughline.engine.flows import KEYS, MISSING, UNHELD, Flows, Node, address_of, picture_of
from throughline.engine.money import Money
from throughline.engine.picture import Box
from throughline.store.budgeting.tables import PostFigure, ResourceFigure
from throughline.store.flows import flows_of
from throughline.store.flows.columns import (
    WITH_PLAN,
    asked_of,
    at_or_below,
    linked_to,
    open_by_code,
    standing,
    together,
)
from throughline.store.monitoring.tables import MeasureValue, Quantity
from throughline.store.planning.tables import Place, PrintedTable
from throughline.store.rights import Sight, in_plan
from throughline.store.rows import IN_FORCE

# How many figures of a printed table are given.
SHOWN = 200
TABLE = re.compile(r"(?P<plan>.+)/T(?P<number>[^/]+)")


@dataclass(frozen=True, slots=True)
class Item:
    """A node on the line: its address, what it is, its title, and what it says in this column.

    `amounts` has one for each currency, where it has any; `year` is the one that these are of.
    """

    address: str
    kind: str
    title: str
    says: str = ""
    year: int | None = None
    amounts: tuple[Money, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A node and what stands to its left and right: the columns of its picture, each box an item, nothing folded.

    `flows` is what they follow from; None for a printed table, which has no picture.
    """

    node: Item
    asked: tuple[Item, ...] = ()
    planned: tuple[Item, ...] = ()
    paid: tuple[Item, ...] = ()
    delivered: tuple[Item, ...] = ()
    open: tuple[Item, ...] = ()
    flows: Flows | None = None


def line_of(address: str, *, seen_by: Sight) -> Line | None:
    """The line of the node at a public address; None where the record has no such node.

    Nodes: those of `flows_of`, and printed tables. At most 20 statements, whatever the size of the record.
    """
    if (table := TABLE.fullmatch(address)) and (found := _line_of_table(table["plan"], table["number"], seen_by)):
        return found
    flows = flows_of(address, seen_by=seen_by)
    return line_from(flows) if flows else None


def line_from(flows: Flows) -> Line:
    """The rows of what flows, with the counts and amounts of the picture and in its order."""
    node = Item(flows.node.code, flows.node.kind, flows.node.title, flows.node.says, flows.year)
    columns = {
        column.key: tuple(_item(column.key, box, flows.year) for box in column.boxes)
        for column in picture_of(flows, KEYS).columns
    }
    return Line(node, **columns, flows=flows)


def _item(column: str, box: Box, year: int | None) -> Item:
    # Of a mandate the title of the box is its symbol, and the title stands beside it.
    named = box.title == box.code and column == "asked"
    title, says = (box.says, "") if named else (box.title, _says(column, box))
    kind = "not held" if box.status == UNHELD else box.title if box.kind == "fund" else box.kind
    code = box.code if box.kind == "unknown" else address_of(box)
    return Item(code, kind, title, says, year if box.amounts else None, box.amounts)


def _says(column: str, box: Box) -> str:
    if column == "delivered" and box.count:
        return f"{box.part} of {box.count} deliverables delivered as planned"
    if column == "open":
        return _found(box.part, box.count - box.part)
    if column == "planned" and box.status == MISSING and not box.amounts:
        return f"{box.says}; no money".removeprefix("; ")
    if box.kind == "body":
        return f"{box.count} listings"
    return box.says


def _found(errors: int, warnings: int) -> str:
    counted = ((errors, "error"), (warnings, "warning"))
    return ", ".join(f"{count} {word}{'s' if count != 1 else ''}" for count, word in counted if count)


def _line_of_table(plan: str, number: str, seen_by: Sight) -> Line | None:
    """The line of a printed table ("UN/2026/10/T10.19"): what it prints, within the plan whose table it is."""
    place = Place.objects.filter(IN_FORCE, in_plan(seen_by), address=plan, place="").select_related(WITH_PLAN).first()
    if place is None:
        return None
    address, version, names = f"{plan}/T{number}", place.version_id, (number, number.replace("n", "#", 1))
    figures, values = _figures_in(version, address), _values_in(version, names)
    printed = PrintedTable.objects.filter(version=version, number__in=names).order_by("position").first()
    if not (figures or values or printed):
        return None
    title = printed.caption if printed and printed.caption else f"Table {names[-1]}"
    says = f"{len(figures) + len(values)} figures read from it"
    return replace(
        line_from(_flows_of_table(place, Node(address, "table", title, says), seen_by)),
        planned=tuple(one for one in values if one.kind != "actual"),
        paid=tuple(figures),
        delivered=tuple(one for one in values if one.kind == "actual"),
        flows=None,
    )


def _flows_of_table(place: Place, node: Node, seen_by: Sight) -> Flows:
    """What is asked of the plan whose table it is, and what stands open about the table itself."""
    asked, _ = asked_of(place, [place.address], seen_by)
    linked = linked_to(place.address, [place.address], seen_by)
    about = open_by_code([place.address], standing(at_or_below(node.code), seen_by), place.address)
    return Flows(node, asked=together((*linked, *asked)), open=about)


def _figures_in(version: int, address: str) -> list[Item]:
    """The printed figures of a table, row by row."""
    return [
        _figure_item(one)
        for table in (ResourceFigure, PostFigure)
        for one in table._default_manager.filter(version=version, address__startswith=f"{address}/").order_by(
            "position"
        )[:SHOWN]
    ]


def _figure_item(one: Any) -> Item:
    """A printed figure of money or of posts, with where it is printed."""
    amounts = (Money(one.minor, one.currency),) if isinstance(one, ResourceFigure) and one.minor is not None else ()
    says = " / ".join(part for part in (one.fund, one.cell_row, one.cell_column, one.printed) if part)
    return Item(
        one.address, "figure" if isinstance(one, ResourceFigure) else "posts", one.measure, says, one.year, amounts
    )


def _values_in(version: int, names: tuple[str, ...]) -> list[Item]:
    """The numbers of deliverables and the values of measures that a table prints."""
    counted = Quantity.objects.filter(version=version, cell_table__in=names).select_related("deliverable")
    measured = MeasureValue.objects.filter(version=version, cell_table__in=names).select_related("measure")
    return [
        *(
            Item(one.deliverable.address, one.status, one.deliverable.title, one.text, one.year)
            for one in counted.order_by("position")[:SHOWN]
        ),
        *(
            Item(one.measure.address, one.status, one.measure.title, one.text, one.year)
            for one in measured.order_by("position")[:SHOWN]
        ),
    ]
