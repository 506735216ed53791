"""Contributions from node to node of plans: what reaches what, by which part, and what must hold about them."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter
from hashlib import sha256
from heapq import heappop, heappush

from throughline.engine.errors import CircularThread
from throughline.engine.findings import Finding, Sentence, Severity

WHOLE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Edge:
    """That `source` contributes to `target`; `share` is the part of the source that goes there, None for a whole."""

    source: str
    target: str
    share: Fraction | None = None

    @property
    def weight(self) -> Fraction:
        """What goes along the edge: its share, or all of the source."""
        return WHOLE if self.share is None else self.share


@dataclass(frozen=True, slots=True)
class Contribution:
    """That `source` contributes to `target` from the day `start` until the day before `end`; None is without bound.

    `address` is its own: `contribution:8f2a51d07c3be964`. `share` is None where the source contributes as a whole.
    """

    address: str
    source: str
    target: str
    share: Fraction | None = None
    start: date | None = None
    end: date | None = None

    def holds_on(self, day: date) -> bool:
        """Tell whether it holds on a day."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)

    def overlaps(self, start: date | None, end: date | None) -> bool:
        """Tell whether it has a day in common with a range of days; None is without bound."""
        return (self.end is None or start is None or start < self.end) and (
            end is None or self.start is None or self.start < end
        )

    @property
    def edge(self) -> Edge:
        """It as an edge, whenever it holds."""
        return Edge(self.source, self.target, self.share)


@dataclass(frozen=True, slots=True)
class Span:
    """The days for which the plan of a node is made: `start` is the first, `end` the day after the last."""

    start: date
    end: date


def contribution_code(organization: str, source: str, target: str, start: date | None) -> str:
    """What names a contribution for good: 16 digits that follow from whose it is, its two ends and its first day."""
    parts = (organization, source, target, start.isoformat() if start else "")
    return sha256("\x1f".join(parts).encode("utf-8")).hexdigest()[:16]


def contribution_address(code: str) -> str:
    """The public address of a contribution: `contribution:8f2a51d07c3be964`."""
    return f"contribution:{code}"


def reach(edges: Iterable[Edge], sources: Collection[str] | None = None) -> dict[tuple[str, str], Fraction]:
    """Which part of a node reaches each node above it: {(node, ancestor): part}, the node itself left out.

    The part is the sum over all paths of the product of their shares, a whole contribution weighing one. Nowhere on
    the way does more than the whole of a node arrive: where two paths of whole contributions meet, what follows gets
    one, and not two. `sources` limits it to these nodes. Raises `CircularThread` for edges that run in a circle.
    Cost: for each node, the edges above it.
    """
    upward: dict[str, list[Edge]] = {}
    for edge in edges:
        upward.setdefault(edge.source, []).append(edge)
    place = {node: number for number, node in enumerate(_order(upward))}
    starts = upward if sources is None else [one for one in dict.fromkeys(sources) if one in upward]
    return {(start, node): part for start in starts for node, part in _reach_of(start, upward, place).items()}


def _reach_of(start: str, upward: Mapping[str, Collection[Edge]], place: Mapping[str, int]) -> dict[str, Fraction]:
    """Which part of one node reaches those above it; by `place` each node stands after what contributes to it."""
    arrived = {start: WHOLE}
    reached: dict[str, Fraction] = {}
    waiting = [(place[start], start)]
    while waiting:
        _, node = heappop(waiting)
        part = min(arrived[node], WHOLE)
        reached[node] = part
        for edge in upward.get(node, ()):
            if edge.target not in arrived:
                heappush(waiting, (place[edge.target], edge.target))
            arrived[edge.target] = arrived.get(edge.target, Fraction(0)) + part * edge.weight
    del reached[start]
    return reached


def _order(upward: Mapping[str, Iterable[Edge]]) -> list[str]:
    """The nodes so that each comes after everything that contributes to it."""
    before: dict[str, list[str]] = {}
    for source, edges in upward.items():
        before.setdefault(source, [])
        for edge in edges:
            before.setdefault(edge.target, []).append(source)
    try:
        return list(TopologicalSorter(before).static_order())
    except CycleError as circle:
        raise CircularThread(tuple(reversed(circle.args[1]))) from None


