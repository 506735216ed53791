"""Writes what a document measures and delivers as the rows of one version."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from throughline.engine.monitoring import printed as records
from throughline.store.monitoring.tables import (
    DECIMALS,
    DIGITS,
    ComplianceValue,
    Deliverable,
    Evaluation,
    Measure,
    MeasureValue,
    Quantity,
)
from throughline.store.planning.writing import Places
from throughline.store.rows import CELL, cell_values, insert, reserve

STEP = Decimal(1).scaleb(-DECIMALS)


def fitting(value: Decimal | None) -> Decimal | None:
    """The number as the tables keep it; None where it has more digits than they give back exactly."""
    if value is None or not value.is_finite() or value.adjusted() >= DIGITS - DECIMALS:
        return None
    kept = value.quantize(STEP)
    return kept if kept == value else None


def write_measures(
    version: int, addresses: Sequence[str], measures: Sequence[records.Measure], results: Mapping[str, int]
) -> None:
    """Write the measures with their values; `addresses` in the order of the measures."""
    numbers = reserve(Measure, len(measures))
    rows = [
        (
            numbers[at],
            version,
            at,
            results.get(one.result),
            addresses[at],
            one.result,
            one.title,
            one.unit or "",
            one.table or "",
        )
        for at, one in enumerate(measures)
    ]
    insert(Measure, "id version_id position result_id address key title unit table", rows)
    values = [(number, value) for number, one in zip(numbers, measures, strict=True) for value in one.values]
    insert(
        MeasureValue,
        f"version_id position measure_id year status value text {CELL}",
        [(version, at, number, *_value(value)) for at, (number, value) in enumerate(values)],
    )


def _value(value: records.MeasureValue | records.Quantity) -> tuple[object, ...]:
    return (value.year, value.status, fitting(value.value), value.text, *cell_values(value.cell))


def write_deliverables(
    version: int, addresses: Sequence[str], deliverables: Sequence[records.Deliverable], places: Places
) -> None:
    """Write the deliverables with their quantities; `addresses` in the order of the deliverables."""
    numbers = reserve(Deliverable, len(deliverables))
    rows = [
        (
            numbers[at],
            version,
            at,
            places.nearest(one.place),
            addresses[at],
            one.category,
            one.subcategory or "",
            one.number or "",
            one.title,
            one.unit or "",
            one.kind,
            one.table or "",
        )
        for at, one in enumerate(deliverables)
    ]
    columns = "id version_id position place_id address category subcategory number title unit kind table"
    insert(Deliverable, columns, rows)
    quantities = [
        (number, value) for number, one in zip(numbers, deliverables, strict=True) for value in one.quantities
    ]
    insert(
        Quantity,
        f"version_id position deliverable_id year status value text {CELL}",
        [(version, at, number, *_value(value)) for at, (number, value) in enumerate(quantities)],
    )


def write_evaluations(
    version: int, evaluations: Sequence[records.Evaluation], lessons: Sequence[records.Evaluation], places: Places
) -> None:
    """Write evaluations, then lessons."""
    both = [("evaluation", one) for one in evaluations] + [("lesson", one) for one in lessons]
    rows = [
        (version, at, places.nearest(one.place), kind, one.number or "", one.text)
        for at, (kind, one) in enumerate(both)
    ]
    insert(Evaluation, "version_id position place_id kind number text", rows)


def write_compliance(version: int, compliance: Sequence[records.ComplianceRate], places: Places) -> None:
    """Write the rows of the compliance table, one for each value."""
    rows: list[tuple[object, ...]] = []
    for line, one in enumerate(compliance):
        shared = (places.nearest(one.place), line, one.indicator, one.unit or "", one.table or "")
        for value in one.values:
            rows.append((version, len(rows), *shared, *_value(value)))
        if not one.values:
            rows.append((version, len(rows), *shared, None, "", None, "", *cell_values(None)))
    columns = "version_id position place_id line indicator unit table year status value text"
    insert(ComplianceValue, f"{columns} {CELL}", rows)
