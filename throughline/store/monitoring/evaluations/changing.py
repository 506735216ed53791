"""What actions on evaluations share: the rights, the state that was looked at, the line of history."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from throughline.engine.errors import ChangedMeanwhile, Refused
from throughline.engine.monitoring.evaluations import is_safe_link
from throughline.store import history
from throughline.store.monitoring.evaluations.tables import EvaluatedNode, PlannedEvaluation
from throughline.store.organizations import Organization
from throughline.store.people.tables import Person
from throughline.store.rights import EDIT, documents_seen, may, require, sight_of_all
from throughline.store.rows import storable
from throughline.store.units import unit_for


def at_revision(evaluation: PlannedEvaluation, revision: int) -> PlannedEvaluation:
    """The evaluation as it stands now; raises `ChangedMeanwhile` where it is not at `revision` any more."""
    related = ("organization", "unit", "changed_by")
    found = PlannedEvaluation.objects.select_related(*related).get(pk=evaluation.pk)
    if found.revision != revision:
        raise ChangedMeanwhile(f"{found} was changed by {found.changed_by} in the meantime: look at it again.")
    return found


def require_evaluating(by: Person, found: PlannedEvaluation) -> None:
    """Raise `Forbidden` where the person is no officer of the unit responsible for the evaluation, or above it."""
    require(by, EDIT, found.organization, found.unit)


def require_managing(by: Person, found: PlannedEvaluation) -> None:
    """Raise `Forbidden` where the person is no officer of a unit that answers for something that was evaluated.

    The unit that evaluates does not answer to itself, unless it evaluates its own work.
    """
    nodes = EvaluatedNode.objects.filter(evaluation=found).order_by("node").values_list("node", flat=True)
    units = (unit_for(found.organization, node) for node in nodes)
    if not any(may(by, EDIT, found.organization, unit) for unit in units):
        require(by, EDIT, found.organization)


def changed(found: PlannedEvaluation, by: Person) -> None:
    """Count the revision up: by whom, and when."""
    found.changed, found.changed_by = datetime.now(UTC), by
    found.revision += 1
    found.save()


def tell(by: Person, action: str, found: PlannedEvaluation, data: Mapping[str, Any]) -> None:
    """The line of history of an action."""
    whole = {**data, "revision": found.revision, "organization": found.organization.code}
    history.append(
        at=found.changed,
        by=by.username,
        action=action,
        address=found.address,
        data=whole,
        organization=found.organization,
    )


def said(words: str, missing: str) -> str:
    """Words as they are kept; raises `Refused` where there are none."""
    text = storable(words).strip()
    if not text:
        raise Refused(missing)
    return text


def check_report(organization: Organization, report: str) -> None:
    """Raise `Refused` unless a report is a document of the record or a link that is safe to follow."""
    if not report or is_safe_link(report):
        return
    if not documents_seen(sight_of_all(organization)).filter(address=report).exists():
        raise Refused(f"{report[:200]} is no document of the record: name one, or give a link that begins https://.")
