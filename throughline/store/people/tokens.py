"""API tokens: with one a program reads, or also writes, what its person may, until it expires or is revoked."""

import secrets
from datetime import UTC, datetime, timedelta

from django.db import transaction

from throughline.engine.errors import Refused
from throughline.store import history
from throughline.store.people.invitations import digest_of
from throughline.store.people.tables import READS, SCOPES, WRITES, Person, Token

ISSUE, REVOKE = "issue token", "revoke token"
LONGEST = timedelta(days=366)


def issue_token(*, by: Person, name: str, scope: str = READS, days: int = 90) -> str:
    """Issue a token for oneself; returns its secret, which is shown once and not kept."""
    if scope not in SCOPES:
        raise Refused(f"{scope} is no scope: choose {READS} or {WRITES}.")
    if not timedelta() < timedelta(days=days) <= LONGEST:
        raise Refused(f"A token lasts from 1 to {LONGEST.days} days.")
    secret, now = f"tl_{secrets.token_urlsafe(32)}", datetime.now(UTC)
    with transaction.atomic():
        history.lock_writing()
        Token.objects.create(
            person=by, name=name, digest=digest_of(secret), scope=scope, issued=now, expires=now + timedelta(days=days)
        )
        _tell(by, ISSUE, {"name": name, "scope": scope, "days": days})
    return secret


def tokens_of(person: Person) -> tuple[Token, ...]:
    """The tokens of a person that still open, the newest first. One statement."""
    return tuple(Token.objects.filter(person=person, revoked=None, expires__gt=datetime.now(UTC)).order_by("-pk"))


def revoke_token(*, by: Person, token: Token) -> None:
    """Revoke a token of one's own; doing it again changes nothing."""
    if token.person_id != by.pk:
        raise Refused("This token belongs to somebody else.")
    with transaction.atomic():
        history.lock_writing()
        if Token.objects.filter(pk=token.pk, revoked=None).update(revoked=datetime.now(UTC)):
            _tell(by, REVOKE, {"name": token.name})


def bearer_of(secret: str, *, writing: bool = False) -> Person | None:
    """The person whose token this is; None where it opens nothing, or does not open writing. One statement."""
    found = Token.objects.filter(digest=digest_of(secret), revoked=None, expires__gt=datetime.now(UTC))
    found = found.filter(person__is_active=True, scope__in=(WRITES,) if writing else SCOPES)
    one = found.select_related("person").first()
    return one.person if one else None


def _tell(by: Person, action: str, data: dict[str, object]) -> None:
    history.append(at=datetime.now(UTC), by=by.username, action=action, address=f"people/{by.username}", data=data)
