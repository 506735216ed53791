"""Reads of mandates: documents with the filters of the registry, one whole, paragraphs, acts, citations both ways."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Annotated, Any, Literal

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from throughline.store.mandates.reads import (
    acts_where,
    addressees_of,
    citations_where,
    document_named,
    paragraphs_where,
    version_at,
)
from throughline.store.mandates.tables import Act, Citation, Document, Note, Paragraph, Version
from throughline.store.organizations import Organization as OrganizationTable
from throughline.store.planning.answers import as_value, is_answered
from throughline.store.planning.reads import answered_or_not, places_listing, secretariat_names
from throughline.store.planning.tables import Plan
from throughline.store.rights import Sight, held_where_seen
from throughline.store.rows import none_if_blank
from throughline.web.api.answers import OF_ORGANIZATION, listed, lists, reads, record_of, single
from throughline.web.api.paging import Key, cut, cut_rows, onward
from throughline.web.api.parameters import Day, Number, Organization, Paging, Text, Year
from throughline.web.api.shapes.mandates import (
    ActShape,
    CitationShape,
    DocumentEntry,
    DocumentShape,
    ListedAt,
    ParagraphShape,
    act_shape,
    citation_shape,
    document_entry,
    paragraph_shape,
)
from throughline.web.formatting import file_name
from throughline.web.pages.mandates.registry import SECRETARIAT, mandate_rows, mandates

router = Router(tags=["mandates"])

BY_ADDRESS = (Key("address"),)
IN_TEXT = (Key("version__document__address"), Key("position", int))
BY_DAY = (Key("latest", date), Key("address"))

Symbol = Annotated[str, Path(..., description="The symbol of a document, however it is spelt.", example="A/RES/78/243")]
Addressee = Annotated[
    Text | None, Field(description=f"Who is asked: a name, or {SECRETARIAT} for all that count as the secretariat.")
]
Answered = Annotated[
    Literal["listed", "unlisted"] | None,
    Field(description="Whether a plan that is held lists the document, or a link answers it."),
]


class DocumentFilters(BaseModel):
    """The filters of the registry; those on acts must all hold for one act."""

    q: Annotated[Text | None, Field(description="Words in the symbol, the title or the text.")] = None
    body: Annotated[Text | None, Field(description="The body that adopted it.")] = None
    year: Annotated[Year | None, Field(description="The year in which it was adopted.")] = None
    verb: Annotated[Text | None, Field(description="The verb of an act: request, decide, endorse ...")] = None
    addressee: Addressee = None
    deadline: Annotated[
        Literal["set", "near", "later", "passed", "recurring", "undated"] | None,
        Field(description="Whether an act sets a time: at all, ending within a year, later, or over."),
    ] = None
    answered: Answered = None
    held: Annotated[
        Literal["held", "cited"] | None, Field(description="Whether its text is held, or it is only cited so far.")
    ] = None


class ActFilters(BaseModel):
    """The filters of acts."""

    document: Annotated[Text | None, Field(description="The symbol of the document.")] = None
    verb: Annotated[Text | None, Field(description="The verb: request, decide, endorse ...")] = None
    addressee: Addressee = None
    deadline_from: Annotated[Day | None, Field(description="The first day of those on which the time may end.")] = None
    deadline_to: Annotated[Day | None, Field(description="The last day of those on which the time may end.")] = None
    answered: Answered = None


@lists(router, f"{OF_ORGANIZATION}/documents", DocumentEntry)
def documents(
    request: HttpRequest, organization: Organization, filters: Query[DocumentFilters], paging: Query[Paging]
) -> HttpResponse:
    """Documents of governing bodies, held or only cited, by address.

    The registry of mandates with its filters; reports and budgets are not in it.
    """
    _, seen = record_of(request, organization)
    wanted = filters.model_dump(exclude_none=True)
    if name := wanted.pop("addressee", ""):
        wanted["addressees"] = _names(name, seen)
    today = localdate()
    found = onward(mandates(wanted, today, seen), BY_ADDRESS, paging)
    numbers = list(found.values_list("pk", flat=True)[: paging.limit + 1])
    page = cut_rows(mandate_rows(numbers, today, seen), paging, lambda row: [row.symbol])
    return listed(request, DocumentEntry, (document_entry(row) for row in page.rows), page, paging)


def _names(addressee: str, seen: Sight) -> tuple[str, ...]:
    return secretariat_names(seen_by=seen) if addressee == SECRETARIAT else (addressee,)


@lists(router, f"{OF_ORGANIZATION}/acts", ActShape)
def acts(
    request: HttpRequest, organization: Organization, filters: Query[ActFilters], paging: Query[Paging]
) -> HttpResponse:
    """Acts of documents in force, in the order of the text, document by document."""
    _, seen = record_of(request, organization)
    page = cut(_acts(filters, seen), IN_TEXT, paging)
    return listed(request, ActShape, act_shapes(page.rows), page, paging)


@lists(router, f"{OF_ORGANIZATION}/deadlines", ActShape)
def deadlines(
    request: HttpRequest, organization: Organization, filters: Query[ActFilters], paging: Query[Paging]
) -> HttpResponse:
    """Acts that set a time whose last day is known, the soonest first."""
    _, seen = record_of(request, organization)
    page = cut(_acts(filters, seen).filter(latest__isnull=False), BY_DAY, paging)
    return listed(request, ActShape, act_shapes(page.rows), page, paging)


def _acts(filters: ActFilters, seen: Sight) -> QuerySet[Act]:
    found = acts_where(
        verb=filters.verb,
        addressees=_names(filters.addressee, seen) if filters.addressee else None,
        document=filters.document,
        first=filters.deadline_from,
        last=filters.deadline_to,
        seen_by=seen,
    )
    answered = None if filters.answered is None else filters.answered == "listed"
    return with_document(answered_or_not(found, answered, seen_by=seen).annotate(answered=as_value(is_answered(seen))))


def with_document(found: QuerySet[Any]) -> QuerySet[Any]:
    """Acts or citations with their paragraph and document at hand."""
    return found.select_related("paragraph", "version__document").only(
        *(field.name for field in found.model._meta.concrete_fields if field.name != "version"),
        "paragraph__address",
        "version__document__address",
    )


def act_shapes(rows: Sequence[Any]) -> tuple[ActShape, ...]:
    """Acts with those whom they ask. One statement."""
    names = addressees_of(one.pk for one in rows)
    return tuple(
        act_shape(one, one.paragraph.address, one.version.document.address, names.get(one.pk, ()), one.answered)
        for one in rows
    )


class CitationFilters(BaseModel):
    """The filters of citations."""

    citing: Annotated[Text | None, Field(description="The symbol of the document that cites.")] = None
    cited: Annotated[Text | None, Field(description="The symbol of the document that is cited.")] = None
    held: Annotated[
        Literal["held", "cited"] | None, Field(description="Whether the text of what is cited is held, or not.")
    ] = None


@lists(router, f"{OF_ORGANIZATION}/citations", CitationShape)
def citations(
    request: HttpRequest, organization: Organization, filters: Query[CitationFilters], paging: Query[Paging]
) -> HttpResponse:
    """Who cites whom, in the order of the text, document by document.

    With `citing` what a document cites, with `cited` who cites it.
    """
    _, seen = record_of(request, organization)
    held = None if filters.held is None else filters.held == "held"
    found = citations_where(citing=filters.citing, cited=filters.cited, held=held, seen_by=seen)
    page = cut(with_document(found).select_related("paragraph", "version__document", "cited"), IN_TEXT, paging)
    return listed(request, CitationShape, citation_shapes(page.rows), page, paging)


def citation_shapes(rows: Iterable[Any]) -> tuple[CitationShape, ...]:
    """Citations; paragraph, document and what is cited must be at hand."""
    return tuple(
        citation_shape(
            one, one.paragraph.address if one.paragraph else one.version.document.address, one.version.document.address
        )
        for one in rows
    )


class ParagraphFilters(BaseModel):
    """The filters of paragraphs."""

    q: Annotated[Text | None, Field(description="Words in the text.")] = None
    document: Annotated[Text | None, Field(description="The symbol of the document.")] = None
    kind: Annotated[
        Literal["formula", "preambular", "operative", "heading", "annex", "closing", "part"] | None,
        Field(description="What kind of paragraph it is."),
    ] = None


@lists(router, f"{OF_ORGANIZATION}/paragraphs", ParagraphShape)
def paragraphs(
    request: HttpRequest, organization: Organization, filters: Query[ParagraphFilters], paging: Query[Paging]
) -> HttpResponse:
    """Paragraphs of documents in force, with acts and citations, in their order, document by document."""
    _, seen = record_of(request, organization)
    found = paragraphs_where(words=filters.q or "", document=filters.document, kind=filters.kind, seen_by=seen)
    page = cut(_with_address(found), IN_TEXT, paging)
    return listed(request, ParagraphShape, paragraph_shapes(page.rows, seen), page, paging)


@reads(router, f"{OF_ORGANIZATION}/paragraphs/{{path:address}}", ParagraphShape)
def paragraph(
    request: HttpRequest,
    organization: Organization,
    address: Annotated[str, Path(..., description="The address of a paragraph.", example="A/RES/78/243#1")],
) -> HttpResponse:
    """A paragraph in force, with its acts and citations."""
    _, seen = record_of(request, organization)
    rows = list(_with_address(paragraphs_where(address=address, seen_by=seen))[:1])
    return single(request, ParagraphShape, next(iter(paragraph_shapes(rows, seen)), None), address)


def _with_address(found: QuerySet[Paragraph]) -> QuerySet[Any]:
    """Paragraphs with the address of their document at hand."""
    return found.select_related("version__document").only(
        *(field.name for field in Paragraph._meta.concrete_fields if field.name != "version"),
        "version__document__address",
    )


def paragraph_shapes(rows: Sequence[Any], seen: Sight) -> tuple[ParagraphShape, ...]:
    """Paragraphs with their acts and citations. Three statements."""
    numbers = [one.pk for one in rows]
    asked = (
        Act.objects.filter(paragraph__in=numbers).annotate(answered=as_value(is_answered(seen))).order_by("position")
    )
    acts_found = list(with_document(asked))
    cited_found = list(_cited(Citation.objects.filter(paragraph__in=numbers), seen))
    by_paragraph: dict[int, list[ActShape]] = defaultdict(list)
    for act, shape in zip(acts_found, act_shapes(acts_found), strict=True):
        by_paragraph[act.paragraph_id].append(shape)
    citing: dict[int, list[CitationShape]] = defaultdict(list)
    for citation, shown in zip(cited_found, citation_shapes(cited_found), strict=True):
        citing[citation.paragraph_id].append(shown)
    return tuple(
        paragraph_shape(one, one.version.document.address, tuple(by_paragraph[one.pk]), tuple(citing[one.pk]))
        for one in rows
    )


class Versions(BaseModel):
    """Which version of a document is wanted."""

    version: Annotated[Number | None, Field(description="The version; without it, the one in force.")] = None


@reads(router, f"{OF_ORGANIZATION}/documents/{{path:symbol}}", DocumentShape)
def document(request: HttpRequest, organization: Organization, symbol: Symbol, wanted: Query[Versions]) -> HttpResponse:
    """A document whole: what it says, what it asks, whom it cites, which places of plans list it."""
    whose, seen = record_of(request, organization)
    named = document_named(symbol, seen_by=seen)
    version = version_at(symbol, wanted.version, seen_by=seen) if named and named.held else None
    if named is None or (wanted.version and version is None):
        return single(request, DocumentShape, None, symbol)
    return single(request, DocumentShape, _whole(whose, named, version, seen), symbol)


def _whole(whose: OrganizationTable, named: Document, version: Version | None, seen: Sight) -> DocumentShape:
    """A document as one of its versions has it; of one whose text is not held what others say of it."""
    head: dict[str, Any] = version.head if version else {}
    listings = places_listing(named.address, seen_by=seen)
    titles = (head.get("title"), named.title, *(one.title for one in listings))
    return DocumentShape(
        address=named.address,
        held=named.held,
        kind=none_if_blank(version.kind if version else named.kind),
        body=head.get("body") or none_if_blank(named.body),
        session=head.get("session"),
        title=next((title for title in titles if title), ""),
        agenda_item=head.get("agenda_item"),
        adopted=head.get("adopted"),
        distributed=head.get("distributed"),
        language=head.get("language"),
        plan=Plan.objects.filter(document=named, organization=whose).values_list("address", flat=True).first(),
        version=version.number if version else None,
        file=file_name(version.source.name) if version else None,
        sha256=version.source.sha256 if version else None,
        format=version.source.format if version else None,
        paragraphs=_paragraphs(version, seen) if version else (),
        notes=_notes(version) if version else {},
        mentions=_mentions(version, seen) if version else (),
        references=tuple(version.references) if version else (),
        listed=tuple(ListedAt(one.place, one.place_title, one.paragraph) for one in listings),
    )


def _paragraphs(version: Version, seen: Sight) -> tuple[ParagraphShape, ...]:
    return paragraph_shapes(list(_with_address(Paragraph.objects.filter(version=version)).order_by("position")), seen)


def _notes(version: Version) -> dict[str, str]:
    return dict(Note.objects.filter(version=version).order_by("position").values_list("mark", "text"))


def _mentions(version: Version, seen: Sight) -> tuple[CitationShape, ...]:
    return citation_shapes(_cited(Citation.objects.filter(version=version, paragraph=None), seen))


def _cited(found: QuerySet[Citation], seen: Sight) -> QuerySet[Any]:
    """Citations of documents that are seen, in their order, with what is cited at hand."""
    held = held_where_seen(seen, "cited")
    rows = with_document(found.annotate(is_held=held)).select_related("paragraph", "version__document", "cited")
    return rows.order_by("position")
