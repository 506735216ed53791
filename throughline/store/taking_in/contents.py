"""What a record holds, and how its rows are written: one kind for documents of governing bodies, one for fascicles."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from throughline.engine.addresses import cell_address
from throughline.engine.budgeting.addresses import (
    cell_addresses,
    deliverable_addresses,
    measure_addresses,
    plan_address,
    text_addresses,
)
from throughline.engine.budgeting.nodes import fascicle_nodes
from throughline.engine.budgeting.records import Fascicle
from throughline.engine.findings import Finding, Sentence, Severity
from throughline.engine.iati.as_document import as_document
from throughline.engine.iati.records import Publication
from throughline.engine.mandates.addresses import document_address
from throughline.engine.mandates.nodes import document_nodes
from throughline.engine.mandates.records import Document
from throughline.engine.monitoring.printed import MeasureValue, Quantity
from throughline.store.budgeting.tables import PERCENTAGE
from throughline.store.budgeting.writing import minor_units, write_follow_ups, write_posts, write_resources
from throughline.store.digests import BUDGET
from throughline.store.editing.typed import write_typed
from throughline.store.mandates.writing import symbols_cited, write_document
from throughline.store.monitoring.writing import (
    fitting,
    write_compliance,
    write_deliverables,
    write_evaluations,
    write_measures,
)
from throughline.store.planning.writing import write_listed, write_places, write_results, write_tables, write_texts

Records = Document | Fascicle
Readable = Records | Publication
"""What can be taken in: a file of IATI is taken in as a document with its activities."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What the store needs to know of a record before it writes it: who it is, what it says, what it cites."""

    address: str
    plan: str | None
    kind: str
    head: dict[str, Any]
    language: str
    nodes: Mapping[str, str]
    symbols: set[str]
    rows: dict[str, int]
    findings: tuple[Finding, ...]


def taken_as(readable: Readable) -> Records:
    """What a record is taken in as."""
    return as_document(readable) if isinstance(readable, Publication) else readable


def contents_of(records: Records, organization: str, plan: str | None = None) -> Contents:
    """The contents of a record, for a taking-in into the record of `organization`; `plan` where its address is set."""
    if isinstance(records, Fascicle):
        return _of_fascicle(records, plan or plan_address(organization, records))
    acts = [act for paragraph in records.paragraphs for act in paragraph.acts]
    return Contents(
        address=document_address(records.masthead.symbol, records.sha256),
        plan=None,
        kind=records.kind,
        head=asdict(records.masthead),
        language=records.masthead.language or "",
        nodes=document_nodes(records),
        symbols=symbols_cited(records),
        rows={
            "paragraphs": len(records.paragraphs),
            "acts": len(acts),
            "citations": sum(len(one.citations) for one in records.paragraphs) + len(records.mentions),
        },
        findings=records.findings,
    )


def _of_fascicle(fascicle: Fascicle, base: str) -> Contents:
    named = ("symbol", "section", "part", "budget_year", "title", "currency", "unit")
    symbols = {one.symbol for one in fascicle.mandates} | {one.symbol or "" for one in fascicle.oversight}
    return Contents(
        address=document_address(fascicle.symbol, fascicle.sha256) if fascicle.symbol else base,
        plan=base,
        kind=BUDGET,
        head={name: getattr(fascicle, name) for name in named},
        language="",
        nodes=fascicle_nodes(fascicle, base),
        symbols=symbols - {""},
        rows={
            "subprogrammes": len(fascicle.subprogrammes),
            "results": len(fascicle.results),
            "measures": len(fascicle.measures),
            "deliverables": len(fascicle.deliverables),
            "mandates": len(fascicle.mandates),
            "figures": len(fascicle.resources) + len(fascicle.posts),
            "paragraphs": len(fascicle.paragraphs),
        },
        findings=(*fascicle.findings, *_places_missing(fascicle, base), *_numbers_lost(fascicle, base)),
    )


def _places_missing(fascicle: Fascicle, base: str) -> list[Finding]:
    """ST-PLACE for each place that rows name and the plan does not have; their rows go to the place above it."""
    known = {"", *(one.place for one in fascicle.programmes), *(one.place for one in fascicle.subprogrammes)}
    named: set[str] = set()
    rated = (fascicle.evaluations, fascicle.lessons, fascicle.compliance, fascicle.paragraphs, fascicle.tables)
    for rows in (fascicle.results, fascicle.deliverables, fascicle.mandates, *rated):
        named.update(one.place for one in rows)
    return [Finding("ST-PLACE", Severity.WARNING, base, _place_missing(place)) for place in sorted(named - known)]


def _place_missing(place: str) -> Sentence:
    return Sentence(
        'Rows name the place "%(place)s", which the plan does not have: they stand at the place above it. Look there.',
        place=place,
    )


def _numbers_lost(fascicle: Fascicle, base: str) -> Iterator[Finding]:
    """ST-NUMBER for each figure that has more digits than the record keeps: its text stays, its number does not."""
    for figure in fascicle.resources:
        amount = figure.amount
        kept = fitting(amount) if figure.measure == PERCENTAGE else minor_units(amount, figure.currency)
        if amount is not None and kept is None:
            yield Finding("ST-NUMBER", Severity.WARNING, cell_address(base, figure.cell), _too_long(amount))
    for post in fascicle.posts:
        if post.number is not None and fitting(post.number) is None:
            yield Finding("ST-NUMBER", Severity.WARNING, cell_address(base, post.cell), _too_long(post.number))
    measured: list[MeasureValue | Quantity] = [value for one in fascicle.measures for value in one.values]
    counted = [value for one in fascicle.deliverables for value in one.quantities]
    for value in (*measured, *counted):
        if value.value is not None and fitting(value.value) is None:
            where = cell_address(base, value.cell) if value.cell else base
            yield Finding("ST-NUMBER", Severity.WARNING, where, _too_long(value.value))


def _too_long(figure: Decimal) -> Sentence:
    return Sentence(
        "%(figure)s has more digits than the record keeps exactly: only its text is kept. Check the figure.",
        figure=figure,
    )


def write_contents(version: int, records: Records, contents: Contents, documents: Mapping[str, int]) -> None:
    """Write the rows of a record under the version with this row number; `documents` as `documents_for` gave them."""
    if isinstance(records, Fascicle):
        _write_fascicle(version, records, contents.plan or contents.address, documents)
    else:
        write_document(version, contents.address, records, documents)


def _write_fascicle(version: int, fascicle: Fascicle, base: str, documents: Mapping[str, int]) -> None:
    places = write_places(version, base, fascicle.title, fascicle.programmes, fascicle.subprogrammes)
    results = write_results(version, base, fascicle.results, places)
    write_listed(version, fascicle.mandates, places, documents)
    write_measures(version, measure_addresses(base, fascicle.measures), fascicle.measures, results)
    write_deliverables(version, deliverable_addresses(base, fascicle.deliverables), fascicle.deliverables, places)
    write_evaluations(version, fascicle.evaluations, fascicle.lessons, places)
    write_compliance(version, fascicle.compliance, places)
    cells = cell_addresses(base, [one.cell for one in fascicle.resources])
    write_resources(version, cells, fascicle.resources, places)
    cells = cell_addresses(base, [one.cell for one in fascicle.posts])
    write_posts(version, cells, fascicle.posts, places)
    write_follow_ups(version, fascicle.oversight, documents)
    write_texts(version, text_addresses(base, fascicle.paragraphs), fascicle.paragraphs, places)
    write_tables(version, fascicle.tables, places)
    write_typed(version, fascicle.typed)
