"""Pages of findings: what is wrong or worth knowing, with filters, each leading to its place."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from throughline.engine.addresses import slug
from throughline.engine.findings import Severity
from throughline.store.findings import message_of
from throughline.store.models import Plan, StandingFinding
from throughline.store.reporting.reads import counts_by_code, standing_rows
from throughline.store.rights import Sight, documents_seen
from throughline.web.addresses import page_of
from throughline.web.formatting import day, number
from throughline.web.pages.frame import (
    Filters,
    Head,
    Status,
    choices,
    page_of_list,
    show_list,
    sight_in,
    start_of,
    worked_organization_at,
)
from throughline.web.pages.natural import natural

CELL = re.compile(r".{1,300}/T[^/]{1,80}/r\d{1,9}/c\d{1,9}")
TABLE = re.compile(r"table (?P<table>[^,;]{1,40})(?:[,;]|$)")
SEVERITIES = {
    Severity.ERROR: Status("bad", gettext_lazy("Error")),
    Severity.WARNING: Status("attention", gettext_lazy("Warning")),
    Severity.INFO: Status("plain", gettext_lazy("Information")),
}
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
ANY = gettext_lazy("Any")


@dataclass(frozen=True, slots=True)
class FindingShown:
    """A finding with the page of the thing that it is about; `subject` is the document or plan."""

    code: str
    severity: str
    status: Status
    subject: str
    where: str
    message: str
    language: str
    figures: tuple[str, ...]
    page: str
    since: date


@dataclass(frozen=True, slots=True)
class CodeCount:
    """How many findings there are of a code and a severity."""

    code: str
    status: Status
    count: int
    address: str


class FindingFilters(Filters):
    """Filters of findings."""

    q = forms.CharField(required=False, max_length=200, label=gettext_lazy("Words"))
    severity = forms.ChoiceField(
        required=False,
        choices=[("", ANY), *((one.value, status.words) for one, status in SEVERITIES.items())],
        label=gettext_lazy("Severity"),
    )
    code = forms.ChoiceField(required=False, label=gettext_lazy("Code"))
    subject = forms.ChoiceField(required=False, label=gettext_lazy("Document or section"))

    def __init__(self, data: Any, codes: Iterable[str], subjects: Iterable[str]) -> None:
        super().__init__(data)
        for name, values in (("code", codes), ("subject", subjects)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices(tuple(values), ANY)


def findings(request: HttpRequest, organization: str) -> HttpResponse:
    """Findings with their filters, errors first."""
    whose = worked_organization_at(request, organization)
    seen = sight_in(request, whose)
    counted = counts(whose.code, seen)
    filters = FindingFilters(request.GET, sorted({one.code for one in counted}), subjects(whose.code, seen))
    found = wanted(whose.code, filters.wanted, seen)
    listing = page_of_list(request, filters, found.count(), lambda at, count: shown(whose.code, found[at : at + count]))
    head = Head(_("Work list"), _("What does not add up, or is missing"), (start_of(whose.code),))
    errors = sum(one.count for one in counted if one.status.tone == "bad")
    words = ngettext("%(count)s error stands in the record.", "%(count)s errors stand in the record.", errors)
    answer = words % {"count": number(errors)}
    tone = "bad" if errors else "good"
    context = {"head": head, "listing": listing, "codes": counted, "answer": answer, "tone": tone}
    return show_list(request, "findings/list.html", filters, context)


def wanted(organization: str, filters: dict[str, Any], seen: Sight) -> QuerySet[StandingFinding]:
    """The findings that the filters leave, errors first."""
    found = standing_rows(organization=organization, seen_by=seen)
    for word in filters.get("q", "").split():
        found = found.filter(Q(message__icontains=word) | Q(where__icontains=word) | Q(address__icontains=word))
    for name in ("severity", "code"):
        if name in filters:
            found = found.filter(**{name: filters[name]})
    if about := filters.get("subject"):
        found = found.filter(Q(address=about) | Q(address__startswith=f"{about}/") | Q(address__startswith=f"{about}#"))
    return found


def subjects(organization: str, seen: Sight) -> list[str]:
    """The parts of plans and the documents that findings can be about; one statement."""
    plans = Plan.objects.filter(organization__code=organization, document__held=True).order_by().values_list("address")
    others = documents_seen(seen).filter(is_held=True, plan=None).order_by().values_list("address")
    return [address for (address,) in sorted(plans.union(others), key=lambda row: natural(row[0]))]


def counts(organization: str, seen: Sight) -> tuple[CodeCount, ...]:
    """How many findings there are of each code, errors first; one statement."""
    page = reverse("findings", args=[organization])
    order = [severity.value for severity in Severity]
    found = counts_by_code(organization, seen_by=seen).items()
    return tuple(
        CodeCount(code, SEVERITIES[Severity(severity)], count, f"{page}?code={code}&severity={severity}")
        for (severity, code), count in sorted(found, key=lambda row: (order.index(row[0][0]), -row[1], row[0][1]))
    )


def shown(organization: str, found: Iterable[StandingFinding]) -> list[FindingShown]:
    """Findings as pages show them."""
    return [
        FindingShown(
            code=one.code,
            severity=one.severity,
            status=SEVERITIES[Severity(one.severity)],
            subject=one.address,
            where=one.where,
            message=message,
            language=language,
            figures=tuple(one.figures),
            page=place_of(organization, one.address, one.where),
            since=one.first_seen,
        )
        for one in found
        for message, language in (told(one.message, one.said),)
    ]


def told(message: str, said: Mapping[str, Any]) -> tuple[str, str]:
    """A message in the reader's language, and the language that it is in: English where it is not translated.

    Of what stands in it numbers and days are written as the language does; a sentence within it is told likewise.
    """
    template = said.get("template", "")
    translated = _(template) if template else ""
    language = get_language() or "en"
    if not translated or (translated == template and not language.startswith("en")):
        return message, "en"
    parameters = {name: _written(one) for name, one in said["parameters"].items()}
    return (translated % parameters if parameters else translated), language


def _written(parameter: Any) -> str:
    if isinstance(parameter, Mapping):
        return told(message_of("", parameter), parameter)[0]
    if isinstance(parameter, int):
        # A year is written as it is, and so is every number of four digits.
        return str(parameter) if 1000 <= parameter <= 9999 else number(parameter)
    return day(parameter) if DAY.fullmatch(parameter) else str(parameter)


def findings_at(organization: str, address: str, seen: Sight, below: bool = True) -> list[FindingShown]:
    """Findings that stand about an address and what is below it, the first fifty; one statement."""
    here = Q(address=address)
    if below:
        here |= Q(address__startswith=f"{address}/") | Q(address__startswith=f"{address}#")
    return shown(organization, standing_rows(organization=organization, seen_by=seen).filter(here)[:50])


def place_of(organization: str, address: str, where: str) -> str:
    """The page of the thing that a finding is about: the place itself, the printed table, else the document."""
    if where.startswith((f"{address}/", f"{address}#")) or where == address:
        return page_of(organization, where)
    if CELL.fullmatch(address):
        return page_of(organization, address)
    table = TABLE.search(where)
    if table and address.startswith(f"{organization}/"):
        return page_of(organization, f"{address}/T{slug(table['table'].replace('#', 'n').replace(' ', ''))}")
    return page_of(organization, address)
