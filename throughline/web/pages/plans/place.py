"""What a place of a plan holds: mandates, results with measures, deliverables, money, evaluations."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models import Value as Constant
from django.utils.translation import gettext_lazy

from throughline.store.models import Act, Deliverable, Evaluation, ListedMandate, Place, PlanParagraph, Result
from throughline.store.planning.asking import Lists, is_above, listing_of, nearest
from throughline.store.rights import Sight, held_where_seen
from throughline.web.pages.frame import Status
from throughline.web.pages.plans.money import Column
from throughline.web.pages.plans.names import status_name

ACTUAL, PLANNED, TARGET = "actual", "planned", "target"
# What documents print where there is nothing to print.
DASHES = frozenset({"", "-", "\N{EN DASH}", "\N{EM DASH}", "\N{MINUS SIGN}"})
STATES = {
    "delivered": Status("good", gettext_lazy("delivered")),
    "in part": Status("attention", gettext_lazy("in part")),
    "not delivered": Status("bad", gettext_lazy("not delivered")),
}


@dataclass(frozen=True, slots=True)
class Listed:
    """A mandate that the place lists: `asking` acts of it ask somebody, None where its text is not held."""

    symbol: str
    title: str
    body: str
    part: str
    held: bool
    asking: int | None


@dataclass(frozen=True, slots=True)
class Value:
    """A printed value of a year: `status` is actual, planned or target; `where` is the address of its source page."""

    year: int
    status: str
    text: str
    value: Decimal | None
    where: str

    @property
    def is_printed(self) -> bool:
        """Tell whether more than a dash or a blank is printed."""
        return self.text.strip() not in DASHES

    @property
    def name(self) -> str:
        """The status in the reader's language."""
        return status_name(self.status)


@dataclass(frozen=True, slots=True)
class MeasureShown:
    """A measure with its values in the order of years."""

    address: str
    title: str
    unit: str
    values: tuple[Value, ...]

    @property
    def fragment(self) -> str:
        """The last part of its address: "M1"."""
        return self.address.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class ResultShown:
    """A result with its measures."""

    address: str
    number: str
    title: str
    kind: str
    narrative: str
    measures: tuple[MeasureShown, ...]

    @property
    def fragment(self) -> str:
        """The last part of its address: "R1"."""
        return self.address.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class DeliverableShown:
    """A row of the table of deliverables; `cells` has one value for each of the table's years and states, or None."""

    address: str
    kind: str
    number: str
    title: str
    unit: str
    cells: tuple[Value | None, ...]
    state: str
    in_plan: bool

    @property
    def fragment(self) -> str:
        """The last part of its address: "D-A.3"."""
        return self.address.rpartition("/")[2]

    @property
    def status(self) -> Status | None:
        """What became of what was planned, None where it is not known."""
        return STATES.get(self.state)


@dataclass(frozen=True, slots=True)
class Deliverables:
    """The deliverables of a place: the columns as (year, status), rows, and of the past year how many were kept.

    `late` are those of the past year that did not come in full. As the counts, they are of all below too.
    """

    columns: tuple[Column, ...]
    rows: tuple[DeliverableShown, ...]
    past_year: int | None
    due: int
    delivered: int
    in_plan: int
    late: tuple[DeliverableShown, ...] = ()


def listed_at(places: Sequence[int], seen: Sight) -> tuple[Listed, ...]:
    """The mandates that these places list, each once; one statement."""
    return _listed(_with_asking(ListedMandate.objects.filter(place__in=places), seen, Q()))


@dataclass(frozen=True, slots=True)
class ListedWithin:
    """The mandates that a place lists, and how many mandates its parts list, and both `together`, each counted once.

    Where neither lists any, `above` are those that the nearest place above lists, `lists` says which that is.
    """

    own: tuple[Listed, ...]
    below: int
    together: int
    lists: Lists
    above: tuple[Listed, ...]

    @property
    def holding(self) -> tuple[Listed, ...]:
        """The mandates that hold for the place."""
        return self.above or self.own


