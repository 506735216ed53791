"""Values of indicators: typed states, exact numbers, and how they are read as people type them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum
from fractions import Fraction

from throughline.engine.findings import Finding, Sentence, Severity
from throughline.engine.monitoring.aggregation import ONE, UNMARKED, Amount, Kind, Mark
from throughline.engine.monitoring.cells import Part, is_within

# Numbers have at most 15 digits, four of them behind the point: sums of thousands of them stay exact in databases.
DECIMALS = 4
LARGEST = 10**15 - 1
# Blanks of every kind and apostrophes may stand between thousands, and a comma where three digits follow.
_BETWEEN = re.compile(r"[\s\u00a0\u2009\u202f'’]")
_THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:[.,][0-9]{1,4})?")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬−", "01234567890123456789.,-")


class State(StrEnum):
    """What a value says: six different things, of which nought is one and a blank is none."""

    REPORTED = "reported"
    ZERO = "zero"
    NOT_YET = "not yet reported"
    NOT_APPLICABLE = "not applicable"
    ESTIMATED = "estimated"
    RESTATED = "restated"


class Of(StrEnum):
    """What a value is of."""

    ACTUAL = "actual"
    TARGET = "target"
    BASELINE = "baseline"


# The states that bring a figure with them.
COUNTED = frozenset({State.REPORTED, State.ZERO, State.ESTIMATED, State.RESTATED})
MARKS: Mapping[State, frozenset[Mark]] = {
    State.ESTIMATED: frozenset({Mark.ESTIMATED}),
    State.RESTATED: frozenset({Mark.RESTATED}),
}
# What people write for the states that bring no figure, folded to small letters.
_SAID = {
    "": State.NOT_YET,
    "not yet reported": State.NOT_YET,
    "...": State.NOT_YET,
    "…": State.NOT_YET,
    "n/a": State.NOT_APPLICABLE,
    "na": State.NOT_APPLICABLE,
    "not applicable": State.NOT_APPLICABLE,
}
_YES = {"yes": 1, "no": 0, "1": 1, "0": 0}


@dataclass(frozen=True, slots=True)
class Said:
    """A value as it was said: its state, and an exact number (with what divides it), names or words where it has them.

    `number` and `denominator` are whole ten-thousandths.
    """

    state: State
    number: int | None = None
    denominator: int | None = None
    text: str = ""

    @property
    def counts(self) -> bool:
        """Tell whether it brings a figure or words with it."""
        return self.state in COUNTED


class NotAValue(ValueError):
    """A text that cannot be a value of its kind; the message is a `Sentence` that says what to write."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def read_number(text: str) -> int:
    """A number as people write it, in whole ten-thousandths; raises `NotAValue` for all that is not plainly one."""
    plain = _BETWEEN.sub("", text.translate(_DIGITS))
    if "%" in plain:
        raise NotAValue(
            Sentence('"%(text)s" is a percentage: write the numerator and the denominator ("12/40").', text=text)
        )
    if _THOUSANDS.fullmatch(plain):
        plain = plain.replace(",", "")
    if not _NUMBER.fullmatch(plain):
        raise NotAValue(
            Sentence(
                '"%(text)s" is no number with at most four decimals: write one, "n/a", or nothing.', text=text[:40]
            )
        )
    number = int(Decimal(plain.replace(",", ".")).scaleb(DECIMALS))
    if abs(number) > LARGEST:
        raise NotAValue(Sentence('"%(text)s" is too large: write it in thousands or millions.', text=text[:40]))
    return number


def read_value(text: str, kind: Kind, *, divided: bool, union: bool = False) -> Said:
    """What a person typed for an indicator of this kind; raises `NotAValue` and says what to write instead.

    "~" before a number makes it an estimate. Where values are `divided` a number and its denominator are written
    "12/40"; for a distinct `union` the names, with commas between.
    """
    plain = " ".join(text.split())
    if plain.casefold() in _SAID:
        return Said(_SAID[plain.casefold()])
    if kind is Kind.QUALITATIVE:
        return Said(State.REPORTED, text=plain)
    estimated = plain.startswith("~")
    plain = plain.removeprefix("~").strip()
    if union:
        names = names_of(plain)
        return _typed(len(names) * ONE, None, ", ".join(sorted(names)), estimated)
    if kind in (Kind.YESNO, Kind.MILESTONE):
        answer, _, words = plain.partition(":")
        if answer.strip().casefold() not in _YES:
            raise NotAValue(Sentence('"%(text)s" is neither yes nor no: write one of them.', text=text[:40]))
        return _typed(_YES[answer.strip().casefold()] * ONE, None, words.strip(), estimated)
    number, slash, below = plain.partition("/")
    if not divided:
        if slash:
            raise NotAValue(
                Sentence('"%(text)s" is a fraction, and the indicator is none: write a number.', text=text[:40])
            )
        return _typed(read_number(number), None, "", estimated)
    if not slash:
        raise NotAValue(Sentence('"%(text)s" has no denominator: write both numbers, as in "12/40".', text=text[:40]))
    denominator = read_number(below)
    if denominator <= 0:
        raise NotAValue(Sentence('"%(text)s" divides by nothing: write "n/a" where there was nothing.', text=text[:40]))
    return _typed(read_number(number), denominator, "", estimated)


