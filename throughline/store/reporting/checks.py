"""The checks over the whole record, and the action that keeps what they find."""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256

from django.db import transaction

from throughline.engine.budgeting.coverage import check_coverage
from throughline.engine.findings import Finding
from throughline.engine.mandates.checks import check_deadlines, check_superseded
from throughline.engine.mandates.secretariat import is_secretariat
from throughline.engine.monitoring import check_deliveries, check_measures
from throughline.engine.planning import check_answers
from throughline.store import history
from throughline.store.organizations import Organization
from throughline.store.reporting import inputs
from throughline.store.reporting.tables import CheckFinding
from throughline.store.rows import storable

# An organization's code, None for a finding that is nobody's, and the finding.
Owned = tuple[str | None, Finding]


def findings_of_record(today: date) -> list[Owned]:
    """Every finding of the checks over the current versions; eleven statements, whatever the record's size."""
    found: list[Owned] = []
    acts = inputs.asked_acts()
    listed = inputs.listings()
    symbols = frozenset(listing.symbol for _, listing in listed)
    for code in sorted({code for code, _, _ in acts}):
        own = [(due, asked) for owner, due, asked in acts if owner == code]
        found += _owned(code, check_deadlines((due for due, _ in own), today))
        found += _owned(code, check_answers((asked for _, asked in own), is_secretariat, symbols))
    for code in sorted({code for code, _ in listed}):
        found += _owned(code, check_superseded(listing for owner, listing in listed if owner == code))
    by_organization: dict[str, list[inputs.Delivery]] = {}
    for code, delivery in inputs.deliveries():
        by_organization.setdefault(code, []).append(delivery)
    for code, own_deliveries in by_organization.items():
        found += _owned(code, check_deliveries(own_deliveries))
    for plan in inputs.plans():
        found += _owned(plan.organization, check_measures(plan.results, plan.measures, plan.base, plan.year))
        coverage = check_coverage(plan.subprogrammes, plan.results, plan.paid, plan.base, plan.year)
        found += _owned(plan.organization, coverage)
    return found


def _owned(code: str, findings: Iterable[Finding]) -> list[Owned]:
    return [(code, finding) for finding in findings]


def check_record(*, today: date) -> int:
    """Run the checks and keep what they find: new ones with the day, those not found any more as gone.

    Returns how many stand. A fixed number of statements; runs in one transaction. What is kept follows from the
    record and the day, so it is no line of the history.
    """
    with transaction.atomic():
        history.lock_writing()
        codes = dict(Organization.objects.values_list("code", "pk"))
        found = {_key(code, finding): (code, finding) for code, finding in findings_of_record(today)}
        known = dict(CheckFinding.objects.values_list("key", "pk"))
        CheckFinding.objects.filter(gone=None).update(gone=today)
        CheckFinding.objects.bulk_create(
            [_row(key, codes, owned, today) for key, owned in found.items() if key not in known], batch_size=2000
        )
        standing = [known[key] for key in found if key in known]
        for start in range(0, len(standing), 10_000):
            rows = CheckFinding.objects.filter(pk__in=standing[start : start + 10_000])
            rows.update(gone=None, last_seen=today)
    return len(found)


def _key(code: str | None, finding: Finding) -> str:
    """What makes a finding the same tomorrow: its organization, code, place and figures, not its wording."""
    said = "\x1f".join((code or "", finding.code, finding.where, *finding.figures))
    return sha256(said.encode("utf-8", "replace")).hexdigest()


def _row(key: str, codes: dict[str, int], owned: Owned, today: date) -> CheckFinding:
    code, finding = owned
    return CheckFinding(
        key=key,
        organization_id=codes.get(code) if code else None,
        code=finding.code,
        severity=finding.severity.value,
        address=storable(finding.where),
        message=storable(finding.message),
        figures=list(finding.figures),
        first_seen=today,
        last_seen=today,
    )
