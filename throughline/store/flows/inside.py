"""What flows along the line of what stands at a place: a result, a measure, a deliverable, a printed figure."""

from dataclasses import replace
from typing import Any

from django.db.models import Q

from throughline.engine.flows import Delivery, Flows, Node, Paying
from throughline.engine.money import Money
from throughline.store.budgeting.tables import PostFigure, ResourceFigure
from throughline.store.flows.columns import (
    WITH_PLAN,
    asked_of,
    at_or_below,
    delivered_at,
    linked_to,
    open_by_code,
    paid_at,
    parts_of,
    standing,
    together,
)
from throughline.store.flows.places import achieved, place_at, result_part, year_of
from throughline.store.monitoring.reads import delivered_in_full
from throughline.store.monitoring.tables import Deliverable, Measure, MeasureValue
from throughline.store.planning.tables import Place, Result
from throughline.store.rights import Sight, in_plan
from throughline.store.rows import IN_FORCE


def flows_of_result(address: str, seen_by: Sight) -> Flows | None:
    """The line of a result: what is asked and paid as its place, what came of it as its measures. Nine statements."""
    found = (
        Result.objects.filter(IN_FORCE, in_plan(seen_by), address=address).select_related(f"place__{WITH_PLAN}").first()
    )
    if found is None:
        return None
    base = _of_whole(found.place, Node(found.address, "result", found.title, found.number), seen_by)
    values = MeasureValue.objects.filter(measure__result=found)
    return replace(
        base,
        asked=together((*linked_to(address, [address], seen_by), *base.asked)),
        parts=(*base.parts, result_part(found, found.place)),
        delivered=achieved(values, [found.address], found.address),
        open=_open(found.address, found.address, seen_by),
    )


def flows_of_measure(address: str, seen_by: Sight) -> Flows | None:
    """The line of a measure: as its result, with its own values alone. Nine statements."""
    rows = Measure.objects.filter(IN_FORCE, in_plan(seen_by), address=address)
    found = rows.select_related(f"result__place__{WITH_PLAN}").first()
    if found is None:
        return None
    node = Node(found.address, "measure", found.title, found.unit)
    if found.result is None:
        # The plan does not say which result it measures: nothing leads to it but what it was measured to be.
        values = achieved(MeasureValue.objects.filter(measure=found), [], address)
        return Flows(node, delivered=values, open=_open(address, address, seen_by))
    base = _of_whole(found.result.place, node, seen_by)
    result = found.result.address
    return replace(
        base,
        asked=together((*linked_to(result, [result], seen_by), *base.asked)),
        parts=(*base.parts, result_part(found.result, found.result.place)),
        delivered=achieved(MeasureValue.objects.filter(measure=found), [result], result),
        open=_open(address, result, seen_by),
    )


def flows_of_deliverable(address: str, seen_by: Sight) -> Flows | None:
    """The line of a deliverable: as its place, with its own delivery alone. Eight statements."""
    rows = Deliverable.objects.filter(IN_FORCE, in_plan(seen_by), address=address)
    found = rows.select_related(f"place__{WITH_PLAN}").first()
    if found is None:
        return None
    base = _of_whole(found.place, Node(address, "deliverable", found.title, found.unit), seen_by)
    counted = delivered_in_full(Q(deliverable=found), "deliverable")
    delivery = Delivery(f"{address} delivered", found.title, found.place.address, *counted.get((found.pk,), (0, 0)))
    return replace(
        base,
        delivered=(replace(delivery, address=address),) if counted else (),
        open=_open(address, found.place.address, seen_by),
    )


def flows_of_figure(address: str, seen_by: Sight) -> Flows | None:
    """The line of a printed figure: what is asked of its place and came of it, and this amount alone as paid."""
    for table in (ResourceFigure, PostFigure):
        rows: Any = table._default_manager.filter(IN_FORCE, in_plan(seen_by), address=address)
        found = rows.select_related(f"place__{WITH_PLAN}", WITH_PLAN).first()
        if found is not None:
            break
    else:
        return None
    place = found.place or place_at(found.version.document.plan.address, seen_by)
    if place is None:
        return None
    says = " / ".join(part for part in (found.cell_row, found.cell_column, found.printed) if part)
    node = Node(address, "figure" if isinstance(found, ResourceFigure) else "posts", says, found.fund)
    base = _at(place, node, seen_by)
    return replace(
        base,
        year=found.year or base.year,
        parts=tuple(replace(part, bears_money=isinstance(found, ResourceFigure)) for part in base.parts),
        paid=_amount(found, place),
        delivered=delivered_at([place]),
        open=_open(address, place.address, seen_by),
    )


def _amount(found: Any, place: Place) -> tuple[Paying, ...]:
    if not isinstance(found, ResourceFigure) or found.minor is None:
        return ()
    return (Paying(found.fund, Money(found.minor, found.currency), found.address, place.address),)


def _at(place: Place, node: Node, seen_by: Sight) -> Flows:
    """What the place of a node gives to its line: who asks, the place itself, what is paid. At most four statements."""
    year = year_of(place)
    asked, above = asked_of(place, [place.address], seen_by)
    return Flows(
        node,
        year,
        asked=asked,
        parts=parts_of([place]),
        paid=paid_at([place], year),
        listed_by=above,
    )


def _of_whole(place: Place, node: Node, seen_by: Sight) -> Flows:
    """The same for what shares the money of its place with all else that stands there."""
    base = _at(place, node, seen_by)
    return replace(base, shared_by=len(base.asked))


def _open(address: str, part: str, seen_by: Sight) -> Any:
    return open_by_code([part], standing(at_or_below(address), seen_by), part)