def _typed(number: int, denominator: int | None, text: str, estimated: bool) -> Said:
    state = State.ESTIMATED if estimated else State.REPORTED if number else State.ZERO
    return Said(state, number, denominator, text)


def names_of(text: str) -> frozenset[str]:
    """The names of a distinct union, as they are written with commas between."""
    return frozenset(filter(None, (" ".join(name.split()) for name in re.split(r"[,;\n]", text))))


def amount_of(said: Said, *, when: int, unit: int, weighted: bool, union: bool, approved: bool = True) -> Amount | None:
    """A value as it enters sums; None for one that brings no figure.

    For a mean (`weighted`) the number is multiplied by its denominator here, and divided by the sum of them later.
    """
    if said.state not in COUNTED:
        return None
    marks = MARKS.get(said.state, UNMARKED)
    if not approved:
        marks = marks | {Mark.UNAPPROVED}
    number = said.number or 0
    if weighted and said.denominator is not None:
        number *= said.denominator
    members = names_of(said.text) if union else frozenset()
    return Amount(number, said.denominator, members, when, "" if union else said.text, unit, 1, marks)


def scaled(number: Decimal | int) -> int:
    """A number in whole ten-thousandths."""
    return int(Decimal(number).scaleb(DECIMALS))


def unscaled(figure: Fraction, decimals: int = DECIMALS) -> Decimal:
    """A figure in ten-thousandths as a decimal, rounded once, half to even."""
    exact = figure / ONE
    step = Decimal(1).scaleb(-decimals)
    whole = Decimal(exact.numerator * 10**decimals) / Decimal(exact.denominator)
    return whole.quantize(Decimal(1), ROUND_HALF_EVEN) * step


def check_cells(where: str, cells: Mapping[str, tuple[Part, Said]], *, added: bool) -> list[Finding]:
    """MO-CELLS (cells that do not add up to what is stated) and MO-ABOVE (a part larger than its whole) of one report.

    `cells` are those of one place; `added` where the rule of the cells is a sum, so that parts make the whole.
    """
    if not added:
        return []
    findings = []
    numbers = {cell: said.number for cell, (_, said) in cells.items() if said.counts and said.number is not None}
    crossed = [cell for cell, (part, _) in cells.items() if part is Part.CROSSED]
    is_whole = all(cell in numbers for cell in crossed)
    for wider, stated in numbers.items():
        if cells[wider][0] is Part.CROSSED:
            continue
        inside = [cell for cell in crossed if cell in numbers and is_within(cell, wider)]
        total = sum(numbers[cell] for cell in inside)
        if inside and is_whole and total != stated:
            findings.append(_does_not_add(where, wider, stated, total))
        over = [cell for cell in numbers if cell != wider and is_within(cell, wider) and numbers[cell] > stated >= 0]
        findings.extend(_above(where, cell, wider, numbers[cell], stated) for cell in over)
    return findings


def _does_not_add(where: str, wider: str, stated: int, total: int) -> Finding:
    message = Sentence(
        "%(whole)s is stated as %(stated)s, and its cells add up to %(total)s: correct one of them.",
        whole=wider or Sentence("The total"),
        stated=plain(stated),
        total=plain(total),
    )
    return Finding("MO-CELLS", Severity.WARNING, where, message, (plain(stated), plain(total)))


def _above(where: str, cell: str, wider: str, number: int, stated: int) -> Finding:
    message = Sentence(
        "%(cell)s is %(number)s, more than the whole that it is a part of (%(whole)s, %(stated)s): correct one "
        "of them.",
        cell=cell,
        number=plain(number),
        whole=wider or Sentence("The total"),
        stated=plain(stated),
    )
    return Finding("MO-ABOVE", Severity.ERROR, where, message, (plain(number), plain(stated)))


def plain(number: int) -> str:
    """A number in ten-thousandths as it is written: 7, not 7.0000."""
    text = f"{Decimal(number).scaleb(-DECIMALS):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def typed_again(said: Said, *, union: bool = False) -> str:
    """What a person would have typed for a value: `read_value` gives it back, but for a restatement.

    Of a distinct `union` that is its names.
    """
    if said.state is State.NOT_YET:
        return ""
    if said.state is State.NOT_APPLICABLE:
        return "n/a"
    mark = "~" if said.state is State.ESTIMATED else ""
    if said.number is None or union:
        return f"{mark}{said.text}"
    words = f": {said.text}" if said.text else ""
    below = f"/{plain(said.denominator)}" if said.denominator is not None else ""
    return f"{mark}{plain(said.number)}{below}{words}"
