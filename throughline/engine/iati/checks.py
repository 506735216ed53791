"""What an IATI activity must hold beyond its schema: days in order, shares that make a whole, sectors, values."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

from throughline.engine.findings import Sentence, Severity
from throughline.engine.iati.activity import Activity
from throughline.engine.iati.faults import Fault, backwards, check_period, check_value, step
from throughline.engine.iati.money import Budget, PlannedDisbursement
from throughline.engine.iati.organisation import Organisation
from throughline.engine.iati.parts import Classified
from throughline.engine.iati.results import Indicator, Reported

WHOLE = Decimal(100)
PLANNED_START, ACTUAL_START, PLANNED_END, ACTUAL_END = "1", "2", "3", "4"
QUALITATIVE = "5"
OWN_VOCABULARIES = ("98", "99")
NOT_IN_IDENTIFIERS = frozenset("/&|?")


def check_activity(activity: Activity, generated: date | None) -> Iterator[Fault]:
    """Every fault of an activity. `generated` is the day on which its file was made: what has happened is before it."""
    for check in CHECKS:
        yield from check(activity, generated)


def check_organisation(organisation: Organisation) -> Iterator[Fault]:
    """Every fault of an organisation's file: periods, value dates, currencies, the identifier."""
    yield from _no_marks(organisation.identifier, "organisation-identifier")
    budgets = (
        ("total-budget", organisation.total_budgets),
        ("recipient-org-budget", organisation.recipient_budgets),
        ("recipient-region-budget", organisation.region_budgets),
        ("recipient-country-budget", organisation.country_budgets),
    )
    for name, parts in budgets:
        for place, one in enumerate(parts):
            path = step(name, place, len(parts))
            yield from check_period(one.start, one.end, path)
            yield from check_value(one.value, f"{path}/value", organisation.currency)
    for place, spent in enumerate(organisation.expenditures):
        path = step("total-expenditure", place, len(organisation.expenditures))
        if spent.start and spent.end and spent.start > spent.end:
            yield backwards(f"{path}/period-end", spent.start, spent.end)
        yield from check_value(spent.value, f"{path}/value", organisation.currency)


def _identifier(activity: Activity, _: date | None) -> Iterator[Fault]:
    yield from _no_marks(activity.identifier, "iati-identifier")


def _no_marks(identifier: str | None, path: str) -> Iterator[Fault]:
    if identifier is not None and NOT_IN_IDENTIFIERS & set(identifier):
        message = Sentence(
            "The identifier %(identifier)s holds one of / & | ?, which no identifier may: replace it.",
            identifier=identifier,
        )
        yield Fault("IA-IDENTIFIER", Severity.ERROR, path, message)


def _dates(activity: Activity, generated: date | None) -> Iterator[Fault]:
    days = {one.type: one.day for one in activity.dates if one.day is not None}
    if activity.dates and not {PLANNED_START, ACTUAL_START} & {one.type for one in activity.dates}:
        message = Sentence("No day says when the activity starts: give the planned or the actual start.")
        yield Fault("IA-START", Severity.ERROR, "activity-date", message)
    for first, last in ((PLANNED_START, PLANNED_END), (ACTUAL_START, ACTUAL_END)):
        start, end = days.get(first), days.get(last)
        if start and end and start > end:
            path = step("activity-date", [one.type for one in activity.dates].index(last), len(activity.dates))
            yield backwards(path, start, end)
    for place, one in enumerate(activity.dates):
        if one.type in (ACTUAL_START, ACTUAL_END) and one.day and generated and one.day > generated:
            yield _future(step("activity-date", place, len(activity.dates)), one.day, generated)


def _periods(activity: Activity, _: date | None) -> Iterator[Fault]:
    for place, one in enumerate(activity.budgets):
        yield from check_period(one.start, one.end, step("budget", place, len(activity.budgets)))
    for place, planned in enumerate(activity.planned_disbursements):
        if planned.start and planned.end and planned.start > planned.end:
            path = step("planned-disbursement", place, len(activity.planned_disbursements))
            yield backwards(f"{path}/period-end", planned.start, planned.end)


def _values(activity: Activity, generated: date | None) -> Iterator[Fault]:
    held: tuple[tuple[str, tuple[Budget | PlannedDisbursement, ...]], ...] = (
        ("budget", activity.budgets),
        ("planned-disbursement", activity.planned_disbursements),
    )
    for name, parts in held:
        for place, one in enumerate(parts):
            yield from check_value(one.value, f"{step(name, place, len(parts))}/value", activity.currency)
    for place, paid in enumerate(activity.transactions):
        path = step("transaction", place, len(activity.transactions))
        yield from check_value(paid.value, f"{path}/value", activity.currency)
        if paid.day and generated and paid.day > generated:
            yield _future(f"{path}/transaction-date", paid.day, generated)


def _shares(activity: Activity, _: date | None) -> Iterator[Fault]:
    by_vocabulary: dict[str, list[Classified]] = {}
    for sector in activity.sectors:
        by_vocabulary.setdefault(sector.vocabulary or "1", []).append(sector)
    for vocabulary, sectors in by_vocabulary.items():
        yield from _whole(sectors, "sector", Sentence("The sectors of vocabulary %(code)s", code=vocabulary))
    regions = [one for one in activity.regions if (one.vocabulary or "1") == "1"]
    if activity.countries or regions:
        first = "recipient-country" if activity.countries else "recipient-region"
        yield from _whole([*activity.countries, *regions], first, Sentence("The countries and regions"))
    every = (("sector", activity.sectors), ("recipient-country", activity.countries))
    for name, parts in (*every, ("recipient-region", activity.regions)):
        for place, one in enumerate(parts):
            if one.percentage is not None and not 0 <= one.percentage <= WHOLE:
                message = Sentence("%(share)s is no share: it must lie between 0 and 100.", share=one.percentage)
                yield Fault("IA-PERCENT", Severity.ERROR, step(name, place, len(parts)), message)


