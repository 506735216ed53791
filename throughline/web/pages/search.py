"""Search over everything that the record says: every word, in any form of it, the best first."""

from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from throughline.store.knowledge import Hit
from throughline.store.knowledge import search as search_index
from throughline.store.mandates.reads import document_named
from throughline.store.rights import Sight
from throughline.web.addresses import mandate_page, page_of
from throughline.web.formatting import number
from throughline.web.pages.frame import (
    PAGE_SIZE,
    Filters,
    Head,
    organization_at,
    page_of_list,
    show_list,
    sight_in,
    start_of,
)

KINDS: dict[str, str | Promise] = {
    "document": gettext_lazy("Document"),
    "paragraph": gettext_lazy("Paragraph"),
    "section": gettext_lazy("Section"),
    "programme": gettext_lazy("Programme"),
    "subprogramme": gettext_lazy("Subprogramme"),
    "result": gettext_lazy("Result"),
    "measure": gettext_lazy("Measure"),
    "deliverable": gettext_lazy("Deliverable"),
}


@dataclass(frozen=True, slots=True)
class HitShown:
    """Something that holds the words, with its page and what it is."""

    code: str
    page: str
    kind: str | Promise
    title: str
    pieces: tuple[tuple[str, bool], ...]


class SearchFilters(Filters):
    """What is looked for, and of which kind."""

    q = forms.CharField(required=False, max_length=200, label=gettext_lazy("Words"))
    kind = forms.ChoiceField(
        required=False, choices=[("", gettext_lazy("Everything")), *KINDS.items()], label=gettext_lazy("Kind")
    )


def search(request: HttpRequest, organization: str) -> HttpResponse:
    """Everything that holds all the words; a code that is known leads straight to its page."""
    whose = organization_at(request, organization)
    filters = SearchFilters(request.GET)
    words, kind = filters.wanted.get("q", "").strip(), filters.wanted.get("kind")
    start = (filters.number - 1) * PAGE_SIZE
    seen = sight_in(request, whose)
    found = search_index(words, PAGE_SIZE, start, kind, seen_by=seen)
    hits = [shown(whose.code, hit) for hit in found.hits]
    counted = ngettext("%(count)s thing holds these words.", "%(count)s things hold these words.", found.total)
    context = {
        "head": Head(_("Search"), _("Search everything"), (start_of(whose.code),)),
        "words": words,
        "exact": exact(whose.code, words, seen),
        "answer": counted % {"count": number(found.total)},
        "listing": page_of_list(request, filters, found.total, lambda _at, _count: hits),
    }
    return show_list(request, "search.html", filters, context)


def exact(organization: str, words: str, seen: Sight) -> str:
    """The page of the document whose symbol was typed, "" where it is none that the record knows."""
    symbol, _mark, part = words.partition("#")
    document = document_named(symbol, seen_by=seen) if symbol else None
    return mandate_page(organization, document.address, part) if document else ""


def shown(organization: str, hit: Hit) -> HitShown:
    """A hit as the page shows it."""
    return HitShown(
        hit.address, page_of(organization, hit.address), KINDS.get(hit.kind, hit.kind), hit.title, hit.pieces
    )
