"""What the checks over the record start from: rows of the current versions as the engine's records, in sets."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from throughline.engine.links import Link, text_digest
from throughline.engine.mandates.checks import DueAct, Listing
from throughline.engine.monitoring.assessment import Assessment
from throughline.engine.monitoring.evaluations import Evaluation
from throughline.engine.monitoring.indicators import Definition
from throughline.engine.monitoring.printed import Delivery, Measure, MeasureValue
from throughline.engine.planning.coherence import Planned
from throughline.engine.planning.contributions import Contribution, Edge, Span
from throughline.engine.planning.printed import AskedAct, Result, Subprogramme
from throughline.store.budgeting.tables import ResourceFigure
from throughline.store.findings import KeptFinding
from throughline.store.mandates.tables import Act, Addressee
from throughline.store.monitoring.assessments.reads import assessment_record
from throughline.store.monitoring.assessments.tables import Assessment as AssessmentRow
from throughline.store.monitoring.evaluations.reads import all_evaluations
from throughline.store.monitoring.indicators.reads import definition_record
from throughline.store.monitoring.indicators.tables import Definition as DefinitionRow
from throughline.store.monitoring.indicators.tables import IndicatorReport
from throughline.store.monitoring.tables import Measure as MeasureRow
from throughline.store.monitoring.tables import MeasureValue as ValueRow
from throughline.store.monitoring.tables import Quantity
from throughline.store.nodes import Node, nodes_at
from throughline.store.organizations import Organization
from throughline.store.planning.answers import as_value, is_answered, is_linked
from throughline.store.planning.contributions.reads import contribution_record, tree_edges
from throughline.store.planning.contributions.tables import Contribution as ContributionRow
from throughline.store.planning.linkage import planned_nodes, plans_beside
from throughline.store.planning.links.reads import links_where
from throughline.store.planning.tables import SUBPROGRAMME, ListedMandate, Place, Plan
from throughline.store.planning.tables import Result as ResultRow
from throughline.store.rights import EVERYTHING

# What a reader says of a text that no body has adopted as it stands.
NOT_ADOPTED = ("RS-DRAFT", "RS-TRACKED-FLAT")


@dataclass(frozen=True, slots=True)
class PlanInputs:
    """One plan as the checks see it: `base` is its address, `year` its budget year; `paid` the places with money."""

    base: str
    organization: str
    year: int
    subprogrammes: tuple[Subprogramme, ...]
    results: tuple[Result, ...]
    measures: tuple[Measure, ...]
    paid: frozenset[str]


def current(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The rows whose version is the one that stands for its document."""
    return rows.filter(version_id=F("version__document__current_id"))


def asked_acts() -> list[tuple[str, DueAct, AskedAct]]:
    """Every act with an addressee or a last day, with its document's organization; two statements.

    Drafts, and texts whose tracked changes were run together, ask nothing yet: nothing of theirs was adopted. An act
    is answered by plans and links of the organization that took its document in first.
    """
    named: dict[int, list[str]] = {}
    addressees = current(Addressee.objects.all()).order_by("position")
    for act, name in addressees.values_list("act_id", "name"):
        named.setdefault(act, []).append(name)
    columns = ("pk", "address", "verb", "request", "latest", "deadline_raw", "version__document__address")
    drafts = KeptFinding.objects.filter(version=OuterRef("version"), code__in=NOT_ADOPTED)
    answered = as_value(is_answered(EVERYTHING, "version__document__organization"))
    linked = as_value(Q(is_linked(EVERYTHING, "version__document__organization")))
    acts = current(Act.objects.filter(~Exists(drafts))).annotate(answered=answered, linked=linked)
    found = []
    for pk, address, verb, request, latest, raw, document, is_answered_now, is_linked_now, code in acts.order_by(
        "version_id", "position"
    ).values_list(*columns, "answered", "linked", "version__document__organization__code"):
        names = tuple(named.get(pk, ()))
        if names or latest:
            due = DueAct(address, verb, request, names, latest, raw, is_linked_now)
            found.append((code, due, AskedAct(address, document, verb, request, names, is_answered_now)))
    return found


