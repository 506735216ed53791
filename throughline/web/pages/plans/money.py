"""Money of places of a plan as a table: what is spent, approved and estimated, fund by fund."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from throughline.store.budgeting.reads import STATED, Stated, stated_at, stated_for_plan
from throughline.store.models import Place
from throughline.web.pages.plans.names import fund_name, fund_order, measure_name


def stated_of(place: Place) -> tuple[Stated, ...]:
    """All that is stated for a place, in the order that budgets print funds; one statement."""
    found = stated_at([place.pk]).get(place.pk, ()) if place.place else stated_for_plan(place.version_id)
    return tuple(sorted(found, key=lambda one: (fund_order(one.fund), one.year, STATED.index(one.measure))))


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
