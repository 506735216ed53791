"""Reads of mandates: documents with filters, one whole, who cites whom, what is asked of whom, by when."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet

from throughline.engine.mandates import records
from throughline.engine.mandates.symbols import key_of
from throughline.store.mandates.tables import NOT_WITHDRAWN, Act, Addressee, Citation, Document, Paragraph, Version
from throughline.store.mandates.tracked import with_changes
from throughline.store.mandates.whole import act_record, document_record
from throughline.store.rights import (
    Sight,
    as_seen,
    documents_seen,
    head_is_seen,
    held_where_seen,
    in_document,
    in_plan,
)
from throughline.store.rows import IN_FORCE


@dataclass(frozen=True, slots=True)
class Entry:
    """A document in a list; `title` of a document not held is the first that a plan lists it under.

    `listed` counts the places of plans that list it, `cited` the paragraphs and reports that cite it, in force.
    """

    address: str
    held: bool
    kind: str
    body: str
    title: str
    adopted: date | None
    language: str
    listed: int
    cited: int


@dataclass(frozen=True, slots=True)
class Cited:
    """One citation: `source` is the paragraph (or the report) that cites, `target` the document that is cited."""

    source: str
    target: str
    held: bool
    part: str
    raw: str
    context: str


@dataclass(frozen=True, slots=True)
class Asked:
    """An act with its address, the paragraph that it stands in, and its document."""

    address: str
    paragraph: str
    document: str
    title: str
    act: records.Act


def documents(
    *,
    words: str = "",
    kind: str | None = None,
    body: str | None = None,
    held: bool | None = None,
    after: str = "",
    limit: int = 50,
    seen_by: Sight,
) -> tuple[Entry, ...]:
    """Documents by address, from the one after `after`; `words` stand in the title or the symbol. One statement."""
    found = _matching(words, kind, body, held, seen_by).filter(address__gt=after).order_by("address")[:limit]
    lists = _in_force("listed_in") & in_plan(seen_by, "listed_in__version")
    cites = _in_force("cited_in") & in_document(seen_by, "cited_in__version__document")
    rows = documents_seen(seen_by).filter(pk__in=found.values("pk"))
    rows = rows.annotate(
        listed=Count("listed_in__place", filter=lists, distinct=True),
        cited=Count("cited_in", filter=cites, distinct=True),
        named=Min("listed_in__title", filter=lists),
    )
    return tuple(
        Entry(
            address=one.address,
            held=one.held,
            kind=one.kind,
            body=one.body,
            title=one.title or one.named or "",
            adopted=one.adopted,
            language=one.language,
            listed=one.listed,
            cited=one.cited,
        )
        for one in map(as_seen, rows.order_by("address"))
    )


def _matching(words: str, kind: str | None, body: str | None, held: bool | None, seen_by: Sight) -> QuerySet[Any]:
    found = documents_seen(seen_by)
    for word in words.split():
        found = found.filter(Q(is_held=True, title__icontains=word) | Q(address__icontains=word))
    if kind is not None:
        found = found.filter(is_held=True, kind=kind) if kind else found.filter(Q(is_held=False) | Q(kind=kind))
    if body is not None:
        found = found.filter(head_is_seen(), body=body)
    if held is not None:
        found = found.filter(is_held=held)
    return found


def _in_force(link: str) -> Q:
    """Rows of the linked table that belong to the current version of their document."""
    return Q(**{f"{link}__version": F(f"{link}__version__document__current")})


def document_named(symbol: str, *, seen_by: Sight) -> Document | None:
    """The document with this symbol, however it is spelled; held or not. One statement."""
    found = with_changes(documents_seen(seen_by).filter(key=key_of(symbol))).select_related("current__source").first()
    return as_seen(found) if found else None


def symbols_like(part: str, limit: int = 6, *, seen_by: Sight) -> tuple[str, ...]:
    """The symbols of documents that hold what was typed, those that end with it alone where there are any.

    `78/243` is like `A/RES/78/243`. One statement.
    """
    found = documents_seen(seen_by).filter(address__icontains=part.strip()).order_by("address")
    symbols = tuple(found.values_list("address", flat=True)[:1000])
    ending = tuple(one for one in symbols if one.casefold().endswith(f"/{part.strip().casefold()}"))
    return (ending or symbols)[:limit]


def document_at(symbol: str, number: int | None = None, *, seen_by: Sight) -> records.Document | None:
    """The record of a document as it stands, or of one of its versions; None where its text is not held."""
    version = version_at(symbol, number, seen_by=seen_by)
    return document_record(version) if version else None


def version_at(symbol: str, number: int | None = None, *, seen_by: Sight) -> Version | None:
    """The version of a document that stands, or the one with this number."""
    found = Version.objects.filter(NOT_WITHDRAWN, in_document(seen_by, "document"), document__key=key_of(symbol))
    found = found.select_related("source", "document", "taking_in")
    return found.filter(Q(number=number) if number else Q(pk=F("document__current"))).first()


def cited_by(symbol: str, limit: int = 200, *, seen_by: Sight) -> tuple[Cited, ...]:
    """Which paragraphs and reports cite this document, in force. One statement."""
    return _cited(Citation.objects.filter(IN_FORCE, cited__key=key_of(symbol)), limit, seen_by)


def citations_of(symbol: str, limit: int = 1000, *, seen_by: Sight) -> tuple[Cited, ...]:
    """Which documents this one cites, as it stands, in the order of its text. One statement."""
    return _cited(Citation.objects.filter(IN_FORCE, version__document__key=key_of(symbol)), limit, seen_by)


def _cited(found: QuerySet[Citation], limit: int, seen_by: Sight) -> tuple[Cited, ...]:
    rows: QuerySet[Any] = found.filter(in_document(seen_by)).annotate(is_held=held_where_seen(seen_by, "cited"))
    rows = rows.select_related("paragraph", "cited", "version__document")
    return tuple(
        Cited(
            source=one.paragraph.address if one.paragraph else one.version.document.address,
            target=one.cited.address if one.cited else one.symbol,
            held=bool(one.cited and one.is_held),
            part=one.part,
            raw=one.raw,
            context=one.context,
        )
        for one in rows.order_by("version__document__address", "position")[:limit]
    )


def paragraphs_where(
    *,
    words: str = "",
    document: str | None = None,
    kind: str | None = None,
    address: str | None = None,
    seen_by: Sight,
) -> QuerySet[Paragraph]:
    """Paragraphs in force that fit; `words` stand in the text."""
    found = Paragraph.objects.filter(IN_FORCE).filter(in_document(seen_by))
    for word in words.split():
        found = found.filter(text__icontains=word)
    if document:
        found = found.filter(version__document__key=key_of(document))
    if address:
        found = found.filter(address=address)
    return found.filter(kind=kind) if kind else found


def citations_where(
    *,
    citing: str | None = None,
    cited: str | None = None,
    held: bool | None = None,
    seen_by: Sight,
) -> QuerySet[Any]:
    """Citations in force: of the document `citing`, of the document `cited`, of documents that are `held` or not.

    `is_held` tells whether the text of what is cited is held where it is seen.
    """
    found: QuerySet[Any] = Citation.objects.filter(IN_FORCE).filter(in_document(seen_by))
    found = found.annotate(is_held=held_where_seen(seen_by, "cited"))
    if citing:
        found = found.filter(version__document__key=key_of(citing))
    if cited:
        found = found.filter(cited__key=key_of(cited))
    if held is not None:
        found = found.filter(is_held=True) if held else found.filter(Q(cited=None) | Q(is_held=False))
    return found


def acts_where(
    *,
    verb: str | None = None,
    addressee: str | None = None,
    addressees: Collection[str] | None = None,
    document: str | None = None,
    first: date | None = None,
    last: date | None = None,
    seen_by: Sight,
) -> QuerySet[Act]:
    """Acts in force that fit: `addressees` any of these names, `first` and `last` bound the deadline's last day."""
    found = Act.objects.filter(IN_FORCE).filter(in_document(seen_by))
    if verb:
        found = found.filter(verb=verb)
    if document:
        found = found.filter(version__document__key=key_of(document))
    if addressee:
        addressees = (addressee,)
    if addressees is not None:
        found = found.filter(Exists(Addressee.objects.filter(act=OuterRef("pk"), name__in=addressees)))
    if first:
        found = found.filter(latest__gte=first)
    if last:
        found = found.filter(latest__lte=last)
    return found


