"""What became of the places of plans, read at once for many: asked, done, spent, learned, and what is open."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, Q

from throughline.engine.natural import natural
from throughline.store.budgeting.reads import Stated, stated_at, stated_for_plans
from throughline.store.flows.columns import WITH_PLAN, title_of
from throughline.store.mandates.tables import Act
from throughline.store.monitoring.reads import delivered_in_full
from throughline.store.monitoring.tables import Evaluation, MeasureValue, Quantity
from throughline.store.planning.answers import as_value, is_answered
from throughline.store.planning.asking import lists_for
from throughline.store.planning.reads import secretariat_names
from throughline.store.planning.tables import ListedMandate, Place, Result
from throughline.store.reporting.tables import StandingFinding
from throughline.store.rights import Sight, held_where_seen, in_document, in_plan, worked
from throughline.store.rows import IN_FORCE

LESSON = "lesson"
ACTUAL, PLANNED = "actual", "planned"


@dataclass(frozen=True, slots=True)
class ResultTold:
    """A result of a place, as its plan tells it; `is_past` where it is the performance of a past year."""

    address: str
    title: str
    narrative: str
    is_past: bool


@dataclass(frozen=True, slots=True)
class MeasureTold:
    """A measure and what is printed of it: {(year, "actual" | "planned" | "target"): (number or None, text)}."""

    address: str
    result: str
    title: str
    unit: str
    values: Mapping[tuple[int, str], tuple[Decimal | None, str]]


@dataclass(frozen=True, slots=True)
class DeliveredTold:
    """What was planned and delivered of a kind of deliverable in the year that is told of; None where not printed."""

    address: str
    title: str
    unit: str
    planned: Decimal | None
    actual: Decimal | None


@dataclass(frozen=True, slots=True)
class RequestTold:
    """An act that asks the secretariat, of a mandate that holds for the place."""

    address: str
    document: str
    verb: str
    request: str
    deadline: str
    latest: date | None
    answered: bool


@dataclass(frozen=True, slots=True)
class MandateTold:
    """A mandate that holds for the place; `held` where its text is in the record."""

    symbol: str
    title: str
    held: bool


@dataclass(frozen=True, slots=True)
class PlaceTold:
    """A place of a plan and what became of it; `year` is the last of which it prints what was done, None for none.

    `full` of the `due` single deliverables of that year came in full. `open` counts findings by severity, for whoever
    may see them; `language` is that of the plan's words. `lists_of` is the place above whose mandates hold here, ""
    where it lists its own.
    """

    address: str
    kind: str
    title: str
    entity: str
    objective: str
    year: int | None
    results: tuple[ResultTold, ...]
    measures: tuple[MeasureTold, ...]
    delivered: tuple[DeliveredTold, ...]
    full: int
    due: int
    money: tuple[Stated, ...]
    mandates: tuple[MandateTold, ...]
    requests: tuple[RequestTold, ...]
    lessons: tuple[str, ...]
    open: Mapping[str, int]
    lists_of: str
    language: str


def places_at(address: str, *, seen_by: Sight) -> tuple[Place, ...]:
    """The places at an address and below it, in their order: "UN/2026", "UN/2026/10", "UN/2026/10/SP1". A statement."""
    found = Place.objects.filter(IN_FORCE, in_plan(seen_by)).filter(
        Q(address=address) | Q(address__startswith=f"{address}/") | Q(address__startswith=f"{address}.")
    )
    places = found.select_related(WITH_PLAN)
    return tuple(sorted(places, key=lambda one: (natural(one.version.document.plan.code), one.position)))


def told_of(places: Sequence[Place], *, seen_by: Sight) -> tuple[PlaceTold, ...]:
    """What became of these places, in the order given. At most fourteen statements, however many there are."""
    numbers = [one.pk for one in places]
    years = _years(numbers)
    results, measures, delivered = _results(numbers), _measures(numbers), _delivered(numbers, years)
    counted = delivered_in_full(Q(deliverable__place__in=numbers), "deliverable__place", "year")
    money, lessons, findings = _money(places), _lessons(numbers), _open(places, seen_by)
    lists = lists_for(places)
    mandates = _mandates({pk for one in lists.values() for pk in one.places}, seen_by)
    requests = _requests({number for found in mandates.values() for number, _ in found if number}, seen_by)
    return tuple(
        PlaceTold(
            address=one.address,
            kind=one.kind,
            title=title_of(one),
            entity=one.entity,
            objective=one.objective,
            year=years.get(one.pk),
            results=results.get(one.pk, ()),
            measures=measures.get(one.pk, ()),
            delivered=delivered.get(one.pk, ()),
            full=counted.get((one.pk, years.get(one.pk)), (0, 0))[0],
            due=counted.get((one.pk, years.get(one.pk)), (0, 0))[1],
            money=money.get(one.pk, ()),
            mandates=tuple(dict.fromkeys(told for pk in lists[one.pk].places for _, told in mandates.get(pk, ()))),
            requests=_once(requests, [number for pk in lists[one.pk].places for number, _ in mandates.get(pk, ())]),
            lessons=lessons.get(one.pk, ()),
            open=findings.get(one.address, Counter()),
            lists_of=lists[one.pk].above,
            language=one.version.language,
        )
        for one in places
    )


def _years(places: Collection[int]) -> dict[int, int]:
    """The last year of which each place prints what was delivered or reached."""
    found: dict[int, int] = {}
    delivered = Quantity.objects.filter(deliverable__place__in=places, status=ACTUAL, value__isnull=False)
    for place, year in delivered.order_by().values_list("deliverable__place", "year").distinct():
        found[place] = max(year, found.get(place, year))
    return found


def _results(places: Collection[int]) -> dict[int, tuple[ResultTold, ...]]:
    by_place: dict[int, list[ResultTold]] = defaultdict(list)
    rows = Result.objects.filter(place__in=places).order_by("place", "position")
    for place, address, title, narrative, kind in rows.values_list("place", "address", "title", "narrative", "kind"):
        by_place[place].append(ResultTold(address, title, narrative, kind == "performance"))
    return _frozen(by_place)


def _measures(places: Collection[int]) -> dict[int, tuple[MeasureTold, ...]]:
    named: dict[str, tuple[int, str, str, str]] = {}
    values: dict[str, dict[tuple[int, str], tuple[Decimal | None, str]]] = defaultdict(dict)
    of_measure = ("measure__result__place", "measure__address", "measure__result__address", "measure__title")
    rows = MeasureValue.objects.filter(measure__result__place__in=places).order_by("measure__position", "position")
    columns = (*of_measure, "measure__unit", "measure__result__title", "year", "status", "value", "text")
    for place, address, result, title, unit, result_title, year, status, value, text in rows.values_list(*columns):
        named.setdefault(address, (place, result, title or result_title, unit))
        values[address].setdefault((year, status), (value, text))
    by_place: dict[int, list[MeasureTold]] = defaultdict(list)
    for address, (place, result, title, unit) in named.items():
        by_place[place].append(MeasureTold(address, result, title, unit, values[address]))
    return _frozen(by_place)


def _delivered(places: Collection[int], years: Mapping[int, int]) -> dict[int, tuple[DeliveredTold, ...]]:
    numbers: dict[str, dict[str, Decimal | None]] = defaultdict(dict)
    named: dict[str, tuple[int, str, str]] = {}
    rows = Quantity.objects.filter(deliverable__place__in=places, deliverable__kind="subcategory")
    rows = rows.filter(year__in=set(years.values()), status__in=(ACTUAL, PLANNED)).order_by("deliverable__position")
    of_deliverable = ("deliverable__place", "deliverable__address", "deliverable__title", "deliverable__unit")
    for place, address, title, unit, year, status, value in rows.values_list(
        *of_deliverable, "year", "status", "value"
    ):
        if year == years.get(place):
            named.setdefault(address, (place, title, unit))
            numbers[address].setdefault(status, value)
    by_place: dict[int, list[DeliveredTold]] = defaultdict(list)
    for address, (place, title, unit) in named.items():
        planned, actual = numbers[address].get(PLANNED), numbers[address].get(ACTUAL)
        by_place[place].append(DeliveredTold(address, title, unit, planned, actual))
    return _frozen(by_place)


def _money(places: Sequence[Place]) -> dict[int, tuple[Stated, ...]]:
    whole = {one.version_id: one.pk for one in places if not one.place}
    stated = stated_at([one.pk for one in places])
    return stated | {whole[version]: found for version, found in stated_for_plans(list(whole)).items()}


def _lessons(places: Collection[int]) -> dict[int, tuple[str, ...]]:
    by_place: dict[int, list[str]] = defaultdict(list)
    rows = Evaluation.objects.filter(place__in=places, kind=LESSON).order_by("place", "position")
    for place, text in rows.values_list("place", "text"):
        by_place[place].append(text)
    return _frozen(by_place)


def _open(places: Sequence[Place], seen_by: Sight) -> dict[str, Counter[str]]:
    """Findings that stand, by the nearest of the places that they are about."""
    named = {one.address for one in places}
    by_place: dict[str, Counter[str]] = defaultdict(Counter)
    plans = {one.version.document.plan.address for one in places}
    about = Q(pk__in=[])
    for plan in plans:
        about |= Q(address=plan) | Q(address__startswith=f"{plan}/")
    rows = StandingFinding.objects.filter(about, worked(seen_by), gone=None)
    for address, severity in rows.order_by().values_list("address", "severity"):
        here = address
        while here and here not in named:
            here = here.rpartition("/")[0]
        if here:
            by_place[here][severity] += 1
    return by_place


def _mandates(places: Collection[int], seen_by: Sight) -> dict[int, list[tuple[int | None, MandateTold]]]:
    by_place: dict[int, list[tuple[int | None, MandateTold]]] = defaultdict(list)
    rows: Any = ListedMandate.objects.filter(place__in=places).order_by("position")
    rows = rows.annotate(is_held=held_where_seen(seen_by, "document"))
    columns = ("place", "document", "document__address", "document__title", "is_held", "symbol", "title")
    for place, number, address, own_title, is_held, symbol, title in rows.values_list(*columns):
        said = title or (own_title if number and is_held else "")
        by_place[place].append((number, MandateTold(address or symbol, said or "", bool(number and is_held))))
    return by_place


def _requests(documents: Collection[int], seen_by: Sight) -> dict[int, tuple[RequestTold, ...]]:
    """Acts in force of these documents (row numbers) that ask the secretariat, by document."""
    by_document: dict[int, list[RequestTold]] = defaultdict(list)
    found: Any = Act.objects.filter(IN_FORCE, in_document(seen_by), version__document__in=documents)
    found = found.filter(addressees__name__in=secretariat_names(seen_by=seen_by)).distinct()
    found = found.annotate(known=as_value(is_answered(seen_by))).order_by("version", "position")
    columns = ("address", F("version__document__address"), "verb", "request", "deadline_raw", "latest", "known")
    for number, *told in found.values_list("version__document", *columns):
        by_document[number].append(RequestTold(*told))
    return _frozen(by_document)


def _once(requests: Mapping[int, tuple[RequestTold, ...]], documents: Iterable[int | None]) -> tuple[RequestTold, ...]:
    return tuple(told for number in dict.fromkeys(documents) if number for told in requests.get(number, ()))


def _frozen(by_key: Mapping[Any, Sequence[Any]]) -> dict[Any, tuple[Any, ...]]:
    return {key: tuple(found) for key, found in by_key.items()}
