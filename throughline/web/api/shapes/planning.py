"""Shapes of plans: parts of plans, places, results, mandates that places list, texts and printed tables."""

from dataclasses import dataclass
from typing import Any

from throughline.engine.addresses import below
from throughline.store.planning.reads import PlanEntry
from throughline.store.rows import none_if_blank
from throughline.web.api.shapes.budgeting import Amount, StatedAmount, stated_shape
from throughline.web.api.shapes.monitoring import EvaluationShape, MeasureShape
from throughline.web.pages.plans.outline import Branch, Counts


@dataclass(frozen=True, slots=True)
class PlanShape:
    """A part of a plan that one document holds, and how much is in it."""

    address: str
    organization: str
    year: int | None
    code: str
    document: str
    title: str
    subprogrammes: int
    results: int
    mandates: int


@dataclass(frozen=True, slots=True)
class PlaceShape:
    """A place of a plan (`kind` section, programme or subprogramme), with what it is for and what it has of its own."""

    address: str
    plan: str
    parent: str | None
    kind: str
    code: str | None
    title: str
    entity: str | None
    objective: str | None
    strategy: str | None
    expected: str | None
    mandates: int
    results: int
    deliverables: int


@dataclass(frozen=True, slots=True)
class ResultShape:
    """A result of a subprogramme: `kind` is `performance` (of the past year) or `planned`."""

    address: str
    plan: str
    place: str
    number: str | None
    title: str
    kind: str
    narrative: str | None


@dataclass(frozen=True, slots=True)
class ListedShape:
    """A mandate that a place lists as its own; `document` is null where its words say no symbol that is known."""

    plan: str
    place: str
    document: str | None
    symbol: str
    title: str | None
    body: str | None
    paragraph: str | None
    held: bool
    table: str | None
    row: str | None


@dataclass(frozen=True, slots=True)
class TextShape:
    """A paragraph of a plan as printed: `block` is what it tells of, `result` the result it belongs to."""

    address: str
    plan: str
    place: str
    block: str | None
    number: str | None
    text: str
    result: str | None


@dataclass(frozen=True, slots=True)
class TableShape:
    """A printed table of a plan that gave no figures and no other rows, row by row."""

    plan: str
    place: str
    number: str | None
    caption: str | None
    kind: str | None
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ResultWhole:
    """A result with its measures and their values."""

    result: ResultShape
    measures: tuple[MeasureShape, ...]


@dataclass(frozen=True, slots=True)
class PlaceWhole:
    """A place with the amounts stated for it, the mandates that it lists, its results, evaluations and lessons."""

    place: PlaceShape
    stated: tuple[StatedAmount, ...]
    mandates: tuple[ListedShape, ...]
    results: tuple[ResultShape, ...]
    evaluations: tuple[EvaluationShape, ...]


@dataclass(frozen=True, slots=True)
class PlanWhole:
    """A part of a plan with its masthead, the amounts stated for the whole of it, and its places in their order.

    `unit` is the factor of the printed amounts.
    """

    plan: PlanShape
    section: str | None
    part: str | None
    currency: str | None
    unit: int
    version: int
    stated: tuple[StatedAmount, ...]
    places: tuple[PlaceShape, ...]


@dataclass(frozen=True, slots=True)
class BranchShape:
    """A place in the tree of a year: its counts with all below it, its estimates for the year, the places below it."""

    address: str
    kind: str
    code: str | None
    title: str
    mandates: int
    results: int
    deliverables: int
    estimates: tuple[StatedAmount, ...]
    places: tuple["BranchShape", ...]


@dataclass(frozen=True, slots=True)
class FundTotal:
    """What the parts of a plan estimate for one fund, added up in one currency."""

    fund: str
    amount: Amount


@dataclass(frozen=True, slots=True)
class OutlineShape:
    """The plans of a year as a tree, with what each fund comes to over all parts."""

    year: int
    subprogrammes: int
    mandates: int
    results: int
    deliverables: int
    totals: tuple[FundTotal, ...]
    sections: tuple[BranchShape, ...]


def plan_shape(one: PlanEntry) -> PlanShape:
    """A part of a plan."""
    return PlanShape(
        address=one.address,
        organization=one.organization,
        year=one.year,
        code=one.code,
        document=one.document,
        title=one.title,
        subprogrammes=one.subprogrammes,
        results=one.results,
        mandates=one.mandates,
    )


def place_shape(one: Any, counts: Counts) -> PlaceShape:
    """A place read with its plan (`in_plan`), and what it has of its own."""
    return PlaceShape(
        address=one.address,
        plan=one.in_plan,
        parent=none_if_blank(one.parent),
        kind=one.kind,
        code=none_if_blank(one.code),
        title=one.title,
        entity=none_if_blank(one.entity),
        objective=none_if_blank(one.objective),
        strategy=none_if_blank(one.strategy),
        expected=none_if_blank(one.expected),
        mandates=counts.mandates,
        results=counts.results,
        deliverables=counts.deliverables,
    )


def result_shape(one: Any) -> ResultShape:
    """A result read with its plan and place (`in_plan`, `in_place`)."""
    return ResultShape(
        address=one.address,
        plan=one.in_plan,
        place=one.in_place,
        number=none_if_blank(one.number),
        title=one.title,
        kind=one.kind,
        narrative=none_if_blank(one.narrative),
    )


def listed_shape(one: Any) -> ListedShape:
    """A mandate listed, read with its plan, place and `is_held`; its document must be at hand (select_related)."""
    document = one.document
    return ListedShape(
        plan=one.in_plan,
        place=one.in_place,
        document=document.address if document else None,
        symbol=one.symbol,
        title=none_if_blank(one.title or (document.title if document and one.is_held else "")),
        body=none_if_blank(one.body),
        paragraph=none_if_blank(one.paragraph),
        held=bool(document and one.is_held),
        table=none_if_blank(one.cell_table),
        row=none_if_blank(one.cell_row),
    )


def text_shape(one: Any) -> TextShape:
    """A paragraph of a plan read with its plan and place."""
    return TextShape(
        address=one.address,
        plan=one.in_plan,
        place=one.in_place,
        block=none_if_blank(one.block),
        number=none_if_blank(one.number),
        text=one.text,
        result=below(one.in_plan, one.result) if one.result else None,
    )


def table_shape(one: Any) -> TableShape:
    """A printed table read with its plan and place."""
    rows = tuple(tuple(str(cell) for cell in row) for row in one.rows)
    number, caption, kind = none_if_blank(one.number), none_if_blank(one.caption), none_if_blank(one.kind)
    return TableShape(one.in_plan, one.in_place, number, caption, kind, rows)


def branch_shape(one: Branch) -> BranchShape:
    """A branch of the outline with everything below it."""
    return BranchShape(
        address=one.address,
        kind=one.kind,
        code=none_if_blank(one.code),
        title=one.title,
        mandates=one.counts.mandates,
        results=one.counts.results,
        deliverables=one.counts.deliverables,
        estimates=tuple(stated_shape(stated) for stated in one.money.values()),
        places=tuple(branch_shape(child) for child in one.children),
    )
