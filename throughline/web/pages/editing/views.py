"""Pages on which a place, a result or a deliverable is edited, a result added or removed; drafts, and two at once."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from throughline.engine.editing.records import RESULT, tidy
from throughline.engine.errors import Forbidden, Refused
from throughline.store.editing.action import Edited, edit_plan
from throughline.store.editing.drafts import draft_at, save_draft, throw_away
from throughline.store.editing.proposing import Standing, Wish, check_rights, standing_at
from throughline.store.editing.reads import plan_at
from throughline.store.editing.tables import FORM, Draft
from throughline.store.editing.typed import typed_at
from throughline.store.models import Person
from throughline.web.access import acting, action
from throughline.web.addresses import plan_page_of
from throughline.web.checked import check_now
from throughline.web.kept import typed as typed_before
from throughline.web.pages.editing.forms import MINE, THEIRS, AddForm, NodeForm, RemoveForm, parts_of_form, tell
from throughline.web.pages.frame import Head, Step, sight_in, worked_organization_at
from throughline.web.pages.plans.trail import trail_of_plan


class Edit:
    """What every page of editing starts from: the plan, the node that the address names, and who edits."""

    def __init__(self, request: HttpRequest, organization: str, place: str) -> None:
        whose = worked_organization_at(request, organization)
        self.request, self.organization, self.address = request, organization, f"{organization}/{place}"
        found = plan_at(self.address, seen_by=sight_in(request, whose))
        if found is None:
            raise Http404(_("No plan has the address %(code)s.") % {"code": self.address[:200]})
        self.plan, self.node = found
        self.by: Person = acting(request)
        try:
            check_rights(self.by, self.plan, [self.node])
        except Forbidden as reason:
            raise PermissionDenied(str(reason)) from reason
        self.standing: Standing = standing_at(self.plan)
        self.page = plan_page_of(organization, self.address)
        if self.node not in self.standing.nodes and self.node:
            raise Http404(_("Nothing that can be edited has the address %(code)s.") % {"code": self.address[:200]})

    @property
    def number(self) -> int:
        """The version that stands."""
        return self.standing.version.number

    def head(self, kind: str, name: str = "") -> Head:
        """The head of a page, with the trail that leads back."""
        title = self.standing.nodes[self.node].title if self.node in self.standing.nodes else self.plan.address
        steps = trail_of_plan(self.organization, self.plan)
        trail = (*steps, Step(self.node, self.page)) if self.node else steps
        return Head(f"{kind} · {self.address}", name or title or self.address, trail, language="" if name else "en")


@action
@never_cache
def edit(request: HttpRequest, organization: str, node: str) -> HttpResponse:
    """The form of a node: what stands or what one's draft says; sent, it is applied, kept as a draft, or compared."""
    at = Edit(request, organization, node)
    if at.node not in at.standing.nodes:
        raise Http404
    if request.method != "POST":
        return _shown(at, _form_begun(at), draft=draft_at(at.by, at.address))
    form = NodeForm(at.standing.nodes[at.node], at.plan.year, request.POST)
    if request.POST.get("do") == "forget":
        throw_away(person=at.by, address=at.address, kinds=(FORM,))
        return redirect(request.path)
    if not form.is_valid():
        return _shown(at, form, status=400)
    if request.POST.get("do") == "draft":
        return _kept(at, form)
    return _applied(at, form)


def _form_begun(at: Edit) -> NodeForm:
    """The form as it is begun: with what stands, with one's draft, or with what was typed before signing in again."""
    draft = draft_at(at.by, at.address)
    said = draft.fields.get(at.node, {}) if draft else {}
    before = typed_before(at.request)
    began = before.get("number") if before else None
    number = int(began) if began and began.isdigit() else draft.number if draft else at.number
    return NodeForm(at.standing.nodes[at.node], at.plan.year, initial={**said, "number": number})


def _kept(at: Edit, form: NodeForm) -> HttpResponse:
    """Keep what was typed as a draft; a program that saves while one types is told when."""
    stands = at.standing.nodes[at.node].fields
    said = {name: text for name, text in form.wanted().items() if tidy(text) != tidy(stands.get(name, ""))}
    number = form.cleaned_data["number"]
    if said:
        save_draft(plan=at.plan, node=at.node, number=number, fields=said, by=at.by)
    else:
        throw_away(person=at.by, address=at.address, kinds=(FORM,))
    if "application/json" in at.request.headers.get("Accept", ""):
        return JsonResponse({"at": now().isoformat(timespec="seconds")})
    return redirect(at.request.path)


