"""Makes the record of the journeys, in a process of its own: the demo's papers, two units, and people with their roles.

THROUGHLINE_DATA=FOLDER python -m tests.browser.office
"""

from pathlib import Path

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
    publish(by=operator(), organization=whose)


if __name__ == "__main__":
    main()
