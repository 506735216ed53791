"""A whole pdf: its paragraphs page by page, then the running heads, feet and notes of each page."""

from collections.abc import Iterator

from throughline.engine.findings import Finding, Sentence, Severity
from throughline.readers.document.draft import Draft, Place
from throughline.readers.document.emphasis import NOTE, SUPERSCRIPT, emphasis_of
from throughline.readers.document.limits import refusal
from throughline.readers.document.pdf.characters import Page, pages_of
from throughline.readers.document.pdf.layout import Printed, Sorted, sorted_pages
from throughline.readers.document.pdf.paragraphs import joined, paragraphs_of, words_of
from throughline.readers.document.records import SourceText

_UNKNOWN_SHARE = 0.3


def read_pdf(data: bytes, name: str, sha256: str) -> SourceText:
    """The source text of a pdf; `indent` is the left edge in twentieths of a point.

    Raises `Unreadable`: `DOC-NO-TEXT` where there are pictures of text only, and what `pages_of` raises.
    """
    pages = pages_of(data, name)
    _refuse_pictures(pages, name)
    draft = Draft(name)
    _write(sorted_pages(pages), draft)
    return SourceText(
        file=name,
        sha256=sha256,
        format="pdf",
        text=draft.text(),
        lines=tuple(draft.lines),
        notes=draft.notes,
        findings=tuple(_findings(pages, name)),
    )


def _write(pages: list[Sorted], draft: Draft) -> None:
    body = [line for page in pages for line in page.body]
    words = words_of(body)
    marks = {mark for page in pages for line in page.notes if (mark := line.mark)}
    paragraphs = paragraphs_of(body)
    position = 0
    for page in pages:
        while position < len(paragraphs) and paragraphs[position].page <= page.page:
            _put(draft, paragraphs[position].lines, Place(page=page.page), words, marks)
            position += 1
        for part, lines in (("header", page.heads), ("footer", page.feet)):
            for line in lines:
                _put(draft, [line], Place(part, page=page.page), words, marks)
        for mark, note in _notes(page.notes):
            _put(draft, note, Place("footnote", mark=mark, page=page.page), words, marks)


def _notes(lines: list[Printed]) -> Iterator[tuple[str, list[Printed]]]:
    """The notes of a page as (mark, lines); a line without a mark carries the note before it on."""
    mark, note = "", list[Printed]()
    for line in lines:
        if line.mark:
            if note:
                yield mark, note
            mark, note = line.mark, []
            line = Printed(line.x0, line.x1, line.y, line.size, line.page, line.without_mark())
        note.append(line)
    if note:
        yield mark, note


def _put(draft: Draft, lines: list[Printed], place: Place, words: frozenset[str], marks: set[str]) -> None:
    pieces = [
        (text, flags | NOTE if flags & SUPERSCRIPT and text.strip() in marks else flags)
        for text, flags in joined(lines, words)
    ]
    text = "".join(text for text, _ in pieces)
    if text.strip():
        draft.put(text, place, emphasis=emphasis_of(pieces), indent=round(lines[0].x0 * 20))


def _refuse_pictures(pages: list[Page], name: str) -> None:
    text = "".join(run.text for page in pages for run in page.runs)
    letters = sum(1 for character in text if not character.isspace())
    unknown = sum(1 for character in text if character == "\ufffd" or "\ue000" <= character <= "\uf8ff")
    if not letters or unknown > letters * _UNKNOWN_SHARE:
        message = Sentence(
            "%(name)s holds no text that can be read, only pictures of it: get the document as docx, "
            "or run character recognition over it and read that.",
            name=name,
        )
        raise refusal("DOC-NO-TEXT", name, message)


def _findings(pages: list[Page], name: str) -> Iterator[Finding]:
    silent = [str(page.number) for page in pages if page.has_pictures]
    if silent:
        numbers = ", ".join(silent[:20])
        message = Sentence(
            "%(name)s: page %(numbers)s holds a picture and no text, and is not read: check what it shows.",
            name=name,
            numbers=numbers,
        )
        yield Finding("DOC-PICTURE", Severity.WARNING, f"page {silent[0]}", message)
