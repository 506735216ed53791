"""Contributions as rows of a workbook: what the cells of a row say, and what a set of them must hold."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from throughline.engine.errors import NotAShare
from throughline.engine.findings import Finding, Sentence, Severity
from throughline.engine.links import read_share
from throughline.engine.planning.contributions import (
    Contribution,
    Edge,
    Span,
    check_contribution_periods,
    circle_in,
    contribution_address,
    contribution_code,
    most_shared,
)

FIELDS = ("source", "target", "share", "start", "end", "rationale")
NEEDED = ("source", "target", "rationale")


@dataclass(frozen=True, slots=True)
class ContributionRow:
    """What a row says: both ends, share and days as in a contribution, and how the one serves the other."""

    source: str
    target: str
    rationale: str
    share: Fraction | None = None
    start: date | None = None
    end: date | None = None

    def record(self, organization: str) -> Contribution:
        """The row as a contribution of an organization."""
        code = contribution_code(organization, self.source, self.target, self.start)
        return Contribution(contribution_address(code), self.source, self.target, self.share, self.start, self.end)


def cells_of(row: ContributionRow) -> tuple[str, ...]:
    """The cells of a row, in the order of `FIELDS`."""
    days = (one.isoformat() if one else "" for one in (row.start, row.end))
    return (row.source, row.target, str(row.share) if row.share is not None else "", *days, row.rationale)


def row_in(cells: Mapping[str, str]) -> tuple[ContributionRow, list[tuple[str, Finding]]]:
    """What the cells of a row say, with what cannot be read of it, by field."""
    wrong: list[tuple[str, Finding]] = []
    share: Fraction | None = None
    try:
        share = read_share(cells.get("share", ""))
    except NotAShare as reason:
        wrong.append(("share", _error("PL-SHARE", Sentence("%(reason)s", reason=reason))))
    days: dict[str, date | None] = {"start": None, "end": None}
    for name in days:
        if text := cells.get(name, ""):
            try:
                days[name] = date.fromisoformat(text)
            except ValueError:
                message = Sentence("“%(text)s” is no day: write it as 2026-01-31.", text=text[:40])
                wrong.append((name, _error("PL-DAY", message)))
    if days["start"] and days["end"] and days["end"] <= days["start"]:
        wrong.append(("end", _error("PL-DAY", Sentence("A contribution ends after it starts."))))
    if not cells.get("rationale", ""):
        wrong.append(("rationale", _error("PL-NO-REASON", Sentence("Say how the one serves the other."))))
    whole = (cells.get("source", ""), cells.get("target", ""), cells.get("rationale", ""))
    return ContributionRow(*whole, share, days["start"], days["end"]), wrong


def check_rows(
    rows: Sequence[ContributionRow],
    organization: str,
    others: Iterable[Contribution],
    trees: Iterable[Edge],
    span_of: Callable[[str], Span | None],
    is_node: Callable[[str], bool],
) -> list[tuple[int, str, Finding]]:
    """What keeps rows from standing beside the `others` of an organization: (row counted from 0, field, finding).

    `others` that a row names again are replaced by it.
    """
    records = [one.record(organization) for one in rows]
    named = {one.address for one in records}
    beside = [one for one in others if one.address not in named]
    whole = [*beside, *records]
    found: list[tuple[int, str, Finding]] = []
    pairs: dict[tuple[str, str], list[Contribution]] = {}
    for one in whole:
        pairs.setdefault((one.source, one.target), []).append(one)
    for at, one in enumerate(records):
        found += [(at, field, wrong) for field, wrong in _check_ends(one, is_node, pairs[one.source, one.target])]
        found += [(at, "start", wrong) for wrong in check_contribution_periods([one], span_of)]
    found += [(at, "share", wrong) for at, wrong in _check_shares(records, most_shared(whole))]
    circle = circle_in([*(one.edge for one in whole), *trees])
    return found + [
        (at, "target", _error("PL-CONTRIBUTION-CIRCLE", _circle(circle)))
        for at, one in enumerate(records)
        if one.source in circle and one.target in circle
    ]


def _check_ends(
    one: Contribution, is_node: Callable[[str], bool], pair: Iterable[Contribution]
) -> Iterator[tuple[str, Finding]]:
    """PL-CONTRIBUTION-END and PL-TWICE: an end that is no node, and two that are joined already, by field."""
    for field, end in (("source", one.source), ("target", one.target)):
        if not is_node(end):
            message = Sentence("%(end)s stands in no plan in force: name another.", end=end[:200])
            yield field, _error("PL-CONTRIBUTION-END", message)
    if any(other.overlaps(one.start, one.end) for other in pair if other is not one):
        message = Sentence("The two are joined for some of these days already: change that, or these days.")
        yield "start", _error("PL-TWICE", message)


def _check_shares(records: Iterable[Contribution], shared: Mapping[str, Fraction]) -> Iterator[tuple[int, Finding]]:
    """PL-CONTRIBUTION-SHARES: each row with a share of a source that gives more than the whole, by row."""
    for at, one in enumerate(records):
        if one.share is not None and shared[one.source] > 1:
            message = Sentence(
                "The shares that %(source)s gives at one time add up to %(whole)s: make their sum at most one.",
                source=one.source,
                whole=shared[one.source],
            )
            yield at, _error("PL-CONTRIBUTION-SHARES", message)


def _circle(circle: Sequence[str]) -> Sentence:
    return Sentence(
        "Contributions would run in a circle: %(circle)s. Leave one of them out.", circle=" → ".join(circle)
    )


def _error(code: str, message: Sentence) -> Finding:
    return Finding(code, Severity.ERROR, "", message)
