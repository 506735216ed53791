"""Reads of evaluations: the list with what is owed, whole evaluations as records, and what is known at a node."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from throughline.engine.monitoring import evaluations as records
from throughline.engine.monitoring.evaluations import Kind, Priority, Progress, Response, State
from throughline.store.monitoring.evaluations.tables import (
    EvaluatedNode,
    EvaluationFinding,
    EvaluationLesson,
    LessonNode,
    ManagementAction,
    PlannedEvaluation,
)
from throughline.store.organizations import Organization
from throughline.store.rights import Sight, worked


@dataclass(frozen=True, slots=True)
class EvaluationAt:
    """An evaluation as a node that it is of shows it."""

    code: str
    title: str
    state: str
    year: int


@dataclass(frozen=True, slots=True)
class LessonAt:
    """A lesson as a node shows it: `how` it is used there, "" where it comes from there."""

    evaluation: str
    title: str
    number: int
    text: str
    how: str


@dataclass(frozen=True, slots=True)
class AtNode:
    """What evaluations say of a node: those of it, the lessons that come from it, and those that are used in it."""

    evaluations: tuple[EvaluationAt, ...] = ()
    learned: tuple[LessonAt, ...] = ()
    used: tuple[LessonAt, ...] = ()


def evaluations_where(
    *,
    organization: Organization,
    words: str = "",
    year: int | None = None,
    state: str = "",
    unit: str = "",
    node: str = "",
    owing: bool = False,
    today: date,
    seen_by: Sight,
) -> QuerySet[Any]:
    """Evaluations that fit, the newest year first; `owing` for those that wait for a response or an action.

    Rows tell how many findings each has (`found`), how many of them wait for a response (`unanswered`), and how many
    actions are past their day (`late`).
    """
    fits: QuerySet[Any] = PlannedEvaluation.objects.filter(worked(seen_by), organization=organization)
    named = {"year": year, "state": state, "unit__code": unit}
    fits = fits.filter(**{name: value for name, value in named.items() if value})
    for word in words.split():
        fits = fits.filter(Q(title__icontains=word) | Q(code__icontains=word))
    if node:
        at = EvaluatedNode.objects.filter(Q(node=node) | Q(node__startswith=f"{node}/"), evaluation=OuterRef("pk"))
        fits = fits.filter(Exists(at))
    findings = EvaluationFinding.objects.filter(evaluation=OuterRef("pk"))
    late = ManagementAction.objects.filter(finding__evaluation=OuterRef("pk"), due__lt=today)
    late = late.exclude(state=Progress.IMPLEMENTED.value)
    if owing:
        fits = fits.filter(Exists(findings.filter(response="")) | Exists(late)).exclude(state=State.CANCELLED.value)
    counted = {
        "found": _counted(findings, "evaluation"),
        "unanswered": _counted(findings.filter(response=""), "evaluation"),
        "late": _counted(late, "finding__evaluation"),
    }
    rows: QuerySet[Any] = fits.select_related("organization", "unit").annotate(**counted)
    return rows.order_by("-year", "code")


def _counted(rows: QuerySet[Any], by: str) -> Coalesce:
    count = rows.order_by().values(by).annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(count, output_field=IntegerField()), 0)


def evaluation_at(organization: Organization, code: str, *, seen_by: Sight) -> PlannedEvaluation | None:
    """The evaluation with a code; None where none is seen. One statement."""
    found = PlannedEvaluation.objects.filter(worked(seen_by), organization=organization, code=code)
    return found.select_related("organization", "unit", "changed_by").first()


def years_of(organization: Organization, *, seen_by: Sight) -> tuple[int, ...]:
    """The years for which evaluations are planned, the newest first. One statement."""
    found = PlannedEvaluation.objects.filter(worked(seen_by), organization=organization)
    return tuple(found.order_by("-year").values_list("year", flat=True).distinct())


def nodes_evaluated(evaluations: Iterable[int]) -> Mapping[int, tuple[str, ...]]:
    """The nodes of evaluations, by the row number of each. One statement."""
    by_evaluation: dict[int, list[str]] = defaultdict(list)
    rows = EvaluatedNode.objects.filter(evaluation__in=list(evaluations)).order_by("node")
    for evaluation, node in rows.values_list("evaluation", "node"):
        by_evaluation[evaluation].append(node)
    return {one: tuple(nodes) for one, nodes in by_evaluation.items()}


def whole_evaluations(evaluations: Sequence[PlannedEvaluation]) -> tuple[records.Evaluation, ...]:
    """Evaluations with everything, as the engine knows them; organization and unit at hand. Five statements."""
    keys = [one.pk for one in evaluations]
    nodes, findings, lessons = nodes_evaluated(keys), _findings_of(keys), _lessons_of(keys)
    return tuple(
        records.Evaluation(
            address=one.address,
            title=one.title,
            kind=Kind(one.kind),
            year=one.year,
            nodes=nodes.get(one.pk, ()),
            state=State(one.state),
            start=one.start,
            end=one.end,
            unit=one.unit.code if one.unit else "",
            reason=one.reason,
            report=one.report,
            findings=tuple(findings.get(one.pk, ())),
            lessons=tuple(lessons.get(one.pk, ())),
        )
        for one in evaluations
    )


def _findings_of(evaluations: Sequence[int]) -> Mapping[int, list[records.Found]]:
    """What evaluations found, with responses and actions. Two statements."""
    actions: dict[int, list[records.Action]] = defaultdict(list)
    rows = ManagementAction.objects.filter(finding__evaluation__in=evaluations).order_by("finding", "number")
    for one in rows:
        action = records.Action(one.number, one.text, one.due, Progress(one.state), one.evidence)
        actions[one.finding_id].append(action)
    found: dict[int, list[records.Found]] = defaultdict(list)
    for each in EvaluationFinding.objects.filter(evaluation__in=evaluations).order_by("evaluation", "number"):
        response = Response(each.response) if each.response else None
        said = (each.number, each.text, each.recommendation, Priority(each.priority), response, each.why)
        found[each.evaluation_id].append(records.Found(*said, tuple(actions.get(each.pk, ()))))
    return found


def _lessons_of(evaluations: Sequence[int]) -> Mapping[int, list[records.Lesson]]:
    """The lessons of evaluations, where they come from and where they are used. Two statements."""
    nodes: dict[int, list[str]] = defaultdict(list)
    uses: dict[int, list[records.Use]] = defaultdict(list)
    for one in LessonNode.objects.filter(lesson__evaluation__in=evaluations).order_by("lesson", "node"):
        if one.used:
            uses[one.lesson_id].append(records.Use(one.node, one.how))
        else:
            nodes[one.lesson_id].append(one.node)
    found: dict[int, list[records.Lesson]] = defaultdict(list)
    for each in EvaluationLesson.objects.filter(evaluation__in=evaluations).order_by("evaluation", "number"):
        lesson = records.Lesson(each.number, each.text, tuple(nodes[each.pk]), tuple(uses[each.pk]))
        found[each.evaluation_id].append(lesson)
    return found


def evaluations_at(organization: Organization, node: str, *, seen_by: Sight) -> AtNode:
    """What evaluations say of a node of a plan. Two statements."""
    seen = worked(seen_by, "evaluation__organization")
    of_it = EvaluatedNode.objects.filter(seen, node=node, evaluation__organization=organization)
    rows = of_it.order_by("-evaluation__year", "evaluation__code")
    head = rows.values_list(*(f"evaluation__{name}" for name in ("code", "title", "state", "year")))
    evaluations = tuple(EvaluationAt(*said) for said in head)
    seen = worked(seen_by, "lesson__evaluation__organization")
    at = LessonNode.objects.filter(seen, node=node, lesson__evaluation__organization=organization)
    columns = (f"lesson__{name}" for name in ("evaluation__code", "evaluation__title", "number", "text"))
    lessons = at.order_by("-lesson__evaluation__year", "lesson__evaluation__code", "lesson__number")
    told = [(used, LessonAt(*said)) for used, *said in lessons.values_list("used", *columns, "how")]
    learned, used_here = (tuple(one for used, one in told if used is wanted) for wanted in (False, True))
    return AtNode(evaluations, learned, used_here)


def all_evaluations() -> Mapping[str, tuple[records.Evaluation, ...]]:
    """Every evaluation with everything, by the code of its organization, for the checks. At most six statements."""
    rows = PlannedEvaluation.objects.select_related("organization", "unit").order_by("organization", "year", "code")
    found: dict[str, list[records.Evaluation]] = defaultdict(list)
    for row, record in zip(every := list(rows), whole_evaluations(every) if every else (), strict=True):
        found[row.organization.code].append(record)
    return {code: tuple(own) for code, own in found.items()}
