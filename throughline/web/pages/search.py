"""Search over everything that the record says: every word, in any form of it, the best first, by document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from throughline.store.knowledge import Found, Hit
from throughline.store.knowledge import search as search_index
from throughline.store.mandates.reads import document_named
from throughline.store.models import Document, Organization
from throughline.store.reporting.reads import standing_rows
from throughline.store.rights import Sight
from throughline.web.access import sight
from throughline.web.addresses import mandate_page, page_of
from throughline.web.formatting import number
from throughline.web.pages.findings import FindingShown, with_words
from throughline.web.pages.findings import shown as findings_shown
from throughline.web.pages.frame import (
    ANY,
    Filters,
    Head,
    Words,
    organization_at,
    page_of_list,
    show_list,
    sight_in,
    start_of,
)

KINDS: dict[str, str | Promise] = {
    "document": gettext_lazy("Document"),
    "paragraph": gettext_lazy("Paragraph"),
    "act": gettext_lazy("Act"),
    "section": gettext_lazy("Section"),
    "programme": gettext_lazy("Programme"),
    "subprogramme": gettext_lazy("Subprogramme"),
    "result": gettext_lazy("Result"),
    "measure": gettext_lazy("Measure"),
    "deliverable": gettext_lazy("Deliverable"),
}
EVERYTHING_SEEN = "all"
# How many findings that hold the words are shown beside everything else.
FINDINGS = 3
HITS = 20


@dataclass(frozen=True, slots=True)
class HitShown:
    """Something that holds the words, with its page and what it is."""

    code: str
    page: str
    kind: str | Promise
    title: str
    pieces: tuple[tuple[str, bool], ...]
    language: str


@dataclass(frozen=True, slots=True)
class HitGroup:
    """The hits of a page that stand in one document, under its symbol and title."""

    document: str
    title: str
    language: str
    hits: tuple[HitShown, ...]


class SearchFilters(Filters):
    """What is looked for, of which kind and year, and in whose record."""

    q = forms.CharField(required=False, max_length=200, label=gettext_lazy("Words"))
    kind = forms.ChoiceField(
        required=False, choices=[("", gettext_lazy("Everything")), *KINDS.items()], label=gettext_lazy("Kind")
    )
    year = forms.ChoiceField(required=False, label=gettext_lazy("Year"))
    where = forms.ChoiceField(required=False, label=gettext_lazy("In the record of"))

    def __init__(self, data: Mapping[str, Any], code: str, organizations: int) -> None:
        super().__init__(data)
        year = str(data.get("year", ""))
        self.offer("year", [("", ANY), *([(year, year)] if year.isdecimal() and len(year) == 4 else [])])
        self.offer("where", [("", code), (EVERYTHING_SEEN, _("Everybody whose record you see"))])
        if organizations < 2:
            del self.fields["where"]

    def count(self, found: Found) -> None:
        """Say at each choice how many things it would leave."""
        if not found.kinds and not found.years:
            return
        kinds = [(kind, _with_count(name, found.kinds[kind])) for kind, name in KINDS.items() if kind in found.kinds]
        whole = sum(count for kind, count in found.kinds.items() if kind != "act")
        self.offer("kind", [("", _with_count(_("Everything"), whole)), *kinds])
        years = [(year, _with_count(year, count)) for year, count in sorted(found.years.items(), reverse=True)]
        self.offer("year", [("", ANY), *years])


def _with_count(name: Words, count: int) -> str:
    return f"{name} ({number(count)})"


def search(request: HttpRequest, organization: str) -> HttpResponse:
    """Everything that holds all the words; a code that is known leads straight to its page."""
    whose = organization_at(request, organization)
    filters = SearchFilters(request.GET, whose.code, len(sight(request).organizations))
    wanted = filters.wanted
    words = wanted.get("q", "").strip()
    own = sight_in(request, whose)
    seen = sight(request) if wanted.get("where") else own
    start = (filters.number - 1) * HITS
    found = search_index(words, HITS, start, wanted.get("kind"), year=wanted.get("year"), seen_by=seen)
    filters.count(found)
    groups = grouped(found.hits, whose, seen)
    counted = ngettext("%(count)s thing holds these words.", "%(count)s things hold these words.", found.total)
    context = {
        "head": Head(_("Search"), _("Search everything"), (start_of(whose.code),)),
        "words": words,
        "exact": exact(whose.code, words, own),
        "answer": counted % {"count": number(found.total)},
        "listing": page_of_list(request, filters, found.total, lambda _at, _count: groups, HITS),
        **_findings(whose, words if filters.number == 1 else "", own),
    }
    return show_list(request, "search.html", filters, context)


def exact(organization: str, words: str, seen: Sight) -> str:
    """The page of the document whose symbol was typed, "" where it is none that the record knows."""
    symbol, _mark, part = words.partition("#")
    # Every symbol has a figure in it; words without one need not be looked up.
    known = document_named(symbol, seen_by=seen) if any(one.isdecimal() for one in symbol) else None
    return mandate_page(organization, known.address, part) if known else ""


def grouped(hits: Sequence[Hit], whose: Organization, seen: Sight) -> tuple[HitGroup, ...]:
    """The hits by document, each document where its best hit stands. One statement."""
    by_document: dict[str, list[HitShown]] = {}
    for hit in hits:
        by_document.setdefault(hit.document, []).append(shown(_record_of(hit, whose, seen), hit))
    heads = {
        address: (title, language)
        for address, title, language in Document.objects.filter(address__in=by_document).values_list(
            "address", "title", "language"
        )
    }
    return tuple(
        HitGroup(document, *heads.get(document, ("", "")), tuple(own)) for document, own in by_document.items()
    )


def _record_of(hit: Hit, whose: Organization, seen: Sight) -> str:
    """In whose record a hit is shown: that of the page where it stands there, else the first that is seen."""
    if whose.pk in hit.organizations:
        return whose.code
    return next((one.code for one in seen.organizations if one.pk in hit.organizations), whose.code)


def shown(organization: str, hit: Hit) -> HitShown:
    """A hit as the page shows it."""
    page = page_of(organization, hit.address)
    return HitShown(hit.address, page, KINDS.get(hit.kind, hit.kind), hit.title, hit.pieces, hit.language)


def _findings(whose: Organization, words: str, seen: Sight) -> dict[str, Any]:
    """The first findings that hold the words, and the page of all; two statements, none without words."""
    if not words or not seen.works_in(whose.pk):
        return {"findings": (), "finding_count": 0}
    found = with_words(standing_rows(organization=whose.code, seen_by=seen), words)
    first: list[FindingShown] = findings_shown(whose.code, found[:FINDINGS])
    return {
        "findings": first,
        "finding_count": found.count() if len(first) == FINDINGS else len(first),
        "finding_page": f"{reverse('findings', args=[whose.code])}?{urlencode({'q': words})}",
    }
