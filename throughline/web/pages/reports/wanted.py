"""Which report a request asks for, composed as it stands or read as it was frozen, and written in a format."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from throughline.engine.addresses import slug
from throughline.engine.errors import Refused
from throughline.engine.reporting.blocks import Report
from throughline.store.models import Organization
from throughline.store.reporting.editions.reads import Named, Text, edition_at, narratives_of
from throughline.store.rights import Sight
from throughline.web.addresses import page_of
from throughline.web.pages.frame import organization_at, sight_in
from throughline.web.reports.catalogue import BY_CODE, Asking, Gathered, Kind, gathered_of, report_from
from throughline.writers.report_docx import report_docx
from throughline.writers.report_pdf import report_pdf

LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
Link = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Format:
    """A format in which a report is written."""

    ending: str
    media: str
    write: Callable[[Report, Link], bytes]


FORMATS = {
    "docx": Format("docx", DOCX, report_docx),
    "pdf": Format("pdf", "application/pdf", report_pdf),
}


@dataclass(frozen=True)
class Wanted:
    """A report that a request asks for, as `wanted_report` found that there is such a one."""

    request: HttpRequest
    code: str
    named: Named

    @cached_property
    def whose(self) -> Organization:
        """The organization whose record it is."""
        return organization_at(self.request, self.code)

    @cached_property
    def seen(self) -> Sight:
        """What the reader sees of it."""
        return sight_in(self.request, self.whose)

    @cached_property
    def works(self) -> bool:
        """Tell whether the reader works there."""
        return self.seen.works_in(self.whose.pk)

    @property
    def kind(self) -> Kind:
        """The kind of report."""
        return BY_CODE[self.named.kind]

    @cached_property
    def number(self) -> int:
        """The edition that is asked for; 0 for the report as it stands."""
        asked = self.request.GET.get("edition", "")
        if asked and not (asked.isascii() and asked.isdigit() and len(asked) < 9):
            raise Http404(_("There is no such edition."))
        return int(asked or 0)

    def texts(self) -> Mapping[str, Text]:
        """What people wrote in it, as it stands now. One statement."""
        return narratives_of(self.whose, self.named, seen_by=self.seen)

    def asking(self, seen: Sight) -> Asking:
        """What the record is asked for, with a sight."""
        return Asking(self.whose, self.named.about, localdate(), seen)

    @cached_property
    def gathered(self) -> Gathered:
        """The fields and sections of the report as it stands, as the reader sees it."""
        return self._gathered(self.seen)

    def _gathered(self, seen: Sight) -> Gathered:
        try:
            return gathered_of(self.kind, self.asking(seen), self.named.language)
        except Refused as reason:
            raise Http404(str(reason)) from None

    def report(self) -> Report:
        """The edition that was asked for, or the report as it stands, for those who work there."""
        if self.number:
            found = edition_at(self.whose, self.named, self.number, seen_by=self.seen)
            if found is None:
                raise Http404(_("There is no such edition."))
            return found
        if not self.works:
            raise Http404(_("There is no such edition."))
        return self.standing()

    def standing(self) -> Report:
        """The report as it stands, as the reader sees it, with what people wrote."""
        return self._report(self.gathered, self.seen)

    def for_everybody(self) -> Report:
        """The report as it stands, without what only those who work there may know."""
        seen = replace(self.seen, works=frozenset(), works_all=False)
        return self._report(self._gathered(seen), seen)

    def _report(self, gathered: Gathered, seen: Sight) -> Report:
        texts = {section: one.text for section, one in self.texts().items()}
        return report_from(gathered, self.kind, self.asking(seen), self.named.language, texts)

    def link(self, address: str) -> str:
        """The page of an address in the report."""
        return page_of(self.whose.code, address)

    def link_from_outside(self, address: str) -> str:
        """The same where the report leaves the site."""
        page = self.link(address)
        return self.request.build_absolute_uri(page) if page else page

    @property
    def file_name(self) -> str:
        """What a file with it is called, without its ending."""
        about = slug(self.named.about.replace("/", "-"))
        edition = f"-{self.number}" if self.number else ""
        return f"{self.named.kind}-{about}-{self.named.language}{edition}"


def wanted_report(request: HttpRequest, organization: str, kind: str, language: str, about: str) -> Wanted:
    """The report that is asked for; Http404 where the organization or such a report is not to be read."""
    wanted = Wanted(request, organization, Named(kind, about, language))
    organization_at(request, organization)
    if kind not in BY_CODE or language not in LANGUAGES:
        raise Http404(_("There is no report of this kind or in this language."))
    return wanted


def file_of(wanted: Wanted, form: Format) -> HttpResponse:
    """The report as a file that is taken out."""
    content = form.write(wanted.report(), wanted.link_from_outside)
    name = f"{wanted.file_name}.{form.ending}"
    return HttpResponse(content, form.media, headers={"Content-Disposition": f'attachment; filename="{name}"'})
