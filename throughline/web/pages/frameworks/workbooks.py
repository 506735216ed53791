"""A plan of results as a workbook, out and in: what comes in is shown with every change and every fault by its cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override
from django.views.decorators.cache import never_cache
from pydantic import TypeAdapter, ValidationError

from throughline.engine.addresses import slug
from throughline.engine.findings import Finding, Sentence, Severity
from throughline.engine.natural import natural
from throughline.engine.planning.frameworks import DRAFT, Element
from throughline.engine.planning.versions import ElementChange, element_changes
from throughline.readers.framework_workbook import FrameworkWorkbook, read_framework_workbook
from throughline.readers.plan_workbook import MAX_BYTES
from throughline.store.models import Framework, FrameworkVersion, Unit
from throughline.store.planning.frameworks.actions import check_draft, write_draft
from throughline.store.planning.frameworks.reads import in_making, version_at
from throughline.store.planning.frameworks.writing import elements_of
from throughline.web.access import action
from throughline.web.api.shapes.frameworks import ElementContent, element_content, element_of
from throughline.web.formatting import number
from throughline.web.pages.editing.forms import words_of
from throughline.web.pages.editing.workbooks import SHOWN, XLSX
from throughline.web.pages.findings import SEVERITIES
from throughline.web.pages.frame import Head
from throughline.web.pages.frameworks.at import FrameworkAt
from throughline.web.pages.frameworks.forms import RevisionForm
from throughline.web.pages.frameworks.names import FIELD_NAMES
from throughline.web.pages.frameworks.views import change_shown
from throughline.web.pages.trying import DONE, tried
from throughline.writers.framework_workbook import framework_workbook

ROWS = TypeAdapter(tuple[ElementContent, ...])
# What a request may hold beside files, with room for the rest of it.
LONGEST_ROWS = 900_000


class WorkbookForm(forms.Form):
    """A workbook that is brought in, to be looked at before anything is written."""

    file = forms.FileField(
        label=gettext_lazy("The workbook"),
        help_text=gettext_lazy("An .xlsx file of at most 20 MB, with columns for code, level and title."),
        widget=forms.FileInput({"accept": ".xlsx"}),
    )

    def clean_file(self) -> Any:
        """The file, if it is not too large."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_("It is larger than 20 MB: no workbook of a plan is."))
        return file


class RowsForm(RevisionForm):
    """The rows of a workbook that was looked at, to be written into the draft that it was held against."""

    rows = forms.CharField(max_length=LONGEST_ROWS, widget=forms.HiddenInput)

    def clean_rows(self) -> tuple[Element, ...]:
        """The elements that the rows say."""
        try:
            return tuple(map(element_of, ROWS.validate_json(self.cleaned_data["rows"], strict=True)))
        except ValidationError:
            raise forms.ValidationError(_("These rows are not those of a workbook: bring it again.")) from None


def rows_form(elements: Sequence[Element], revision: int) -> RowsForm | None:
    """The form that writes these elements; None where they are more than one request may hold."""
    rows = ROWS.dump_json(tuple(map(element_content, elements))).decode("utf-8")
    return RowsForm(initial={"rows": rows, "revision": revision}) if len(rows.encode()) < LONGEST_ROWS else None


