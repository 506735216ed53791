"""Findings that the checks over the whole record gave: when each was first seen, and when it was gone."""

from django.db import models

from throughline.engine.findings import Severity
from throughline.store.organizations import Organization


class CheckFinding(models.Model):
    """A finding over the record; `key` is the digest of what makes it the same finding tomorrow.

    `gone` is the day on which the check did not find it any more; a finding that comes back stands again.
    """

    organization = models.ForeignKey(Organization, models.PROTECT, null=True, related_name="+")
    key = models.CharField(max_length=64, unique=True)
    code = models.CharField(max_length=60)
    severity = models.CharField(max_length=10)
    address = models.CharField(max_length=580)
    message = models.TextField()
    figures = models.JSONField(default=list)
    first_seen = models.DateField()
    last_seen = models.DateField()
    gone = models.DateField(null=True)

    class Meta:
        indexes = (models.Index(fields=["gone", "code"], name="check_finding_code"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(severity__in=[one.value for one in Severity]),
                name="check_finding_severity",
                violation_error_message="A finding is an error, a warning or an info.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.address}"
