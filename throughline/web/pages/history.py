"""Pages of history: what was done to the record, by whom and when, and what was done at one address."""

import json
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughline.store.models import HistoryLine, Organization
from throughline.store.rights import Sight, worked
from throughline.web.addresses import page_of
from throughline.web.pages.frame import (
    Filters,
    Head,
    Step,
    page_of_list,
    show_list,
    sight_in,
    start_of,
    worked_organization_at,
)

# How many lines of one address its page shows.
LINES = 100


@dataclass(frozen=True, slots=True)
class Told:
    """A line of the history as it is shown: what was done, and what the action said of itself."""

    number: int
    at: datetime
    by: str
    action: str
    address: str
    page: str
    digest: str
    facts: tuple[tuple[str, str], ...]


class HistoryFilters(Filters):
    """Filters of the history."""

    q = forms.CharField(required=False, max_length=200, label=gettext_lazy("Address"))


def history(request: HttpRequest, organization: str) -> HttpResponse:
    """What was done to the record, the newest first."""
    whose = worked_organization_at(request, organization)
    filters = HistoryFilters(request.GET)
    found = HistoryLine.objects.filter(worked(sight_in(request, whose))).order_by("-number")
    if "q" in filters.wanted:
        found = found.filter(address__icontains=filters.wanted["q"])
    listing = page_of_list(
        request, filters, found.count(), lambda at, count: [told(whose.code, one) for one in found[at : at + count]]
    )
    head = Head(_("History"), _("What was done to the record"), (start_of(whose.code),))
    return show_list(request, "history/list.html", filters, {"head": head, "listing": listing})


def at_address(request: HttpRequest, organization: str, address: str) -> HttpResponse:
    """What was done at one address, the newest first."""
    whose = worked_organization_at(request, organization)
    found = HistoryLine.objects.filter(worked(sight_in(request, whose)), address=address).order_by("-number")
    lines = [told(whose.code, one) for one in found[:LINES]]
    if not lines:
        raise Http404(_("Nothing was done at the address %(code)s.") % {"code": address[:200]})
    trail = (start_of(whose.code), Step(_("History"), reverse("history", args=[whose.code])))
    return render(request, "history/address.html", {"head": Head(_("History"), address, trail), "lines": lines})


def told_at(whose: Organization, address: str, seen: Sight) -> list[Told]:
    """What was done at one address, the newest first, as its own page tells it; one statement."""
    found = HistoryLine.objects.filter(worked(seen), organization=whose, address=address).order_by("-number")
    return [told(whose.code, one) for one in found[:LINES]]


def told(organization: str, line: HistoryLine) -> Told:
    """A line as it is shown; digests in what it says of itself are left to `throughline verify`."""
    data = json.loads(line.data)
    facts = (
        (name, ", ".join(f"{key} {value}" for key, value in said.items()) if isinstance(said, dict) else str(said))
        for name, said in data.items()
        if name not in ("content", "rows", "sha256", "organization") and said not in (None, "", {}, [])
    )
    return Told(
        number=line.number,
        at=line.at,
        by=line.by,
        action=line.action,
        address=line.address,
        page=page_of(organization, line.address),
        digest=line.digest,
        facts=tuple(facts),
    )
