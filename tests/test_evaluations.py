"""Evaluations: what is owed, which lessons no later plan uses; who may do what, and what the record keeps of it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.store_records import fascicle
from tests.test_people import person
from throughline.engine.errors import ChangedMeanwhile, Forbidden, Refused
from throughline.engine.monitoring.evaluations import (
    Action,
    Evaluation,
    Found,
    Kind,
    Lesson,
    Progress,
    Response,
    State,
    Use,
    check_evaluations,
    check_lessons,
    is_safe_link,
)
from throughline.engine.planning.contributions import Span
from throughline.engine.planning.frameworks import Element
from throughline.store import history
from throughline.store.models import (
    EvaluationFinding,
    EvaluationLesson,
    ManagementAction,
    Organization,
    Person,
    PlannedEvaluation,
)
from throughline.store.monitoring.evaluations.actions import change_evaluation, plan_evaluation
from throughline.store.monitoring.evaluations.following import (
    add_finding,
    add_lesson,
    report_on_action,
    respond,
    undertake,
    use_lesson,
)
from throughline.store.monitoring.evaluations.reads import (
    evaluation_at,
    evaluations_at,
    evaluations_where,
    whole_evaluations,
)
from throughline.store.people import operator
from throughline.store.people.roles import give_role, publish
from throughline.store.planning.frameworks.actions import make_framework, write_draft
from throughline.store.reporting.checks import findings_of_record
from throughline.store.rights import EVERYTHING, sight_of
from throughline.store.taking_in import take_in
from throughline.store.units.actions import give_responsibility, make_unit

TODAY, DUE = date(2027, 6, 1), date(2027, 3, 31)
SP1, NEXT = "UN/2026/10/SP1", "UN/2027-30/G1"
OF_2026, OF_2027 = Span(date(2026, 1, 1), date(2027, 1, 1)), Span(date(2027, 1, 1), date(2031, 1, 1))
HEAD: dict[str, Any] = {"title": "Harbours", "kind": "decentralized", "year": 2026, "nodes": [SP1]}
FOUND: dict[str, Any] = {"text": "Boats leak.", "recommendation": "Tar them.", "priority": "high"}


def evaluation(*findings: Found, state: State = State.COMPLETED, lessons: tuple[Lesson, ...] = ()) -> Evaluation:
    head = ("evaluation:UN/boats", "Boats", Kind.SELF, 2026, (SP1,), state)
    return Evaluation(*head, findings=findings, lessons=lessons)


def codes(*findings: Found, state: State = State.COMPLETED) -> list[tuple[str, str]]:
    found = check_evaluations([evaluation(*findings, state=state)], TODAY)
    return [(one.code, one.where.partition("#")[2]) for one in found]


def test_what_management_owes_is_a_finding_until_it_is_done() -> None:
    open_, accepted = Found(1, "x", "y"), Found(2, "x", "y", response=Response.ACCEPTED)
    assert codes(open_, accepted) == [("MO-NO-RESPONSE", "F1")]
    assert codes(open_, state=State.UNDER_WAY) == codes(open_, state=State.CANCELLED) == []
    late, done = Action(1, "Tar", DUE), Action(2, "Tar", DUE, Progress.IMPLEMENTED, "Dry.")
    assert codes(replace(accepted, actions=(late, done))) == [("MO-ACTION-LATE", "F2/A1")]
    assert codes(replace(accepted, actions=(replace(late, due=TODAY),))) == []
    refused = replace(accepted, response=Response.NOT_ACCEPTED)
    assert codes(refused) == [("MO-NO-WHY", "F2")]
    assert codes(replace(refused, why="Too dear.")) == []


@pytest.mark.parametrize(
    ("uses", "plans", "found"),
    [
        ((), (OF_2026,), 0),
        ((), (OF_2026, OF_2027), 1),
        ((NEXT,), (OF_2026, OF_2027), 0),
        (("UN/2027-30/GONE",), (OF_2026, OF_2027), 1),
        ((SP1,), (OF_2026, OF_2027), 1),
    ],
)
def test_a_lesson_that_no_later_plan_uses_is_a_finding(
    uses: tuple[str, ...], plans: tuple[Span, ...], found: int
) -> None:
    lesson = Lesson(1, "Tar early.", (SP1,), tuple(Use(node, "So.") for node in uses))
    spans = {SP1: OF_2026, NEXT: OF_2027}
    assert len(check_lessons([evaluation(lessons=(lesson,))], spans, plans)) == found
    assert check_lessons([evaluation(lessons=(lesson,), state=State.UNDER_WAY)], spans, plans) == []
    assert check_lessons([evaluation(lessons=(lesson,))], {NEXT: OF_2027}, plans) == []


@pytest.mark.parametrize(
    "link", ["http://example.org", "javascript:alert(1)", "https://", "https://a b", 'https://a"b', "https://a\nb", ""]
)
def test_only_a_link_that_may_be_shown_is_one(link: str) -> None:
    assert not is_safe_link(link)
    assert is_safe_link("https://example.org/report.pdf?x=1#p2")


@pytest.fixture
def whose(db: None) -> Organization:
    """A plan of 2026, a strategic plan that begins after it, and two units: one evaluates, one answers for SP1."""
    take_in(records=fascicle(), by=operator(), reader="1", organization="UN")
    un = Organization.objects.get(code="UN")
    days: dict[str, Any] = {"start": OF_2027.start, "end": OF_2027.end}
    plan = make_framework(
        by=operator(), organization=un, kind="strategic", code="2027-30", title="Next", levels=("goal",), **days
    )
    write_draft(by=operator(), framework=plan, revision=1, elements=(Element("G1", "goal", "Dry boats"),))
    for code in ("EVAL", "BOATS"):
        make_unit(by=operator(), organization=un, code=code, name=code)
    boats = un.units.get(code="BOATS")
    give_responsibility(by=operator(), unit=boats, address=SP1)
    return un


def officer(whose: Organization, name: str, unit: str = "") -> Person:
    """An officer of a unit, or of the whole organization."""
    one = person(name)
    of_unit = whose.units.get(code=unit) if unit else None
    give_role(by=operator(), to=one, role="officer", organization=whose, unit=of_unit)
    return one


def planned(whose: Organization, **named: Any) -> PlannedEvaluation:
    unit = whose.units.get(code="EVAL")
    return plan_evaluation(by=operator(), organization=whose, code="harbours", unit=unit, **HEAD | named)


def begun(whose: Organization, state: str = "under way", **named: Any) -> PlannedEvaluation:
    unit = whose.units.get(code="EVAL")
    made = planned(whose)
    return change_evaluation(
        by=operator(), evaluation=made, revision=1, unit=unit, state=state, **HEAD | {"kind": "self"} | named
    )


@pytest.mark.database
def test_an_evaluation_is_planned_carried_out_answered_and_learned_from(whose: Organization) -> None:
    evaluator, manager, planner = (
        officer(whose, "eva", "EVAL"),
        officer(whose, "bo", "BOATS"),
        officer(whose, "pla"),
    )
    unit = whose.units.get(code="EVAL")
    one = plan_evaluation(by=evaluator, organization=whose, code="harbours", unit=unit, **HEAD)
    change_evaluation(by=evaluator, evaluation=one, revision=1, unit=unit, state="under way", **HEAD)
    add_finding(by=evaluator, evaluation=one, revision=2, **FOUND)
    respond(by=manager, evaluation=one, revision=3, finding=1, response="partly accepted", why="Not the old ones.")
    undertake(by=manager, evaluation=one, revision=4, finding=1, text="Tar the new ones.", due=DUE)
    add_lesson(by=evaluator, evaluation=one, revision=5, text="Tar early.", nodes=[SP1])
    report: dict[str, Any] = {"state": "completed", "report": "https://example.org/harbours.pdf"}
    change_evaluation(by=evaluator, evaluation=one, revision=6, unit=unit, **HEAD, **report)
    assert checked() == [("MO-ACTION-LATE", "F1/A1"), ("MO-LESSON-UNUSED", "L1")]
    said = {"state": "implemented", "evidence": "Twelve boats are dry."}
    report_on_action(by=manager, evaluation=one, revision=7, finding=1, action=1, **said)
    use_lesson(by=planner, evaluation=one, revision=8, lesson=1, node=NEXT, how="Tar stands first.")
    assert checked() == []
    found = evaluation_at(whose, "harbours", seen_by=EVERYTHING)
    assert found is not None and found.revision == 9
    (whole,) = whole_evaluations([found])
    assert whole.findings[0].actions == (
        Action(1, "Tar the new ones.", DUE, Progress.IMPLEMENTED, "Twelve boats are dry."),
    )
    assert whole.lessons == (Lesson(1, "Tar early.", (SP1,), (Use(NEXT, "Tar stands first."),)),)
    lines = history.HistoryLine.objects.filter(address="evaluation:UN/harbours").order_by("number")
    assert [by.partition("@")[0] for by in lines.values_list("by", flat=True)] == [
        "eva",
        "eva",
        "eva",
        "bo",
        "bo",
        "eva",
        "eva",
        "bo",
        "pla",
    ]
    assert history.check_chain() == []


def checked() -> list[tuple[str, str]]:
    codes = ("MO-NO-RESPONSE", "MO-NO-WHY", "MO-ACTION-LATE", "MO-LESSON-UNUSED")
    found = [one.finding for one in findings_of_record(TODAY) if one.finding.code in codes]
    return [(one.code, one.where.partition("#")[2]) for one in found]


def test_who_has_no_right_is_refused_and_nothing_changes(whose: Organization) -> None:
    one = begun(whose)
    add_finding(by=operator(), evaluation=one, revision=2, **FOUND)
    add_lesson(by=operator(), evaluation=one, revision=3, text="Tar early.", nodes=[SP1])
    people = [person("none"), person("reads", "UN", "reader"), person("other", "WMO", "officer")]
    manager, evaluator = officer(whose, "bo", "BOATS"), officer(whose, "eva", "EVAL")
    at: dict[str, Any] = {"evaluation": one, "revision": 4}
    head: dict[str, Any] = {"unit": one.unit, "state": "completed", **HEAD, "kind": "self"}
    for by in people:
        with pytest.raises(Forbidden):
            plan_evaluation(by=by, organization=whose, code="other", **HEAD)
    for by in (*people, manager):
        with pytest.raises(Forbidden):
            change_evaluation(by=by, **at, **head)
        with pytest.raises(Forbidden):
            add_finding(by=by, **at, **FOUND)
        with pytest.raises(Forbidden):
            add_lesson(by=by, **at, text="x", nodes=[SP1])
    for by in (*people, evaluator):
        with pytest.raises(Forbidden):
            respond(by=by, **at, finding=1, response="accepted")
        with pytest.raises(Forbidden):
            undertake(by=by, **at, finding=1, text="x", due=DUE)
        with pytest.raises(Forbidden):
            use_lesson(by=by, **at, lesson=1, node=NEXT, how="x")
    assert PlannedEvaluation.objects.get().revision == 4


def test_what_cannot_be_is_refused_and_nothing_is_half_done(whose: Organization) -> None:
    wrong: dict[str, Any]
    for wrong in (
        {"code": "a b"},
        {"code": ""},
        {"title": " "},
        {"kind": "grand"},
        {"year": 12},
        {"nodes": []},
        {"nodes": [SP1, "UN/2026/99"]},
        {"start": TODAY, "end": DUE},
    ):
        with pytest.raises(Refused):
            plan_evaluation(by=operator(), organization=whose, **{"code": "x", **HEAD, **wrong})
    one = planned(whose)
    with pytest.raises(Refused, match="already"):
        planned(whose)
    for wrong in (
        {"state": "cancelled"},
        {"state": "completed"},
        {"state": "over"},
        {"state": "completed", "report": "http://example.org"},
        {"state": "planned", "report": "A/RES/1/1"},
    ):
        with pytest.raises(Refused):
            change_evaluation(by=operator(), evaluation=one, revision=1, **HEAD | wrong)
    with pytest.raises(Refused, match="under way"):
        add_finding(by=operator(), evaluation=one, revision=1, **FOUND)
    assert PlannedEvaluation.objects.get().revision == 1 and not EvaluationFinding.objects.exists()


def test_a_response_an_action_and_a_use_say_what_they_must(whose: Organization) -> None:
    one = begun(whose)
    add_finding(by=operator(), evaluation=one, revision=2, **FOUND)
    add_lesson(by=operator(), evaluation=one, revision=3, text="Tar early.", nodes=[SP1])
    at: dict[str, Any] = {"by": operator(), "evaluation": one, "revision": 4}
    with pytest.raises(Refused, match="Accept"):
        undertake(**at, finding=1, text="x", due=DUE)
    for response, why in (("not accepted", " "), ("partly accepted", ""), ("maybe", "x")):
        with pytest.raises(Refused):
            respond(**at, finding=1, response=response, why=why)
    with pytest.raises(Refused, match="no finding 2"):
        respond(**at, finding=2, response="accepted")
    respond(**at, finding=1, response="accepted")
    undertake(**at | {"revision": 5}, finding=1, text="Tar.", due=DUE)
    at["revision"] = 6
    for action, state in ((1, "implemented"), (2, "in progress"), (1, "")):
        with pytest.raises(Refused):
            report_on_action(**at, finding=1, action=action, state=state)
    for node, how in ((NEXT, " "), ("UN/2027-30/G9", "x"), (f"{SP1}/R2", "x")):
        with pytest.raises(Refused):
            use_lesson(**at, lesson=1, node=node, how=how)
    use_lesson(**at, lesson=1, node=NEXT, how="First.")
    use_lesson(**at | {"revision": 7}, lesson=1, node=NEXT, how="Second.")
    assert EvaluationLesson.objects.get().nodes.get(used=True).how == "Second."
    assert ManagementAction.objects.get().state == "not started"


def test_who_looked_at_an_older_state_is_told_so(whose: Organization) -> None:
    one = begun(whose)
    add_finding(by=operator(), evaluation=one, revision=2, **FOUND)
    for late in (
        lambda at: add_finding(**at, **FOUND),
        lambda at: respond(**at, finding=1, response="accepted"),
        lambda at: change_evaluation(**at, **HEAD, state="under way"),
        lambda at: add_lesson(**at, text="x", nodes=[SP1]),
    ):
        with pytest.raises(ChangedMeanwhile):
            late({"by": operator(), "evaluation": one, "revision": 2})
    assert EvaluationFinding.objects.count() == 1


def test_only_people_of_the_organization_see_evaluations_and_a_list_is_three_statements_at_most(
    whose: Organization,
) -> None:
    one = begun(whose)
    add_lesson(by=operator(), evaluation=one, revision=2, text="Tar early.", nodes=[SP1])
    publish(by=operator(), organization=whose)
    asked: dict[str, Any] = {"organization": whose, "today": TODAY}
    for who, count in ((None, 0), (person("none"), 0), (person("other", "WMO", "officer"), 0), (person("in", "UN"), 1)):
        seen = sight_of(who)
        assert evaluations_where(**asked, seen_by=seen).count() == count
        assert (evaluation_at(whose, "harbours", seen_by=seen) is not None) == bool(count)
        at = evaluations_at(whose, SP1, seen_by=seen)
        assert (len(at.evaluations), len(at.learned)) == (count, count)
    for number in range(30):
        add_finding(by=operator(), evaluation=one, revision=3 + number, **FOUND)
    with CaptureQueriesContext(connection) as captured:
        (row,) = evaluations_where(**asked, owing=True, node="UN/2026/10", unit="EVAL", seen_by=EVERYTHING)
        whole_evaluations([row])
    assert (row.found, row.unanswered, row.late) == (30, 30, 0) and len(captured) == 6
    assert not evaluations_where(**asked, node="UN/2026/1", seen_by=EVERYTHING).exists()
