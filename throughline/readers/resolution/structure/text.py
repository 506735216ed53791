"""Clean text of a paragraph, and the way back to the source for every character of it."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import overload

from throughline.engine.mandates.records import Span
from throughline.readers.resolution.records import NoteMark


class Offsets(Sequence[int]):
    """Positions in the source of the characters of a clean text, kept as runs of consecutive characters."""

    __slots__ = ("_length", "_sources", "_starts")

    def __init__(self, starts: list[int], sources: list[int], length: int) -> None:
        self._starts = starts
        self._sources = sources
        self._length = length

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> int: ...
    @overload
    def __getitem__(self, index: slice) -> list[int]: ...
    def __getitem__(self, index: int | slice) -> int | list[int]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(self._length))]
        if index < 0:
            index += self._length
        if not 0 <= index < self._length:
            raise IndexError(index)
        run = bisect_right(self._starts, index) - 1
        return self._sources[run] + index - self._starts[run]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # sequences that compare by value are not hashable here


@dataclass(slots=True)
class Clean:
    """A clean text with its way back, the note marks taken out of it and the spans set in italics."""

    text: str
    offsets: Offsets
    marks: list[NoteMark] = field(default_factory=list)
    italics: list[Span] = field(default_factory=list)


SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_HIDDEN = "\u00ad\u200b\ufeff\ufffe\u2060"
# Where anything but plain words may stand: one class of characters at the front keeps the search fast.
_CANDIDATE = re.compile(rf"[\t\n\r\f\v\xa0\u2002-\u200a\u202f\[*⁰¹²³⁴⁵⁶⁷⁸⁹<—{_HIDDEN}0-9][0-9]*")
_CANDIDATE_OR_SPACES = re.compile(rf"{_CANDIDATE.pattern}| {{2}}")
_SPACES = re.compile(r"\s+")
# Up to this number, notes that a file lost are still taken to have had marks.
_MISSED = 12
_PAGE_NUMBER = re.compile(r"—\s?\d{1,3}\s?—\s?")
_LINK = re.compile(r"\[(?P<words>[^\[\]\n]{0,200})\]\([^()\n]{0,300}\)")
_BRACKET = re.compile(r"\[\^?(?P<mark>\d{1,3})\](?!\()")
_EDITOR = re.compile(r"\[bookmark:[^\]\n]{0,80}\]|\[(?:DU|Start)\d\]|<!--[^>\n]{0,80}-->|</?su[bp]>")
_ITALIC = re.compile(r"(?<![\w*])\*{1,3}(?=[^\s*])(?P<inner>[^*\n]{1,200})(?<=\S)\*{1,3}(?!\*)")
_STAR = re.compile(r"(?<=[\w)”\"’'.,;])\*{1,3}(?=[\s,;.]|$)")
_SUPER = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_AFTER_GLUED = re.compile(r"(?![\w%°])(?!\.\d)")
_YEAR_AND_MARK = re.compile(r"(?:19|20)\d\d(?P<mark>\d{1,2})$")
_BEFORE_PLAIN = re.compile(r"\b(?:resolutions?|paragraphs?|articles?|sections?|Nos?|to|and)[,.]?\s$")
_ABBREVIATED = re.compile(r"\b(?:No|Nos|paras?|arts?|vols?|chaps?|sects?|pp?)\.$")
_SYMBOL_TAIL = re.compile(
    r"(?:\b(?:Add|Corr|Rev|Amend|L|WG|CRP|INF|Res|RES|SR|PV|NC|CN|AC|Dec|EA|HA|GC|CP|C|R)|/\w*)\.$"
)
_SHORT_CODE = re.compile(r"(?:^|[\s(“/])[A-Z]{1,2}$|/\S*$")


@dataclass(slots=True)
class NoteKeys:
    """Which digits of a text may be marks of notes: the keys of the notes found, and the highest used so far.

    `apart` allows marks that stand alone after a comma, as scanned texts have them.
    """

    order: dict[str, int]
    reached: int = 0
    apart: bool = False
    candidates: re.Pattern[str] = _CANDIDATE

    def takes(self, mark: str) -> bool:
        """Whether the mark names a note of the document; new marks come in order, with small gaps."""
        place = self.order.get(mark)
        if place is None or place > self.reached + 4:
            return False
        self.reached = max(self.reached, place)
        return True


def note_keys(source: str, notes: Iterable[str], *, scanned: bool) -> NoteKeys:
    """The marks of a document's notes in their order, lost ones between them too; `scanned` texts set marks apart."""
    order: dict[str, int] = {}
    for mark in notes:
        if mark.isdigit() and int(mark) <= _MISSED:
            for missed in range(1, int(mark)):
                order.setdefault(str(missed), len(order) + 1)
        order.setdefault(mark, len(order) + 1)
    return NoteKeys(order, apart=scanned, candidates=_CANDIDATE_OR_SPACES if "  " in source else _CANDIDATE)


