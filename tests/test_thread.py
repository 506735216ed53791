"""The line: totals are equal at every level and by every path, and nothing counts twice."""

import itertools
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.engine.errors import CircularThread, NotAShare, UnknownNode
from throughline.engine.thread import (
    Edge,
    Node,
    Thread,
    above_of,
    below_of,
    check_shares,
    flow_up,
    thread_of,
    through,
    union_up,
)


def edge(source: str, target: str, share: Fraction | None = None) -> Edge:
    return Edge(source, target, "serves", share)


def threaded(*edges: Edge) -> Thread:
    codes = dict.fromkeys(code for one in edges for code in (one.source, one.target))
    return thread_of((Node(code, "node") for code in codes), edges)


@st.composite
def layered(draw: st.DrawFn) -> tuple[Thread, dict[str, int], list[list[str]]]:
    """A thread in layers: every node of a layer shares itself out wholly to nodes of the next one."""
    layers = [
        [f"{level}.{index}" for index in range(draw(st.integers(1, 5)))] for level in range(draw(st.integers(2, 5)))
    ]
    edges = []
    for lower, upper in itertools.pairwise(layers):
        for code in lower:
            weights = draw(st.lists(st.integers(0, 9), min_size=len(upper), max_size=len(upper)).filter(any))
            edges += [
                edge(code, target, Fraction(weight, sum(weights)))
                for target, weight in zip(upper, weights, strict=True)
            ]
    nodes = [Node(code, "node") for layer in layers for code in layer]
    amounts = {code: draw(st.integers(-(10**12), 10**12)) for code in layers[0]}
    return thread_of(nodes, edges), amounts, layers


@given(layered())
def test_a_total_is_equal_at_every_level(case: tuple[Thread, dict[str, int], list[list[str]]]) -> None:
    thread, amounts, layers = case
    flow = flow_up(thread, amounts)
    for layer in layers:
        assert sum(flow.at.get(code, 0) for code in layer) == sum(amounts.values())


@given(layered())
def test_every_figure_is_the_sum_of_its_origins_and_of_its_edges(
    case: tuple[Thread, dict[str, int], list[list[str]]],
) -> None:
    thread, amounts, layers = case
    flow = flow_up(thread, amounts)
    for code, units in flow.at.items():
        assert sum(flow.origins_of(code).values()) == units
        passed_on = sum(part for (source, _), part in flow.along.items() if source == code)
        assert flow.kept[code] + passed_on == units
        arrived = sum(part for (_, target), part in flow.along.items() if target == code)
        assert arrived + amounts.get(code, 0) == units
    for origin, units in amounts.items():
        for layer in layers:
            assert sum(flow.cells.get((origin, code), 0) for code in layer) == units


@given(layered(), st.fractions(0, 1, max_denominator=50))
def test_what_shares_do_not_give_away_stays(
    case: tuple[Thread, dict[str, int], list[list[str]]], part: Fraction
) -> None:
    thread, amounts, _ = case
    edges = [
        Edge(one.source, one.target, one.kind, (one.share or Fraction(0)) * part)
        for of_node in thread.upward.values()
        for one in of_node
    ]
    flow = flow_up(thread_of(thread.nodes.values(), edges), amounts)
    assert sum(flow.kept.values()) == sum(amounts.values())


def test_the_worked_roll_up_of_finance() -> None:
    shares = {
        "L1": {"K1": Fraction(3, 5), "K2": Fraction(2, 5)},
        "L2": {"K1": Fraction(1, 3), "K2": Fraction(1, 3), "K3": Fraction(1, 3)},
        "L3": {"K3": Fraction(1)},
    }
    thread = threaded(*(edge(line, key, share) for line, keys in shares.items() for key, share in keys.items()))
    budget = flow_up(thread, {"L1": 1_000_000, "L2": 333_333, "L3": 250_000}).at
    assert {key: budget[key] for key in ("K1", "K2", "K3")} == {"K1": 711_111, "K2": 511_111, "K3": 361_111}
    spent = flow_up(thread, {"L1": 400_000, "L2": 111_111, "L3": 260_000}).at
    assert {key: spent[key] for key in ("K1", "K2", "K3")} == {"K1": 277_037, "K2": 197_037, "K3": 297_037}


def test_two_paths_to_one_node_count_once() -> None:
    half = Fraction(1, 2)
    thread = threaded(
        edge("line", "a", half), edge("line", "b", half), edge("a", "top", Fraction(1)), edge("b", "top", Fraction(1))
    )
    assert flow_up(thread, {"line": 101}).at["top"] == 101
    assert union_up(thread, {"line": frozenset({"overdue"})})["top"] == frozenset({"overdue"})


def test_edges_without_a_share_connect_and_carry_no_money() -> None:
    thread = threaded(edge("result", "act"), edge("line", "result", Fraction(1)))
    flow = flow_up(thread, {"line": 7})
    assert (flow.at.get("act"), flow.kept["result"]) == (None, 7)
    assert above_of(thread, "line") == ["result", "act"]
    assert below_of(thread, "act") == ["result", "line"]


def test_through_keeps_only_what_a_node_is_on() -> None:
    thread = threaded(edge("a", "r1"), edge("b", "r2"), edge("r1", "goal"), edge("r2", "goal"))
    assert set(through(thread, "r1").nodes) == {"a", "r1", "goal"}


def test_a_circle_of_shares_is_named() -> None:
    one = Fraction(1)
    with pytest.raises(CircularThread) as circle:
        flow_up(threaded(edge("a", "b", one), edge("b", "a", one)), {"a": 1})
    assert set(circle.value.circle) == {"a", "b"}


def test_shares_above_one_are_found_and_refused() -> None:
    thread = threaded(edge("a", "b", Fraction(2, 3)), edge("a", "c", Fraction(2, 3)))
    assert [(finding.code, finding.where) for finding in check_shares(thread)] == [("TH-SHARES", "a")]
    with pytest.raises(NotAShare):
        flow_up(thread, {"a": 1})


def test_an_unknown_node_is_refused() -> None:
    with pytest.raises(UnknownNode):
        thread_of([Node("a", "node")], [edge("a", "b")])
    with pytest.raises(UnknownNode):
        flow_up(threaded(edge("a", "b")), {"z": 1})
