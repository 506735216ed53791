"""Edits of a plan as records: fields that change, results that come and go; and the one form in which they are kept."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

SECTION, PROGRAMME, SUBPROGRAMME, RESULT, DELIVERABLE = "section", "programme", "subprogramme", "result", "deliverable"
# Typed for the whole of a node.
ADDED, REMOVED = "added", "removed"


@dataclass(frozen=True, slots=True)
class Node:
    """A part of a plan that persons may edit: `node` is its address within the plan, `at` its place among its kind.

    `fields` are the texts that it has, or may be given: {"title": ..., "M1/2026-planned": ...}.
    """

    node: str
    kind: str
    at: int
    title: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """A field of a node that gets another text; `before` is what stood there."""

    node: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Addition:
    """A planned result that a subprogramme or programme (`place`) gets, with its fields."""

    place: str
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Removal:
    """A result that goes, with its measures, and why."""

    node: str
    reason: str


@dataclass(frozen=True, slots=True)
class Edit:
    """What one person changes in a plan at once."""

    changes: tuple[Change, ...] = ()
    additions: tuple[Addition, ...] = ()
    removals: tuple[Removal, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changes or self.additions or self.removals)

    @property
    def nodes(self) -> tuple[str, ...]:
        """The nodes that it touches, each once; an addition touches its place."""
        named = [one.node for one in self.changes] + [one.node for one in self.removals]
        named += [one.place for one in self.additions]
        return tuple(dict.fromkeys(named))


def edit_bytes(edit: Edit, plan: str, version: int, by: str, at: str) -> bytes:
    """The edit in its one form: canonical JSON with the plan, the version it was applied to, the person, the time.

    These bytes are the source of what was typed; their SHA-256 names it.
    """
    whole = {"plan": plan, "version": version, "by": by, "at": at, **edit_data(edit)}
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace")


def edit_data(edit: Edit) -> dict[str, Any]:
    """The edit as JSON."""
    return {
        "changes": [[one.node, one.field, one.before, one.after] for one in edit.changes],
        "additions": [[one.place, dict(one.fields)] for one in edit.additions],
        "removals": [[one.node, one.reason] for one in edit.removals],
    }


def tidy(text: str) -> str:
    """A text as it is compared and kept: one kind of line end, no blanks around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def wanted_of(pairs: Iterable[tuple[str, str, str]]) -> dict[str, dict[str, str]]:
    """(node, field, text) as {node: {field: text}}."""
    found: dict[str, dict[str, str]] = {}
    for node, field, text in pairs:
        found.setdefault(node, {})[field] = text
    return found
