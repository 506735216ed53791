"""What is drawn into a docx and holds words or figures: text boxes, charts, diagrams."""

from collections.abc import Iterator

from lxml import etree

from throughline.engine.findings import Finding, Sentence, Severity
from throughline.readers.document.docx import names
from throughline.readers.document.docx.charts import chart_of, diagram_lines
from throughline.readers.document.docx.package import Package
from throughline.readers.document.docx.runs import chosen_of
from throughline.readers.document.draft import Draft, Place
from throughline.readers.document.records import Chart, Unreadable


class Drawings:
    """Puts charts and diagrams into a draft; `part` is the part that refers to them."""

    def __init__(self, package: Package, draft: Draft) -> None:
        self._package = package
        self._draft = draft
        self.part = ""
        self.findings: list[Finding] = []

    def read(self, drawing: etree._Element, place: Place) -> Iterator[etree._Element]:
        """Reads what a drawing holds, of alternative forms one; yields its text boxes, which the caller reads."""
        for child in drawing:
            tag = child.tag
            if tag == names.ALTERNATE:
                chosen = chosen_of(child)
                if chosen is not None:
                    yield from self.read(chosen, place)
            elif tag == names.TXBX:
                yield child
            elif tag == names.CHART and child.get(names.RID):
                self._chart(child.get(names.RID) or "")
            elif tag == names.RELIDS:
                self._diagram(child.get(names.RDM) or "", place)
            elif len(child):
                yield from self.read(child, place)

    def _chart(self, key: str) -> None:
        root = self._drawn(key)
        if root is not None:
            title, series = chart_of(root)
            self._draft.charts.append(Chart(title, series, len(self._draft.lines) - 1))

    def _diagram(self, key: str, place: Place) -> None:
        root = self._drawn(key)
        for words in () if root is None else diagram_lines(root):
            self._draft.put(words, place._replace(part="textbox"), style="diagram")

    def _drawn(self, key: str) -> etree._Element | None:
        """The part that a drawing refers to; one that cannot be read is reported, and the document goes on."""
        _, target = self._package.relations(self.part).get(key, ("", ""))
        try:
            return self._package.root(target)
        except Unreadable as unreadable:
            refused = unreadable.finding
            message = Sentence("%(message)s The drawing is left out, the document is read.", message=refused.message)
            self.findings.append(Finding("DOC-DRAWING", Severity.WARNING, refused.where, message))
            return None
