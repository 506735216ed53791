"""Pages of findings: what is wrong or worth knowing, with filters, each leading to its place."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from throughline.engine.addresses import slug
from throughline.engine.findings import Severity
from throughline.store.models import KeptFinding
from throughline.web.addresses import page_of
from throughline.web.formatting import number
from throughline.web.pages.frame import (
    Filters,
    Head,
    Status,
    choices,
    organization_at,
    page_of_list,
    show_list,
    start_of,
)
from throughline.web.pages.mandates.registry import IN_FORCE

TABLE = re.compile(r"table (?P<table>[^,;]{1,40})(?:[,;]|$)")
SEVERITIES = {
    Severity.ERROR: Status("bad", gettext_lazy("Error")),
    Severity.WARNING: Status("attention", gettext_lazy("Warning")),
    Severity.INFO: Status("plain", gettext_lazy("Information")),
}
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
    figures: tuple[str, ...]
    page: str


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
    whose = organization_at(organization)
    counted = counts(whose.code)
    filters = FindingFilters(request.GET, sorted({one.code for one in counted}), subjects())
    found = wanted(filters.wanted)
    listing = page_of_list(request, filters, found.count(), lambda at, count: shown(whose.code, found[at : at + count]))
    head = Head(_("Work list"), _("What does not add up, or is missing"), (start_of(whose.code),))
    errors = sum(one.count for one in counted if one.status.tone == "bad")
    words = ngettext("%(count)s error stands in the record.", "%(count)s errors stand in the record.", errors)
    answer = words % {"count": number(errors)}
    tone = "bad" if errors else "good"
    context = {"head": head, "listing": listing, "codes": counted, "answer": answer, "tone": tone}
    return show_list(request, "findings/list.html", filters, context)


def wanted(filters: dict[str, Any]) -> QuerySet[KeptFinding]:
    """The findings that the filters leave, errors first."""
    found = KeptFinding.objects.filter(IN_FORCE)
    for word in filters.get("q", "").split():
        found = found.filter(Q(message__icontains=word) | Q(where__icontains=word) | Q(address__icontains=word))
    for name, field in (("severity", "severity"), ("code", "code"), ("subject", "address")):
        if name in filters:
            found = found.filter(**{field: filters[name]})
    return found.order_by("severity", "code", "address", "position")


def subjects() -> list[str]:
    """The documents and plans that findings are about."""
    found = KeptFinding.objects.filter(IN_FORCE).values_list("address", flat=True)
    return list(found.distinct().order_by("address"))


def counts(organization: str) -> tuple[CodeCount, ...]:
    """How many findings there are of each code, errors first; one statement."""
    found = KeptFinding.objects.filter(IN_FORCE).values_list("severity", "code").annotate(count=Count("pk")).order_by()
    order = [severity.value for severity in Severity]
    page = reverse("findings", args=[organization])
    return tuple(
        CodeCount(code, SEVERITIES[Severity(severity)], count, f"{page}?code={code}&severity={severity}")
        for severity, code, count in sorted(found, key=lambda row: (order.index(row[0]), -row[2], row[1]))
    )


def shown(organization: str, found: Iterable[KeptFinding]) -> list[FindingShown]:
    """Findings as pages show them."""
    return [
        FindingShown(
            code=one.code,
            severity=one.severity,
            status=SEVERITIES[Severity(one.severity)],
            subject=one.address,
            where=one.where,
            message=one.message,
            figures=tuple(one.figures),
            page=place_of(organization, one.address, one.where),
        )
        for one in found
    ]


def place_of(organization: str, address: str, where: str) -> str:
    """The page of the thing that a finding is about: the place itself, the printed table, else the document."""
    if where.startswith((f"{address}/", f"{address}#")) or where == address:
        return page_of(organization, where)
    table = TABLE.search(where)
    if table and address.startswith(f"{organization}/"):
        return page_of(organization, f"{address}/T{slug(table['table'].replace('#', 'n').replace(' ', ''))}")
    return page_of(organization, address)
