"""Actions on plans: made, their head changed, their draft written, the next year of a rolling one begun."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction

from throughline.engine.errors import ChangedMeanwhile, Forbidden, Refused
from throughline.engine.findings import Finding
from throughline.engine.periods import add_months
from throughline.engine.planning import frameworks as records
from throughline.engine.planning.frameworks import (
    DECIDED,
    DRAFT,
    FRAMEWORK_CODE,
    KINDS,
    MOST_ELEMENTS,
    OPERATIONAL,
    check_elements,
    framework_address,
)
from throughline.engine.planning.versions import ElementChange, element_changes
from throughline.store import history
from throughline.store.organizations import Organization, Unit
from throughline.store.people import Person
from throughline.store.planning.frameworks.reads import in_making
from throughline.store.planning.frameworks.tables import Framework, FrameworkVersion
from throughline.store.planning.frameworks.writing import cleaned, elements_of, units_by_code, write_elements
from throughline.store.rights import EDIT, may, require
from throughline.store.rows import storable

MAKE, CHANGE, WRITE = "make plan", "change plan", "write plan"
MOST_LEVELS, LONGEST_LEVEL, MOST_YEARS = 12, 60, 20


class NotHeld(Refused):
    """Elements that a plan cannot hold; `findings` say which and why."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(" ".join(one.message for one in findings[:5]))
        self.findings = tuple(findings)


def make_framework(
    *,
    by: Person,
    organization: Organization,
    kind: str,
    code: str,
    title: str,
    start: date,
    end: date,
    levels: Sequence[str],
    rolling: int = 0,
    unit: Unit | None = None,
) -> Framework:
    """Make a plan with an empty first draft. Raises `Refused` for a head that cannot be, or a code that is taken."""
    with transaction.atomic():
        history.lock_writing()
        require(by, EDIT, organization, unit)
        if kind not in KINDS:
            raise Refused("A plan is strategic, financial or operational.")
        if not FRAMEWORK_CODE.fullmatch(code):
            raise Refused("The code of a plan is a year, a hyphen, and letters, digits or hyphens: 2024-27.")
        if Framework.objects.filter(organization=organization, code__iexact=code).exists():
            raise Refused(f"{organization} has a plan {code} already: choose another code.")
        now = datetime.now(UTC)
        framework = Framework(organization=organization, kind=kind, code=code, made=now, made_by=by)
        framework.address = framework_address(organization.code, code)
        _set_head(framework, title, start, end, levels, rolling, unit)
        framework.save()
        _begin(framework, by, now)
        tell(by, MAKE, framework, {"kind": kind, **_head(framework)})
    return framework


def change_framework(
    *,
    by: Person,
    framework: Framework,
    revision: int,
    title: str,
    start: date,
    end: date,
    levels: Sequence[str],
    rolling: int = 0,
    unit: Unit | None = None,
) -> Framework:
    """Give a plan that was never approved another head.

    Raises `ChangedMeanwhile` where `revision` is not the newest; `Refused` where a version was approved, and where an
    element of the draft has a level that would be gone.
    """
    with transaction.atomic():
        history.lock_writing()
        found = Framework.objects.select_related("organization", "unit").get(pk=framework.pk)
        for answering in {one.pk if one else None: one for one in (found.unit, unit)}.values():
            require(by, EDIT, found.organization, answering)
        if found.revision != revision:
            raise ChangedMeanwhile(f"The head of {found} was changed in the meantime: look at it again.")
        if found.versions.filter(state__in=DECIDED).exists():
            raise Refused(f"{found} was approved: its title, days and levels stay. Make another plan beside it.")
        _set_head(found, title, start, end, levels, rolling, unit)
        draft = in_making(found)
        if draft is not None and (wrong := check_elements(elements_of(draft), found.levels)):
            raise NotHeld(wrong)
        found.revision += 1
        found.save()
        tell(by, CHANGE, found, {**_head(found), "revision": found.revision})
    return found


def write_draft(
    *, by: Person, framework: Framework, revision: int, elements: Iterable[records.Element]
) -> tuple[FrameworkVersion, tuple[ElementChange, ...]]:
    """Put a whole tree of elements in the place of what the draft of a plan holds; returns what that changed.

    `revision` is that of the draft as it was looked at. Raises `ChangedMeanwhile` where it is not the newest, `NotHeld`
    with every finding where the tree cannot be, `Refused` where no draft is open. Who edits the unit of the plan may
    write all of it; others what their own units answer for. A fixed number of statements, two for each such unit.
    """
    wanted = cleaned(elements)
    with transaction.atomic():
        history.lock_writing()
        draft = draft_of(framework, revision)
        wrong = check_draft(draft.framework, wanted)
        before = elements_of(draft)
        changes = element_changes(before, wanted)
        _require_each(by, draft.framework, before, wanted, changes)
        if wrong:
            raise NotHeld(wrong)
        if changes or [one.code for one in before] != [one.code for one in wanted]:
            write_elements(draft, wanted)
            draft.written, draft.written_by, draft.note = datetime.now(UTC), by, ""
            draft.revision += 1
            draft.save()
            tell(by, WRITE, draft.framework, {"version": draft.number, **_told(changes)})
    return draft, changes


def check_draft(framework: Framework, elements: Sequence[records.Element]) -> list[Finding]:
    """What elements must hold to stand in a plan. One statement."""
    if len(elements) > MOST_ELEMENTS:
        raise Refused(f"A plan has at most {MOST_ELEMENTS} elements.")
    return check_elements(elements, framework.levels, units_by_code(framework.organization))


