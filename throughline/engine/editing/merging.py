"""Two people at one plan: what one wants, against what stood when it was begun and what stands now."""

from collections.abc import Mapping
from dataclasses import dataclass

from throughline.engine.editing.records import Change, Node, tidy

Wanted = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that two changed: `base` stood when the second began, `theirs` stands now, `mine` is wanted."""

    node: str
    field: str
    base: str
    theirs: str
    mine: str


@dataclass(frozen=True, slots=True)
class Merged:
    """What can be applied, what two want otherwise, and what others changed meanwhile in the same nodes."""

    changes: tuple[Change, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    meanwhile: tuple[Conflict, ...] = ()


def merge(base: Mapping[str, Node], now: Mapping[str, Node], wanted: Wanted) -> Merged:
    """Compare field by field; nodes that do not stand any more are left out (`check_wanted` says so).

    A field that one leaves as it stood follows the other; one that both gave the same text is no conflict.
    """
    changes, conflicts, meanwhile = [], [], []
    for name, fields in wanted.items():
        if (node := now.get(name)) is None:
            continue
        before = base[name].fields if name in base else {}
        for field, text in fields.items():
            stood, stands, mine = before.get(field, ""), node.fields.get(field, ""), tidy(text)
            if mine == tidy(stood) or mine == tidy(stands):
                continue
            if tidy(stood) == tidy(stands):
                changes.append(Change(name, field, stands, mine))
            else:
                conflicts.append(Conflict(name, field, stood, stands, mine))
        contested = {one.field for one in conflicts if one.node == name}
        for field in dict.fromkeys((*before, *node.fields)):
            stood, stands = before.get(field, ""), node.fields.get(field, "")
            if tidy(stood) != tidy(stands) and field not in contested:
                meanwhile.append(Conflict(name, field, stood, stands, stands))
    return Merged(tuple(changes), tuple(conflicts), tuple(meanwhile))


def decided(merged: Merged, mine: frozenset[tuple[str, str]]) -> tuple[Change, ...]:
    """The changes once somebody has chosen: of the conflicts, those at (node, field) in `mine` go as they want it."""
    chosen = [Change(one.node, one.field, one.theirs, one.mine) for one in merged.conflicts]
    return (*merged.changes, *(one for one in chosen if (one.node, one.field) in mine))
