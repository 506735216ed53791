"""An element of a plan: what contributes to it and what it serves, the mandates linked to it; and its forms."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from throughline.engine.errors import Refused
from throughline.engine.planning.frameworks import DRAFT, Element
from throughline.store.models import FrameworkVersion
from throughline.store.monitoring.assessments.reads import assessments_of
from throughline.store.monitoring.indicators.nodes import NodeEntry, nodes_at
from throughline.store.monitoring.indicators.reads import indicators_at
from throughline.store.planning.contributions.reads import ContributionEntry, contributions_at
from throughline.store.planning.frameworks.actions import write_draft
from throughline.store.planning.frameworks.reads import ElementEntry, in_making, standing_and_draft, tree_of
from throughline.store.planning.frameworks.writing import elements_of
from throughline.store.planning.links.reads import links_to
from throughline.web.access import action
from throughline.web.formatting import number
from throughline.web.pages.assessments.shown import YearShown, shown_in
from throughline.web.pages.evaluations.shown import evaluated_shown
from throughline.web.pages.frame import Head, Step, for_workers
from throughline.web.pages.frameworks.at import FrameworkAt
from throughline.web.pages.frameworks.forms import ElementForm, RevisionForm
from throughline.web.pages.frameworks.names import STATE_NAMES
from throughline.web.pages.trying import DONE, tried


@dataclass(frozen=True, slots=True)
class Beside:
    """A contribution as the page of one of its ends shows it: the other end with its title, None where it is gone."""

    entry: ContributionEntry
    other: str
    node: NodeEntry | None


@never_cache
def element(request: HttpRequest, organization: str, plan: str, element: str) -> HttpResponse:
    """An element of the version of a plan that stands."""
    at = FrameworkAt(request, organization, plan)
    version, draft = standing_and_draft(at.framework, seen_by=at.seen)
    tree = tree_of(version) if version else ()
    found = next((one for one in tree if one.element.code == element), None)
    if found is None or version is None:
        return _only_in_making(at, element)
    beside = contributions_at([found.address], seen_by=at.seen)
    ends = {end for one in beside for end in (one.source, one.target)}
    nodes = nodes_at(at.whose, ends, seen_by=at.seen)
    to = [Beside(one, one.target, nodes.get(one.target)) for one in beside if one.source == found.address]
    come = [Beside(one, one.source, nodes.get(one.source)) for one in beside if one.target == found.address]
    below = [one for one in tree if one.element.parent == element]
    works, may_write = at.seen.works_in(at.whose.pk), at.may_write()
    context = {
        "head": _head(at, found, tree),
        "answers": _said(to, come, below),
        "at": at,
        "found": found,
        "status": STATE_NAMES[version.state],
        "version": version,
        "below": below,
        "to": to,
        "come": come,
        "links": links_to(found.address, seen_by=at.seen) if works else (),
        "evaluated": evaluated_shown(at.whose, found.address, seen_by=at.seen) if works else None,
        "assessed": _assessed(at, found.address),
        "indicators": indicators_at(at.whose, [found.address], seen_by=at.seen),
        "works": bool(for_workers(request, at.whose.code, "x")),
        "may_write": may_write,
        "draft": draft if may_write else None,
    }
    return render(request, "frameworks/element.html", context)


def _assessed(at: FrameworkAt, address: str) -> YearShown | None:
    """What the element judges of itself in the newest year, for who works there. Two statements."""
    if not at.seen.works_in(at.whose.pk):
        return None
    entries = assessments_of(at.whose, [address], seen_by=at.seen)
    return next(iter(shown_in(entries, entries)), None)


def _only_in_making(at: FrameworkAt, code: str) -> HttpResponse:
    """An element that does not stand yet is changed in the draft, by who may; Http404 for others."""
    draft = in_making(at.framework) if at.may_write() else None
    if draft is None or draft.state != DRAFT or all(one.code != code for one in elements_of(draft)):
        raise Http404(_("The plan has no element %(code)s that stands.") % {"code": code[:60]})
    return redirect("plans-element-edit", at.whose.code, at.framework.code, code)


def _head(at: FrameworkAt, found: ElementEntry, tree: Sequence[ElementEntry]) -> Head:
    parents = {one.element.code: one.element for one in tree}
    chain: list[Element] = []
    code = found.element.parent
    while code in parents and parents[code] not in chain:
        chain.append(parents[code])
        code = parents[code].parent
    steps = (Step(one.code, f"{at.page}/of/{one.code}") for one in reversed(chain))
    kind = _("%(level)s · %(address)s") % {"level": found.element.level, "address": found.address}
    return Head(kind, found.element.title, (*at.trail, *steps), language="en")


def _said(to: Sequence[Beside], come: Sequence[Beside], below: Sequence[ElementEntry]) -> list[str]:
    words = ngettext(
        "%(count)s node of a plan contributes to it.", "%(count)s nodes of plans contribute to it.", len(come)
    )
    said = [words % {"count": number(len(come))}]
    words = ngettext("%(count)s element stands below it.", "%(count)s elements stand below it.", len(below))
    said.append(words % {"count": number(len(below))})
    if to:
        words = ngettext("It contributes to %(count)s node.", "It contributes to %(count)s nodes.", len(to))
        said.append(words % {"count": number(len(to))})
    return said


@action
@never_cache
def add(request: HttpRequest, organization: str, plan: str) -> HttpResponse:
    """A new element of the draft, below another or at the top."""
    at, draft = _draft_at(request, organization, plan)
    parent = request.GET.get("parent", "")[:60]
    levels = {one.code: one.level for one in elements_of(draft)}
    names = at.framework.levels
    below = names[names.index(levels[parent]) + 1 :] if levels.get(parent) in names else names
    initial = {"parent": parent, "level": (below or names)[0], "revision": draft.revision}
    return _form(at, draft, "", initial, _("Add an element"))


@action
@never_cache
def edit(request: HttpRequest, organization: str, plan: str, element: str) -> HttpResponse:
    """Another title, place or text for an element of the draft."""
    at, draft = _draft_at(request, organization, plan)
    found = next((one for one in elements_of(draft) if one.code == element), None)
    if found is None:
        raise Http404(_("The draft has no element %(code)s.") % {"code": element[:60]})
    names = ("code", "level", "parent", "title", "text", "assumptions", "unit", "goals")
    initial = {name: getattr(found, name) for name in names} | {"revision": draft.revision}
    return _form(at, draft, element, initial, _("Change the element"))


def _form(at: FrameworkAt, draft: FrameworkVersion, code: str, initial: dict[str, Any], kind: str) -> HttpResponse:
    """The page of the form of an element; POST writes the draft with it."""
    elements = elements_of(draft)
    others = [one for one in elements if one.code != code]
    form = ElementForm(at.framework, others, data := _data(at.request), initial=initial)
    status = 200
    if data is not None:
        status = tried(form, lambda said: _write(at, elements, code, form))
        if status == DONE:
            return redirect(f"{at.page}?version={draft.number}")
        data["revision"] = str(draft.revision) if status == 409 else data.get("revision", "")
    context = {
        "head": Head(kind, str(initial.get("title") or at.framework.title), at.trail),
        "form": form,
        "do": _("Save the element"),
        "cancel": f"{at.page}?version={draft.number}",
        "removing": RevisionForm(initial={"revision": draft.revision}, auto_id="remove-%s") if code else None,
        "removed_at": f"{at.page}/of/{code}/remove",
    }
    return render(at.request, "frameworks/form.html", context, status=status)


def _data(request: HttpRequest) -> Any:
    return request.POST.copy() if request.method == "POST" else None


def _write(at: FrameworkAt, elements: Sequence[Element], code: str, form: ElementForm) -> None:
    """Put the element of a form into the draft: in its place, or behind the last that stands below the same."""
    assert at.by is not None
    said = form.element()
    if code:
        whole = [said if one.code == code else _following(one, code, said.code) for one in elements]
    else:
        whole = [*elements, said]
    write_draft(by=at.by, framework=at.framework, revision=form.cleaned_data["revision"], elements=whole)


def _following(one: Element, before: str, now: str) -> Element:
    """An element that stands below one whose code changed stands below its new code."""
    return replace(one, parent=now) if one.parent == before else one


@action
@never_cache
@require_POST
def remove(request: HttpRequest, organization: str, plan: str, element: str) -> HttpResponse:
    """Take an element out of the draft; what stands below it must be moved or removed first."""
    at, draft = _draft_at(request, organization, plan)
    form = RevisionForm(request.POST)
    kept = [one for one in elements_of(draft) if one.code != element]
    assert at.by is not None
    if not form.is_valid():
        raise Refused(_("Look at the draft again: it is not said which state of it this was."))
    write_draft(by=at.by, framework=at.framework, revision=form.cleaned_data["revision"], elements=kept)
    return redirect(f"{at.page}?version={draft.number}")


def _draft_at(request: HttpRequest, organization: str, plan: str) -> tuple[FrameworkAt, FrameworkVersion]:
    """The plan with its draft, for who may write in it; Http404 for others, and where no draft is open."""
    at = FrameworkAt(request, organization, plan)
    draft = in_making(at.framework) if at.may_write() else None
    if draft is None or draft.state != DRAFT:
        raise Http404(_("No draft of this plan is open."))
    return at, draft
