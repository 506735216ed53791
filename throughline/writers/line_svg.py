"""The line drawn as SVG: columns from left to right, boxes as links, bands as wide as what flows.

No style or script stands in the drawing, only classes with plain attributes beneath them, so that a strict content
security policy holds, a style sheet can dress it, and it prints as it is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from throughline.engine.picture import Box, Column, Picture

WIDTH = 1080
BOX_WIDTH = 168
BOX_HEIGHT = 46
GAP = 10
HEAD = 34
TALLEST = 120
LINE_CHARACTERS = 22
ISOLATE = "\N{FIRST STRONG ISOLATE}"
END = "\N{POP DIRECTIONAL ISOLATE}"
COLOURS = {"": "#e8eef5", "ok": "#e2f2e8", "missing": "#fbe9e7", "late": "#fdf1d8", "unheld": "#ffffff"}
EDGES = {"": "#5b7690", "ok": "#3b7d57", "missing": "#b3261e", "late": "#946200", "unheld": "#8fa8bf"}


@dataclass(frozen=True, slots=True)
class Placed:
    """A box with its place in the drawing, in user units from the top left corner."""

    box: Box
    x: float
    y: float
    height: float


def line_svg(picture: Picture, address_of: Callable[[Box], str], mirrored: bool = False) -> str:
    """The picture as an `<svg>` element; `address_of` gives the page of a box ("" for none).

    `mirrored` runs the columns from right to left. Collapse a large picture first (`engine.picture.collapsed`).
    Cost: one pass over boxes and links.
    """
    placed = _placed(picture, mirrored)
    height = max((one.y + one.height for one in placed.values()), default=HEAD) + GAP
    parts = [
        f'<svg class="line-picture" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" '
        f'direction="{"rtl" if mirrored else "ltr"}" '
        f'role="group" aria-label="{escape(picture.title)}" font-family="system-ui, sans-serif" font-size="12">',
        *(_heading(column, index, len(picture.columns), mirrored) for index, column in enumerate(picture.columns)),
        *_bands(picture, placed),
        *(_box(one, address_of(one.box), mirrored) for one in placed.values()),
        "</svg>",
    ]
    return "".join(parts)


def _left(index: int, columns: int, mirrored: bool) -> float:
    step = (WIDTH - BOX_WIDTH) / max(columns - 1, 1)
    place = columns - 1 - index if mirrored else index
    return place * step


def _placed(picture: Picture, mirrored: bool) -> dict[str, Placed]:
    heaviest = max((abs(box.weight) for column in picture.columns for box in column.boxes), default=0)
    heights = {column.key: [_height(box, heaviest) for box in column.boxes] for column in picture.columns}
    tallest = max((sum(own) + GAP * len(own) for own in heights.values()), default=0)
    placed = {}
    for index, column in enumerate(picture.columns):
        own = heights[column.key]
        # A short column stands in the middle, so that bands run level.
        top = HEAD + (tallest - sum(own) - GAP * len(own)) / 2
        for box, height in zip(column.boxes, own, strict=True):
            placed[box.code] = Placed(box, _left(index, len(picture.columns), mirrored), top, height)
            top += height + GAP
    return placed


def _height(box: Box, heaviest: int) -> float:
    if not heaviest:
        return BOX_HEIGHT
    return max(BOX_HEIGHT, TALLEST * abs(box.weight) / heaviest)


def _heading(column: Column, index: int, columns: int, mirrored: bool) -> str:
    middle = _left(index, columns, mirrored) + BOX_WIDTH / 2
    count = sum(box.folded for box in column.boxes)
    return (
        f'<text class="line-head" x="{middle:.0f}" y="16" text-anchor="middle" font-weight="600" '
        f'fill="currentColor">{escape(column.name)} ({count})</text>'
    )


def _bands(picture: Picture, placed: dict[str, Placed]) -> list[str]:
    leaving: dict[str, float] = {}
    arriving: dict[str, float] = {}
    drawn = []
    for link in picture.links:
        start, end = placed.get(link.source), placed.get(link.target)
        if start is None or end is None:
            continue
        width = _band_width(link.weight, start, end)
        forward = end.x >= start.x
        x1 = start.x + (BOX_WIDTH if forward else 0)
        x2 = end.x + (0 if forward else BOX_WIDTH)
        y1 = _next_place(start, leaving, link.weight, width)
        y2 = _next_place(end, arriving, link.weight, width)
        bend = (x1 + x2) / 2
        drawn.append(
            f'<path class="line-band" d="M{x1:.1f} {y1:.1f}C{bend:.1f} {y1:.1f} {bend:.1f} {y2:.1f} {x2:.1f} {y2:.1f}" '
            f'fill="none" stroke="#8fa8bf" stroke-opacity="0.5" stroke-width="{width:.1f}"/>'
        )
    return drawn


def _band_width(weight: int, start: Placed, end: Placed) -> float:
    for one in (start, end):
        if weight and one.box.weight:
            share = min(abs(weight) / abs(one.box.weight), 1.0)
            return max(1.5, share * min(start.height, end.height))
    return 1.5


def _next_place(one: Placed, used: dict[str, float], weight: int, width: float) -> float:
    """Where the next band meets a box: weighted ones side by side from its top, mere connections at its middle."""
    if not weight or not one.box.weight:
        return one.y + one.height / 2
    at = used.get(one.box.code, 0.0)
    used[one.box.code] = at + width
    return one.y + min(at + width / 2, one.height - 1)


def _box(one: Placed, address: str, mirrored: bool) -> str:
    box = one.box
    # Text begins at the side where reading begins, and each line finds its own direction.
    start = one.x + (BOX_WIDTH - 9 if mirrored else 9)
    lines = _wrapped(box.title)
    if box.figure:
        figure = _cut(box.figure)
        lines = [*lines[:1], figure] if one.height < BOX_HEIGHT + 14 else [*lines, figure]
    texts = "".join(
        f'<text x="{start:.1f}" y="{one.y + 18 + 16 * number:.1f}" fill="currentColor"'
        f"{_weight(box, number == len(lines) - 1)}>{escape(f'{ISOLATE}{line}{END}' if mirrored else line)}</text>"
        for number, line in enumerate(lines)
    )
    full = " · ".join(part for part in (box.code if box.folded == 1 else "", box.title, box.figure) if part)
    drawn = (
        f'<g class="line-box {box.status}"><title>{escape(full)}</title>'
        f'<rect x="{one.x:.1f}" y="{one.y:.1f}" width="{BOX_WIDTH}" height="{one.height:.1f}" rx="4" '
        f'fill="{COLOURS.get(box.status, COLOURS[""])}" stroke="{EDGES.get(box.status, EDGES[""])}"/>{texts}</g>'
    )
    return f'<a href="{escape(address)}">{drawn}</a>' if address else drawn


def _wrapped(title: str) -> list[str]:
    """The title on at most two lines of the box; what does not fit ends with an ellipsis."""
    lines = [""]
    for word in title.split():
        joined = f"{lines[-1]} {word}".strip()
        if len(joined) <= LINE_CHARACTERS:
            lines[-1] = joined
        elif len(lines) == 1 and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = f"{joined[: LINE_CHARACTERS - 1].rstrip()}…"
            break
    return [_cut(line) for line in lines]


def _cut(line: str) -> str:
    return f"{line[: LINE_CHARACTERS - 1].rstrip()}…" if len(line) > LINE_CHARACTERS else line


def _weight(box: Box, is_last: bool) -> str:
    return ' font-weight="600"' if box.figure and is_last else ""
