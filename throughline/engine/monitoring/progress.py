"""Progress towards a target: which way is better, from where, how far, and the traffic light with its rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from throughline.engine.findings import Sentence
from throughline.engine.monitoring.aggregation import Kind
from throughline.engine.monitoring.indicators import Definition, Direction
from throughline.engine.periods import Period

PERCENT = 100


class Light(StrEnum):
    """A traffic light; grey where there is nothing to tell."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    GREY = "grey"


@dataclass(frozen=True, slots=True)
class Reached:
    """What was reached of one target: the part of the way (1 is all of it; None where none can be told) and the light.

    `rule` says by which rule, in one sentence that a page shows beside the light.
    """

    part: Fraction | None
    light: Light
    rule: Sentence


@dataclass(frozen=True, slots=True)
class Standing:
    """Figures of a period that progress is told by; None where there is none."""

    period: Period
    actual: Fraction | None
    target: Fraction | None


def reached(
    definition: Definition, *, actual: Fraction | None, target: Fraction | None, baseline: Fraction | None
) -> Reached:
    """What was reached of a target, all in the scale of the values.

    The way leads from the baseline to the target, up or down; without a baseline a rise begins at nothing, and of a
    fall only whether it is reached can be told. Within a band, yes or no, and a milestone are reached or not.
    """
    if definition.direction is Direction.WITHIN:
        return _within(definition, actual)
    if definition.kind is Kind.QUALITATIVE:
        return Reached(None, Light.GREY, Sentence("Words are read, not measured."))
    if actual is None or target is None:
        missing = Sentence("no value") if actual is None else Sentence("no target")
        return Reached(None, Light.GREY, Sentence("Nothing can be told: there is %(missing)s.", missing=missing))
    if definition.kind in (Kind.YESNO, Kind.MILESTONE):
        done = actual >= target
        return _light_of_all(done, Sentence("Green when it is reached, red when it is not."))
    start = baseline if baseline is not None else Fraction(0) if definition.direction is Direction.RISE else None
    if start is None or start == target:
        done = actual >= target if definition.direction is Direction.RISE else actual <= target
        return _light_of_all(done, Sentence("There is no way from the baseline to go: green when the target is held."))
    part = (actual - start) / (target - start)
    return Reached(part, _light(definition, part), rule_of(definition, baseline is not None))


def rule_of(definition: Definition, has_baseline: bool) -> Sentence:
    """The rule of the light of a definition, for where there is a way to the target."""
    start = Sentence("the baseline") if has_baseline else Sentence("nothing")
    return Sentence(
        "Green from %(on)s %% of the way from %(start)s to the target of the last period that has ended, amber from "
        "%(off)s %%, red below.",
        on=definition.on_track,
        off=definition.off_track,
        start=start,
    )


def _light(definition: Definition, part: Fraction) -> Light:
    if part * PERCENT >= definition.on_track:
        return Light.GREEN
    return Light.AMBER if part * PERCENT >= definition.off_track else Light.RED


def _within(definition: Definition, actual: Fraction | None) -> Reached:
    rule = Sentence("Green within the band, red outside of it.")
    if actual is None or definition.low is None or definition.high is None:
        return Reached(None, Light.GREY, rule)
    return _light_of_all(definition.low <= actual <= definition.high, rule)


def _light_of_all(done: bool, rule: Sentence) -> Reached:
    return Reached(Fraction(int(done)), Light.GREEN if done else Light.RED, rule)


def last_standing(standings: Sequence[Standing], today: date) -> Standing | None:
    """The last period that has ended and has a target; without any, the last one that has a value."""
    over = sorted(
        (one for one in standings if one.period.end <= today), key=lambda one: (one.period.end, one.period.start)
    )
    aimed = [one for one in over if one.target is not None]
    told = aimed or [one for one in over if one.actual is not None]
    return told[-1] if told else None
