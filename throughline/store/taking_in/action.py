"""The action that takes the record of one file into the store, and its preview."""

from dataclasses import asdict
from datetime import UTC, datetime

from django.db import transaction

from throughline.engine.errors import Forbidden, Refused
from throughline.engine.findings import Finding
from throughline.store import history
from throughline.store.digests import rows_digest
from throughline.store.findings import KeptFinding, parts_of
from throughline.store.mandates.holding import hold, is_holder, know
from throughline.store.mandates.tables import NOT_WITHDRAWN, Document, Version
from throughline.store.mandates.writing import documents_for, symbol_key
from throughline.store.organizations import DEFAULT, Organization, organization_with
from throughline.store.people import Person
from throughline.store.rights import EDIT, require
from throughline.store.rows import insert, storable, storable_json
from throughline.store.sources import CHANGED, FILLED, NEW, SourceFile, TakingIn
from throughline.store.taking_in.contents import Readable, Records, taken_as, write_contents
from throughline.store.taking_in.decision import Decision, decide
from throughline.store.taking_in.outcome import TakenIn
from throughline.store.taking_in.standing import make_current, stand_plan

TAKE_IN = "take in"
# A text in this language stands before one in another, whatever order they came in.
FIRST_LANGUAGE = "en"


def preview(*, records: Readable, reader: str, organization: str = DEFAULT, by: Person | None = None) -> TakenIn:
    """What `take_in` would do with the record of this file; writes nothing. Without `by`, for this machine.

    Raises `Refused` as `take_in` does.
    """
    records = taken_as(records)
    decision = decide(records, organization, reader)
    if by is not None:
        _check_rights(by, organization, decision)
    keys = {symbol_key(symbol): symbol for symbol in sorted(decision.contents.symbols, reverse=True)}
    heard_of = Document.objects.filter(key__in=[key for key in keys if key], known=True)
    known = set(heard_of.values_list("key", flat=True))
    unknown = sorted(symbol for key, symbol in keys.items() if key and key not in known and key != decision.key)
    return _outcome(records, decision, tuple(unknown) if decision.outcome in (NEW, FILLED, CHANGED) else ())


def take_in(
    *,
    records: Readable,
    by: Person,
    reader: str,
    organization: str = DEFAULT,
    size: int | None = None,
    at: datetime | None = None,
) -> TakenIn:
    """Take the record of one file into the store, in one transaction: whole, or not at all.

    `reader` is the version of the readers, `size` the bytes of the file, `at` the time of the taking-in (now). What
    comes of it says `TakenIn`. The same bytes read by the same reader write nothing at all. Statements: a fixed
    number for each kind of document, whatever its size. Raises `Forbidden` where the person may not act.
    """
    if not by.is_active:
        raise Refused(f"{by} is not active any more and cannot take documents in.")
    records = taken_as(records)
    with transaction.atomic():
        history.lock_writing()
        decision = decide(records, organization, reader)
        _check_rights(by, organization, decision)
        if not decision.written:
            return _outcome(records, decision, ())
        owner = organization_with(organization)
        taking_in = _write_taking_in(records, decision, owner, by, reader, size, at or datetime.now(UTC))
        return _outcome(records, decision, _write(records, decision, owner, taking_in))


def _write(records: Records, decision: Decision, owner: Organization, taking_in: TakingIn) -> tuple[str, ...]:
    """Write what the decision asks for, and the line of the history; the symbols that nobody had heard of."""
    document, cited = decision.document, dict[str, int]()
    unknown: tuple[str, ...] = ()
    rows, is_current = "", False
    if decision.outcome in (NEW, FILLED, CHANGED):
        version, cited, unknown = _write_version(records, decision, taking_in, owner)
        document, rows, is_current = version.document, version.rows, _is_now_current(decision, version)
        if is_current:
            make_current(version, owner)
    assert document is not None
    data = _told(records, decision, taking_in, rows, is_current)
    if _hold(owner, document, decision, cited) and not is_current:
        data["holds"] = True
    history.append(
        at=taking_in.at,
        by=taking_in.by.username,
        action=TAKE_IN,
        address=taking_in.address,
        data=data,
        organization=owner,
    )
    return unknown


def _check_rights(by: Person, organization: str, decision: Decision) -> None:
    """Refuse who has no right to edit the record, and who would put another text in the place of one held elsewhere.

    A text says by itself what symbol it bears: without this, whoever writes a symbol over it would read what others
    hold under that symbol, and change what they read.
    """
    if by.operates:
        return
    owner = Organization.objects.filter(code=organization).first()
    if owner is None:
        raise Forbidden(f"{by} has no right to take documents into the record of {organization}.")
    require(by, EDIT, owner)
    if decision.outcome == CHANGED and decision.document and not is_holder(owner.pk, decision.document.pk):
        raise Refused(
            f"{decision.contents.address} is held with another text by another organization: ask its officers."
        )


