"""A plan as a workbook, out and in: for those who live in spreadsheets; what is wrong is named with its cell."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache

from throughline.engine.addresses import slug
from throughline.engine.editing.checks import check_wanted
from throughline.engine.editing.merging import merge
from throughline.engine.editing.records import Node
from throughline.engine.editing.sheets import (
    DELIVERABLES,
    MEASURES,
    PLACES,
    RESULTS,
    SheetCell,
    is_as_it_went,
    node_of,
    sheets_of,
)
from throughline.engine.findings import Finding, Sentence, Severity
from throughline.engine.natural import natural
from throughline.readers.plan_workbook import MAX_BYTES, place_of, read_plan_workbook
from throughline.store.editing.drafts import save_set
from throughline.store.editing.proposing import Standing, nodes_at
from throughline.web.access import action
from throughline.web.formatting import number
from throughline.web.pages.editing.forms import label_of, words_of
from throughline.web.pages.editing.sets import below
from throughline.web.pages.editing.views import Edit
from throughline.web.pages.findings import SEVERITIES
from throughline.writers.plan_workbook import plan_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEET_NAMES = {
    PLACES: gettext_lazy("Places"),
    RESULTS: gettext_lazy("Results"),
    MEASURES: gettext_lazy("Measures"),
    DELIVERABLES: gettext_lazy("Deliverables"),
}
# Findings that one page shows; a workbook can have one in every cell.
SHOWN = 200
Wanted = dict[str, dict[str, str]]


class WorkbookForm(forms.Form):
    """A workbook that comes back."""

    file = forms.FileField(
        label=gettext_lazy("The workbook"),
        help_text=gettext_lazy("An .xlsx file that was taken out here, of at most 20 MB."),
        widget=forms.FileInput({"accept": ".xlsx"}),
    )

    def clean_file(self) -> Any:
        """The file, if it is not too large."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_("It is larger than 20 MB: no workbook of a plan is."))
        return file


