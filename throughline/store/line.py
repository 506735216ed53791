"""The line of one node: what it was asked by, how it is planned, paid, delivered, and what is open, left to right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q, QuerySet

from throughline.engine.mandates.secretariat import is_secretariat
from throughline.engine.money import Money
from throughline.store.budgeting.reads import ESTIMATE, Stated, stated_at, stated_for_plan
from throughline.store.budgeting.tables import PostFigure, ResourceFigure
from throughline.store.mandates.reads import Asked, acts_where, asked, document_named
from throughline.store.mandates.tables import Act, Document, Paragraph
from throughline.store.monitoring.reads import delivered_in_full
from throughline.store.monitoring.tables import Deliverable, Measure, MeasureValue, Quantity
from throughline.store.planning.answers import is_answered
from throughline.store.planning.links.reads import LinkEntry, links_of, links_to
from throughline.store.planning.reads import listed_by, places_listing
from throughline.store.planning.tables import Place, PrintedTable, Result
from throughline.store.reporting.tables import StandingFinding
from throughline.store.rights import Sight, in_plan, worked
from throughline.store.rows import IN_FORCE

# How many items of a column are given.
SHOWN = 200
# What the line says itself, from the record as it is at the moment.
NO_ANSWER = "MN-NO-ANSWER"


@dataclass(frozen=True, slots=True)
class Item:
    """A node on the line: its address, what it is, its title, and what it says in this column.

    `money` where it is an amount; `year` where it is of a year.
    """

    address: str
    kind: str
    title: str
    says: str = ""
    year: int | None = None
    money: Money | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A node and what stands to its left and right; each column in the order of the documents."""

    node: Item
    asked: tuple[Item, ...] = ()
    planned: tuple[Item, ...] = ()
    paid: tuple[Item, ...] = ()
    delivered: tuple[Item, ...] = ()
    open: tuple[Item, ...] = ()


def line_of(address: str, *, seen_by: Sight) -> Line | None:
    """The line of the node at a public address; None where the record has no such node.

    Nodes: document, paragraph, act, place of a plan, result, measure, deliverable, figure, printed table. At most 25
    statements, whatever the size of the record.
    """
    symbol, mark, fragment = address.partition("#")
    if mark:
        return _line_of_part(symbol, fragment, seen_by)
    for found in (
        _line_of_place,
        _line_of_result,
        _line_of_deliverable,
        _line_of_measure,
        _line_of_figure,
        _line_of_table,
    ):
        if line := found(address, seen_by):
            return line
    document = document_named(address, seen_by=seen_by)
    if document is None:
        return None
    return _line_of_document(document, acts_where(document=document.address, seen_by=seen_by), seen_by)


def _line_of_part(symbol: str, fragment: str, seen_by: Sight) -> Line | None:
    """The line of a paragraph or of an act in it; of the whole document's places, for plans list documents."""
    document = document_named(symbol, seen_by=seen_by)
    if document is None or not document.held:
        return None
    address = f"{document.address}#{fragment}"
    act = Act.objects.filter(IN_FORCE, address=address).first()
    if act:
        line = _line_of_document(document, Act.objects.filter(pk=act.pk), seen_by, act.address)
        return replace(line, node=Item(act.address, "act", act.request, act.verb))
    paragraph = Paragraph.objects.filter(IN_FORCE, address=address).first()
    if paragraph is None:
        return None
    line = _line_of_document(document, Act.objects.filter(paragraph=paragraph), seen_by, paragraph.address)
    return replace(line, node=Item(paragraph.address, "paragraph", paragraph.text, paragraph.kind))


def _line_of_document(document: Document, acts: QuerySet[Act], seen_by: Sight, part: str = "") -> Line:
    """The line of a document, or of a `part` of it (the address of a paragraph or of an act) with its `acts`."""
    listings = places_listing(document.address, seen_by=seen_by)
    linked = _links_from(document.address, part, seen_by)
    parts = {one.place: one.paragraph or "" for one in listings}
    places = list(_places(seen_by).filter(address__in={*parts, *_places_of(linked, seen_by)}).order_by("address"))
    asking = acts.filter(addressees__isnull=False).distinct()
    found = asked(asking, limit=SHOWN)
    names = [document.address, *(one.address for one in found), *(one.paragraph for one in found)]
    title = document.title or next((one.title for one in listings if one.title), "")
    listed = (Item(one.address, one.kind, one.title, parts[one.address]) for one in places if one.address in parts)
    return Line(
        node=Item(document.address, document.kind if document.held else "not held", title),
        asked=tuple(_asked_item(one) for one in found),
        planned=(*(_linked_item(one.target, one.answer, one) for one in linked), *listed),
        paid=_paid(places),
        delivered=_delivered(places),
        open=(*_unanswered(asking.filter(~is_answered(seen_by))), *_standing(Q(address__in=names), seen_by)),
    )


