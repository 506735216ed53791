"""Tables of indicators: definitions, series, reporting periods, levels of approval, reports, and their values."""

from django.db import models
from django.db.models import F, Q

from throughline.engine.monitoring.aggregation import Kind, Rule
from throughline.engine.monitoring.cells import Part
from throughline.engine.monitoring.indicators import Direction
from throughline.engine.monitoring.values import LARGEST, Of, State
from throughline.store.organizations import Organization, Unit
from throughline.store.people.tables import Person

# States of a report, in the order in which it goes through them; closed is the period that it is for.
OPEN, SUBMITTED, REVIEWED, APPROVED = "open", "submitted", "reviewed", "approved"
REPORT_STATES = (OPEN, SUBMITTED, REVIEWED, APPROVED)
CLOSED = "closed"
NODE = 400


class Indicator(models.Model):
    """An indicator of a node of a plan: `address` is the node's with `/I1`, a number given once.

    `definition` is the one in force; `owner` the unit that answers for its values, `steward` who looks after the
    definition. Every change counts `revision` up.
    """

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="indicators")
    node = models.CharField(max_length=NODE)
    number = models.PositiveIntegerField()
    address = models.CharField(max_length=NODE + 20, unique=True)
    definition = models.ForeignKey("store.Definition", models.PROTECT, null=True, related_name="+")
    owner = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    steward = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    revision = models.PositiveIntegerField(default=1)
    made = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        indexes = (models.Index(fields=["organization", "node", "number"], name="indicator_of_node"),)
        constraints = (
            models.UniqueConstraint(
                fields=["organization", "node", "number"],
                name="indicator_number",
                violation_error_message="The node has an indicator with this number already.",
            ),
        )

    def __str__(self) -> str:
        return self.address


class Definition(models.Model):
    """What an indicator is, in one of its versions: nothing of an earlier one is changed or deleted.

    `low` and `high` are whole ten-thousandths; `frequency` the months that one report is for. `dimensions` are
    [code, title, [[code, title], ...]] in their order; `carried` [dimension, old, new]: what becomes of categories of
    the definition before. `reason` says why it took the place of that one.
    """

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="definitions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=500)
    unit = models.CharField(max_length=100, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    direction = models.CharField(max_length=10, default=Direction.RISE.value)
    low = models.BigIntegerField(null=True)
    high = models.BigIntegerField(null=True)
    source = models.TextField(blank=True)
    method = models.TextField(blank=True)
    frequency = models.PositiveSmallIntegerField(default=12)
    cells = models.CharField(max_length=30, default=Rule.SUM.value)
    places = models.CharField(max_length=30, default=Rule.SUM.value)
    time = models.CharField(max_length=30, default=Rule.SUM.value)
    nodes = models.CharField(max_length=30, default=Rule.SUM.value)
    dimensions = models.JSONField(default=list)
    carried = models.JSONField(default=list)
    on_track = models.PositiveSmallIntegerField(default=90)
    off_track = models.PositiveSmallIntegerField(default=60)
    reason = models.TextField(blank=True)
    made = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["indicator", "number"],
                name="definition_number",
                violation_error_message="The indicator has a definition with this number already.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[one.value for one in Kind]),
                name="definition_kind",
                violation_error_message="An indicator is of one of the seven kinds.",
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="definition_title",
                violation_error_message="An indicator says in a few words what it tells.",
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""),
                name="definition_reason",
                violation_error_message="The next definition says why it takes the place of the one before.",
            ),
            models.CheckConstraint(
                condition=Q(off_track__lte=F("on_track")),
                name="definition_lights",
                violation_error_message="The amber light begins below the green one.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator} {self.number}"


class Series(models.Model):
    """An indicator as one node reports it: the indicator's own node, or one that contributes to it."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="series")
    node = models.CharField(max_length=NODE)
    made = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["indicator", "node"],
                name="series_once",
                violation_error_message="The node reports this indicator already.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator} {self.node}"


class ReportingPeriod(models.Model):
    """A period for which an organization reports; `end` is the day after the last, `due` by when all have reported.

    A closed one takes nothing until somebody reopens it and says why (`reason`).
    """

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="reporting_periods")
    code = models.CharField(max_length=20)
    start = models.DateField()
    end = models.DateField()
    due = models.DateField(null=True)
    state = models.CharField(max_length=10, default=OPEN)
    reason = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["organization", "code"],
                name="reporting_period_code",
                violation_error_message="The organization has a period with this name already.",
            ),
            models.CheckConstraint(
                condition=Q(end__gt=F("start")),
                name="reporting_period_days",
                violation_error_message="A period ends after it starts.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=(OPEN, CLOSED)),
                name="reporting_period_state",
                violation_error_message="A period is open or closed.",
            ),
        )

    def __str__(self) -> str:
        return self.code


class ApprovalLevel(models.Model):
    """A level of approval as the organization sets them, from 1: `unit` approves there, None for the own unit."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="approval_levels")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=100)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["organization", "number"],
                name="approval_level_number",
                violation_error_message="The organization has a level with this number already.",
            ),
        )

    def __str__(self) -> str:
        return self.name


