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
_MARKUP = re.compile(
    r"""
    (?P<space>\s{2,}|[^\S ])
    |(?P<link>\[(?P<words>[^\[\]\n]{0,200})\]\((?P<target>[^()\n]{0,300})\))
    |(?P<italic>(?<![\w*])\*{1,3}(?=[^\s*])(?P<inner>[^*\n]{1,200})(?<=\S)\*{1,3}(?![\w*]))
    |(?P<super>[⁰¹²³⁴⁵⁶⁷⁸⁹]+)
    |(?P<hidden>[\u00ad\u200b\ufeff\ufffe\u2060]|<!--[^>\n]{0,80}-->|\[bookmark:[^\]\n]{0,80}\]|\[(?:DU|Start)\d\])
    |(?P<bracket>\[\^?\d{1,3}\](?!\())
    |(?P<digits>(?<=[^\W\d_])\d{1,3}(?![\d\w-])|(?<=[)\]”"’'»;,:.!?%])\d{1,3}(?![\d\w%°])(?!\.\d))
    |(?P<apart>(?<=[,;.:]\s)\d{1,3}(?=\s*$|\s+[a-z“(]))
    |(?P<star>(?<=[\w)”"’'.,;])\*{1,3}(?=[\s,;.]|$))
    """,
    re.VERBOSE,
)
_CODE = re.compile(
    r"(?:\b(?:Add|Corr|Rev|Amend|No|Nos|art|arts|para|paras|vol|vols|chap|chaps|sect|sects|p|pp|L|WG|CRP|INF|Res|"
    r"RES|SR|PV|NC|CN|AC|Supp|Suppl|Ref|fig|ed|Dec|R|n|N|NGO|Conf|CONF|EA|HA|GC|op|cf|ch|res|doc)\.?|[A-Z]|/\w*)$"
)


@dataclass(slots=True)
class NoteKeys:
    """Which digits of a text may be marks of notes: the keys of the notes found, and the highest used so far."""

    order: dict[str, int]
    reached: int = 0
    guess: bool = False

    def takes(self, mark: str) -> bool:
        """Whether the mark names a note of the document; new marks come in order, with small gaps."""
        place = self.order.get(mark)
        if place is None or place > self.reached + 4:
            return False
        self.reached = max(self.reached, place)
        return True


def note_keys(notes: Iterable[str]) -> NoteKeys:
    """The marks of a document's notes, in the order of their first appearance."""
    return NoteKeys({mark: place for place, mark in enumerate(notes, start=1)})


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
        if end <= start:
            return
        self._settle(self.source[start])
        piece = self.source[start:end]
        self._add(piece, start)

    def space(self, at: int) -> None:
        if self.length and self.open_space < 0:
            self.open_space = at

    def _settle(self, following: str) -> None:
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


def clean(source: str, segments: Sequence[Span], keys: NoteKeys, dropped: Sequence[tuple[int, int, str]] = ()) -> Clean:
    """The clean text of the source spans of one paragraph.

    White space becomes single spaces; markup, editors' marks and note marks go out (the marks into `marks`);
    `dropped` are source spans (start, end, mark) that the file itself sets as note marks.
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
                marks.append(NoteMark(mark, writer.length))
    text = "".join(writer.pieces)
    trimmed = text.rstrip()
    return Clean(trimmed, Offsets(writer.starts, writer.sources, len(trimmed)), marks, italics)


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
    for found in _MARKUP.finditer(source, start, end):
        a, b = found.span()
        kind = found.lastgroup
        if found["space"] is not None:
            writer.put(position, a)
            writer.space(a)
        elif found["link"] is not None:
            writer.put(position, a)
            writer.put(*found.span("words"))
        elif found["italic"] is not None:
            writer.put(position, a)
            writer._settle(found["inner"])
            begin = writer.length
            _clean_run(writer, *found.span("inner"), keys, marks, italics)
            italics.append((begin, writer.length))
        elif kind == "hidden":
            writer.put(position, a)
        elif mark := _mark_in(source, found, keys):
            writer.put(position, a)
            marks.append(NoteMark(mark, writer.length))
        else:
            continue
        position = b
    writer.put(position, end)


def _mark_in(source: str, found: re.Match[str], keys: NoteKeys) -> str:
    """The note mark that the match is, or "" where it is a plain number or star."""
    kind = found.lastgroup
    start, end = found.span()
    if kind == "super":
        mark = found[0].translate(SUPERSCRIPTS)
        if mark in keys.order:
            keys.takes(mark)
            return mark
        return "" if source[start - 1 : start] == "m" and mark in ("2", "3") else mark
    if kind == "bracket":
        mark = found[0].strip("[^]")
        return mark if keys.takes(mark) else ""
    if kind == "star":
        return found[0] if found[0] in keys.order else ""
    if found[0] not in keys.order:
        return ""
    before = source[max(0, start - 12) : start]
    if kind == "apart":
        if re.search(r"\b(?:resolutions?|paragraphs?|articles?|sections?|Nos?|to|and)[,.]?\s$", before):
            return ""
        return found[0] if keys.takes(found[0]) else ""
    if before.endswith("."):
        if _CODE.search(before[:-1]) and not source[end : end + 1].isspace():
            return ""
        if _CODE.search(before[:-1]) and "/" in source[max(0, start - 25) : start].rpartition(" ")[2]:
            return ""
        if re.search(r"\b(?:No|Nos|paras?|arts?|vols?|chaps?|sects?|pp?)\.$", before):
            return ""
    elif before[-1:].isalpha() and re.search(r"(?:^|[\s(“/])[A-Z]{1,2}$|/\S*$", before):
        return ""
    return found[0] if keys.takes(found[0]) else ""
