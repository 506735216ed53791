"""Printed lines of a page in reading order, and which of them are running heads, feet or notes."""

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from throughline.readers.document.emphasis import SUPERSCRIPT
from throughline.readers.document.pdf.characters import Page, Run

_MARK = re.compile(r"(?:[,;.]|[,;.]?(?:\d{1,3}|[*†‡§]{1,3}|[a-z]))\s*")
_NUMBERS_ONLY = re.compile(r"[\s\d/()*.,E-]*\d[\s\d/()*.,A-Z-]*|(?:page|p\.)\s*\d+.{0,12}", re.I)
_DIGITS = re.compile(r"\d+")
_RULE = re.compile(r"[_\u2014\u2015]{4,}\s*")
_LETTERS_RTL = re.compile("[\u0590-\u08ff]")
_MOST_MARKS = 200
"""A page with more runs that look like marks of notes is a page of figures."""

_HEAD, _FOOT = 0.90, 0.10
"""Above and below these shares of the page's height a line may be a running head or foot."""


@dataclass(slots=True)
class Printed:
    """A printed line: `pieces` (text, bits of emphasis), edges and baseline in points, size of its letters."""

    x0: float
    x1: float
    y: float
    size: float
    page: int
    pieces: list[tuple[str, int]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The characters of the line."""
        return "".join([text for text, _ in self.pieces])

    @property
    def mark(self) -> str:
        """The raised mark that the line begins with, "" where it begins with none."""
        raised = ""
        for text, flags in self.pieces:
            if not text.isspace() and not flags & SUPERSCRIPT:
                break
            raised += text
        return raised.strip()

    def without_mark(self) -> list[tuple[str, int]]:
        """The pieces after the mark that the line begins with."""
        rest = list(self.pieces)
        while rest and (rest[0][0].isspace() or rest[0][1] & SUPERSCRIPT):
            rest.pop(0)
        return rest


@dataclass(slots=True)
class Sorted:
    """The lines of a page by what they are, each list from top to bottom."""

    page: int
    body: list[Printed] = field(default_factory=list)
    heads: list[Printed] = field(default_factory=list)
    feet: list[Printed] = field(default_factory=list)
    notes: list[Printed] = field(default_factory=list)


def sorted_pages(pages: list[Page]) -> list[Sorted]:
    """The lines of every page in reading order, sorted into body, running heads and feet, and notes."""
    printed = {page.number: _lines(page) for page in pages}
    sizes: Counter[float] = Counter()
    for lines in printed.values():
        for line in lines:
            sizes[round(line.size, 1)] += len(line.text)
    body_size = sizes.most_common(1)[0][0] if sizes else 10.0
    repeated = _repeated(pages, printed)
    first = _bare("".join(line.text for line in printed[pages[0].number])) if pages else ""
    return [_sort(page, printed[page.number], (body_size, repeated, first)) for page in pages]


def _sort(page: Page, lines: list[Printed], known: tuple[float, set[str], str]) -> Sorted:
    body_size, repeated, _ = known
    found = Sorted(page.number)
    rest: list[Printed] = []
    for line in lines:
        words = line.text.strip()
        if line.y > page.height * _HEAD and _is_head(line, page, known):
            found.heads.append(line)
        elif line.y < page.height * _FOOT and not line.mark and (_key(words) in repeated or _is_number(words)):
            found.feet.append(line)
        else:
            rest.append(line)
    start = _notes_start(rest, page, body_size)
    found.body, found.notes = rest[:start], rest[start:]
    return found


def _is_head(line: Printed, page: Page, known: tuple[float, set[str], str]) -> bool:
    """A line at the top that other pages have too, or, after the first page, small print or words of the first."""
    body_size, repeated, first = known
    if _key(line.text) in repeated:
        return True
    bare = _bare(line.text)
    again = len(bare) > 5 and bare in first
    return page.number > 1 and (line.size < body_size * 0.92 or again or _is_number(line.text.strip()))


def _is_number(words: str) -> bool:
    return len(words) < 40 and _NUMBERS_ONLY.fullmatch(words) is not None


def _notes_start(lines: list[Printed], page: Page, body_size: float) -> int:
    """Where the notes of a page begin: at a rule, or at a line with a raised mark set apart or in small print."""
    leading = leading_of(lines)
    for index, line in enumerate(lines):
        if line.y > page.height * 0.65:
            continue
        if _RULE.fullmatch(line.text.strip()) and index + 1 < len(lines) and lines[index + 1].size < body_size:
            return index
        mark = line.mark
        if not mark or not _MARK.fullmatch(mark):
            continue
        apart = index == 0 or lines[index - 1].y - line.y > leading * 1.25
        if apart or line.size < body_size * 0.93:
            return index
    return len(lines)


def leading_of(lines: list[Printed]) -> float:
    """The step between the lines of one paragraph, in points: a small one among those that occur."""
    steps = sorted(
        above.y - below.y
        for above, below in pairwise(lines)
        if above.page == below.page and 0.8 * below.size < above.y - below.y < 3 * below.size
    )
    return steps[len(steps) // 5] if steps else 12.0


def _repeated(pages: list[Page], printed: dict[int, list[Printed]]) -> set[str]:
    """The lines at top or bottom that stand on several pages, same but for digits and the order of words."""
    keys: Counter[str] = Counter()
    for page in pages:
        edge = [one for one in printed[page.number] if not _FOOT * page.height <= one.y <= _HEAD * page.height]
        keys.update({_key(line.text) for line in edge if not line.mark})
    enough = max(2, len(pages) // 5)
    return {key for key, count in keys.items() if count >= enough and key}


def _key(text: str) -> str:
    return " ".join(sorted(_DIGITS.sub("#", text).split()))


def _bare(text: str) -> str:
    return "".join(text.split()).lower()


def _lines(page: Page) -> list[Printed]:
    """The runs of a page put into lines, top to bottom, one column after the other."""
    found: list[Printed] = []
    for band in _bands(page):
        marks = sorted((run for run in band if _MARK.fullmatch(run.text.strip())), key=lambda run: run.x0)
        if len(marks) > _MOST_MARKS:
            marks = []
        raised = {id(run) for run in marks}
        rows = _rows([run for run in band if id(run) not in raised])
        for mark in marks:
            if not _attach(mark, rows):
                _place(mark, rows, rows)
        found.extend(_printed(row, page.number) for row in sorted(rows, key=lambda row: -row[0].y))
    return found


def _bands(page: Page) -> list[list[Run]]:
    """The runs in groups that are read one after the other: two for a page of two columns, else one."""
    runs = page.runs
    letters = sum(len(run.text) for run in runs)
    middle = page.width / 2
    left = [run for run in runs if run.x1 <= middle + 12]
    right = [run for run in runs if run.x0 >= middle - 12]
    crossing = [run for run in runs if run.x1 > middle + 12 and run.x0 < middle - 12]
    wide = sum(len(run.text) for run in crossing)
    halves = [sum(len(run.text) for run in half) for half in (left, right)]
    if letters < 400 or wide > letters * 0.15 or min(halves) < letters * 0.25:
        return [runs]
    top = max((run.y for run in (*left, *right) if len(run.text) > 25), default=page.height)
    above = [run for run in runs if run.y > top + 2]
    taken = {id(run) for run in above}
    columns = [[run for run in half if id(run) not in taken] for half in (left, right)]
    taken.update(id(run) for column in columns for run in column)
    return [above, *columns, [run for run in runs if id(run) not in taken]]


def _rows(runs: list[Run]) -> list[list[Run]]:
    """Runs on one baseline together."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: -run.y):
        _place(run, rows, rows[:-4:-1])
    return rows


def _place(run: Run, rows: list[list[Run]], near: list[list[Run]]) -> None:
    """Puts a run into the one of the rows `near` it that has its baseline, else into a row of its own."""
    for row in near:
        if abs(row[0].y - run.y) <= 0.2 * min(row[0].size, run.size):
            row.append(run)
            return
    rows.append([run])


def _attach(mark: Run, rows: list[list[Run]]) -> bool:
    """Puts a raised mark into the line that it belongs to: one a little lower, which it touches; False if none."""
    best: list[Run] | None = None
    for row in rows:
        size = row[0].size
        rise = mark.y - row[0].y
        if not 0.15 * size < rise < 1.15 * size or (mark.size > size * 0.85 and rise < 0.3 * size):
            continue
        beside = any(run.x0 - 1.2 * size <= mark.x0 <= run.x1 + size for run in row)
        if beside and (best is None or rise < mark.y - best[0].y):
            best = row
    if best is None:
        return False
    text, flags = mark.text, mark.pieces[0][1]
    bare = text.lstrip(",;.")
    raised = [(text[: len(text) - len(bare)], flags), (bare, flags | SUPERSCRIPT)]
    mark.pieces = [piece for piece in raised if piece[0]]
    best.append(mark)
    return True


def _printed(row: list[Run], page: int) -> Printed:
    """A line of its runs from left to right; wide gaps become tabs, narrow ones spaces."""
    plain = [run for run in row if not _is_raised(run)] or row
    size = max(run.size for run in plain)
    if not any(_LETTERS_RTL.search(run.text) for run in row):
        row = sorted(row, key=lambda run: run.x0)
    line = Printed(min(run.x0 for run in row), max(run.x1 for run in row), plain[0].y, size, page)
    before: Run | None = None
    for run in row:
        if _is_raised(run) and line.pieces:
            text, flags = line.pieces.pop()
            line.pieces.append((text.rstrip(" "), flags))
        if before is not None and line.pieces:
            gap = run.x0 - before.x1
            spaced = line.pieces[-1][0].endswith(" ") or run.pieces[0][0].startswith(" ")
            if gap > 2.5 * size:
                line.pieces.append(("\t", 0))
            elif gap > 0.15 * size and not spaced and not _is_raised(run):
                line.pieces.append((" ", run.pieces[0][1] & before.pieces[-1][1] & ~SUPERSCRIPT))
        line.pieces.extend(run.pieces)
        before = run
    return line


def _is_raised(run: Run) -> bool:
    return bool(run.pieces) and bool(run.pieces[-1][1] & SUPERSCRIPT)
