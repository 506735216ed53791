"""What persons typed into a plan and a newer file of its document says otherwise: said before the file is taken in."""

from collections.abc import Iterator, Mapping

from throughline.engine.budgeting.records import Fascicle
from throughline.engine.editing.nodes import nodes_of
from throughline.engine.editing.records import ADDED, REMOVED, Node, tidy
from throughline.engine.findings import Finding, Sentence, Severity
from throughline.engine.sources import Typed
from throughline.store.budgeting.whole import fascicle_record
from throughline.store.editing.tables import TypedField
from throughline.store.mandates.tables import Version


def edits_replaced(standing: int, records: Fascicle, plan: str) -> tuple[Finding, ...]:
    """ST-EDITS for each node of the plan where the file says otherwise than persons typed.

    `standing` is the row number of the version that stands. One statement where nothing was typed.
    """
    if not TypedField.objects.filter(version=standing).exists():
        return ()
    version = Version.objects.select_related("source").get(pk=standing)
    record = fascicle_record(version)
    before, after = nodes_of(record), nodes_of(records)
    by_node: dict[str, list[Typed]] = {}
    for one in record.typed:
        if _is_replaced(one, before, after):
            by_node.setdefault(one.node, []).append(one)
    return tuple(_findings(by_node, before, plan))


def _is_replaced(one: Typed, before: Mapping[str, Node], after: Mapping[str, Node]) -> bool:
    if one.field == REMOVED:
        return one.node in after
    if one.node not in after:
        return True
    if one.field == ADDED:
        return tidy(after[one.node].title) != tidy(before[one.node].title)
    return tidy(after[one.node].fields.get(one.field, "")) != tidy(before[one.node].fields.get(one.field, ""))


def _findings(by_node: Mapping[str, list[Typed]], before: Mapping[str, Node], plan: str) -> Iterator[Finding]:
    for node, typed in by_node.items():
        what = ", ".join(f"{one.field}: {one.by}, {one.at[:10]}" for one in typed)
        message = Sentence(
            "%(title)s: the file says otherwise than was typed (%(what)s). Type it again afterwards where it holds.",
            title=before[node].title[:120] if node in before else node,
            what=what,
        )
        where = f"{plan}/{node}" if node else plan
        yield Finding("ST-EDITS", Severity.WARNING, where, message, tuple(one.field for one in typed))
