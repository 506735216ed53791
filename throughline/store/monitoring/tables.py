"""Tables of monitoring: measures and values, deliverables and quantities, evaluations, lessons, compliance."""

from django.db import models

from throughline.store.planning.tables import Place, Result
from throughline.store.rows import Printed, Row

# 15 significant digits are what both databases give back exactly.
DIGITS, DECIMALS = 15, 4


class Measure(Row):
    """A performance measure of a result: `address` is the result's with `/M1`; the result is None if it is unknown."""

    result = models.ForeignKey(Result, models.PROTECT, null=True, related_name="measures")
    address = models.CharField(max_length=400, db_index=True)
    key = models.TextField(blank=True)
    title = models.TextField()
    unit = models.TextField(blank=True)
    table = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["version", "address"],
                name="measure_address",
                violation_error_message="The plan has a measure with this address already.",
            ),
        )

    def __str__(self) -> str:
        return self.address


class MeasureValue(Row, Printed):
    """A value of a measure in a year, `actual`, `planned` or `target`; `value` None where the text is no number."""

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="values")
    year = models.SmallIntegerField()
    status = models.TextField()
    value = models.DecimalField(max_digits=DIGITS, decimal_places=DECIMALS, null=True)
    text = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.year} {self.status} {self.text}"


class Deliverable(Row):
    """A row of a table of deliverables: `address` is `UN/2026/10/SP1/D-A.3`; kinds as in the record."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="deliverables")
    address = models.CharField(max_length=400, db_index=True)
    category = models.TextField()
    subcategory = models.TextField(blank=True)
    number = models.TextField(blank=True)
    title = models.TextField()
    unit = models.TextField(blank=True)
    kind = models.TextField()
    table = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["version", "address"],
                name="deliverable_address",
                violation_error_message="The plan has a deliverable with this address already.",
            ),
        )

    def __str__(self) -> str:
        return self.address


class Quantity(Row, Printed):
    """How many of a deliverable in a year, `planned` or `actual`; a printed dash is zero."""

    deliverable = models.ForeignKey(Deliverable, models.PROTECT, related_name="quantities")
    year = models.SmallIntegerField()
    status = models.TextField()
    value = models.DecimalField(max_digits=DIGITS, decimal_places=DECIMALS, null=True)
    text = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.year} {self.status} {self.text}"


class Evaluation(Row):
    """An evaluation done or planned (`kind` "evaluation"), or a lesson learned ("lesson")."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="evaluations")
    kind = models.TextField()
    number = models.TextField(blank=True)
    text = models.TextField()

    def __str__(self) -> str:
        return self.number or self.kind


class ComplianceValue(Row, Printed):
    """A value of a row of the compliance table; rows of one `line` share indicator, unit and table.

    A row without values stands once, with `year` None.
    """

    place = models.ForeignKey(Place, models.PROTECT, related_name="compliance")
    line = models.PositiveIntegerField()
    indicator = models.TextField()
    unit = models.TextField(blank=True)
    table = models.TextField(blank=True)
    year = models.SmallIntegerField(null=True)
    status = models.TextField(blank=True)
    value = models.DecimalField(max_digits=DIGITS, decimal_places=DECIMALS, null=True)
    text = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.indicator