def listings() -> list[tuple[str, Listing]]:
    """Every mandate that a place of a plan lists, with the plan's organization; one statement."""
    rows = current(ListedMandate.objects.exclude(document=None)).order_by("version_id", "position")
    columns = ("version__document__organization__code", "place__address", "document__address", "title", "body")
    return [
        (code, Listing(place, symbol, title, body or None))
        for code, place, symbol, title, body in rows.values_list(*columns)
    ]


def links() -> list[tuple[str, Link]]:
    """Every link that nobody ended, with its organization and what stands at its ends now; one statement."""
    found = links_where(seen_by=EVERYTHING).select_related("document", "changed_by", "organization")
    return [
        (
            one.organization.code,
            Link(
                address=str(one),
                source=one.source,
                target=one.target,
                period=one.target.split("/")[1],
                share=one.share,
                source_now=None if one.asked is None else text_digest(one.asked),
                target_now=None if one.answer is None else text_digest(one.answer),
                source_then=one.source_text,
                target_then=one.target_text,
            ),
        )
        for one in found
    ]


@dataclass(frozen=True, slots=True)
class PlansOf:
    """The plans of an organization as the checks see them: contributions, nodes at their ends, and all nodes."""

    organization: str
    contributions: tuple[Contribution, ...]
    ends: Mapping[str, Node]
    nodes: tuple[Planned, ...]
    edges: tuple[Edge, ...]


def plans_of_results() -> list[PlansOf]:
    """The plans of every organization that has a tree of results or a contribution; eight statements for each."""
    named = {"frameworks__isnull": False}, {"contributions__isnull": False}
    found = Organization.objects.filter(Q(**named[0]) | Q(**named[1])).distinct().order_by("code")
    whole = []
    for one in found:
        rows = ContributionRow.objects.filter(organization=one, ended=None).order_by("source", "target", "code")
        joined = tuple(map(contribution_record, rows))
        ends = nodes_at(one, [end for row in joined for end in (row.source, row.target)], seen_by=EVERYTHING)
        beside = plans_beside(one, seen_by=EVERYTHING)
        trees = tree_edges(one, seen_by=EVERYTHING)
        whole.append(PlansOf(one.code, joined, ends, planned_nodes(beside), (*beside.edges, *trees)))
    return whole


@dataclass(frozen=True, slots=True)
class EvaluationsOf:
    """The evaluations of an organization, the days of the nodes that their lessons name, and of all its plans."""

    organization: str
    evaluations: tuple[Evaluation, ...]
    spans: Mapping[str, Span]
    plans: tuple[Span, ...]


def evaluations() -> list[EvaluationsOf]:
    """The evaluations of every organization that has any; six statements, and eleven for each that learned something.

    Without any evaluation it is one.
    """
    by_code = all_evaluations()
    found = []
    for whose in Organization.objects.filter(code__in=by_code).order_by("code") if by_code else ():
        lessons = [lesson for one in by_code[whose.code] for lesson in one.lessons]
        named = [node for one in lessons for node in (*one.nodes, *(use.node for use in one.uses))]
        nodes = nodes_at(whose, named, seen_by=EVERYTHING) if named else {}
        spans = {address: node.span for address, node in nodes.items() if node.span}
        plans = plans_beside(whose, seen_by=EVERYTHING).plans if spans else ()
        days = tuple(plan.span for plan in plans if plan.span)
        found.append(EvaluationsOf(whose.code, by_code[whose.code], spans, days))
    return found


def deliveries() -> list[tuple[str, Delivery]]:
    """What was planned and delivered of every numbered deliverable in each year that prints both; one statement."""
    rows = current(Quantity.objects.filter(deliverable__kind="item", value__isnull=False))
    columns = (
        "version__document__organization__code",
        "deliverable__address",
        "deliverable__title",
        "year",
        "status",
        "value",
    )
    pairs: dict[tuple[str, str, str, int], dict[str, Any]] = {}
    for code, address, title, year, status, value in rows.order_by("version_id", "position").values_list(*columns):
        pairs.setdefault((code, address, title, year), {})[status] = value
    return [
        (code, Delivery(address, title, year, pair["planned"].normalize(), pair["actual"].normalize()))
        for (code, address, title, year), pair in pairs.items()
        if "planned" in pair and "actual" in pair
    ]


