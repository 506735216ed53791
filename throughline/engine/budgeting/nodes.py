"""The contents of a fascicle as {address: text}: what versions are compared by."""

from collections.abc import Iterable, Sequence

from throughline.engine.addresses import below, distinct
from throughline.engine.budgeting.addresses import (
    cell_addresses,
    deliverable_addresses,
    measure_addresses,
    text_addresses,
)
from throughline.engine.budgeting.records import Fascicle
from throughline.engine.monitoring.printed import MeasureValue, Quantity

Pairs = Iterable[tuple[str, str]]


def fascicle_nodes(fascicle: Fascicle, base: str) -> dict[str, str]:
    """Every text and figure that the fascicle says, by its address under `base` ("UN/2026/10").

    Printed texts count, not what a reader concluded from them. Cost: one pass over the rows.
    """
    nodes = {}
    if fascicle.title:
        nodes[f"{base}#title"] = fascicle.title
    for pairs in (_places(fascicle, base), _results(fascicle, base), _deliverables(fascicle, base)):
        nodes.update(pairs)
    nodes.update(_figures(fascicle, base))
    nodes.update(_told(fascicle, base))
    return nodes


def _joined(*texts: str | None) -> str:
    return "\n".join(text for text in texts if text)


def _numbered(pairs: Sequence[tuple[str, str]]) -> Pairs:
    """Pairs whose addresses are made distinct in their order."""
    return zip(distinct(address for address, _ in pairs), (text for _, text in pairs), strict=True)


def _places(fascicle: Fascicle, base: str) -> Pairs:
    for programme in fascicle.programmes:
        yield (
            f"{below(base, programme.place)}#programme",
            _joined(programme.code, programme.title, programme.objective, programme.strategy, programme.expected),
        )
    for one in fascicle.subprogrammes:
        text = _joined(one.title, one.entity, one.objective, one.strategy, one.expected, *one.paragraphs)
        yield below(base, one.place), text
    listed = [
        (f"{below(base, one.place)}#mandate {one.symbol}", _joined(one.title, one.body, one.paragraph))
        for one in fascicle.mandates
    ]
    yield from _numbered(listed)


def _results(fascicle: Fascicle, base: str) -> Pairs:
    results = [(below(base, one.key), _joined(one.title, one.narrative)) for one in fascicle.results]
    yield from _numbered(results)
    addresses = measure_addresses(base, fascicle.measures)
    for address, measure in zip(addresses, fascicle.measures, strict=True):
        yield address, _joined(measure.title, measure.unit)
        yield from _values(address, measure.values)


def _values(address: str, values: Iterable[MeasureValue] | Iterable[Quantity]) -> Pairs:
    return _numbered([(f"{address}#{one.year} {one.status}", one.text) for one in values])


def _deliverables(fascicle: Fascicle, base: str) -> Pairs:
    addresses = deliverable_addresses(base, fascicle.deliverables)
    for address, one in zip(addresses, fascicle.deliverables, strict=True):
        yield address, _joined(one.title, one.unit)
        yield from _values(address, one.quantities)


def _figures(fascicle: Fascicle, base: str) -> Pairs:
    for figures in (fascicle.resources, fascicle.posts):
        addresses = cell_addresses(base, [figure.cell for figure in figures])
        yield from zip(addresses, (figure.printed for figure in figures), strict=True)


def _told(fascicle: Fascicle, base: str) -> Pairs:
    addresses = text_addresses(base, fascicle.paragraphs)
    yield from zip(addresses, (one.text for one in fascicle.paragraphs), strict=True)
    tables = [(f"{base}#table {one.number}", "\n".join("\t".join(row) for row in one.rows)) for one in fascicle.tables]
    yield from _numbered(tables)
    for what, rows in (("evaluation", fascicle.evaluations), ("lesson", fascicle.lessons)):
        yield from _numbered(
            [(f"{below(base, one.place)}#{what} {one.number or ''}".strip(), one.text) for one in rows]
        )
    compliance = [
        (f"{below(base, one.place)}#compliance {one.indicator}", "\n".join(v.text for v in one.values))
        for one in fascicle.compliance
    ]
    yield from _numbered(compliance)
    follow_ups = [
        (
            f"{base}#follow-up {one.symbol or one.body} {one.paragraph or ''}".strip(),
            f"{one.recommendation}\n{one.action}",
        )
        for one in fascicle.oversight
    ]
    yield from _numbered(follow_ups)
