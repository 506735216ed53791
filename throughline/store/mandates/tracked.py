"""Tracked changes of a version: its lines as adopted before, as proposed, and marked, where its file kept them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from throughline.engine.mandates import records
from throughline.store.findings import KeptFinding
from throughline.store.mandates.tables import TrackedLine
from throughline.store.rows import insert

ADOPTED, PROPOSED, MARKED = "adopted", "proposed", "marked"
FLATTENED = "RS-TRACKED-FLAT"


@dataclass(frozen=True, slots=True)
class Changes:
    """Whether a version's file kept its tracked changes, or had run them together into one text."""

    kept: bool
    flattened: bool


def with_changes(documents: QuerySet[Any]) -> QuerySet[Any]:
    """Documents with what is known of the tracked changes of their current version, for `changes_of`."""
    found: QuerySet[Any] = documents.annotate(
        kept=Exists(TrackedLine.objects.filter(version=OuterRef("current"))),
        flattened=Exists(KeptFinding.objects.filter(version=OuterRef("current"), code=FLATTENED)),
    )
    return found


def changes_of(document: Any) -> Changes:
    """What is known of the tracked changes of a document that was read `with_changes`; nothing where it is not held."""
    return Changes(document.held and document.kept, document.held and document.flattened)


def tracked_lines(version: int, view: str | None = None) -> tuple[records.TrackedLine, ...]:
    """The lines of a version in one view, or in all of them, in their order. One statement."""
    found = TrackedLine.objects.filter(version=version).order_by("position")
    if view is not None:
        found = found.filter(view=view)
    return tuple(
        records.TrackedLine(one.view, one.part, one.label, tuple((text, mark) for text, mark in one.pieces))
        for one in found
    )


def write_tracked(version: int, lines: tuple[records.TrackedLine, ...]) -> None:
    """Keep the lines with the version. One statement."""
    rows = [
        (version, at, one.view, one.part, one.label, [list(piece) for piece in one.pieces])
        for at, one in enumerate(lines)
    ]
    insert(TrackedLine, "version_id position view part label pieces", rows)
