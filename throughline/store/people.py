"""People: who may come in, and whose name stands beside every change."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import PermissionsMixin, UserManager
from django.db import models

# Who stands beside what commands on this machine do; nobody can log in as it.
COMMAND_LINE = "command line"


class Person(AbstractBaseUser, PermissionsMixin):
    """A person with a user name; one name field, for names have many shapes."""

    username = models.CharField(max_length=150, unique=True)
    name = models.CharField(max_length=300, blank=True)
    email = models.EmailField(blank=True)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    joined = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.name or self.username


def operator(username: str = COMMAND_LINE) -> Person:
    """The person for whom a command on this machine acts, made at first use, without a password."""
    person, made = Person.objects.get_or_create(username=username)
    if made:
        person.set_unusable_password()
        Person.objects.filter(pk=person.pk).update(password=person.password)
    return person
