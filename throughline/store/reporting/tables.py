"""The findings that stand, of readings and of checks over the record: since when, who works on them, what was said."""

from datetime import date

from django.db import models
from django.db.models import Q

from throughline.engine.findings import Severity
from throughline.store.organizations import Organization, Unit
from throughline.store.people.tables import Person

COMMENT, EXPLANATION = "comment", "explanation"
REMARKS = (COMMENT, EXPLANATION)
# How many digits of the digest of a finding make its public address.
DIGITS = 16


class StandingFinding(models.Model):
    """A finding about the record as it is; `key` is the digest of what makes it the same finding tomorrow.

    `origin` is `reading` or `taking in` (kept with a version that stands) or `check` (over the whole record);
    `address` is the node that it is about, `where` the place in the document as the reader gave it. `gone` is the day
    on which it was not found any more; a finding that comes back stands again. All this is written by `check_record`.

    `answering` is the unit that answers for the node, kept by `answer_findings`. The rest is written by the actions of
    handling: whom it is assigned to, what explains it, and until which day it is accepted as it is. Another figure
    makes another finding, so that what was accepted comes back when the figures change.
    """

    organization = models.ForeignKey(Organization, models.PROTECT, null=True, related_name="+")
    key = models.CharField(max_length=64, unique=True)
    code = models.CharField(max_length=60)
    severity = models.CharField(max_length=10)
    address = models.CharField(max_length=580, db_index=True)
    where = models.TextField(blank=True)
    message = models.TextField()
    # What the message is made of, as in `KeptFinding`.
    said = models.JSONField(default=dict)
    figures = models.JSONField(default=list)
    origin = models.CharField(max_length=20)
    first_seen = models.DateField()
    last_seen = models.DateField()
    gone = models.DateField(null=True)
    answering = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    assigned_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    assigned_to = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    explanation = models.TextField(blank=True)
    accepted_until = models.DateField(null=True)
    accepted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    accepted_reason = models.TextField(blank=True)

    class Meta:
        indexes = (
            models.Index(fields=["gone", "severity", "code"], name="standing_finding_code"),
            models.Index(fields=["organization", "gone", "severity"], name="standing_finding_whose"),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(severity__in=[one.value for one in Severity]),
                name="standing_finding_severity",
                violation_error_message="A finding is an error, a warning or an info.",
            ),
            models.CheckConstraint(
                condition=Q(accepted_until=None, accepted_by=None, accepted_reason="")
                | (Q(accepted_until__isnull=False, accepted_by__isnull=False) & ~Q(accepted_reason="")),
                name="standing_finding_accepted_with_reason",
                violation_error_message="A finding is accepted by somebody, for a reason, until a day.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.address}"

    @property
    def digits(self) -> str:
        """What names the finding in addresses: the first digits of its key."""
        return self.key[:DIGITS]

    def is_accepted(self, today: date) -> bool:
        """Tell whether it is accepted as it is on that day."""
        return self.accepted_until is not None and self.accepted_until >= today


class Remark(models.Model):
    """What somebody said of a finding: a comment, or the explanation of how it came about."""

    finding = models.ForeignKey(StandingFinding, models.PROTECT, related_name="remarks")
    kind = models.CharField(max_length=20)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=REMARKS),
                name="remark_kind",
                violation_error_message="A remark is a comment or an explanation.",
            ),
        )

    def __str__(self) -> str:
        return self.text
