"""Rows of values as the engine's records: amounts, and cells in the newest definition, for many indicators at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db.models import Q, QuerySet

from throughline.engine.monitoring.cells import Part, carry
from throughline.engine.monitoring.indicators import Definition
from throughline.engine.monitoring.rollup import Value
from throughline.engine.monitoring.values import COUNTED, Said, State, amount_of
from throughline.store.monitoring.indicators import tables
from throughline.store.monitoring.indicators.reads import definition_record
from throughline.store.monitoring.indicators.tables import IndicatorValue


class Which(StrEnum):
    """Which values make a figure: those that were approved, or the newest ones, approved or not."""

    OFFICIAL = "official"
    STANDING = "standing"

    @property
    def wanted(self) -> Q:
        """The condition of a value."""
        return Q(official=True) if self is Which.OFFICIAL else Q(stands=True)


COUNTED_STATES = tuple(sorted(state.value for state in COUNTED))
STATES = {state.value: state for state in State}
PARTS = {part.value: part for part in Part}
# What a row of values holds, in this order.
COLUMNS = (
    "report__series__indicator_id",
    "report__of",
    "report__series__node",
    "report__period__code",
    "report__definition_id",
    "place",
    "cell",
    "part",
    "state",
    "number",
    "denominator",
    "text",
    "official",
)
# What values of one indicator are of: {(indicator, of): values}.
Values = Mapping[tuple[int, str], list[Value]]


@dataclass(slots=True)
class Definitions:
    """Definitions of indicators by their row numbers, with what reading values needs of them worked out once."""

    by_number: dict[int, Definition] = field(default_factory=dict)
    newest: dict[int, int] = field(default_factory=dict)
    of_indicator: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    measures: dict[tuple[int, tuple[str, str, str, bool]], int] = field(default_factory=dict)
    units: dict[int, int] = field(default_factory=dict)
    cells: dict[tuple[int, str], str | None] = field(default_factory=dict)

    def add(self, rows: Iterable[tables.Definition]) -> None:
        """Take in definitions, the earlier ones first."""
        for row in rows:
            self.by_number[row.pk] = definition_record(row)
            self.newest[row.indicator_id] = row.pk
            self.of_indicator[row.indicator_id].append(row.pk)

    def record(self, indicator: int) -> Definition:
        """The newest definition of an indicator."""
        return self.by_number[self.newest[indicator]]

    def measure(self, indicator: int, definition: int) -> int:
        """A number that values share which may add up: definitions of one unit and currency have the same."""
        if definition not in self.units:
            key = (indicator, self.by_number[definition].measure)
            self.units[definition] = self.measures.setdefault(key, len(self.measures))
        return self.units[definition]

    def carried(self, indicator: int, definition: int, cell: str) -> str | None:
        """A cell of a definition in the newest one; None where it has no counterpart there."""
        if definition == self.newest[indicator] or cell == "":
            return cell
        key = (definition, cell)
        if key not in self.cells:
            now: str | None = cell
            for later in self.of_indicator[indicator]:
                if later > definition and now is not None:
                    one = self.by_number[later]
                    now = carry(now, one.carried, one.dimensions)
            self.cells[key] = now
        return self.cells[key]


def definitions_for(found: Q) -> Definitions:
    """The definitions that fit, of whole indicators, the earlier ones first. One statement."""
    made = Definitions()
    rows = tables.Definition.objects.filter(found).select_related("indicator").order_by("indicator_id", "number")
    made.add(rows)
    return made


def counted_rows(which: Which, found: Q) -> QuerySet[IndicatorValue, Any]:
    """The values that bring a figure and fit, as rows of `COLUMNS`. One statement."""
    rows = IndicatorValue.objects.filter(which.wanted, found, state__in=COUNTED_STATES)
    return rows.values_list(*COLUMNS)


def values_of(rows: Iterable[tuple[Any, ...]], definitions: Definitions, starts: Mapping[str, int]) -> Values:
    """Rows of `COLUMNS` as values by indicator and what they are of; `starts` is the first day of each period."""
    found: dict[tuple[int, str], list[Value]] = defaultdict(list)
    for indicator, of, node, period, definition, place, cell, part, state, number, denominator, text, official in rows:
        record = definitions.by_number[definition]
        unit = definitions.measure(indicator, definition)
        when = starts[period]
        said = Said(STATES[state], number, denominator, text)
        made = amount_of(
            said,
            when=when,
            unit=unit,
            weighted=record.is_weighted,
            union=record.is_union,
            approved=bool(official),
        )
        if made is not None:
            now = definitions.carried(indicator, definition, cell)
            found[indicator, of].append(Value(node, period, place, now, PARTS[part], made))
    return found
