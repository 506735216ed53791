"""Pages of history: what was done to the record, by whom and when, and what was done at one address."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughline.store.editing.action import EDIT
from throughline.store.history import canonical
from throughline.store.models import Deliverable, HistoryLine, Measure, Organization, Place, Plan, Result
from throughline.store.rights import Sight, worked
from throughline.web.addresses import page_of
from throughline.web.pages.difference import DifferenceShown, texts_shown
from throughline.web.pages.editing.beside import undo_of
from throughline.web.pages.editing.forms import full_label_of
from throughline.web.pages.frame import (
    Filters,
    Head,
    Step,
    Words,
    page_of_list,
    show_list,
    sight_in,
    start_of,
    worked_organization_at,
)
from throughline.web.pages.history.words import action_words, facts_of, whose_words

# How many lines of one address its page shows.
LINES = 100
# How many nodes of one edit its line shows.
NODES = 20
# What was done to people stands at addresses without a page.
PEOPLE = "people/"
MEASURE = re.compile(r"(?P<result>.+)/(?P<measure>M\d+)")


@dataclass(frozen=True, slots=True)
class EditedNode:
    """What an edit did at one node: its page, its fields before and after; `note` where a result comes or goes."""

    node: str
    page: str
    note: str
    difference: DifferenceShown


@dataclass(frozen=True, slots=True)
class Told:
    """A line of the history as it is shown: what was done, and what the action said of itself."""

    number: int
    at: datetime
    by: Words
    action: Words
    address: str
    page: str
    digest: str
    facts: tuple[tuple[Words, Words], ...]
    edited: tuple[EditedNode, ...] = ()
    more: int = 0


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
    """What was done at one address, the newest first; of a part of a plan, what of its document touched it."""
    whose = worked_organization_at(request, organization)
    seen = sight_in(request, whose)
    plan = _plan_at(whose, address)
    node = address[len(plan.address) + 1 :] if plan else ""
    found = HistoryLine.objects.filter(worked(seen)).filter(_touching(plan, node) if plan else Q(address=address))
    lines = [told(whose.code, one, node) for one in found.order_by("-number")[:LINES]]
    undo = undo_of(request, plan, plan.document.current, node) if plan and plan.document.current else ""
    if not lines or (plan and node and not _was_there(plan, address, lines)):
        raise Http404(_("Nothing was done at the address %(code)s.") % {"code": address[:200]})
    trail = (start_of(whose.code), Step(_("History"), reverse("history", args=[whose.code])))
    return render(
        request, "history/address.html", {"head": Head(_("History"), address, trail), "lines": lines, "undo": undo}
    )


def _plan_at(whose: Organization, address: str) -> Plan | None:
    """The plan that an address is in, itself included."""
    above = accumulate(address.split("/"), lambda one, other: f"{one}/{other}")
    found = Plan.objects.filter(organization=whose, address__in=list(above)[:20])
    whole = ("organization", "document__current__taking_in")
    return found.select_related(*whole).order_by("-address").first()


def _touching(plan: Plan, node: str) -> Q:
    """The lines of a plan's document that touch a node: every reading of it, and the edits at the node or below it.

    What the line says of an edit is canonical JSON, in which no text can look like the beginning of a row.
    """
    here = Q(address=plan.document.address)
    if not node:
        return here
    named = canonical(node).removesuffix('"')
    rows = [f"[{named}{end}" for end in ('"', "/", ".")]
    if measure := MEASURE.fullmatch(node):
        rows.append(f'[{canonical(measure["result"])},"{measure["measure"]}/')
    touched = ~Q(action=EDIT)
    for row in rows:
        touched |= Q(data__contains=row)
    return here & touched


def _was_there(plan: Plan, address: str, lines: Sequence[Told]) -> bool:
    """Tell whether the address ever named a part of the plan: some version has it, or an edit touched it."""
    if any(line.edited for line in lines):
        return True
    parts: tuple[QuerySet[Any], ...] = tuple(
        kind.objects.filter(version__document=plan.document, address=address).order_by().values_list("address")
        for kind in (Place, Result, Deliverable, Measure)
    )
    return bool(parts[0].union(*parts[1:])[:1])


def told_at(whose: Organization, address: str, seen: Sight) -> list[Told]:
    """What was done at one address, the newest first, as its own page tells it; one statement."""
    found = HistoryLine.objects.filter(worked(seen), organization=whose, address=address).order_by("-number")
    return [told(whose.code, one) for one in found[:LINES]]


def told(organization: str, line: HistoryLine, node: str = "") -> Told:
    """A line as it is shown, of an edit what it did at a node and below; digests are left to `throughline verify`."""
    data = json.loads(line.data)
    edited = list(_edited(organization, data, node)) if line.action == EDIT else []
    return Told(
        number=line.number,
        at=line.at,
        by=whose_words(line.by),
        action=action_words(line.action),
        address=line.address,
        page="" if line.address.startswith(PEOPLE) else page_of(organization, line.address),
        digest=line.digest,
        facts=tuple(facts_of(_of_edit(data) if line.action == EDIT else data)),
        edited=tuple(edited[:NODES]),
        more=len(edited[NODES:]),
    )


def _of_edit(data: Mapping[str, Any]) -> dict[str, Any]:
    """What an edit says of itself beside its fields: the file and the counts are those of the text below it."""
    return {"version": data["version"]}


def _edited(organization: str, data: Mapping[str, Any], within: str) -> Iterator[EditedNode]:
    """The nodes that an edit changed, added to or removed, at the node `within` or below it."""
    edit = data["edit"]
    changed: dict[str, list[tuple[str, str, str]]] = {}
    for node, field, before, after in edit["changes"]:
        if _is_in(node, within) or _is_in(f"{node}/{field}", within):
            changed.setdefault(node, []).append((full_label_of(field), before, after))
    added = [(node, [(full_label_of(name), "", text) for name, text in new.items()]) for node, new in edit["additions"]]
    told = [
        *((node, "", texts) for node, texts in changed.items()),
        *((node, _("New"), texts) for node, texts in added if _is_in(node, within)),
        *((node, f"{_('Why it is removed')}: {why}", []) for node, why in edit["removals"] if _is_in(node, within)),
    ]
    before, after = _("The text before"), _("Version %(number)s") % {"number": data["version"]}
    for node, note, texts in told:
        yield _node(organization, data["plan"], node, note, texts_shown(before, after, texts))


def going_back(organization: str, data: Mapping[str, Any]) -> Iterator[EditedNode]:
    """The nodes that change where an edit is undone: what stands by the edit, and what stood before it."""
    edit = data["edit"]
    changed: dict[str, list[tuple[str, str, str]]] = {}
    for node, field, before, after in edit["changes"]:
        changed.setdefault(node, []).append((full_label_of(field), after, before))
    told = [
        *((node, "", texts) for node, texts in changed.items()),
        *((node, _("It goes"), [(full_label_of(n), t, "") for n, t in new.items()]) for node, new in edit["additions"]),
        *((node, _("It comes back"), []) for node, _why in edit["removals"]),
    ]
    now, then = _("Version %(number)s, withdrawn") % {"number": data["version"]}, _("As it was before")
    for node, note, texts in told:
        yield _node(organization, data["plan"], node, note, texts_shown(now, then, texts))


def _node(organization: str, plan: str, node: str, note: str, difference: DifferenceShown) -> EditedNode:
    address = f"{plan}/{node}" if node else plan
    return EditedNode(node or plan, page_of(organization, address), note, difference)


def _is_in(node: str, within: str) -> bool:
    return not within or node == within or node.startswith((f"{within}/", f"{within}."))
