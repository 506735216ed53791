"""The parts of a plan that persons may edit, by their address within the plan, with the fields that each has."""

from collections.abc import Iterator, Sequence

from throughline.engine.addresses import below, distinct
from throughline.engine.budgeting.addresses import deliverable_addresses
from throughline.engine.budgeting.records import Fascicle
from throughline.engine.editing.records import DELIVERABLE, PROGRAMME, RESULT, SECTION, SUBPROGRAMME, Node
from throughline.engine.monitoring.printed import Deliverable, Measure, MeasureValue, Quantity

TEXTS = {
    SECTION: ("title",),
    PROGRAMME: ("title", "objective", "strategy", "expected"),
    SUBPROGRAMME: ("title", "entity", "objective", "strategy", "expected"),
    RESULT: ("title", "narrative"),
    DELIVERABLE: ("title", "unit"),
}
ACTUAL, PLANNED = "actual", "planned"
ITEM = "item"


def nodes_of(fascicle: Fascicle) -> dict[str, Node]:
    """Every node of the plan that can be edited, by its address within the plan, in the order of the plan."""
    return {one.node: one for one in (*_places(fascicle), *_results(fascicle), *_deliverables(fascicle))}


def _inside(address: str) -> str:
    return address.removeprefix("/")


def _places(fascicle: Fascicle) -> Iterator[Node]:
    if not any(one.place == "" for one in fascicle.programmes):
        yield Node("", SECTION, 0, fascicle.title or "", {"title": fascicle.title or ""})
    for at, one in enumerate(fascicle.programmes):
        fields = {name: getattr(one, name) or "" for name in TEXTS[PROGRAMME]}
        yield Node(_inside(below("", one.place)), PROGRAMME, at, one.title, fields)
    for at, sub in enumerate(fascicle.subprogrammes):
        fields = {name: getattr(sub, name) or "" for name in TEXTS[SUBPROGRAMME]}
        yield Node(_inside(below("", sub.place)), SUBPROGRAMME, at, sub.title, fields)


def measures_of(fascicle: Fascicle) -> dict[str, list[tuple[int, Measure]]]:
    """The measures by the key of their result, each with its place among the measures of the plan."""
    found: dict[str, list[tuple[int, Measure]]] = {}
    for at, one in enumerate(fascicle.measures):
        found.setdefault(one.result, []).append((at, one))
    return found


def _results(fascicle: Fascicle) -> Iterator[Node]:
    measures = measures_of(fascicle)
    addresses = distinct(below("", one.key) for one in fascicle.results)
    for at, (address, one) in enumerate(zip(addresses, fascicle.results, strict=True)):
        fields = {"title": one.title, "narrative": one.narrative or ""}
        for number, (_at, measure) in enumerate(measures.pop(one.key, []), start=1):
            fields[f"M{number}/title"] = measure.title
            fields[f"M{number}/unit"] = measure.unit or ""
            years = {value.year for value in measure.values}
            missing = [column for column in measure_columns(fascicle.budget_year) if column[0] not in years]
            for name, text in values_with(measure.values, missing):
                fields[f"M{number}/{name}"] = text
        yield Node(_inside(address), RESULT, at, one.title, fields)


def _deliverables(fascicle: Fascicle) -> Iterator[Node]:
    addresses = deliverable_addresses("", fascicle.deliverables)
    for at, (address, one) in enumerate(zip(addresses, fascicle.deliverables, strict=True)):
        yield Node(_inside(address), DELIVERABLE, at, one.title, _fields_of_deliverable(one, fascicle.budget_year))


def _fields_of_deliverable(one: Deliverable, year: int | None) -> dict[str, str]:
    # Without a number the title is the address: what is called otherwise is another thing.
    fields = {"title": one.title} if one.number else {}
    fields["unit"] = one.unit or ""
    there = {(value.year, value.status) for value in one.quantities}
    columns = deliverable_columns(year) if one.kind == ITEM else ()
    fields.update(values_with(one.quantities, [column for column in columns if column not in there]))
    return fields


def measure_columns(year: int | None) -> tuple[tuple[int, str], ...]:
    """The years of a measure in a plan for `year`, with their states: two years past, the present one, the next."""
    if year is None:
        return ()
    return ((year - 3, ACTUAL), (year - 2, ACTUAL), (year - 1, PLANNED), (year, PLANNED))


def deliverable_columns(year: int | None) -> tuple[tuple[int, str], ...]:
    """The columns of deliverables in a plan for `year`: planned and delivered of the year past, planned of two."""
    if year is None:
        return ()
    return ((year - 2, PLANNED), (year - 2, ACTUAL), (year - 1, PLANNED), (year, PLANNED))


def value_names(values: Sequence[MeasureValue] | Sequence[Quantity]) -> list[str]:
    """The names of values as fields: "2024-actual"; a second one of the same has "~2"."""
    return distinct(f"{one.year}-{one.status}" for one in values)


def values_with(
    values: Sequence[MeasureValue] | Sequence[Quantity], missing: Sequence[tuple[int, str]]
) -> Iterator[tuple[str, str]]:
    """The texts of values by their names, with blanks for the columns that are missing; in the order of years."""
    texts = [(one.year, one.text) for one in values]
    named = [
        (year, at, name, text) for at, ((year, text), name) in enumerate(zip(texts, value_names(values), strict=True))
    ]
    named += [(year, len(values), f"{year}-{status}", "") for year, status in missing]
    for _year, _at, name, text in sorted(named, key=lambda one: one[:2]):
        yield name, text
