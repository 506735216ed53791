"""Writes the printed figures of a budget as the rows of one version: money, posts, follow-ups."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from throughline.engine.budgeting import records
from throughline.engine.errors import InexactAmount
from throughline.engine.money import money
from throughline.store.budgeting.tables import PERCENTAGE, FollowUp, PostFigure, ResourceFigure
from throughline.store.mandates.writing import symbol_key
from throughline.store.monitoring.writing import fitting
from throughline.store.planning.writing import Places
from throughline.store.rows import CELL, cell_values, insert

FIGURE = (
    "version_id position place_id address fund component subprogramme year measure level printed category scope part "
    "group"
)
# What a column of 64 bits holds.
LARGEST = 2**63 - 1


def minor_units(amount: Decimal | None, currency: str) -> int | None:
    """The amount in minor units; None where there is none or where it is not exact in them."""
    if amount is None:
        return None
    try:
        minor = money(amount, currency).minor
    except InexactAmount:
        return None
    return minor if abs(minor) <= LARGEST else None


def write_resources(
    version: int, addresses: Sequence[str], figures: Sequence[records.ResourceFigure], places: Places
) -> None:
    """Write the printed amounts in minor units of their currency; percentages apart."""
    rows = []
    for at, one in enumerate(figures):
        is_money = one.measure != PERCENTAGE
        minor = minor_units(one.amount, one.currency) if is_money else None
        percentage = None if is_money else fitting(one.amount)
        shared = _shared(version, at, addresses[at], one, places)
        rows.append((*shared, minor, one.currency, percentage, fitting(one.step) or 0, *cell_values(one.cell)))
    insert(ResourceFigure, f"{FIGURE} minor currency percentage step {CELL}", rows)


def write_posts(version: int, addresses: Sequence[str], figures: Sequence[records.PostFigure], places: Places) -> None:
    """Write the printed numbers of posts."""
    rows = [
        (
            *_shared(version, at, addresses[at], one, places),
            fitting(one.number),
            one.grade or "",
            one.column_level,
            one.listed,
            *cell_values(one.cell),
        )
        for at, one in enumerate(figures)
    ]
    insert(PostFigure, f"{FIGURE} number grade column_level listed {CELL}", rows)


def _shared(
    version: int, at: int, address: str, one: records.ResourceFigure | records.PostFigure, places: Places
) -> tuple[object, ...]:
    return (
        version,
        at,
        places.known(one.subprogramme),
        address,
        one.fund or "",
        one.component or "",
        one.subprogramme or "",
        one.year,
        one.measure,
        one.level,
        one.printed,
        one.category or "",
        one.scope,
        one.part,
        list(one.group),
    )


def write_follow_ups(version: int, follow_ups: Sequence[records.FollowUp], documents: Mapping[str, int]) -> None:
    """Write the rows of the follow-up to oversight bodies."""
    rows = [
        (
            version,
            at,
            one.body,
            documents.get(symbol_key(one.symbol) or ""),
            one.symbol or "",
            one.paragraph or "",
            one.recommendation,
            one.action,
            *cell_values(one.cell),
        )
        for at, one in enumerate(follow_ups)
    ]
    columns = "version_id position body document_id symbol paragraph recommendation action"
    insert(FollowUp, f"{columns} {CELL}", rows)
