"""Indicators in the record: defined, reported, approved, rolled up; who may, and what a figure is made of."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.indicator_record import (
    AGE,
    DEEP,
    LEFT,
    OWN,
    QUARTERS,
    RIGHT,
    SEX,
    TOP,
    approve,
    approver,
    close,
    contributes,
    definition,
    enter,
    indicator,
    plan,
)
from tests.test_monitoring_rollup import DECLARED
from tests.test_people import person
from throughline.engine.errors import ChangedMeanwhile, Forbidden, Refused
from throughline.engine.monitoring.aggregation import ONE, Amount, Folded, Kind, Mark, Refusal, Rule, Rules
from throughline.engine.monitoring.cells import Carried, Category, Dimension, cells_of
from throughline.engine.monitoring.indicators import report_address
from throughline.engine.monitoring.rollup import figure_plainly
from throughline.engine.monitoring.values import Said, State
from throughline.store import history
from throughline.store.models import (
    Definition,
    Indicator,
    IndicatorReport,
    IndicatorValue,
    Organization,
    ReportingPeriod,
    Series,
)
from throughline.store.monitoring.indicators import whole
from throughline.store.monitoring.indicators.approving import approve_reports, send_back_reports, submit_reports
from throughline.store.monitoring.indicators.defining import add_series, define_indicator, define_next
from throughline.store.monitoring.indicators.entering import Entry, enter_values, preview_values, restate_values
from throughline.store.monitoring.indicators.figures import figures_of, own_figures_of
from throughline.store.monitoring.indicators.lineage import Asked, lineage_of
from throughline.store.monitoring.indicators.nodes import contributing_in
from throughline.store.monitoring.indicators.periods import (
    Level,
    close_period,
    make_period,
    reopen_period,
    set_levels,
)
from throughline.store.monitoring.indicators.reading import Which, counted_rows, definitions_for, values_of
from throughline.store.monitoring.indicators.reads import period_records, periods_in
from throughline.store.monitoring.indicators.spans import last_day
from throughline.store.monitoring.indicators.whole import whole_of
from throughline.store.people import operator
from throughline.store.people.roles import give_role
from throughline.store.reporting.checks import findings_of_record
from throughline.store.rights import EVERYTHING, NOTHING
from throughline.store.units.actions import give_responsibility, make_unit
from throughline.store.verifying import verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def record(settings: Any, tmp_path: Path, db: None) -> Organization:
    """A plan with periods; nothing is remembered from another test."""
    settings.DATA = tmp_path
    whole.forget()
    return plan()


def figure(whose: Organization, which: Which = Which.OFFICIAL, **asked: Any) -> Folded | None:
    """A figure of the first indicator by every way that there is: all of them agree."""
    found = Indicator.objects.get(address=asked.get("address", OWN))
    node, span, cell, of = (
        asked.get("node", found.node),
        asked.get("span", "2026"),
        asked.get("cell", ""),
        asked.get("of", "actual"),
    )
    told = figures_of(whose, [found], which, seen_by=EVERYTHING)[found.address].of(of).get((node, span, cell))
    if cell == "" and node == found.node:
        both = whole_of(whose, which, seen_by=EVERYTHING)
        assert both is not None and both.figure(found.pk, of, node, span) == told
    line = lineage_of(found, Asked(node, span, of, cell), which, seen_by=EVERYTHING)
    assert line is not None and line.figure == told
    return told


def number(one: Folded | None) -> Fraction | None:
    assert one is None or isinstance(one, Amount)
    return None if one is None else Fraction(one.number, ONE)


def codes(found: Any) -> list[str]:
    return [one.code for one in found.findings]


def test_values_of_contributing_nodes_add_up_once_they_are_approved(record: Organization) -> None:
    made = indicator(record, LEFT, RIGHT)
    contributes(record, LEFT, TOP)
    contributes(record, RIGHT, TOP, "1/4")
    left, right = f"{OWN}@2026/10/SP1#2026-Q1", f"{OWN}@2026/10/II.SP2#2026-Q1"
    done = enter(record, {f"{OWN}#2026-Q1": "1", f"{left} sex=f": "3", f"{left} sex=m": "4", right: "8"})
    assert (done.values, done.reports, done.findings) == (4, 3, ())
    assert figure(record) is None
    assert number(figure(record, Which.STANDING)) == 10
    unapproved = figure(record, Which.STANDING)
    assert isinstance(unapproved, Amount) and unapproved.marks == {Mark.UNAPPROVED} and unapproved.reports == 3
    approve(record, left)
    assert number(figure(record)) == 7
    approve(record, right, f"{OWN}#2026-Q1")
    assert number(figure(record)) == 10
    assert number(figure(record, span="2026-Q1")) == 10
    assert figure(record, span="2026-Q2") is None
    assert number(figure(record, cell="sex=f")) == 3
    assert number(figure(record, node=RIGHT)) == 8
    assert Series.objects.filter(indicator=made).count() == 3
    assert verify(None) == []


def test_sending_back_takes_a_figure_out_and_approving_brings_it_back(record: Organization) -> None:
    indicator(record)
    report = f"{OWN}#2026-Q1"
    enter(record, {report: "5"})
    approve(record, report)
    assert number(figure(record)) == 5
    send_back_reports(by=approver(), organization=record, reports=[report], reason="Count again.")
    assert figure(record) is None
    held = IndicatorReport.objects.get()
    assert (held.state, held.note, held.level) == ("open", "Count again.", 0)
    enter(record, {report: "6"})
    approve(record, report)
    assert number(figure(record)) == 6
    lines = [line.action for line in reversed(history.history_of(report))]
    assert lines == [
        "enter values",
        "submit report",
        "approve report",
        "send report back",
        "enter values",
        "submit report",
        "approve report",
    ]


def test_a_restatement_keeps_what_was_and_is_official_when_it_is_approved(record: Organization) -> None:
    indicator(record)
    report = f"{OWN}#2026-Q1"
    enter(record, {report: "5"})
    approve(record, report)
    assert codes(enter(record, {report: "7"})) == ["MO-VALUE-STATE"]
    entry = Entry(report, "7")
    with pytest.raises(Refused, match="Say why"):
        restate_values(by=operator(), organization=record, entries=[entry], reason=" ")
    restate_values(by=operator(), organization=record, entries=[entry], reason="A boat was counted twice.")
    assert number(figure(record)) == 5
    pending = figure(record, Which.STANDING)
    assert isinstance(pending, Amount) and pending.marks == {Mark.RESTATED, Mark.UNAPPROVED}
    assert number(pending) == 7
    approve(record, report)
    assert number(figure(record)) == 7
    kept = [(one.number, one.stands, one.official) for one in IndicatorValue.objects.order_by("pk")]
    assert kept == [(5 * ONE, False, False), (7 * ONE, True, True)]


def test_six_states_are_six_things(record: Organization) -> None:
    indicator(record, LEFT, RIGHT, DEEP)
    for node in (LEFT, RIGHT, DEEP):
        contributes(record, node, TOP)
    names = {node: f"{OWN}@{node.partition('/')[2]}#2026-Q1" for node in (LEFT, RIGHT, DEEP)}
    enter(record, {names[LEFT]: "0", names[RIGHT]: "n/a", names[DEEP]: "~2"})
    states = dict(IndicatorValue.objects.values_list("report__series__node", "state"))
    assert states == {LEFT: "zero", RIGHT: "not applicable", DEEP: "estimated"}
    one = figure(record, Which.STANDING)
    assert isinstance(one, Amount) and one.reports == 2 and number(one) == 2
    assert Mark.ESTIMATED in one.marks
    assert enter(record, {f"{OWN}#2026-Q1": ""}).values == 0


def test_contributions_hold_in_their_days(record: Organization) -> None:
    indicator(record, LEFT)
    contributes(record, LEFT, TOP, "1/2", end=date(2026, 4, 1))
    contributes(record, LEFT, TOP, start=date(2026, 4, 1))
    enter(record, {f"{OWN}@2026/10/SP1#{code}": "8" for code in QUARTERS[:2]})
    assert number(figure(record, Which.STANDING, span="2026-Q1")) == 4
    assert number(figure(record, Which.STANDING, span="2026-Q2")) == 8


def test_the_next_definition_carries_cells_and_refuses_other_units(record: Organization) -> None:
    made = indicator(record)
    enter(record, {f"{OWN}#2026-Q1 sex=f": "3", f"{OWN}#2026-Q1 sex=m": "4"})
    other = Dimension("sex", "Sex", (Category("w", "women"), Category("m", "men"), Category("x", "another")))
    with pytest.raises(Refused, match="sex=f"):
        define_next(by=operator(), indicator=made, revision=1, definition=definition(dimensions=(other,)), reason="So.")
    carried = replace(definition(dimensions=(other,)), carried=(Carried("sex", "f", "w"),))
    now = define_next(by=operator(), indicator=made, revision=1, definition=carried, reason="A third answer.")
    assert (now.revision, Definition.objects.count()) == (2, 2)
    enter(record, {f"{OWN}#2026-Q2 sex=w": "5", f"{OWN}#2026-Q2 sex=x": "1"})
    assert number(figure(record, Which.STANDING, cell="sex=w")) == 8
    assert number(figure(record, Which.STANDING)) == 13
    with pytest.raises(ChangedMeanwhile):
        define_next(by=operator(), indicator=made, revision=1, definition=definition(), reason="Again.")
    with pytest.raises(Refused, match="definition that stands"):
        define_next(by=operator(), indicator=now, revision=2, definition=carried, reason="Again.")
    ships = replace(definition(unit="ships", dimensions=(other,)), carried=())
    define_next(by=operator(), indicator=now, revision=2, definition=ships, reason="Ships.")
    assert number(figure(record, Which.STANDING, span="2026-Q1")) == 7
    enter(record, {f"{OWN}#2026-Q3": "2"})
    assert figure(record, Which.STANDING) is Refusal.UNITS
    found = [one for one in findings_of_record(date(2026, 12, 1)) if one.finding.code == "MO-UNIT-HALFWAY"]
    assert [(one.organization, one.address) for one in found] == [("UN", OWN)]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"UN/2026/10/I9#2026-Q1": "1"}, "MO-VALUE-SERIES"),
        ({"HWU/2026/10/I1#2026-Q1": "1"}, "MO-VALUE-SERIES"),
        ({f"{OWN}@2026/10/SP1#2026-Q1": "1"}, "MO-VALUE-SERIES"),
        ({"nonsense": "1"}, "MO-VALUE-SERIES"),
        ({f"{OWN}#2026-Q9": "1"}, "MO-VALUE-PERIOD"),
        ({f"{OWN}#2026-Q4": "1"}, "MO-VALUE-PERIOD"),
        ({f"{OWN}#2026-Q1 sex=z": "1"}, "MO-VALUE-CELL"),
        ({f"{OWN}#2026-Q1 age=1": "1"}, "MO-VALUE-CELL"),
        ({f"{OWN}#2026-Q1": "50%"}, "MO-VALUE-TEXT"),
        ({f"{OWN}#2026-Q1": "3/4"}, "MO-VALUE-TEXT"),
        ({f"{OWN}#2026-Q1": Said(State.REPORTED, 3, 4)}, "MO-VALUE-TEXT"),
        ({f"{OWN}#2026-Q1": "5", f"{OWN}#2026-Q1 sex=f": "6"}, "MO-ABOVE"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_half_taken_in(
    record: Organization, values: dict[str, Any], code: str
) -> None:
    indicator(record)
    close(record, "2026-Q4")
    before = history.head()
    found = enter(record, {f"{OWN}#2026-Q2": "1", **values})
    assert found.is_wrong and code in codes(found)
    assert (IndicatorValue.objects.count(), IndicatorReport.objects.count(), history.head()) == (0, 0, before)
    entries = [Entry(name.partition(" ")[0], said, name.partition(" ")[2]) for name, said in values.items()]
    assert code in codes(preview_values(organization=record, entries=entries))


def test_two_rows_for_one_cell_margins_alone_and_early_targets_are_found(record: Organization) -> None:
    indicator(record, dimensions=(SEX, AGE))
    twice = [Entry(f"{OWN}#2026-Q1", "1", where="row 3"), Entry(f"{OWN}#2026-Q1", "2", where="row 9")]
    found = enter_values(by=operator(), organization=record, entries=twice)
    assert [(one.code, one.where) for one in found.findings] == [("MO-VALUE-TWICE", "row 9")]
    assert codes(enter(record, {f"{OWN}#2026-Q1 sex=f": "1"})) == ["MO-NO-TOTAL"]
    assert codes(enter(record, {f"{OWN}#2026-Q1 sex=f": "1", f"{OWN}#2026-Q1": "4"})) == []
    assert codes(enter(record, {f"{OWN}#2026-Q3.baseline": "4"})) == []
    assert codes(enter(record, {f"{OWN}#2026-Q2.target": "9"})) == ["MO-TARGET-EARLY"]
    assert codes(enter(record, {f"{OWN}#2026-Q4.target": "9"})) == []
    off = enter(record, {f"{OWN}#2026-Q4 age=0-14;sex=f": "1", f"{OWN}#2026-Q4": "4"})
    assert (codes(off), off.is_wrong, off.values) == (["MO-CELLS"], False, 2)


def test_what_is_said_already_changes_nothing(record: Organization) -> None:
    indicator(record)
    assert enter(record, {f"{OWN}#2026-Q1": "5"}).values == 1
    before = history.head()
    assert enter(record, {f"{OWN}#2026-Q1": "5.0"}).values == 0
    assert history.head() == before
    assert enter(record, {f"{OWN}#2026-Q1": "6"}).values == 1
    assert IndicatorValue.objects.filter(stands=True).count() == 1


def test_who_may_enter_and_approve_follows_the_units(record: Organization) -> None:
    indicator(record, LEFT)
    boats = make_unit(by=operator(), organization=record, code="B", name="Boats")
    other = make_unit(by=operator(), organization=record, code="H", name="Harbours")
    give_responsibility(by=operator(), unit=boats, address=LEFT)
    report = f"{OWN}@2026/10/SP1#2026-Q1"
    for wrong in (person("reader", "UN"), person("elsewhere", "UN", "officer", other), person("stranger")):
        with pytest.raises(Forbidden):
            enter(record, {report: "1"}, by=wrong)
        with pytest.raises(Forbidden):
            define_indicator(by=wrong, organization=record, node=LEFT, definition=definition())
    ada = person("ada", "UN", "officer", boats)
    enter(record, {report: "1"}, by=ada)
    with pytest.raises(Forbidden):
        enter(record, {report: "1", f"{OWN}#2026-Q1": "2"}, by=ada)
    submit_reports(by=ada, organization=record, reports=[report])
    assert codes(enter(record, {report: "2"}, by=ada)) == ["MO-VALUE-STATE"]
    for wrong in (ada, person("away", "UN", "approver", other)):
        with pytest.raises(Forbidden):
            approve_reports(by=wrong, organization=record, reports=[report])
    approve_reports(by=person("there", "UN", "approver", boats), organization=record, reports=[report])
    assert IndicatorReport.objects.get().state == "approved"


def test_who_entered_or_submitted_a_report_does_not_approve_it(record: Organization) -> None:
    indicator(record)
    report = f"{OWN}#2026-Q1"
    ada = person("ada", "UN", "officer")
    give_role(by=operator(), to=ada, role="approver", organization=record)
    enter(record, {report: "1"}, by=ada)
    submit_reports(by=operator(), organization=record, reports=[report])
    with pytest.raises(Forbidden, match="Another person"):
        approve_reports(by=ada, organization=record, reports=[report])
    with pytest.raises(Forbidden, match="Another person"):
        approve_reports(by=operator(), organization=record, reports=[report])


def test_levels_of_approval_are_those_of_the_organization(record: Organization) -> None:
    indicator(record)
    report = f"{OWN}#2026-Q1"
    office = make_unit(by=operator(), organization=record, code="P", name="Planning")
    with pytest.raises(Forbidden):
        set_levels(by=person("eve", "UN", "officer"), organization=record, levels=[Level("One")])
    set_levels(by=operator(), organization=record, levels=[Level("Reviewed"), Level("Approved", office)])
    enter(record, {report: "4"})
    submit_reports(by=operator(), organization=record, reports=[report])
    first, last = person("first", "UN", "approver"), person("last", "UN", "approver", office)
    with pytest.raises(Forbidden):
        approve_reports(by=last, organization=record, reports=[report])
    approve_reports(by=first, organization=record, reports=[report])
    assert (IndicatorReport.objects.get().state, figure(record)) == ("reviewed", None)
    with pytest.raises(Refused, match="between two levels"):
        set_levels(by=operator(), organization=record, levels=[])
    with pytest.raises(Forbidden, match="Another person"):
        approve_reports(by=first, organization=record, reports=[report])
    approve_reports(by=last, organization=record, reports=[report])
    assert IndicatorReport.objects.get().state == "approved"
    assert number(figure(record)) == 4


def test_what_is_not_ready_is_not_decided_on(record: Organization) -> None:
    indicator(record)
    report, empty = f"{OWN}#2026-Q1", f"{OWN}#2026-Q2"
    enter(record, {report: "4"})
    with pytest.raises(Refused, match="not submitted"):
        approve_reports(by=approver(), organization=record, reports=[report])
    for reason, why in (("So.", "is open"), ("", "Say why")):
        with pytest.raises(Refused, match=why):
            send_back_reports(by=approver(), organization=record, reports=[report], reason=reason)
    for reports, why in (([report, empty], "no report at"), ([], "at least one")):
        with pytest.raises(Refused, match=why):
            submit_reports(by=operator(), organization=record, reports=reports)
    assert IndicatorReport.objects.get().state == "open"


def test_periods_close_and_open_again_for_a_reason(record: Organization) -> None:
    indicator(record)
    report = f"{OWN}#2026-Q1"
    enter(record, {report: "4"})
    submit_reports(by=operator(), organization=record, reports=[report])
    first = ReportingPeriod.objects.get(code="2026-Q1")
    with pytest.raises(Refused, match="wait for approval"):
        close_period(by=operator(), period=first)
    approve_reports(by=approver(), organization=record, reports=[report])
    close_period(by=operator(), period=first)
    with pytest.raises(Refused, match="reopened first"):
        send_back_reports(by=approver(), organization=record, reports=[report], reason="So.")
    assert number(figure(record)) == 4
    with pytest.raises(Refused, match="Say why"):
        reopen_period(by=operator(), period=first, reason="")
    reopen_period(by=operator(), period=first, reason="A late report.")
    assert [line.action for line in history.history_of("periods/2026-Q1")] == [
        "reopen period",
        "close period",
        "make period",
    ]
    with pytest.raises(Forbidden):
        close_period(by=person("eve", "UN"), period=first)


@pytest.mark.parametrize(
    ("code", "start", "end", "why"),
    [
        ("2026", date(2026, 1, 1), date(2027, 1, 1), "already"),
        ("2026-odd", date(2026, 3, 1), date(2026, 6, 1), "overlaps"),
        ("2027", date(2027, 1, 1), date(2027, 1, 1), "ends before"),
        ("20 27", date(2027, 1, 1), date(2028, 1, 1), "cannot be the name"),
    ],
)
def test_a_period_has_a_name_and_days_of_its_own(
    record: Organization, code: str, start: date, end: date, why: str
) -> None:
    with pytest.raises(Refused, match=why):
        make_period(by=operator(), organization=record, code=code, start=start, end=end)


def test_an_indicator_needs_a_node_and_rules_that_hold(record: Organization) -> None:
    with pytest.raises(Refused, match="nothing at UN/2026/99"):
        define_indicator(by=operator(), organization=record, node="UN/2026/99", definition=definition())
    with pytest.raises(Refused, match="percentages do not add"):
        define_indicator(by=operator(), organization=record, node=TOP, definition=definition(kind=Kind.RATIO))
    made = indicator(record)
    with pytest.raises(Refused, match="nothing at UN/2026/99"):
        add_series(by=operator(), indicator=made, node="UN/2026/99")
    assert indicator(record).address == f"{TOP}/I2"
    (line, *_) = history.history_of(OWN)
    assert (line.action, line.data["rules"]) == ("define indicator", ["sum"] * 4)


def test_the_database_keeps_what_values_must_hold(record: Organization) -> None:
    indicator(record)
    enter(record, {f"{OWN}#2026-Q1": "4"})
    for wrong in (
        {"state": "perhaps"},
        {"state": "zero"},
        {"state": "not applicable"},
        {"number": 10**16},
        {"denominator": 0},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            IndicatorValue.objects.update(**wrong)


def test_nobody_else_sees_figures(record: Organization) -> None:
    made = indicator(record)
    enter(record, {f"{OWN}#2026-Q1": "4"})
    assert figures_of(record, [made], Which.STANDING, seen_by=NOTHING) == {}
    assert whole_of(record, Which.STANDING, seen_by=NOTHING) is None


def test_a_figure_opens_the_values_that_made_it(record: Organization) -> None:
    made = indicator(record, LEFT)
    contributes(record, LEFT, TOP, "1/2")
    report = f"{OWN}@2026/10/SP1#2026-Q1"
    enter(record, {f"{OWN}#2026-Q1": "1", f"{report} sex=f": "3", f"{report} sex=m": "5"})
    approve(record, report)
    line = lineage_of(made, Asked(TOP, "2026", "actual"), Which.STANDING, seen_by=EVERYTHING)
    assert line is not None and number(line.figure) == 5
    told = [(one.node, str(one.weight), [leaf.cell for leaf in one.leaves]) for one in line.branches]
    assert told == [(TOP, "1", [""]), (LEFT, "1/2", ["sex=f", "sex=m"])]
    assert [number(one.own) for one in line.branches] == [1, 8]
    assert line.branches[1].title == "Boats"
    leaf = line.branches[1].leaves[0]
    assert (leaf.report, leaf.by, leaf.approved_by, leaf.is_official) == (report, "command line", "Approver-Un", True)
    assert line.branches[0].leaves[0].approved_by == ""
    assert lineage_of(made, Asked(TOP, "2031", "actual"), Which.STANDING, seen_by=EVERYTHING) is None


def test_one_more_value_reads_what_changed_and_nothing_else(record: Organization) -> None:
    indicator(record, LEFT)
    contributes(record, LEFT, TOP)
    enter(record, {f"{OWN}#{code}": "1" for code in QUARTERS})
    first = whole_of(record, Which.STANDING, seen_by=EVERYTHING)
    assert first is not None and first.read == 1
    with CaptureQueriesContext(connection) as captured:
        assert whole_of(record, Which.STANDING, seen_by=EVERYTHING) is first
    assert len(captured) == 1
    with CaptureQueriesContext(connection) as captured:
        enter(record, {f"{OWN}@2026/10/SP1#2026-Q1": "5"})
        again = whole_of(record, Which.STANDING, seen_by=EVERYTHING)
    made = Indicator.objects.get()
    assert again is not None and again.read == 1
    assert number(again.figure(made.pk, "actual", TOP, "2026")) == 9
    with CaptureQueriesContext(connection) as captured:
        enter(record, {f"{OWN}#2026-Q2": "2"})
        third = whole_of(record, Which.STANDING, seen_by=EVERYTHING)
    assert third is not None and number(third.figure(made.pk, "actual", TOP, "2026")) == 10
    assert len([one for one in captured if "SAVEPOINT" not in one["sql"]]) <= 30


def test_what_was_taken_back_is_not_remembered(record: Organization) -> None:
    indicator(record)
    enter(record, {f"{OWN}#2026-Q1": "1"})
    assert number(figure(record, Which.STANDING)) == 1
    with pytest.raises(RuntimeError), transaction.atomic():
        enter(record, {f"{OWN}#2026-Q1": "9"})
        assert number(figure(record, Which.STANDING)) == 9
        raise RuntimeError
    assert number(figure(record, Which.STANDING)) == 1


NODES = (TOP, LEFT, RIGHT, DEEP)
CELLS = cells_of((SEX, AGE))


@st.composite
def said(draw: Any, kind: Kind, rules: Rules, made: Any) -> Said:
    state = draw(st.sampled_from([State.REPORTED, State.ESTIMATED, State.ZERO, State.NOT_APPLICABLE]))
    if state is State.NOT_APPLICABLE:
        return Said(state)
    if Rule.UNION in rules.all:
        names = draw(st.lists(st.sampled_from("abcde"), unique=True, max_size=3))
        return Said(State.REPORTED, len(names) * ONE, None, ", ".join(names))
    if kind is Kind.QUALITATIVE:
        return Said(State.REPORTED, text="words")
    number = 0 if state is State.ZERO else draw(st.integers(min_value=-(10**14), max_value=10**14))
    below = draw(st.integers(min_value=1, max_value=10**14)) if made.is_divided else None
    return Said(state, number, below)


@st.composite
def whole_records(draw: Any) -> Any:
    kind, rules = draw(DECLARED)
    made = definition(kind=kind, rules=rules, dimensions=(SEX, AGE))
    keys = st.tuples(st.sampled_from(NODES), st.sampled_from(QUARTERS[:3]), st.sampled_from(["", "KE"]))
    reports = draw(st.lists(keys, unique=True, max_size=8))
    values = []
    for node, period, place in reports:
        for cell in draw(st.lists(st.sampled_from(CELLS), unique=True, min_size=1, max_size=4)):
            values.append((node, period, place, cell, draw(said(kind, rules, made))))
    pairs = [(DEEP, LEFT), (LEFT, TOP), (RIGHT, TOP), (DEEP, TOP), (DEEP, RIGHT)]
    shares = st.sampled_from([None, "1/3", "1/4"])
    contributed = [(*pair, draw(shares)) for pair in draw(st.lists(st.sampled_from(pairs), unique=True, max_size=5))]
    approved = draw(st.lists(st.sampled_from(reports), unique=True)) if reports else []
    return kind, rules, values, contributed, approved


def plainly(whose: Organization, made: Indicator, which: Which) -> dict[Any, Folded]:
    """Every figure of an indicator, recomputed by the book from its rows."""
    definitions = definitions_for(Q(indicator=made))
    record, periods = definitions.record(made.pk), period_records(periods_in(whose))
    starts = {one.name: one.start.toordinal() for one in periods}
    rows = counted_rows(which, Q(report__series__indicator=made))
    values = values_of(rows, definitions, starts).get((made.pk, "actual"), [])
    contributing = contributing_in(whose, seen_by=EVERYTHING)
    found = {}
    for span in periods:
        inside = [span.name] if span.name in QUARTERS else list(QUARTERS)
        reach = contributing.reach_on(last_day(span), NODES)
        for node in NODES:
            for cell in CELLS:
                one = figure_plainly(record.rules, values, reach, node=node, periods=inside, cell=cell)
                if one is not None:
                    found[node, span.name, cell] = one
    return found


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(whole_records())
def test_figures_of_the_record_equal_those_by_the_book(record: Organization, drawn: Any) -> None:
    kind, rules, values, contributed, approved = drawn
    with transaction.atomic():
        made = indicator(record, LEFT, RIGHT, DEEP, kind=kind, rules=rules, dimensions=(SEX, AGE))
        for source, target, share in contributed:
            contributes(record, source, target, share)
        entries = [
            Entry(report_address(made.address, node, period, "actual"), one, cell, place)
            for node, period, place, cell, one in values
        ]
        for entry in entries:
            enter_values(by=operator(), organization=record, entries=[entry])
        there: set[str] = set()
        for node, period, _place in approved:
            address = report_address(made.address, node, period, "actual")
            stands = IndicatorReport.objects.filter(series__node=node, period__code=period, state="open")
            if address not in there and stands.exists():
                there.add(address)
                approve(record, address)
        for which in Which:
            expected = plainly(record, made, which)
            told = figures_of(record, [made], which, seen_by=EVERYTHING)[made.address].of("actual")
            assert told == expected
            own = own_figures_of(record, [made], which, seen_by=EVERYTHING)[made.address].of("actual")
            assert own == {key: one for key, one in expected.items() if key[0] == TOP}
            total = whole_of(record, which, seen_by=EVERYTHING)
            assert total is not None
            at_top = {key: one for key, one in expected.items() if key[0] == TOP and key[2] == ""}
            assert total.figures.get((made.pk, "actual"), {}) == at_top
            if which is Which.OFFICIAL:
                assert all(Mark.UNAPPROVED not in one.marks for one in told.values() if isinstance(one, Amount))
        transaction.set_rollback(True)
