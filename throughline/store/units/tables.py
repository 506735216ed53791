"""The table of units' responsibilities: for what stands at an address and below it, or for whoever is asked."""

from django.db import models
from django.db.models import Q

from throughline.store.organizations import Organization, Unit


class Responsibility(models.Model):
    """What a unit answers for: what stands at `address` and below it, or the acts that ask `addressee`, one of them.

    The nearest one at an address or above it counts, so a unit may answer for a section and
    another for one of its subprogrammes.
    """

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="responsibilities")
    address = models.CharField(max_length=400, blank=True)
    addressee = models.CharField(max_length=300, blank=True)
    since = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["organization", "address"],
                condition=~Q(address=""),
                name="responsibility_address",
                violation_error_message="A unit answers for this address already.",
            ),
            models.UniqueConstraint(
                fields=["organization", "addressee"],
                condition=~Q(addressee=""),
                name="responsibility_addressee",
                violation_error_message="A unit answers for this addressee already.",
            ),
            models.CheckConstraint(
                condition=(Q(address="") & ~Q(addressee="")) | (~Q(address="") & Q(addressee="")),
                name="responsibility_of_one",
                violation_error_message="A unit answers for an address or for an addressee.",
            ),
        )

    def __str__(self) -> str:
        return self.address or self.addressee