class IndicatorReport(models.Model):
    """What a series says for a period: its actual values, its targets, or its baseline (`of`), and how far approved.

    `level` is the last level that approved it. `changed` is the number of the newest line of the history that is about
    it: whoever remembers figures reads what changed since. `note` says why it was sent back or is restated.
    """

    series = models.ForeignKey(Series, models.PROTECT, related_name="reports")
    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="reports")
    of = models.CharField(max_length=10)
    definition = models.ForeignKey(Definition, models.PROTECT, related_name="reports")
    state = models.CharField(max_length=10, default=OPEN)
    level = models.PositiveSmallIntegerField(default=0)
    changed = models.PositiveBigIntegerField(db_index=True)
    submitted = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    note = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["series", "period", "of"],
                name="report_once",
                violation_error_message="The series has a report for this period already.",
            ),
            models.CheckConstraint(
                condition=Q(of__in=[one.value for one in Of]),
                name="report_of",
                violation_error_message="A report is of actual values, targets or a baseline.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=REPORT_STATES),
                name="report_state",
                violation_error_message="A report is open, submitted, reviewed or approved.",
            ),
            models.CheckConstraint(
                condition=Q(state=OPEN) | Q(submitted_by__isnull=False),
                name="report_submitted_by_somebody",
                violation_error_message="Somebody submits a report before it is approved.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(REVIEWED, APPROVED))
                | Q(decided_by__isnull=False) & ~Q(decided_by=F("submitted_by")),
                name="report_second_person",
                violation_error_message="Another person than who submitted a report approves it.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.series} {self.period} {self.of}"


class IndicatorValue(models.Model):
    """A value of a report in one cell ("" is the total) at one place ("" is everywhere); nothing is overwritten.

    `stands` is the newest one of its cell, `official` the one that was approved: they differ from a restatement until
    that is approved. `number` and `denominator` are whole ten-thousandths. `part` is what the cell is in the definition
    under which it was entered: total, margin or crossing.
    """

    report = models.ForeignKey(IndicatorReport, models.PROTECT, related_name="values")
    place = models.CharField(max_length=100, blank=True)
    cell = models.CharField(max_length=300, blank=True)
    part = models.PositiveSmallIntegerField(default=Part.TOTAL.value)
    state = models.CharField(max_length=20)
    number = models.BigIntegerField(null=True)
    denominator = models.BigIntegerField(null=True)
    text = models.TextField(blank=True)
    evidence = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    stands = models.BooleanField(default=True)
    official = models.BooleanField(default=False)

    class Meta:
        indexes = (
            # All that a roll-up asks for, in its order: it never touches the rows.
            models.Index(
                fields=["report", "place", "part", "official", "stands", "state", "number", "denominator"],
                name="value_of_report",
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["report", "place", "cell"],
                condition=Q(stands=True),
                name="value_stands_once",
                violation_error_message="The cell has a value already.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in State]),
                name="value_state",
                violation_error_message="A value is in one of the six states.",
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=True) | Q(number__gte=-LARGEST, number__lte=LARGEST),
                name="value_number",
                violation_error_message="A number has at most 11 digits before the point.",
            ),
            models.CheckConstraint(
                condition=Q(denominator__isnull=True) | Q(denominator__gte=1, denominator__lte=LARGEST),
                name="value_denominator",
                violation_error_message="A denominator is more than nothing.",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.ZERO.value) | Q(number=0),
                name="value_zero",
                violation_error_message="Zero is nought.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(State.NOT_YET.value, State.NOT_APPLICABLE.value)) | Q(number__isnull=True),
                name="value_without_number",
                violation_error_message="What is not reported, or does not apply, has no number.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.report} {self.cell}"
