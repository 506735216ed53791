"""Actions on dropped files: drop, keep what was read, accept or leave, take in, and clean up."""

import secrets
from collections.abc import Collection
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from throughline.engine.errors import Refused
from throughline.engine.findings import Sentence, Severity
from throughline.engine.unread import Unread
from throughline.store import history
from throughline.store.findings import parts_of
from throughline.store.organizations import Organization
from throughline.store.people import Person
from throughline.store.reading import places
from throughline.store.reading.reads import workers_alive
from throughline.store.reading.tables import (
    ACCEPTED,
    BEING_READ,
    LEFT,
    OPEN,
    READ,
    TAKEN,
    WAITING,
    WRONG,
    Batch,
    DroppedFile,
    Worker,
)
from throughline.store.rights import EDIT, require
from throughline.store.rows import storable, storable_json
from throughline.store.taking_in import TakenIn, preview, take_in
from throughline.store.taking_in.contents import Readable

# How long dropped files wait for somebody to decide.
KEPT = timedelta(days=7)
# How many texts, addresses and findings a preview shows of one file.
SHOWN = 200
_CODE = "abcdefghjkmnpqrstuvwxyz23456789"


def open_batch(*, by: Person, organization: Organization) -> Batch:
    """A new batch without files yet. Raises `Refused` where the person may not edit the whole record."""
    require(by, EDIT, organization)
    code = "".join(secrets.choice(_CODE) for _ in range(12))
    return Batch.objects.create(organization=organization, code=code, by=by, at=datetime.now(UTC))


def drop(*, by: Person, batch: Batch, name: str, size: int, sha256: str, came: Path) -> DroppedFile:
    """Put a file that came in whole (it lies at `came`) into a batch, to be read. Raises `Refused`."""
    with transaction.atomic():
        file = _add(by, batch, name, size, state=WAITING, sha256=sha256)
        places.keep(file, came)
    return file


def drop_refused(*, by: Person, batch: Batch, name: str, size: int, said: str) -> DroppedFile:
    """Note a file of which nothing was kept, with the reason. Raises `Refused`."""
    return _add(by, batch, name, size, state=WRONG, **_told(said))


def _add(by: Person, batch: Batch, name: str, size: int, **values: Any) -> DroppedFile:
    require(by, EDIT, batch.organization)
    with transaction.atomic():
        Batch.objects.select_for_update().get(pk=batch.pk)
        last = batch.files.aggregate(last=Max("position"))["last"] or 0
        if last >= settings.DROPPED_FILES:
            raise Refused(f"A batch holds {settings.DROPPED_FILES} files: drop the others into another one.")
        return DroppedFile.objects.create(
            batch=batch, position=last + 1, name=storable(name[:300]), size=size, **values
        )


def next_to_read(*, batch: Batch, worker: str) -> DroppedFile | None:
    """The next file of the batch to be read, claimed for this worker; what a worker that is gone had claimed, anew."""
    alive = workers_alive().values("name")
    batch.files.filter(state=BEING_READ).exclude(worker__in=alive).update(state=WAITING, worker="")
    for file in (
        batch.files.filter(state=WAITING).select_related("batch__organization", "batch__by").order_by("position")
    ):
        if DroppedFile.objects.filter(pk=file.pk, state=WAITING).update(state=BEING_READ, worker=worker):
            return file
    return None


def keep_reading(*, file: DroppedFile, record: Readable | Unread, reader: str) -> None:
    """Keep what was read in a file, and what taking it in would do; a file that could not be read is wrong."""
    if isinstance(record, Unread):
        _update(file, BEING_READ, state=WRONG, reader=reader, **_told(record.findings[0].message))
        places.remove(file)
        return
    batch = file.batch
    try:
        seen = preview(records=record, reader=reader, organization=batch.organization.code, by=batch.by)
    except Refused as reason:
        _update(file, BEING_READ, state=WRONG, reader=reader, **_told(str(reason)))
        places.remove(file)
        return
    _update(file, BEING_READ, state=READ, reader=reader, preview=_preview(seen), **_outline(seen))


def _update(file: DroppedFile, found: str, **values: Any) -> None:
    """Change a file that is `found` in the state that it is thought to be in."""
    DroppedFile.objects.filter(pk=file.pk, state=found).update(**values)


def _told(message: str) -> dict[str, Any]:
    """The columns of the one line on what is wrong with a file."""
    return {"said": storable(message), "parts": parts_of(message), "preview": {}}


