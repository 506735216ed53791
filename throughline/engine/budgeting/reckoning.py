"""A printed figure against what it should be, how far rounding carries it, and which error follows from which."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from throughline.engine.budgeting.printed import ZERO, Entry
from throughline.engine.findings import Finding, Sentence, Severity

HALF = Decimal("0.5")
EXPLAINED = Sentence("Rounding explains it.")
UNEXPLAINED = Sentence("Find the figure that is wrong and mend it.")


@dataclass(frozen=True, slots=True)
class Reckoning:
    """A printed figure, its addends and the sum that it should be; `said` names the rule.

    `slack` is how far rounding of the addends may carry the sum: half a printed unit for each that is a number.
    """

    entry: Entry
    addends: tuple[Entry, ...]
    said: str
    computed: Decimal
    slack: Decimal

    @property
    def fits(self) -> bool:
        """Whether the printed figure is the sum."""
        return self.entry.value == self.computed

    @property
    def explained(self) -> bool:
        """Whether rounding of the addends can explain the difference, if there is one."""
        return abs(self.entry.value - self.computed) <= self.slack

    def with_values(self, values: dict[int, Decimal]) -> Decimal:
        """The sum with other values for some of its addends, by their identity."""
        return sum((values.get(id(one), one.value) for one in self.addends), ZERO)

    def finding(self) -> Finding:
        """PB-SUM with both figures and the cell."""
        severity = Severity.INFO if self.explained else Severity.ERROR
        shown = as_printed(self.computed, self.entry)
        end = EXPLAINED if self.explained else UNEXPLAINED
        message = Sentence(
            "%(said)s: printed %(printed)s, computed %(shown)s. %(end)s",
            said=self.said,
            printed=self.entry.printed,
            shown=shown,
            end=end,
        )
        return Finding("PB-SUM", severity, self.entry.where, message, (self.entry.printed, shown))


def reckoning(entry: Entry, addends: Sequence[Entry | None], said: str) -> Reckoning | None:
    """A reckoning, or None where a figure in it could not be read or nothing is there to add."""
    present = tuple(one for one in addends if one is not None)
    if not present or not entry.known or not all(one.known for one in present):
        return None
    computed = sum((one.value for one in present), ZERO)
    slack = entry.step * HALF * sum(one.rounded for one in present) if entry.step else ZERO
    return Reckoning(entry, present, said, computed, slack)


def findings_of(reckonings: Sequence[Reckoning]) -> list[Finding]:
    """The findings of all reckonings that do not fit, one for each cell and sum, without mere consequences.

    A figure that another sum confirms is not blamed because one of its addends is wrong: where putting the reckoned
    value for the wrong addend mends the sum, the addend's own finding says it all.
    """
    broken = [one for one in reckonings if not one.explained]
    confirmed = {id(one.entry) for one in reckonings if one.explained and one.computed}
    mended = {id(one.entry): one.computed for one in broken if id(one.entry) not in confirmed}
    findings: list[Finding] = []
    seen: set[tuple[int, Decimal]] = set()
    for one in reckonings:
        known = (id(one.entry), one.computed)
        if one.fits or known in seen:
            continue
        if not one.explained and _only_follows(one, mended):
            continue
        seen.add(known)
        findings.append(one.finding())
    return findings


def _only_follows(one: Reckoning, mended: dict[int, Decimal]) -> bool:
    if not any(id(addend) in mended for addend in one.addends):
        return False
    again = one.with_values(mended)
    slack = one.entry.step * HALF * len(one.addends)
    own = mended.get(id(one.entry), one.entry.value)
    return abs(again - one.entry.value) <= slack or (own != one.computed and abs(again - own) <= slack)


def as_printed(value: Decimal, like: Entry) -> str:
    """A computed value as its table would print it: in the unit and with the decimals of the figure beside it."""
    if like.step <= 0:
        return in_print(value)
    shown = (value / like.step).scaleb(-like.decimals)
    whole = shown.quantize(Decimal(1).scaleb(-like.decimals))
    return in_print(whole if whole == shown else shown)


def in_print(value: Decimal) -> str:
    """A number as tables print it, all its decimals kept: "1 200.0", in brackets below zero."""
    text = f"{abs(value):,f}".replace(",", " ")
    return f"({text})" if value < 0 else text
