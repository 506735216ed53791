"""Tables of a fascicle made plain: cells without note marks, heads of columns, and what kind of table it is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from throughline.readers.document.records import Line, SourceText, Table, TableCell
from throughline.readers.programme_budget.words import plain

_YEAR_HEAD = re.compile(r"(?P<year>(?:19|20)\d\d)(?:[–-]\d{2,4})?\s*[,:]?\s*\(?(?P<status>[a-z ]{0,24})\)?$", re.I)
_STATUS_FIRST = re.compile(r"(?P<status>actual|planned|target|achieved)\s+(?P<year>(?:19|20)\d\d)$", re.I)
_STATUS = {"actual": "actual", "planned": "planned", "plan": "planned", "target": "target", "achieved": "actual"}
_MONEY = re.compile(r"\b(?:dollars|francs|euros?)\b|financial resources|resource requirements", re.I)
_MONEY_HEAD = re.compile(
    r"\b(?:19|20)\d\d,? (?:expenditures?|estimates?|approved|appropriations?|requirements?)\b", re.I
)
_POSTS = re.compile(r"number of posts|\bposts?\b|human resources|staffing", re.I)


@dataclass(frozen=True, slots=True)
class PlainCell:
    """A cell with its text made plain and note marks taken off; `lines` the same, one entry for each line."""

    cell: TableCell
    text: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class YearColumn:
    """A column for a year: `status` is `actual`, `planned` or `target`; `label` is the head as printed.

    `width` is how many columns of the grid its head covers; the figure stands in one of them.
    """

    column: int
    year: int
    status: str
    label: str
    width: int = 1

    def cell_of(self, row: Sequence[PlainCell]) -> PlainCell | None:
        """The cell of a row in this column: the one that prints something, else the first, else None."""
        own = [one for one in row if self.column <= one.cell.column < self.column + self.width]
        return next((one for one in own if one.text), own[0] if own else None)


class Cells:
    """The cells of a source by table and row, made plain once."""

    def __init__(self, source: SourceText, texts: Sequence[str]) -> None:
        """`texts` are the lines of the source made plain (`words.line_text`)."""
        self._lines: dict[int, list[tuple[Line, str]]] = {}
        for line, text in zip(source.lines, texts, strict=True):
            if line.table is not None and text:
                self._lines.setdefault(line.table, []).append((line, text))
        self._rows: dict[int, list[list[PlainCell]]] = {}

    def part_of(self, table: Table) -> str:
        """The part of the file that the table's text stands in (`cell`, `header`, `textbox` ...), "" if it has none."""
        lines = self._lines.get(table.index)
        return lines[0][0].part if lines else ""

    def rows(self, table: Table) -> list[list[PlainCell]]:
        """Rows of the table from the top, each its own cells from the left; rows without any cell are empty lists."""
        known = self._rows.get(table.index)
        if known is None:
            known = self._rows[table.index] = self._plain_rows(table)
        return known

    def _plain_rows(self, table: Table) -> list[list[PlainCell]]:
        by_place: dict[tuple[int | None, int | None], list[str]] = {}
        for line, words in self._lines.get(table.index, ()):
            by_place.setdefault((line.row, line.column), []).append(words)
        rows: list[list[PlainCell]] = [[] for _ in range(table.rows)]
        for cell in table.cells:
            lines = tuple(by_place.get((cell.row, cell.column), ()))
            text = " ".join(lines) if lines else plain(cell.text)
            rows[cell.row].append(PlainCell(cell, text, lines or ((text,) if text else ())))
        return rows


def first_texts(rows: Sequence[Sequence[PlainCell]]) -> list[str]:
    """Texts of the first row that prints anything."""
    for row in rows:
        texts = [one.text for one in row]
        if any(texts):
            return texts
    return []


def year_head(text: str) -> tuple[int, str] | None:
    """Year and status of a head such as "2024 (actual)" or "2026 planned"; None for any other words."""
    found = _YEAR_HEAD.fullmatch(text) or _STATUS_FIRST.fullmatch(text)
    if not found:
        return None
    status = _STATUS.get(found["status"].strip().casefold(), "" if not found["status"].strip() else "other")
    return None if status == "other" else (int(found["year"]), status)


def year_columns(rows: Sequence[Sequence[PlainCell]]) -> tuple[list[YearColumn], int]:
    """Columns for years and how many rows their heads take; heads may be stacked ("2024" over "planned").

    Status is "" where no head says it. No columns: ([], 0).
    """
    heads: dict[int, list[PlainCell]] = {}
    for at, row in enumerate(rows[:4]):
        for one in row:
            if one.text:
                for column in range(one.cell.column, one.cell.column + one.cell.column_span):
                    heads.setdefault(column, []).append(one)
        columns = _columns(heads)
        if len(columns) >= 2 and all(column.status for column in columns):
            return columns, at + 1
    columns = _columns({column: stack[:1] for column, stack in heads.items()})
    return (columns, 1) if len(columns) >= 2 else ([], 0)


def _columns(heads: dict[int, list[PlainCell]]) -> list[YearColumn]:
    """Columns under heads of years; neighbours under the very same head cells are one."""
    found: list[YearColumn] = []
    above: list[PlainCell] = []
    for column in sorted(heads):
        if found and heads[column] == above and found[-1].column + found[-1].width == column:
            last = found.pop()
            found.append(YearColumn(last.column, last.year, last.status, last.label, last.width + 1))
            continue
        label = " ".join(one.text for one in heads[column])
        if head := year_head(label):
            found.append(YearColumn(column, head[0], head[1], label))
        above = heads[column]
    return found


def kind_of_table(head: Sequence[str], block: str, part: str, title: str, unit: str) -> str:
    """What kind of table has these words in its first row, under this caption and unit note, in this block."""
    first = " ".join(head[:2]).casefold()
    whole = " ".join(head).casefold()
    if block == "contents" or (part == "front" and whole.strip() == "page"):
        return "contents"
    if "category and subcategory" in first or re.search(r"\bdeliverables (?:for|in)\b", title, re.I):
        return "deliverables"
    if title.casefold().startswith("compliance rate"):
        return "compliance"
    if re.search(r"recommendation", first) and re.search(r"action", whole):
        return "follow-up"
    if sum(year_head(text) is not None and not text.isdigit() for text in head) >= 2 and not _MONEY.search(
        unit + title
    ):
        return "measure"
    if title.casefold().startswith("performance measure"):
        return "measure"
    if block in ("mandates", "corrigendum"):
        return "mandates"
    kind = _money_or_posts(title, unit, whole)
    return "resources" if kind == "other" and part == "resources" and _MONEY_HEAD.search(whole) else kind


def _money_or_posts(title: str, unit: str, whole: str) -> str:
    money = bool(_MONEY.search(unit) or (_MONEY.search(title) and not unit))
    posts = bool(re.search(r"number of posts", unit, re.I) or (_POSTS.search(title) and not unit))
    if "reason for change" in whole or ("description" in whole and "posts" in whole):
        return "post changes"
    if money and posts:
        return "resources and posts"
    if money:
        return "resources"
    return "posts" if posts else "other"
