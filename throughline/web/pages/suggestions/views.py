"""What nothing answers yet, with what may answer it; a suggestion is accepted, dismissed, or taken back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from throughline.engine.errors import Refused
from throughline.store.memory import at_head
from throughline.store.planning.reads import secretariat_names
from throughline.store.rights import Sight
from throughline.store.suggestions import actions
from throughline.store.suggestions.reads import suggested, suggestions_where
from throughline.web.access import acting, action
from throughline.web.addresses import page_of
from throughline.web.checked import checked
from throughline.web.formatting import number
from throughline.web.pages.frame import (
    Filters,
    Head,
    Step,
    numbers_of_page,
    page_of_numbers,
    show_list,
    sight_in,
    start_of,
    worked_organization_at,
)
from throughline.web.pages.links.forms import LONGEST_ADDRESS, LONGEST_WORDS, may_link
from throughline.web.pages.mandates.registry import asked, asked_rows, asking_documents, mandates
from throughline.web.pages.suggestions.shown import (
    ACCEPTED,
    DISMISSED,
    RESTORED,
    SuggestionShown,
    done_just_now,
    keep_done,
    shown,
    why_suggested,
)

SIZE = 20


@dataclass(frozen=True, slots=True)
class Open:
    """An act or a document that nothing answers, with what may answer it, the likeliest first.

    `opening` is the address at which its suggestions are laid open, "" where they are.
    """

    row: Any
    suggestions: tuple[SuggestionShown, ...]
    opening: str


class OpenFilters(Filters):
    """Filters of what nothing answers."""

    q = forms.CharField(required=False, max_length=200, label=gettext_lazy("Words"))
    grain = forms.ChoiceField(
        required=False,
        label=gettext_lazy("What"),
        choices=[("", gettext_lazy("Single acts")), ("documents", gettext_lazy("Whole documents"))],
    )
    open = forms.CharField(required=False, max_length=LONGEST_ADDRESS, widget=forms.HiddenInput)


class SuggestionForm(forms.Form):
    """Which suggestion is meant, and for an acceptance what the link says; without it, the reasons."""

    source = forms.CharField(max_length=LONGEST_ADDRESS)
    target = forms.CharField(max_length=400)
    rationale = forms.CharField(required=False, max_length=LONGEST_WORDS)


class ButtonForm(SuggestionForm):
    """The same on a page: `back` names the page that the button stood on, `query` what was asked of it."""

    back = forms.ChoiceField(required=False, choices=[("", ""), ("document", "document")])
    query = forms.CharField(required=False, max_length=2000)


def unanswered(request: HttpRequest, organization: str) -> HttpResponse:
    """Acts that ask the secretariat, or documents, that nothing answers; beside each what may."""
    whose = worked_organization_at(request, organization)
    seen, today, filters = sight_in(request, whose), localdate(), OpenFilters(request.GET)
    wanted = {**filters.wanted, "answered": "unlisted"}
    of_documents, opened = wanted.pop("grain", "") == "documents", wanted.pop("open", "")
    of = _documents if of_documents else _acts

    def rows(numbers: Sequence[int]) -> list[Open]:
        found = asking_documents(numbers) if of_documents else asked_rows(numbers, today, seen, answered=False)
        return _open(found, seen, request, opened)

    listing = page_of_numbers(request, filters, _numbers(of, wanted, filters.number, today, seen), rows, SIZE)
    steps = (start_of(whose.code), Step(_("What is asked"), reverse("asked", args=[whose.code])))
    context = {
        "head": Head(_("To do"), _("Not answered"), steps, "attention" if listing.total else "good"),
        "listing": listing,
        "answer": _said(listing.total, of_documents),
        "nothing": "" if listing.total else _nothing(of({**filters.wanted}, today, seen), of_documents),
        "of_documents": of_documents,
        "may_link": may_link(request, whose),
        "done": done_just_now(request, whose),
        "query": request.GET.urlencode(),
    }
    return show_list(request, "suggestions/unanswered.html", filters, context)


Numbers = tuple[tuple[int, ...], int]
Of = Callable[[Mapping[str, Any], date, Sight], QuerySet[Any]]


def _numbers(of: Of, wanted: Mapping[str, Any], page: int, today: date, seen: Sight) -> Numbers:
    """Which rows stand on a page, and how many there are; of the whole list, remembered at the head of the history."""

    def found() -> Numbers:
        return numbers_of_page(page, of(wanted, today, seen), SIZE)

    return found() if "q" in wanted else at_head(("not answered", of, page, today, seen), found)


def _acts(wanted: Mapping[str, Any], today: date, seen: Sight) -> QuerySet[Any]:
    return asked({**wanted, "addressees": secretariat_names(seen_by=seen)}, today, seen)


def _documents(wanted: Mapping[str, Any], today: date, seen: Sight) -> QuerySet[Any]:
    return mandates({**wanted, "held": "held"}, today, seen)


def _open(rows: Sequence[Any], seen: Sight, request: HttpRequest, opened: str) -> list[Open]:
    """Rows with what may answer them, laid open for the one that was asked for or else the first; one statement."""
    addresses = [getattr(row, "address", row.symbol) for row in rows]
    found = shown(suggested(suggestions_where(sources=addresses, seen_by=seen)))
    first = opened if opened in found else next((one for one in addresses if one in found), "")
    query = request.GET.copy()

    def opening(address: str) -> str:
        query["open"] = address
        return "" if address == first else f"?{query.urlencode()}#open"

    return [Open(row, found.get(address, ()), opening(address)) for row, address in zip(rows, addresses, strict=True)]


def _nothing(fitting: Any, of_documents: bool) -> str:
    """Why nothing is shown: what fits the filters is answered, or nothing fits them."""
    if fitting.exists():
        return _("Everything that fits is answered.")
    return _("No mandate fits these filters.") if of_documents else _("No act fits these filters.")


def _said(total: int, of_documents: bool) -> str:
    if of_documents:
        words = ngettext(
            "%(count)s document that is held is answered by no part of a plan.",
            "%(count)s documents that are held are answered by no part of a plan.",
            total,
        )
    else:
        words = ngettext(
            "%(count)s act asks the secretariat, and no part of a plan answers it.",
            "%(count)s acts ask the secretariat, and no part of a plan answers them.",
            total,
        )
    return words % {"count": number(total)}


@action
@require_POST
def accept(request: HttpRequest, organization: str) -> HttpResponse:
    """Link what is suggested, for the reasons of the suggestion."""

    def accepting(**said: Any) -> None:
        why = why_suggested(said["organization"], said["source"], said["target"])
        with checked():
            actions.accept_suggestion(rationale=why, **said)

    return _act(request, organization, ACCEPTED, accepting)


@action
@require_POST
def dismiss(request: HttpRequest, organization: str) -> HttpResponse:
    """Say that what is suggested does not answer."""
    return _act(request, organization, DISMISSED, actions.dismiss_suggestion)


@action
@require_POST
def restore(request: HttpRequest, organization: str) -> HttpResponse:
    """Take a dismissal back."""
    return _act(request, organization, RESTORED, actions.restore_suggestion)


def _act(request: HttpRequest, code: str, verb: str, act: Callable[..., object]) -> HttpResponse:
    """Do what a button says, and lead back to the page that it stood on."""
    whose, by, form = worked_organization_at(request, code), acting(request), ButtonForm(request.POST)
    if not form.is_valid():
        raise Refused(_("The suggestion is not named: choose it on the page again."))
    said = form.cleaned_data
    act(by=by, organization=whose, source=said["source"], target=said["target"])
    keep_done(request, whose, verb, said["source"], said["target"])
    if said["back"] == "document":
        return redirect(page_of(whose.code, said["source"]))
    query = QueryDict(said["query"]).urlencode()
    return redirect(reverse("asked-unanswered", args=[whose.code]) + (f"?{query}" if query else ""))
