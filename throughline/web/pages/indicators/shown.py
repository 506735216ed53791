"""Indicators as pages show them: figures in words, the light with its rule, and progress over time as a chart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from throughline.engine.findings import Sentence
from throughline.engine.monitoring.aggregation import ONE, Amount, Folded, Kind, Mark, Refusal, explain, value_of
from throughline.engine.monitoring.cells import TOTAL, items_of
from throughline.engine.monitoring.indicators import Definition
from throughline.engine.monitoring.progress import Light, Reached, Standing, last_standing, reached
from throughline.engine.monitoring.rollup import Figures
from throughline.engine.monitoring.values import Of, Said, State, unscaled
from throughline.engine.reporting.blocks import Chart, Column, Drawn, Row, Series, Table, Text
from throughline.store.monitoring.indicators.figures import IndicatorFigures
from throughline.web.formatting import number
from throughline.web.pages.frame import Status, Words
from throughline.writers.report_charts import chart_svg

LIGHTS: Mapping[Light, Status] = {
    Light.GREEN: Status("good", gettext_lazy("on track")),
    Light.AMBER: Status("attention", gettext_lazy("behind")),
    Light.RED: Status("bad", gettext_lazy("off track")),
    Light.GREY: Status("plain", gettext_lazy("not to be told")),
}
MARKS: Mapping[Mark, Words] = {
    Mark.ESTIMATED: gettext_lazy("estimated"),
    Mark.RESTATED: gettext_lazy("restated"),
    Mark.UNAPPROVED: gettext_lazy("not approved"),
}
STATES: Mapping[str, Status] = {
    "missing": Status("bad", gettext_lazy("nothing yet")),
    "open": Status("attention", gettext_lazy("open")),
    "submitted": Status("plain", gettext_lazy("submitted")),
    "reviewed": Status("plain", gettext_lazy("reviewed")),
    "approved": Status("good", gettext_lazy("approved")),
    "closed": Status("plain", gettext_lazy("closed")),
}
SAID: Mapping[State, Words] = {
    State.NOT_YET: gettext_lazy("not yet reported"),
    State.NOT_APPLICABLE: gettext_lazy("not applicable"),
}


@dataclass(frozen=True, slots=True)
class FigureShown:
    """A figure in words, where its tree of values stands, and what is to be known of it; "" where there is none.

    `is_told` where it is no number: what a qualitative indicator says.
    """

    words: str
    address: str = ""
    marks: tuple[Words, ...] = ()
    refused: str = ""
    is_told: bool = False

    @property
    def cell(self) -> str:
        """The class of its cell in a table: words wrap, numbers stand below each other."""
        return "wide-cell" if self.is_told else "number-cell"


@dataclass(frozen=True, slots=True)
class SpanShown:
    """A span of time: target, what was reached, by how many reports that is told, how much of the way, the light."""

    name: str
    is_ended: bool
    target: FigureShown
    actual: FigureShown
    reports: int
    part: str
    light: Status


@dataclass(frozen=True, slots=True)
class Overview:
    """How an indicator stands: the span that tells, what was reached there, and by which rule.

    `base` is the span of the baseline, "" where there is none; `chart` its course, where a report draws it.
    """

    span: str
    base: str
    actual: FigureShown
    target: FigureShown
    baseline: FigureShown
    part: str
    light: Status
    rule: str
    chart: Chart | None = None


def said_in(sentence: str) -> str:
    """A sentence of the engine in the reader's language."""
    if not isinstance(sentence, Sentence):
        return sentence
    told = {name: said_in(one) if isinstance(one, str) else number(one) for name, one in sentence.parameters.items()}
    return _(sentence.template) % told if told else _(sentence.template)


def figure_words(definition: Definition, one: Amount) -> str:
    """A figure as it is read: a number in its unit, a percentage, yes or no, words."""
    if definition.kind is Kind.QUALITATIVE:
        return one.text
    value = value_of(one)
    if value is None:
        return ""
    if definition.kind in (Kind.YESNO, Kind.MILESTONE):
        return _("yes") if value else _("no")
    if definition.kind is Kind.RATIO:
        return f"{number(shortened(unscaled(value * ONE * 100, 1)))} %"
    return number(shortened(unscaled(value, 2 if value.denominator == 1 else 1)))


