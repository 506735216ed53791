"""A plan as the sheets of a workbook: columns, rows, and which of the cells can be typed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from throughline.engine.editing.records import DELIVERABLE, RESULT, Node, tidy

PLACES, RESULTS, MEASURES, DELIVERABLES = "places", "results", "measures", "deliverables"
SHEETS = (PLACES, RESULTS, MEASURES, DELIVERABLES)
# What a cell of a workbook holds, in UTF-16 units.
LONGEST_CELL = 32_767
# Stands in the place of a text that a cell cannot give back as it is.
NOT_HERE = "[edit this on its page: a cell cannot hold it]"
# Control signs, and what looks like the escape of one.
_UNFIT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
_MEASURE = re.compile(r"(M\d+)/(.+)")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row: the key, what it is called for those who read, and for each column the text, None where none can stand."""

    key: str
    context: str
    cells: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its kind, the fields that are its columns, and its rows."""

    kind: str
    fields: tuple[str, ...]
    rows: tuple[SheetRow, ...]


def fits(text: str) -> bool:
    """Tell whether a cell gives the text back as it is."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2 <= LONGEST_CELL and not _UNFIT.search(text)


def sheets_of(nodes: Mapping[str, Node]) -> tuple[Sheet, ...]:
    """The nodes as sheets; a sheet without rows is there too."""
    places = [one for one in nodes.values() if one.kind not in (RESULT, DELIVERABLE)]
    results = [one for one in nodes.values() if one.kind == RESULT]
    deliverables = [one for one in nodes.values() if one.kind == DELIVERABLE]
    return (
        _sheet(PLACES, [(one.node or ".", one.title, one.fields) for one in places]),
        _sheet(RESULTS, [(one.node, one.title, _own(one)) for one in results]),
        _sheet(MEASURES, [row for one in results for row in _measures(one)]),
        _sheet(DELIVERABLES, [(one.node, one.title, one.fields) for one in deliverables]),
    )


def _own(result: Node) -> dict[str, str]:
    return {name: text for name, text in result.fields.items() if not _MEASURE.fullmatch(name)}


def _measures(result: Node) -> Iterator[tuple[str, str, dict[str, str]]]:
    found: dict[str, dict[str, str]] = {}
    for name, text in result.fields.items():
        if measure := _MEASURE.fullmatch(name):
            found.setdefault(measure[1], {})[measure[2]] = text
    for number, fields in found.items():
        yield f"{result.node}/{number}", result.title, fields


def _sheet(kind: str, rows: Sequence[tuple[str, str, Mapping[str, str]]]) -> Sheet:
    fields = dict.fromkeys(name for _key, _context, said in rows for name in said)
    texts = [name for name in fields if not name[:1].isdigit()]
    columns = (*texts, *sorted(name for name in fields if name[:1].isdigit()))
    return Sheet(
        kind,
        columns,
        tuple(SheetRow(key, context, tuple(said.get(name) for name in columns)) for key, context, said in rows),
    )


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell that came back: where it stands ("Results", 7, "D"), whose it is, and its text."""

    sheet: str
    row: int
    column: str
    kind: str
    key: str
    field: str
    text: str


def node_of(kind: str, key: str, field: str) -> tuple[str, str]:
    """The node and the field that a cell is about."""
    if kind == MEASURES:
        node, _slash, measure = key.rpartition("/")
        return node, f"{measure}/{field}"
    return ("" if key == "." else key), field


def is_as_it_went(cell: SheetCell, nodes: Mapping[str, Node]) -> bool:
    """Tell whether a cell says what it said when the workbook was made from these nodes."""
    name, field = node_of(cell.kind, cell.key, cell.field)
    node = nodes.get(name)
    if node is None:
        return False
    if field not in node.fields:
        return not tidy(cell.text)
    text = node.fields[field]
    return cell.text == NOT_HERE if not fits(text) else tidy(cell.text) == tidy(text)
