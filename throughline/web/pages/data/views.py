"""Pages of open data: what there is, with the data dictionary, and each file of it."""

import json
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from throughline.engine.open_data import BY_NAME, DATASETS, Dataset
from throughline.store.reporting.published import plan_years
from throughline.web.pages.data.files import (
    ENDINGS,
    IATI_FILES,
    JSON,
    XML,
    IatiForm,
    akoma_ntoso_file,
    dataset_file,
    dictionary,
    iati_file,
    is_text,
)
from throughline.web.pages.frame import Head, organization_at, sight_in, start_of
from throughline.web.pages.mandates.named import held_document_at


@dataclass(frozen=True, slots=True)
class ColumnShown:
    """A column as the page explains it."""

    name: str
    kind: str
    says: str


@dataclass(frozen=True, slots=True)
class DatasetShown:
    """A set as the page explains it, with the addresses of its files."""

    name: str
    says: str
    columns: tuple[ColumnShown, ...]
    csv: str
    parquet: str


def data(request: HttpRequest, organization: str) -> HttpResponse:
    """What an organization publishes for programs and tables, and what every column means."""
    whose = organization_at(request, organization)
    years = plan_years(whose, seen_by=sight_in(request, whose))
    context = {
        "head": Head(_("Open data"), _("The record as files"), (start_of(whose.code),)),
        "datasets": [_shown(whose.code, one) for one in DATASETS],
        "form": IatiForm(years) if years else None,
    }
    return render(request, "data/data.html", context)


def _shown(code: str, dataset: Dataset) -> DatasetShown:
    kinds = {
        "text": _("text"),
        "integer": _("whole number"),
        "decimal": _("number"),
        "date": _("day"),
        "boolean": _("yes or no"),
    }
    return DatasetShown(
        dataset.name,
        _(dataset.says),
        tuple(ColumnShown(one.name, kinds[one.kind], _(one.says)) for one in dataset.columns),
        *(reverse("data-file", args=[code, dataset.name, ending]) for ending in ENDINGS),
    )


def file(request: HttpRequest, organization: str, dataset: str, ending: str) -> HttpResponse:
    """A set of open data as CSV or Parquet."""
    whose = organization_at(request, organization)
    if dataset not in BY_NAME or ending not in ENDINGS:
        raise Http404(_("There is no such file of open data."))
    content = dataset_file(dataset, ending, whose, sight_in(request, whose))
    kind = f"{ENDINGS[ending]}; charset=utf-8; header=present" if ending == "csv" else ENDINGS[ending]
    return _attached(content, kind, f"{whose.code}-{dataset}.{ending}")


def dictionary_file(request: HttpRequest, organization: str) -> HttpResponse:
    """The data dictionary as JSON."""
    whose = organization_at(request, organization)
    return HttpResponse(json.dumps(dictionary(whose), ensure_ascii=False), content_type=JSON)


def iati(request: HttpRequest, organization: str, iati: str) -> HttpResponse:
    """The plans of a year as a file of IATI: `activities` or `organisation`."""
    whose = organization_at(request, organization)
    seen = sight_in(request, whose)
    if iati not in IATI_FILES:
        raise Http404(_("There is no such file of open data."))
    form = IatiForm(plan_years(whose, seen_by=seen), request.GET)
    if not form.is_valid():
        words = "; ".join(str(why) for reasons in form.errors.values() for why in reasons)
        return HttpResponse(words, status=400, content_type="text/plain; charset=utf-8")
    content = iati_file(request, iati, whose, form, seen)
    if content is None:
        raise Http404(_("No plan is held that could be published."))
    return _attached(content, XML, f"{whose.code}-iati-{iati}.xml")


def akoma_ntoso(request: HttpRequest, organization: str, symbol: str) -> HttpResponse:
    """A resolution or another text of paragraphs as Akoma Ntoso."""
    whose = organization_at(request, organization)
    document = held_document_at(symbol, sight_in(request, whose))
    if not is_text(document):
        raise Http404(_("It is no text of paragraphs."))
    name = "".join(sign if sign.isalnum() and sign.isascii() else "-" for sign in document.address)
    return _attached(akoma_ntoso_file(document), XML, f"{name}.xml")


def _attached(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
