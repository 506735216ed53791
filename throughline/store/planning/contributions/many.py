"""Many contributions at once, as rows say them: looked at as a set, written whole or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction

from throughline.engine.errors import Refused
from throughline.engine.findings import Finding
from throughline.engine.planning.contribution_rows import ContributionRow, check_rows
from throughline.engine.planning.contributions import contribution_address, contribution_code
from throughline.store import history
from throughline.store.nodes import nodes_at
from throughline.store.organizations import Organization
from throughline.store.people import Person
from throughline.store.planning.contributions.reads import contribution_record, tree_edges
from throughline.store.planning.contributions.tables import Contribution
from throughline.store.rights import EDIT, require, sight_of_all
from throughline.store.rows import storable
from throughline.store.units.reads import answering_in

BRING = "bring contributions"
MOST = 5000
CHANGED = ("numerator", "denominator", "end", "rationale", "revision", "changed", "changed_by", "ended", "ending")


@dataclass(frozen=True, slots=True)
class Came:
    """What rows come to: how many contributions are new, how many say something else than before."""

    new: int
    changed: int


def check_many(
    organization: Organization, rows: Sequence[ContributionRow]
) -> tuple[list[tuple[int, str, Finding]], Came]:
    """What keeps rows from standing beside what contributes already, and what they come to. Eight statements."""
    sight = sight_of_all(organization)
    ends = [end for one in rows for end in (one.source, one.target)]
    nodes = nodes_at(organization, ends, seen_by=sight)
    standing = Contribution.objects.filter(organization=organization, ended=None)
    others = [contribution_record(one) for one in standing]
    found = check_rows(
        rows,
        organization.code,
        others,
        tree_edges(organization, seen_by=sight),
        lambda address: nodes[address].span if address in nodes else None,
        nodes.__contains__,
    )
    new, changed = _sorted_out(organization, rows)
    return found, Came(len(new), len(changed))


def bring_contributions(*, by: Person, organization: Organization, rows: Sequence[ContributionRow]) -> Came:
    """Make and change the contributions that rows say, all of them or none; those that no row names stay as they are.

    Raises `Refused` where the person may not edit a source, and for the first of what `check_many` finds. A fixed
    number of statements, two for each unit.
    """
    if not 0 < len(rows) <= MOST:
        raise Refused(f"Bring at least one contribution and at most {MOST}.")
    with transaction.atomic():
        history.lock_writing()
        answering = answering_in(organization)
        units = {unit.pk if unit else None: unit for unit in (answering.unit_at(one.source) for one in rows)}
        for unit in units.values():
            require(by, EDIT, organization, unit)
        wrong, _came = check_many(organization, rows)
        if wrong:
            raise Refused(" ".join(finding.message for _at, _field, finding in wrong[:5]))
        new, changed = _sorted_out(organization, rows)
        now = datetime.now(UTC)
        for one in (*new, *changed):
            one.made_by = one.made_by if one.pk else by
            one.made = one.made if one.pk else now
            one.changed, one.changed_by, one.revision = now, by, one.revision + 1
        Contribution.objects.bulk_create(new)
        Contribution.objects.bulk_update(changed, CHANGED, batch_size=500)
        told = [(contribution_address(one.code), _said(organization, one)) for one in (*new, *changed)]
        if told:
            history.append_all(at=now, by=by.username, action=BRING, told=told, organization=organization)
    return Came(len(new), len(changed))


def _sorted_out(
    organization: Organization, rows: Sequence[ContributionRow]
) -> tuple[list[Contribution], list[Contribution]]:
    """The contributions that rows make, and those that say something else, as they will stand. One statement."""
    known = {one.code: one for one in Contribution.objects.filter(organization=organization)}
    new: dict[str, Contribution] = {}
    changed = []
    for row in rows:
        code = contribution_code(organization.code, row.source, row.target, row.start)
        one = known.get(code) or Contribution(organization=organization, code=code, revision=0)
        share = (row.share.numerator, row.share.denominator) if row.share is not None else (None, None)
        wanted = (*share, row.end, storable(row.rationale).strip())
        if one.pk and one.ended is None and (one.numerator, one.denominator, one.end, one.rationale) == wanted:
            continue
        one.source, one.target, one.start = row.source, row.target, row.start
        one.numerator, one.denominator, one.end, one.rationale = wanted
        one.ended, one.ending = None, ""
        if one.pk:
            changed.append(one)
        else:
            new[code] = one
    return list(new.values()), changed


def _said(organization: Organization, one: Contribution) -> dict[str, object]:
    return {
        "from": one.source,
        "to": one.target,
        "share": str(one.share) if one.share is not None else "",
        "start": one.start.isoformat() if one.start else "",
        "end": one.end.isoformat() if one.end else "",
        "rationale": one.rationale,
        "revision": one.revision,
        "organization": organization.code,
    }
