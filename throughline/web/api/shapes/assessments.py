"""Shapes of self-assessments: what parts of plans judge of themselves, pillar by pillar."""

from dataclasses import dataclass
from datetime import datetime

from throughline.engine.monitoring.assessment import Judgement
from throughline.store.monitoring.assessments.reads import AssessmentEntry


@dataclass(frozen=True, slots=True)
class JudgementShape:
    """The stage of a pillar, why, and what shows it, null for nothing; all null where the pillar was left out."""

    stage: int | None
    reason: str | None
    evidence: str | None


@dataclass(frozen=True, slots=True)
class AssessmentShape:
    """What a node judges of itself for a year: the five pillars of the model of the Joint Inspection Unit."""

    address: str
    node: str
    year: int
    unit: str | None
    strategic: JudgementShape
    operational: JudgementShape
    accountability: JudgementShape
    change: JudgementShape
    responsibility: JudgementShape
    revision: int
    assessed: datetime
    assessed_by: str
    confirmed: datetime | None
    confirmed_by: str | None


def assessment_shape(one: AssessmentEntry) -> AssessmentShape:
    """An assessment as it is answered."""
    judged = {judgement.pillar.value: judgement for judgement in one.record.judgements}
    return AssessmentShape(
        address=one.record.address,
        node=one.node,
        year=one.year,
        unit=one.unit or None,
        strategic=_judgement_shape(judged.get("strategic")),
        operational=_judgement_shape(judged.get("operational")),
        accountability=_judgement_shape(judged.get("accountability")),
        change=_judgement_shape(judged.get("change")),
        responsibility=_judgement_shape(judged.get("responsibility")),
        revision=one.revision,
        assessed=one.assessed,
        assessed_by=one.assessed_by,
        confirmed=one.confirmed,
        confirmed_by=one.confirmed_by or None,
    )


def _judgement_shape(one: Judgement | None) -> JudgementShape:
    if one is None:
        return JudgementShape(None, None, None)
    return JudgementShape(one.stage, one.reason, one.evidence or None)
