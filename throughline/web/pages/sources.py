"""Pages of sources: every file that was read, what came of it, and one file with its document."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from throughline.store.models import SourceFile, TakingIn
from throughline.store.rights import worked
from throughline.web.formatting import file_name, number
from throughline.web.pages.frame import (
    Filters,
    Head,
    Status,
    Step,
    page_of_list,
    show_list,
    sight_in,
    start_of,
    worked_organization_at,
)

OUTCOMES = {
    "new": Status("good", pgettext_lazy("taking in", "new")),
    "filled": Status("good", pgettext_lazy("taking in", "filled a known unknown")),
    "changed": Status("attention", pgettext_lazy("taking in", "changed")),
    "same": Status("plain", pgettext_lazy("taking in", "same text")),
    "unchanged": Status("plain", pgettext_lazy("taking in", "unchanged")),
}


@dataclass(frozen=True, slots=True)
class Taken:
    """A taking-in with how it ended."""

    one: TakingIn
    status: Status


class SourceFilters(Filters):
    """Filters of sources."""

    q = forms.CharField(required=False, max_length=200, label=gettext_lazy("File or document"))


def sources(request: HttpRequest, organization: str) -> HttpResponse:
    """Every taking-in of a file, the newest first."""
    whose = worked_organization_at(request, organization)
    filters = SourceFilters(request.GET)
    found = TakingIn.objects.filter(organization=whose).select_related("source", "by").order_by("-pk")
    for word in filters.wanted.get("q", "").split():
        found = found.filter(source__name__icontains=word) | found.filter(address__icontains=word)
    listing = page_of_list(request, filters, found.count(), lambda at, count: _taken(found[at : at + count]))
    head = Head(_("Sources"), _("Where everything in the record came from"), (start_of(whose.code),))
    words = ngettext(
        "%(count)s taking-in of a file.", "%(count)s takings-in of files, the newest first.", listing.total
    )
    context = {"head": head, "listing": listing, "answer": words % {"count": number(listing.total)}}
    return show_list(request, "sources/list.html", filters, context)


def _taken(found: Iterable[TakingIn]) -> list[Taken]:
    return [Taken(one, OUTCOMES[one.outcome]) for one in found]


def file(request: HttpRequest, organization: str, sha256: str) -> HttpResponse:
    """A file by its digest, and each time it was taken in."""
    whose = worked_organization_at(request, organization)
    taken_there = TakingIn.objects.filter(worked(sight_in(request, whose)), source=OuterRef("pk"))
    source = SourceFile.objects.filter(Exists(taken_there), sha256=sha256).first()
    if source is None:
        raise Http404(_("No file with the digest %(digest)s was read.") % {"digest": sha256[:64]})
    found = (
        TakingIn.objects.filter(worked(sight_in(request, whose)), source=source)
        .select_related("source", "by")
        .order_by("pk")
    )
    trail = (start_of(whose.code), Step(_("Sources"), reverse("sources", args=[whose.code])))
    context = {"head": Head(_("Source file"), file_name(source.name), trail), "source": source, "taken": _taken(found)}
    return render(request, "sources/file.html", context)
