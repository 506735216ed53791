"""What differs between two versions of a document: what came, what went, what changed, what only moved."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Change:
    """A node whose text is not what it was."""

    address: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """Addresses that came and went, texts that changed, and texts that stand at another address now.

    `moved` holds (address before, address now).
    """

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[Change, ...] = ()
    moved: tuple[tuple[str, str], ...] = ()

    @property
    def any(self) -> bool:
        """Tell whether anything differs."""
        return bool(self.added or self.removed or self.changed or self.moved)


def difference(before: Mapping[str, str], after: Mapping[str, str]) -> Difference:
    """The difference between two texts given as {address: text}, in the order of the texts.

    A text that stands unchanged at another address has moved, so that one paragraph put in does not make all that
    follow it look changed. Cost: one pass over each.
    """
    elsewhere: dict[str, list[str]] = {}
    for address, text in before.items():
        if after.get(address) != text and text:
            elsewhere.setdefault(text, []).append(address)
    moved: list[tuple[str, str]] = []
    left: set[str] = set()
    reached: set[str] = set()
    for address, text in after.items():
        if before.get(address) != text and (origins := elsewhere.get(text)):
            origin = origins.pop(0)
            moved.append((origin, address))
            left.add(origin)
            reached.add(address)
    changed = tuple(
        Change(address, before[address], text)
        for address, text in after.items()
        if address in before and before[address] != text and address not in reached and address not in left
    )
    handled = {change.address for change in changed}
    added = tuple(
        address
        for address, text in after.items()
        if before.get(address) != text and address not in reached and address not in handled
    )
    removed = tuple(
        address
        for address, text in before.items()
        if after.get(address) != text and address not in left and address not in handled
    )
    return Difference(added, removed, changed, tuple(moved))


def content_digest(nodes: Mapping[str, str]) -> str:
    """One digest of a text given as {address: text}: equal texts have equal digests, whatever file they stood in."""
    digest = sha256()
    for address, text in nodes.items():
        for part in (address, text):
            encoded = part.encode("utf-8", "backslashreplace")
            digest.update(b"%d:" % len(encoded))
            digest.update(encoded)
    return digest.hexdigest()
