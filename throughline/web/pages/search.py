"""Search over everything: documents, paragraphs, places of plans, results, deliverables; every word must be there."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughline.engine.mandates.symbols import key_of
from throughline.store.models import Deliverable, Document, Paragraph, Place, Result
from throughline.store.rows import IN_FORCE
from throughline.web.addresses import mandate_page, page_of
from throughline.web.pages.frame import Filters, Head, organization_at, show_list, start_of

# How many hits of each kind one page shows; more wants more words.
HITS = 20
# How much text stands around the first word that was found.
AROUND = 140


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, plain or a word that was looked for."""

    text: str
    hit: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that holds the words: its code, its page, its title and the text around the first word."""

    code: str
    page: str
    title: tuple[Piece, ...]
    around: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Hits of one kind; `more` says that there are others."""

    key: str
    name: str
    hits: tuple[Hit, ...]
    more: bool


class SearchFilters(Filters):
    """What is looked for."""

    q = forms.CharField(required=False, max_length=200, label=gettext_lazy("Words"))


def search(request: HttpRequest, organization: str) -> HttpResponse:
    """Everything that holds all the words, by kind; a code that is known leads straight to its page."""
    whose = organization_at(organization)
    filters = SearchFilters(request.GET)
    said = filters.wanted.get("q", "").strip()
    words = said.split()[:8]
    groups = [group for group in _groups(whose.code, words) if group.hits] if words else []
    context = {
        "head": Head(_("Search"), _("Search everything"), (start_of(whose.code),)),
        "words": said,
        "exact": _exact(whose.code, said) if said else "",
        "groups": groups,
        "count": sum(len(group.hits) for group in groups),
    }
    return show_list(request, "search.html", filters, context)


def _exact(organization: str, said: str) -> str:
    """The page of the thing whose code was typed, "" where it is no known code."""
    symbol, _hash, part = said.partition("#")
    document = Document.objects.filter(key=key_of(symbol)).values_list("address", flat=True).first()
    return mandate_page(organization, document, part) if document else ""


def _groups(organization: str, words: Sequence[str]) -> list[Group]:
    """Five kinds of things, one statement for each."""
    current = "version__document"
    return [
        _group(
            "documents",
            _("Documents"),
            _holding(Document.objects.order_by("-held", "address"), ("address", "title"), words),
            lambda one: _hit(one.address, mandate_page(organization, one.address), one.title, "", words),
        ),
        _group(
            "paragraphs",
            _("Paragraphs"),
            _holding(Paragraph.objects.filter(IN_FORCE).select_related(current), ("text",), words),
            lambda one: _hit(
                one.address, page_of(organization, one.address), one.version.document.title, one.text, words
            ),
        ),
        _group(
            "places",
            _("Sections and subprogrammes"),
            _holding(Place.objects.filter(IN_FORCE), ("address", "title", "objective", "strategy", "expected"), words),
            lambda one: _hit(
                one.address,
                page_of(organization, one.address),
                one.title,
                "\n".join((one.objective, one.strategy, one.expected)),
                words,
            ),
        ),
        _group(
            "results",
            _("Results"),
            _holding(Result.objects.filter(IN_FORCE), ("title", "narrative"), words),
            lambda one: _hit(one.address, page_of(organization, one.address), one.title, one.narrative, words),
        ),
        _group(
            "deliverables",
            _("Deliverables"),
            _holding(Deliverable.objects.filter(IN_FORCE).select_related("place"), ("title",), words),
            lambda one: _hit(
                one.address, f"{page_of(organization, one.place.address)}#deliverables", one.title, "", words
            ),
        ),
    ]


def _holding(rows: QuerySet[Any], fields: Sequence[str], words: Sequence[str]) -> QuerySet[Any]:
    """The rows in which every word stands in one of the fields."""
    for word in words:
        anywhere = Q()
        for field in fields:
            anywhere |= Q(**{f"{field}__icontains": word})
        rows = rows.filter(anywhere)
    return rows


def _group(key: str, name: str, found: QuerySet[Any], hit: Callable[[Any], Hit]) -> Group:
    rows = list(found[: HITS + 1])
    return Group(key, name, tuple(hit(one) for one in rows[:HITS]), len(rows) > HITS)


def _hit(code: str, page: str, title: str, text: str, words: Sequence[str]) -> Hit:
    return Hit(code, page, pieces(title, words), pieces(_around(text, words), words))


def _around(text: str, words: Sequence[str]) -> str:
    """The text around the first word that stands in it, "" where none does."""
    lowered = text.casefold()
    places = [at for word in words if (at := lowered.find(word.casefold())) >= 0]
    if not places:
        return ""
    start, end = max(0, min(places) - AROUND), min(places) + AROUND
    before = "..." if start else ""
    after = "..." if end < len(text) else ""
    return f"{before}{text[start:end].strip()}{after}"


def pieces(text: str, words: Sequence[str]) -> tuple[Piece, ...]:
    """The text cut at the words that were looked for."""
    if not text or not words:
        return (Piece(text),) if text else ()
    longest_first = sorted(set(words), key=len, reverse=True)
    parts = re.split("(" + "|".join(re.escape(word) for word in longest_first) + ")", text, flags=re.IGNORECASE)
    return tuple(Piece(part, hit=at % 2 == 1) for at, part in enumerate(parts) if part)
