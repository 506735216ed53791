"""Plain text: decoded, cut into lines, nothing changed."""

import re

from throughline.engine.findings import Finding, Sentence, Severity
from throughline.readers.document.draft import too_long
from throughline.readers.document.limits import MAX_LINES, MAX_TEXT_CHARACTERS, refusal
from throughline.readers.document.records import Line

_LINE_END = re.compile("\r\n|[\n\r\f\v\u2028\u2029]")
_BINARY = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_SAMPLE = 4096


def decode(data: bytes, file: str) -> tuple[str, tuple[Finding, ...]]:
    """The text in `data` and what is doubtful about it: byte order marks first, then UTF-8, then Windows-1252.

    Raises `Unreadable` (`DOC-FORMAT`) where the bytes are no text.
    """
    findings: list[Finding] = []
    text, doubt = _decoded(data, file)
    if doubt:
        findings.append(Finding("DOC-ENCODING", Severity.WARNING, file, doubt))
    zeros = text.count("\0")
    head = text[:_SAMPLE]
    if (zeros + len(_BINARY.findall(head))) > max(8, len(head) // 10):
        raise refusal(
            "DOC-FORMAT",
            file,
            Sentence("%(file)s holds bytes that are no text: hand in a docx, pdf, html, xml or text file.", file=file),
        )
    if zeros:
        message = Sentence(
            "%(file)s holds %(zeros)s zero bytes, read as spaces: check that the file is whole.", file=file, zeros=zeros
        )
        findings.append(Finding("DOC-NUL", Severity.WARNING, file, message))
        text = text.replace("\0", " ")
    return text, tuple(findings)


def _decoded(data: bytes, file: str) -> tuple[str, str]:
    """The text and, where it is doubtful, a sentence about it."""
    encoding, length = _marked(data)
    if encoding != "utf-8":
        text = data[length:].decode(encoding, errors="replace")
        doubt = Sentence(
            "%(file)s holds characters that cannot be decoded, shown as %(sign)s: save it as UTF-8.",
            file=file,
            sign="\ufffd",
        )
        return text, doubt if "\ufffd" in text else ""
    body = data[length:]
    try:
        return body.decode("utf-8"), ""
    except UnicodeDecodeError:
        pass
    text = body.decode("utf-8", errors="replace")
    wrong = text.count("\ufffd")
    if wrong * 4 <= sum(1 for byte in body if byte >= 0xC2) and _has_utf8(text):
        return text, Sentence(
            "%(file)s holds %(wrong)s characters that are not UTF-8, shown as %(sign)s: save it as UTF-8.",
            file=file,
            wrong=wrong,
            sign="\ufffd",
        )
    doubt = Sentence("%(file)s is not UTF-8 and was read as Windows-1252: save it as UTF-8.", file=file)
    return body.decode("cp1252", errors="replace"), doubt


def _has_utf8(text: str) -> bool:
    return any("\x80" <= character != "\ufffd" for character in text)


def _marked(data: bytes) -> tuple[str, int]:
    """The encoding that the first bytes tell, and how many of them are a byte order mark."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding, len(mark)
    sample = data[:_SAMPLE]
    if len(sample) >= 4:
        even, odd = sample[::2].count(0), sample[1::2].count(0)
        if odd * 5 > len(sample) and even * 20 < len(sample):
            return "utf-16-le", 0
        if even * 5 > len(sample) and odd * 20 < len(sample):
            return "utf-16-be", 0
    return "utf-8", 0


def lines_of(text: str, file: str) -> tuple[Line, ...]:
    """A line for every printed line, blank ones too; form feeds begin a page. Linear in the text."""
    if len(text) > MAX_TEXT_CHARACTERS:
        raise too_long(file)
    paged = "\f" in text
    page = 1 if paged else None
    lines: list[Line] = []
    start = 0
    for match in _LINE_END.finditer(text):
        lines.append(_line(text, start, match.start(), page))
        start = match.end()
        if page is not None and match.group() == "\f":
            page += 1
        if len(lines) > MAX_LINES:
            raise too_long(file)
    if start < len(text):
        lines.append(_line(text, start, len(text), page))
    return tuple(lines)


def _line(text: str, start: int, end: int, page: int | None) -> Line:
    words = text[start:end]
    return Line(words, start, end, page=page, indent=len(words) - len(words.lstrip()))
