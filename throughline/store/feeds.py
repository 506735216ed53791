"""Private addresses of calendars: with one a calendar program, which cannot sign in, reads what its person may see."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import models, transaction

from throughline.engine.errors import Forbidden, Refused
from throughline.store import history
from throughline.store.organizations import Organization, Unit
from throughline.store.people.invitations import digest_of
from throughline.store.people.tables import Person
from throughline.store.rights import Sight, sight_of
from throughline.store.timeline import Wish

MAKE, REVOKE = "make calendar address", "revoke calendar address"
# More than anybody needs, and few enough that nobody fills the table.
MOST = 50


class CalendarFeed(models.Model):
    """A private address of the times that are set in an organization's record; only the digest of its secret is kept.

    `addressees` (names, one for each line), `unit`, `what` and `answered` are what is wanted of them, as in `Wish`.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=100)
    addressees = models.JSONField(default=list)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    what = models.CharField(max_length=10, blank=True)
    answered = models.BooleanField(null=True)
    made = models.DateTimeField()
    revoked = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name

    @property
    def wish(self) -> Wish:
        """What of the times that are set is wanted."""
        return Wish(tuple(self.addressees), self.unit, self.what, self.answered)


@dataclass(frozen=True, slots=True)
class Opened:
    """What a private address opens: whose record, what of it is wanted, and what its person may see of it now."""

    name: str
    organization: Organization
    wish: Wish
    sight: Sight


def make_feed(*, by: Person, organization: Organization, name: str, wish: Wish) -> str:
    """Make a private address for oneself; returns its secret, which is shown once and not kept.

    Raises `Forbidden` where the person may not read the record, `Refused` where there are too many addresses.
    """
    if by.operates:
        raise Refused("Whoever sits at this machine needs no private address: the calendar is open to them.")
    if not sight_of(by).may_read(organization.pk):
        raise Forbidden(f"{by} has no right to read the record of {organization}.")
    secret, now = secrets.token_urlsafe(32), datetime.now(UTC)
    with transaction.atomic():
        history.lock_writing()
        if CalendarFeed.objects.filter(person=by, revoked=None).count() >= MOST:
            raise Refused(f"There are {MOST} private addresses already: revoke those that nobody reads.")
        feed = CalendarFeed.objects.create(
            person=by,
            organization=organization,
            digest=digest_of(secret),
            name=" ".join(name.split())[:100] or organization.code,
            addressees=list(wish.addressees),
            unit=wish.unit,
            what=wish.what,
            answered=wish.answered,
            made=now,
        )
        _tell(by, MAKE, feed)
    return secret


def revoke_feed(*, by: Person, feed: CalendarFeed) -> None:
    """Revoke a private address of one's own; doing it again changes nothing."""
    if feed.person_id != by.pk:
        raise Forbidden("This private address belongs to somebody else.")
    with transaction.atomic():
        history.lock_writing()
        if CalendarFeed.objects.filter(pk=feed.pk, revoked=None).update(revoked=datetime.now(UTC)):
            _tell(by, REVOKE, feed)


def feeds_of(person: Person, organization: Organization) -> tuple[CalendarFeed, ...]:
    """The private addresses of a person that still open, the newest first. One statement."""
    found = CalendarFeed.objects.filter(person=person, organization=organization, revoked=None)
    return tuple(found.select_related("unit").order_by("-pk"))


def feed_with(secret: str) -> Opened | None:
    """What the address with this secret opens now; None where it was revoked, or its person may not read any more.

    Two statements.
    """
    found = CalendarFeed.objects.filter(digest=digest_of(secret), revoked=None, person__is_active=True)
    feed = found.select_related("person", "organization", "unit").first()
    if feed is None:
        return None
    seen = sight_of(feed.person)
    if not seen.may_read(feed.organization_id):
        return None
    return Opened(feed.name, feed.organization, feed.wish, seen.within(feed.organization_id))


def _tell(by: Person, action: str, feed: CalendarFeed) -> None:
    data = {"name": feed.name, "organization": feed.organization.code}
    history.append(
        at=datetime.now(UTC),
        by=by.username,
        action=action,
        address=f"people/{by.username}",
        data=data,
        organization=feed.organization,
    )
