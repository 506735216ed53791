"""Makes the record of the journeys, in a process of its own: the demo's papers, two units, and people with their roles.

THROUGHLINE_DATA=FOLDER python -m tests.browser.office
"""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from throughline.store.organizations import Organization

ORGANIZATION = "HWU"
PASSWORD = "a long way up the valley"
# Whoever comes in, by the name that they sign in with: role, and unit ("" for the whole organization).
PEOPLE = {
    "planning": ("officer", ""),
    "observation": ("officer", "OB"),
    "oversight": ("officer", ""),
    "director": ("reader", "OB"),
    "auditor": ("reader", ""),
    "keeper": ("administrator", ""),
}
# The paper that the planning officer reads in through the browser.
LEFT_OUT = "HWU_EC_RES_8_2.txt"
# What the Observation Bureau reports each quarter, by kind of station and by slope: four reports with five values each.
INDICATORS = ("Stations that report every hour", "Stations repaired", "Warnings sent", "Warnings heard")
UNITS = {"OB": ("Observation Bureau", "HWU/2026/3/SP1"), "SB": ("Standards Bureau", "HWU/2026/3/SP2")}


def main() -> None:
    """Read the papers, make the units, let the people in, and publish."""
    from throughline.cli.reading import take_files
    from throughline.cli.serving import DEMO
    from throughline.cli.terminal import open_record
    from throughline.readers.files import Format

    open_record()
    from throughline.store.models import Person
    from throughline.store.organizations import organization_with
    from throughline.store.people import operator
    from throughline.store.people.roles import give_role, publish
    from throughline.store.units.actions import give_responsibility, make_unit

    papers = sorted(path for path in Path(DEMO).iterdir() if path.suffix in {".docx", ".txt"} and path.name != LEFT_OUT)
    take_files(papers, Format.AUTO, ORGANIZATION, dry_run=False)
    whose = organization_with(ORGANIZATION)
    units = {}
    for code, (name, address) in UNITS.items():
        units[code] = make_unit(by=operator(), organization=whose, code=code, name=name)
        give_responsibility(by=operator(), unit=units[code], address=address)
    for name, (role, unit) in PEOPLE.items():
        email = f"{name}@hwu.example"
        one = Person(username=email, email=email, name=name.title(), signs_in=True)
        one.set_password(PASSWORD)
        one.save()
        give_role(by=operator(), to=one, role=role, organization=whose, unit=units.get(unit))
    _indicators(whose)
    publish(by=operator(), organization=whose)


def _indicators(whose: "Organization") -> None:
    """Indicators of the observation network, a quarter that is reported and one that is due."""
    from throughline.engine.monitoring.aggregation import Kind, Rules
    from throughline.engine.monitoring.cells import Category, Dimension
    from throughline.engine.monitoring.indicators import Definition
    from throughline.store.monitoring.indicators.defining import define_indicator
    from throughline.store.monitoring.indicators.entering import Entry, enter_values
    from throughline.store.monitoring.indicators.periods import make_period
    from throughline.store.people import operator

    kind = Dimension("kind", "Kind", (Category("river", "on rivers"), Category("snow", "in snow")))
    slope = Dimension("slope", "Slope", (Category("north", "north"), Category("south", "south")))
    for code, start, end in (
        ("2026-Q2", date(2026, 4, 1), date(2026, 7, 1)),
        ("2026-Q3", date(2026, 7, 1), date(2026, 10, 1)),
    ):
        make_period(by=operator(), organization=whose, code=code, start=start, end=end)
    entries = []
    for title in INDICATORS:
        wanted = Definition("", 1, Kind.QUANTITY, title, "stations", Rules(), frequency=3, dimensions=(kind, slope))
        made = define_indicator(by=operator(), organization=whose, node="HWU/2026/3/SP1", definition=wanted)
        entries += [Entry(f"{made.address}#2026-Q2", "40"), Entry(f"{made.address}#2026-Q3.target", "48")]
    entered = enter_values(by=operator(), organization=whose, entries=entries)
    assert not entered.is_wrong, entered.findings


if __name__ == "__main__":
    main()
