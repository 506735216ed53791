"""The text of one document with its lines, styles and tables: what every reader above starts from."""

from dataclasses import dataclass, field
from enum import StrEnum

from throughline.engine.findings import Finding


class View(StrEnum):
    """Which side of tracked changes is read: before them, with them accepted, or both with marks kept."""

    ADOPTED = "adopted"
    PROPOSED = "proposed"
    MARKED = "marked"


class Unreadable(Exception):
    """A file that cannot be read as a document; `finding` says why and what to do."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


@dataclass(frozen=True, slots=True)
class Emphasis:
    """A run of a line that is set apart: offsets count from the line's start.

    `kind` is `italic`, `bold`, `superscript`, `inserted`, `deleted` or `note` (a reference mark of a note).
    """

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line (in docx, html and xml one paragraph) of the source text: `text == source.text[start:end]`.

    `part` is `body`, `cell`, `header`, `footer`, `footnote`, `endnote`, `textbox` or `comment`; `style` the name
    of the style in the file ("SingleTxt", "H1"), "" where the format has none; `label` the automatic number that
    the file would print before the line ("(a)", "1."), which is NOT part of `text` unless it was typed;
    `table` counts the tables of the file from 0 (None outside), with `row` and `column` of the cell;
    `mark` is the note mark that a footnote line explains; `page` counts from 1 where the format has pages;
    `indent` is the left indent in twentieths of a point (docx) or in leading characters (text).
    """

    text: str
    start: int
    end: int
    part: str = "body"
    style: str = ""
    label: str = ""
    emphasis: tuple[Emphasis, ...] = ()
    table: int | None = None
    row: int | None = None
    column: int | None = None
    mark: str = ""
    page: int | None = None
    indent: int = 0


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell at its grid position; a merged cell stands once, with how many rows and columns it covers."""

    text: str
    row: int
    column: int
    row_span: int
    column_span: int
    start: int
    end: int
    bold: bool = False
    style: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the document: `index` is what its lines carry as `table`; `rows` and `columns` its grid.

    `parent` is the index of the table that it stands in, for a table within a table; `after_line` is the index in
    `SourceText.lines` of the last line before the table (-1 at the start), so that captions can be found;
    `header_rows` is the number of rows at its head that the file repeats on every page, 0 where it says nothing.
    """

    index: int
    rows: int
    columns: int
    cells: tuple[TableCell, ...]
    start: int
    end: int
    after_line: int
    parent: int | None = None
    header_rows: int = 0


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart embedded in a docx: its title and series, as (name, categories, values as printed or stored)."""

    title: str
    series: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]
    after_line: int


@dataclass(frozen=True, slots=True)
class SourceText:
    """A whole document: `text` holds every character that was in the file, line ends included.

    `lines` and `tables` are in document order. `notes` maps a note mark to the index in `lines` of its first line.
    `tracked` says whether the file held tracked changes. `properties` holds document variables and core properties
    of the file ("symbol", "title", ...) where the format has them.
    """

    file: str
    sha256: str
    format: str
    text: str
    lines: tuple[Line, ...]
    tables: tuple[Table, ...] = ()
    charts: tuple[Chart, ...] = ()
    notes: dict[str, int] = field(default_factory=dict)
    tracked: bool = False
    properties: dict[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
