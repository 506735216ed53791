"""Organizations and their units: whose record it is, and where a role will reach."""

import re

from django.db import models

from throughline.engine.errors import Refused

# What a record is about when nobody says otherwise.
DEFAULT = "UN"
NAMES = {"UN": "United Nations"}
CODE = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,39}")


class Organization(models.Model):
    """An organization; its code opens the addresses of its plans (`UN/2026/10`).

    `published` opens its documents and plans with the official figures of their indicators, and nothing else, to
    whoever asks.
    """

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=300)
    published = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(code__regex=r"^[A-Za-z][A-Za-z0-9-]*$"),
                name="organization_code",
                violation_error_message="The code of an organization is letters, digits and hyphens, a letter first.",
            ),
        )

    def __str__(self) -> str:
        return self.code


class Unit(models.Model):
    """A unit of an organization, below another unit or at the top; `ended` is the day from which it is no more."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="units")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=300)
    ended = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["organization", "code"],
                name="unit_code",
                violation_error_message="The organization has a unit with this code already.",
            ),
        )

    def __str__(self) -> str:
        return self.code


def organization_with(code: str = DEFAULT) -> Organization:
    """The organization with this code, made where it is not there yet; its name is the code until it is told.

    Raises `Refused` for what cannot be a code.
    """
    if not CODE.fullmatch(code):
        raise Refused(
            f"{code!r} cannot be the code of an organization: use letters, digits and hyphens, a letter first."
        )
    organization, _ = Organization.objects.get_or_create(code=code, defaults={"name": NAMES.get(code, code)})
    return organization
