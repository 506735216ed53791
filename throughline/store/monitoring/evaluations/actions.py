"""Actions on the plan of evaluations: one is planned, changed, carried out, cancelled."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction

from throughline.engine.errors import Refused
from throughline.engine.monitoring.evaluations import EVALUATION_CODE, Kind, State
from throughline.store import history
from throughline.store.monitoring.evaluations.changing import (
    at_revision,
    changed,
    check_report,
    require_evaluating,
    said,
    tell,
)
from throughline.store.monitoring.evaluations.tables import EvaluatedNode, PlannedEvaluation
from throughline.store.nodes import nodes_standing
from throughline.store.organizations import Organization, Unit
from throughline.store.people.tables import Person
from throughline.store.rights import EDIT, require, sight_of_all
from throughline.store.rows import storable

PLAN, CHANGE = "plan evaluation", "change evaluation"
FIRST_YEAR, LAST_YEAR = 1945, 2200


def plan_evaluation(
    *,
    by: Person,
    organization: Organization,
    code: str,
    title: str,
    kind: str,
    year: int,
    nodes: Sequence[str],
    unit: Unit | None = None,
    start: date | None = None,
    end: date | None = None,
) -> PlannedEvaluation:
    """Plan an evaluation of nodes of plans for a year; the code is its address and stays.

    Raises `Refused` where the person is no officer of the unit responsible, where the code is taken or none, and where
    what it is of stands in no plan in force.
    """
    with transaction.atomic():
        history.lock_writing()
        require(by, EDIT, organization, unit)
        if not EVALUATION_CODE.fullmatch(code):
            raise Refused("The code of an evaluation is letters, digits and hyphens, at most 40.")
        if PlannedEvaluation.objects.filter(organization=organization, code=code).exists():
            raise Refused(f"The organization has an evaluation with the code {code} already.")
        now = datetime.now(UTC)
        made = PlannedEvaluation(organization=organization, code=code, made=now, made_by=by, revision=0)
        head = {"title": title, "kind": kind, "year": year, "unit": unit, "start": start, "end": end}
        _write(made, by, nodes, state=State.PLANNED.value, reason="", report="", **head)
        tell(by, PLAN, made, _told(made, nodes))
    return made


def change_evaluation(
    *,
    by: Person,
    evaluation: PlannedEvaluation,
    revision: int,
    title: str,
    kind: str,
    year: int,
    nodes: Sequence[str],
    state: str,
    unit: Unit | None = None,
    start: date | None = None,
    end: date | None = None,
    reason: str = "",
    report: str = "",
) -> PlannedEvaluation:
    """Give an evaluation another head or state; a completed one has a report, a cancelled one a reason.

    Raises `ChangedMeanwhile` where it is not at `revision` any more; `Refused` as `plan_evaluation` does.
    """
    with transaction.atomic():
        history.lock_writing()
        found = at_revision(evaluation, revision)
        require_evaluating(by, found)
        if unit != found.unit:
            require(by, EDIT, found.organization, unit)
        head = {"title": title, "kind": kind, "year": year, "unit": unit, "start": start, "end": end}
        _write(found, by, nodes, state=state, reason=reason, report=report, **head)
        tell(by, CHANGE, found, _told(found, nodes))
    return found


def _write(one: PlannedEvaluation, by: Person, nodes: Sequence[str], **head: Any) -> None:
    """Write the head of an evaluation and what it is of, if all of it holds."""
    for name, value in head.items():
        setattr(one, name, storable(value).strip() if isinstance(value, str) else value)
    _check(one)
    standing = set(EvaluatedNode.objects.filter(evaluation=one.pk).values_list("node", flat=True))
    wanted = list(dict.fromkeys(nodes))
    if not wanted:
        raise Refused("Name at least one part of a plan that is evaluated.")
    # What it was of already may have left its plan since: that stays true.
    new = [node for node in wanted if node not in standing]
    nodes_standing(one.organization, new, seen_by=sight_of_all(one.organization))
    changed(one, by)
    EvaluatedNode.objects.filter(evaluation=one).exclude(node__in=wanted).delete()
    EvaluatedNode.objects.bulk_create([EvaluatedNode(evaluation=one, node=node) for node in new])


def _check(one: PlannedEvaluation) -> None:
    said(one.title, "Say what the evaluation is called.")
    if one.kind not in list(Kind) or one.state not in list(State):
        raise Refused("The kind and the state of an evaluation are those that are listed.")
    if not FIRST_YEAR <= one.year <= LAST_YEAR:
        raise Refused(f"Write the year with four digits, {FIRST_YEAR} to {LAST_YEAR}.")
    if one.start and one.end and one.end < one.start:
        raise Refused("An evaluation ends on its first day or after it.")
    if one.unit is not None and one.unit.organization_id != one.organization_id:
        raise Refused(f"{one.unit} is no unit of {one.organization}.")
    if one.state == State.CANCELLED.value:
        said(one.reason, "Say why the evaluation is cancelled.")
    if one.state == State.COMPLETED.value and one.kind != Kind.SELF.value:
        said(one.report, "Name the report of the evaluation: a document of the record, or a link.")
    check_report(one.organization, one.report)


def _told(one: PlannedEvaluation, nodes: Sequence[str]) -> dict[str, Any]:
    return {
        "title": one.title,
        "kind": one.kind,
        "year": one.year,
        "nodes": sorted(set(nodes)),
        "state": one.state,
        "unit": one.unit.code if one.unit else "",
        "start": one.start.isoformat() if one.start else "",
        "until": one.end.isoformat() if one.end else "",
        "reason": one.reason,
        "report": one.report,
    }
