"""Undoing a taking-in: the newest text of a document is withdrawn, and the one before it stands again."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from throughline.engine.differences import Difference
from throughline.engine.errors import Refused
from throughline.engine.mandates.symbols import key_of
from throughline.store import history
from throughline.store.budgeting.tables import FollowUp
from throughline.store.digests import tables_of
from throughline.store.history import HistoryLine
from throughline.store.mandates.tables import NOT_WITHDRAWN, Citation, Document, Holding, Version
from throughline.store.organizations import Organization
from throughline.store.people import Person
from throughline.store.planning.tables import ListedMandate, Plan
from throughline.store.rights import EDIT, require
from throughline.store.rows import IN_FORCE
from throughline.store.sources import TakingIn
from throughline.store.taking_in.decision import difference_between
from throughline.store.taking_in.standing import make_current, make_unknown

UNDO = "undo taking in"
# Rows that speak of a document, and by which link.
SPEAKING: tuple[tuple[type[models.Model], str], ...] = (
    (Citation, "cited"),
    (ListedMandate, "document"),
    (FollowUp, "document"),
)


@dataclass(frozen=True, slots=True)
class Undone:
    """What undoing a taking-in did, or would do.

    `withdrawn` is the version that is withdrawn, None where the taking-in only found a text that was held already;
    `stands` the version that stands after it, None where the text is not held any more. `rows` counts what the
    withdrawn version holds, `speaking` the paragraphs and places of plans, in force, that speak of the document.
    `difference` is what changes from the withdrawn version to the one that stands; `forgotten` are the documents that
    nothing speaks of any more. `done` is False in a preview, and where it was undone before.
    """

    address: str
    plan: str | None
    file: str
    kind: str
    withdrawn: int | None
    stands: int | None
    rows: dict[str, int] = field(default_factory=dict)
    speaking: int = 0
    difference: Difference = field(default_factory=Difference)
    forgotten: tuple[str, ...] = ()
    done: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    """A taking-in with what undoing it takes: the document, what is withdrawn with it, and who holds it afterwards."""

    document: Document
    together: tuple[TakingIn, ...]
    version: Version | None
    stands: Version | None
    holds: bool
    silent: frozenset[int]


def to_undo(address: str, number: int, organization: str) -> TakingIn:
    """The taking-in that led to a version of the document (or plan) at an address; the newest where `number` is 0.

    The newest one, once undone, stays the newest until something is taken in there again: asked for twice, it is
    undone once. Raises `Refused` where there is none.
    """
    owner = Organization.objects.filter(code=organization).first()
    named = Document.objects.filter(Q(key=key_of(address)) | Q(plan__address=address))
    address = named.values_list("address", flat=True).first() or address
    if owner is not None and number:
        found = TakingIn.objects.filter(organization=owner, address=address, number=number)
        one = min(found.select_related("undone_by"), key=lambda one: (one.undone_at is not None, one.pk), default=None)
    else:
        one = (last_undone_at(address, owner) or newest_at(address, owner)) if owner else None
    if one is None:
        which = f"Version {number} of {address}" if number else address
        raise Refused(f"{which} was not taken in for {organization}: there is nothing to undo.")
    return one


def newest_at(address: str, organization: Organization) -> TakingIn | None:
    """The newest taking-in at the address of a document that the organization may undo. One statement."""
    found = TakingIn.objects.filter(organization=organization, address=address, undone_at=None)
    return found.select_related("source", "by", "organization").order_by("-pk").first()


def last_undone_at(address: str, organization: Organization) -> TakingIn | None:
    """The taking-in there that was undone, where nothing was taken in there since. Two statements."""
    lines = HistoryLine.objects.filter(address=address, organization=organization).order_by("-number")
    last = lines.values_list("action", flat=True).first()
    if last != UNDO:
        return None
    found = TakingIn.objects.filter(organization=organization, address=address, undone_at__isnull=False)
    return found.select_related("source", "undone_by").order_by("-undone_at", "pk").first()


def preview_undo(*, taking_in: TakingIn, by: Person) -> Undone:
    """What `undo` would do; writes nothing. Raises `Refused` as `undo` does."""
    require(by, EDIT, taking_in.organization)
    if taking_in.undone_at is not None:
        return _nothing(taking_in)
    return _told(taking_in, _found(taking_in), done=False)


def undo(*, taking_in: TakingIn, by: Person, at: datetime | None = None) -> Undone:
    """Undo a taking-in, in one transaction: its version is withdrawn, and the one before it stands again.

    Without one the document is a known unknown again, or not known at all where nothing speaks of it. What was
    withdrawn stays as it was written, for `verify` and for the history. Undone a second time, nothing changes. Raises
    `Refused` where a newer text was taken in since, `Forbidden` where the person may not act. A fixed number of
    statements.
    """
    with transaction.atomic():
        history.lock_writing()
        taking_in = TakingIn.objects.select_related("organization", "source").get(pk=taking_in.pk)
        require(by, EDIT, taking_in.organization)
        if taking_in.undone_at is not None:
            return _nothing(taking_in)
        found = _found(taking_in)
        undone = _told(taking_in, found, done=True)
        _write(taking_in.organization, found, by, at or datetime.now(UTC))
    return undone


def _found(taking_in: TakingIn) -> _Found:
    """What undoing takes; raises `Refused` where a newer text stands in the way. Nine statements."""
    organization = taking_in.organization
    document = Document.objects.get(address=taking_in.address)
    standing = list(
        TakingIn.objects.filter(address=taking_in.address, undone_at=None).select_related("source").order_by("pk")
    )
    together = tuple(one for one in standing if one.pk >= taking_in.pk)
    _check_newest(taking_in, together)
    text = Version.objects.select_related("taking_in").get(document=document, number=taking_in.number)
    version = text if text.taking_in_id == taking_in.pk else None
    holds = any(one.organization_id == organization.pk for one in standing if one not in together)
    stands = _stands_after(document, version)
    silent = _silent_after(organization, document, version, text, holds)
    return _Found(document, together, version, stands, holds, silent)


def _check_newest(taking_in: TakingIn, together: Iterable[TakingIn]) -> None:
    """Refuse where another text, or another organization, came to the document since."""
    for one in together:
        if one.organization_id != taking_in.organization_id:
            raise Refused(
                f"Another organization has taken {taking_in.address} in since: it is no more for one to undo."
            )
        if one.number != taking_in.number:
            newer = f"Version {one.number} of {taking_in.address} was taken in since, on {one.at:%Y-%m-%d}"
            raise Refused(f"{newer}: undo that first.")


def _stands_after(document: Document, withdrawn: Version | None) -> Version | None:
    """The version that stands once this one is withdrawn: the last one left that the history told to stand.

    Versions in other languages, and older files read again, were taken in without standing.
    """
    if withdrawn is None or document.current_id != withdrawn.pk:
        return document.current
    left = document.versions.filter(NOT_WITHDRAWN).exclude(pk=withdrawn.pk).select_related("taking_in", "source")
    by_number = {one.number: one for one in left}
    told = HistoryLine.objects.filter(address=document.address).order_by("-number").values_list("data", flat=True)
    for data in map(json.loads, told):
        if data.get("current") is True and (version := by_number.get(data.get("version"))):
            return version
    return None


def _silent_after(
    organization: Organization, document: Document, withdrawn: Version | None, text: Version, holds: bool
) -> frozenset[int]:
    """The documents (row numbers) that the organization does not know any more: none of its texts speaks of them.

    Only those that the `text` speaks of, or the document itself, can be.
    """
    silent = set() if holds else {document.pk}
    for table, link in SPEAKING:
        found = table._default_manager.filter(version=text, **{f"{link}__isnull": False})
        silent.update(found.values_list(link, flat=True))
    held = Holding.objects.filter(organization=organization, held=True, document__in=silent)
    silent -= set(held.values_list("document", flat=True)) - (set() if holds else {document.pk})
    for table, link in SPEAKING:
        speaking = _texts_of(organization, table._default_manager.filter(**{f"{link}__in": silent}))
        speaking = speaking.exclude(version=withdrawn) if holds else speaking.exclude(version__document=document)
        silent -= set(speaking.values_list(link, flat=True).distinct())
    return frozenset(silent)


def _texts_of(organization: Organization, rows: QuerySet[models.Model]) -> QuerySet[models.Model]:
    """The rows of versions that were not withdrawn, of documents that the organization holds."""
    holding = Holding.objects.filter(organization=organization, held=True, document=OuterRef("version__document"))
    return rows.filter(Exists(holding), version__taking_in__undone_at=None)


def _told(taking_in: TakingIn, found: _Found, *, done: bool) -> Undone:
    version, stands = found.version, found.stands
    others = Holding.objects.filter(document=OuterRef("pk")).exclude(organization=taking_in.organization)
    forgotten = Document.objects.filter(~Exists(others), pk__in=found.silent).order_by("address")
    goes = version is not None and stands is None
    return Undone(
        address=taking_in.address,
        plan=Plan.objects.filter(document=found.document).values_list("address", flat=True).first(),
        file=taking_in.source.name,
        kind=taking_in.kind,
        withdrawn=version.number if version else None,
        stands=stands.number if stands else None,
        rows=_rows(version) if version else {},
        speaking=_speaking(found.document) if goes else 0,
        difference=difference_between(version, stands) if version and stands and version != stands else Difference(),
        forgotten=tuple(forgotten.values_list("address", flat=True)),
        done=done,
    )


def _nothing(taking_in: TakingIn) -> Undone:
    """What comes of undoing something that was undone before."""
    return Undone(
        address=taking_in.address,
        plan=None,
        file=taking_in.source.name,
        kind=taking_in.kind,
        withdrawn=None,
        stands=Version.objects.filter(document__address=taking_in.address, pk=models.F("document__current"))
        .values_list("number", flat=True)
        .first(),
    )


def _rows(version: Version) -> dict[str, int]:
    """How many rows of each table the version holds, without the tables that it has none of."""
    counted = {table.__name__: _count(table, version) for table in tables_of(version.kind)}
    return {name: count for name, count in counted.items() if count}


def _count(table: type[models.Model], version: Version) -> int:
    return table._default_manager.filter(version=version).count()


def _speaking(document: Document) -> int:
    """How many rows in force of other documents speak of this one."""
    return sum(
        table._default_manager.filter(IN_FORCE & ~Q(version__document=document), **{link: document}).count()
        for table, link in SPEAKING
    )


def _write(organization: Organization, found: _Found, by: Person, at: datetime) -> None:
    """Withdraw, stand the version before it, forget what nothing speaks of, and tell the history."""
    document = found.document
    TakingIn.objects.filter(pk__in=[one.pk for one in found.together]).update(undone_at=at, undone_by=by)
    if found.version is not None and document.current_id == found.version.pk:
        if found.stands is None:
            make_unknown(document)
        else:
            make_current(found.stands, organization)
    if not found.holds:
        Holding.objects.filter(organization=organization, document=document).update(held=False)
    Holding.objects.filter(organization=organization, document__in=found.silent).delete()
    nobody = ~Exists(Holding.objects.filter(document=OuterRef("pk")))
    Document.objects.filter(nobody, pk__in=found.silent, held=False).update(known=False)
    history.append(
        at=at,
        by=by.username,
        action=UNDO,
        address=document.address,
        data=_data(organization, found),
        organization=organization,
    )


def _data(organization: Organization, found: _Found) -> dict[str, object]:
    """What the history keeps of it; `verify` follows the takings-in that were undone and the version that stands."""
    return {
        "organization": organization.code,
        "file": found.together[0].source.name,
        "undone": [[one.number, one.source.sha256, one.reader, one.outcome, one.by.username] for one in found.together],
        "withdrawn": found.version.number if found.version else None,
        "stands": found.stands.number if found.stands else None,
        "held": found.holds,
        "forgotten": len(found.silent),
    }
