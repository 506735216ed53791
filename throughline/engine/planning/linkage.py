"""The linkage table: strategic result by financial line by operational activity, with every gap in both directions."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from throughline.engine.planning.contributions import Edge

# What is missing, by where the row stands.
NOTHING_BELOW, NO_LINE, NO_RESULT, NO_ACTIVITY = "nothing below", "no line", "no result", "no activity"
GAPS = (NOTHING_BELOW, NO_LINE, NO_RESULT, NO_ACTIVITY)


@dataclass(frozen=True, slots=True)
class Linked:
    """A node that the table is made of: `parent` is the address of what it stands below, "" at the top."""

    address: str
    title: str
    level: str = ""
    parent: str = ""


@dataclass(frozen=True, slots=True)
class LinkageRow:
    """A row of the table; an empty address where nothing stands in that column.

    `to_strategic` is the share of the line that goes to the strategic result (of the activity, where no line stands
    between), `to_financial` that of the activity that goes to the line; None where it contributes as a whole, or not at
    all. `gaps` say what is missing.
    """

    strategic: str
    financial: str
    operational: str
    to_strategic: Fraction | None = None
    to_financial: Fraction | None = None
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Linkage:
    """The whole table, with the nodes that it names by address, and how often each gap is in it."""

    rows: tuple[LinkageRow, ...]
    nodes: Mapping[str, Linked]
    gaps: Mapping[str, int]


Ways = Mapping[str, Sequence[tuple[str, Fraction | None]]]


class _Plans:
    """The three kinds of plans with what leads from one to another, by address, for one table."""

    def __init__(
        self, strategic: Sequence[Linked], financial: Sequence[Linked], operational: Sequence[Linked], edges: list[Edge]
    ) -> None:
        kinds = (strategic, financial, operational)
        self.strategic, self.financial, self.operational = ({one.address: one for one in nodes} for nodes in kinds)
        self.above = {one.address: one.parent for nodes in kinds for one in nodes}
        self.inner = {parent for parent in self.above.values() if parent in self.above}
        self.line_to_result = _between(edges, self.financial, self.strategic)
        self.activity_to_line = _between(edges, self.operational, self.financial)
        self.activity_to_result = _between(edges, self.operational, self.strategic)
        self.activities_of = _turned(self.activity_to_line)
        self.served = self.with_those_above(
            {end for ways in (self.line_to_result, self.activity_to_result) for to in ways.values() for end, _ in to}
        )
        self.serving = self.with_those_above(self.line_to_result)
        self.active = self.with_those_above(self.activities_of)

    def chain(self, address: str) -> Iterator[str]:
        """A node and those above it, the nearest first."""
        seen: set[str] = set()
        while address in self.above and address not in seen:
            seen.add(address)
            yield address
            address = self.above[address]

    def with_those_above(self, addresses: Iterable[str]) -> set[str]:
        """These nodes and all that they stand below: a node is in it where it, or one below it, is among these."""
        found: set[str] = set()
        for address in addresses:
            for one in self.chain(address):
                if one in found:
                    break
                found.add(one)
        return found

    def nearest(self, ways: Ways, address: str) -> Sequence[tuple[str, Fraction | None]]:
        """Where a node leads to: by itself, or by the nearest that it stands below and that leads anywhere."""
        return next((ways[one] for one in self.chain(address) if one in ways), ())


def linkage(
    strategic: Sequence[Linked], financial: Sequence[Linked], operational: Sequence[Linked], edges: Iterable[Edge]
) -> Linkage:
    """The linkage table of three kinds of plans, each given in its own order.

    A line is named where something leads from it or to it, or where it stands lowest in its plan and misses something;
    an activity where it leads to a result, or stands lowest and leads nowhere; a strategic result where something
    serves it, or where it stands lowest and nothing does. What leads from a node leads from those below it, so that a
    gap is told once. Cost: one pass over nodes and edges, each as deep as its plan, and one over the rows.
    """
    plans = _Plans(strategic, financial, operational, list(edges))
    of_result: dict[str, list[LinkageRow]] = {}
    for row in (*_rows_of_lines(plans), *_rows_of_activities(plans)):
        of_result.setdefault(row.strategic, []).append(row)
    rows: list[LinkageRow] = []
    for one in strategic:
        rows += of_result.get(one.address, ())
        if one.address not in plans.served and one.address not in plans.inner:
            rows.append(LinkageRow(one.address, "", "", gaps=(NOTHING_BELOW,)))
    rows += of_result.get("", ())
    nodes = {**plans.strategic, **plans.financial, **plans.operational}
    return Linkage(tuple(rows), nodes, {gap: sum(gap in row.gaps for row in rows) for gap in GAPS})


def _rows_of_lines(plans: _Plans) -> Iterator[LinkageRow]:
    """The rows of every line that is named, in the order of its plan."""
    for line in plans.financial:
        results, activities = plans.nearest(plans.line_to_result, line), plans.activities_of.get(line, ())
        gaps = []
        if not results and line not in plans.serving:
            gaps.append(NO_RESULT)
        if line not in plans.active and not any(one in plans.activities_of for one in plans.chain(line)):
            gaps.append(NO_ACTIVITY)
        is_joined = line in plans.line_to_result or line in plans.activities_of
        if is_joined or (gaps and line not in plans.inner):
            for result, to_strategic in results or (("", None),):
                for activity, to_financial in activities or (("", None),):
                    yield LinkageRow(result, line, activity, to_strategic, to_financial, tuple(gaps))


def _rows_of_activities(plans: _Plans) -> Iterator[LinkageRow]:
    """The rows of activities that lead to a result without a line between, and of those that lead nowhere."""
    for activity in plans.operational:
        has_line = any(one in plans.activity_to_line for one in plans.chain(activity))
        for result, share in plans.activity_to_result.get(activity, ()):
            yield LinkageRow(result, "", activity, share, None, () if has_line else (NO_LINE,))
        leads = has_line or any(one in plans.activity_to_result for one in plans.chain(activity))
        if not leads and activity not in plans.inner:
            yield LinkageRow("", "", activity, gaps=(NO_RESULT, NO_LINE))


def _between(
    edges: Iterable[Edge], sources: Mapping[str, Linked], targets: Mapping[str, Linked]
) -> dict[str, list[tuple[str, Fraction | None]]]:
    """Where each source leads to among the targets, with its share: {source: [(target, share)]}."""
    found: dict[str, list[tuple[str, Fraction | None]]] = {}
    for edge in edges:
        if edge.source in sources and edge.target in targets:
            found.setdefault(edge.source, []).append((edge.target, edge.share))
    return found


def _turned(
    ways: Mapping[str, Iterable[tuple[str, Fraction | None]]],
) -> dict[str, list[tuple[str, Fraction | None]]]:
    """The same the other way round: {target: [(source, share)]}."""
    found: dict[str, list[tuple[str, Fraction | None]]] = {}
    for source, ends in ways.items():
        for target, share in ends:
            found.setdefault(target, []).append((source, share))
    return found
