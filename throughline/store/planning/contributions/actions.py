"""Actions on contributions: made, changed and ended by persons, each with a line of history."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

from django.db import transaction

from throughline.engine.errors import ChangedMeanwhile, Refused
from throughline.engine.findings import Finding
from throughline.engine.planning.contributions import (
    Edge,
    check_contribution_periods,
    check_contribution_shares,
    circle_in,
    contribution_address,
    contribution_code,
)
from throughline.store import history
from throughline.store.nodes import Node, nodes_standing
from throughline.store.organizations import Organization
from throughline.store.people import Person
from throughline.store.planning.contributions.reads import contribution_record, edges_standing
from throughline.store.planning.contributions.tables import Contribution
from throughline.store.rights import EDIT, require, sight_of_all
from throughline.store.rows import storable
from throughline.store.units import unit_for

CONTRIBUTE, CHANGE_CONTRIBUTION, END_CONTRIBUTION = "contribute", "change contribution", "end contribution"


def make_contribution(
    *,
    by: Person,
    organization: Organization,
    source: str,
    target: str,
    rationale: str,
    share: Fraction | None = None,
    start: date | None = None,
    end: date | None = None,
) -> Contribution:
    """Say that a node of a plan contributes to another, with which part of it (None for the whole), and when.

    One that was ended stands again. Raises `Refused` where the person may not edit the source, where an end stands in
    no plan, where the two are joined for some of these days already, where the source would give more than the whole,
    where contributions would run in a circle, where the days are none of a plan's, or where no reason is given.
    """
    with transaction.atomic():
        history.lock_writing()
        require(by, EDIT, organization, unit_for(organization, source))
        code = contribution_code(organization.code, source, target, start)
        made = Contribution.objects.filter(code=code).first()
        if made is not None and made.ended is None:
            raise Refused(f"{source} contributes to {target} already: change that contribution.")
        now = datetime.now(UTC)
        made = made or Contribution(organization=organization, code=code, made=now, made_by=by, revision=0)
        made.source, made.target, made.start, made.ended, made.ending = source, target, start, None, ""
        _write(made, by, now, share, end, rationale)
        _tell(by, CONTRIBUTE, made)
    return made


def change_contribution(
    *,
    by: Person,
    contribution: Contribution,
    revision: int,
    rationale: str,
    share: Fraction | None = None,
    end: date | None = None,
) -> Contribution:
    """Give a contribution another share, last day or rationale; its ends and its first day are its name, and stay.

    Raises `ChangedMeanwhile` where it is not at `revision` any more; `Refused` as `make_contribution` does.
    """
    with transaction.atomic():
        history.lock_writing()
        found = _editable(by, contribution, revision)
        _write(found, by, datetime.now(UTC), share, end, rationale)
        _tell(by, CHANGE_CONTRIBUTION, found)
    return found


def end_contribution(*, by: Person, contribution: Contribution, revision: int, reason: str) -> Contribution:
    """End a contribution, saying why; it stays in the record with its history. Raises as `change_contribution` does."""
    with transaction.atomic():
        history.lock_writing()
        found = _editable(by, contribution, revision)
        found.ending = _said(reason, "Say why the contribution ends.")
        found.ended = found.changed = datetime.now(UTC)
        found.changed_by = by
        found.revision += 1
        found.save()
        _tell(by, END_CONTRIBUTION, found)
    return found


def _editable(by: Person, contribution: Contribution, revision: int) -> Contribution:
    found = Contribution.objects.select_related("organization", "changed_by").get(pk=contribution.pk)
    require(by, EDIT, found.organization, unit_for(found.organization, found.source))
    if found.revision != revision:
        raise ChangedMeanwhile(f"{found} was changed by {found.changed_by} in the meantime: look at it again.")
    if found.ended is not None:
        raise Refused(f"{found} was ended: make it anew.")
    return found


def _write(
    one: Contribution, by: Person, now: datetime, share: Fraction | None, end: date | None, rationale: str
) -> None:
    if share is not None and not 0 < share <= 1:
        raise Refused("A share is more than nothing and at most the whole.")
    one.numerator, one.denominator = (share.numerator, share.denominator) if share is not None else (None, None)
    one.end = end
    one.rationale = _said(rationale, "Say how the one serves the other.")
    check_contribution(one)
    one.changed, one.changed_by = now, by
    one.revision += 1
    one.save()


def check_contribution(one: Contribution) -> None:
    """Raise `Refused` where a contribution cannot stand beside the others of its organization. Nine statements."""
    if one.source == one.target:
        raise Refused("Nothing contributes to itself.")
    if one.start and one.end and one.end <= one.start:
        raise Refused("A contribution ends after it starts.")
    organization = one.organization
    nodes = nodes_standing(organization, (one.source, one.target), seen_by=sight_of_all(organization))
    mine = contribution_record(one)
    others = Contribution.objects.filter(source=one.source, organization=organization, ended=None).exclude(
        code=one.code
    )
    beside = [contribution_record(other) for other in others]
    if twice := [other for other in beside if other.target == one.target and other.overlaps(one.start, one.end)]:
        raise Refused(f"{one.source} contributes to {one.target} for some of these days already: {twice[0].address}.")
    _refuse([*check_contribution_shares([*beside, mine]), *check_contribution_periods([mine], _span_in(nodes))])
    if circle := circle_in([*edges_standing(organization, but=None), Edge(one.source, one.target)]):
        raise Refused(f"Contributions would run in a circle: {' → '.join(circle)}. End one of them first.")


def _span_in(nodes: Mapping[str, Node]) -> Any:
    return lambda address: nodes[address].span


def _refuse(wrong: list[Finding]) -> None:
    if wrong:
        raise Refused(" ".join(one.message for one in wrong))


def _said(words: str, missing: str) -> str:
    said = storable(words).strip()
    if not said:
        raise Refused(missing)
    return said


def _tell(by: Person, action: str, one: Contribution) -> None:
    data: Mapping[str, Any] = {
        "from": one.source,
        "to": one.target,
        "share": str(one.share) if one.share is not None else "",
        "start": one.start.isoformat() if one.start else "",
        "end": one.end.isoformat() if one.end else "",
        "rationale": one.rationale,
        "revision": one.revision,
        **({"reason": one.ending} if one.ended else {}),
    }
    history.append(
        at=one.changed,
        by=by.username,
        action=action,
        address=contribution_address(one.code),
        data={**data, "organization": one.organization.code},
        organization=one.organization,
    )
