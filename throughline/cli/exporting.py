"""Commands that give the record out: `export`, as IATI or as open data."""

import sys
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from throughline.cli.reading import today
from throughline.cli.terminal import open_record, stop

if TYPE_CHECKING:
    from throughline.store.organizations import Organization


class What(StrEnum):
    """What is given out."""

    IATI = "iati"
    IATI_ORGANISATION = "iati-organisation"
    DOCUMENTS = "documents"
    ACTS = "acts"
    PLANS = "plans"
    RESULTS = "results"
    FIGURES = "figures"
    ELEMENTS = "elements"
    INDICATORS = "indicators"
    VALUES = "values"


class Form(StrEnum):
    """The form of a set of open data."""

    CSV = "csv"
    PARQUET = "parquet"


def export(
    what: Annotated[What, typer.Argument(help="A file of IATI, or a set of open data.", show_default=False)],
    organization: Annotated[str, typer.Argument(help="The code of the organization whose record it is.")] = "UN",
    out: Annotated[Path | None, typer.Option(help="The file to write; without it, the output.")] = None,
    form: Annotated[Form, typer.Option("--format", help="The form of a set of open data.")] = Form.CSV,
    reference: Annotated[str, typer.Option(help="The reference by which IATI knows the organization.")] = "",
    year: Annotated[int, typer.Option(help="The year of the plans in a file of IATI; 0 is the newest.")] = 0,
    site: Annotated[str, typer.Option(help="Where the pages stand, for links: https://throughline.example.org")] = "",
) -> None:
    """Write the plans of an organization as IATI 2.03, or a set of its record as CSV or Parquet."""
    open_record()
    from throughline.store.organizations import Organization  # noqa: PLC0415  (slow)

    whose = Organization.objects.filter(code=organization).first()
    if whose is None:
        stop(f"No organization with the code {organization} has a record here.")
    if what in (What.IATI, What.IATI_ORGANISATION):
        content = _iati(whose, what is What.IATI_ORGANISATION, reference or organization, year, site.rstrip("/"))
    else:
        content = _dataset(whose, what, form)
    if out is None:
        sys.stdout.buffer.write(content)
    else:
        out.write_bytes(content)


def _iati(whose: "Organization", is_organisation: bool, reference: str, year: int, site: str) -> bytes:
    from throughline.engine.iati.planned import Publisher  # noqa: PLC0415  (slow)
    from throughline.store.reporting.published import (  # noqa: PLC0415  (slow)
        activities_of,
        organisation_of,
        plan_years,
    )
    from throughline.store.rights import EVERYTHING  # noqa: PLC0415  (slow)
    from throughline.web.addresses import page_of  # noqa: PLC0415  (slow)
    from throughline.writers.iati import iati_xml  # noqa: PLC0415  (slow)

    years = plan_years(whose, seen_by=EVERYTHING)
    if not years or (year and year not in years):
        stop(f"{whose.code} holds no plan{f' for {year}' if year else ''}: read the fascicles of its budget first.")
    made = (organisation_of if is_organisation else activities_of)(
        whose,
        year or years[0],
        Publisher(reference, whose.name),
        page=lambda address: f"{site}{page_of(whose.code, address)}" if site else "",
        made=datetime.now(UTC),
        today=today(),
        seen_by=EVERYTHING,
    )
    return iati_xml(made)


def _dataset(whose: "Organization", what: What, form: Form) -> bytes:
    from throughline.store.rights import EVERYTHING  # noqa: PLC0415  (slow)
    from throughline.web.pages.data.files import dataset_file  # noqa: PLC0415  (slow)

    return dataset_file(what.value, form.value, whose, EVERYTHING.within(whose.pk))


COMMANDS = (export,)
