"""What helps to decide on a mandate: its last report, its successor, acts without an end, what its places cost."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from throughline.engine.mandates.checks import Listing, sequence_of, series_of
from throughline.store.mandates.tables import Act, Citation, Document
from throughline.store.planning.tables import ListedMandate
from throughline.store.rights import Sight, documents_seen, in_document, in_plan
from throughline.store.rows import IN_FORCE

# How many of each are named.
SHOWN = 5
# Deadlines that come again and again, or that never come.
ENDLESS = ("recurring", "open")


@dataclass(frozen=True, slots=True)
class Report:
    """A report that cites the mandate."""

    symbol: str
    title: str
    adopted: date | None


@dataclass(frozen=True, slots=True)
class Endless:
    """An act that asks for something again and again, or without an end: "annually", "until further notice"."""

    address: str
    fragment: str
    request: str
    deadline: str


@dataclass(frozen=True, slots=True)
class Aids:
    """What helps to decide: the newest reports that cite it, a newer document of its series, acts without an end.

    `asking` counts its acts that ask somebody, `untimed` those of them that set no time at all.
    """

    reports: tuple[Report, ...]
    successor: str
    endless: tuple[Endless, ...]
    asking: int
    untimed: int


def aids_for(document: Document, *, seen_by: Sight) -> Aids:
    """What helps to decide on a mandate. Five statements."""
    acts: Any = Act.objects.filter(in_document(seen_by), version=document.current_id).filter(addressees__isnull=False)
    acts = acts.distinct()
    asked = list(acts.order_by("position").values_list("address", "request", "deadline_kind", "deadline_raw"))
    endless = [
        Endless(address, address.partition("#")[2], request, raw)
        for address, request, kind, raw in asked
        if kind in ENDLESS
    ]
    return Aids(
        reports=_reports(document, seen_by),
        successor=_successor(document, seen_by),
        endless=tuple(endless[:SHOWN]),
        asking=len(asked),
        untimed=sum(1 for _address, _request, kind, _raw in asked if not kind),
    )


def _reports(document: Document, seen_by: Sight) -> tuple[Report, ...]:
    """The newest reports that cite the mandate: by their date, then by their symbol."""
    cites = Citation.objects.filter(cited=document, version=OuterRef("current"))
    found = Document.objects.filter(in_document(seen_by, "pk"), Exists(cites), kind="report")
    rows = found.order_by(F("adopted").desc(nulls_last=True), "-address")[:SHOWN]
    return tuple(Report(one.address, one.title, one.adopted) for one in rows)


def _successor(document: Document, seen_by: Sight) -> str:
    """The newest document that the same body adopted under the same title, "" where none is newer."""
    titled = _titled(document, seen_by)
    own = series_of(Listing("", document.address, titled[0][1], titled[0][2] or None)) if titled else None
    at = sequence_of(document.address)
    if own is None or at is None:
        return ""
    # By the body alone: what makes a series takes no account of case, punctuation and spacing in titles.
    held = documents_seen(seen_by).filter(is_held=True, body=own[0])
    lists = ListedMandate.objects.filter(IN_FORCE, in_plan(seen_by), document__isnull=False, body=own[0])
    listed = lists.values_list("document__address", "title", "body").distinct()
    newer = {}
    for symbol, title, body in [*held.values_list("address", "title", "body"), *listed]:
        sequence = sequence_of(symbol)
        if sequence is not None and sequence[0] > at[0] and series_of(Listing("", symbol, title, body or None)) == own:
            newer[sequence] = symbol
    return newer[max(newer)] if newer else ""


def _titled(document: Document, seen_by: Sight) -> Sequence[tuple[str, str, str]]:
    """The symbol, title and body of a document: as plans list it, or as its own head says."""
    lists = ListedMandate.objects.filter(IN_FORCE, in_plan(seen_by), ~Q(title=""), ~Q(body=""), document=document)
    rows = list(lists.order_by("version", "position").values_list("symbol", "title", "body")[:1])
    own = [(document.address, document.title, document.body)] if document.title and document.body else []
    return [*rows, *own]
