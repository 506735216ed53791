"""Monitoring: measures of results, deliverables planned and delivered, evaluations and lessons."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from throughline.engine.findings import Finding, Sentence, Severity
from throughline.engine.planning.printed import Result
from throughline.engine.sources import Cell

DELIVERABLES_SUM = "PB-DELIVERABLES-SUM"
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


def check_deliverable_sums(rows: Sequence[Deliverable]) -> Iterator[Finding]:
    """PB-DELIVERABLES-SUM for subcategories whose own figure is not the sum of the items below them.

    Only columns in which every item prints a number or a dash are compared.
    """
    at = 0
    while at < len(rows):
        head = rows[at]
        at += 1
        if head.kind != "subcategory" or not head.quantities:
            continue
        items = []
        while at < len(rows) and rows[at].kind in ("item", "text") and rows[at].place == head.place:
            if rows[at].kind == "item":
                items.append(rows[at])
            at += 1
        for position, own in enumerate(head.quantities):
            parts = [_beside(item.quantities, position, own) for item in items]
            known = [part for part in parts if part is not None]
            if own.value is None or not items or len(known) != len(items):
                continue
            total = sum(known, Decimal(0))
            if total != own.value:
                yield _difference(head, own, total, known)


def _beside(quantities: Sequence[Quantity], position: int, own: Quantity) -> Decimal | None:
    """The value of an item in the column of `own`: in the same position, elsewhere where years were typed between."""
    column = (own.year, own.status)
    nearest = (*quantities[position : position + 1], *quantities)
    return next((one.value for one in nearest if (one.year, one.status) == column), None)


def _difference(head: Deliverable, own: Quantity, total: Decimal, parts: Sequence[Decimal]) -> Finding:
    step = max((_step(part) for part in (*parts, own.value or Decimal(0))), default=Decimal(1))
    off = abs(total - (own.value or Decimal(0)))
    rounded = step < 1 and off * 2 <= step * (len(parts) + 1)
    place = own.cell.column if own.cell else f"{own.year} {own.status}"
    explained, wrong = Sentence("rounding of the items explains it"), Sentence("one of them is wrong")
    return Finding(
        DELIVERABLES_SUM,
        Severity.INFO if rounded else Severity.ERROR,
        f"table {head.table}, row {head.title}, column {place}",
        Sentence(
            "The row prints %(text)s, its %(count)s items add up to %(total)s: %(said)s.",
            text=own.text,
            count=len(parts),
            total=total,
            said=explained if rounded else wrong,
        ),
        (own.text, str(total)),
    )


def _step(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)
