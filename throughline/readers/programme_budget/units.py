"""Programmes, subprogrammes and results with their texts, and the paragraphs that evaluations and lessons stand in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from throughline.engine.monitoring.printed import Evaluation
from throughline.engine.planning.printed import PlanParagraph, Programme, Result, Subprogramme
from throughline.readers.document.records import SourceText
from throughline.readers.programme_budget.records import Node, Outline
from throughline.readers.programme_budget.words import LEADS_TO_MEASURE, PARAGRAPH_NUMBER

_TELLING = ("objective", "strategy", "expected")
_KEPT = frozenset({"paragraph", "item"})


def paragraphs_of(source: SourceText, outline: Outline) -> tuple[PlanParagraph, ...]:
    """Every paragraph and item outside tables, with its number taken off its text."""
    found = []
    for line, text, standing in zip(source.lines, outline.texts, outline.standings, strict=True):
        if standing.role not in _KEPT:
            continue
        number = PARAGRAPH_NUMBER.match(text) if standing.role == "paragraph" else None
        found.append(
            PlanParagraph(
                place=standing.place,
                block=standing.block,
                number=number.group().rstrip(".") if number else None,
                text=text[number.end() :].strip() if number else text,
                span=(line.start, line.end),
                result=standing.result,
            )
        )
    return tuple(found)


def programmes_of(outline: Outline, paragraphs: Sequence[PlanParagraph]) -> tuple[Programme, ...]:
    """The section's own programme first, if it has one or plans anything itself, then its entities."""
    texts = _texts(paragraphs)
    head = outline.head
    plans = any(one.part == "plan" and not one.place and one.role in _KEPT for one in outline.standings)
    children = {node.parent for node in outline.nodes.values() if node.kind != "entity"}
    own = head.programme is not None or "" in children or plans
    found = []
    if own:
        title = head.programme_title or head.mission or head.title or ""
        found.append(Programme("", head.programme, title, *_told(texts, "")))
    for node in outline.nodes.values():
        if node.kind == "entity":
            found.append(Programme(node.place, None, node.title, *_told(texts, node.place)))
    return tuple(found)


def subprogrammes_of(outline: Outline, paragraphs: Sequence[PlanParagraph]) -> tuple[Subprogramme, ...]:
    """Subprogrammes and their components in the order of their codes, entities in the order of the document."""
    texts = _texts(paragraphs)
    nodes = [node for node in outline.nodes.values() if node.kind in ("subprogramme", "component")]
    units = list(outline.nodes)
    nodes.sort(key=lambda node: (_rank(units, _unit_of(outline, node)), _natural(node.place)))
    return tuple(
        Subprogramme(
            place=node.place,
            programme=_unit_of(outline, node),
            code=node.place.removeprefix(_unit_of(outline, node)).lstrip("."),
            title=node.title,
            entity=_entity(outline, node),
            objective=told[0],
            strategy=told[1],
            expected=told[2],
            paragraphs=told[3],
        )
        for node in nodes
        for told in [_told(texts, node.place)]
    )


def results_of(outline: Outline, paragraphs: Sequence[PlanParagraph]) -> tuple[Result, ...]:
    """Results with their narrative: the paragraphs under their headings, pointers to the measure left out."""
    narratives: dict[str, list[str]] = {}
    for one in paragraphs:
        if one.result and not LEADS_TO_MEASURE.match(one.text):
            narratives.setdefault(one.result, []).append(one.text)
    return tuple(
        Result(one.key, one.place, one.number, one.title, one.kind, "\n".join(narratives.get(one.key, ())) or None)
        for one in outline.results.values()
    )


def evaluations_of(paragraphs: Sequence[PlanParagraph]) -> tuple[Evaluation, ...]:
    """Paragraphs on evaluations, each with its items."""
    return tuple(_gathered(one for one in paragraphs if one.block == "evaluation"))


def lessons_of(paragraphs: Sequence[PlanParagraph]) -> tuple[Evaluation, ...]:
    """Paragraphs on lessons learned and what changes for them, each with its items."""
    return tuple(_gathered(one for one in paragraphs if one.block == "lessons"))


def _gathered(paragraphs: Iterator[PlanParagraph]) -> Iterator[Evaluation]:
    place, number, lines = "", None, list[str]()
    for one in paragraphs:
        if lines and (one.number or one.place != place):
            yield Evaluation(place, number, "\n".join(lines))
            lines = []
        if not lines:
            place, number = one.place, one.number
        lines.append(one.text)
    if lines:
        yield Evaluation(place, number, "\n".join(lines))


@dataclass(slots=True)
class _Told:
    """What a place says of itself: lines by block, and the numbers of its paragraphs."""

    lines: dict[str, list[str]]
    numbers: list[str]


def _texts(paragraphs: Sequence[PlanParagraph]) -> dict[str, _Told]:
    found: dict[str, _Told] = {}
    for one in paragraphs:
        if one.block in _TELLING:
            told = found.setdefault(one.place, _Told({}, []))
            told.lines.setdefault(one.block, []).append(one.text)
            if one.number:
                told.numbers.append(one.number)
    return found


def _told(texts: dict[str, _Told], place: str) -> tuple[str | None, str | None, str | None, tuple[str, ...]]:
    told = texts.get(place)
    if told is None:
        return None, None, None, ()
    objective, strategy, expected = ("\n".join(told.lines.get(block, ())) or None for block in _TELLING)
    return objective, strategy, expected, tuple(told.numbers)


def _unit_of(outline: Outline, node: Node) -> str:
    """The place of the entity that the node belongs to, "" for the section itself."""
    parent = outline.nodes.get(node.parent or "")
    while parent is not None and parent.kind != "entity":
        parent = outline.nodes.get(parent.parent or "")
    return parent.place if parent else ""


def _entity(outline: Outline, node: Node) -> str | None:
    unit = outline.nodes.get(_unit_of(outline, node))
    return unit.title if unit else None


def _rank(units: list[str], unit: str) -> int:
    return units.index(unit) if unit in units else -1


def _natural(place: str) -> tuple[tuple[str, int], ...]:
    return tuple((letters, int(digits or 0)) for letters, digits in re.findall(r"([A-Z-]*)(\d*)", place))
