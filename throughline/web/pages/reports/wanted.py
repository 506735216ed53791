"""Which report a request asks for, composed as it stands or read as it was frozen, and written in a format."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from throughline.engine.addresses import slug
from throughline.engine.errors import Refused
from throughline.engine.reporting.blocks import Report
from throughline.store.models import Organization
from throughline.store.reporting.editions.reads import Named, Text, edition_at, narratives_of
from throughline.store.rights import Sight
from throughline.web.pages.frame import organization_at, sight_in
from throughline.web.reports.catalogue import BY_CODE, Asking, Gathered, Kind, gathered_of, report_of
from throughline.writers.report_docx import report_docx
from throughline.writers.report_html import report_html
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
    """The report that a request asks for; Http404 where there is none such, or it may not be read."""

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

    @cached_property
    def kind(self) -> Kind:
        """The kind of report."""
        if self.named.kind not in BY_CODE or self.named.language not in LANGUAGES:
            raise Http404(_("There is no report of this kind or in this language."))
        return BY_CODE[self.named.kind]

    @cached_property
    def number(self) -> int:
        """The edition that is asked for; 0 for the report as it stands."""
        asked = self.request.GET.get("edition", "")
        if asked and not (asked.isascii() and asked.isdigit() and len(asked) < 9):
            raise Http404(_("There is no such edition."))
        return int(asked or 0)

    @cached_property
    def texts(self) -> dict[str, Text]:
        """What people wrote in it."""
        return dict(narratives_of(self.whose, self.named, seen_by=self.seen))

    def asking(self, seen: Sight) -> Asking:
        """What the record is asked for, with a sight."""
        return Asking(self.whose, self.named.about, localdate(), seen)

    def report(self) -> Report:
        """The edition that was asked for, or the report as it stands, for those who work there."""
        if self.number:
            found = edition_at(self.whose, self.named, self.number, seen_by=self.seen)
            if found is None:
                raise Http404(_("There is no such edition."))
            return found
        if not self.works:
            raise Http404(_("There is no such edition."))
        return self.standing(self.seen)

    def standing(self, seen: Sight) -> Report:
        """The report as it stands, as a sight sees it, with what people wrote."""
        texts = {section: one.text for section, one in self.texts.items()}
        try:
            return report_of(self.kind, self.asking(seen), self.named.language, texts)
        except Refused as reason:
            raise Http404(str(reason)) from None

    def for_everybody(self) -> Report:
        """The report as it stands, without what only those who work there may know."""
        return self.standing(replace(self.seen, works=frozenset(), works_all=False))

    def gathered(self) -> Gathered:
        """The fields and sections of the report as it stands."""
        try:
            return gathered_of(self.kind, self.asking(self.seen), self.named.language)
        except Refused as reason:
            raise Http404(str(reason)) from None

    @property
    def file_name(self) -> str:
        """What a file with it is called, without its ending."""
        about = slug(self.named.about.replace("/", "-"))
        edition = f"-{self.number}" if self.number else ""
        return f"{self.named.kind}-{about}-{self.named.language}{edition}"


def as_html(report: Report, link: Link) -> str:
    """The report as the article of a page."""
    return report_html(report, link)
