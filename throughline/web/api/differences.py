"""The difference between two texts of documents, paragraph by paragraph and word by word, for programs."""

from dataclasses import dataclass
from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from throughline.engine.comparison import Pair, Passage
from throughline.store.knowledge.comparing import compared, series_of_document, text_of, versions_of
from throughline.store.mandates.reads import document_named
from throughline.store.models import Version
from throughline.web.api.answers import OF_ORGANIZATION, reads, record_of, single
from throughline.web.api.mandates import Symbol
from throughline.web.api.parameters import Number, Organization, Text
from throughline.web.pages.mandates.differences import sides_of

router = Router(tags=["mandates"])


class Compared(BaseModel):
    """What is compared with what."""

    before: Annotated[Number | None, Field(description="An earlier version of the document.")] = None
    other: Annotated[Text | None, Field(description="The symbol of another document to compare it with.")] = None
    after: Annotated[Number | None, Field(description="The version; without it, the one in force.")] = None


@dataclass(frozen=True, slots=True)
class ComparedTextShape:
    """A text that is compared: a version of a document."""

    address: str
    version: int
    language: str


@dataclass(frozen=True, slots=True)
class PassageShape:
    """A paragraph on one side: its place in its document and the number printed before it."""

    place: str
    label: str


@dataclass(frozen=True, slots=True)
class StretchShape:
    """A stretch of the text of both sides."""

    text: str
    mark: Literal["same", "inserted", "deleted"]


@dataclass(frozen=True, slots=True)
class PairShape:
    """A paragraph before and after, null where it was not or is no more, and both texts in one."""

    mark: Literal["same", "changed", "inserted", "deleted", "moved"]
    before: PassageShape | None
    after: PassageShape | None
    stretches: tuple[StretchShape, ...]


@dataclass(frozen=True, slots=True)
class DifferenceShape:
    """Two texts side by side; `before` is null where there is nothing to compare with."""

    before: ComparedTextShape | None
    after: ComparedTextShape
    pairs: tuple[PairShape, ...]


@reads(router, f"{OF_ORGANIZATION}/differences/{{path:symbol}}", DifferenceShape)
def difference(
    request: HttpRequest, organization: Organization, symbol: Symbol, wanted: Query[Compared]
) -> HttpResponse:
    """A document beside an earlier version, or beside what went before it in its series.

    Without parameters: the version before the one in force; of a document with one version, the document before it
    that the same body adopted under the same title.
    """
    _, seen = record_of(request, organization)
    document = document_named(symbol, seen_by=seen)
    if document is None or not document.held:
        return single(request, DifferenceShape, None, symbol)
    versions, series = versions_of(document, seen_by=seen), series_of_document(document, seen_by=seen)
    sides = sides_of(document, wanted.model_dump(exclude_none=True), versions, series, seen)
    before = sides.before
    pairs = compared(before, sides.after) if before else ()
    shape = DifferenceShape(_text(before) if before else None, _text(sides.after), tuple(_pair(one) for one in pairs))
    return single(request, DifferenceShape, shape, symbol)


def _text(version: Version) -> ComparedTextShape:
    text = text_of(version)
    return ComparedTextShape(text.address, text.number, text.language)


def _pair(pair: Pair) -> PairShape:
    return PairShape(
        mark=pair.mark.value,
        before=_passage(pair.before),
        after=_passage(pair.after),
        stretches=tuple(StretchShape(one.text, one.mark.value) for one in pair.stretches),  # type: ignore[arg-type]
    )


def _passage(passage: Passage | None) -> PassageShape | None:
    return PassageShape(passage.place, passage.label) if passage else None
