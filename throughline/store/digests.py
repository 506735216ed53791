"""The digest of the rows that the tables hold for a version: what `verify` computes again."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.db import models

from throughline.store.budgeting.tables import FollowUp, PostFigure, ResourceFigure
from throughline.store.editing.tables import TypedField
from throughline.store.findings import KeptFinding
from throughline.store.history import canonical
from throughline.store.mandates.tables import Act, Addressee, Citation, Note, Paragraph, TrackedLine, Version
from throughline.store.monitoring.tables import (
    ComplianceValue,
    Deliverable,
    Evaluation,
    Measure,
    MeasureValue,
    Quantity,
)
from throughline.store.planning.tables import ListedMandate, Place, PlanParagraph, PrintedTable, Result

BUDGET = "programme budget"

# Links to other rows, by what makes the other row known outside of this database.
LINKS = {
    "paragraph": "paragraph__fragment",
    "act": "act__address",
    "cited": "cited__key",
    "document": "document__key",
    "place": "place__address",
    "result": "result__address",
    "measure": "measure__address",
    "deliverable": "deliverable__address",
}
OF_DOCUMENTS: tuple[type[models.Model], ...] = (
    Paragraph,
    Note,
    Act,
    Addressee,
    Citation,
    KeptFinding,
    TrackedLine,
)
OF_BUDGETS: tuple[type[models.Model], ...] = (
    Place,
    Result,
    ListedMandate,
    Measure,
    MeasureValue,
    Deliverable,
    Quantity,
    Evaluation,
    ComplianceValue,
    ResourceFigure,
    PostFigure,
    FollowUp,
    PlanParagraph,
    PrintedTable,
    KeptFinding,
    TypedField,
)
# Tables that came later: one without rows leaves the digests of older versions as they were.
CAME_LATER = (TypedField, TrackedLine)
HEAD = (
    *("document__key", "number", "source__sha256", "file", "kind", "language", "content", "record", "head"),
    *("references", "unclaimed"),
)


# What follows from other columns of the row.
FOLLOWING = ("said",)


def tables_of(kind: str) -> tuple[type[models.Model], ...]:
    """The tables that hold rows of a document of this kind."""
    return OF_BUDGETS if kind == BUDGET else OF_DOCUMENTS


def rows_digest(version: int, kind: str) -> str:
    """The digest of every row of a version, the same on both databases; one statement for each table.

    Row numbers do not count, links do, by the address of what they lead to.
    """
    digest = sha256()
    head = Version.objects.filter(pk=version).values_list(*HEAD)
    for row in _in_one_form("Version", head.iterator()):
        digest.update(row)
    for table in tables_of(kind):
        rows = table._default_manager.filter(version=version).order_by("position").values_list(*_columns(table))
        if table in CAME_LATER and not rows.exists():
            continue
        for row in _in_one_form(table.__name__, rows.iterator(chunk_size=5000)):
            digest.update(row)
    return digest.hexdigest()


def _columns(table: type[models.Model]) -> list[str]:
    names = []
    for field in table._meta.concrete_fields:
        if isinstance(field, models.ForeignKey):
            if field.name != "version":
                names.append(LINKS[field.name])
        elif not field.primary_key and field.name not in FOLLOWING:
            names.append(field.name)
    return names


def _in_one_form(table: str, rows: Iterator[tuple[Any, ...]]) -> Iterator[bytes]:
    """Each row as a line of canonical JSON, after the name of its table."""
    yield table.encode()
    for row in rows:
        yield canonical([_plain(value) for value in row]).encode("utf-8") + b"\n"


def _plain(value: Any) -> Any:
    """Dates and decimals as texts that both databases give alike."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f") if value else "0"
    if isinstance(value, date):
        return value.isoformat()
    return value
