"""Actions on indicators: defined, given the next definition, reported by another node; nothing is deleted."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from throughline.engine.errors import ChangedMeanwhile, Refused
from throughline.engine.findings import Finding, Severity
from throughline.engine.monitoring.indicators import (
    Definition,
    check_definition,
    check_next_definition,
    indicator_address,
    series_address,
)
from throughline.store import history
from throughline.store.monitoring.indicators import tables
from throughline.store.monitoring.indicators.nodes import nodes_at
from throughline.store.monitoring.indicators.reads import definition_record, kept_dimensions
from throughline.store.monitoring.indicators.tables import Indicator, Series
from throughline.store.organizations import Organization, Unit
from throughline.store.people.tables import Person
from throughline.store.rights import EDIT, require, sight_of
from throughline.store.rows import storable
from throughline.store.units import unit_for

DEFINE, DEFINE_NEXT, ADD_SERIES = "define indicator", "define indicator anew", "add series"


def define_indicator(
    *,
    by: Person,
    organization: Organization,
    node: str,
    definition: Definition,
    owner: Unit | None = None,
    steward: Person | None = None,
) -> Indicator:
    """Define an indicator of a node of a plan; the node itself reports it, others are added.

    The address and the number of `definition` are given here. Raises `Refused` where the person may not edit the
    node, where no plan in force has it, and for a definition that does not hold, with what is wrong.
    """
    with transaction.atomic():
        history.lock_writing()
        require(by, EDIT, organization, unit_for(organization, node))
        if node not in nodes_at(organization, [node], seen_by=sight_of(by)):
            raise Refused(f"The plans of {organization} have nothing at {node[:300]} that could have an indicator.")
        used = Indicator.objects.filter(organization=organization, node=node).aggregate(most=Max("number"))["most"]
        number = (used or 0) + 1
        address = indicator_address(node, number)
        now = datetime.now(UTC)
        made = replace(definition, indicator=address, number=1, reason="", carried=())
        _refuse(check_definition(made))
        indicator = Indicator.objects.create(
            organization=organization,
            node=node,
            number=number,
            address=address,
            owner=_open_unit(organization, owner),
            steward=steward,
            made=now,
            made_by=by,
        )
        _write(indicator, made, by, now)
        Series.objects.create(indicator=indicator, node=node, made=now, made_by=by)
        _tell(by, DEFINE, indicator, made, now)
    return indicator


def define_next(*, by: Person, indicator: Indicator, revision: int, definition: Definition, reason: str) -> Indicator:
    """Give an indicator its next definition: why, and what becomes of the categories of the one before.

    Reports that stand keep the definition under which they were entered. Raises `ChangedMeanwhile` where the indicator
    is not at `revision` any more, `Refused` as `define_indicator` does.
    """
    with transaction.atomic():
        history.lock_writing()
        found = _editable(by, indicator, revision)
        assert found.definition is not None
        before, now = definition_record(found.definition), datetime.now(UTC)
        said = storable(reason).strip()
        if not said:
            raise Refused("Say why the definition changes.")
        made = replace(definition, indicator=found.address, number=before.number + 1, reason=said)
        if replace(made, number=before.number, reason=before.reason, carried=before.carried) == before:
            raise Refused("This is the definition that stands.")
        _refuse([*check_definition(made), *check_next_definition(before, made)])
        _write(found, made, by, now)
        _tell(by, DEFINE_NEXT, found, made, now)
    return found


def add_series(*, by: Person, indicator: Indicator, node: str) -> Series:
    """Let another node report an indicator; again changes nothing. Raises `Refused` as `define_indicator` does."""
    with transaction.atomic():
        history.lock_writing()
        organization = indicator.organization
        require(by, EDIT, organization, unit_for(organization, indicator.node))
        held = Series.objects.filter(indicator=indicator, node=node).first()
        if held is not None:
            return held
        if node not in nodes_at(organization, [node], seen_by=sight_of(by)):
            raise Refused(f"The plans of {organization} have nothing at {node[:300]} that could report it.")
        now = datetime.now(UTC)
        made = Series.objects.create(indicator=indicator, node=node, made=now, made_by=by)
        history.append(
            at=now,
            by=by.username,
            action=ADD_SERIES,
            address=indicator.address,
            data={
                "node": node,
                "series": series_address(indicator.address, node),
                "organization": organization.code,
            },
            organization=organization,
        )
    return made


def _editable(by: Person, indicator: Indicator, revision: int) -> Indicator:
    """The indicator as it is now, where the person may edit it and has seen its newest state."""
    found = Indicator.objects.select_related("organization", "definition__indicator").get(pk=indicator.pk)
    require(by, EDIT, found.organization, unit_for(found.organization, found.node))
    if found.revision != revision:
        raise ChangedMeanwhile(f"{found} was changed in the meantime: look at it again.")
    return found


def _refuse(findings: list[Finding]) -> None:
    """Refuse what has errors, with all of them."""
    wrong = [one.message for one in findings if one.severity is Severity.ERROR]
    if wrong:
        raise Refused(" ".join(wrong))


def _open_unit(organization: Organization, unit: Unit | None) -> Unit | None:
    if unit is not None and (unit.organization_id != organization.pk or unit.ended is not None):
        raise Refused(f"{organization} has no unit {unit} now.")
    return unit


def _write(indicator: Indicator, made: Definition, by: Person, now: datetime) -> None:
    """Write a definition and let it be the one in force."""
    row = tables.Definition.objects.create(
        indicator=indicator,
        number=made.number,
        kind=made.kind.value,
        title=storable(made.title)[:500],
        unit=storable(made.unit)[:100],
        currency=made.currency,
        direction=made.direction.value,
        low=made.low,
        high=made.high,
        source=storable(made.source),
        method=storable(made.method),
        frequency=made.frequency,
        cells=made.rules.cells.value,
        places=made.rules.places.value,
        time=made.rules.time.value,
        nodes=made.rules.nodes.value,
        dimensions=kept_dimensions(made.dimensions),
        carried=[[one.dimension, one.old, one.new] for one in made.carried],
        on_track=made.on_track,
        off_track=made.off_track,
        reason=made.reason,
        made=now,
        made_by=by,
    )
    indicator.definition = row
    indicator.revision += made.number > 1
    indicator.save(update_fields=["definition", "revision"])


def _tell(by: Person, action: str, indicator: Indicator, made: Definition, now: datetime) -> None:
    data: Mapping[str, Any] = {
        "number": made.number,
        "title": made.title,
        "kind": made.kind.value,
        "unit": made.currency or made.unit,
        "rules": [rule.value for rule in made.rules.all],
        "dimensions": kept_dimensions(made.dimensions),
        "carried": [[one.dimension, one.old, one.new] for one in made.carried],
        "direction": made.direction.value,
        "frequency": made.frequency,
        "organization": indicator.organization.code,
        **({"reason": made.reason} if made.reason else {}),
    }
    history.append(
        at=now,
        by=by.username,
        action=action,
        address=indicator.address,
        data=data,
        organization=indicator.organization,
    )
