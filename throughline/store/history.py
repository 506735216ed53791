"""History: one line for each action, chained by digests, in a table that refuses to be changed."""

from django.db import models


class HistoryLine(models.Model):
    """What was done: when, by whom, which action, at which address, with what.

    `data` is canonical JSON, the very text that was digested. `digest` is the SHA-256 of the canonical JSON of the
    whole line, `previous` the digest of the line before ("" for the first). The database refuses to update or delete.
    """

    number = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=150)
    action = models.CharField(max_length=60)
    address = models.CharField(max_length=300, db_index=True)
    data = models.TextField()
    previous = models.CharField(max_length=64, unique=True, blank=True)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(number__gte=1),
                name="history_number",
                violation_error_message="Lines of the history are numbered from 1.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.action} {self.address}"