def asked(found: QuerySet[Act], *, after: str = "", limit: int = 200) -> tuple[Asked, ...]:
    """Acts as records, by address, from the one after `after`. Two statements."""
    return _asked(found.filter(address__gt=after).order_by("address")[:limit])


def _asked(found: QuerySet[Act]) -> tuple[Asked, ...]:
    rows = list(found.select_related("paragraph", "version__document"))
    names = addressees_of(one.pk for one in rows)
    return tuple(
        Asked(
            address=one.address,
            paragraph=one.paragraph.address,
            document=one.version.document.address,
            title=one.version.document.title,
            act=act_record(one, names.get(one.pk, ())),
        )
        for one in rows
    )


def addressees_of(acts: Iterable[int]) -> dict[int, tuple[records.Addressee, ...]]:
    """Those whom acts ask, by the row number of the act. One statement."""
    found: dict[int, list[records.Addressee]] = defaultdict(list)
    for one in Addressee.objects.filter(act__in=list(acts)).order_by("position"):
        found[one.act_id].append(records.Addressee(one.name, one.surface, one.how))
    return {act: tuple(names) for act, names in found.items()}


def deadlines(first: date, last: date, limit: int = 200, *, seen_by: Sight) -> tuple[Asked, ...]:
    """Acts whose last day lies between two days, both included, by day. Two statements."""
    return _asked(acts_where(first=first, last=last, seen_by=seen_by).order_by("latest", "address")[:limit])


def addressee_names(*, seen_by: Sight) -> tuple[str, ...]:
    """Everybody whom an act in force asks, by name. One statement."""
    found = Addressee.objects.filter(IN_FORCE).filter(in_document(seen_by))
    return tuple(found.order_by("name").values_list("name", flat=True).distinct())


def verbs(*, seen_by: Sight) -> dict[str, int]:
    """How many acts in force there are of each verb, the most frequent first. One statement."""
    found = acts_where(seen_by=seen_by).values("verb").annotate(times=Count("pk")).order_by("-times", "verb")
    return dict(found.values_list("verb", "times"))


def version_in(document: Document, language: str) -> Version | None:
    """The newest text of a document in a language, None where none was read; what was undone is none. One statement."""
    found = Version.objects.filter(NOT_WITHDRAWN, document=document, language=language).order_by("-number")
    return found.select_related("source").first()


def names_asked(acts: Collection[int]) -> dict[int, tuple[str, ...]]:
    """Whom these acts (row numbers) ask, each name once, in the order of the text; one statement."""
    names: dict[int, dict[str, None]] = defaultdict(dict)
    found = Addressee.objects.filter(act__in=acts).order_by("position")
    for act, name in found.values_list("act", "name"):
        names[act][name] = None
    return {act: tuple(of_act) for act, of_act in names.items()}
