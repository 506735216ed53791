"""Pages of sources: every file that was read, what came of it, and one file with its document."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from throughline.store.models import Organization, Person, SourceFile, TakingIn
from throughline.store.rights import EDIT, may
from throughline.web.access import VIEW_AS, may_act
from throughline.web.formatting import number, source_name
from throughline.web.pages.frame import (
    Filters,
    Head,
    Status,
    Step,
    page_of_list,
    show_list,
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


UNDONE = Status("plain", pgettext_lazy("taking in", "undone"))


@dataclass(frozen=True, slots=True)
class Taken:
    """A taking-in with how it ended, and the address of the page that undoes it, "" where it cannot be."""

    one: TakingIn
    status: Status
    undo: str = ""


class SourceFilters(Filters):
    """Filters of sources."""

    q = forms.CharField(required=False, max_length=200, label=gettext_lazy("File or document"))


def sources(request: HttpRequest, organization: str) -> HttpResponse:
    """Every taking-in of a file, the newest first."""
    whose = worked_organization_at(request, organization)
    filters = SourceFilters(request.GET)
    found = _takings_in(whose).order_by("-pk")
    for word in filters.wanted.get("q", "").split():
        found = found.filter(source__name__icontains=word) | found.filter(address__icontains=word)
    edits = may_edit(request, whose)
    listing = page_of_list(
        request, filters, found.count(), lambda at, count: _taken(whose, found[at : at + count], edits)
    )
    head = Head(_("Sources"), _("Where everything in the record came from"), (start_of(whose.code),))
    words = ngettext(
        "%(count)s taking-in of a file.", "%(count)s takings-in of files, the newest first.", listing.total
    )
    context = {"head": head, "listing": listing, "answer": words % {"count": number(listing.total)}, "edits": edits}
    return show_list(request, "sources/list.html", filters, context)


def _takings_in(whose: Organization) -> QuerySet[Any]:
    """The takings-in of an organization, each with whether something newer stands in the way of undoing it."""
    newer = TakingIn.objects.filter(address=OuterRef("address"), undone_at=None, pk__gt=OuterRef("pk"))
    newer = newer.exclude(organization=whose, number=OuterRef("number"))
    found = TakingIn.objects.filter(organization=whose).select_related("source", "by", "undone_by")
    return found.annotate(is_newest=Q(undone_at=None) & ~Exists(newer))


def _taken(whose: Organization, found: Iterable[Any], edits: bool) -> list[Taken]:
    return [
        Taken(
            one,
            OUTCOMES[one.outcome] if one.undone_at is None else UNDONE,
            undo_page_of(whose.code, one) if edits and one.is_newest else "",
        )
        for one in found
    ]


def undo_page_of(organization: str, one: TakingIn) -> str:
    """The address of the page that undoes a taking-in: its file, the reader that read it, the version it led to."""
    asked = urlencode({"reader": one.reader, "version": str(one.number)})
    return f"{reverse('sources-undo', args=[organization, one.source.sha256])}?{asked}"


def may_edit(request: HttpRequest, whose: Organization) -> bool:
    """Tell whether the person may change the whole record of the organization, and looks with the own eyes."""
    person = may_act(request)
    return person is not None and VIEW_AS not in request.session and may(person, EDIT, whose)


def edited(request: HttpRequest, code: str) -> tuple[Organization, Person]:
    """The organization at an address and who may change its whole record; Http404 for everybody else."""
    whose, person = worked_organization_at(request, code), may_act(request)
    if person is None or not may_edit(request, whose):
        raise Http404
    return whose, person


def file(request: HttpRequest, organization: str, sha256: str) -> HttpResponse:
    """A file by its digest, and each time it was taken in."""
    whose = worked_organization_at(request, organization)
    source = SourceFile.objects.filter(Exists(_takings_in(whose).filter(source=OuterRef("pk"))), sha256=sha256).first()
    if source is None:
        raise Http404(_("No file with the digest %(digest)s was read.") % {"digest": sha256[:64]})
    found = _takings_in(whose).filter(source=source).order_by("pk")
    context = {
        "head": Head(_("Source file"), source_name(source), trail_of(whose)),
        "source": source,
        "taken": _taken(whose, found, may_edit(request, whose)),
    }
    return render(request, "sources/file.html", context)


def trail_of(whose: Organization) -> tuple[Step, ...]:
    """The trail to what stands below the sources."""
    return start_of(whose.code), Step(_("Sources"), reverse("sources", args=[whose.code]))
