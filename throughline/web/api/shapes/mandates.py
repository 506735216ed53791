"""Shapes of mandates: documents in a list and whole, paragraphs, acts, citations."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from throughline.engine.mandates.records import Addressee, Deadline, Reporting
from throughline.store.mandates.tables import Act, Paragraph
from throughline.store.mandates.whole import act_record
from throughline.store.rows import none_if_blank
from throughline.web.pages.mandates.registry import MandateRow


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A document in a list: `held` where its text is in the record, else it is only cited or listed so far.

    `asking` counts its acts that ask somebody, `next_day` is the next day set by one of them, `listed` counts the
    places of plans that list it, `linked` the links that lead from it or from something in it to what answers.
    """

    address: str
    kind: str | None
    body: str | None
    title: str
    adopted: date | None
    held: bool
    asking: int
    next_day: date | None
    listed: int
    linked: int


def document_entry(row: MandateRow) -> DocumentEntry:
    """A row of the registry, for the API and for its sheet."""
    return DocumentEntry(
        address=row.symbol,
        kind=none_if_blank(row.kind),
        body=none_if_blank(row.body),
        title=row.title,
        adopted=row.adopted,
        held=row.held,
        asking=row.asking,
        next_day=row.next_day,
        listed=row.listed,
        linked=row.linked,
    )


@dataclass(frozen=True, slots=True)
class ActShape:
    """One thing that a body does in a paragraph; `answered` where a plan lists its document or a link answers it."""

    address: str
    paragraph: str
    document: str
    verb: str
    request: str
    addressees: tuple[Addressee, ...]
    inherited: bool
    reiterated: bool
    force: str
    deadline: Deadline | None
    reporting: Reporting | None
    answered: bool


@dataclass(frozen=True, slots=True)
class CitationShape:
    """A document cited: `source` is the paragraph that cites (the document, where a report does), `cited` the address.

    `cited` is null where the citation bears no symbol; `held` tells whether the text of what is cited is held.
    """

    source: str
    document: str
    cited: str | None
    held: bool
    raw: str
    symbol: str | None
    part: str | None
    date: str | None
    via_note: str | None
    context: str | None


@dataclass(frozen=True, slots=True)
class ParagraphShape:
    """A paragraph as read, with its acts and citations; `notes` are the marks of its notes."""

    address: str
    document: str
    kind: str
    number: str | None
    level: int
    parent: str | None
    verb: str | None
    text: str
    acts: tuple[ActShape, ...]
    citations: tuple[CitationShape, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListedAt:
    """A place of a plan that lists a document; `paragraph` is the part that it names."""

    place: str
    title: str
    paragraph: str | None


@dataclass(frozen=True, slots=True)
class DocumentShape:
    """A document whole: masthead, paragraphs with acts and citations, notes by mark, mentions of a report.

    `version` is the version that is shown, `file` what it was read from; null where the text is not held. A fascicle
    has the address of its `plan`: what it plans is in the lists of plans.
    """

    address: str
    held: bool
    kind: str | None
    body: str | None
    session: str | None
    title: str
    agenda_item: str | None
    adopted: str | None
    distributed: str | None
    language: str | None
    plan: str | None
    version: int | None
    file: str | None
    sha256: str | None
    format: str | None
    paragraphs: tuple[ParagraphShape, ...]
    notes: dict[str, str]
    mentions: tuple[CitationShape, ...]
    references: tuple[str, ...]
    listed: tuple[ListedAt, ...]


def act_shape(one: Act, paragraph: str, document: str, addressees: tuple[Addressee, ...], answered: bool) -> ActShape:
    """An act with those whom it asks."""
    record = act_record(one, addressees)
    return ActShape(
        address=one.address,
        paragraph=paragraph,
        document=document,
        verb=record.verb,
        request=record.request,
        addressees=record.addressees,
        inherited=record.inherited,
        reiterated=record.reiterated,
        force=record.force,
        deadline=record.deadline,
        reporting=record.reporting,
        answered=answered,
    )


def citation_shape(one: Any, source: str, document: str) -> CitationShape:
    """A citation read with `is_held`; the document cited must be at hand (select_related)."""
    return CitationShape(
        source=source,
        document=document,
        cited=one.cited.address if one.cited else None,
        held=bool(one.cited and one.is_held),
        raw=one.raw,
        symbol=none_if_blank(one.symbol),
        part=none_if_blank(one.part),
        date=none_if_blank(one.date),
        via_note=none_if_blank(one.via_note),
        context=none_if_blank(one.context),
    )


def paragraph_shape(
    one: Paragraph, document: str, acts: tuple[ActShape, ...], citations: tuple[CitationShape, ...]
) -> ParagraphShape:
    """A paragraph with what stands in it."""
    marks: list[Any] = one.marks
    return ParagraphShape(
        address=one.address,
        document=document,
        kind=one.kind,
        number=none_if_blank(one.number),
        level=one.level,
        parent=f"{document}#{one.parent}" if one.parent else None,
        verb=none_if_blank(one.verb),
        text=one.text,
        acts=acts,
        citations=citations,
        notes=tuple(str(mark) for mark in marks),
    )
