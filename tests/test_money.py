"""Exact amounts: no float, no rounding, no sum over two currencies."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.engine.errors import CurrencyMismatch, InexactAmount
from throughline.engine.money import Money, money, total

minors = st.integers(min_value=-(10**15), max_value=10**15)


@given(minors, st.sampled_from(["USD", "CHF", "JPY", "KWD"]))
def test_an_amount_comes_back_from_its_decimal(minor: int, currency: str) -> None:
    amount = Money(minor, currency)
    assert money(amount.as_decimal(), currency) == amount


@given(st.lists(minors))
def test_a_total_is_the_sum_of_its_parts(parts: list[int]) -> None:
    assert total((Money(part, "USD") for part in parts), "USD") == Money(sum(parts), "USD")


@pytest.mark.parametrize(
    ("amount", "currency"), [("0.005", "USD"), ("0.1", "JPY"), ("NaN", "USD"), ("Infinity", "USD")]
)
def test_an_inexact_amount_is_refused(amount: str, currency: str) -> None:
    with pytest.raises(InexactAmount):
        money(amount, currency)


def test_two_currencies_neither_add_nor_compare() -> None:
    dollars, francs = money(1, "USD"), money(1, "CHF")
    for operation in (lambda: dollars + francs, lambda: dollars - francs, lambda: dollars < francs):
        with pytest.raises(CurrencyMismatch):
            operation()
    with pytest.raises(CurrencyMismatch):
        total([dollars, francs], "USD")


def test_money_prints_with_currency_and_decimals() -> None:
    assert [str(money(Decimal("1234567.5"), "USD")), str(money(-1234, "JPY")), str(-money("0.125", "KWD"))] == [
        "USD 1,234,567.50",
        "JPY -1,234",
        "KWD -0.125",
    ]
