"""What is published of indicators as IATI: official figures by node; plans of results as activities of their own."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal

from throughline.engine.iati.measured import PlannedIndicator, PlannedPeriod, Told
from throughline.engine.iati.planned import PlannedPlace, PlannedResult
from throughline.engine.monitoring.aggregation import ONE, Amount, Folded, Kind, value_of
from throughline.engine.monitoring.cells import TOTAL
from throughline.engine.monitoring.indicators import Definition
from throughline.engine.monitoring.values import Of, unscaled
from throughline.store.monitoring.indicators.figures import IndicatorFigures, own_figures_of
from throughline.store.monitoring.indicators.reading import Which
from throughline.store.monitoring.indicators.reads import indicators_where
from throughline.store.organizations import Organization
from throughline.store.planning.frameworks.reads import seen_framework, standing
from throughline.store.planning.frameworks.tables import Element, Framework
from throughline.store.rights import Sight

ANSWER = {True: "yes", False: "no"}
# ResultType of IATI: what stands lowest in a plan is an output, what stands at the top an impact.
OUTPUT, OUTCOME, IMPACT = "1", "2", "3"
Measured = dict[str, list[PlannedIndicator]]


def measured_by_node(whose: Organization, *, seen_by: Sight) -> Measured:
    """The indicators of an organization that are seen, with their official figures, by node. Eight statements."""
    indicators = list(indicators_where(organization=whose, seen_by=seen_by))
    found: Measured = defaultdict(list)
    if indicators:
        for told in own_figures_of(whose, indicators, Which.OFFICIAL, seen_by=seen_by).values():
            found[told.definition.node].append(_planned(told))
    return found


def frameworks_as_places(
    whose: Organization, year: int, measured: Measured, page: Callable[[str], str], *, seen_by: Sight
) -> list[PlannedPlace]:
    """Plans of results that hold in a year, each an activity with its elements as results. Two statements, or one.

    A plan that nobody decided on is not published, whoever asks.
    """
    found = Framework.objects.filter(seen_framework(seen_by), organization=whose, standing__decided__isnull=False)
    plans = list(found.filter(start__lt=date(year + 1, 1, 1), end__gt=date(year, 1, 1)).order_by("address"))
    elements: dict[str, list[Element]] = defaultdict(list)
    if plans:
        rows = Element.objects.filter(standing(seen_by), version__framework__in=plans)
        for one in rows.select_related("version__framework").order_by("version", "position"):
            elements[one.version.framework.address].append(one)
    return [_place(plan, year, elements[plan.address], measured, page) for plan in plans]


def _place(
    plan: Framework, year: int, elements: Sequence[Element], measured: Measured, page: Callable[[str], str]
) -> PlannedPlace:
    inner = {one.parent for one in elements}
    results = [PlannedResult(plan.title, "", (), tuple(measured.get(plan.address, ())), IMPACT)]
    for one in elements:
        kind = OUTPUT if one.address not in inner and one.parent else OUTCOME if one.parent else IMPACT
        results.append(PlannedResult(one.title, one.text, (), tuple(measured.get(one.address, ())), kind))
    return PlannedPlace(
        address=plan.address,
        above="",
        level=1,
        year=year,
        title=plan.title,
        objective="",
        entity="",
        section=(plan.code, plan.title),
        page=page(plan.address),
        document=("", ""),
        amounts=(),
        results=tuple(results),
        span=(plan.start, plan.end),
    )


def results_at(address: str, title: str, measured: Measured) -> Iterable[PlannedResult]:
    """The indicators of a place itself, as a result that goes by the title of the place; none where it has none."""
    own = measured.get(address, ())
    return (PlannedResult(title, "", (), tuple(own), OUTCOME),) if own else ()


def _planned(told: IndicatorFigures) -> PlannedIndicator:
    definition = told.definition
    baseline: tuple[str, Told] | None = None
    periods = []
    for name, span in told.spans.items():
        each = {of: _told(definition, told.of(of.value).get((definition.node, name, TOTAL))) for of in Of}
        based = each[Of.BASELINE]
        if based is not None and baseline is None:
            baseline = name, based
        if each[Of.TARGET] is not None or each[Of.ACTUAL] is not None:
            periods.append(PlannedPeriod(span, each[Of.TARGET], each[Of.ACTUAL]))
    return PlannedIndicator(definition, (told.spans[baseline[0]], baseline[1]) if baseline else None, tuple(periods))


def _told(definition: Definition, one: Folded | None) -> Told | None:
    """A figure as a number and in words; None where there is none, and where values may not be added."""
    value = value_of(one) if isinstance(one, Amount) else None
    if not isinstance(one, Amount) or value is None:
        return None
    if definition.kind in (Kind.YESNO, Kind.MILESTONE):
        answer = ANSWER[bool(value)]
        return Decimal(1 if value else 0), f"{answer}: {one.text}" if one.text else answer
    if definition.kind is Kind.RATIO:
        return unscaled(value * ONE * 100, 2), ""
    return unscaled(value), one.text
