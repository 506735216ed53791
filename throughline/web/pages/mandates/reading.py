"""A document to be read: its paragraphs with acts marked, notes, citations both ways, and who lists it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from throughline.engine.mandates.secretariat import is_secretariat
from throughline.engine.planning.printed import called
from throughline.store.mandates.reads import names_asked
from throughline.store.models import Act, Citation, Document, ListedMandate, Note, Paragraph, Place, Version
from throughline.store.planning.answers import as_value, is_answered
from throughline.store.planning.links.reads import LinkEntry
from throughline.store.rights import Sight, in_document, in_plan
from throughline.store.rows import IN_FORCE
from throughline.web.pages.frame import Status
from throughline.web.pages.suggestions.shown import SuggestionShown
from throughline.web.pages.times import due

# How many citations of a document by others one page shows.
CITED_BY = 100

Links = Mapping[str, tuple[LinkEntry, ...]]


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a text, by the address of the document, paragraph or act: links, and what may answer it."""

    links: Links = field(default_factory=dict)
    suggestions: Mapping[str, tuple[SuggestionShown, ...]] = field(default_factory=dict)

    def suggestions_of(self, address: str) -> tuple[SuggestionShown, ...]:
        """What may answer what stands at an address, unless a link does."""
        return () if address in self.links else self.suggestions.get(address, ())


@dataclass(frozen=True, slots=True)
class ReadAct:
    """An act as the reader sees it; `day` is the last day where it is known.

    `is_open` where it asks the secretariat and nothing answers it; then `suggestions` say what may.
    """

    address: str
    part: str
    verb: str
    request: str
    addressees: tuple[str, ...]
    deadline: str
    deadline_kind: str
    day: date | None
    due: Status | None
    computed: bool
    reporting: str
    recurrence: str
    inherited: bool
    reiterated: bool
    is_open: bool
    links: tuple[LinkEntry, ...] = ()
    suggestions: tuple[SuggestionShown, ...] = ()

    @property
    def asks(self) -> bool:
        """Tell whether it asks somebody for something."""
        return bool(self.addressees)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph's text; `role` is `verb` (with who is asked), `what` is asked or said, or "" (plain)."""

    text: str
    role: str = ""
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Cited:
    """A document that a paragraph cites: the words, its symbol ("" where it bears none), the part."""

    words: str
    symbol: str
    part: str


