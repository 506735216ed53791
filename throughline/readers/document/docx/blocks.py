"""The blocks of a docx in order: paragraphs to lines, tables to grids, text boxes and charts at their place."""

from lxml import etree

from throughline.engine.findings import Finding, Sentence, Severity
from throughline.readers.document.docx import names
from throughline.readers.document.docx.drawings import Drawings
from throughline.readers.document.docx.names import VAL, number
from throughline.readers.document.docx.numbering import Numbering
from throughline.readers.document.docx.package import Package
from throughline.readers.document.docx.runs import Content, Runs, Scan, chosen_of
from throughline.readers.document.docx.styles import Style, Styles, indent_of
from throughline.readers.document.docx.tables import (
    OpenCell,
    cell_place,
    cell_shape,
    finished,
    row_shape,
    through,
)
from throughline.readers.document.draft import Draft, Place
from throughline.readers.document.emphasis import emphasis_of
from throughline.readers.document.records import Table

_CHANGES = frozenset((names.INS, names.DEL, names.MOVEFROM, names.MOVETO))


class Blocks:
    """Reads the parts of one document into a draft, and notes in `findings` what could not be read."""

    def __init__(self, package: Package, draft: Draft, styles: Styles, numbering: Numbering, runs: Runs) -> None:
        self._draft = draft
        self._styles = styles
        self._numbering = numbering
        self._runs = runs
        self._drawings = Drawings(package, draft)
        self._pending: Content | None = None
        self.findings = self._drawings.findings

    def begin(self, found: Scan, part: str) -> None:
        """Makes ready to read the blocks of a part; call `read` for each of its containers."""
        self._drawings.part = part
        self._runs.begin(found)

    def read(self, container: etree._Element, place: Place, flags: int = 0) -> None:
        """The blocks of a container (body, cell, note, text box), wrappers passed through."""
        outer, self._pending = self._pending, None
        self._blocks(container, place, flags)
        self._flush(place)
        self._pending = outer

    def _blocks(self, container: etree._Element, place: Place, flags: int) -> None:
        for child in container:
            tag = child.tag
            if tag == names.P:
                self._paragraph(child, place, flags)
            elif tag == names.TBL:
                self._flush(place)
                self._table(child, place, flags)
            elif tag in names.SKIPPED:
                continue
            elif tag in _CHANGES:
                inner = self._runs.changed(tag, flags)
                if inner is None:
                    self._runs.drop(child)
                else:
                    self._blocks(child, place, inner)
            elif tag == names.ALTERNATE:
                chosen = chosen_of(child)
                if chosen is not None:
                    self._blocks(chosen, place, flags)
            elif tag == names.ALTCHUNK:
                self._embedded()
            elif tag == names.R:
                self._loose_run(child, flags)
            else:
                self._blocks(child, place, flags)

    def _loose_run(self, run: etree._Element, flags: int) -> None:
        """A run outside any paragraph, as damaged files have it, goes to the paragraph that follows."""
        self._pending = self._pending or Content()
        holder = etree.Element(names.P)
        holder.append(etree.fromstring(etree.tostring(run, with_tail=False)))
        self._runs.read(holder, self._pending, 0, flags)

    def _paragraph(self, paragraph: etree._Element, place: Place, flags: int) -> None:
        properties = paragraph[0] if len(paragraph) and paragraph[0].tag == names.PPR else None
        key: str | None = None
        num_id: str | None = None
        level: int | None = None
        indent: int | None = None
        joined = False
        for child in () if properties is None else properties:
            tag = child.tag
            if tag == names.PSTYLE:
                key = child.get(VAL)
            elif tag == names.NUMPR:
                num_id, level = self._number_properties(child)
            elif tag == names.IND:
                indent = indent_of(child)
            elif tag == names.RPR and self._runs.is_tracked:
                joined = any(one.tag in _CHANGES and self._runs.changed(one.tag, 0) is None for one in child)
        style = self._styles.of(key)
        content, self._pending = self._pending or Content(), None
        self._runs.read(paragraph, content, style.flags, flags)
        if joined:
            self._pending = content
        else:
            self._emit(content, place, style, key, (num_id, level, indent))

    def _number_properties(self, properties: etree._Element) -> tuple[str | None, int | None]:
        num_id: str | None = None
        level: int | None = None
        for child in properties:
            if child.tag == names.NUMID:
                num_id = child.get(VAL)
            elif child.tag == names.ILVL:
                level = number(child.get(VAL))
            elif child.tag == names.INS and self._runs.changed(names.INS, 0) is None:
                return "0", None
        return num_id, level

    def _flush(self, place: Place) -> None:
        """Puts down what was carried over from a paragraph whose end is not part of this view."""
        content, self._pending = self._pending, None
        if content is not None and (content.pieces or content.drawings):
            self._emit(content, place, self._styles.default, None, ("0", None, None))

    def _emit(
        self,
        content: Content,
        place: Place,
        style: Style,
        key: str | None,
        numbers: tuple[str | None, int | None, int | None],
    ) -> None:
        text = content.text() if content.pieces else ""
        num_id, level, indent = numbers
        num_id = style.num_id if num_id is None else num_id
        label = ""
        if num_id is not None and num_id != "0":
            if level is None:
                level = style.level if style.level is not None else self._numbering.level_of_style(num_id, key or "")
            # An empty paragraph that Word numbers counts too; one that only carries a drawing does not matter.
            label = self._numbering.label(num_id, level)
            indent = self._numbering.indent(num_id, level) if indent is None else indent
        if label or (text and not text.isspace()):
            indent = style.indent if indent is None else indent
            marked = len(content.pieces) > 1 or (content.pieces and content.pieces[0][1])
            self._draft.put(text, place, style.name, label, emphasis_of(content.pieces) if marked else (), indent or 0)
        for drawing, changes in content.drawings:
            box_place = place._replace(part="textbox" if place.part in ("body", "cell") else place.part)
            for box in self._drawings.read(drawing, place):
                self.read(box, box_place, changes)

    def _embedded(self) -> None:
        file = self._draft.file
        message = Sentence(
            "%(file)s embeds another document, which is not read: open it, save it as docx and read that.", file=file
        )
        where = f"after line {len(self._draft.lines)}"
        self.findings.append(Finding("DOC-EMBEDDED", Severity.WARNING, where, message))

    def _table(self, element: etree._Element, place: Place, flags: int) -> None:
        draft = self._draft
        index = len(draft.tables)
        draft.tables.append(None)
        after, start = len(draft.lines) - 1, draft.position
        cells: list[OpenCell] = []
        merging: dict[int, OpenCell] = {}
        rows = headers = 0
        for row in through(element, names.TR):
            shape = row_shape(row)
            inner = self._runs.changed(shape.change, flags)
            if inner is None:
                self._runs.drop(row)
                continue
            self._row(row, (place, index, rows, shape.before, inner), cells, merging)
            headers += shape.is_header and headers == rows
            rows += 1
        grid = element.find(names.TBLGRID)
        columns = 0 if grid is None else sum(1 for _ in grid.iterchildren(names.GRIDCOL))
        columns = max([columns, *(cell.column + cell.columns for cell in cells)])
        end = max(start, draft.position - 1)
        records = tuple(finished(cell, draft.lines) for cell in cells)
        parent = place.table
        draft.tables[index] = Table(index, rows, columns, records, start, end, after, parent, headers)

    def _row(
        self,
        row: etree._Element,
        where: tuple[Place, int, int, int, int],
        cells: list[OpenCell],
        merging: dict[int, OpenCell],
    ) -> None:
        place, table, index, column, flags = where
        draft = self._draft
        beside: OpenCell | None = None
        for cell in through(row, names.TC):
            shape = cell_shape(cell)
            inner = self._runs.changed(shape.change, flags)
            first, start = len(draft.lines), draft.position
            if inner is None:
                self._runs.drop(cell)
            else:
                self.read(cell, cell_place(place, table, index, column), inner)
            last = len(draft.lines)
            end = draft.position - 1 if last > first else start
            above = merging.get(column) if shape.merge == "continue" else None
            if above is not None:
                above.rows = index - above.row + 1
            elif shape.beside == "continue" and beside is not None and last == first:
                beside.columns += shape.span
            else:
                beside = OpenCell(index, column, shape.span, start, end, first, last)
                cells.append(beside)
                merging.pop(column, None)
                if shape.merge:
                    merging[column] = beside
            column += shape.span
