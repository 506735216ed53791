"""What an edit of a plan would come to: what changes, what two want otherwise, what is wrong; writes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import F

from throughline.engine.budgeting.records import Fascicle
from throughline.engine.editing.checks import (
    check_additions,
    check_removals,
    check_unchanged,
    check_wanted,
    conflict_findings,
)
from throughline.engine.editing.merging import Merged, Wanted, decided, merge
from throughline.engine.editing.nodes import nodes_of
from throughline.engine.editing.records import Addition, Edit, Node, Removal, tidy
from throughline.engine.errors import Refused
from throughline.engine.findings import Finding, Severity
from throughline.store.budgeting.whole import fascicle_record
from throughline.store.findings import KeptFinding
from throughline.store.mandates.tables import Version
from throughline.store.people import Person
from throughline.store.planning.tables import Plan
from throughline.store.rights import EDIT, require
from throughline.store.units.reads import answering_in

# Findings that are worked out again for every version.
WORKED_OUT = ("ST-PLACE", "ST-NUMBER")
Chosen = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants of a plan, begun from the version `number` of it.

    `wanted` is {node: {field: text}}; of the fields that somebody else changed meanwhile, those (node, field) in
    `mine` go as wanted, those in `theirs` stay, and the others wait for a choice. A choice was made looking at the
    version `seen`: what was changed once more after it waits again.
    """

    number: int
    wanted: Wanted
    additions: tuple[Addition, ...] = ()
    removals: tuple[Removal, ...] = ()
    mine: Chosen = frozenset()
    theirs: Chosen = frozenset()
    seen: int | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a wish comes to against the plan as it stands (`number`): the edit, what is open, and what is wrong."""

    plan: str
    number: int
    edit: Edit
    merged: Merged
    findings: tuple[Finding, ...]

    @property
    def open(self) -> tuple[Finding, ...]:
        """Fields that two want otherwise and nobody has chosen for."""
        return tuple(one for one in self.findings if one.code == "PL-CONFLICT")

    @property
    def is_wrong(self) -> bool:
        """Tell whether something must be mended before it can be applied."""
        return any(one.severity is Severity.ERROR for one in self.findings)


@dataclass(frozen=True, slots=True)
class Standing:
    """A plan as it stands, read whole once: the version, its record, its nodes, findings of its taking-in."""

    plan: Plan
    version: Version
    record: Fascicle
    nodes: dict[str, Node]
    findings: tuple[Finding, ...]


def standing_at(plan: Plan) -> Standing:
    """The plan as it stands: nineteen statements, whatever its size."""
    current = Version.objects.filter(document=plan.document_id, pk=F("document__current"))
    version = current.select_related("source", "taking_in", "document").get()
    record = fascicle_record(version)
    origins = KeptFinding.objects.filter(version=version).order_by("position").values_list("origin", flat=True)
    found = list(zip(record.findings, origins, strict=True))
    read = tuple(one for one, origin in found if origin == "reading" and one.code not in WORKED_OUT)
    later = tuple(one for one, origin in found if origin != "reading")
    record = replace(record, findings=read)
    return Standing(plan, version, record, nodes_of(record), later)


def nodes_at(plan: Plan, number: int) -> dict[str, Node] | None:
    """The nodes of a version of a plan, None where it has no such version. Eighteen statements."""
    version = Version.objects.filter(document=plan.document_id, number=number).select_related("source").first()
    return nodes_of(fascicle_record(version)) if version else None


def propose(*, plan: Plan, wish: Wish, by: Person) -> Proposal:
    """What the wish would come to; writes nothing. Raises `Refused` where the person may not edit the nodes."""
    standing = standing_at(plan)
    check_rights(by, plan, [*wish.wanted, *(one.place for one in wish.additions), *(one.node for one in wish.removals)])
    return proposal_of(standing, wish)


def proposal_of(standing: Standing, wish: Wish) -> Proposal:
    """The proposal for a plan that was read: what changes, what is open, what is wrong."""
    nodes, number = standing.nodes, standing.version.number
    base = nodes if wish.number == number else nodes_at(standing.plan, wish.number)
    if base is None:
        raise Refused(f"{standing.plan.address} has no version {wish.number}: begin again from what stands.")
    merged = merge(base, nodes, wish.wanted)
    chosen = _still_chosen(standing, wish)
    findings = [
        *check_wanted(nodes, _changed(base, wish.wanted)),
        *check_additions(nodes, wish.additions),
        *check_removals(nodes, wish.removals),
        *check_unchanged(base, nodes, wish.removals),
        *conflict_findings(
            one for one in merged.conflicts if (one.node, one.field) not in chosen & (wish.mine | wish.theirs)
        ),
    ]
    additions = tuple(
        Addition(one.place, tuple((field, tidy(text)) for field, text in one.fields)) for one in wish.additions
    )
    removals = tuple(Removal(one.node, tidy(one.reason)) for one in wish.removals)
    edit = Edit(decided(merged, wish.mine & chosen), additions, removals)
    return Proposal(standing.plan.address, number, edit, merged, tuple(findings))


def _changed(base: dict[str, Node], wanted: Wanted) -> dict[str, dict[str, str]]:
    """What is wanted otherwise than it stood when it was begun; every node that is named."""
    return {
        name: {
            field: text
            for field, text in fields.items()
            if name not in base or tidy(text) != tidy(base[name].fields.get(field, ""))
        }
        for name, fields in wanted.items()
    }


def _still_chosen(standing: Standing, wish: Wish) -> Chosen:
    """The choices that were made between texts that stand unchanged since."""
    chosen, number = wish.mine | wish.theirs, standing.version.number
    if not chosen or wish.seen in (None, number):
        return chosen
    seen = nodes_at(standing.plan, wish.seen or 0) or {}
    return frozenset(
        (node, field)
        for node, field in chosen
        if node in seen
        and node in standing.nodes
        and seen[node].fields.get(field) == standing.nodes[node].fields.get(field)
    )


def check_rights(by: Person, plan: Plan, nodes: Sequence[str]) -> None:
    """Raise `Forbidden` where the person may not edit all these nodes; two statements for each unit that answers."""
    owner = plan.organization
    answering = answering_in(owner)
    addresses = dict.fromkeys(f"{plan.address}/{node}" if node else plan.address for node in nodes)
    units = {answering.unit_at(address) for address in addresses}
    for unit in sorted(units, key=lambda one: one.code if one else ""):
        require(by, EDIT, owner, unit)
