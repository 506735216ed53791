"""Akoma Ntoso, as the United Nations and ITU mark up resolutions: lines with their place in the structure."""

import json
from itertools import islice
from urllib.parse import quote

from lxml import etree

from throughline.readers.document.akn_properties import OWN, properties_of
from throughline.readers.document.draft import Draft, Place
from throughline.readers.document.emphasis import BOLD, DELETED, INSERTED, ITALIC, NOTE, SUPERSCRIPT
from throughline.readers.document.flow import LINE_BREAK, Flow
from throughline.readers.document.markup import local_name, parse_xml, whole_number
from throughline.readers.document.records import SourceText, View

# How what Throughline says of its own paragraphs stands in the path of a line.
WRITTEN = "written:"

_INLINE = frozenset(
    [
        "a",
        "affectedDocument",
        "abbr",
        "argument",
        "b",
        "concept",
        "courtType",
        "date",
        "decoration",
        "def",
        "del",
        "docAuthority",
        "docCommittee",
        "docDate",
        "docIntroducer",
        "docJurisdiction",
        "docketNumber",
        "docNumber",
        "docProponent",
        "docPurpose",
        "docStage",
        "docStatus",
        "docTitle",
        "docType",
        "entity",
        "eol",
        "eop",
        "event",
        "fillIn",
        "i",
        "img",
        "inline",
        "ins",
        "judge",
        "lawyer",
        "legislature",
        "location",
        "marker",
        "mmod",
        "mod",
        "mref",
        "neutralCitation",
        "noteRef",
        "object",
        "omissis",
        "opinion",
        "organization",
        "outcome",
        "party",
        "person",
        "placeholder",
        "process",
        "quantity",
        "quotedText",
        "ref",
        "relatedDocument",
        "remark",
        "rmod",
        "role",
        "rref",
        "scene",
        "session",
        "shortTitle",
        "signature",
        "span",
        "sub",
        "subFlow",
        "sup",
        "term",
        "time",
        "tocItem",
        "u",
        "vote",
    ]
)
_TABLE = frozenset(("table", "tr", "td", "th"))
_UNNAMED = frozenset(
    [
        "akomaNtoso",
        "components",
        "component",
        "collectionBody",
        "documentCollection",
        "statement",
        "act",
        "bill",
        "debate",
        "officialGazette",
        "amendmentList",
        "judgment",
        "p",
        "content",
    ]
)
_FLAGS = {"i": ITALIC, "b": BOLD, "sup": SUPERSCRIPT, "em": ITALIC, "strong": BOLD}
_CLASSES = {"italic": ITALIC, "bold": BOLD, "boldItalic": ITALIC | BOLD, "superscript": SUPERSCRIPT}


def read_akn(data: bytes, name: str, sha256: str, view: View) -> SourceText:
    """The source text of an Akoma Ntoso file; numbers stand in `label`, notes at the end with their mark.

    `style` is the path of the elements that a line stands in: "mainBody/paragraph/list/point" with, where given,
    the name or role of an element in brackets ("preamble/container[Recalling]", "crossHeading[#preamble]") and its
    class after a dot. `indent` counts the numbered elements around a line. Raises `Unreadable` as `parse_xml` does.
    """
    root = parse_xml(data, name)
    draft = Draft(name)
    reader = _Reader(draft, view)
    reader.read(root, Place(), ())
    reader.read_notes()
    return SourceText(
        file=name,
        sha256=sha256,
        format="akn",
        text=draft.text(),
        lines=tuple(draft.lines),
        tables=draft.finished_tables(),
        notes=draft.notes,
        tracked=reader.is_tracked,
        properties=properties_of(root),
    )


