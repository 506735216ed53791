"""Coherence between plans: the same activity in two of them, a result without a plan, a plan without a result."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from throughline.engine.findings import Finding, Sentence, Severity
from throughline.engine.planning.contributions import Edge, Span
from throughline.engine.planning.frameworks import STRATEGIC

# From this likeness of title and text on, two activities are thought to be one (1 is the same words as often).
ALIKE = 0.8
# Words shared by more nodes than this tell nobody which two are alike.
RARE = 200
STEM = 7
_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Planned:
    """A node of a plan: `plan` is the address of its plan, `kind` strategic, financial or operational.

    `parent` is the address of what it stands below, "" at the top; `span` the days of its plan, None where not known.
    """

    address: str
    plan: str
    kind: str
    title: str
    text: str = ""
    parent: str = ""
    span: Span | None = None


def check_coherence(nodes: Sequence[Planned], edges: Sequence[Edge]) -> list[Finding]:
    """What does not hang together among the plans of one organization; `edges` are contributions."""
    return [*check_twice(nodes, edges), *check_served(nodes, edges), *check_serving(nodes, edges)]


def check_twice(nodes: Iterable[Planned], edges: Iterable[Edge]) -> list[Finding]:
    """PL-TWICE-PLANNED: two plans of one kind, at one time, plan what reads alike.

    Nodes that stand lowest are compared, by the angle between their words weighted by rarity (`ALIKE`). Those that one
    joins to the other, and those of one code (a plan that rolls on), are left out. Cost: pairs that share a rare word.
    """
    nodes = list(nodes)
    inner = {one.parent for one in nodes}
    lowest = [one for one in nodes if one.address not in inner]
    joined = {frozenset((edge.source, edge.target)) for edge in edges}
    findings = []
    for first, second, likeness in alike(lowest):
        if frozenset((first.address, second.address)) in joined or _code(first) == _code(second):
            continue
        message = Sentence(
            "%(first)s and %(second)s plan what reads alike (likeness %(likeness)s of 100): plan it once, or say with "
            "a contribution how the one serves the other.",
            first=first.address,
            second=second.address,
            likeness=round(100 * likeness),
        )
        findings.append(Finding("PL-TWICE-PLANNED", Severity.WARNING, first.address, message, (second.address,)))
    return findings


def _code(one: Planned) -> str:
    return one.address.rpartition("/")[2]


def alike(nodes: Sequence[Planned], threshold: float = ALIKE) -> list[tuple[Planned, Planned, float]]:
    """Pairs of nodes of different plans of one kind and time whose words are alike, with their likeness."""
    vectors = _vectors(nodes)
    postings: dict[str, list[int]] = {}
    for at, vector in enumerate(vectors):
        for word in vector:
            postings.setdefault(word, []).append(at)
    pairs = {
        (first, second)
        for with_word in postings.values()
        if len(with_word) <= RARE
        for index, first in enumerate(with_word)
        for second in with_word[index + 1 :]
        if _may_be_one(nodes[first], nodes[second])
    }
    found = [(nodes[a], nodes[b], _cosine(vectors[a], vectors[b])) for a, b in sorted(pairs)]
    return [one for one in found if one[2] >= threshold]


def _may_be_one(first: Planned, second: Planned) -> bool:
    if first.plan == second.plan or first.kind != second.kind:
        return False
    return _is_beside(first, (second.span,))


def _vectors(nodes: Iterable[Planned]) -> list[dict[str, float]]:
    """The words of each node weighted by how often they come there and how rare they are, of length one."""
    counts = [Counter(word[:STEM] for word in _WORD.findall(f"{one.title} {one.text}".casefold())) for one in nodes]
    frequency = Counter(word for count in counts for word in count)
    vectors = []
    for count in counts:
        weights = {
            word: (1 + math.log(often)) * math.log(1 + len(counts) / frequency[word]) for word, often in count.items()
        }
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        vectors.append({word: weight / length for word, weight in weights.items()})
    return vectors


def _cosine(first: Mapping[str, float], second: Mapping[str, float]) -> float:
    return sum(weight * second.get(word, 0.0) for word, weight in first.items())


def check_served(nodes: Sequence[Planned], edges: Iterable[Edge]) -> list[Finding]:
    """PL-RESULT-NO-PLAN: no financial or operational plan has anything that serves a strategic result.

    Only where such plans exist for a time of the strategic one; of a tree in which nothing is served, the top is told.
    """
    tree = _Tree(nodes)
    serving = {one.address for one in nodes if one.kind != STRATEGIC}
    served = tree.with_those_above(edge.target for edge in edges if edge.source in serving)
    others = {one.span for one in nodes if one.kind != STRATEGIC}
    wanted = [one for one in nodes if one.kind == STRATEGIC and _is_beside(one, others)]
    return [
        Finding(
            "PL-RESULT-NO-PLAN",
            Severity.WARNING,
            one.address,
            Sentence(
                "Nothing in a financial or operational plan contributes to %(address)s: plan what serves it, and join "
                "the two.",
                address=one.address,
            ),
        )
        for one in wanted
        if one.address not in served and not tree.is_below_missing(one, served)
    ]


def check_serving(nodes: Sequence[Planned], edges: Iterable[Edge]) -> list[Finding]:
    """PL-PLAN-NO-RESULT: something is planned that serves no strategic result, not even by way of another plan.

    Only where a strategic plan exists for that time; of a tree in which nothing serves one, the top is told.
    """
    tree = _Tree(nodes)
    ends = {one.address for one in nodes if one.kind == STRATEGIC}
    leading = tree.leading_to(ends, edges)
    above_leading = tree.with_those_above(leading)
    strategic = {one.span for one in nodes if one.kind == STRATEGIC}
    wanted = [one for one in nodes if one.kind != STRATEGIC and _is_beside(one, strategic)]
    return [
        Finding(
            "PL-PLAN-NO-RESULT",
            Severity.WARNING,
            one.address,
            Sentence(
                "%(address)s contributes to no strategic result: say which it serves, or why it is planned.",
                address=one.address,
            ),
        )
        for one in wanted
        if one.address not in above_leading and not tree.is_below_missing(one, above_leading)
    ]


class _Tree:
    """Nodes by what they stand below."""

    def __init__(self, nodes: Iterable[Planned]) -> None:
        self.above = {one.address: one.parent for one in nodes}
        self.below: dict[str, list[str]] = {}
        for address, parent in self.above.items():
            self.below.setdefault(parent, []).append(address)

    def with_those_above(self, addresses: Iterable[str]) -> set[str]:
        """These nodes and all that they stand below."""
        found: set[str] = set()
        for start in addresses:
            address = start
            while address in self.above and address not in found:
                found.add(address)
                address = self.above[address]
        return found

    def leading_to(self, ends: Iterable[str], edges: Iterable[Edge]) -> set[str]:
        """The nodes from which contributions lead to these ends, by way of others; what leads from a node leads from
        those below it."""
        sources: dict[str, list[str]] = {}
        for edge in edges:
            sources.setdefault(edge.target, []).append(edge.source)
        found = set(ends)
        waiting = list(found)
        while waiting:
            here = waiting.pop()
            for one in (*sources.get(here, ()), *self.below.get(here, ())):
                if one not in found:
                    found.add(one)
                    waiting.append(one)
        return found

    def is_below_missing(self, one: Planned, found: set[str]) -> bool:
        """Tell whether what the node stands below misses the same, and tells it."""
        return one.parent in self.above and one.parent not in found


def _is_beside(one: Planned, spans: Iterable[Span | None]) -> bool:
    """Tell whether a plan of these days is made for a time of the node's own plan."""
    return any(one.span is None or span is None or _overlap(one.span, span) for span in spans)


def _overlap(first: Span, second: Span) -> bool:
    return first.start < second.end and second.start < first.end
