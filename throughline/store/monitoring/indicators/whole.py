"""The totals of every indicator of an organization at its own node: added up by the database, remembered, brought up.

Nothing is stored. A process remembers the figures as they stood at a line of the history (decision 0009), and works
out anew those of the indicators of which a report changed after it, and no others.
"""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from threading import Lock

from django.db import connection
from django.db.models import Max, Q

from throughline.engine.monitoring.aggregation import Folded
from throughline.engine.monitoring.cells import TOTAL
from throughline.engine.monitoring.rollup import Figures
from throughline.engine.monitoring.sums import Term
from throughline.engine.periods import Period
from throughline.store.history import HistoryLine
from throughline.store.monitoring.indicators.adding import (
    Reported,
    Terms,
    adds,
    figures_added,
    figures_of_others,
)
from throughline.store.monitoring.indicators.basis import Key, basis_of, fetched, named_in, wanted_by
from throughline.store.monitoring.indicators.nodes import contributing_state
from throughline.store.monitoring.indicators.reading import Definitions, Which, definitions_for
from throughline.store.monitoring.indicators.reads import period_records, periods_in
from throughline.store.monitoring.indicators.tables import Definition, Series
from throughline.store.organizations import Organization
from throughline.store.rights import Sight

# So many organizations, and ways to look at each, a process remembers; and from so many indicators on it asks for all.
LIMIT = 8
MANY = 1_000
# What a report states and what its cells make, apart, as terms (adding.py); margins make nothing.
GROUPED = """
SELECT g.report_id, s.indicator_id, r.of, s.node, r.period_id, g.part, g.number, g.denominator, g.marks
FROM (
    SELECT v.report_id AS report_id, v.part AS part, v.place AS place,
           CAST(SUM(v.number) AS BIGINT) AS number, CAST(SUM(v.denominator) AS BIGINT) AS denominator,
           MAX(CASE v.state WHEN 'estimated' THEN 1 ELSE 0 END) + MAX(CASE v.state WHEN 'restated' THEN 2 ELSE 0 END)
           + MAX(CASE WHEN v.official THEN 0 ELSE 4 END) + CASE WHEN v.place = '' THEN 0 ELSE 8 END AS marks
    FROM store_indicatorvalue v
    WHERE {wanted} AND v.part <> 1 AND v.number IS NOT NULL {values}
    GROUP BY v.report_id, v.place, v.part
) g
JOIN store_indicatorreport r ON r.id = g.report_id
JOIN store_series s ON s.id = r.series_id
WHERE {some}
"""
OF_SOME = "SELECT r.id FROM store_indicatorreport r JOIN store_series s ON s.id = r.series_id WHERE {}"


@dataclass(frozen=True, slots=True)
class Whole:
    """The totals of an organization at a line of the history, by indicator (row number) and what they are of.

    `figures` has those at the indicator's own node, {(node, span, ""): figure}; `read` says of how many indicators the
    values were read for this answer, which is its cost.
    """

    line: tuple[int, str]
    figures: Mapping[Key, Figures] = field(repr=False)
    periods: tuple[Period, ...]
    state: tuple[object, ...]
    read: int

    def figure(self, indicator: int, of: str, node: str, span: str) -> Folded | None:
        """The total of an indicator (row number) at its own node for a span of time."""
        return self.figures.get((indicator, of), {}).get((node, span, TOTAL))


_remembered: OrderedDict[tuple[str, int, str], Whole] = OrderedDict()
_lock = Lock()


