"""What flows along the line of a node, as records, and the picture that follows: asked, planned, paid, delivered, open.

Money is printed for a whole and for its parts. Each part counts what the parts within it leave, so that no cent is
there twice; and amounts in two currencies stand beside each other and are never added.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from throughline.engine.money import Money, by_currency
from throughline.engine.picture import Box, Column, Link, Picture

# How a box stands out: nothing is there, or less than was due.
OK, MISSING, LATE, UNHELD = "ok", "missing", "late", "unheld"


@dataclass(frozen=True, slots=True)
class Node:
    """The node whose line it is: its public code, what it is, its title."""

    code: str
    kind: str
    title: str


@dataclass(frozen=True, slots=True)
class Way:
    """The way from what asks to a part; `count` how many mandates go it."""

    part: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Asking:
    """What asks: a mandate, an act, a body; `to` the ways to the parts, `says` what stands beside its title."""

    code: str
    kind: str
    title: str
    says: str = ""
    to: tuple[Way, ...] = ()
    is_held: bool = True


@dataclass(frozen=True, slots=True)
class Part:
    """What is planned: a place of a plan, a result; `within` the part that it belongs to, "" for none of them."""

    code: str
    kind: str
    title: str
    within: str = ""
    says: str = ""
    bears_money: bool = True


@dataclass(frozen=True, slots=True)
class Paying:
    """An amount as it is stated for a part and a fund; `address` that of the printed figure."""

    fund: str
    money: Money
    address: str
    part: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """What came of a part: `done` of `due`, or a value as printed in `says`."""

    code: str
    title: str
    part: str
    done: int = 0
    due: int = 0
    says: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """What stands open about a part, or about what asks: how many errors and warnings."""

    code: str
    title: str
    part: str
    errors: int = 0
    warnings: int = 0
    address: str = ""


@dataclass(frozen=True, slots=True)
class Flows:
    """A node with everything that flows to it and from it, each column in the order of the documents."""

    node: Node
    year: int | None = None
    asked: tuple[Asking, ...] = ()
    parts: tuple[Part, ...] = ()
    paid: tuple[Paying, ...] = ()
    delivered: tuple[Delivery, ...] = ()
    open: tuple[Opening, ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """The words of the picture in the reader's language: its columns, and what a whole has beyond its parts."""

    asked: str
    planned: str
    paid: str
    delivered: str
    open: str
    rest: str
    funds: Mapping[str, str]


def own_amounts(parts: Iterable[Part], paid: Iterable[Paying]) -> tuple[Paying, ...]:
    """What each part has beyond the parts within it, by fund and currency; nothing where those leave nothing.

    An amount is taken off the nearest part above that states the same fund in the same currency. Rounding of printed
    figures can leave a little below zero: that is no money of the whole's own. Cost: the depth of the parts for each
    amount.
    """
    above = {part.code: part.within for part in parts}
    listed = list(paid)
    stated = {(one.part, one.fund, one.money.currency) for one in listed}
    given: dict[tuple[str, str, str], int] = {}
    for one in listed:
        key = (_nearest(one, above, stated), one.fund, one.money.currency)
        given[key] = given.get(key, 0) + one.money.minor
    left = (
        replace(
            one, money=one.money - Money(given.get((one.part, one.fund, one.money.currency), 0), one.money.currency)
        )
        for one in listed
    )
    return tuple(one for one in left if one.money.minor > 0)


def _nearest(one: Paying, above: Mapping[str, str], stated: set[tuple[str, str, str]]) -> str:
    """The nearest part above that states the same fund in the same currency; "" for none."""
    seen = {one.part}
    here = above.get(one.part, "")
    while here and here not in seen:
        if (here, one.fund, one.money.currency) in stated:
            return here
        seen.add(here)
        here = above.get(here, "")
    return ""


def stated_in_all(parts: Iterable[Part], paid: Iterable[Paying]) -> tuple[Money, ...]:
    """What all parts come to as it is stated at the highest of them, by currency."""
    above = {part.code: part.within for part in parts}
    listed = list(paid)
    stated = {(one.part, one.fund, one.money.currency) for one in listed}
    return by_currency(one.money for one in listed if not _nearest(one, above, stated))


