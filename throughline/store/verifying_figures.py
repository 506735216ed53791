"""Proof that values of indicators and frozen reports are what the history tells of them."""

import json
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from throughline.engine.findings import Finding, Sentence, Severity
from throughline.engine.monitoring.indicators import report_address
from throughline.engine.monitoring.values import COUNTED, Of, State
from throughline.engine.reporting.editions import edition_digest
from throughline.store.history import HistoryLine
from throughline.store.monitoring.indicators.entering import ENTER, RESTATE
from throughline.store.monitoring.indicators.tables import IndicatorReport, IndicatorValue
from throughline.store.reporting.editions.actions import FREEZE
from throughline.store.reporting.editions.reads import Named
from throughline.store.reporting.editions.tables import Edition
from throughline.store.rows import storable

# So many reports are compared at once.
AT_ONCE = 1_000
# By place and cell: state, number, denominator, text.
Values = dict[tuple[str, str], tuple[object, ...]]


def check_values() -> Iterator[Finding]:
    """HI-VALUE: the values that stand in each report are those that were entered last; HI-MISSING: it is there.

    Cost: one pass over reports, values and the lines of the history about them, three statements for each thousand.
    """
    known: set[str] = set()
    last = 0
    columns = ("pk", "series__indicator__address", "series__node", "period__code", "of")
    while some := list(IndicatorReport.objects.filter(pk__gt=last).order_by("pk").values_list(*columns)[:AT_ONCE]):
        last = some[-1][0]
        addresses = {pk: report_address(own, node, period, Of(of)) for pk, own, node, period, of in some}
        known.update(addresses.values())
        yield from _differing(addresses)
    for address in _told_of() - known:
        message = Sentence("Values were entered here and are not there any more. Restore them from a copy.")
        yield Finding("HI-MISSING", Severity.ERROR, address, message)


def _differing(addresses: Mapping[int, str]) -> Iterator[Finding]:
    told, held = _told(list(addresses.values())), _held(list(addresses))
    for pk, address in addresses.items():
        if told.get(address, {}) != held.get(pk, {}):
            message = Sentence("The values that stand are not those that were entered. Restore them from a copy.")
            yield Finding("HI-VALUE", Severity.ERROR, address, message)


def _told(addresses: list[str]) -> dict[str, Values]:
    """What the history says stands in reports: the last word on each cell. One statement."""
    told: dict[str, Values] = defaultdict(dict)
    lines = HistoryLine.objects.filter(address__in=addresses, action__in=(ENTER, RESTATE)).order_by("number")
    for address, action, data in lines.values_list("address", "action", "data"):
        for place, cell, state, number, denominator, text in json.loads(data)["values"]:
            is_restated = action == RESTATE and State(state) in COUNTED
            stands = State.RESTATED.value if is_restated else state
            told[address][place, cell] = (stands, number, denominator, storable(text))
    return told


def _held(reports: list[int]) -> dict[int, Values]:
    """The values that stand in reports (row numbers). One statement."""
    held: dict[int, Values] = defaultdict(dict)
    columns = ("report", "place", "cell", "state", "number", "denominator", "text")
    for report, place, cell, *said in IndicatorValue.objects.filter(report__in=reports, stands=True).values_list(
        *columns
    ):
        held[report][place, cell] = tuple(said)
    return held


def _told_of() -> set[str]:
    """The reports of which the history tells. One statement."""
    lines = HistoryLine.objects.filter(action__in=(ENTER, RESTATE)).order_by()
    return set(lines.values_list("address", flat=True).distinct())


def check_editions() -> Iterator[Finding]:
    """HI-EDITION: each frozen report has the bytes that were frozen; HI-MISSING: every one is there."""
    frozen = HistoryLine.objects.filter(action=FREEZE).order_by("number")
    rows = frozen.values_list("organization__code", "address", "data")
    told = {(code, address): json.loads(data)["digest"] for code, address, data in rows}
    columns = ("organization__code", "kind", "about", "language", "number", "digest", "content")
    for code, kind, about, language, number, digest, content in (
        Edition.objects.order_by("pk").values_list(*columns).iterator(chunk_size=10)
    ):
        address = f"{Named(kind, about, language).address};{number}"[:300]
        if told.pop((code, address), None) != digest or _digest(content) != digest:
            message = Sentence("The frozen report is not the one that was frozen. Restore it from a copy.")
            yield Finding("HI-EDITION", Severity.ERROR, address, message)
    for _code, address in sorted(told):
        message = Sentence("The report was frozen and is not there any more. Restore it from a copy.")
        yield Finding("HI-MISSING", Severity.ERROR, address, message)


def _digest(content: Any) -> str:
    """The digest of what an edition holds; "" where it cannot be unpacked."""
    try:
        return edition_digest(zlib.decompress(bytes(content)))
    except zlib.error:
        return ""
