"""What a column of figures tells, from the headings stacked over it: year, measure, fund, money or posts, grade."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from throughline.readers.programme_budget.grid import Grid
from throughline.readers.programme_budget.resources.funds import fund_named

YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:\s?[-–/]\s?((?:19|20)\d\d))?(?!\d)")
_GRADE = re.compile(r"(?:USG|ASG|DSG|D-[12]|P-[1-7](?:/[1-7])?|FS|SS|NPO|NO|LL|GS|TC)[a-z]?\b", re.I)

# The first pattern that the lowest heading holds tells the measure; headings above are asked after it.
_MEASURES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"percentage|per cent\b|^%$"), "percentage"),
    (re.compile(r"technical adjustment|delayed impact"), "technical adjustments"),
    (re.compile(r"non-recurrent"), "non-recurrent requirements"),
    (re.compile(r"\bnew\b.*\b(?:expanded|mandates?|inclusion)\b"), "new and expanded mandates"),
    (re.compile(r"^(?:other|further) (?:resource )?changes?\b"), "other changes"),
    (re.compile(r"after recosting"), "estimate after recosting"),
    (re.compile(r"before recosting"), "estimate"),
    (re.compile(r"^recosting|^preliminary recosting"), "recosting"),
    (
        re.compile(r"variance|increase ?/? ?\(? ?decrease|^(?:total |net )?(?:resource )?changes?[a-z]?$|difference"),
        "total changes",
    ),
    (re.compile(r"expenditure|claims? paid|\bdisbursement"), "expenditure"),
    (re.compile(r"appropriation|approved"), "appropriation"),
    (re.compile(r"estimate|requirement|propos|provision"), "estimate"),
    (re.compile(r"\bactual\b"), "actual"),
)
_PARTS_OF_CHANGES = frozenset({"technical adjustments", "new and expanded mandates"})
_BY_OBJECT = re.compile(r"(?:objects?|categor(?:y|ies)) of expenditure")
_CHANGES = re.compile(r"^(?:resource )?changes?\b")
_OTHER = re.compile(r"^(?:other|within and/or across|further|efficienc)")
_TOTAL = re.compile(r"^(?:sub-?)?total\b")
_POSTS = re.compile(r"^(?:posts?|number(?: of posts)?|number of (?:temporary |established )?posts?|positions?)[a-z]?$")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures: `index` on the grid, `path` the printed headings joined, and what they tell.

    `fund` is None where the headings name none; `sums_funds` says that the column adds up funds named beside it;
    `posts` is True or False where the headings tell, None where the rows have to; `grade` is a grade of posts,
    `category` an object of expenditure.
    """

    index: int
    path: str
    year: int | None
    measure: str | None
    fund: str | None = None
    sums_funds: bool = False
    posts: bool | None = None
    grade: str | None = None
    category: str | None = None
    level: str = "line"


def columns_of(grid: Grid) -> tuple[Column, ...]:
    """The columns of figures of a grid, the year of the changes being that of the estimate beside them."""
    columns = [_column(index, grid.heading(index)) for index in grid.figures]
    if any(column.fund for column in columns):
        columns = [
            replace(column, sums_funds=column.fund is None and bool(_TOTAL.match(column.path.casefold())))
            for column in columns
        ]
    if any(column.measure in _PARTS_OF_CHANGES for column in columns):
        columns = [_among_changes(column) for column in columns]
    target = estimate_year(columns)
    return tuple(
        replace(column, year=target) if column.year is None and column.measure in OF_THE_TARGET else column
        for column in columns
    )


OF_THE_TARGET = frozenset(
    {
        "technical adjustments",
        "new and expanded mandates",
        "other changes",
        "total changes",
        "percentage",
        "recosting",
        "estimate",
        "estimate after recosting",
    }
)


def estimate_year(columns: Sequence[Column]) -> int | None:
    """The year that the columns estimate: the latest of an estimate, or else the latest of all."""
    years = [column.year for column in columns if column.year and column.measure == "estimate"]
    return max(years or [column.year for column in columns if column.year], default=None)


def _among_changes(column: Column) -> Column:
    """A bare "Other" or "Total" beside the kinds of changes is one of them, though their heading is not over it."""
    last = column.path.rsplit(" / ", 1)[-1].casefold()
    if column.measure is not None or column.fund is not None or column.sums_funds or column.year is not None:
        return column
    if _TOTAL.match(last):
        return replace(column, measure="total changes", level="line")
    return replace(column, measure="other changes") if _OTHER.match(last) else column


def _column(index: int, heading: tuple[str, ...]) -> Column:
    path = " / ".join(heading)
    lowered = [part.casefold().replace("\u2011", "-") for part in heading]
    measure = measure_named(lowered)
    grade = next((part for part in reversed(heading) if _GRADE.match(part)), None)
    fund = next((fund for part in reversed(lowered) if (fund := fund_named(part))), None)
    posts = next((True for part in lowered if _POSTS.match(part)), None)
    if posts is None and lowered and lowered[0] == "resources":
        posts = False
    last = lowered[-1] if lowered else ""
    level = "subtotal" if last.startswith("sub") and _TOTAL.match(last) else "total" if _TOTAL.match(last) else "line"
    if measure in ("total changes", "percentage"):
        level = "line"
    category = heading[-1] if _is_object(lowered) and not _TOTAL.match(last) else None
    return Column(index, path, _year(lowered), measure, fund, False, posts, grade, category, level)


def _is_object(lowered: Sequence[str]) -> bool:
    return len(lowered) > 1 and any(part.startswith("object of expenditure") for part in lowered[:-1])


def _year(lowered: list[str]) -> int | None:
    """The year that the headings print, the lowest first; the later one of a comparison or of a biennium."""
    for part in reversed(lowered):
        if found := [int(second or first) for first, second in YEARS.findall(part)]:
            return max(found)
    return None


def measure_named(lowered: Sequence[str]) -> str | None:
    """The measure that headings name, the lowest of them first; all in small letters."""
    under_changes = any(_CHANGES.match(part) for part in lowered[:-1])
    last = lowered[-1] if lowered else ""
    if under_changes and _OTHER.match(last):
        return "other changes"
    if under_changes and _TOTAL.match(last):
        return "total changes"
    for part in reversed(lowered):
        plain = _BY_OBJECT.sub("", part)
        for pattern, measure in _MEASURES:
            if pattern.search(plain):
                return measure
    return None
