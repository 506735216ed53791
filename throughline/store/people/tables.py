"""Tables of people: persons, their roles in units, invitations, tokens, guesses, and what is done once."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import PermissionsMixin, UserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from throughline.store.organizations import Organization, Unit

READER, OFFICER, APPROVER, ADMINISTRATOR = "reader", "officer", "approver", "administrator"
ROLES = (READER, OFFICER, APPROVER, ADMINISTRATOR)
READS, WRITES = "read", "write"
SCOPES = (READS, WRITES)


class Person(AbstractBaseUser, PermissionsMixin):
    """A person with a user name; one name field, for names have many shapes.

    `signs_in` is True for who came by an invitation: once such a person exists, the record opens by sign-in alone.
    `operates` is True for whom commands on this machine act: they may everything, and never sign in.
    """

    username = models.CharField(max_length=150, unique=True)
    name = models.CharField(max_length=300, blank=True)
    email = models.EmailField(blank=True)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    signs_in = models.BooleanField(default=False)
    operates = models.BooleanField(default=False)
    joined = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = (
            models.UniqueConstraint(
                Lower("email"),
                condition=Q(signs_in=True),
                name="person_email",
                violation_error_message="A person with this address signs in already.",
            ),
            models.CheckConstraint(
                condition=Q(signs_in=False) | Q(operates=False),
                name="person_operator_never_signs_in",
                violation_error_message="Who acts for commands on this machine cannot sign in.",
            ),
        )

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        """The name, for libraries that ask Django's way."""
        return str(self)


class Role(models.Model):
    """A role of a person in a unit and all units below it; in the whole organization where `unit` is None."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="roles")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="roles")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="roles")
    role = models.CharField(max_length=20)
    since = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(role__in=ROLES),
                name="role_name",
                violation_error_message="A role is reader, officer, approver or administrator.",
            ),
            models.UniqueConstraint(
                fields=["person", "organization", "role"],
                condition=Q(unit=None),
                name="role_once",
                violation_error_message="The person has this role in the organization already.",
            ),
            models.UniqueConstraint(
                fields=["person", "organization", "unit", "role"],
                condition=Q(unit__isnull=False),
                name="role_in_unit_once",
                violation_error_message="The person has this role in the unit already.",
            ),
        )

    def __str__(self) -> str:
        return self.role


class Invitation(models.Model):
    """An invitation to sign in with a role: `digest` is that of the secret in its link, which opens once.

    The link itself is kept nowhere. `accepted` and `withdrawn` are empty while it is open; `person` who accepted it.
    """

    digest = models.CharField(max_length=64, unique=True)
    email = models.EmailField()
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="invitations")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=20)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    expires = models.DateTimeField()
    accepted = models.DateTimeField(null=True)
    withdrawn = models.DateTimeField(null=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="invitations")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(role__in=ROLES),
                name="invitation_role",
                violation_error_message="A role is reader, officer, approver or administrator.",
            ),
            models.CheckConstraint(
                condition=Q(accepted=None) | Q(withdrawn=None),
                name="invitation_ends_once",
                violation_error_message="An invitation is accepted or withdrawn, not both.",
            ),
        )

    def __str__(self) -> str:
        return self.email


class Token(models.Model):
    """A token with which a program reads, or also writes, what its person may; only the digest is kept."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    scope = models.CharField(max_length=10)
    issued = models.DateTimeField()
    expires = models.DateTimeField()
    revoked = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(scope__in=SCOPES),
                name="token_scope",
                violation_error_message="A token reads, or it reads and writes.",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Guesses(models.Model):
    """How often in a row somebody guessed wrong about an account, or from an address of the network.

    `key` is the digest of what is counted, so that the table tells nobody which names were tried; `since` is when
    counting began, and `count` begins again once that is long enough ago.
    """

    key = models.CharField(max_length=64, unique=True)
    count = models.PositiveIntegerField()
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.count} since {self.since}"


class Once(models.Model):
    """What a request that named itself by a key was answered, for the day in which it may come again.

    `key` is the digest of the key and `request` that of everything else that was asked; `answer` is encrypted under
    the key, for some answers show a secret that is kept nowhere else.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    key = models.CharField(max_length=64)
    request = models.CharField(max_length=64)
    answer = models.TextField()
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person", "key"],
                name="once_per_key",
                violation_error_message="The person has used this key already.",
            ),
        )

    def __str__(self) -> str:
        return self.key
