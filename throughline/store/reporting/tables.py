"""The findings that stand, of readings and of checks over the whole record: since when, and until when."""

from django.db import models

from throughline.engine.findings import Severity
from throughline.store.organizations import Organization


class StandingFinding(models.Model):
    """A finding about the record as it is; `key` is the digest of what makes it the same finding tomorrow.

    `origin` is `reading` or `taking in` (kept with a version that stands) or `check` (over the whole record);
    `address` is the node that it is about, `where` the place in the document as the reader gave it. `gone` is the day
    on which it was not found any more; a finding that comes back stands again. Written by `check_record` alone.
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

    class Meta:
        indexes = (models.Index(fields=["gone", "severity", "code"], name="standing_finding_code"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(severity__in=[one.value for one in Severity]),
                name="standing_finding_severity",
                violation_error_message="A finding is an error, a warning or an info.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.address}"
