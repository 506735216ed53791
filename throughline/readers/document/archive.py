"""A zip archive from anywhere: opened within limits, its parts read by name, nothing inside it opened further."""

import zipfile
import zlib
from io import BytesIO

from throughline.engine.findings import Sentence
from throughline.readers.document.limits import (
    MAX_PART_BYTES,
    MAX_PART_RATIO,
    MAX_ZIP_ENTRIES,
    MAX_ZIP_TOTAL_BYTES,
    RATIO_FREE_BYTES,
    refusal,
)
from throughline.readers.document.records import Unreadable


class Archive:
    """The parts of a zip file by name; every read is bounded, whatever the archive says of itself."""

    __slots__ = ("_entries", "_zip", "file")

    def __init__(self, data: bytes, file: str) -> None:
        """Raises `Unreadable`: `DOC-TRUNCATED` (no directory at the end) or `DOC-BOMB` (too many, too much)."""
        self.file = file
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, EOFError, OSError) as error:
            raise _cut(file, str(error)) from error
        if len(entries) > MAX_ZIP_ENTRIES or sum(entry.file_size for entry in entries) > MAX_ZIP_TOTAL_BYTES:
            raise _bomb(file)
        self._entries = {entry.filename: entry for entry in entries}

    def __contains__(self, part: str) -> bool:
        return part in self._entries

    def names(self) -> tuple[str, ...]:
        """The names of the parts, in the order of the directory."""
        return tuple(self._entries)

    def read(self, part: str) -> bytes:
        """The bytes of a part that is there; refuses what is too large, packed too densely, locked or damaged."""
        entry = self._entries[part]
        if entry.flag_bits & 0x1:
            message = Sentence(
                "%(file)s is locked with a password: remove the password, save and read it again.", file=self.file
            )
            raise refusal("DOC-ENCRYPTED", self.file, message)
        ratio = entry.file_size / max(entry.compress_size, 1)
        if entry.file_size > MAX_PART_BYTES or (entry.file_size > RATIO_FREE_BYTES and ratio > MAX_PART_RATIO):
            raise _bomb(self.file)
        try:
            with self._zip.open(entry) as stream:
                data = stream.read(MAX_PART_BYTES + 1)
        except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, EOFError, OSError) as error:
            raise _cut(self.file, f"{part}: {error}") from error
        if len(data) > MAX_PART_BYTES:
            raise _bomb(self.file)
        return data


def _cut(file: str, reason: str) -> Unreadable:
    message = Sentence(
        "%(file)s is damaged or was cut short (%(reason)s): get it anew from its source.",
        file=file,
        reason=reason[:200],
    )
    return refusal("DOC-TRUNCATED", file, message)


def _bomb(file: str) -> Unreadable:
    message = Sentence(
        "%(file)s unpacks to far more than a document holds: it is not read; check where it came from.", file=file
    )
    return refusal("DOC-BOMB", file, message)
