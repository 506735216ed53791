"""Tables of reports: the texts that people write for their sections, and editions, which never change."""

from django.db import models

from throughline.store.organizations import Organization
from throughline.store.people.tables import Person


class Narrative(models.Model):
    """What people wrote for a section of a report: `kind` and `about` name the report, `section` a place or a part.

    Each language has texts of its own; `revision` counts its changes, and an empty text is one that was taken back.
    """

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    about = models.CharField(max_length=300)
    language = models.CharField(max_length=20)
    section = models.CharField(max_length=400)
    text = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    changed = models.DateTimeField()
    changed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["organization", "kind", "about", "language", "section"],
                name="narrative_once",
                violation_error_message="This section has a text already: change that.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.about} {self.language} {self.section}"


class Edition(models.Model):
    """A report as it was frozen: `content` the bytes of engine/reporting/editions.py, packed; `digest` their SHA-256.

    `number` counts the editions of one report in one language. `open` where everybody who may read the record may
    read it, and it holds nothing that only those who work there may know.
    """

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    about = models.CharField(max_length=300)
    language = models.CharField(max_length=20)
    number = models.PositiveIntegerField()
    title = models.TextField()
    day = models.DateField()
    open = models.BooleanField(default=False)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    made = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["organization", "kind", "about", "language", "number"],
                name="edition_number",
                violation_error_message="There is an edition with this number already.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.about} {self.language} {self.number}"
