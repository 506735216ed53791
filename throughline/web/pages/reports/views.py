"""Reports in the browser: the list, one as it stands or as an edition, its files, its texts, and its freezing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from throughline.engine.reporting.blocks import Block, Figure, Heading, Report, disagreements
from throughline.store.models import Organization, Person, Plan
from throughline.store.planning.frameworks.reads import frameworks_where
from throughline.store.reporting.editions.actions import freeze_edition, write_narrative
from throughline.store.reporting.editions.reads import edition_entries, editions_where
from throughline.store.rights import EDIT, Sight, edits_in, may, owned
from throughline.store.units import unit_for
from throughline.web.access import acting, action, may_act
from throughline.web.formatting import number
from throughline.web.pages.frame import (
    Filters,
    Head,
    Step,
    organization_at,
    page_of_list,
    show_list,
    sight_in,
    start_of,
)
from throughline.web.pages.reports.forms import FreezeForm, NarrativeForm, ReportForm
from throughline.web.pages.reports.wanted import FORMATS, Wanted, file_of, wanted_report
from throughline.web.pages.trying import DONE, tried
from throughline.web.reports.narrative import written
from throughline.writers.report_html import report_html

# A report of more blocks than this is shown part by part: a page of a whole budget would be two megabytes.
WHOLE = 300
# So many parts of plans are offered to report on; any other is typed.
OFFERED = 200


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a long report: its heading, its number, and the page that shows it; open where it is shown."""

    heading: str
    number: int
    address: str
    open: bool


@dataclass(frozen=True, slots=True)
class SectionShown:
    """A section that people write: its name, the page to write it, and whether there is a text."""

    name: str
    address: str
    written: bool


@dataclass(frozen=True, slots=True)
class FieldShown:
    """A figure that a text may name."""

    name: str
    figure: Figure


def reports(request: HttpRequest, organization: str) -> HttpResponse:
    """The reports that can be made, and the editions that there are."""
    whose = organization_at(request, organization)
    seen = sight_in(request, whose)
    works = seen.works_in(whose.pk)
    form = ReportForm(request.GET if "about" in request.GET else None)
    if works and form.is_bound and form.is_valid():
        said = form.cleaned_data
        return redirect("reports-report", whose.code, said["kind"], said["report_language"], said["about"])
    filters, found = Filters(request.GET), editions_where(whose, seen_by=seen)
    listing = page_of_list(request, filters, found.count(), lambda at, count: edition_entries(found[at : at + count]))
    context = {
        "head": Head(_("Reports"), _("Reports"), (start_of(whose.code),)),
        "form": form if works else None,
        "abouts": _abouts(whose, seen) if works else (),
        "listing": listing,
        "works": works,
    }
    return show_list(request, "reports/list.html", filters, context, 400 if form.errors else 200)


def _abouts(whose: Organization, seen: Sight) -> list[tuple[str, str]]:
    """What a report may be about: years, parts of plans and plans of results, with their titles; two statements."""
    parts = Plan.objects.filter(owned(seen), organization=whose).order_by("-year", "code")
    named = parts.values_list("year", "address", "document__title")[:OFFERED]
    years = [(f"{whose.code}/{year}", "") for year in dict.fromkeys(year for year, *_ in named) if year]
    frameworks = frameworks_where(whose, seen_by=seen).values_list("address", "title")[:OFFERED]
    return [*years, *frameworks, *((address, title) for _year, address, title in named)]


@never_cache
def report(request: HttpRequest, organization: str, kind: str, language: str, about: str) -> HttpResponse:
    """A report as it stands, or one of its editions."""
    wanted = wanted_report(request, organization, kind, language, about)
    found = wanted.report()
    parts, shown = _parts(request, found)
    wrong = disagreements(found)
    by = may_act(request)
    context = {
        "head": Head(str(wanted.kind.name), found.title, _trail(wanted), "attention" if wrong else "good"),
        "answer": _said(wanted, found),
        "report": found,
        "article": _article(replace(found, title="", blocks=tuple(shown)), wanted),
        "parts": parts,
        "wanted": wanted,
        "editions": edition_entries(editions_where(wanted.whose, wanted.named, seen_by=wanted.seen)),
        "formats": [(name, _file(wanted, name)) for name in FORMATS],
        "sections": _sections(wanted) if by is not None and not wanted.number and edits_in(by, wanted.whose) else (),
        "may_freeze": by is not None and not wanted.number and may(by, EDIT, wanted.whose, _unit(wanted)),
        "freezing": FreezeForm(),
    }
    return render(request, "reports/report.html", context)


def file(request: HttpRequest, organization: str, kind: str, language: str, about: str) -> HttpResponse:
    """A report as a file: `format` docx or pdf, `edition` where it is one."""
    wanted = wanted_report(request, organization, kind, language, about)
    form = FORMATS.get(request.GET.get("format", "pdf"))
    if form is None:
        raise Http404(_("There is no such format: ask for docx or pdf."))
    return file_of(wanted, form)


@action
@never_cache
def write(request: HttpRequest, organization: str, kind: str, language: str, about: str) -> HttpResponse:
    """The page on which the text of a section is written, with its fields; POST keeps it."""
    wanted = wanted_report(request, organization, kind, language, about)
    if not wanted.works:
        raise Http404
    by, is_sent = acting(request), request.method == "POST"
    section = (request.POST if is_sent else request.GET).get("section", "")[:400]
    if section not in wanted.gathered.sections:
        raise Http404(_("This report has no section %(section)s.") % {"section": section})
    if not is_sent:
        if not _may_write(wanted, section, by):
            raise Http404
        return _writing(request, wanted, section, NarrativeForm(initial=_stands(wanted, section)), 200)
    form = NarrativeForm(data := request.POST.copy())
    status = tried(form, lambda said: write_narrative(by=by, organization=wanted.whose, named=wanted.named, **said))
    if status == DONE:
        return redirect(_page(wanted))
    data["revision"] = str(_stands(wanted, section)["revision"])
    return _writing(request, wanted, section, form, status)


