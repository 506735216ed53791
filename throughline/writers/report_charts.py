"""Charts of reports as SVG, drawn from their exact numbers: bars side by side or on each other, lines over time.

No style or script stands in a drawing, only classes with plain attributes beneath them: the same drawing stands in a
page under a strict content security policy, in a PDF, and as a picture in a docx.
"""

from dataclasses import dataclass
from decimal import Decimal
from html import escape

from throughline.engine.reporting.blocks import Chart, Drawn
from throughline.writers.line_svg.marks import width_of
from throughline.writers.report_drawing import LEADING, Pen, Scale, in_colour, label_lines, scale_over
from throughline.writers.report_words import clean, is_mirrored, number_in, words_in
from throughline.writers.typesetting import pictures

WIDTH = 720.0
PLOT_HEIGHT = 240.0
PADDING = 10.0
# Beyond so many categories, or where names do not fit below, bars lie.
MOST_STANDING = 12
NAME_LINES = 3
WIDEST_NAME = 250.0
THICKEST = 44.0
# The families that writers have at hand; a style sheet says its own.
FAMILIES = "Noto Sans, Tajawal, Noto Sans CJK SC, sans-serif"

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Plan:
    """A chart made ready: as many values as names in every series, its scale, and where it is drawn."""

    chart: Chart
    names: tuple[str, ...]
    series: tuple[tuple[str, tuple[Decimal | None, ...]], ...]
    scale: Scale
    language: str
    pen: Pen
    left: float = PADDING
    top: float = PADDING
    right: float = WIDTH - PADDING

    @property
    def stacked(self) -> bool:
        """Whether the series stand on each other."""
        return self.chart.drawn is Drawn.STACKED

    def number(self, value: Decimal) -> str:
        """A number as the language writes it."""
        return number_in(value, self.language)

    def said(self, series: int, place: int) -> str:
        """What a mark shows, in words."""
        name, values = self.series[series]
        value = values[place]
        parts = (self.names[place], name, "" if value is None else self.number(value))
        return " · ".join(part for part in parts if part)


def chart_svg(chart: Chart, language: str) -> str:
    """The chart as an `<svg>` element, from right to left where the language is; its title stands outside of it."""
    plan = _planned(chart, language)
    head, top = _head(plan)
    if not any(value is not None for _, values in plan.series for value in values):
        nothing = plan.pen.text(words_in(language).nothing_drawn, (WIDTH / 2, top + 24), "middle")
        return _opened(plan, top + 48) + head + nothing + "</svg>"
    if chart.drawn is Drawn.LINES:
        body, height = _lines(plan, top)
    elif _may_stand(plan):
        body, height = _standing(plan, top)
    else:
        body, height = _lying(plan, top)
    return _opened(plan, height) + head + body + "</svg>"


def chart_png(charts: tuple[Chart, ...], language: str, ppi: float = 192) -> tuple[bytes, ...]:
    """The charts as pictures on white, in one go: a picture for each."""
    return pictures([chart_svg(chart, language) for chart in charts], ppi)


def size_of(drawing: str) -> tuple[float, float]:
    """How wide and high a drawing of `chart_svg` is, in its own units."""
    width, height = drawing.partition('viewBox="0 0 ')[2].partition('"')[0].split()
    return float(width), float(height)


def _planned(chart: Chart, language: str) -> _Plan:
    count = max([len(chart.categories), *(len(one.values) for one in chart.series)])
    names = tuple(clean(name) for name in (*chart.categories, *[""] * (count - len(chart.categories))))
    series = tuple((clean(one.name), (*one.values, *[None] * (count - len(one.values)))) for one in chart.series)
    if chart.drawn is Drawn.STACKED:
        reached = [
            sum((one for one in column if one is not None and (one > 0) is above), Decimal(0))
            for column in zip(*(values for _, values in series), strict=True)
            for above in (True, False)
        ]
    else:
        reached = [value for _, values in series for value in values if value is not None]
    scale = scale_over(reached, from_zero=chart.drawn is not Drawn.LINES)
    return _Plan(chart, names, series, scale, language, Pen(WIDTH, is_mirrored(language)))


def _opened(plan: _Plan, height: float) -> str:
    said = clean(plan.chart.alternative or plan.chart.title)
    # The Arabic letters are smaller than others of the same size.
    size = 13.5 if plan.pen.mirrored else 12
    return (
        f'<svg class="report-chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:.0f} {height:.0f}" '
        f'role="img" aria-label="{escape(said)}" direction="ltr" font-family="{FAMILIES}" font-size="{size}">'
    )


