"""The files of open data: sets of rows as CSV and Parquet, IATI, Akoma Ntoso; the same for pages and the API."""

import csv
import io
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.db.models import Max
from django.http import HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy

from throughline.engine.iati.as_document import KIND as IATI
from throughline.engine.iati.planned import Publisher
from throughline.engine.iati.records import Publication
from throughline.engine.open_data import BY_NAME
from throughline.store.mandates.whole import document_record
from throughline.store.models import Document, IndicatorReport, Organization, TakingIn, Version
from throughline.store.monitoring.indicators.tables import APPROVED
from throughline.store.reporting.open_data import rows_of
from throughline.store.reporting.published import activities_of, organisation_of, plan_years
from throughline.store.rights import Sight
from throughline.web.addresses import page_of
from throughline.web.api.sheets import cell
from throughline.writers.akoma_ntoso import akoma_ntoso
from throughline.writers.iati import iati_xml
from throughline.writers.parquet import parquet

CSV, PARQUET, XML, JSON = "text/csv", "application/vnd.apache.parquet", "application/xml", "application/json"
ENDINGS = {"csv": CSV, "parquet": PARQUET}
ACTIVITIES, ORGANISATION = "activities", "organisation"
IATI_FILES = (ACTIVITIES, ORGANISATION)
REFERENCE = RegexValidator(r"^[A-Za-z0-9][A-Za-z0-9._-]*$")


class IatiForm(forms.Form):
    """What a file of IATI is of: the reference by which IATI knows the organization, and the year of the plans."""

    reference = forms.CharField(
        required=False,
        max_length=60,
        validators=[REFERENCE],
        label=gettext_lazy("Reference of the organization in IATI"),
        help_text=gettext_lazy("As it is registered: XM-DAC-41114. Without one, the code of the organization stands."),
    )
    year = forms.ChoiceField(required=False, label=gettext_lazy("Year of the plans"))

    def __init__(self, years: tuple[int, ...], data: Any = None) -> None:
        super().__init__(data)
        field = self.fields["year"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(year), str(year)) for year in years]


def dataset_file(name: str, ending: str, whose: Organization, seen: Sight) -> bytes:
    """A set of open data as a file; the first line of CSV names the columns."""
    dataset = BY_NAME[name]
    rows = rows_of(name, whose, seen_by=seen)
    if ending == "parquet":
        return parquet(dataset, rows)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(column.name for column in dataset.columns)
    writer.writerows([cell(value) for value in row] for row in rows)
    return text.getvalue().encode()


def dictionary(whose: Organization) -> dict[str, Any]:
    """The data dictionary: every set with its columns, what they hold and what that means."""
    return {
        "organization": whose.code,
        "datasets": [
            {
                "name": dataset.name,
                "says": str(dataset.says),
                "columns": [
                    {"name": one.name, "kind": one.kind.value, "says": str(one.says)} for one in dataset.columns
                ],
            }
            for dataset in BY_NAME.values()
        ],
    }


def iati_file(request: HttpRequest, file: str, whose: Organization, form: IatiForm, seen: Sight) -> bytes | None:
    """A file of IATI of the year that is asked for, or the newest; None where no plan is held.

    It says that it was made when the newest of what is in it came to be, so that the same record gives the same file
    for as long as its day makes no difference to what is under way.
    """
    years = plan_years(whose, seen_by=seen)
    if not years:
        return None
    year = int(form.cleaned_data.get("year") or years[0])
    publisher = Publisher(form.cleaned_data.get("reference") or whose.code, whose.name)
    make = activities_of if file == ACTIVITIES else organisation_of
    made: Publication = make(
        whose,
        year,
        publisher,
        page=lambda address: request.build_absolute_uri(page_of(whose.code, address)),
        made=_taken_in(whose, year),
        today=localdate(),
        seen_by=seen,
    )
    return iati_xml(made)


def _taken_in(whose: Organization, year: int) -> datetime:
    """When the newest of the plans of a year was taken in, or the newest report on an indicator was approved."""
    plans = Version.objects.filter(document__plan__organization=whose, document__plan__year=year)
    newest = TakingIn.objects.filter(version__in=plans).aggregate(at=Max("at"))["at"]
    approved = IndicatorReport.objects.filter(period__organization=whose, state=APPROVED)
    days = (newest, approved.aggregate(at=Max("decided"))["at"])
    return max((one for one in days if one), default=datetime(1970, 1, 1, tzinfo=UTC))


def akoma_ntoso_file(document: Document) -> bytes:
    """The text of a held document that stands, as Akoma Ntoso. Nine statements."""
    assert document.current_id is not None
    version = Version.objects.select_related("source").get(pk=document.current_id)
    return akoma_ntoso(document_record(version), document.address)


def is_text(document: Document) -> bool:
    """Tell whether a document is held with a text of paragraphs."""
    return document.held and document.kind not in ("programme budget", IATI, "")
