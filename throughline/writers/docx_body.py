"""The body of a docx: every block of a report as WordprocessingML, with the links and pictures that it refers to."""

from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from urllib.parse import quote

from throughline.engine.reporting.blocks import (
    Block,
    Chart,
    Heading,
    Note,
    Paragraph,
    Points,
    Report,
    RowKind,
    Run,
    Runs,
    Table,
    Text,
    Tone,
)
from throughline.writers.report_layout import Cell, Line, grid_of, nested, plain, shown
from throughline.writers.report_words import clean, day_in, is_mirrored, primary, record_says, turned, words_in

# Twentieths of a point: the width of the text on A4 with margins of 25 mm.
TEXT_WIDTH = 9070
CONTENTS = r"TOC \o &quot;1-3&quot; \h \z \u"
# What pictures are measured in: 635 to a twentieth of a point.
EMU = 635
# The height of a page of text, less its caption.
TALLEST = 12000
LONGEST_DESCRIPTION = 4000
LANGUAGES = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES", "ru": "ru-RU", "zh": "zh-CN", "ar": "ar-SA"}
TONES = {Tone.GOOD: "ToneGood", Tone.ATTENTION: "ToneAttention", Tone.BAD: "ToneBad"}
NOTES = {Tone.PLAIN: "Note", Tone.GOOD: "NoteGood", Tone.ATTENTION: "NoteAttention", Tone.BAD: "NoteBad"}
_DRAWING = (
    '<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
    '<wp:docPr id="{number}" name="Chart {number}" descr="{said}"/>'
    '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic>'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
    '<pic:cNvPr id="{number}" name="chart{number}.png" descr="{said}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
    '<a:blip r:embed="picture{number}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
)


