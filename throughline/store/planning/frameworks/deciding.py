"""Actions on the versions of plans: submitted, advised on, approved by another person, sent back, amended."""

from datetime import UTC, datetime

from django.db import transaction

from throughline.engine.errors import ChangedMeanwhile, Refused
from throughline.engine.planning.contributions import Edge, circle_in
from throughline.engine.planning.frameworks import ADVISED, APPROVED, DRAFT, REVISED, SUBMITTED, element_address
from throughline.store import history
from throughline.store.people import Person
from throughline.store.planning.contributions.reads import edges_standing
from throughline.store.planning.frameworks.actions import NotHeld, check_draft, tell
from throughline.store.planning.frameworks.reads import in_making
from throughline.store.planning.frameworks.tables import Framework, FrameworkVersion
from throughline.store.planning.frameworks.writing import elements_of, write_elements
from throughline.store.rights import APPROVE, EDIT, require
from throughline.store.rows import storable

SUBMIT, ADVISE, APPROVE_PLAN, SEND_BACK, AMEND = (
    "submit plan",
    "advise on plan",
    "approve plan",
    "send plan back",
    "amend plan",
)


def submit_version(*, by: Person, version: FrameworkVersion, revision: int) -> FrameworkVersion:
    """Hand a draft to those who advise and approve.

    Raises `Refused` where the person may not edit the plan, for an empty draft, for a tree that the plan cannot hold,
    and where it would contribute to itself; `ChangedMeanwhile` where `revision` is not the newest.
    """
    with transaction.atomic():
        history.lock_writing()
        found = _current(version, revision)
        require(by, EDIT, found.framework.organization, found.framework.unit)
        if found.state != DRAFT:
            raise Refused(f"Only a draft is submitted; this one is {found.state}.")
        _check_whole(found)
        found.state, found.submitted, found.submitted_by, found.note = SUBMITTED, datetime.now(UTC), by, ""
        found.advised = found.advised_by = None
        found.advice = ""
        return _kept(found, by, SUBMIT)


def advise_on_version(*, by: Person, version: FrameworkVersion, revision: int, advice: str) -> FrameworkVersion:
    """Write down what the advisory body says of what another person submitted."""
    with transaction.atomic():
        history.lock_writing()
        found = _decidable(by, version, revision)
        found.advice = _said(advice, "Write down what the advisory body says.")
        found.state, found.advised, found.advised_by = ADVISED, datetime.now(UTC), by
        return _kept(found, by, ADVISE)


def approve_version(*, by: Person, version: FrameworkVersion, revision: int) -> FrameworkVersion:
    """Approve what another person submitted, with or without advice: it stands from now on, and never changes.

    The version that stood before is revised. Raises as `submit_version` does, and where who approves submitted it.
    """
    with transaction.atomic():
        history.lock_writing()
        found = _decidable(by, version, revision)
        _check_whole(found)
        FrameworkVersion.objects.filter(framework=found.framework, state=APPROVED).update(state=REVISED)
        found.state, found.decided, found.decided_by = APPROVED, datetime.now(UTC), by
        kept = _kept(found, by, APPROVE_PLAN)
        Framework.objects.filter(pk=found.framework_id).update(standing=found)
        return kept


def send_back_version(*, by: Person, version: FrameworkVersion, revision: int, note: str) -> FrameworkVersion:
    """Send back, saying why, what another person submitted: it is a draft again."""
    with transaction.atomic():
        history.lock_writing()
        found = _decidable(by, version, revision)
        found.note = _said(note, "Say why it is sent back.")
        found.state = DRAFT
        return _kept(found, by, SEND_BACK)


def amend_framework(*, by: Person, framework: Framework, reason: str) -> FrameworkVersion:
    """Begin the next version of an approved plan, saying why: a draft with the elements that stand."""
    with transaction.atomic():
        history.lock_writing()
        found = Framework.objects.select_related("organization", "unit", "standing__framework").get(pk=framework.pk)
        require(by, EDIT, found.organization, found.unit)
        if found.standing is None or found.standing.state != APPROVED:
            raise Refused(f"{found} was not approved yet: change its draft.")
        if in_making(found) is not None:
            raise Refused(f"An amendment of {found} is on its way already: change that.")
        made = FrameworkVersion.objects.create(
            framework=found,
            number=found.standing.number + 1,
            reason=_said(reason, "Say why the plan is amended."),
            written=datetime.now(UTC),
            written_by=by,
        )
        write_elements(made, elements_of(found.standing))
        tell(by, AMEND, found, {"version": made.number, "reason": made.reason})
    return made


def _current(version: FrameworkVersion, revision: int) -> FrameworkVersion:
    """The version as it is now, where the person has seen its newest state."""
    people = ("written_by", "submitted_by")
    found = FrameworkVersion.objects.select_related("framework__organization", "framework__unit", *people).get(
        pk=version.pk
    )
    if found.revision != revision:
        raise ChangedMeanwhile(f"{found} was changed in the meantime: look at it again.")
    return found


def _decidable(by: Person, version: FrameworkVersion, revision: int) -> FrameworkVersion:
    """The version as it is now, where the person may decide on it and is another one than who submitted it."""
    found = _current(version, revision)
    require(by, APPROVE, found.framework.organization, found.framework.unit)
    if found.state not in (SUBMITTED, ADVISED):
        raise Refused(f"Only what was submitted is decided on; this is {found.state}.")
    if found.submitted_by == by:
        raise Refused("Who submitted a plan does not decide on it: ask another person.")
    return found


def _check_whole(version: FrameworkVersion) -> None:
    """Raise `Refused` where the elements of a version cannot stand; four statements."""
    elements = elements_of(version)
    if not elements:
        raise Refused("The plan has no element yet: write its tree first.")
    if wrong := check_draft(version.framework, elements):
        raise NotHeld(wrong)
    framework = version.framework
    own = [
        Edge(
            element_address(framework.address, one.code),
            element_address(framework.address, one.parent) if one.parent else framework.address,
        )
        for one in elements
    ]
    if circle := circle_in([*own, *edges_standing(framework.organization, but=framework)]):
        raise Refused(f"Contributions would run in a circle: {' → '.join(circle)}. End one of them first.")


def _kept(version: FrameworkVersion, by: Person, action: str) -> FrameworkVersion:
    version.revision += 1
    version.save()
    said = {"advice": version.advice, "note": version.note}
    data = {"version": version.number, "state": version.state, **{name: one for name, one in said.items() if one}}
    tell(by, action, version.framework, data)
    return version


def _said(words: str, missing: str) -> str:
    said = storable(words).strip()
    if not said:
        raise Refused(missing)
    return said
