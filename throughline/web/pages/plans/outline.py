"""The outline of plans as sets: sections, programmes and subprogrammes with their counts and money."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, Value
from django.utils.translation import ngettext

from throughline.engine.money import Money
from throughline.engine.natural import natural
from throughline.engine.planning.printed import adds_up, called, whole_of
from throughline.store.budgeting.reads import ESTIMATE, Stated, stated_at, stated_for_plans
from throughline.store.models import Deliverable, ListedMandate, Place, Plan, Result
from throughline.store.rights import Sight, in_plan
from throughline.store.rows import IN_FORCE
from throughline.web.formatting import plain_brief
from throughline.web.pages.plans.names import fund_name, fund_order


@dataclass(frozen=True, slots=True)
class Counts:
    """How many mandates, planned results and deliverables a place has of its own, or with all below it."""

    mandates: int = 0
    results: int = 0
    deliverables: int = 0

    def with_(self, other: "Counts") -> "Counts":
        """Both together."""
        return Counts(
            self.mandates + other.mandates, self.results + other.results, self.deliverables + other.deliverables
        )


@dataclass(frozen=True, slots=True)
class FundCell:
    """What is stated for one fund, None where nothing is printed; `name` is the fund's in the reader's language."""

    name: str
    stated: Stated | None


@dataclass(frozen=True, slots=True)
class TotalCell:
    """What one fund comes to over all parts."""

    name: str
    money: Money


@dataclass(frozen=True, slots=True)
class Branch:
    """A place in the tree: its address and title, its counts with all below it, its money, its children."""

    address: str
    kind: str
    code: str
    title: str
    counts: Counts
    money: Mapping[str, Stated]
    children: tuple["Branch", ...]
    funds: tuple[str, ...] = ()
    within: str = ""

    @property
    def is_income(self) -> bool:
        """Tell whether it is a section of income ("IS1"), which is no money to be spent."""
        return self.number.startswith("IS")

    @property
    def number(self) -> str:
        """The last part of its address: "10", "SP1"."""
        return self.address.rpartition("/")[2]

    @property
    def cells(self) -> tuple[FundCell, ...]:
        """What is stated for each of the funds that the whole outline has."""
        return tuple(FundCell(fund_name(fund), self.money.get(fund)) for fund in self.funds)

    @property
    def says(self) -> str:
        """What it has with all below it, in words: mandates, results, and the money of each fund."""
        counts = self.counts
        mandates = ngettext("%(count)s mandate", "%(count)s mandates", counts.mandates) % {"count": counts.mandates}
        results = ngettext("%(count)s result", "%(count)s results", counts.results) % {"count": counts.results}
        money = (f"{cell.name} {plain_brief(cell.stated.money)}" for cell in self.cells if cell.stated)
        return " · ".join((mandates, results, *money))

    def set_out(self, funds: tuple[str, ...]) -> "Branch":
        """The branch with the funds of the whole outline, children included."""
        return replace(self, funds=funds, children=tuple(child.set_out(funds) for child in self.children))

    @property
    def subprogrammes(self) -> int:
        """How many subprogrammes stand below it."""
        if self.kind == "subprogramme":
            return 0
        return sum((1 if child.kind == "subprogramme" else 0) + child.subprogrammes for child in self.children)


@dataclass(frozen=True, slots=True)
class Outline:
    """The parts of plans for a year as a tree, with the funds that have money and their totals."""

    year: int
    sections: tuple[Branch, ...]
    funds: tuple[str, ...]
    totals: Mapping[tuple[str, str], Money]
    counts: Counts
    subprogrammes: int

    @property
    def currency(self) -> str:
        """The currency of the first total: amounts in another are shown with it."""
        return next((money.currency for money in self.totals.values()), "")

    @property
    def total_cells(self) -> tuple[TotalCell, ...]:
        """What each fund comes to, in each of its currencies, the largest first."""
        return tuple(TotalCell(fund_name(fund), money) for (fund, _currency), money in self.totals.items())

    @property
    def fund_totals(self) -> tuple[tuple[TotalCell, ...], ...]:
        """The same by fund, in the order of the columns."""
        return tuple(
            tuple(TotalCell(fund_name(name), money) for (name, _currency), money in self.totals.items() if name == fund)
            for fund in self.funds
        )


def plans_of_year(organization: int, year: int) -> list[Plan]:
    """The parts of plans of a year that are held, by their code."""
    found = Plan.objects.filter(organization=organization, year=year).select_related("document__current")
    return sorted(found, key=lambda plan: natural(plan.code))


def outline_of(plans: Iterable[Plan], year: int) -> Outline:
    """The tree of these parts of plans; six statements, however many there are."""
    versions = {plan.document.current_id: plan for plan in plans if plan.document.current_id is not None}
    places = list(Place.objects.filter(version__in=versions).order_by("position"))
    counts = counts_of([place.pk for place in places])
    money = estimates(places, year)
    below: dict[tuple[int, str], list[Place]] = defaultdict(list)
    by_place: dict[int, dict[str, Place]] = defaultdict(dict)
    for place in places:
        by_place[place.version_id][place.place] = place
    for place in places:
        below[(place.version_id, above(place, by_place[place.version_id]))].append(place)
    codes = {plan.code for plan in versions.values()}
    sections = tuple(
        replace(
            _branch(place, below, counts, money),
            title=called("", place.title, versions[version].document.title, versions[version].code),
            within=whole_of(versions[version].code, codes),
        )
        for version in versions
        for place in places
        if place.version_id == version and not place.place
    )
    return _whole(year, sections)


def estimates(places: Sequence[Place], year: int | None) -> dict[int, tuple[Stated, ...]]:
    """What is estimated for each place (row number) for the budget year; two statements."""
    found = stated_at([place.pk for place in places], [ESTIMATE])
    whole = {place.version_id: place.pk for place in places if not place.place}
    if whole:
        found |= {whole[version]: stated for version, stated in stated_for_plans(list(whole), [ESTIMATE]).items()}
    return {place: tuple(one for one in stated if one.year == year) for place, stated in found.items()}


def undated_plans(organization: int) -> list[Plan]:
    """The parts of plans whose document names no year."""
    found = Plan.objects.filter(organization=organization, year=None, document__held=True)
    return sorted(found.select_related("document"), key=lambda plan: natural(plan.code))


def above(place: Place, by_place: Mapping[str, Place]) -> str:
    """The address of what a place stands under: a component ("SP1.C2") under its subprogramme ("SP1")."""
    head = place.place.rpartition(".")[0]
    while head:
        if head in by_place:
            return by_place[head].address
        head = head.rpartition(".")[0]
    return place.parent


def _branch(
    place: Place,
    below: Mapping[tuple[int, str], list[Place]],
    counts: Mapping[int, Counts],
    money: Mapping[int, tuple[Stated, ...]],
) -> Branch:
    children = tuple(
        _branch(child, below, counts, money)
        for child in below.get((place.version_id, place.address), ())
        if child.pk != place.pk
    )
    together = counts.get(place.pk, Counts())
    for child in children:
        together = together.with_(child.counts)
    stated = {one.fund: one for one in money.get(place.pk, ())}
    return Branch(place.address, place.kind, place.code, place.title, together, stated, children)


def _whole(year: int, sections: tuple[Branch, ...]) -> Outline:
    totals: dict[tuple[str, str], Money] = {}
    codes = {one.number for one in sections}
    for section in (one for one in sections if adds_up(one.number, codes)):
        for fund, stated in section.money.items():
            key = (fund, stated.money.currency)
            totals[key] = totals[key] + stated.money if key in totals else stated.money
    totals = dict(sorted(totals.items(), key=lambda item: (fund_order(item[0][0]), -item[1].minor)))
    # A corrigendum beside the section that it corrects repeats what that has.
    own = [one for one in sections if not (one.within and "-Corr" in one.number)]
    named = {fund for section in sections for fund in section.money}
    funds = tuple(sorted(named, key=fund_order))
    shown = tuple(section.set_out(funds) for section in sections)
    return Outline(year, shown, funds, totals, together_of(own), sum(one.subprogrammes for one in own))


def together_of(branches: Iterable[Branch]) -> Counts:
    """What these branches have together."""
    together = Counts()
    for branch in branches:
        together = together.with_(branch.counts)
    return together


def branches_below(place: Place, year: int | None) -> tuple[Branch, ...]:
    """The places below a place as a tree, with counts and money; three statements, one where there are none."""
    within = Place.objects.filter(version=place.version_id).exclude(pk=place.pk)
    if place.place:
        within = within.filter(place__startswith=f"{place.place}.")
    children = list(within.order_by("position"))
    if not children:
        return ()
    counts = counts_of(child.pk for child in children)
    money = estimates(children, year)
    below: dict[tuple[int, str], list[Place]] = defaultdict(list)
    by_place = {one.place: one for one in (place, *children)}
    for child in children:
        below[(child.version_id, above(child, by_place))].append(child)
    branches = [_branch(child, below, counts, money) for child in below.get((place.version_id, place.address), ())]
    funds = tuple(sorted({fund for branch in branches for fund in branch.money}, key=fund_order))
    return tuple(branch.set_out(funds) for branch in branches)


def counts_of(places: Iterable[int]) -> dict[int, Counts]:
    """What each of these places has of its own; one statement."""
    wanted = list(places)
    counted = _counted(ListedMandate.objects.all(), "mandates", wanted, Count("symbol", distinct=True)).union(
        _counted(Result.objects.filter(kind="planned"), "results", wanted),
        _counted(Deliverable.objects.filter(kind="item"), "deliverables", wanted),
        all=True,
    )
    found: dict[int, dict[str, int]] = {place: {} for place in wanted}
    for place, what, count in counted:
        found[place][what] = count
    return {place: Counts(**own) for place, own in found.items()}


def _counted(rows: Any, what: str, places: Sequence[int], count: Count | None = None) -> Any:
    counted = rows.filter(place__in=places).order_by().values("place")
    return counted.annotate(what=Value(what), count=count or Count("pk")).values_list("place", "what", "count")


def years_with_plans(organization: int) -> list[tuple[int, int]]:
    """The years for which plans are held, the newest first, with how many parts each."""
    found = Plan.objects.filter(organization=organization, year__isnull=False, document__held=True)
    return [
        (year, parts)
        for year, parts in found.values_list("year").annotate(parts=Count("pk")).order_by("-year")
        if year is not None
    ]


def place_in_force(address: str, seen: Sight) -> Place | None:
    """The place with this address in the version of its plan that is in force."""
    found = Place.objects.filter(IN_FORCE, in_plan(seen), address=address)
    return found.select_related(
        "version__document__plan__organization", "version__source", "version__taking_in"
    ).first()
