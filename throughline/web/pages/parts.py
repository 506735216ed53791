"""A table as `parts/table.html` shows it: its heads, its groups of rows, its cells."""

from collections.abc import Sequence
from dataclasses import dataclass

from throughline.web.pages.frame import Status, Words


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
