"""Reads of what a person still has to report: series of the own units in open periods, with what stands beside them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from throughline.engine.monitoring.indicators import Definition, months_of, report_address
from throughline.engine.monitoring.values import Of, Said, State, typed_again
from throughline.store.monitoring.indicators import tables
from throughline.store.monitoring.indicators.reads import definition_record, period_record
from throughline.store.monitoring.indicators.tables import (
    OPEN,
    IndicatorReport,
    IndicatorValue,
    ReportingPeriod,
    Series,
)
from throughline.store.organizations import Organization
from throughline.store.people.tables import OFFICER, Person, Role
from throughline.store.rights import Sight, worked
from throughline.store.units.reads import answering_in, units_below

# How many earlier periods say what is usual.
EARLIER = 8


@dataclass(frozen=True, slots=True)
class Key:
    """What is due: a series (row number) for a period; `day` is by when, the last of the period where none is set."""

    series: int
    period: int
    day: date


@dataclass(frozen=True, slots=True)
class Due:
    """A report that is due, with all that somebody wants to see who enters it.

    `stands` is what was entered already, by cell, as it would be typed; `last` the total of the period before with its
    name, `target` that of this one, "" for none; `earlier` the totals before, in ten-thousandths, in the order of time.
    `note` says why it was sent back.
    """

    report: str
    node: str
    definition: Definition
    period: str
    day: date
    stands: Mapping[str, str]
    last: tuple[str, str]
    target: str
    earlier: tuple[int, ...]
    note: str


def due_keys(organization: Organization, person: Person | None, today: date, *, seen_by: Sight) -> tuple[Key, ...]:
    """What a person still has to report in periods that have begun, by day, then by node. At most six statements.

    The own series are those of the nodes for which a unit answers in which the person is an officer, or a unit below;
    all of them for an officer of the whole organization. Time: one small row for each own series and open period.
    """
    periods = list(ReportingPeriod.objects.filter(organization=organization, state=OPEN, start__lte=today))
    by_months: dict[int, list[ReportingPeriod]] = defaultdict(list)
    for one in periods:
        by_months[_months(one)].append(one)
    found = _own(organization, person, seen_by).filter(indicator__definition__frequency__in=list(by_months))
    rows = found.values_list("pk", "node", "indicator__number", "indicator__definition__frequency")
    done = set(
        IndicatorReport.objects.filter(period__in=periods, of=Of.ACTUAL.value)
        .exclude(state=OPEN)
        .values_list("series", "period")
    )
    keyed = [
        ((period.due or period.end, node, number, pk), Key(pk, period.pk, period.due or period.end))
        for pk, node, number, frequency in rows
        for period in by_months[frequency]
        if (pk, period.pk) not in done
    ]
    return tuple(key for _, key in sorted(keyed, key=lambda one: one[0]))


def _months(period: ReportingPeriod) -> int:
    return months_of(period_record(period))


def _own(organization: Organization, person: Person | None, seen_by: Sight) -> QuerySet[Series]:
    found = Series.objects.filter(
        worked(seen_by, "indicator__organization"),
        indicator__organization=organization,
        indicator__definition__isnull=False,
    )
    if person is None or person.operates:
        return found
    roles = Role.objects.filter(person=person, organization=organization, role=OFFICER)
    units = set(roles.values_list("unit", flat=True))
    if None in units:
        return found
    below = set(units_below(units))
    answering = answering_in(organization)
    own = Q(pk__in=[])
    for address, unit in answering.addresses.items():
        if unit.pk in below:
            own |= Q(node=address) | Q(node__startswith=f"{address}/")
    nodes = set(found.filter(own).values_list("node", flat=True))
    at_node = {node: answering.unit_at(node) for node in nodes}
    mine = [node for node, there in at_node.items() if there is not None and there.pk in below]
    return found.filter(node__in=mine)


def due_reports(keys: Sequence[Key]) -> tuple[Due, ...]:
    """What is due, whole, in the order given. At most five statements, however many there are."""
    series = {
        one.pk: one
        for one in Series.objects.filter(pk__in={key.series for key in keys}).select_related(
            "indicator__definition__indicator"
        )
    }
    periods = {one.pk: one for one in ReportingPeriod.objects.filter(pk__in={key.period for key in keys})}
    reports = _reports(keys)
    definitions = {pk: definition_record(_in_force(one)) for pk, one in series.items()}
    unions = frozenset(pk for pk, one in definitions.items() if one.is_union)
    values = _values(list(reports.values()), unions)
    earlier = _earlier(keys, periods, unions)
    found = []
    for key in keys:
        one, period = series[key.series], periods[key.period]
        actual, target = (reports.get((key.series, key.period, of.value)) for of in (Of.ACTUAL, Of.TARGET))
        before = [told for told in earlier.get(key.series, ()) if told[0] < period.start and told[1] == _months(period)]
        held = values.get(actual.pk, {}) if actual else {}
        found.append(
            Due(
                report=report_address(one.indicator.address, one.node, period.code, Of.ACTUAL),
                node=one.node,
                definition=definitions[key.series],
                period=period.code,
                day=key.day,
                stands=held,
                last=(before[-1][2], before[-1][3]) if before else ("", ""),
                target=values.get(target.pk, {}).get("", "") if target else "",
                earlier=tuple(number for *_, number in before if number is not None),
                note=actual.note if actual else "",
            )
        )
    return tuple(found)


def _in_force(series: Series) -> tables.Definition:
    definition = series.indicator.definition
    assert definition is not None
    return definition


def _reports(keys: Sequence[Key]) -> dict[tuple[int, int, str], IndicatorReport]:
    rows = IndicatorReport.objects.filter(
        series__in={key.series for key in keys},
        period__in={key.period for key in keys},
        of__in=(Of.ACTUAL.value, Of.TARGET.value),
    )
    return {(one.series_id, one.period_id, one.of): one for one in rows}


def _values(reports: Collection[IndicatorReport], unions: Collection[int]) -> dict[int, dict[str, str]]:
    """What stands in reports, everywhere together, by cell, as it would be typed."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    rows = IndicatorValue.objects.filter(report__in=[one.pk for one in reports], stands=True, place="")
    columns = ("report", "report__series", "cell", "state", "number", "denominator", "text")
    for report, series, cell, state, number, denominator, text in rows.values_list(*columns):
        said = Said(State(state), number, denominator, text)
        found[report][cell] = typed_again(said, union=series in unions)
    return found


def _earlier(
    keys: Sequence[Key], periods: Mapping[int, ReportingPeriod], unions: Collection[int]
) -> dict[int, list[tuple[date, int, str, str, int | None]]]:
    """Totals before, by series, in the order of time: (start, months, period, as typed, number)."""
    latest = max((one.start for one in periods.values()), default=None)
    if latest is None:
        return {}
    rows = IndicatorValue.objects.filter(
        report__series__in={key.series for key in keys},
        report__of=Of.ACTUAL.value,
        report__period__start__lt=latest,
        stands=True,
        place="",
        cell="",
    ).select_related("report__period")
    found: dict[int, list[tuple[date, int, str, str, int | None]]] = defaultdict(list)
    for one in rows.order_by("report__period__start"):
        period = one.report.period
        said, series = Said(State(one.state), one.number, one.denominator, one.text), one.report.series_id
        typed = typed_again(said, union=series in unions)
        found[series].append((period.start, _months(period), period.code, typed, one.number))
    return {series: told[-EARLIER * len(periods) :] for series, told in found.items()}
