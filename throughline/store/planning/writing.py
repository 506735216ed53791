"""Writes what a document plans as the rows of one version: places, results, and the mandates that it lists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from throughline.engine.addresses import below, distinct
from throughline.engine.mandates.records import ListedMandate as Listed
from throughline.engine.planning import printed as records
from throughline.store.mandates.writing import symbol_key
from throughline.store.planning.tables import (
    PROGRAMME,
    SECTION,
    SUBPROGRAMME,
    ListedMandate,
    Place,
    PlanParagraph,
    PrintedTable,
    Result,
)
from throughline.store.rows import CELL, cell_values, insert, reserve


@dataclass(frozen=True, slots=True)
class Places:
    """Row numbers of the places of a version by their code in the plan; "" is the plan's own."""

    numbers: Mapping[str, int]

    def known(self, place: str | None) -> int | None:
        """The row number of a place, None where the plan has no such place."""
        return self.numbers.get(place or "") if place else None

    def nearest(self, place: str) -> int:
        """The row number of a place; of the one above it ("P8" for "P8.SP9") where the plan has no such place."""
        while place and place not in self.numbers:
            place = place.rpartition(".")[0]
        return self.numbers[place]


PLACE = "id version_id position address place parent kind code title entity objective strategy expected paragraphs"


def write_places(
    version: int,
    base: str,
    title: str | None,
    programmes: Sequence[records.Programme],
    subprogrammes: Sequence[records.Subprogramme],
) -> Places:
    """Write the places of a version whose plan has the address `base`; the plan's own place always stands."""
    rows: dict[str, tuple[object, ...]] = {"": (base, "", "", SECTION, "", title or "", *[""] * 4, [])}
    for one in programmes:
        parent = base if one.place else ""
        values = (below(base, one.place), one.place, parent, PROGRAMME, one.code or "", one.title, "")
        rows[one.place] = (*values, *_texts(one))
    for sub in subprogrammes:
        above = below(base, sub.programme) if sub.programme in rows else base
        named = (below(base, sub.place), sub.place, above, SUBPROGRAMME, sub.code, sub.title)
        rows[sub.place] = (*named, sub.entity or "", *_texts(sub))
    numbers = reserve(Place, len(rows))
    addresses = distinct(str(values[0]) for values in rows.values())
    insert(
        Place,
        PLACE,
        [
            (number, version, at, address, *values[1:])
            for at, (number, address, values) in enumerate(zip(numbers, addresses, rows.values(), strict=True))
        ],
    )
    return Places(dict(zip(rows, numbers, strict=True)))


def _texts(one: records.Programme | records.Subprogramme) -> tuple[object, ...]:
    return (one.objective or "", one.strategy or "", one.expected or "", list(one.paragraphs))


def write_results(version: int, base: str, results: Sequence[records.Result], places: Places) -> dict[str, int]:
    """Write the results; returns their row numbers by key."""
    numbers = reserve(Result, len(results))
    addresses = distinct(below(base, one.key) for one in results)
    rows = [
        (
            numbers[at],
            version,
            at,
            places.nearest(one.place),
            addresses[at],
            one.key,
            one.number or "",
            one.title,
            one.kind,
            one.narrative or "",
        )
        for at, one in enumerate(results)
    ]
    insert(Result, "id version_id position place_id address key number title kind narrative", rows)
    return {one.key: number for one, number in zip(results, numbers, strict=True)}


def write_listed(version: int, mandates: Sequence[Listed], places: Places, documents: Mapping[str, int]) -> None:
    """Write the links from places to the mandates that they list."""
    rows = [
        (
            version,
            at,
            places.nearest(one.place),
            documents.get(symbol_key(one.symbol) or ""),
            one.symbol,
            one.title,
            one.body or "",
            one.paragraph or "",
            one.raw,
            *cell_values(one.cell),
        )
        for at, one in enumerate(mandates)
    ]
    columns = "version_id position place_id document_id symbol title body paragraph raw"
    insert(ListedMandate, f"{columns} {CELL}", rows)


def write_texts(
    version: int, addresses: Sequence[str], paragraphs: Sequence[records.PlanParagraph], places: Places
) -> None:
    """Write the paragraphs of the plan; `addresses` in their order."""
    rows = [
        (
            version,
            at,
            places.nearest(one.place),
            addresses[at],
            one.place,
            one.block,
            one.number or "",
            one.text,
            *one.span,
            one.result or "",
        )
        for at, one in enumerate(paragraphs)
    ]
    insert(PlanParagraph, "version_id position place_id address named block number text start end result", rows)


def write_tables(version: int, tables: Sequence[records.PrintedTable], places: Places) -> None:
    """Write the tables that gave no other record."""
    rows = [
        (
            version,
            at,
            places.nearest(one.place),
            one.place,
            one.number,
            one.caption,
            one.kind,
            [list(row) for row in one.rows],
        )
        for at, one in enumerate(tables)
    ]
    insert(PrintedTable, "version_id position place_id named number caption kind rows", rows)
