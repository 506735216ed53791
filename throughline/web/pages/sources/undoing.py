"""Undoing a taking-in: a page that says what will change, and the action."""

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from throughline.engine.differences import Difference
from throughline.engine.errors import Forbidden, Refused
from throughline.store.editing.action import EDIT
from throughline.store.models import HistoryLine, Organization, Person, TakingIn
from throughline.store.taking_in import Undone, preview_undo, undo
from throughline.web.access import action
from throughline.web.addresses import plan_page_of
from throughline.web.checked import check_now
from throughline.web.formatting import number, source_name
from throughline.web.pages.difference import DifferenceShown, texts_shown
from throughline.web.pages.frame import Head, Step
from throughline.web.pages.history.views import going_back
from throughline.web.pages.sources.views import edited, trail_of

# How many texts that change, and how many documents that are forgotten, a page shows.
SHOWN = 50


class UndoForm(forms.Form):
    """Which taking-in of a file is undone: by which version of the readers, and to which version of the document."""

    reader = forms.CharField(label=gettext_lazy("Version of the readers"), max_length=40, widget=forms.HiddenInput)
    version = forms.IntegerField(
        label=gettext_lazy("Version of the document"), min_value=1, max_value=1_000_000, widget=forms.HiddenInput
    )

    def named(self, whose: Organization, sha256: str) -> TakingIn | None:
        """The taking-in, one that stands before one that was undone; None where there is none."""
        if not self.is_valid():
            return None
        wanted = {"reader": self.cleaned_data["reader"], "number": self.cleaned_data["version"]}
        found = TakingIn.objects.filter(organization=whose, source__sha256=sha256, **wanted)
        found = found.select_related("source", "organization", "by", "undone_by")
        return min(found, key=lambda one: (one.undone_at is not None, -one.pk), default=None)

    def act(self, by: Person, taking_in: TakingIn) -> Undone:
        """Undo it; what is found in the record follows at once. Raises `Refused`."""
        with transaction.atomic():
            undone = undo(taking_in=taking_in, by=by)
            if undone.done:
                check_now()
        return undone


@action
def undo_page(request: HttpRequest, organization: str, sha256: str) -> HttpResponse:
    """What undoing a taking-in will change; by POST it is undone. Done twice, nothing changes."""
    whose, by = edited(request, organization)
    form = UndoForm(request.POST if request.method == "POST" else request.GET)
    taking_in = form.named(whose, sha256)
    if taking_in is None:
        raise Http404
    try:
        if request.method == "POST":
            form.act(by, taking_in)
            return redirect(_onward(whose, taking_in))
        undone = preview_undo(taking_in=taking_in, by=by)
    except Forbidden:
        raise
    except Refused as reason:
        return _page(request, whose, taking_in, form, None, str(reason))
    return _page(request, whose, taking_in, form, undone)


def _onward(whose: Organization, taking_in: TakingIn) -> str:
    """Where it goes on once it is undone: the plan that was edited, or the page of the file."""
    if edit := edit_of(taking_in):
        return plan_page_of(whose.code, edit["plan"])
    return reverse("sources-file", args=[whose.code, taking_in.source.sha256])


def _page(
    request: HttpRequest,
    whose: Organization,
    taking_in: TakingIn,
    form: UndoForm,
    undone: Undone | None,
    refused: str = "",
) -> HttpResponse:
    name = source_name(taking_in.source)
    edit = edit_of(taking_in)
    file = Step(name, reverse("sources-file", args=[whose.code, taking_in.source.sha256]))
    nodes = list(going_back(whose.code, edit)) if edit else []
    context = {
        "head": Head(_("Undo an edit") if edit else _("Undo a taking-in"), name, (*trail_of(whose), file)),
        "taking_in": taking_in,
        "form": form,
        "undone": undone,
        "refused": refused,
        "changes": _said(undone, edit) if undone and taking_in.undone_at is None else (),
        "difference": _difference(undone) if undone and undone.difference and not edit else None,
        "counts": differs(undone.difference) if undone and not edit else "",
        "edit": edit,
        "nodes": nodes[:SHOWN],
        "more_nodes": len(nodes[SHOWN:]),
        "forgotten": undone.forgotten[:SHOWN] if undone else (),
        "more": len(undone.forgotten) - SHOWN if undone else 0,
        "cancel": file.address,
    }
    return render(request, "sources/undo.html", context, status=400 if refused and request.method == "POST" else 200)


