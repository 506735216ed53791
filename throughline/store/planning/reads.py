"""Reads of plans: which there are, their outline, what lists a mandate, and which requests no plan answers."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce

from throughline.engine.mandates.secretariat import is_secretariat
from throughline.engine.mandates.symbols import key_of
from throughline.engine.planning import printed as records
from throughline.store.mandates.reads import Asked, acts_where, addressee_names, asked
from throughline.store.mandates.tables import Act
from throughline.store.memory import at_head
from throughline.store.planning.answers import is_answered
from throughline.store.planning.tables import SUBPROGRAMME, ListedMandate, Place, Plan, Result
from throughline.store.planning.whole import result_record
from throughline.store.rights import Sight, held_where_seen, in_plan, owned
from throughline.store.rows import IN_FORCE, Row, none_if_blank


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """A part of a plan in a list: its address, the document that holds it, and how much is in it."""

    address: str
    organization: str
    year: int | None
    code: str
    document: str
    title: str
    subprogrammes: int
    results: int
    mandates: int


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """A place of a plan in its outline, with the results that stand at it and how many mandates it lists."""

    address: str
    parent: str
    kind: str
    code: str
    title: str
    entity: str | None
    mandates: int
    results: tuple[tuple[str, records.Result], ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A mandate that a place of a plan lists, from either side: `held` tells whether its text is in the record."""

    place: str
    place_title: str
    symbol: str
    title: str
    body: str | None
    paragraph: str | None
    held: bool


def plans(organization: str | None = None, year: int | None = None, *, seen_by: Sight) -> tuple[PlanEntry, ...]:
    """Every part of a plan, by address. Four statements."""
    return plan_entries(plans_where(organization, year, seen_by=seen_by).order_by("address"), seen_by=seen_by)


def plans_where(organization: str | None = None, year: int | None = None, *, seen_by: Sight) -> QuerySet[Plan]:
    """Parts of plans that fit."""
    wanted = {"organization__code": organization, "year": year}
    return Plan.objects.filter(owned(seen_by), **{name: value for name, value in wanted.items() if value})


def plan_entries(found: QuerySet[Plan], *, seen_by: Sight) -> tuple[PlanEntry, ...]:
    """Parts of plans with how much is in them, in the order given. Four statements."""
    found = found.select_related("organization", "document")
    seen = in_plan(seen_by)
    subprogrammes = _by_version(Place.objects.filter(IN_FORCE, seen, kind=SUBPROGRAMME))
    results = _by_version(Result.objects.filter(IN_FORCE, seen))
    mandates = _by_version(ListedMandate.objects.filter(IN_FORCE, seen))
    return tuple(
        PlanEntry(
            address=one.address,
            organization=one.organization.code,
            year=one.year,
            code=one.code,
            document=one.document.address,
            title=one.document.title,
            subprogrammes=subprogrammes.get(one.document.current_id or 0, 0),
            results=results.get(one.document.current_id or 0, 0),
            mandates=mandates.get(one.document.current_id or 0, 0),
        )
        for one in found
    )


def in_plans(table: type[Row], organization: str, plan: str | None = None) -> QuerySet[Any]:
    """Rows in force of the plans of an organization that is seen, or of one `plan` of it; the plan is `in_plan`.

    Databases are led to walk the plans by address, so that the first rows by plan and position need no sorting of all:
    plans begin with the code of their organization, and the expression keeps its index from being chosen instead.
    """
    owner = Coalesce("version__document__plan__organization__code", "version__document__plan__address")
    found: QuerySet[Any] = table._default_manager.filter(IN_FORCE).alias(owner=owner).filter(owner=organization)
    found = found.annotate(in_plan=F("version__document__plan__address"))
    if plan:
        return found.filter(in_plan=plan)
    return found.filter(in_plan__gt=f"{organization}/")


def _by_version(rows: QuerySet[Any]) -> dict[int, int]:
    """How many of the rows each version has."""
    return dict(rows.values("version").annotate(times=Count("pk")).values_list("version", "times"))


