"""What is checked before values are taken in: each row against its definition, each report as it would stand."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from throughline.engine.findings import Finding, Sentence, Severity
from throughline.engine.monitoring.aggregation import Kind, Rule
from throughline.engine.monitoring.cells import Part, part_of, read_cell
from throughline.engine.monitoring.indicators import Definition, Point, check_targets
from throughline.engine.monitoring.values import COUNTED, NotAValue, Of, Said, State, check_cells, read_value
from throughline.store.monitoring.indicators.reads import period_record
from throughline.store.monitoring.indicators.resolving import Found
from throughline.store.monitoring.indicators.tables import APPROVED, CLOSED, OPEN, IndicatorReport, IndicatorValue

if TYPE_CHECKING:  # entering hands its entries here
    from throughline.store.monitoring.indicators.entering import Entry

# Kinds whose values bring words.
TOLD = frozenset({Kind.YESNO, Kind.MILESTONE, Kind.QUALITATIVE})
LONGEST = {"place": 100, "evidence": 4000, "text": 10_000}


@dataclass(frozen=True, slots=True)
class Row:
    """An entry with what it was read as, and the value that stands in its cell."""

    entry: "Entry"
    definition: Definition
    definition_id: int
    cell: str
    part: Part
    said: Said
    standing: IndicatorValue | None
    others: "dict[tuple[str, str], IndicatorValue]"

    @property
    def is_same(self) -> bool:
        """Tell whether it says what stands."""
        held = self.standing
        if held is None:
            return self.said.state is State.NOT_YET
        states = {held.state, *({State.REPORTED.value, State.ZERO.value} if held.state == State.RESTATED else ())}
        told = (held.number, held.denominator, held.text, held.evidence)
        now = (self.said.number, self.said.denominator, self.said.text, self.entry.evidence or held.evidence)
        return self.said.state.value in states and told == now


def rows_of(found: Found, entries: Sequence["Entry"], *, restating: bool) -> tuple[tuple[Row, ...], list[Finding]]:
    """The entries as rows, and what is wrong with those that are none. One statement: the values that stand."""
    standing = _standing(found)
    rows: list[Row] = []
    findings: list[Finding] = []
    seen: set[tuple[str, str, str]] = set()
    for entry in entries:
        read = _row(found, entry, standing, restating=restating)
        if isinstance(read, Finding):
            findings.append(read)
            continue
        key = (entry.report, entry.place, read.cell)
        if key in seen:
            words = Sentence("This cell stands here twice: keep one of them.")
            findings.append(Finding("MO-VALUE-TWICE", Severity.ERROR, where_of(entry), words))
        seen.add(key)
        rows.append(read)
    return tuple(rows), findings


def where_of(entry: "Entry") -> str:
    """What a finding about an entry names."""
    return entry.where or f"{entry.report} {entry.place} {entry.cell}".strip()


def _standing(found: Found) -> dict[int, dict[tuple[str, str], IndicatorValue]]:
    """The values that stand in the reports that were found, by place and cell; one statement."""
    by_report: dict[int, dict[tuple[str, str], IndicatorValue]] = defaultdict(dict)
    reports = [one.pk for one in found.reports.values()]
    for value in IndicatorValue.objects.filter(report__in=reports, stands=True) if reports else ():
        by_report[value.report_id][value.place, value.cell] = value
    return by_report


def _row(
    found: Found, entry: "Entry", standing: dict[int, dict[tuple[str, str], IndicatorValue]], *, restating: bool
) -> Row | Finding:
    name = found.names.get(entry.report)
    series = found.series_at(name) if name else None
    where = where_of(entry)
    if name is None or series is None:
        words = Sentence(
            "%(report)s is no report of an indicator here: look up its address.", report=entry.report[:200]
        )
        return Finding("MO-VALUE-SERIES", Severity.ERROR, where, words)
    period = found.periods.get(name.period)
    if period is None or period.state == CLOSED:
        why = (
            Sentence("is closed: ask for it to be reopened") if period else Sentence("is no period here: make it first")
        )
        words = Sentence("%(period)s %(why)s.", period=name.period, why=why)
        return Finding("MO-VALUE-PERIOD", Severity.ERROR, where, words)
    report = found.reports.get(name.address)
    held = standing.get(report.pk, {}) if report else {}
    wrong = _state_of(report, restating=restating)
    if wrong is not None:
        return Finding("MO-VALUE-STATE", Severity.ERROR, where, wrong)
    of = report.definition if report is not None and held else found.in_force(series)
    definition = found.record_of(of)
    cell = read_cell(entry.cell, definition.dimensions)
    if cell is None or len(entry.place) > LONGEST["place"]:
        words = Sentence("%(cell)s is no cell of this indicator: choose among its categories.", cell=entry.cell[:100])
        return Finding("MO-VALUE-CELL", Severity.ERROR, where, words)
    try:
        said = _said(entry.said, definition)
    except NotAValue as no:
        return Finding("MO-VALUE-TEXT", Severity.ERROR, where, no.sentence)
    part = part_of(cell, definition.dimensions)
    return Row(entry, definition, of.pk, cell, part, said, held.get((entry.place, cell)), held)


def _state_of(report: IndicatorReport | None, *, restating: bool) -> Sentence | None:
    """Why a report takes no values now; None where it does."""
    if restating:
        is_approved = report is not None and report.state == APPROVED
        return None if is_approved else Sentence("Only what was approved is restated: enter the value.")
    if report is None or report.state == OPEN:
        return None
    if report.state == APPROVED:
        return Sentence("It was approved: restate it, and say why.")
    return Sentence("It was submitted: ask for it to be sent back.")


def _said(said: Said | str, definition: Definition) -> Said:
    """The value that an entry says; raises `NotAValue` where it is none of this indicator."""
    if isinstance(said, str):
        said = read_value(said, definition.kind, divided=definition.is_divided, union=definition.is_union)
    needs = definition.is_divided and said.state in COUNTED
    if needs != (said.denominator is not None):
        words = "Write the denominator too." if needs else "There is nothing to divide by: write the number alone."
        raise NotAValue(Sentence(words))
    if len(said.text) > LONGEST["text"]:
        raise NotAValue(Sentence("The text is too long: shorten it."))
    is_told = definition.is_union or definition.kind in TOLD
    return said if is_told or not said.text else replace(said, text="")


def check_rows(rows: Iterable[Row]) -> list[Finding]:
    """MO-CELLS, MO-ABOVE and MO-NO-TOTAL of every report and place as they would stand."""
    places: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        places[row.entry.report, row.entry.place].append(row)
    findings = []
    for (report, place), own in places.items():
        definition = own[0].definition
        cells: dict[str, tuple[Part, Said]] = {
            cell: (Part(held.part), Said(State(held.state), held.number, held.denominator, held.text))
            for (at, cell), held in own[0].others.items()
            if at == place
        }
        cells |= {row.cell: (row.part, row.said) for row in own}
        counted = {part for part, said in cells.values() if said.counts}
        where = f"{report} {place}".strip()
        if counted == {Part.MARGIN}:
            words = Sentence(
                "Margins alone make no total: state the total too, or the cells that cross all dimensions."
            )
            findings.append(Finding("MO-NO-TOTAL", Severity.ERROR, where, words))
        added = definition.rules.cells is Rule.SUM
        findings += check_cells(where, cells, added=added)
    return findings


def check_points(found: Found, rows: Sequence[Row]) -> list[Finding]:
    """MO-TARGET-EARLY of the series for which targets or baselines are set. One statement, none without them."""
    named = [found.names[row.entry.report] for row in rows if row.said.counts]
    wanted = {(one.indicator, one.node) for one in named if one.of is not Of.ACTUAL}
    if not wanted:
        return []
    points = [Point(one.indicator, one.node, one.of, period_record(found.periods[one.period])) for one in named]
    series = [found.series[key].pk for key in wanted]
    held = IndicatorReport.objects.filter(series__in=series).exclude(of=Of.ACTUAL.value)
    for report in held.select_related("series__indicator", "period"):
        of, period = Of(report.of), period_record(report.period)
        points.append(Point(report.series.indicator.address, report.series.node, of, period))
    return check_targets(dict.fromkeys(points))