@never_cache
def out(request: HttpRequest, organization: str, node: str) -> HttpResponse:
    """What can be edited at and below a place, as a workbook."""
    at = Edit(request, organization, node)
    name = f"{slug(at.address.replace('/', '-'))}-{at.number}.xlsx"
    content = workbook_of(at.standing, at.node)
    return HttpResponse(content, XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def workbook_of(standing: Standing, node: str) -> bytes:
    """What stands at and below a node as a workbook, in the reader's language."""
    sheets = sheets_of(below(standing, node))
    columns = {f"columns {one.kind}": " ".join(one.fields) for one in sheets}
    made_from = {"plan": standing.plan.address, "version": str(standing.version.number), "of": node, **columns}
    fields = {name for one in sheets for name in one.fields}
    headings = {name: label_of(name) for name in fields} | {"key": _("Key"), "context": _("Of")}
    names = {kind: str(name)[:31] for kind, name in SHEET_NAMES.items()}
    return plan_workbook(sheets, made_from, names, headings, standing.version.taking_in.at)


@action
@never_cache
def page(request: HttpRequest, organization: str, node: str) -> HttpResponse:
    """The workbook taken out and brought in: what is wrong with it by cell, or the changes that it makes."""
    at = Edit(request, organization, node)
    form = WorkbookForm(request.POST or None, request.FILES or None)
    findings: list[Finding] = []
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        wanted, began, findings = changes_in(at.standing, at.node, file.read(), str(file.name))
        if not any(one.severity is Severity.ERROR for one in findings):
            if wanted:
                save_set(plan=at.plan, node=at.node, number=began, wanted=wanted, by=at.by)
                return redirect("plans-edit-changes", organization, node)
            findings.append(Finding("PL-SAME", Severity.INFO, str(file.name), SAME))
    found = sorted(findings, key=lambda one: (one.severity is not Severity.ERROR, natural(one.where)))
    wrong = sum(1 for one in findings if one.severity is Severity.ERROR)
    context = {
        "head": at.head(_("Workbook"), _("The plan as a workbook")),
        "form": form,
        "page": at.page,
        "place": node,
        "answer": _answer(wrong) if findings else "",
        "findings": [(SEVERITIES[one.severity], one.where, one.code, words_of(one)) for one in found[:SHOWN]],
        "more": len(findings) - SHOWN,
        "is_wrong": wrong,
    }
    return render(request, "editing/workbook.html", context, status=400 if wrong or form.errors else 200)


SAME = Sentence("The workbook says what stands: nothing changes.")
OTHER_PLAN = Sentence(
    "The workbook was made from another plan, or from a version that was never here: take a new one out here."
)
NO_NODE = "PL-NO-NODE"


def _answer(wrong: int) -> str:
    if not wrong:
        return _("Nothing was applied.")
    words = ngettext("%(count)s cell must be mended.", "%(count)s cells must be mended.", wrong)
    return (
        words % {"count": number(wrong)} + " " + _("Nothing of the workbook was applied: mend it and bring it again.")
    )


def changes_in(standing: Standing, of: str, data: bytes, file: str) -> tuple[Wanted, int, list[Finding]]:
    """What a workbook changes, the version that it was made from, and what is wrong, by cell."""
    book = read_plan_workbook(data, file)
    findings = list(book.findings)
    if not book.made_from:
        return {}, 0, findings
    version = book.made_from.get("version", "")
    known = version.isdecimal() and len(version) < 10 and book.made_from.get("plan") == standing.plan.address
    base = nodes_at(standing.plan, int(version)) if known else None
    if base is None:
        return {}, 0, [Finding("PL-OTHER-PLAN", Severity.ERROR, file, OTHER_PLAN)]
    changed = [cell for cell in book.cells if not is_as_it_went(cell, base) and not _is_context(cell, base)]
    wanted: Wanted = {}
    where: dict[tuple[str, str], SheetCell] = {}
    for cell in changed:
        node, field = node_of(cell.kind, cell.key, cell.field)
        wanted.setdefault(node, {})[field] = cell.text
        where[node, field] = cell
    findings += _placed(check_wanted(below(standing, of), _open(base, standing.nodes, wanted)), where)
    return wanted, int(version), findings


def _open(base: dict[str, Node], now: dict[str, Node], wanted: Wanted) -> Wanted:
    """What is wanted, without what stands by now as it is wanted."""
    merged = merge(base, now, wanted)
    there = {(one.node, one.field) for one in merged.changes} | {(one.node, one.field) for one in merged.conflicts}
    return {
        node: {field: text for field, text in said.items() if (node, field) in there or node not in now}
        for node, said in wanted.items()
    }


def _is_context(cell: SheetCell, base: dict[str, Node]) -> bool:
    """Tell whether a cell only says what a row is called where that cannot be changed."""
    node, field = node_of(cell.kind, cell.key, cell.field)
    return node in base and field not in base[node].fields and not cell.text.strip()


def _placed(findings: Iterable[Finding], where: dict[tuple[str, str], SheetCell]) -> list[Finding]:
    """Findings about fields at the cells where they stand; those about a node at its key."""
    placed = []
    for one in findings:
        node, _mark, field = one.where.partition("#")
        cell = where.get((node, field)) or next((c for (name, _f), c in where.items() if name == node), None)
        if cell is not None:
            place = place_of(cell.sheet, cell.row, cell.column if field else "A")
            message = _no_row(cell.key) if one.code == NO_NODE else one.message
            placed.append(Finding(one.code, one.severity, place, message, one.figures))
        else:
            placed.append(one)
    return placed


def _no_row(key: str) -> Sentence:
    """That a row is named by a key which nothing has: said by the key as it stands in the cell."""
    return Sentence(
        "“%(key)s” names nothing in this part of the plan, now or ever: leave the row out, or look where it went.",
        key=key,
    )
