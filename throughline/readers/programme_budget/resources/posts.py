"""Posts that are not set in columns: counts by grade in a sentence, and the summary of proposed changes of posts."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from throughline.engine.budgeting.records import PostFigure
from throughline.engine.sources import Cell
from throughline.readers.document.records import TableCell
from throughline.readers.programme_budget.figures import read_figure
from throughline.readers.programme_budget.grid import Grid
from throughline.readers.programme_budget.resources.columns import YEARS
from throughline.readers.programme_budget.resources.context import Context

_GRADE = r"(?:USG|ASG|DSG|D-[12]|P-[1-7](?:/[1-7])?|FS|SS|NPO|NO|LL|TC|GS ?\([A-Z]{2}\)|GS)"
_COUNT = re.compile(rf"(?P<number>\d{{1,2}}(?:[ ,]?\d{{3}})?) (?P<grade>{_GRADE})(?![\w-])")
_WHOLE = re.compile(
    rf"\s*(?:{_COUNT.pattern.replace('?P<number>', '').replace('?P<grade>', '')}\s*[,;]?\s*(?:and\s)?)+\.?\s*"
)
_STATES = (
    (re.compile(r"^(?:approved|appropriation)", re.I), "appropriation"),
    (re.compile(r"^proposed", re.I), "estimate"),
)


def posts_of_details(grid: Grid, context: Context, offset: int) -> list[PostFigure]:
    """The posts by grade that a column "Details" lists beside a number ("1 D-2, 4 P-5, 2 GS (OL)")."""
    column = _column_named(grid, "details")
    if column is None:
        return []
    found = []
    for row in grid.rows[grid.header :]:
        cell = next((one for one in row if one.column == column), None)
        label = grid.text(row[0]) if row else ""
        measure = next((measure for pattern, measure in _STATES if pattern.match(label)), None)
        years = YEARS.findall(label)
        if cell is None or measure is None or not years or not _WHOLE.fullmatch(grid.text(cell)):
            continue
        for count in _COUNT.finditer(grid.text(cell)):
            where = Cell(context.number, label, "Details", cell.row + offset, column)
            number = Decimal(re.sub(r"\D", "", count["number"]))
            found.append(
                _post(where, context, int(years[-1][1] or years[-1][0]), measure, number, count[0], count["grade"])
            )
    return found


def is_table_of_changes(grid: Grid) -> bool:
    """Whether a table is a summary of proposed changes: it has columns "Posts" and "Grade"."""
    return _column_named(grid, "posts") is not None and _column_named(grid, "grade") is not None


def posts_of_changes(grid: Grid, context: Context, offset: int) -> list[PostFigure]:
    """The rows of a summary of proposed changes: how many posts of which grade each component gains or loses.

    Empty for any other table. A cell may print several numbers, one below the other, with as many grades beside them.
    """
    posts, grades = _column_named(grid, "posts"), _column_named(grid, "grade")
    if posts is None or grades is None:
        return []
    found: list[PostFigure] = []
    component = ""
    for row in grid.rows[grid.header :]:
        cells = {cell.column: cell for cell in row}
        label = " ".join(grid.text(cell) for cell in row if cell.column < posts and grid.text(cell))
        component = label or component
        if posts in cells:
            where = Cell(context.number, component, grid.heading(posts)[-1], row[0].row + offset, posts)
            found += _changes(where, component, context, _lines(cells[posts]), _lines(cells.get(grades)))
    return found


def _changes(
    where: Cell, component: str, context: Context, numbers: Sequence[str], grades: Sequence[str]
) -> Iterator[PostFigure]:
    for at, text in enumerate(numbers):
        printed = read_figure(text)
        if printed.form in ("number", "dash"):
            grade = grades[min(at, len(grades) - 1)] if grades else None
            yield _post(where, context, context.budget_year, "total changes", printed.amount, text, grade, component)


def _post(
    where: Cell,
    context: Context,
    year: int | None,
    measure: str,
    number: Decimal | None,
    printed: str,
    grade: str | None,
    component: str | None = None,
) -> PostFigure:
    return PostFigure(
        cell=where,
        fund=context.fund,
        component=component or context.component,
        subprogramme=context.subprogramme,
        year=year,
        measure=measure,
        number=number,
        level="line",
        printed=printed,
        grade=grade,
        scope=context.scope,
        part=context.part,
        listed=True,
    )


def _column_named(grid: Grid, name: str) -> int | None:
    """The column whose lowest heading is `name`, in any case."""
    for column in grid.columns():
        heading = grid.heading(column)
        if heading and heading[-1].casefold().strip() == name:
            return column
    return None


def _lines(cell: TableCell | None) -> list[str]:
    return [] if cell is None else [text.strip() for text in cell.text.split("\n") if text.strip()]
