"""Reads of links: those of a document, of a result or place, one by its code; and what stands at their ends."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce

from throughline.engine.links import link_address
from throughline.store.mandates.tables import Act, Document, Paragraph
from throughline.store.planning.frameworks.reads import approved_at, approved_elements
from throughline.store.planning.links.tables import Link
from throughline.store.planning.tables import Place, Result
from throughline.store.rights import Sight, in_plan, owned, worked
from throughline.store.rows import IN_FORCE


@dataclass(frozen=True, slots=True)
class LinkEntry:
    """A link with what stands at its ends now; the words of an end that stands in no version in force are None."""

    code: str
    source: str
    document: str
    document_title: str
    asked: str | None
    target: str
    answer: str | None
    share: Fraction | None
    rationale: str
    revision: int
    changed: datetime
    changed_by: str
    ended: datetime | None
    ending: str

    @property
    def address(self) -> str:
        """The public address of the link itself."""
        return link_address(self.code)

    @property
    def fragment(self) -> str:
        """Where in its document the source stands: "7(b)/a1"; "" for the whole document."""
        return self.source.partition("#")[2]

    @property
    def stands(self) -> bool:
        """Tell whether it answers: nobody ended it, and its place or result is in force."""
        return self.ended is None and self.answer is not None


@dataclass(frozen=True, slots=True)
class Target:
    """A place or a result of a plan in force that can be linked to: `kind` is `result`, `section`, `programme` ..."""

    address: str
    kind: str
    title: str
    within: str


def links_where(
    *,
    document: str | None = None,
    source: str | None = None,
    target: str | None = None,
    code: str | None = None,
    ended: bool | None = False,
    seen_by: Sight,
) -> QuerySet[Any]:
    """Links that fit: of the document with this address, from this source, to this target or below it.

    `ended` False for those that nobody ended, True for the others, None for all. Rows say what stands at the ends, and
    to who works there (`told`) who made the link and why.
    """
    found = Link.objects.filter(owned(seen_by))
    if ended is not None:
        found = found.filter(ended__isnull=not ended)
    if document:
        found = found.filter(document__address=document)
    if source:
        found = found.filter(source=source)
    if target:
        found = found.filter(Q(target=target) | Q(target__startswith=f"{target}/"))
    if code:
        found = found.filter(code=code)
    told = ExpressionWrapper(worked(seen_by) or Q(pk__isnull=False), output_field=BooleanField())
    rows: QuerySet[Any] = with_ends(found.select_related("document", "changed_by").annotate(told=told))
    return rows.order_by("source", "target")


def with_ends(found: QuerySet[Any]) -> Any:
    """Links with the words that stand at their ends: `asked` and `answer`, None where the end is gone.

    Words of a text, and its title, are told where the organization of the link holds it: it may only cite it, or hold
    it no more, while another one does.
    """
    own = {"holdings__organization": OuterRef("organization"), "holdings__held": True}
    held = Document.objects.filter(pk=OuterRef("document"), **own)
    at_source = {
        "version": OuterRef("document__current"),
        "address": OuterRef("source"),
        **{f"version__document__{name}": value for name, value in own.items()},
    }
    known = Document.objects.filter(pk=OuterRef("document"), address=OuterRef("source"))
    return found.annotate(
        title=Coalesce(Subquery(held.values("title")[:1]), Value("", output_field=TextField())),
        asked=Coalesce(
            Subquery(Act.objects.filter(**at_source).values("request")[:1]),
            Subquery(Paragraph.objects.filter(**at_source).values("text")[:1]),
            Subquery(held.filter(address=OuterRef("source")).values("title")[:1]),
            Subquery(known.values(empty=Value("", output_field=TextField()))[:1]),
        ),
        answer=target_title(),
    )


def target_title() -> Any:
    """The title of the result, place or approved element at the address `target`; None where it is gone."""
    here = {"address": OuterRef("target")}
    return Coalesce(
        Subquery(Result.objects.filter(IN_FORCE, **here).values("title")[:1]),
        Subquery(Place.objects.filter(IN_FORCE, **here).values("title")[:1]),
        Subquery(approved_at(OuterRef("target")).values("title")[:1], output_field=TextField()),
    )


def link_entries(found: Iterable[Any]) -> tuple[LinkEntry, ...]:
    """Rows of `links_where` as records."""
    return tuple(
        LinkEntry(
            code=one.code,
            source=one.source,
            document=one.document.address,
            document_title=one.title,
            asked=one.asked,
            target=one.target,
            answer=one.answer,
            share=one.share,
            rationale=one.rationale if one.told else "",
            revision=one.revision,
            changed=one.changed,
            changed_by=str(one.changed_by) if one.told else "",
            ended=one.ended,
            ending=one.ending,
        )
        for one in found
    )


def links_of(document: str, *, seen_by: Sight) -> dict[str, tuple[LinkEntry, ...]]:
    """The links of a document by their source. One statement."""
    by_source: dict[str, list[LinkEntry]] = {}
    for one in link_entries(links_where(document=document, seen_by=seen_by)):
        by_source.setdefault(one.source, []).append(one)
    return {source: tuple(entries) for source, entries in by_source.items()}


def links_to(target: str, *, seen_by: Sight) -> tuple[LinkEntry, ...]:
    """The links to a place or result, and to what stands right below it. One statement."""
    return link_entries(links_where(target=target, seen_by=seen_by))


def targets_where(
    organization: str, words: str = "", addresses: Iterable[str] | None = None, *, seen_by: Sight
) -> tuple[Target, ...]:
    """Places, results and approved elements whose title or address holds all the words, or with these addresses.

    One statement.

    At most 20 for words: who sees no fitting one writes more of them.
    """
    places: QuerySet[Any] = Place.objects.filter(IN_FORCE, in_plan(seen_by), address__startswith=f"{organization}/")
    results: QuerySet[Any] = Result.objects.filter(IN_FORCE, in_plan(seen_by), address__startswith=f"{organization}/")
    elements: QuerySet[Any] = approved_elements().filter(
        owned(seen_by, "version__framework__organization"), address__startswith=f"{organization}/"
    )
    fits = Q() if addresses is None else Q(address__in=list(addresses))
    for word in words.split():
        fits &= Q(title__icontains=word) | Q(address__icontains=word)
    named = places.filter(fits).order_by().values_list("address", "kind", "title", Value(""))
    of_places = results.filter(fits).order_by().values_list("address", Value("result"), "title", F("place__title"))
    of_plans = elements.filter(fits).order_by().values_list("address", "level", "title", "version__framework__title")
    rows = named.union(of_places, of_plans).order_by("address")
    return tuple(Target(*row) for row in (rows if addresses is not None else rows[:20]))
