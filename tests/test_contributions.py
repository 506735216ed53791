"""Contributions: what reaches what adds up by every path and never counts twice; shares, circles, periods."""

import itertools
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.engine.errors import CircularThread
from throughline.engine.planning.contributions import (
    Contribution,
    Edge,
    Span,
    check_contribution_circle,
    check_contribution_ends,
    check_contribution_periods,
    check_contribution_shares,
    contribution_code,
    most_shared,
    reach,
)

HALF, THIRD = Fraction(1, 2), Fraction(1, 3)


def given_to(source: str, target: str, share: Fraction | None = None, *days: date | None) -> Contribution:
    start, end = (*days, None, None)[:2]
    return Contribution(f"contribution:{source}{target}", source, target, share, start, end)


@st.composite
def graphs(draw: st.DrawFn) -> list[Edge]:
    """Edges without a circle: each leads to a node with a higher number; shares of a node need not add up to one."""
    count = draw(st.integers(2, 7))
    pairs = draw(st.lists(st.sampled_from(list(itertools.combinations(range(count), 2))), unique=True, max_size=12))
    shares = st.one_of(st.none(), st.fractions(0, 1, max_denominator=6).filter(bool))
    return draw(st.permutations([Edge(str(low), str(high), draw(shares)) for low, high in pairs]))


def naive(edges: list[Edge], start: str, end: str) -> Fraction:
    """What reaches a node: the sum over what leads to it, at most the whole at each node on the way."""
    if start == end:
        return Fraction(1)
    arriving = (one.weight * naive(edges, start, one.source) for one in edges if one.target == end)
    return min(Fraction(1), sum(arriving, Fraction(0)))


def over_paths(edges: list[Edge], start: str, end: str) -> Fraction:
    """The sum over all paths of the product of their shares."""
    if start == end:
        return Fraction(1)
    onward = (one.weight * over_paths(edges, one.target, end) for one in edges if one.source == start)
    return sum(onward, Fraction(0))


@given(graphs())
def test_what_reaches_a_node_is_what_a_naive_reckoning_gives(edges: list[Edge]) -> None:
    nodes = sorted({end for one in edges for end in (one.source, one.target)})
    reached = reach(edges)
    for start, end in itertools.permutations(nodes, 2):
        assert reached.get((start, end), Fraction(0)) == naive(edges, start, end)


@given(graphs())
def test_where_no_path_gives_more_than_the_whole_it_is_the_sum_over_paths(edges: list[Edge]) -> None:
    nodes = sorted({end for one in edges for end in (one.source, one.target)})
    for start in nodes:
        sums = {end: over_paths(edges, start, end) for end in nodes}
        if all(part <= 1 for part in sums.values()):
            reached = reach(edges, [start])
            assert reached == {(start, end): part for end, part in sums.items() if part and end != start}


@given(graphs())
def test_the_order_of_edges_makes_no_difference(edges: list[Edge]) -> None:
    assert reach(edges) == reach(reversed(edges)) == reach(sorted(edges, key=lambda one: one.target))


def test_two_whole_paths_to_one_node_count_once() -> None:
    edges = [Edge("A", "B"), Edge("A", "C"), Edge("B", "D"), Edge("C", "D"), Edge("D", "E", HALF)]
    reached = reach(edges)
    assert (reached["A", "D"], reached["A", "E"]) == (Fraction(1), HALF)


def test_shares_multiply_along_a_path_and_add_over_paths() -> None:
    edges = [Edge("A", "B", HALF), Edge("A", "C", THIRD), Edge("B", "D", HALF), Edge("C", "D")]
    assert reach(edges, ["A"]) == {
        ("A", "B"): HALF,
        ("A", "C"): THIRD,
        ("A", "D"): Fraction(7, 12),
    }
    assert reach(edges, ["nobody"]) == {}


def test_a_circle_is_told_and_never_followed() -> None:
    edges = [Edge("A", "B"), Edge("B", "C"), Edge("C", "A"), Edge("Z", "A")]
    with pytest.raises(CircularThread):
        reach(edges)
    (found,) = check_contribution_circle(edges)
    assert found.code == "PL-CONTRIBUTION-CIRCLE"
    assert found.message.count(found.where) == 2 and "Z" not in found.message
    assert check_contribution_circle(edges[1:]) == []


def test_shares_of_one_time_add_up_to_one_at_most() -> None:
    first, second = date(2026, 1, 1), date(2027, 1, 1)
    apart = [given_to("A", "B", Fraction(1), first, second), given_to("A", "C", Fraction(1), second)]
    assert check_contribution_shares(apart) == []
    assert most_shared([*apart, given_to("A", "D")]) == {"A": 1}
    (found,) = check_contribution_shares([*apart, given_to("A", "D", THIRD, date(2026, 6, 1))])
    assert (found.code, found.where, "4/3" in found.message) == ("PL-CONTRIBUTION-SHARES", "A", True)
    before = [given_to("A", "B", HALF, None, first), given_to("A", "C", Fraction(2, 3), None, second)]
    assert most_shared(before) == {"A": Fraction(7, 6)}


def test_ends_stand_in_plans_and_days_fall_into_theirs() -> None:
    one = given_to("A", "B", None, date(2030, 1, 1))
    assert [found.code for found in check_contribution_ends([one], {"A"}.__contains__)] == ["PL-CONTRIBUTION-END"]
    span = Span(date(2024, 1, 1), date(2028, 1, 1))
    (found,) = check_contribution_periods([one], {"A": span}.get)
    assert (found.code, "2028-01-01" in found.message) == ("PL-CONTRIBUTION-PERIOD", True)
    assert check_contribution_periods([given_to("A", "B", None, date(2027, 12, 31))], {"A": span, "B": None}.get) == []


def test_a_contribution_has_one_name_for_good() -> None:
    names = {
        contribution_code(*whole)
        for whole in (
            ("UN", "A", "B", None),
            ("UN", "A", "B", date(2026, 1, 1)),
            ("UN", "B", "A", None),
            ("ITU", "A", "B", None),
        )
    }
    assert len(names) == 4
    assert contribution_code("UN", "A", "B", None) in names
