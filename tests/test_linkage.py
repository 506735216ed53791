"""The linkage table: every link is in it, and every gap in both directions, each told once."""

import time
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from throughline.engine.planning.contributions import Edge, reach
from throughline.engine.planning.linkage import (
    GAPS,
    NO_ACTIVITY,
    NO_LINE,
    NO_RESULT,
    NOTHING_BELOW,
    Linkage,
    LinkageRow,
    Linked,
    linkage,
)

HALF = Fraction(1, 2)
Plans = tuple[list[Linked], list[Linked], list[Linked], list[Edge]]


def node(address: str, parent: str = "") -> Linked:
    return Linked(address, f"Title of {address}", "level", parent)


STRATEGIC = [node("G1"), node("O1", "G1"), node("O2", "G1"), node("G2")]
FINANCIAL = [node("S"), node("S/R1", "S"), node("S/R2", "S"), node("T")]
OPERATIONAL = [node("A1"), node("A2"), node("A3"), node("B"), node("B/1", "B")]


def rows_of(*edges: Edge) -> list[tuple[str, str, str, tuple[str, ...]]]:
    found = linkage(STRATEGIC, FINANCIAL, OPERATIONAL, edges)
    return [(one.strategic, one.financial, one.operational, one.gaps) for one in found.rows]


def test_a_whole_chain_is_one_row_with_its_shares() -> None:
    found = linkage([node("G")], [node("L")], [node("A")], [Edge("L", "G", HALF), Edge("A", "L")])
    assert found.rows == (LinkageRow("G", "L", "A", HALF),)
    assert found.gaps == dict.fromkeys(GAPS, 0)


def test_every_gap_is_told_once_and_in_both_directions() -> None:
    rows = rows_of(Edge("S/R1", "O1", HALF), Edge("A1", "S/R1"), Edge("A2", "O1"), Edge("B", "T"))
    assert rows == [
        ("O1", "S/R1", "A1", ()),
        ("O1", "", "A2", (NO_LINE,)),
        ("O2", "", "", (NOTHING_BELOW,)),
        ("G2", "", "", (NOTHING_BELOW,)),
        ("", "S/R2", "", (NO_RESULT, NO_ACTIVITY)),
        ("", "T", "B", (NO_RESULT,)),
        ("", "", "A3", (NO_RESULT, NO_LINE)),
    ]


def test_what_leads_from_a_node_leads_from_those_below_it() -> None:
    rows = rows_of(Edge("S", "G1"), Edge("A1", "S"), Edge("A2", "S/R2"))
    assert [row for row in rows if row[1]] == [
        ("G1", "S", "A1", ()),
        ("G1", "S/R2", "A2", ()),
        ("", "T", "", (NO_RESULT, NO_ACTIVITY)),
    ]


def test_a_line_whose_parts_are_linked_misses_nothing() -> None:
    rows = rows_of(Edge("S/R1", "G1"), Edge("A1", "S"))
    assert [row for row in rows if row[1].startswith("S")] == [
        ("G1", "S/R1", "", ()),
        ("", "S", "A1", ()),
        ("", "S/R2", "", (NO_RESULT,)),
    ]


@st.composite
def plans(draw: st.DrawFn) -> Plans:
    """Three trees and links between them, in the one direction that contributions have."""
    trees: list[list[Linked]] = []
    for kind in "SFO":
        count = draw(st.integers(1, 6))
        parents = [draw(st.sampled_from(["", *(f"{kind}{one}" for one in range(at))])) for at in range(count)]
        trees.append([node(f"{kind}{at}", parent) for at, parent in enumerate(parents)])
    strategic, financial, operational = trees
    ways = [(f, s) for f in financial for s in strategic] + [(o, x) for o in operational for x in strategic + financial]
    chosen = draw(st.lists(st.sampled_from(ways), unique=True, max_size=8))
    shares = st.sampled_from([None, HALF, Fraction(1, 3)])
    return strategic, financial, operational, [Edge(a.address, b.address, draw(shares)) for a, b in chosen]


@given(plans())
def test_every_link_is_in_the_table_and_gaps_are_what_nothing_reaches(case: Plans) -> None:
    strategic, financial, operational, edges = case
    found = linkage(*case)
    trees = [Edge(one.address, one.parent) for nodes in case[:3] for one in nodes if one.parent]
    reached = set(reach([*trees, *edges]))
    inner = {one.target for one in trees}
    rows = found.rows
    for edge in edges:
        assert any({edge.source, edge.target} <= {row.strategic, row.financial, row.operational} for row in rows)
    for one in strategic:
        is_served = any((other.address, one.address) in reached for other in (*financial, *operational))
        assert is_told(found, NOTHING_BELOW, strategic=one.address) == (not is_served and one.address not in inner)
    ends = {one.address for one in (*strategic, *financial)}
    for one in operational:
        leads = any((one.address, end) in reached for end in ends)
        assert is_told(found, NO_RESULT, operational=one.address, financial="") == (
            not leads and one.address not in inner
        )
    for one in financial:
        if one.address not in inner:
            leads = any((one.address, other.address) in reached for other in strategic)
            assert is_told(found, NO_RESULT, financial=one.address) == (not leads)
    assert len(set(rows)) == len(rows)


def is_told(found: Linkage, gap: str, **at: str) -> bool:
    return any(gap in row.gaps and all(getattr(row, name) == value for name, value in at.items()) for row in found.rows)


def test_a_table_of_three_hundred_of_each_takes_no_time() -> None:
    kinds = [[node(f"{kind}{at}", f"{kind}{at // 4}" if at > 3 else "") for at in range(300)] for kind in "SFO"]
    edges = [Edge(f"F{at}", f"S{(at * 7 + way) % 300}", HALF) for at in range(300) for way in range(2)]
    edges += [Edge(f"O{at}", f"F{(at * 11 + way) % 300}", HALF) for at in range(300) for way in range(2)]
    start = time.perf_counter()
    found = linkage(kinds[0], kinds[1], kinds[2], edges)
    assert len(found.rows) >= 1200
    assert time.perf_counter() - start < 0.5