def listed_within(place: Place, seen: Sight) -> ListedWithin:
    """What a place and the places below it list, or the nearest above; one statement."""
    named = Place.objects.filter(is_above(place), version=place.version_id)
    above, here = Q(place__in=named), Q(place=place.pk)
    found = _with_asking(ListedMandate.objects.filter(_within(place) | above), seen, here | above)
    own, inner, higher = [], set(), []
    for one in found.select_related("document", "place"):
        if one.place_id == place.pk:
            own.append(one)
        elif not place.place or one.place.place.startswith(f"{place.place}."):
            inner.add(_symbol(one))
        else:
            higher.append(one)
    together = len(inner.union(map(_symbol, own)))
    lists = Lists() if together else nearest(place, [listing_of(one.place) for one in higher])
    of_above = [one for one in higher if one.place_id in lists.places]
    return ListedWithin(_listed(own), len(inner), together, lists, _listed(of_above))


def _within(place: Place) -> Q:
    """What stands at a place or below it."""
    if not place.place:
        return Q(version=place.version_id)
    return Q(place=place.pk) | Q(version=place.version_id, place__place__startswith=f"{place.place}.")


def _with_asking(found: QuerySet[Any], seen: Sight, counted: Q) -> QuerySet[Any]:
    """Rows of listed mandates with how many acts ask, for those that are to be `counted`."""
    acts = Act.objects.filter(version=OuterRef("document__current"), addressees__isnull=False).order_by()
    asking: Any = Subquery(acts.values("version").annotate(acts=Count("pk", distinct=True)).values("acts"))
    asking = Case(When(counted, then=asking)) if counted else asking
    found = found.annotate(asking=asking, is_held=held_where_seen(seen, "document"))
    return found.select_related("document").order_by("position")


def _symbol(one: ListedMandate) -> str:
    return one.document.address if one.document else one.symbol


def _listed(found: Iterable[Any]) -> tuple[Listed, ...]:
    once: dict[tuple[str, str], Listed] = {}
    for one in found:
        document = one.document
        symbol = _symbol(one)
        held = bool(document and one.is_held)
        title = one.title or (document.title if document and held else "")
        listed = Listed(symbol, title, one.body, one.paragraph, held, (one.asking or 0) if held else None)
        once.setdefault((symbol, one.paragraph), listed)
    return tuple(once.values())


def results_at(place: int, only: str = "") -> tuple[ResultShown, ...]:
    """The results of a place with their measures and values, or the one with the address `only`; one statement."""
    found = Result.objects.filter(place=place, **({"address": only} if only else {})).order_by(
        "position", "measures__position", "measures__values__year", "measures__values__position"
    )
    results: dict[int, ResultShown] = {}
    measures: dict[int, dict[str, MeasureShown]] = defaultdict(dict)
    values: dict[str, list[Value]] = defaultdict(list)
    for pk, result, measure, value in map(_split, found.values_list(*RESULT, *MEASURE, *VALUE)):
        results.setdefault(pk, result)
        if measure:
            measures[pk].setdefault(measure.address, measure)
            if value:
                values[measure.address].append(value)
    return tuple(
        replace(
            result,
            measures=tuple(replace(one, values=tuple(values[one.address])) for one in measures[pk].values()),
        )
        for pk, result in results.items()
    )


@dataclass(frozen=True, slots=True)
class ResultBelow:
    """A planned result, for a list: how many measures it has."""

    address: str
    title: str
    measures: int


def results_below(place: Place, count: int) -> tuple[ResultBelow, ...]:
    """The first planned results of the places below a place, as they are printed; one statement."""
    within = Result.objects.filter(version=place.version_id, kind="planned").exclude(place=place.pk)
    if place.place:
        within = within.filter(place__place__startswith=f"{place.place}.")
    found = within.annotate(counted=Count("measures")).order_by("place__position", "position")
    return tuple(ResultBelow(*row) for row in found.values_list("address", "title", "counted")[:count])


RESULT = ("pk", "address", "number", "title", "kind", "narrative")
MEASURE = ("measures__address", "measures__title", "measures__unit")
VALUE = tuple(f"measures__values__{name}" for name in ("year", "status", "text", "value"))


