"""What flows along a line: every cent once, at the lowest part that has it; in equals out; no currency is mixed."""

from hypothesis import given
from hypothesis import strategies as st

from throughline.engine.flows import (
    Asking,
    Delivery,
    Flows,
    Names,
    Node,
    Opening,
    Part,
    Paying,
    Way,
    own_amounts,
    picture_of,
    stated_in_all,
)
from throughline.engine.money import Money, by_currency
from throughline.engine.picture import COUNT, Picture, collapsed, currencies_of, imbalances, untangled, weighed

NAMES = Names("Asked", "Planned", "Paid", "Delivered", "Open", "The rest", {"rb": "regular budget"})
FUNDS, CURRENCIES = ("rb", "xb"), ("USD", "CHF")


@st.composite
def budgets(draw: st.DrawFn) -> tuple[tuple[Part, ...], tuple[Paying, ...], dict[tuple[str, str, str], int]]:
    """A tree of parts, what is stated for each, and what each has of its own beyond those within it."""
    count = draw(st.integers(1, 8))
    above = [-1, *(draw(st.integers(0, place - 1)) for place in range(1, count))]
    parts = tuple(Part(f"P{i}", "place", f"Part {i}", f"P{above[i]}" if i else "") for i in range(count))
    own: dict[tuple[str, str, str], int] = {}
    for place in range(count):
        for fund in FUNDS:
            for currency in CURRENCIES:
                if minor := draw(st.integers(0, 10**6) | st.just(0)):
                    own[f"P{place}", fund, currency] = minor
    stated: dict[tuple[str, str, str], int] = {}
    for (code, fund, currency), minor in own.items():
        here = int(code[1:])
        while here >= 0:
            key = (f"P{here}", fund, currency)
            stated[key] = stated.get(key, 0) + minor
            here = above[here]
    paid = tuple(
        Paying(fund, Money(minor, currency), f"T/{code}/{fund}/{currency}", code)
        for (code, fund, currency), minor in stated.items()
    )
    return parts, paid, own


@st.composite
def lines(draw: st.DrawFn) -> Flows:
    """Everything that a line can hold, over a tree of parts."""
    parts, paid, _ = draw(budgets())
    codes = [part.code for part in parts]
    some = st.lists(st.sampled_from(codes), unique=True, max_size=4)
    asked = tuple(
        Asking(f"A/{i}", "mandate", f"A/{i}", "title", tuple(Way(code, draw(st.integers(1, 5))) for code in draw(some)))
        for i in range(draw(st.integers(0, 20)))
    )
    numbers = st.integers(0, 9)
    delivered = tuple(Delivery(f"{code} delivered", code, code, draw(numbers), draw(numbers)) for code in draw(some))
    opened = tuple(Opening(f"{code} open", code, code, draw(numbers), draw(numbers)) for code in draw(some))
    return Flows(Node("P0", "place", "Part 0"), 2026, asked, parts, paid, delivered, opened)


@given(budgets())
def test_each_part_counts_what_the_parts_within_it_leave(
    budget: tuple[tuple[Part, ...], tuple[Paying, ...], dict[tuple[str, str, str], int]],
) -> None:
    parts, paid, own = budget
    found = {(one.part, one.fund, one.money.currency): one.money.minor for one in own_amounts(parts, paid)}
    assert found == own


@given(budgets())
def test_nothing_counts_twice(
    budget: tuple[tuple[Part, ...], tuple[Paying, ...], dict[tuple[str, str, str], int]],
) -> None:
    parts, paid, _ = budget
    own = by_currency(one.money for one in own_amounts(parts, paid))
    assert sorted(own, key=str) == sorted(stated_in_all(parts, paid), key=str)


def test_rounding_below_zero_is_no_money() -> None:
    parts = (Part("S", "section", "S"), Part("S/1", "subprogramme", "1", "S"))
    paid = (Paying("rb", Money(99, "USD"), "T/1", "S"), Paying("rb", Money(100, "USD"), "T/2", "S/1"))
    assert own_amounts(parts, paid) == (paid[1],)


