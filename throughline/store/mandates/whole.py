"""A document of a governing body read back whole, as the record that its reader gave."""

from collections import defaultdict
from datetime import date

from throughline.engine.findings import Finding, Severity
from throughline.engine.mandates import records
from throughline.store.findings import KeptFinding, message_of
from throughline.store.mandates.tables import Act, Addressee, Citation, Note, Paragraph, Version
from throughline.store.mandates.tracked import tracked_lines
from throughline.store.rows import none_if_blank


def document_record(version: Version) -> records.Document:
    """The record of a version: eight statements, whatever its size. Ids of paragraphs are whole addresses."""
    citations, mentions = _citations(version)
    acts = _acts(version)
    rows = Paragraph.objects.filter(version=version).order_by("position")
    return records.Document(
        kind=version.kind,
        file=version.file,
        sha256=version.source.sha256,
        format=version.source.format,
        masthead=records.Masthead(**version.head),
        paragraphs=tuple(_paragraph(one, acts[one.pk], citations[one.pk]) for one in rows),
        notes=dict(Note.objects.filter(version=version).order_by("position").values_list("mark", "text")),
        mentions=tuple(mentions),
        references=tuple(version.references),
        findings=findings_of_version(version),
        unclaimed=tuple((start, end) for start, end in version.unclaimed),
        tracked=tracked_lines(version.pk),
    )


def findings_of_version(version: Version) -> tuple[Finding, ...]:
    """The findings that came with a version, in their order."""
    rows = KeptFinding.objects.filter(version=version).order_by("position")
    return tuple(
        Finding(one.code, Severity(one.severity), one.where, message_of(one.message, one.said), tuple(one.figures))
        for one in rows
    )


def _paragraph(one: Paragraph, acts: list[records.Act], citations: list[records.Citation]) -> records.Paragraph:
    document = one.address.removesuffix(one.fragment)
    return records.Paragraph(
        id=one.address,
        kind=one.kind,
        number=none_if_blank(one.number),
        level=one.level,
        parent=f"{document}{one.parent}" if one.parent else None,
        verb=none_if_blank(one.verb),
        text=one.text,
        span=(one.start, one.end),
        acts=tuple(acts),
        citations=tuple(citations),
        notes=tuple(one.marks),
    )


def _acts(version: Version) -> dict[int, list[records.Act]]:
    asked: dict[int, list[records.Addressee]] = defaultdict(list)
    for who in Addressee.objects.filter(version=version).order_by("position"):
        asked[who.act_id].append(records.Addressee(who.name, who.surface, who.how))
    acts: dict[int, list[records.Act]] = defaultdict(list)
    for one in Act.objects.filter(version=version).order_by("position"):
        acts[one.paragraph_id].append(act_record(one, tuple(asked[one.pk])))
    return acts


def act_record(one: Act, addressees: tuple[records.Addressee, ...]) -> records.Act:
    """An act as a record, with those whom it asks."""
    return records.Act(
        verb=one.verb,
        request=one.request,
        span=(one.start, one.end),
        addressees=addressees,
        inherited=one.inherited,
        reiterated=one.reiterated,
        force=one.force,
        deadline=_deadline(one),
        reporting=_reporting(one),
    )


def _deadline(one: Act) -> records.Deadline | None:
    if not one.deadline_kind:
        return None
    return records.Deadline(
        raw=one.deadline_raw,
        kind=one.deadline_kind,
        earliest=_iso(one.earliest),
        latest=_iso(one.latest),
        body=none_if_blank(one.deadline_body),
        session=none_if_blank(one.deadline_session),
        computed=one.deadline_computed,
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _reporting(one: Act) -> records.Reporting | None:
    if not one.reporting:
        return None
    to, vehicle = none_if_blank(one.report_to), none_if_blank(one.report_vehicle)
    return records.Reporting(one.report_raw, to, vehicle, none_if_blank(one.report_recurrence))


def _citations(version: Version) -> tuple[dict[int, list[records.Citation]], list[records.Mention]]:
    cited: dict[int, list[records.Citation]] = defaultdict(list)
    mentions = []
    for one in Citation.objects.filter(version=version).order_by("position"):
        record = records.Citation(
            raw=one.raw,
            symbol=none_if_blank(one.symbol),
            part=none_if_blank(one.part),
            date=none_if_blank(one.date),
            via_note=none_if_blank(one.via_note),
        )
        if one.paragraph_id is None:
            mentions.append(records.Mention(record, one.context, (one.start or 0, one.end or 0)))
        else:
            cited[one.paragraph_id].append(record)
    return cited, mentions
