"""Tables of editing: what persons typed into a version of a plan, and drafts that are not applied yet."""

from django.db import models

from throughline.store.organizations import Organization
from throughline.store.people.tables import Person
from throughline.store.rows import Row

FORM, SET = "form", "set"


class TypedField(Row):
    """A field that a person typed since the document was read: `node` is the address within the plan (`SP1/R2`).

    `field` is what of it ("narrative", "M1/2026-planned"), `added` or `removed` for the whole; `by` the person's name,
    `since` the time in ISO 8601, both as they were then.
    """

    node = models.CharField(max_length=300, blank=True)
    field = models.CharField(max_length=100)
    by = models.TextField()
    since = models.CharField(max_length=40)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["version", "node", "field"],
                name="typed_field",
                violation_error_message="Who typed this field is said already.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.node} {self.field}"


class Draft(models.Model):
    """What a person typed and has not applied yet: into the form of one node (`form`), or as a set of changes (`set`).

    `address` is the node's, or the place's whose rows the set changes; `number` the version of the plan that it began
    from; `fields` are {node: {field: text}}. A draft is its person's alone, and no part of the record: the history
    does not tell of it.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="drafts")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)
    address = models.CharField(max_length=400)
    number = models.PositiveIntegerField()
    fields = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person", "kind", "address"],
                name="draft_once",
                violation_error_message="There is a draft of yours here already.",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=(FORM, SET)),
                name="draft_kind",
                violation_error_message="A draft is of a form or of a set of changes.",
            ),
        )

    def __str__(self) -> str:
        return self.address
