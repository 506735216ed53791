"""What a person still has to report: values beside last value and target, kept and submitted in one go."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from throughline.engine.errors import Forbidden, Refused
from throughline.engine.findings import Finding
from throughline.engine.monitoring.jumps import check_jump
from throughline.engine.monitoring.values import NotAValue, read_value
from throughline.store.models import Organization, Person
from throughline.store.monitoring.indicators.approving import submit_reports
from throughline.store.monitoring.indicators.due import Due, Key, due_keys, due_reports
from throughline.store.monitoring.indicators.entering import Entered, Entry, enter_values, preview_values
from throughline.web.access import acting, action, may_act
from throughline.web.formatting import number
from throughline.web.pages.due.forms import BETWEEN, DueForm
from throughline.web.pages.editing.forms import words_of
from throughline.web.pages.frame import Filters, Head, Step, page_of_list, sight_in, start_of, worked_organization_at

# So many reports stand on a page: what is entered in one sitting.
SIZE = 20
# What was done a moment ago, in the session until the next page has told it.
DONE = "entered"


@action
@never_cache
def due(request: HttpRequest, organization: str) -> HttpResponse:
    """What the person still has to report; POST keeps what was typed, and submits it where that is asked for."""
    whose = worked_organization_at(request, organization)
    by, filters = may_act(request), Filters(request.GET)
    keys = _keys(request, whose, by)
    found: list[Due] = []
    listing = page_of_list(request, filters, len(keys), lambda at, count: _page(keys[at : at + count], found), SIZE)
    form = DueForm(request.POST if request.method == "POST" else None, found)
    findings: Sequence[Finding] = ()
    if request.method == "POST" and form.is_valid():
        entered = _entered(whose, acting(request), form.entries())
        findings = entered.findings
        wrong = entered.is_wrong or _submitted(request, whose, found, entered, form)
        if not wrong:
            request.session[DONE] = [whose.code, entered.values, request.POST.get("then") == "submit"]
            return redirect(request.get_full_path())
    remarks = _remarks([*findings, *(_jumps(found, form) if request.method == "POST" else ())])
    context = {
        "head": Head(_("To do"), _("What is due"), (start_of(whose.code),), "attention" if keys else "good"),
        "answer": _said(len(keys), _done(request, whose)),
        "form": form,
        "shown": [(one, [(field, remarks.get(field.name, ())) for field in one.fields]) for one in form.shown()],
        "elsewhere": remarks.get("", ()),
        "listing": listing,
        "check": reverse("due-check", args=[whose.code]),
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "due/due.html", context, status=status)


def _keys(request: HttpRequest, whose: Organization, by: Person | None) -> tuple[Key, ...]:
    return due_keys(whose, by, localdate(), seen_by=sight_in(request, whose))


def _page(keys: Sequence[Key], found: list[Due]) -> list[Due]:
    found += due_reports(keys)
    return found


def _entered(whose: Organization, by: Person, entries: Sequence[Entry]) -> Entered:
    return enter_values(by=by, organization=whose, entries=entries) if entries else Entered()


def _submitted(
    request: HttpRequest, whose: Organization, found: Sequence[Due], entered: Entered, form: DueForm
) -> bool:
    """Submit the reports of the page that have values, where that is asked for; tell whether it was refused."""
    if request.POST.get("then") != "submit":
        return False
    filled = {name.partition(BETWEEN)[0] for name, typed in form.cleaned_data.items() if str(typed).strip()}
    reports = [one.report for one in found if one.report in filled]
    try:
        if reports:
            submit_reports(by=acting(request), organization=whose, reports=reports)
    except Forbidden:
        raise
    except Refused as reason:
        form.add_error(None, str(reason))
        return True
    return False


def _remarks(findings: Sequence[Finding]) -> Mapping[str, tuple[str, ...]]:
    """What is said of each field; by "" what is said of none of them."""
    found: dict[str, list[str]] = defaultdict(list)
    for one in findings:
        # A finding of a whole report stands beside its total.
        field = one.where if BETWEEN in one.where else f"{one.where}{BETWEEN}"
        found[field].append(words_of(one))
    return {name: tuple(dict.fromkeys(said)) for name, said in found.items()}


def _jumps(due: Sequence[Due], form: DueForm) -> list[Finding]:
    found: list[Finding] = []
    for one in due:
        field = f"{one.report}{BETWEEN}"
        try:
            said = read_value(
                str(form[field].value() or ""),
                one.definition.kind,
                divided=one.definition.is_divided,
                union=one.definition.is_union,
            )
        except NotAValue:
            continue
        if said.number is not None and said.denominator is None:
            found += check_jump(field, one.earlier, said.number)
    return found


@action
@never_cache
@require_POST
def check(request: HttpRequest, organization: str) -> HttpResponse:
    """What is to be said of the values that stand in the form now, by field: nothing is written."""
    whose = worked_organization_at(request, organization)
    acting(request)
    keys = {one.report: one for one in due_reports(_named(request, whose))}
    form = DueForm(request.POST, list(keys.values()))
    if not form.is_valid():
        return JsonResponse({"remarks": {}})
    entered = preview_values(organization=whose, entries=form.entries())
    remarks = _remarks([*entered.findings, *_jumps(list(keys.values()), form)])
    return JsonResponse({"remarks": {name: list(said) for name, said in remarks.items()}})


def _named(request: HttpRequest, whose: Organization) -> tuple[Key, ...]:
    """Of what is due, the page that the form stands on."""
    keys = _keys(request, whose, may_act(request))
    start = (Filters(request.GET).number - 1) * SIZE
    return keys[start : start + SIZE]


def _said(count: int, done: str) -> str:
    if not count:
        return f"{done} {_('Nothing is due from you now.')}".strip()
    words = ngettext("%(count)s report is due from you.", "%(count)s reports are due from you.", count)
    return f"{done} {words % {'count': number(count)}}".strip()


def _done(request: HttpRequest, whose: Organization) -> str:
    """What was done a moment ago, told once."""
    code, values, submitted = request.session.pop(DONE, ("", 0, False)) if DONE in request.session else ("", 0, False)
    if code != whose.code:
        return ""
    words = ngettext("%(count)s value was kept.", "%(count)s values were kept.", values) % {"count": number(values)}
    return f"{words} {_('What has values was submitted.')}" if submitted else words


def trail_of_due(whose: Organization) -> tuple[Step, ...]:
    """The way to what is due."""
    return (start_of(whose.code), Step(_("What is due"), reverse("due", args=[whose.code])))
