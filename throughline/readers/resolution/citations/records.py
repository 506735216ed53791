"""A citation with its place, before it becomes part of a paragraph."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cited:
    """A document cited at `text[start:end]`: fields as in `Citation`, and whether a name or a symbol stands there."""

    start: int
    end: int
    raw: str
    symbol: str
    part: str | None = None
    date: str | None = None
