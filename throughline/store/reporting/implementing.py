"""How a document of a governing body is carried out, paragraph by paragraph: asked, answered, evidence, next date."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from throughline.engine.natural import natural
from throughline.store.mandates.reads import cited_by, document_named, names_asked
from throughline.store.mandates.tables import Act, Document, Paragraph
from throughline.store.planning.answers import as_value, is_answered
from throughline.store.planning.links.reads import LinkEntry, link_entries, links_where
from throughline.store.planning.reads import Listing, places_listing
from throughline.store.rights import Sight, held_where_seen, in_document
from throughline.store.rows import IN_FORCE

# A document that a thousand papers cite is cited by all of them.
EVERY = 100_000
PART = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class ActTold:
    """An act with whom it asks, by when, and whether anything answers it; `links` lead from it or its paragraph."""

    address: str
    verb: str
    request: str
    addressees: tuple[str, ...]
    deadline: str
    recurring: bool
    latest: date | None
    answered: bool
    links: tuple[LinkEntry, ...]


@dataclass(frozen=True, slots=True)
class ParagraphTold:
    """A paragraph that asks somebody: its acts, and the papers in the record that cite it by its number."""

    address: str
    number: str
    text: str
    acts: tuple[ActTold, ...]
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Implementation:
    """A document and how it is carried out.

    `listed` are the places of plans that list it as a whole, `links` those from the document as a whole, `papers`
    what cites it without naming a paragraph.
    """

    symbol: str
    title: str
    language: str
    adopted: date | None
    paragraphs: tuple[ParagraphTold, ...]
    listed: tuple[Listing, ...]
    links: tuple[LinkEntry, ...]
    papers: tuple[str, ...]


def implementation_of(symbol: str, *, seen_by: Sight) -> Implementation | None:
    """How the document with this symbol is carried out; None where its text is not held. At most nine statements."""
    document = document_named(symbol, seen_by=seen_by)
    if document is None or not _is_held(document, seen_by):
        return None
    acts = _acts(document, seen_by)
    texts = {one.pk: one for one in Paragraph.objects.filter(pk__in={act.paragraph_id for act in acts})}
    asked = names_asked([act.pk for act in acts])
    links: dict[str, list[LinkEntry]] = defaultdict(list)
    for link in link_entries(links_where(document=document.address, seen_by=seen_by)):
        if link.stands:
            links[link.source].append(link)
    evidence, papers = _cited(document, seen_by)
    by_paragraph: dict[int, list[ActTold]] = defaultdict(list)
    for act in acts:
        of_act = (*links[act.address], *links[texts[act.paragraph_id].address])
        by_paragraph[act.paragraph_id].append(_told(act, asked.get(act.pk, ()), of_act))
    paragraphs = tuple(
        ParagraphTold(
            texts[number].address,
            texts[number].number,
            texts[number].text,
            tuple(told),
            tuple(evidence.get(texts[number].number, ())),
        )
        for number, told in by_paragraph.items()
    )
    return Implementation(
        symbol=document.address,
        title=document.title,
        language=document.language,
        adopted=document.adopted,
        paragraphs=paragraphs,
        listed=places_listing(document.address, seen_by=seen_by),
        links=tuple(links[document.address]),
        papers=papers,
    )


def _is_held(document: Document, seen_by: Sight) -> bool:
    found: Any = Document.objects.filter(pk=document.pk).annotate(is_held=held_where_seen(seen_by))
    return bool(found.values_list("is_held", flat=True).first())


def _acts(document: Document, seen_by: Sight) -> list[Any]:
    """The acts in force of a document that ask somebody, in the order of its text."""
    found: Any = Act.objects.filter(IN_FORCE, in_document(seen_by), version__document=document)
    found = found.filter(addressees__isnull=False).distinct().annotate(known=as_value(is_answered(seen_by)))
    return list(found.order_by("position"))


def _told(act: Any, addressees: tuple[str, ...], links: Sequence[LinkEntry]) -> ActTold:
    return ActTold(
        address=act.address,
        verb=act.verb,
        request=act.request,
        addressees=addressees,
        deadline=act.deadline_raw,
        recurring=act.deadline_kind == "recurring",
        latest=act.latest,
        answered=act.known,
        links=tuple(links),
    )


def _cited(document: Document, seen_by: Sight) -> tuple[dict[str, list[str]], tuple[str, ...]]:
    """Papers that cite the document: by the number of the paragraph that they name, and those that name none."""
    by_number: dict[str, list[str]] = defaultdict(list)
    papers: list[str] = []
    for one in cited_by(document.address, EVERY, seen_by=seen_by):
        paper = one.source.partition("#")[0]
        for number in PART.findall(one.part or ""):
            by_number[number].append(paper)
        if not one.part:
            papers.append(paper)
    once = {number: sorted(set(found), key=natural) for number, found in by_number.items()}
    return once, tuple(sorted(set(papers), key=natural))
