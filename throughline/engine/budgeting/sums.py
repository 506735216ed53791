"""PB-SUM: whether printed totals, changes and percentages follow from the figures beside and above them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from throughline.engine.budgeting.printed import BASE, ZERO, Entry, Key, PrintedTable, Row, tables_of, told_by
from throughline.engine.budgeting.records import PostFigure, ResourceFigure
from throughline.engine.findings import Finding, Severity

_NEVER_ADDED = "percentage"
_CHANGES = ("technical adjustments", "new and expanded mandates", "other changes", "recosting")
_OF_TARGET = ("estimate", "total changes")
_HALF = Decimal("0.5")
_PERCENT_STEP = Decimal("0.1")


def check_sums(resources: Iterable[ResourceFigure], posts: Iterable[PostFigure]) -> list[Finding]:
    """PB-SUM for every printed table: sums of rows, sums of columns, changes and percentages.

    Printed and computed figure stand in the finding. What rounding of the addends can explain is `info`, any other
    difference an `error`. Cost: linear in the figures, but for rows under several sums.
    """
    findings: list[Finding] = []
    for table in tables_of(resources, posts):
        findings += _check_rows(table)
        for row in table.rows:
            findings += _check_changes(row, table.columns[row.part])
            findings += _check_columns(row)
            findings += _check_lists(row)
    return findings


@dataclass(frozen=True, slots=True)
class _Check:
    """A printed figure against what it should be: the computed value and how far rounding may carry it."""

    entry: Entry
    computed: Decimal
    slack: Decimal
    said: str

    @property
    def differs(self) -> bool:
        return self.entry.value != self.computed

    @property
    def explained(self) -> bool:
        return abs(self.entry.value - self.computed) <= self.slack

    def finding(self) -> Finding:
        severity = Severity.INFO if self.explained else Severity.ERROR
        shown = in_units(self.computed, self.entry)
        end = "Rounding explains it." if self.explained else "Mend the figure that is wrong."
        message = f"{self.said}: printed {self.entry.printed}, computed {shown}. {end}"
        return Finding("PB-SUM", severity, self.entry.where, message, (self.entry.printed, shown))


def in_units(value: Decimal, like: Entry) -> str:
    """A computed value as its table would print it: in the unit and with the decimals of a figure beside it."""
    if like.step <= 0:
        return f"{value.normalize():f}"
    digits = like.printed.partition(".")[2].strip(" )abcdefghijklmnopqrstuvwxyz,*")
    scale = like.step if not digits.isdigit() or len(digits) == 1 else like.step
    units = value / scale
    decimals = 1 if like.step in (Decimal(100), Decimal(100_000), _PERCENT_STEP) else 0
    shown = (units.quantize(Decimal(1)) if units == units.to_integral_value() else units).scaleb(-decimals)
    text = f"{abs(shown):,f}".replace(",", " ")
    return f"({text})" if shown < 0 else text


def _check_rows(table: PrintedTable) -> list[Finding]:
    """Every subtotal and total against the rows that it adds up."""
    findings: list[Finding] = []
    stack: list[Row] = []
    for row in table.rows:
        if row.level == "line":
            stack.append(row)
            continue
        checks, addends = _best_reading(row, _readings(row, stack))
        findings += [check.finding() for check in checks if check.differs]
        stack = [one for one in stack if not row.holds(one) and one not in addends]
        stack.append(_closed(row))
    return findings


def _closed(row: Row) -> Row:
    """A sum as an addend of the sums above it: it stands where its heading stood."""
    return Row(row.index, row.label, row.level, row.part, row.group[:-1], row.entries, row.by_key)


def _readings(row: Row, stack: Sequence[Row]) -> list[list[Row]]:
    """What a sum may add up, the likeliest first: all under its headings, or only the lines since the sum before."""
    held = [one for one in stack if row.holds(one)]
    tops = _without_details(held)
    since = _since_last_sum(tops)
    sums = [one for one in tops if one.level != "line"]
    readings = [since, tops] if row.level == "subtotal" and since else [tops, since]
    readings += [sums, held, _since_last_sum(stack)]
    return [reading for at, reading in enumerate(readings) if reading and reading not in readings[:at]]


def _since_last_sum(rows: Sequence[Row]) -> list[Row]:
    last = max((at for at, row in enumerate(rows) if row.level != "line"), default=-1)
    return list(rows[last + 1 :])


def _without_details(rows: Sequence[Row]) -> list[Row]:
    """Rows without those that only detail a line above them ("of which")."""
    lines = {(row.part, row.label) for row in rows if row.level == "line"}
    return [row for row in rows if not row.group or (row.part, " / ".join(row.group)) not in lines]


def _best_reading(row: Row, readings: Sequence[list[Row]]) -> tuple[list[_Check], list[Row]]:
    """The checks of the reading that fits most columns, and its addends; none where no reading fits any column.

    A table whose sum fits in no column is read wrongly more often than it is wrong everywhere.
    """
    best: tuple[list[_Check], list[Row]] = ([], [])
    score = 0
    for addends in readings:
        checks = _compare(row, addends)
        fitting = sum(check.explained and bool(check.entry.value) for check in checks)
        if fitting > score:
            best, score = (checks, addends), fitting
    return best


def _compare(row: Row, addends: Sequence[Row]) -> list[_Check]:
    checks = []
    for key, entry in row.by_key.items():
        if key[1] == _NEVER_ADDED or not entry.known:
            continue
        found = [_like(one, key) for one in addends]
        present = [one for one in found if one is not None]
        if not present or not all(one.known for one in present):
            continue
        computed = sum((one.value for one in present), ZERO)
        rounded = sum(1 for one in present if one.value)
        checks.append(_Check(entry, computed, entry.step * _HALF * rounded, "Sum of the rows above"))
    return checks


def _like(row: Row, key: Key) -> Entry | None:
    """The figure of a row for a key; a column that stands alone in its part answers to year and measure."""
    found = row.by_key.get(key)
    if found is None:
        found = row.by_key.get((key[0], key[1], ""))
    return found


def _check_changes(row: Row, columns: frozenset[Key]) -> list[Finding]:
    """Changes add up to their total, the total leads from the year before to the estimate, percentages fit."""
    findings = []
    funds = {entry.fund for entry in row.entries}
    for fund in funds:
        entries = [entry for entry in row.entries if entry.fund == fund]
        target = max((entry.year for entry in entries if entry.measure in _OF_TARGET and entry.year), default=0)
        own = _one_of_each(entries, target)
        if not target:
            continue
        total, estimate = own.get((target, "total changes")), own.get((target, "estimate"))
        base = own.get((target - 1, BASE))
        parts = [own.get((target, measure)) for measure in _CHANGES]
        shown = any(key[0] == target and key[1] in _CHANGES for key in columns)
        checks = []
        if total and shown and any(part is not None for part in parts):
            checks.append(_total(total, parts, "Sum of the changes"))
        if estimate and (total or any(parts)) and (base or _has_base(columns, target)):
            checks.append(_total(estimate, [base, total] if total else [base, *parts], "Year before and changes"))
        findings += [check.finding() for check in checks if check and check.differs]
        if percent := own.get((target, "percentage")):
            findings += _check_percentage(percent, base, total)
    return findings


def _has_base(columns: frozenset[Key], target: int) -> bool:
    return any(key[0] == target - 1 and key[1] == BASE for key in columns)


def _one_of_each(entries: Sequence[Entry], target: int) -> dict[tuple[int | None, str], Entry]:
    """Figures by year and measure; where two columns tell the same, neither."""
    found: dict[tuple[int | None, str], Entry] = {}
    twice = set()
    for entry in entries:
        key = (entry.year, told_by(entry, target))
        if key in found:
            twice.add(key)
        found[key] = entry
    return {key: entry for key, entry in found.items() if key not in twice}


def _total(entry: Entry, parts: Sequence[Entry | None], said: str) -> _Check | None:
    present = [part for part in parts if part is not None]
    if not entry.known or not all(part.known for part in present):
        return None
    computed = sum((part.value for part in present), ZERO)
    rounded = sum(1 for part in present if part.value)
    return _Check(entry, computed, entry.step * _HALF * rounded, said)


def _check_percentage(percent: Entry, base: Entry | None, total: Entry | None) -> list[Finding]:
    """A printed percentage against total changes over the year before, with the rounding of all three."""
    if base is None or total is None or not (percent.known and base.known and total.known) or base.value <= 0:
        return []
    exact = total.value / base.value * 100
    half = base.step * _HALF
    ends = [
        (total.value + one) / (base.value + other) * 100
        for one in (-half, half)
        for other in (-half, half)
        if base.value + other > 0
    ]
    step = _PERCENT_STEP if "." in percent.printed or not percent.value else Decimal(1)
    printed = percent.value
    if abs(exact - printed) <= step * _HALF:
        return []
    explained = min(ends, default=exact) - step * _HALF <= printed <= max(ends, default=exact) + step * _HALF
    shown = f"{exact.quantize(_PERCENT_STEP):f}"
    end = "Rounding explains it." if explained else "Mend the figure that is wrong."
    message = f"Changes over the year before: printed {percent.printed}, computed {shown}. {end}"
    severity = Severity.INFO if explained else Severity.ERROR
    return [Finding("PB-SUM", severity, percent.where, message, (percent.printed, shown))]


def _check_columns(row: Row) -> list[Finding]:
    """Columns that add up others: totals over funds, subtotals and totals over grades set side by side."""
    findings = []
    funds: dict[tuple[int | None, str], list[Entry]] = {}
    target = max((entry.year for entry in row.entries if entry.year), default=0)
    for entry in row.entries:
        funds.setdefault((entry.year, told_by(entry, target)), []).append(entry)
    for (_, measure), entries in funds.items():
        if measure == _NEVER_ADDED:
            continue
        whole = [entry for entry in entries if entry.fund is None]
        parts = [entry for entry in entries if entry.fund is not None]
        if len(whole) == 1 and len(parts) > 1 and len({entry.fund for entry in parts}) == len(parts):
            check = _total(whole[0], parts, "Sum of the funds")
            findings += [check.finding()] if check and check.differs else []
        findings += _check_grades(entries)
    return findings


def _check_grades(entries: Sequence[Entry]) -> list[Finding]:
    """Subtotal and Total columns over the columns of grades before them."""
    findings = []
    lines: list[Entry] = []
    sums: list[Entry] = []
    for entry in sorted(entries, key=lambda one: one.cell.column_index):
        if entry.column_level == "line":
            lines.append(entry)
            continue
        addends = lines if entry.column_level == "subtotal" else [*sums, *lines]
        if len(addends) > 1:
            check = _total(entry, addends, "Sum of the columns before it")
            findings += [check.finding()] if check and check.differs else []
        sums, lines = ([*sums, entry], []) if entry.column_level == "subtotal" else ([entry], [])
    return findings


def _check_lists(row: Row) -> list[Finding]:
    """A number of posts against the posts by grade that the same row lists in one cell."""
    listed: dict[tuple[int, int | None, str], list[Entry]] = {}
    for entry in row.entries:
        listed.setdefault((entry.cell.column_index, entry.year, entry.measure), []).append(entry)
    findings = []
    for (column, year, measure), entries in listed.items():
        if len(entries) < 2 and not (entries[0].grade and entries[0].cell.column == "Details"):
            continue
        whole = [
            one
            for one in row.entries
            if one.cell.column_index != column and (one.year, one.measure) == (year, measure) and not one.grade
        ]
        if len(whole) == 1:
            check = _total(whole[0], entries, "Sum of the posts listed beside it")
            findings += [check.finding()] if check and check.differs else []
    return findings
