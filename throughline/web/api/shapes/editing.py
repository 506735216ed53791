"""Shapes of editing: what of a plan can be edited, what is changed, and what an edit came to."""

from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field

from throughline.engine.editing.merging import Conflict
from throughline.engine.editing.records import Change, Node
from throughline.engine.sources import Typed
from throughline.store.editing.action import Edited
from throughline.store.editing.proposing import Proposal

# No text holds the character NUL; lone surrogates no JSON does.
Text = Annotated[str, Field(max_length=30_000, pattern="^[^\x00]*$")]
Name = Annotated[str, Field(max_length=400, pattern="^[^\x00]*$")]


@dataclass(frozen=True, slots=True)
class FieldShape:
    """A text or value of a part of a plan; `typed_by` and `typed_at` where a person typed it, else null."""

    field: str
    text: str
    typed_by: str | None
    typed_at: str | None


@dataclass(frozen=True, slots=True)
class EditableShape:
    """A place, a result or a deliverable as it can be edited, in the version of its plan that stands."""

    address: str
    kind: str
    plan: str
    version: int
    fields: tuple[FieldShape, ...]


@dataclass(frozen=True, slots=True)
class ChangeShape:
    """A text or value that changes."""

    address: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ConflictShape:
    """A text or value that somebody else changed since the version that was named."""

    address: str
    field: str
    base: str
    theirs: str
    mine: str


@dataclass(frozen=True, slots=True)
class EditShape:
    """What an edit came to, or would: `version` is the one that stands after it, `added` are addresses of results."""

    plan: str
    version: int
    changes: tuple[ChangeShape, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    conflicts: tuple[ConflictShape, ...]


@dataclass(frozen=True, slots=True)
class FieldContent:
    """A field of what is edited, and its new text."""

    field: Name
    text: Text


@dataclass(frozen=True, slots=True)
class ChangeContent:
    """A field of a part of the plan, and its new text.

    `over` is what stands there now, where somebody else changed it since `version` and it is to be replaced.
    """

    address: Name
    field: Name
    text: Text
    over: Text | None = None


@dataclass(frozen=True, slots=True)
class AdditionContent:
    """A result that is added at a place, with its fields."""

    place: Name
    fields: Annotated[list[FieldContent], Field(max_length=100)] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class RemovalContent:
    """A result that is removed, and why."""

    address: Name
    reason: Text


def editable_shape(plan: str, version: int, node: Node, typed: dict[tuple[str, str], Typed]) -> EditableShape:
    """A node as it is shown."""
    fields = []
    for name, text in node.fields.items():
        one = typed.get((node.node, name))
        fields.append(FieldShape(name, text, one.by if one else None, one.at if one else None))
    return EditableShape(address_of(plan, node.node), node.kind, plan, version, tuple(fields))


def address_of(plan: str, node: str) -> str:
    """The address of a node of a plan."""
    return f"{plan}/{node}" if node else plan


def edit_shape(edited: Edited) -> EditShape:
    """What an edit came to."""
    proposal = edited.proposal
    added = tuple(address_of(proposal.plan, key) for key in edited.added)
    return _shape(proposal, edited.version or proposal.number, added)


def proposal_shape(proposal: Proposal) -> EditShape:
    """What an edit would come to."""
    return _shape(proposal, proposal.number, ())


def _shape(proposal: Proposal, version: int, added: tuple[str, ...]) -> EditShape:
    plan = proposal.plan
    return EditShape(
        plan=plan,
        version=version,
        changes=tuple(_change(plan, one) for one in proposal.edit.changes),
        added=added,
        removed=tuple(address_of(plan, one.node) for one in proposal.edit.removals),
        conflicts=tuple(conflict_shape(plan, one) for one in proposal.merged.conflicts),
    )


def _change(plan: str, one: Change) -> ChangeShape:
    return ChangeShape(address_of(plan, one.node), one.field, one.before, one.after)


def conflict_shape(plan: str, one: Conflict) -> ConflictShape:
    """A conflict as it is shown."""
    return ConflictShape(address_of(plan, one.node), one.field, one.base, one.theirs, one.mine)