@dataclass(frozen=True, slots=True)
class Brought:
    """What a workbook says of a plan: its elements, what they change, and what is wrong, by cell."""

    elements: tuple[Element, ...] = ()
    changes: tuple[ElementChange, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def wrong(self) -> int:
        """How many faults keep it from being written."""
        return sum(one.severity is Severity.ERROR for one in self.findings)


@never_cache
def out(request: HttpRequest, organization: str, plan: str) -> HttpResponse:
    """A version of a plan as a workbook: the one that stands, or the one named."""
    at = FrameworkAt(request, organization, plan)
    wanted = request.GET.get("version", "")
    version = version_at(at.framework, int(wanted) if wanted.isdecimal() and len(wanted) < 7 else None, seen_by=at.seen)
    if version is None:
        raise Http404(_("The plan has no such version."))
    name = f"{slug(at.framework.address.replace('/', '-'))}-{version.number}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(workbook_of(version), XLSX, headers=headers)


def workbook_of(version: FrameworkVersion) -> bytes:
    """A version of a plan as a workbook, with heads in the reader's language."""
    framework = version.framework
    units = Unit.objects.filter(organization=framework.organization, ended=None).order_by("code")
    return framework_workbook(
        elements_of(version),
        framework.levels,
        list(units.values_list("code", flat=True)),
        {"plan": framework.address, "version": str(version.number), "revision": str(version.revision)},
        str(_("Elements")),
        {field: str(name) for field, name in FIELD_NAMES.items()},
        version.written,
    )


@action
@never_cache
def page(request: HttpRequest, organization: str, plan: str) -> HttpResponse:
    """The workbook taken out and brought in: what is wrong with it by cell, or the changes that it makes."""
    at = FrameworkAt(request, organization, plan)
    draft = in_making(at.framework) if at.may_write() else None
    if draft is None or draft.state != DRAFT:
        raise Http404(_("No draft of this plan is open."))
    if "rows" in request.POST:
        return _apply(at, draft)
    form = WorkbookForm(request.POST or None, request.FILES or None)
    brought, status = Brought(), 200
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        brought = brought_by(at.framework, draft, file.read(), str(file.name))
        status = 400 if brought.wrong else 200
    elif request.method == "POST":
        status = 400
    return render(request, "frameworks/workbook.html", _context(at, draft, form, brought), status=status)


def _apply(at: FrameworkAt, draft: FrameworkVersion) -> HttpResponse:
    """Write the rows that were looked at into the draft."""
    form = RowsForm(at.request.POST)

    def write(said: dict[str, Any]) -> None:
        assert at.by is not None
        write_draft(by=at.by, framework=at.framework, revision=said["revision"], elements=said["rows"])

    status = tried(form, write)
    if status == DONE:
        return redirect(f"{at.page}?version={draft.number}")
    context = _context(at, draft, WorkbookForm(), Brought())
    said = [str(error) for errors in form.errors.values() for error in errors]
    return render(at.request, "frameworks/workbook.html", {**context, "wrong": said}, status=status)


def _context(at: FrameworkAt, draft: FrameworkVersion, form: WorkbookForm, brought: Brought) -> dict[str, Any]:
    found = sorted(brought.findings, key=lambda one: (one.severity is not Severity.ERROR, natural(one.where)))
    names = (_("Draft"), _("Workbook"))
    return {
        "head": Head(_("Workbook"), at.framework.title, at.trail, language="en"),
        "at": at,
        "draft": draft,
        "form": form,
        "applying": rows_form(brought.elements, draft.revision) if brought.changes and not brought.wrong else None,
        "answer": _answer(brought) if brought.elements or brought.findings else "",
        "findings": [(SEVERITIES[one.severity], one.where, one.code, words_of(one)) for one in found[:SHOWN]],
        "more": len(found) - SHOWN,
        "is_wrong": brought.wrong,
        "changes": [change_shown(one, names) for one in brought.changes[:SHOWN]] if not brought.wrong else (),
    }


def _answer(brought: Brought) -> str:
    if brought.wrong:
        words = ngettext("%(count)s cell must be mended.", "%(count)s cells must be mended.", brought.wrong)
        rest = _("Nothing of the workbook was applied: mend it and bring it again.")
        return words % {"count": number(brought.wrong)} + " " + rest
    if not brought.changes:
        return _("The workbook says what stands: nothing changes.")
    words = ngettext("%(count)s element would change.", "%(count)s elements would change.", len(brought.changes))
    return words % {"count": number(len(brought.changes))}


def brought_by(framework: Framework, draft: FrameworkVersion, data: bytes, file: str) -> Brought:
    """What a workbook says of a draft. Two statements."""
    book = read_framework_workbook(data, file, heads())
    plan = book.read.made_from.get("plan", framework.address)
    if plan != framework.address:
        message = Sentence(
            "This workbook was taken out from %(plan)s: take one out here, or bring it there.", plan=plan[:100]
        )
        return Brought(findings=(Finding("PL-OTHER-PLAN", Severity.ERROR, file, message), *book.read.findings))
    elements = tuple(one.element for one in book.elements)
    findings = list(book.read.findings)
    if elements:
        findings += _placed(book, check_draft(framework, elements))
    elif not findings:
        findings.append(Finding("PL-WORKBOOK", Severity.ERROR, file, EMPTY))
    return Brought(elements, element_changes(elements_of(draft), elements), tuple(findings))


EMPTY = Sentence("No row of the workbook says anything: a plan has at least one element.")
# The column at which a finding about an element stands.
COLUMN_OF = {
    "PL-ELEMENT-CODE": "code",
    "PL-ELEMENT-PARENT": "parent",
    "PL-ELEMENT-CIRCLE": "parent",
    "PL-ELEMENT-LEVEL": "level",
    "PL-ELEMENT-GOAL": "goals",
    "PL-ELEMENT-UNIT": "unit",
    "PL-NO-TITLE": "title",
}


def _placed(book: FrameworkWorkbook, findings: list[Finding]) -> list[Finding]:
    """Findings about elements at the cells that say them; of a code that stands twice, each at its own row."""
    rows: dict[str, list[int]] = {}
    for said in book.elements:
        rows.setdefault(said.element.code, []).append(said.row)
    told: dict[tuple[str, str, str], int] = {}
    placed = []
    for one in findings:
        at = told.get((one.code, one.where, one.message), 0)
        told[one.code, one.where, one.message] = at + 1
        there = rows.get(one.where, [1])
        place = book.read.place(there[min(at, len(there) - 1)], COLUMN_OF.get(one.code, "code"))
        placed.append(Finding(one.code, one.severity, place, one.message, one.figures))
    return placed


def heads() -> dict[str, str]:
    """The names of the columns in every language, by which the columns of a workbook are found."""
    found: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {" ".join(str(name).split()).casefold(): field for field, name in FIELD_NAMES.items()}
    return found
