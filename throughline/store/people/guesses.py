"""Limits on guessing, counted in the database: every worker counts together, and a restart forgets nothing."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from django.db import connection

from throughline.store.people.tables import Guesses, Person

# Wrong guesses in a row that are let through within the time: about one account, and from one address.
OF_ACCOUNT, FROM_ADDRESS = 10, 50
WITHIN = timedelta(minutes=15)
# One statement counts and answers, so that two guesses at once are two.
COUNT = """INSERT INTO store_guesses (key, count, since) VALUES (%s, 1, %s)
    ON CONFLICT (key) DO UPDATE SET
        count = CASE WHEN store_guesses.since < %s THEN 1 ELSE store_guesses.count + 1 END,
        since = CASE WHEN store_guesses.since < %s THEN excluded.since ELSE store_guesses.since END
    RETURNING count"""


def may_guess(account: str, address: str, at: datetime | None = None) -> bool:
    """Count a guess about an account from an address before it is looked at; False where it is one too many.

    `account` is what was typed, whether there is such an account or not. Two statements.
    """
    now = at or datetime.now(UTC)
    of_account = _count(account_key(account), now)
    from_address = _count(address_key(address), now)
    return of_account <= OF_ACCOUNT and from_address <= FROM_ADDRESS


def may_guess_here(account: str, browser: str, at: datetime | None = None) -> bool:
    """Count a guess from a browser in which the person of the account signed in before; one statement.

    It is counted apart: whoever guesses wrong elsewhere, for however long, does not lock the person out here.
    """
    return _count(account_key(f"{account} in {browser}"), at or datetime.now(UTC)) <= OF_ACCOUNT


def is_first_use(person: Person, code: str, at: datetime | None = None) -> bool:
    """Tell whether a code that was right opens for the first time, and remember that it did. One statement."""
    plain = "".join(code.split()).casefold()
    return _count(account_key(f"used code of {person.pk} {plain}"), at or datetime.now(UTC)) == 1


def was_right(account: str, address: str, browser: str = "") -> None:
    """A guess was right: the account begins anew, the address only takes this guess back.

    Who signs in to an own account in between gains no more guesses at those of others; who signs in from a browser
    that counts for itself begins anew there.
    """
    if browser:
        Guesses.objects.filter(key=account_key(f"{account} in {browser}")).delete()
        return
    Guesses.objects.filter(key=account_key(account)).delete()
    with connection.cursor() as cursor:
        statement = "UPDATE store_guesses SET count = count - 1 WHERE key = %s AND count > 0"
        cursor.execute(statement, [address_key(address)])


def account_key(account: str) -> str:
    """What an account is counted under."""
    return sha256(f"account {account.strip().casefold()}".encode("utf-8", "replace")).hexdigest()


def address_key(address: str) -> str:
    """What an address of the network is counted under."""
    return sha256(f"address {address}".encode("utf-8", "replace")).hexdigest()


def _count(key: str, now: datetime) -> int:
    adapt = connection.ops.adapt_datetimefield_value
    cutoff = adapt(now - WITHIN)
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [key, adapt(now), cutoff, cutoff])
        return int(cursor.fetchone()[0])
