"""Invitations: the only way to become a person who signs in; a link that opens once and only for a while."""

import secrets
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.crypto import constant_time_compare

from throughline.engine.errors import Refused
from throughline.store import history
from throughline.store.organizations import Organization, Unit
from throughline.store.people.roles import check_role, give_role, tell
from throughline.store.people.tables import Invitation, Person, Role
from throughline.store.rights import ADMINISTER, require

INVITE, ACCEPT, WITHDRAW = "invite", "accept invitation", "withdraw invitation"
OPEN_FOR = timedelta(days=7)


def digest_of(secret: str) -> str:
    """What is kept of a secret."""
    return sha256(secret.encode("utf-8", "replace")).hexdigest()


def invite(*, by: Person, email: str, role: str, organization: Organization, unit: Unit | None = None) -> str:
    """Invite whoever holds the address to a role; returns the secret of the link, which is shown once and not kept.

    An open invitation to the same address and role is withdrawn by the new one. Raises `Refused` where `by` does not
    administer the unit.
    """
    check_role(role, organization, unit)
    secret, now = secrets.token_urlsafe(32), datetime.now(UTC)
    email = email.strip().casefold()
    with transaction.atomic():
        history.lock_writing()
        require(by, ADMINISTER, organization, unit)
        open_now = Invitation.objects.filter(email=email, organization=organization, role=role, unit=unit)
        open_now.filter(accepted=None, withdrawn=None).update(withdrawn=now)
        Invitation.objects.create(
            digest=digest_of(secret),
            email=email,
            organization=organization,
            unit=unit,
            role=role,
            by=by,
            at=now,
            expires=now + OPEN_FOR,
        )
        tell(by, INVITE, organization, None, {"email": email, "role": role, "unit": unit.code if unit else ""})
    return secret


def open_invitations(organization: Organization) -> tuple[Invitation, ...]:
    """The invitations of an organization that can still be accepted, the newest first. One statement."""
    found = Invitation.objects.filter(organization=organization, accepted=None, withdrawn=None)
    return tuple(found.filter(expires__gt=datetime.now(UTC)).select_related("unit", "by").order_by("-at"))


def is_anybody_invited() -> bool:
    """Tell whether an invitation can still be accepted. One statement."""
    return Invitation.objects.filter(accepted=None, withdrawn=None, expires__gt=datetime.now(UTC)).exists()


def invitation_with(secret: str) -> Invitation | None:
    """The open invitation that this secret opens; None where it opens none, none any more, or never did."""
    digest = digest_of(secret)
    found = Invitation.objects.filter(digest=digest, accepted=None, withdrawn=None, expires__gt=datetime.now(UTC))
    one = found.select_related("organization", "unit", "by").first()
    return one if one and constant_time_compare(one.digest, digest) else None


def person_with(email: str) -> Person | None:
    """The person who signs in with this address."""
    return Person.objects.filter(email__iexact=email, signs_in=True).first()


def accept_invitation(*, secret: str, name: str = "", password: str = "", by: Person | None = None) -> Person:
    """Accept: a new person with this name and password, or `by`, who is signed in, gets the role; opens once.

    Raises `Refused` where the secret opens nothing, and where the address belongs to somebody who did not sign in.
    """
    with transaction.atomic():
        history.lock_writing()
        found = invitation_with(secret)
        if found is None:
            raise Refused("This link has been used, has expired or was withdrawn: ask for a new one.")
        person = by or _new_person(found, name, password)
        if person.email.casefold() != found.email:
            raise Refused("This invitation was sent to somebody else: sign out, and open it again.")
        now = datetime.now(UTC)
        Invitation.objects.filter(pk=found.pk).update(accepted=now, person=person)
        tell(person, ACCEPT, found.organization, person, {"role": found.role})
        values = {"person": person, "organization": found.organization, "unit": found.unit, "role": found.role}
        Role.objects.get_or_create(**values, defaults={"since": now})
    return person


def _new_person(found: Invitation, name: str, password: str) -> Person:
    if person_with(found.email):
        raise Refused("You have an account already: sign in, and open the link again.")
    return Person.objects.create(
        username=found.email, email=found.email, name=name.strip(), password=make_password(password), signs_in=True
    )


def withdraw_invitation(*, by: Person, invitation: Invitation) -> None:
    """Close an invitation that was not accepted; doing it again changes nothing."""
    with transaction.atomic():
        history.lock_writing()
        require(by, ADMINISTER, invitation.organization, invitation.unit)
        open_now = Invitation.objects.filter(pk=invitation.pk, accepted=None, withdrawn=None)
        if open_now.update(withdrawn=datetime.now(UTC)):
            tell(by, WITHDRAW, invitation.organization, None, {"email": invitation.email})


__all__ = ["accept_invitation", "give_role", "invitation_with", "invite", "open_invitations", "withdraw_invitation"]
