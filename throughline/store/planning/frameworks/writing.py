"""How elements of a plan are written and read whole: rows of a version from records and back."""

from collections.abc import Iterable, Sequence

from throughline.engine.planning import frameworks as records
from throughline.engine.planning.frameworks import element_address
from throughline.store.organizations import Organization, Unit
from throughline.store.planning.frameworks.tables import Element, FrameworkVersion
from throughline.store.rows import insert, storable

COLUMNS = "version position address code parent level title text assumptions unit goals"


def write_elements(version: FrameworkVersion, elements: Iterable[records.Element]) -> int:
    """Put these elements in the place of those that a version in the making has; returns how many there are now.

    Three statements.
    """
    framework = version.framework.address
    units = units_by_code(version.framework.organization)
    Element.objects.filter(version=version).delete()
    return insert(
        Element,
        COLUMNS,
        (
            (
                version.pk,
                position,
                element_address(framework, one.code),
                one.code,
                element_address(framework, one.parent) if one.parent else "",
                one.level,
                one.title,
                one.text,
                one.assumptions,
                units[one.unit].pk if one.unit else None,
                list(one.goals),
            )
            for position, one in enumerate(elements)
        ),
    )


def elements_of(version: FrameworkVersion) -> tuple[records.Element, ...]:
    """The elements of a version as records, in their order. One statement."""
    start = len(version.framework.address) + 1
    found = Element.objects.filter(version=version).order_by("position")
    rows = found.values_list("code", "level", "title", "parent", "text", "assumptions", "unit__code", "goals")
    return tuple(
        records.Element(code, level, title, parent[start:], text, assumptions, unit or "", tuple(goals))
        for code, level, title, parent, text, assumptions, unit, goals in rows
    )


def units_by_code(organization: Organization) -> dict[str, Unit]:
    """The units of an organization by their codes. One statement."""
    return {one.code: one for one in Unit.objects.filter(organization=organization)}


def cleaned(elements: Iterable[records.Element]) -> Sequence[records.Element]:
    """The elements with their texts as the database takes them, without blanks around."""
    return [
        records.Element(
            code=storable(one.code).strip(),
            level=storable(one.level).strip(),
            title=" ".join(storable(one.title).split()),
            parent=storable(one.parent).strip(),
            text=storable(one.text).strip(),
            assumptions=storable(one.assumptions).strip(),
            unit=storable(one.unit).strip(),
            goals=tuple(dict.fromkeys(storable(goal).strip() for goal in one.goals if goal.strip())),
        )
        for one in elements
    ]