def circle_in(edges: Iterable[Edge]) -> tuple[str, ...]:
    """The nodes of a circle among the edges, the first again at the end; () where there is none."""
    upward: dict[str, list[Edge]] = {}
    for edge in edges:
        upward.setdefault(edge.source, []).append(edge)
    try:
        _order(upward)
    except CircularThread as circle:
        return circle.circle
    return ()


def most_shared(contributions: Iterable[Contribution]) -> dict[str, Fraction]:
    """The most that each source shares out on any one day: {source: sum of shares}; sources without shares left out.

    What holds changes on first days alone, so these are looked at: each share is added to those that hold then.
    """
    by_source: dict[str, list[Contribution]] = {}
    for one in contributions:
        if one.share is not None:
            by_source.setdefault(one.source, []).append(one)
    return {source: _most(shared) for source, shared in by_source.items()}


def _most(shared: Collection[Contribution]) -> Fraction:
    days = {one.start for one in shared}
    return max(
        sum((one.share or Fraction(0) for one in shared if _begins_within(one, day)), Fraction(0)) for day in days
    )


def _begins_within(one: Contribution, day: date | None) -> bool:
    """Tell whether it holds on a day; None is a day before all others."""
    return one.start is None if day is None else one.holds_on(day)


def check_contribution_shares(contributions: Iterable[Contribution]) -> list[Finding]:
    """PL-CONTRIBUTION-SHARES: on some day a node gives more than the whole of itself."""
    return [
        Finding(
            "PL-CONTRIBUTION-SHARES",
            Severity.ERROR,
            source,
            Sentence(
                "The shares that %(source)s gives at one time add up to %(whole)s: make their sum at most one.",
                source=source,
                whole=whole,
            ),
        )
        for source, whole in sorted(most_shared(contributions).items())
        if whole > 1
    ]


def check_contribution_circle(edges: Iterable[Edge]) -> list[Finding]:
    """PL-CONTRIBUTION-CIRCLE: a node contributes to itself, by way of others."""
    circle = circle_in(edges)
    if not circle:
        return []
    message = Sentence(
        "Contributions run in a circle: %(circle)s. End one of them: nothing contributes to itself.",
        circle=" → ".join(circle),
    )
    return [Finding("PL-CONTRIBUTION-CIRCLE", Severity.ERROR, circle[0], message)]


def check_contribution_ends(contributions: Iterable[Contribution], is_node: Callable[[str], bool]) -> list[Finding]:
    """PL-CONTRIBUTION-END: an end of a contribution stands in no plan in force."""
    findings = []
    for one in contributions:
        for end, other in ((one.source, one.target), (one.target, one.source)):
            if not is_node(end):
                message = Sentence(
                    "%(end)s stands in no plan in force any more, and a contribution joins it to %(other)s: end the "
                    "contribution, or make it anew with what took its place.",
                    end=end,
                    other=other,
                )
                findings.append(Finding("PL-CONTRIBUTION-END", Severity.ERROR, one.address, message))
    return findings


def check_contribution_periods(
    contributions: Iterable[Contribution], span_of: Callable[[str], Span | None]
) -> list[Finding]:
    """PL-CONTRIBUTION-PERIOD: a contribution holds on no day of the plan of one of its ends."""
    findings = []
    for one in contributions:
        for end in (one.source, one.target):
            span = span_of(end)
            if span is not None and not one.overlaps(span.start, span.end):
                message = Sentence(
                    "The contribution from %(source)s to %(target)s holds on no day of the plan of %(end)s "
                    "(%(start)s to %(until)s): change its days.",
                    source=one.source,
                    target=one.target,
                    end=end,
                    start=span.start.isoformat(),
                    until=span.end.isoformat(),
                )
                findings.append(Finding("PL-CONTRIBUTION-PERIOD", Severity.WARNING, one.address, message))
    return findings
