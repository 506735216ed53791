"""The line: nodes and the weighted edges between them, and what flows along it.

An edge points from what serves to what is served: a budget line to its result, a result to its objective, a result
to the act that asks for it. Edges with a `share` split a quantity and carry it up; edges without one only connect.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter

from throughline.engine.errors import CircularThread, NotAShare, UnknownNode
from throughline.engine.findings import Finding, Sentence, Severity
from throughline.engine.shares import split

Neighbours = Callable[[str], Iterable[str]]

# What a node is, in the order of the line from left to right.
COLUMNS = ("asked", "planned", "paid", "delivered", "open")


@dataclass(frozen=True, slots=True)
class Node:
    """A thing on the line: its public code, its kind ("act", "result", "budget line") and its title."""

    code: str
    kind: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """`source` serves `target` in the way `kind`; `share` is the part of the source that goes there, if it splits."""

    source: str
    target: str
    kind: str
    share: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Thread:
    """Nodes by code and edges by their ends; build it with `thread_of`."""

    nodes: Mapping[str, Node]
    upward: Mapping[str, tuple[Edge, ...]]
    downward: Mapping[str, tuple[Edge, ...]]

    def node(self, code: str) -> Node:
        """The node with this code; raises `UnknownNode`."""
        try:
            return self.nodes[code]
        except KeyError:
            raise UnknownNode(code) from None


@dataclass(frozen=True, slots=True)
class Flow:
    """Where quantities went, in whole units: nothing is lost, nothing counts twice.

    `at` is what reached each node, its own included; `kept` what stayed there (all that has no shared edge onward,
    and the part that shares do not give away); `cells` what of each origin reached each node; `along` what went
    over each edge. The sum of `kept` is the sum of the origins, and `at` of a node is what it kept and passed on.
    """

    at: Mapping[str, int]
    kept: Mapping[str, int]
    cells: Mapping[tuple[str, str], int]
    along: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def origins_of(self, code: str) -> dict[str, int]:
        """What the figure at a node is made of: {origin: units}, adding up to `at` of the node."""
        return {origin: units for (origin, node), units in self.cells.items() if node == code}


def thread_of(nodes: Iterable[Node], edges: Iterable[Edge]) -> Thread:
    """A thread; both ends of every edge must be among the nodes (`UnknownNode`). Cost: one pass over each."""
    by_code = {node.code: node for node in nodes}
    upward: dict[str, list[Edge]] = {}
    downward: dict[str, list[Edge]] = {}
    for edge in edges:
        for end in (edge.source, edge.target):
            if end not in by_code:
                raise UnknownNode(end)
        upward.setdefault(edge.source, []).append(edge)
        downward.setdefault(edge.target, []).append(edge)
    return Thread(by_code, _frozen(upward), _frozen(downward))


def _frozen(edges: Mapping[str, list[Edge]]) -> dict[str, tuple[Edge, ...]]:
    return {code: tuple(of_node) for code, of_node in edges.items()}


def flow_up(thread: Thread, amounts: Mapping[str, int]) -> Flow:
    """Whole units (cents, posts) from their origins up the shared edges, split once to the last unit at each step.

    Every origin is followed apart, so that any figure can be taken back to what made it. A node whose shares add up
    to less than one keeps the rest. Raises `NotAShare` where shares exceed one, `CircularThread` for a circle,
    `UnknownNode`. Cost: origins times the nodes that each reaches.
    """
    order = _upward_order(thread)
    cells: dict[str, dict[str, int]] = {}
    for code, units in amounts.items():
        thread.node(code)
        cells.setdefault(code, {})[code] = units
    kept: dict[str, int] = {}
    along: dict[tuple[str, str], int] = {}
    for code in order:
        here = cells.get(code)
        if here is None:
            continue
        kept[code] = 0
        edges, weights = _shared_out(thread, code)
        for origin, units in here.items():
            *given, rest = split(units, weights)
            kept[code] += rest
            for edge, part in zip(edges, given, strict=True):
                above = cells.setdefault(edge.target, {})
                above[origin] = above.get(origin, 0) + part
                key = (code, edge.target)
                along[key] = along.get(key, 0) + part
    return Flow(
        at={code: sum(here.values()) for code, here in cells.items()},
        kept=kept,
        cells={(origin, code): units for code, here in cells.items() for origin, units in here.items()},
        along=along,
    )


def _shared_out(thread: Thread, code: str) -> tuple[tuple[Edge, ...], list[Fraction]]:
    """The shared edges of a node and their weights, with the part that is not given away last."""
    edges = tuple(edge for edge in thread.upward.get(code, ()) if edge.share is not None)
    weights = [edge.share for edge in edges if edge.share is not None]
    rest = 1 - sum(weights, Fraction(0))
    if rest < 0:
        raise NotAShare(f"The shares of {code} add up to more than one: reduce them until they do not.")
    return edges, [*weights, rest]


def _upward_order(thread: Thread) -> list[str]:
    """The nodes so that each comes after everything that flows into it."""
    before = {
        code: [edge.source for edge in thread.downward.get(code, ()) if edge.share is not None] for code in thread.nodes
    }
    try:
        return list(TopologicalSorter(before).static_order())
    except CycleError as circle:
        raise CircularThread(tuple(reversed(circle.args[1]))) from None


def union_up(thread: Thread, marks: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """Marks (origins of a flag: overdue acts, open risks) carried up every edge; each counts once at each node.

    A count, a worst case or a rule over them is taken from the set, so two paths to one node change nothing. Circles
    among edges without shares do no harm. Cost: marks times the nodes that each reaches.
    """
    reached: dict[str, set[str]] = {}
    for code, own in marks.items():
        for above in (code, *above_of(thread, code)):
            reached.setdefault(above, set()).update(own)
    return {code: frozenset(found) for code, found in reached.items()}


def above_of(thread: Thread, code: str) -> list[str]:
    """Every node that this one serves, directly or through others, nearest first, each once."""
    thread.node(code)
    return list(_reach(code, lambda here: (edge.target for edge in thread.upward.get(here, ()))))


def below_of(thread: Thread, code: str) -> list[str]:
    """Every node that serves this one, directly or through others, nearest first, each once."""
    thread.node(code)
    return list(_reach(code, lambda here: (edge.source for edge in thread.downward.get(here, ()))))


def through(thread: Thread, code: str) -> Thread:
    """The part of the thread that a node is on: what it serves, what serves it, and the edges between them."""
    codes = {code, *above_of(thread, code), *below_of(thread, code)}
    nodes = (thread.nodes[one] for one in thread.nodes if one in codes)
    edges = (edge for one in codes for edge in thread.upward.get(one, ()) if edge.target in codes)
    return thread_of(nodes, edges)


def _reach(start: str, neighbours: Neighbours) -> Iterator[str]:
    seen = {start}
    layer = [start]
    while layer:
        following: list[str] = []
        for here in layer:
            for code in neighbours(here):
                if code not in seen:
                    seen.add(code)
                    following.append(code)
                    yield code
        layer = following


def check_shares(thread: Thread) -> list[Finding]:
    """TH-SHARES: shares of a node that add up to more than one, or are below zero."""
    findings = []
    for code, edges in thread.upward.items():
        shares = [edge.share for edge in edges if edge.share is not None]
        whole = sum(shares, Fraction(0))
        if whole > 1 or any(share < 0 for share in shares):
            message = Sentence(
                "The shares of %(code)s add up to %(whole)s: make each at least zero and their sum at most one.",
                code=code,
                whole=whole,
            )
            findings.append(Finding("TH-SHARES", Severity.ERROR, code, message))
    return findings
