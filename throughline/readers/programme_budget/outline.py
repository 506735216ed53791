"""The skeleton of a fascicle: for every line and table of its text the place that it stands in."""

from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import pairwise

from throughline.readers.document.records import SourceText, Table
from throughline.readers.programme_budget import words
from throughline.readers.programme_budget.masthead import head_of
from throughline.readers.programme_budget.places import landmarks_of
from throughline.readers.programme_budget.records import Outline, PlacedFigure, PlacedTable, Standing
from throughline.readers.programme_budget.rules import role_of
from throughline.readers.programme_budget.state import Caption, State
from throughline.readers.programme_budget.tables import Cells, first_texts, kind_of_table

_ROLE_OF_PART = {
    "header": "furniture",
    "footer": "furniture",
    "comment": "furniture",
    "footnote": "note",
    "endnote": "note",
    "textbox": "chart",
    "cell": "cell",
}


def outline_of(source: SourceText) -> Outline:
    """Place every line and table of a fascicle: one pass over its lines.

    Wrong or foreign text breaks nothing: a line that no rule knows stands in the block before it as `unknown`.
    """
    texts = tuple(words.line_text(line) for line in source.lines)
    body = [index for index, line in enumerate(source.lines) if line.part == "body" and texts[index]]
    state = State(
        landmarks=landmarks_of(source.lines, texts, body),
        following={one: texts[two] for one, two in pairwise(body)},
        before_table=frozenset(table.after_line for table in source.tables if table.parent is None),
    )
    cells = Cells(source, texts)
    walk = _Walk(source, texts, cells, state)
    walk.run()
    return Outline(
        head=head_of(source, texts, walk.standings),
        standings=tuple(walk.standings),
        tables=tuple(sorted(walk.tables, key=lambda one: one.index)),
        figures=_figures(source, state.captions),
        nodes=dict(state.places.nodes),
        results=dict(state.places.results),
        texts=texts,
        cells=cells,
    )


@dataclass(slots=True)
class _Walk:
    """Lines and tables in the order of the document, placed one after the other."""

    source: SourceText
    texts: tuple[str, ...]
    cells: Cells
    state: State
    standings: list[Standing] = field(default_factory=list)
    tables: list[PlacedTable] = field(default_factory=list)

    def run(self) -> None:
        """Walk once; a table is placed after the line that it stands below."""
        after: dict[int, list[Table]] = {}
        for table in self.source.tables:
            after.setdefault(table.after_line, []).append(table)
        for table in after.pop(-1, ()):
            self._place(table)
        moved = True
        for index, line in enumerate(self.source.lines):
            role = _ROLE_OF_PART.get(line.part)
            if role is None:
                role = role_of(self.state, index, line, self.texts[index]) if self.texts[index] else "furniture"
            # Only lines of the body move the walk on: the cells of a table stand where the first of them does.
            if line.part == "body" or not self.standings or self.standings[-1].role != role or moved:
                self.standings.append(self.state.standing(role))
            else:
                self.standings.append(self.standings[-1])
            moved = line.part == "body"
            for table in after.get(index, ()):
                self._place(table)

    def _place(self, table: Table) -> None:
        state, caption = self.state, self.state.caption
        own = _ROLE_OF_PART.get(self.cells.part_of(table), "furniture")
        if own != "cell":
            self.tables.append(_outside(table, state, own))
            return
        title = caption.title if caption else state.loose
        unit = caption.unit if caption else ""
        head = first_texts(self.cells.rows(table)[:3])
        kind = kind_of_table(head, state.block, state.part, title, unit)
        before = self.tables[-1] if self.tables else None
        goes_on = self._continues(before, caption, head, kind)
        if goes_on is not None and before is not None:
            kind = before.kind
        self.tables.append(
            PlacedTable(
                index=table.index,
                number=self._number(table, caption, before),
                caption=title,
                subcaption=caption.subcaption if caption else "",
                unit_note=unit,
                part=state.part,
                place=state.places.here,
                block=state.block,
                kind=kind,
                headings=state.standing("cell").headings,
                result=state.result,
                continues=goes_on,
            )
        )
        if caption:
            caption.tables += 1
        if state.awaiting == "place":
            state.awaiting = ""

    def _number(self, table: Table, caption: Caption | None, before: PlacedTable | None) -> str:
        """The printed number, or the table's place in the file; a part (2) has that of the part before it."""
        if caption and caption.number:
            return caption.number
        if caption and before and words.part_number(caption.subcaption) not in (None, "1", "a"):
            goes_on = before.number[:1] == "#" and before.subcaption and before.caption == caption.title
            if goes_on and before.place == self.state.places.here:
                return before.number
        return f"#{table.index + 1}"

    def _continues(self, before: PlacedTable | None, caption: Caption | None, head: list[str], kind: str) -> int | None:
        """Index of the table before when this one goes on with it: same caption, and no head of its own."""
        if before is None or caption is None or not caption.tables or kind not in ("other", before.kind):
            return None
        same = before.number == caption.number and before.subcaption == caption.subcaption
        if not same or before.kind not in ("deliverables", "follow-up", "post changes"):
            return None
        first = first_texts(self.cells.rows(self.source.tables[before.index]))
        return None if head == first else before.index


def _outside(table: Table, state: State, kind: str) -> PlacedTable:
    """A table outside the text: in the head or foot of pages, in a note, in a drawing, or empty."""
    here = state.standing(kind)
    return PlacedTable(
        index=table.index,
        number=f"#{table.index + 1}",
        caption="",
        subcaption="",
        unit_note="",
        part=here.part,
        place=here.place,
        block=here.block,
        kind=kind,
        headings=here.headings,
    )


def _figures(source: SourceText, captions: list[Caption]) -> tuple[PlacedFigure, ...]:
    """Every caption of a figure, and every one with a chart and no table, with the charts up to the next caption."""
    found = []
    starts = [chart.after_line for chart in source.charts]
    for position, caption in enumerate(captions):
        end = captions[position + 1].line if position + 1 < len(captions) else len(source.lines)
        charts = tuple(range(bisect_left(starts, caption.line), bisect_left(starts, end)))
        if caption.what != "Figure" and (caption.tables or not charts):
            continue
        at = caption.standing
        found.append(
            PlacedFigure(
                caption.number,
                caption.title,
                caption.unit,
                at.part,
                at.place,
                at.block,
                at.result,
                charts,
                caption.line,
            )
        )
    return tuple(found)