@dataclass(frozen=True, slots=True)
class ReadParagraph:
    """A paragraph with what stands in it: `fragment` is its address in the document, `label` what is printed.

    `links` lead from the paragraph as a whole to what answers it; those of its acts stand with the acts.
    """

    fragment: str
    label: str
    kind: str
    level: int
    pieces: tuple[Piece, ...]
    acts: tuple[ReadAct, ...]
    citations: tuple[Cited, ...]
    notes: tuple[tuple[str, str], ...]
    links: tuple[LinkEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class ListedAt:
    """A place of a plan that lists the document, with the subprogrammes `below` it (address and title)."""

    address: str
    title: str
    year: int | None
    part: str
    below: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class CitedBy:
    """A paragraph of another document that cites this one."""

    symbol: str
    fragment: str
    title: str
    part: str
    context: str


def paragraphs_of(document: Document, today: date, beside: Beside, seen: Sight) -> tuple[ReadParagraph, ...]:
    """The paragraphs of the current version in order; five statements, however long the document is.

    `beside` is what stands beside them.
    """
    acts = _acts_by_paragraph(document.current_id, today, beside, seen)
    return _paragraphs(document.current_id, acts, beside, seen)


def paragraphs_in(version: Version, seen: Sight) -> tuple[ReadParagraph, ...]:
    """The paragraphs of a text in another language; acts are those of the text that stands. Three statements."""
    return _paragraphs(version.pk, {}, Beside({}, {}), seen)


def _paragraphs(
    version: int | None, acts: Mapping[int, Sequence[ReadAct]], beside: Beside, seen: Sight
) -> tuple[ReadParagraph, ...]:
    citations: dict[int | None, list[Cited]] = defaultdict(list)
    cites = Citation.objects.filter(in_document(seen), version=version, paragraph__isnull=False)
    for one in cites.select_related("cited"):
        symbol = one.cited.address if one.cited else ""
        citations[one.paragraph_id].append(Cited(one.symbol or one.raw, symbol, one.part))
    notes = dict(Note.objects.filter(version=version).values_list("mark", "text"))
    return tuple(
        _paragraph(row, acts.get(row.pk, ()), citations.get(row.pk, ()), notes, beside.links.get(row.address, ()))
        for row in Paragraph.objects.filter(in_document(seen), version=version).order_by("position")
    )


def _acts_by_paragraph(version: int | None, today: date, beside: Beside, seen: Sight) -> dict[int, list[ReadAct]]:
    found: dict[int, list[ReadAct]] = defaultdict(list)
    annotated = Act.objects.filter(version=version).annotate(answered=as_value(is_answered(seen)))
    rows = list(annotated.select_related("paragraph").order_by("position"))
    names = names_asked([row.pk for row in rows])
    for row in rows:
        found[row.paragraph_id].append(_act(row, names.get(row.pk, ()), today, beside))
    return found


def _act(row: Any, names: Iterable[str], today: date, beside: Beside) -> ReadAct:
    is_open = not row.answered and any(map(is_secretariat, names))
    return ReadAct(
        address=row.address,
        part=row.paragraph.fragment,
        verb=row.verb,
        request=row.request,
        addressees=tuple(names),
        deadline=row.deadline_raw,
        deadline_kind=row.deadline_kind,
        day=row.latest,
        due=due(row.latest, today),
        computed=row.deadline_computed,
        reporting=row.report_raw,
        recurrence=row.report_recurrence,
        inherited=row.inherited,
        reiterated=row.reiterated,
        is_open=is_open,
        links=beside.links.get(row.address, ()),
        suggestions=beside.suggestions_of(row.address) if is_open else (),
    )


def _paragraph(
    row: Paragraph,
    acts: Sequence[ReadAct],
    citations: Sequence[Cited],
    notes: dict[str, str],
    links: tuple[LinkEntry, ...],
) -> ReadParagraph:
    return ReadParagraph(
        fragment=row.fragment,
        label=row.number,
        kind=row.kind,
        level=row.level,
        pieces=marked(row.text, acts),
        acts=tuple(acts),
        citations=tuple(dict.fromkeys(citations)),
        notes=tuple((mark, notes.get(mark, "")) for mark in row.marks),
        links=links,
    )


def marked(text: str, acts: Sequence[ReadAct]) -> tuple[Piece, ...]:
    """The text cut at the verbs and the requests of its acts, in their order; what is not found marks nothing.

    A verb is looked for by its first letters between the act before it and the words of its own request.
    """
    pieces: list[Piece] = []
    at = 0
    for act in acts:
        words = act.request.strip()
        start = text.find(words, at) if words else -1
        if start < 0:
            continue
        stem = act.verb.split(" ")[0][:4]
        verb = re.search(rf"\b{re.escape(stem)}", text[at:start], re.IGNORECASE) if stem else None
        opening = at + verb.start() if verb else start
        closing = opening + len(text[opening:start].rstrip())
        end = start + len(words)
        pieces += (
            Piece(text[at:opening]),
            Piece(text[opening:closing], "verb", act.asks),
            Piece(text[closing:start]),
            Piece(text[start:end], "what", act.asks),
        )
        at = end
    pieces.append(Piece(text[at:]))
    return tuple(piece for piece in pieces if piece.text)


def listings_of(document: Document, seen: Sight) -> tuple[ListedAt, ...]:
    """The places of plans in force that list the document, and what stands below them; two statements."""
    found = list(
        ListedMandate.objects.filter(IN_FORCE, in_plan(seen), document=document)
        .select_related("place", "version__document__plan")
        .order_by("place__address", "position")
    )
    below: dict[str, list[tuple[str, str]]] = defaultdict(list)
    children = Place.objects.filter(
        IN_FORCE, in_plan(seen), parent__in={one.place.address for one in found}, kind="subprogramme"
    )
    for parent, address, title in children.order_by("version", "position").values_list("parent", "address", "title"):
        below[parent].append((address, title))
    places: dict[str, ListedAt] = {}
    for one in found:
        at, plan = one.place, getattr(one.version.document, "plan", None)
        year = plan.year if plan else None
        title = called(at.place, at.title, one.version.document.title, plan.code) if plan else at.title
        places.setdefault(at.address, ListedAt(at.address, title, year, one.paragraph, tuple(below[at.address])))
    return tuple(places.values())


def cited_by(document: Document, seen: Sight) -> tuple[CitedBy, ...]:
    """Paragraphs and reports in force that cite the document, the first hundred."""
    found = (
        Citation.objects.filter(IN_FORCE, in_document(seen), cited=document)
        .exclude(version=document.current_id)
        .select_related("paragraph", "version__document")
        .order_by("version__document__address", "position", "pk")
    )
    return tuple(
        CitedBy(
            symbol=one.version.document.address,
            fragment=one.paragraph.fragment if one.paragraph else "",
            title=one.version.document.title,
            part=one.part,
            context=one.context,
        )
        for one in found[:CITED_BY]
    )


def mentions_of(document: Document) -> tuple[Cited, ...]:
    """The mandates that a report mentions, each once, in order."""
    found = Citation.objects.filter(version=document.current_id, paragraph__isnull=True).select_related("cited")
    mentions = (
        Cited(one.symbol or one.raw, one.cited.address if one.cited else "", one.part)
        for one in found.order_by("position")
    )
    return tuple(dict.fromkeys(mentions))
