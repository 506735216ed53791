"""The totals of every indicator of an organization at its own node: grouped in the database, remembered, brought up.

Nothing is stored. A process remembers the reports as they stood at a line of the history (decision 0009), and reads
only those that changed after it: a figure is worked out anew where one of its reports changed, and nowhere else.
"""

from collections import OrderedDict, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Any

from django.db import connection
from django.db.models import Max, Q

from throughline.engine.monitoring.aggregation import Amount, Folded, Kind, Mark, Rule, Rules, fold
from throughline.engine.monitoring.cells import TOTAL
from throughline.engine.monitoring.rollup import Above, Figures, as_report, figures_at, over_time, reports_of
from throughline.engine.periods import Period
from throughline.store.history import HistoryLine
from throughline.store.monitoring.indicators.figures import Rolls
from throughline.store.monitoring.indicators.nodes import contributing_in, contributing_state
from throughline.store.monitoring.indicators.reading import (
    Definitions,
    Which,
    counted_rows,
    definitions_for,
    values_of,
)
from throughline.store.monitoring.indicators.reads import period_records, periods_in
from throughline.store.monitoring.indicators.tables import Definition as DefinitionRow
from throughline.store.organizations import Organization
from throughline.store.rights import Sight

# So many organizations, and ways to look at each, a process remembers; and from so many changes on it reads all anew.
LIMIT = 8
MANY = 2_000
# A report (node, period) with its total.
Reports = dict[tuple[str, str], dict[str, Folded]]
Key = tuple[int, str]

AT_ONCE = 20_000
# Marks by what the database says of the values: (estimated, restated, official).
MARKS: Mapping[tuple[int, ...], frozenset[Mark]] = {
    (estimated, restated, official): frozenset(
        mark
        for mark, is_there in (
            (Mark.ESTIMATED, estimated),
            (Mark.RESTATED, restated),
            (Mark.UNAPPROVED, not official),
        )
        if is_there
    )
    for estimated in (0, 1)
    for restated in (0, 1)
    for official in (0, 1)
}
GROUPED = """
SELECT s.indicator_id, r.of, s.node, p.code, r.definition_id, g.place, g.part, g.number, g.denominator,
       g.estimated, g.restated, g.official
FROM (
    SELECT v.report_id AS report_id, v.place AS place, v.part AS part, SUM(v.number) AS number,
           SUM(v.denominator) AS denominator, MAX(CASE WHEN v.state = 'estimated' THEN 1 ELSE 0 END) AS estimated,
           MAX(CASE WHEN v.state = 'restated' THEN 1 ELSE 0 END) AS restated,
           MIN(CASE WHEN v.official THEN 1 ELSE 0 END) AS official
    FROM store_indicatorvalue v
    WHERE {wanted} AND v.part <> 1 AND v.number IS NOT NULL {some}
    GROUP BY v.report_id, v.place, v.part
) g
JOIN store_indicatorreport r ON r.id = g.report_id
JOIN store_series s ON s.id = r.series_id
JOIN store_reportingperiod p ON p.id = r.period_id
WHERE p.organization_id = %s
"""


@dataclass(frozen=True, slots=True)
class Whole:
    """The totals of an organization at a line of the history: reports and figures by indicator and what they are of.

    `figures` has those at the indicator's own node, {(node, span, ""): figure}; `read` says how many reports were read
    to bring it up, the cost of this answer.
    """

    line: tuple[int, str]
    reports: Mapping[Key, Reports] = field(repr=False)
    figures: Mapping[Key, Figures] = field(repr=False)
    definitions: Definitions = field(repr=False)
    periods: tuple[Period, ...]
    state: tuple[object, ...]
    rolls: Rolls = field(repr=False)
    nodes: frozenset[str] = field(repr=False)
    read: int

    def figure(self, indicator: int, of: str, node: str, span: str) -> Folded | None:
        """The total of an indicator (row number) at its own node for a span of time."""
        return self.figures.get((indicator, of), {}).get((node, span, TOTAL))


_remembered: OrderedDict[tuple[str, int, str], Whole] = OrderedDict()
_lock = Lock()


