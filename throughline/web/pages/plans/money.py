"""Money and posts of places of a plan, as printed: which figure stands for a place, a fund and a year."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from throughline.engine.money import Money
from throughline.store.models import Place, ResourceFigure
from throughline.web.pages.mandates.registry import IN_FORCE
from throughline.web.pages.plans.names import fund_name, fund_order, measure_name

EXPENDITURE, APPROPRIATION, ESTIMATE = "expenditure", "appropriation", "estimate"
STATED = (EXPENDITURE, APPROPRIATION, ESTIMATE)
# Where several tables print a figure for the same thing, a stated total says it better than a line.
BY_LEVEL = {"total": 0, "subtotal": 1, "line": 2}


@dataclass(frozen=True, slots=True)
class Stated:
    """What a plan states for a fund, a year and a measure; `address` is that of the figure."""

    fund: str
    year: int
    measure: str
    money: Money
    address: str


def chosen(figures: Iterable[ResourceFigure]) -> tuple[Stated, ...]:
    """One figure for each fund, year and measure: of totals before lines, and the first that is printed."""
    best: dict[tuple[str, int, str], tuple[tuple[int, int], Stated]] = {}
    for one in figures:
        if one.minor is None or one.year is None or not one.fund:
            continue
        rank = (BY_LEVEL[one.level], one.position)
        key = (one.fund, one.year, one.measure)
        if key not in best or rank < best[key][0]:
            money = Money(one.minor, one.currency)
            best[key] = (rank, Stated(one.fund, one.year, one.measure, money, one.address))
    return tuple(best[key][1] for key in sorted(best, key=lambda key: (fund_order(key[0]), key[1], key[2])))


def stated_for_places(places: Collection[int], year: int | None) -> Mapping[int, tuple[Stated, ...]]:
    """What is stated for each of these places (row numbers) for the budget year; one statement."""
    figures = ResourceFigure.objects.filter(
        IN_FORCE, place__in=places, category="", measure=ESTIMATE, year=year, minor__isnull=False
    )
    by_place: dict[int, list[ResourceFigure]] = defaultdict(list)
    for one in figures.order_by("position"):
        if one.place_id is not None:
            by_place[one.place_id].append(one)
    return {place: chosen(rows) for place, rows in by_place.items()}


def stated_for_plans(versions: Collection[int | None], year: int | None) -> Mapping[int, tuple[Stated, ...]]:
    """What is stated for the whole of each of these plans (row numbers of versions) for the budget year."""
    figures = whole_plan().filter(version__in=versions, measure=ESTIMATE, year=year, minor__isnull=False)
    by_version: dict[int, list[ResourceFigure]] = defaultdict(list)
    for one in figures.order_by("position"):
        by_version[one.version_id].append(one)
    return {version: chosen(rows) for version, rows in by_version.items()}


def whole_plan() -> QuerySet[ResourceFigure]:
    """Sums that are about a whole plan: no place, no component, no line of a category."""
    return ResourceFigure.objects.filter(
        place=None, component="", category="", scope="", level__in=("total", "subtotal")
    )


def stated_at(place: Place) -> tuple[Stated, ...]:
    """All that is stated for a place: each fund, each year, spent, approved and estimated; one statement."""
    if place.place:
        figures = ResourceFigure.objects.filter(version=place.version_id, place=place, category="")
    else:
        figures = whole_plan().filter(version=place.version_id)
    return chosen(figures.filter(measure__in=STATED, minor__isnull=False).order_by("position"))


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: a year, and what is stated of it in the reader's language."""

    year: int
    name: str


@dataclass(frozen=True, slots=True)
class FundRow:
    """What is stated for a fund, column by column; None where nothing is printed."""

    name: str
    cells: tuple[Stated | None, ...]


@dataclass(frozen=True, slots=True)
class MoneyTable:
    """What is stated for a place, fund by fund."""

    columns: tuple[Column, ...]
    rows: tuple[FundRow, ...]
    currency: str


def money_table(stated: Iterable[Stated]) -> MoneyTable | None:
    """The stated figures as a table, None where there is none."""
    by_fund: dict[str, dict[tuple[int, int, str], Stated]] = defaultdict(dict)
    for one in stated:
        by_fund[one.fund][(one.year, STATED.index(one.measure), one.measure)] = one
    columns = sorted({column for row in by_fund.values() for column in row})
    if not columns:
        return None
    funds = sorted(by_fund, key=fund_order)
    currency = next(one.money.currency for row in by_fund.values() for one in row.values())
    return MoneyTable(
        columns=tuple(Column(year, measure_name(measure)) for year, _order, measure in columns),
        rows=tuple(FundRow(fund_name(fund), tuple(by_fund[fund].get(one) for one in columns)) for fund in funds),
        currency=currency,
    )
