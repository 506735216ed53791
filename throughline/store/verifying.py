"""Proof that nothing in the record was removed or altered: the chain, and the tables against what the chain tells."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from throughline.engine.findings import Finding, Sentence, Severity
from throughline.store import history
from throughline.store.digests import rows_digest
from throughline.store.editing.action import EDIT
from throughline.store.mandates.tables import Document, Version
from throughline.store.mandates.writing import day
from throughline.store.sources import TakingIn
from throughline.store.taking_in.action import TAKE_IN
from throughline.store.taking_in.undoing import UNDO
from throughline.store.verifying_figures import check_editions, check_values

Told = Mapping[str, Any]
# One version of a document: its address and number.
Named = tuple[str, int]
# Takings-in as address, version, digest, reader, outcome, by whom, undone by whom.
Takings = Counter[tuple[object, ...]]


def verify(head: str | None = None, seen: Callable[[str], object] = lambda address: None) -> list[Finding]:
    """Every finding about the history and what it tells of; none means that all is as it was written.

    `head` is the digest of the last line as noted elsewhere, if it was; `seen` is called with the address of each
    version before it is looked at, for a progress bar. Needs nothing but the database. Cost: one pass over every row,
    and a fixed number of statements for each version and each thousand reports of indicators.
    """
    findings = [*history.check_guard(), *history.check_chain(head)]
    takings_in, versions, current = _told()
    findings += _check_takings_in(takings_in)
    findings += _check_versions(versions, seen)
    findings += _check_current(current)
    findings += check_values()
    findings += check_editions()
    return findings


def _told() -> tuple[Takings, dict[Named, Told], dict[str, int]]:
    """What the history tells: every taking-in, the versions that they wrote, and which of each document stands."""
    takings_in: Takings = Counter()
    versions: dict[Named, Told] = {}
    current: dict[str, int] = {}
    after = 0
    while lines := history.lines(after):
        for line in lines:
            data = line.data
            if line.action in (TAKE_IN, EDIT):
                takings_in[
                    line.address, data["version"], data["sha256"], data["reader"], data["outcome"], line.by, ""
                ] += 1
                if data["rows"]:
                    versions[(line.address, data["version"])] = data
                if data["current"]:
                    current[line.address] = data["version"]
            elif line.action == UNDO:
                _follow_undo(line, takings_in, current)
        after = lines[-1].number
    return takings_in, versions, current


def _follow_undo(line: history.Line, takings_in: Takings, current: dict[str, int]) -> None:
    """Takings-in that were undone stay in the list, as undone; another version stands, or none."""
    for one in line.data["undone"]:
        takings_in[line.address, *one, ""] -= 1
        takings_in[line.address, *one, line.by] += 1
    if line.data["stands"] is None:
        current.pop(line.address, None)
    else:
        current[line.address] = line.data["stands"]


def _check_takings_in(told: Takings) -> Iterator[Finding]:
    """HI-TAKING: the list of takings-in is the one that the history tells, and the same of them are undone."""
    columns = ("address", "number", "source__sha256", "reader", "outcome", "by__username", "undone_by__username")
    held: Takings = Counter((*row, undone or "") for *row, undone in TakingIn.objects.order_by().values_list(*columns))
    for one in sorted({*(told - held), *(held - told)}, key=str):
        address, number, sha256 = str(one[0]), one[1], str(one[2])
        unknown, lost = (
            Sentence("the history does not know it"),
            Sentence("the history tells of it, the record has lost it"),
        )
        whose = lost if told[one] > held[one] else unknown
        message = Sentence(
            "The taking-in of %(sha256)s as version %(number)s: %(whose)s. Restore the record from a copy.",
            sha256=sha256[:16],
            number=number,
            whose=whose,
        )
        yield Finding("HI-TAKING", Severity.ERROR, address, message)


def _check_versions(told: Mapping[Named, Told], seen: Callable[[str], object]) -> Iterator[Finding]:
    """HI-CONTENT: the rows of each version are those that were written; HI-MISSING, HI-UNTOLD: whether it is there."""
    columns = ("pk", "document__address", "number", "kind", "rows", "content", "file")
    held: set[Named] = set()
    for pk, address, number, kind, rows, content, file in Version.objects.order_by("pk").values_list(*columns):
        held.add((address, number))
        data = told.get((address, number))
        seen(address)
        if data is None:
            message = Sentence(
                "Version %(number)s stands in the record, and no line of the history tells of it. Find out why.",
                number=number,
            )
            yield Finding("HI-UNTOLD", Severity.ERROR, address, message)
        elif (rows, content, file) != (data["rows"], data["content"], data["file"]) or (
            rows_digest(pk, kind) != data["rows"]
        ):
            message = Sentence(
                "Version %(number)s is not what was taken in: rows were altered. Restore them from a copy.",
                number=number,
            )
            yield Finding("HI-CONTENT", Severity.ERROR, address, message)
    for address, number in sorted(set(told) - held):
        message = Sentence(
            "Version %(number)s was taken in and is not there any more. Restore it from a copy.", number=number
        )
        yield Finding("HI-MISSING", Severity.ERROR, address, message)


def _check_current(told: Mapping[str, int]) -> Iterator[Finding]:
    """HI-HEADING: each document shows the version that stands, under the head that it has."""
    for one in Document.objects.filter(held=True).select_related("current").order_by("address"):
        version = one.current
        shown = (one.kind, one.language, one.title, one.body, one.session, one.adopted)
        if version is None or told.get(one.address) != version.number or shown != _heading(version):
            message = Sentence(
                "The document does not show the head of the version that was taken in. Restore it from a copy."
            )
            yield Finding("HI-HEADING", Severity.ERROR, one.address, message)
    missing = set(told) - set(Document.objects.filter(held=True).values_list("address", flat=True))
    for address in sorted(missing):
        message = Sentence("The document was taken in and is not held any more. Restore it from a copy.")
        yield Finding("HI-MISSING", Severity.ERROR, address, message)


def _heading(version: Version) -> tuple[object, ...]:
    head = version.head
    texts = (head.get("title") or "", head.get("body") or "", head.get("session") or "")
    return (version.kind, version.language, *texts, day(head.get("adopted")))
