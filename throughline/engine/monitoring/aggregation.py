"""How values add up: a rule for each axis, in a fixed order, and what may not be added, with the reason.

The order of the axes is always the same: the cells of a report first, then its places, then time within a series, then
the series of the nodes that contribute, each with its weight. Rules that differ between the axes (the latest value of
each country, summed) have one meaning only because of that order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from throughline.engine.findings import Finding, Sentence, Severity


class Axis(StrEnum):
    """What values lie along, in the order in which they are added up."""

    CELLS = "cells"
    PLACES = "places"
    TIME = "time"
    NODES = "nodes"


class Rule(StrEnum):
    """How values along an axis become one."""

    SUM = "sum"
    LATEST = "latest"
    MAXIMUM = "maximum"
    MEAN = "mean weighted by denominator"
    RATIO = "ratio of sums"
    UNION = "distinct union"
    NONE = "none"


class Kind(StrEnum):
    """What an indicator counts or tells."""

    QUANTITY = "quantity"
    RATIO = "ratio"
    INDEX = "index"
    YESNO = "yesno"
    MILESTONE = "milestone"
    SCALE = "scale"
    QUALITATIVE = "qualitative"


class Mark(StrEnum):
    """What is to be known of a figure: that an estimate, a restated or an unapproved value is in it."""

    ESTIMATED = "estimated"
    RESTATED = "restated"
    UNAPPROVED = "unapproved"


class Refusal(StrEnum):
    """Why values along an axis do not become one."""

    SEVERAL = "several"
    TIE = "tie"
    UNITS = "units"


@dataclass(frozen=True, slots=True)
class Rules:
    """The rule of each axis."""

    cells: Rule = Rule.SUM
    places: Rule = Rule.SUM
    time: Rule = Rule.SUM
    nodes: Rule = Rule.SUM

    def of(self, axis: Axis) -> Rule:
        """The rule of an axis."""
        rules = {Axis.CELLS: self.cells, Axis.PLACES: self.places, Axis.TIME: self.time, Axis.NODES: self.nodes}
        return rules[axis]

    @property
    def all(self) -> tuple[Rule, ...]:
        """The rules in the order of the axes."""
        return (self.cells, self.places, self.time, self.nodes)


class Amount(NamedTuple):
    """What values are while they are added up; a tuple, for there are hundreds of thousands of them.

    `number` and `denominator` are exact, in the scale of the values (values.py); `denominator` is None where nothing is
    divided. `members` are the names of a distinct union; `when` is the first day of the period, as a number, of the
    latest value in it; `text` what is told in words; `unit` which measure it is of (definitions of one unit share
    one); `reports` of how many reports it is made, `marks` what is to be known of them.
    """

    number: "int | Fraction"
    denominator: "int | Fraction | None" = None
    members: frozenset[str] = frozenset()
    when: int = 0
    text: str = ""
    unit: int = 0
    reports: int = 1
    marks: frozenset[Mark] = frozenset()


Folded = Amount | Refusal
# Numbers are kept as whole ten-thousandths: what one counts.
ONE = 10_000
DIVIDED = frozenset({Rule.MEAN, Rule.RATIO})
ADDED = frozenset({Rule.SUM, *DIVIDED})
NOTHING: frozenset[str] = frozenset()
UNMARKED: frozenset[Mark] = frozenset()
_ALWAYS = frozenset({Rule.MAXIMUM, Rule.NONE})
_LATER = frozenset({Rule.LATEST})
# What may be declared on the axes; "latest" on time and nodes alone, for cells and places of a report are of one time.
MAY: Mapping[Kind, frozenset[Rule]] = {
    Kind.QUANTITY: _ALWAYS | {Rule.SUM, Rule.UNION},
    Kind.RATIO: _ALWAYS | {Rule.RATIO},
    Kind.INDEX: _ALWAYS | {Rule.MEAN},
    Kind.SCALE: _ALWAYS | {Rule.MEAN},
    Kind.YESNO: _ALWAYS,
    Kind.MILESTONE: _ALWAYS,
    Kind.QUALITATIVE: frozenset({Rule.NONE}),
}
_WHY: Mapping[Kind, Sentence] = {
    Kind.RATIO: Sentence("percentages do not add: divide the sum of numerators by the sum of denominators"),
    Kind.INDEX: Sentence("points of an index do not add: take the mean weighted by denominator"),
    Kind.SCALE: Sentence("steps of a scale do not add: take the mean weighted by denominator, or the maximum"),
    Kind.YESNO: Sentence("yes and no do not add: take the maximum, which is yes where any says yes, or the latest"),
    Kind.MILESTONE: Sentence("milestones do not add: take the maximum or the latest"),
    Kind.QUALITATIVE: Sentence("words do not add: choose none, or the latest on time"),
    Kind.QUANTITY: Sentence("a quantity has no denominator: take the sum, the maximum or the distinct union"),
}


def fold(rule: Rule, amounts: Sequence[Folded]) -> Folded:
    """What the amounts along an axis are together; at least one. What was refused before is refused here.

    The order of the amounts makes no difference. `latest` between several of the same period, `none` between several at
    all, and amounts of several units are refused.
    """
    if len(amounts) == 1:
        return amounts[0]
    refused = [one for one in amounts if one.__class__ is Refusal]
    if refused:
        return min(refused)
    there: Sequence[Amount] = amounts  # type: ignore[assignment]
    if rule is Rule.NONE:
        return Refusal.SEVERAL
    if rule is Rule.LATEST:
        return _latest(there)
    first = there[0]
    if len({one.unit for one in there}) > 1:
        return Refusal.UNITS
    if rule is Rule.MAXIMUM:
        return max(there, key=_height)
    members = NOTHING
    number: int | Fraction
    if rule is Rule.UNION:
        members = NOTHING.union(*(one.members for one in there))
        number = len(members) * ONE
    else:
        number = sum([one.number for one in there])
    denominator = None if first.denominator is None else sum([one.denominator or 0 for one in there])
    return Amount(
        number,
        denominator,
        members,
        max([one.when for one in there]),
        "",
        first.unit,
        sum([one.reports for one in there]),
        UNMARKED.union(*[one.marks for one in there]),
    )


def _latest(there: Sequence[Amount]) -> Folded:
    last = max([one.when for one in there])
    found = [one for one in there if one.when == last]
    return found[0] if len(found) == 1 else Refusal.TIE


def _height(one: Amount) -> tuple[object, ...]:
    """What amounts are compared by for the maximum; of equal ones the same is taken in whatever order they come."""
    value = one.number if one.denominator is None else Fraction(one.number) / Fraction(one.denominator)
    rest = (one.denominator or 0, one.when, one.text, sorted(one.members), one.reports, sorted(one.marks))
    return value, *rest


def weighed(rule: Rule, one: Folded, weight: Fraction) -> Folded:
    """What a node contributes with this weight: a part of what is added or divided, else the whole of it."""
    if rule not in ADDED or isinstance(one, Refusal) or weight == 1:
        return one
    denominator = None if one.denominator is None else one.denominator * weight
    return one._replace(number=one.number * weight, denominator=denominator)


def value_of(one: Amount) -> Fraction | None:
    """The figure itself, in the scale of the values: divided where it has a denominator; None over nothing."""
    if one.denominator is None:
        return Fraction(one.number)
    return Fraction(one.number) / Fraction(one.denominator) if one.denominator else None


def is_divided(kind: Kind, rules: Rules) -> bool:
    """Tell whether every value needs a denominator: what a ratio divides by, or what a mean is weighted by."""
    return kind is Kind.RATIO or not DIVIDED.isdisjoint(rules.all)


def check_rules(where: str, kind: Kind, rules: Rules) -> list[Finding]:
    """MO-RULE: a rule that would add what does not add, with the reason."""
    findings = []
    for axis in Axis:
        rule = rules.of(axis)
        later = (
            _LATER if axis in (Axis.TIME, Axis.NODES) and (kind is not Kind.QUALITATIVE or axis is Axis.TIME) else ()
        )
        if rule in MAY[kind] or rule in later:
            continue
        if rule is Rule.LATEST and kind is not Kind.QUALITATIVE:
            why = Sentence("cells and places of one report are of the same time: none of them is the latest")
        else:
            why = _WHY[kind]
        findings.append(_no_rule(where, rule, axis, why))
    seen: set[Rule] = set()
    for axis in Axis:
        rule = rules.of(axis)
        if rule is Rule.UNION and seen & {Rule.SUM}:
            why = Sentence(
                "a sum has no members left that could be told apart: take the sum here too, or unions before"
            )
            findings.append(_no_rule(where, rule, axis, why))
        seen.add(rule)
    return findings


def _no_rule(where: str, rule: Rule, axis: Axis, why: Sentence) -> Finding:
    message = Sentence(
        'The rule "%(rule)s" on the axis "%(axis)s" is refused: %(why)s.', rule=rule.value, axis=axis.value, why=why
    )
    return Finding("MO-RULE", Severity.ERROR, where, message)


def explain(where: str, refusal: Refusal) -> Finding:
    """MO-NO-FIGURE: why there is no figure although there are values."""
    words = {
        Refusal.SEVERAL: Sentence('There are several values, and the rule is "none": look at each of them.'),
        Refusal.TIE: Sentence(
            "Several nodes report for the latest period, and only one can be the latest: change the rule."
        ),
        Refusal.UNITS: Sentence("Values of different units or currencies do not add: look at each unit apart."),
    }
    return Finding("MO-NO-FIGURE", Severity.WARNING, where, words[refusal])
