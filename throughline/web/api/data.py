"""Open data for programs: the data dictionary, sets of rows as files, IATI and Akoma Ntoso."""

from dataclasses import dataclass
from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from throughline.store.mandates.reads import document_named
from throughline.store.reporting.published import plan_years
from throughline.web.api.answers import OF_ORGANIZATION, reads, record_of, single
from throughline.web.api.mandates import Symbol
from throughline.web.api.parameters import Organization, Year
from throughline.web.api.problems import BAD_PARAMETER, NOT_FOUND, Refusal
from throughline.web.pages.data.files import (
    CSV,
    PARQUET,
    XML,
    IatiForm,
    akoma_ntoso_file,
    dataset_file,
    dictionary,
    iati_file,
    is_text,
)

router = Router(tags=["data"])

DatasetName = Annotated[
    Literal["documents", "acts", "plans", "results", "figures", "elements", "indicators", "values"],
    Path(..., description="The name of a set, as the dictionary lists it.", example="acts"),
]
IatiFile = Annotated[
    Literal["activities", "organisation"], Path(..., description="Which file of IATI.", example="activities")
]


@dataclass(frozen=True, slots=True)
class DataColumnShape:
    """A column of a set: its name, what it holds (text, integer, decimal, date, boolean) and what that means."""

    name: str
    kind: str
    says: str


@dataclass(frozen=True, slots=True)
class DatasetShape:
    """A set of open data with its columns."""

    name: str
    says: str
    columns: tuple[DataColumnShape, ...]


@dataclass(frozen=True, slots=True)
class DictionaryShape:
    """The data dictionary of an organization."""

    organization: str
    datasets: tuple[DatasetShape, ...]


class IatiWish(BaseModel):
    """What a file of IATI is of."""

    reference: Annotated[
        str | None,
        Field(
            pattern="^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$",
            description="The reference by which IATI knows the organization; without it, its code.",
        ),
    ] = None
    year: Annotated[Year | None, Field(description="The year of the plans; without it, the newest.")] = None


@reads(router, f"{OF_ORGANIZATION}/data", DictionaryShape)
def data_dictionary(request: HttpRequest, organization: Organization) -> HttpResponse:
    """The data dictionary: every set of open data with its columns."""
    whose, _ = record_of(request, organization)
    sets = tuple(
        DatasetShape(one["name"], one["says"], tuple(DataColumnShape(**column) for column in one["columns"]))
        for one in dictionary(whose)["datasets"]
    )
    return single(request, DictionaryShape, DictionaryShape(whose.code, sets), whose.code)


@reads(router, f"{OF_ORGANIZATION}/data/{{dataset}}/csv", str, CSV)
def data_csv(request: HttpRequest, organization: Organization, dataset: DatasetName) -> HttpResponse:
    """A set of open data whole, as CSV."""
    whose, seen = record_of(request, organization)
    return HttpResponse(dataset_file(dataset, "csv", whose, seen), f"{CSV}; charset=utf-8; header=present")


@reads(router, f"{OF_ORGANIZATION}/data/{{dataset}}/parquet", str, PARQUET)
def data_parquet(request: HttpRequest, organization: Organization, dataset: DatasetName) -> HttpResponse:
    """A set of open data whole, as Parquet with typed columns."""
    whose, seen = record_of(request, organization)
    return HttpResponse(dataset_file(dataset, "parquet", whose, seen), PARQUET)


@reads(router, f"{OF_ORGANIZATION}/iati/{{iati}}", str, XML)
def iati(request: HttpRequest, organization: Organization, iati: IatiFile, wanted: Query[IatiWish]) -> HttpResponse:
    """The plans of a year as a file of IATI 2.03: the activities, or the organisation."""
    whose, seen = record_of(request, organization)
    years = plan_years(whose, seen_by=seen)
    if wanted.year is not None and wanted.year not in years:
        raise Refusal(NOT_FOUND, f"No plan for {wanted.year} is held that you may see.")
    form = IatiForm(years, {"reference": wanted.reference or "", "year": str(wanted.year or "")})
    if not form.is_valid():
        raise Refusal(BAD_PARAMETER, "The reference holds letters, digits, points and hyphens.")
    content = iati_file(request, iati, whose, form, seen)
    if content is None:
        raise Refusal(NOT_FOUND, "No plan is held that you may see.")
    return HttpResponse(content, XML)


@reads(router, f"{OF_ORGANIZATION}/akoma-ntoso/{{path:symbol}}", str, XML)
def akoma_ntoso(request: HttpRequest, organization: Organization, symbol: Symbol) -> HttpResponse:
    """A resolution or another text of paragraphs as Akoma Ntoso 3.0."""
    _, seen = record_of(request, organization)
    document = document_named(symbol, seen_by=seen)
    if document is None or not is_text(document):
        raise Refusal(NOT_FOUND, f"The record holds no text of paragraphs at {symbol[:200]} that you may see.")
    return HttpResponse(akoma_ntoso_file(document), XML)
