"""Charts and diagrams drawn into a docx: their titles, series and words."""

from lxml import etree

from throughline.readers.document.docx.names import CHARTNS, DIAGRAMNS, DRAWINGNS, is_on, number

_MAX_POINTS = 10_000
_TEXT, _SERIES, _POINT, _VALUE = DRAWINGNS + "t", CHARTNS + "ser", CHARTNS + "pt", CHARTNS + "v"
_LABEL, _LABELS, _INDEX, _TITLE = CHARTNS + "dLbl", CHARTNS + "dLbls", CHARTNS + "idx", CHARTNS + "title"
_DELETE = CHARTNS + "delete"
_RICH, _FIELD, _PARAGRAPH = CHARTNS + "rich", DRAWINGNS + "fld", DRAWINGNS + "p"
_CATEGORIES = (CHARTNS + "cat", CHARTNS + "xVal")
_VALUES = (CHARTNS + "val", CHARTNS + "yVal")

Series = tuple[str, tuple[str, ...], tuple[str, ...]]


def chart_of(root: etree._Element) -> tuple[str, tuple[Series, ...]]:
    """Title and series of a chart; a value with a label typed over it is given as that label."""
    title = root.find(f"{CHARTNS}chart/{_TITLE}")
    return "" if title is None else words_of(title), tuple(_series(element) for element in root.iter(_SERIES))


def words_of(element: etree._Element) -> str:
    """The words drawn within an element, a line for each paragraph."""
    paragraphs = ("".join(text.text or "" for text in line.iter(_TEXT)) for line in element.iter(_PARAGRAPH))
    return "\n".join(paragraph for paragraph in paragraphs if paragraph.strip())


def diagram_lines(root: etree._Element) -> list[str]:
    """The words of a diagram (SmartArt), one entry for each of its points."""
    return [words for point in root.iter(DIAGRAMNS + "pt") if (words := words_of(point))]


def _series(element: etree._Element) -> Series:
    name = element.find(CHARTNS + "tx")
    categories = _points(_first(element, _CATEGORIES))
    values = _points(_first(element, _VALUES))
    for index, label in _typed_labels(element.find(_LABELS)).items():
        if 0 <= index < len(values) and (label or values[index] in ("0", "0.0")):
            values[index] = label
    return "".join(_points(name)), tuple(categories), tuple(values)


def _first(element: etree._Element, tags: tuple[str, ...]) -> etree._Element | None:
    return next((child for child in element if child.tag in tags), None)


def _points(holder: etree._Element | None) -> list[str]:
    """The stored points of a reference, gaps as ""; of stacked categories the innermost, then what stands above."""
    if holder is None:
        return []
    levels = list(holder.iter(CHARTNS + "lvl")) or [holder]
    found: list[str] = []
    for level in levels:
        points = {number(point.get("idx")): _stored(point) for point in level.iter(_POINT)}
        count = next((number(one.get("val")) for one in holder.iter(CHARTNS + "ptCount")), 0)
        size = min(max(count, max(points, default=-1) + 1), _MAX_POINTS)
        column = [points.get(index, "") for index in range(size)]
        found = column if not found else [_above(column, index, words) for index, words in enumerate(found)]
    if not found:
        literal = next(holder.iter(_VALUE), None)
        found = [] if literal is None else [literal.text or ""]
    return found


def _above(column: list[str], index: int, words: str) -> str:
    """An inner category with the outer one that it stands under, which is stored at its first place only."""
    outer = next((column[place] for place in range(min(index, len(column) - 1), -1, -1) if column[place]), "")
    return f"{outer} / {words}" if outer else words


def _stored(point: etree._Element) -> str:
    value = point.find(_VALUE)
    return "" if value is None else value.text or ""


def _typed_labels(labels: etree._Element | None) -> dict[int, str]:
    """{index of the point: its label} for labels that were typed and hold no field standing for the value.

    A label that was removed is typed over with nothing, for a zero without a label is a gap in what is printed.
    """
    found: dict[int, str] = {}
    for label in () if labels is None else labels.iterchildren(_LABEL):
        index, rich = label.find(_INDEX), next(label.iter(_RICH), None)
        removed = label.find(_DELETE)
        if index is not None and removed is not None and is_on(removed.get("val")):
            found[number(index.get("val"))] = ""
        if index is None or rich is None or next(rich.iter(_FIELD), None) is not None:
            continue
        words = words_of(rich).strip()
        if words:
            found[number(index.get("val"))] = words
    return found
