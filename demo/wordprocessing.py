"""Paragraphs, tables, notes and tracked changes of the demo's documents as WordprocessingML."""

import re
from collections.abc import Callable, Iterator
from itertools import count
from xml.sax.saxutils import escape, quoteattr

from demo.markup import Bars, Block, Grid, Paper, Text

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in (
        ("w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
        ("r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
        ("wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
        ("a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
        ("c", "http://schemas.openxmlformats.org/drawingml/2006/chart"),
    )
)
_MARKED = re.compile(r"\{([+-])([A-Z]) (.*?)[+-]\}|\*([^*]+)\*|\[\^(\w+)\]|\\\\|\t", re.DOTALL)
# A number at the start of a paragraph stands between tabs: "3.14", "12/4.", "7.", "A.", "(a)", "(iv)".
_NUMBERED = re.compile(r"(\d+\.\d+|\d+/\d+\.|\d{1,2}\.|[A-Z]\.|\([a-z]{1,5}\)|\(\d\)) +")
_NUMBERED_STYLES = {"", "SingleTxt", "TitleH1", "H23", "H1", "HCh", "H4", "Cell"}
_SMALL = '<w:pPr><w:spacing w:line="120" w:lineRule="exact"/></w:pPr>'


class Writer:
    """Writes the blocks of one paper, counting its changes, notes and charts as it goes."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.charts: list[Bars] = []
        self.note_numbers = {mark: number for number, mark in enumerate(paper.notes, start=1)}
        self._changes = count(1)
        self._referred: set[str] = set()

    def body(self) -> str:
        """The blocks as paragraphs, tables and drawings, in order."""
        return "".join(self.block(block) for block in self.paper.blocks)

    def block(self, block: Block) -> str:
        """One block; a chart is kept in `charts` and referred to."""
        match block:
            case Grid():
                return self.table(block)
            case Bars():
                self.charts.append(block)
                return _drawing(len(self.charts))
            case Text():
                return self.paragraph(block)

    def paragraph(self, block: Text) -> str:
        """A paragraph in its style, with the mark of its end tracked where all of it is."""
        style = f'<w:pStyle w:val="{block.style}"/>' if block.style not in ("", "Cell") else ""
        mark = f"<w:rPr>{self._change(*block.change)}/></w:rPr>" if block.change else ""
        properties = f"<w:pPr>{style}{mark}</w:pPr>" if style or mark else ""
        return f"<w:p>{properties}{self.runs(tabbed(block))}</w:p>"

    def runs(self, text: str, kind: str = "t", italic: bool = False) -> str:
        """The runs of a text with marks; `kind` is `delText` within a deletion."""
        pieces = []
        for plain, found in _split(text):
            pieces.append(_run(plain, kind, italic))
            if found is None:
                continue
            sign, author, changed, italics, note = found.groups()
            if sign:
                inner = self.runs(changed, "delText" if sign == "-" else "t")
                pieces.append(f"{self._change(sign, author)}>{inner}</w:{'ins' if sign == '+' else 'del'}>")
            elif italics:
                pieces.append(self.runs(italics, kind, italic=True))
            elif note:
                pieces.append(self._reference(note))
            else:
                pieces.append("<w:r><w:tab/></w:r>" if found.group() == "\t" else "<w:r><w:br/></w:r>")
        return "".join(pieces)

    def _reference(self, note: str) -> str:
        """The mark of a note; where it was referred to before, its number alone, for a note has one reference."""
        number = self.note_numbers[note]
        mark = f"<w:t>{number}</w:t>" if note in self._referred else f'<w:footnoteReference w:id="{number}"/>'
        self._referred.add(note)
        return f"<w:r>{_REFERENCE}{mark}</w:r>"

    def table(self, grid: Grid) -> str:
        """A table with its head rows marked as such; under a head stands the thin empty row that the house sets."""
        columns = max(len(row) for row in grid.rows)
        rows = [self._row(row, columns, head=index < grid.heads) for index, row in enumerate(grid.rows)]
        if grid.heads:
            rows.insert(grid.heads, self._row(("",) * columns, columns, head=True))
        widths = "".join(f'<w:gridCol w:w="{width}"/>' for width in _widths(columns))
        properties = '<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="9850" w:type="dxa"/></w:tblPr>'
        table = f"<w:tbl>{properties}<w:tblGrid>{widths}</w:tblGrid>{''.join(rows)}</w:tbl>"
        return f"{table}<w:p>{_SMALL}</w:p>"

    def footnotes(self) -> Iterator[str]:
        """The notes, each with its number as id."""
        for mark, text in self.paper.notes.items():
            reference = f"<w:r>{_REFERENCE}<w:footnoteRef/></w:r>"
            yield (
                f'<w:footnote w:id="{self.note_numbers[mark]}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
                f"{reference}{self.runs(' ' + text)}</w:p></w:footnote>"
            )

    def _row(self, row: tuple[str, ...], columns: int, head: bool) -> str:
        cells: list[tuple[str, int]] = []
        for cell in row:
            if cell == "<":
                cells[-1] = (cells[-1][0], cells[-1][1] + 1)
            else:
                cells.append((cell, 1))
        cells[-1] = (cells[-1][0], cells[-1][1] + columns - len(row))
        marked = "<w:trPr><w:tblHeader/></w:trPr>" if head else ""
        return f"<w:tr>{marked}{''.join(self._cell(text, span, head) for text, span in cells)}</w:tr>"

    def _cell(self, text: str, span: int, head: bool) -> str:
        spanned = f'<w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>' if span > 1 else "<w:tcPr/>"
        inner = self.runs(text, italic=True) if head else self.runs(tabbed(Text("Cell", text)).removeprefix("\t"))
        return f"<w:tc>{spanned}<w:p>{inner}</w:p></w:tc>"

    def _change(self, sign: str, author: str) -> str:
        name, _, moment = self.paper.head[f"author {author}"].rpartition(", ")
        element = "ins" if sign == "+" else "del"
        return f'<w:{element} w:id="{next(self._changes)}" w:author={quoteattr(name)} w:date="{moment}"'


_REFERENCE = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'


def tabbed(block: Text) -> str:
    """The text with its number between tabs, and the first line of running text moved in, as the house sets them."""
    if block.style not in _NUMBERED_STYLES:
        return block.text
    if found := _NUMBERED.match(block.text):
        return f"\t{found.group(1)}\t{block.text[found.end() :]}"
    return f"\t{block.text}" if block.style == "SingleTxt" else block.text


def _split(text: str) -> Iterator[tuple[str, re.Match[str] | None]]:
    start = 0
    for found in _MARKED.finditer(text):
        yield text[start : found.start()], found
        start = found.end()
    yield text[start:], None


def _run(text: str, kind: str, italic: bool) -> str:
    if not text:
        return ""
    style = "<w:rPr><w:i/><w:iCs/></w:rPr>" if italic else ""
    return f'<w:r>{style}<w:{kind} xml:space="preserve">{escape(text.replace("~", chr(0xA0)))}</w:{kind}></w:r>'


def _widths(columns: int) -> list[int]:
    first = 9850 - (columns - 1) * 800 if columns > 3 else 9850 // columns
    return [first] + [800 if columns > 3 else 9850 // columns] * (columns - 1)


def _drawing(number: int) -> str:
    return (
        '<w:p><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="5486400" cy="2055495"/><wp:docPr id="{number}" name="Chart {number}"/><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        f'<c:chart r:id="rIdChart{number}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
    )


def chart(bars: Bars) -> str:
    """A column chart with its values kept in the part, as a program that prints it needs no workbook."""

    def points(values: list[str], wrap: Callable[[str], str] = escape) -> str:
        listed = "".join(f'<c:pt idx="{at}"><c:v>{wrap(value)}</c:v></c:pt>' for at, value in enumerate(values))
        return f'<c:ptCount val="{len(values)}"/>{listed}'

    categories, values = [name for name, _ in bars.points], [value for _, value in bars.points]
    last = len(values) + 1
    return (
        f'<c:chartSpace {NAMESPACES}><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/><c:barChart>'
        '<c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/><c:ser><c:idx val="0"/>'
        f'<c:order val="0"/><c:tx><c:strRef><c:f>Sheet1!$B$1</c:f><c:strCache>{points([bars.unit])}</c:strCache>'
        f"</c:strRef></c:tx><c:cat><c:strRef><c:f>Sheet1!$A$2:$A${last}</c:f><c:strCache>{points(categories)}"
        f"</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:f>Sheet1!$B$2:$B${last}</c:f><c:numCache>"
        f"<c:formatCode>General</c:formatCode>{points(values)}</c:numCache></c:numRef></c:val></c:ser>"
        '<c:axId val="1"/><c:axId val="2"/></c:barChart><c:catAx><c:axId val="1"/><c:scaling/><c:delete val="0"/>'
        '<c:axPos val="b"/><c:crossAx val="2"/></c:catAx><c:valAx><c:axId val="2"/><c:scaling/><c:delete val="1"/>'
        '<c:axPos val="l"/><c:crossAx val="1"/></c:valAx></c:plotArea></c:chart></c:chartSpace>'
    )
