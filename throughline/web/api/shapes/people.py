"""Shapes of people: roles, invitations and tokens, and what is shown of a secret this once."""

from dataclasses import dataclass
from datetime import datetime

from throughline.store.people.tables import Invitation, Role, Token


@dataclass(frozen=True, slots=True)
class RoleShape:
    """A role of a person in a unit and all below it; `unit` is null for the whole organization.

    `address` names the role: the person, the role and the unit.
    """

    address: str
    person: str
    name: str
    role: str
    unit: str | None
    since: datetime


@dataclass(frozen=True, slots=True)
class InvitationShape:
    """An invitation that was neither accepted nor withdrawn; it opens until `expires`."""

    invitation: str
    email: str
    role: str
    unit: str | None
    by: str
    at: datetime
    expires: datetime


@dataclass(frozen=True, slots=True)
class Invited:
    """The link of a new invitation, which is shown this once and kept nowhere."""

    link: str


@dataclass(frozen=True, slots=True)
class Publication:
    """Whether the documents and plans of an organization are open to everybody."""

    published: bool


@dataclass(frozen=True, slots=True)
class TokenShape:
    """A token that was not revoked, by its digest; it opens until `expires`."""

    token: str
    name: str
    scope: str
    issued: datetime
    expires: datetime


@dataclass(frozen=True, slots=True)
class Issued:
    """The secret of a new token, which is shown this once and kept nowhere."""

    secret: str


def role_shape(one: Role) -> RoleShape:
    """A role; its person and its unit must be at hand (select_related)."""
    unit = one.unit.code if one.unit else None
    address = "/".join((one.person.username, one.role, *([unit] if unit else [])))
    return RoleShape(address, one.person.username, str(one.person), one.role, unit, one.since)


def invitation_shape(one: Invitation) -> InvitationShape:
    """An invitation; its unit and who invited must be at hand (select_related)."""
    unit = one.unit.code if one.unit else None
    return InvitationShape(one.digest, one.email, one.role, unit, str(one.by), one.at, one.expires)


def token_shape(one: Token) -> TokenShape:
    """A token without its secret."""
    return TokenShape(one.digest, one.name, one.scope, one.issued, one.expires)
