"""Tables of mandates: documents, their versions, paragraphs, acts, addressees, citations and notes."""

from django.db import models
from django.db.models import Q

from throughline.store.organizations import Organization
from throughline.store.rows import Row
from throughline.store.sources import SourceFile, TakingIn

# Versions that were not withdrawn: those whose taking-in was not undone.
NOT_WITHDRAWN = Q(taking_in__undone_at=None)
DEADLINES = ("", "date", "session", "recurring", "next report", "open")


class Document(models.Model):
    """A document by its public address, whether its text is held or it is only cited so far (`held` False).

    `address` is its symbol in one form; a document without a symbol has `sha256:` and the first digits of its
    file's digest. `key` is the address without spaces and case, what symbols are compared by. The head of the
    current version is repeated here, so that lists need no other table. `known` is False where only versions that
    were withdrawn speak of it: nobody sees it until something speaks of it again.
    """

    address = models.CharField(max_length=300, unique=True)
    key = models.CharField(max_length=300, unique=True)
    held = models.BooleanField(default=False)
    known = models.BooleanField(default=True, db_default=True)
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, related_name="+")
    current = models.OneToOneField("store.Version", models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=40, blank=True)
    body = models.TextField(blank=True)
    session = models.TextField(blank=True)
    title = models.TextField(blank=True)
    adopted = models.DateField(null=True)
    language = models.CharField(max_length=20, blank=True)

    class Meta:
        indexes = (models.Index(fields=["held", "address"], name="document_held"),)
        constraints = (
            models.CheckConstraint(
                condition=~Q(address=""),
                name="document_address",
                violation_error_message="A document has a symbol, or the digest of its file stands for one.",
            ),
            models.CheckConstraint(
                condition=Q(held=True, current__isnull=False) | Q(held=False, current__isnull=True),
                name="document_held_by_version",
                violation_error_message="A document is held when it has a current version, and only then.",
            ),
            models.CheckConstraint(
                condition=Q(held=False) | Q(known=True),
                name="document_held_is_known",
                violation_error_message="A document that is held is known.",
            ),
        )

    def __str__(self) -> str:
        return self.address


class Holding(models.Model):
    """That an organization knows a document: `held` where it took its text in, else it cites or lists it.

    A person sees the documents that the own organizations know, and reads those that they hold: one that only others
    hold is a known unknown there.
    """

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, models.PROTECT, related_name="holdings")
    held = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["document", "organization"],
                name="holding_once",
                violation_error_message="The organization knows the document already.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.organization_id} {self.document_id}"


class Version(models.Model):
    """A text of a document as one file gave it: the masthead as read, and the taking-in that it came by.

    `content` is the digest of what the record says apart from where in the file it stood; `record` that of the whole
    record. `rows` is the digest of the rows that the tables hold for it, which `verify` computes again. `head` holds
    the masthead, and for a fascicle section, part, year, currency and unit, under the names of the records.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    taking_in = models.OneToOneField(TakingIn, models.PROTECT, related_name="version")
    source = models.ForeignKey(SourceFile, models.PROTECT, related_name="versions")
    file = models.TextField()
    kind = models.CharField(max_length=40)
    language = models.CharField(max_length=20, blank=True)
    content = models.CharField(max_length=64)
    record = models.CharField(max_length=64)
    rows = models.CharField(max_length=64)
    head = models.JSONField(default=dict)
    references = models.JSONField(default=list)
    unclaimed = models.JSONField(default=list)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["document", "number"],
                name="version_number",
                violation_error_message="The document has a version with this number already.",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="version_from_one",
                violation_error_message="Versions are numbered from 1.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.document_id} v{self.number}"


class Paragraph(Row):
    """A paragraph of a version: `fragment` is its place in the document (`7(b)`), `address` the whole address."""

    fragment = models.CharField(max_length=250)
    address = models.CharField(max_length=560, db_index=True)
    parent = models.TextField(blank=True)
    kind = models.TextField()
    number = models.TextField(blank=True)
    level = models.PositiveSmallIntegerField()
    verb = models.TextField(blank=True)
    text = models.TextField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    marks = models.JSONField(default=list)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["version", "fragment"],
                name="paragraph_fragment",
                violation_error_message="The version has a paragraph at this place already.",
            ),
        )

    def __str__(self) -> str:
        return self.address


class Note(Row):
    """A note of a version: its mark as printed and its text."""

    mark = models.TextField()
    text = models.TextField()

    def __str__(self) -> str:
        return self.mark


class TrackedLine(Row):
    """A line of a version whose file kept tracked changes, in one view; `pieces` are [text, what became of it]."""

    view = models.CharField(max_length=10)
    part = models.CharField(max_length=10)
    label = models.TextField(blank=True)
    pieces = models.JSONField(default=list)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(view__in=("adopted", "proposed", "marked")),
                name="tracked_line_view",
                violation_error_message="A view is adopted, proposed or marked.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.view} {self.position}"


class Act(Row):
    """One thing that the body does in a paragraph; `address` is the paragraph's with `/a1`, `/a2` in order.

    Fields as in the record; the deadline's and the report's are empty where the act sets none. `earliest` and
    `latest` are dates where they are known.
    """

    paragraph = models.ForeignKey(Paragraph, models.PROTECT, related_name="acts")
    address = models.CharField(max_length=580, db_index=True)
    verb = models.CharField(max_length=200, db_index=True)
    request = models.TextField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    inherited = models.BooleanField(default=False)
    reiterated = models.BooleanField(default=False)
    force = models.TextField()
    deadline_kind = models.TextField(blank=True)
    deadline_raw = models.TextField(blank=True)
    deadline_body = models.TextField(blank=True)
    deadline_session = models.TextField(blank=True)
    deadline_computed = models.BooleanField(default=False)
    earliest = models.DateField(null=True)
    latest = models.DateField(null=True, db_index=True)
    reporting = models.BooleanField(default=False)
    report_raw = models.TextField(blank=True)
    report_to = models.TextField(blank=True)
    report_vehicle = models.TextField(blank=True)
    report_recurrence = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(deadline_kind__in=DEADLINES),
                name="act_deadline_kind",
                violation_error_message="A deadline is a date, a session, recurring, the next report or open.",
            ),
        )

    def __str__(self) -> str:
        return self.address


class Addressee(Row):
    """Somebody whom an act asks: the catalogue's name, the words used, and how it was found."""

    act = models.ForeignKey(Act, models.PROTECT, related_name="addressees")
    name = models.CharField(max_length=300, db_index=True)
    surface = models.TextField()
    how = models.TextField()

    def __str__(self) -> str:
        return self.name


class Citation(Row):
    """A document cited in a paragraph, or mentioned in a report (no paragraph, `context` the words around it).

    `cited` is the document, held or not; None where the citation bears no symbol.
    """

    paragraph = models.ForeignKey(Paragraph, models.PROTECT, null=True, related_name="citations")
    cited = models.ForeignKey(Document, models.PROTECT, null=True, related_name="cited_in")
    raw = models.TextField()
    symbol = models.TextField(blank=True)
    part = models.TextField(blank=True)
    date = models.TextField(blank=True)
    via_note = models.TextField(blank=True)
    context = models.TextField(blank=True)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)

    def __str__(self) -> str:
        return self.raw
