"""Reads a fascicle of the proposed programme budget whole: plan, mandates, performance, resources and annexes."""

from throughline.engine.budgeting.records import Fascicle
from throughline.engine.findings import Finding
from throughline.readers.document.records import SourceText
from throughline.readers.programme_budget import checks
from throughline.readers.programme_budget.annexes import compliance_of, follow_up_of, other_tables_of
from throughline.readers.programme_budget.coverage import unclaimed_of
from throughline.readers.programme_budget.deliverables import deliverables_of
from throughline.readers.programme_budget.mandates import mandates_of
from throughline.readers.programme_budget.measures import measures_of
from throughline.readers.programme_budget.outline import outline_of
from throughline.readers.programme_budget.records import Outline
from throughline.readers.programme_budget.resources import read_resources
from throughline.readers.programme_budget.units import (
    evaluations_of,
    lessons_of,
    paragraphs_of,
    programmes_of,
    results_of,
    subprogrammes_of,
)


def read_programme_budget(source: SourceText) -> Fascicle:
    """The record of a fascicle; whatever is wrong in it gives findings, never an exception. One pass for each part."""
    outline = outline_of(source)
    head = outline.head
    cells = outline.cells
    paragraphs = paragraphs_of(source, outline)
    subprogrammes = subprogrammes_of(outline, paragraphs)
    results = results_of(outline, paragraphs)
    mandates, mandate_findings = mandates_of(source, outline, cells)
    measures, measure_findings = measures_of(source, outline, cells)
    deliverables, deliverable_findings = deliverables_of(source, outline, cells)
    resources, posts, resource_findings = read_resources(source, outline)
    compliance = compliance_of(source, outline, cells)
    oversight = follow_up_of(source, outline, cells)
    tables = other_tables_of(source, outline, cells)
    findings: tuple[Finding, ...] = (
        *source.findings,
        *outline.findings,
        *mandate_findings,
        *checks.check_objectives(outline, subprogrammes),
        *checks.check_results(results, measures),
        *measure_findings,
        *deliverable_findings,
        *checks.check_wholeness(source, outline),
        *resource_findings,
    )
    numbers = {one.cell.table for one in mandates if one.cell}
    numbers.update(one.cell.table for one in resources)
    numbers.update(one.cell.table for one in posts)
    numbers.update(one.cell.table for one in oversight if one.cell)
    numbers.update(one.table or "" for one in measures)
    numbers.update(one.table or "" for one in deliverables)
    numbers.update(one.table or "" for one in compliance)
    numbers.update(one.number for one in tables)
    return Fascicle(
        file=source.file,
        sha256=source.sha256,
        format=source.format,
        symbol=head.symbol,
        section=head.section,
        part=head.part,
        budget_year=head.budget_year,
        title=head.title,
        currency=head.currency,
        unit=head.unit,
        programmes=programmes_of(outline, paragraphs),
        subprogrammes=subprogrammes,
        mandates=mandates,
        results=results,
        measures=measures,
        deliverables=deliverables,
        evaluations=evaluations_of(paragraphs),
        lessons=lessons_of(paragraphs),
        resources=resources,
        posts=posts,
        compliance=compliance,
        oversight=oversight,
        findings=findings,
        unclaimed=unclaimed_of(source, outline, _tables_numbered(outline, numbers)),
        paragraphs=paragraphs,
        tables=tables,
    )


def _tables_numbered(outline: Outline, numbers: set[str]) -> list[int]:
    return [table.index for table in outline.tables if table.number in numbers]
