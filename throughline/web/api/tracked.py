"""Tracked changes of a document in three views, for programs."""

from dataclasses import dataclass
from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from throughline.store.mandates.reads import document_named
from throughline.store.mandates.tracked import changes_of, tracked_lines
from throughline.web.api.answers import OF_ORGANIZATION, reads, record_of, single
from throughline.web.api.differences import StretchShape
from throughline.web.api.mandates import Symbol
from throughline.web.api.parameters import Organization

router = Router(tags=["mandates"])


class Views(BaseModel):
    """Which view is wanted."""

    view: Annotated[
        Literal["adopted", "proposed", "marked"],
        Field(description="The text before the changes, with them accepted, or both with marks."),
    ] = "marked"


@dataclass(frozen=True, slots=True)
class TrackedLineShape:
    """A line of the text: where it stands, the number printed before it, and its stretches."""

    part: str
    label: str
    stretches: tuple[StretchShape, ...]


@dataclass(frozen=True, slots=True)
class TrackedShape:
    """The lines of a view; none where the file kept no tracked changes, or had run them together (`flattened`)."""

    kept: bool
    flattened: bool
    lines: tuple[TrackedLineShape, ...]


@reads(router, f"{OF_ORGANIZATION}/tracked/{{path:symbol}}", TrackedShape)
def tracked(request: HttpRequest, organization: Organization, symbol: Symbol, wanted: Query[Views]) -> HttpResponse:
    """The tracked changes of a document: as adopted before, as proposed, or marked."""
    _, seen = record_of(request, organization)
    document = document_named(symbol, seen_by=seen)
    if document is None or not document.held or document.current_id is None:
        return single(request, TrackedShape, None, symbol)
    changes = changes_of(document)
    lines = tracked_lines(document.current_id, wanted.view) if changes.kept else ()
    shown = tuple(
        TrackedLineShape(one.part, one.label, tuple(StretchShape(text, mark) for text, mark in one.pieces))  # type: ignore[arg-type]
        for one in lines
    )
    return single(request, TrackedShape, TrackedShape(changes.kept, changes.flattened, shown), symbol)
