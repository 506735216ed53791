"""Tables of files that were dropped: batches, their files with what was read in each, and the workers that read."""

from django.db import models

from throughline.store.organizations import Organization
from throughline.store.people.tables import Person

WAITING, BEING_READ, READ, WRONG, ACCEPTED, TAKEN, LEFT = (
    *("waiting", "being read", "read", "wrong", "accepted", "taken", "left"),
)
STATES = (WAITING, BEING_READ, READ, WRONG, ACCEPTED, TAKEN, LEFT)
# What a worker has to do something about, and what still waits for a person.
IN_WORK = (WAITING, BEING_READ, ACCEPTED)
OPEN = (*IN_WORK, READ)


class Batch(models.Model):
    """Files that somebody dropped together for an organization; its officers may look at it and go on with it.

    `checks_due` while something was taken in and the checks over the record have not run since.
    """

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    code = models.CharField(max_length=20, unique=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_index=True)
    checks_due = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.code


class DroppedFile(models.Model):
    """A file of a batch, in the order of dropping; its bytes lie below THROUGHLINE_DATA until it is taken in or left.

    `said` is the one line on what is wrong with it, `parts` what that is made of (`parts_of`). What was read is told as
    `TakenIn` tells it: `counts` holds the numbers that a list shows, `preview` the rest, and only while somebody has to
    decide. `worker` is who reads it.
    """

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="files")
    position = models.PositiveIntegerField()
    name = models.TextField()
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=10)
    worker = models.CharField(max_length=64, blank=True)
    reader = models.CharField(max_length=40, blank=True)
    said = models.TextField(blank=True)
    parts = models.JSONField(default=dict)
    outcome = models.CharField(max_length=10, blank=True)
    address = models.CharField(max_length=300, blank=True)
    plan = models.CharField(max_length=400, blank=True)
    kind = models.CharField(max_length=40, blank=True)
    version = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    preview = models.JSONField(default=dict)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["batch", "position"],
                name="dropped_file_position",
                violation_error_message="The batch has a file at this place already.",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=STATES),
                name="dropped_file_state",
                violation_error_message="A dropped file waits, is being read, is read, wrong, accepted, taken or left.",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Worker(models.Model):
    """A process that does what takes long, and when it was last seen alive."""

    name = models.CharField(max_length=64, unique=True)
    seen = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