def outline(plan: str, *, seen_by: Sight) -> tuple[PlaceEntry, ...]:
    """The places of a plan in their order, with their results. Two statements."""
    here = in_plan(seen_by) & Q(version__document__plan__address=plan)
    places = Place.objects.filter(IN_FORCE, here).annotate(listed=Count("mandates"))
    results = Result.objects.filter(IN_FORCE, here).select_related("place")
    by_place: dict[int, list[tuple[str, records.Result]]] = defaultdict(list)
    for one in results.order_by("position"):
        by_place[one.place_id].append((one.address, result_record(one)))
    return tuple(
        PlaceEntry(
            address=one.address,
            parent=one.parent,
            kind=one.kind,
            code=one.code,
            title=one.title,
            entity=none_if_blank(one.entity),
            mandates=one.listed,
            results=tuple(by_place[one.pk]),
        )
        for one in places.order_by("position")
    )


def listed_by(place: str, *, seen_by: Sight) -> tuple[Listing, ...]:
    """The mandates that a place lists, in its order. One statement."""
    return _listings(ListedMandate.objects.filter(IN_FORCE, place__address=place).order_by("position"), seen_by)


def places_listing(symbol: str, *, seen_by: Sight) -> tuple[Listing, ...]:
    """The places of plans that list a mandate. One statement."""
    found = ListedMandate.objects.filter(IN_FORCE, document__key=key_of(symbol))
    return _listings(found.order_by("place__address", "position"), seen_by)


def _listings(found: QuerySet[ListedMandate], seen_by: Sight) -> tuple[Listing, ...]:
    rows: QuerySet[Any] = found.filter(in_plan(seen_by)).annotate(is_held=held_where_seen(seen_by, "document"))
    return tuple(
        Listing(
            place=one.place.address,
            place_title=one.place.title,
            symbol=one.document.address if one.document else one.symbol,
            title=(one.document.title if one.document and one.is_held else "") or one.title,
            body=none_if_blank(one.body),
            paragraph=none_if_blank(one.paragraph),
            held=bool(one.document and one.is_held),
        )
        for one in rows.select_related("place", "document")
    )


def acts(
    *,
    verb: str | None = None,
    addressee: str | None = None,
    document: str | None = None,
    first: date | None = None,
    last: date | None = None,
    answered: bool | None = None,
    after: str = "",
    limit: int = 200,
    seen_by: Sight,
) -> tuple[Asked, ...]:
    """Acts in force that fit, by address; `answered` or not as store/planning/answers.py says."""
    found = acts_where(verb=verb, addressee=addressee, document=document, first=first, last=last, seen_by=seen_by)
    return asked(answered_or_not(found, answered, seen_by=seen_by), after=after, limit=limit)


def answered_or_not(found: QuerySet[Act], answered: bool | None, *, seen_by: Sight) -> QuerySet[Act]:
    """The acts among `found` that are `answered`, or those that are not; all of them for None."""
    if answered is None:
        return found
    condition = is_answered(seen_by)
    return found.filter(condition if answered else ~condition)


def secretariat_names(*, seen_by: Sight) -> tuple[str, ...]:
    """Those among everybody asked who count as the secretariat (engine/mandates/secretariat.py).

    One statement, two where something was written.
    """

    def make() -> tuple[str, ...]:
        return tuple(name for name in addressee_names(seen_by=seen_by) if is_secretariat(name))

    return at_head(("secretariat", seen_by), make)


def unanswered_acts(*, seen_by: Sight) -> QuerySet[Act]:
    """Acts in force that ask the secretariat and that nothing answers."""
    names = secretariat_names(seen_by=seen_by)
    return acts_where(addressees=names, seen_by=seen_by).filter(~is_answered(seen_by))


def unanswered(after: str = "", limit: int = 200, *, seen_by: Sight) -> tuple[Asked, ...]:
    """What `unanswered_acts` says, as records, by address. Three statements."""
    return asked(unanswered_acts(seen_by=seen_by), after=after, limit=limit)
