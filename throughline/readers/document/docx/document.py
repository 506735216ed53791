"""A whole docx: headers, body, notes, comments and footers, one after the other."""

from collections.abc import Iterator

from lxml import etree

from throughline.engine.findings import Finding, Sentence, Severity
from throughline.readers.document.archive import Archive
from throughline.readers.document.docx import names
from throughline.readers.document.docx.blocks import Blocks
from throughline.readers.document.docx.names import ID, RID, TYPE, VAL, number, w
from throughline.readers.document.docx.numbering import Numbering
from throughline.readers.document.docx.package import Package
from throughline.readers.document.docx.properties import properties_of, variables_of
from throughline.readers.document.docx.runs import NoteNumbers, Runs, Scan, scan
from throughline.readers.document.docx.styles import Styles
from throughline.readers.document.draft import Draft, Place
from throughline.readers.document.limits import refusal
from throughline.readers.document.records import SourceText, View

_READ_AS = {
    View.ADOPTED: Sentence("as it stood before them"),
    View.PROPOSED: Sentence("as it stands with them accepted"),
    View.MARKED: Sentence("with both sides, what was inserted and deleted being marked"),
}
_ORDER = {"first": 0, "default": 1, "even": 2}


def read_docx(archive: Archive, sha256: str, view: View) -> SourceText:
    """The source text of a docx: headers, body, footnotes, endnotes, comments, footers, in this order.

    One pass over each part. Raises `Unreadable` as `Package` and `parse_xml` do, `DOC-DAMAGED` without a body.
    """
    package = Package(archive)
    reader = _Reader(package, view)
    return reader.read(sha256)


class _Reader:
    """Reads the parts of one docx in order and gathers what is said of the whole."""

    def __init__(self, package: Package, view: View) -> None:
        self._package = package
        self._main = package.main
        self._draft = Draft(package.file)
        self._settings = self._one("settings")
        self._variables = variables_of(self._settings)
        styles = Styles(self._one("styles"))
        self._runs = Runs(styles, view, self._variables)
        numbering = Numbering(self._one("numbering"), styles)
        self._blocks = Blocks(package, self._draft, styles, numbering, self._runs)
        self._view = view
        self._tracked = False

    def read(self, sha256: str) -> SourceText:
        package, draft, runs = self._package, self._draft, self._runs
        root = package.root(self._main)
        body = None if root is None else root.find(names.BODY)
        if root is None or body is None:
            message = Sentence(
                "%(file)s holds no document body: save it anew as docx and read that.", file=package.file
            )
            raise refusal("DOC-DAMAGED", package.file, message)
        found = scan(root)
        for name, notes in (("footnotePr", runs.footnotes), ("endnotePr", runs.endnotes)):
            settings = [] if self._settings is None else [self._settings]
            notes.form, notes.start = _note_numbers([*found.sections, *settings], name, notes)
        self._margins("header", found.sections, names.HEADERREF)
        self._start(found, self._main)
        self._blocks.read(body, Place())
        self._notes("footnotes", names.FOOTNOTE, "footnote", runs.footnotes)
        self._notes("endnotes", names.ENDNOTE, "endnote", runs.endnotes)
        self._comments()
        self._margins("footer", found.sections, names.FOOTERREF)
        return SourceText(
            file=package.file,
            sha256=sha256,
            format="docx",
            text=draft.text(),
            lines=tuple(draft.lines),
            tables=draft.finished_tables(),
            charts=tuple(draft.charts),
            notes=draft.notes,
            tracked=self._tracked,
            properties=properties_of(package, self._variables),
            findings=tuple(self._findings()),
        )

    def _one(self, kind: str) -> etree._Element | None:
        """The root of the one part of a kind that the document refers to."""
        related = self._package.related(self._main, kind)
        return self._package.root(related[0][1]) if related else None

    def _start(self, found: Scan, part: str) -> None:
        self._blocks.begin(found, part)
        self._tracked = self._tracked or found.is_tracked

    def _margins(self, kind: str, sections: list[etree._Element], reference: str) -> None:
        """Headers or footers: those of the first section first, the first page's before the others; each once."""
        parts = dict(self._package.related(self._main, kind))
        references: list[etree._Element] = []
        for section in sections:
            own = section.iterchildren(reference)
            references.extend(sorted(own, key=lambda one: _ORDER.get(one.get(TYPE) or "default", 1)))
        order = [parts[key] for key in (one.get(RID) or "" for one in references) if key in parts]
        for part in dict.fromkeys([*order, *parts.values()]):
            margin = self._package.root(part)
            if margin is not None:
                self._start(scan(margin), part)
                self._blocks.read(margin, Place(kind))

    def _notes(self, kind: str, tag: str, part: str, numbers: NoteNumbers) -> None:
        """Notes in the order of their references, then those that nothing refers to, without a mark."""
        for _, target in self._package.related(self._main, kind):
            root = self._package.root(target)
            if root is None:
                continue
            self._start(scan(root), target)
            notes = {one.get(ID) or "": one for one in root.iterchildren(tag) if _is_note(one)}
            for key in _in_order(notes, numbers):
                self._blocks.read(notes[key], Place(part, mark=numbers.marks.get(key, "")))

    def _comments(self) -> None:
        for _, target in self._package.related(self._main, "comments"):
            root = self._package.root(target)
            if root is not None:
                self._start(scan(root), target)
                for comment in root.iterchildren(names.COMMENT):
                    self._blocks.read(comment, Place("comment"))

    def _findings(self) -> Iterator[Finding]:
        yield from self._blocks.findings
        if self._tracked:
            file = self._package.file
            message = Sentence(
                "%(file)s holds tracked changes and was read %(view)s.", file=file, view=_READ_AS[self._view]
            )
            yield Finding("DOC-TRACKED", Severity.INFO, file, message)


def _is_note(element: etree._Element) -> bool:
    return (element.get(TYPE) or "normal") == "normal"


def _in_order(notes: dict[str, etree._Element], numbers: NoteNumbers) -> list[str]:
    referred = [key for key in numbers.marks if key in notes]
    left_out = numbers.dropped - set(referred)
    return [*referred, *(key for key in notes if key not in numbers.marks and key not in left_out)]


def _note_numbers(sections: list[etree._Element], name: str, numbers: NoteNumbers) -> tuple[str, int]:
    """Format and first number of notes, as the first section that sets them says, else the settings of the document."""
    form, start = numbers.form, numbers.start
    own = (section.find(w(name)) for section in sections)
    properties = next((found for found in own if found is not None), None)
    for child in () if properties is None else properties:
        if child.tag == w("numFmt"):
            form = child.get(VAL) or form
        elif child.tag == w("numStart"):
            start = number(child.get(VAL), 1)
    return form, start
