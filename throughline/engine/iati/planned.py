"""Plans of an organization as IATI: each place of a plan an activity, with its money and its measured results."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from throughline.engine.iati.activity import Activity, ActivityDate, Description, Participant, RelatedActivity
from throughline.engine.iati.measured import PlannedIndicator, indicator_in
from throughline.engine.iati.money import Budget, Transaction
from throughline.engine.iati.organisation import BudgetLine, Expenditure, ForwardBudget, Organisation
from throughline.engine.iati.parts import Classified, Code, DocumentLink, Narrative, ReportingOrganisation, Value
from throughline.engine.iati.records import ACTIVITIES, ORGANISATIONS, Publication
from throughline.engine.iati.results import Baseline, Indicator, Period, Reported, Result
from throughline.engine.money import Money, by_currency

VERSION = "2.03"
MULTILATERAL = "40"
ENGLISH = "en"
EXPENDITURE = "expenditure"
# Of a place and a year that several figures are printed for, the one that says most about what is to be spent.
BUDGETED = ("appropriation", "estimate")
Key = tuple[int, bool, str, str]
"""What amounts are added up by: the year, whether it was spent, the fund, the currency."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes: the reference by which IATI knows it, its name, and the address that its pages begin with."""

    ref: str
    name: str
    site: str = ""


@dataclass(frozen=True, slots=True)
class PlannedAmount:
    """What is stated for a place in a year, of one fund: `measure` as printed."""

    year: int
    measure: str
    fund: str
    money: Money


@dataclass(frozen=True, slots=True)
class PlannedValue:
    """A value of a measure: `status` `actual`, `planned` or `target`; `number` None where the text is no number."""

    year: int
    status: str
    number: Decimal | None
    text: str


@dataclass(frozen=True, slots=True)
class PlannedMeasure:
    """A measure of a result."""

    title: str
    unit: str
    values: tuple[PlannedValue, ...]


@dataclass(frozen=True, slots=True)
class PlannedResult:
    """A result of a place, with printed measures and indicators; `kind` is an output (1), outcome (2) or impact (3)."""

    title: str
    words: str
    measures: tuple[PlannedMeasure, ...]
    indicators: tuple[PlannedIndicator, ...] = ()
    kind: str = "2"


@dataclass(frozen=True, slots=True)
class PlannedPlace:
    """A place of a plan with everything that is published of it.

    `address` is `UN/2026/10/SP1`, `above` that of the place above it ("" for none); `section` is the code and title
    of the part of the plan; `page` its own page and `document` the page of the document that says so. `span` is the
    first day of a plan that is not of the year alone, and the day after its last.
    """

    address: str
    above: str
    level: int
    year: int
    title: str
    objective: str
    entity: str
    section: tuple[str, str]
    page: str
    document: tuple[str, str]
    amounts: tuple[PlannedAmount, ...]
    results: tuple[PlannedResult, ...]
    span: tuple[date, date] | None = None


def activities_file(publisher: Publisher, places: Sequence[PlannedPlace], generated: str, today: date) -> Publication:
    """The file of activities. `generated` is the time of its making (ISO 8601); `today` says what is under way."""
    below: dict[str, list[str]] = {}
    for place in places:
        below.setdefault(place.above, []).append(place.address)
    made = tuple(_activity(publisher, place, below.get(place.address, ()), today) for place in counted_once(places))
    return Publication("", "", "iati", ACTIVITIES, VERSION, generated, activities=made)


def counted_once(places: Sequence[PlannedPlace]) -> tuple[PlannedPlace, ...]:
    """The places with their money so that it adds up: what stands below a place is taken from what is stated for it.

    Of each year, fund and currency, and of what was spent apart from what is budgeted, all places together come to
    what is stated for the topmost ones. Where the parts come to more than the whole, the whole stands alone.
    """
    below: dict[str, list[PlannedPlace]] = {}
    for place in places:
        below.setdefault(place.above, []).append(place)
    known = {place.address for place in places}
    kept: dict[str, dict[Key, PlannedAmount]] = {}

    def settle(place: PlannedPlace) -> dict[Key, int]:
        """Minor units of everything at and below a place; what each place keeps of its own goes into `kept`."""
        parts: dict[Key, int] = {}
        for child in below.get(place.address, ()):
            for key, minor in settle(child).items():
                parts[key] = parts.get(key, 0) + minor
        kept[place.address] = {}
        for one in (*_chosen(place.amounts, True), *_chosen(place.amounts, False)):
            key = _key(one)
            rest = one.money.minor - parts.get(key, 0)
            if rest < 0:
                forget(place, key)
                rest = one.money.minor
            if rest:
                kept[place.address][key] = replace(one, money=Money(rest, one.money.currency))
            parts[key] = one.money.minor
        return parts

    def forget(place: PlannedPlace, key: Key) -> None:
        for child in below.get(place.address, ()):
            kept[child.address].pop(key, None)
            forget(child, key)

    for place in places:
        if place.above not in known:
            settle(place)
    return tuple(replace(place, amounts=tuple(kept[place.address].values())) for place in places)


