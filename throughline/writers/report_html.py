"""A report as the body of an article in HTML: sections, tables with captions, charts with their figures one click away.

No style or script stands in it, only classes of the style sheet. Every figure that comes from the record is a link to
what it comes from.
"""

from collections.abc import Callable
from html import escape

from throughline.engine.reporting.blocks import (
    Block,
    Chart,
    Figure,
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
from throughline.writers.report_charts import chart_svg
from throughline.writers.report_layout import Cell, Grid, Line, grid_of, nested, shown
from throughline.writers.report_words import clean, day_in, is_mirrored, primary, record_says, words_in

# Headings below that are found by reading.
DEEPEST_IN_CONTENTS = 3
Href = Callable[[str], str]


def report_html(report: Report, href: Href) -> str:
    """The inside of an `<article>`: title, facts, contents, then every block.

    `href` gives the page of a public address, "" where there is none. The title is the `<h1>`, a heading of the level
    1 an `<h2>`; an anchor is an id. The report is in its own language and says so at the element that holds all.
    """
    writer = _Writer(report.language, href)
    parts = [f'<div class="report"{_language(report.language)}>', _head(report)]
    if report.contents:
        parts.append(_contents(report))
    open_levels: list[int] = []
    for block, level in nested(report.blocks):
        if isinstance(block, Heading):
            while open_levels and open_levels[-1] >= level:
                parts.append("</section>")
                open_levels.pop()
            open_levels.append(level)
            parts += ["<section>", writer.heading(block, level)]
        else:
            parts.append(writer.block(block))
    return "".join([*parts, "</section>" * len(open_levels), "</div>"])


def _language(language: str) -> str:
    return f' lang="{_text(language)}" dir="{"rtl" if is_mirrored(language) else "ltr"}"' if language else ""


def _text(text: str) -> str:
    return escape(clean(text))


def _anchor(text: str) -> str:
    """A name as an id: without blanks, which no id may hold."""
    return "-".join(clean(text).split())


def _head(report: Report) -> str:
    facts = [clean(fact) for fact in report.facts]
    day = day_in(report.day, report.language)
    symbol = f'<p class="report-symbol">{_text(report.symbol)}</p>' if report.symbol else ""
    when = f"<p>{_text(day)}</p>" if day else ""
    lines = "".join(f"<p>{escape(fact)}</p>" for fact in facts)
    # A page that shows the title by itself gives a report without one.
    title = f"<h1>{_text(report.title)}</h1>" if report.title else ""
    return (
        f'<header class="report-head"><div class="report-from"><p>{_text(report.organization)}</p>{symbol}</div>'
        f'{title}<div class="report-facts">{when}{lines}</div></header>'
    )


def _contents(report: Report) -> str:
    """The table of contents, as lists within lists."""
    parts, depth = [], 0
    for block, level in nested(report.blocks):
        if not isinstance(block, Heading) or level > DEEPEST_IN_CONTENTS:
            continue
        # Up to this level: one list more, or the end of those that were deeper.
        parts.append("<ol><li>" if level > depth else "</li></ol>" * (depth - level) + "</li><li>")
        depth = level
        parts.append(f'<a href="#{escape(_anchor(block.anchor))}">{_text(block.text)}</a>')
    if not parts:
        return ""
    name = words_in(report.language).contents
    lists = "".join(parts) + "</li></ol>" * depth
    return f'<nav class="report-contents" aria-label="{name}"><h2>{name}</h2>{lists}</nav>'


class _Writer:
    """Writes blocks in one language, with the pages of one `href`."""

    def __init__(self, language: str, href: Href) -> None:
        self.language = language
        self.href = href
        self.anchors: set[str] = set()

    def heading(self, heading: Heading, level: int) -> str:
        """A heading below the title, with its anchor where no other bears it."""
        anchor = _anchor(heading.anchor)
        named = f' id="{escape(anchor)}"' if anchor and anchor not in self.anchors else ""
        self.anchors.add(anchor)
        return f"<h{level + 1}{named}>{_text(heading.text)}</h{level + 1}>"

    def block(self, block: Block) -> str:
        """Any block but a heading."""
        match block:
            case Paragraph(runs, number):
                counted = f'<span class="report-number">{_text(number)}</span> ' if number else ""
                return f"<p>{counted}{self.runs(runs)}</p>"
            case Points(items, ordered):
                tag = "ol" if ordered else "ul"
                return f"<{tag}>{''.join(f'<li>{self.runs(item)}</li>' for item in items)}</{tag}>" if items else ""
            case Table():
                return self.table(block)
            case Chart():
                return self.chart(block)
            case Note(runs, tone):
                return f'<div class="report-note {tone.value}" role="note"><p>{self.runs(runs)}</p></div>'
        raise TypeError(f"{type(block).__name__} is no block that is written here.")

    def runs(self, runs: Runs) -> str:
        """Words and figures one after the other."""
        return "".join(self.run(run) for run in runs)

    def run(self, run: Run) -> str:
        """Words or a figure, as a link where they lead anywhere."""
        words = escape(shown(run))
        address = self.href(run.address) if run.address else ""
        kind = ' class="source-link"' if isinstance(run, Figure) else ""
        if address and words:
            words = f'<a{kind} href="{escape(clean(address))}">{words}</a>'
        if isinstance(run, Text):
            return self._marked(run, words)
        if run.disagrees:
            says = escape(record_says(clean(run.text), self.language))
            return f'<span class="report-typed">{words}</span> <span class="status attention">{says}</span>'
        return words

    def _marked(self, run: Text, words: str) -> str:
        if run.strong:
            words = f"<strong>{words}</strong>"
        if run.emphasis:
            words = f"<em>{words}</em>"
        if run.tone is not Tone.PLAIN:
            words = f'<span class="status {run.tone.value}">{words}</span>'
        if run.language and primary(run.language) != primary(self.language):
            words = f"<span{_language(run.language)}>{words}</span>"
        return words

    def table(self, table: Table) -> str:
        """A table with its caption, heads that name their columns and rows, and its note."""
        grid = grid_of(table)
        caption, note = _text(table.caption), _text(table.note)
        below = f'<p class="quiet">{note}</p>' if note else ""
        if not grid.heads:
            return (f'<p class="report-caption">{caption}</p>' if caption else "") + below
        said = f"<caption>{caption}</caption>" if caption else ""
        named = f' aria-label="{caption}"' if caption else ""
        return (
            f'<div class="table" role="group" tabindex="0"{named}><table>{said}{_table_head(grid)}<tbody>'
            f"{''.join(self._line(line) for line in grid.lines)}</tbody></table></div>{below}"
        )

    def _line(self, line: Line) -> str:
        kind = f' class="{line.kind.value}"' if line.kind is not RowKind.LINE else ""
        return f"<tr{kind}>{''.join(self._cell(cell, line.kind) for cell in line.cells)}</tr>"

    def _cell(self, cell: Cell, kind: RowKind) -> str:
        tag = "th" if cell.heads else "td"
        scope = f' scope="{"rowgroup" if kind is RowKind.GROUP and cell.span > 1 else "row"}"' if cell.heads else ""
        span = f' colspan="{cell.span}"' if cell.span > 1 else ""
        numeric = ' class="number-cell"' if cell.numeric else ""
        return f"<{tag}{scope}{span}{numeric}>{self.runs(cell.runs)}</{tag}>"

    def chart(self, chart: Chart) -> str:
        """A chart with its title, and the table behind it one click away."""
        behind = self.table(chart.behind)
        folded = f"<details><summary>{words_in(self.language).behind}</summary>{behind}</details>" if behind else ""
        title = f"<figcaption>{_text(chart.title)}</figcaption>" if chart.title else ""
        # On a phone a drawing keeps its size and is moved sideways, by keys too.
        named = f' role="group" aria-label="{_text(chart.title)}"' if chart.title else ""
        drawn = f'<div class="report-drawing" tabindex="0"{named}>{chart_svg(chart, self.language)}</div>'
        return f'<figure class="report-figure">{title}{drawn}{folded}</figure>'


def _table_head(grid: Grid) -> str:
    if not any(clean(head.title).strip() for head in grid.heads):
        return ""
    heads = []
    for head in grid.heads:
        numeric = ' class="number-cell"' if head.numeric else ""
        title = _text(head.title)
        heads.append(f'<th scope="col"{numeric}>{title}</th>' if title else f"<td{numeric}></td>")
    return f"<thead><tr>{''.join(heads)}</tr></thead>"
