"""The sources of the demo's docx documents: plain text with a head, blocks between blank lines, and marks for styles.

A head of `key: value` lines ends with `---`. A block is a paragraph, `[Style]` before it; a table that opens with
`{table}` and has rows of `| cell | cell |` (a cell `<` belongs to the one on its left); a chart that opens with
`{chart}`; or a note, `[^1]: text`. In a paragraph `*words*` are italic, `[^1]` refers to a note, `{+A words+}` and
`{-A words-}` are insertions and deletions of the author A, `~` is a space that does not break, and `\\\\` ends a line.
"""

import re
from dataclasses import dataclass, field

_OPTION = re.compile(r"(\w+)=(?:\"([^\"]*)\"|([^\s}]+))")
_STYLE = re.compile(r"\[([A-Z]\w*)\]\s*")
_NOTE = re.compile(r"\[\^(\w+)\]:\s+")
_CHANGED = re.compile(r"\{([+-])([A-Z]) (.*)[+-]\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph: its style and its text with marks; `change` is the sign and author of a paragraph wholly changed."""

    style: str
    text: str
    change: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows of cells as written, the first `heads` of them being its head."""

    rows: tuple[tuple[str, ...], ...]
    heads: int


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart of one series: its title, the unit of its values, and (category, value) as written."""

    title: str
    unit: str
    points: tuple[tuple[str, str], ...]


Block = Text | Grid | Bars


@dataclass(frozen=True, slots=True)
class Paper:
    """A source as read: what its head says, its blocks in order, and its notes by mark."""

    head: dict[str, str]
    blocks: tuple[Block, ...]
    notes: dict[str, str] = field(default_factory=dict)


def parse(source: str) -> Paper:
    """Read a source; a source without a head, or with a block that opens unknown braces, raises ValueError."""
    head, _, body = source.partition("\n---\n")
    fields = dict(line.split(": ", 1) for line in head.splitlines() if line.strip())
    blocks: list[Block] = []
    notes: dict[str, str] = {}
    for written in re.split(r"\n\s*\n", body.strip("\n")):
        if note := _NOTE.match(written):
            notes[note.group(1)] = _joined(written[note.end() :])
        else:
            blocks.append(_block(written))
    return Paper(fields, tuple(blocks), notes)


def _block(written: str) -> Block:
    first, _, rest = written.partition("\n")
    options = {name: quoted or bare for name, quoted, bare in _OPTION.findall(first)}
    if first.startswith("{table"):
        return Grid(tuple(_cells(line) for line in rest.splitlines()), int(options.get("heads", "1")))
    if first.startswith("{chart"):
        points = tuple((cells[0], cells[1]) for cells in map(_cells, rest.splitlines()))
        return Bars(options["title"], options["unit"], points)
    if first.startswith("{") and not first.startswith(("{+", "{-")):
        raise ValueError(f"unknown block: {first}")
    style = _STYLE.match(written)
    text = _joined(written[style.end() :] if style else written)
    changed = _CHANGED.fullmatch(text)
    if changed and "{" not in changed.group(3):
        return Text(style.group(1) if style else "", text, (changed.group(1), changed.group(2)))
    return Text(style.group(1) if style else "", text)


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip(" ") for cell in line.strip().removeprefix("|").removesuffix("|").split("|"))


def _joined(lines: str) -> str:
    return " ".join(line.strip(" ") for line in lines.splitlines())
