"""What the parts of pages show: figures with their source, trees, times in order, tables; `/components` shows each."""

from collections.abc import Sequence
from dataclasses import dataclass

from throughline.web.pages.frame import Status, Words


@dataclass(frozen=True, slots=True)
class SourcedFigure:
    """A figure as it is read, the page of its source, and what that source is; `none` is said where there is none."""

    words: Words = ""
    address: str = ""
    source: Words = ""
    none: Words = ""


@dataclass(frozen=True, slots=True)
class Twig:
    """A node of a tree with what stands below it."""

    name: Words
    code: str = ""
    address: str = ""
    more: Words = ""
    below: tuple["Twig", ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A moment on a timeline: its day (ISO), what happens, who is meant; `is_printed` for words of a document."""

    day: str
    words: Words
    code: str = ""
    address: str = ""
    who: str = ""
    status: Status | None = None
    is_printed: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a column."""

    name: Words
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: words, a code or a status, and the page that it leads to; `label` names its column on a phone."""

    words: Words = ""
    address: str = ""
    code: str = ""
    status: Status | None = None
    label: Words = ""
    is_number: bool = False
    is_printed: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that belong together: the name that links lead to, the title above them."""

    rows: Sequence[Sequence[Cell]]
    name: str = ""
    title: Words = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: what it shows, its heads, its groups of rows; `none` is said where a group has no row."""

    caption: Words
    headings: Sequence[Heading]
    groups: Sequence[Group]
    note: Words = ""
    none: Words = ""
    name: str = ""
    caption_unseen: bool = False
