"""Several at once: rows that are chosen and changed by one form, and the page on which a set of changes is applied."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache

from throughline.engine.editing.checks import LONGEST
from throughline.engine.editing.merging import Conflict
from throughline.engine.editing.records import DELIVERABLE, RESULT, Change, Node
from throughline.store.editing.action import edit_plan
from throughline.store.editing.drafts import draft_at, save_set, throw_away
from throughline.store.editing.proposing import Proposal, Standing, Wish, proposal_of
from throughline.store.editing.tables import SET, Draft
from throughline.web.access import action
from throughline.web.formatting import number
from throughline.web.pages.difference import DifferenceShown, texts_shown
from throughline.web.pages.editing.forms import MINE, THEIRS, full_label_of, words_of
from throughline.web.pages.editing.views import Edit, done, others

# Nodes of a set that its page shows one by one.
SHOWN = 200
OF = {RESULT: gettext_lazy("Results"), DELIVERABLE: gettext_lazy("Deliverables")}


class RowsForm(forms.Form):
    """Which rows change, which field of them, and what it becomes."""

    rows = forms.MultipleChoiceField(
        label=gettext_lazy("Rows"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one row.")},
    )
    field = forms.ChoiceField(label=gettext_lazy("What of them changes"))
    find = forms.CharField(
        required=False,
        strip=False,
        max_length=LONGEST,
        label=gettext_lazy("Only these words in it"),
        help_text=gettext_lazy("Leave it empty, and the whole text is replaced."),
        widget=forms.TextInput({"dir": "auto"}),
    )
    text = forms.CharField(
        required=False,
        strip=False,
        max_length=LONGEST,
        label=gettext_lazy("The new text or value"),
        widget=forms.Textarea({"rows": 2, "dir": "auto"}),
    )
    number = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, nodes: Mapping[str, Node], data: Any = None, **named: Any) -> None:
        super().__init__(data, **named)
        self.nodes = nodes
        names = dict.fromkeys(name for one in nodes.values() for name in one.fields)
        self._choose("rows", [(one.node, f"{one.node}: {one.title}") for one in nodes.values()])
        self._choose("field", [(name, full_label_of(name)) for name in names])

    def _choose(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)

    def wanted(self) -> dict[str, dict[str, str]]:
        """What changes in the rows that were chosen: {node: {field: text}}."""
        said, found = self.cleaned_data, {}
        for name in said["rows"]:
            before = self.nodes[name].fields.get(said["field"])
            if before is None or (said["find"] and said["find"] not in before):
                continue
            after = before.replace(said["find"], said["text"]) if said["find"] else said["text"]
            if after != before:
                found[name] = {said["field"]: after}
        return found

    def clean(self) -> dict[str, Any]:
        """Refuse a form that would change nothing."""
        said = super().clean() or {}
        if not self.errors and not self.wanted():
            raise forms.ValidationError(_("None of the rows would change: choose others, or another text."))
        return said


@action
@never_cache
def rows(request: HttpRequest, organization: str, node: str) -> HttpResponse:
    """Rows below a place are chosen, and one field of them gets another text; the changes are shown before."""
    at = Edit(request, organization, node)
    kind = DELIVERABLE if request.GET.get("of") == DELIVERABLE else RESULT
    nodes = below(at.standing, at.node, kind)
    form = RowsForm(nodes, request.POST or None, initial={"number": at.number})
    if request.method == "POST" and form.is_valid():
        save_set(plan=at.plan, node=at.node, number=at.number, wanted=form.wanted(), by=at.by)
        return redirect("plans-edit-changes", organization, node)
    context = {
        "head": at.head(_("Change several at once")),
        "form": form,
        "kind": kind,
        "kinds": [(code, name, code == kind) for code, name in OF.items()],
        "nodes": nodes,
        "page": at.page,
    }
    return render(request, "editing/rows.html", context, status=400 if form.errors else 200)


def below(standing: Standing, node: str, kind: str = "") -> dict[str, Node]:
    """The nodes at and below a node of a plan, all or those of a kind."""
    inside = f"{node}/" if node else ""
    return {
        name: one
        for name, one in standing.nodes.items()
        if (name == node or name.startswith((inside, f"{node}."))) and kind in ("", one.kind)
    }


@dataclass(frozen=True, slots=True)
class NodeChanges:
    """What changes at one node: its fields before and after, and the fields that two people changed."""

    node: str
    title: str
    difference: DifferenceShown
    conflicts: tuple[tuple[Conflict, str], ...]


@action
@never_cache
def changes(request: HttpRequest, organization: str, node: str) -> HttpResponse:
    """A set of changes that waits: what changes and what is in the way; sent, it is applied as one, or thrown away."""
    at = Edit(request, organization, node)
    draft = draft_at(at.by, at.address, SET)
    if draft is None:
        return redirect(at.page)
    if request.method == "POST" and request.POST.get("do") == "forget":
        throw_away(person=at.by, address=at.address, kinds=(SET,))
        return redirect(at.page)
    wish = _wish(request, draft)
    if request.method != "POST":
        return _changes(at, draft, proposal_of(at.standing, wish))
    edited = edit_plan(plan=at.plan, wish=wish, by=at.by)
    if edited.proposal.is_wrong:
        return _changes(at, draft, edited.proposal, status=409 if edited.proposal.open else 400)
    throw_away(person=at.by, address=at.address, kinds=(SET,))
    return done(at, edited)


def _wish(request: HttpRequest, draft: Draft) -> Wish:
    names = [name for name in request.POST if name.startswith("choose ")]
    said = {name.removeprefix("choose "): request.POST.get(name, "") for name in names}
    seen = request.POST.get("seen", "")
    return Wish(
        number=draft.number,
        wanted=draft.fields,
        mine=_fields(said, MINE),
        theirs=_fields(said, THEIRS),
        seen=int(seen) if seen.isdecimal() and len(seen) < 10 else None,
    )


def _fields(said: Mapping[str, str], which: str) -> frozenset[tuple[str, str]]:
    chosen = (name.partition("#") for name, one in said.items() if one == which)
    return frozenset((node, field) for node, _mark, field in chosen)


def _changes(at: Edit, draft: Draft, proposal: Proposal, status: int = 200) -> HttpResponse:
    merged = proposal.merged
    changed = by_node(at.standing.nodes, merged.changes, merged.conflicts, at.request.POST)
    wrong = [
        (one.where.partition("#")[0], full_label_of(one.where.partition("#")[2]), words_of(one))
        for one in proposal.findings
        if one.code != "PL-CONFLICT"
    ]
    count = len(merged.changes) + len(merged.conflicts)
    context = {
        "head": at.head(_("Changes that wait"), _("Look at what changes")),
        "draft": draft,
        "changed": changed[:SHOWN],
        "more": len(changed) - SHOWN,
        "open": merged.conflicts,
        "by_others": others(at.standing) if merged.conflicts else "",
        "findings": wrong,
        "answer": _answer(count, len(changed)),
        "number": proposal.number,
        "page": at.page,
        "again": reverse("plans-edit-rows", args=[at.organization, at.address.partition("/")[2]]),
    }
    return render(at.request, "editing/changes.html", context, status=status)


def _answer(count: int, nodes: int) -> str:
    if not count:
        return _("Nothing changes: what was wanted stands already.")
    fields = ngettext("%(count)s text or value", "%(count)s texts or values", count) % {"count": number(count)}
    where = ngettext("%(count)s row", "%(count)s rows", nodes) % {"count": number(nodes)}
    return _("%(fields)s in %(where)s would change. Nothing is applied yet.") % {"fields": fields, "where": where}


def by_node(
    nodes: Mapping[str, Node], changed: Sequence[Change], conflicts: Sequence[Conflict], said: Mapping[str, Any]
) -> list[NodeChanges]:
    """The changes of each node, in the order of the plan."""
    texts: dict[str, list[tuple[str, str, str]]] = {}
    contested: dict[str, list[tuple[Conflict, str]]] = {}
    for one in changed:
        texts.setdefault(one.node, []).append((full_label_of(one.field), one.before, one.after))
    for conflict in conflicts:
        chosen = str(said.get(f"choose {conflict.node}#{conflict.field}", ""))
        contested.setdefault(conflict.node, []).append((conflict, chosen))
    return [
        NodeChanges(
            name or node.title,
            node.title,
            texts_shown(_("Now"), _("Then"), texts.get(name, ())),
            tuple(contested.get(name, ())),
        )
        for name, node in nodes.items()
        if name in texts or name in contested
    ]
