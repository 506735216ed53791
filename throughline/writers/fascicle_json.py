"""A read fascicle as JSON: nested as its outline is, with the field names that `throughline parse` promises."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from throughline.engine.budgeting.records import Fascicle, FollowUp, PostFigure, ResourceFigure
from throughline.engine.mandates.records import ListedMandate
from throughline.engine.monitoring.printed import (
    ComplianceRate,
    Deliverable,
    Evaluation,
    Measure,
    MeasureValue,
    Quantity,
)
from throughline.engine.planning.printed import PlanParagraph, PrintedTable, Programme, Result, Subprogramme
from throughline.engine.sources import Cell
from throughline.writers.document_json import findings_json

Json = dict[str, Any]


def fascicle_json(fascicle: Fascicle) -> Json:
    """A fascicle as one JSON object.

    `programmes` and `subprogrammes` nest what is theirs; `mandates`, `results` and `deliverables` beside them hold the
    same rows once more, each with its `place`, for who wants rows and not a tree.
    """
    subprogrammes = {one.place: _subprogramme(one, fascicle) for one in fascicle.subprogrammes}
    return {
        "kind": "programme budget",
        "file": fascicle.file,
        "sha256": fascicle.sha256,
        "format": fascicle.format,
        "symbol": fascicle.symbol,
        "section": fascicle.section,
        "part": fascicle.part,
        "budget_year": fascicle.budget_year,
        "title": fascicle.title,
        "currency": fascicle.currency,
        "unit": fascicle.unit,
        "programmes": [_programme(one, fascicle, subprogrammes) for one in fascicle.programmes],
        "subprogrammes": list(subprogrammes.values()),
        "mandates": [_mandate(one) for one in fascicle.mandates],
        "results": [_result(one, fascicle.measures) for one in fascicle.results],
        "deliverables": [_deliverable(one) for one in fascicle.deliverables],
        "evaluations": [_evaluation(one) for one in fascicle.evaluations],
        "lessons": [_evaluation(one) for one in fascicle.lessons],
        "resources": [_resource(one) for one in fascicle.resources],
        "posts": [_post(one) for one in fascicle.posts],
        "compliance": [_compliance(one) for one in fascicle.compliance],
        "oversight": [_follow_up(one) for one in fascicle.oversight],
        "paragraphs": [_paragraph(one) for one in fascicle.paragraphs],
        "tables": [_table(one) for one in fascicle.tables],
        **findings_json(fascicle.findings),
        "unclaimed": [list(span) for span in fascicle.unclaimed],
    }


def _programme(one: Programme, fascicle: Fascicle, subprogrammes: dict[str, Json]) -> Json:
    own = [sub.place for sub in fascicle.subprogrammes if sub.programme == one.place]
    return {
        "code": one.code,
        "place": one.place,
        "title": one.title,
        "objective": one.objective,
        "strategy": one.strategy,
        "expected": one.expected,
        **_held(one.place, fascicle),
        "subprogrammes": [subprogrammes[place] for place in own],
    }


def _subprogramme(one: Subprogramme, fascicle: Fascicle) -> Json:
    return {
        "code": one.code,
        "place": one.place,
        "programme": one.programme,
        "title": one.title,
        "entity": one.entity,
        "objective": one.objective,
        "strategy": one.strategy,
        "expected": one.expected,
        "paragraphs": list(one.paragraphs),
        **_held(one.place, fascicle),
    }


def _held(place: str, fascicle: Fascicle) -> Json:
    """What stands at a place: its mandates, results with their measures, deliverables."""
    return {
        "mandates": [_mandate(one) for one in fascicle.mandates if one.place == place],
        "results": [_result(one, fascicle.measures) for one in fascicle.results if one.place == place],
        "deliverables": [_deliverable(one) for one in fascicle.deliverables if one.place == place],
    }


def _mandate(one: ListedMandate) -> Json:
    return {
        "place": one.place,
        "symbol": one.symbol,
        "title": one.title,
        "body": one.body,
        "paragraph": one.paragraph,
        "raw": one.raw,
        "source": _source(one.cell),
    }


def _result(one: Result, measures: Sequence[Measure]) -> Json:
    return {
        "key": one.key,
        "place": one.place,
        "number": one.number,
        "title": one.title,
        "kind": one.kind,
        "narrative": one.narrative,
        "measures": [_measure(measure) for measure in measures if measure.result == one.key],
    }


def _measure(one: Measure) -> Json:
    return {"title": one.title, "unit": one.unit, "table": one.table, "values": [_value(value) for value in one.values]}


def _value(one: MeasureValue | Quantity) -> Json:
    return {
        "year": one.year,
        "status": one.status,
        "value": _number(one.value),
        "text": one.text,
        "source": _source(one.cell),
    }


def _deliverable(one: Deliverable) -> Json:
    return {
        "place": one.place,
        "category": one.category,
        "subcategory": one.subcategory,
        "number": one.number,
        "title": one.title,
        "unit": one.unit,
        "kind": one.kind,
        "table": one.table,
        "quantities": [_value(quantity) for quantity in one.quantities],
    }


def _evaluation(one: Evaluation) -> Json:
    return {"place": one.place, "number": one.number, "text": one.text}


def _resource(one: ResourceFigure) -> Json:
    return {
        **_address(one.cell),
        "fund": one.fund,
        "component": one.component,
        "subprogramme": one.subprogramme,
        "category": one.category,
        "year": one.year,
        "measure": one.measure,
        "amount": None if one.amount is None else f"{one.amount:f}",
        "currency": one.currency,
        "level": one.level,
        "printed": one.printed,
        "scope": one.scope,
        "source": _source(one.cell),
    }


def _post(one: PostFigure) -> Json:
    return {
        **_address(one.cell),
        "fund": one.fund,
        "component": one.component,
        "subprogramme": one.subprogramme,
        "category": one.category,
        "grade": one.grade,
        "year": one.year,
        "measure": one.measure,
        "number": _number(one.number),
        "level": one.level,
        "printed": one.printed,
        "scope": one.scope,
        "source": _source(one.cell),
    }


def _compliance(one: ComplianceRate) -> Json:
    return {
        "place": one.place,
        "indicator": one.indicator,
        "unit": one.unit,
        "table": one.table,
        "values": [_value(value) for value in one.values],
    }


def _follow_up(one: FollowUp) -> Json:
    return {
        "body": one.body,
        "symbol": one.symbol,
        "paragraph": one.paragraph,
        "recommendation": one.recommendation,
        "action": one.action,
        "source": _source(one.cell),
    }


def _paragraph(one: PlanParagraph) -> Json:
    return {
        "place": one.place,
        "block": one.block,
        "number": one.number,
        "text": one.text,
        "span": list(one.span),
        "result": one.result,
    }


def _table(one: PrintedTable) -> Json:
    return {
        "place": one.place,
        "number": one.number,
        "caption": one.caption,
        "kind": one.kind,
        "rows": [list(row) for row in one.rows],
    }


def _address(cell: Cell) -> Json:
    return {"table": cell.table, "row": cell.row, "column": cell.column}


def _source(cell: Cell | None) -> Json | None:
    if cell is None:
        return None
    return {**_address(cell), "row_index": cell.row_index, "column_index": cell.column_index}


def _number(value: Decimal | None) -> int | float | None:
    """Numbers of measures, deliverables and posts are small: an integer, or a fraction that JSON can carry."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
