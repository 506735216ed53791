"""Documents that Throughline wrote as Akoma Ntoso: every paragraph says its address, kind and level itself."""

import json
import re
from datetime import date
from urllib.parse import unquote

from throughline.engine.mandates.records import Masthead
from throughline.readers.document.akn import WRITTEN
from throughline.readers.document.records import Line, SourceText
from throughline.readers.resolution.records import NoteMark, RawParagraph, Reading

# What may be believed of a file that says that it was written here: anybody can write so.
KINDS = ("resolution", "decision", "presidential statement", "recommendation", "report")
OF_PARAGRAPHS = ("formula", "preambular", "operative", "heading", "annex", "closing", "body")
DEEPEST = 30
_LANGUAGE = re.compile(r"[a-z]{2}(?:-[A-Za-z]{2,8})?")


def is_written(source: SourceText) -> bool:
    """Whether the document says of itself what a reader would have to find out, in words that can be true."""
    if source.format != "akn" or source.properties.get("written_kind") not in KINDS:
        return False
    return all(_said(line) is not None for line in source.lines if f"[{WRITTEN}" in line.style)


def read_written(source: SourceText) -> Reading:
    """The structure of such a document, as it was when it was written."""
    properties = source.properties
    symbol = properties.get("symbol")
    language = properties.get("written_language") or ""
    notes = {line.mark: line.text for line in source.lines if line.part == "footnote" and line.mark}
    return Reading(
        kind=properties["written_kind"],
        masthead=Masthead(
            symbol=symbol,
            body=properties.get("body"),
            session=properties.get("session"),
            title=properties.get("title"),
            agenda_item=properties.get("agenda_item"),
            adopted=_day(properties.get("adopted")),
            distributed=_day(properties.get("distributed")),
            language=language if _LANGUAGE.fullmatch(language) else None,
            profile=properties.get("written_profile"),
        ),
        paragraphs=tuple(
            _paragraph(line, said, symbol or "")
            for line in source.lines
            if line.part == "body" and (said := _said(line))
        ),
        notes=notes,
    )


def _said(line: Line) -> dict[str, str] | None:
    """What the element of a line says of it; None for a line that is no paragraph, or says what cannot be."""
    _, found, rest = line.style.rpartition(f"[{WRITTEN}")
    if not found:
        return None
    try:
        said = json.loads(unquote(rest.partition("]")[0]))
        level = int(said["level"])
    except (ValueError, KeyError, TypeError):
        return None
    if said.get("kind") not in OF_PARAGRAPHS or not said.get("fragment") or not 1 <= level <= DEEPEST:
        return None
    return {str(name): str(value) for name, value in said.items()}


def _day(words: str | None) -> str | None:
    """A day that there is, as ISO says it."""
    try:
        return date.fromisoformat(words or "").isoformat()
    except ValueError:
        return None


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