@dataclass(slots=True)
class _Writer:
    """Collects the pieces of a clean text with where each came from."""

    source: str
    pieces: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    sources: list[int] = field(default_factory=list)
    length: int = 0
    open_space: int = -1

    def put(self, start: int, end: int) -> None:
        while not self.length and start < end and self.source[start].isspace():
            start += 1
        if end <= start:
            return
        self.settle(self.source[start])
        piece = self.source[start:end]
        self._add(piece, start)

    def space(self, at: int) -> None:
        if self.length and self.open_space < 0:
            self.open_space = at

    def settle(self, following: str) -> None:
        if self.open_space < 0:
            return
        at, self.open_space = self.open_space, -1
        last = self.pieces[-1]
        if following not in " " and not last.endswith(" "):
            self._add(" ", at)

    def _add(self, piece: str, start: int) -> None:
        self.pieces.append(piece)
        self.starts.append(self.length)
        self.sources.append(start)
        self.length += len(piece)


def clean(
    source: str,
    segments: Sequence[Span],
    keys: NoteKeys,
    dropped: Sequence[tuple[int, int, str]] = (),
    italic: Sequence[Span] = (),
) -> Clean:
    """The clean text of the source spans of one paragraph.

    White space becomes single spaces; markup, editors' marks and note marks go out (the marks into `marks`);
    `dropped` are source spans (start, end, mark) that the file itself sets as note marks, `italic` those in italics.
    """
    writer = _Writer(source)
    marks: list[NoteMark] = []
    italics: list[Span] = []
    for start, end in segments:
        if writer.length and not (writer.pieces[-1].endswith("-") and source[start : start + 1].islower()):
            writer.space(start - 1)
        for a, b, mark in _around(start, end, dropped):
            _clean_run(writer, a, b, keys, marks, italics)
            if mark:
                marks.append(NoteMark(mark.replace("✱", "*"), writer.length))
    text = "".join(writer.pieces)
    trimmed = text.rstrip()
    marks = [NoteMark(mark.mark, min(mark.position, len(trimmed))) for mark in marks]
    if italic:
        italics.extend(_in_text(writer, italic, len(trimmed)))
    return Clean(trimmed, Offsets(writer.starts, writer.sources, len(trimmed)), marks, italics)


def _in_text(writer: _Writer, spans: Sequence[Span], length: int) -> list[Span]:
    """Source spans as spans of the clean text; runs that touch become one."""
    found: list[Span] = []
    for start, end in spans:
        a, b = min(_place(writer, start), length), min(_place(writer, end), length)
        if found and a - found[-1][1] <= 1:
            found[-1] = (found[-1][0], b)
        elif b > a:
            found.append((a, b))
    return found


def _place(writer: _Writer, position: int) -> int:
    """The index in the clean text of the first character that came from `position` or after it."""
    run = bisect_right(writer.sources, position) - 1
    if run < 0:
        return 0
    return writer.starts[run] + min(position - writer.sources[run], len(writer.pieces[run]))


