"""What a version measures and delivers, read back as the records that its reader gave."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from throughline.engine.monitoring import printed as records
from throughline.store.mandates.tables import Version
from throughline.store.monitoring.tables import (
    ComplianceValue,
    Deliverable,
    Evaluation,
    Measure,
    MeasureValue,
    Quantity,
)
from throughline.store.rows import none_if_blank


def plain(value: Decimal | None) -> Decimal | None:
    """The number without the zeros that the column adds: 7, not 7.0000."""
    if value is None:
        return None
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def measure_records(version: Version) -> tuple[records.Measure, ...]:
    """Measures of a version with their values, in order; two statements."""
    values = values_by_measure(MeasureValue.objects.filter(version=version).order_by("position"))
    rows = Measure.objects.filter(version=version).order_by("position")
    return tuple(measure_record(one, values.get(one.pk, ())) for one in rows)


def values_by_measure(rows: Iterable[MeasureValue]) -> dict[int, tuple[records.MeasureValue, ...]]:
    """Values as records, by the row number of their measure."""
    found: dict[int, list[records.MeasureValue]] = defaultdict(list)
    for one in rows:
        found[one.measure_id].append(records.MeasureValue(one.year, one.status, plain(one.value), one.text, one.cell()))
    return {number: tuple(values) for number, values in found.items()}


def measure_record(one: Measure, values: tuple[records.MeasureValue, ...]) -> records.Measure:
    """A measure as a record, with its values."""
    return records.Measure(one.key, one.title, none_if_blank(one.unit), values, none_if_blank(one.table))


def deliverable_records(version: Version) -> tuple[records.Deliverable, ...]:
    """Deliverables of a version with their quantities, in order; two statements."""
    quantities = quantities_by_deliverable(Quantity.objects.filter(version=version).order_by("position"))
    rows = Deliverable.objects.filter(version=version).select_related("place").order_by("position")
    return tuple(deliverable_record(one, quantities.get(one.pk, ())) for one in rows)


def quantities_by_deliverable(rows: Iterable[Quantity]) -> dict[int, tuple[records.Quantity, ...]]:
    """Quantities as records, by the row number of their deliverable."""
    found: dict[int, list[records.Quantity]] = defaultdict(list)
    for one in rows:
        found[one.deliverable_id].append(records.Quantity(one.year, one.status, plain(one.value), one.text, one.cell()))
    return {number: tuple(values) for number, values in found.items()}


def deliverable_record(one: Deliverable, quantities: tuple[records.Quantity, ...]) -> records.Deliverable:
    """A deliverable as a record; its place must be at hand (select_related)."""
    return records.Deliverable(
        place=one.place.place,
        category=one.category,
        subcategory=none_if_blank(one.subcategory),
        number=none_if_blank(one.number),
        title=one.title,
        unit=none_if_blank(one.unit),
        kind=one.kind,
        quantities=quantities,
        table=none_if_blank(one.table),
    )


def evaluation_records(version: Version, kind: str) -> tuple[records.Evaluation, ...]:
    """Evaluations (`kind` "evaluation") or lessons ("lesson") of a version, in order; one statement."""
    rows = Evaluation.objects.filter(version=version, kind=kind).select_related("place").order_by("position")
    return tuple(records.Evaluation(one.place.place, none_if_blank(one.number), one.text) for one in rows)


def compliance_records(version: Version) -> tuple[records.ComplianceRate, ...]:
    """Rows of the compliance table of a version, in order; one statement."""
    lines: dict[int, list[ComplianceValue]] = defaultdict(list)
    for one in ComplianceValue.objects.filter(version=version).select_related("place").order_by("position"):
        lines[one.line].append(one)
    return tuple(compliance_record(rows) for rows in lines.values())


def compliance_record(rows: list[ComplianceValue]) -> records.ComplianceRate:
    """The rows of one line of the compliance table as a record."""
    first = rows[0]
    values = tuple(
        records.MeasureValue(one.year, one.status, plain(one.value), one.text, one.cell())
        for one in rows
        if one.year is not None
    )
    table = none_if_blank(first.table)
    return records.ComplianceRate(first.place.place, first.indicator, none_if_blank(first.unit), values, table)