def _key(one: PlannedAmount) -> Key:
    return one.year, one.measure == EXPENDITURE, one.fund, one.money.currency


def organisation_file(
    publisher: Publisher, totals: Iterable[PlannedAmount], documents: Iterable[tuple[str, str]], generated: str
) -> Publication:
    """The file of the organisation: budgets by year with a line for each fund, expenditure, documents (title, page)."""
    amounts = list(totals)
    years = sorted({(one.year, one.measure == EXPENDITURE, one.money.currency) for one in amounts})
    budgets, spent = [], []
    for year, is_spent, currency in years:
        parts = _chosen([one for one in amounts if one.year == year and one.money.currency == currency], is_spent)
        if not parts:
            continue
        start, end = _year(year)
        whole = _value(sum(part.money.minor for part in parts), currency, year)
        lines = tuple(
            BudgetLine(value=_value(part.money.minor, currency, year), words=_words(part.fund)) for part in parts
        )
        if is_spent:
            spent.append(Expenditure(start=start, end=end, value=whole, lines=lines))
        else:
            budgets.append(ForwardBudget(status="1", start=start, end=end, value=whole, lines=lines))
    one = Organisation(
        language=ENGLISH,
        identifier=publisher.ref,
        name=_words(publisher.name),
        reporting=_reporting(publisher),
        total_budgets=tuple(budgets),
        expenditures=tuple(spent),
        documents=tuple(_document(title, page, "B01") for title, page in documents),
    )
    return Publication("", "", "iati", ORGANISATIONS, VERSION, generated, organisations=(one,))


def identifier_of(publisher: Publisher, address: str) -> str:
    """`XM-DAC-41126-2026-10-SP1` for `UN/2026/10/SP1`: no stroke may stand in an identifier."""
    return f"{publisher.ref}-{address.partition('/')[2].replace('/', '-')}"


def _activity(publisher: Publisher, place: PlannedPlace, below: Sequence[str], today: date) -> Activity:
    start, end = (place.span[0], place.span[1] - timedelta(days=1)) if place.span else _year(place.year)
    descriptions = [Description(type="1", words=_words(place.title))]
    if place.objective:
        descriptions.append(Description(type="2", words=_words(place.objective)))
    return Activity(
        language=ENGLISH,
        hierarchy=place.level,
        identifier=identifier_of(publisher, place.address),
        reporting=_reporting(publisher),
        title=_words(place.title),
        descriptions=tuple(descriptions),
        participants=_participants(publisher, place),
        status="1" if today < start else "2" if today <= end else "4",
        dates=(ActivityDate(type="1", day=start), ActivityDate(type="3", day=end)),
        sectors=(Classified(vocabulary="99", code=place.section[0], names=_words(place.section[1])),),
        budgets=_budgets(place),
        transactions=_transactions(place),
        documents=_documents(place),
        related=_related(publisher, place, below),
        results=tuple(_result(one) for one in place.results if one.measures or one.indicators),
    )


def _related(publisher: Publisher, place: PlannedPlace, below: Sequence[str]) -> tuple[RelatedActivity, ...]:
    above = [RelatedActivity(ref=identifier_of(publisher, place.above), type="1")] if place.above else []
    return (*above, *(RelatedActivity(ref=identifier_of(publisher, one), type="2") for one in below))


def _participants(publisher: Publisher, place: PlannedPlace) -> tuple[Participant, ...]:
    own = Participant(role="2", ref=publisher.ref, type=MULTILATERAL, names=_words(publisher.name))
    carried_out = _words(place.entity) if place.entity else _words(publisher.name)
    ref = None if place.entity else publisher.ref
    return (own, Participant(role="4", ref=ref, type=MULTILATERAL, names=carried_out))


