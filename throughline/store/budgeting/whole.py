"""A fascicle read back whole, as the record that its reader gave."""

from decimal import Decimal

from throughline.engine.budgeting import records
from throughline.engine.money import Money
from throughline.engine.sources import Cell
from throughline.store.budgeting.tables import PERCENTAGE, FollowUp, PostFigure, ResourceFigure
from throughline.store.editing.typed import typed_records
from throughline.store.mandates.tables import Version
from throughline.store.mandates.whole import findings_of_version
from throughline.store.monitoring.whole import (
    compliance_records,
    deliverable_records,
    evaluation_records,
    measure_records,
    plain,
)
from throughline.store.planning.whole import listed_records, place_records, result_records, table_records, text_records
from throughline.store.rows import Printed, none_if_blank


def fascicle_record(version: Version) -> records.Fascicle:
    """The record of a version of a fascicle: seventeen statements, whatever its size."""
    programmes, subprogrammes = place_records(version)
    return records.Fascicle(
        file=version.file,
        sha256=version.source.sha256,
        format=version.source.format,
        **version.head,
        programmes=programmes,
        subprogrammes=subprogrammes,
        mandates=listed_records(version),
        results=result_records(version),
        measures=measure_records(version),
        deliverables=deliverable_records(version),
        evaluations=evaluation_records(version, "evaluation"),
        lessons=evaluation_records(version, "lesson"),
        resources=resource_records(version),
        posts=post_records(version),
        compliance=compliance_records(version),
        oversight=follow_up_records(version),
        paragraphs=text_records(version),
        tables=table_records(version),
        typed=typed_records(version),
        findings=findings_of_version(version),
        unclaimed=tuple((start, end) for start, end in version.unclaimed),
    )


def resource_records(version: Version) -> tuple[records.ResourceFigure, ...]:
    """Printed amounts of a version, in order; one statement."""
    rows = ResourceFigure.objects.filter(version=version).order_by("position")
    return tuple(resource_record(one) for one in rows.iterator(chunk_size=5000))


def resource_record(one: ResourceFigure) -> records.ResourceFigure:
    """A printed amount, or a printed percentage, as a record."""
    amount = plain(one.percentage) if one.measure == PERCENTAGE else _units(one.minor, one.currency)
    return records.ResourceFigure(
        cell=cell_of(one),
        fund=none_if_blank(one.fund),
        component=none_if_blank(one.component),
        subprogramme=none_if_blank(one.subprogramme),
        year=one.year,
        measure=one.measure,
        amount=amount,
        level=one.level,
        printed=one.printed,
        step=plain(one.step) or Decimal(0),
        category=none_if_blank(one.category),
        scope=one.scope,
        part=one.part,
        group=tuple(one.group),
        currency=one.currency,
    )


def cell_of(one: Printed) -> Cell:
    """The cell of a figure, which is always printed in one."""
    return Cell(one.cell_table, one.cell_row, one.cell_column, one.row_index, one.column_index)


def _units(minor: int | None, currency: str) -> Decimal | None:
    return None if minor is None else plain(Money(minor, currency).as_decimal())


def post_records(version: Version) -> tuple[records.PostFigure, ...]:
    """Printed numbers of posts of a version, in order; one statement."""
    rows = PostFigure.objects.filter(version=version).order_by("position")
    return tuple(post_record(one) for one in rows.iterator(chunk_size=5000))


def post_record(one: PostFigure) -> records.PostFigure:
    """A printed number of posts as a record."""
    return records.PostFigure(
        cell=cell_of(one),
        fund=none_if_blank(one.fund),
        component=none_if_blank(one.component),
        subprogramme=none_if_blank(one.subprogramme),
        year=one.year,
        measure=one.measure,
        number=plain(one.number),
        level=one.level,
        printed=one.printed,
        category=none_if_blank(one.category),
        grade=none_if_blank(one.grade),
        scope=one.scope,
        part=one.part,
        group=tuple(one.group),
        column_level=one.column_level,
        listed=one.listed,
    )


def follow_up_records(version: Version) -> tuple[records.FollowUp, ...]:
    """Follow-ups to oversight bodies of a version, in order; one statement."""
    rows = FollowUp.objects.filter(version=version).order_by("position")
    return tuple(
        records.FollowUp(
            body=one.body,
            symbol=none_if_blank(one.symbol),
            paragraph=none_if_blank(one.paragraph),
            recommendation=one.recommendation,
            action=one.action,
            cell=one.cell(),
        )
        for one in rows
    )
