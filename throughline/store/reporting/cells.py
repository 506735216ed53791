"""Which printed figure a finding of a reading is about: the address of the cell that it names in words."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet

from throughline.store.budgeting.tables import PostFigure, ResourceFigure
from throughline.store.findings import KeptFinding
from throughline.store.reporting.inputs import current

IN_A_TABLE = "table "

# A version, and the words for a cell of it: "table 10.19, row Total, column 2026 estimate".
Named = tuple[int, str]


def first_cell(where: str) -> str:
    """The words for the first cell that a finding names; of figures in several tables the first is the one blamed."""
    return where.split("; table ", 1)[0]


def cells_named(wanted: Iterable[Named]) -> dict[Named, dict[tuple[int, int], list[tuple[str, str]]]]:
    """The figures that stand in the wanted cells: for each the row and column counted from 0, then (printed, address).

    Labels may be the same in two rows of a table: then there are several cells. Two statements, whatever the record's
    size; one pass over the figures of the versions that have findings about cells.
    """
    asked = frozenset(wanted)
    found: dict[Named, dict[tuple[int, int], list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    if not asked:
        return found
    versions = current(KeptFinding.objects.filter(where__startswith=IN_A_TABLE)).order_by().values("version_id")
    figures: tuple[QuerySet[ResourceFigure] | QuerySet[PostFigure], ...] = (
        ResourceFigure.objects.filter(version_id__in=versions),
        PostFigure.objects.filter(version_id__in=versions),
    )
    columns = ("version_id", "cell_table", "cell_row", "cell_column", "row_index", "column_index", "printed", "address")
    for rows in figures:
        for version, table, row, column, at, across, printed, address in rows.order_by(
            "version_id", "position"
        ).values_list(*columns):
            named = (version, f"table {table}, row {row}, column {column}")
            if named in asked:
                found[named][at, across].append((printed, address))
    return found


def address_of(cells: dict[tuple[int, int], list[tuple[str, str]]], printed: str) -> str | None:
    """The address of the one cell among these that a finding can mean: the only one, or the only one so printed.

    Posts listed in one cell are several figures: the first has the address of the cell.
    """
    if len(cells) > 1:
        cells = {at: figures for at, figures in cells.items() if any(one == printed for one, _ in figures)}
    if len(cells) != 1:
        return None
    (((_, address), *_),) = cells.values()
    return address
