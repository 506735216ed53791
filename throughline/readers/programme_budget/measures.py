"""Performance measures of results: as tables with a column for each year, and as charts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from throughline.engine.budgeting.numbers import is_dash, number_of, says_per_cent
from throughline.engine.findings import Finding, Sentence, Severity
from throughline.engine.monitoring.printed import Measure, MeasureValue
from throughline.engine.sources import Cell
from throughline.readers.document.records import Chart, SourceText
from throughline.readers.programme_budget.records import Outline, PlacedFigure, PlacedTable
from throughline.readers.programme_budget.tables import Cells, PlainCell, YearColumn, year_columns, year_head
from throughline.readers.programme_budget.words import MEASURE_CAPTION, plain

_CAPTION = re.compile(r"performance measures?\s*(?:\d{1,2}\s*)?[:.–—-]?\s*", re.I)
_SERIES = re.compile(r"(?P<name>.*?)[\s,:–-]*\(?\b(?P<status>planned|actual|target|plan)\b\)?\s*$", re.I)
# Names that a drawing program gives a series by itself, and that nobody reads.
_UNNAMED = re.compile(r"(?:column|series|colonne|sheet)\s?\d*|[a-z]|totals?|countries|\s*", re.I)
_SESSION = re.compile(r"(?P<word>[a-z]+(?:-[a-z]+)?)\s+session\b", re.I)
_UNITS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_TENS = ("twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet")
_FIRST_YEAR = 1945  # the first session of the General Assembly opened with 1946, the later ones in the year before
_STORED_DIGITS = 10
_LONGEST_NAME = 400


def measures_of(source: SourceText, outline: Outline, cells: Cells) -> tuple[tuple[Measure, ...], tuple[Finding, ...]]:
    """Measures of every result, in the order of the document, with findings on those whose chart cannot be read."""
    found: list[tuple[int, Measure]] = []
    findings: list[Finding] = []
    for table in outline.tables:
        if table.kind == "measure" and table.result:
            line = source.tables[table.index].after_line
            found.extend((line, one) for one in _from_table(source, outline, table, cells))
    for figure in outline.figures:
        if figure.result and (MEASURE_CAPTION.match(figure.caption) or figure.part == "plan"):
            measures = list(_from_figure(source, outline, figure))
            if not any(measure.values for measure in measures):
                findings.append(_no_data(figure))
            found.extend((figure.line, one) for one in measures)
    found.sort(key=lambda pair: pair[0])
    return tuple(one for _, one in found), tuple(findings)


def _title(caption: str) -> str:
    """The caption without "Performance measure:"; as printed where it says no more."""
    return _CAPTION.sub("", caption, count=1).strip() or caption


def _unit(note: str) -> str | None:
    return note.strip("()").strip() or None


def _from_table(source: SourceText, outline: Outline, table: PlacedTable, cells: Cells) -> Iterator[Measure]:
    """One measure for a table of years; one for each row where the rows have names of their own."""
    rows = cells.rows(source.tables[table.index])
    columns, heads = year_columns(rows)
    if not columns:
        return
    body = [row for row in rows[heads:] if any(one.text for one in row)]
    named = [row for row in body if row[0].text and row[0].cell.column < columns[0].column]
    unit = _unit(table.unit_note)
    title = _title(table.caption)
    if len(named) == len(body) and body:
        for row in body:
            values = tuple(_values([row], columns, table, outline))
            yield Measure(table.result or "", f"{title}: {row[0].text}", unit, values, table.number)
        return
    values = tuple(_values(body, columns, table, outline))
    if unit is None and any(says_per_cent(one.text) for one in values):
        unit = "per cent"
    yield Measure(table.result or "", title, unit, values, table.number)


def _values(
    body: Sequence[Sequence[PlainCell]], columns: Sequence[YearColumn], table: PlacedTable, outline: Outline
) -> Iterator[MeasureValue]:
    """Values by year; rows below each other in a column are one text."""
    for column in columns:
        cells = [one for row in body if (one := column.cell_of(row)) and one.text]
        text = "\n".join(line for one in cells for line in one.lines)
        row = cells[0].cell.row if cells else -1
        place = Cell(table.number, "", column.label, row, column.column)
        yield MeasureValue(column.year, _status(column, outline), _value(text), text, place)


def _value(text: str) -> Decimal | None:
    return None if is_dash(text) else number_of(text)


def _status(column: YearColumn, outline: Outline) -> str:
    return column.status or _status_of(column.year, outline.head.budget_year)


def _status_of(year: int, budget_year: int | None) -> str:
    """Where nothing is printed: a fascicle is written in the year before the budget's, so that year is planned too."""
    return "planned" if budget_year is not None and year >= budget_year - 1 else "actual"


