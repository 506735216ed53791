"""The pages of links: all of them, one with its history, and the page on which one is made."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from throughline.engine.errors import Forbidden, Refused
from throughline.engine.links import link_address
from throughline.store.models import Link, Organization
from throughline.store.planning.links import actions
from throughline.store.planning.links.reads import link_entries, links_where, targets_where
from throughline.store.rights import Sight
from throughline.store.suggestions.reads import dismissed_of, suggested, suggestions_where
from throughline.web.access import action
from throughline.web.checked import checked
from throughline.web.formatting import number
from throughline.web.pages.frame import (
    Head,
    Step,
    acting_at,
    page_of_list,
    show_list,
    sight_in,
    start_of,
    worked_organization_at,
)
from throughline.web.pages.history.views import told_at
from throughline.web.pages.links.forms import (
    LONGEST_ADDRESS,
    ChangeLinkForm,
    EndLinkForm,
    LinkFilters,
    LinkForm,
    may_link,
)
from throughline.web.pages.suggestions.shown import SuggestionShown, shown, why_suggested
from throughline.web.pages.trying import DONE, tried


def links(request: HttpRequest, organization: str) -> HttpResponse:
    """Every link that persons made, by what is asked."""
    whose = worked_organization_at(request, organization)
    filters = LinkFilters(request.GET)
    found = _wanted(filters.wanted, links_where(ended=None, seen_by=sight_in(request, whose)))
    listing = page_of_list(request, filters, found.count(), lambda at, count: link_entries(found[at : at + count]))
    words = ngettext("%(count)s link fits.", "%(count)s links fit.", listing.total) % {"count": number(listing.total)}
    head = Head(_("Links"), _("What answers what, by whom it was said, and why"), (start_of(whose.code),))
    context = {"head": head, "listing": listing, "answer": words, "whose": whose}
    return show_list(request, "links/list.html", filters, context)


def _wanted(wanted: dict[str, Any], found: QuerySet[Any]) -> QuerySet[Any]:
    for word in wanted.get("q", "").split():
        found = found.filter(Q(source__icontains=word) | Q(target__icontains=word) | Q(rationale__icontains=word))
    match wanted.get("state"):
        case "ended":
            return found.filter(ended__isnull=False)
        case "gone":
            return found.filter(Q(asked=None) | Q(answer=None), ended=None)
        case "stands":
            return found.filter(ended=None, asked__isnull=False, answer__isnull=False)
    return found


@action
@never_cache
def new(request: HttpRequest, organization: str) -> HttpResponse:
    """The page on which a link is made: what is asked, what may answer it, share and rationale."""
    whose, by = acting_at(request, organization)
    form = LinkForm(request.POST or None, initial=_chosen(request, whose))
    if request.method == "POST" and form.is_valid():
        try:
            with checked():
                made = actions.make_link(by=by, organization=whose, **form.cleaned_data)
        except Forbidden:
            raise
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            return redirect("links-link", whose.code, made.code)
    return _making(request, whose, form)


def _chosen(request: HttpRequest, whose: Organization) -> dict[str, str]:
    """What the address of the page fills in: both ends, and the reasons where the one is suggested for the other."""
    source, target = request.GET.get("of", "")[:LONGEST_ADDRESS], request.GET.get("to", "")[:400]
    return {"source": source, "target": target, "rationale": why_suggested(whose, source, target) if target else ""}


def _making(request: HttpRequest, whose: Organization, form: LinkForm) -> HttpResponse:
    seen = sight_in(request, whose)
    try:
        source = actions.source_at(whose, str(form["source"].value() or "")[:600])
    except Refused as reason:
        raise Http404(str(reason)) from None
    words = request.GET.get("q", "")[:200]
    context = {
        "head": Head(_("New link"), source.address, (start_of(whose.code), _all(whose))),
        "whose": whose,
        "source": source,
        "form": form,
        "q": words,
        "targets": targets_where(whose.code, words, seen_by=seen) if words.strip() else (),
        "others": link_entries(links_where(source=source.address, seen_by=seen)),
        "suggestions": _likely(source.address, seen),
        "dismissed": dismissed_of(source.address, seen_by=seen),
    }
    return render(request, "links/new.html", context, status=400 if form.errors else 200)


def _likely(source: str, seen: Sight) -> tuple[SuggestionShown, ...]:
    return shown(suggested(suggestions_where(sources=[source], seen_by=seen))).get(source, ())


@action
@never_cache
def link(request: HttpRequest, organization: str, link: str) -> HttpResponse:
    """A link with its history; POST changes it."""
    whose = worked_organization_at(request, organization)
    found = _link_at(request, whose, link)
    if request.method != "POST":
        return _link(request, whose, found)
    by, form = acting_at(request, organization)[1], ChangeLinkForm(data := request.POST.copy())
    status = tried(form, _checked(actions.change_link, by=by, link=found))
    if status == DONE:
        return redirect("links-link", whose.code, found.code)
    data["revision"] = str(Link.objects.get(pk=found.pk).revision)
    return _link(request, whose, found, change=form, status=status)


@action
@never_cache
@require_POST
def end(request: HttpRequest, organization: str, link: str) -> HttpResponse:
    """End a link, saying why."""
    whose, by = acting_at(request, organization)
    found, form = _link_at(request, whose, link), EndLinkForm(data := request.POST.copy())
    status = tried(form, _checked(actions.end_link, by=by, link=found))
    if status == DONE:
        return redirect("links-link", whose.code, found.code)
    data["revision"] = str(Link.objects.get(pk=found.pk).revision)
    return _link(request, whose, found, ending=form, status=status)


def _checked(act: Callable[..., object], **named: Any) -> Callable[[dict[str, Any]], object]:
    """An action that runs the checks behind it, with what a form says."""

    def acting(said: dict[str, Any]) -> None:
        with checked():
            act(**named, **said)

    return acting


def _link(
    request: HttpRequest,
    whose: Organization,
    found: Link,
    change: ChangeLinkForm | None = None,
    ending: EndLinkForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a link; a form that was refused comes back with what was typed, against the newest state."""
    seen = sight_in(request, whose)
    shown = link_entries(links_where(code=found.code, ended=None, seen_by=seen))[0]
    now = {"share": shown.share, "rationale": shown.rationale, "revision": shown.revision}
    context = {
        "head": Head(
            _("Link"), shown.address, (start_of(whose.code), _all(whose)), "plain" if shown.stands else "attention"
        ),
        "whose": whose,
        "shown": shown,
        "may_link": may_link(request, whose) and shown.ended is None,
        "change": change or ChangeLinkForm(initial=now),
        "ending": ending or EndLinkForm(initial=now),
        "lines": told_at(whose, link_address(found.code), seen),
    }
    return render(request, "links/link.html", context, status=status)


def _all(whose: Organization) -> Step:
    return Step(_("Links"), reverse("links", args=[whose.code]))


def _link_at(request: HttpRequest, whose: Organization, code: str) -> Link:
    found = Link.objects.filter(organization=whose, code=code).first()
    if found is None:
        raise Http404(_("No link has the code %(code)s.") % {"code": code[:40]})
    return found
