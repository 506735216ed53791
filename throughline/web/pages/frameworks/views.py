"""The plans of an organization as a list, one of them as a tree, and two of its versions side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from throughline.engine.planning.frameworks import ADVISED, APPROVED, DRAFT, SUBMITTED
from throughline.engine.planning.versions import ElementChange, element_changes
from throughline.store.models import FrameworkVersion, Organization
from throughline.store.planning.contributions.reads import contributions_where
from throughline.store.planning.frameworks.reads import (
    ElementEntry,
    FrameworkEntry,
    VersionEntry,
    framework_entries,
    frameworks_where,
    tree_of,
    version_at,
    versions_of,
)
from throughline.store.planning.frameworks.writing import elements_of
from throughline.store.rights import edits_in
from throughline.web.access import may_act
from throughline.web.formatting import day, number
from throughline.web.pages.difference import DifferenceShown, texts_shown
from throughline.web.pages.frame import Head, Status, Words, organization_at, sight_in
from throughline.web.pages.frameworks.at import FrameworkAt, trail_of_frameworks
from throughline.web.pages.frameworks.forms import AdviseForm, AmendForm, RevisionForm, RollForm, SendBackForm
from throughline.web.pages.frameworks.names import (
    CHANGE_NAMES,
    FIELD_NAMES,
    KIND_NAMES,
    PLAN_NAMES,
    PLANS_NAMES,
    STATE_NAMES,
    TURNS,
)
from throughline.web.pages.history.views import told_at


@dataclass(frozen=True, slots=True)
class FrameworkShown:
    """A plan in the list with its names: the state of what stands, and of what is in the making."""

    entry: FrameworkEntry
    status: Status
    making: Status | None
    turn: Words


def frameworks(request: HttpRequest, organization: str) -> HttpResponse:
    """The plans of an organization by kind, the newest first, with who must act."""
    whose = organization_at(request, organization)
    seen = sight_in(request, whose)
    entries = framework_entries(frameworks_where(whose, seen_by=seen))
    by = may_act(request)
    context = {
        "head": Head(_("Plans of results"), _("Strategic, financial and operational plans"), _trail(whose)),
        "answer": _said_of_all(entries),
        "kinds": [(name, [_shown(one) for one in entries if one.kind == kind]) for kind, name in PLANS_NAMES.items()],
        "there": bool(entries),
        "may_make": by is not None and edits_in(by, whose),
    }
    return render(request, "frameworks/list.html", context)


def _trail(whose: Organization) -> tuple[Any, ...]:
    return trail_of_frameworks(whose.code)[:-1]


def _shown(one: FrameworkEntry) -> FrameworkShown:
    is_making = one.making and one.making != one.version
    return FrameworkShown(
        one,
        STATE_NAMES[one.state],
        STATE_NAMES[one.making_state] if is_making else None,
        TURNS.get(one.making_state, ""),
    )


def _said_of_all(entries: Sequence[FrameworkEntry]) -> list[str]:
    if not entries:
        return [_("No plan of results stands here yet.")]
    approved = sum(one.state == APPROVED for one in entries)
    words = ngettext(
        "%(count)s plan, of which %(approved)s approved.",
        "%(count)s plans, of which %(approved)s approved.",
        len(entries),
    )
    said = [words % {"count": number(len(entries)), "approved": number(approved)}]
    waiting = sum(one.making_state in (SUBMITTED, ADVISED) for one in entries)
    if waiting:
        words = ngettext("%(count)s waits for a decision.", "%(count)s wait for a decision.", waiting)
        said.append(words % {"count": number(waiting)})
    return said


@dataclass(frozen=True, slots=True)
class ElementShown:
    """An element in the tree: how deep it stands (1 at the top), and how much contributes to it and by it."""

    entry: ElementEntry
    level: int
    serves: int
    served: int


@never_cache
def framework(request: HttpRequest, organization: str, plan: str) -> HttpResponse:
    """A plan as a tree, in the version that stands or another."""
    return framework_page(FrameworkAt(request, organization, plan))


def framework_page(at: FrameworkAt, sent: forms.Form | None = None, status: int = 200) -> HttpResponse:
    """The page of a plan; a form that was `sent` and not done comes back in its place."""
    versions = versions_of(at.framework, seen_by=at.seen)
    version = version_at(at.framework, _number_in(at.request), seen_by=at.seen)
    if version is None:
        raise Http404(_("The plan has no such version."))
    shown = next(one for one in versions if one.number == version.number)
    latest = versions[0]
    context = {
        "head": _head(at, shown),
        "at": at,
        "entry": at.framework,
        "last": at.framework.end - timedelta(days=1),
        "newer": latest.number if latest.number > version.number else 0,
        "kind": KIND_NAMES[at.framework.kind],
        "answers": _said(shown, latest),
        "shown": shown,
        "status": STATE_NAMES[shown.state],
        "versions": [(one, STATE_NAMES[one.state]) for one in versions],
        "elements": _elements(at, version),
        "may_write": at.may_write() and latest.state == DRAFT and version.number == latest.number,
        "lines": told_at(at.whose, at.framework.address, at.seen) if at.seen.works_in(at.whose.pk) else (),
        **_forms(at, version if version.number == latest.number else None, sent),
    }
    return render(at.request, "frameworks/framework.html", context, status=status)


def _number_in(request: HttpRequest) -> int | None:
    """The version that is asked for; None for the one that stands."""
    wanted = request.GET.get("version", "")
    if wanted:
        return int(wanted) if wanted.isdecimal() and len(wanted) < 7 else 0
    return None


def _head(at: FrameworkAt, shown: VersionEntry) -> Head:
    kind = _("%(kind)s · %(address)s · version %(version)s")
    named = {"kind": PLAN_NAMES[at.framework.kind], "address": at.framework.address, "version": shown.number}
    tone = STATE_NAMES[shown.state].tone
    return Head(kind % named, at.framework.title, trail_of_frameworks(at.whose.code), tone, "en")


def _said(shown: VersionEntry, latest: VersionEntry) -> list[str]:
    """The state of the version that is shown, and whose turn it is on the one in the making."""
    if shown.state == APPROVED and shown.decided is not None:
        said = [_("Approved on %(day)s.") % {"day": day(shown.decided.date())}]
    elif shown.number < latest.number:
        said = [_("This version was replaced by a newer one.")]
    else:
        said = [_("Not approved yet: it is seen by who works here alone.")]
    if shown.note:
        said.append(_("Sent back: %(note)s") % {"note": shown.note})
    if latest.state in TURNS:
        if latest.number != shown.number:
            said.append(_("An amendment is on its way as version %(number)s.") % {"number": latest.number})
        said.append(str(TURNS[latest.state]))
    return said


def _elements(at: FrameworkAt, version: FrameworkVersion) -> list[ElementShown]:
    """The tree with how much contributes from and to each element. Two statements."""
    base = f"{at.framework.address}/"
    found = contributions_where(seen_by=at.seen)
    within = found.filter(source__startswith=base) | found.filter(target__startswith=base)
    serves: dict[str, int] = {}
    served: dict[str, int] = {}
    for source, target in within.values_list("source", "target"):
        serves[source] = serves.get(source, 0) + 1
        served[target] = served.get(target, 0) + 1
    return [
        ElementShown(one, one.depth + 1, serves.get(one.address, 0), served.get(one.address, 0))
        for one in tree_of(version)
    ]


def _forms(at: FrameworkAt, version: FrameworkVersion | None, sent: forms.Form | None) -> dict[str, Any]:
    """The forms of the actions that the reader may take on the newest version: sent ones as they were typed."""
    if version is None or at.by is None:
        return {}
    now = {"revision": version.revision}
    found: dict[str, Any] = {}
    if version.state == DRAFT and at.may_edit():
        found["submitting"] = RevisionForm(initial=now)
        found["may_head"] = version.number == 1
    if version.state in (SUBMITTED, ADVISED) and at.may_decide(version):
        found["approving"] = RevisionForm(initial=now, auto_id="approve-%s")
        found["advising"] = _of(AdviseForm, sent) or AdviseForm(initial=now, auto_id="advise-%s")
        found["sending_back"] = _of(SendBackForm, sent) or SendBackForm(initial=now, auto_id="back-%s")
    if version.state == APPROVED and at.may_edit():
        found["amending"] = _of(AmendForm, sent) or AmendForm()
    if at.framework.rolling and at.may_edit():
        found["rolling"] = _of(RollForm, sent) or RollForm(auto_id="roll-%s")
    return found


def _of(kind: type[forms.Form], sent: forms.Form | None) -> forms.Form | None:
    return sent if type(sent) is kind else None


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """An element that differs between two versions, with its fields before and after."""

    change: ElementChange
    status: Status
    difference: DifferenceShown


def compare(request: HttpRequest, organization: str, plan: str) -> HttpResponse:
    """Two versions of a plan side by side: what came, went and changed."""
    at = FrameworkAt(request, organization, plan)
    versions = versions_of(at.framework, seen_by=at.seen)
    numbers = [one.number for one in versions]
    now = _chosen(request, "now", numbers, numbers[0])
    before = _chosen(request, "before", numbers, max([one for one in numbers if one < now], default=now))
    sides = [version_at(at.framework, number, seen_by=at.seen) for number in (before, now)]
    changes = element_changes(*(elements_of(side) for side in sides if side is not None))
    names = [_("Version %(number)s") % {"number": number} for number in (before, now)]
    words = ngettext("%(count)s element differs.", "%(count)s elements differ.", len(changes))
    context = {
        "head": Head(_("Versions side by side"), at.framework.title, at.trail, language="en"),
        "versions": [(one, STATE_NAMES[one.state]) for one in versions],
        "before": before,
        "now": now,
        "answer": words % {"count": number(len(changes))} if changes else _("Nothing differs."),
        "changes": [change_shown(one, names) for one in changes],
        "page": at.page,
    }
    return render(request, "frameworks/compare.html", context)


def _chosen(request: HttpRequest, name: str, numbers: Sequence[int], otherwise: int) -> int:
    wanted = request.GET.get(name, "")
    if not wanted:
        return otherwise
    if not wanted.isdecimal() or len(wanted) > 6 or int(wanted) not in numbers:
        raise Http404(_("The plan has no such version."))
    return int(wanted)


def change_shown(one: ElementChange, names: Sequence[str]) -> ChangeShown:
    """An element that differs between two states, called by these names."""
    fields = [(str(FIELD_NAMES[field.name]), field.before, field.now) for field in one.fields]
    return ChangeShown(one, CHANGE_NAMES[one.kind], texts_shown(names[0], names[1], fields))
