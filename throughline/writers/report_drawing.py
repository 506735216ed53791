"""What charts are drawn with: a pen that mirrors for languages read from right to left, a scale in round steps, labels.

All is reckoned as for a language read from left to right; the pen turns it. Text is placed by its own edges and holds
its direction itself (isolates), because browsers and the writer of PDF differ on what an anchor means from right to
left.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from html import escape

from throughline.writers.line_svg.marks import END, ISOLATE, cut, width_of

# A colour for each series beneath its class; after the last they begin again. They differ in lightness as well.
HUES = ("#0a558c", "#9a6a0c", "#8fa8bf", "#0d6168", "#8a3b12", "#4b3f93")
INK, QUIET, RULE, PAPER = "#17212b", "#4a5968", "#d7dde3", "#ffffff"
SIZE, LEADING = 12, 15
# How many steps an axis has, about; and at most, whatever the numbers.
STEPS, MOST_STEPS = 5, 12
_TURNED = {"start": "end", "end": "start", "middle": "middle"}
# Chinese may break anywhere, other writing at blanks and behind strokes.
_PIECES = re.compile(
    r"[\u2e80-\ua4cf\uf900-\uffef]|[^\s/\u2e80-\ua4cf\uf900-\uffef]*/|[^\s/\u2e80-\ua4cf\uf900-\uffef]+|\s+"
)
_SHAPES = ("circle", "square", "diamond", "triangle")
_DASHES = ("", "6 3", "2 3", "9 3 2 3")


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis from `low` to `high` in steps of `step`, all exact."""

    low: Decimal
    high: Decimal
    step: Decimal

    def share(self, value: Decimal) -> float:
        """Where a value stands between the ends: 0 to 1."""
        return float((value - self.low) / (self.high - self.low))

    @property
    def ticks(self) -> tuple[Decimal, ...]:
        """The values that are named."""
        count = min(int((self.high - self.low) / self.step), MOST_STEPS)
        return tuple(self.low + self.step * number for number in range(count + 1))


def scale_over(values: Iterable[Decimal], from_zero: bool) -> Scale:
    """A scale in round steps over the values; with zero where it is asked for, or where they do not lie far from it."""
    found = [*values] or [Decimal(0)]
    low, high = min(found), max(found)
    if from_zero or low * high <= 0 or min(abs(low), abs(high)) * 10 < max(abs(low), abs(high)) * 7:
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
    if low == high:
        low, high = min(low, Decimal(0)), max(high, Decimal(0)) or Decimal(1)
    step = _step((high - low) / STEPS)
    low = (low / step).to_integral_value(ROUND_FLOOR) * step
    return Scale(low, max((high / step).to_integral_value(ROUND_CEILING) * step, low + step), step)


def _step(least: Decimal) -> Decimal:
    power = Decimal(1).scaleb(least.adjusted())
    return next(power * digit for digit in map(Decimal, ("1", "2", "2.5", "5", "10")) if power * digit >= least)


@dataclass(frozen=True, slots=True)
class Pen:
    """What draws on a ground `width` wide, and turns it round where it is `mirrored`."""

    width: float
    mirrored: bool

    def rect(self, box: tuple[float, float, float, float], said: str) -> str:
        """A bar (left, top, width, height) in the colour of its group, which says what it shows when pointed at."""
        left, top, width, height = box
        left = self.width - left - width if self.mirrored else left
        return (
            f'<rect x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{height:.1f}" fill="currentColor">'
            f"<title>{escape(said)}</title></rect>"
        )

    def rule(self, start: tuple[float, float], end: tuple[float, float], name: str) -> str:
        """A line of the ground: of the grid, or the base from which bars rise."""
        (x1, y1), (x2, y2) = (self._at(start), self._at(end))
        colour = QUIET if name == "chart-base" else RULE
        return f'<line class="{name}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}"/>'

    def text(self, words: str, at: tuple[float, float], anchor: str = "start", name: str = "chart-label") -> str:
        """Words with their first line's foot at a point; `anchor` is start, middle or end."""
        x, y = self._at(at)
        anchor = _TURNED[anchor] if self.mirrored else anchor
        colour = INK if name == "chart-value" else QUIET
        words = f"{ISOLATE}{words}{END}" if self.mirrored else words
        return (
            f'<text class="{name}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">'
            f"{escape(words)}</text>"
        )

    def path(self, points: list[tuple[float, float]], number: int) -> str:
        """A line through points in the colour of its group, dashed by the number of its series."""
        if len(points) < 2:
            return ""
        steps = "L".join(f"{x:.1f} {y:.1f}" for x, y in map(self._at, points))
        dashes = _DASHES[number % len(_DASHES)]
        dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
        return f'<path d="M{steps}" fill="none" stroke="currentColor" stroke-width="2.2"{dashed}/>'

    def mark(self, at: tuple[float, float], number: int, said: str) -> str:
        """The point of a line, of a shape by the number of its series."""
        x, y = self._at(at)
        match _SHAPES[number % len(_SHAPES)]:
            case "circle":
                shape = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.6"'
            case "square":
                shape = f'<rect x="{x - 3.3:.1f}" y="{y - 3.3:.1f}" width="6.6" height="6.6"'
            case "diamond":
                shape = f'<path d="M{x:.1f} {y - 4.8:.1f}l4.8 4.8l-4.8 4.8l-4.8 -4.8z"'
            case _:
                shape = f'<path d="M{x:.1f} {y - 4.6:.1f}l4.6 8l-9.2 0z"'
        return f'{shape} fill="currentColor"><title>{escape(said)}</title></{shape[1:].split(" ", 1)[0]}>'

    def _at(self, point: tuple[float, float]) -> tuple[float, float]:
        return (self.width - point[0] if self.mirrored else point[0], point[1])


def in_colour(number: int, drawn: str) -> str:
    """What is drawn for a series, in its colour: a class of the style sheet above a plain attribute."""
    own = number % len(HUES)
    return f'<g class="chart-{own + 1}" color="{HUES[own]}">{drawn}</g>' if drawn else ""


def label_lines(text: str, room: float, most: int) -> list[str]:
    """The text on at most `most` lines as wide as the room; what does not fit ends with an ellipsis."""
    lines = [""]
    for piece in _PIECES.findall(text):
        if width_of(lines[-1] + piece.rstrip()) <= room or not lines[-1].strip():
            lines[-1] += piece
        elif len(lines) < most:
            lines.append(piece.lstrip())
        else:
            lines[-1] = cut(f"{lines[-1]}{piece}{' ' * 8}WWWW", room)
            break
    return [cut(line.strip(), room) for line in lines if line.strip()]
