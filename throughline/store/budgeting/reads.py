"""Reads of budgets: what is stated for a place, the figures of a table, one figure with its source."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import F

from throughline.engine.budgeting import records
from throughline.engine.money import Money
from throughline.engine.sources import Cell, Source
from throughline.store.budgeting.tables import PostFigure, ResourceFigure
from throughline.store.budgeting.whole import cell_of, fascicle_record, post_record, resource_record
from throughline.store.mandates.tables import Version
from throughline.store.rights import Sight, in_plan, owned
from throughline.store.rows import IN_FORCE

ESTIMATE = "estimate"
STATED = ("expenditure", "appropriation", ESTIMATE)
# Where several tables print a figure for the same thing, a stated total says it better than a line.
BY_LEVEL = {"total": 0, "subtotal": 1, "line": 2}


@dataclass(frozen=True, slots=True)
class Stated:
    """An amount that a plan states for a fund, a year and a measure; `address` is that of the printed figure."""

    fund: str
    year: int
    measure: str
    money: Money
    address: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed figure with its address, and the file and cell that it came from."""

    address: str
    source: Source
    figure: records.ResourceFigure | records.PostFigure


def fascicle_at(plan: str, *, seen_by: Sight) -> records.Fascicle | None:
    """The record of a part of a plan as it stands; None where there is none. Seventeen statements."""
    stands = Version.objects.filter(pk=F("document__current"), document__plan__address=plan)
    stands = stands.filter(owned(seen_by, "document__plan__organization"))
    version = stands.select_related("source").first()
    return fascicle_record(version) if version else None


def stated_at(places: Collection[int], measures: Collection[str] = STATED) -> dict[int, tuple[Stated, ...]]:
    """What is stated for places (row numbers), by place: one figure for each fund, year and measure. One statement."""
    rows = ResourceFigure.objects.filter(IN_FORCE, place__in=places, category="", measure__in=measures)
    by_place: dict[int, list[ResourceFigure]] = defaultdict(list)
    for one in rows.filter(minor__isnull=False).order_by("position"):
        by_place[one.place_id or 0].append(one)
    return {place: _chosen(figures) for place, figures in by_place.items()}


def stated_for_plan(version: int) -> tuple[Stated, ...]:
    """What is stated for a whole plan: sums without a place, a component or a category. One statement."""
    return stated_for_plans([version]).get(version, ())


def stated_for_plans(versions: Collection[int], measures: Collection[str] = STATED) -> dict[int, tuple[Stated, ...]]:
    """What is stated for whole plans, by the row number of the version. One statement."""
    rows = ResourceFigure.objects.filter(version__in=versions, place=None, component="", category="", scope="")
    rows = rows.filter(level__in=("total", "subtotal"), measure__in=measures, minor__isnull=False)
    by_version: dict[int, list[ResourceFigure]] = defaultdict(list)
    for one in rows.order_by("position"):
        by_version[one.version_id].append(one)
    return {version: _chosen(figures) for version, figures in by_version.items()}


def _chosen(figures: Iterable[ResourceFigure]) -> tuple[Stated, ...]:
    """One figure for each fund, year and measure: of totals before lines, the first that is printed."""
    best: dict[tuple[str, int, str], tuple[int, Stated]] = {}
    for one in figures:
        if one.minor is None or one.year is None or not one.fund:
            continue
        key = (one.fund, one.year, one.measure)
        rank = BY_LEVEL.get(one.level, 3)
        if key not in best or rank < best[key][0]:
            best[key] = (rank, Stated(*key, Money(one.minor, one.currency), one.address))
    return tuple(stated for _, stated in best.values())


def tables_of(plan: str, *, seen_by: Sight) -> dict[str, int]:
    """The printed tables of figures of a plan, in order, with how many figures each has. Two statements."""
    found: dict[str, int] = {}
    for table in (ResourceFigure, PostFigure):
        rows = table._default_manager.filter(IN_FORCE, in_plan(seen_by), version__document__plan__address=plan)
        rows = rows.order_by("position")
        for name in rows.values_list("cell_table", flat=True):
            found[name] = found.get(name, 0) + 1
    return found


def figures_of(plan: str, table: str, *, seen_by: Sight) -> tuple[Figure, ...]:
    """The figures of a printed table ("10.19"), row by row. Two statements."""
    found: list[tuple[Cell, Figure]] = []
    for rows in (ResourceFigure, PostFigure):
        matching = rows._default_manager.filter(IN_FORCE, version__document__plan__address=plan, cell_table=table)
        matching = matching.filter(in_plan(seen_by))
        for one in matching.select_related("version__source").order_by("position"):
            found.append((cell_of(one), _figure(one)))
    found.sort(key=lambda pair: (pair[0].row_index, pair[0].column_index))
    return tuple(figure for _, figure in found)


def figure_at(address: str, *, seen_by: Sight) -> Figure | None:
    """The printed figure at an address, None where there is none. At most two statements."""
    for table in (ResourceFigure, PostFigure):
        rows = table._default_manager.filter(IN_FORCE, in_plan(seen_by), address=address)
        rows = rows.select_related("version__source")
        if one := rows.first():
            return _figure(one)
    return None


def _figure(one: ResourceFigure | PostFigure) -> Figure:
    source = Source(one.version.source.sha256, one.version.file, cell=cell_of(one))
    return Figure(one.address, source, resource_record(one) if isinstance(one, ResourceFigure) else post_record(one))
