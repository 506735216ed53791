"""Source files that were read, and each time that one was taken in: by which reader, when, by whom, to what end."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import Q

from throughline.store.organizations import DEFAULT, Organization
from throughline.store.people.tables import Person

NEW, FILLED, CHANGED, SAME, UNCHANGED = "new", "filled", "changed", "same", "unchanged"
# The format of what a person typed, and the reader of it.
EDITED = "edit"
AT_ONCE = 10_000
OUTCOMES = (NEW, FILLED, CHANGED, SAME, UNCHANGED)


class SourceFile(models.Model):
    """A file by its digest: two copies of the same bytes are one source, whatever they are called."""

    sha256 = models.CharField(max_length=64, unique=True)
    name = models.TextField()
    format = models.CharField(max_length=20)
    size = models.PositiveBigIntegerField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"),
                name="source_digest",
                violation_error_message="The digest of a file is 64 hexadecimal digits.",
            ),
        )

    def __str__(self) -> str:
        return self.name


class TakingIn(models.Model):
    """One taking-in of a source: every version names the one that it came by, so that it can be undone.

    `outcome` is `new` (a document not known before), `filled` (known by its symbol only until now), `changed` (a new
    version), `same` (another file with the text that is held) or `unchanged` (the same file, read by a newer reader
    to the same record). `address` is the public address of the document, `number` the version it led to. One that was
    undone says when and by whom; it stays, with its version, and is no part of the record any more.
    """

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    source = models.ForeignKey(SourceFile, models.PROTECT, related_name="takings_in")
    reader = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=10)
    address = models.CharField(max_length=300)
    number = models.PositiveIntegerField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["organization", "source", "reader"],
                condition=models.Q(undone_at=None),
                name="taken_in_once",
                violation_error_message="This reader has read this file already.",
            ),
            models.CheckConstraint(
                condition=models.Q(undone_at=None, undone_by=None)
                | models.Q(undone_at__isnull=False, undone_by__isnull=False),
                name="taking_in_undone_by_somebody",
                violation_error_message="What is undone says when and by whom.",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome__in=OUTCOMES),
                name="taking_in_outcome",
                violation_error_message="A taking-in ends as new, filled, changed, same or unchanged.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.address} {self.number}"


@dataclass(frozen=True, slots=True)
class Taken:
    """A source and one taking-in of it, for pages: file name, digest, format, reader, when and by whom."""

    file: str
    sha256: str
    format: str
    size: int | None
    kind: str
    reader: str
    at: datetime
    by: str
    outcome: str
    address: str
    version: int


def is_held(sha256: str, reader: str, organization: str = DEFAULT) -> bool:
    """Tell whether the organization has taken these bytes in by this reader, so that parsing again is needless."""
    return bool(held([sha256], reader, organization))


def held(digests: Collection[str], reader: str, organization: str = DEFAULT) -> frozenset[str]:
    """The digests among these that the organization has taken in by this reader; a statement for each 10,000."""
    wanted = sorted(digests)
    known: set[str] = set()
    for start in range(0, len(wanted), AT_ONCE):
        found = TakingIn.objects.filter(source__sha256__in=wanted[start : start + AT_ONCE], reader=reader)
        found = found.filter(organization__code=organization, undone_at=None)
        known.update(found.values_list("source__sha256", flat=True))
    return frozenset(known)


def sources(limit: int = 100, after: int = 0, *, works: Q | None = None) -> tuple[Taken, ...]:
    """Takings-in, newest first; `after` passes over that many, `works` says whose (`rights.worked`)."""
    found = TakingIn.objects.filter(works or Q()).select_related("source", "by").order_by("-pk")[after : after + limit]
    return tuple(_taken(one) for one in found)


def _taken(one: TakingIn) -> Taken:
    source = one.source
    return Taken(
        file=source.name,
        sha256=source.sha256,
        format=source.format,
        size=source.size,
        kind=one.kind,
        reader=one.reader,
        at=one.at,
        by=str(one.by),
        outcome=one.outcome,
        address=one.address,
        version=one.number,
    )