def picture_of(flows: Flows, names: Names) -> Picture:
    """The picture of what flows, with amounts and counts; `picture.weighed` chooses which of them widths show."""
    own = own_amounts(flows.parts, flows.paid)
    parts = _with_something(flows, own)
    codes, funded = {part.code for part in parts}, _funded(flows)
    columns = (
        Column("asked", names.asked, tuple(_asking_box(one) for one in flows.asked)),
        Column("planned", names.planned, tuple(_part_box(one, flows, own, funded, names.rest) for one in parts)),
        Column("paid", names.paid, _fund_boxes(flows.paid, own, names.funds)),
        Column("delivered", names.delivered, tuple(_delivery_box(one) for one in flows.delivered)),
        Column("open", names.open, tuple(_opening_box(one) for one in flows.open)),
    )
    askings = {one.code for one in flows.asked}
    links = (
        *(Link(one.code, way.part, count=way.count) for one in flows.asked for way in one.to),
        *(Link(one.part, _fund_code(one.fund), amounts=(one.money,), count=1) for one in own),
        *(Link(one.part, one.code, count=one.due) for one in flows.delivered if one.part in codes),
        *(Link(one.part, one.code, count=_count(one)) for one in flows.open if one.part in codes | askings),
    )
    return Picture(flows.node.title, "", columns, links)


def _with_something(flows: Flows, own: Sequence[Paying]) -> tuple[Part, ...]:
    """The parts that have anything of their own; a part that only holds others would be an empty box."""
    busy = {one.part for one in own} | {one.part for one in flows.delivered} | {one.part for one in flows.open}
    busy |= {way.part for one in flows.asked for way in one.to}
    holding = {part.within for part in flows.parts if part.bears_money}
    return tuple(part for part in flows.parts if part.code in busy or part.code not in holding)


def _funded(flows: Flows) -> set[str]:
    """The parts for which money is stated: for themselves, within them, or for what they are within.

    What is stated for a whole says nothing of its parts; what is stated for a part covers all within that part.
    """
    above = {part.code: part.within for part in flows.parts}
    stated = {one.part for one in flows.paid}
    funded = set(stated)
    for code in stated:
        here = above.get(code, "")
        while here and here not in funded:
            funded.add(here)
            here = above.get(here, "")
    for part in flows.parts:
        here = part.code
        while above.get(here):
            if here in stated:
                funded.add(part.code)
            here = above[here]
    return funded


def _asking_box(one: Asking) -> Box:
    status = "" if one.is_held else UNHELD
    return Box(one.code, one.title, one.kind, says=one.says, status=status, count=sum(way.count for way in one.to))


def _part_box(part: Part, flows: Flows, own: Sequence[Paying], funded: set[str], rest: str) -> Box:
    amounts = by_currency(one.money for one in own if one.part == part.code)
    is_rest = part.code == flows.node.code and any(one.within == part.code for one in flows.parts if one.bears_money)
    count = sum(way.count for one in flows.asked for way in one.to if way.part == part.code)
    status = MISSING if part.bears_money and part.code not in funded else ""
    title, kind = (rest, "rest") if is_rest else (part.title, part.kind)
    return Box(part.code, title, kind, says=part.says, status=status, amounts=amounts, count=count)


def _fund_boxes(paid: Iterable[Paying], own: Sequence[Paying], funds: Mapping[str, str]) -> tuple[Box, ...]:
    addresses: dict[str, list[str]] = {}
    for one in paid:
        addresses.setdefault(one.fund, []).append(one.address)
    boxes = []
    for fund in addresses:
        of_fund = [one for one in own if one.fund == fund]
        if of_fund:
            amounts = by_currency(one.money for one in of_fund)
            # A fund leads to its printed figure where there is but one; else to the rows that it is made of.
            address = addresses[fund][0] if len(of_fund) == 1 else ""
            name = funds.get(fund, fund)
            boxes.append(Box(_fund_code(fund), name, "fund", amounts=amounts, count=len(of_fund), address=address))
    return tuple(boxes)


def _fund_code(fund: str) -> str:
    return f"fund {fund}"


def _delivery_box(one: Delivery) -> Box:
    status = "" if not one.due else OK if one.done >= one.due else LATE
    return Box(
        one.code,
        one.title,
        "delivered",
        says=one.says,
        status=status,
        count=one.due,
        part=one.done,
        address=one.address,
    )


def _opening_box(one: Opening) -> Box:
    status = MISSING if one.errors else LATE
    return Box(one.code, one.title, "open", status=status, count=_count(one), part=one.errors, address=one.address)


def _count(one: Opening) -> int:
    return one.errors + one.warnings
