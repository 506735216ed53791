"""Reads of self-assessments: those that fit, with their judgements, and what became of each pillar since."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from throughline.engine.monitoring import assessment as engine
from throughline.engine.monitoring.assessment import Pillar, Step, steps_of
from throughline.store.monitoring.assessments.tables import Assessment
from throughline.store.organizations import Organization
from throughline.store.rights import Sight, worked


@dataclass(frozen=True, slots=True)
class AssessmentEntry:
    """An assessment as it is shown: what was judged, by whom, and who confirmed it ("" and None for nobody yet)."""

    record: engine.Assessment
    unit: str
    revision: int
    assessed: datetime
    assessed_by: str
    writer: int
    confirmed: datetime | None
    confirmed_by: str

    @property
    def node(self) -> str:
        """The address of the node."""
        return self.record.node

    @property
    def year(self) -> int:
        """The year for which it judges itself."""
        return self.record.year


def assessments_where(
    organization: Organization,
    *,
    node: str = "",
    words: str = "",
    year: int | None = None,
    unit: str = "",
    confirmed: bool | None = None,
    seen_by: Sight,
) -> QuerySet[Assessment]:
    """Assessments that fit, the newest year first: of this node or below it, of a year, of what a unit answered for."""
    found = Assessment.objects.filter(worked(seen_by), organization=organization)
    if node:
        found = found.filter(Q(node=node) | Q(node__startswith=f"{node}/"))
    for word in words.split():
        found = found.filter(node__icontains=word)
    if year is not None:
        found = found.filter(year=year)
    if unit:
        found = found.filter(unit__code=unit)
    if confirmed is not None:
        found = found.filter(confirmed__isnull=not confirmed)
    return found.order_by("-year", "node")


def assessment_at(organization: Organization, node: str, year: int, *, seen_by: Sight) -> Assessment | None:
    """The assessment of a node for a year; None where none is seen. One statement."""
    return Assessment.objects.filter(worked(seen_by), organization=organization, node=node, year=year).first()


def with_judgements(found: QuerySet[Assessment]) -> QuerySet[Assessment]:
    """Assessments with everything at hand that `assessment_entry` shows. Two statements."""
    return found.select_related("unit", "assessed_by", "confirmed_by").prefetch_related("judgements")


def assessment_entries(found: QuerySet[Assessment]) -> tuple[AssessmentEntry, ...]:
    """Assessments as records, in their order. Two statements."""
    return tuple(assessment_entry(one) for one in with_judgements(found))


def assessments_of(organization: Organization, nodes: Iterable[str], *, seen_by: Sight) -> tuple[AssessmentEntry, ...]:
    """Every assessment of exactly these nodes, the newest year first. Two statements."""
    return assessment_entries(assessments_where(organization, seen_by=seen_by).filter(node__in=list(nodes)))


def steps_among(entries: Sequence[AssessmentEntry]) -> dict[str, Mapping[tuple[int, Pillar], Step]]:
    """What became of each pillar in each year, by node: {node: {(year, pillar): step}}."""
    by_node: dict[str, list[engine.Assessment]] = {}
    for one in entries:
        by_node.setdefault(one.node, []).append(one.record)
    return {node: steps_of(own) for node, own in by_node.items()}


def years_assessed(organization: Organization, *, seen_by: Sight) -> tuple[int, ...]:
    """The years for which something is assessed, the newest first. One statement."""
    found = Assessment.objects.filter(worked(seen_by), organization=organization).order_by("-year")
    return tuple(found.values_list("year", flat=True).distinct())


def assessment_record(one: Assessment) -> engine.Assessment:
    """An assessment as the engine knows it; its judgements must be at hand (prefetch_related)."""
    by_pillar = {row.pillar: row for row in one.judgements.all()}
    judged = tuple(
        engine.Judgement(pillar, row.stage, row.reason, row.evidence)
        for pillar in Pillar
        if (row := by_pillar.get(pillar.value)) is not None
    )
    return engine.Assessment(one.node, one.year, judged)


def assessment_entry(one: Assessment) -> AssessmentEntry:
    """A row of `with_judgements` as a record."""
    return AssessmentEntry(
        record=assessment_record(one),
        unit=one.unit.code if one.unit else "",
        revision=one.revision,
        assessed=one.assessed,
        assessed_by=str(one.assessed_by),
        writer=one.assessed_by_id,
        confirmed=one.confirmed,
        confirmed_by=str(one.confirmed_by) if one.confirmed_by else "",
    )
