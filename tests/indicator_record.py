"""A record with indicators for tests: nodes of a plan, periods, an indicator that several nodes report, people."""

from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

from tests.store_records import fascicle
from tests.test_people import person
from throughline.engine.monitoring.aggregation import Kind, Rules
from throughline.engine.monitoring.cells import Category, Dimension
from throughline.engine.monitoring.indicators import Definition
from throughline.engine.periods import add_months
from throughline.engine.planning.contributions import contribution_code
from throughline.store.models import Contribution, Indicator, Organization, Person, ReportingPeriod
from throughline.store.monitoring.indicators.approving import approve_reports, submit_reports
from throughline.store.monitoring.indicators.defining import add_series, define_indicator
from throughline.store.monitoring.indicators.entering import Entered, Entry, enter_values
from throughline.store.monitoring.indicators.periods import make_period
from throughline.store.people import operator
from throughline.store.taking_in import take_in

SEX = Dimension("sex", "Sex", (Category("f", "women"), Category("m", "men")))
AGE = Dimension("age", "Age", (Category("0-14", "children"), Category("15", "others")))
TOP, LEFT, RIGHT, DEEP = "UN/2026/10", "UN/2026/10/SP1", "UN/2026/10/II.SP2", "UN/2026/10/SP1/R2"
QUARTERS = ("2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4")
OWN = f"{TOP}/I1"


def definition(**named: Any) -> Definition:
    """A definition of boats, reported each quarter, by sex."""
    made: dict[str, Any] = {"frequency": 3, "dimensions": (SEX,), "unit": "boats", "rules": Rules()} | named
    kind, title = made.pop("kind", Kind.QUANTITY), made.pop("title", "Boats that float")
    return Definition("", 1, kind, title, made.pop("unit"), made.pop("rules"), **made)


def plan(code: str = "UN") -> Organization:
    """An organization with a plan, four quarters and a year."""
    symbol = "A/80/6 (Sect. 10)" if code == "UN" else f"{code}/6 (Sect. 10)"
    take_in(records=fascicle(symbol=symbol, file=f"{code}.docx"), by=operator(), reader="1", organization=code)
    whose = Organization.objects.get(code=code)
    for at, name in enumerate(QUARTERS):
        start = date(2026, 1 + 3 * at, 1)
        make_period(by=operator(), organization=whose, code=name, start=start, end=add_months(start, 3))
    make_period(by=operator(), organization=whose, code="2026", start=date(2026, 1, 1), end=date(2027, 1, 1))
    return whose


def contributes(whose: Organization, source: str, target: str, share: str | None = None, **days: Any) -> Contribution:
    """A contribution from node to node."""
    part = Fraction(share) if share else None
    now = datetime.now(UTC)
    return Contribution.objects.create(
        organization=whose,
        code=contribution_code(whose.code, source, target, days.get("start")),
        source=source,
        target=target,
        numerator=part.numerator if part else None,
        denominator=part.denominator if part else None,
        rationale="It serves it.",
        made=now,
        made_by=operator(),
        changed=now,
        changed_by=operator(),
        **days,
    )


def indicator(whose: Organization, *nodes: str, node: str = TOP, **named: Any) -> Indicator:
    """An indicator of a node that other nodes report too."""
    made = define_indicator(by=operator(), organization=whose, node=node, definition=definition(**named))
    for one in nodes:
        add_series(by=operator(), indicator=made, node=one)
    return made


def enter(whose: Organization, values: dict[str, Any], by: Person | None = None) -> Entered:
    """Values by the addresses of their reports, with the cell behind a blank: {"UN/.../I1#2026-Q1 sex=f": "3"}."""
    entries = []
    for name, said in values.items():
        report, _, cell = name.partition(" ")
        entries.append(Entry(report, said, cell))
    return enter_values(by=by or operator(), organization=whose, entries=entries)


def approve(whose: Organization, *reports: str, by: Person | None = None) -> None:
    """Submit reports as the operator, and approve them as somebody else."""
    submit_reports(by=operator(), organization=whose, reports=reports)
    approve_reports(by=by or approver(), organization=whose, reports=reports)


def approver(code: str = "UN") -> Person:
    """Somebody who approves in the whole organization."""
    name = f"approver-{code.lower()}"
    held = Person.objects.filter(username=f"{name}@example.org").first()
    return held or person(name, code, "approver")


def close(whose: Organization, code: str) -> ReportingPeriod:
    """A period, closed."""
    found = ReportingPeriod.objects.get(organization=whose, code=code)
    ReportingPeriod.objects.filter(pk=found.pk).update(state="closed")
    return found
