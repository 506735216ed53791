"""What a file is, told by its first bytes and not by its name."""

import re
from pathlib import PurePath

_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_TAG = re.compile(rb"\s*<[a-z!?][^<]{0,2000}>", re.I)
_XML = re.compile(rb"\s*<\?xml\b", re.I)
_AKN_ROOT = re.compile(rb"<(?:[\w.-]{1,30}:)?akomaNtoso\b")

_EXTENSIONS = {
    "txt": {"txt", "text", "md"},
    "docx": {"docx", "docm", "dotx", "dotm"},
    "doc": {"doc", "dot"},
    "pdf": {"pdf"},
    "html": {"html", "htm", "xhtml"},
    "akn": {"akn", "xml"},
    "xml": {"xml"},
    "xlsx": {"xlsx", "xlsm"},
    "csv": {"csv", "tsv"},
}
_KNOWN = frozenset(extension for extensions in _EXTENSIONS.values() for extension in extensions)


def extension_of(name: str) -> str:
    """The extension of a file's name in small letters, without the dot."""
    return PurePath(name).suffix.removeprefix(".").lower()


def is_misnamed(kind: str, name: str) -> bool:
    """Whether the name's extension stands for another format than the one found; unknown extensions tell nothing."""
    extension = extension_of(name)
    return extension in _KNOWN and extension not in _EXTENSIONS.get(kind, _KNOWN)


def kind_of(data: bytes, name: str) -> str:
    """One of `docx`-like `zip`, `ole`, `pdf`, `html`, `akn`, `xml`, `rtf`, `wordperfect`, `csv`, `txt`."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return "zip"
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "ole"
    if b"%PDF-" in data[:1024] and not data[:1024].lstrip().startswith(b"<"):
        return "pdf"
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith(b"\xffWPC"):
        return "wordperfect"
    return _text_kind(data, name)


def _text_kind(data: bytes, name: str) -> str:
    head = data[:8192].removeprefix(b"\xef\xbb\xbf")
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", errors="replace").encode("utf-8", errors="replace")
    if _AKN_ROOT.search(head) and head.lstrip().startswith(b"<"):
        return "akn"
    if _HTML.match(head):
        return "html"
    if _XML.match(head):
        return "xml"
    extension = extension_of(name)
    if extension in _EXTENSIONS["html"] and _TAG.match(head):
        return "html"
    return "csv" if extension in _EXTENSIONS["csv"] else "txt"
