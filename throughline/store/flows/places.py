"""What flows along the line of a place of a plan: with the places below it, or with the results that stand at it."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from throughline.engine.flows import Delivery, Flows, Node, Part
from throughline.store.flows.columns import (
    WITH_PLAN,
    asked_of,
    at_or_below,
    delivered_at,
    linked_to,
    open_by_code,
    open_by_part,
    paid_at,
    parts_of,
    standing,
    title_of,
    together,
)
from throughline.store.monitoring.reads import delivered_in_full
from throughline.store.monitoring.tables import Deliverable, MeasureValue
from throughline.store.planning.tables import Place, Result
from throughline.store.rights import Sight, in_plan
from throughline.store.rows import IN_FORCE

PERFORMANCE = "performance"
# What fascicles print above a measure in words: the result says what it is about.
UNNAMED = "performance measure"


def flows_of_place(address: str, seen_by: Sight) -> Flows | None:
    """The line of a section, a programme or a subprogramme; None where there is none. At most ten statements."""
    own = place_at(address, seen_by)
    if own is None:
        return None
    whole = Q(version=own.version_id)
    below = whole if not own.place else whole & (Q(pk=own.pk) | Q(place__startswith=f"{own.place}."))
    places = sorted(
        Place.objects.filter(below).select_related(WITH_PLAN), key=lambda one: (one.pk != own.pk, one.position)
    )
    return _with_parts(own, places, seen_by) if len(places) > 1 else _alone(own, seen_by)


def place_at(address: str, seen_by: Sight) -> Place | None:
    """The place in force at an address, with its version."""
    return Place.objects.filter(IN_FORCE, in_plan(seen_by), address=address).select_related(WITH_PLAN).first()


def year_of(place: Place) -> int | None:
    """The year that the plan of a place budgets for."""
    year = place.version.head.get("budget_year")
    return int(year) if year is not None else None


def node_of(place: Place) -> Node:
    """A place as the node whose line it is."""
    return Node(place.address, place.kind, title_of(place), place.code)


def _with_parts(own: Place, places: Sequence[Place], seen_by: Sight) -> Flows:
    # The whole stands last: the parts are what one looks for first.
    in_order = (*places[1:], places[0])
    parts = parts_of(in_order)
    codes = [part.code for part in parts]
    asked, above = asked_of(own, codes, seen_by)
    return Flows(
        node_of(own),
        year_of(own),
        asked=together((*linked_to(own.address, codes, seen_by), *asked)),
        parts=parts,
        paid=paid_at(in_order, year_of(own)),
        delivered=delivered_at(in_order),
        open=open_by_part(parts, standing(at_or_below(own.address), seen_by)),
        listed_by=above,
    )


def _alone(own: Place, seen_by: Sight) -> Flows:
    results = Result.objects.filter(place=own).exclude(kind=PERFORMANCE).order_by("position")
    parts = (*parts_of([own]), *(result_part(one, own) for one in results))
    codes = [part.code for part in parts]
    values = MeasureValue.objects.filter(measure__result__place=own)
    asked, above = asked_of(own, codes, seen_by)
    return Flows(
        node_of(own),
        year_of(own),
        asked=together((*linked_to(own.address, codes, seen_by), *asked)),
        parts=parts,
        paid=paid_at([own], year_of(own)),
        delivered=(*_by_category(own), *achieved(values, codes, own.address)),
        open=open_by_code(codes, standing(at_or_below(own.address), seen_by), own.address),
        listed_by=above,
    )


def result_part(one: Result, place: Place) -> Part:
    """A result as a part of its place: money is stated for the place, not for each of its results."""
    return Part(one.address, "result", one.title, place.address, bears_money=False)


def _by_category(place: Place) -> tuple[Delivery, ...]:
    """Deliverables in full and due, by category. Two statements."""
    counted = delivered_in_full(Q(deliverable__place=place.pk), "deliverable__category")
    rows = Deliverable.objects.filter(place=place, kind="category").order_by("position")
    titles = {
        category: (title, address) for category, title, address in rows.values_list("category", "title", "address")
    }
    return tuple(
        Delivery(f"{place.address} {category}", title, place.address, full, due, address=address)
        for (category,), (full, due) in sorted(counted.items())
        for title, address in [titles.get(category, (category, place.address))]
    )


def achieved(values: QuerySet[MeasureValue], parts: Sequence[str], otherwise: str) -> tuple[Delivery, ...]:
    """The newest actual value of each measure, as printed. One statement."""
    actual = values.filter(status="actual").exclude(text="").order_by("measure__position", "-year")
    newest: dict[str, Delivery] = {}
    for one in actual.select_related("measure__result"):
        result = one.measure.result.address if one.measure.result else ""
        says = f"{one.text} ({one.year})"
        part = result if result in parts else otherwise
        address, title = one.measure.address, one.measure.title
        if one.measure.result and title.casefold() == UNNAMED:
            title = one.measure.result.title
        newest.setdefault(address, Delivery(address, title, part, says=says, address=address))
    return tuple(newest.values())
