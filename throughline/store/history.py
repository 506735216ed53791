"""History: one line for each action, chained by digests, in a table that refuses to be changed."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from django.db import connection, models

from throughline.engine.findings import Finding, Sentence, Severity
from throughline.store.organizations import Organization

# Any number will do, as long as every process that writes the record asks for the same one.
WRITING = 7_411_928_301
_TABLE = "store_historyline"
# The triggers of migration 0002, by kind of database.
GUARDS = {
    "sqlite": frozenset({"history_no_update", "history_no_delete", "history_no_replace"}),
    "postgresql": frozenset({"history_no_change", "history_no_truncate"}),
}


class HistoryLine(models.Model):
    """What was done: when, by whom, which action, at which address, with what.

    `data` is canonical JSON, the very text that was digested. `digest` is the SHA-256 of the canonical JSON of the
    whole line, `previous` the digest of the line before ("" for the first). The database refuses to update or delete.
    """

    number = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=150)
    action = models.CharField(max_length=60)
    address = models.CharField(max_length=300, db_index=True)
    data = models.TextField()
    previous = models.CharField(max_length=64, unique=True, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    # Whose record it is about, and so who may read the line; `data` says it too, and is digested.
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(number__gte=1),
                name="history_number",
                violation_error_message="Lines of the history are numbered from 1.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.action} {self.address}"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the history as a record; `data` is what the action said of itself."""

    number: int
    at: datetime
    by: str
    action: str
    address: str
    data: Mapping[str, Any]
    previous: str
    digest: str


def canonical(value: Any) -> str:
    """JSON in one form: sorted keys, no blanks, every character as itself; equal values give equal texts."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest_of(number: int, at: datetime, by: str, action: str, address: str, data: str, previous: str) -> str:
    """The digest of a line: SHA-256 of the canonical JSON of all that it says and of the digest before it."""
    whole = {
        "number": number,
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "by": by,
        "action": action,
        "address": address,
        "data": data,
        "previous": previous,
    }
    return sha256(canonical(whole).encode("utf-8")).hexdigest()


def line_of(number: int) -> Line | None:
    """The line with this number, None where there is none."""
    found = HistoryLine.objects.filter(number=number).first()
    return _line(found) if found else None


def history_of(address: str, limit: int = 100) -> tuple[Line, ...]:
    """What happened at an address, newest first."""
    found = HistoryLine.objects.filter(address=address).order_by("-number")[:limit]
    return tuple(_line(one) for one in found)


def lines(after: int = 0, limit: int = 1000) -> tuple[Line, ...]:
    """Lines in order, from the one after number `after`."""
    found = HistoryLine.objects.filter(number__gt=after).order_by("number")[:limit]
    return tuple(_line(one) for one in found)


def latest(limit: int = 20) -> tuple[Line, ...]:
    """The newest lines, newest first."""
    return tuple(_line(one) for one in HistoryLine.objects.order_by("-number")[:limit])


def head() -> str:
    """The digest of the last line, "" while there is none: note it elsewhere, and a missing tail shows."""
    return HistoryLine.objects.order_by("-number").values_list("digest", flat=True).first() or ""


def _line(one: HistoryLine) -> Line:
    data = json.loads(one.data)
    return Line(one.number, one.at, one.by, one.action, one.address, data, one.previous, one.digest)


def lock_writing() -> None:
    """Let one action write at a time; call it first in the transaction.

    SQLite's transactions begin with the lock. On PostgreSQL an advisory lock does the same until the transaction
    ends, so that the chain has one end and what an action has read is still so when it writes.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITING])


def append(
    *,
    at: datetime,
    by: str,
    action: str,
    address: str,
    data: Mapping[str, Any],
    organization: Organization | None = None,
) -> HistoryLine:
    """Write a line at the end of the chain; only within the transaction of the action that it tells of.

    The people of the `organization` may read the line; without one, only the operator of this machine.
    """
    (line,) = append_all(at=at, by=by, action=action, told=[(address, data)], organization=organization)
    return line