def _head(plan: _Plan) -> tuple[str, float]:
    """The names of the series with their colours, and below them the unit; and how far down they reach."""
    x, y, parts = PADDING, PADDING + 10, []
    named = [(at, name) for at, (name, _) in enumerate(plan.series) if name]
    for at, name in named if len(named) > 1 or (named and named[0][1] != plan.chart.title) else ():
        lines = label_lines(name, WIDTH - 3 * PADDING - 20, 1)
        room = 22 + width_of(lines[0]) + 18 if lines else 0
        if x > PADDING and x + room > WIDTH:
            x, y = PADDING, y + 20
        parts += [in_colour(at, _key(plan, at, (x, y))), *(plan.pen.text(line, (x + 22, y)) for line in lines)]
        x += room
    if x > PADDING:
        y += 22
    for line in label_lines(clean(plan.chart.unit), WIDTH - 2 * PADDING, 2):
        parts.append(plan.pen.text(line, (PADDING, y), name="chart-unit"))
        y += LEADING
    return "".join(parts), y + 6


def _key(plan: _Plan, at: int, point: Point) -> str:
    x, y = point
    if plan.chart.drawn is Drawn.LINES:
        ends = [(x, y - 4), (x + 16, y - 4)]
        return plan.pen.path(ends, at) + plan.pen.mark((x + 8, y - 4), at, plan.series[at][0])
    return plan.pen.rect((x + 2, y - 10, 12, 12), plan.series[at][0])


def _may_stand(plan: _Plan) -> bool:
    """Tell whether bars may stand: few enough, each with its whole name below it."""
    band = (WIDTH - 2 * PADDING - 60) / len(plan.names)
    return len(plan.names) <= MOST_STANDING and all(
        "".join(label_lines(name, band - 8, NAME_LINES)).replace(" ", "") == name.replace(" ", "")
        for name in plan.names
    )


def _axis(plan: _Plan, top: float) -> tuple[str, float, float]:
    """The named steps at the side and their lines; the left edge of the plot and its foot."""
    ticks = [(tick, plan.number(tick)) for tick in plan.scale.ticks]
    left = PADDING + max(width_of(name) for _, name in ticks) + 8
    foot = top + PLOT_HEIGHT
    parts = []
    for tick, name in ticks:
        y = foot - PLOT_HEIGHT * plan.scale.share(tick)
        kind = "chart-base" if tick == 0 else "chart-grid"
        parts += [plan.pen.rule((left, y), (plan.right, y), kind), plan.pen.text(name, (left - 8, y + 4), "end")]
    return "".join(parts), left, foot


def _names_below(plan: _Plan, left: float, foot: float) -> tuple[str, float]:
    """The names of the categories below a plot, as many as have room; and where they end."""
    band = (plan.right - left) / len(plan.names)
    every = max(1, round(44 / band + 0.49))
    parts, most = [], 1
    for place, name in enumerate(plan.names):
        if place % every == 0:
            lines = label_lines(name, band * every - 6, NAME_LINES)
            most = max(most, len(lines))
            middle = left + band * (place + 0.5)
            parts += [
                plan.pen.text(line, (middle, foot + 18 + LEADING * number), "middle")
                for number, line in enumerate(lines)
            ]
    return "".join(parts), foot + 18 + LEADING * most


def _standing(plan: _Plan, top: float) -> tuple[str, float]:
    axis, left, foot = _axis(plan, top + 14)
    names, height = _names_below(plan, left, foot)
    band = (plan.right - left) / len(plan.names)
    beside = 1 if plan.stacked else len(plan.series)
    thick = min(THICKEST, band * 0.72 / beside)
    drawn: list[list[str]] = [[] for _ in plan.series]
    values: list[str] = []
    for place in range(len(plan.names)):
        start = left + band * (place + 0.5) - thick * beside / 2
        for at, low, high, value in _spans(plan, place):
            x = start + (0 if plan.stacked else thick * at)
            above, below = (foot - PLOT_HEIGHT * plan.scale.share(one) for one in (high, low))
            gap = 0.0 if plan.stacked else min(2.0, thick * 0.1)
            box = (x + gap / 2, above, thick - gap, max(below - above - (1 if plan.stacked else 0), 0.8))
            drawn[at].append(plan.pen.rect(box, plan.said(at, place)))
            name = plan.number(value)
            if not plan.stacked and width_of(name) <= max(thick, band if beside == 1 else 0) + 2:
                y = below + 14 if value < 0 else above - 5
                values.append(plan.pen.text(name, (x + thick / 2, y), "middle", "chart-value"))
    return axis + "".join(in_colour(at, "".join(one)) for at, one in enumerate(drawn)) + "".join(values) + names, height


