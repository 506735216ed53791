"""Tables of the review of mandates: rounds, what each part of the house recommends, and what is said about it."""

from django.db import models
from django.db.models import F, Q

from throughline.engine.mandates.review import APPROVED, DRAFT, RECOMMENDATIONS, SENT_BACK, STATES, SUBMITTED
from throughline.store.mandates.tables import Document
from throughline.store.organizations import Organization
from throughline.store.people.tables import Person


class ReviewRound(models.Model):
    """The review of the mandates that the plans of a year list; `deadline` is the day by which all are reviewed."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="review_rounds")
    year = models.PositiveSmallIntegerField()
    deadline = models.DateField()
    opened = models.DateTimeField()
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["organization", "year"],
                name="review_round_once",
                violation_error_message="The organization reviews the mandates of this year already.",
            ),
        )

    def __str__(self) -> str:
        return str(self.year)


class Review(models.Model):
    """What a part of the house recommends for a mandate that it lists: `part` is the address of its part of the plan.

    `reason` is one of the catalogue, `words` the person's own. Who proposed it never decides on it: another person
    approves it or sends it back, saying why (`note`). Every change counts `revision` up.
    """

    round = models.ForeignKey(ReviewRound, models.PROTECT, related_name="reviews")
    document = models.ForeignKey(Document, models.PROTECT, related_name="reviews")
    part = models.CharField(max_length=400)
    recommendation = models.CharField(max_length=20)
    reason = models.CharField(max_length=40)
    words = models.TextField(blank=True)
    state = models.CharField(max_length=20, default=DRAFT)
    revision = models.PositiveIntegerField(default=1)
    proposed = models.DateTimeField()
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    decided = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    note = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["round", "document", "part"],
                name="review_once",
                violation_error_message="This part has reviewed the mandate in this round already.",
            ),
            models.CheckConstraint(
                condition=Q(recommendation__in=RECOMMENDATIONS),
                name="review_recommendation",
                violation_error_message="A mandate is retained, updated or retired.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=STATES),
                name="review_state",
                violation_error_message="A review is a draft, submitted, approved or sent back.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=(DRAFT, SUBMITTED), decided_by=None)
                | (Q(state__in=(APPROVED, SENT_BACK), decided_by__isnull=False) & ~Q(decided_by=F("proposed_by"))),
                name="review_second_person",
                violation_error_message="Another person than who proposed a review decides on it.",
            ),
            models.CheckConstraint(
                condition=~Q(state=SENT_BACK) | ~Q(note=""),
                name="review_sent_back_says_why",
                violation_error_message="Who sends a review back says why.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.recommendation} {self.part}"


class ReviewComment(models.Model):
    """What somebody says about a mandate in a round, to all parts of the house that list it."""

    round = models.ForeignKey(ReviewRound, models.PROTECT, related_name="comments")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    words = models.TextField()

    class Meta:
        indexes = (models.Index(fields=["round", "document", "at"], name="review_comment_at"),)

    def __str__(self) -> str:
        return self.words
