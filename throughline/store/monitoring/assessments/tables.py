"""Tables of self-assessments: what a node of a plan judges of itself for a year, pillar by pillar."""

from django.db import models
from django.db.models import F, Q

from throughline.engine.monitoring.assessment import assessment_address
from throughline.store.organizations import Organization, Unit
from throughline.store.people.tables import Person

LONGEST_NODE = 280


class Assessment(models.Model):
    """What a node of a plan judges of itself for a year; `unit` is the one that answered for the node then.

    Another person than who wrote it last confirms it. Every change counts `revision` up and takes the confirmation
    back; what stood before is told by the history.
    """

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    node = models.CharField(max_length=LONGEST_NODE)
    year = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(Unit, models.SET_NULL, null=True, related_name="+")
    revision = models.PositiveIntegerField(default=1)
    assessed = models.DateTimeField()
    assessed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    confirmed = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["organization", "node", "year"],
                name="assessment_once",
                violation_error_message="This part of a plan has an assessment for that year: change it.",
            ),
            models.CheckConstraint(
                condition=Q(confirmed=None, confirmed_by=None) | Q(confirmed__isnull=False, confirmed_by__isnull=False),
                name="assessment_confirmed",
                violation_error_message="What is confirmed says by whom.",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("assessed_by")),
                name="assessment_second_person",
                violation_error_message="Another person than who wrote it confirms an assessment.",
            ),
        )

    def __str__(self) -> str:
        return assessment_address(self.node, self.year)


class Judgement(models.Model):
    """The stage of one pillar in an assessment, why it is that one, and what shows it."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="judgements")
    pillar = models.CharField(max_length=20)
    stage = models.PositiveSmallIntegerField()
    reason = models.TextField()
    evidence = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["assessment", "pillar"],
                name="judgement_once",
                violation_error_message="A pillar is judged once in a year.",
            ),
            models.CheckConstraint(
                condition=Q(stage__gte=1, stage__lte=9),
                name="judgement_stage",
                violation_error_message="Stages are counted from 1.",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="judgement_reason",
                violation_error_message="A judgement says why the pillar stands at its stage.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.pillar} {self.stage}"
