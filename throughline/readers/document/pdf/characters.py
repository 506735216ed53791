"""The characters of a pdf page with their places and fonts: the one module that speaks to pdfium."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Lock

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from throughline.engine.findings import Sentence
from throughline.readers.document.emphasis import BOLD, ITALIC
from throughline.readers.document.limits import MAX_PDF_PAGES, MAX_TEXT_CHARACTERS, refusal

PDFIUM = Lock()
"""Held while pdfium is used: it knows no threads."""

HYPHENS = ("\ufffe", "\u00ad", "\x02")
"""What pdfium gives for a hyphen at a line's end."""

_ITALIC_FONT = 1 << 6
_SAME_BASELINE = 0.6
_WIDTH = 0.5
_IMAGE = 3


@dataclass(slots=True)
class Run:
    """Characters in one row on one baseline: `x0`, `x1`, `y` in points from the page's lower left, `size` in points."""

    x0: float
    y: float
    size: float
    x1: float = 0.0
    pieces: list[tuple[str, int]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The characters."""
        return "".join([text for text, _ in self.pieces])

    def add(self, character: str, flags: int) -> None:
        """Adds a character at the end."""
        if self.pieces and self.pieces[-1][1] == flags:
            self.pieces[-1] = (self.pieces[-1][0] + character, flags)
        else:
            self.pieces.append((character, flags))


@dataclass(slots=True)
class Page:
    """A page: its number from 1, its size in points, its runs in the order of the file, and whether it has pictures."""

    number: int
    width: float
    height: float
    runs: list[Run]
    has_pictures: bool = False


def pages_of(data: bytes, name: str) -> list[Page]:
    """The pages of a pdf; linear in its characters, some five microseconds for each.

    Raises `Unreadable`: `DOC-ENCRYPTED`, `DOC-DAMAGED`, `DOC-SIZE`.
    """
    with PDFIUM:
        try:
            document = pdfium.PdfDocument(data)
        except (pdfium.PdfiumError, ValueError) as error:
            if "password" in str(error).lower():
                message = Sentence(
                    "%(name)s is locked with a password: remove the password, save and read it again.", name=name
                )
                raise refusal("DOC-ENCRYPTED", name, message) from None
            message = Sentence("%(name)s is damaged or was cut short: get it anew from its source.", name=name)
            raise refusal("DOC-DAMAGED", name, message) from None
        try:
            return list(_pages(document, name))
        finally:
            document.close()


def _pages(document: pdfium.PdfDocument, name: str) -> Iterator[Page]:
    count = len(document)
    if count > MAX_PDF_PAGES:
        message = Sentence(
            "%(name)s has %(count)s pages, more than %(most)s: split it.",
            name=name,
            count=f"{count:,}",
            most=f"{MAX_PDF_PAGES:,}",
        )
        raise refusal("DOC-SIZE", name, message)
    characters = 0
    for index in range(count):
        try:
            page = document[index]
        except pdfium.PdfiumError:
            yield Page(index + 1, 0, 0, [], True)
            continue
        text = page.get_textpage()
        characters += text.count_chars()
        if characters > MAX_TEXT_CHARACTERS:
            raise refusal(
                "DOC-SIZE",
                name,
                Sentence(
                    "%(name)s holds more than %(most)s characters: split it.",
                    name=name,
                    most=f"{MAX_TEXT_CHARACTERS:,}",
                ),
            )
        width, height = page.get_size()
        runs = _runs(text)
        pictures = not runs and next(page.get_objects(filter=[_IMAGE], max_depth=3), None) is not None
        yield Page(index + 1, width, height, runs, pictures)
        text.close()
        page.close()


def _runs(text: pdfium.PdfTextPage) -> list[Run]:
    """The runs of a page; a run ends where the baseline changes or the text goes back or leaps ahead."""
    x, y, font = ctypes.c_double(), ctypes.c_double(), ctypes.c_int()
    buffer = ctypes.create_string_buffer(128)
    runs: list[Run] = []
    current: Run | None = None
    flags, word_begins = 0, True
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        character = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
        if character in "\r\n":
            current, word_begins = None, True
            continue
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        size = raw.FPDFText_GetFontSize(text, index)
        if character.isspace():
            if current is not None:
                current.add(" ", flags)
            word_begins = True
            continue
        if current is None or not _continues(current, x.value, y.value, size):
            current = Run(x.value, y.value, size)
            runs.append(current)
            word_begins = True
        if word_begins or not character.isalnum():
            flags = _font_flags(raw.FPDFText_GetFontInfo(text, index, buffer, 128, font), buffer.value, font.value)
            word_begins = not character.isalnum()
        current.add(character, flags)
        current.x1 = x.value + size * _WIDTH
    return runs


def _continues(run: Run, x: float, y: float, size: float) -> bool:
    return abs(y - run.y) <= _SAME_BASELINE and run.x0 - 1 <= x and run.x1 - size <= x <= run.x1 + 3 * max(size, 4)


def _font_flags(length: int, name: bytes, descriptor: int) -> int:
    """Whether a font is italic or bold, told by its descriptor or its name."""
    named = name.lower() if length else b""
    italic = descriptor & _ITALIC_FONT or b"italic" in named or b"oblique" in named
    return (ITALIC if italic else 0) | (BOLD if b"bold" in named or b"black" in named else 0)
