"""Budgets as printed: figures of money and posts with their cells, and the fascicle that holds them."""

from dataclasses import dataclass
from decimal import Decimal

from throughline.engine.findings import Finding
from throughline.engine.mandates.records import ListedMandate, Span
from throughline.engine.monitoring.printed import ComplianceRate, Deliverable, Evaluation, Measure
from throughline.engine.planning.printed import PlanParagraph, PrintedTable, Programme, Result, Subprogramme
from throughline.engine.sources import Cell, Typed


@dataclass(frozen=True, slots=True)
class ResourceFigure:
    """One printed amount: `amount` in units of currency (thousands multiplied out), None for a dash or a blank.

    `fund` is `regular budget`, `other assessed` or `extrabudgetary` (None where the table sums over funds);
    `measure` is `expenditure`, `appropriation`, `technical adjustments`, `new and expanded mandates`,
    `other changes`, `total changes` or `estimate` ("percentage" columns are kept with `measure` "percentage" and
    are never money); `level` is `line`, `subtotal` or `total`; `component` is "Executive direction and
    management", "Programme of work", a category of expenditure and so on; `subprogramme` a place code; `step` is
    the unit of the printed figure in units of currency (100 where thousands are printed with one decimal).

    `category` is the category or object of expenditure ("Posts", "Travel of staff") where the row is one; `scope`
    the entity whose figures the table gives ("" for the section, "I"); `part` and `group` say where the row stands in
    its table: part "1" of "(1) Regular budget", and the headings above it, for a sum those that it adds up. A sum
    over the parts has part "" and no group.
    """

    cell: Cell
    fund: str | None
    component: str | None
    subprogramme: str | None
    year: int | None
    measure: str
    amount: Decimal | None
    level: str
    printed: str
    step: Decimal = Decimal(100)
    category: str | None = None
    scope: str = ""
    part: str = ""
    group: tuple[str, ...] = ()
    currency: str = "USD"


@dataclass(frozen=True, slots=True)
class PostFigure:
    """One printed number of posts, by category and grade of post where printed ("General Service and related", "P-4").

    The other fields are those of `ResourceFigure`. `column_level` is `subtotal` or `total` where the column adds up
    columns beside it (grades set side by side); `listed` says that one cell prints several of these figures.
    """

    cell: Cell
    fund: str | None
    component: str | None
    subprogramme: str | None
    year: int | None
    measure: str
    number: Decimal | None
    level: str
    printed: str
    category: str | None = None
    grade: str | None = None
    scope: str = ""
    part: str = ""
    group: tuple[str, ...] = ()
    column_level: str = "line"
    listed: bool = False


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A recommendation of an oversight body and what was done about it, as a row of the follow-up annex."""

    body: str
    symbol: str | None
    paragraph: str | None
    recommendation: str
    action: str
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class Fascicle:
    """A fascicle of a proposed programme budget, flat: rows name their place, `parse` nests them.

    `section` is "10" or "29C", `part` "IV"; `unit` is the factor of the printed amounts (1000). `paragraphs` are all
    paragraphs of its text, `tables` those that gave no other record. `typed` is what persons changed since it was read.
    """

    file: str
    sha256: str
    format: str
    symbol: str | None
    section: str | None
    part: str | None
    budget_year: int | None
    title: str | None
    currency: str | None
    unit: int
    programmes: tuple[Programme, ...] = ()
    subprogrammes: tuple[Subprogramme, ...] = ()
    mandates: tuple[ListedMandate, ...] = ()
    results: tuple[Result, ...] = ()
    measures: tuple[Measure, ...] = ()
    deliverables: tuple[Deliverable, ...] = ()
    evaluations: tuple[Evaluation, ...] = ()
    lessons: tuple[Evaluation, ...] = ()
    resources: tuple[ResourceFigure, ...] = ()
    posts: tuple[PostFigure, ...] = ()
    compliance: tuple[ComplianceRate, ...] = ()
    oversight: tuple[FollowUp, ...] = ()
    findings: tuple[Finding, ...] = ()
    unclaimed: tuple[Span, ...] = ()
    paragraphs: tuple[PlanParagraph, ...] = ()
    tables: tuple[PrintedTable, ...] = ()
    typed: tuple[Typed, ...] = ()
