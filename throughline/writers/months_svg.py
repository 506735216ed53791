"""Months drawn as SVG: a bar for each, of two parts one upon the other, with today marked; each bar is a link."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT, HEAD, FOOT = 1080, 200, 24, 40
GAP = 6


@dataclass(frozen=True, slots=True)
class Month:
    """A month: its name and that of its year, how much of either kind falls into it, its page, and all that in words.

    `is_now` marks the present month; `opens_year` the first month of a year that is drawn.
    """

    name: str
    year: str
    first: int
    second: int
    said: str
    address: str = ""
    is_now: bool = False
    opens_year: bool = False


def months_svg(title: str, months: Sequence[Month], mirrored: bool = False) -> str:
    """The months as an `<svg>` element, the first at the side where reading begins."""
    most = max((one.first + one.second for one in months), default=0) or 1
    step = WIDTH / max(len(months), 1)
    parts = [
        f'<svg class="months-picture" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="group" '
        f'aria-label="{escape(title)}" font-family="system-ui, sans-serif" font-size="12">',
        f'<line class="months-ground" x1="0" x2="{WIDTH}" y1="{HEIGHT - FOOT}" y2="{HEIGHT - FOOT}" '
        'stroke="currentColor" stroke-opacity="0.5"/>',
    ]
    for index, month in enumerate(months):
        place = len(months) - 1 - index if mirrored else index
        parts.append(_month(month, place * step, step, most))
    return "".join([*parts, "</svg>"])


def _month(month: Month, left: float, step: float, most: int) -> str:
    ground, width = HEIGHT - FOOT, step - GAP
    heights = [(ground - HEAD) * count / most for count in (month.first, month.second)]
    middle = left + step / 2
    drawn = [
        f'<rect class="months-first" x="{left + GAP / 2:.1f}" y="{ground - heights[0]:.1f}" width="{width:.1f}" '
        f'height="{heights[0]:.1f}" fill="#0a558c"/>',
        f'<rect class="months-second" x="{left + GAP / 2:.1f}" y="{ground - sum(heights):.1f}" width="{width:.1f}" '
        f'height="{heights[1]:.1f}" fill="#8fb4d3"/>',
    ]
    total = month.first + month.second
    if total:
        top = ground - sum(heights) - 5
        drawn.append(_text(str(total), middle, top, "months-count", 'font-weight="600"'))
    drawn.append(_text(month.name, middle, ground + 16, "months-name", 'font-weight="700"' if month.is_now else ""))
    if month.opens_year:
        drawn.append(_text(month.year, middle, ground + 33, "months-year", 'font-weight="600"'))
    if month.is_now:
        drawn.append(
            f'<rect class="months-now" x="{left + GAP / 2:.1f}" y="{ground + 21:.1f}" width="{width:.1f}" height="3" '
            'fill="#b35900"/>'
        )
    whole = f'<g class="month"><title>{escape(month.said)}</title>{"".join(drawn)}</g>'
    return f'<a href="{escape(month.address)}">{whole}</a>' if month.address and total else whole


def _text(words: str, x: float, y: float, kind: str, more: str) -> str:
    return (
        f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="middle" fill="currentColor" {more}>'
        f"{escape(words)}</text>"
    )
