"""What the demo's organization planned and reached: read from its workbooks, written by its people, step by step."""

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from throughline.cli.reading import today
from throughline.engine.monitoring.aggregation import Kind, Rule, Rules
from throughline.engine.monitoring.cells import Category, Dimension
from throughline.engine.monitoring.indicators import Definition, Direction, read_report, report_address
from throughline.engine.monitoring.values import Of, read_number
from throughline.engine.planning.contribution_rows import FIELDS, NEEDED, row_in
from throughline.readers.framework_workbook import read_framework_workbook
from throughline.readers.rows_workbook import Columns, read_rows
from throughline.readers.values_workbook import read_values_workbook

if TYPE_CHECKING:
    from throughline.store.models import Organization, Person, Unit

TOLD = "results.toml"
Told = Mapping[str, Any]


def plan_and_reach(folder: Path, organization: str) -> str:
    """Take in the results of the demo, where the record has none yet; one line that says what there is now.

    `folder` holds results.toml and the workbooks. Everything goes through the actions that pages use.
    """
    # Slow, and parse needs no database.
    from throughline.store.knowledge.following import follow  # noqa: PLC0415
    from throughline.store.models import Framework, Indicator, Organization  # noqa: PLC0415
    from throughline.store.reporting.checks import check_record  # noqa: PLC0415

    whose = Organization.objects.get(code=organization)
    if not Framework.objects.filter(organization=whose).exists():
        told = tomllib.loads((folder / TOLD).read_text(encoding="utf-8"))
        _Demonstration(folder, whose, told).run()
        check_record(today=today())
        follow()
    plans = Framework.objects.filter(organization=whose).count()
    return f"Results: {plans} plans, {Indicator.objects.filter(organization=whose).count()} indicators."


