"""Reads of frameworks: which plans there are, the versions of one, the elements that stand, who must act."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from throughline.engine.planning import frameworks as records
from throughline.engine.planning.frameworks import APPROVED, DECIDED
from throughline.store.organizations import Organization
from throughline.store.planning.frameworks.tables import Element, Framework, FrameworkVersion
from throughline.store.planning.frameworks.writing import elements_of
from throughline.store.rights import Sight, owned, worked


@dataclass(frozen=True, slots=True)
class FrameworkEntry:
    """A plan as it is listed: its head, the version that stands, and the one in the making (number 0 for none).

    `version` and `state` are of the one that stands, `making` and `making_state` of the one on its way; `elements`
    counts those that stand.
    """

    address: str
    code: str
    kind: str
    title: str
    start: date
    end: date
    levels: tuple[str, ...]
    rolling: int
    unit: str
    revision: int
    version: int
    state: str
    making: int
    making_state: str
    elements: int

    @property
    def last(self) -> date:
        """The last day of the plan."""
        return self.end - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class VersionEntry:
    """A version of a plan with who did what to it and when; who, and what was said, is told to who works there."""

    number: int
    state: str
    reason: str
    revision: int
    written: datetime
    written_by: str
    submitted: datetime | None
    submitted_by: str
    advised: datetime | None
    advised_by: str
    advice: str
    decided: datetime | None
    decided_by: str
    note: str
    elements: int


@dataclass(frozen=True, slots=True)
class ElementEntry:
    """An element of a version of a plan, with how deep it stands (0 at the top)."""

    address: str
    depth: int
    element: records.Element


def standing(seen_by: Sight) -> Q:
    """Of an element: that it stands in the version of its plan that counts, where that is seen.

    A version that was not approved yet is seen by who works there alone.
    """
    counts = Q(version=F("version__framework__standing"))
    return counts & owned(seen_by, "version__framework__organization") & seen_version(seen_by, "version__")


def approved_at(address: Any) -> QuerySet[Element]:
    """The element of an approved plan at an address (a value, or one of a statement around it)."""
    return approved_elements().filter(address=address)


def approved_elements() -> QuerySet[Element]:
    """The elements of approved plans, as they stand."""
    return Element.objects.filter(version__state=APPROVED, version=F("version__framework__standing"))


def seen_version(seen_by: Sight, version: str = "") -> Q:
    """Of a version, or of a row that the link leads to one: that it was decided on, or is of where the person works."""
    work = worked(seen_by, f"{version}framework__organization")
    return work and (work | Q(**{f"{version}decided__isnull": False}))


def seen_framework(seen_by: Sight) -> Q:
    """Of a plan: that a version of it was approved where it is read, or that it is of where the person works."""
    work = worked(seen_by)
    return owned(seen_by) & (work and (work | Q(standing__decided__isnull=False)))


def frameworks_where(organization: Organization | None = None, *, seen_by: Sight) -> QuerySet[Any]:
    """The plans that are seen, of one organization or of all, as `framework_entries` needs them."""
    making = FrameworkVersion.objects.filter(framework=OuterRef("pk")).exclude(state__in=DECIDED)
    making = making.filter(seen_version(seen_by))
    found = Framework.objects.filter(seen_framework(seen_by))
    if organization is not None:
        found = found.filter(organization=organization)
    rows: QuerySet[Any] = found.select_related("unit", "standing", "organization").annotate(
        making=Subquery(making.values("number")[:1]),
        making_state=Subquery(making.values("state")[:1]),
        counted=Count("standing__elements"),
    )
    return rows.order_by("kind", "-start", "code")


def framework_entries(found: Iterable[Any]) -> tuple[FrameworkEntry, ...]:
    """Rows of `frameworks_where` as records. One statement."""
    return tuple(
        FrameworkEntry(
            address=one.address,
            code=one.code,
            kind=one.kind,
            title=one.title,
            start=one.start,
            end=one.end,
            levels=tuple(one.levels),
            rolling=one.rolling,
            unit=one.unit.code if one.unit else "",
            revision=one.revision,
            version=one.standing.number,
            state=one.standing.state,
            making=one.making or 0,
            making_state=one.making_state or "",
            elements=one.counted,
        )
        for one in found
    )


def versions_of(framework: Framework, *, seen_by: Sight) -> tuple[VersionEntry, ...]:
    """The versions of a plan that are seen, newest first. One statement."""
    told = seen_by.works_in(framework.organization_id)
    found = FrameworkVersion.objects.filter(seen_version(seen_by), framework=framework).annotate(n=Count("elements"))
    people = ("written_by", "submitted_by", "advised_by", "decided_by")
    return tuple(
        VersionEntry(
            number=one.number,
            state=one.state,
            reason=one.reason,
            revision=one.revision,
            written=one.written,
            submitted=one.submitted,
            advised=one.advised,
            advice=one.advice if told else "",
            decided=one.decided,
            note=one.note if told else "",
            elements=one.n,
            **{name: str(getattr(one, name)) if told and getattr(one, name) else "" for name in people},
        )
        for one in found.select_related(*people).order_by("-number")
    )


def version_at(framework: Framework, number: int | None, *, seen_by: Sight) -> FrameworkVersion | None:
    """A version of a plan by its number, or the one that stands (None); None where it is not seen. One statement."""
    found = FrameworkVersion.objects.filter(seen_version(seen_by), framework=framework)
    wanted = found.filter(number=number) if number is not None else found.filter(pk=framework.standing_id or 0)
    return wanted.select_related("framework__organization", "framework__unit").first()


def in_making(framework: Framework) -> FrameworkVersion | None:
    """The version of a plan that is on its way, None where the approved one is the last. One statement."""
    found = FrameworkVersion.objects.filter(framework=framework).exclude(state__in=DECIDED)
    return found.select_related("framework__organization", "framework__unit").first()


def standing_and_draft(
    framework: Framework, *, seen_by: Sight
) -> tuple[FrameworkVersion | None, FrameworkVersion | None]:
    """The version that stands, where it is seen, and the one that is on its way, None for none. One statement."""
    stands = seen_version(seen_by) & Q(pk=framework.standing_id or 0)
    found = FrameworkVersion.objects.filter(stands | ~Q(state__in=DECIDED), framework=framework)
    rows = list(found.select_related("framework__organization", "framework__unit"))
    standing = next((one for one in rows if one.pk == framework.standing_id), None)
    return standing, next((one for one in rows if one.state not in DECIDED), None)


def tree_of(version: FrameworkVersion) -> tuple[ElementEntry, ...]:
    """The elements of a version from the top, each before those below it. One statement."""
    elements = elements_of(version)
    return tuple(
        ElementEntry(records.element_address(version.framework.address, one.code), depth, one)
        for one, depth in records.in_tree_order(elements)
    )


def element_at(address: str, *, seen_by: Sight) -> Any:
    """The element that stands at an address, with its version and plan; None where none is seen. One statement."""
    found = Element.objects.filter(standing(seen_by), address=address)
    return found.select_related("version__framework__organization", "version__framework__unit", "unit").first()
