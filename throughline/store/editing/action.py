"""The action that edits a plan: a new version of its document, written as a taking-in is, with a person as source."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from django.db import transaction

from throughline.engine.differences import content_digest
from throughline.engine.editing.applying import apply_edit
from throughline.engine.editing.records import Edit, edit_bytes, edit_data
from throughline.store import history
from throughline.store.digests import rows_digest
from throughline.store.editing.proposing import Proposal, Standing, Wish, check_rights, proposal_of, standing_at
from throughline.store.editing.reads import moment_of
from throughline.store.mandates.tables import Version
from throughline.store.mandates.writing import documents_for
from throughline.store.people import Person
from throughline.store.planning.tables import Plan
from throughline.store.rows import storable_json
from throughline.store.sources import CHANGED, EDITED, SourceFile, TakingIn
from throughline.store.taking_in.action import write_findings
from throughline.store.taking_in.contents import Contents, contents_of, write_contents
from throughline.store.taking_in.decision import record_digest
from throughline.store.taking_in.standing import make_current

# The action in the history, the format of its source, and the reader of it.
EDIT = EDITED


@dataclass(frozen=True, slots=True)
class Edited:
    """What an edit came to: the version that it wrote, None where something is open or wrong, or nothing changes."""

    proposal: Proposal
    version: int | None
    added: tuple[str, ...] = ()


def edit_plan(*, plan: Plan, wish: Wish, by: Person, at: datetime | None = None) -> Edited:
    """Apply what somebody wants of a plan, in one transaction: a new version of it, or nothing at all.

    Nothing is written where a field is open between two, or where something is wrong: the proposal says what. Raises
    `Refused` where the person may not edit the nodes. A fixed number of statements, whatever the size of the plan.
    """
    with transaction.atomic():
        history.lock_writing()
        plan = Plan.objects.select_related("document", "organization").get(pk=plan.pk)
        standing = standing_at(plan)
        nodes = [*wish.wanted, *(one.place for one in wish.additions), *(one.node for one in wish.removals)]
        check_rights(by, plan, nodes)
        proposal = proposal_of(standing, wish)
        if proposal.is_wrong or not proposal.edit:
            return Edited(proposal, None)
        return _write(standing, proposal, by, at or datetime.now(UTC))


def _write(standing: Standing, proposal: Proposal, by: Person, at: datetime) -> Edited:
    """Write the version, its source, and the line of the history."""
    plan, before = standing.plan, standing.version
    record = apply_edit(standing.record, proposal.edit, str(by), moment_of(at))
    contents = contents_of(record, plan.organization.code, plan.address)
    taking_in = _taking_in(proposal, standing, by, at)
    version = Version.objects.create(
        document=plan.document,
        number=taking_in.number,
        taking_in=taking_in,
        # What nobody typed still comes from the file that was read.
        source=before.source,
        file=before.file,
        kind=before.kind,
        language=before.language,
        content=content_digest(contents.nodes),
        record=record_digest(record),
        rows="",
        head=storable_json(contents.head),
        references=before.references,
        unclaimed=before.unclaimed,
    )
    documents, _unknown = documents_for(contents.symbols)
    write_contents(version.pk, record, contents, documents)
    write_findings(version, (*contents.findings, *standing.findings), plan.address, len(contents.findings))
    version.rows = rows_digest(version.pk, version.kind)
    Version.objects.filter(pk=version.pk).update(rows=version.rows)
    make_current(version, plan.organization)
    _tell(proposal.edit, contents, version, taking_in)
    before_keys = {one.key for one in standing.record.results}
    return Edited(proposal, version.number, tuple(one.key for one in record.results if one.key not in before_keys))


def _taking_in(proposal: Proposal, standing: Standing, by: Person, at: datetime) -> TakingIn:
    """The taking-in of the edit, whose source is its canonical JSON by its digest."""
    plan, before, moment = standing.plan, standing.version, moment_of(at)
    content = edit_bytes(proposal.edit, plan.address, before.number, by.username, moment)
    newest = Version.objects.filter(document=plan.document).order_by("-number").values_list("number", flat=True)[0]
    name = f"{plan.address} {newest + 1}.json"
    source = SourceFile.objects.create(sha256=sha256(content).hexdigest(), name=name, format=EDIT, size=len(content))
    return TakingIn.objects.create(
        organization=plan.organization,
        source=source,
        reader=EDIT,
        kind=before.kind,
        at=at,
        by=by,
        outcome=CHANGED,
        address=plan.document.address,
        number=newest + 1,
    )


def _tell(edit: Edit, contents: Contents, version: Version, taking_in: TakingIn) -> None:
    """The line of the history: what a taking-in tells, and the edit itself."""
    history.append(
        at=taking_in.at,
        by=taking_in.by.username,
        action=EDIT,
        address=taking_in.address,
        organization=taking_in.organization,
        data={
            "file": version.file,
            "sha256": taking_in.source.sha256,
            "reader": taking_in.reader,
            "organization": taking_in.organization.code,
            "kind": version.kind,
            "outcome": taking_in.outcome,
            "version": version.number,
            "plan": contents.plan,
            "counts": contents.rows,
            "edited": _named(edit),
            "content": version.content,
            "rows": version.rows,
            "current": True,
            "edit": storable_json(edit_data(edit)),
        },
    )


def _named(edit: Edit) -> Sequence[str]:
    """The nodes and fields that the edit touches, for people who read the history."""
    changed = [f"{one.node} {one.field}".strip() for one in edit.changes]
    return [
        *changed,
        *(f"{one.place} added" for one in edit.additions),
        *(f"{one.node} removed" for one in edit.removals),
    ]
