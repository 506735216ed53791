"""Tracked changes of a document on a page: as adopted before, as proposed, and marked."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from throughline.engine.comparison import Mark, Stretch
from throughline.engine.mandates.records import TrackedLine
from throughline.store.mandates.tracked import ADOPTED, MARKED, PROPOSED, changes_of, tracked_lines
from throughline.web.pages.frame import Head, Words, organization_at, sight_in
from throughline.web.pages.mandates.named import held_document_at, trail_of_document

VIEWS: dict[str, Words] = {
    MARKED: gettext_lazy("Changes marked"),
    ADOPTED: gettext_lazy("As adopted before"),
    PROPOSED: gettext_lazy("As proposed"),
}


@dataclass(frozen=True, slots=True)
class ViewShown:
    """A view that may be chosen, with its page; the one that is shown `is_open`."""

    name: Words
    address: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class LineShown:
    """A line with what became of its stretches; `is_note` for the text of a note."""

    label: str
    stretches: tuple[Stretch, ...]
    is_note: bool


def tracked(request: HttpRequest, organization: str, symbol: str) -> HttpResponse:
    """The tracked changes of a document in one of three views; or that its file does not have them, and why."""
    whose = organization_at(request, organization)
    document = held_document_at(symbol, sight_in(request, whose))
    view = request.GET.get("view", MARKED)
    if view not in VIEWS:
        raise Http404(_("There is no such view."))
    changes = changes_of(document)
    lines = tracked_lines(document.current_id, view) if changes.kept and document.current_id else ()
    trail = trail_of_document(whose.code, document.address)
    context = {
        "head": Head(
            _("Tracked changes"), document.title or document.address, trail, "plain", document.language or "en"
        ),
        "answer": answer(view, lines, changes.kept, changes.flattened),
        "views": [ViewShown(name, f"?view={one}", one == view) for one, name in VIEWS.items()] if changes.kept else (),
        "lines": [_line(one) for one in lines],
        "language": document.language,
    }
    return render(request, "mandates/tracked.html", context)


def answer(view: str, lines: tuple[TrackedLine, ...], is_kept: bool, is_flattened: bool) -> str:
    """What the page says first: what the view shows, or why there is none."""
    if is_flattened:
        return _(
            "In this file insertions and deletions were run together into one text: which words stood before, and "
            "which are proposed, cannot be told any more. Read the original file with its tracked changes."
        )
    if not is_kept:
        return _("The file of this document holds no tracked changes.")
    if view == ADOPTED:
        return _("The text as it stood before the changes.")
    if view == PROPOSED:
        return _("The text with all changes accepted, as it is proposed.")
    marks = [mark for line in lines for _text, mark in line.pieces]
    inserted, deleted = marks.count("inserted"), marks.count("deleted")
    parts = {
        "inserted": ngettext("%(count)s insertion", "%(count)s insertions", inserted) % {"count": inserted},
        "deleted": ngettext("%(count)s deletion", "%(count)s deletions", deleted) % {"count": deleted},
    }
    return _("%(inserted)s and %(deleted)s are marked.") % parts


def _line(line: TrackedLine) -> LineShown:
    stretches = tuple(Stretch(text, Mark(mark)) for text, mark in line.pieces)
    return LineShown(line.label, stretches, line.part in ("footnote", "endnote"))