def _applied(at: Edit, form: NodeForm) -> HttpResponse:
    wish = Wish(
        number=form.cleaned_data["number"],
        wanted={at.node: form.wanted()},
        mine=form.chosen(MINE),
        theirs=form.chosen(THEIRS),
        seen=form.cleaned_data["seen"],
    )
    try:
        edited = edit_plan(plan=at.plan, wish=wish, by=at.by)
    except Forbidden:
        raise
    except Refused as reason:
        form.add_error(None, str(reason))
        return _shown(at, form, status=409)
    if edited.proposal.is_wrong:
        return _returned(at, form, edited)
    throw_away(person=at.by, address=at.address, kinds=(FORM,))
    return done(at, edited)


def _returned(at: Edit, form: NodeForm, edited: Edited) -> HttpResponse:
    """The form comes back: with what is wrong beside its fields, and with what somebody else typed meanwhile."""
    conflicts, meanwhile = edited.proposal.merged.conflicts, edited.proposal.merged.meanwhile
    data = at.request.POST.copy()
    data["seen"] = str(edited.proposal.number)
    for one in meanwhile:
        data[one.field] = one.theirs
    again = NodeForm(at.standing.nodes[at.node], at.plan.year, data)
    again.is_valid()
    # What is open is shown where it is chosen.
    tell(again, [one for one in edited.proposal.findings if one.code != "PL-CONFLICT"])
    return _shown(at, again, edited, status=409 if conflicts else 400)


def _shown(
    at: Edit, form: NodeForm, edited: Edited | None = None, draft: Draft | None = None, status: int = 200
) -> HttpResponse:
    merged = edited.proposal.merged if edited else None
    typed = typed_at(at.standing.version.pk, [at.node])
    node = at.standing.nodes[at.node]
    context: dict[str, Any] = {
        "head": at.head(_("Edit")),
        "form": form,
        "parts": parts_of_form(form, merged.conflicts if merged else (), typed),
        "conflicts": merged.conflicts if merged else (),
        "meanwhile": merged.meanwhile if merged else (),
        "by_others": others(at.standing) if merged and (merged.conflicts or merged.meanwhile) else "",
        "draft": draft,
        "is_older": bool(draft and draft.number != at.number),
        "page": at.page,
        "kind": node.kind,
        "organization_code": at.organization,
        "remove": node.kind == RESULT,
        "place": at.address.partition("/")[2],
    }
    return render(at.request, "editing/edit.html", context, status=status)


def others(standing: Standing) -> str:
    """Who wrote the version that stands."""
    return str(standing.version.taking_in.by)


def done(at: Edit, edited: Edited, page: str = "") -> HttpResponse:
    """After an edit: the checks are run again, and the page of what was edited is shown."""
    if edited.version is not None:
        check_now()
    return redirect(page or at.page)


@action
@never_cache
def add(request: HttpRequest, organization: str, node: str) -> HttpResponse:
    """A result is added to a subprogramme, with its first measure."""
    at = Edit(request, organization, node)
    form = AddForm(at.plan.year, request.POST or None, initial={"number": at.number})
    status = 200
    if request.method == "POST" and form.is_valid():
        edited = edit_plan(plan=at.plan, wish=Wish(at.number, {}, (form.addition(at.node),)), by=at.by)
        if edited.version is not None:
            new = f"{at.plan.address}/{edited.added[0]}"
            return done(at, edited, plan_page_of(organization, new))
        tell(form, edited.proposal.findings)
    if form.errors:
        status = 400
    context = {"head": at.head(_("New result")), "form": form, "page": at.page, "button": _("Add the result")}
    return render(request, "editing/form.html", context, status=status)


@action
@never_cache
def remove(request: HttpRequest, organization: str, node: str) -> HttpResponse:
    """A result is removed, with a reason."""
    at = Edit(request, organization, node)
    if at.node not in at.standing.nodes or at.standing.nodes[at.node].kind != RESULT:
        raise Http404
    form = RemoveForm(request.POST or None, initial={"number": at.number})
    if request.method == "POST" and form.is_valid():
        wish = Wish(form.cleaned_data["number"], {}, removals=(form.removal(at.node),))
        edited = edit_plan(plan=at.plan, wish=wish, by=at.by)
        if edited.version is not None:
            return done(at, edited, plan_page_of(organization, at.address.rpartition("/")[0]))
        form = RemoveForm({**request.POST.dict(), "number": at.number})
        form.is_valid()
        tell(form, edited.proposal.findings)
    measures = sum(1 for name in at.standing.nodes[at.node].fields if name.endswith("/title"))
    context = {
        "head": at.head(_("Remove a result")),
        "form": form,
        "page": at.page,
        "button": _("Remove the result"),
        "danger": True,
        "measures": measures,
    }
    return render(request, "editing/form.html", context, status=400 if form.errors else 200)