def _around(start: int, end: int, dropped: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The runs of a segment between the dropped spans, each with the mark that follows it."""
    if not dropped:
        return [(start, end, "")]
    runs = []
    for a, b, mark in dropped:
        if start <= a < end:
            runs.append((start, a, mark))
            start = b
    runs.append((start, end, ""))
    return runs


def _clean_run(
    writer: _Writer, start: int, end: int, keys: NoteKeys, marks: list[NoteMark], italics: list[Span]
) -> None:
    source = writer.source
    position = start
    for found in keys.candidates.finditer(source, start, end):
        a, b = found.span()
        if a < position:
            continue
        first = source[a]
        if first.isdigit() and first.isascii():
            stop, mark = _digits(source, a, b, end, keys)
        elif first.isspace():
            stop, mark = _space_end(source, a, end), " "
        else:
            stop, mark = _markup(writer, a, end, position, keys, marks, italics)
        if stop < 0:
            continue
        if mark != "*":
            cut = stop - len(mark) if mark.isdigit() and first.isdigit() and first.isascii() else a
            writer.put(position, cut)
            if mark == " ":
                writer.space(a)
            elif mark:
                marks.append(NoteMark(mark.replace("✱", "*"), writer.length))
        position = stop
    writer.put(position, end)


def _space_end(source: str, start: int, end: int) -> int:
    found = _SPACES.match(source, start, end)
    return found.end() if found else start + 1


def _digits(source: str, start: int, end: int, limit: int, keys: NoteKeys) -> tuple[int, str]:
    """The end and the mark of digits that are a note mark, (-1, "") where they are a number."""
    if not keys.order or start == 0:
        return -1, ""
    digits, before = source[start:end], source[start - 1]
    if len(digits) > 4:
        year = _YEAR_AND_MARK.match(digits)
        return (end, year["mark"]) if year and keys.takes(year["mark"]) else (-1, "")
    if digits not in keys.order or not _AFTER_GLUED.match(source, end):
        return -1, ""
    context = source[max(0, start - 24) : start]
    if before == " ":
        last = end == limit or not source[end:limit].strip()
        if not (last and keys.apart and context[-2:-1] in (",", ";", ".", ":")) or _BEFORE_PLAIN.search(context):
            return -1, ""
    elif before.isalpha():
        if _SHORT_CODE.search(context):
            return -1, ""
    elif before == ".":
        if context[-2:-1].isdigit() or _ABBREVIATED.search(context) or _SYMBOL_TAIL.search(context):
            return -1, ""
    elif before not in ")]”\"’'»;,:!?" or (before == "," and source[end : end + 1].isdigit()):
        return -1, ""
    return (end, digits) if keys.takes(digits) else (-1, "")


def _markup(
    writer: _Writer, start: int, end: int, position: int, keys: NoteKeys, marks: list[NoteMark], italics: list[Span]
) -> tuple[int, str]:
    """The end of markup at `start` and the mark it bears; "*" tells that its words were written already."""
    source, first = writer.source, writer.source[start]
    if first in _HIDDEN:
        return start + 1, ""
    if first == "[":
        return _brackets(writer, start, end, position, keys)
    if first == "—":
        page = _PAGE_NUMBER.match(source, start, end)
        return (page.end(), " ") if page else (-1, "")
    if first == "<":
        editor = _EDITOR.match(source, start, end)
        return (editor.end(), "") if editor else (-1, "")
    if first == "*":
        italic = _ITALIC.match(source, start, end)
        if italic is not None:
            writer.put(position, start)
            writer.settle(italic["inner"])
            begin = writer.length
            _clean_run(writer, *italic.span("inner"), keys, marks, italics)
            italics.append((begin, writer.length))
            return italic.end(), "*"
        star = _STAR.match(source, start, end)
        return (star.end(), star[0].replace("*", "✱")) if star and star[0] in keys.order else (-1, "")
    raised = _SUPER.match(source, start, end)
    if raised is None:
        return (start + 2, " ") if source.startswith("  ", start) else (-1, "")
    mark = raised[0].translate(SUPERSCRIPTS)
    if mark not in keys.order and mark in ("2", "3") and source[start - 1 : start] == "m":
        return -1, ""
    keys.takes(mark)
    return raised.end(), mark


def _brackets(writer: _Writer, start: int, end: int, position: int, keys: NoteKeys) -> tuple[int, str]:
    source = writer.source
    link = _LINK.match(source, start, end)
    if link is not None:
        writer.put(position, start)
        writer.put(*link.span("words"))
        return link.end(), "*"
    editor = _EDITOR.match(source, start, end)
    if editor is not None:
        return editor.end(), ""
    bracket = _BRACKET.match(source, start, end)
    if bracket is not None and keys.takes(bracket["mark"]):
        return bracket.end(), bracket["mark"]
    return -1, ""
