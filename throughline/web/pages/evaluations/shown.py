"""Evaluations as pages show them: states in words, who must act, and addresses of the parts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from throughline.engine.monitoring.evaluations import Action, Evaluation, Found, Lesson, State, is_safe_link
from throughline.store.models import Organization, Unit
from throughline.store.monitoring.evaluations.reads import EvaluationAt, LessonAt, evaluations_at, nodes_evaluated
from throughline.store.nodes import Node, nodes_at
from throughline.store.rights import Sight
from throughline.store.units.reads import answering_in
from throughline.web.addresses import page_of
from throughline.web.pages.evaluations.names import (
    LATE,
    NO_RESPONSE,
    PRIORITY_NAMES,
    PROGRESS_NAMES,
    RESPONSE_NAMES,
    SHORT_KINDS,
    STATE_NAMES,
)
from throughline.web.pages.frame import Status, Words


@dataclass(frozen=True, slots=True)
class EvaluationRow:
    """An evaluation in the list: its names, and the units that still owe a response or an action."""

    code: str
    title: str
    kind: Words
    year: int
    status: Status
    unit: Unit | None
    found: int
    unanswered: int
    late: int
    owing: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class ActionShown:
    """An action of management; `late` where its day has passed."""

    record: Action
    status: Status
    late: Status | None


@dataclass(frozen=True, slots=True)
class FindingShown:
    """A finding with its response; `accepted` where management said that it does something."""

    record: Found
    priority: Words
    status: Status
    accepted: bool
    actions: tuple[ActionShown, ...]


@dataclass(frozen=True, slots=True)
class NodeShown:
    """A part of a plan that an evaluation names: with its title while it stands, None once it is gone."""

    address: str
    node: Node | None
    how: str = ""


@dataclass(frozen=True, slots=True)
class LessonShown:
    """A lesson with what it comes from, and where it is used."""

    record: Lesson
    nodes: tuple[NodeShown, ...]
    uses: tuple[NodeShown, ...]


@dataclass(frozen=True, slots=True)
class Evaluated:
    """What evaluations say of a part of a plan: each with its state; lessons that come from it, and are used in it."""

    evaluations: tuple[tuple[EvaluationAt, Status], ...]
    lessons: tuple[tuple[bool, tuple[LessonAt, ...]], ...]


def rows_shown(whose: Organization, rows: Sequence[Any]) -> list[EvaluationRow]:
    """Rows of `evaluations_where` as the list shows them. Three statements; none without rows."""
    if not rows:
        return []
    nodes, answering = nodes_evaluated(one.pk for one in rows), answering_in(whose)
    shown = []
    for one in rows:
        owes = one.state != State.CANCELLED.value and bool(one.unanswered or one.late)
        units = {unit for node in nodes.get(one.pk, ()) if (unit := answering.unit_at(node))} if owes else ()
        shown.append(
            EvaluationRow(
                code=one.code,
                title=one.title,
                kind=SHORT_KINDS[one.kind],
                year=one.year,
                status=STATE_NAMES[one.state],
                unit=one.unit,
                found=one.found,
                unanswered=one.unanswered,
                late=one.late,
                owing=tuple(sorted(units, key=lambda unit: unit.code)),
            )
        )
    return shown


def findings_shown(findings: Iterable[Found], today: date) -> tuple[FindingShown, ...]:
    """Findings with their responses and actions in words."""
    return tuple(
        FindingShown(
            one,
            PRIORITY_NAMES[one.priority.value],
            RESPONSE_NAMES[one.response.value] if one.response else NO_RESPONSE,
            one.response is not None and one.response.value in ("accepted", "partly accepted"),
            tuple(
                ActionShown(action, PROGRESS_NAMES[action.state.value], LATE if action.is_overdue(today) else None)
                for action in one.actions
            ),
        )
        for one in findings
    )


def owed_of(one: Evaluation, today: date) -> tuple[int, int]:
    """How many findings of an evaluation wait for a response, and how many actions are past their day."""
    late = sum(action.is_overdue(today) for found in one.findings for action in found.actions)
    return sum(found.response is None for found in one.findings), late


def report_page_of(whose: Organization, report: str) -> str:
    """Where the report of an evaluation is read; "" for none."""
    return report if not report or is_safe_link(report) else page_of(whose.code, report)


def named_shown(
    whose: Organization, one: Evaluation, *, seen_by: Sight
) -> tuple[tuple[NodeShown, ...], tuple[LessonShown, ...]]:
    """What an evaluation is of, and its lessons, with the parts of plans that they name. Five statements."""
    uses = [use.node for lesson in one.lessons for use in lesson.uses]
    named = {*one.nodes, *(node for lesson in one.lessons for node in lesson.nodes), *uses}
    nodes = nodes_at(whose, named, seen_by=seen_by)
    lessons = tuple(
        LessonShown(
            lesson,
            tuple(NodeShown(node, nodes.get(node)) for node in lesson.nodes),
            tuple(NodeShown(use.node, nodes.get(use.node), use.how) for use in lesson.uses),
        )
        for lesson in one.lessons
    )
    return tuple(NodeShown(node, nodes.get(node)) for node in one.nodes), lessons


def evaluated_shown(whose: Organization, node: str, *, seen_by: Sight) -> Evaluated:
    """What evaluations say of a part of a plan, for its page. Two statements."""
    at = evaluations_at(whose, node, seen_by=seen_by)
    evaluations = tuple((one, STATE_NAMES[one.state]) for one in at.evaluations)
    return Evaluated(evaluations, ((False, at.learned), (True, at.used)))
