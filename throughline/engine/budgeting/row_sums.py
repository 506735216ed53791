"""Subtotals and totals of a printed table against the rows that they add up."""

import re
from collections.abc import Sequence
from dataclasses import replace

from throughline.engine.budgeting.printed import CHANGES, Entry, Key, PrintedTable, Row
from throughline.engine.budgeting.reckoning import Reckoning, reckoning
from throughline.engine.findings import Sentence

_NEVER_ADDED = "percentage"
_SAID = Sentence("Sum of the rows above")
_ACTIONS_SAID = Sentence("Posts approved and changes")
_BARE = re.compile(r"(?:sub-?)?total(?:,? \w{1,3}| \([0-9+ ]{1,20}\))?", re.I)
_TAKEN_AWAY = re.compile(r"\b(?:less|net|gross|minus|reimburse|deduct|income)", re.I)
_MOVES = re.compile(r"re-?deployment|reassignment|reclassification|conversion", re.I)


def reckon_rows(table: PrintedTable) -> list[Reckoning]:
    """Reckon every subtotal and total, the rows read from the top.

    A sum adds up all that stands under its headings, or only the lines since the sum before it, whichever fits more
    of its columns; where neither fits any column the rows are not understood and nothing is said.
    """
    found: list[Reckoning] = []
    stack: list[Row] = []
    lines: dict[int, list[Row]] = {}
    for row in table.rows:
        if row.level == "line":
            stack.append(row)
            continue
        reckoned, addends = _best_reading(row, _readings(row, stack))
        lines[row.index] = [line for one in addends for line in lines.get(one.index, [one])]
        wrong = {id(one.entry) for one in found if not one.explained}
        found += _preferring_lines(reckoned, _compare(row, lines[row.index]), wrong)
        stack = _without(stack, row, addends)
        stack.append(replace(row, group=row.group[:-1]))
    return [*found, *_actions(table)]


def _actions(table: PrintedTable) -> list[Reckoning]:
    """Posts approved, what is done to posts, and posts proposed, set below one another in one column.

    What moves or reclassifies a post may be printed with the number of posts concerned and changes no total: it is
    left out where the sum holds without it.
    """
    entries = [entry for row in table.rows for entry in row.entries if not entry.listed]
    told = {entry.measure for entry in entries}
    if table.kind != "posts" or told != {"appropriation", "estimate", "total changes"}:
        return []
    before = [entry for entry in entries if entry.measure == "appropriation"]
    after = [entry for entry in entries if entry.measure == "estimate"]
    actions = [entry for entry in entries if entry.measure == "total changes"]
    if len(before) != 1 or len(after) != 1 or not all(entry.category for entry in actions):
        return []
    moved = [one for one in actions if not _MOVES.search(one.category or "")]
    whole = reckoning(after[0], [before[0], *actions], _ACTIONS_SAID)
    rest = reckoning(after[0], [before[0], *moved], _ACTIONS_SAID)
    chosen = rest if rest and rest.fits else whole
    return [chosen] if chosen else []


def _preferring_lines(from_sums: list[Reckoning], from_lines: list[Reckoning], wrong: set[int]) -> list[Reckoning]:
    """A total over a wrong subtotal is reckoned by the lines below, where these bear it out; `wrong` by identity."""
    by_lines = {id(one.entry): one for one in from_lines}
    chosen = []
    for one in from_sums:
        other = by_lines.get(id(one.entry))
        over_wrong = not one.explained and any(id(addend) in wrong for addend in one.addends)
        chosen.append(other if other and over_wrong and other.explained else one)
    return chosen


def _without(stack: list[Row], row: Row, addends: Sequence[Row]) -> list[Row]:
    """What is still to be added up after a sum: for a total nothing that it holds, for a subtotal not its addends."""
    used = {one.index for one in addends}
    if row.level == "subtotal" and addends and not row.group:
        first = min(used)
        return [one for one in stack if one.index < first]
    return [one for one in stack if not row.holds(one) and one.index not in used]


def _readings(row: Row, stack: Sequence[Row]) -> list[list[Row]]:
    """What a sum may add up, the likeliest first."""
    held = [one for one in stack if row.holds(one)]
    tops = _without_details(held)
    since = _since_last_sum(tops)
    sums = [one for one in tops if one.level != "line"]
    readings = [since, tops] if row.level == "subtotal" and since else [tops, since]
    readings += [sums, held, _since_last_sum(stack)]
    return list({tuple(one.index for one in reading): reading for reading in readings if reading}.values())


def _since_last_sum(rows: Sequence[Row]) -> list[Row]:
    last = max((at for at, row in enumerate(rows) if row.level != "line"), default=-1)
    return list(rows[last + 1 :])


def _without_details(rows: Sequence[Row]) -> list[Row]:
    """Rows without those that only detail a line above them ("of which")."""
    lines = {(row.part, row.label) for row in rows if row.level == "line"}
    return [row for row in rows if not row.group or (row.part, " / ".join(row.group)) not in lines]


def _best_reading(row: Row, readings: Sequence[list[Row]]) -> tuple[list[Reckoning], list[Row]]:
    """The reckonings of the reading that fits most columns, and its addends.

    Changes alone prove nothing where other figures are printed and something may be taken away: a gross and a net
    budget may change alike.
    """
    best: tuple[list[Reckoning], list[Row]] = ([], [])
    score = 0
    for addends in readings:
        reckoned = _compare(row, addends)
        telling = [one for one in reckoned if one.entry.value or any(addend.value for addend in one.addends)]
        fitting = [one.entry.measure for one in telling if one.explained]
        asked = {one.entry.measure for one in telling}
        proven = not CHANGES.issuperset(fitting) or CHANGES.issuperset(asked) or _adds_only(row, addends)
        if proven and len(fitting) > score:
            best, score = (reckoned, addends), len(fitting)
    return best


def _adds_only(row: Row, addends: Sequence[Row]) -> bool:
    """Whether the labels speak of a bare total and of nothing that is taken away from it."""
    bare = _BARE.fullmatch(row.label.rsplit(" / ", 1)[-1])
    return bool(bare) and not any(_TAKEN_AWAY.search(one.label) for one in addends)


def _compare(row: Row, addends: Sequence[Row]) -> list[Reckoning]:
    found = []
    for key, entry in row.by_key.items():
        if key[1] != _NEVER_ADDED and (one := reckoning(entry, [_like(row, key) for row in addends], _SAID)):
            found.append(one)
    return found


def _like(row: Row, key: Key) -> Entry | None:
    """The figure of a row for a key; a column that stands alone in its part answers to year and measure."""
    found = row.by_key.get(key)
    return row.by_key.get((key[0], key[1], "")) if found is None else found