def append_all(
    *,
    at: datetime,
    by: str,
    action: str,
    told: Iterable[tuple[str, Mapping[str, Any]]],
    organization: Organization | None = None,
) -> list[HistoryLine]:
    """The same for an action on many things: a line for each address with what is said of it. Two statements."""
    last = HistoryLine.objects.order_by("-number").values_list("number", "digest").first()
    number, previous = last or (0, "")
    lines = []
    for address, data in told:
        number, text = number + 1, canonical(data)
        digest = digest_of(number, at, by, action, address, text, previous)
        whole = {"by": by, "action": action, "address": address, "data": text, "organization": organization}
        lines.append(HistoryLine(number=number, at=at, previous=previous, digest=digest, **whole))
        previous = digest
    return HistoryLine.objects.bulk_create(lines)


def check_chain(head_digest: str | None = None, written: Iterable[HistoryLine] | None = None) -> list[Finding]:
    """HI-GAP, HI-LINK, HI-ALTERED and HI-HEAD: whether the lines are the ones that were written, all of them.

    Looks at the lines of the record, or at those `written` in an export (`read_export`). `head_digest`,
    noted elsewhere at some time, must still be the digest of a line: a tail that was cut off does not show otherwise.
    Cost: one pass over the lines.
    """
    findings = []
    number, previous = 0, ""
    seen_head = head_digest in (None, "")
    for one in _stored() if written is None else written:
        where = f"history {one.number}"
        if one.number != number + 1:
            message = Sentence(
                "After line %(number)s comes line %(next)s: lines in between were removed. Restore a copy.",
                number=number,
                next=one.number,
            )
            findings.append(Finding("HI-GAP", Severity.ERROR, where, message))
        elif one.previous != previous:
            message = Sentence(
                "Line %(number)s does not follow from the line before it: one of them was put in or replaced.",
                number=one.number,
            )
            findings.append(Finding("HI-LINK", Severity.ERROR, where, message))
        if one.digest != digest_of(one.number, one.at, one.by, one.action, one.address, one.data, one.previous):
            message = Sentence(
                "Line %(number)s was altered after it was written: restore it from a copy.", number=one.number
            )
            findings.append(Finding("HI-ALTERED", Severity.ERROR, where, message))
        seen_head = seen_head or one.digest == head_digest
        number, previous = one.number, one.digest
    if not seen_head:
        message = Sentence(
            "No line has the digest %(head_digest)s: the history ends at line %(number)s, lines were cut off.",
            head_digest=head_digest,
            number=number,
        )
        findings.append(Finding("HI-HEAD", Severity.ERROR, "history", message))
    return findings


def exported() -> Iterator[str]:
    """The chain as JSON Lines, each line with its digest; the last line's digest is the head to note elsewhere."""
    for one in _stored():
        at = one.at.astimezone(UTC).isoformat(timespec="microseconds")
        yield canonical(
            {
                "number": one.number,
                "at": at,
                "by": one.by,
                "action": one.action,
                "address": one.address,
                "data": one.data,
                "previous": one.previous,
                "digest": one.digest,
            }
        )


def read_export(exported_lines: Iterable[str]) -> Iterator[HistoryLine]:
    """The lines of an export, for `check_chain`; nothing is stored. Raises ValueError where a line is not one."""
    for text in exported_lines:
        try:
            said = json.loads(text)
            yield HistoryLine(**{**said, "at": datetime.fromisoformat(said["at"])})
        except (TypeError, KeyError, AttributeError) as error:
            raise ValueError(f"This is no line of a history: {text[:80]}") from error


def check_guard() -> list[Finding]:
    """HI-OPEN: the triggers that refuse changes of the history stand in the database."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [_TABLE])
        else:
            statement = "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgenabled <> 'D'"
            cursor.execute(statement, [_TABLE])
        standing = {name for (name,) in cursor.fetchall()}
    missing = GUARDS[connection.vendor] - standing
    if not missing:
        return []
    message = Sentence(
        "The database would let the history be changed (%(missing)s): put the triggers back.",
        missing=", ".join(sorted(missing)),
    )
    return [Finding("HI-OPEN", Severity.ERROR, "history", message)]


def _stored() -> Iterator[HistoryLine]:
    return HistoryLine.objects.order_by("number").iterator(chunk_size=2000)
