"""Tables of frameworks: the plan, its versions with who decided on them, and the elements of each version."""

from django.db import models
from django.db.models import F, Q

from throughline.engine.planning.frameworks import APPROVED, DECIDED, DRAFT, KINDS, REVISED, STATES, SUBMITTED
from throughline.store.organizations import Organization, Unit
from throughline.store.people.tables import Person


class Framework(models.Model):
    """A plan as a tree of results: `address` is `ITU/2024-27`, `levels` its levels as the organization names them.

    It holds from the day `start` until the day before `end`. `rolling` is how many years beyond the first a rolling
    plan looks ahead, 0 for one that stands alone. `standing` is the version that counts: the approved one, or the
    newest while none was approved. Every change of the head counts `revision` up.
    """

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="frameworks")
    kind = models.CharField(max_length=20)
    code = models.CharField(max_length=40)
    address = models.CharField(max_length=100, unique=True)
    title = models.CharField(max_length=500)
    start = models.DateField()
    end = models.DateField()
    levels = models.JSONField(default=list)
    rolling = models.PositiveSmallIntegerField(default=0)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    standing = models.ForeignKey("store.FrameworkVersion", models.PROTECT, null=True, related_name="+")
    revision = models.PositiveIntegerField(default=1)
    made = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["organization", "code"],
                name="framework_code",
                violation_error_message="The organization has a plan with this code already.",
            ),
            models.CheckConstraint(
                condition=Q(code__regex=r"^[0-9]{4}-[A-Za-z0-9][A-Za-z0-9-]*$"),
                name="framework_code_form",
                violation_error_message="The code of a plan is a year, a hyphen, and letters or digits: 2024-27.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=KINDS),
                name="framework_kind",
                violation_error_message="A plan is strategic, financial or operational.",
            ),
            models.CheckConstraint(
                condition=Q(end__gt=F("start")),
                name="framework_period",
                violation_error_message="A plan ends after it starts.",
            ),
        )

    def __str__(self) -> str:
        return self.address


class FrameworkVersion(models.Model):
    """A version of a plan: draft, submitted, advised, approved, and revised once a newer one is approved.

    An approved version never changes: an amendment, with its `reason`, makes the next. Another person than who
    submitted a version decides on it. `note` says why it was sent back, `advice` what the advisory body said. Every
    change counts `revision` up.
    """

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=20, default=DRAFT)
    reason = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    written = models.DateTimeField()
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    submitted = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    advised = models.DateTimeField(null=True)
    advised_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    advice = models.TextField(blank=True)
    decided = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    note = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["framework", "number"],
                name="framework_version_number",
                violation_error_message="The plan has a version with this number already.",
            ),
            models.UniqueConstraint(
                fields=["framework"],
                condition=Q(state=APPROVED),
                name="framework_approved_once",
                violation_error_message="One version of a plan is approved at a time.",
            ),
            models.UniqueConstraint(
                fields=["framework"],
                condition=~Q(state__in=DECIDED),
                name="framework_drafted_once",
                violation_error_message="One version of a plan is in the making at a time.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=STATES),
                name="framework_version_state",
                violation_error_message="A version is a draft, submitted, advised, approved or revised.",
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""),
                name="framework_amended_for_a_reason",
                violation_error_message="An amendment says why.",
            ),
            models.CheckConstraint(
                condition=Q(state=DRAFT) | Q(submitted_by__isnull=False),
                name="framework_submitted_by_somebody",
                violation_error_message="Somebody submits a version before it is advised or approved.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=(DRAFT, SUBMITTED))
                | Q(state__in=(APPROVED, REVISED), decided_by__isnull=False) & ~Q(decided_by=F("submitted_by"))
                | Q(advised_by__isnull=False) & ~Q(state__in=DECIDED) & ~Q(advised_by=F("submitted_by")),
                name="framework_second_person",
                violation_error_message="Another person than who submitted a version advises on it and approves it.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.framework} {self.number}"


class Element(models.Model):
    """An element of a version of a plan: `address` is `ITU/2024-27/G1`, `parent` the address above it, "" at the top.

    Its address stays the same wherever in the plan it moves. `goals` are goals and targets of the 2030 Agenda. The
    database refuses to change an element of a version that was decided on.
    """

    version = models.ForeignKey(FrameworkVersion, models.PROTECT, related_name="elements")
    position = models.PositiveIntegerField()
    address = models.CharField(max_length=200, db_index=True)
    code = models.CharField(max_length=60)
    parent = models.CharField(max_length=200, blank=True)
    level = models.CharField(max_length=60)
    title = models.CharField(max_length=500)
    text = models.TextField(blank=True)
    assumptions = models.TextField(blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    goals = models.JSONField(default=list)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["version", "address"],
                name="element_address",
                violation_error_message="The plan has an element with this code already.",
            ),
            models.CheckConstraint(
                condition=~Q(title=""), name="element_title", violation_error_message="An element has a title."
            ),
        )

    def __str__(self) -> str:
        return self.address
