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
from throughline.engine.monitoring.sums import only_adds
from throughline.engine.periods import Period
from throughline.store.history import HistoryLine
from throughline.store.monitoring.indicators.basis import (
    Row,
    at_own_node,
    basis_of,
    by_indicator,
    fetched,
    named_in,
    nodes_in,
    rows_of,
)
from throughline.store.monitoring.indicators.nodes import contributing_state
from throughline.store.monitoring.indicators.reading import Definitions, Which, definitions_for
from throughline.store.monitoring.indicators.reads import period_records, periods_in
from throughline.store.monitoring.indicators.tables import Definition, Series
from throughline.store.organizations import Organization
from throughline.store.rights import Sight

# So many organizations, and ways to look at each, a process remembers; and from so many indicators on it asks for all.
LIMIT = 8
MANY = 1_000
Key = tuple[int, str]
# What a report states and what its cells make, apart; margins make nothing. The state is a number of marks (basis.py).
GROUPED = """
SELECT s.indicator_id, r.of, g.report_id, g.part, g.place, '', s.node, r.period_id, r.definition_id,
       g.number, g.denominator, g.state, g.official, ''
FROM (
    SELECT v.report_id AS report_id, v.place AS place, v.part AS part,
           CAST(SUM(v.number) AS BIGINT) AS number, CAST(SUM(v.denominator) AS BIGINT) AS denominator,
           MAX(CASE WHEN v.state = 'estimated' THEN 1 ELSE 0 END)
           + MAX(CASE WHEN v.state = 'restated' THEN 2 ELSE 0 END) AS state,
           MIN(CASE WHEN v.official THEN 1 ELSE 0 END) AS official
    FROM store_indicatorvalue v
    WHERE {wanted} AND v.part <> 1 AND v.number IS NOT NULL {values}
    GROUP BY v.report_id, v.place, v.part
) g
JOIN store_indicatorreport r ON r.id = g.report_id
JOIN store_series s ON s.id = r.series_id
WHERE {some}
"""


REPORTS = "SELECT r.id FROM store_indicatorreport r JOIN store_series s ON s.id = r.series_id WHERE {}"


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
    apart = [one for one in definitions.newest if not _is_grouped(definitions, one)]
    rows = _grouped(organization, which, some)
    if apart:
        unlike = frozenset(apart)
        rows = {key: own for key, own in rows.items() if key[0] not in unlike}
        rows |= rows_of(which, named_in("s.indicator_id", apart), apart)
    basis = basis_of(organization, definitions, nodes_in(rows), seen_by=seen_by)
    return {key: _totals(at_own_node(basis, key[0], own, _no_cells)) for key, own in rows.items()}


def _no_cells(_: str) -> tuple[str, ...]:
    """The cells that a sum of cells lies within: it makes the total alone."""
    return ()


def _totals(figures: Figures) -> Figures:
    return {key: one for key, one in figures.items() if key[2] == TOTAL}


def _is_grouped(definitions: Definitions, indicator: int) -> bool:
    """Tell whether sums of the database make the totals: it only adds, and needs no value multiplied first."""
    return only_adds(definitions.record(indicator).rules) and not any(
        definitions.by_number[one].is_weighted for one in definitions.of_indicator[indicator]
    )


def _grouped(organization: Organization, which: Which, some: Sequence[int] | None) -> dict[Key, list[Row]]:
    """Sums of reports by place and part as rows; of all, or of some indicators. One statement."""
    wanted = "v.official" if which is Which.OFFICIAL else "v.stands"
    if some is None:
        own = "r.period_id IN (SELECT id FROM store_reportingperiod WHERE organization_id = %s)"
        return by_indicator(fetched(GROUPED.format(wanted=wanted, some=own, values=""), [organization.pk]))
    reports = REPORTS.format(named_in("s.indicator_id", some))
    statement = GROUPED.format(wanted=wanted, some="1 = 1", values=f"AND v.report_id IN ({reports})")
    return by_indicator(fetched(statement, list(some)))
