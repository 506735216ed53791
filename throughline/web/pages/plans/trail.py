"""The steps that lead to a plan and to a place in it."""

from django.urls import reverse
from django.utils.translation import gettext as _

from throughline.store.models import Place, Plan
from throughline.web.addresses import plan_page_of
from throughline.web.pages.frame import Step, start_of


def trail_of_plan(organization: str, plan: Plan) -> tuple[Step, ...]:
    """The steps to what stands in a part of a plan: overview, plans, the year, the part."""
    section = Step(_("Section %(code)s") % {"code": plan.code}, plan_page_of(organization, plan.address))
    return (*trail_of_year(organization, plan.year), section)


def trail_of_year(organization: str, year: int | None) -> tuple[Step, ...]:
    """The steps to what stands in a year: overview, plans, the year."""
    steps = (start_of(organization), Step(_("Plans"), reverse("plans", args=[organization])))
    if year is None:
        return steps
    return (*steps, Step(str(year), reverse("plans-outline", args=[organization, year])))


def trail_of_place(organization: str, plan: Plan, place: Place) -> tuple[Step, ...]:
    """The steps to a place of a plan: the part of the plan, and the programme above it."""
    if not place.place:
        return trail_of_year(organization, plan.year)
    steps = trail_of_plan(organization, plan)
    if place.parent == plan.address:
        return steps
    return (*steps, Step(place.parent.rpartition("/")[2], plan_page_of(organization, place.parent)))