def _budgets(place: PlannedPlace) -> tuple[Budget, ...]:
    """One budget for each year and currency, over all funds; it is indicative, for a plan proposes it."""
    made = []
    for year in sorted({one.year for one in place.amounts}):
        start, end = _year(year)
        parts = _chosen([one for one in place.amounts if one.year == year], False)
        for money in by_currency(part.money for part in parts):
            value = _value(money.minor, money.currency, year)
            made.append(Budget(type="1", status="1", start=start, end=end, value=value))
    return tuple(made)


def _transactions(place: PlannedPlace) -> tuple[Transaction, ...]:
    """What was spent in a year, one for each fund, on the last day of that year."""
    return tuple(
        Transaction(
            type="4",
            day=_year(one.year)[1],
            value=_value(one.money.minor, one.money.currency, one.year, _year(one.year)[1]),
            description=_words(one.fund),
        )
        for one in _chosen(place.amounts, True)
    )


def _chosen(amounts: Iterable[PlannedAmount], is_spent: bool) -> list[PlannedAmount]:
    """Expenditures, or of each fund and currency of a year what was appropriated, else what was estimated."""
    every = list(amounts)
    if is_spent:
        return [one for one in every if one.measure == EXPENDITURE]
    best: dict[tuple[int, str, str], PlannedAmount] = {}
    for one in every:
        key = (one.year, one.fund, one.money.currency)
        if one.measure in BUDGETED and (
            key not in best or BUDGETED.index(one.measure) < BUDGETED.index(best[key].measure)
        ):
            best[key] = one
    return list(best.values())


def _documents(place: PlannedPlace) -> tuple[DocumentLink, ...]:
    title, page = place.document
    own = [_document(place.title, place.page, "A12")] if place.page else []
    return (*own, *([_document(title, page, "A05")] if page else []))


def _document(title: str, page: str, category: str) -> DocumentLink:
    return DocumentLink(
        url=page,
        format="text/html",
        title=_words(title),
        categories=(Code(code=category),),
        languages=(Code(code=ENGLISH),),
    )


def _result(one: PlannedResult) -> Result:
    return Result(
        type=one.kind,
        title=_words(one.title),
        description=_words(one.words) if one.words else (),
        indicators=(*(_indicator(measure) for measure in one.measures), *map(indicator_in, one.indicators)),
    )


def _indicator(measure: PlannedMeasure) -> Indicator:
    """A measure: in numbers where all its values are, else in words; the earliest actual value is its baseline."""
    values = [one for one in measure.values if one.number is not None or one.text]
    is_number = bool(values) and all(one.number is not None for one in values)
    actual = sorted((one for one in values if one.status == "actual"), key=lambda one: one.year)
    base = tuple(
        Baseline(year=one.year, value=_said(one, is_number), comment=_noted(one, is_number)) for one in actual[:1]
    )
    unit = f" ({measure.unit})" if measure.unit and measure.unit not in measure.title else ""
    return Indicator(
        measure="1" if is_number else "5",
        title=_words(f"{measure.title}{unit}"),
        baselines=base,
        periods=tuple(_period(year, values, is_number) for year in sorted({one.year for one in values})),
    )


def _period(year: int, values: Sequence[PlannedValue], is_number: bool) -> Period:
    start, end = _year(year)

    def told(is_actual: bool) -> tuple[Reported, ...]:
        return tuple(
            Reported(value=_said(one, is_number), comment=_noted(one, is_number))
            for one in values
            if one.year == year and (one.status == "actual") is is_actual
        )

    return Period(start=start, end=end, targets=told(False), actuals=told(True))


def _said(one: PlannedValue, is_number: bool) -> str | None:
    """The number of a value; what is told in words stands in its comment."""
    return f"{one.number.normalize():f}" if is_number and one.number is not None else None


def _noted(one: PlannedValue, is_number: bool) -> tuple[Narrative, ...]:
    return _words(one.text) if one.text and not is_number else ()


def _reporting(publisher: Publisher) -> ReportingOrganisation:
    return ReportingOrganisation(ref=publisher.ref, type=MULTILATERAL, names=_words(publisher.name))


def _value(minor: int, currency: str, year: int, day: date | None = None) -> Value:
    return Value(amount=Money(minor, currency).as_decimal(), currency=currency, rate_day=day or _year(year)[0])


def _year(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def _words(text: str) -> tuple[Narrative, ...]:
    return (Narrative(text=text),)
