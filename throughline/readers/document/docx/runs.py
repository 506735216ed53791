"""The inside of paragraphs: runs to text and emphasis, fields to their results, changes to the view asked for."""

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from throughline.readers.document.docx import names
from throughline.readers.document.docx.names import VAL, is_on
from throughline.readers.document.docx.numbering import number_text
from throughline.readers.document.docx.styles import Styles
from throughline.readers.document.docx.symbols import symbol
from throughline.readers.document.emphasis import BOLD, DELETED, INSERTED, ITALIC, NOTE, SUPERSCRIPT, TOGGLES
from throughline.readers.document.records import View

_CHANGES = (names.INS, names.DEL, names.MOVEFROM, names.MOVETO, names.CELLINS, names.CELLDEL)
_INSERTIONS = frozenset((names.INS, names.MOVETO))
_DELETIONS = frozenset((names.DEL, names.MOVEFROM))


@dataclass(slots=True)
class Content:
    """What a paragraph holds: pieces of text with their flags, and drawings with those of the changes around them."""

    pieces: list[tuple[str, int]] = field(default_factory=list)
    drawings: list[tuple[etree._Element, int]] = field(default_factory=list)

    def text(self) -> str:
        """The text of all pieces."""
        pieces = self.pieces
        return pieces[0][0] if len(pieces) == 1 else "".join([text for text, _ in pieces])


@dataclass(slots=True)
class NoteNumbers:
    """The marks of foot- or endnotes in the order of their references: {id: mark}, and those not printed."""

    form: str = "decimal"
    start: int = 1
    marks: dict[str, str] = field(default_factory=dict)
    dropped: set[str] = field(default_factory=set)
    count: int = 0

    def mark(self, key: str, custom: bool) -> str:
        """The number of the next reference; a reference with a typed mark of its own does not count."""
        if custom:
            self.marks.setdefault(key, "")
            return ""
        self.count += 1
        mark = number_text(self.start + self.count - 1, self.form)
        self.marks.setdefault(key, mark)
        return mark


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    in_result: bool = False


@dataclass(slots=True)
class Scan:
    """What must be known of a part before it is read: field marks, sections, and whether changes are tracked."""

    fields: list[etree._Element] = field(default_factory=list)
    sections: list[etree._Element] = field(default_factory=list)
    is_tracked: bool = False


def scan(root: etree._Element) -> Scan:
    """Looks through a part once."""
    found = Scan()
    for element in root.iter(names.FLDCHAR, names.SECTPR, *_CHANGES):
        if element.tag == names.FLDCHAR:
            found.fields.append(element)
        elif element.tag == names.SECTPR:
            found.sections.append(element)
        else:
            found.is_tracked = True
    return found


