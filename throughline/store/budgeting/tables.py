"""Tables of budgets: figures of money and posts with their cells, and follow-ups to oversight bodies."""

from django.db import models
from django.db.models import Q

from throughline.store.mandates.tables import Document
from throughline.store.monitoring.tables import DECIMALS, DIGITS
from throughline.store.planning.tables import Place
from throughline.store.rows import Printed, Row

LEVELS = ("line", "subtotal", "total")
PERCENTAGE = "percentage"


class Figure(Row, Printed):
    """What figures of money and of posts share; `place` is the subprogramme or programme, None for the whole plan.

    `address` names the cell: `UN/2026/10/T10.19/r5/c7`, counted from 1. `subprogramme` is the place as the reader
    gave it; `category`, `scope`, `part` and `group` as in the records.
    """

    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    address = models.CharField(max_length=400, db_index=True)
    fund = models.TextField(blank=True)
    component = models.TextField(blank=True)
    subprogramme = models.TextField(blank=True)
    year = models.SmallIntegerField(null=True)
    measure = models.TextField()
    level = models.TextField()
    printed = models.TextField(blank=True)
    category = models.TextField(blank=True)
    scope = models.TextField(blank=True)
    part = models.TextField(blank=True)
    group = models.JSONField(default=list)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.address


class ResourceFigure(Figure):
    """One printed amount in minor units of its currency (cents), None for a dash or a blank.

    A printed percentage is kept in `percentage`, and never as money. `step` is the unit of the printed figure, in
    units of the currency.
    """

    minor = models.BigIntegerField(null=True)
    currency = models.TextField(blank=True)
    percentage = models.DecimalField(max_digits=DIGITS, decimal_places=DECIMALS, null=True)
    step = models.DecimalField(max_digits=DIGITS, decimal_places=DECIMALS, default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["version", "address"],
                name="resource_address",
                violation_error_message="The plan has a figure at this address already.",
            ),
            models.CheckConstraint(
                condition=Q(minor__isnull=True) | ~Q(currency=""),
                name="resource_currency",
                violation_error_message="An amount needs a currency.",
            ),
            models.CheckConstraint(
                condition=~Q(measure=PERCENTAGE) | Q(minor__isnull=True),
                name="resource_percentage_is_no_money",
                violation_error_message="A percentage is not an amount of money.",
            ),
            models.CheckConstraint(
                condition=Q(level__in=LEVELS),
                name="resource_level",
                violation_error_message="A figure is a line, a subtotal or a total.",
            ),
        )


class PostFigure(Figure):
    """One printed number of posts, by category and grade where printed."""

    number = models.DecimalField(max_digits=DIGITS, decimal_places=DECIMALS, null=True)
    grade = models.TextField(blank=True)
    column_level = models.TextField(blank=True)
    listed = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["version", "address"],
                name="post_address",
                violation_error_message="The plan has a number of posts at this address already.",
            ),
            models.CheckConstraint(
                condition=Q(level__in=LEVELS),
                name="post_level",
                violation_error_message="A figure is a line, a subtotal or a total.",
            ),
        )


class FollowUp(Row, Printed):
    """A recommendation of an oversight body and what was done about it; `document` is the body's report."""

    body = models.TextField()
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="followed_up_in")
    symbol = models.TextField(blank=True)
    paragraph = models.TextField(blank=True)
    recommendation = models.TextField()
    action = models.TextField()

    def __str__(self) -> str:
        return f"{self.body} {self.symbol}"