def _spans(plan: _Plan, place: int) -> list[tuple[int, Decimal, Decimal, Decimal]]:
    """The bars of a category: series, lower end, upper end, value."""
    spans, above, below = [], Decimal(0), Decimal(0)
    for at, (_, values) in enumerate(plan.series):
        value = values[place]
        if value is None:
            continue
        if not plan.stacked:
            spans.append((at, min(value, Decimal(0)), max(value, Decimal(0)), value))
        elif value < 0:
            spans.append((at, below + value, below, value))
            below += value
        else:
            spans.append((at, above, above + value, value))
            above += value
    return spans


def _lying(plan: _Plan, top: float) -> tuple[str, float]:
    room = min(WIDEST_NAME, max(width_of(name) for name in plan.names)) + 4
    left = PADDING + room + (8 if room > 4 else 0)
    reach = max((width_of(plan.number(value)) for _, values in plan.series for value in values if value is not None))
    right = plan.right - (0 if plan.stacked else reach + 8)
    beside = 1 if plan.stacked else len(plan.series)
    thick = 18.0 if beside == 1 else 13.0
    drawn: list[list[str]] = [[] for _ in plan.series]
    words: list[str] = []
    y = top
    for place, name in enumerate(plan.names):
        lines = label_lines(name, room, NAME_LINES)
        high = max(thick * beside, LEADING * len(lines))
        first = y + (high - LEADING * len(lines)) / 2 + 11.5
        words += [plan.pen.text(line, (left - 8, first + LEADING * at), "end") for at, line in enumerate(lines)]
        start = y + (high - thick * beside) / 2
        for at, low, up, value in _spans(plan, place):
            x1, x2 = (left + (right - left) * plan.scale.share(one) for one in (low, up))
            at_y = start + (0 if plan.stacked else thick * at)
            drawn[at].append(plan.pen.rect((x1, at_y, max(x2 - x1, 0.8), thick - 1.5), plan.said(at, place)))
            if not plan.stacked:
                words.append(plan.pen.text(plan.number(value), (x2 + 5, at_y + thick - 3.5), name="chart-value"))
        y += high + 9
    grid = _steps_below(plan, (left, right), (top, y))
    return grid + "".join(in_colour(at, "".join(one)) for at, one in enumerate(drawn)) + "".join(words), y + 24


def _steps_below(plan: _Plan, across: Point, down: Point) -> str:
    """The lines behind bars that lie, with the named steps below them, as many as have room."""
    (left, right), (top, foot) = across, down
    ticks = [(left + (right - left) * plan.scale.share(tick), plan.number(tick), tick) for tick in plan.scale.ticks]
    parts, free = [], float("-inf")
    for x, name, tick in ticks:
        parts.append(plan.pen.rule((x, top), (x, foot), "chart-base" if tick == 0 else "chart-grid"))
        if x - width_of(name) / 2 >= free:
            parts.append(plan.pen.text(name, (x, foot + 16), "middle"))
            free = x + width_of(name) / 2 + 8
    return "".join(parts)


def _lines(plan: _Plan, top: float) -> tuple[str, float]:
    axis, left, foot = _axis(plan, top + 6)
    names, height = _names_below(plan, left, foot)
    band = (plan.right - left) / len(plan.names)
    parts = []
    for at, (_, values) in enumerate(plan.series):
        run: list[Point] = []
        drawn = []
        for place, value in enumerate(values):
            if value is None:
                # A gap is no line: nothing was reported there.
                drawn.append(plan.pen.path(run, at))
                run = []
                continue
            point = (left + band * (place + 0.5), foot - PLOT_HEIGHT * plan.scale.share(value))
            run.append(point)
            drawn.append(plan.pen.mark(point, at, plan.said(at, place)))
        drawn.append(plan.pen.path(run, at))
        parts.append(in_colour(at, "".join(drawn)))
    return axis + "".join(parts) + names, height
