"""An edit applied to the record of a plan: the record as it is afterwards, with what was typed marked as typed."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from throughline.engine.addresses import below
from throughline.engine.budgeting.numbers import number_typed
from throughline.engine.budgeting.records import Fascicle
from throughline.engine.editing.nodes import measures_of, nodes_of, value_names
from throughline.engine.editing.records import (
    ADDED,
    DELIVERABLE,
    PROGRAMME,
    REMOVED,
    RESULT,
    SECTION,
    SUBPROGRAMME,
    Addition,
    Edit,
    Node,
    wanted_of,
)
from throughline.engine.findings import Finding
from throughline.engine.monitoring.printed import (
    DELIVERABLES_SUM,
    Measure,
    MeasureValue,
    Quantity,
    check_deliverable_sums,
)
from throughline.engine.planning.printed import Result
from throughline.engine.sources import Typed

VALUE = re.compile(r"(?P<year>\d{4})-(?P<status>actual|planned|target)(?P<again>~\d+)?")
MEASURE = re.compile(r"M(?P<number>\d{1,3})/(?P<field>.+)")

Value = TypeVar("Value", MeasureValue, Quantity)


def apply_edit(fascicle: Fascicle, edit: Edit, by: str, at: str) -> Fascicle:
    """The record of the plan after the edit by a person (`by`, the name) at a time; the edit must have been checked.

    Cost: one pass over the rows of the plan.
    """
    nodes = nodes_of(fascicle)
    wanted = wanted_of((one.node, one.field, one.after) for one in edit.changes)
    lists: dict[str, list[Any]] = {
        PROGRAMME: list(fascicle.programmes),
        SUBPROGRAMME: list(fascicle.subprogrammes),
        RESULT: list(fascicle.results),
        DELIVERABLE: list(fascicle.deliverables),
    }
    measures, title = list(fascicle.measures), fascicle.title
    for name, fields in wanted.items():
        node = nodes[name]
        if node.kind == SECTION:
            title = fields["title"]
            continue
        rows = lists[node.kind]
        rows[node.at] = _with_texts(rows[node.at], fields)
        if node.kind == RESULT:
            _set_measures(fascicle, measures, fascicle.results[node.at], fields)
    typed = [Typed(one.node, one.field, by, at) for one in edit.changes]
    results, measures, typed_whole = _come_and_go(fascicle, nodes, lists[RESULT], measures, edit, by, at)
    after = replace(
        fascicle,
        title=title,
        programmes=tuple(lists[PROGRAMME]),
        subprogrammes=tuple(lists[SUBPROGRAMME]),
        results=tuple(results),
        measures=tuple(measures),
        deliverables=tuple(lists[DELIVERABLE]),
        typed=_typed(fascicle.typed, [*typed, *typed_whole], [one.node for one in edit.removals]),
    )
    return replace(after, findings=tuple(_sums_after(fascicle, after, tuple(_findings_left(after)))))


def _with_texts(row: Any, fields: Mapping[str, str]) -> Any:
    """A place, a result or a deliverable with other texts and quantities."""
    texts = {name: text for name, text in fields.items() if name in type(row).__dataclass_fields__}
    changed: dict[str, Any] = {name: text if name == "title" else text or None for name, text in texts.items()}
    if hasattr(row, "quantities"):
        changed["quantities"] = values_after(row.quantities, fields, Quantity)
    return replace(row, **changed)


def values_after(values: Sequence[Value], fields: Mapping[str, str], kind: type[Value]) -> tuple[Value, ...]:
    """The values with other texts; what is typed stands in no cell. New years come in their order."""
    names = value_names(values)
    after = [
        kind(one.year, one.status, number_typed(fields[name]), fields[name]) if name in fields else one
        for one, name in zip(values, names, strict=True)
    ]
    for name, text in fields.items():
        found = VALUE.fullmatch(name)
        if found and name not in names and text:
            new = kind(int(found["year"]), found["status"], number_typed(text), text)
            behind = next((at for at, one in enumerate(after) if one.year > new.year), len(after))
            after.insert(behind, new)
    return tuple(after)


def _set_measures(fascicle: Fascicle, measures: list[Measure], result: Result, fields: Mapping[str, str]) -> None:
    """Change the measures of a result, in place; one more than it has is added to them."""
    own = measures_of(fascicle).get(result.key, [])
    by_number: dict[int, dict[str, str]] = {}
    for name, text in fields.items():
        if found := MEASURE.fullmatch(name):
            by_number.setdefault(int(found["number"]), {})[found["field"]] = text
    for number, said in by_number.items():
        if number <= len(own):
            at, one = own[number - 1]
            measures[at] = _measure_after(one, said)
        else:
            measures.append(_measure_after(Measure(result.key, "", None, ()), said))


def _measure_after(one: Measure, said: Mapping[str, str]) -> Measure:
    return replace(
        one,
        title=said.get("title", one.title),
        unit=said.get("unit", one.unit or "") or None,
        values=values_after(one.values, said, MeasureValue),
    )


def _come_and_go(
    fascicle: Fascicle,
    nodes: Mapping[str, Node],
    results: list[Result],
    measures: list[Measure],
    edit: Edit,
    by: str,
    at: str,
) -> tuple[list[Result], list[Measure], list[Typed]]:
    """Results removed and added, with their measures; and that persons did so."""
    gone = {fascicle.results[nodes[one.node].at].key for one in edit.removals}
    results = [one for one in results if one.key not in gone]
    measures = [one for one in measures if one.result not in gone]
    typed = [Typed(one.node, REMOVED, by, at) for one in edit.removals]
    for one in edit.additions:
        place = _place_of(fascicle, nodes[one.place])
        new = _new_result(place, results, fascicle, one)
        behind = [number for number, other in enumerate(results) if other.place == place]
        results.insert(behind[-1] + 1 if behind else len(results), new)
        measures += _new_measures(new, one)
        typed.append(Typed(below("", new.key).removeprefix("/"), ADDED, by, at))
    return results, measures, typed


def _place_of(fascicle: Fascicle, node: Node) -> str:
    """The code of a place in the record of the plan."""
    if node.kind == SUBPROGRAMME:
        return fascicle.subprogrammes[node.at].place
    return fascicle.programmes[node.at].place if node.kind == PROGRAMME else ""


def _new_result(place: str, results: Sequence[Result], fascicle: Fascicle, one: Addition) -> Result:
    """A planned result with the next number of its place; a number that was given once is not given again."""
    prefix = f"{place}/R" if place else "R"
    used = [other.key for other in (*results, *fascicle.results)] + [other.node for other in fascicle.typed]
    numbers = [int(key[len(prefix) :]) for key in used if key.startswith(prefix) and key[len(prefix) :].isdigit()]
    number = max(numbers, default=0) + 1
    fields = dict(one.fields)
    narrative = fields.get("narrative") or None
    return Result(f"{prefix}{number}", place, str(number), fields["title"], "planned", narrative)


def _new_measures(result: Result, one: Addition) -> list[Measure]:
    said = {name.partition("/")[2]: text for name, text in one.fields if name.startswith("M1/")}
    if not any(said.values()):
        return []
    return [_measure_after(Measure(result.key, "", None, ()), said)]


def _typed(before: Iterable[Typed], new: Sequence[Typed], removed: Sequence[str]) -> tuple[Typed, ...]:
    """What is typed now: the last hand at each field, and nothing of what is not there any more."""
    found = {(one.node, one.field): one for one in before if one.node not in removed}
    found.update({(one.node, one.field): one for one in new})
    return tuple(found.values())


def _sums_after(before: Fascicle, after: Fascicle, findings: Sequence[Finding]) -> Iterator[Finding]:
    """The findings with what the edit changes in printed sums of deliverables: those it mended go, new ones come."""
    were = {(one.where, one.figures): one for one in check_deliverable_sums(before.deliverables)}
    are = {(one.where, one.figures): one for one in check_deliverable_sums(after.deliverables)}
    for one in findings:
        at = (one.where, one.figures)
        if one.code != DELIVERABLES_SUM or at not in were or at in are:
            yield one
    for at, one in are.items():
        if at not in were:
            yield one


def _findings_left(fascicle: Fascicle) -> Iterable[Finding]:
    """What the reading found and is still so: results that have a measure now, and objectives that are there."""
    measured = {one.result for one in fascicle.measures}
    there = {one.key for one in fascicle.results}
    aims = {one.place for one in fascicle.subprogrammes if one.objective}
    for one in fascicle.findings:
        is_mended = (one.code == "PB-NO-MEASURE" and (one.where in measured or one.where not in there)) or (
            one.code == "PB-NO-OBJECTIVE" and one.where in aims
        )
        if not is_mended:
            yield one
