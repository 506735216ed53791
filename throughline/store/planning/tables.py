"""Tables of plans: plans, their places (sections, programmes, subprogrammes), results, and the mandates they list."""

from django.db import models
from django.db.models import Q

from throughline.store.mandates.tables import Document
from throughline.store.organizations import Organization
from throughline.store.rows import Printed, Row

SECTION, PROGRAMME, SUBPROGRAMME = "section", "programme", "subprogramme"
PLACES = (SECTION, PROGRAMME, SUBPROGRAMME)


class Plan(models.Model):
    """A part of a plan that one document holds: `UN/2026/10` is section 10 of the United Nations' budget for 2026."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="plans")
    document = models.OneToOneField(Document, models.PROTECT, related_name="plan")
    address = models.CharField(max_length=400, unique=True)
    year = models.PositiveSmallIntegerField(null=True)
    code = models.CharField(max_length=60)

    def __str__(self) -> str:
        return self.address


class Place(Row):
    """A place of a plan: the plan's own (`place` ""), a programme or a subprogramme, with what it is for.

    `address` is the plan's with the place (`UN/2026/10/SP1`); `parent` the address of the place above it.
    """

    address = models.CharField(max_length=400, db_index=True)
    place = models.TextField(blank=True)
    parent = models.TextField(blank=True)
    kind = models.TextField()
    code = models.TextField(blank=True)
    title = models.TextField(blank=True)
    entity = models.TextField(blank=True)
    objective = models.TextField(blank=True)
    strategy = models.TextField(blank=True)
    expected = models.TextField(blank=True)
    paragraphs = models.JSONField(default=list)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["version", "address"],
                name="place_address",
                violation_error_message="The plan has a place with this address already.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=PLACES),
                name="place_kind",
                violation_error_message="A place of a plan is a section, a programme or a subprogramme.",
            ),
        )

    def __str__(self) -> str:
        return self.address


class Result(Row):
    """A result of a subprogramme: `performance` (of the past year) or `planned`; `address` is `UN/2026/10/SP1/R2`."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="results")
    address = models.CharField(max_length=400, db_index=True)
    key = models.TextField()
    number = models.TextField(blank=True)
    title = models.TextField()
    kind = models.TextField()
    narrative = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["version", "address"],
                name="result_address",
                violation_error_message="The plan has a result with this address already.",
            ),
        )

    def __str__(self) -> str:
        return self.address


class PlanParagraph(Row):
    """A paragraph or item of a plan as printed; `address` is `UN/2026/10/P10.45`, `result` the key of its result.

    `named` is the place as the reader gave it; an item without a number goes by the paragraph before it (`P10.45.2`).
    """

    place = models.ForeignKey(Place, models.PROTECT, related_name="texts")
    address = models.CharField(max_length=400, db_index=True)
    named = models.TextField(blank=True)
    block = models.TextField(blank=True)
    number = models.TextField(blank=True)
    text = models.TextField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    result = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.address


class PrintedTable(Row):
    """A table of a plan that gave no other record, row by row as printed; `named` is the place as in the record."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="tables")
    named = models.TextField(blank=True)
    number = models.TextField(blank=True)
    caption = models.TextField(blank=True)
    kind = models.TextField(blank=True)
    rows = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.number or self.caption


class ListedMandate(Row, Printed):
    """The link from a place of a plan to a mandate that it lists as its own; `document` is held or not yet."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="mandates")
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="listed_in")
    symbol = models.TextField()
    title = models.TextField(blank=True)
    body = models.TextField(blank=True)
    paragraph = models.TextField(blank=True)
    raw = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.symbol