class Runs:
    """Reads the content of paragraphs, one part of the document after the other; `begin` a part before reading it."""

    def __init__(self, styles: Styles, view: View, variables: dict[str, str]) -> None:
        self._styles = styles
        self._view = view
        self._variables = variables
        self._fields: list[_Field] = []
        self._instructions = 0
        self._loose: frozenset[etree._Element] = frozenset()
        self._awaited = ""
        self.is_tracked = False
        self.footnotes = NoteNumbers()
        self.endnotes = NoteNumbers("lowerRoman")
        self._leaves: dict[str, Callable[[etree._Element], str]] = {
            names.T: _plain,
            names.DELTEXT: _plain,
            names.MATHTEXT: _plain,
            names.TAB: lambda _: "\t",
            names.PTAB: lambda _: "\t",
            names.BR: lambda _: "\n",
            names.CR: lambda _: "\n",
            names.NBHYPHEN: lambda _: "-",
            names.SYM: symbol,
        }

    def begin(self, scan: Scan) -> None:
        """Makes ready for a part: a field mark in it without its counterpart will be passed over.

        So no text after it is taken for an instruction.
        """
        self._fields.clear()
        self._instructions = 0
        self.is_tracked = scan.is_tracked
        open_fields: list[etree._Element] = []
        loose: set[etree._Element] = set()
        for mark in scan.fields:
            kind = mark.get(names.FLDTYPE)
            if self.is_tracked and self._is_dropped(mark):
                continue
            if kind == "begin":
                open_fields.append(mark)
            elif not open_fields:
                loose.add(mark)
            elif kind == "end":
                open_fields.pop()
        loose.update(open_fields)
        self._loose = frozenset(loose)

    def changed(self, tag: str, flags: int) -> int | None:
        """The flags within an insertion or deletion (`w:ins`, `w:del`, moves); None where the view leaves it out."""
        if tag in _INSERTIONS:
            return None if self._view is View.ADOPTED else self._marked(flags, INSERTED)
        if tag in _DELETIONS:
            return None if self._view is View.PROPOSED else self._marked(flags, DELETED)
        return flags

    def read(self, paragraph: etree._Element, content: Content, base: int, flags: int) -> None:
        """Adds what a paragraph holds; `base` are the flags of its style, `flags` those of changes around it."""
        self._children(paragraph, content, base, flags)

    def drop(self, element: etree._Element) -> None:
        """Notes that what stands in `element` is not part of this view."""
        for tag, notes in ((names.FOOTNOTEREF, self.footnotes), (names.ENDNOTEREF, self.endnotes)):
            notes.dropped.update(reference.get(names.ID) or "" for reference in element.iter(tag))

    def _marked(self, flags: int, mark: int) -> int:
        return flags | mark if self._view is View.MARKED else flags

    def _is_dropped(self, element: etree._Element) -> bool:
        if self._view is View.MARKED:
            return False
        left_out = _INSERTIONS if self._view is View.ADOPTED else _DELETIONS
        return any(parent.tag in left_out for parent in element.iterancestors())

    def _children(self, parent: etree._Element, content: Content, base: int, flags: int) -> None:
        for child in parent:
            tag = child.tag
            if tag == names.R:
                self._run(child, content, base, flags)
            elif tag in names.SKIPPED:
                continue
            elif tag in _INSERTIONS or tag in _DELETIONS:
                inner = self.changed(tag, flags)
                if inner is None:
                    self.drop(child)
                else:
                    self._children(child, content, base, inner)
            elif not self._leaf(child, tag, content, base | flags):
                self._children(child, content, base, flags)

    def _run(self, run: etree._Element, content: Content, base: int, flags: int) -> None:
        shown = base | flags
        for child in run:
            tag = child.tag
            if tag == names.RPR:
                shown = self._shown(child, base) | flags
            elif tag in names.SKIPPED and tag != names.INSTR:
                continue
            elif not self._leaf(child, tag, content, shown):
                self._children(child, content, shown & ~(INSERTED | DELETED), flags)

    def _shown(self, properties: etree._Element, base: int) -> int:
        """The flags of a run: its own, else those of its character style, which toggle the paragraph's."""
        flags = base
        for child in properties:
            tag = child.tag
            if tag == names.RSTYLE:
                style = self._styles.of(child.get(VAL)).flags
                flags = (base ^ (style & TOGGLES)) | (style & SUPERSCRIPT)
            elif tag == names.ITALIC:
                flags = flags | ITALIC if is_on(child.get(VAL)) else flags & ~ITALIC
            elif tag == names.BOLD:
                flags = flags | BOLD if is_on(child.get(VAL)) else flags & ~BOLD
            elif tag == names.VERTALIGN:
                flags = flags | SUPERSCRIPT if child.get(VAL) == "superscript" else flags & ~SUPERSCRIPT
        return flags

    def _leaf(self, element: etree._Element, tag: str, content: Content, flags: int) -> bool:
        """Reads an element that is not merely a wrapper of others; False where it is one."""
        make = self._leaves.get(tag)
        if make is not None:
            if not self._instructions or not self._is_instruction():
                self._add(make(element), content, flags)
        elif tag == names.FLDCHAR:
            self._field(element, content, flags)
        elif tag == names.INSTR:
            if self._fields:
                self._fields[-1].instruction += element.text or ""
        elif tag == names.FOOTNOTEREF:
            self._note(element, self.footnotes, content, flags)
        elif tag == names.ENDNOTEREF:
            self._note(element, self.endnotes, content, flags)
        elif tag in (names.DRAWING, names.PICT, names.OBJECT):
            content.drawings.append((element, flags & (INSERTED | DELETED)))
        elif tag == names.ALTERNATE:
            chosen = chosen_of(element)
            if chosen is not None:
                self._children(chosen, content, flags & ~(INSERTED | DELETED), flags & (INSERTED | DELETED))
        else:
            return False
        return True

    def _add(self, text: str, content: Content, flags: int) -> None:
        if text:
            if self._awaited:
                flags |= NOTE
                self._awaited = ""
            content.pieces.append((text, flags))

    def _note(self, element: etree._Element, notes: NoteNumbers, content: Content, flags: int) -> None:
        custom = is_on(element.get(names.CUSTOMMARK, "0"))
        mark = notes.mark(element.get(names.ID) or "", custom)
        if custom:
            self._awaited = "mark"
        else:
            content.pieces.append((mark, flags | NOTE))

    def _field(self, element: etree._Element, content: Content, flags: int) -> None:
        if element in self._loose:
            return
        kind = element.get(names.FLDTYPE)
        if kind == "begin":
            self._fields.append(_Field())
            self._instructions += 1
        elif self._fields and kind == "separate" and not self._fields[-1].in_result:
            self._fields[-1].in_result = True
            self._instructions -= 1
        elif self._fields and kind == "end":
            ended = self._fields.pop()
            if not ended.in_result:
                self._instructions -= 1
                if not self._instructions or not self._is_instruction():
                    self._add(self._variable(ended.instruction), content, flags)

    def _is_instruction(self) -> bool:
        """Whether text here belongs to the instruction of a field around the innermost one.

        Text directly in an instruction is none: Word writes those as `w:instrText`, so only damaged files have it.
        """
        innermost = self._fields[-1]
        return self._instructions > (0 if innermost.in_result else 1)

    def _variable(self, instruction: str) -> str:
        """The value of a document variable whose field holds no result."""
        words = instruction.replace('"', " ").split()
        return self._variables.get(words[1], "") if len(words) > 1 and words[0].upper() == "DOCVARIABLE" else ""


def chosen_of(alternate: etree._Element) -> etree._Element | None:
    """The one of several forms of the same content that is read: the first choice, else the fallback."""
    chosen = alternate.find(names.CHOICE)
    return alternate.find(names.FALLBACK) if chosen is None or not len(chosen) else chosen


def _plain(element: etree._Element) -> str:
    text = element.text or ""
    return text.replace("\r\n", " ").replace("\n", " ").replace("\r", " ") if "\n" in text or "\r" in text else text