def shortened(value: Decimal) -> Decimal:
    """The number without the zeros behind its point."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def measured(definition: Definition, one: Folded | None) -> Fraction | None:
    """The figure that progress is told by, in the scale of the values; None where there is none."""
    if not isinstance(one, Amount):
        return None
    value = value_of(one)
    return value * ONE if value is not None and definition.kind is Kind.RATIO else value


def figure_shown(definition: Definition, one: Folded | None, address: str = "") -> FigureShown:
    """A figure for a page; `address` leads to its tree."""
    if one is None:
        return FigureShown("")
    if isinstance(one, Refusal):
        return FigureShown("", address, (), said_in(explain(definition.indicator, one).message))
    marks = tuple(MARKS[mark] for mark in sorted(one.marks))
    return FigureShown(figure_words(definition, one), address, marks, "", definition.kind is Kind.QUALITATIVE)


def said_words(definition: Definition, said: Said) -> str:
    """A value as it was said."""
    if said.state in SAID:
        return str(SAID[said.state])
    if definition.kind is Kind.QUALITATIVE or definition.is_union:
        return said.text
    if definition.kind in (Kind.YESNO, Kind.MILESTONE):
        answer = _("yes") if said.number else _("no")
        return f"{answer}: {said.text}" if said.text else answer
    words = number(shortened(unscaled(Fraction(said.number or 0))))
    return f"{words} / {number(shortened(unscaled(Fraction(said.denominator))))}" if said.denominator else words


def tree_address(organization: str, definition: Definition, node: str, span: str, **more: str) -> str:
    """The page of the tree of a figure."""
    asked = {"span": span, **({"node": node} if node != definition.node else {})}
    asked |= {name: value for name, value in more.items() if value}
    path = definition.indicator.partition("/")[2]
    return f"{reverse('indicators-figure', args=[organization, path])}?{urlencode(asked)}"


def spans_shown(organization: str, told: IndicatorFigures, node: str, which: str, today: date) -> tuple[SpanShown, ...]:
    """The spans of an indicator at a node, the newest first."""
    baseline = baseline_of(told, node)
    shown = []
    for name, period in reversed(tuple(told.spans.items())):
        actual, target = (told.of(of).get((node, name, TOTAL)) for of in (Of.ACTUAL.value, Of.TARGET.value))
        if actual is None and target is None:
            continue
        one = _reached(told.definition, actual, target, baseline)
        addresses = [
            tree_address(organization, told.definition, node, name, of=of, values=which) for of in ("", "target")
        ]
        shown.append(
            SpanShown(
                name,
                period.end <= today,
                figure_shown(told.definition, target, addresses[1]),
                figure_shown(told.definition, actual, addresses[0]),
                actual.reports if isinstance(actual, Amount) else 0,
                percent(one.part),
                LIGHTS[one.light] if period.end <= today else Status("plain", _("under way")),
            )
        )
    return tuple(shown)


def _reached(definition: Definition, actual: Folded | None, target: Folded | None, baseline: Folded | None) -> Reached:
    return reached(
        definition,
        actual=measured(definition, actual),
        target=measured(definition, target),
        baseline=measured(definition, baseline),
    )


def percent(part: Fraction | None) -> str:
    """A part of the way in hundredths; "" for none."""
    return "" if part is None else f"{number(unscaled(part * ONE * 100, 0))} %"


def base_of(told: IndicatorFigures, node: str) -> str:
    """The span of the first baseline at a node; "" for none."""
    found: Figures = told.of(Of.BASELINE.value)
    return next((name for name in told.spans if (node, name, TOTAL) in found), "")


def baseline_of(told: IndicatorFigures, node: str) -> Folded | None:
    """The first baseline at a node."""
    return told.of(Of.BASELINE.value).get((node, base_of(told, node), TOTAL))


def overview_of(told: IndicatorFigures, node: str, today: date) -> Overview:
    """How an indicator stands at a node today."""
    definition, baseline = told.definition, baseline_of(told, node)
    standings = [
        Standing(
            period,
            measured(definition, told.of(Of.ACTUAL.value).get((node, name, TOTAL))),
            measured(definition, told.of(Of.TARGET.value).get((node, name, TOTAL))),
        )
        for name, period in told.spans.items()
    ]
    last = last_standing(standings, today)
    name = last.period.name if last else ""
    actual, target = (told.of(of).get((node, name, TOTAL)) for of in (Of.ACTUAL.value, Of.TARGET.value))
    one = _reached(definition, actual, target, baseline)
    return Overview(
        name,
        base_of(told, node),
        figure_shown(definition, actual),
        figure_shown(definition, target),
        figure_shown(definition, baseline),
        percent(one.part),
        LIGHTS[one.light],
        said_in(one.rule),
    )


def cell_words(definition: Definition, cell: str) -> str:
    """A cell in words: "Sex: women; Age: children"."""
    titles = {one.code: one for one in definition.dimensions}
    said = []
    for dimension, category in sorted(items_of(cell)):
        held = titles.get(dimension)
        words = next((one.title for one in held.categories if one.code == category), "") if held else ""
        said.append(f"{(held.title if held else '') or dimension}: {words or category}")
    return "; ".join(said) or _("Total")


def chart_of(told: IndicatorFigures, node: str) -> SafeString:
    """Progress against target over the periods that are reported, drawn; "" where there are fewer than two."""
    chart = progress_chart(told, node)
    # Every word in it is escaped where it is drawn.
    return SafeString(chart_svg(chart, get_language() or "en")) if chart else SafeString("")


def progress_chart(told: IndicatorFigures, node: str) -> Chart | None:
    """Progress against target over the periods that are reported, with its table; None for fewer than two of them."""
    definition, reported = told.definition, _reported(told)
    of_words = ((_("Reached"), told.of(Of.ACTUAL.value)), (_("Target"), told.of(Of.TARGET.value)))
    names = tuple(
        name for name in told.spans if name in reported and any((node, name, TOTAL) in one for _words, one in of_words)
    )
    if len(names) < 2 or definition.kind in (Kind.QUALITATIVE, Kind.YESNO, Kind.MILESTONE):
        return None
    series = tuple(
        Series(words, tuple(_drawn(definition, one.get((node, name, TOTAL))) for name in names))
        for words, one in of_words
    )
    unit = "%" if definition.kind is Kind.RATIO else definition.currency or definition.unit
    title = _("%(title)s: reached and planned") % {"title": definition.title}
    columns = (Column(_("Period")), *(Column(words, numeric=True) for words, _one in of_words))
    lines = tuple(
        Row(
            (
                (Text(name),),
                *((Text(figure_shown(definition, one.get((node, name, TOTAL))).words),) for _words, one in of_words),
            )
        )
        for name in names
    )
    return Chart(title, Drawn.LINES, unit, names, series, Table(title, columns, lines), title)


def _reported(told: IndicatorFigures) -> set[str]:
    """The spans that are periods of the frequency, not longer ones."""
    shortest = min((one.end - one.start for one in told.spans.values()), default=None)
    if shortest is None:
        return set()
    return {name for name, one in told.spans.items() if (one.end - one.start).days < shortest.days * 1.5}


def _drawn(definition: Definition, one: Folded | None) -> Decimal | None:
    value = measured(definition, one)
    if value is None:
        return None
    return unscaled(value * 100 if definition.kind is Kind.RATIO else value)


def states_of(counted: Mapping[str, int]) -> Sequence[tuple[Status, int, str]]:
    """How many reports are in which state, in the order of the states."""
    return [(status, counted[state], state) for state, status in STATES.items() if counted.get(state)]
