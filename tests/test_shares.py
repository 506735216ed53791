"""Splitting to the last unit: nothing is lost, nobody is favoured beyond one unit."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.engine.errors import NotAShare
from throughline.engine.shares import split, split_by

weights = st.lists(st.fractions(min_value=0, max_value=1000, max_denominator=997), min_size=1, max_size=30).filter(any)
amounts = st.integers(min_value=-(10**14), max_value=10**14)


@pytest.mark.parametrize(
    ("amount", "shares", "expected"),
    [
        (10_000, (1, 1, 1), (3334, 3333, 3333)),
        (-5, (1, 1, 1), (-2, -2, -1)),
        (1000, (Fraction(1, 3), Fraction(1, 6), Fraction(1, 2)), (333, 167, 500)),
        (7, (1, 1), (4, 3)),
        (0, (2, 3), (0, 0)),
        (333_333, (1, 1, 1), (111_111, 111_111, 111_111)),
    ],
)
def test_split_gives_the_worked_figures(amount: int, shares: tuple[Fraction, ...], expected: tuple[int, ...]) -> None:
    assert split(amount, shares) == expected


@given(amounts, weights)
def test_split_loses_no_unit(amount: int, shares: list[Fraction]) -> None:
    assert sum(split(amount, shares)) == amount


@given(amounts, weights)
def test_split_stays_within_one_unit_of_the_quota(amount: int, shares: list[Fraction]) -> None:
    whole = sum(shares)
    for part, share in zip(split(amount, shares), shares, strict=True):
        assert abs(part - amount * share / whole) < 1
        if share == 0:
            assert part == 0


@given(amounts, weights, st.fractions(min_value=Fraction(1, 99), max_value=99, max_denominator=99))
def test_only_the_ratios_of_the_weights_count(amount: int, shares: list[Fraction], factor: Fraction) -> None:
    assert split(amount, shares) == split(amount, [share * factor for share in shares])


@given(amounts, weights)
def test_a_negative_amount_splits_like_a_positive_one(amount: int, shares: list[Fraction]) -> None:
    assert split(-amount, shares) == tuple(-part for part in split(amount, shares))


@pytest.mark.parametrize("shares", [(), (0, 0), (1, -1)])
def test_what_cannot_share_out_is_refused(shares: tuple[int, ...]) -> None:
    with pytest.raises(NotAShare):
        split(1, shares)


def test_split_by_keeps_names() -> None:
    assert split_by(100, {"a": 1, "b": 2}) == {"a": 33, "b": 67}