def _links_from(document: str, part: str, seen_by: Sight) -> list[LinkEntry]:
    """The links that stand: all from the document, or those from a part, from what it is in, and from what is in it."""
    found = [one for links in links_of(document, seen_by=seen_by).values() for one in links if one.stands]
    if not part:
        return found
    return [
        one
        for one in found
        if one.source in (document, part) or one.source.startswith(f"{part}/") or part.startswith(f"{one.source}/")
    ]


def _places_of(linked: Iterable[LinkEntry], seen_by: Sight) -> set[str]:
    """The places that links lead to, or that the results stand at which they lead to."""
    targets = {one.target for one in linked}
    results = Result.objects.filter(IN_FORCE, in_plan(seen_by), address__in=targets)
    return targets | set(results.values_list("place__address", flat=True)) if targets else targets


def _linked_item(address: str, words: str | None, link: LinkEntry) -> Item:
    """An end of a link, with the share and the rationale of the link."""
    share = f"{link.share} of it: " if link.share is not None else ""
    return Item(address, "linked", words or "", f"{share}{link.rationale}")


def _asked_item(one: Asked) -> Item:
    names = ", ".join(dict.fromkeys(who.name for who in one.act.addressees))
    deadline = one.act.deadline
    when = f"; {deadline.raw}" if deadline else ""
    year = int(deadline.latest[:4]) if deadline and deadline.latest else None
    return Item(one.address, "act", one.act.request, f"{one.act.verb}: {names}{when}", year)


def _unanswered(acts: QuerySet[Act]) -> list[Item]:
    """Of acts that nothing answers, those that ask the secretariat."""
    return [
        Item(one.address, "request", one.act.request, "no part of a plan answers it")
        for one in asked(acts, limit=SHOWN)
        if any(is_secretariat(who.name) for who in one.act.addressees)
    ]


def _line_of_place(address: str, seen_by: Sight) -> Line | None:
    place = _places(seen_by).filter(address=address).first()
    if place is None:
        return None
    below = Q(version=place.version_id)
    if place.place:
        below &= Q(place=place) | Q(place__place__startswith=f"{place.place}.")
    results = Result.objects.filter(below).order_by("position")[:SHOWN]
    planned = [Item(one.address, one.kind, one.title, one.number) for one in results if one.kind != "performance"]
    achieved = [Item(one.address, one.kind, one.title, one.number) for one in results if one.kind == "performance"]
    if not place.place:
        parts = _places(seen_by).filter(version=place.version_id).exclude(pk=place.pk).order_by("position")
        planned = [*(Item(one.address, one.kind, one.title, one.code) for one in parts), *planned]
    return Line(
        node=Item(place.address, place.kind, place.title, place.code),
        asked=_asked_of(place.address, place.address, seen_by),
        planned=tuple(planned),
        paid=_stated_items(stated_for_plan(place.version_id)) if not place.place else _paid([place]),
        delivered=(*achieved, *_delivered([place])),
        open=_standing(Q(address=place.address) | Q(address__startswith=f"{place.address}/"), seen_by),
    )


def _places(seen_by: Sight) -> QuerySet[Place]:
    return Place.objects.filter(IN_FORCE, in_plan(seen_by)).select_related("version")


def _line_of_result(address: str, seen_by: Sight) -> Line | None:
    result = Result.objects.filter(IN_FORCE, in_plan(seen_by), address=address).select_related("place__version").first()
    if result is None:
        return None
    values = MeasureValue.objects.filter(measure__result=result)
    node = Item(result.address, result.kind, result.title, result.number)
    return _within(result.place, node, _values(values), seen_by, result.address)


def _line_of_measure(address: str, seen_by: Sight) -> Line | None:
    measure = (
        Measure.objects.filter(IN_FORCE, in_plan(seen_by), address=address)
        .select_related("result__place__version")
        .first()
    )
    if measure is None:
        return None
    node = Item(measure.address, "measure", measure.title, measure.unit)
    values = _values(MeasureValue.objects.filter(measure=measure))
    return (
        _within(measure.result.place, node, values, seen_by, measure.result.address)
        if measure.result
        else Line(node, (), *_planned_done(values))
    )


def _line_of_deliverable(address: str, seen_by: Sight) -> Line | None:
    found = (
        Deliverable.objects.filter(IN_FORCE, in_plan(seen_by), address=address).select_related("place__version").first()
    )
    if found is None:
        return None
    quantities = Quantity.objects.filter(deliverable=found).order_by("position")
    items = [Item(found.address, one.status, found.title, one.text, one.year) for one in quantities]
    return _within(found.place, Item(found.address, "deliverable", found.title, found.unit), items, seen_by)


def _figures(table: type[ResourceFigure] | type[PostFigure], seen_by: Sight) -> QuerySet[Any]:
    return table._default_manager.filter(IN_FORCE, in_plan(seen_by)).select_related("place__version")


def _line_of_figure(address: str, seen_by: Sight) -> Line | None:
    for table in (ResourceFigure, PostFigure):
        one = _figures(table, seen_by).filter(address=address).first()
        if one is None:
            continue
        node = _figure_item(one)
        place = one.place or _places(seen_by).filter(version=one.version_id, place="").first()
        return replace(_within(place, node, [], seen_by) if place else Line(node), paid=(node,))
    return None


