"""Times that are set: what is due by when, of whom, answered or not; by month, and as rows; filters in SQL."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncMonth

from throughline.store.findings import KeptFinding
from throughline.store.mandates.reads import acts_where, names_asked
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
    of_document = tuple(f"version__document__{name}" for name in ("address", "title", "language"))
    of_act = ("verb", "request", "latest", "deadline_raw", "deadline_computed", "reporting", "report_raw")
    columns = ("pk", "address", "paragraph__fragment", *of_document, *of_act, "answered", "version__taking_in__at")
    named = found.annotate(answered=as_value(is_answered(seen_by))).values_list(*columns)
    rows = list(named[start : start + count])
    asked = names_asked([row[0] for row in rows])
    return tuple(_due(row, asked.get(row[0], ())) for row in rows)


def _due(row: Sequence[Any], addressees: tuple[str, ...]) -> Due:
    _number, address, fragment, symbol, title, language, verb, request, day, raw, is_computed, *rest = row
    is_report, report, is_answered_, written = rest
    return Due(
        address=address,
        document=symbol,
        fragment=fragment,
        title=title,
        language=language,
        verb=verb,
        request=request,
        addressees=addressees,
        day=day,
        raw=raw,
        is_computed=is_computed,
        is_report=is_report,
        report=report,
        is_answered=is_answered_,
        written=written,
    )
