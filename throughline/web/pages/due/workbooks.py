"""What is due as a workbook, out and in: looked at before it is taken in; what is wrong is named with its cell."""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache

from throughline.engine.findings import Severity
from throughline.engine.monitoring.cells import cells_of
from throughline.engine.monitoring.sheets import ValueRow
from throughline.readers.plan_workbook import MAX_BYTES
from throughline.readers.values_workbook import read_values_workbook
from throughline.store.models import Organization
from throughline.store.monitoring.indicators.due import Due, due_keys, due_reports
from throughline.store.monitoring.indicators.entering import Entered, Entry, enter_values, preview_values
from throughline.web.access import acting, action, may_act
from throughline.web.formatting import number
from throughline.web.pages.due.forms import label_of
from throughline.web.pages.due.views import DONE, trail_of_due
from throughline.web.pages.editing.forms import words_of
from throughline.web.pages.findings import SEVERITIES
from throughline.web.pages.frame import Head, sight_in, worked_organization_at
from throughline.writers.values_workbook import values_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# So many reports go out at once, and so many findings stand on one page.
MOST, SHOWN = 5_000, 200
HEADINGS = {
    "title": gettext_lazy("Indicator"),
    "node": gettext_lazy("Reported by"),
    "period": gettext_lazy("Period"),
    "cell": gettext_lazy("Cell"),
    "unit": gettext_lazy("Unit of measure"),
    "last": gettext_lazy("Last value"),
    "target": gettext_lazy("Target"),
    "value": gettext_lazy("Value"),
    "evidence": gettext_lazy("Evidence"),
    "place": gettext_lazy("Place"),
    "report": gettext_lazy("Report"),
    "was": gettext_lazy("As taken out"),
}


class ValuesForm(forms.Form):
    """A workbook with values, and whether they are to be taken in or only looked at."""

    file = forms.FileField(
        label=gettext_lazy("The workbook"),
        help_text=gettext_lazy("An .xlsx file of at most 20 MB: one that was taken out here, or one with its columns."),
        widget=forms.FileInput({"accept": ".xlsx"}),
    )
    take = forms.BooleanField(
        required=False,
        label=gettext_lazy("Take the values in"),
        help_text=gettext_lazy("Without it they are looked at, and nothing is changed."),
    )

    def clean_file(self) -> Any:
        """The file, if it is not too large."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_("It is larger than 20 MB: send it in parts."))
        return file


@never_cache
def out(request: HttpRequest, organization: str) -> HttpResponse:
    """What is due from the person, as a workbook."""
    whose = worked_organization_at(request, organization)
    keys = due_keys(whose, may_act(request), localdate(), seen_by=sight_in(request, whose))
    content = values_workbook(rows_of(due_reports(keys[:MOST])), headings(), _("Values"), _today())
    name = f"{whose.code}-{localdate().isoformat()}.xlsx"
    return HttpResponse(content, XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _today() -> datetime:
    """The moment that stands in a workbook as that of its making: the same twice on one day has the same bytes."""
    return datetime.combine(localdate(), time(), UTC)


def headings() -> dict[str, str]:
    """The headings of the columns in the reader's language."""
    return {code: str(words) for code, words in HEADINGS.items()}


def rows_of(due: Sequence[Due]) -> list[ValueRow]:
    """A row for each cell of what is due."""
    return [
        ValueRow(
            report=one.report,
            cell=cell,
            value=one.stands.get(cell, ""),
            title=f"{one.definition.title} ({label_of(cell, one.definition.dimensions)})"
            if cell
            else one.definition.title,
            node=one.node,
            period=one.period,
            unit=one.definition.unit,
            last="" if cell else one.last[1],
            target="" if cell else one.target,
        )
        for one in due
        for cell in cells_of(one.definition.dimensions)
    ]


@action
@never_cache
def page(request: HttpRequest, organization: str) -> HttpResponse:
    """The workbook taken out and brought in: what is wrong by cell, what would come of it, or what came of it."""
    whose = worked_organization_at(request, organization)
    form = ValuesForm(request.POST or None, request.FILES or None)
    entered: Entered | None = None
    if request.method == "POST" and form.is_valid():
        by, file = acting(request), form.cleaned_data["file"]
        entered = brought_in(whose, by, file.read(), str(file.name), taken=form.cleaned_data["take"])
        if form.cleaned_data["take"] and not entered.is_wrong and entered.values:
            request.session[DONE] = [whose.code, entered.values, False]
            return redirect("due", whose.code)
    findings = sorted(entered.findings, key=lambda one: one.severity is not Severity.ERROR) if entered else []
    context = {
        "head": Head(_("Workbook"), _("Values in a workbook"), trail_of_due(whose)),
        "form": form,
        "out": reverse("due-workbook-out", args=[whose.code]),
        "answer": _answer(entered) if entered else "",
        "findings": [(SEVERITIES[one.severity], one.where, one.code, words_of(one)) for one in findings[:SHOWN]],
        "more": max(len(findings) - SHOWN, 0),
        "is_wrong": bool(entered and entered.is_wrong),
    }
    return render(request, "due/workbook.html", context, status=400 if context["is_wrong"] or form.errors else 200)


def brought_in(whose: Organization, by: Any, content: bytes, name: str, *, taken: bool) -> Entered:
    """What came back: taken in as a whole, or looked at; with an error nothing is taken in."""
    read = read_values_workbook(content, name, headings())
    entries = [Entry(one.report, one.value, one.cell, one.place, one.evidence, one.where) for one in read.rows]
    wrong = any(one.severity is Severity.ERROR for one in read.findings)
    act = enter_values if taken and not wrong else None
    done = (
        act(by=by, organization=whose, entries=entries) if act else preview_values(organization=whose, entries=entries)
    )
    return Entered(done.values, done.reports, (*read.findings, *done.findings))


def _answer(entered: Entered) -> str:
    wrong = sum(1 for one in entered.findings if one.severity is Severity.ERROR)
    if wrong:
        words = ngettext(
            "%(count)s cell is wrong: nothing was taken in.", "%(count)s cells are wrong: nothing was taken in.", wrong
        )
        return words % {"count": number(wrong)}
    if not entered.values:
        return _("The workbook says what stands: nothing changes.")
    words = ngettext(
        "%(count)s value would be new. Send the file again with the tick to take it in.",
        "%(count)s values would be new. Send the file again with the tick to take them in.",
        entered.values,
    )
    return words % {"count": number(entered.values)}