def whole_of(organization: Organization, which: Which, *, seen_by: Sight) -> Whole | None:
    """The totals of every indicator of an organization; None for who does not work there.

    One statement where nothing was written since a process asked last, seven where few reports changed; eleven to work
    out the whole.
    """
    if not seen_by.works_in(organization.pk):
        return None
    name = (str(connection.settings_dict["NAME"]), organization.pk, which.value)
    with _lock:
        before = _remembered.get(name)
    now = _brought_up(organization, which, before, seen_by)
    if now.line[1]:
        with _lock:
            _remembered[name] = now
            _remembered.move_to_end(name)
            while len(_remembered) > LIMIT:
                _remembered.popitem(last=False)
    return now


def forget() -> None:
    """Forget everything: for measures of what is worked out anew."""
    with _lock:
        _remembered.clear()


def _brought_up(organization: Organization, which: Which, before: Whole | None, seen_by: Sight) -> Whole:
    """What was remembered with all that changed since, or the whole anew where that would be more work."""
    line, is_known = _lines(before)
    if before is not None and is_known and before.line == line:
        return before
    periods, state = period_records(periods_in(organization)), _state(organization)
    if before is None or not is_known or (periods, state) != (before.periods, before.state):
        return _anew(organization, which, line, seen_by)
    changed = _changed(organization, before.line[0])
    if len(changed) > MANY:
        return _anew(organization, which, line, seen_by)
    if not changed:
        return replace(before, line=line, read=0)
    return _with_changes(organization, which, before, line, changed, seen_by)


def _state(organization: Organization) -> tuple[object, ...]:
    """What changes whenever a definition or a contribution does: then all is worked out anew. Three statements."""
    defined = DefinitionRow.objects.filter(indicator__organization=organization).aggregate(last=Max("pk"))
    return (defined["last"], *contributing_state(organization))


def _lines(before: Whole | None) -> tuple[tuple[int, str], bool]:
    """The newest line of the history, and whether the line of what is remembered still stands. One statement."""
    wanted = Q(number=before.line[0]) if before else Q(pk=None)
    newest = HistoryLine.objects.order_by("-number").values("number")[:1]
    found = dict(HistoryLine.objects.filter(wanted | Q(number=newest)).values_list("number", "digest"))
    if not found:
        return (0, ""), False
    last = max(found)
    return (last, found[last]), before is not None and found.get(before.line[0]) == before.line[1]


