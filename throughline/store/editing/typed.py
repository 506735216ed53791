"""What persons typed into the versions of plans: written with a version, read back, shown in the place of a cell."""

from collections.abc import Sequence

from throughline.engine.sources import Typed
from throughline.store.editing.tables import TypedField
from throughline.store.mandates.tables import Version
from throughline.store.rows import insert


def write_typed(version: int, typed: Sequence[Typed]) -> None:
    """Write what persons typed as the rows of one version."""
    rows = [(version, at, one.node, one.field, one.by, one.at) for at, one in enumerate(typed)]
    insert(TypedField, "version_id position node field by since", rows)


def typed_records(version: Version) -> tuple[Typed, ...]:
    """What persons typed into a version, in order; one statement."""
    rows = TypedField.objects.filter(version=version).order_by("position")
    return tuple(Typed(*row) for row in rows.values_list("node", "field", "by", "since"))


def typed_at(version: int, nodes: Sequence[str]) -> dict[tuple[str, str], Typed]:
    """What persons typed at these nodes of a version, by node and field; one statement."""
    rows = TypedField.objects.filter(version=version, node__in=nodes)
    found = (Typed(*row) for row in rows.values_list("node", "field", "by", "since"))
    return {(one.node, one.field): one for one in found}