def _hold(owner: Organization, document: Document, decision: Decision, cited: dict[str, int]) -> bool:
    """Note that the organization holds the document and knows what it cites; True where it did not hold it before."""
    if not is_holder(owner.pk, document.pk):
        hold(owner.pk, document.pk)
        know(owner.pk, (cited or documents_for(decision.contents.symbols)[0]).values())
        return True
    know(owner.pk, cited.values())
    return False


def _outcome(records: Records, decision: Decision, unknown: tuple[str, ...]) -> TakenIn:
    contents = decision.contents
    return TakenIn(
        file=records.file,
        address=contents.address,
        plan=contents.plan,
        kind=contents.kind,
        outcome=decision.outcome,
        version=decision.number,
        rows=contents.rows,
        difference=decision.difference,
        unknown=unknown,
        findings=decision.findings,
    )


def _write_taking_in(
    records: Records,
    decision: Decision,
    owner: Organization,
    by: Person,
    reader: str,
    size: int | None,
    at: datetime,
) -> TakingIn:
    source = decision.source or SourceFile.objects.create(
        sha256=records.sha256, name=storable(records.file), format=records.format, size=size
    )
    return TakingIn.objects.create(
        organization=owner,
        source=source,
        reader=reader,
        kind=decision.contents.kind,
        at=at,
        by=by,
        outcome=decision.outcome,
        address=decision.contents.address,
        number=decision.number,
    )


def _write_version(
    records: Records, decision: Decision, taking_in: TakingIn, owner: Organization
) -> tuple[Version, dict[str, int], tuple[str, ...]]:
    """Write the version with all its rows; returns it, the documents it cites, the symbols nobody had heard of."""
    contents = decision.contents
    document = decision.document or Document.objects.create(address=contents.address, key=decision.key)
    version = Version.objects.create(
        document=document,
        number=decision.number,
        taking_in=taking_in,
        source=taking_in.source,
        file=storable(records.file),
        kind=contents.kind,
        language=contents.language,
        content=decision.content,
        record=decision.record,
        rows="",
        head=storable_json(contents.head),
        references=storable_json(list(getattr(records, "references", ()))),
        unclaimed=[list(span) for span in records.unclaimed],
    )
    documents, unknown = documents_for(contents.symbols)
    write_contents(version.pk, records, contents, documents)
    write_findings(version, decision.findings, contents.plan or contents.address, len(contents.findings))
    if contents.plan:
        stand_plan(contents.plan, document, owner, contents.head)
    version.rows = rows_digest(version.pk, version.kind)
    Version.objects.filter(pk=version.pk).update(rows=version.rows)
    return version, documents, unknown


def write_findings(version: Version, findings: tuple[Finding, ...], address: str, read: int) -> None:
    """Keep the findings: the first `read` of them the reader's, the others those of the taking-in."""
    rows = [
        (
            version.pk,
            at,
            one.code,
            one.severity.value,
            address,
            one.where,
            one.message,
            parts_of(one.message),
            list(one.figures),
            "reading" if at < read else "taking in",
        )
        for at, one in enumerate(findings)
    ]
    insert(KeptFinding, "version_id position code severity address where message said figures origin", rows)


def _is_now_current(decision: Decision, version: Version) -> bool:
    """A newer version stands; not one in another language, and not an older file that was only read again."""
    document = decision.document
    if document is None or document.current is None:
        return True
    if document.language != version.language:
        return version.language == FIRST_LANGUAGE
    known = document.versions.filter(NOT_WITHDRAWN)
    is_read_again = decision.source is not None and known.filter(source=decision.source).count() > 1
    # Nor does a file that is read again take back what persons have typed since.
    return not is_read_again or document.current.taking_in.source_id == version.source_id


def _told(records: Records, decision: Decision, taking_in: TakingIn, rows: str, is_current: bool) -> dict[str, object]:
    """What the history keeps of a taking-in; `rows` is the digest that `verify` compares."""
    differs = asdict(decision.difference)
    return {
        "file": storable(records.file),
        "sha256": records.sha256,
        "reader": taking_in.reader,
        "organization": taking_in.organization.code,
        "kind": decision.contents.kind,
        "outcome": decision.outcome,
        "version": decision.number,
        "plan": decision.contents.plan,
        "counts": decision.contents.rows,
        "findings": len(decision.findings),
        "difference": {name: len(what) for name, what in differs.items()},
        "content": decision.content,
        "rows": rows,
        "current": is_current,
    }