def _changed(organization: Organization, number: int) -> dict[int, tuple[Key, tuple[str, str]]]:
    """The reports that changed after a line of the history: {row number: (its indicator and what it is of, itself)}.

    One statement.
    """
    statement = """
    SELECT r.id, s.indicator_id, r.of, s.node, p.code FROM store_indicatorreport r
    JOIN store_series s ON s.id = r.series_id JOIN store_reportingperiod p ON p.id = r.period_id
    WHERE r.changed > %s AND p.organization_id = %s LIMIT %s
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, [number, organization.pk, MANY + 1])
        return {report: ((indicator, of), (node, code)) for report, indicator, of, node, code in cursor.fetchall()}


def _anew(organization: Organization, which: Which, line: tuple[int, str], seen_by: Sight) -> Whole:
    """The whole, from all values."""
    periods = period_records(periods_in(organization))
    definitions = definitions_for(Q(indicator__organization=organization))
    reports = _totals(organization, which, definitions, periods, None)
    nodes = frozenset(node for of_one in reports.values() for node, _ in of_one)
    state = _state(organization)
    rolls = Rolls(contributing_in(organization, seen_by=seen_by), periods, nodes)
    figures = {key: _figures(definitions, key[0], of_one, rolls.above, rolls) for key, of_one in reports.items()}
    count = sum(map(len, reports.values()))
    return Whole(line, reports, figures, definitions, periods, state, rolls, nodes, count)


def _with_changes(
    organization: Organization,
    which: Which,
    before: Whole,
    line: tuple[int, str],
    changed: Mapping[int, tuple[Key, tuple[str, str]]],
    seen_by: Sight,
) -> Whole:
    """What was remembered, with the reports that changed read again and the figures above them worked out anew."""
    fresh = _totals(organization, which, before.definitions, before.periods, list(changed))
    nodes = before.nodes | {node for _, (node, _) in changed.values()}
    rolls = before.rolls
    if nodes != before.nodes:
        rolls = Rolls(contributing_in(organization, seen_by=seen_by), before.periods, nodes)
    touched: dict[Key, Reports] = {}
    for key, report in changed.values():
        own = touched.setdefault(key, dict(before.reports.get(key, {})))
        own.pop(report, None)
    for key, reports in fresh.items():
        touched[key].update(reports)
    figures = {key: _figures(before.definitions, key[0], own, rolls.above, rolls) for key, own in touched.items()}
    return replace(
        before,
        line=line,
        reports={**before.reports, **touched},
        figures={**before.figures, **figures},
        rolls=rolls,
        nodes=nodes,
        read=len(changed),
    )


def _figures(
    definitions: Definitions, indicator: int, reports: Reports, above: Mapping[str, Above], rolls: Rolls
) -> Figures:
    """The totals of an indicator at its own node."""
    definition = definitions.record(indicator)
    own = over_time(definition.rules, reports, rolls.spans(definition.frequency))
    return figures_at(definition.rules, own, above, definition.node)


def _totals(
    organization: Organization,
    which: Which,
    definitions: Definitions,
    periods: Sequence[Period],
    some: Sequence[int] | None,
) -> dict[Key, Reports]:
    """The totals of all reports, or of `some` of them. One statement, two where a rule needs the values themselves."""
    starts = {one.name: one.start.toordinal() for one in periods}
    apart = {number for number in definitions.by_number if not _is_grouped(definitions, number)}
    parts: dict[Key, dict[tuple[str, str], list[tuple[str, int, Amount]]]] = defaultdict(lambda: defaultdict(list))
    for indicator, of, node, period, definition, place, part, number, below, *marks in _grouped(
        organization, which, some
    ):
        if definition not in apart:
            unit = definitions.measure(indicator, definition)
            denominator = None if below is None else int(below)
            amount = Amount(int(number), denominator, when=starts[period], unit=unit, marks=MARKS[tuple(marks)])
            parts[indicator, of][node, period].append((place, part, amount))
    found: dict[Key, Reports] = {}
    for key, of_one in parts.items():
        rules = definitions.record(key[0]).rules
        found[key] = {report: {TOTAL: _total(rules, own)} for report, own in of_one.items()}
    if apart:
        wanted = Q(report__definition__in=apart, report__period__organization=organization)
        wanted &= Q(report__in=some) if some is not None else Q()
        for key, values in values_of(counted_rows(which, wanted), definitions, starts).items():
            made = reports_of(definitions.record(key[0]).rules, values)
            own = found.setdefault(key, {})
            own.update({report: {TOTAL: cells[TOTAL]} for report, cells in made.items() if TOTAL in cells})
    return found


def _is_grouped(definitions: Definitions, number: int) -> bool:
    """Tell whether sums of the database make the totals of reports under this definition."""
    one = definitions.by_number[number]
    adds = one.rules.cells in (Rule.SUM, Rule.RATIO) or not one.dimensions
    return one.kind in (Kind.QUANTITY, Kind.RATIO) and not one.is_union and adds


def _total(rules: Rules, parts: Sequence[tuple[str, int, Amount]]) -> Folded:
    """The total of a report: of each place what is stated, else what its cells make; everywhere before all places."""
    if len(parts) == 1:
        return parts[0][2]
    places: dict[str, Amount] = {}
    for place, _, amount in sorted(parts, key=lambda one: one[1], reverse=True):
        places[place] = amount
    return places[""] if "" in places else as_report(fold(rules.places, list(places.values())))


def _grouped(organization: Organization, which: Which, some: Sequence[int] | None) -> Iterator[tuple[Any, ...]]:
    """Sums of the values of reports by place and part; one statement."""
    wanted = "v.official" if which is Which.OFFICIAL else "v.stands"
    named = "" if some is None else f"AND v.report_id IN ({', '.join(['%s'] * len(some))})"
    # Nothing of a request stands in the statement: only its places are counted.
    statement = GROUPED.format(wanted=wanted, some=named)
    with connection.cursor() as cursor:
        cursor.execute(statement, [*(some or ()), organization.pk])
        while rows := cursor.fetchmany(AT_ONCE):
            yield from rows
