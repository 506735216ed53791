"""The table of links from acts, paragraphs and documents to the results and places of plans that answer them."""

from fractions import Fraction

from django.db import models
from django.db.models import F, Q

from throughline.engine.links import link_address
from throughline.store.mandates.tables import Document
from throughline.store.organizations import Organization
from throughline.store.people.tables import Person


class Link(models.Model):
    """That a result or a place of a plan (`target`) answers an act, a paragraph or a whole document (`source`).

    Both ends are public addresses, so that a link outlives the versions of what it joins; `document` is the one that
    `source` stands in. `code` follows from whose the link is and from its ends: a link that was ended and is made
    again is the same. `numerator` and `denominator` are the share, both empty where what is asked is not shared out;
    `source_text` and `target_text` the digests of what stood at the ends when a person last looked. Every change
    counts `revision` up.
    """

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="links")
    code = models.CharField(max_length=16, unique=True)
    source = models.CharField(max_length=580)
    document = models.ForeignKey(Document, models.PROTECT, related_name="links")
    target = models.CharField(max_length=400, db_index=True)
    numerator = models.PositiveBigIntegerField(null=True)
    denominator = models.PositiveBigIntegerField(null=True)
    rationale = models.TextField()
    source_text = models.CharField(max_length=64)
    target_text = models.CharField(max_length=64)
    revision = models.PositiveIntegerField(default=1)
    made = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    changed = models.DateTimeField()
    changed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    ended = models.DateTimeField(null=True)
    ending = models.TextField(blank=True)

    class Meta:
        indexes = (models.Index(fields=["document", "ended", "source"], name="link_of_document"),)
        constraints = (
            models.UniqueConstraint(
                fields=["organization", "source", "target"],
                name="link_once",
                violation_error_message="These two are linked already.",
            ),
            models.CheckConstraint(
                condition=Q(numerator=None, denominator=None)
                | Q(numerator__gte=1, denominator__gte=1, numerator__lte=F("denominator")),
                name="link_share",
                violation_error_message="A share is more than nothing and at most the whole.",
            ),
            models.CheckConstraint(
                condition=~Q(rationale=""),
                name="link_rationale",
                violation_error_message="A link says why the one answers the other.",
            ),
        )

    def __str__(self) -> str:
        return link_address(self.code)

    @property
    def share(self) -> Fraction | None:
        """The part of what is asked that the target answers, None where it is not shared out."""
        if self.numerator is None or self.denominator is None:
            return None
        return Fraction(self.numerator, self.denominator)
