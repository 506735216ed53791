"""Splitting an amount to the last unit: largest remainder, exact and deterministic."""

from collections.abc import Hashable, Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

from throughline.engine.errors import NotAShare

Key = TypeVar("Key", bound=Hashable)
Weight = int | Fraction


def split(amount: int, weights: Sequence[Weight]) -> tuple[int, ...]:
    """Shares of `amount` (whole units, of either sign) in proportion to `weights`, in their order.

    Largest remainder (Hamilton): each share is the exact quota rounded down in size, and the units that are left go
    one each to the largest fractions, the earlier weight first where fractions are equal. The shares add up to
    `amount` exactly, each is less than one unit from its quota, a weight of zero gets nothing, and only the ratios
    of the weights count. Not monotone in `amount` (the Alabama paradox): do not compare two splits line by line.

    Raises `NotAShare` for no weights, a weight below zero, or weights that are all zero. Cost: n log n.
    """
    if not weights:
        raise NotAShare("There is nothing to share out to.")
    if any(weight < 0 for weight in weights):
        raise NotAShare("A share below zero cannot be given.")
    whole = sum(map(Fraction, weights), Fraction(0))
    if whole == 0:
        raise NotAShare("All shares are zero: say who bears the amount.")
    size = abs(amount)
    ratios = [(Fraction(weight) / whole).as_integer_ratio() for weight in weights]
    quotas = [divmod(size * numerator, denominator) for numerator, denominator in ratios]
    shares = [quotient for quotient, _ in quotas]
    rests = [Fraction(rest, denominator) for (_, rest), (_, denominator) in zip(quotas, ratios, strict=True)]
    left = size - sum(shares)
    for index in sorted(range(len(weights)), key=lambda i: (-rests[i], i))[:left]:
        shares[index] += 1
    return tuple(shares) if amount >= 0 else tuple(-share for share in shares)


def split_by(amount: int, weights: Mapping[Key, Weight]) -> dict[Key, int]:
    """`split` for named shares: {name: share}, ties by the order of the mapping."""
    return dict(zip(weights, split(amount, list(weights.values())), strict=True))
