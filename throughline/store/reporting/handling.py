"""Actions on findings that stand: assigned, explained, commented, accepted as they are until a day, taken up again."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction

from throughline.engine.errors import Refused
from throughline.store import history
from throughline.store.organizations import Organization, Unit
from throughline.store.people.tables import Person, Role
from throughline.store.reporting.reads import named
from throughline.store.reporting.tables import COMMENT, EXPLANATION, Remark, StandingFinding
from throughline.store.rights import EDIT, require

ASSIGN, ACCEPT, TAKE_UP = "assign finding", "accept finding", "take finding up again"
REMARKED = {COMMENT: "comment on finding", EXPLANATION: "explain finding"}
# As many as one action takes: a person looked at them.
MOST = 1000
LONGEST = 10_000


def assign_findings(
    *,
    by: Person,
    organization: Organization,
    findings: Collection[str],
    person: Person | None = None,
    unit: Unit | None = None,
) -> int:
    """Assign findings to a person, to a unit, to a person in a unit, or to nobody; returns how many changed.

    `findings` are named by the digits in their addresses. Raises `Refused` where `by` may not edit what they are
    about, and where the person or the unit is none of the organization's.
    """
    if person is not None and not Role.objects.filter(person=person, organization=organization).exists():
        raise Refused(f"{person} has no role in {organization}.")
    if unit is not None and (unit.organization_id != organization.pk or unit.ended is not None):
        raise Refused(f"{organization} has no such unit, or it has ended.")
    with transaction.atomic():
        history.lock_writing()
        rows = _wanted(by, organization, findings)
        now = (person.pk if person else None, unit.pk if unit else None)
        changed = [one for one in rows if (one.assigned_to_id, one.assigned_unit_id) != now]
        _update(changed, assigned_to=person, assigned_unit=unit)
        said = {"person": person.username if person else "", "unit": unit.code if unit else ""}
        _tell(by, ASSIGN, organization, changed, said)
    return len(changed)


def accept_findings(
    *, by: Person, organization: Organization, findings: Collection[str], reason: str, until: date, today: date
) -> int:
    """Accept findings as they are, for a reason and until a day; they leave the work list, and come back after it.

    Returns how many. Raises `Refused` without a reason, for a day that is past or more than five years away, and
    where `by` may not edit what they are about.
    """
    reason = _said(reason)
    if until < today:
        raise Refused("The day until which findings are accepted lies in the past.")
    if until.year > today.year + 5:
        raise Refused("Findings are accepted for five years at most: choose an earlier day.")
    with transaction.atomic():
        history.lock_writing()
        rows = _wanted(by, organization, findings)
        _update(rows, accepted_until=until, accepted_by=by, accepted_reason=reason)
        _tell(by, ACCEPT, organization, rows, {"reason": reason, "until": until.isoformat()})
    return len(rows)


def take_up_findings(*, by: Person, organization: Organization, findings: Collection[str]) -> int:
    """Put findings that were accepted back on the work list; returns how many were."""
    with transaction.atomic():
        history.lock_writing()
        rows = [one for one in _wanted(by, organization, findings) if one.accepted_until is not None]
        _update(rows, accepted_until=None, accepted_by=None, accepted_reason="")
        _tell(by, TAKE_UP, organization, rows, {})
    return len(rows)


def comment_on_finding(*, by: Person, organization: Organization, finding: str, text: str) -> Remark:
    """Say something of a finding; refuses as the other actions do."""
    return _remark(by, organization, finding, COMMENT, text)


def explain_finding(*, by: Person, organization: Organization, finding: str, text: str) -> Remark:
    """Say how a finding came about: its list and its page show the newest explanation."""
    return _remark(by, organization, finding, EXPLANATION, text)


def _remark(by: Person, organization: Organization, finding: str, kind: str, text: str) -> Remark:
    text = _said(text)
    with transaction.atomic():
        history.lock_writing()
        (one,) = _wanted(by, organization, [finding])
        remark = Remark.objects.create(finding=one, kind=kind, by=by, at=datetime.now(UTC), text=text)
        if kind == EXPLANATION:
            _update([one], explanation=text)
        _tell(by, REMARKED[kind], organization, [one], {"text": text})
    return remark


def _wanted(by: Person, organization: Organization, findings: Collection[str]) -> list[StandingFinding]:
    """The findings of the organization that stand and are named; refuses those that `by` may not work on."""
    names = frozenset(findings)
    if not names or len(names) > MOST:
        raise Refused(f"Choose at least one finding, and at most {MOST}.")
    found = named(StandingFinding.objects.filter(organization=organization, gone=None), names)
    rows = list(found.select_related("answering", "assigned_unit"))
    if len(rows) < len(names):
        raise Refused("Some of these findings do not stand any more: look at the list again.")
    for unit in {one.assigned_unit or one.answering for one in rows}:
        require(by, EDIT, organization, unit)
    return rows


def _update(rows: Sequence[StandingFinding], **values: Any) -> None:
    StandingFinding.objects.filter(pk__in=[one.pk for one in rows]).update(**values)


def _said(text: str) -> str:
    text = text.strip()
    if not text:
        raise Refused("Say it in words: the text is empty.")
    if len(text) > LONGEST:
        raise Refused(f"The text is longer than {LONGEST} characters: shorten it.")
    return text


def _tell(
    by: Person, action: str, organization: Organization, rows: Sequence[StandingFinding], data: Mapping[str, Any]
) -> None:
    """A line for each finding, at its own address."""
    own = {**data, "organization": organization.code}
    told = ((f"findings/{one.digits}", {**own, "code": one.code, "about": one.address}) for one in rows)
    history.append_all(at=datetime.now(UTC), by=by.username, action=action, told=told, organization=organization)
