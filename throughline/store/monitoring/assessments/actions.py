"""Actions on self-assessments: written and changed by who edits the node, confirmed by another person."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction

from throughline.engine.errors import ChangedMeanwhile, Refused
from throughline.engine.findings import Finding
from throughline.engine.monitoring import assessment as engine
from throughline.engine.monitoring.assessment import assessment_address, check_judgements, model_in
from throughline.store import history
from throughline.store.monitoring.assessments.tables import LONGEST_NODE, Assessment, Judgement
from throughline.store.nodes import node_at
from throughline.store.organizations import Organization
from throughline.store.people import Person
from throughline.store.rights import APPROVE, EDIT, require, sight_of_all
from throughline.store.rows import storable
from throughline.store.units import unit_for

ASSESS, CHANGE_ASSESSMENT, CONFIRM_ASSESSMENT = "assess", "change assessment", "confirm assessment"


def assess(
    *,
    by: Person,
    organization: Organization,
    node: str,
    year: int,
    judgements: Sequence[engine.Judgement],
    today: date,
) -> Assessment:
    """Say at which stage the pillars of a node stand for a year; pillars without a judgement are left out.

    Raises `Refused` where the person may not edit the node, where it stands in no plan, where its plan does not run in
    that year or the year has not begun, where it has an assessment for it already, or for a judgement that is none.
    """
    with transaction.atomic():
        history.lock_writing()
        unit = unit_for(organization, node)
        require(by, EDIT, organization, unit)
        _check_year(organization, node, year, today)
        if Assessment.objects.filter(organization=organization, node=node, year=year).exists():
            raise Refused(f"{node} has an assessment for {year} already: change that one.")
        one = Assessment(organization=organization, node=node, year=year, revision=0)
        one.unit = unit
        _write(one, by, judgements)
        _tell(by, ASSESS, one, one.assessed, _judged(one))
    return one


def change_assessment(
    *, by: Person, assessment: Assessment, revision: int, judgements: Sequence[engine.Judgement]
) -> Assessment:
    """Judge the pillars of an assessment anew; it waits for its confirmation again.

    Raises `ChangedMeanwhile` where it is not at `revision` any more; `Refused` as `assess` does.
    """
    with transaction.atomic():
        history.lock_writing()
        one = _at_revision(by, EDIT, assessment, revision)
        _write(one, by, judgements)
        _tell(by, CHANGE_ASSESSMENT, one, one.assessed, _judged(one))
    return one


def confirm_assessment(*, by: Person, assessment: Assessment, revision: int) -> Assessment:
    """Confirm an assessment as it stands, as another person than who wrote it.

    Raises `ChangedMeanwhile` where it is not at `revision` any more; `Refused` where the person may not approve there,
    wrote it, or where it is confirmed already.
    """
    with transaction.atomic():
        history.lock_writing()
        one = _at_revision(by, APPROVE, assessment, revision)
        if one.confirmed is not None:
            raise Refused(f"{one.confirmed_by} confirmed it already.")
        if one.assessed_by_id == by.pk:
            raise Refused("Another person than who wrote it confirms an assessment.")
        one.confirmed, one.confirmed_by = datetime.now(UTC), by
        one.revision += 1
        one.save()
        _tell(by, CONFIRM_ASSESSMENT, one, one.confirmed, {})
    return one


def _check_year(organization: Organization, node: str, year: int, today: date) -> None:
    """Raise `Refused` where a node cannot be assessed for a year."""
    found = node_at(organization, node, seen_by=sight_of_all(organization))
    if len(node) > LONGEST_NODE:
        raise Refused("The address of this part of a plan is too long for an assessment.")
    if year > today.year:
        raise Refused(f"{year} has not begun: assess what there is to look at.")
    span = found.span
    if span is not None and not span.start.year <= year <= date.fromordinal(span.end.toordinal() - 1).year:
        raise Refused(f"The plan of {node} does not run in {year}: choose one of its years.")


def _at_revision(by: Person, right: str, assessment: Assessment, revision: int) -> Assessment:
    found = Assessment.objects.select_related("organization", "assessed_by", "confirmed_by").get(pk=assessment.pk)
    require(by, right, found.organization, unit_for(found.organization, found.node))
    if found.revision != revision:
        last = found.confirmed_by or found.assessed_by
        raise ChangedMeanwhile(f"{found} was changed by {last} in the meantime: look at it again.")
    return found


def _write(one: Assessment, by: Person, judgements: Sequence[engine.Judgement]) -> None:
    """Write the judgements in the place of those that stood, and take a confirmation back."""
    model = model_in(one.year)
    if model is None:
        raise Refused(f"No model of pillars holds for {one.year}: the first is of {engine.MODELS[0].since}.")
    _refuse(check_judgements(model, assessment_address(one.node, one.year), judgements))
    one.assessed, one.assessed_by = datetime.now(UTC), by
    one.confirmed = one.confirmed_by = None
    one.revision += 1
    one.save()
    one.judgements.all().delete()
    Judgement.objects.bulk_create(
        Judgement(
            assessment=one,
            pillar=judged.pillar.value,
            stage=judged.stage,
            reason=storable(judged.reason).strip(),
            evidence=storable(judged.evidence).strip(),
        )
        for judged in judgements
    )


def _refuse(wrong: Sequence[Finding]) -> None:
    if wrong:
        raise Refused(" ".join(one.message for one in wrong))


def _judged(one: Assessment) -> Mapping[str, Any]:
    rows = one.judgements.order_by("pk")
    return {"judgements": {row.pillar: [row.stage, row.reason, row.evidence] for row in rows}}


def _tell(by: Person, action: str, one: Assessment, at: datetime, data: Mapping[str, Any]) -> None:
    history.append(
        at=at,
        by=by.username,
        action=action,
        address=assessment_address(one.node, one.year),
        data={**data, "revision": one.revision, "organization": one.organization.code},
        organization=one.organization,
    )
