"""Documents that Throughline wrote as Akoma Ntoso: every paragraph says its address, kind and level itself."""

import json
from urllib.parse import unquote

from throughline.engine.mandates.records import Masthead
from throughline.readers.document.akn import WRITTEN
from throughline.readers.document.records import Line, SourceText
from throughline.readers.resolution.records import NoteMark, RawParagraph, Reading


def is_written(source: SourceText) -> bool:
    """Whether the document says of itself what a reader would have to find out."""
    return source.properties.get("written_kind") is not None


def read_written(source: SourceText) -> Reading:
    """The structure of such a document, as it was when it was written."""
    properties = source.properties
    symbol = properties.get("symbol")
    notes = {line.mark: line.text for line in source.lines if line.part == "footnote" and line.mark}
    return Reading(
        kind=properties["written_kind"],
        masthead=Masthead(
            symbol=symbol,
            body=properties.get("body"),
            session=properties.get("session"),
            title=properties.get("title"),
            agenda_item=properties.get("agenda_item"),
            adopted=properties.get("adopted"),
            distributed=properties.get("distributed"),
            language=properties.get("written_language"),
            profile=properties.get("written_profile"),
        ),
        paragraphs=tuple(_paragraph(line, said, symbol or "") for line in source.lines if (said := _said(line))),
        notes=notes,
    )


def _said(line: Line) -> dict[str, str] | None:
    """What the element of a line says of it; None for a line that is no paragraph."""
    _, found, rest = line.style.rpartition(f"[{WRITTEN}")
    if not found or line.part != "body":
        return None
    said: dict[str, str] = json.loads(unquote(rest.partition("]")[0]))
    return said


def _paragraph(line: Line, said: dict[str, str], symbol: str) -> RawParagraph:
    dropped = {place for run in line.emphasis if run.kind == "note" for place in range(run.start, run.end)}
    kept = [place for place in range(len(line.text)) if place not in dropped]
    while kept and line.text[kept[-1]] == " ":
        kept.pop()
    text = "".join(line.text[place] for place in kept)
    italics = [(run.start, run.end) for run in line.emphasis if run.kind == "italic"]
    marks = [line.text[run.start : run.end] for run in line.emphasis if run.kind == "note"]
    verb = said.get("verb") or (line.text[slice(*italics[0])].strip() if italics else None)
    parent = said.get("parent")
    return RawParagraph(
        id=f"{symbol}#{said['fragment']}",
        kind=said["kind"],
        number=line.label or None,
        level=int(said["level"]),
        parent=f"{symbol}#{parent}" if parent else None,
        verb=verb,
        text=text,
        span=(line.start, line.end),
        offsets=tuple(line.start + place for place in kept),
        marks=tuple(NoteMark(mark, len(text)) for mark in marks),
        italics=tuple(italics),
    )
