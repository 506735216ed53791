"""Reads resolutions, decisions, statements and reports: from a source text to the document with its acts."""

from throughline.engine.mandates.records import Citation, Document, Paragraph
from throughline.readers.document.records import SourceText
from throughline.readers.resolution.acts import acts_of
from throughline.readers.resolution.citations import citations_of
from throughline.readers.resolution.mentions import mentions_of
from throughline.readers.resolution.records import RawParagraph, Reading
from throughline.readers.resolution.structure import read_structure, recognise_source

__all__ = ["read_resolution", "recognise"]


def recognise(source: SourceText) -> tuple[str, str, float]:
    """The kind of a paper ("resolution", "report" ...), its house style, and how sure that is, from 0 to 1."""
    found = recognise_source(source)
    return found.kind, found.profile, found.confidence


def read_resolution(source: SourceText) -> Document:
    """The document in a source text: masthead, paragraphs with acts and citations, or a report's mentions.

    Wrong data becomes findings of the document; what no rule claimed is listed in `unclaimed`.
    """
    reading = read_structure(source)
    mentions, references = mentions_of(reading) if reading.kind == "report" else ((), ())
    return Document(
        kind=reading.kind,
        file=source.file,
        sha256=source.sha256,
        format=source.format,
        masthead=reading.masthead,
        paragraphs=_paragraphs(reading),
        notes=reading.notes,
        mentions=mentions,
        references=references,
        findings=(*source.findings, *reading.findings),
        unclaimed=reading.unclaimed,
    )


def _paragraphs(reading: Reading) -> tuple[Paragraph, ...]:
    """The paragraphs with their acts; those of a report cite, and ask nothing."""
    citations: tuple[tuple[Citation, ...], ...] = citations_of(reading)
    if reading.kind == "report":
        return tuple(_plain(raw, cited) for raw, cited in zip(reading.paragraphs, citations, strict=True))
    acts = acts_of(reading)
    return tuple(
        Paragraph(
            id=raw.id,
            kind=raw.kind,
            number=raw.number,
            level=raw.level,
            parent=raw.parent,
            verb=raw.verb,
            text=raw.text,
            span=raw.span,
            acts=done,
            citations=cited,
            notes=tuple(mark.mark for mark in raw.marks),
        )
        for raw, done, cited in zip(reading.paragraphs, acts, citations, strict=True)
    )


def _plain(raw: RawParagraph, cited: tuple[Citation, ...]) -> Paragraph:
    return Paragraph(
        id=raw.id,
        kind=raw.kind,
        number=raw.number,
        level=raw.level,
        parent=raw.parent,
        verb=None,
        text=raw.text,
        span=raw.span,
        citations=cited,
        notes=tuple(mark.mark for mark in raw.marks),
    )
