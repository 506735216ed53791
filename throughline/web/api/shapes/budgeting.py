"""Shapes of budgets: amounts, and the printed figures of money and of posts with the cells they stand in."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from throughline.engine.money import Money
from throughline.store.budgeting.reads import Stated
from throughline.store.monitoring.whole import plain
from throughline.store.rows import none_if_blank
from throughline.web.formatting import file_name


@dataclass(frozen=True, slots=True)
class Amount:
    """An exact amount: `minor` counts minor units (cents), `amount` is the same in units of the currency (ISO 4217)."""

    minor: int
    currency: str
    amount: str


@dataclass(frozen=True, slots=True)
class CellOfFile:
    """The cell of a printed table in a file: labels as printed, indexes from 0; `sha256` is the digest of the file."""

    sha256: str
    file: str
    table: str
    row: str
    column: str
    row_index: int
    column_index: int


@dataclass(frozen=True, slots=True)
class StatedAmount:
    """An amount that a plan states for a fund, a year and a measure; `address` is that of the printed figure."""

    fund: str
    year: int
    measure: str
    amount: Amount
    address: str


@dataclass(frozen=True, slots=True)
class MoneyFigure:
    """One printed figure of money: `amount` null for a dash or a blank, `percentage` where it is one and no amount.

    `place` is null where it is of the whole plan; `level` is `line`, `subtotal` or `total`; `step` is the unit of the
    printed figure in units of the currency.
    """

    address: str
    plan: str
    place: str | None
    fund: str | None
    component: str | None
    category: str | None
    scope: str | None
    part: str | None
    group: tuple[str, ...]
    year: int | None
    measure: str
    level: str
    printed: str
    amount: Amount | None
    percentage: str | None
    step: str
    source: CellOfFile


@dataclass(frozen=True, slots=True)
class PostsFigure:
    """One printed number of posts, by category and grade where they are printed; else as a figure of money.

    `column_level` is `subtotal` or `total` where the column adds up others; `listed` where one cell prints several.
    """

    address: str
    plan: str
    place: str | None
    fund: str | None
    component: str | None
    category: str | None
    grade: str | None
    scope: str | None
    part: str | None
    group: tuple[str, ...]
    year: int | None
    measure: str
    level: str
    column_level: str | None
    listed: bool
    printed: str
    number: int | float | None
    source: CellOfFile


def amount_of(money: Money | None) -> Amount | None:
    """Money as an amount."""
    return None if money is None else Amount(money.minor, money.currency, f"{money.as_decimal():f}")


def stated_shape(one: Stated) -> StatedAmount:
    """What is stated, as a shape."""
    amount = Amount(one.money.minor, one.money.currency, f"{one.money.as_decimal():f}")
    return StatedAmount(one.fund, one.year, one.measure, amount, one.address)


def number(value: Decimal | None) -> int | float | None:
    """A number as JSON carries it: the columns keep 15 digits, which a double holds exactly."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def written(value: Decimal | None) -> str | None:
    """A decimal as a text, without the zeros that the column adds."""
    exact = plain(value)
    return None if exact is None else f"{exact:f}"


def cell_shape(one: Any) -> CellOfFile:
    """The cell of a printed row that was read with `sha256` and `in_file`."""
    return CellOfFile(
        sha256=one.sha256,
        file=file_name(one.in_file),
        table=one.cell_table,
        row=one.cell_row,
        column=one.cell_column,
        row_index=one.row_index,
        column_index=one.column_index,
    )


def _of_figure(one: Any) -> dict[str, Any]:
    """What figures of money and of posts have in common."""
    return {
        "address": one.address,
        "plan": one.in_plan,
        "place": one.in_place,
        "fund": none_if_blank(one.fund),
        "component": none_if_blank(one.component),
        "category": none_if_blank(one.category),
        "scope": none_if_blank(one.scope),
        "part": none_if_blank(one.part),
        "group": tuple(one.group),
        "year": one.year,
        "measure": one.measure,
        "level": one.level,
        "printed": one.printed,
        "source": cell_shape(one),
    }


def money_shape(one: Any) -> MoneyFigure:
    """A figure of money that was read by `figures`."""
    money = None if one.minor is None else Money(one.minor, one.currency)
    amount, percentage = amount_of(money), written(one.percentage)
    return MoneyFigure(**_of_figure(one), amount=amount, percentage=percentage, step=written(one.step) or "0")


def posts_shape(one: Any) -> PostsFigure:
    """A figure of posts that was read by `figures`."""
    return PostsFigure(
        **_of_figure(one),
        grade=none_if_blank(one.grade),
        column_level=none_if_blank(one.column_level),
        listed=one.listed,
        number=number(one.number),
    )
