"""Reads a fascicle of the proposed programme budget whole: plan, mandates, performance, resources and annexes."""

from dataclasses import replace

from throughline.engine.budgeting.records import Fascicle
from throughline.engine.planning.printed import PlanParagraph
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
    paragraphs = paragraphs_of(source, outline)
    fascicle = _planned(_headed(source, outline), source, outline, paragraphs)
    fascicle = _measured(fascicle, source, outline)
    fascicle = _beside(fascicle, source, outline)
    resources, posts, findings = read_resources(source, outline)
    return _accounted(
        replace(
            fascicle,
            resources=resources,
            posts=posts,
            findings=(*fascicle.findings, *checks.check_wholeness(source, outline), *findings),
        ),
        source,
        outline,
    )


def _headed(source: SourceText, outline: Outline) -> Fascicle:
    head = outline.head
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
        findings=(*source.findings, *outline.findings),
    )


def _planned(
    fascicle: Fascicle, source: SourceText, outline: Outline, paragraphs: tuple[PlanParagraph, ...]
) -> Fascicle:
    """With programmes, subprogrammes, mandates, results and the paragraphs that tell of them."""
    subprogrammes = subprogrammes_of(outline, paragraphs)
    mandates, findings = mandates_of(source, outline, outline.cells)
    return replace(
        fascicle,
        programmes=programmes_of(outline, paragraphs),
        subprogrammes=subprogrammes,
        mandates=mandates,
        results=results_of(outline, paragraphs),
        evaluations=evaluations_of(paragraphs),
        lessons=lessons_of(paragraphs),
        paragraphs=paragraphs,
        findings=(*fascicle.findings, *findings, *checks.check_objectives(outline, subprogrammes)),
    )


def _measured(fascicle: Fascicle, source: SourceText, outline: Outline) -> Fascicle:
    """With measures and deliverables."""
    measures, on_measures = measures_of(source, outline, outline.cells)
    deliverables, on_deliverables = deliverables_of(source, outline, outline.cells)
    on_results = checks.check_results(fascicle.results, measures)
    return replace(
        fascicle,
        measures=measures,
        deliverables=deliverables,
        findings=(*fascicle.findings, *on_results, *on_measures, *on_deliverables),
    )


def _beside(fascicle: Fascicle, source: SourceText, outline: Outline) -> Fascicle:
    """With rates of compliance, follow-up to recommendations, and tables kept as printed."""
    return replace(
        fascicle,
        compliance=compliance_of(source, outline, outline.cells),
        oversight=follow_up_of(source, outline, outline.cells),
        tables=other_tables_of(source, outline, outline.cells),
    )


def _accounted(fascicle: Fascicle, source: SourceText, outline: Outline) -> Fascicle:
    """With the ranges of the text that nothing claims: a table is claimed when some record came out of it."""
    numbers = {one.cell.table for one in fascicle.mandates if one.cell}
    numbers.update(one.cell.table for one in fascicle.resources)
    numbers.update(one.cell.table for one in fascicle.posts)
    numbers.update(one.cell.table for one in fascicle.oversight if one.cell)
    numbers.update(one.table or "" for one in fascicle.measures)
    numbers.update(one.table or "" for one in fascicle.deliverables)
    numbers.update(one.table or "" for one in fascicle.compliance)
    numbers.update(one.number for one in fascicle.tables)
    read = [table.index for table in outline.tables if table.number in numbers]
    return replace(fascicle, unclaimed=unclaimed_of(source, outline, read))
