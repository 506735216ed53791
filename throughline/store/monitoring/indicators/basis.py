"""What figures of many indicators share: definitions, periods, series, and what reaches what; read once for all."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from django.db import connection

from throughline.engine.monitoring.aggregation import NOTHING, UNMARKED, Amount, Mark
from throughline.engine.monitoring.rollup import Figures, Value, figures_at, over_time, reports_of
from throughline.engine.monitoring.sums import Weight
from throughline.engine.monitoring.values import MARKS, names_of
from throughline.engine.periods import Period
from throughline.store.monitoring.indicators.nodes import contributing_in
from throughline.store.monitoring.indicators.reading import PARTS, Definitions, Which
from throughline.store.monitoring.indicators.reads import period_record, periods_in
from throughline.store.monitoring.indicators.spans import Rolls
from throughline.store.organizations import Organization
from throughline.store.rights import Sight

AT_ONCE = 20_000
# A value with its report: indicator, of, report, part, place, cell, node, period, definition, number, denominator,
# state, official, text.
Row = tuple[Any, ...]
# What is counted, or told in words; `{wanted}` and `{some}` are conditions of ours, never what a request says.
ROWS = """
SELECT s.indicator_id, r.of, v.report_id, v.part, v.place, v.cell, s.node, r.period_id, r.definition_id,
       v.number, v.denominator, v.state, v.official, v.text
FROM store_series s
JOIN store_indicatorreport r ON r.series_id = s.id
JOIN store_indicatorvalue v ON v.report_id = r.id
WHERE {some} AND {wanted} AND v.state NOT IN ('not yet reported', 'not applicable')
"""
# An indicator (row number), and what its values are of.
Key = tuple[int, str]
BY_STATE = {state.value: marks for state, marks in MARKS.items()}
UNAPPROVED = frozenset({Mark.UNAPPROVED})


@dataclass(frozen=True, slots=True)
class Basis:
    """The shared ground of figures: `names` are periods by row number, `below` what reaches each node where it does."""

    periods: tuple[Period, ...]
    names: Mapping[int, str]
    starts: Mapping[str, int]
    definitions: Definitions
    rolls: Rolls
    below: Mapping[str, Mapping[str, Weight]] = field(repr=False)

    @property
    def is_steady(self) -> bool:
        """Tell whether the same reaches the same in every span of time: no contribution begins or ends in between."""
        return self.rolls.is_steady

    def weights_to(self, node: str) -> dict[str, Weight]:
        """Which part of each node reaches this one, itself wholly; where that is steady."""
        return {**self.below.get(node, {}), node: 1}


def basis_of(organization: Organization, definitions: Definitions, nodes: Collection[str], *, seen_by: Sight) -> Basis:
    """What figures of indicators with these definitions, which these nodes report, start from. Two statements."""
    held = periods_in(organization)
    periods = tuple(period_record(one) for one in held.values())
    rolls = Rolls(contributing_in(organization, seen_by=seen_by), periods, nodes)
    below: dict[str, dict[str, Weight]] = {}
    if rolls.is_steady:
        for node, reached in next(iter(rolls.above.values()), {}).items():
            for ancestor, weight in reached:
                below.setdefault(ancestor, {})[node] = 1 if weight == 1 else Fraction(weight)
    return Basis(
        periods,
        {one.pk: one.code for one in held.values()},
        {one.name: one.start.toordinal() for one in periods},
        definitions,
        rolls,
        below,
    )


def nodes_in(rows: Mapping[Key, Sequence[Row]]) -> frozenset[str]:
    """The nodes that report in these rows."""
    return frozenset(row[6] for own in rows.values() for row in own)


def rows_of(which: Which, some: str, values: Sequence[Any]) -> dict[Key, list[Row]]:
    """The values that count, by indicator and what they are of; `some` is a condition of `s`, `r`. One statement."""
    found: dict[Key, list[Row]] = {}
    for row in fetched(ROWS.format(wanted=wanted_by(which), some=some), values):
        key = (row[0], row[1])
        if key in found:
            found[key].append(row)
        else:
            found[key] = [row]
    return found


def wanted_by(which: Which) -> str:
    """The condition that a value `v` is one of those that make a figure."""
    return "v.official" if which is Which.OFFICIAL else "v.stands"


def fetched(statement: str, values: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    """The rows of a statement, so many at once."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        while rows := cursor.fetchmany(AT_ONCE):
            yield from rows


def named_in(column: str, numbers: Sequence[int]) -> str:
    """A condition that a column is one of so many numbers, with a place for each."""
    return f"{column} IN ({', '.join(['%s'] * len(numbers)) or 'NULL'})"


def axis_by_axis(basis: Basis, indicator: int, rows: Sequence[Row]) -> Figures:
    """The figures of an indicator at its own node, by all its rules."""
    definition = basis.definitions.record(indicator)
    spans = basis.rolls.spans(definition.frequency)
    own = over_time(definition.rules, reports_of(definition.rules, values_in(basis, indicator, rows)), spans)
    return figures_at(definition.rules, own, basis.rolls.above, definition.node)


def values_in(basis: Basis, indicator: int, rows: Sequence[Row]) -> list[Value]:
    """Rows as the values that are added up axis by axis."""
    definitions, values = basis.definitions, []
    for _, _, _, part, place, cell, node, period, definition, number, below, state, official, text in rows:
        record, name = definitions.by_number[definition], basis.names[period]
        marks = BY_STATE.get(state, UNMARKED)
        if not official:
            marks = marks | UNAPPROVED
        product = number * below if record.is_weighted else number or 0
        members = names_of(text) if record.is_union else NOTHING
        told = "" if record.is_union else text
        unit = definitions.measure(indicator, definition)
        amount = Amount(product, below, members, basis.starts[name], told, unit, 1, marks)
        now = definitions.carried(indicator, definition, cell)
        values.append(Value(node, name, place, now, PARTS[part], amount))
    return values
