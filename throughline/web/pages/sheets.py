"""Lists of pages as sheets: every row that fits the filters, with the columns that people work with."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from throughline.web.pages.frame import Filters

# How many rows are fetched at once.
AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class AskedLine:
    """What is asked of whom, by when, in a sheet: `deadline` as printed, `day` the last day where it is known."""

    address: str
    document: str
    title: str
    addressees: list[str]
    verb: str
    request: str
    deadline: str
    day: date | None
    answered: bool


@dataclass(frozen=True, slots=True)
class DeliverableLine:
    """A deliverable in a year in a sheet: what was planned and delivered, and what that comes to in words."""

    address: str
    title: str
    unit: str
    category: str
    place: str
    place_title: str
    year: int
    planned: Decimal
    delivered: Decimal | None
    state: str


def is_sheet_wanted(request: HttpRequest, filters: Filters) -> bool:
    """Tell whether the list is asked for as a sheet, with filters that are understood."""
    return request.GET.get("format") == "csv" and not filters.is_wrong


def all_rows(found: QuerySet[Any], rows: Callable[[Sequence[int]], Sequence[Any]]) -> Iterator[Any]:
    """What is shown of every row that is found, in order; one statement, and those of `rows` for each thousand."""
    numbers = list(found.values_list("pk", flat=True))
    for at in range(0, len(numbers), AT_ONCE):
        yield from rows(numbers[at : at + AT_ONCE])


def asked_line(row: Any) -> AskedLine:
    """A row of what is asked."""
    what = (list(row.addressees), row.verb, row.request, row.deadline, row.day, row.answered)
    return AskedLine(row.address, row.symbol, row.title, *what)


def deliverable_line(row: Any) -> DeliverableLine:
    """A row of the deliverables."""
    where = (row.address, row.title, row.unit, row.category, row.place, row.place_title)
    return DeliverableLine(*where, row.year, row.planned, row.delivered, str(row.state.words))
