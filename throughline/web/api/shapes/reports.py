"""Shapes of reports: editions, and the texts that people write."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from throughline.engine.reporting.blocks import Report
from throughline.engine.reporting.editions import edition_bytes
from throughline.store.reporting.editions.reads import EditionEntry
from throughline.store.reporting.editions.tables import Narrative


@dataclass(frozen=True, slots=True)
class EditionShape:
    """An edition of a report: what it is about, its number among those in its language, and the digest of its content.

    `open` where everybody who may read the record may read it; `made_by` is told to those who work there.
    """

    address: str
    kind: str
    about: str
    language: str
    number: int
    title: str
    day: date
    open: bool
    digest: str
    made: datetime
    made_by: str | None


@dataclass(frozen=True, slots=True)
class NarrativeShape:
    """The text of a section of a report, and the state that it is in."""

    section: str
    text: str
    revision: int
    changed: datetime
    changed_by: str


@dataclass(frozen=True, slots=True)
class ReportShape:
    """A report: `day` the day that it tells of, `symbol` the address that it is about.

    `blocks` are as an edition keeps them: each says with `is` what it is (Heading, Paragraph, Points, Table, Chart,
    Note), figures with the public address that they come from (docs/reports.md).
    """

    title: str
    organization: str
    language: str
    day: date
    symbol: str
    facts: tuple[str, ...]
    blocks: tuple[dict[str, Any], ...]


def report_shape(report: Report) -> ReportShape:
    """A report as programs read it."""
    kept = json.loads(edition_bytes(report))["report"]
    return ReportShape(
        title=report.title,
        organization=report.organization,
        language=report.language,
        day=date.fromisoformat(report.day),
        symbol=report.symbol,
        facts=report.facts,
        blocks=tuple(kept["blocks"]),
    )


def edition_shape(one: EditionEntry, told: bool) -> EditionShape:
    """An edition; `told` where the reader may know who made it."""
    return EditionShape(
        address=one.address,
        kind=one.named.kind,
        about=one.named.about,
        language=one.named.language,
        number=one.number,
        title=one.title,
        day=one.day,
        open=one.open,
        digest=one.digest,
        made=one.made,
        made_by=one.made_by if told else None,
    )


def narrative_shape(one: Narrative) -> NarrativeShape:
    """A text."""
    return NarrativeShape(one.section, one.text, one.revision, one.changed, str(one.changed_by))
