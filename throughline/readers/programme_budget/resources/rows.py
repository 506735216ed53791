"""Where a row of a table of figures stands: under which headings, and whether it is a line, a subtotal or a total."""

import re
from dataclasses import dataclass, field

_MARKER = re.compile(
    r"(?:(?P<roman>[IVXL]{1,6})|(?P<letter>[A-Z])|(?P<digit>\d{1,2}(?:\.\d{1,2})?))\.\s*(?=\S)"
    r"|\((?P<bracket>[a-z]{1,4}|\d{1,2})\)\s*(?=\S)"
)
_SUM = re.compile(r"(?P<word>sub-?\s?total|grand total|total)\b(?P<rest>.*)$", re.I)
_PARTS = re.compile(r"\(?\s*\w{1,2}\)?(?:\s*\+\s*\(?\w{1,2}\)?){1,6}\s*\)?")
_KIND = re.compile(r"^(?:category|component|part|section|subprogramme|programme)\s+", re.I)
_BLOCK = re.compile(r"(?:financial|posts?|human|staffing) (?:resources?|requirements?)\b|posts by category", re.I)
_LETTERS_ONLY = re.compile(r"[^a-z0-9]+")
_UNNUMBERED = 9
_RANKS = {"roman": 1, "letter": 2, "digit": 3, "bracket": 4}


@dataclass(frozen=True, slots=True)
class RowPlace:
    """Where a row stands: `group` are the headings above it, `level` line, subtotal or total.

    A subtotal or total bears the group that it adds up; `sums_parts` says that it adds up the parts (1), (2) of its
    table. `marker` and `name` are the two halves of its label ("B", "Programme of work").
    """

    label: str
    group: tuple[str, ...]
    level: str
    marker: str
    name: str
    sums_parts: bool = False


@dataclass(slots=True)
class _Open:
    """A heading that rows below may stand under; `soft` where it is a line with figures of its own."""

    label: str
    marker: str
    rank: int
    name: str
    soft: bool
    child_rank: int | None = None

    def ends_before(self, rank: int) -> bool:
        """Whether a row of this rank is no longer under the heading."""
        if self.rank == 0:
            return False
        if self.rank < _UNNUMBERED:
            return rank <= self.rank or (self.soft and rank == _UNNUMBERED)
        if self.child_rank is None:
            return False
        if rank == _UNNUMBERED:
            return self.child_rank < _UNNUMBERED
        return rank < self.child_rank


@dataclass(slots=True)
class RowWalk:
    """The rows of one table, or of one part of it, from the top: each row is placed by those before it."""

    part: str = ""
    open: list[_Open] = field(default_factory=list)
    letters: str = ""
    summed: bool = False

    def heading(self, label: str) -> None:
        """A row without figures: the rows below stand under it."""
        marker, rank, name = self._split(label)
        if _BLOCK.match(label):
            self.open = [_Open(label, "", 0, name, soft=False)]
            return
        self._close(rank)
        if rank == _UNNUMBERED and self.open and self.open[-1].rank == _UNNUMBERED and self.open[-1].child_rank:
            self.open.pop()
        self._adopt(rank)
        self.open.append(_Open(label, marker, rank, name, soft=False))

    def place(self, label: str) -> RowPlace:
        """A row with figures: a sum closes what it adds up, a line may become the heading of its details."""
        if found := _SUM.match(label):
            return self._sum(label, found)
        marker, rank, name = self._split(label)
        self._close(rank)
        self._adopt(rank)
        placed = RowPlace(label, self._path(), "line", marker, name)
        if rank < _UNNUMBERED:
            self.open.append(_Open(label, marker, rank, name, soft=True))
        return placed

    def _sum(self, label: str, found: re.Match[str]) -> RowPlace:
        while self.open and self.open[-1].soft:
            self.open.pop()
        rest = found["rest"].strip(" ,:.")
        subject = _KIND.sub("", rest)
        level = "subtotal" if found["word"].lower().startswith("sub") else "total"
        if level == "total" and (_PARTS.fullmatch(rest) or (self.summed and not rest)):
            self.open.clear()
            return RowPlace(label, (), "total", "", subject, sums_parts=True)
        if level == "subtotal" and self.part and subject == self.part:
            self.open.clear()
            self.summed = True
            return RowPlace(label, (), "subtotal", "", subject)
        at = self._named(subject) if subject else self._innermost(level)
        if at is None and level == "total":
            at = 0 if self.open and self.open[0].rank == 0 else -1
        if at is None:
            return RowPlace(label, self._path(), level, "", subject)
        group = tuple(one.label for one in self.open[: at + 1])
        name = self.open[at].name if at >= 0 else subject
        keep = at + 1 if at >= 0 and self.open[at].rank == 0 else max(at, 0)
        del self.open[keep:]
        return RowPlace(label, group, level, "", name if subject else subject)

    def _innermost(self, level: str) -> int | None:
        """The heading that a bare "Subtotal" adds up: the innermost, unless that is the block's own."""
        if level == "subtotal" and self.open and self.open[-1].rank:
            return len(self.open) - 1
        return None

    def _named(self, subject: str) -> int | None:
        """The open heading whose marker or name the subtotal bears, innermost first."""
        wanted = _words(subject)
        for at in reversed(range(len(self.open))):
            one = self.open[at]
            if one.marker and one.marker == subject:
                return at
            if wanted and len(wanted) > 2 and (_words(one.name) == wanted or _words(one.label) == wanted):
                return at
        return None

    def _split(self, label: str) -> tuple[str, int, str]:
        found = _MARKER.match(label)
        if not found:
            return "", _UNNUMBERED, label
        kind = found.lastgroup or ""
        marker = found[kind]
        if kind == "roman" and marker == "I" and self.letters == "H":
            kind = "letter"
        if kind == "letter":
            self.letters = marker
        return marker, _RANKS[kind], label[found.end() :].strip()

    def _close(self, rank: int) -> None:
        while self.open and self.open[-1].ends_before(rank):
            self.open.pop()

    def _adopt(self, rank: int) -> None:
        if self.open and self.open[-1].child_rank is None:
            self.open[-1].child_rank = rank

    def _path(self) -> tuple[str, ...]:
        return tuple(one.label for one in self.open)


def _words(text: str) -> str:
    return _LETTERS_ONLY.sub(" ", text.casefold()).strip()
