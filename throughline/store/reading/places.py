"""Where dropped files lie: below THROUGHLINE_DATA, each batch in a folder of its own, and how much they take."""

import secrets
import shutil
import time
from pathlib import Path
from stat import S_ISREG

from django.conf import settings

from throughline.store.reading.tables import Batch, DroppedFile

# Seconds after which a file that is still coming in has been given up by whoever sent it.
GIVEN_UP = 86_400


def folder() -> Path:
    """The folder of everything that was dropped."""
    return Path(settings.DATA) / "dropped"


def incoming() -> Path:
    """A new place for a file that is just coming in."""
    place = folder() / "incoming"
    place.mkdir(parents=True, exist_ok=True)
    return place / secrets.token_hex(16)


def bytes_of(file: DroppedFile) -> Path:
    """Where the bytes of a file lie."""
    return _of(file.batch) / f"{file.position}.bytes"


def record_of(file: DroppedFile) -> Path:
    """Where the record that was read in it lies, packed."""
    return _of(file.batch) / f"{file.position}.json"


def keep(file: DroppedFile, came: Path) -> None:
    """Put the bytes that came in where the file has them."""
    place = bytes_of(file)
    place.parent.mkdir(parents=True, exist_ok=True)
    came.replace(place)


def remove(file: DroppedFile) -> None:
    """Remove bytes and record of a file, if they are there."""
    bytes_of(file).unlink(missing_ok=True)
    record_of(file).unlink(missing_ok=True)


def remove_batch(batch: Batch) -> None:
    """Remove everything of a batch."""
    shutil.rmtree(_of(batch), ignore_errors=True)


def remove_given_up() -> None:
    """Remove files that began to come in long ago and never came whole, and folders of batches that are not there."""
    old = time.time() - GIVEN_UP
    for path in (folder() / "incoming").glob("*"):
        if path.stat().st_mtime < old:
            path.unlink(missing_ok=True)
    known = set(Batch.objects.values_list("code", flat=True))
    for path in folder().glob("*"):
        if path.name not in known and path.name != "incoming" and path.stat().st_mtime < old:
            shutil.rmtree(path, ignore_errors=True)


def room() -> int:
    """How many bytes may still be dropped: what the setting leaves, and no more than half of what the disk has free."""
    place = folder()
    place.mkdir(parents=True, exist_ok=True)
    taken = sum(map(_size, place.rglob("*")))
    return max(0, min(settings.DROPPED_BYTES - taken, shutil.disk_usage(place).free // 2))


def _size(path: Path) -> int:
    """The bytes of a file; none of what the worker took away in the meantime."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return 0
    return found.st_size if S_ISREG(found.st_mode) else 0


def _of(batch: Batch) -> Path:
    return folder() / batch.code
