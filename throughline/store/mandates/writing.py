"""Writes a document of a governing body as the rows of one version: a fixed number of statements, whatever its size."""

import re
from collections.abc import Mapping
from datetime import date
from itertools import count

from django.db.models import Exists, OuterRef

from throughline.engine.mandates import records
from throughline.engine.mandates.addresses import act_address, fragments_of, paragraph_address
from throughline.engine.mandates.symbols import body_of, key_of
from throughline.store.mandates.tables import Act, Addressee, Citation, Document, Note, Paragraph, Version
from throughline.store.mandates.tracked import write_tracked
from throughline.store.rows import insert, reserve

# A symbol that is longer is no symbol; nor is a number alone, nor a part of a document that is not named.
LONGEST = 200
_NO_DOCUMENT = re.compile(
    r"[\W\d_]*$|(?:articles?|arts?\.|chapters?|chap\.|rules?|paras?\.|paragraphs?)\s*[\dIVXL]", re.I
)


def symbol_key(symbol: str | None) -> str | None:
    """What a cited symbol is looked up by, None where it names no document. A treaty's name is one."""
    if not symbol or len(symbol) > LONGEST or "#" in symbol or _NO_DOCUMENT.match(symbol):
        return None
    return key_of(symbol) or None


def documents_for(symbols: set[str]) -> tuple[dict[str, int], tuple[str, ...]]:
    """Row numbers of the documents that symbols name, by key; those not known before stand as known unknowns.

    Returns ({key: row number}, symbols that were not known before). An unknown goes by the first of its spellings
    in alphabetical order, so that the order of reading makes no difference; one that was held once keeps its address.
    """
    spelled: dict[str, str] = {}
    for symbol in symbols:
        if key := symbol_key(symbol):
            spelled[key] = min(spelled.get(key, symbol), symbol)
    was_held = Exists(Version.objects.filter(document=OuterRef("pk")))
    there = Document.objects.filter(key__in=spelled).annotate(was_held=was_held).only("key", "address", "known")
    known = {one.key: one for one in there}
    respelled = [one for key, one in known.items() if not one.was_held and spelled[key] < one.address]
    for one in respelled:
        one.address = spelled[one.key]
    Document.objects.bulk_update(respelled, ["address"])
    unknown = sorted(spelled.keys() - known.keys())
    numbers = reserve(Document, len(unknown))
    insert(
        Document,
        "id address key held kind body session title language",
        [
            (number, spelled[key], key, False, "", body_of(spelled[key]) or "", "", "", "")
            for number, key in zip(numbers, unknown, strict=True)
        ],
    )
    again = [key for key, one in known.items() if not one.known]
    if again:
        Document.objects.filter(key__in=again).update(known=True)
    found = {key: one.pk for key, one in known.items()} | dict(zip(unknown, numbers, strict=True))
    return found, tuple(sorted([*(spelled[key] for key in unknown), *(known[key].address for key in again)]))


def symbols_cited(document: records.Document) -> set[str]:
    """Every symbol that a document cites or mentions."""
    cited = {citation.symbol for paragraph in document.paragraphs for citation in paragraph.citations}
    cited |= {mention.citation.symbol for mention in document.mentions}
    return {symbol for symbol in cited if symbol}


def write_document(version: int, address: str, document: records.Document, documents: Mapping[str, int]) -> None:
    """Write paragraphs, notes, acts, addressees and citations of the version with this row number."""
    paragraphs = _write_paragraphs(version, address, document)
    insert(
        Note,
        "version_id position mark text",
        [(version, at, mark, text) for at, (mark, text) in enumerate(document.notes.items())],
    )
    _write_acts(version, address, document, paragraphs)
    write_tracked(version, document.tracked)
    _write_citations(version, document, paragraphs, documents)


def _write_paragraphs(version: int, address: str, document: records.Document) -> range:
    fragments = fragments_of(document)
    fragment_by_id = {one.id: fragment for one, fragment in zip(document.paragraphs, fragments, strict=True)}
    numbers = reserve(Paragraph, len(fragments))
    columns = "id version_id position fragment address parent kind number level verb text start end marks"
    rows = [
        (
            numbers[at],
            version,
            at,
            fragment,
            paragraph_address(address, fragment),
            fragment_by_id.get(one.parent or "", ""),
            one.kind,
            one.number or "",
            one.level,
            one.verb or "",
            one.text,
            *one.span,
            list(one.notes),
        )
        for at, (one, fragment) in enumerate(zip(document.paragraphs, fragments, strict=True))
    ]
    insert(Paragraph, columns, rows)
    return numbers


ACT = (
    "id version_id position paragraph_id address verb request start end inherited reiterated force deadline_kind "
    "deadline_raw deadline_body deadline_session deadline_computed earliest latest reporting report_raw report_to "
    "report_vehicle report_recurrence"
)
NO_DEADLINE = records.Deadline("", "")
NO_REPORT = records.Reporting("")


def _write_acts(version: int, address: str, document: records.Document, paragraphs: range) -> None:
    numbers = reserve(Act, sum(len(one.acts) for one in document.paragraphs))
    acts: list[tuple[object, ...]] = []
    addressees: list[tuple[object, ...]] = []
    order = count()
    for paragraph, fragment, one in zip(paragraphs, fragments_of(document), document.paragraphs, strict=True):
        for at, act in enumerate(one.acts):
            position = next(order)
            where = act_address(paragraph_address(address, fragment), at)
            acts.append((numbers[position], version, position, paragraph, where, *_act_values(act)))
            for who in act.addressees:
                addressees.append((version, len(addressees), numbers[position], who.name[:300], who.surface, who.how))
    insert(Act, ACT, acts)
    insert(Addressee, "version_id position act_id name surface how", addressees)


def _act_values(act: records.Act) -> tuple[object, ...]:
    deadline, report = act.deadline or NO_DEADLINE, act.reporting or NO_REPORT
    return (
        act.verb[:200],
        act.request,
        *act.span,
        act.inherited,
        act.reiterated,
        act.force,
        deadline.kind,
        deadline.raw,
        deadline.body or "",
        deadline.session or "",
        deadline.computed,
        day(deadline.earliest),
        day(deadline.latest),
        act.reporting is not None,
        report.raw,
        report.to or "",
        report.vehicle or "",
        report.recurrence or "",
    )


def day(text: str | None) -> date | None:
    """An ISO date as a date; None where there is none or the text is not one."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


CITATION = "version_id position paragraph_id cited_id raw symbol part date via_note context start end"


def _write_citations(version: int, document: records.Document, paragraphs: range, documents: Mapping[str, int]) -> None:
    found: list[tuple[int | None, records.Citation, str, records.Span | None]] = [
        (paragraph, citation, "", None)
        for paragraph, one in zip(paragraphs, document.paragraphs, strict=True)
        for citation in one.citations
    ]
    found += [(None, mention.citation, mention.context, mention.span) for mention in document.mentions]
    rows = [
        (
            version,
            at,
            paragraph,
            documents.get(symbol_key(citation.symbol) or ""),
            citation.raw,
            citation.symbol or "",
            citation.part or "",
            citation.date or "",
            citation.via_note or "",
            context,
            *(span or (None, None)),
        )
        for at, (paragraph, citation, context, span) in enumerate(found)
    ]
    insert(Citation, CITATION, rows)
