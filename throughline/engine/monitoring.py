"""Monitoring: measures of results, deliverables planned and delivered, evaluations and lessons."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from throughline.engine.findings import Finding, Sentence, Severity
from throughline.engine.planning import Result
from throughline.engine.sources import Cell

# How fascicles say it: "which did not meet the planned target".
MISSED = re.compile(r"\bdid not (?:fully )?meet the (?:planned )?targets?\b")


@dataclass(frozen=True, slots=True)
class MeasureValue:
    """A value of a measure in a year: `status` is `actual`, `planned` or `target`, `text` as printed.

    `value` is None where the text is not one number.
    """

    year: int
    status: str
    value: Decimal | None
    text: str
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A performance measure of a result; `result` is the result's key, `table` the printed table or figure."""

    result: str
    title: str
    unit: str | None
    values: tuple[MeasureValue, ...]
    table: str | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """How many of a deliverable in a year; `status` `planned` or `actual`; `value` None where none is printed.

    A printed dash is zero: `value` 0 with `text` "–".
    """

    year: int
    status: str
    value: Decimal | None
    text: str
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class Deliverable:
    """A row of a table of deliverables; `category` A to E, `number` None for a subcategory row or a text row.

    `place` is the code of the programme or subprogramme; `kind` is `category`, `subcategory`, `item` or `text`.
    """

    place: str
    category: str
    subcategory: str | None
    number: str | None
    title: str
    unit: str | None
    kind: str
    quantities: tuple[Quantity, ...]
    table: str | None = None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """An evaluation done or planned, or a lesson learned: its paragraph as printed, with its number."""

    place: str
    number: str | None
    text: str


@dataclass(frozen=True, slots=True)
class ComplianceRate:
    """A row of the compliance table: `indicator` ("timely submission of documentation"), unit and values by year."""

    place: str
    indicator: str
    unit: str | None
    values: tuple[MeasureValue, ...]
    table: str | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """What was planned and delivered of one deliverable in a year; `address` is its public address."""

    address: str
    title: str
    year: int
    planned: Decimal | None
    actual: Decimal | None


def check_deliveries(deliveries: Iterable[Delivery]) -> list[Finding]:
    """MO-NOT-DELIVERED (planned and none delivered) and MO-UNDER-DELIVERED (fewer than planned)."""
    findings = []
    for one in deliveries:
        if one.planned is None or one.actual is None or one.actual >= one.planned:
            continue
        planned, actual = f"{one.planned:f}", f"{one.actual:f}"
        figures = (planned, actual)
        if one.actual == 0:
            message = Sentence(
                "%(year)s: %(planned)s planned, none delivered. Say what became of it.", year=one.year, planned=planned
            )
            findings.append(Finding("MO-NOT-DELIVERED", Severity.WARNING, one.address, message, figures))
        else:
            message = Sentence(
                "%(year)s: %(planned)s planned, %(actual)s delivered. Explain the difference.",
                year=one.year,
                planned=planned,
                actual=actual,
            )
            findings.append(Finding("MO-UNDER-DELIVERED", Severity.INFO, one.address, message, figures))
    return findings


def check_measures(results: Iterable[Result], measures: Sequence[Measure], base: str, year: int) -> list[Finding]:
    """MO-NO-MEASURE, MO-NO-TARGET and MO-TARGET-MISSED for the results of one fascicle.

    `base` is the fascicle's address ("UN/2026/10"), `year` its budget year. A planned result needs a measure with a
    value for that year; a target counts as missed where the document says so of the past year.
    """
    by_result: dict[str, list[Measure]] = {}
    for measure in measures:
        by_result.setdefault(measure.result, []).append(measure)
    findings = []
    for result in results:
        address = f"{base}/{result.key}"
        own = by_result.get(result.key, [])
        if not own:
            message = Sentence(
                '"%(title)s" has no performance measure: add one, with a baseline and targets.', title=result.title
            )
            findings.append(Finding("MO-NO-MEASURE", Severity.WARNING, address, message))
        elif result.kind == "planned" and not any(_has_target(measure, year) for measure in own):
            message = Sentence('"%(title)s" has no target for %(year)s: set one.', title=result.title, year=year)
            findings.append(Finding("MO-NO-TARGET", Severity.WARNING, address, message))
        if result.narrative and MISSED.search(result.narrative):
            message = Sentence(
                '"%(title)s": the document says that the planned target was not met. Say what follows.',
                title=result.title,
            )
            findings.append(Finding("MO-TARGET-MISSED", Severity.WARNING, address, message))
    return findings


def _has_target(measure: Measure, year: int) -> bool:
    return any(value.year == year and value.text.strip(" –-") for value in measure.values)
