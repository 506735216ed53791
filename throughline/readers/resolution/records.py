"""A resolution on its way: paragraphs found and cleaned, not yet read for acts and citations."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from throughline.engine.findings import Finding
from throughline.engine.mandates.records import Masthead, Span


@dataclass(frozen=True, slots=True)
class NoteMark:
    """A reference mark of a note: `position` is the index in the paragraph's clean text where it stood."""

    mark: str
    position: int


@dataclass(frozen=True, slots=True)
class RawParagraph:
    """A paragraph before acts: fields as in `Paragraph`, and the way back to the source.

    `offsets[i]` is the position in the source text of `text[i]`; note marks, editor's marks and markup are not in
    `text`. `italics` are spans of `text` set in italics in the file (the verbs, mostly), empty where unknown.
    """

    id: str
    kind: str
    number: str | None
    level: int
    parent: str | None
    verb: str | None
    text: str
    span: Span
    offsets: Sequence[int]
    marks: tuple[NoteMark, ...] = ()
    italics: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with its structure found: what `acts` and `citations` start from.

    `kind` as in `Document`; `notes` {mark: text}; a report's `paragraphs` have kind `body`.
    """

    kind: str
    masthead: Masthead
    paragraphs: tuple[RawParagraph, ...]
    notes: dict[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    unclaimed: tuple[Span, ...] = ()