@dataclass(slots=True)
class Body:
    """What becomes the body: written block by block, it gathers links, ordered lists and charts on the way.

    `sizes` are the widths and heights of the charts' drawings, in their order.
    """

    report: Report
    link: Callable[[str], str]
    sizes: tuple[tuple[float, float], ...]
    links: dict[str, str] = field(default_factory=dict)
    lists: int = 0
    charts: int = 0
    headings: int = 0

    def written(self) -> str:
        """All that the report says, as the inside of `<w:body>` without its last section."""
        report = self.report
        parts = [self._head()]
        if report.contents:
            parts.append(self._contents())
        parts += [self._block(block, level) for block, level in nested(report.blocks)]
        return "".join(parts)

    @property
    def mirrored(self) -> bool:
        """Whether the report is read from right to left."""
        return is_mirrored(self.report.language)

    def paragraph(self, style: str, inside: str, said: str = "", more: str = "", numeric: bool = False) -> str:
        """A paragraph in a style, in the direction of what is `said` in it, at the side of the report's.

        `more` are properties that stand before the direction; a `numeric` one stands at the right in either direction,
        so that digits stand below each other. In a paragraph from right to left Word takes `right` for the left.
        """
        named = f'<w:pStyle w:val="{style}"/>' if style else ""
        from_right = self.mirrored != turned(said, self.report.language)
        direction = "<w:bidi/>" if from_right else ""
        side = "" if (self.mirrored or numeric) == from_right else '<w:jc w:val="right"/>'
        return f"<w:p><w:pPr>{named}{more}{direction}{side}</w:pPr>{inside}</w:p>"

    def line(self, style: str, text: str) -> str:
        """A paragraph of a text alone."""
        return self.paragraph(style, self.words(text), text)

    def words(self, text: str, manner: str = "", before: str = "", language: str = "") -> str:
        """Words as a run: `before` its style, `manner` what is set otherwise, `language` where it is another one."""
        if not text:
            return ""
        mirrored = self.mirrored != turned(text, self.report.language)
        own = _language(language) if language else ""
        properties = f"{before}{manner}{'<w:rtl/>' if mirrored else ''}{own}"
        properties = f"<w:rPr>{properties}</w:rPr>" if properties else ""
        return f'<w:r>{properties}<w:t xml:space="preserve">{escape(clean(text))}</w:t></w:r>'

    def _head(self) -> str:
        report = self.report
        tab = "<w:r><w:tab/></w:r>" if report.symbol else ""
        day = day_in(report.day, report.language)
        parts = [
            self.paragraph("Masthead", f"{self.words(report.organization)}{tab}{self.words(report.symbol)}"),
            self.paragraph("Date", self.words(day)) if day else "",
            self.line("Title", report.title) if report.title else "",
            *(self.line("Subtitle", fact) for fact in report.facts),
        ]
        return "".join(parts)

    def _contents(self) -> str:
        """A contents field, with its entries as they are now; Word puts in the numbers of pages when it opens it."""
        headings = [(block, level) for block, level in nested(self.report.blocks) if isinstance(block, Heading)]
        shown_ones = [(at, one, level) for at, (one, level) in enumerate(headings, start=1) if level <= 3]
        if not shown_ones:
            return ""
        opening = f"{_FIELD_TO_UPDATE}{_instruction(CONTENTS)}{_field('separate')}"
        parts = [self.line("TOCHeading", words_in(self.report.language).contents)]
        for place, (at, heading, level) in enumerate(shown_ones):
            number = _instruction(rf"PAGEREF {_bookmark(at)} \h")
            page = f"{_field('begin')}{number}{_field('separate')}{_field('end')}"
            entry = (
                f'<w:hyperlink w:anchor="{_bookmark(at)}" w:history="1">{self.words(heading.text)}'
                f"<w:r><w:tab/></w:r>{page}</w:hyperlink>"
            )
            first = opening if place == 0 else ""
            last = _field("end") if place == len(shown_ones) - 1 else ""
            parts.append(self.paragraph(f"TOC{level}", f"{first}{entry}{last}"))
        parts.append('<w:p><w:r><w:br w:type="page"/></w:r></w:p>')
        return "".join(parts)

    def _block(self, block: Block, level: int) -> str:
        match block:
            case Heading():
                self.headings += 1
                name = f'w:id="{self.headings}"'
                inside = f'<w:bookmarkStart {name} w:name="{_bookmark(self.headings)}"/>{self.words(block.text)}'
                return self.paragraph(f"Heading{level}", f"{inside}<w:bookmarkEnd {name}/>", block.text)
            case Paragraph(runs, number):
                counted = f"{self.words(number)}<w:r><w:tab/></w:r>" if number else ""
                return self.paragraph("CountedParagraph" if number else "", counted + self.runs(runs), plain(runs))
            case Points():
                return self._points(block)
            case Table():
                return self.table(block)
            case Chart():
                return self._chart(block)
            case Note(runs, tone):
                return self.paragraph(NOTES[tone], self.runs(runs), plain(runs))
        raise TypeError(f"{type(block).__name__} is no block that is written here.")

    def _points(self, points: Points) -> str:
        style, number = "ListBullet", 1
        if points.ordered:
            # The first number is that of all bullets; an ordered list has its own, so that it begins anew.
            self.lists += 1
            style, number = "ListNumber", self.lists + 1
        counting = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
        return "".join(self.paragraph(style, self.runs(item), plain(item), counting) for item in points.items)

    def _chart(self, chart: Chart) -> str:
        width, height = self.sizes[self.charts]
        self.charts += 1
        scale = min(TEXT_WIDTH / width, TALLEST / height) * EMU
        said = clean(chart.alternative or chart.title)[:LONGEST_DESCRIPTION]
        picture = _DRAWING.format(
            width=round(width * scale), height=round(height * scale), number=self.charts, said=escape(said)
        )
        title = self.line("Caption", chart.title) if chart.title else ""
        return f"{title}{self.paragraph('Picture', f'<w:r>{picture}</w:r>')}{self.table(chart.behind)}"

    def table(self, table: Table) -> str:
        """A table with its caption before it and its note behind it; its head is repeated on each page."""
        grid = grid_of(table)
        caption = self.line("Caption", table.caption) if table.caption else ""
        # Two tables that nothing parts become one.
        behind = self.line("TableNote", table.note) if table.note or grid.heads else ""
        if not grid.heads:
            return caption + behind
        widths = [round(TEXT_WIDTH * share) for share in grid.shares]
        visual = "<w:bidiVisual/>" if self.mirrored else ""
        named = f'<w:tblCaption w:val="{escape(clean(table.caption))}"/>' if table.caption else ""
        has_head = any(clean(head.title).strip() for head in grid.heads)
        look = f'<w:tblLook w:val="0{"4" if not has_head else "0"}20" w:firstRow="{int(has_head)}" w:noVBand="1"/>'
        properties = (
            f'<w:tblPr><w:tblStyle w:val="ReportTable"/>{visual}<w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/>'
            f'<w:tblLayout w:type="fixed"/>{look}{named}</w:tblPr>'
        )
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        heads = tuple(Cell((Text(head.title),), numeric=head.numeric) for head in grid.heads)
        smaller = "Small" if grid.size < 1 else ""
        rows = [self._row(Line(heads, RowKind.LINE), widths, f"TableHead{smaller}")] if has_head else []
        rows += [self._row(line, widths, f"{_row_style(line.kind)}{smaller}") for line in grid.lines]
        if not rows:
            rows = [self._row(Line(heads, RowKind.LINE), widths, "TableText")]
        return f"{caption}<w:tbl>{properties}<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>{behind}"

    def _row(self, line: Line, widths: list[int], style: str) -> str:
        repeated = "<w:tblHeader/>" if style.startswith("TableHead") else ""
        parts = [f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>"]
        edges = _EDGES.get(line.kind, "")
        for at, cell in enumerate(line.cells):
            width = sum(widths) if cell.span > 1 else widths[at]
            span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
            inside = self.paragraph(style, self.runs(cell.runs), plain(cell.runs), numeric=cell.numeric)
            parts.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{edges}</w:tcPr>{inside}</w:tc>')
        return "".join([*parts, "</w:tr>"])

    def runs(self, runs: Runs) -> str:
        """Words and figures one after the other."""
        return "".join(self._run(run) for run in runs)

    def _run(self, run: Run) -> str:
        address = clean(self.link(run.address)) if run.address else ""
        if isinstance(run, Text):
            style = TONES.get(run.tone, "Hyperlink" if address else "")
            manner = ("<w:b/><w:bCs/>" if run.strong else "") + ("<w:i/><w:iCs/>" if run.emphasis else "")
            other = run.language if primary(run.language) != primary(self.report.language) else ""
            return self._linked(address, self.words(shown(run), manner, _style(style), other))
        words = self._linked(address, self.words(shown(run), before=_style("FigureLink" if address else "")))
        if not run.disagrees:
            return words
        says = f"[{record_says(clean(run.text), self.report.language)}]"
        return f"{words}{self.words(' ')}{self.words(says, before=_style('Disagreement'))}"

    def _linked(self, address: str, inside: str) -> str:
        if not address or not inside:
            return inside
        # Word takes a document for damaged where a target is no address.
        target = quote(address, safe="%/:=&?~#+!$,;'@()*")
        name = self.links.setdefault(target, f"link{len(self.links) + 1}")
        return f'<w:hyperlink r:id="{name}" w:history="1">{inside}</w:hyperlink>'


_FIELD_TO_UPDATE = '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
_EDGES = {
    RowKind.GROUP: '<w:shd w:val="clear" w:color="auto" w:fill="F4F6F8"/>',
    RowKind.TOTAL: '<w:tcBorders><w:top w:val="single" w:sz="6" w:space="0" w:color="7B8A99"/></w:tcBorders>',
}


def _row_style(kind: RowKind) -> str:
    return "TableText" if kind is RowKind.LINE else "TableStrong"


def _style(name: str) -> str:
    return f'<w:rStyle w:val="{name}"/>' if name else ""


def _language(code: str) -> str:
    """The language of a run, for what spells and reads it aloud."""
    name = LANGUAGES.get(primary(code), clean(code))
    kind = "bidi" if is_mirrored(code) else "eastAsia" if primary(code) == "zh" else "val"
    return f'<w:lang w:{kind}="{escape(name)}"/>'


def _bookmark(number: int) -> str:
    return f"_Toc{number:06d}"


def _field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _instruction(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve"> {text} </w:instrText></w:r>'
