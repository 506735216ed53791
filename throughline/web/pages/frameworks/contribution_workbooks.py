"""Contributions as a workbook, out and in: looked at as a set, every fault named with its cell, then written whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override
from django.views.decorators.cache import never_cache
from pydantic import TypeAdapter, ValidationError

from throughline.engine.findings import Finding, Severity
from throughline.engine.natural import natural
from throughline.engine.planning.contribution_rows import FIELDS, NEEDED, ContributionRow, cells_of, row_in
from throughline.readers.rows_workbook import Columns, read_rows
from throughline.store.models import Contribution, Organization
from throughline.store.planning.contributions.many import bring_contributions, check_many
from throughline.store.planning.contributions.reads import contribution_entries, contributions_where
from throughline.store.rights import edits_in
from throughline.web.access import action, may_act
from throughline.web.checked import checked
from throughline.web.formatting import number
from throughline.web.pages.editing.forms import words_of
from throughline.web.pages.editing.workbooks import SHOWN, XLSX
from throughline.web.pages.findings import SEVERITIES
from throughline.web.pages.frame import Head, Step, Words, sight_in, worked_organization_at
from throughline.web.pages.frameworks.at import trail_of_frameworks
from throughline.web.pages.frameworks.workbooks import LONGEST_ROWS, WorkbookForm
from throughline.web.pages.trying import DONE, tried
from throughline.writers.framework_workbook import rows_workbook

NAMES: dict[str, Words] = {
    "source": gettext_lazy("What contributes"),
    "target": gettext_lazy("What it contributes to"),
    "share": gettext_lazy("Share"),
    "start": gettext_lazy("First day"),
    "end": gettext_lazy("The day after the last"),
    "rationale": gettext_lazy("How the one serves the other"),
}
WIDTHS = (30, 30, 10, 14, 14, 70)
ROWS = TypeAdapter(tuple[dict[str, str], ...])


class RowsForm(forms.Form):
    """The rows of a workbook that was looked at, to be written."""

    rows = forms.CharField(max_length=LONGEST_ROWS, widget=forms.HiddenInput)

    def clean_rows(self) -> list[ContributionRow]:
        """The contributions that the rows say."""
        try:
            read = [row_in(cells) for cells in ROWS.validate_json(self.cleaned_data["rows"])]
        except ValidationError:
            read = []
        if not read or any(wrong for _row, wrong in read):
            raise forms.ValidationError(_("These rows are not those of a workbook: bring it again."))
        return [row for row, _wrong in read]


@dataclass(frozen=True, slots=True)
class Brought:
    """What a workbook says: its rows, what they come to in words, and what is wrong, by cell."""

    rows: Sequence[ContributionRow] = ()
    answer: str = ""
    findings: Sequence[Finding] = ()
    changes: int = 0

    @property
    def wrong(self) -> int:
        """How many faults keep it from being written."""
        return sum(one.severity is Severity.ERROR for one in self.findings)


def out(request: HttpRequest, organization: str) -> HttpResponse:
    """What contributes to what as a workbook: those contributions that nobody ended."""
    whose = worked_organization_at(request, organization)
    found = contribution_entries(contributions_where(seen_by=sight_in(request, whose)))
    rows = [
        cells_of(ContributionRow(one.source, one.target, one.rationale, one.share, one.start, one.end)) for one in found
    ]
    when = Contribution.objects.filter(organization=whose).aggregate(last=Max("changed"))["last"]
    names = [str(NAMES[field]) for field in FIELDS]
    content = rows_workbook(rows, names, WIDTHS, str(_("Contributions")), when or datetime(2000, 1, 1, tzinfo=UTC))
    name = f"contributions-{whose.code}.xlsx"
    return HttpResponse(content, XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@action
@never_cache
def page(request: HttpRequest, organization: str) -> HttpResponse:
    """Contributions brought in as a workbook: what is wrong with it by cell, or what it comes to."""
    whose, by = worked_organization_at(request, organization), may_act(request)
    if by is None or not edits_in(by, whose):
        raise Http404
    form, brought, wrong, status = WorkbookForm(), Brought(), [], 200
    if "rows" in request.POST:
        applying = RowsForm(request.POST)

        def write(said: dict[str, Any]) -> None:
            with checked():
                bring_contributions(by=by, organization=whose, **said)

        status = tried(applying, write)
        if status == DONE:
            return redirect("plans-contributions", whose.code)
        wrong = [str(error) for errors in applying.errors.values() for error in errors]
    elif request.method == "POST":
        form = WorkbookForm(request.POST, request.FILES)
        brought = _brought(whose, form.cleaned_data["file"]) if form.is_valid() else brought
        status = 400 if brought.wrong or form.errors else 200
    return render(request, "frameworks/contributions_in.html", _context(whose, form, brought, wrong), status=status)


def _context(whose: Organization, form: forms.Form, brought: Brought, wrong: Sequence[str]) -> dict[str, Any]:
    found = sorted(brought.findings, key=lambda one: (one.severity is not Severity.ERROR, natural(one.where)))
    above = Step(_("Contributions"), reverse("plans-contributions", args=[whose.code]))
    rows = ROWS.dump_json(tuple(dict(zip(FIELDS, cells_of(one), strict=True)) for one in brought.rows)).decode("utf-8")
    is_ready = brought.changes and not brought.wrong and len(rows.encode("utf-8")) < LONGEST_ROWS
    return {
        "head": Head(_("Workbook"), _("Contributions as a workbook"), (*trail_of_frameworks(whose.code), above)),
        "form": form,
        "wrong": wrong,
        "answer": brought.answer,
        "is_wrong": brought.wrong,
        "findings": [(SEVERITIES[one.severity], one.where, one.code, words_of(one)) for one in found[:SHOWN]],
        "more": len(found) - SHOWN,
        "applying": RowsForm(initial={"rows": rows}) if is_ready else None,
    }


def _brought(whose: Organization, file: Any) -> Brought:
    """What a file says of the contributions of an organization. Nine statements."""
    read = read_rows(file.read(), str(file.name), Columns(FIELDS, NEEDED, heads()))
    findings = list(read.findings)
    rows = []
    for at, cells in read.rows:
        row, wrong = row_in(cells)
        rows.append(row)
        findings += [_at(one, read.place(at, field)) for field, one in wrong]
    new = changed = 0
    if not any(one.severity is Severity.ERROR for one in findings):
        faults, came = check_many(whose, rows)
        new, changed = came.new, came.changed
        findings += [_at(one, read.place(read.rows[at][0], field)) for at, field, one in faults]
    wrong_cells = sum(one.severity is Severity.ERROR for one in findings)
    return Brought(rows, _said(wrong_cells, new, changed), findings, new + changed)


def _at(one: Finding, place: str) -> Finding:
    return Finding(one.code, Severity.ERROR, place, one.message, one.figures)


def _said(wrong: int, new: int, changed: int) -> str:
    if wrong:
        words = ngettext("%(count)s cell must be mended.", "%(count)s cells must be mended.", wrong)
        return (
            words % {"count": number(wrong)}
            + " "
            + _("Nothing of the workbook was applied: mend it and bring it again.")
        )
    if not new + changed:
        return _("The workbook says what stands: nothing changes.")
    return _("%(new)s contributions would be new, %(changed)s would change.") % {"new": new, "changed": changed}


def heads() -> dict[str, str]:
    """The names of the columns in every language, by which the columns of a workbook are found."""
    found: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {" ".join(str(name).split()).casefold(): field for field, name in NAMES.items()}
    return found
