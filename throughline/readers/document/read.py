"""Reads the bytes of one file into its source text, whatever the format."""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from throughline.engine.findings import Finding, Sentence, Severity
from throughline.readers.document.akn import read_akn
from throughline.readers.document.archive import Archive
from throughline.readers.document.docx import read_docx
from throughline.readers.document.html import read_html
from throughline.readers.document.kinds import is_misnamed, kind_of
from throughline.readers.document.limits import MAX_FILE_BYTES, refusal
from throughline.readers.document.pdf import read_pdf
from throughline.readers.document.records import SourceText, Unreadable, View
from throughline.readers.document.text import decode, lines_of

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORD = "WordDocument".encode("utf-16-le")
_WORKBOOKS = ("Workbook".encode("utf-16-le"), b"B\0o\0o\0k\0\0\0")


def read_file(path: Path, *, view: View = View.PROPOSED) -> SourceText:
    """The source text of the file at `path`. Raises `Unreadable` as `bytes_of` and `read_source` do."""
    return read_source(bytes_of(path), str(path), view=view)


def bytes_of(path: Path) -> bytes:
    """The bytes of the file at `path`. Raises `Unreadable`: `DOC-MISSING`, `DOC-FOLDER`, `DOC-SIZE`."""
    name = str(path)
    try:
        if path.is_dir():
            raise refusal(
                "DOC-FOLDER",
                name,
                Sentence("%(name)s is a folder: name the files in it, for instance %(name)s/*.docx.", name=name),
            )
        if path.exists() and not path.is_file():
            raise refusal(
                "DOC-MISSING", name, Sentence("%(name)s is not a file that can be read: name a file.", name=name)
            )
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            message = Sentence(
                "%(name)s takes %(size)s bytes, more than %(most)s: split it or save it without pictures.",
                name=name,
                size=f"{size:,}",
                most=f"{MAX_FILE_BYTES:,}",
            )
            raise refusal("DOC-SIZE", name, message)
        return path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise refusal(
            "DOC-MISSING",
            name,
            Sentence(
                "%(name)s cannot be opened (%(reason)s): check the name and your rights to it.",
                name=name,
                reason=reason,
            ),
        ) from error


def read_source(data: bytes, name: str, *, view: View = View.PROPOSED) -> SourceText:
    """The source text in the bytes of a file called `name`; `view` tells which side of tracked changes is read.

    The format is told by the bytes; a name that says otherwise gives `DOC-EXTENSION`. One pass over the bytes.
    Raises `Unreadable` with one finding where there is no document to read.
    """
    if len(data) > MAX_FILE_BYTES:
        raise refusal(
            "DOC-SIZE",
            name,
            Sentence(
                "%(name)s takes %(size)s bytes, more than %(most)s: split it.",
                name=name,
                size=f"{len(data):,}",
                most=f"{MAX_FILE_BYTES:,}",
            ),
        )
    if not data.strip(b"\0 \t\r\n"):
        raise refusal("DOC-EMPTY", name, Sentence("%(name)s is empty: get it anew from its source.", name=name))
    try:
        source = _read(data, name, view)
    except RecursionError:
        message = Sentence(
            "%(name)s is nested too deeply to be read: save it anew from the program that made it.", name=name
        )
        raise refusal("DOC-DEPTH", name, message) from None
    if is_misnamed(source.format, name):
        message = Sentence(
            "%(name)s is a %(format)s file by its content and was read as one: rename it.",
            name=name,
            format=source.format,
        )
        finding = Finding("DOC-EXTENSION", Severity.INFO, name, message)
        source = replace(source, findings=(finding, *source.findings))
    return source


def _read(data: bytes, name: str, view: View) -> SourceText:
    kind = kind_of(data, name)
    if kind == "zip":
        return _read_zip(data, name, view)
    if kind == "akn":
        return read_akn(data, name, sha256(data).hexdigest(), view)
    if kind == "pdf":
        return read_pdf(data, name, sha256(data).hexdigest())
    if kind == "html":
        return read_html(data, name, sha256(data).hexdigest(), view)
    if kind == "txt":
        return _read_text(data, name)
    if kind == "ole":
        raise _ole(data, name)
    if kind == "csv":
        raise _spreadsheet(name)
    raise refusal(
        "DOC-FORMAT",
        name,
        Sentence(
            "%(name)s is a %(kind)s file, which is not read: save it as docx and read that.", name=name, kind=kind
        ),
    )


def _read_text(data: bytes, name: str) -> SourceText:
    text, findings = decode(data, name)
    return SourceText(name, sha256(data).hexdigest(), "txt", text, lines_of(text, name), findings=findings)


def _read_zip(data: bytes, name: str, view: View) -> SourceText:
    archive = Archive(data, name)
    if "xl/workbook.xml" in archive or "xl/workbook.bin" in archive:
        raise _spreadsheet(name)
    if "word/document.xml" in archive or "[Content_Types].xml" in archive:
        return read_docx(archive, sha256(data).hexdigest(), view)
    raise refusal(
        "DOC-FORMAT",
        name,
        Sentence("%(name)s is a zip archive and no document: unpack it and name the files in it.", name=name),
    )


def _ole(data: bytes, name: str) -> Unreadable:
    if _ENCRYPTED in data:
        message = Sentence(
            "%(name)s is locked with a password: remove the password, save and read it again.", name=name
        )
        return refusal("DOC-ENCRYPTED", name, message)
    if _WORD in data:
        message = Sentence(
            "%(name)s is a binary Word document of before 2007: open it, save it as docx and read that.", name=name
        )
        return refusal("DOC-BINARY-DOC", name, message)
    if any(book in data for book in _WORKBOOKS):
        return _spreadsheet(name)
    return refusal(
        "DOC-FORMAT",
        name,
        Sentence("%(name)s is a binary Office file, which is not read: save it as docx and read that.", name=name),
    )


def _spreadsheet(name: str) -> Unreadable:
    message = Sentence(
        "%(name)s is a table (xlsx, xls or csv), not a document: hand it in where workbooks or ledgers are read.",
        name=name,
    )
    return refusal("DOC-SPREADSHEET", name, message)
