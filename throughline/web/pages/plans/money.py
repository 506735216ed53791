"""Money of places of a plan as a table: what is spent, approved and estimated, fund by fund."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from throughline.engine.flows import Part, Paying, stated_highest
from throughline.engine.money import Money, by_currency
from throughline.store.budgeting.reads import ESTIMATE, STATED, Stated, stated_at, stated_for_plan
from throughline.store.models import Place
from throughline.web.pages.plans.names import fund_name, fund_order, measure_name
from throughline.web.pages.plans.outline import Branch

# The place itself, among its parts.
OWN = "its own"


def stated_of(place: Place) -> tuple[Stated, ...]:
    """All that is stated for a place, in the order that budgets print funds; one statement."""
    found = stated_at([place.pk]).get(place.pk, ()) if place.place else stated_for_plan(place.version_id)
    return tuple(sorted(found, key=lambda one: (fund_order(one.fund), one.year, STATED.index(one.measure))))


@dataclass(frozen=True, slots=True)
class Estimates:
    """What is estimated for a place: `own` for the place itself, `below` for parts of it alone."""

    own: tuple[Paying, ...] = ()
    below: tuple[Paying, ...] = ()

    @property
    def together(self) -> tuple[Money, ...]:
        """What both come to, by currency."""
        return by_currency(one.money for one in (*self.own, *self.below))


def estimates_within(stated: Iterable[Stated], branches: Iterable[Branch], year: int | None) -> Estimates:
    """What is estimated for a place for a year: what is `stated` for itself, else fund by fund for the parts below it.

    The same rule as on its line: an amount that a part above states too is not there twice.
    """
    now = (one for one in stated if one.measure == ESTIMATE and one.year == year)
    parts, paid = [Part(OWN, "", "")], [Paying(one.fund, one.money, one.address, OWN) for one in now]
    waiting = [(OWN, one) for one in branches]
    while waiting:
        above, branch = waiting.pop(0)
        parts.append(Part(branch.address, branch.kind, branch.title, above))
        paid += (Paying(one.fund, one.money, one.address, branch.address) for one in branch.money.values())
        waiting += ((branch.address, one) for one in branch.children)
    highest = stated_highest(parts, paid)
    return Estimates(tuple(one for one in highest if one.part == OWN), tuple(one for one in highest if one.part != OWN))


def by_fund(paid: Iterable[Paying]) -> list[tuple[str, Money]]:
    """What each fund comes to in each of its currencies, in the order that budgets print funds."""
    amounts: dict[str, list[Money]] = defaultdict(list)
    for one in paid:
        amounts[one.fund].append(one.money)
    return [(fund, money) for fund in sorted(amounts, key=fund_order) for money in by_currency(amounts[fund])]


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