def _whole(parts: list[Classified], name: str, what: Sentence) -> Iterator[Fault]:
    """IA-SHARES where shares do not come to 100; one part alone is all of it without saying so."""
    given = [one.percentage for one in parts if one.percentage is not None]
    if not given and len(parts) == 1:
        return
    total = sum(given, Decimal(0))
    if len(given) == len(parts) and total == WHOLE:
        return
    digits = max((-int(one.as_tuple().exponent) for one in given), default=0)
    slack = len(given) * Decimal(5).scaleb(-digits - 1) if digits else Decimal(0)
    is_rounding = len(given) == len(parts) and abs(total - WHOLE) <= slack
    message = Sentence("%(what)s come to %(total)s per cent in all: make them 100.", what=what, total=total)
    yield Fault("IA-SHARES", Severity.INFO if is_rounding else Severity.ERROR, name, message)


def _sectors(activity: Activity, _: date | None) -> Iterator[Fault]:
    having = [bool(one.sectors) for one in activity.transactions]
    if not activity.sectors and not any(having):
        message = Sentence("Neither the activity nor its transactions say a sector: give one, with its vocabulary.")
        yield Fault("IA-SECTOR", Severity.ERROR, "", message)
    elif activity.sectors and any(having):
        message = Sentence("Sectors stand both at the activity and at transactions: keep them at one of the two.")
        yield Fault("IA-SECTOR", Severity.WARNING, "sector", message)
    elif not activity.sectors and not all(having):
        place = having.index(False)
        message = Sentence("Some transactions say their sector and this one does not: give every one its own.")
        yield Fault("IA-SECTOR", Severity.ERROR, step("transaction", place, len(having)), message)
    for place, one in enumerate(activity.sectors):
        if one.vocabulary in OWN_VOCABULARIES and not one.names:
            message = Sentence("A code of the publisher's own vocabulary says nothing to others: add its name.")
            yield Fault("IA-NO-NAME", Severity.WARNING, step("sector", place, len(activity.sectors)), message)


def _places(activity: Activity, _: date | None) -> Iterator[Fault]:
    having = any(one.country or one.region for one in activity.transactions)
    if having and (activity.countries or activity.regions):
        message = Sentence("Countries stand both at the activity and at transactions: keep them at one of the two.")
        name = "recipient-country" if activity.countries else "recipient-region"
        yield Fault("IA-PLACES", Severity.WARNING, name, message)


def _names(activity: Activity, _: date | None) -> Iterator[Fault]:
    for place, one in enumerate(activity.participants):
        if not one.ref and not one.names:
            message = Sentence("An organisation takes part without a reference and without a name: give one of them.")
            path = step("participating-org", place, len(activity.participants))
            yield Fault("IA-NO-NAME", Severity.ERROR, path, message)
    if activity.language is None:
        lone = [one for one in activity.title if one.language is None]
        if lone:
            message = Sentence("Neither the activity nor its title says the language: add xml:lang to the activity.")
            yield Fault("IA-LANGUAGE", Severity.WARNING, "title", message)


def _results(activity: Activity, _: date | None) -> Iterator[Fault]:
    for place, result in enumerate(activity.results):
        path = step("result", place, len(activity.results))
        if not result.indicators:
            message = Sentence("The result has no indicator: add one, or leave the result out.")
            yield Fault("IA-NO-INDICATOR", Severity.ERROR, path, message, "indicator")
        for number, indicator in enumerate(result.indicators):
            yield from _indicator(indicator, f"{path}/{step('indicator', number, len(result.indicators))}")


def _indicator(indicator: Indicator, path: str) -> Iterator[Fault]:
    is_number = indicator.measure != QUALITATIVE
    for place, base in enumerate(indicator.baselines):
        if is_number and not _is_number(base.value):
            yield _no_number(f"{path}/{step('baseline', place, len(indicator.baselines))}", base.value)
    for place, period in enumerate(indicator.periods):
        inner = f"{path}/{step('period', place, len(indicator.periods))}"
        if period.start and period.end and period.start > period.end:
            yield backwards(f"{inner}/period-end", period.start, period.end)
        several: tuple[tuple[str, tuple[Reported, ...]], ...] = (
            ("target", period.targets),
            ("actual", period.actuals),
        )
        for name, values in several:
            for number, one in enumerate(values):
                if is_number and not _is_number(one.value):
                    yield _no_number(f"{inner}/{step(name, number, len(values))}", one.value)


def _is_number(value: str | None) -> bool:
    """Whether it is a number, or nothing at all: what is not known may be left out, but not said in words."""
    if value is None or not value.strip():
        return True
    try:
        return Decimal(value.strip()).is_finite()
    except InvalidOperation:
        return False


def _no_number(path: str, value: str | None) -> Fault:
    message = Sentence(
        "%(value)s is no number, and the indicator is measured in numbers: give digits alone, or leave it out.",
        value=f'"{value}"',
    )
    return Fault("IA-NUMBER", Severity.WARNING, path, message)


def _future(path: str, day: date, generated: date) -> Fault:
    message = Sentence(
        "%(day)s is said to have happened, and the file was made on %(generated)s: correct the day, or plan it.",
        day=day,
        generated=generated,
    )
    return Fault("IA-FUTURE", Severity.WARNING, path, message)


CHECKS: tuple[Callable[[Activity, date | None], Iterator[Fault]], ...] = (
    _identifier,
    _dates,
    _periods,
    _values,
    _shares,
    _sectors,
    _places,
    _names,
    _results,
)
