"""Figures of one printed row against each other: changes, estimates, percentages, totals over funds and grades."""

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from throughline.engine.budgeting.printed import BASE, Entry, Key, Row, told_by
from throughline.engine.budgeting.reckoning import EXPLAINED, HALF, UNEXPLAINED, Reckoning, in_print, reckoning
from throughline.engine.findings import Finding, Sentence, Severity

_NEVER_ADDED = "percentage"
_CHANGES = ("technical adjustments", "new and expanded mandates", "other changes")
_OF_TARGET = ("estimate", "total changes")
_TENTH = Decimal("0.1")

Told = dict[tuple[int | None, str], Entry]


def reckon_row(row: Row, columns: frozenset[Key]) -> list[Reckoning]:
    """Everything that the columns of one row must add up to."""
    return [*_changes(row, columns), *_funds(row), *_grades(row), *_objects(row), *_lists(row)]


def _changes(row: Row, columns: frozenset[Key]) -> list[Reckoning]:
    """Changes add up to their total, and the year before and the changes to the estimate, for each fund."""
    found: list[Reckoning | None] = []
    for target, own in _by_fund(row):
        total, estimate, base = (
            own.get((target, "total changes")),
            own.get((target, "estimate")),
            own.get(_base(target)),
        )
        parts = [own.get((target, measure)) for measure in _CHANGES]
        if total and any(part is not None for part in parts):
            found.append(reckoning(total, parts, Sentence("Sum of the changes")))
        has_base = base is not None or any((key[0], key[1]) == _base(target) for key in columns)
        if estimate and has_base and (total or any(parts)):
            found.append(
                reckoning(estimate, [base, *([total] if total else parts)], Sentence("Year before and changes"))
            )
        recosting, after = own.get((target, "recosting")), own.get((target, "estimate after recosting"))
        if estimate and recosting and after:
            found.append(reckoning(after, [estimate, recosting], Sentence("Estimate and recosting")))
    return [one for one in found if one is not None]


def _by_fund(row: Row) -> list[tuple[int, Told]]:
    """For each fund of a row the year that it estimates, and its figures by year and measure."""
    found = []
    by_fund: dict[str | None, list[Entry]] = {}
    for entry in row.entries:
        by_fund.setdefault(entry.fund, []).append(entry)
    for entries in by_fund.values():
        target = max((entry.year for entry in entries if entry.measure in _OF_TARGET and entry.year), default=0)
        if target:
            found.append((target, _one_of_each(entries, target)))
    return found


def _base(target: int) -> tuple[int, str]:
    return (target - 1, BASE)


def _one_of_each(entries: Sequence[Entry], target: int) -> Told:
    """Figures by year and measure; where two columns tell the same, neither."""
    found: Told = {}
    twice = set()
    for entry in entries:
        key = (entry.year, told_by(entry, target))
        if key in found:
            twice.add(key)
        found[key] = entry
    return {key: entry for key, entry in found.items() if key not in twice}


def check_percentages(row: Row, mended: dict[int, Decimal]) -> list[Finding]:
    """PB-SUM for percentages: changes over the year before, with the rounding of all three figures.

    `mended` holds reckoned values, by identity, for figures that are known to be wrong: a percentage that fits these
    is right. The last printed digit of a percentage is not asked for more than the figures allow.
    """
    findings = []
    for target, own in _by_fund(row):
        percent, base = own.get((target, "percentage")), own.get(_base(target))
        total = own.get((target, "total changes"))
        if percent is None or base is None or total is None or not (percent.known and base.known and total.known):
            continue
        values = [(base.value, total.value)]
        values.append((mended.get(id(base), base.value), mended.get(id(total), total.value)))
        if base.value > 0 and not any(_fits(percent, *pair, Decimal(0)) for pair in values if pair[0] > 0):
            findings.append(_percentage(percent, base, total))
    return findings


def _fits(percent: Entry, base: Decimal, total: Decimal, half: Decimal) -> bool:
    corners = [
        (total + one) / (base + other) * 100 for one in (-half, half) for other in (-half, half) if base + other > 0
    ]
    slack = _step(percent) * HALF
    return bool(corners) and min(corners) - slack <= percent.value <= max(corners) + slack


