"""Indicators: their numbered definitions, the mapping from one to the next, and what must hold about them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from throughline.engine.findings import Finding, Sentence, Severity
from throughline.engine.monitoring.aggregation import Kind, Rule, Rules, check_rules, is_divided
from throughline.engine.monitoring.cells import CODE, Carried, Dimension, carry, cell_of
from throughline.engine.monitoring.values import Of
from throughline.engine.periods import Period

# More cells than these nobody enters, and nobody reads.
MOST_CELLS = 5_000
# A name of a period: "2026", "2026-Q1", "2026-03", "2024-27".
PERIOD_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{1,19}")
LAST = re.compile(r"/I([0-9]+)$")


class Direction(StrEnum):
    """Which way is better."""

    RISE = "rise"
    FALL = "fall"
    WITHIN = "within"


@dataclass(frozen=True, slots=True)
class Definition:
    """What an indicator is, in one of its versions; `number` counts them from 1.

    `low` and `high` (ten-thousandths) are the band of the direction `within`. `frequency` is for how many months one
    report is (0: whenever there is something to report). `carried` says what categories of the definition before are
    in this one. `on_track` and `off_track` are the percentages of the way to the target that make the lights.
    """

    indicator: str
    number: int
    kind: Kind
    title: str
    unit: str
    rules: Rules
    direction: Direction = Direction.RISE
    currency: str = ""
    low: int | None = None
    high: int | None = None
    source: str = ""
    method: str = ""
    frequency: int = 12
    dimensions: tuple[Dimension, ...] = ()
    carried: tuple[Carried, ...] = ()
    on_track: int = 90
    off_track: int = 60
    reason: str = ""

    @property
    def node(self) -> str:
        """The address of the node that it is an indicator of."""
        return LAST.sub("", self.indicator)

    @property
    def measure(self) -> tuple[str, str, str, bool]:
        """What must be equal for values of two definitions to add up."""
        return self.kind.value, self.unit, self.currency, self.is_divided

    @property
    def is_divided(self) -> bool:
        """Tell whether every value needs a denominator."""
        return is_divided(self.kind, self.rules)

    @property
    def is_weighted(self) -> bool:
        """Tell whether a denominator is a weight, so that values times weights are added."""
        return self.is_divided and self.kind is not Kind.RATIO

    @property
    def is_union(self) -> bool:
        """Tell whether values are names that are counted once each."""
        return Rule.UNION in self.rules.all


@dataclass(frozen=True, slots=True)
class Point:
    """What is set or reported for a period, for the checks, and of what."""

    indicator: str
    node: str
    of: Of
    period: Period


def indicator_address(node: str, number: int) -> str:
    """The public address of an indicator of a node: `ITU/2024-27/G1/I1`."""
    return f"{node}/I{number}"


def series_address(indicator: str, node: str) -> str:
    """The public address of an indicator as a node reports it: the indicator's own, or `...G1/I1@2026/10/SP1`."""
    if node == LAST.sub("", indicator):
        return indicator
    return f"{indicator}@{node.partition('/')[2]}"


def report_address(indicator: str, node: str, period: str, of: str) -> str:
    """The public address of a report: `ITU/2024-27/G1/I1#2026-Q1`, `...#2026-Q1.target` for what is not actual."""
    kind = "" if of == Of.ACTUAL else f".{of}"
    return f"{series_address(indicator, node)}#{period}{kind}"


def months_of(period: Period) -> int:
    """How many whole months a period has; 0 where it is not made of whole months."""
    if period.start.day != 1 or period.end.day != 1:
        return 0
    return (period.end.year - period.start.year) * 12 + period.end.month - period.start.month


def is_due(definition: Definition, period: Period) -> bool:
    """Tell whether the indicator is reported for periods of this length."""
    return definition.frequency in (0, months_of(period))


def spans_of(periods: Iterable[Period], frequency: int) -> dict[str, tuple[str, ...]]:
    """What figures are made for: each period of the frequency, and each longer one with those that lie within it.

    {code: codes of the periods that are reported}, in the order of time.
    """
    every = sorted(periods, key=lambda one: (one.start, one.end, one.name))
    reported = [one for one in every if frequency in (0, months_of(one))]
    spans: dict[str, tuple[str, ...]] = {one.name: (one.name,) for one in reported}
    for longer in every:
        if longer.name not in spans:
            inside = tuple(one.name for one in reported if longer.start <= one.start and one.end <= longer.end)
            if inside:
                spans[longer.name] = inside
    return spans


def check_definition(one: Definition) -> list[Finding]:
    """MO-RULE, MO-UNIT-MISSING, MO-BAND and MO-DIMENSIONS: what a definition must hold by itself."""
    findings = check_rules(one.indicator, one.kind, one.rules)
    if one.kind is Kind.QUANTITY and not one.unit and not one.currency:
        words = Sentence("A quantity needs a unit, or a currency where it is money: say what is counted.")
        findings.append(Finding("MO-UNIT-MISSING", Severity.ERROR, one.indicator, words))
    is_band = one.low is not None and one.high is not None and one.low <= one.high
    if one.direction is Direction.WITHIN and not is_band:
        words = Sentence("To stay within a band, a lowest and a highest value are needed, the lowest first.")
        findings.append(Finding("MO-BAND", Severity.ERROR, one.indicator, words))
    findings += _check_dimensions(one)
    return findings


