"""Shapes of plans as trees of results: plans, versions, elements, contributions, the linkage table."""

from dataclasses import dataclass
from datetime import date, datetime

from throughline.engine.planning.frameworks import Element
from throughline.engine.planning.linkage import Linkage, LinkageRow
from throughline.engine.planning.versions import ElementChange
from throughline.store.planning.contributions.reads import ContributionEntry
from throughline.store.planning.frameworks.reads import FrameworkEntry, VersionEntry


@dataclass(frozen=True, slots=True)
class FrameworkShape:
    """A plan: it holds from `start` until the day before `end`; `version` is the one that stands, `making` another one
    that is on its way, null where there is none. Shares and rights follow the unit responsible."""

    address: str
    code: str
    kind: str
    title: str
    start: date
    end: date
    levels: tuple[str, ...]
    rolling: int
    unit: str | None
    revision: int
    version: int
    state: str
    making: int | None
    making_state: str | None
    elements: int


@dataclass(frozen=True, slots=True)
class VersionShape:
    """A version of a plan with what was done to it; who did it, and what was said, is null for who does not work
    there."""

    number: int
    state: str
    reason: str | None
    revision: int
    written: datetime
    written_by: str | None
    submitted: datetime | None
    submitted_by: str | None
    advised: datetime | None
    advised_by: str | None
    advice: str | None
    decided: datetime | None
    decided_by: str | None
    note: str | None
    elements: int


@dataclass(frozen=True, slots=True)
class ElementContent:
    """An element as it is written: `code` is unique in the plan, `parent` the code above it, "" at the top."""

    code: str
    level: str
    title: str
    parent: str = ""
    text: str = ""
    assumptions: str = ""
    unit: str = ""
    goals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TreeShape:
    """The elements of a version in their order, each before those below it where it was written so."""

    plan: str
    version: int
    state: str
    revision: int
    elements: tuple[ElementContent, ...]


@dataclass(frozen=True, slots=True)
class ChangedFieldShape:
    """A field of an element before and now."""

    name: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class ElementChangeShape:
    """What became of an element between two versions: came, went or changed."""

    code: str
    kind: str
    title: str
    fields: tuple[ChangedFieldShape, ...]


@dataclass(frozen=True, slots=True)
class ComparisonShape:
    """What differs between two versions of a plan."""

    plan: str
    before: int
    now: int
    changes: tuple[ElementChangeShape, ...]


@dataclass(frozen=True, slots=True)
class ContributionShape:
    """That `source` contributes to `target`; `share` is an exact fraction, null where it contributes as a whole."""

    address: str
    source: str
    target: str
    share: str | None
    start: date | None
    end: date | None
    rationale: str
    revision: int
    changed: datetime
    changed_by: str
    ended: datetime | None
    ending: str | None


@dataclass(frozen=True, slots=True)
class LinkageRowShape:
    """A row of the linkage table; null where nothing stands in a column, `gaps` what is missing."""

    strategic: str | None
    strategic_title: str | None
    financial: str | None
    financial_title: str | None
    operational: str | None
    operational_title: str | None
    share_to_strategic: str | None
    share_to_financial: str | None
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LinkageShape:
    """The linkage table, and how many rows have each gap."""

    rows: tuple[LinkageRowShape, ...]
    gaps: dict[str, int]


def framework_shape(one: FrameworkEntry) -> FrameworkShape:
    """A plan as it is answered."""
    is_making = one.making not in (0, one.version)
    return FrameworkShape(
        address=one.address,
        code=one.code,
        kind=one.kind,
        title=one.title,
        start=one.start,
        end=one.end,
        levels=one.levels,
        rolling=one.rolling,
        unit=one.unit or None,
        revision=one.revision,
        version=one.version,
        state=one.state,
        making=one.making if is_making else None,
        making_state=one.making_state if is_making else None,
        elements=one.elements,
    )


def version_shape(one: VersionEntry) -> VersionShape:
    """A version of a plan as it is answered."""
    return VersionShape(
        number=one.number,
        state=one.state,
        reason=one.reason or None,
        revision=one.revision,
        written=one.written,
        written_by=one.written_by or None,
        submitted=one.submitted,
        submitted_by=one.submitted_by or None,
        advised=one.advised,
        advised_by=one.advised_by or None,
        advice=one.advice or None,
        decided=one.decided,
        decided_by=one.decided_by or None,
        note=one.note or None,
        elements=one.elements,
    )


def element_content(one: Element) -> ElementContent:
    """An element as it is answered and written."""
    return ElementContent(
        one.code, one.level, one.title, one.parent, one.text, one.assumptions, one.unit, tuple(one.goals)
    )


def element_of(one: ElementContent) -> Element:
    """An element as it was sent."""
    return Element(one.code, one.level, one.title, one.parent, one.text, one.assumptions, one.unit, tuple(one.goals))


def change_shape(one: ElementChange) -> ElementChangeShape:
    """What became of an element, as it is answered."""
    fields = tuple(ChangedFieldShape(field.name, field.before, field.now) for field in one.fields)
    return ElementChangeShape(one.code, one.kind, one.title, fields)


def contribution_shape(one: ContributionEntry) -> ContributionShape:
    """A contribution as it is answered."""
    return ContributionShape(
        address=one.address,
        source=one.source,
        target=one.target,
        share=str(one.share) if one.share is not None else None,
        start=one.start,
        end=one.end,
        rationale=one.rationale,
        revision=one.revision,
        changed=one.changed,
        changed_by=one.changed_by,
        ended=one.ended,
        ending=one.ending or None,
    )


def linkage_row_shape(table: Linkage, one: LinkageRow) -> LinkageRowShape:
    """A row of the linkage table as it is answered."""

    def title(address: str) -> str | None:
        return table.nodes[address].title if address else None

    return LinkageRowShape(
        strategic=one.strategic or None,
        strategic_title=title(one.strategic),
        financial=one.financial or None,
        financial_title=title(one.financial),
        operational=one.operational or None,
        operational_title=title(one.operational),
        share_to_strategic=str(one.to_strategic) if one.to_strategic is not None else None,
        share_to_financial=str(one.to_financial) if one.to_financial is not None else None,
        gaps=one.gaps,
    )