def draft_of(framework: Framework, revision: int) -> FrameworkVersion:
    """The draft of a plan at this revision; raises `Refused` where none is, `ChangedMeanwhile` for an older one."""
    draft = in_making(framework)
    if draft is None:
        raise Refused(f"{framework} is approved: amend it, and say why.")
    if draft.revision != revision:
        raise ChangedMeanwhile(f"{draft.written_by} changed this draft in the meantime: look at it again.")
    if draft.state != DRAFT:
        raise Refused(f"{framework} was submitted: have it sent back before it is changed.")
    return draft


def roll_framework(*, by: Person, framework: Framework, code: str, title: str) -> Framework:
    """Begin the plan of the next year from a rolling one: the same span of years a year later, and the same elements.

    Raises `Refused` as `make_framework` does, and for a plan that does not roll.
    """
    with transaction.atomic():
        history.lock_writing()
        found = Framework.objects.select_related("organization", "unit", "standing").get(pk=framework.pk)
        if not found.rolling or found.standing is None:
            raise Refused(f"{found} does not roll on from year to year: make another plan.")
        made = make_framework(
            by=by,
            organization=found.organization,
            kind=found.kind,
            code=code,
            title=title,
            start=add_months(found.start, 12),
            end=add_months(found.end, 12),
            levels=found.levels,
            rolling=found.rolling,
            unit=found.unit,
        )
        found.standing.framework = found
        write_draft(by=by, framework=made, revision=1, elements=elements_of(found.standing))
    return made


def _set_head(
    framework: Framework, title: str, start: date, end: date, levels: Sequence[str], rolling: int, unit: Unit | None
) -> None:
    named = [" ".join(storable(one).split()) for one in levels]
    framework.title = " ".join(storable(title).split())
    if not framework.title:
        raise Refused("Give the plan a title.")
    if end <= start:
        raise Refused("A plan ends after it starts.")
    if not 0 < len(named) <= MOST_LEVELS or not all(0 < len(one) <= LONGEST_LEVEL for one in named):
        raise Refused(f"Name the levels of the plan from the top: at least one, at most {MOST_LEVELS}, in few words.")
    if len({one.casefold() for one in named}) != len(named):
        raise Refused("Give each level a name of its own.")
    if not 0 <= rolling <= MOST_YEARS or (rolling and framework.kind != OPERATIONAL):
        raise Refused(f"An operational plan may roll on, and looks at most {MOST_YEARS} years ahead; others do not.")
    if unit is not None and unit.organization_id != framework.organization_id:
        raise Refused(f"{framework.organization} has no such unit.")
    framework.start, framework.end, framework.levels = start, end, named
    framework.rolling, framework.unit = rolling, unit


def _begin(framework: Framework, by: Person, now: datetime) -> None:
    """The empty first draft, which stands until a version is approved."""
    first = FrameworkVersion.objects.create(framework=framework, number=1, written=now, written_by=by)
    framework.standing = first
    framework.save(update_fields=["standing"])


def _head(framework: Framework) -> dict[str, Any]:
    return {
        "title": framework.title,
        "start": framework.start.isoformat(),
        "end": framework.end.isoformat(),
        "levels": framework.levels,
        "rolling": framework.rolling,
        "unit": framework.unit.code if framework.unit else "",
    }


def unit_code_of(parents: Mapping[str, records.Element], code: str) -> str:
    """The code of the unit that answers for an element: its own or that of the nearest above it; "" for none."""
    seen: set[str] = set()
    while code in parents and code not in seen:
        seen.add(code)
        if parents[code].unit:
            return parents[code].unit
        code = parents[code].parent
    return ""


def _require_each(
    by: Person,
    framework: Framework,
    before: Sequence[records.Element],
    wanted: Sequence[records.Element],
    changes: Sequence[ElementChange],
) -> None:
    """Raise `Forbidden` unless the person edits the plan, or the units of all that changes, before and after."""
    if may(by, EDIT, framework.organization, framework.unit):
        return
    if not changes:
        raise Forbidden(f"{by} has no right to change the order of {framework}: an officer of the plan may.")
    old, new = {one.code: one for one in before}, {one.code: one for one in wanted}
    units = units_by_code(framework.organization)
    for code in sorted({unit for one in changes for unit in _units_of_change(old, new, one.code)}):
        require(by, EDIT, framework.organization, units.get(code))


def _units_of_change(
    old: Mapping[str, records.Element], new: Mapping[str, records.Element], code: str
) -> Iterator[str]:
    """The codes of the units that a change of an element concerns: where it was, and where it comes to stand."""
    if code in old:
        yield unit_code_of(old, code)
    if code in new and (code not in old or new[code].parent != old[code].parent):
        # What comes with it gives itself no unit.
        both = {**{one.code: replace(one, unit="") for one in new.values()}, **old}
        yield unit_code_of(both, new[code].parent)


def _told(changes: Iterable[ElementChange]) -> dict[str, Any]:
    """What the history keeps of a draft: the codes that came and went, and each field before and after."""
    told: dict[str, Any] = {"came": [], "went": [], "changed": {}}
    for one in changes:
        if one.kind == "changed":
            told["changed"][one.code] = {field.name: [field.before, field.now] for field in one.fields}
        else:
            told[one.kind].append(one.code)
    return told


def tell(by: Person, action: str, framework: Framework, data: Mapping[str, Any]) -> None:
    """The line of the history of an action on a plan."""
    history.append(
        at=datetime.now(UTC),
        by=by.username,
        action=action,
        address=framework.address,
        data={**data, "organization": framework.organization.code},
        organization=framework.organization,
    )
