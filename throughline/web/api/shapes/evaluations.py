"""Shapes of evaluations: in the list, and whole with findings, responses, actions and lessons."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from throughline.engine.monitoring.evaluations import (
    Evaluation,
    Found,
    Lesson,
    action_address,
    finding_address,
    lesson_address,
)
from throughline.store.models import PlannedEvaluation


@dataclass(frozen=True, slots=True)
class EvaluationRowShape:
    """An evaluation in the list: how much was found, how many findings wait for a response of management, and how many
    of its actions are past their day."""

    address: str
    code: str
    title: str
    kind: str
    year: int
    start: date | None
    end: date | None
    unit: str | None
    state: str
    report: str | None
    findings: int
    unanswered: int
    late: int


@dataclass(frozen=True, slots=True)
class ManagementActionShape:
    """What management does about a recommendation; `evidence` shows that it was done."""

    address: str
    number: int
    text: str
    due: date
    state: str
    evidence: str | None


@dataclass(frozen=True, slots=True)
class EvaluationFindingShape:
    """What was found and recommended; `response` is null until management answers, `why` says its reasons."""

    address: str
    number: int
    text: str
    recommendation: str
    priority: str
    response: str | None
    why: str | None
    actions: tuple[ManagementActionShape, ...]


@dataclass(frozen=True, slots=True)
class LessonUseShape:
    """That a lesson is used in a part of a later plan, and how."""

    node: str
    how: str


@dataclass(frozen=True, slots=True)
class LessonShape:
    """What was learned, at which parts of plans, and where it is used."""

    address: str
    number: int
    text: str
    nodes: tuple[str, ...]
    uses: tuple[LessonUseShape, ...]


@dataclass(frozen=True, slots=True)
class EvaluationWholeShape:
    """An evaluation with everything that was found, answered, done and learned."""

    address: str
    code: str
    title: str
    kind: str
    nodes: tuple[str, ...]
    year: int
    start: date | None
    end: date | None
    unit: str | None
    state: str
    reason: str | None
    report: str | None
    revision: int
    findings: tuple[EvaluationFindingShape, ...]
    lessons: tuple[LessonShape, ...]


def evaluation_row_shape(one: Any) -> EvaluationRowShape:
    """A row of `evaluations_where`."""
    return EvaluationRowShape(
        address=one.address,
        code=one.code,
        title=one.title,
        kind=one.kind,
        year=one.year,
        start=one.start,
        end=one.end,
        unit=one.unit.code if one.unit else None,
        state=one.state,
        report=one.report or None,
        findings=one.found,
        unanswered=one.unanswered,
        late=one.late,
    )


def evaluation_whole_shape(row: PlannedEvaluation, one: Evaluation) -> EvaluationWholeShape:
    """An evaluation with everything."""
    return EvaluationWholeShape(
        address=one.address,
        code=row.code,
        title=one.title,
        kind=one.kind.value,
        nodes=one.nodes,
        year=one.year,
        start=one.start,
        end=one.end,
        unit=one.unit or None,
        state=one.state.value,
        reason=one.reason or None,
        report=one.report or None,
        revision=row.revision,
        findings=tuple(_finding(one.address, each) for each in one.findings),
        lessons=tuple(_lesson(one.address, each) for each in one.lessons),
    )


def _finding(evaluation: str, one: Found) -> EvaluationFindingShape:
    actions = tuple(
        ManagementActionShape(
            address=action_address(evaluation, one.number, each.number),
            number=each.number,
            text=each.text,
            due=each.due,
            state=each.state.value,
            evidence=each.evidence or None,
        )
        for each in one.actions
    )
    return EvaluationFindingShape(
        address=finding_address(evaluation, one.number),
        number=one.number,
        text=one.text,
        recommendation=one.recommendation,
        priority=one.priority.value,
        response=one.response.value if one.response else None,
        why=one.why or None,
        actions=actions,
    )


def _lesson(evaluation: str, one: Lesson) -> LessonShape:
    uses = tuple(LessonUseShape(use.node, use.how) for use in one.uses)
    return LessonShape(lesson_address(evaluation, one.number), one.number, one.text, one.nodes, uses)