def _step(percent: Entry) -> Decimal:
    """The last digit of a printed percentage; a dash stands for less than a tenth."""
    return _TENTH if "." in percent.printed or not percent.value else Decimal(1)


def _percentage(percent: Entry, base: Entry, total: Entry) -> Finding:
    explained = _fits(percent, base.value, total.value, base.step * HALF)
    exact = total.value / base.value * 100
    shown = in_print(exact.quantize(_step(percent), ROUND_HALF_UP))
    end = EXPLAINED if explained else UNEXPLAINED
    message = Sentence(
        "Changes over the year before, in per cent: printed %(printed)s, computed %(shown)s. %(end)s",
        printed=percent.printed,
        shown=shown,
        end=end,
    )
    severity = Severity.INFO if explained else Severity.ERROR
    return Finding("PB-SUM", severity, percent.where, message, (percent.printed, shown))


def _funds(row: Row) -> list[Reckoning]:
    """Columns that add up funds beside them."""
    if not _some_but_not_all(entry.fund is None for entry in row.entries):
        return []
    target = max((entry.year for entry in row.entries if entry.year), default=0)
    told: dict[tuple[int | None, str], list[Entry]] = {}
    for entry in row.entries:
        told.setdefault((entry.year, told_by(entry, target)), []).append(entry)
    found = []
    for (_, measure), entries in told.items():
        whole = [entry for entry in entries if entry.fund is None]
        parts = [entry for entry in entries if entry.fund is not None]
        apart = len(parts) > 1 and len({entry.fund for entry in parts}) == len(parts)
        if measure != _NEVER_ADDED and len(whole) == 1 and apart:
            found.append(reckoning(whole[0], parts, Sentence("Sum of the funds")))
    return [one for one in found if one is not None]


def _some_but_not_all(told: Iterable[bool]) -> bool:
    return len(set(told)) == 2


def _objects(row: Row) -> list[Reckoning]:
    """A column that adds up objects of expenditure set side by side."""
    if not _some_but_not_all(entry.category is None for entry in row.entries):
        return []
    told: dict[tuple[int | None, str, str | None], list[Entry]] = {}
    for entry in row.entries:
        told.setdefault((entry.year, entry.measure, entry.fund), []).append(entry)
    found = []
    for entries in told.values():
        whole = [entry for entry in entries if entry.category is None]
        parts = [entry for entry in entries if entry.category is not None]
        apart = len(parts) > 1 and len({entry.category for entry in parts}) == len(parts)
        if len(whole) == 1 and apart:
            found.append(reckoning(whole[0], parts, Sentence("Sum of the columns before it")))
    return [one for one in found if one is not None]


def _grades(row: Row) -> list[Reckoning]:
    """Subtotal and Total columns over the columns of grades before them."""
    if all(entry.column_level == "line" for entry in row.entries):
        return []
    told: dict[tuple[int | None, str], list[Entry]] = {}
    for entry in row.entries:
        told.setdefault((entry.year, entry.measure), []).append(entry)
    found = []
    for entries in told.values():
        lines: list[Entry] = []
        sums: list[Entry] = []
        for entry in sorted(entries, key=lambda one: one.cell.column_index):
            if entry.column_level == "line":
                lines.append(entry)
                continue
            addends = lines if entry.column_level == "subtotal" else [*sums, *lines]
            if len(addends) > 1:
                found.append(reckoning(entry, addends, Sentence("Sum of the columns before it")))
            sums, lines = ([*sums, entry], []) if entry.column_level == "subtotal" else ([entry], [])
    return [one for one in found if one is not None]


def _lists(row: Row) -> list[Reckoning]:
    """A number of posts against the posts by grade that the row lists in one cell beside it."""
    listed: dict[tuple[int, int | None, str], list[Entry]] = {}
    for entry in row.entries:
        if entry.listed:
            listed.setdefault((entry.cell.column_index, entry.year, entry.measure), []).append(entry)
    found = []
    for (_, year, measure), entries in listed.items():
        whole = [one for one in row.entries if not one.listed and (one.year, one.measure) == (year, measure)]
        if len(whole) == 1:
            found.append(reckoning(whole[0], entries, Sentence("Sum of the posts listed beside it")))
    return [one for one in found if one is not None]
