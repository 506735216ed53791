"""Tables of evaluations: the plan of them, what they found, responses and actions of management, lessons."""

from django.db import models
from django.db.models import F, Q

from throughline.engine.monitoring import evaluations as records
from throughline.engine.monitoring.evaluations import Kind, Priority, Progress, Response, State
from throughline.store.organizations import Organization, Unit
from throughline.store.people.tables import Person

KINDS, STATES, PRIORITIES, RESPONSES, PROGRESS = (
    [one.value for one in words] for words in (Kind, State, Priority, Response, Progress)
)


class PlannedEvaluation(models.Model):
    """An evaluation in the plan of evaluations; every change of it or of what it found counts `revision` up."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="evaluations")
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=500)
    kind = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    start = models.DateField(null=True)
    end = models.DateField(null=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="evaluations")
    state = models.CharField(max_length=20, default=State.PLANNED.value)
    reason = models.TextField(blank=True)
    report = models.CharField(max_length=500, blank=True)
    revision = models.PositiveIntegerField(default=1)
    made = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    changed = models.DateTimeField()
    changed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        indexes = (models.Index(fields=["organization", "year", "code"], name="evaluation_by_year"),)
        constraints = (
            models.UniqueConstraint(
                fields=["organization", "code"],
                name="evaluation_code",
                violation_error_message="The organization has an evaluation with this code already.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=KINDS) & Q(state__in=STATES),
                name="evaluation_words",
                violation_error_message="The kind and the state of an evaluation are those that are listed.",
            ),
            models.CheckConstraint(
                condition=Q(start=None) | Q(end=None) | Q(end__gte=F("start")),
                name="evaluation_days",
                violation_error_message="An evaluation ends on its first day or after it.",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.CANCELLED.value) | ~Q(reason=""),
                name="evaluation_reason",
                violation_error_message="Say why the evaluation is cancelled.",
            ),
        )

    def __str__(self) -> str:
        return self.address

    @property
    def address(self) -> str:
        """Its public address; the organization must be at hand."""
        return records.evaluation_address(self.organization.code, self.code)


class EvaluatedNode(models.Model):
    """A node of a plan that an evaluation is of, by its public address."""

    evaluation = models.ForeignKey(PlannedEvaluation, models.CASCADE, related_name="nodes")
    node = models.CharField(max_length=400, db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["evaluation", "node"], name="evaluated_node_once"),)

    def __str__(self) -> str:
        return self.node


class EvaluationFinding(models.Model):
    """What an evaluation found and recommends, with the response of management: "" until there is one."""

    evaluation = models.ForeignKey(PlannedEvaluation, models.PROTECT, related_name="findings")
    number = models.PositiveIntegerField()
    text = models.TextField()
    recommendation = models.TextField()
    priority = models.CharField(max_length=10)
    response = models.CharField(max_length=20, blank=True)
    why = models.TextField(blank=True)
    responded = models.DateTimeField(null=True)
    responded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["evaluation", "number"], name="evaluation_finding_number"),
            models.CheckConstraint(
                condition=Q(priority__in=PRIORITIES) & Q(response__in=["", *RESPONSES]),
                name="evaluation_finding_words",
                violation_error_message="Priorities and responses are those that are listed.",
            ),
            models.CheckConstraint(
                condition=~Q(response=Response.NOT_ACCEPTED.value) | ~Q(why=""),
                name="evaluation_finding_why",
                violation_error_message="Say why the recommendation is not accepted.",
            ),
        )

    def __str__(self) -> str:
        return f"F{self.number}"


class ManagementAction(models.Model):
    """What management does about a recommendation, by when, and how far it says that it is."""

    finding = models.ForeignKey(EvaluationFinding, models.PROTECT, related_name="actions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    due = models.DateField(db_index=True)
    state = models.CharField(max_length=20, default=Progress.NOT_STARTED.value)
    evidence = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["finding", "number"], name="management_action_number"),
            models.CheckConstraint(
                condition=Q(state__in=PROGRESS) & (~Q(state=Progress.IMPLEMENTED.value) | ~Q(evidence="")),
                name="management_action_evidence",
                violation_error_message="What was implemented has evidence.",
            ),
        )

    def __str__(self) -> str:
        return f"A{self.number}"


class EvaluationLesson(models.Model):
    """What was learned in an evaluation."""

    evaluation = models.ForeignKey(PlannedEvaluation, models.PROTECT, related_name="lessons")
    number = models.PositiveIntegerField()
    text = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["evaluation", "number"], name="evaluation_lesson_number"),)

    def __str__(self) -> str:
        return f"L{self.number}"


class LessonNode(models.Model):
    """A node of a plan that a lesson comes from; or, `used`, one of a later plan in which it is used, and how."""

    lesson = models.ForeignKey(EvaluationLesson, models.PROTECT, related_name="nodes")
    node = models.CharField(max_length=400, db_index=True)
    used = models.BooleanField()
    how = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["lesson", "node", "used"],
                name="lesson_node_once",
                violation_error_message="The lesson names this part of a plan already.",
            ),
            models.CheckConstraint(
                condition=Q(used=False, how="") | (Q(used=True) & ~Q(how="")),
                name="lesson_node_how",
                violation_error_message="Say how the lesson is used.",
            ),
        )

    def __str__(self) -> str:
        return self.node
