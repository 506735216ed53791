"""Shapes of reading in: batches of dropped files, what taking a file in would do, and what undoing did."""

from dataclasses import dataclass
from datetime import datetime

from throughline.store.models import Batch, DroppedFile
from throughline.store.reading.reads import difference_of, is_anybody_working
from throughline.store.reading.tables import IN_WORK
from throughline.store.taking_in import Undone


@dataclass(frozen=True, slots=True)
class BatchShape:
    """A batch of dropped files: when, by whom, how many files."""

    code: str
    at: datetime
    by: str
    files: int


@dataclass(frozen=True, slots=True)
class Count:
    """How many of something: rows, differences or findings, by name."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class DroppedShape:
    """A file of a batch.

    `state` is `waiting`, `being read`, `read`, `wrong`, `accepted`, `taken` or `left`; `said` what is wrong with it.
    `outcome`, `address`, `plan`, `kind` and `version` tell what taking it in would come to, or came to; `rows` what it
    holds, `difference` how much differs from the version that stands, `findings` how many there are by gravity,
    `unknown` how many documents it cites that the record has not heard of.
    """

    file: int
    name: str
    size: int
    sha256: str
    state: str
    said: str
    outcome: str
    address: str
    plan: str
    kind: str
    version: int
    rows: tuple[Count, ...]
    difference: tuple[Count, ...]
    findings: tuple[Count, ...]
    unknown: int


@dataclass(frozen=True, slots=True)
class BatchWhole:
    """A batch with its files; `in_work` files wait for a worker, and `works` says whether one is there."""

    code: str
    at: datetime
    by: str
    in_work: int
    works: bool
    files: tuple[DroppedShape, ...]


@dataclass(frozen=True, slots=True)
class ChangedText:
    """A text that would change: its address, before and after."""

    address: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class FindingSeen:
    """A finding that a file would bring."""

    code: str
    severity: str
    where: str
    message: str


@dataclass(frozen=True, slots=True)
class PreviewShape:
    """What taking a file in would do: the first 200 of everything, as long as nobody has decided."""

    file: DroppedShape
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[ChangedText, ...]
    findings: tuple[FindingSeen, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UndoneShape:
    """What undoing a taking-in did: the version that was withdrawn, the one that stands, what nothing speaks of now.

    `done` is false where it was undone before: then nothing was changed.
    """

    address: str
    file: str
    withdrawn: int | None
    stands: int | None
    forgotten: tuple[str, ...]
    done: bool


def batch_shape(one: Batch, files: int) -> BatchShape:
    """A batch; its person must be at hand."""
    return BatchShape(one.code, one.at, str(one.by), files)


def whole_shape(one: Batch, files: list[DroppedFile]) -> BatchWhole:
    """A batch with its files."""
    in_work = sum(file.state in IN_WORK for file in files)
    return BatchWhole(one.code, one.at, str(one.by), in_work, is_anybody_working(), tuple(map(dropped_shape, files)))


def dropped_shape(one: DroppedFile) -> DroppedShape:
    """A file of a batch."""
    return DroppedShape(
        file=one.position,
        name=one.name,
        size=one.size,
        sha256=one.sha256,
        state=one.state,
        said=one.said,
        outcome=one.outcome,
        address=one.address,
        plan=one.plan,
        kind=one.kind,
        version=one.version,
        rows=_counts(one, "rows"),
        difference=_counts(one, "difference"),
        findings=_counts(one, "findings"),
        unknown=one.counts.get("unknown", 0),
    )


def _counts(one: DroppedFile, name: str) -> tuple[Count, ...]:
    return tuple(Count(what, count) for what, count in one.counts.get(name, {}).items())


def preview_shape(one: DroppedFile) -> PreviewShape:
    """A file with its preview."""
    differs = difference_of(one)
    return PreviewShape(
        file=dropped_shape(one),
        added=differs.added,
        removed=differs.removed,
        changed=tuple(ChangedText(change.address, change.before, change.after) for change in differs.changed),
        findings=tuple(FindingSeen(*found[:4]) for found in one.preview.get("findings", ())),
        unknown=tuple(one.preview.get("unknown", ())),
    )


def undone_shape(one: Undone, file: str) -> UndoneShape:
    """What undoing did."""
    return UndoneShape(one.address, file, one.withdrawn, one.stands, one.forgotten, one.done)
