"""What differs between two versions of a document: what came, what went, what changed, what only moved."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

_SHAPES = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb", '"')
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff")
)


@dataclass(frozen=True, slots=True)
class Change:
    """A node whose text is not what it was."""

    address: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """Addresses that came and went, texts that changed, and texts that stand at another address now.

    `moved` holds (address before, address now). A difference is true where anything differs.
    """

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[Change, ...] = ()
    moved: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed or self.moved)


def difference(before: Mapping[str, str], after: Mapping[str, str]) -> Difference:
    """The difference between two texts given as {address: text}, in the order of the texts.

    A text that stands unchanged at another address has moved, so that one paragraph put in does not make all that
    follow it look changed. What `plainly` takes away is no difference. Cost: one pass over each.
    """
    was = {address: plainly(text) for address, text in before.items()}
    now = {address: plainly(text) for address, text in after.items()}
    moved = _moved(was, now)
    left, reached = {origin for origin, _ in moved}, {address for _, address in moved}
    differing = {address for address in was.keys() | now.keys() if was.get(address) != now.get(address)}
    changed = [one for one in now if one in differing and one in was and one not in reached and one not in left]
    handled = set(changed)
    return Difference(
        added=tuple(one for one in now if one in differing and one not in reached and one not in handled),
        removed=tuple(one for one in was if one in differing and one not in left and one not in handled),
        changed=tuple(Change(one, before[one], after[one]) for one in changed),
        moved=tuple(moved),
    )


def _moved(before: Mapping[str, str], after: Mapping[str, str]) -> list[tuple[str, str]]:
    """Texts that stand at another address now: (address before, address now), each text used once."""
    elsewhere: dict[str, list[str]] = {}
    for address, text in before.items():
        if after.get(address) != text and text:
            elsewhere.setdefault(text, []).append(address)
    # Taken from the end, which costs nothing, in the order of the text.
    for origins in elsewhere.values():
        origins.reverse()
    moved = []
    for address, text in after.items():
        if before.get(address) != text and (waiting := elsewhere.get(text)):
            moved.append((waiting.pop(), address))
    return moved


def plainly(text: str) -> str:
    """The text without what programs change when they save it: blanks, shapes of quotes and dashes, soft hyphens."""
    return " ".join(text.translate(_SHAPES).split())


def content_digest(nodes: Mapping[str, str]) -> str:
    """One digest of a text given as {address: text}, the same for texts that are equal `plainly`, whatever the file."""
    digest = sha256()
    for address, text in nodes.items():
        for part in (address, plainly(text)):
            encoded = part.encode("utf-8", "backslashreplace")
            digest.update(b"%d:" % len(encoded))
            digest.update(encoded)
    return digest.hexdigest()