def test_the_same_fund_in_another_currency_is_taken_off_nothing() -> None:
    parts = (Part("S", "section", "S"), Part("S/1", "subprogramme", "1", "S"))
    paid = (Paying("rb", Money(100, "USD"), "T/1", "S"), Paying("rb", Money(300, "CHF"), "T/2", "S/1"))
    assert own_amounts(parts, paid) == paid
    assert stated_in_all(parts, paid) == (Money(100, "USD"), Money(300, "CHF"))
    picture = picture_of(Flows(Node("S", "section", "S"), 2026, (), parts, paid), NAMES)
    weights = {unit: [box.weight for box in weighed(picture, unit).columns[1].boxes] for unit in ("USD", "CHF")}
    assert weights == {"USD": [100, 0], "CHF": [0, 300]}


@given(lines())
def test_what_flows_in_flows_out(flows: Flows) -> None:
    picture = picture_of(flows, NAMES)
    for unit in (*currencies_of(picture), COUNT):
        drawn = weighed(picture, unit)
        assert imbalances(drawn) == ()
        totals = {column.key: sum(box.weight for box in column.boxes) for column in drawn.columns}
        first, second = ("asked", "planned") if unit == COUNT else ("planned", "paid")
        assert totals[first] == totals[second]


@given(lines())
def test_the_picture_holds_what_is_stated_and_no_more(flows: Flows) -> None:
    picture = picture_of(flows, NAMES)
    paid = by_currency(one for box in picture.columns[2].boxes for one in box.amounts)
    assert sorted(paid, key=str) == sorted(stated_in_all(flows.parts, flows.paid), key=str)
    codes = [box.code for column in picture.columns for box in column.boxes]
    assert len(codes) == len(set(codes))
    assert {code for link in picture.links for code in (link.source, link.target)} <= set(codes)


def told(picture: Picture) -> dict[str, tuple[int, int, int, int, tuple[str, ...]]]:
    """What each column comes to."""
    return {
        column.key: (
            column.count,
            sum(box.weight for box in column.boxes),
            sum(box.count for box in column.boxes),
            sum(box.part for box in column.boxes),
            tuple(sorted(str(one) for one in by_currency(one for box in column.boxes for one in box.amounts))),
        )
        for column in picture.columns
    }


@given(lines(), st.integers(2, 6), st.sets(st.sampled_from(["asked", "planned", "open"])))
def test_folding_keeps_every_total_and_every_balance(flows: Flows, most: int, opened: set[str]) -> None:
    picture = picture_of(flows, NAMES)
    for unit in (*currencies_of(picture), COUNT):
        drawn = weighed(picture, unit)
        small = untangled(collapsed(drawn, most, "{count} more", opened, 8))
        assert told(small) == told(drawn)
        assert imbalances(small) == ()
        assert all(len(column.boxes) <= (8 if column.key in opened else most) for column in small.columns)


def test_a_part_that_shares_money_stated_above_it_is_not_without_money() -> None:
    parts = (
        Part("S", "section", "S"),
        Part("S/1", "subprogramme", "1", "S"),
        Part("S/1.C1", "component", "C1", "S/1"),
        Part("S/2", "subprogramme", "2", "S"),
    )
    paid = (Paying("rb", Money(100, "USD"), "T/1", "S"), Paying("rb", Money(40, "USD"), "T/2", "S/1"))
    boxes = {
        box.code: box
        for box in picture_of(Flows(Node("S", "section", "S"), 2026, (), parts, paid), NAMES).columns[1].boxes
    }
    assert {code: box.status for code, box in boxes.items()} == {"S": "", "S/1": "", "S/1.C1": "", "S/2": "missing"}
    assert (boxes["S"].title, boxes["S"].kind) == ("The rest", "rest")
