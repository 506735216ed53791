"""The checks over the whole record, and the action that keeps what they find."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from django.db import transaction

from throughline.engine.budgeting.coverage import check_coverage
from throughline.engine.findings import Finding, Severity
from throughline.engine.links import check_link_ends, check_link_shares
from throughline.engine.mandates.checks import check_deadlines, check_superseded
from throughline.engine.mandates.secretariat import is_secretariat
from throughline.engine.monitoring.assessment import check_rises
from throughline.engine.monitoring.evaluations import check_evaluations, check_lessons
from throughline.engine.monitoring.indicators import check_units_of_series
from throughline.engine.monitoring.printed import Delivery, check_deliveries, check_measures
from throughline.engine.planning.coherence import check_coherence
from throughline.engine.planning.contributions import (
    check_contribution_circle,
    check_contribution_ends,
    check_contribution_periods,
    check_contribution_shares,
)
from throughline.engine.planning.printed import check_answers
from throughline.store import history
from throughline.store.findings import KeptFinding, message_of, parts_of
from throughline.store.organizations import Organization
from throughline.store.reporting import inputs
from throughline.store.reporting.answering import answer_findings, hand_on
from throughline.store.reporting.cells import IN_A_TABLE, address_of, cells_named, first_cell
from throughline.store.reporting.tables import StandingFinding
from throughline.store.rows import storable
from throughline.store.suggestions.working_out import work_out_suggestions

CHECK = "check"
# A reading sees one file; where a check over the record says the same of the same thing, only that stands.
SAID_BY_CHECKS = {"PB-NO-MEASURE": "MO-NO-MEASURE"}


@dataclass(frozen=True, slots=True)
class Owned:
    """A finding with the organization whose record it is about, the node, and who found it."""

    organization: str
    finding: Finding
    address: str
    origin: str = CHECK


def findings_of_record(today: date) -> list[Owned]:
    """Every finding of the checks over the current versions; seventeen statements at most, whatever the record's size.

    And nine for each organization that has plans as trees of results, or contributions; seven where anything was
    evaluated, and eleven for each organization that learned from it.
    """
    found: list[Owned] = []
    acts = inputs.asked_acts()
    listed = inputs.listings()
    for code in sorted({code for code, _, _ in acts}):
        own = [(due, asked) for owner, due, asked in acts if owner == code]
        found += _owned(code, check_deadlines((due for due, _ in own), today))
        found += _owned(code, check_answers((asked for _, asked in own), is_secretariat))
    for code in sorted({code for code, _ in listed}):
        found += _owned(code, check_superseded(listing for owner, listing in listed if owner == code))
    linked = inputs.links()
    for code in sorted({code for code, _ in linked}):
        own_links = [link for owner, link in linked if owner == code]
        found += _owned(code, [*check_link_shares(own_links), *check_link_ends(own_links)])
    by_organization: dict[str, list[Delivery]] = {}
    for code, delivery in inputs.deliveries():
        by_organization.setdefault(code, []).append(delivery)
    for code, own_deliveries in by_organization.items():
        found += _owned(code, check_deliveries(own_deliveries))
    redefined = inputs.series_redefined()
    for code in sorted({code for code, _ in redefined}):
        found += _owned(code, check_units_of_series(series for owner, series in redefined if owner == code))
    assessed = inputs.assessed()
    for code in sorted({code for code, _ in assessed}):
        found += _owned(code, check_rises(one for owner, one in assessed if owner == code))
    for evaluated in inputs.evaluations():
        found += _owned(evaluated.organization, check_evaluations(evaluated.evaluations, today))
        found += _owned(evaluated.organization, _check_lessons(evaluated))
    for plans in inputs.plans_of_results():
        found += _owned(plans.organization, _check_plans(plans))
    for plan in inputs.plans():
        found += _owned(plan.organization, check_measures(plan.results, plan.measures, plan.base, plan.year))
        coverage = check_coverage(plan.subprogrammes, plan.results, plan.paid, plan.base, plan.year)
        found += _owned(plan.organization, coverage)
    return found


def _check_plans(plans: inputs.PlansOf) -> list[Finding]:
    """What does not hold, or does not hang together, among the plans of one organization."""
    joined, ends = plans.contributions, plans.ends
    return [
        *check_contribution_shares(joined),
        *check_contribution_circle(plans.edges),
        *check_contribution_ends(joined, ends.__contains__),
        *check_contribution_periods(joined, lambda address: ends[address].span if address in ends else None),
        *check_coherence(plans.nodes, [one.edge for one in joined]),
    ]


def _check_lessons(evaluated: inputs.EvaluationsOf) -> list[Finding]:
    """Which lessons of an organization are used in none of the plans that came after."""
    return check_lessons(evaluated.evaluations, evaluated.spans, evaluated.plans)


def _owned(code: str, findings: Iterable[Finding]) -> list[Owned]:
    return [Owned(code, finding, finding.where) for finding in findings]


def _kept() -> list[Owned]:
    """What the readings and the takings-in of the current versions found, at the cells it names; three statements."""
    rows = inputs.current(KeptFinding.objects.all()).order_by("version_id", "position")
    columns = ("version_id", "code", "severity", "where", "message", "said", "figures", "address", "origin")
    kept = list(rows.values_list("version__document__organization__code", *columns))
    cells = cells_named((version, first_cell(where)) for _, version, _, _, where, *_ in kept if _names_cell(where))
    found = []
    for organization, version, code, severity, where, message, said, figures, document, origin in kept:
        named = cells.get((version, first_cell(where)), {})
        address = address_of(named, figures[0] if figures else "") or document
        finding = Finding(code, Severity(severity), where, message_of(message, said), tuple(figures))
        found.append(Owned(organization, finding, address, origin))
    return found


def _names_cell(where: str) -> bool:
    return where.startswith(IN_A_TABLE)


def _not_said_again(kept: Iterable[Owned], checked: Iterable[Owned]) -> list[Owned]:
    """What readings found, without what a check over the record says of the same thing."""
    said = {(one.finding.code, one.address) for one in checked}
    return [
        one for one in kept if (SAID_BY_CHECKS.get(one.finding.code), f"{one.address}/{one.finding.where}") not in said
    ]


def check_record(*, today: date) -> int:
    """Keep what readings and checks find: new findings with the day, those not found any more as gone.

    Returns how many stand. A fixed number of statements; runs in one transaction. What is kept follows from the
    record and the day, so it is no line of the history. Afterwards the suggestions of every organization whose plans
    or documents changed are worked out anew.
    """
    with transaction.atomic():
        history.lock_writing()
        codes = dict(Organization.objects.values_list("code", "pk"))
        checked = findings_of_record(today)
        found = {_key(owned): owned for owned in [*_not_said_again(_kept(), checked), *checked]}
        known = {key: tuple(row) for key, *row in StandingFinding.objects.values_list("key", "pk", "message", "said")}
        StandingFinding.objects.filter(gone=None).update(gone=today)
        StandingFinding.objects.bulk_create(
            [_row(key, codes, owned, today) for key, owned in found.items() if key not in known], batch_size=2000
        )
        standing = [known[key][0] for key in found if key in known]
        for start in range(0, len(standing), 10_000):
            rows = StandingFinding.objects.filter(pk__in=standing[start : start + 10_000])
            rows.update(gone=None, last_seen=today)
        _reword((*known[key], owned) for key, owned in found.items() if key in known)
        hand_on(today)
        answer_findings()
    for organization in Organization.objects.order_by("code"):
        work_out_suggestions(organization)
    return len(found)


def _reword(found: Iterable[tuple[Any, ...]]) -> None:
    """Say anew what a check words by the day, and what an older version of the checks worded otherwise.

    `found` are row numbers, messages and their parts as they are kept, with the finding as it is now.
    """
    reworded = []
    for pk, message, said, owned in found:
        now, parts = storable(owned.finding.message), parts_of(owned.finding.message)
        if (now, parts) != (message, said):
            reworded.append(StandingFinding(pk=pk, message=now, said=parts))
    StandingFinding.objects.bulk_update(reworded, ["message", "said"], batch_size=2000)


def _key(owned: Owned) -> str:
    """What makes a finding the same tomorrow: its organization, code, place and figures; of a check not the wording.

    A check words its finding by the day ("in 30 days"); a reading may find two things at one place.
    """
    finding = owned.finding
    wording = () if owned.origin == CHECK else (finding.message,)
    said = "\x1f".join((owned.organization, finding.code, owned.address, finding.where, *finding.figures, *wording))
    return sha256(said.encode("utf-8", "replace")).hexdigest()


def _row(key: str, codes: dict[str, int], owned: Owned, today: date) -> StandingFinding:
    finding = owned.finding
    return StandingFinding(
        key=key,
        organization_id=codes.get(owned.organization),
        code=finding.code,
        severity=finding.severity.value,
        address=storable(owned.address),
        where="" if owned.origin == CHECK else storable(finding.where),
        message=storable(finding.message),
        said=parts_of(finding.message),
        figures=list(finding.figures),
        origin=owned.origin,
        first_seen=today,
        last_seen=today,
    )
