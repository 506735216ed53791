"""Times that are set: what is due by when, of whom, answered or not; by month, and as rows; filters in SQL."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncMonth

from throughline.store.findings import KeptFinding
from throughline.store.mandates.reads import acts_where
from throughline.store.mandates.tables import Act
from throughline.store.organizations import Organization, Unit
from throughline.store.planning.answers import as_value, is_answered
from throughline.store.reporting.inputs import NOT_ADOPTED
from throughline.store.rights import Sight
from throughline.store.units.reads import acts_of_units, answers_in, units_below

REPORT, OTHER = "report", "other"


@dataclass(frozen=True, slots=True)
class Wish:
    """What of the times that are set is wanted: of these addressees, of a unit and those below it, `report` or `other`.

    `answered`: whether a plan that is seen answers it; None for both.
    """

    addressees: tuple[str, ...] = ()
    unit: Unit | None = None
    what: str = ""
    answered: bool | None = None


@dataclass(frozen=True, slots=True)
class InMonth:
    """How much falls due in a month (its first day): reports, other things, and how much of both no plan answers."""

    month: date
    reports: int
    others: int
    unanswered: int


@dataclass(frozen=True, slots=True)
class Due:
    """An act with its last day: where it stands, who is asked for what, and whether a plan answers it.

    `written` is when the text was taken in; `raw` is how the document says the time; `is_computed` where the day
    follows from the window of a session.
    """

    address: str
    document: str
    fragment: str
    title: str
    language: str
    verb: str
    request: str
    addressees: tuple[str, ...]
    day: date
    raw: str
    is_computed: bool
    is_report: bool
    report: str
    is_answered: bool
    written: datetime


def due_acts(
    organization: Organization,
    wish: Wish = Wish(),  # frozen
    first: date | None = None,
    last: date | None = None,
    *,
    seen_by: Sight,
) -> QuerySet[Act]:
    """Acts in force with a known last day, from `first` to `last`, the soonest first; drafts ask nothing yet.

    No statement, but two or more where a unit is wished for.
    """
    drafts = KeptFinding.objects.filter(version=OuterRef("version"), code__in=NOT_ADOPTED)
    found: Any = acts_where(addressees=wish.addressees or None, first=first, last=last, seen_by=seen_by)
    found = found.filter(~Exists(drafts), latest__isnull=False)
    if wish.unit is not None:
        found = acts_of_units(found, answers_in(organization), units_below([wish.unit.pk]))
    if wish.what:
        found = found.filter(reporting=wish.what == REPORT)
    if wish.answered is not None:
        answered = is_answered(seen_by)
        found = found.filter(answered if wish.answered else ~answered)
    ordered: QuerySet[Act] = found.order_by("latest", "address", "pk")
    return ordered


def by_month(found: QuerySet[Act], *, seen_by: Sight) -> tuple[InMonth, ...]:
    """The acts counted by month; months in which nothing falls are left out. One statement."""
    counted = (
        found.annotate(month=TruncMonth("latest"), answered=as_value(is_answered(seen_by)))
        .order_by("month")
        .values("month")
        .annotate(
            reports=Count("pk", filter=Q(reporting=True)),
            others=Count("pk", filter=Q(reporting=False)),
            unanswered=Count("pk", filter=Q(answered=False)),
        )
    )
    return tuple(InMonth(one["month"], one["reports"], one["others"], one["unanswered"]) for one in counted)


def due_rows(found: QuerySet[Act], start: int, count: int, *, seen_by: Sight) -> tuple[Due, ...]:
    """Rows from a place in the whole. Two statements."""
    rows: Any = found.annotate(answered=as_value(is_answered(seen_by))).select_related(
        "paragraph", "version__document", "version__taking_in"
    )
    return tuple(_due(one) for one in rows.prefetch_related("addressees")[start : start + count])


def _due(one: Any) -> Due:
    document = one.version.document
    return Due(
        address=one.address,
        document=document.address,
        fragment=one.paragraph.fragment,
        title=document.title,
        language=document.language,
        verb=one.verb,
        request=one.request,
        addressees=tuple(dict.fromkeys(who.name for who in one.addressees.all())),
        day=one.latest,
        raw=one.deadline_raw,
        is_computed=one.deadline_computed,
        is_report=one.reporting,
        report=one.report_raw,
        is_answered=one.answered,
        written=one.version.taking_in.at,
    )