@dataclass(slots=True)
class _Group:
    """Series of a chart that measure one thing, planned and actual: (status, categories, values)."""

    name: str
    series: list[tuple[str, Sequence[str], Sequence[str]]]


def _from_figure(source: SourceText, outline: Outline, figure: PlacedFigure) -> Iterator[Measure]:
    """One measure for each thing that the charts of a figure show."""
    title, unit = _title(figure.caption), _unit(figure.unit_note)
    number = f"Figure {figure.number}" if figure.number else None
    groups = [group for index in figure.charts for group in _groups(source.charts[index])]
    groups = [group for group in groups if any(value for _, _, values in group.series for value in values)]
    if not groups:
        yield Measure(figure.result or "", title, unit, (), number)
        return
    for group in groups:
        values = tuple(_charted(group, outline, number or "figure"))
        own = f"{title}: {group.name}" if group.name and len(groups) > 1 else title
        yield Measure(figure.result or "", own, unit, values, number)


def _groups(chart: Chart) -> list[_Group]:
    groups: dict[str, _Group] = {}
    for name, categories, values in chart.series:
        name = plain(name)
        found = _SERIES.fullmatch(name) if len(name) <= _LONGEST_NAME else None
        status = found["status"].casefold() if found else ""
        base = plain(found["name"]) if found else name
        base = "" if _UNNAMED.fullmatch(base) else base
        key = f"{base}|" if found else f"{base}|{len(groups)}"
        groups.setdefault(key, _Group(base, [])).series.append((status, categories, values))
    return list(groups.values())


def _charted(group: _Group, outline: Outline, number: str) -> Iterator[MeasureValue]:
    """Values of one thing: planned and actual series together, years in order, bars that are not drawn left out."""
    budget_year = outline.head.budget_year
    pair = len({status for status, _, _ in group.series if status}) > 1
    found: list[tuple[int, str, Decimal | None, str, str]] = []
    for status, categories, values in group.series:
        drawn = False
        for category, stored in zip(categories, values, strict=False):
            value = _stored(stored)
            label = plain(category)
            year, printed = _year_of(label)
            if year is None or not stored.strip():
                continue
            kind = status or printed or _status_of(year, budget_year)
            kind = "planned" if kind == "plan" else kind
            # A pair of series fills the years that have no bar with zeros.
            filler = kind == "actual" and budget_year is not None and year >= budget_year - 1
            filler = filler or (kind != "actual" and not drawn)
            if pair and value == 0 and filler:
                continue
            drawn = drawn or value != 0
            found.append((year, kind, value, plain(stored) if value is None else _shown(value), label))
    found.sort(key=lambda one: (one[0], one[1] == "actual"))
    for year, kind, value, text, label in found:
        yield MeasureValue(year, kind, value, text, Cell(number, group.name, label))


def _stored(text: str) -> Decimal | None:
    """A stored value without the noise of binary fractions: 64.099999999999994 is 64.1."""
    value = number_of(plain(text))
    if value is None:
        return None
    return Decimal(f"{value:.{_STORED_DIGITS}g}") if value == value.to_integral_value() else _rounded(value)


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.000001")).normalize()


def _shown(value: Decimal) -> str:
    return f"{value:f}"


def _year_of(label: str) -> tuple[int | None, str]:
    """Year and status of a category: "2024 (actual)", "2024", or a session of the General Assembly."""
    if head := year_head(label):
        return head
    if found := re.search(r"\b(?:19|20)\d\d\b", label):
        return int(found.group()), ""
    if (session := _SESSION.search(label)) and (ordinal := _ordinal(session["word"].casefold())):
        return _FIRST_YEAR + ordinal, ""
    return None, ""


def _ordinal(word: str) -> int | None:
    """`seventy-eighth` is 78; None for other words and for ordinals below twenty."""
    tens, _, units = word.partition("-")
    for at, stem in enumerate(_TENS, start=2):
        if tens == f"{stem}ieth" and not units:
            return at * 10
        if tens == f"{stem}y" and units in _UNITS:
            return at * 10 + _UNITS.index(units) + 1
    return None


def _no_data(figure: PlacedFigure) -> Finding:
    where = f"figure {figure.number}" if figure.number else f"a figure of {figure.result}"
    return Finding(
        "PB-FIGURE-NO-DATA",
        Severity.WARNING,
        where,
        Sentence(
            "The measure “%(caption)s” is drawn without data that can be read: enter its values by hand.",
            caption=_title(figure.caption),
        ),
    )
