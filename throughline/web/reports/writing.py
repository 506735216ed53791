"""A report written to bytes without a request: for commands, measures and jobs."""

from collections.abc import Callable
from datetime import date
from html import escape
from pathlib import Path

from throughline import web
from throughline.engine.errors import ThroughlineError
from throughline.engine.reporting.blocks import Report
from throughline.store.models import Organization
from throughline.store.reporting.editions.reads import Named, edition_at, narratives_of
from throughline.store.rights import Sight
from throughline.web.addresses import page_of
from throughline.web.language import language_of
from throughline.web.reports.catalogue import BY_CODE, Asking, report_of
from throughline.writers.report_docx import report_docx
from throughline.writers.report_html import report_html
from throughline.writers.report_pdf import report_pdf

Link = Callable[[str], str]


class NoSuchReport(ThroughlineError):
    """A report, a language or a format that there is not; the message says which there are."""


def written_report(
    *,
    kind: str,
    about: str,
    ending: str,
    language: str,
    today: date,
    seen: Sight,
    organization: str = "",
    edition: int = 0,
    site: str = "",
) -> bytes:
    """A report as somebody sees it, in the format that the ending names.

    `site` is the address at which the record is served, so that figures lead to their source; without it they do not.
    Raises `NoSuchReport` and `Refused`.
    """
    if kind not in BY_CODE:
        raise NoSuchReport(f"There is no report {kind!r}: ask for one of {', '.join(BY_CODE)}.")
    if ending not in _WRITERS:
        raise NoSuchReport(f"A report is not written as {ending!r}: end the file in .{', .'.join(_WRITERS)}.")
    whose = _whose(organization, about)
    named = Named(kind, about, language_of(language))
    report = _edition(whose, named, edition, seen) if edition else _standing(whose, named, today, seen)

    def link(address: str) -> str:
        return f"{site.rstrip('/')}{page_of(whose.code, address)}" if site else ""

    return _WRITERS[ending](report, link)


def _whose(code: str, about: str) -> Organization:
    known = {one.code: one for one in Organization.objects.order_by("code")}
    first = about.partition("/")[0]
    if code or first in known:
        code = code or first
    elif len(known) == 1:
        code = next(iter(known))
    if code not in known:
        raise NoSuchReport(f"Say whose record with --organization: {', '.join(known) or 'the record is empty'}.")
    return known[code]


def _edition(whose: Organization, named: Named, number: int, seen: Sight) -> Report:
    found = edition_at(whose, named, number, seen_by=seen)
    if found is None:
        raise NoSuchReport(f"{named.address} has no edition {number}.")
    return found


def _standing(whose: Organization, named: Named, today: date, seen: Sight) -> Report:
    texts = {section: one.text for section, one in narratives_of(whose, named, seen_by=seen).items()}
    asking = Asking(whose, named.about, today, seen.within(whose.pk))
    return report_of(BY_CODE[named.kind], asking, named.language, texts)


def _html(report: Report, link: Link) -> bytes:
    """A page of its own, with our style sheet in it: one file that needs no other."""
    style = (Path(web.__file__).parent / "static" / "throughline.css").read_text(encoding="utf-8")
    page = (
        '<!doctype html><html lang="{}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        "<title>{}</title><style>{}</style></head><body><main>{}</main></body></html>"
    )
    return page.format(escape(report.language), escape(report.title), style, report_html(report, link)).encode()


_WRITERS: dict[str, Callable[[Report, Link], bytes]] = {"docx": report_docx, "pdf": report_pdf, "html": _html}
