"""Keeps the index true: it follows the history, and is made anew from the record where it cannot."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import tantivy

from throughline.store import history
from throughline.store.digests import BUDGET
from throughline.store.history import HistoryLine
from throughline.store.knowledge import index
from throughline.store.mandates.tables import Act, Citation, Document, Holding, Paragraph, Version
from throughline.store.monitoring.tables import Deliverable, Measure
from throughline.store.planning.tables import Place, Plan, PlanParagraph, Result
from throughline.store.taking_in.undoing import UNDO

AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Entry:
    """What is found as one thing: its address, what it is, its title and its text."""

    address: str
    kind: str
    title: str
    text: str


def follow() -> bool:
    """Bring the index up to the history; True where it is. False where another process is at it just now.

    Only documents whose version that stands has changed since are put in again. One statement where nothing has.
    """
    last = HistoryLine.objects.order_by("-number").values_list("number", "digest").first()
    if last is None:
        index.clear()
        return True
    state = index.followed()
    if state and (state.number, state.digest) == last:
        return True
    line = history.line_of(state.number) if state else None
    is_ours = state is not None and line is not None and line.digest == state.digest
    if not is_ours:
        index.clear()
    changed = _changed_after(state.number if state and is_ours else 0)
    try:
        writer = index.opened().writer(index.MEMORY, 1)
    except ValueError:
        return False
    for address in changed:
        writer.delete_documents_by_term("document", address)
    for document in _documents(sorted(changed)):
        seen_in = _organizations(document)
        for entry in _entries(document):
            writer.add_document(_indexed(document, entry, seen_in))
    writer.commit()
    writer.wait_merging_threads()
    index.note_followed(*last)
    return True


def rebuild() -> bool:
    """Throw the index away and make it anew from the record."""
    index.clear()
    return follow()


def _changed_after(number: int) -> set[str]:
    """The documents for which another version stands, or none, since the line with this number."""
    changed: set[str] = set()
    while lines := history.lines(number):
        changed.update(line.address for line in lines if _changes_texts(line))
        number = lines[-1].number
    return changed


def _changes_texts(line: history.Line) -> bool:
    """Whether other texts are found since the line: a version came to stand, was withdrawn, or is held by more."""
    return bool(line.action == UNDO or line.data.get("current") or line.data.get("holds"))


def _documents(addresses: Sequence[str]) -> Iterator[Document]:
    """The documents at these addresses; a database takes only so many values in one statement."""
    for start in range(0, len(addresses), AT_ONCE):
        found = Document.objects.filter(address__in=addresses[start : start + AT_ONCE], held=True)
        yield from found.select_related("current")


def _organizations(document: Document) -> list[int]:
    """The organizations (row numbers) where the document is read: who holds it, or whose plan it is."""
    if document.kind == BUDGET:
        return list(Plan.objects.filter(document=document).values_list("organization", flat=True))
    return list(Holding.objects.filter(document=document, held=True).values_list("organization", flat=True))


def _indexed(document: Document, entry: Entry, seen_in: list[int]) -> tantivy.Document:
    """An entry as the index keeps it."""
    kept = tantivy.Document()
    for organization in seen_in:
        kept.add_text("organization", str(organization))
    kept.add_text("address", entry.address)
    kept.add_text("document", document.address)
    kept.add_text("kind", entry.kind)
    if year := _year(document):
        kept.add_text("year", year)
    kept.add_text("language", document.language)
    kept.add_text("title", entry.title)
    kept.add_text("code", entry.address)
    kept.add_text(index.field_of(document.language), "\n".join(part for part in (entry.title, entry.text) if part))
    return kept


def _year(document: Document) -> str:
    """The year of a document: of its plan, else that in which it was adopted; "" where there is none."""
    head = document.current.head if document.current else {}
    year = head.get("budget_year") or (document.adopted.year if document.adopted else "")
    return str(year)


def _entries(document: Document) -> Iterator[Entry]:
    """Everything that is found in a document: a fixed number of statements, whatever its size."""
    version = document.current
    if version is None:
        return
    if document.kind == BUDGET:
        yield from _of_budget(version)
        return
    mentions = Citation.objects.filter(version=version, paragraph=None).order_by("position")
    contexts = "\n".join(mentions.values_list("context", flat=True))
    yield Entry(document.address, "document", document.title, contexts)
    for address, text in _texts(Paragraph, version):
        yield Entry(address, "paragraph", "", text)
    for one in Act.objects.filter(version=version).order_by("position").iterator(chunk_size=5000):
        yield Entry(one.address, index.ACT, one.verb, one.request)


def _texts(table: type[Paragraph] | type[PlanParagraph], version: Version) -> Iterator[tuple[str, str]]:
    rows = table._default_manager.filter(version=version).order_by("position")
    return rows.values_list("address", "text").iterator(chunk_size=5000)


def _of_budget(version: Version) -> Iterator[Entry]:
    for place in Place.objects.filter(version=version).order_by("position"):
        text = "\n".join(part for part in (place.entity, place.objective, place.strategy, place.expected) if part)
        yield Entry(place.address, place.kind, place.title, text)
    for result in Result.objects.filter(version=version).order_by("position"):
        yield Entry(result.address, "result", result.title, result.narrative)
    for measure in Measure.objects.filter(version=version).order_by("position"):
        yield Entry(measure.address, "measure", measure.title, measure.unit)
    for one in Deliverable.objects.filter(version=version).order_by("position"):
        yield Entry(one.address, "deliverable", one.title, one.subcategory)
    for address, text in _texts(PlanParagraph, version):
        yield Entry(address, "paragraph", "", text)
