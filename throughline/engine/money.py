"""Exact amounts: integer minor units and a currency; two currencies never add."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from throughline.engine.errors import CurrencyMismatch, InexactAmount

# ISO 4217: decimals of the minor unit where it is not two.
DECIMALS = {"JPY": 0, "KRW": 0, "XAF": 0, "XOF": 0, "CLP": 0, "VND": 0, "KWD": 3, "BHD": 3, "JOD": 3, "TND": 3}


def decimals_of(currency: str) -> int:
    """How many decimals the minor unit of a currency has (ISO 4217)."""
    return DECIMALS.get(currency, 2)


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """An exact amount: `minor` counts the currency's minor units (cents), `currency` is its ISO 4217 code."""

    minor: int
    currency: str

    def __add__(self, other: "Money") -> "Money":
        return Money(self.minor + self._same(other).minor, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.minor - self._same(other).minor, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.minor < self._same(other).minor

    def __le__(self, other: "Money") -> bool:
        return self.minor <= self._same(other).minor

    def _same(self, other: "Money") -> "Money":
        if other.currency != self.currency:
            raise CurrencyMismatch(self.currency, other.currency)
        return other

    def as_decimal(self) -> Decimal:
        """The amount in units of currency, exactly."""
        return Decimal(self.minor).scaleb(-decimals_of(self.currency))

    def __str__(self) -> str:
        return f"{self.currency} {self.as_decimal():,.{decimals_of(self.currency)}f}"


def money(amount: Decimal | int | str, currency: str) -> Money:
    """An amount in units of currency as `Money`; raises `InexactAmount` where it has more decimals than the unit.

    A float is not taken: it has lost its exactness already.
    """
    value = Decimal(amount)
    minor = value.scaleb(decimals_of(currency))
    if not value.is_finite() or minor != minor.to_integral_value():
        raise InexactAmount(str(amount), currency)
    return Money(int(minor), currency)


def total(amounts: Iterable[Money], currency: str) -> Money:
    """The sum of amounts that all must be in `currency`; zero of it for none. Cost: one pass."""
    minor = 0
    for amount in amounts:
        if amount.currency != currency:
            raise CurrencyMismatch(currency, amount.currency)
        minor += amount.minor
    return Money(minor, currency)


def by_currency(amounts: Iterable[Money]) -> tuple[Money, ...]:
    """What amounts come to in each of their currencies, in the order in which those first come. Cost: one pass."""
    together: dict[str, int] = {}
    for amount in amounts:
        together[amount.currency] = together.get(amount.currency, 0) + amount.minor
    return tuple(Money(minor, currency) for currency, minor in together.items())
