"""The table of contributions: that a node of a plan contributes to another, with which part of it, and when."""

from fractions import Fraction

from django.db import models
from django.db.models import F, Q

from throughline.engine.planning.contributions import contribution_address
from throughline.store.organizations import Organization
from throughline.store.people.tables import Person


class Contribution(models.Model):
    """That a node of a plan (`source`) contributes to another (`target`), from `start` until the day before `end`.

    Both ends are public addresses, so that a contribution outlives the versions of what it joins. `numerator` and
    `denominator` are the share of the source that goes there, both empty where it contributes as a whole. `code`
    follows from whose it is, its ends and its first day: one that was ended and is made again is the same. Every
    change counts `revision` up.
    """

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="contributions")
    code = models.CharField(max_length=16, unique=True)
    source = models.CharField(max_length=400, db_index=True)
    target = models.CharField(max_length=400, db_index=True)
    numerator = models.PositiveBigIntegerField(null=True)
    denominator = models.PositiveBigIntegerField(null=True)
    start = models.DateField(null=True)
    end = models.DateField(null=True)
    rationale = models.TextField()
    revision = models.PositiveIntegerField(default=1)
    made = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    changed = models.DateTimeField()
    changed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    ended = models.DateTimeField(null=True)
    ending = models.TextField(blank=True)

    class Meta:
        indexes = (models.Index(fields=["organization", "ended", "source"], name="contribution_of_source"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(numerator=None, denominator=None)
                | Q(numerator__gte=1, denominator__gte=1, numerator__lte=F("denominator")),
                name="contribution_share",
                violation_error_message="A share is more than nothing and at most the whole.",
            ),
            models.CheckConstraint(
                condition=~Q(source=F("target")),
                name="contribution_ends",
                violation_error_message="Nothing contributes to itself.",
            ),
            models.CheckConstraint(
                condition=Q(start=None) | Q(end=None) | Q(end__gt=F("start")),
                name="contribution_period",
                violation_error_message="A contribution ends after it starts.",
            ),
            models.CheckConstraint(
                condition=~Q(rationale=""),
                name="contribution_rationale",
                violation_error_message="A contribution says why the one serves the other.",
            ),
        )

    def __str__(self) -> str:
        return contribution_address(self.code)

    @property
    def share(self) -> Fraction | None:
        """The part of the source that goes there, None where it contributes as a whole."""
        if self.numerator is None or self.denominator is None:
            return None
        return Fraction(self.numerator, self.denominator)
