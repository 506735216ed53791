"""What plans come to: the estimates of a year for an organization, and those of the places that a unit answers for."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from throughline.engine.addresses import above
from throughline.engine.money import Money
from throughline.engine.planning.printed import adds_up
from throughline.store.budgeting.reads import ESTIMATE, Stated, stated_for_plans
from throughline.store.memory import at_head
from throughline.store.models import Organization, Place, Plan
from throughline.web.addresses import plan_page_of
from throughline.web.pages.frame import Words
from throughline.web.pages.plans.names import fund_name, fund_order
from throughline.web.pages.plans.outline import estimates


@dataclass(frozen=True, slots=True)
class Amount:
    """What a fund comes to in one currency, of which place, and the page that tells more."""

    fund: Words
    money: Money
    place: str
    title: str
    address: str


def amounts_of_year(whose: Organization) -> tuple[int | None, tuple[Amount, ...]]:
    """The newest year with plans, and what each fund comes to over all its parts.

    Income, and parts of a section that is there as a whole, are left out, so that nothing counts twice. One statement,
    three where something was written.
    """
    year, totals = at_head(("totals", whose.pk), lambda: _totals(whose))
    page = plan_page_of(whose.code, f"{whose.code}/{year}")
    return year, tuple(Amount(fund_name(fund), money, "", "", page) for fund, money in totals)


def _totals(whose: Organization) -> tuple[int | None, tuple[tuple[str, Money], ...]]:
    plans = list(
        Plan.objects.filter(organization=whose, year__isnull=False, document__held=True).select_related("document")
    )
    if not plans:
        return None, ()
    year = max(plan.year for plan in plans if plan.year is not None)
    of_year = [plan for plan in plans if plan.year == year]
    codes = {plan.code for plan in of_year}
    parts = {
        plan.document.current_id: plan
        for plan in of_year
        if plan.document.current_id is not None and adds_up(plan.code, codes)
    }
    found = stated_for_plans([version for version in parts if version is not None], [ESTIMATE])
    stated = (one for amounts in found.values() for one in amounts if one.year == year)
    totals = sorted(_together(stated).items(), key=lambda row: (fund_order(row[0][0]), -row[1].minor))
    return year, tuple((fund, money) for (fund, _), money in totals)


def amounts_of_places(whose: Organization, those: QuerySet[Place]) -> tuple[int | None, tuple[Amount, ...]]:
    """The newest year in which there are such places, and what is estimated for each of them. Three statements.

    A place below another of them is left out: what is estimated for it is in the one above.
    """
    places = list(those.select_related("version__document__plan").order_by("address"))
    years = [year for place in places if (year := place.version.document.plan.year) is not None]
    if not years:
        return None, ()
    year = max(years)
    of_year = [place for place in places if place.version.document.plan.year == year]
    own = {place.address for place in of_year}
    highest = [place for place in of_year if not own.intersection(list(above(place.address))[1:])]
    found = estimates(highest, year)
    return year, tuple(
        Amount(fund_name(one.fund), one.money, place.address, place.title, plan_page_of(whose.code, one.address))
        for place in highest
        for one in found.get(place.pk, ())
    )


def _together(stated: Iterable[Stated]) -> dict[tuple[str, str], Money]:
    totals: dict[tuple[str, str], Money] = {}
    for one in stated:
        key = (one.fund, one.money.currency)
        totals[key] = totals[key] + one.money if key in totals else one.money
    return totals
