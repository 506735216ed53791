"""What taking a record in would come to: compares it with what is held, and writes nothing."""

from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import PurePath

from django.db.models import Q

from throughline.engine.addresses import digest_address, slug
from throughline.engine.budgeting.nodes import fascicle_nodes
from throughline.engine.budgeting.records import Fascicle
from throughline.engine.differences import Difference, content_digest, difference
from throughline.engine.findings import Finding, Sentence, Severity
from throughline.engine.mandates.nodes import document_nodes
from throughline.engine.mandates.symbols import key_of
from throughline.store.budgeting.whole import fascicle_record
from throughline.store.digests import BUDGET
from throughline.store.editing.replaced import edits_replaced
from throughline.store.mandates.tables import Document, Version
from throughline.store.mandates.whole import document_record
from throughline.store.planning.tables import Plan
from throughline.store.sources import CHANGED, FILLED, NEW, SAME, UNCHANGED, SourceFile, TakingIn
from throughline.store.taking_in.contents import Contents, Records, contents_of


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be done with a record, and why; `before` is the held version in its language that it is compared with.

    `outcome` is that of the taking-in; `written` is False where this reader has read these bytes before and nothing
    is left to write. `number` is the version that the record is, or would become.
    """

    contents: Contents
    key: str
    content: str
    record: str
    outcome: str
    written: bool
    document: Document | None
    source: SourceFile | None
    before: Version | None
    number: int
    difference: Difference
    findings: tuple[Finding, ...]


def decide(records: Records, organization: str, reader: str) -> Decision:
    """Compare a record with what is held: five statements, and as many as reading one version back where it differs.

    Known bytes read by the same reader change nothing. A text that is held already changes nothing but where it was
    found. Any other text under a symbol that is held is a new version. Of withdrawn versions only the numbers count.
    """
    contents, found = _placed(records, organization)
    key = key_of(contents.address)
    document = Document.objects.filter(key=key).first()
    every = _versions_of(document)
    if document and every:
        contents = replace(contents, address=document.address)
    source = SourceFile.objects.filter(sha256=records.sha256).first()
    known = _known(source, reader, organization) if source else None
    versions = [one for one in every if one.taking_in.undone_at is None]
    alike = [one for one in versions if one.language == contents.language]
    content, record = content_digest(contents.nodes), record_digest(records)
    twin = _twin(alike, records.sha256, content, record)
    before = _before(alike, source)
    outcome, number = _ending(records.sha256, known, twin, versions, document)
    number = number or (every[-1].number + 1 if every else 1)
    if outcome == CHANGED:
        found = (*found, *_two_texts(records, contents, before), *_edits(records, contents, document, source, versions))
    is_new_text = outcome == CHANGED and before is not None
    return Decision(
        contents=contents,
        key=key,
        content=content,
        record=record,
        outcome=outcome,
        written=known is None,
        document=document,
        source=source,
        before=before,
        number=number,
        difference=difference(_nodes_at(before, contents.plan), contents.nodes)
        if is_new_text and before
        else Difference(),
        findings=(*contents.findings, *found),
    )


def _versions_of(document: Document | None) -> list[Version]:
    """Every version of a document in order, those that were withdrawn included."""
    if document is None:
        return []
    return list(document.versions.select_related("source", "taking_in").order_by("number"))


def _edits(
    records: Records,
    contents: Contents,
    document: Document | None,
    source: SourceFile | None,
    versions: list[Version],
) -> tuple[Finding, ...]:
    """ST-EDITS where the file would replace what persons typed; one that is only read again replaces nothing."""
    is_read_again = source is not None and any(one.source_id == source.pk for one in versions)
    if is_read_again or document is None or document.current_id is None or not isinstance(records, Fascicle):
        return ()
    return edits_replaced(document.current_id, records, contents.plan or contents.address)


def _known(source: SourceFile, reader: str, organization: str) -> TakingIn | None:
    """The taking-in of these bytes by this reader for the organization, None where there was none."""
    found = TakingIn.objects.filter(source=source, reader=reader, organization__code=organization, undone_at=None)
    return found.first()


def _ending(
    digest: str, known: TakingIn | None, twin: Version | None, versions: list[Version], document: Document | None
) -> tuple[str, int]:
    """The outcome of a taking-in, and the version that it leads to; 0 where that is a new one."""
    if known:
        return UNCHANGED, known.number
    if twin:
        return (UNCHANGED if twin.source.sha256 == digest else SAME), twin.number
    if versions:
        return CHANGED, 0
    return (FILLED if document and document.known else NEW), 0


def _placed(records: Records, organization: str) -> tuple[Contents, tuple[Finding, ...]]:
    """The contents of a record under the address of its plan; ST-TWO-PLANS where another document has that address.

    A document keeps the address that its plan got first.
    """
    contents = contents_of(records, organization)
    if contents.plan is None or not isinstance(records, Fascicle):
        return contents, ()
    key = key_of(contents.address)
    head = contents.plan.rpartition("/")[0]
    others = (f"{head}/{slug(records.symbol or '')}", f"{head}/{digest_address(records.sha256)}")
    plans = Plan.objects.filter(Q(address__in=(contents.plan, *others)) | Q(document__key=key))
    taken = {one.address: one.document for one in plans.select_related("document")}
    own = next((address for address, document in taken.items() if document.key == key), None)
    if own:
        return (contents if own == contents.plan else contents_of(records, organization, own)), ()
    if contents.plan not in taken:
        return contents, ()
    apart = next(one for one in others if one not in taken and not one.endswith("/"))
    message = Sentence(
        "%(address)s has the address %(plan)s already: this document stands at %(apart)s. Look "
        "whether both are parts of one section.",
        address=taken[contents.plan].address,
        plan=contents.plan,
        apart=apart,
    )
    finding = Finding("ST-TWO-PLANS", Severity.WARNING, apart, message)
    return contents_of(records, organization, apart), (finding,)


def _before(versions: list[Version], source: SourceFile | None) -> Version | None:
    """What a new version is compared with: the last one of the same file, or else the last one."""
    compared = [one for one in versions if source and one.source_id == source.pk] or versions
    return compared[-1] if compared else None


def record_digest(records: Records) -> str:
    """The digest of everything that a reader saw, apart from what the file is called."""
    names = [name for name in type(records).__dataclass_fields__ if name not in ("file", "typed", "tracked")]
    if getattr(records, "tracked", ()):
        # Only files that kept them have them: what was digested before there were any stays the same.
        names.append("tracked")
    whole = repr([getattr(records, name) for name in names])
    return sha256(whole.encode("utf-8", "backslashreplace")).hexdigest()


def _twin(versions: list[Version], digest: str, content: str, record: str) -> Version | None:
    """A version that says the same: for the same file all that the reader saw counts, for another file the text."""
    for one in reversed(versions):
        if one.record == record or (one.content == content and one.source.sha256 != digest):
            return one
    return None


def _nodes_at(version: Version, base: str | None) -> dict[str, str]:
    """The text of a held version as {address: text}; `base` is the address of its plan, where it holds one."""
    if version.kind == BUDGET:
        return fascicle_nodes(fascicle_record(version), base or version.taking_in.address)
    return document_nodes(document_record(version))


def difference_between(before: Version, after: Version) -> Difference:
    """What differs between two held versions of a document."""
    plan = Plan.objects.filter(document=before.document_id).values_list("address", flat=True).first()
    return difference(_nodes_at(before, plan), _nodes_at(after, plan))


def _two_texts(records: Records, contents: Contents, before: Version | None) -> tuple[Finding, ...]:
    """ST-TWO-TEXTS where a file of another name bears the same symbol and another text."""
    if before is None or PurePath(before.file).name == PurePath(records.file).name:
        return ()
    first, second = PurePath(before.file).name, PurePath(records.file).name
    message = Sentence(
        "%(first)s and %(second)s both are %(address)s, and their texts differ: the later one "
        "stands as a new version. Look which of them is the right one.",
        first=first,
        second=second,
        address=contents.address,
    )
    return (Finding("ST-TWO-TEXTS", Severity.WARNING, contents.address, message, (first, second)),)