def edit_of(taking_in: TakingIn) -> dict[str, Any]:
    """What the history tells of an edit; nothing of a file. One statement."""
    if taking_in.reader != EDIT:
        return {}
    lines = HistoryLine.objects.filter(action=EDIT, address=taking_in.address, at=taking_in.at)
    told = (json.loads(data) for data in lines.values_list("data", flat=True))
    return next((one for one in told if one["sha256"] == taking_in.source.sha256), {})


def _said(undone: Undone, edit: Mapping[str, Any]) -> list[str]:
    """What will change in sentences: of an edit its fields, of a file its text."""
    return changes_of_edit(edit["edit"]) if edit else changes(undone)


def changes_of_edit(edit: Mapping[str, Any]) -> list[str]:
    """What will change where an edit is undone, a sentence for each kind of it."""
    counted = (
        (
            "changes",
            ngettext_lazy(
                "%(count)s field goes back to what it was before.",
                "%(count)s fields go back to what they were before.",
                "number",
            ),
        ),
        (
            "additions",
            ngettext_lazy("%(count)s result that was added goes.", "%(count)s results that were added go.", "number"),
        ),
        (
            "removals",
            ngettext_lazy(
                "%(count)s result that was removed comes back.",
                "%(count)s results that were removed come back.",
                "number",
            ),
        ),
    )
    said = [
        str(words % {"number": len(edit[name]), "count": number(len(edit[name]))})
        for name, words in counted
        if edit[name]
    ]
    return [*said, _("The edit stays in the history. Links, findings, search and figures follow.")]


def changes(undone: Undone) -> list[str]:
    """What will change, a sentence for each."""
    if undone.withdrawn is None:
        return [_("The text stays as it is, for another file gave it too. Only that this file gave it is taken back.")]
    rows = sum(undone.rows.values())
    held = ngettext("%(count)s row of it", "%(count)s rows of it", rows) % {"count": number(rows)}
    words = _("Version %(number)s of %(address)s is withdrawn: %(held)s are seen no more. They stay for the history.")
    said = [words % {"number": undone.withdrawn, "address": undone.address, "held": held}]
    if undone.stands is not None:
        said.append(_("Version %(number)s stands.") % {"number": undone.stands})
    else:
        said.append(_speaking(undone))
    if count := len(undone.forgotten):
        words = ngettext(
            "%(count)s document is not known any more: nothing else speaks of it.",
            "%(count)s documents are not known any more: nothing else speaks of them.",
            count,
        )
        said.append(words % {"count": number(count)})
    said.append(_("Links, findings, search and figures follow. The same file may be read in again."))
    return said


def differs(found: Difference) -> str:
    """How many texts come, go, change and move, in words."""
    counted = (
        (len(found.added), ngettext_lazy("%(count)s text comes", "%(count)s texts come", "count")),
        (len(found.removed), ngettext_lazy("%(count)s text goes", "%(count)s texts go", "count")),
        (len(found.changed), ngettext_lazy("%(count)s text changes", "%(count)s texts change", "count")),
        (len(found.moved), ngettext_lazy("%(count)s text moves", "%(count)s texts move", "count")),
    )
    return _(", ").join(str(words % {"count": count}) for count, words in counted if count)


def _speaking(undone: Undone) -> str:
    if undone.address in undone.forgotten:
        return _("Its text is not held any more, and nothing else speaks of it.")
    words = ngettext(
        "Its text is not held any more: %(count)s paragraph or place of a plan speaks of a known unknown then.",
        "Its text is not held any more: %(count)s paragraphs or places of plans speak of a known unknown then.",
        undone.speaking,
    )
    return words % {"count": number(undone.speaking)}


def _difference(undone: Undone) -> DifferenceShown:
    """The texts that change back, as pairs: withdrawn on one side, standing on the other."""
    before = _("Version %(number)s, withdrawn") % {"number": undone.withdrawn}
    after = _("Version %(number)s, standing again") % {"number": undone.stands}
    changed = [(one.address.lstrip("#"), one.before, one.after) for one in undone.difference.changed[:SHOWN]]
    return texts_shown(before, after, changed)
