"""What flows along the line of a node, as records, and the picture that follows: asked, planned, paid, delivered, open.

Money is printed for a whole and for its parts. Each part counts what the parts within it leave, so that no cent is
there twice; and amounts in two currencies stand beside each other and are never added.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from throughline.engine.money import Money, by_currency
from throughline.engine.picture import Box, Column, Link, Picture

# How a box stands out: nothing is there, or less than was due.
OK, MISSING, LATE, UNHELD = "ok", "missing", "late", "unheld"


@dataclass(frozen=True, slots=True)
class Node:
    """The node whose line it is: its public code, what it is, its title; `says` what stands beside it."""

    code: str
    kind: str
    title: str
    says: str = ""


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
    """A node with everything that flows to it and from it, each column in the order of the documents.

    `listed_by` is the address of the place above whose mandates these are, where the node's own place lists none.
    `shared_by` tells of amounts that are those of whole parts of the plan how many mandates those parts answer, the
    node not counted; None where the amounts are the node's own. `tells_open` False where the reader may not know what
    stands open.
    """

    node: Node
    year: int | None = None
    asked: tuple[Asking, ...] = ()
    parts: tuple[Part, ...] = ()
    paid: tuple[Paying, ...] = ()
    delivered: tuple[Delivery, ...] = ()
    open: tuple[Opening, ...] = ()
    listed_by: str = ""
    shared_by: int | None = None
    tells_open: bool = True


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


# The same as keys, whatever the language.
KEYS = Names("asked", "planned", "paid", "delivered", "open", "the rest of the whole", {})
# Boxes that are no node of the record themselves: what they are about is their `address`, where there is one.
NO_NODES = ("fund", "body", "unknown", "delivered", "open")


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


def stated_highest(parts: Iterable[Part], paid: Iterable[Paying]) -> tuple[Paying, ...]:
    """The amounts that no part above states too, by fund and currency."""
    above = {part.code: part.within for part in parts}
    listed = list(paid)
    stated = {(one.part, one.fund, one.money.currency) for one in listed}
    return tuple(one for one in listed if not _nearest(one, above, stated))


def stated_in_all(parts: Iterable[Part], paid: Iterable[Paying]) -> tuple[Money, ...]:
    """What all parts come to as it is stated at the highest of them, by currency."""
    return by_currency(one.money for one in stated_highest(parts, paid))


def picture_of(flows: Flows, names: Names) -> Picture:
    """The picture of what flows, with amounts and counts; `picture.weighed` chooses which of them widths show.

    Cost: one pass over each column, over the ways and over the amounts, each amount and part climbing the parts above
    it; nothing is multiplied by the number of parts.
    """
    own = own_amounts(flows.parts, flows.paid)
    parts = _with_something(flows, own)
    codes, funded, counts = {part.code for part in parts}, _funded(flows), _ways_to(flows.asked)
    by_part = _by(own, lambda one: one.part)
    holds = any(one.within == flows.node.code for one in flows.parts if one.bears_money)
    planned = (_part_box(one, by_part.get(one.code, ()), counts.get(one.code, 0), one.code in funded) for one in parts)
    named = tuple(
        replace(box, title=names.rest, kind="rest") if holds and box.code == flows.node.code else box for box in planned
    )
    columns = (
        Column("asked", names.asked, tuple(_asking_box(one) for one in flows.asked)),
        Column("planned", names.planned, named),
        Column("paid", names.paid, _fund_boxes(flows, own, names.funds)),
        Column("delivered", names.delivered, tuple(_delivery_box(one) for one in flows.delivered)),
        *([Column("open", names.open, tuple(_opening_box(one) for one in flows.open))] if flows.tells_open else ()),
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


def _ways_to(asked: Iterable[Asking]) -> dict[str, int]:
    """How many mandates go to each part."""
    counts: dict[str, int] = {}
    for one in asked:
        for way in one.to:
            counts[way.part] = counts.get(way.part, 0) + way.count
    return counts


def _by(paid: Iterable[Paying], key: Callable[[Paying], str]) -> dict[str, list[Paying]]:
    """Amounts in groups, in their order."""
    found: dict[str, list[Paying]] = {}
    for one in paid:
        found.setdefault(key(one), []).append(one)
    return found


def _part_box(part: Part, own: Iterable[Paying], count: int, is_funded: bool) -> Box:
    status = MISSING if part.bears_money and not is_funded else ""
    amounts = by_currency(one.money for one in own)
    return Box(part.code, part.title, part.kind, says=part.says, status=status, amounts=amounts, count=count)


def _fund_boxes(flows: Flows, own: Iterable[Paying], funds: Mapping[str, str]) -> tuple[Box, ...]:
    """What each fund pays in all. It leads to the printed figure that states just this, where there is one."""
    of_fund, highest = (_by(found, lambda one: one.fund) for found in (own, stated_highest(flows.parts, flows.paid)))
    boxes = []
    for fund in _by(flows.paid, lambda one: one.fund):
        if paying := of_fund.get(fund):
            amounts = by_currency(one.money for one in paying)
            stated = highest.get(fund, [])
            address = stated[0].address if [one.money for one in stated] == list(amounts) else ""
            boxes.append(
                Box(
                    _fund_code(fund),
                    funds.get(fund, fund),
                    "fund",
                    amounts=amounts,
                    count=len(paying),
                    address=address if len(stated) == 1 else "",
                )
            )
    return tuple(boxes)


def address_of(box: Box) -> str:
    """The public address that a box is about; "" where it has none."""
    return box.address or ("" if box.kind in NO_NODES else box.code)


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
