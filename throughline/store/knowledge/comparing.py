"""Versions of a document, what went before it in its series, and any two of them put side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from throughline.engine.budgeting.nodes import fascicle_nodes
from throughline.engine.comparison import Pair, Passage, compare, compare_nodes
from throughline.engine.mandates.checks import Listing, sequence_of, series_of
from throughline.store.budgeting.whole import fascicle_record
from throughline.store.digests import BUDGET
from throughline.store.mandates.tables import NOT_WITHDRAWN, Document, Note, Paragraph, Version
from throughline.store.rights import Sight, documents_seen, in_document


@dataclass(frozen=True, slots=True)
class Text:
    """A text that may be compared: a version of a document, with when and from which file it was taken in."""

    address: str
    number: int
    title: str
    language: str
    file: str
    at: datetime
    is_current: bool


@dataclass(frozen=True, slots=True)
class InSeries:
    """A document of a series: what one body has said under one title, session after session."""

    address: str
    title: str
    adopted: date | None


def versions_of(document: Document, *, seen_by: Sight) -> tuple[Text, ...]:
    """The versions of a document that were not withdrawn, the oldest first; one statement."""
    found = Version.objects.filter(NOT_WITHDRAWN, in_document(seen_by, "document"), document=document)
    rows = found.select_related("document", "taking_in").order_by("number")
    return tuple(text_of(one) for one in rows)


def text_of(version: Version) -> Text:
    """A version as a text to be compared; its document and taking-in must be at hand."""
    document = version.document
    return Text(
        address=document.address,
        number=version.number,
        title=version.head.get("title") or "",
        language=version.language,
        file=version.file,
        at=version.taking_in.at,
        is_current=document.current_id == version.pk,
    )


def series_of_document(document: Document, *, seen_by: Sight) -> tuple[InSeries, ...]:
    """The documents whose text is held, of the same body under the same title, this one included, oldest first.

    Empty where the document bears no title, body or number to tell a series by. One statement.
    """
    own = Listing("", document.address, document.title, document.body or None)
    key = series_of(own)
    if key is None or sequence_of(document.address) is None:
        return ()
    found = documents_seen(seen_by).filter(is_held=True, body=document.body)
    rows = []
    for address, title, adopted in found.values_list("address", "title", "adopted"):
        sequence = sequence_of(address)
        if sequence is not None and series_of(Listing("", address, title, document.body)) == key:
            rows.append((sequence, InSeries(address, title, adopted)))
    return tuple(one for _, one in sorted(rows, key=lambda row: row[0]))


def predecessor(document: Document, series: Sequence[InSeries]) -> InSeries | None:
    """The document before this one in its series, None where it is the first that is held."""
    own = sequence_of(document.address)
    earlier = [one for one in series if own and (sequence_of(one.address) or own) < own]
    return earlier[-1] if earlier else None


def compared(before: Version, after: Version) -> tuple[Pair, ...]:
    """Two versions, of one document or of two, as pairs of paragraphs; four statements, for plans more."""
    if before.kind == BUDGET or after.kind == BUDGET:
        return compare_nodes(_nodes(before), _nodes(after))
    return compare(passages_of(before), passages_of(after))


def passages_of(version: Version) -> list[Passage]:
    """The paragraphs of a version in their order, then its notes; two statements."""
    rows = Paragraph.objects.filter(version=version).order_by("position").values_list("fragment", "number", "text")
    notes = Note.objects.filter(version=version).order_by("position").values_list("mark", "text")
    paragraphs = [Passage(fragment, number, text) for fragment, number, text in rows]
    return paragraphs + [Passage(f"note {mark}", mark, text) for mark, text in notes]


def _nodes(version: Version) -> dict[str, str]:
    if version.kind != BUDGET:
        return {one.place: one.text for one in passages_of(version)}
    nodes = fascicle_nodes(fascicle_record(version), "")
    return {address.lstrip("/"): text for address, text in nodes.items()}
