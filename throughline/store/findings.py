"""Findings that a reading or a taking-in gave, kept with the version that they are about."""

from django.db import models

from throughline.engine.findings import Severity
from throughline.store.rows import Row


class KeptFinding(Row):
    """A finding of a version: `where` as the reader gave it, `address` the document or plan that it is in.

    `origin` is `reading` (the reader saw it in the file) or `taking in` (the store saw it).
    """

    code = models.CharField(max_length=60)
    severity = models.CharField(max_length=10)
    address = models.CharField(max_length=300)
    where = models.TextField()
    message = models.TextField()
    figures = models.JSONField(default=list)
    origin = models.CharField(max_length=20)

    class Meta:
        indexes = (models.Index(fields=["code"], name="finding_code"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(severity__in=[one.value for one in Severity]),
                name="finding_severity",
                violation_error_message="A finding is an error, a warning or an info.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.where}"
