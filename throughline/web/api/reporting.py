"""Reports through the API: composed as the record stands or read as frozen, written on, frozen, and as files."""

from typing import Annotated, Literal

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from throughline.store.reporting.editions.actions import freeze_edition, write_narrative
from throughline.store.reporting.editions.reads import edition_entries, editions_where
from throughline.web.access import acting
from throughline.web.api.actions import acts, done
from throughline.web.api.answers import OF_ORGANIZATION, as_json, listed, lists, reads, record_of
from throughline.web.api.fields import filled
from throughline.web.api.paging import Key, cut
from throughline.web.api.parameters import Organization, Paging
from throughline.web.api.shapes.reports import (
    EditionShape,
    NarrativeShape,
    ReportShape,
    edition_shape,
    narrative_shape,
    report_shape,
)
from throughline.web.pages.reports.forms import FreezeForm, NarrativeForm
from throughline.web.pages.reports.wanted import FORMATS, Wanted, file_of, wanted_report
from throughline.web.reports.catalogue import KINDS

router = Router(tags=["reports"])

BY_NAME = (Key("kind"), Key("about"), Key("language"), Key("number", int))
OF_REPORT = "{kind}/{language}/{path:about}"

Kind = Annotated[str, Path(..., description=f"The kind of report: {', '.join(kind.code for kind in KINDS)}.")]
Language = Annotated[str, Path(..., description="The language that it is in.", example="en")]
About = Annotated[str, Path(..., max_length=300, description="What it is about.", example="UN/2026/10")]


FileFormat = Annotated[Literal["docx", "pdf"], Path(..., description="The format of the file.")]


class OfEdition(BaseModel):
    """Which edition is meant."""

    edition: Annotated[int, Field(ge=0, le=999_999, description="Its number; 0 for the report as it stands.")] = 0


@lists(router, f"{OF_ORGANIZATION}/reports", EditionShape)
def editions(request: HttpRequest, organization: Organization, paging: Query[Paging]) -> HttpResponse:
    """The editions of reports that may be read."""
    whose, seen = record_of(request, organization)
    page = cut(editions_where(whose, seen_by=seen), BY_NAME, paging)
    numbers = [one.pk for one in page.rows]
    found = edition_entries(editions_where(whose, seen_by=seen).filter(pk__in=numbers).order_by(*_order()))
    told = seen.works_in(whose.pk)
    return listed(request, EditionShape, (edition_shape(one, told) for one in found), page, paging)


def _order() -> tuple[str, ...]:
    return ("kind", "about", "language", "number", "pk")


@reads(router, f"{OF_ORGANIZATION}/reports/{OF_REPORT}", ReportShape)
def report(
    request: HttpRequest,
    organization: Organization,
    kind: Kind,
    language: Language,
    about: About,
    of: Query[OfEdition],
) -> HttpResponse:
    """A report block by block: as the record stands, or as it was frozen."""
    return as_json(ReportShape, report_shape(wanted_report(request, organization, kind, language, about).report()))


@acts(
    router,
    "POST",
    f"{OF_ORGANIZATION}/report-narratives/{OF_REPORT}",
    NarrativeShape,
    form=NarrativeForm,
)
def write_section(
    request: HttpRequest, organization: Organization, kind: Kind, language: Language, about: About
) -> HttpResponse:
    """Write the text of a section of a report, over the state (`revision`) that was read."""
    wanted = _worked(request, organization, kind, language, about)
    said = filled(request, NarrativeForm).cleaned_data
    if said["section"] not in wanted.gathered.sections:
        raise Http404
    kept = write_narrative(by=acting(request), organization=wanted.whose, named=wanted.named, **said)
    return done(NarrativeShape, narrative_shape(kept))


@acts(router, "POST", f"{OF_ORGANIZATION}/report-editions/{OF_REPORT}", EditionShape, form=FreezeForm, status=201)
def freeze(
    request: HttpRequest, organization: Organization, kind: Kind, language: Language, about: About
) -> HttpResponse:
    """Freeze a report as an edition."""
    wanted = _worked(request, organization, kind, language, about)
    is_open = filled(request, FreezeForm).cleaned_data["open"]
    found = wanted.for_everybody() if is_open else wanted.standing()
    made = freeze_edition(by=acting(request), organization=wanted.whose, named=wanted.named, report=found, open=is_open)
    (entry,) = edition_entries(editions_where(wanted.whose, wanted.named, seen_by=wanted.seen).filter(pk=made.pk))
    return done(EditionShape, edition_shape(entry, True), 201)


@reads(
    router,
    f"{OF_ORGANIZATION}/report-files/{{format}}/{OF_REPORT}",
    bytes,
    "application/octet-stream",
)
def report_file(
    request: HttpRequest,
    organization: Organization,
    format: FileFormat,
    kind: Kind,
    language: Language,
    about: About,
    of: Query[OfEdition],
) -> HttpResponse:
    """A report as a file, docx or PDF: the same bytes whenever the same edition is asked for."""
    return file_of(wanted_report(request, organization, kind, language, about), FORMATS[format])


def _worked(request: HttpRequest, organization: str, kind: str, language: str, about: str) -> Wanted:
    """The same, for those who work there."""
    wanted = wanted_report(request, organization, kind, language, about)
    if not wanted.works:
        raise Http404
    return wanted
