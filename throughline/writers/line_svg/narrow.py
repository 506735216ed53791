"""The line from top to bottom, for a phone: one column below the other, each box with a bar for what it weighs."""

from html import escape

from throughline.engine.picture import Box, Column, Picture
from throughline.writers.line_svg.marks import AddressOf, bar, frame, linked, opening, texts, words_of

WIDTH = 360
HEAD = 46
GAP = 6
BETWEEN = 22
LINE = 16
PADDING = 18
INNER = WIDTH - 32


def line_svg_narrow(picture: Picture, address_of: AddressOf, mirrored: bool = False) -> str:
    """The picture as an `<svg>` element of the width of a phone; `address_of` gives the page of a box ("" for none).

    Which box leads to which is not drawn: the table says it. Cost: one pass over boxes.
    """
    parts: list[str] = []
    top = 4.0
    for place, column in enumerate(picture.columns):
        if place:
            parts.append(_arrow(top - BETWEEN / 2))
        parts.append(_heading(column, top, mirrored))
        top += HEAD
        heaviest = max((abs(box.weight) for box in column.boxes), default=0)
        for box in column.boxes:
            drawn, height = _box(box, column.key, top, heaviest, mirrored)
            parts.append(linked(box, drawn, address_of(box)))
            top += height + GAP
        top += BETWEEN
    return "".join([opening("line-narrow", picture.title, WIDTH, top - BETWEEN, mirrored), *parts, "</svg>"])


def _arrow(y: float) -> str:
    middle = WIDTH / 2
    return (
        f'<path class="line-thread" d="M{middle - 8:.1f} {y - 4:.1f}l8 8l8 -8" fill="none" stroke="#8fa8bf" '
        f'stroke-width="2"/>'
    )


def _heading(column: Column, top: float, mirrored: bool) -> str:
    start = WIDTH if mirrored else 0
    return (
        f'{bar(column.key, 0, top, WIDTH, 4)}<text x="{start}" y="{top + 22:.1f}" font-size="14" font-weight="600">'
        f"{escape(column.name)} ({column.count})</text>"
        f'<text class="line-sum" x="{start}" y="{top + 38:.1f}">{escape(column.figure)}</text>'
    )


def _box(box: Box, key: str, top: float, heaviest: int, mirrored: bool) -> tuple[str, float]:
    lines = words_of(box, INNER, 2)
    height = PADDING + LINE * len(lines)
    drawn = frame(box, 0.5, top, WIDTH - 1, height)
    if heaviest and box.weight:
        width = (WIDTH - 2) * abs(box.weight) / heaviest
        drawn += bar(key, WIDTH - 1 - width if mirrored else 1, top + height - 5, width, 4)
    drawn += texts(lines, WIDTH - 12 if mirrored else 12, top + LINE + 2, mirrored)
    return drawn, height
