"""Whose figures a row prints: component, subprogramme, category of expenditure or of posts, grade, year."""

import re
from dataclasses import dataclass

from throughline.readers.programme_budget.records import Outline
from throughline.readers.programme_budget.resources.columns import YEARS
from throughline.readers.programme_budget.resources.context import Context, find_subprogramme
from throughline.readers.programme_budget.resources.rows import RowPlace

_WORK = re.compile(r"programme of work|subprogrammes?$", re.I)
_PROGRAMME_NUMBER = re.compile(r"(?:sub-?programme)\s*(?P<number>\d{1,2})\b", re.I)
_COMPONENT = re.compile(r"component\s+(?P<number>\d{1,2})\b", re.I)
_NUMBERED = re.compile(r"(?P<number>\d{1,2})\.\s*\S")
_MARKED = re.compile(r"(?:[A-Z]|[IVXL]{1,6}|\d{1,2})\.\s*")
_OBJECTS = frozenset(
    {
        "posts",
        "non-post",
        "non-posts",
        "other staff costs",
        "non-staff compensation",
        "hospitality",
        "consultants",
        "experts",
        "consultants and experts",
        "travel of representatives",
        "travel of staff",
        "contractual services",
        "general operating expenses",
        "supplies and materials",
        "furniture and equipment",
        "improvement of premises",
        "grants and contributions",
        "other",
    }
)
_CATEGORIES = re.compile(
    r"professional (?:and|category)|general service|national (?:staff|officers?)|field service|other categories"
    r"|international staff|united nations volunteers|local level|security service|trades and crafts",
    re.I,
)
_GRADE = re.compile(
    r"(?:USG|ASG|DSG|Secretary-General|D-[12]|P-[1-7](?:/[1-7])?|FS|SS|NPO|NO|LL|TC|GS(?: ?\([A-Z]{2}\))?)[a-z]?$"
)
_STATE = re.compile(r"(?:approved|proposed|appropriation)\b", re.I)
_MEASURES = (
    (re.compile(r"^(?:approved|appropriation)|\bapproved\b"), "appropriation"),
    (re.compile(r"^proposed|\bestimates?\b|\bproposed\b|^as at\b"), "estimate"),
    (re.compile(r"expenditure"), "expenditure"),
    (re.compile(r"^(?:net )?change|variance|increase|decrease"), "total changes"),
)


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose figures a row prints; `year` and `measure` only where the row itself names them."""

    component: str | None = None
    subprogramme: str | None = None
    category: str | None = None
    grade: str | None = None
    year: int | None = None
    measure: str | None = None
    scope: str | None = None


def subject_of(place: RowPlace, context: Context, outline: Outline) -> Subject:
    """Read the label of a row, with the headings above it and what the table is about."""
    year, measure = _year_of(place), _measure_of(place, context)
    if place.sums_parts:
        return Subject(context.component, context.subprogramme, year=year, measure=measure)
    if context.rows == "grade":
        return _of_grades(place, context, year, measure)
    if context.actions:
        action = None if _STATE.match(place.label) else place.label
        told = "total changes" if action else measure
        return Subject(context.component, context.subprogramme, action, None, None if action else year, told)
    name = place.name or place.label
    if place.level == "line" and (context.rows == "object" or name.casefold() in _OBJECTS):
        return Subject(context.component, context.subprogramme, name, None, year, measure)
    if context.rows == "object" and place.level != "line" and place.group:
        return Subject(
            context.component, context.subprogramme, _MARKED.sub("", place.group[-1], count=1), None, year, measure
        )
    if _CATEGORIES.search(name) or (place.level == "line" and _GRADE.fullmatch(name)):
        return _of_grades(place, context, year, measure)
    return _of_components(place, context, outline, year, measure)


def _of_grades(place: RowPlace, context: Context, year: int | None, measure: str | None) -> Subject:
    categories = [heading for heading in place.group if _CATEGORIES.search(heading)]
    category = categories[-1] if categories else None
    grade = None
    if place.level == "line":
        if _GRADE.fullmatch(place.name) or category:
            grade = place.name
        elif _CATEGORIES.search(place.name):
            category = place.name
        else:
            grade = place.name
    return Subject(context.component, context.subprogramme, category, grade, year, measure)


def _of_components(
    place: RowPlace, context: Context, outline: Outline, year: int | None, measure: str | None
) -> Subject:
    """Component and subprogramme of a row: its own name, or the name of what the subtotal adds up."""
    headings = [heading for heading in place.group if not _is_block(heading)]
    in_work = any(_WORK.search(heading) for heading in headings)
    component, subprogramme = context.component, context.subprogramme
    if place.level == "line":
        number = place.marker if in_work and place.marker.isdigit() else ""
        if not number and (found := _PROGRAMME_NUMBER.match(place.name)):
            number = found["number"]
        if number:
            code: str | None = find_subprogramme(number, place.name, headings, context.placed.place, outline)
            return Subject("Programme of work", code, None, None, year, measure)
        if in_work and (found := _COMPONENT.match(place.name)):
            code = _component_at(found["number"], headings, context, outline) or subprogramme
            return Subject("Programme of work", code, None, None, year, measure)
        if entity := _entity_named(place.name, outline):
            return Subject(None, None, None, None, year, measure, entity)
        return Subject(place.name, subprogramme, None, None, year, measure)
    if place.group and headings:
        component = _MARKED.sub("", headings[-1], count=1)
        return Subject(component, None, None, None, year, measure)
    if place.level == "subtotal" and not place.group and len(place.name) > 2:
        component = place.name
    return Subject(component, subprogramme, None, None, year, measure)


def _component_at(number: str, headings: list[str], context: Context, outline: Outline) -> str | None:
    """The place of component `number` of the subprogramme whose numbered heading stands above it."""
    above = next((found for heading in reversed(headings) if (found := _NUMBERED.match(heading))), None)
    if above is None:
        return None
    place = find_subprogramme(above["number"], "", headings, context.placed.place, outline)
    return f"{place}.C{number}"


def _entity_named(name: str, outline: Outline) -> str | None:
    """The place of the entity that bears this name."""
    wanted = name.casefold()
    return next(
        (node.place for node in outline.nodes.values() if node.kind == "entity" and node.title.casefold() == wanted),
        None,
    )


def _is_block(heading: str) -> bool:
    return bool(re.match(r"(?:financial|posts?|human) (?:resources?|requirements?)", heading, re.I))


def _year_of(place: RowPlace) -> int | None:
    for text in (place.label, *reversed(place.group)):
        if found := [int(second or first) for first, second in YEARS.findall(text)]:
            return max(found)
    return None


def _measure_of(place: RowPlace, context: Context) -> str | None:
    for text in (place.label, *reversed(place.group)):
        lowered = text.casefold()
        for pattern, measure in _MEASURES:
            if pattern.search(lowered):
                return measure
    return context.measure