def _figure_item(one: ResourceFigure | PostFigure) -> Item:
    """A printed figure of money or of posts, with where it is printed."""
    is_amount = isinstance(one, ResourceFigure)
    money = Money(one.minor, one.currency) if isinstance(one, ResourceFigure) and one.minor is not None else None
    says = " / ".join(part for part in (one.fund, one.cell_row, one.cell_column, one.printed) if part)
    return Item(one.address, "figure" if is_amount else "posts", one.measure, says, one.year, money)


def _line_of_table(address: str, seen_by: Sight) -> Line | None:
    """The line of a printed table ("UN/2026/10/T10.19"): what it prints, within the plan whose table it is."""
    plan, mark, number = address.rpartition("/T")
    place = _places(seen_by).filter(address=plan).first() if mark and "/" not in number else None
    if place is None:
        return None
    version, names = place.version_id, (number, number.replace("n", "#", 1))
    figures = [
        _figure_item(one)
        for table in (ResourceFigure, PostFigure)
        for one in _figures(table, seen_by).filter(address__startswith=f"{address}/").order_by("position")[:SHOWN]
    ]
    counted = Quantity.objects.filter(version=version, cell_table__in=names).select_related("deliverable")
    measured = MeasureValue.objects.filter(version=version, cell_table__in=names)
    values = [
        *(
            Item(one.deliverable.address, one.status, one.deliverable.title, one.text, one.year)
            for one in counted.order_by("position")[:SHOWN]
        ),
        *_values(measured)[:SHOWN],
    ]
    printed = PrintedTable.objects.filter(version=version, number__in=names).order_by("position").first()
    if not (figures or values or printed):
        return None
    title = printed.caption if printed and printed.caption else f"Table {names[-1]}"
    node = Item(address, "table", title, f"{len(figures) + len(values)} figures read from it")
    return replace(_within(place, node, values, seen_by), paid=tuple(figures))


def _values(values: QuerySet[MeasureValue]) -> list[Item]:
    rows = values.select_related("measure").order_by("position")
    return [Item(one.measure.address, one.status, one.measure.title, one.text, one.year) for one in rows]


def _planned_done(values: Iterable[Item]) -> tuple[tuple[Item, ...], tuple[Item, ...], tuple[Item, ...]]:
    """Values as the columns planned, paid and delivered."""
    items = list(values)
    done = tuple(one for one in items if one.kind == "actual")
    return tuple(one for one in items if one.kind != "actual"), (), done


def _within(place: Place, node: Item, values: Iterable[Item], seen_by: Sight, linked: str = "") -> Line:
    """The line of something that stands at a place: asked and paid as the place, planned and done by its values.

    `linked` is the address that links lead to, where it is not the place.
    """
    planned, _, done = _planned_done(values)
    mine = Q(address=node.address) | Q(address__startswith=f"{node.address}/")
    asks = _asked_of(place.address, linked or place.address, seen_by)
    return Line(node, asks, planned, _paid([place]), done, _standing(mine, seen_by))


def _asked_of(place: str, linked: str, seen_by: Sight) -> tuple[Item, ...]:
    """What links lead from to `linked`, then the mandates that the place lists; one not held says so."""
    listed = (
        Item(one.symbol, "mandate" if one.held else "not held", one.title, one.paragraph or "")
        for one in listed_by(place, seen_by=seen_by)[:SHOWN]
    )
    links = (_linked_item(one.source, one.asked, one) for one in links_to(linked, seen_by=seen_by) if one.stands)
    return (*links, *listed)


def _paid(places: Sequence[Place]) -> tuple[Item, ...]:
    """The estimates for the budget year that are stated for places, by fund."""
    stated = stated_at([one.pk for one in places], [ESTIMATE])
    return tuple(
        item
        for place in places
        for item in _stated_items(stated.get(place.pk, ()), place.title)
        if item.year == place.version.head.get("budget_year")
    )


def _stated_items(stated: Iterable[Stated], title: str = "") -> tuple[Item, ...]:
    return tuple(Item(one.address, one.fund, title or one.measure, one.measure, one.year, one.money) for one in stated)


def _delivered(places: Sequence[Place]) -> tuple[Item, ...]:
    """For each place and year: of the deliverables planned, how many were delivered in full."""
    named = {one.pk: one for one in places}
    counted = delivered_in_full(Q(deliverable__place__in=list(named)), "deliverable__place", "year")
    items = []
    for (pk, year), (full, due) in sorted(counted.items()):
        says = f"{full} of {due} deliverables delivered as planned"
        items.append(Item(named[pk].address, "deliverables", named[pk].title, says, year))
    return tuple(items)


def _standing(where: Q, seen_by: Sight) -> tuple[Item, ...]:
    """The findings that stand about these addresses."""
    found = StandingFinding.objects.filter(where, worked(seen_by), gone=None).exclude(code=NO_ANSWER)
    rows = found.order_by("address", "pk")[:SHOWN]
    return tuple(Item(one.address, one.code, one.message, one.severity) for one in rows)
