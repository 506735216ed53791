"""What an organization publishes as IATI: the places of its plans of a year with their money, results and measures."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from throughline.engine.iati.planned import (
    PlannedAmount,
    PlannedMeasure,
    PlannedPlace,
    PlannedResult,
    PlannedValue,
    Publisher,
    activities_file,
    organisation_file,
)
from throughline.engine.iati.records import Publication
from throughline.engine.money import Money
from throughline.engine.natural import natural
from throughline.engine.planning.printed import adds_up
from throughline.store.budgeting.reads import Stated, stated_at, stated_for_plans
from throughline.store.monitoring.tables import Measure, MeasureValue
from throughline.store.organizations import Organization
from throughline.store.planning.tables import Place, Plan, Result
from throughline.store.reporting.measured import Measured, frameworks_as_places, measured_by_node, results_at
from throughline.store.rights import Sight, in_plan, owned
from throughline.store.rows import IN_FORCE

Page = Callable[[str], str]
"""The address of the page of a public address; "" where there is no site to lead to."""


def plan_years(whose: Organization, *, seen_by: Sight) -> tuple[int, ...]:
    """The years of plans that are held, the newest first. One statement."""
    found = Plan.objects.filter(owned(seen_by), organization=whose, document__held=True, year__isnull=False)
    return tuple(year for year in found.values_list("year", flat=True).distinct().order_by("-year") if year)


def activities_of(
    whose: Organization,
    year: int,
    publisher: Publisher,
    *,
    page: Page,
    made: datetime,
    today: date,
    seen_by: Sight,
) -> Publication:
    """The plans of a year as a file of activities, one for each place; money counts once. Seventeen statements.

    Plans of results that hold in the year are activities too; indicators stand at the place or result that they are
    of, with official figures alone.

    `made` is the time that the file says it was made at, `today` what its states are worked out from.
    """
    plans = _plans(whose, year, seen_by)
    measured = measured_by_node(whose, seen_by=seen_by)
    places = _places(plans, year, page, measured, seen_by)
    places += frameworks_as_places(whose, year, measured, page, seen_by=seen_by)
    return activities_file(publisher, places, _stamp(made), today)


def organisation_of(
    whose: Organization,
    year: int,
    publisher: Publisher,
    *,
    page: Page,
    made: datetime,
    today: date,
    seen_by: Sight,
) -> Publication:
    """The file of the organization: what the parts of its plan of a year come to, by fund. Two statements.

    Nothing in it depends on `today`.
    """
    plans = _plans(whose, year, seen_by)
    totals: dict[tuple[int, str, str, str], int] = defaultdict(int)
    for stated in _stated_for(plans).values():
        for one in stated:
            totals[one.year, one.measure, one.fund, one.money.currency] += one.money.minor
    amounts = [
        PlannedAmount(year, measure, fund, Money(minor, currency))
        for (year, measure, fund, currency), minor in totals.items()
    ]
    documents = [(plan.document.title or plan.address, page(plan.document.address)) for plan in plans]
    return organisation_file(publisher, amounts, [one for one in documents if one[1]], _stamp(made))


def _plans(whose: Organization, year: int, seen: Sight) -> list[Plan]:
    found = Plan.objects.filter(owned(seen), organization=whose, year=year, document__held=True)
    return sorted(found.select_related("document"), key=lambda plan: natural(plan.code))


def _stated_for(plans: Iterable[Plan]) -> dict[int, tuple[Stated, ...]]:
    """What is stated for whole parts of a plan whose money counts in the year's, by the number of their version."""
    every = list(plans)
    codes = {plan.code for plan in every}
    return stated_for_plans(
        [plan.document.current_id for plan in every if plan.document.current_id and adds_up(plan.code, codes)]
    )


def _places(plans: list[Plan], year: int, page: Page, measured: Measured, seen: Sight) -> list[PlannedPlace]:
    by_version = {plan.document.current_id: plan for plan in plans if plan.document.current_id}
    wholes = _stated_for(plans)
    rows = list(Place.objects.filter(IN_FORCE, in_plan(seen), version__in=by_version).order_by("position"))
    rows.sort(key=lambda one: natural(by_version[one.version_id].code))
    counting = [one.pk for one in rows if one.version_id in wholes and one.place]
    stated, results = stated_at(counting), _results(rows, measured, seen)
    depths: dict[str, int] = {}
    places = []
    for one in rows:
        plan = by_version[one.version_id]
        depths[one.address] = depths.get(one.parent, 0) + 1
        amounts = stated.get(one.pk, ()) if one.place else wholes.get(one.version_id, ())
        places.append(
            PlannedPlace(
                address=one.address,
                above=one.parent if one.parent in depths else "",
                level=depths[one.address],
                year=year,
                title=one.title or one.address,
                objective=one.objective,
                entity=one.entity,
                section=(plan.code, plan.document.title or plan.address),
                page=page(one.address),
                document=(plan.document.title or plan.address, page(plan.document.address)),
                amounts=tuple(PlannedAmount(each.year, each.measure, each.fund, each.money) for each in amounts),
                results=(*results_at(one.address, one.title or one.address, measured), *results[one.pk]),
            )
        )
    return places


def _results(places: list[Place], measured: Measured, seen: Sight) -> dict[int, list[PlannedResult]]:
    """Results by the number of their place, with measures and values. Three statements."""
    values: QuerySet[Any] = MeasureValue.objects.order_by("position")
    measures = Measure.objects.order_by("position").prefetch_related(Prefetch("values", values))
    found = Result.objects.filter(in_plan(seen), place__in=[one.pk for one in places]).order_by("position")
    by_place: dict[int, list[PlannedResult]] = defaultdict(list)
    for one in found.prefetch_related(Prefetch("measures", measures)):
        made = tuple(_measure(measure) for measure in one.measures.all())
        by_place[one.place_id].append(
            PlannedResult(one.title, one.narrative, made, tuple(measured.get(one.address, ())))
        )
    return by_place


def _measure(measure: Measure) -> PlannedMeasure:
    values = tuple(PlannedValue(one.year, one.status, one.value, one.text) for one in measure.values.all())
    return PlannedMeasure(measure.title, measure.unit, values)


def _stamp(made: datetime) -> str:
    return made.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
