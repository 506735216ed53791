"""The line from left to right: columns of boxes as high as what they weigh, ribbons as wide as what flows."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from html import escape

from throughline.engine.picture import Box, Column, Link, Picture
from throughline.writers.line_svg.marks import AddressOf, bar, frame, linked, opening, texts, words_of

LinkEnd = Callable[[Link], str]

WIDTH = 1200
BOX_WIDTH = 186
GAP = 8
# Around a drawing that stands alone.
MARGIN = 16
HEAD = 58
# How high the boxes of a column are together where all is drawn to scale, and the least height of one.
BODY = 300
PADDING = 12
LINE = 16
INNER = BOX_WIDTH - 24
# Between boxes run the threads that pass a column on their way to one behind it.
SLOT = 6


@dataclass(frozen=True, slots=True)
class Placed:
    """A box with its column and its place in the drawing, in user units; the columns run from left to right."""

    box: Box
    column: int
    x: float
    y: float
    height: float
    lines: tuple[tuple[str, str], ...]


def line_svg(picture: Picture, address_of: AddressOf, mirrored: bool = False) -> str:
    """The picture as an `<svg>` element; `address_of` gives the page of a box ("" for none).

    `mirrored` runs the columns from right to left. Collapse a large picture first (`engine.picture.collapsed`).
    Cost: one pass over boxes and links, and a sort of the links at each box.
    """
    picture = _through_own_boxes(picture)
    placed, slots, height = _placed(picture)
    columns = len(picture.columns)
    parts = [
        opening("line-wide", picture.title, WIDTH, height, mirrored),
        *(_heading(column, _x(place, columns), mirrored) for place, column in enumerate(picture.columns)),
        *_bands(picture, placed, slots, mirrored),
        *(_box(one, picture.columns[one.column].key, address_of(one.box), mirrored) for one in placed.values()),
        "</svg>",
    ]
    return "".join(parts)


def line_svg_file(picture: Picture) -> str:
    """The picture as a file that stands alone: on white, without links."""
    drawn = line_svg(picture, lambda _: "")
    height = float(drawn.partition('viewBox="0 0 ')[2].partition('"')[0].split()[1])
    size = (WIDTH + 2 * MARGIN, height + 2 * MARGIN)
    ground = f'<rect x="{-MARGIN}" y="{-MARGIN}" width="{size[0]}" height="{size[1]:.0f}" fill="#ffffff"/>'
    framed = drawn.replace(f"0 0 {WIDTH} {height:.0f}", f"{-MARGIN} {-MARGIN} {size[0]} {size[1]:.0f}", 1)
    return framed.replace(">", f">{ground}", 1) + "\n"


def _columns(picture: Picture) -> dict[str, int]:
    return {box.code: place for place, column in enumerate(picture.columns) for box in column.boxes}


def _through_own_boxes(picture: Picture) -> Picture:
    """The picture as it is drawn: a thread that would pass a column in which its source leads to one box goes through
    that box, so that fewer run beside each other.
    """
    column_of = _columns(picture)
    reached: dict[tuple[str, int], list[str]] = defaultdict(list)
    for link in picture.links:
        if not link.weight and link.source in column_of and link.target in column_of:
            reached[link.source, column_of[link.target]].append(link.target)

    def turned(link: Link) -> Link:
        own = reached.get((link.source, column_of.get(link.target, 0) - 1), [])
        passes = column_of.get(link.target, 0) - column_of.get(link.source, 0) > 1
        return replace(link, source=own[0]) if passes and not link.weight and len(own) == 1 else link

    return replace(picture, links=tuple(turned(link) for link in picture.links))


def _x(place: int, columns: int) -> float:
    return place * (WIDTH - BOX_WIDTH) / max(columns - 1, 1)


def _turned(x: float, width: float, mirrored: bool) -> float:
    """The left edge of what is `width` wide and begins at `x` where columns run from left to right."""
    return WIDTH - x - width if mirrored else x


def _placed(picture: Picture) -> tuple[dict[str, Placed], dict[tuple[str, str], dict[int, float]], float]:
    """Boxes by code, the heights at which threads pass each column by link, and the height of the whole."""
    column_of = _columns(picture)
    passing: dict[int, list[Link]] = defaultdict(list)
    for link in picture.links:
        if link.source in column_of and link.target in column_of:
            for place in range(column_of[link.source] + 1, column_of[link.target]):
                passing[place].append(link)
    heights = [_heights(column) for column in picture.columns]
    whole = [sum(own) + GAP * len(own) + SLOT * len(passing[place]) for place, own in enumerate(heights)]
    tallest = max(whole, default=0)
    placed: dict[str, Placed] = {}
    slots: dict[tuple[str, str], dict[int, float]] = defaultdict(dict)
    for place, column in enumerate(picture.columns):
        # A short column stands in the middle, so that bands run level.
        top = HEAD + (tallest - whole[place]) / 2
        for box, height in zip(column.boxes, heights[place], strict=True):
            lines = tuple(words_of(box, INNER, 2))
            placed[box.code] = Placed(box, place, _x(place, len(picture.columns)), top, height, lines)
            top += height + GAP
        for link in sorted(passing[place], key=lambda one: column_of[one.target]):
            slots[link.source, link.target][place] = top + SLOT / 2
            top += SLOT
    return placed, slots, HEAD + tallest + GAP


def _heights(column: Column) -> list[float]:
    together = sum(abs(box.weight) for box in column.boxes)
    scale = BODY / together if together else 0.0
    return [max(PADDING + LINE * len(words_of(box, INNER, 2)), abs(box.weight) * scale) for box in column.boxes]


def _heading(column: Column, x: float, mirrored: bool) -> str:
    left = _turned(x, BOX_WIDTH, mirrored)
    start = left + BOX_WIDTH if mirrored else left
    return (
        f'{bar(column.key, left, 0, BOX_WIDTH, 4)}<text x="{start:.1f}" y="24" font-size="14" font-weight="600">'
        f"{escape(column.name)} ({column.count})</text>"
        f'<text class="line-sum" x="{start:.1f}" y="42">{escape(column.figure)}</text>'
    )


def _box(one: Placed, key: str, address: str, mirrored: bool) -> str:
    left = _turned(one.x, BOX_WIDTH, mirrored)
    # Text and the bar of the column begin at the side where reading begins.
    start = left + BOX_WIDTH - 14 if mirrored else left + 14
    edge = left + BOX_WIDTH - 4 if mirrored else left
    top = one.y + PADDING / 2 + LINE - 4
    drawn = (
        frame(one.box, left, one.y, BOX_WIDTH, one.height)
        + bar(key, edge, one.y, 4, one.height)
        + texts(list(one.lines), start, top, mirrored)
    )
    return linked(one.box, drawn, address)


def _bands(
    picture: Picture,
    placed: dict[str, Placed],
    slots: dict[tuple[str, str], dict[int, float]],
    mirrored: bool,
) -> list[str]:
    links = [link for link in picture.links if link.source in placed and link.target in placed]
    leaving = _edges(links, placed, lambda link: link.source, lambda link: link.target)
    arriving = _edges(links, placed, lambda link: link.target, lambda link: link.source)
    drawn = []
    # Threads last: they stay visible where they cross a ribbon.
    for link in sorted(links, key=lambda one: not one.weight):
        start, end = placed[link.source], placed[link.target]
        edges = (leaving[id(link)], arriving[id(link)])
        if link.weight:
            drawn.append(_ribbon(start, end, edges, mirrored))
        else:
            drawn.append(_thread(start, end, edges, slots[link.source, link.target], mirrored))
    return drawn


def _edges(
    links: Iterable[Link], placed: dict[str, Placed], here: LinkEnd, there: LinkEnd
) -> dict[int, tuple[float, float]]:
    """Where each link meets the box at one of its ends, from top to bottom: ribbons fill it, threads share it."""
    at_box: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        at_box[here(link)].append(link)
    found: dict[int, tuple[float, float]] = {}
    for code, own in at_box.items():
        box = placed[code]
        own.sort(key=lambda link: (placed[there(link)].column, placed[there(link)].y))
        ribbons = [link for link in own if link.weight]
        together = sum(abs(link.weight) for link in ribbons)
        top = box.y
        for link in ribbons:
            height = box.height * abs(link.weight) / together
            found[id(link)] = (top, top + height)
            top += height
        threads = [link for link in own if not link.weight]
        for place, link in enumerate(threads, start=1):
            y = box.y + box.height * place / (len(threads) + 1)
            found[id(link)] = (y, y)
    return found


def _ribbon(start: Placed, end: Placed, edges: tuple[tuple[float, float], tuple[float, float]], mirrored: bool) -> str:
    (top1, bottom1), (top2, bottom2) = edges
    x1, x2 = _turned(start.x + BOX_WIDTH, 0, mirrored), _turned(end.x, 0, mirrored)
    bend = (x1 + x2) / 2
    return (
        f'<path class="line-flow" d="M{x1:.1f} {top1:.1f}C{bend:.1f} {top1:.1f} {bend:.1f} {top2:.1f} '
        f"{x2:.1f} {top2:.1f}"
        f'V{bottom2:.1f}C{bend:.1f} {bottom2:.1f} {bend:.1f} {bottom1:.1f} {x1:.1f} {bottom1:.1f}Z"'
        f' fill="#8fa8bf" fill-opacity="0.5"/>'
    )


def _thread(
    start: Placed,
    end: Placed,
    edges: tuple[tuple[float, float], tuple[float, float]],
    passes: dict[int, float],
    mirrored: bool,
) -> str:
    columns = sorted(passes)
    step = (end.x - start.x) / max(end.column - start.column, 1)
    path = [f"M{_turned(start.x + BOX_WIDTH, 0, mirrored):.1f} {edges[0][0]:.1f}"]
    x, y = start.x + BOX_WIDTH, edges[0][0]
    for column in columns:
        left = start.x + step * (column - start.column)
        path.append(_curve(x, y, left, passes[column], mirrored))
        x, y = left + BOX_WIDTH, passes[column]
        path.append(f"H{_turned(x, 0, mirrored):.1f}")
    path.append(_curve(x, y, end.x, edges[1][0], mirrored))
    return f'<path class="line-thread" d="{"".join(path)}" fill="none" stroke="#8fa8bf" stroke-width="1.5"/>'


def _curve(x1: float, y1: float, x2: float, y2: float, mirrored: bool) -> str:
    start, end = _turned(x1, 0, mirrored), _turned(x2, 0, mirrored)
    bend = (start + end) / 2
    return f"C{bend:.1f} {y1:.1f} {bend:.1f} {y2:.1f} {end:.1f} {y2:.1f}"
