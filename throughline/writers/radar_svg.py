"""A radar as SVG: steps of an order on axes around a middle, one line for each year; what is missing leaves a gap.

Nothing is filled: the area within a line would say that the axes add up, and steps of an order do not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from math import cos, pi, sin

from throughline.writers.line_svg.marks import width_of
from throughline.writers.report_charts import FAMILIES, Point
from throughline.writers.report_drawing import LEADING, Pen, in_colour, label_lines
from throughline.writers.report_words import clean, is_mirrored, number_in

WIDTH, RADIUS = 460.0, 118.0
MIDDLE = WIDTH / 2
HEAD = 26.0
NAME_LINES = 4
# The colours of the lines by their numbers: one that only parts bands is left out, for a line must be seen in the dark.
COLOURS = (0, 1, 3)
# Of words beside an axis that leads nearly straight up or down, how far the axis may lean.
UPRIGHT = 0.2


@dataclass(frozen=True, slots=True)
class Ring:
    """A line of a radar: its name, and of each axis the step (1 to the highest), None where nothing is said."""

    name: str
    steps: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Radar:
    """A radar: the names of its axes, the highest step, and its lines, the one that matters most first.

    `said` is what is read in its place, `missing` what stands at an axis of which the first line says nothing.
    """

    said: str
    axes: tuple[str, ...]
    highest: int
    rings: tuple[Ring, ...]
    missing: str


def radar_svg(radar: Radar, language: str) -> str:
    """The radar as an `<svg>` element, turned round where the language is read from right to left."""
    pen = Pen(WIDTH, is_mirrored(language))
    head, top = _key(pen, radar)
    labels = [_label_lines(radar, at) for at in range(len(radar.axes))]
    centre = top + LEADING * max(1, len(labels[0]) if labels else 1) + 8 + RADIUS
    lines = "".join(
        in_colour(_colour(number), _line(pen, radar, number, centre)) for number in reversed(range(len(radar.rings)))
    )
    words = "".join(_label(pen, radar, at, lines, centre) for at, lines in enumerate(labels))
    foot = centre + max([RADIUS, *(_foot_of(radar, at, lines) for at, lines in enumerate(labels))]) + 14
    ground, steps = _ground(pen, radar, centre), _steps(pen, radar, language, centre)
    size = 13.5 if pen.mirrored else 12
    return (
        f'<svg class="report-chart radar" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:.0f} {foot:.0f}" '
        f'role="img" aria-label="{escape(clean(radar.said))}" direction="ltr" font-family="{FAMILIES}" '
        f'font-size="{size}">{head}{ground}{lines}{steps}{words}</svg>'
    )


def _key(pen: Pen, radar: Radar) -> tuple[str, float]:
    """The names of the lines, and how far down they reach."""
    x, parts = 10.0, []
    for number, ring in enumerate(radar.rings):
        drawn = pen.path([(x, 12), (x + 22, 12)], number) + pen.mark((x + 11, 12), number, ring.name)
        parts += [in_colour(_colour(number), drawn), pen.text(clean(ring.name), (x + 28, 16))]
        x += 28 + width_of(ring.name) + 20
    return "".join(parts), HEAD


def _colour(number: int) -> int:
    return COLOURS[number % len(COLOURS)]


def _spoke(radar: Radar, at: int) -> Point:
    """The direction of an axis: the first leads up, the others follow as a clock goes."""
    angle = 2 * pi * at / len(radar.axes)
    return sin(angle), -cos(angle)


def _place(radar: Radar, at: int, step: float, centre: float) -> Point:
    """Where a step stands on an axis."""
    across, down = _spoke(radar, at)
    reach = RADIUS * step / radar.highest
    return MIDDLE + across * reach, centre + down * reach


def _ground(pen: Pen, radar: Radar, centre: float) -> str:
    """The axes, and a ring for each step."""
    count = len(radar.axes)
    parts = [pen.rule((MIDDLE, centre), _place(radar, at, radar.highest, centre), "chart-grid") for at in range(count)]
    for step in range(1, radar.highest + 1):
        kind = "chart-base" if step == radar.highest else "chart-grid"
        parts += [
            pen.rule(_place(radar, at, step, centre), _place(radar, (at + 1) % count, step, centre), kind)
            for at in range(count)
        ]
    return "".join(parts)


def _steps(pen: Pen, radar: Radar, language: str, centre: float) -> str:
    """The numbers of the steps, along the first axis."""
    places = [(step, _place(radar, 0, step, centre)) for step in range(1, radar.highest + 1)]
    return "".join(pen.text(number_in(Decimal(step), language), (x - 6, y + 4), "end") for step, (x, y) in places)


def _line(pen: Pen, radar: Radar, number: int, centre: float) -> str:
    """The line of a ring from axis to axis, and a mark on each; where an axis says nothing there is neither."""
    ring, count = radar.rings[number], len(radar.axes)
    points = [None if step is None else _place(radar, at, step, centre) for at, step in enumerate(ring.steps)]
    parts = []
    if all(point is not None for point in points):
        parts.append(pen.path([point for point in [*points, points[0]] if point is not None], number))
    else:
        for at, point in enumerate(points):
            after = points[(at + 1) % count]
            if point is not None and after is not None:
                parts.append(pen.path([point, after], number))
    for name, step, point in zip(radar.axes, ring.steps, points, strict=True):
        if point is not None:
            parts.append(pen.mark(point, number, f"{clean(name)} · {clean(ring.name)} · {step}"))
    return "".join(parts)


def _label_lines(radar: Radar, at: int) -> list[str]:
    """The name of an axis in lines, and below it that the first line says nothing of it."""
    across = _spoke(radar, at)[0]
    room = WIDTH * 0.7 if abs(across) < UPRIGHT else MIDDLE - abs(across) * RADIUS - 18
    lines = label_lines(clean(radar.axes[at]), room, NAME_LINES)
    is_missing = bool(radar.rings) and radar.rings[0].steps[at] is None
    return [*lines, *(label_lines(f"({clean(radar.missing)})", room, 2) if is_missing else [])]


def _first_line(radar: Radar, at: int, count: int) -> float:
    """How far below the middle of the radar the first line of the name of an axis stands."""
    across, down = _spoke(radar, at)
    end = down * (RADIUS + 10)
    if abs(across) < UPRIGHT:
        return end - LEADING * (count - 1) if down < 0 else end + LEADING
    return end - LEADING * (count - 1) / 2 + 4 if down < 0 else end + 8


def _foot_of(radar: Radar, at: int, lines: Sequence[str]) -> float:
    return _first_line(radar, at, len(lines)) + LEADING * (len(lines) - 1)


def _label(pen: Pen, radar: Radar, at: int, lines: Sequence[str], centre: float) -> str:
    across = _spoke(radar, at)[0]
    anchor = "middle" if abs(across) < UPRIGHT else "start" if across > 0 else "end"
    x = MIDDLE + across * (RADIUS + 10)
    y = centre + _first_line(radar, at, len(lines))
    return "".join(pen.text(line, (x, y + LEADING * number), anchor) for number, line in enumerate(lines))
