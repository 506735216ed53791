"""Actions on what an evaluation found: findings, responses, what management does, lessons and where they are used."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet

from throughline.engine.errors import Refused
from throughline.engine.monitoring.evaluations import Priority, Progress, Response, State, is_later
from throughline.store import history
from throughline.store.monitoring.evaluations.changing import (
    at_revision,
    changed,
    require_evaluating,
    require_managing,
    said,
    tell,
)
from throughline.store.monitoring.evaluations.tables import (
    EvaluationFinding,
    EvaluationLesson,
    LessonNode,
    ManagementAction,
    PlannedEvaluation,
)
from throughline.store.nodes import nodes_at, nodes_standing, nothing_at
from throughline.store.people.tables import Person
from throughline.store.rights import EDIT, require, sight_of_all
from throughline.store.rows import storable
from throughline.store.units import unit_for

FIND, RESPOND = "add finding of evaluation", "respond to finding of evaluation"
UNDERTAKE, REPORT = "undertake action on finding", "report on action"
LEARN, USE = "add lesson", "use lesson"
CARRIED_OUT = (State.UNDER_WAY.value, State.COMPLETED.value)


def add_finding(
    *, by: Person, evaluation: PlannedEvaluation, revision: int, text: str, recommendation: str, priority: str
) -> EvaluationFinding:
    """Write down what an evaluation found, and what it recommends; it takes the next number.

    Raises `ChangedMeanwhile` where the evaluation is not at `revision` any more, `Refused` where the person is no
    officer of the unit that evaluates, where the evaluation has not begun, or where something is not said.
    """
    with transaction.atomic():
        history.lock_writing()
        found = _carried_out(by, evaluation, revision)
        if priority not in list(Priority):
            raise Refused("The priority is high, medium or low.")
        made = EvaluationFinding.objects.create(
            evaluation=found,
            number=_next(found.findings.all()),
            text=said(text, "Say what was found."),
            recommendation=said(recommendation, "Say what is recommended."),
            priority=priority,
        )
        _done(by, FIND, found, str(made), {"text": made.text, "recommendation": made.recommendation})
    return made


def respond(
    *, by: Person, evaluation: PlannedEvaluation, revision: int, finding: int, response: str, why: str = ""
) -> EvaluationFinding:
    """Answer a recommendation for management: accepted, partly accepted or not, with why; it may be answered anew.

    Raises as `add_finding` does; the person is an officer of a unit that answers for something that was evaluated.
    """
    with transaction.atomic():
        history.lock_writing()
        found = _managed(by, evaluation, revision)
        one = _finding(found, finding)
        if response not in list(Response):
            raise Refused("A recommendation is accepted, partly accepted or not accepted.")
        if response != Response.ACCEPTED.value:
            said(why, "Say why, and to which part, it is not accepted.")
        one.response, one.why = response, storable(why).strip()
        one.responded, one.responded_by = datetime.now(UTC), by
        one.save()
        _done(by, RESPOND, found, str(one), {"response": response, "reason": one.why})
    return one


def undertake(
    *, by: Person, evaluation: PlannedEvaluation, revision: int, finding: int, text: str, due: date
) -> ManagementAction:
    """Say what management will do about a recommendation that it accepts, at least in part, and by when.

    Raises as `respond` does.
    """
    with transaction.atomic():
        history.lock_writing()
        found = _managed(by, evaluation, revision)
        one = _finding(found, finding)
        if one.response not in (Response.ACCEPTED.value, Response.PARTLY.value):
            raise Refused("Accept the recommendation first, at least in part.")
        text = said(text, "Say what will be done.")
        made = ManagementAction.objects.create(finding=one, number=_next(one.actions.all()), text=text, due=due)
        _done(by, UNDERTAKE, found, f"{one}/{made}", {"text": text, "until": due.isoformat()})
    return made


def report_on_action(
    *,
    by: Person,
    evaluation: PlannedEvaluation,
    revision: int,
    finding: int,
    action: int,
    state: str,
    evidence: str = "",
) -> ManagementAction:
    """Say how far an action is; one that was implemented brings its evidence. Raises as `respond` does."""
    with transaction.atomic():
        history.lock_writing()
        found = _managed(by, evaluation, revision)
        one = _finding(found, finding).actions.filter(number=action).first()
        if one is None:
            raise Refused(f"F{finding} has no action {action}.")
        if state not in list(Progress):
            raise Refused("An action is not started, in progress or implemented.")
        if state == Progress.IMPLEMENTED.value:
            said(evidence, "Say what shows that it was implemented.")
        one.state, one.evidence = state, storable(evidence).strip()
        one.save()
        _done(by, REPORT, found, f"F{finding}/{one}", {"state": state, "evidence": one.evidence})
    return one


def add_lesson(
    *, by: Person, evaluation: PlannedEvaluation, revision: int, text: str, nodes: Sequence[str]
) -> EvaluationLesson:
    """Write down what was learned, and at which nodes of plans. Raises as `add_finding` does."""
    with transaction.atomic():
        history.lock_writing()
        found = _carried_out(by, evaluation, revision)
        wanted = sorted(set(nodes))
        if not wanted:
            raise Refused("Name at least one part of a plan that the lesson comes from.")
        nodes_standing(found.organization, wanted, seen_by=sight_of_all(found.organization))
        text = said(text, "Say what was learned.")
        made = EvaluationLesson.objects.create(evaluation=found, number=_next(found.lessons.all()), text=text)
        LessonNode.objects.bulk_create([LessonNode(lesson=made, node=node, used=False) for node in wanted])
        _done(by, LEARN, found, str(made), {"text": text, "nodes": wanted})
    return made


def use_lesson(
    *, by: Person, evaluation: PlannedEvaluation, revision: int, lesson: int, node: str, how: str
) -> LessonNode:
    """Say in which node of a later plan a lesson is used, and how; said of the same node again, it is said anew.

    Raises `ChangedMeanwhile` where the evaluation is not at `revision` any more, `Refused` where the person may not
    edit the node, where nothing stands there, or where its plan is not later than what the lesson comes from.
    """
    with transaction.atomic():
        history.lock_writing()
        found = at_revision(evaluation, revision)
        require(by, EDIT, found.organization, unit_for(found.organization, node))
        one = found.lessons.filter(number=lesson).first()
        if one is None:
            raise Refused(f"The evaluation has no lesson {lesson}.")
        how = said(how, "Say how the lesson is used.")
        _check_later(found, one, node)
        used, _new = LessonNode.objects.update_or_create(lesson=one, node=node, used=True, defaults={"how": how})
        _done(by, USE, found, str(one), {"to": node, "text": how})
    return used


def _check_later(found: PlannedEvaluation, lesson: EvaluationLesson, node: str) -> None:
    own = lesson.nodes.filter(used=False).values_list("node", flat=True)
    nodes = nodes_at(found.organization, [node, *own], seen_by=sight_of_all(found.organization))
    if node not in nodes:
        raise nothing_at(found.organization, node)
    spans = [nodes[one].span for one in own if one in nodes]
    later = nodes[node].span
    if later is None or not is_later(later, [span for span in spans if span is not None]):
        raise Refused("A lesson is used in a plan that begins after the one it comes from: name a part of such a plan.")


def _carried_out(by: Person, evaluation: PlannedEvaluation, revision: int) -> PlannedEvaluation:
    found = at_revision(evaluation, revision)
    require_evaluating(by, found)
    if found.state not in CARRIED_OUT:
        raise Refused("Only an evaluation that is under way or completed finds something: change its state first.")
    return found


def _managed(by: Person, evaluation: PlannedEvaluation, revision: int) -> PlannedEvaluation:
    found = at_revision(evaluation, revision)
    require_managing(by, found)
    return found


def _finding(found: PlannedEvaluation, number: int) -> EvaluationFinding:
    one = found.findings.filter(number=number).first()
    if one is None:
        raise Refused(f"The evaluation has no finding {number}.")
    return one


def _next(rows: QuerySet[Any]) -> int:
    return (rows.aggregate(most=Max("number"))["most"] or 0) + 1


def _done(by: Person, action: str, found: PlannedEvaluation, part: str, data: dict[str, Any]) -> None:
    changed(found, by)
    tell(by, action, found, {"part": part, **data})