class _Demonstration:
    """The steps, in their order; `people` are by the unit that they work in, `planner` and `approver` in all of it."""

    def __init__(self, folder: Path, whose: "Organization", told: Told) -> None:
        from throughline.store.people import operator  # noqa: PLC0415  (slow)

        self.folder, self.whose, self.told, self.operator = folder, whose, told, operator()
        self.units: dict[str, Unit] = {}
        self.people: dict[str, Person] = {}

    def run(self) -> None:
        """Everything, in the order in which an organization would do it."""
        self.open_units()
        self.let_people_in()
        for plan in self.told["plans"]:
            self.approve_plan(plan)
        self.join_plans()
        self.open_periods()
        for indicator in self.told["indicators"]:
            self.define(indicator)
        self.enter()
        self.decide()

    @property
    def planner(self) -> "Person":
        """Who plans and sets targets in the whole organization."""
        return self.people["officer"]

    @property
    def approver(self) -> "Person":
        """Who approves in the whole organization."""
        return self.people["approver"]

    def open_units(self) -> None:
        """Make the units, and let them answer for their parts of the budget."""
        from throughline.store.units.actions import give_responsibility, make_unit  # noqa: PLC0415  (slow)

        for code, unit in self.told["units"].items():
            made = make_unit(by=self.operator, organization=self.whose, code=code, name=unit["name"])
            self.units[code] = made
            for address in unit["answers"]:
                give_responsibility(by=self.operator, unit=made, address=address)

    def let_people_in(self) -> None:
        """Make the people with their roles; none of them can sign in, so that the demo stays open at its machine."""
        from throughline.store.models import Person  # noqa: PLC0415  (slow)
        from throughline.store.people.roles import give_role  # noqa: PLC0415  (slow)

        for one in self.told["people"]:
            name = f"{one['name'].casefold().replace(' ', '.')}@hwu.example"
            person, _is_new = Person.objects.get_or_create(username=name, defaults={"name": one["name"], "email": name})
            unit = one.get("unit", "")
            give_role(by=self.operator, to=person, role=one["role"], organization=self.whose, unit=self.units.get(unit))
            self.people[unit or one["role"]] = person

    def approve_plan(self, plan: Told) -> None:
        """Make a plan from its head and its workbook, submit it, and let it be approved."""
        from throughline.store.planning.frameworks.actions import make_framework, write_draft  # noqa: PLC0415  (slow)
        from throughline.store.planning.frameworks.deciding import approve_version, submit_version  # noqa: PLC0415
        from throughline.store.planning.frameworks.reads import in_making  # noqa: PLC0415  (slow)

        made = make_framework(by=self.planner, organization=self.whose, **plan)
        file = f"{self.whose.code}_{plan['code']}.xlsx"
        elements = [one.element for one in read_framework_workbook(self._bytes(file), file, {}).elements]
        draft = in_making(made)
        assert draft is not None
        draft, _changes = write_draft(by=self.planner, framework=made, revision=draft.revision, elements=elements)
        draft = submit_version(by=self.planner, version=draft, revision=draft.revision)
        approve_version(by=self.approver, version=draft, revision=draft.revision)

    def join_plans(self) -> None:
        """Say what contributes to what, by the workbook, and which paragraphs asked for which parts."""
        from throughline.store.planning.contributions.many import bring_contributions  # noqa: PLC0415  (slow)
        from throughline.store.planning.links.actions import make_link  # noqa: PLC0415  (slow)

        file = f"{self.whose.code}_contributions.xlsx"
        read = read_rows(self._bytes(file), file, Columns(FIELDS, NEEDED, {}))
        rows = [row_in(cells)[0] for _number, cells in read.rows]
        bring_contributions(by=self.planner, organization=self.whose, rows=rows)
        for link in self.told["links"]:
            make_link(by=self.planner, organization=self.whose, **link)

    def open_periods(self) -> None:
        """Make the periods."""
        from throughline.store.monitoring.indicators.periods import make_period  # noqa: PLC0415  (slow)

        for period in self.told["periods"]:
            days = {name: day for name, day in period.items() if name != "closed"}
            make_period(by=self.planner, organization=self.whose, **days)

    def define(self, told: Told) -> None:
        """Define an indicator, and let the parts of plans report it that are named."""
        from throughline.store.monitoring.indicators.defining import add_series, define_indicator  # noqa: PLC0415

        made = define_indicator(
            by=self.planner, organization=self.whose, node=told["node"], definition=definition_in(told)
        )
        for node in told.get("series", ()):
            add_series(by=self.planner, indicator=made, node=node)

    def enter(self) -> None:
        """Enter the workbook of values: each row by the person who would type it."""
        from throughline.store.monitoring.indicators.entering import Entry, enter_values  # noqa: PLC0415  (slow)

        file = f"{self.whose.code}_values.xlsx"
        rows = read_values_workbook(self._bytes(file), file, {}).rows
        for who, reports in self._by_person([one.report for one in rows]).items():
            entries = [
                Entry(one.report, one.value, one.cell, one.place, one.evidence, one.where)
                for one in rows
                if one.report in reports
            ]
            entered = enter_values(by=who, organization=self.whose, entries=entries)
            if entered.is_wrong:
                raise ValueError("; ".join(f"{one.where}: {one.message}" for one in entered.findings))

    def decide(self) -> None:
        """Submit and approve the reports but for those that wait, are open or were sent back; close what is past."""
        from throughline.store.models import IndicatorReport, ReportingPeriod  # noqa: PLC0415  (slow)
        from throughline.store.monitoring.indicators.approving import (  # noqa: PLC0415  (slow)
            approve_reports,
            send_back_reports,
            submit_reports,
        )
        from throughline.store.monitoring.indicators.periods import close_period  # noqa: PLC0415  (slow)

        said = self.told["reports"]
        of_organization = IndicatorReport.objects.filter(period__organization=self.whose)
        held = of_organization.select_related("series__indicator", "period").order_by("pk")
        every = [address_of(one) for one in held]
        submitted = [one for one in every if one not in said["open"]]
        for who, own in self._by_person(submitted).items():
            submit_reports(by=who, organization=self.whose, reports=own)
        undecided = {*said["waiting"], *said["sent_back"]}
        approved = [one for one in submitted if one not in undecided]
        approve_reports(by=self.approver, organization=self.whose, reports=approved)
        for report, reason in said["sent_back"].items():
            send_back_reports(by=self.approver, organization=self.whose, reports=[report], reason=reason)
        closed = [one["code"] for one in self.told["periods"] if one.get("closed")]
        for period in ReportingPeriod.objects.filter(organization=self.whose, code__in=closed):
            close_period(by=self.planner, period=period)

    def _by_person(self, reports: Sequence[str]) -> dict["Person", list[str]]:
        """Reports by who enters them: the officer of the unit that answers, for targets the planning officer."""
        from throughline.store.units.reads import answering_in  # noqa: PLC0415  (slow)

        answering = answering_in(self.whose)
        found: dict[Person, list[str]] = defaultdict(list)
        for report in reports:
            name = read_report(report)
            unit = answering.unit_at(name.node) if name is not None and name.of is Of.ACTUAL else None
            found[self.people[unit.code] if unit else self.planner].append(report)
        return found

    def _bytes(self, file: str) -> bytes:
        return (self.folder / file).read_bytes()


def address_of(report: Any) -> str:
    """The public address of a report of the store."""
    series = report.series
    return report_address(series.indicator.address, series.node, report.period.code, report.of)


def definition_in(told: Told) -> Definition:
    """The definition that an entry of results.toml says; rules stand in the order of the axes."""
    dimensions = tuple(
        Dimension(one["code"], one["title"], tuple(Category(*each) for each in one["categories"].items()))
        for one in told.get("dimensions", ())
    )
    low, high = (read_number(told[name]) if name in told else None for name in ("low", "high"))
    words = {name: told[name] for name in ("currency", "source", "method", "frequency") if name in told}
    return Definition(
        "",
        1,
        Kind(told["kind"]),
        told["title"],
        told.get("unit", ""),
        Rules(*(Rule(one) for one in told["rules"])),
        direction=Direction(told.get("direction", Direction.RISE)),
        low=low,
        high=high,
        dimensions=dimensions,
        **words,
    )