def _check_dimensions(one: Definition) -> list[Finding]:
    codes = [dimension.code for dimension in one.dimensions]
    wrong = len(set(codes)) < len(codes)
    count = 1
    for dimension in one.dimensions:
        own = [category.code for category in dimension.categories]
        wrong = wrong or not own or len(set(own)) < len(own)
        wrong = wrong or not all(CODE.fullmatch(code) for code in (dimension.code, *own))
        count *= len(own) + 1
    if not wrong and count <= MOST_CELLS:
        return []
    words = Sentence(
        "Dimensions and categories need codes of letters and digits, each once, and at most %(most)s cells in all.",
        most=MOST_CELLS,
    )
    return [Finding("MO-DIMENSIONS", Severity.ERROR, one.indicator, words)]


def check_next_definition(before: Definition, one: Definition) -> list[Finding]:
    """MO-UNIT-CHANGED and MO-MAPPING: what the next definition must say of the one before it."""
    findings = []
    if before.measure != one.measure:
        words = Sentence(
            "Definition %(number)s counts in %(unit)s, the one before in %(before)s: values of the two are "
            "never added. Open another indicator if both go on.",
            number=one.number,
            unit=one.currency or one.unit or one.kind.value,
            before=before.currency or before.unit or before.kind.value,
        )
        findings.append(Finding("MO-UNIT-CHANGED", Severity.WARNING, one.indicator, words))
    old = {(dimension.code, category.code) for dimension in before.dimensions for category in dimension.categories}
    unknown = [f"{named.dimension}={named.old}" for named in one.carried if (named.dimension, named.old) not in old]
    for code, category in sorted(old):
        if carry(cell_of({code: category}), one.carried, one.dimensions) is None and not any(
            (named.dimension, named.old, named.new) == (code, category, "") for named in one.carried
        ):
            unknown.append(f"{code}={category}")
    if unknown:
        words = Sentence(
            "Say what becomes of %(categories)s: the category that it is now, or that there is none.",
            categories=", ".join(unknown),
        )
        findings.append(Finding("MO-MAPPING", Severity.ERROR, one.indicator, words))
    return findings


def check_targets(points: Iterable[Point]) -> list[Finding]:
    """MO-TARGET-EARLY: a target for a period that begins before that of the baseline."""
    baselines: dict[tuple[str, str], Period] = {}
    targets = []
    for one in points:
        if one.of is Of.BASELINE:
            held = baselines.get((one.indicator, one.node))
            if held is None or one.period.start < held.start:
                baselines[one.indicator, one.node] = one.period
        elif one.of is Of.TARGET:
            targets.append(one)
    findings = []
    for one in sorted(targets, key=lambda point: (point.indicator, point.node, point.period.start)):
        baseline = baselines.get((one.indicator, one.node))
        if baseline is not None and one.period.start < baseline.start:
            words = Sentence(
                "The target for %(target)s comes before the baseline of %(baseline)s: correct one of the periods.",
                target=one.period.name,
                baseline=baseline.name,
            )
            where = report_address(one.indicator, one.node, one.period.name, one.of)
            findings.append(Finding("MO-TARGET-EARLY", Severity.ERROR, where, words))
    return findings


def check_units_of_series(series: Iterable[tuple[str, str, Definition]]) -> list[Finding]:
    """MO-UNIT-HALFWAY: one series whose reports are of several units, so that no figure holds all of them.

    `series` are indicator, node, and a definition under which the node reports it.
    """
    measures: dict[tuple[str, str], set[tuple[str, str, str, bool]]] = {}
    for indicator, node, definition in series:
        measures.setdefault((indicator, node), set()).add(definition.measure)
    findings = []
    for (indicator, node), found in sorted(measures.items()):
        if len(found) > 1:
            units = ", ".join(sorted(currency or unit or kind for kind, unit, currency, _ in found))
            words = Sentence(
                "Its values are in several units (%(units)s), and no figure adds these up: restate the earlier values, "
                "or open another indicator.",
                units=units,
            )
            findings.append(Finding("MO-UNIT-HALFWAY", Severity.ERROR, series_address(indicator, node), words))
    return findings


def check_periods(periods: Sequence[Period]) -> list[Finding]:
    """MO-PERIOD-OVERLAP: periods of which one neither follows the other nor lies wholly within it."""
    ordered = sorted(periods, key=lambda one: (one.start, -one.end.toordinal(), one.name))
    findings = []
    for at, one in enumerate(ordered):
        for other in ordered[at + 1 :]:
            if other.start >= one.end:
                break
            is_same = (one.start, one.end) == (other.start, other.end)
            if is_same or other.end > one.end:
                words = Sentence(
                    "%(period)s (%(start)s to %(end)s) overlaps %(other)s: let one follow the other, or lie "
                    "wholly in it.",
                    period=other.name,
                    start=other.start.isoformat(),
                    end=other.last.isoformat(),
                    other=one.name,
                )
                findings.append(Finding("MO-PERIOD-OVERLAP", Severity.ERROR, f"period {other.name}", words))
    return findings


@dataclass(frozen=True, slots=True)
class ReportName:
    """What the public address of a report names."""

    indicator: str
    node: str
    period: str
    of: Of

    @property
    def address(self) -> str:
        """The address itself."""
        return report_address(self.indicator, self.node, self.period, self.of)


def read_report(address: str) -> ReportName | None:
    """What the address of a report names; None for what is none."""
    series, sign, rest = address.partition("#")
    period, _, of = rest.partition(".")
    indicator, node = read_series(series)
    if not sign or not node or not PERIOD_CODE.fullmatch(period) or (of or Of.ACTUAL.value) not in list(Of):
        return None
    return ReportName(indicator, node, period, Of(of or Of.ACTUAL.value))


def read_series(address: str) -> tuple[str, str]:
    """The indicator and the node that the address of a series names; the node is "" for what is none."""
    indicator, sign, node = address.partition("@")
    if not LAST.search(indicator) or bool(sign) != bool(node):
        return indicator, ""
    return indicator, f"{indicator.partition('/')[0]}/{node}" if sign else LAST.sub("", indicator)
