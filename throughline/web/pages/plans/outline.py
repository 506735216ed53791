"""The outline of plans as sets: sections, programmes and subprogrammes with their counts and money."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, Value

from throughline.engine.money import Money
from throughline.store.models import Deliverable, ListedMandate, Place, Plan, Result
from throughline.web.pages.mandates.registry import IN_FORCE
from throughline.web.pages.plans.money import Stated, stated_for_places, stated_for_plans
from throughline.web.pages.plans.names import fund_name


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

    @property
    def number(self) -> str:
        """The last part of its address: "10", "SP1"."""
        return self.address.rpartition("/")[2]

    @property
    def cells(self) -> tuple[FundCell, ...]:
        """What is stated for each of the funds that the whole outline has."""
        return tuple(FundCell(fund_name(fund), self.money.get(fund)) for fund in self.funds)

    def set_out(self, funds: tuple[str, ...]) -> "Branch":
        """The branch with the funds of the whole outline, children included."""
        return replace(self, funds=funds, children=tuple(child.set_out(funds) for child in self.children))

    @property
    def subprogrammes(self) -> int:
        """How many subprogrammes stand below it."""
        return sum((1 if child.kind == "subprogramme" else 0) + child.subprogrammes for child in self.children)


@dataclass(frozen=True, slots=True)
class Outline:
    """The parts of plans for a year as a tree, with the funds that have money and their totals."""

    year: int
    sections: tuple[Branch, ...]
    funds: tuple[str, ...]
    totals: Mapping[str, Money]
    counts: Counts
    subprogrammes: int

    @property
    def total_cells(self) -> tuple[TotalCell, ...]:
        """What each fund comes to."""
        return tuple(TotalCell(fund_name(fund), self.totals[fund]) for fund in self.funds)


def plans_of_year(organization: int, year: int) -> list[Plan]:
    """The parts of plans of a year that are held, by their code."""
    found = Plan.objects.filter(organization=organization, year=year).select_related("document__current")
    return sorted(found, key=lambda plan: natural(plan.code))


def natural(code: str) -> tuple[int, str]:
    """Codes in the order that people count: 2, 10, 29A, 29B."""
    digits = "".join(letter for letter in code if letter.isdigit())
    leading = code[: len(code) - len(code.lstrip("0123456789"))]
    return int(leading or digits or 0), code


def outline_of(plans: Iterable[Plan], year: int) -> Outline:
    """The tree of these parts of plans; six statements, however many there are."""
    versions = {plan.document.current_id: plan for plan in plans}
    places = list(Place.objects.filter(version__in=versions).order_by("position"))
    counts = counts_of([place.pk for place in places])
    money = dict(stated_for_places([place.pk for place in places], year))
    for version, stated in stated_for_plans(versions, year).items():
        money.update({place.pk: stated for place in places if place.version_id == version and not place.place})
    below: dict[tuple[int, str], list[Place]] = defaultdict(list)
    for place in places:
        below[(place.version_id, place.parent)].append(place)
    sections = tuple(
        _branch(place, below, counts, money)
        for version in versions
        for place in places
        if place.version_id == version and not place.place
    )
    return _whole(year, sections)


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
    totals: dict[str, Money] = {}
    for section in sections:
        for fund, stated in section.money.items():
            totals[fund] = totals[fund] + stated.money if fund in totals else stated.money
    together = Counts()
    for section in sections:
        together = together.with_(section.counts)
    funds = tuple(sorted(totals, key=lambda fund: -totals[fund].minor))
    shown = tuple(section.set_out(funds) for section in sections)
    return Outline(year, shown, funds, totals, together, sum(section.subprogrammes for section in sections))


def branches_below(place: Place, year: int | None) -> tuple[Branch, ...]:
    """The places right below a place, with their counts and money; three statements, one where there are none."""
    children = list(Place.objects.filter(version=place.version_id, parent=place.address).order_by("position"))
    if not children:
        return ()
    counts = counts_of(child.pk for child in children)
    money = stated_for_places([child.pk for child in children], year)
    branches = [_branch(child, {}, counts, money) for child in children]
    funds = tuple(dict.fromkeys(fund for branch in branches for fund in branch.money))
    return tuple(branch.set_out(funds) for branch in branches)


def counts_of(places: Iterable[int]) -> dict[int, Counts]:
    """What each of these places has of its own; one statement."""
    wanted = list(places)
    counted = _counted(ListedMandate.objects.all(), "mandates", wanted).union(
        _counted(Result.objects.filter(kind="planned"), "results", wanted),
        _counted(Deliverable.objects.filter(kind="item"), "deliverables", wanted),
        all=True,
    )
    found: dict[int, dict[str, int]] = {place: {} for place in wanted}
    for place, what, count in counted:
        found[place][what] = count
    return {place: Counts(**own) for place, own in found.items()}


def _counted(rows: Any, what: str, places: Sequence[int]) -> Any:
    counted = rows.filter(place__in=places).order_by().values("place")
    return counted.annotate(what=Value(what), count=Count("pk")).values_list("place", "what", "count")


def years_with_plans(organization: int) -> list[tuple[int, int]]:
    """The years for which plans are held, the newest first, with how many parts each."""
    found = Plan.objects.filter(organization=organization, year__isnull=False, document__held=True)
    return [
        (year, parts)
        for year, parts in found.values_list("year").annotate(parts=Count("pk")).order_by("-year")
        if year is not None
    ]


def place_in_force(address: str) -> Place | None:
    """The place with this address in the version of its plan that is in force."""
    found = Place.objects.filter(IN_FORCE, address=address)
    return found.select_related("version__document__plan__organization", "version__source").first()