def whole_of(organization: Organization, which: Which, *, seen_by: Sight) -> Whole | None:
    """The totals of every indicator of an organization; None for who does not work there.

    One statement where nothing was written since a process asked last; thirteen at most otherwise, whatever there is.
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
    changed: list[int] | None = None
    if before is not None and is_known and (periods, state) == (before.periods, before.state):
        changed = _changed(organization, before.line[0])
        if not changed:
            return replace(before, line=line, read=0)
    if before is None or changed is None or len(changed) > MANY:
        made = _figures(organization, which, None, seen_by)
        return Whole(line, made, periods, state, len({indicator for indicator, _ in made}))
    fresh = _figures(organization, which, changed, seen_by)
    touched = frozenset(changed)
    kept = {key: one for key, one in before.figures.items() if key[0] not in touched}
    return Whole(line, kept | fresh, periods, state, len(changed))


def _lines(before: Whole | None) -> tuple[tuple[int, str], bool]:
    """The newest line of the history, and whether the line of what is remembered still stands. One statement."""
    wanted = Q(number=before.line[0]) if before else Q(pk=None)
    newest = HistoryLine.objects.order_by("-number").values("number")[:1]
    found = dict(HistoryLine.objects.filter(wanted | Q(number=newest)).values_list("number", "digest"))
    if not found:
        return (0, ""), False
    last = max(found)
    return (last, found[last]), before is not None and found.get(before.line[0]) == before.line[1]


def _state(organization: Organization) -> tuple[object, ...]:
    """What changes whenever a definition or a contribution does: then all is worked out anew. Three statements."""
    defined = Definition.objects.filter(indicator__organization=organization).aggregate(last=Max("pk"))
    return (defined["last"], *contributing_state(organization))


def _changed(organization: Organization, number: int) -> list[int]:
    """The indicators (row numbers) of which a report changed after a line of the history. One statement."""
    found = Series.objects.filter(indicator__organization=organization, reports__changed__gt=number)
    return list(found.values_list("indicator", flat=True).distinct()[: MANY + 1])


def _figures(
    organization: Organization, which: Which, some: Sequence[int] | None, seen_by: Sight
) -> dict[Key, Figures]:
    """The totals of all indicators, or of some. Six statements at most: sums, and values where sums do not serve."""
    wanted = Q(indicator__organization=organization) if some is None else Q(indicator__in=some)
    definitions = definitions_for(wanted)
    reported, terms = _grouped(organization, which, some)
    nodes = Series.objects.filter(wanted).values_list("node", flat=True).distinct()
    basis = basis_of(organization, definitions, frozenset(nodes), seen_by=seen_by)
    grouped = frozenset(one for one in definitions.newest if basis.is_steady and _is_grouped(definitions, one))
    others = frozenset(definitions.newest) - grouped
    of_grouped = {key: reports for key, reports in reported.items() if key[0] in grouped}
    figures, more = figures_added(basis, of_grouped, terms, _no_cells)
    figures |= figures_of_others(basis, which, others | more)
    return {key: _totals(one) for key, one in figures.items()}


def _no_cells(_: str) -> tuple[str, ...]:
    """The cells that a sum of cells lies within: it makes the total alone."""
    return ()


def _totals(figures: Figures) -> Figures:
    return {key: one for key, one in figures.items() if key[2] == TOTAL}


def _is_grouped(definitions: Definitions, indicator: int) -> bool:
    """Tell whether sums of the database make the totals: it only adds, and needs no value multiplied first."""
    return adds(definitions, indicator) and not definitions.record(indicator).is_weighted


def _grouped(organization: Organization, which: Which, some: Sequence[int] | None) -> tuple[Reported, Terms]:
    """Reports with a sum for each part of them; of all indicators, or of some. One statement."""
    if some is None:
        own = "r.period_id IN (SELECT id FROM store_reportingperiod WHERE organization_id = %s)"
        statement, values = GROUPED.format(wanted=wanted_by(which), some=own, values=""), [organization.pk]
    else:
        reports = OF_SOME.format(named_in("s.indicator_id", some))
        of_some = f"AND v.report_id IN ({reports})"
        statement, values = GROUPED.format(wanted=wanted_by(which), some="1 = 1", values=of_some), list(some)
    found: dict[Key, list[tuple[int, str, int]]] = {}
    terms: dict[int, list[Term]] = {}
    for report, indicator, of, node, period, part, number, denominator, marks in fetched(statement, values):
        held = terms.get(report)
        if held is None:
            held = terms[report] = []
            found.setdefault((indicator, of), []).append((report, node, period))
        held.append((report, part, TOTAL, number, denominator, marks))
    return found, terms
