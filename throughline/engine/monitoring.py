"""Monitoring: measures of results, deliverables planned and delivered, evaluations and lessons."""

from dataclasses import dataclass
from decimal import Decimal

from throughline.engine.sources import Cell


@dataclass(frozen=True, slots=True)
class MeasureValue:
    """A value of a measure in a year: `status` is `actual`, `planned` or `target`, `text` as printed.

    `value` is None where the text is not one number.
    """

    year: int
    status: str
    value: Decimal | None
    text: str
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A performance measure of a result; `result` is the result's key, `table` the printed table or figure."""

    result: str
    title: str
    unit: str | None
    values: tuple[MeasureValue, ...]
    table: str | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """How many of a deliverable in a year; `status` `planned` or `actual`; `value` None where none is printed.

    A printed dash is zero: `value` 0 with `text` "–".
    """

    year: int
    status: str
    value: Decimal | None
    text: str
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class Deliverable:
    """A row of a table of deliverables; `category` A to E, `number` None for a subcategory row or a text row.

    `place` is the code of the programme or subprogramme; `kind` is `category`, `subcategory`, `item` or `text`.
    """

    place: str
    category: str
    subcategory: str | None
    number: str | None
    title: str
    unit: str | None
    kind: str
    quantities: tuple[Quantity, ...]
    table: str | None = None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """An evaluation done or planned, or a lesson learned: its paragraph as printed, with its number."""

    place: str
    number: str | None
    text: str


@dataclass(frozen=True, slots=True)
class ComplianceRate:
    """A row of the compliance table: `indicator` ("timely submission of documentation"), unit and values by year."""

    place: str
    indicator: str
    unit: str | None
    values: tuple[MeasureValue, ...]
    table: str | None = None
