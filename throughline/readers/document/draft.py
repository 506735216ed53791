"""A source text while it grows: lines are put one after the other, each with its place in the text."""

from typing import NamedTuple

from throughline.engine.findings import Sentence
from throughline.readers.document.limits import MAX_LINES, MAX_TEXT_CHARACTERS, refusal
from throughline.readers.document.records import Chart, Emphasis, Line, Table, Unreadable


class Place(NamedTuple):
    """Where a line stands: fields as in `Line`."""

    part: str = "body"
    table: int | None = None
    row: int | None = None
    column: int | None = None
    mark: str = ""
    page: int | None = None


BODY = Place()


class Draft:
    """Lines, tables and charts found so far; every line is followed by one line end in the text."""

    __slots__ = ("charts", "file", "lines", "notes", "pieces", "position", "tables")

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: list[Line] = []
        self.tables: list[Table | None] = []
        self.charts: list[Chart] = []
        self.notes: dict[str, int] = {}
        self.pieces: list[str] = []
        self.position = 0

    def put(
        self,
        text: str,
        place: Place = BODY,
        style: str = "",
        label: str = "",
        emphasis: tuple[Emphasis, ...] = (),
        indent: int = 0,
    ) -> Line:
        """Adds a line at the end; refuses the document (`DOC-SIZE`) once it passes the limits."""
        start = self.position
        end = start + len(text)
        if end > MAX_TEXT_CHARACTERS or len(self.lines) >= MAX_LINES:
            raise too_long(self.file)
        line = Line(
            *(text, start, end, place.part, style, label, emphasis),
            *(place.table, place.row, place.column, place.mark, place.page, indent),
        )
        if place.mark:
            self.notes.setdefault(place.mark, len(self.lines))
        self.lines.append(line)
        self.pieces.append(text)
        self.pieces.append("\n")
        self.position = end + 1
        return line

    def text(self) -> str:
        """The whole text: every line and its line end."""
        return "".join(self.pieces)

    def finished_tables(self) -> tuple[Table, ...]:
        """The tables in the order in which they begin."""
        return tuple(table for table in self.tables if table is not None)


def too_long(file: str) -> Unreadable:
    """The refusal: the document holds more text than one document may."""
    message = Sentence(
        "%(file)s holds more than %(characters)s characters or %(lines)s lines, "
        "more than any document of this kind: split it, or check that it is the right file.",
        file=file,
        characters=f"{MAX_TEXT_CHARACTERS:,}",
        lines=f"{MAX_LINES:,}",
    )
    return refusal("DOC-SIZE", file, message)
