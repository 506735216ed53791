"""A record of six organizations, each of the size of the real one: the real fascicles, and five times altered ones.

`made()` reads every fascicle, paper and resolution once. The United Nations take the records as they are; each of five
invented organizations (S1 to S5) takes copies of the records, through the taking-in like everybody, in which every
symbol begins with its code and every paragraph and title with a word of its own. Papers of governing bodies are held
by all, as they are in life. Each organization has units, one for every third place of its plans, which answer for it.
"""

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from bench.corpus import fascicles, seeds, text_resolutions
from throughline.engine.budgeting.records import Fascicle
from throughline.readers.files import Format, read_any

if TYPE_CHECKING:
    from throughline.store.organizations import Organization

CODES = ("S1", "S2", "S3", "S4", "S5")
READER = "bench"


def records() -> Iterator[Any]:
    """Every fascicle, paper and resolution as a record; of the two renderings of a resolution the first alone."""
    resolutions = {path.name.split(".")[0]: path for path in reversed(text_resolutions())}
    for path in (*fascicles(), *seeds(), *resolutions.values()):
        yield read_any(path, Format.AUTO)


def altered(one: Any, code: str) -> Any:
    """The copy of a record for an invented organization."""
    if not isinstance(one, Fascicle):
        return one
    return replace(
        one,
        file=f"{code} {one.file}",
        sha256=sha256(f"{code} {one.sha256}".encode()).hexdigest(),
        symbol=f"{code}/{one.symbol}" if one.symbol else None,
        title=f"{code} {one.title}",
        results=tuple(replace(result, title=f"{code} {result.title}") for result in one.results),
        deliverables=tuple(replace(item, title=f"{code} {item.title}") for item in one.deliverables),
        paragraphs=tuple(replace(text, text=f"{code} {text.text}") for text in one.paragraphs),
    )


def made() -> None:
    """Take everything in; Django is set up, and the tables are there."""
    from throughline.store.people import operator  # noqa: PLC0415  (needs Django)
    from throughline.store.reporting.checks import check_record  # noqa: PLC0415  (needs Django)
    from throughline.store.taking_in import take_in  # noqa: PLC0415  (needs Django)

    by = operator()
    for one in records():
        for code in ("UN", *CODES):
            take_in(records=altered(one, code) if code != "UN" else one, by=by, reader=READER, organization=code)
        sys.stderr.write(".")
    for code in ("UN", *CODES):
        units_of(_organization(code))
    check_record(today=datetime.now(UTC).date())


def _organization(code: str) -> "Organization":
    from throughline.store.organizations import organization_with  # noqa: PLC0415  (needs Django)

    return organization_with(code)


def units_of(organization: "Organization") -> None:
    """Units that answer for every third place of the plans, and one for whom most is asked of."""
    from throughline.store.people import operator  # noqa: PLC0415  (needs Django)
    from throughline.store.planning.tables import Place  # noqa: PLC0415  (needs Django)
    from throughline.store.rows import IN_FORCE  # noqa: PLC0415  (needs Django)
    from throughline.store.units.actions import give_responsibility, make_unit  # noqa: PLC0415  (needs Django)

    by = operator()
    places = Place.objects.filter(IN_FORCE, version__document__plan__organization=organization).order_by("address")
    top = make_unit(by=by, organization=organization, code="TOP", name="Executive office")
    give_responsibility(by=by, unit=top, addressee="Secretary-General")
    for number, address in enumerate(places.values_list("address", flat=True)[::3], start=1):
        unit = make_unit(by=by, organization=organization, code=f"U{number}", name=f"Unit {number}", parent=top)
        give_responsibility(by=by, unit=unit, address=address)