class _Reader:
    """Walks the elements of one document in order."""

    def __init__(self, draft: Draft, view: View) -> None:
        self._flow = Flow(draft)
        self._view = view
        self._notes: list[etree._Element] = []
        self._path: list[str] = []
        self._numbered = 0
        self.is_tracked = False

    def read(self, root: etree._Element, place: Place, path: tuple[str, ...]) -> None:
        """Reads everything below an element."""
        flow = self._flow
        flow.place = place
        self._path = list(path)
        self._numbered = 0
        flags = [0]
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            if event == "start":
                inner = 0 if element is root else self._start(element, local_name(element), flags[-1])
                if inner is None:
                    walker.skip_subtree()
                    inner = flags[-1]
                else:
                    flow.add(element.text or "", inner)
                flags.append(inner)
            else:
                flags.pop()
                if element is not root:
                    self._end(element, local_name(element))
                    flow.add(element.tail or "", flags[-1])
        flow.close(self._style())

    def read_notes(self) -> None:
        """Reads the notes that were passed over, and those within them."""
        done = 0
        while done < len(self._notes):
            note = self._notes[done]
            done += 1
            self.read(note, Place("footnote", mark=(note.get("marker") or "").strip()), ("authorialNote",))

    def _start(self, element: etree._Element, name: str, flags: int) -> int | None:
        """The flags of what stands in an element; None where its content is not read here."""
        flow = self._flow
        if name == "meta":
            return None
        if name == "authorialNote":
            self._note(element, flags)
            return None
        if name in ("ins", "del"):
            return self._changed(name, flags)
        if name in _INLINE:
            if name == "eol":
                flow.add(LINE_BREAK, flags)
            return flags | _FLAGS.get(name, 0) | _CLASSES.get(element.get("class") or "", 0)
        flow.end_line(self._style(), self._numbered)
        if name == "num":
            flow.end_label(self._style(), self._numbered)
            flow.label = " ".join("".join(str(text) for text in element.itertext()).split())
            return None
        if name in _TABLE:
            self._table(element, name)
        elif name not in _UNNAMED:
            self._path.append(_step(element, name))
        if _is_numbered(element):
            self._numbered += 1
        return flags | (BOLD if name == "th" else 0)

    def _end(self, element: etree._Element, name: str) -> None:
        flow = self._flow
        if name in _INLINE or name in ("meta", "num", "authorialNote"):
            return
        flow.end_line(self._style(), self._numbered)
        is_numbered = _is_numbered(element)
        if is_numbered:
            flow.end_label(self._style(), self._numbered)
        if name in ("td", "th"):
            flow.end_cell()
        elif name == "table":
            flow.end_table()
        elif name not in _TABLE and name not in _UNNAMED:
            self._path.pop()
        self._numbered -= is_numbered

    def _table(self, element: etree._Element, name: str) -> None:
        if name == "table":
            self._flow.begin_table()
        elif name == "tr":
            self._flow.begin_row(all(local_name(cell) == "th" for cell in element) and len(element) > 0)
        else:
            self._flow.begin_cell(whole_number(element.get("rowspan")), whole_number(element.get("colspan")))

    def _note(self, element: etree._Element, flags: int) -> None:
        self._notes.append(element)
        self._flow.add((element.get("marker") or "").strip(), flags | NOTE | SUPERSCRIPT)

    def _changed(self, name: str, flags: int) -> int | None:
        self.is_tracked = True
        if self._view is View.MARKED:
            return flags | (INSERTED if name == "ins" else DELETED)
        left_out = "ins" if self._view is View.ADOPTED else "del"
        return None if name == left_out else flags

    def _style(self) -> str:
        return "/".join(self._path)


def _is_numbered(element: etree._Element) -> bool:
    return any(local_name(child) == "num" for child in islice(element, 3))


def _step(element: etree._Element, name: str) -> str:
    """The name of an element with what tells it from others of that name."""
    said = {str(key).removeprefix(f"{{{OWN}}}"): str(value) for key, value in element.attrib.items() if OWN in str(key)}
    if said and "fragment" in said:
        return f"{name}[{WRITTEN}{quote(json.dumps(said), safe='')}]"
    role = element.get("name") or element.get("refersTo")
    kind = element.get("class")
    return f"{name}{f'[{role}]' if role else ''}{f'.{kind}' if kind else ''}"
