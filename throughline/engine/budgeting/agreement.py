"""PB-DIFF: whether two tables print the same figure for the same thing."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations

from throughline.engine.budgeting.printed import CHANGES, Entry, entry_of_posts, entry_of_resources, told_by
from throughline.engine.budgeting.reckoning import as_printed
from throughline.engine.budgeting.records import PostFigure, ResourceFigure
from throughline.engine.findings import Finding, Sentence, Severity

_WORDS = re.compile(r"[a-z0-9]+")
_DROPPED = frozenset({"the", "and", "of", "cost", "resource"})
_GRADE_MARK = re.compile(r"[^A-Z0-9/()-]")

STATEMENTS_AT_MOST = 100

Thing = tuple[str, ...]
Told = tuple[int | None, str]


@dataclass(slots=True)
class _Statement:
    """What one table says of one thing: its figures by year and measure."""

    table: str
    told: dict[Told, Entry] = field(default_factory=dict)

    def agreeing(self, other: "_Statement") -> int:
        """How many figures the two have in common that are not zero, percentages left out.

        None where only changes agree: a gross and a net budget may change alike and be different things.
        """
        common = [
            key[1]
            for key, entry in self.told.items()
            if entry.value and key[1] != "percentage" and key in other.told and other.told[key].value == entry.value
        ]
        return len(common) if any(measure not in CHANGES for measure in common) else 0

    def differing(self, other: "_Statement") -> list[tuple[Entry, Entry]]:
        """The figures in which the two differ, both of them readable."""
        return [
            (entry, other.told[key])
            for key, entry in self.told.items()
            if key in other.told and _differ(entry, other.told[key])
        ]


def check_agreement(resources: Iterable[ResourceFigure], posts: Iterable[PostFigure]) -> list[Finding]:
    """PB-DIFF for every thing that two printed tables tell of with different figures.

    The same thing is the same fund, entity, component or subprogramme and category, year and measure; and the two
    rows must agree in some other figure that is no change, and in no fewer than they differ in, or they are not taken
    to be the same.
    One printed unit apart is rounding (`info`), more is an `error`; the figure that fewer tables print is blamed.
    Cost: linear in the figures, quadratic in the tables that tell of one thing (a handful; the first hundred count).
    """
    findings: list[Finding] = []
    for statements in _statements(resources, posts).values():
        if len({one.table for one in statements}) > 1:
            findings += _disagreements(statements[:STATEMENTS_AT_MOST])
    return findings


def _statements(resources: Iterable[ResourceFigure], posts: Iterable[PostFigure]) -> dict[Thing, list[_Statement]]:
    """What every table says of every thing; rows of one table that tell different years or measures are one."""
    figures: list[tuple[Thing, int, Entry]] = []
    for money in resources:
        figures.append((_thing(money, money.currency, ""), money.cell.row_index, entry_of_resources(money)))
    for post in posts:
        if not (post.listed and post.measure == "total changes"):
            figures.append((_thing(post, "posts", post.grade or ""), post.cell.row_index, entry_of_posts(post)))
    target = max((entry.year for _, _, entry in figures if entry.year), default=0)
    rows: dict[tuple[Thing, str], dict[int, _Statement]] = defaultdict(dict)
    for thing, index, entry in figures:
        row = rows[thing, entry.cell.table].setdefault(index, _Statement(entry.cell.table))
        row.told.setdefault((entry.year, told_by(entry, target)), entry)
    found: dict[Thing, list[_Statement]] = defaultdict(list)
    for (thing, _), by_row in rows.items():
        found[thing] += _joined(list(by_row.values()))
    return found


def _thing(figure: ResourceFigure | PostFigure, kind: str, grade: str) -> Thing:
    who = figure.subprogramme or _name(figure.component)
    of = tuple(filter(None, (who, _GRADE_MARK.sub("", grade) or _name(figure.category))))
    scope = "" if figure.subprogramme else figure.scope
    return (kind, scope, figure.fund or "all", *of)


@lru_cache(maxsize=4096)
def _name(text: str | None) -> str:
    """A name without the words and endings that tables leave out as they please."""
    words = _WORDS.findall((text or "").casefold())
    return " ".join(word.removesuffix("s") for word in words if word.removesuffix("s") not in _DROPPED)


def _joined(rows: Sequence[_Statement]) -> list[_Statement]:
    """Rows of one table for one thing: joined where they tell different things of it, apart where they repeat."""
    keys = [key for row in rows for key in row.told]
    if len(keys) > len(set(keys)):
        return list(rows)
    joined = _Statement(rows[0].table)
    for row in rows:
        joined.told.update(row.told)
    return [joined]


def _disagreements(statements: Sequence[_Statement]) -> list[Finding]:
    """The differences between tables that tell of one thing, each cell named once, the rarer figure blamed."""
    partners = _partners(statements)
    pairs = [pair for one, other in partners for pair in one.differing(other)]
    printed = Counter(entry.value for row in statements for entry in row.told.values())
    against: dict[int, list[Entry]] = {}
    blamed: dict[int, Entry] = {}
    for first, second in pairs:
        wrong, right = (first, second) if printed[first.value] < printed[second.value] else (second, first)
        if id(wrong) in blamed or id(right) not in blamed:
            blamed[id(wrong)] = wrong
            against.setdefault(id(wrong), []).append(right)
    return [_finding(wrong, against[key]) for key, wrong in blamed.items()]


def _partners(statements: Sequence[_Statement]) -> list[tuple[_Statement, _Statement]]:
    """Pairs of rows of different tables that tell of the same thing, best agreement first, each row once a table."""
    scored: list[tuple[int, int, int]] = []
    for one, other in combinations(range(len(statements)), 2):
        if statements[one].table != statements[other].table:
            agreeing = statements[one].agreeing(statements[other])
            if agreeing and agreeing >= len(_beyond_rounding(statements[one].differing(statements[other]))):
                scored.append((agreeing, one, other))
    taken: set[tuple[int, str]] = set()
    found = []
    for _, one, other in sorted(scored, key=lambda pair: (-pair[0], pair[1], pair[2])):
        ends = {(one, statements[other].table), (other, statements[one].table)}
        if not ends & taken:
            taken |= ends
            found.append((statements[one], statements[other]))
    return found


def _beyond_rounding(pairs: Sequence[tuple[Entry, Entry]]) -> list[tuple[Entry, Entry]]:
    return [pair for pair in pairs if abs(pair[0].value - pair[1].value) > pair[0].step]


def _differ(one: Entry, other: Entry) -> bool:
    """Whether both are figures and not the same; a percentage that is not shown differs from none."""
    if one.measure == "percentage" and not (one.value and other.value):
        return False
    return one.known and other.known and one.value != other.value


def _finding(wrong: Entry, others: Sequence[Entry]) -> Finding:
    """The finding for one cell, with the cells of other tables that print another figure, the farthest told."""
    right = max(others, key=lambda one: abs(one.value - wrong.value))
    explained = abs(wrong.value - right.value) <= max(wrong.step, right.step)
    severity = Severity.INFO if explained else Severity.ERROR
    end = (
        Sentence("Rounding explains it.") if explained else Sentence("Find out which is right and print it everywhere.")
    )
    places = ", ".join(dict.fromkeys(f"table {one.cell.table}" for one in others if one.value == right.value))
    message = Sentence(
        "%(wrong)s in table %(table)s, %(right)s in %(places)s for the same thing (apart by %(apart)s). %(end)s",
        wrong=wrong.printed,
        table=wrong.cell.table,
        right=right.printed,
        places=places,
        apart=as_printed(abs(wrong.value - right.value), wrong),
        end=end,
    )
    where = "; ".join(one.where for one in (wrong, *others))
    return Finding("PB-DIFF", severity, where, message, (wrong.printed, right.printed))