def _outline(seen: TakenIn) -> dict[str, Any]:
    """What a list shows of a file that was read."""
    differs = asdict(seen.difference)
    grave = {severity.value: sum(one.severity is severity for one in seen.findings) for severity in Severity}
    counts = {
        "rows": {name: count for name, count in seen.rows.items() if count},
        "difference": {name: len(what) for name, what in differs.items() if what},
        "findings": {name: count for name, count in grave.items() if count},
        "unknown": len(seen.unknown),
    }
    return {
        "outcome": seen.outcome,
        "address": seen.address,
        "plan": seen.plan or "",
        "kind": seen.kind,
        "version": seen.version,
        "counts": counts,
    }


def _preview(seen: TakenIn) -> dict[str, Any]:
    """What the page of one file shows besides: the first of everything that differs and that is wrong."""
    gravity = list(Severity)
    found = sorted(seen.findings, key=lambda one: gravity.index(one.severity))[:SHOWN]
    preview: dict[str, Any] = storable_json(
        {
            "difference": {name: what[:SHOWN] for name, what in asdict(seen.difference).items()},
            "unknown": seen.unknown[:SHOWN],
            "findings": [
                [one.code, one.severity.value, one.where, one.message, parts_of(one.message)] for one in found
            ],
        }
    )
    return preview


def accept(*, by: Person, batch: Batch, positions: Collection[int] | None = None) -> int:
    """Let files that were read be taken in, all of them without `positions`; how many. Raises `Refused`."""
    require(by, EDIT, batch.organization)
    found = batch.files.filter(state=READ)
    if positions is not None:
        found = found.filter(position__in=positions)
    return found.update(state=ACCEPTED, decided_by=by)


def leave(*, by: Person, batch: Batch, positions: Collection[int] | None = None) -> int:
    """Leave files of a batch, all that are not taken in without `positions`; how many. Raises `Refused`."""
    require(by, EDIT, batch.organization)
    found = batch.files.filter(state__in=(WAITING, READ))
    if positions is not None:
        found = found.filter(position__in=positions)
    with transaction.atomic():
        files = list(found.select_related("batch").select_for_update(of=("self",)))
        DroppedFile.objects.filter(pk__in=[one.pk for one in files]).update(state=LEFT, preview={}, decided_by=by)
    for one in files:
        places.remove(one)
    return len(files)


def next_to_take(*, batch: Batch) -> DroppedFile | None:
    """The next file of the batch that was accepted."""
    found = batch.files.filter(state=ACCEPTED).select_related("batch__organization", "decided_by")
    return found.order_by("position").first()


def take_in_dropped(*, file: DroppedFile, record: Readable, reader: str) -> bool:
    """Take an accepted file in, for whoever accepted it: record and state together, or neither.

    Where the record does not allow it the file is wrong, with the reason. False where somebody else was at it first.
    """
    by = file.decided_by
    assert by is not None
    try:
        with transaction.atomic():
            history.lock_writing()
            if not DroppedFile.objects.filter(pk=file.pk, state=ACCEPTED).exists():
                return False
            code = file.batch.organization.code
            taken = take_in(records=record, by=by, reader=reader, organization=code, size=file.size)
            _update(file, ACCEPTED, state=TAKEN, preview={}, **_outline(taken))
            Batch.objects.filter(pk=file.batch_id).update(checks_due=True)
    except Refused as reason:
        _update(file, ACCEPTED, state=WRONG, **_told(str(reason)))
    places.remove(file)
    return True


def lose(*, file: DroppedFile) -> None:
    """A file whose bytes are not there any more: nothing of it can be taken in."""
    told = _told(Sentence("%(file)s is not there any more: drop it again.", file=file.name))
    DroppedFile.objects.filter(pk=file.pk, state__in=OPEN).update(state=WRONG, **told)


def read_anew(*, file: DroppedFile) -> None:
    """Let an accepted file be read again: other readers have come since."""
    _update(file, ACCEPTED, state=WAITING, preview={})


def note_checked(*, batch: Batch) -> None:
    """The checks over the record have run since the last file of the batch was taken in."""
    Batch.objects.filter(pk=batch.pk).update(checks_due=False)


def clean_up(*, now: datetime) -> int:
    """Throw away batches that nobody decided on in time, and files that never came whole; how many batches."""
    old = list(Batch.objects.filter(at__lt=now - KEPT))
    for batch in old:
        batch.delete()
        places.remove_batch(batch)
    places.remove_given_up()
    Worker.objects.filter(seen__lt=now - KEPT).delete()
    return len(old)


def note_alive(*, worker: str, now: datetime) -> None:
    """A worker is alive. One statement."""
    Worker.objects.update_or_create(name=worker, defaults={"seen": now})


def note_gone(*, worker: str) -> None:
    """A worker has ended."""
    Worker.objects.filter(name=worker).delete()
