"""The list of deliverables: planned and delivered in a year, by category and section, and what did not come in full."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Case, CharField, F, FilteredRelation, Q, QuerySet, Value, When
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from throughline.engine.natural import natural
from throughline.store.memory import at_head
from throughline.store.models import Deliverable, Organization, Plan, Quantity
from throughline.store.rights import Sight, in_plan
from throughline.store.rows import IN_FORCE
from throughline.store.units.reads import answers_in, places_of, units_below_code
from throughline.web.formatting import number
from throughline.web.pages.frame import (
    ANY,
    Filters,
    Head,
    Status,
    as_sheet,
    choices,
    organization_at,
    page_of_rows,
    sheet_of,
    show_list,
    sight_in,
    start_of,
)
from throughline.web.pages.sheets import DeliverableLine, all_rows, deliverable_line, is_sheet_wanted

NONE, SHORT, FULL, AHEAD = "none", "short", "full", "ahead"
STATES = {
    NONE: Status("bad", pgettext_lazy("deliverable", "none delivered")),
    SHORT: Status("attention", pgettext_lazy("deliverable", "fewer than planned")),
    FULL: Status("good", pgettext_lazy("deliverable", "delivered in full")),
    AHEAD: Status("plain", pgettext_lazy("deliverable", "planned")),
}
# Planned and none or fewer delivered.
MISSING = "missing"
# What came of a quantity that was planned. Where none was planned and some came, that is in full.
STATE = Case(
    When(actual=None, then=Value(AHEAD)),
    When(actual__gte=F("value"), then=Value(FULL)),
    When(actual=0, then=Value(NONE)),
    default=Value(SHORT),
    output_field=CharField(),
)
# The same, from the side of what was delivered.
OUTCOME = Case(
    When(value__gte=F("planned"), then=Value(FULL)),
    When(value=0, then=Value(NONE)),
    default=Value(SHORT),
    output_field=CharField(),
)


@dataclass(frozen=True, slots=True)
class DeliverableRow:
    """A deliverable in a year: where it stands, what was planned and delivered, and what follows."""

    address: str
    title: str
    unit: str
    category: str
    place: str
    place_title: str
    year: int
    planned: Decimal
    delivered: Decimal | None
    state: Status
    source: str


class DeliverableFilters(Filters):
    """Filters of deliverables."""

    q = forms.CharField(required=False, max_length=200, label=gettext_lazy("Words"))
    year = forms.ChoiceField(required=False, label=gettext_lazy("Year"))
    state = forms.ChoiceField(
        required=False,
        label=gettext_lazy("What came of it"),
        choices=[
            ("", ANY),
            (MISSING, gettext_lazy("Not delivered in full")),
            *((name, status.words) for name, status in STATES.items()),
        ],
    )
    category = forms.ChoiceField(required=False, label=gettext_lazy("Category"))
    section = forms.ChoiceField(required=False, label=gettext_lazy("Section"))
    unit = forms.CharField(required=False, max_length=40, label=gettext_lazy("Unit"))

    def __init__(self, data: Any, known: "Facets") -> None:
        super().__init__(data)
        self.offer("category", choices(known.categories, ANY))
        self.offer("section", choices(known.sections, ANY))
        self.offer("year", choices(known.years, gettext_lazy("The newest with outcomes")))


@dataclass(frozen=True, slots=True)
class Facets:
    """What can be chosen in the filters; `newest` is the year that is shown where none is chosen, "" for no plan."""

    years: tuple[str, ...]
    newest: str
    categories: tuple[str, ...]
    sections: tuple[str, ...]


def planned(seen: Sight) -> QuerySet[Any]:
    """Every numbered deliverable in each year for which some are planned: `actual`, and what came of it, `state`.

    A printed plan of 0 of which nothing came is no plan; where some came all the same, it is listed.
    """
    found: Any = _quantities("planned", seen).annotate(done=_beside("actual")).annotate(actual=F("done__value"))
    stated: QuerySet[Any] = found.filter(Q(value__gt=0) | Q(actual__gt=0)).annotate(state=STATE)
    return stated


def outcomes(seen: Sight) -> QuerySet[Any]:
    """Those among `planned` of which it is known what came of them, each with its `state`: what counts start from.

    They are found from the side of what was delivered, which has a third of the rows.
    """
    found: Any = _quantities("actual", seen).annotate(plan=_beside("planned")).annotate(planned=F("plan__value"))
    known = found.filter(Q(planned__gt=0) | Q(planned=0, value__gt=0))
    stated: QuerySet[Any] = known.annotate(state=OUTCOME)
    return stated


def _quantities(status: str, seen: Sight) -> QuerySet[Any]:
    found = Quantity.objects.filter(IN_FORCE, in_plan(seen), status=status, deliverable__kind="item")
    return found.filter(value__isnull=False)


def _beside(status: str) -> FilteredRelation:
    """The quantity of the other status of the same deliverable in the same year."""
    same = "deliverable__quantities"
    condition = Q(**{f"{same}__status": status, f"{same}__year": F("year"), f"{same}__value__isnull": False})
    return FilteredRelation(same, condition=condition)


def wanted(found: QuerySet[Any], filters: dict[str, Any], whose: Organization) -> QuerySet[Any]:
    """Those among `planned` in a year that the other filters leave, plan by plan in their order."""
    for word in filters.get("q", "").split():
        found = found.filter(
            Q(deliverable__title__icontains=word)
            | Q(deliverable__address__icontains=word)
            | Q(deliverable__place__title__icontains=word)
        )
    found = found.filter(year=filters["year"])
    if "category" in filters:
        found = found.filter(deliverable__category=filters["category"])
    if "section" in filters:
        found = found.filter(version__document__plan__address=filters["section"])
    if "unit" in filters:
        units = units_below_code(whose.code, filters["unit"])
        found = found.filter(deliverable__place__in=places_of(answers_in(whose), units))
    if state := filters.get("state"):
        found = found.filter(state__in=(NONE, SHORT) if state == MISSING else (state,))
    return found.order_by("version__document__plan__address", "deliverable__position", "pk")


def facets(whose: Organization, seen: Sight) -> Facets:
    """Years, categories and sections of the plans that are seen.

    Two statements, one where nothing was written since they were last asked for.
    """
    return at_head(("deliverables", whose.pk, seen), lambda: _facets(whose, seen))


def _facets(whose: Organization, seen: Sight) -> Facets:
    items = Deliverable.objects.filter(IN_FORCE, in_plan(seen), kind="item")
    quantities = Quantity.objects.filter(IN_FORCE, in_plan(seen))
    plans = Plan.objects.filter(organization=whose, document__held=True)
    found = _facet(quantities, F("status"), F("year")).union(
        _facet(items, Value("category"), F("category")), _facet(plans, Value("section"), F("address"))
    )
    by_facet: dict[str, list[str]] = defaultdict(list)
    for facet, value in sorted(found, key=lambda row: natural(row[1])):
        by_facet[facet].append(value)
    years, delivered = tuple(reversed(by_facet["planned"])), by_facet["actual"]
    newest = delivered[-1] if delivered else "".join(years[:1])
    return Facets(years, newest, tuple(by_facet["category"]), tuple(by_facet["section"]))


def _facet(rows: Any, facet: Any, value: Any) -> Any:
    named = rows.annotate(facet=Cast(facet, CharField()), chosen=Cast(value, CharField()))
    return named.order_by().values_list("facet", "chosen").distinct()


def deliverables(request: HttpRequest, organization: str) -> HttpResponse:
    """Deliverables with their filters: what was planned, and what came of it."""
    whose = organization_at(request, organization)
    seen = sight_in(request, whose)
    known = facets(whose, seen)
    filters = DeliverableFilters(request.GET, known)
    found = wanted(planned(seen), {"year": known.newest or None, **filters.wanted}, whose)
    if is_sheet_wanted(request, filters):
        lines = map(deliverable_line, all_rows(found, lambda numbers: rows_of(numbers, seen)))
        return as_sheet(DeliverableLine, lines, f"deliverables-{whose.code}")
    listing = page_of_rows(request, filters, found, lambda numbers: rows_of(numbers, seen))
    words = ngettext(
        "%(count)s deliverable of %(year)s fits.", "%(count)s deliverables of %(year)s fit.", listing.total
    )
    context = {
        "head": Head(_("Deliverables"), _("What was planned, and what came of it"), (start_of(whose.code),)),
        "listing": listing,
        "sheet": sheet_of(request.GET),
        "answer": words % {"count": number(listing.total), "year": filters.wanted.get("year", known.newest)},
    }
    return show_list(request, "deliverables.html", filters, context)


def rows_of(numbers: Sequence[int], seen: Sight) -> Sequence[DeliverableRow]:
    """The rows of these quantities (row numbers) in their order; one statement."""
    rows = {one.pk: one for one in planned(seen).filter(pk__in=numbers).select_related("deliverable__place")}
    return [_row(rows[number]) for number in numbers]


def _row(one: Any) -> DeliverableRow:
    return DeliverableRow(
        address=one.deliverable.address,
        title=one.deliverable.title,
        unit=one.deliverable.unit,
        category=one.deliverable.category,
        place=one.deliverable.place.address,
        place_title=one.deliverable.place.title,
        year=one.year,
        planned=one.value,
        delivered=one.actual,
        state=STATES[one.state],
        source=f"{one.deliverable.address}/{one.year}-planned",
    )
