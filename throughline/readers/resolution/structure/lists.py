"""Items under a paragraph: which level a letter, roman or bullet belongs to, (i) after (h) among them."""

from dataclasses import dataclass

from throughline.readers.resolution.structure.markers import Marker, follows, opens_list

# No document nests deeper; a broken one must not make addresses grow without end.
_DEEPEST = 6


@dataclass(slots=True)
class _Open:
    kind: str
    label: str
    entry: int


class ListStack:
    """The lists open under the current paragraph, outermost first."""

    def __init__(self) -> None:
        self._open: list[_Open] = []
        self.root: int | None = None
        self.gap = False

    def reset(self, root: int | None) -> None:
        """Starts anew under the paragraph with index `root`."""
        self._open.clear()
        self.root = root

    def __bool__(self) -> bool:
        return bool(self._open)

    def place(self, marker: Marker, entry: int, *, after_colon: bool) -> tuple[int | None, int]:
        """The parent's index and the depth (0 directly under the root) of an item; remembers the item.

        `gap` tells afterwards whether the number follows nothing and opens nothing.
        """
        depth = min(self._depth(marker, after_colon=after_colon), _DEEPEST)
        parent = self._open[depth - 1].entry if depth else self.root
        del self._open[depth:]
        self._open.append(_Open(marker.kind, marker.label, entry))
        return parent, depth

    def _depth(self, marker: Marker, *, after_colon: bool) -> int:
        self.gap = False
        label, kind = marker.label, marker.kind
        if kind == "bullet":
            return next((i for i, item in enumerate(self._open) if item.kind == kind), len(self._open))
        if not (after_colon and opens_list(label) and self._open):
            for depth in range(len(self._open) - 1, -1, -1):
                item = self._open[depth]
                if item.kind == kind and follows(item.label, label):
                    return depth
        if opens_list(label) or not self._open:
            self.gap = not opens_list(label) and not self._open
            same = [i for i, item in enumerate(self._open) if item.kind == kind and item.label == label]
            return same[-1] if same and not after_colon else len(self._open)
        self.gap = True
        same_kind = [i for i, item in enumerate(self._open) if item.kind == kind and len(item.label) == len(label)]
        return same_kind[-1] if same_kind else len(self._open) - 1