def _may_write(wanted: Wanted, section: str, by: Person) -> bool:
    """Tell whether somebody may write a section: who may edit its place, or what the report is about."""
    place = section if section.startswith(f"{wanted.whose.code}/") else wanted.named.about
    return may(by, EDIT, wanted.whose, unit_for(wanted.whose, place))


def _stands(wanted: Wanted, section: str) -> dict[str, Any]:
    """What stands in a section now, as its form holds it."""
    stands = wanted.texts().get(section)
    return {"section": section, "text": stands.text if stands else "", "revision": stands.revision if stands else 0}


def _writing(request: HttpRequest, wanted: Wanted, section: str, form: forms.Form, status: int) -> HttpResponse:
    gathered = wanted.gathered
    tried_out = written(str(form["text"].value() or ""), gathered.fields).blocks
    whose, today = wanted.whose, wanted.asking(wanted.seen).today
    preview = Report("", whose.name or whose.code, wanted.named.language, today.isoformat(), tried_out)
    context = {
        "head": Head(_("Section"), gathered.sections[section], (*_trail(wanted), Step(gathered.title, _page(wanted)))),
        "form": form,
        "stands": wanted.texts().get(section),
        "is_newer": status == 409,
        "fields": [FieldShown(name, figure) for name, figure in _near(gathered.fields, section)],
        "preview": _article(preview, wanted) if tried_out else "",
        "cancel": _page(wanted),
        "here": f"{_page(wanted, 'reports-write')}?section={section}",
    }
    return render(request, "reports/write.html", context, status=status)


def _near(fields: Any, section: str) -> list[tuple[str, Figure]]:
    """The fields that a section names soonest: its own, and those of the whole."""
    code = section.partition("/")[2].partition("/")[2].replace("/", ".")
    own = [(name, one) for name, one in fields.items() if code and name.startswith(f"{code}.")]
    return own + [(name, one) for name, one in fields.items() if not name[:1].isupper() and not name[:1].isdigit()]


@action
@require_POST
def freeze(request: HttpRequest, organization: str, kind: str, language: str, about: str) -> HttpResponse:
    """Freeze the report as an edition."""
    wanted = wanted_report(request, organization, kind, language, about)
    if not wanted.works:
        raise Http404
    form = FreezeForm(request.POST)
    is_open = form.is_valid() and form.cleaned_data["open"]
    found = wanted.for_everybody() if is_open else wanted.standing()
    made = freeze_edition(by=acting(request), organization=wanted.whose, named=wanted.named, report=found, open=is_open)
    return redirect(f"{_page(wanted)}?edition={made.number}")


def _page(wanted: Wanted, name: str = "reports-report") -> str:
    named = wanted.named
    return reverse(name, args=[wanted.whose.code, named.kind, named.language, named.about])


def _file(wanted: Wanted, name: str) -> str:
    edition = f"&edition={wanted.number}" if wanted.number else ""
    return f"{_page(wanted, 'reports-file')}?format={name}{edition}"


def _trail(wanted: Wanted) -> tuple[Step, ...]:
    return (start_of(wanted.whose.code), Step(_("Reports"), reverse("reports", args=[wanted.whose.code])))


def _unit(wanted: Wanted) -> Any:
    return unit_for(wanted.whose, wanted.named.about)


def _article(found: Report, wanted: Wanted) -> Any:
    return mark_safe(report_html(found, wanted.link))  # noqa: S308 - the writer escapes every text


def _sections(wanted: Wanted) -> list[SectionShown]:
    start, texts = _page(wanted, "reports-write"), wanted.texts()
    return [
        SectionShown(name, f"{start}?section={section}", bool(section in texts and texts[section].text))
        for section, name in wanted.gathered.sections.items()
    ]


def _parts(request: HttpRequest, found: Report) -> tuple[list[Part], Sequence[Block]]:
    """The parts of a long report with the one that is shown; a short one is shown whole."""
    if len(found.blocks) <= WHOLE:
        return [], found.blocks
    starts = [at for at, block in enumerate(found.blocks) if isinstance(block, Heading) and block.level == 1]
    asked = request.GET.get("part", "1")
    wanted = int(asked) if asked.isascii() and asked.isdigit() and 0 < int(asked[:9]) <= len(starts) else 1
    query = request.GET.copy()

    def address(part: int) -> str:
        query["part"] = str(part)
        return f"?{query.urlencode()}#report"

    parts = []
    for part, at in enumerate(starts, start=1):
        heading = found.blocks[at]
        assert isinstance(heading, Heading)
        parts.append(Part(heading.text, part, address(part), part == wanted))
    ends = [*starts[1:], len(found.blocks)]
    first = 0 if wanted == 1 else starts[wanted - 1]
    return parts, found.blocks[first : ends[wanted - 1]]


def _said(wanted: Wanted, found: Report) -> str:
    wrong = len(disagreements(found))
    if wrong:
        words = ngettext(
            "%(count)s figure in the text is not what the record says: it is marked below.",
            "%(count)s figures in the text are not what the record says: they are marked below.",
            wrong,
        )
        return words % {"count": number(wrong)}
    if wanted.number:
        return _("This edition is frozen: it stays as it is.")
    return _("Every figure is what the record says today. Freeze an edition before you hand it on.")
