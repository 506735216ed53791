"""What the addresses of reports lead to: series, periods, reports as they stand, and who may touch them, in sets."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from throughline.engine.errors import Refused
from throughline.engine.monitoring.indicators import Definition, ReportName, read_report
from throughline.store.monitoring.indicators import tables
from throughline.store.monitoring.indicators.reads import definition_record
from throughline.store.monitoring.indicators.tables import IndicatorReport, ReportingPeriod, Series
from throughline.store.organizations import Organization, Unit
from throughline.store.people.tables import Person
from throughline.store.rights import may, require
from throughline.store.units.reads import answering_in


@dataclass(slots=True)
class Found:
    """What the record has of the reports that were named: by address, with what belongs to them."""

    names: dict[str, ReportName] = field(default_factory=dict)
    series: dict[tuple[str, str], Series] = field(default_factory=dict)
    periods: dict[str, ReportingPeriod] = field(default_factory=dict)
    reports: dict[str, IndicatorReport] = field(default_factory=dict)
    definitions: dict[int, Definition] = field(default_factory=dict)

    def series_at(self, name: ReportName) -> Series | None:
        """The series of a report."""
        return self.series.get((name.indicator, name.node))

    def in_force(self, series: Series) -> tables.Definition:
        """The definition of a series that is in force."""
        definition = series.indicator.definition
        assert definition is not None
        return definition

    def record_of(self, definition: tables.Definition) -> Definition:
        """A definition as the engine knows it, made once."""
        if definition.pk not in self.definitions:
            self.definitions[definition.pk] = definition_record(definition)
        return self.definitions[definition.pk]


def find_reports(organization: Organization, addresses: Iterable[str]) -> Found:
    """What the record of an organization has at these addresses of reports, whatever their number.

    Two statements where every report stands already, else three.
    """
    found = Found()
    for address in dict.fromkeys(addresses):
        name = read_report(address)
        if name is not None:
            found.names[address] = name
    named = list(found.names.values())
    indicators = {one.indicator for one in named}
    nodes = {one.node for one in named}
    rows = Series.objects.filter(
        indicator__organization=organization, indicator__address__in=indicators, node__in=nodes
    )
    for series in rows.select_related("indicator__definition__indicator"):
        found.series[series.indicator.address, series.node] = series
    _reports(found, named)
    codes = {one.period for one in named} - found.periods.keys()
    if codes:
        periods = ReportingPeriod.objects.filter(organization=organization, code__in=codes)
        found.periods |= {one.code: one for one in periods}
    return found


def _reports(found: Found, named: Collection[ReportName]) -> None:
    """The reports that stand already, with their periods; one statement."""
    by_key = {}
    for name in named:
        series = found.series_at(name)
        if series is not None:
            by_key[series.pk, name.period, name.of.value] = (name, series)
    rows = IndicatorReport.objects.filter(
        series__in={key[0] for key in by_key},
        period__code__in={key[1] for key in by_key},
        of__in={key[2] for key in by_key},
    )
    for row in rows.select_related("definition__indicator", "period"):
        told = by_key.get((row.series_id, row.period.code, row.of))
        if told is not None:
            name, row.series = told
            row.period = found.periods.setdefault(name.period, row.period)
            found.reports[name.address] = row


def require_in_units(by: Person, right: str, organization: Organization, nodes: Iterable[str]) -> None:
    """Raise `Forbidden` where a person lacks the right at one of these nodes.

    One statement for who has it in the whole organization; else two for what units answer for, two for each unit.
    """
    if may(by, right, organization):
        return
    answering = answering_in(organization)
    units: dict[int | None, Unit | None] = {}
    for node in dict.fromkeys(nodes):
        unit = answering.unit_at(node)
        units[unit.pk if unit else None] = unit
    for unit in units.values():
        require(by, right, organization, unit)


def reports_named(organization: Organization, addresses: Iterable[str]) -> tuple[Found, dict[str, IndicatorReport]]:
    """The reports at these addresses, every one of which must stand; raises `Refused` for the first that does not."""
    wanted = list(dict.fromkeys(addresses))
    found = find_reports(organization, wanted)
    by_address = {}
    for address in wanted:
        name = found.names.get(address)
        report = found.reports.get(name.address) if name else None
        if report is None:
            raise Refused(f"The record of {organization} has no report at {address[:300]}.")
        by_address[address] = report
    if not by_address:
        raise Refused("Choose at least one report.")
    return found, by_address