def plans() -> list[PlanInputs]:
    """Every plan with its subprogrammes, results, measures and the places that have money; six statements."""
    subprogrammes = _by_version(_subprogrammes())
    results = _by_version(_results())
    measures = _by_version(_measures())
    paid = _by_version(_paid())
    found = []
    columns = ("document__current_id", "address", "organization__code", "year")
    for version, base, code, year in Plan.objects.exclude(year=None).order_by("address").values_list(*columns):
        found.append(
            PlanInputs(
                base,
                code,
                year,
                tuple(subprogrammes.get(version, ())),
                tuple(results.get(version, ())),
                tuple(measures.get(version, ())),
                frozenset(paid.get(version, ())),
            )
        )
    return found


def _by_version(pairs: list[tuple[int, Any]]) -> dict[int, list[Any]]:
    grouped: dict[int, list[Any]] = {}
    for version, one in pairs:
        grouped.setdefault(version, []).append(one)
    return grouped


def _subprogrammes() -> list[tuple[int, Subprogramme]]:
    rows = current(Place.objects.filter(kind=SUBPROGRAMME)).order_by("position")
    columns = ("version_id", "place", "code", "title")
    return [(v, Subprogramme(place, "", code, title)) for v, place, code, title in rows.values_list(*columns)]


def _results() -> list[tuple[int, Result]]:
    rows = current(ResultRow.objects.all()).order_by("position")
    columns = ("version_id", "key", "place__place", "number", "title", "kind", "narrative")
    return [
        (version, Result(key, place, number or None, title, kind, narrative or None))
        for version, key, place, number, title, kind, narrative in rows.values_list(*columns)
    ]


def _measures() -> list[tuple[int, Measure]]:
    values: dict[int, list[MeasureValue]] = {}
    rows = current(ValueRow.objects.all()).order_by("position")
    for measure, year, status, text in rows.values_list("measure_id", "year", "status", "text"):
        values.setdefault(measure, []).append(MeasureValue(year, status, None, text))
    measures = current(MeasureRow.objects.all()).order_by("position")
    return [
        (version, Measure(key, title, None, tuple(values.get(pk, ()))))
        for pk, version, key, title in measures.values_list("pk", "version_id", "key", "title")
    ]


def _paid() -> list[tuple[int, str]]:
    rows = current(ResourceFigure.objects.filter(measure="estimate", place__isnull=False).exclude(minor=None))
    rows = rows.exclude(minor=0).filter(year=F("version__document__plan__year"))
    return list(rows.order_by().values_list("version_id", "place__place").distinct())


def series_redefined() -> list[tuple[str, tuple[str, str, Definition]]]:
    """Every series of an indicator that was defined anew, with each definition of its reports, and its organization.

    Two statements, one where none was.
    """
    reports = IndicatorReport.objects.filter(series__indicator__definition__number__gt=1).order_by()
    columns = ("series__indicator__organization__code", "series__indicator__address", "series__node", "definition")
    rows = list(reports.values_list(*columns).distinct())
    wanted = {definition for *_, definition in rows}
    found = DefinitionRow.objects.filter(pk__in=wanted).select_related("indicator") if wanted else ()
    definitions = {one.pk: definition_record(one) for one in found}
    return [(code, (indicator, node, definitions[definition])) for code, indicator, node, definition in rows]


def assessed() -> list[tuple[str, Assessment]]:
    """Every self-assessment with the code of its organization. Two statements."""
    found = AssessmentRow.objects.select_related("organization").prefetch_related("judgements")
    return [(one.organization.code, assessment_record(one)) for one in found.order_by("pk")]
