"""Reads a file of any known kind: chooses the reader by what the file is, and says so when none fits."""

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from throughline.engine.budgeting.records import Fascicle
from throughline.engine.findings import Finding, Sentence, Severity
from throughline.engine.iati.records import Publication
from throughline.engine.mandates.records import Document
from throughline.engine.unread import Unread
from throughline.readers.document import SourceText, Unreadable, View, bytes_of, read_source
from throughline.readers.document.limits import MAX_FILE_BYTES
from throughline.readers.iati import is_iati, read_iati
from throughline.readers.programme_budget import is_programme_budget, read_programme_budget
from throughline.readers.resolution import read_resolution
from throughline.readers.tracked import tracked_lines


class Format(StrEnum):
    """Which reader is asked for; `auto` lets the document decide. One reader serves resolutions and reports.

    A file of IATI tells itself by its outermost element, whatever reader is asked for.
    """

    AUTO = "auto"
    RESOLUTION = "resolution"
    PROGRAMME_BUDGET = "programme-budget"
    REPORT = "report"


Parsed = Document | Fascicle | Publication | Unread


def read_any(path: Path, wanted: Format = Format.AUTO) -> Parsed:
    """The record of one file; a file that cannot be read gives `Unread` with a finding, never an exception.

    Cost: one pass over the file for its text, one over its lines for the record.
    """
    try:
        data = bytes_of(path)
        if is_iati(data):
            return read_iati(data, str(path))
        return _with_views(wanted, lambda view: read_source(data, str(path), view=view))
    except Exception as fault:
        return Unread(str(path), digest_of(path), None, (_reason(str(path), fault),))


def read_data(data: bytes, name: str, wanted: Format = Format.AUTO) -> Parsed:
    """The record of the bytes of a file called `name`, as `read_any` gives it of a path."""
    try:
        if is_iati(data):
            return read_iati(data, name)
        return _with_views(wanted, lambda view: read_source(data, name, view=view))
    except Exception as fault:
        return Unread(name, sha256(data).hexdigest(), None, (_reason(name, fault),))


def _with_views(wanted: Format, read: Callable[[View], SourceText]) -> Document | Fascicle:
    """The record with all three views of a document that keeps tracked changes; it is read twice more for them."""
    source = read(View.PROPOSED)
    record = read_text(source, wanted)
    if not source.tracked or isinstance(record, Fascicle):
        return record
    views = {View.ADOPTED: read(View.ADOPTED), View.PROPOSED: source, View.MARKED: read(View.MARKED)}
    return replace(record, tracked=tracked_lines(views))


def _reason(name: str, fault: Exception) -> Finding:
    """Why a file was not read: it has something wrong, or the reader failed on it.

    One file that a reader fails on must not keep the others from being read; the fault is said, not hidden.
    """
    if isinstance(fault, Unreadable):
        return fault.finding
    if isinstance(fault, MemoryError):
        message = Sentence(
            "%(file)s takes more memory to read than is given: split it, or save it without pictures.", file=name
        )
        return Finding("DOC-MEMORY", Severity.ERROR, name, message)
    message = Sentence(
        "%(path)s: the reader failed on it (%(kind)s). Report it with the file; nothing of it was taken.",
        path=name,
        kind=type(fault).__name__,
    )
    return Finding("DOC-FAULT", Severity.ERROR, name, message)


def read_text(source: SourceText, wanted: Format = Format.AUTO) -> Document | Fascicle:
    """The record of a document whose text is there already."""
    if wanted is Format.PROGRAMME_BUDGET or (wanted is Format.AUTO and is_programme_budget(source) >= 0.5):
        return read_programme_budget(source)
    return read_resolution(source)


def digest_of(path: Path) -> str | None:
    """The SHA-256 of a file's bytes as 64 digits; None where it is no file that can be read, or one too large."""
    try:
        if not path.is_file() or path.stat().st_size > MAX_FILE_BYTES:
            return None
        return sha256(path.read_bytes()).hexdigest()
    except (OSError, ValueError):
        return None
