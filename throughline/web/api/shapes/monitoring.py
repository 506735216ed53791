"""Shapes of monitoring: measures with their values, deliverables with their quantities, evaluations and lessons."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from throughline.store.monitoring.tables import MeasureValue, Quantity
from throughline.store.rows import none_if_blank
from throughline.web.api.shapes.budgeting import number


@dataclass(frozen=True, slots=True)
class ValueShape:
    """A printed value of a year: `status` is `actual`, `planned` or `target`, `value` null where it is no number.

    `table`, `row` and `column` are the labels of its cell, null where it was not in a table.
    """

    year: int
    status: str
    value: int | float | None
    text: str
    table: str | None
    row: str | None
    column: str | None


@dataclass(frozen=True, slots=True)
class MeasureShape:
    """A performance measure of a result, with its values; `result` is null where the document does not say of which."""

    address: str
    plan: str
    place: str | None
    result: str | None
    title: str
    unit: str | None
    table: str | None
    values: tuple[ValueShape, ...]


@dataclass(frozen=True, slots=True)
class DeliverableShape:
    """A row of a table of deliverables: `category` A to E, `kind` category, subcategory, item or text."""

    address: str
    plan: str
    place: str
    category: str
    subcategory: str | None
    number: str | None
    title: str
    unit: str | None
    kind: str
    table: str | None
    quantities: tuple[ValueShape, ...]


@dataclass(frozen=True, slots=True)
class EvaluationShape:
    """An evaluation done or planned, or a lesson learned: its paragraph as printed."""

    plan: str
    place: str
    kind: str
    number: str | None
    text: str


def value_shape(one: MeasureValue | Quantity) -> ValueShape:
    """A value of a measure, or a quantity of a deliverable."""
    cell = one.cell()
    return ValueShape(
        year=one.year,
        status=one.status,
        value=number(one.value),
        text=one.text,
        table=cell.table if cell else None,
        row=cell.row if cell else None,
        column=cell.column if cell else None,
    )


def measure_shape(one: Any, values: Iterable[ValueShape]) -> MeasureShape:
    """A measure read with its plan, place and result."""
    return MeasureShape(
        address=one.address,
        plan=one.in_plan,
        place=one.in_place,
        result=one.of_result,
        title=one.title,
        unit=none_if_blank(one.unit),
        table=none_if_blank(one.table),
        values=tuple(values),
    )


def deliverable_shape(one: Any, quantities: Iterable[ValueShape]) -> DeliverableShape:
    """A deliverable read with its plan and place."""
    return DeliverableShape(
        address=one.address,
        plan=one.in_plan,
        place=one.in_place,
        category=one.category,
        subcategory=none_if_blank(one.subcategory),
        number=none_if_blank(one.number),
        title=one.title,
        unit=none_if_blank(one.unit),
        kind=one.kind,
        table=none_if_blank(one.table),
        quantities=tuple(quantities),
    )


def evaluation_shape(one: Any) -> EvaluationShape:
    """An evaluation or a lesson read with its plan and place."""
    return EvaluationShape(one.in_plan, one.in_place, one.kind, none_if_blank(one.number), one.text)
