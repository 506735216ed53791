"""Tables of suggestions: what may answer what, as it was worked out last, and what a person said does not."""

from django.db import models

from throughline.store.mandates.tables import Document
from throughline.store.organizations import Organization
from throughline.store.people.tables import Person


class Suggestion(models.Model):
    """That a result or place of a plan (`target`) may answer an act or a document (`source`) of an organization.

    `place` is the place of the plan, the target itself where no result of it is near; `rank` counts from 1, the
    likeliest first; `reasons` are pairs of a kind and what was found, the weightiest first. It follows from the record
    and is replaced as a whole.
    """

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    source = models.CharField(max_length=580)
    rank = models.PositiveSmallIntegerField()
    target = models.CharField(max_length=400)
    place = models.CharField(max_length=400)
    reasons = models.JSONField(default=list)

    class Meta:
        indexes = (models.Index(fields=["source", "organization", "rank"], name="suggestion_by_source"),)

    def __str__(self) -> str:
        return f"{self.source} {self.target}"


class WorkedOut(models.Model):
    """The state of the record from which the suggestions of an organization were worked out last."""

    organization = models.OneToOneField(Organization, models.PROTECT, related_name="+")
    state = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.state


class Dismissal(models.Model):
    """That a person said a result or place does not answer an act or a document: it is suggested no more."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    source = models.CharField(max_length=580)
    target = models.CharField(max_length=400)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["organization", "source", "target"],
                name="dismissal_once",
                violation_error_message="This suggestion was dismissed already.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.source} {self.target}"
