"""Pages of the work list: findings with filters, one finding with what was said of it, and the actions on them."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from throughline.engine.errors import Forbidden, Refused
from throughline.store.models import Organization, Remark, StandingFinding
from throughline.store.reporting.handling import LONGEST
from throughline.store.reporting.reads import named
from throughline.store.reporting.tables import EXPLANATION
from throughline.store.rights import edits_in, worked
from throughline.web.access import acting, action, may_act
from throughline.web.api.shapes.record import FindingShape, finding_shape
from throughline.web.formatting import number
from throughline.web.pages.findings import (
    Choices,
    FindingFilters,
    asking,
    choices_in,
    codes_counted,
    counts,
    shown_one,
    shown_rows,
    wanted,
)
from throughline.web.pages.frame import (
    Head,
    Step,
    as_sheet,
    page_of_rows,
    sheet_of,
    show_list,
    sight_in,
    start_of,
    worked_organization_at,
)
from throughline.web.pages.history.views import told_at
from throughline.web.pages.worklist.forms import DIGITS_OF_ONE, FORMS, PERSON, UNIT, FindingsForm


def findings(request: HttpRequest, organization: str) -> HttpResponse:
    """Findings with their filters, errors first, and what can be done with those that are chosen."""
    return _list(request, worked_organization_at(request, organization), request.GET)


def _list(
    request: HttpRequest, whose: Organization, query: QueryDict, sent: FindingsForm | None = None, refused: str = ""
) -> HttpResponse:
    """The list; a form that was not done comes back with what was typed and chosen."""
    seen = sight_in(request, whose)
    standing = counts(whose, seen)
    there = choices_in(whose, seen, standing)
    counted = codes_counted(whose.code, {kind: open_ones for kind, (_all, open_ones) in standing.items() if open_ones})
    filters = FindingFilters(query, there)
    found = wanted(whose.code, filters.wanted, seen, asking(request, whose, filters.wanted))
    if request.GET.get("format") == "csv":
        rows = found.select_related("assigned_to", "assigned_unit", "answering")
        return as_sheet(FindingShape, map(finding_shape, rows), f"findings-{whose.code}")
    listing = page_of_rows(request, filters, found, lambda numbers: shown_rows(whose.code, numbers))
    errors = sum(one.count for one in counted if one.status.tone == "bad")
    words = ngettext("%(count)s error is to be dealt with.", "%(count)s errors are to be dealt with.", errors)
    context = {
        "head": Head(_("Work list"), _("What does not add up, or is missing"), (start_of(whose.code),)),
        "listing": listing,
        "codes": counted,
        "answer": words % {"count": number(errors)},
        "tone": "bad" if errors else "good",
        "may_act": _may_handle(request, whose),
        "to": for_whom(there),
        "query": query.urlencode(),
        "sheet": sheet_of(query),
        "wrong": _wrong(sent, refused),
        "sent": sent.data if sent else {},
        "chosen": sent["finding"].value() or () if sent else (),
        "longest": LONGEST,
    }
    return show_list(request, "findings/list.html", filters, context, status=400 if sent else 200)


def _wrong(sent: FindingsForm | None, refused: str) -> list[str]:
    """Why a form was not done: what is wrong with its fields, and what the record refuses."""
    wrong = [str(error) for errors in sent.errors.values() for error in errors] if sent else []
    return [*wrong, *([refused] if refused else [])]


def for_whom(there: Choices) -> list[tuple[str, str]]:
    """The choices of whom findings can be for, as the form takes them."""
    units = [(f"{UNIT}{one.code}", f"{one.code}: {one.name}") for one in there.units]
    return [*((f"{PERSON}{one.code}", one.name) for one in there.people), *units]


def finding_at(request: HttpRequest, whose: Organization, digits: str) -> StandingFinding:
    """The finding with these digits in its address, standing or gone; Http404 where there is none."""
    seen = sight_in(request, whose)
    found = named(StandingFinding.objects.filter(worked(seen), organization=whose), [digits])
    one = found.select_related("assigned_to", "assigned_unit", "answering", "accepted_by").first()
    if one is None:
        raise Http404(_("No finding has the digits %(digits)s.") % {"digits": digits[:40]})
    return one


def finding(request: HttpRequest, organization: str, digits: str) -> HttpResponse:
    """A finding: what it is about, who works on it, and what was said of it."""
    whose = worked_organization_at(request, organization)
    return _one(request, whose, finding_at(request, whose, digits))


def _one(
    request: HttpRequest,
    whose: Organization,
    one: StandingFinding,
    wrong: FindingsForm | None = None,
    refused: str = "",
) -> HttpResponse:
    seen, today = sight_in(request, whose), localdate()
    acts = one.gone is None and _may_handle(request, whose)
    same = {"code": one.code, "address": one.address, "where": one.where, "organization": whose}
    remarks = Remark.objects.filter(
        worked(seen, "finding__organization"), **{f"finding__{k}": v for k, v in same.items()}
    )
    by_verb = {verb: kind(whose, initial={"finding": [one.digits]}) for verb, kind in FORMS.items()} if acts else {}
    if wrong is not None:
        by_verb |= {verb: wrong for verb, kind in FORMS.items() if type(wrong) is kind}
    context = {
        "head": Head(
            one.code, one.address, (start_of(whose.code), Step(_("Work list"), reverse("findings", args=[whose.code])))
        ),
        "finding": shown_one(whose.code, one, today),
        "one": one,
        "remarks": remarks.select_related("by", "finding").order_by("-pk")[:100],
        "explained": EXPLANATION,
        "lines": told_at(whose, f"findings/{one.digits}", seen),
        "forms": by_verb,
        "to": for_whom(choices_in(whose, seen, {})) if acts else [],
        "refused": refused,
    }
    return render(request, "findings/one.html", context, status=400 if wrong or refused else 200)


@action
@require_POST
def handle(request: HttpRequest, organization: str, verb: str) -> HttpResponse:
    """Assign, accept, take up again, comment or explain the findings that were chosen."""
    whose, kind, by = worked_organization_at(request, organization), FORMS.get(verb), acting(request)
    if kind is None:
        raise Http404
    if not edits_in(by, whose):
        raise PermissionDenied
    form, refused = kind(whose, _sent(request, whose)), ""
    if form.is_valid():
        try:
            form.act(by)
            return redirect(_back(request, whose))
        except Forbidden:
            raise
        except Refused as reason:
            refused = str(reason)
    page = request.POST.get("page", "")
    if DIGITS_OF_ONE.fullmatch(page):
        return _one(request, whose, finding_at(request, whose, page), form, refused)
    return _list(request, whose, QueryDict(request.POST.get("query", "")[:2000]), form, refused)


def _sent(request: HttpRequest, whose: Organization) -> QueryDict:
    """What was sent; all findings of the list where all of them were chosen."""
    sent = request.POST.copy()
    if sent.get("all"):
        seen = sight_in(request, whose)
        filters = FindingFilters(QueryDict(sent.get("query", "")[:2000]), choices_in(whose, seen, counts(whose, seen)))
        found = wanted(whose.code, filters.wanted, seen, asking(request, whose, filters.wanted))
        sent.setlist("finding", [one.digits for one in found[:1001]])
    return sent


def _back(request: HttpRequest, whose: Organization) -> str:
    """The page that the form stood on: that of one finding, or the list with its filters."""
    page = request.POST.get("page", "")
    if DIGITS_OF_ONE.fullmatch(page):
        return reverse("findings-one", args=[whose.code, page])
    query = QueryDict(request.POST.get("query", "")[:2000]).urlencode()
    return f"{reverse('findings', args=[whose.code])}{'?' if query else ''}{query}"


def _may_handle(request: HttpRequest, whose: Organization) -> bool:
    """Tell whether forms are shown: to who may edit in some unit; each action asks again for its finding's own."""
    by = may_act(request)
    return by is not None and edits_in(by, whose)