def _split(row: tuple[Any, ...]) -> tuple[int, ResultShown, MeasureShown | None, Value | None]:
    """A row of results, measures and values side by side, as what it holds."""
    pk, result_address, number, result_title, kind, narrative = row[: len(RESULT)]
    address, title, unit = row[len(RESULT) : len(RESULT) + len(MEASURE)]
    year, status, text, value = row[len(RESULT) + len(MEASURE) :]
    shown = ResultShown(result_address, number, result_title, kind, narrative, ())
    if address is None:
        return pk, shown, None, None
    measure = MeasureShown(address, title, unit, ())
    return pk, shown, measure, None if year is None else Value(year, status, text, value, f"{address}/{year}-{status}")


def deliverables_at(place: Place, budget_year: int | None) -> Deliverables:
    """The deliverables of a place as planned and delivered, in the order they are printed; one statement.

    The counts are of everything below the place too.
    """
    rows: dict[int, Deliverable] = {}
    cells: dict[int, dict[tuple[int, str], Value]] = defaultdict(dict)
    for one in _with_quantities(Deliverable.objects.filter(_within(place))):
        rows.setdefault(one.pk, one)
        if one.year is not None:
            where = f"{one.address}/{one.year}-{one.status}"
            cells[one.pk][(one.year, one.status)] = Value(one.year, one.status, one.text, one.value, where)
    own = [key for key, row in rows.items() if row.place_id == place.pk]
    columns = tuple(sorted({column for key in own for column in cells[key]}, key=_column_order))
    every = {key: _deliverable(row, cells[key], columns, budget_year) for key, row in rows.items()}
    items = [row for row in every.values() if row.kind == "item"]
    return Deliverables(
        columns=tuple(Column(year, status_name(status)) for year, status in columns),
        rows=tuple(every[key] for key in own),
        past_year=budget_year - 2 if budget_year else None,
        due=sum(1 for row in items if row.state),
        delivered=sum(1 for row in items if row.state == "delivered"),
        in_plan=sum(1 for row in items if row.in_plan),
        late=tuple(row for row in items if row.state in ("in part", "not delivered")),
    )


def _with_quantities(found: QuerySet[Deliverable]) -> Any:
    quantities = {name: F(f"quantities__{name}") for name in ("year", "status", "text", "value")}
    return found.annotate(**quantities).order_by("position", "quantities__position")


def _column_order(column: tuple[int, str]) -> tuple[int, int]:
    year, status = column
    return year, 0 if status == PLANNED else 1


def _deliverable(
    row: Deliverable, cells: Mapping[tuple[int, str], Value], columns: Sequence[tuple[int, str]], year: int | None
) -> DeliverableShown:
    past = (year or 0) - 2
    planned = cells.get((year or 0, PLANNED))
    return DeliverableShown(
        address=row.address,
        kind=row.kind,
        number=row.number,
        title=row.title,
        unit=row.unit,
        cells=tuple(cells.get(column) for column in columns),
        state=_state(cells.get((past, PLANNED)), cells.get((past, ACTUAL))),
        in_plan=bool(planned and planned.value),
    )


def _state(planned: Value | None, actual: Value | None) -> str:
    """What became of what was planned: "" where nothing was, or where it is not known."""
    if planned is None or not planned.value or actual is None or actual.value is None:
        return ""
    if actual.value >= planned.value:
        return "delivered"
    return "not delivered" if actual.value == 0 else "in part"


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a place as printed: `kind` is paragraph, evaluation or lesson; a paragraph's `fragment` is its name."""

    kind: str
    fragment: str
    number: str
    text: str


def texts_at(place: int) -> tuple[Text, ...]:
    """The paragraphs, evaluations and lessons of a place as printed; one statement."""
    paragraphs: Any = PlanParagraph.objects.filter(place=place).order_by()
    paragraphs = paragraphs.values_list(Constant("paragraph"), "address", Constant(""), "text", "position")
    evaluations: Any = Evaluation.objects.filter(place=place).order_by()
    evaluations = evaluations.values_list("kind", Constant(""), "number", "text", "position")
    found = sorted(paragraphs.union(evaluations, all=True), key=lambda row: row[-1])
    return tuple(Text(kind, address.rpartition("/")[2], number, text) for kind, address, number, text, _at in found)
