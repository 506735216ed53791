"""From a source text to the structure of the paper: blocks sorted by house style, cleaned, addressed, accounted for."""

import re
from dataclasses import replace
from pathlib import PurePath

from throughline.engine.findings import Finding, Sentence, Severity
from throughline.engine.mandates.records import Masthead
from throughline.readers.document.claims import Claims
from throughline.readers.document.records import SourceText
from throughline.readers.resolution.records import RawParagraph, Reading
from throughline.readers.resolution.structure import shapes
from throughline.readers.resolution.structure.addresses import Addresses
from throughline.readers.resolution.structure.blocks import Blocks
from throughline.readers.resolution.structure.clauses import sort_clauses
from throughline.readers.resolution.structure.entries import Entry, Sorted
from throughline.readers.resolution.structure.gathering import blocks_of
from throughline.readers.resolution.structure.general import sort_general
from throughline.readers.resolution.structure.keyworded import sort_keyworded
from throughline.readers.resolution.structure.leads import lead_of
from throughline.readers.resolution.structure.masthead import STYLES, Style, body_named, masthead_of, speaker_of
from throughline.readers.resolution.structure.naming import draft_findings, symbol_meant, symbols_of
from throughline.readers.resolution.structure.plain import sort_plain
from throughline.readers.resolution.structure.profiles import KEYWORDED, Recognised, recognise_source
from throughline.readers.resolution.structure.report_titles import title_of_report
from throughline.readers.resolution.structure.statements import lead_after_body, sort_statement
from throughline.readers.resolution.structure.text import Clean, NoteKeys, clean, note_keys
from throughline.readers.resolution.structure.tracked import is_flattened, mark_flattened, mark_lookalikes
from throughline.readers.resolution.structure.written import is_written, read_written


def read_structure(source: SourceText) -> Reading:
    """The structure of a paper of any kind; wrong data becomes findings, never an exception."""
    if is_written(source):
        return read_written(source)
    recognised = recognise_source(source)
    blocks = blocks_of(source, keyworded=recognised.profile in KEYWORDED, language=recognised.language)
    sorted_ = _sort(recognised, blocks)
    _name_first_parts(sorted_)
    if recognised.kind != "report" and is_flattened(source.text, sorted_, {block.mark for block in blocks.notes}):
        mark_flattened(sorted_, source.file)
    claims = Claims(len(source.text))
    keys = note_keys(source.text, (block.mark for block in blocks.notes), scanned=blocks.wrapped)
    notes = _notes(source, blocks, claims)
    masthead = _masthead(source, recognised, blocks, sorted_)
    symbols = symbols_of(source, recognised.profile, sorted_, blocks.furniture, masthead)
    findings = [*sorted_.findings, *draft_findings(source.file, recognised.profile, sorted_, masthead, symbols)]
    masthead = _with_symbol(masthead, symbols, findings, source.file, recognised.language)
    addresses = Addresses(symbols or [PurePath(source.file).stem], sorted_.entries)
    ids = addresses.give()
    paragraphs = tuple(
        _paragraph(source, entry, ids, index, keys, claims, recognised.language)
        for index, entry in enumerate(sorted_.entries)
    )
    _claim_rest(blocks, sorted_, claims)
    findings.extend(_repeated(addresses))
    findings.extend(mark_lookalikes(sorted_, ids))
    findings.extend(_unnumbered(recognised, sorted_, source.file))
    return Reading(
        kind=recognised.kind,
        masthead=masthead,
        paragraphs=paragraphs,
        notes=notes,
        findings=tuple(findings),
        unclaimed=claims.unclaimed(source.text),
    )


def _sort(recognised: Recognised, blocks: Blocks) -> Sorted:
    if recognised.kind == "report":
        return sort_plain(blocks)
    if recognised.profile in KEYWORDED:
        return sort_keyworded(blocks)
    if recognised.profile == "unesco" and recognised.kind == "recommendation":
        return sort_clauses(blocks)
    if recognised.profile == "presidential statement":
        return sort_statement(blocks)
    return sort_general(blocks)


def _name_first_parts(sorted_: Sorted) -> None:
    """Where a formula repeats without a letter before the first one, the paragraphs under the first are part A."""
    lettered = {entry.resolution for entry in sorted_.entries if entry.section[:1] == "B" and entry.kind == "formula"}
    for entry in sorted_.entries:
        if entry.resolution in lettered and not entry.section[:1].isalpha():
            entry.section = "A"


def _notes(source: SourceText, blocks: Blocks, claims: Claims) -> dict[str, str]:
    notes: dict[str, str] = {}
    none = NoteKeys({})
    for block in blocks.notes:
        words = clean(source.text, block.segments, none).text
        if notes.get(block.mark) != words:
            notes[block.mark if block.mark not in notes else f"{block.mark}~{len(notes)}"] = words
        for start, end in block.segments:
            claims.claim(start, end)
    return notes


def _masthead(source: SourceText, recognised: Recognised, blocks: Blocks, sorted_: Sorted) -> Masthead:
    tail = "\n".join(entry.block.raw for entry in sorted_.entries if entry.kind == "closing")
    printing = "\n".join(source.text[start:end] for start, end in blocks.noise if end - start > 12)
    style = STYLES.get(recognised.profile, STYLES["commission"])
    if recognised.profile == "presidential statement":
        style = Style(style.profile, speaker_of(sorted_) or style.body, style.symbol)
    elif not style.body:
        style = Style(style.profile, body_named(sorted_, blocks.furniture) or "", style.symbol)
    head = masthead_of(sorted_, blocks.furniture, f"{tail}\n{printing}", style, source.properties)
    return replace(head, title=title_of_report(blocks.body)) if recognised.kind == "report" else head


def _with_symbol(masthead: Masthead, symbols: list[str], findings: list[Finding], file: str, language: str) -> Masthead:
    if not symbols:
        findings.append(
            Finding(
                "RS-NO-SYMBOL", Severity.WARNING, file, Sentence("No symbol is printed; give the document its symbol.")
            )
        )
    if len(symbols) > 1:
        findings.append(
            Finding(
                "RS-TWO-SYMBOLS",
                Severity.WARNING,
                file,
                Sentence(
                    "The file prints %(count)s resolutions (%(symbols)s); split it, or keep the one meant.",
                    count=len(symbols),
                    symbols=", ".join(symbols),
                ),
            )
        )
    return Masthead(
        symbol=symbol_meant(symbols, file),
        body=masthead.body,
        session=masthead.session,
        title=masthead.title,
        agenda_item=masthead.agenda_item,
        adopted=masthead.adopted,
        distributed=masthead.distributed,
        language=language,
        profile=masthead.profile,
    )


def _paragraph(
    source: SourceText, entry: Entry, ids: list[str], index: int, keys: NoteKeys, claims: Claims, language: str
) -> RawParagraph:
    block = entry.block
    segments = list(block.segments)
    marker = block.marker
    if marker is not None and entry.number is not None and not block.label:
        segments[0] = (max(segments[0][0], min(marker.end, segments[0][1])), segments[0][1])
    for start, end in block.segments:
        claims.claim(start, end)
    words = clean(source.text, segments, keys, block.dropped, block.italics)
    return RawParagraph(
        id=ids[index],
        kind=entry.kind,
        number=entry.number,
        level=entry.level,
        parent=None if entry.parent is None else ids[entry.parent],
        verb=entry.keyword or _verb(entry, words, language),
        text=words.text,
        span=(block.segments[0][0], block.segments[-1][1]),
        offsets=words.offsets,
        marks=tuple(words.marks),
        italics=tuple(words.italics),
    )


_QUOTE = re.compile(r"[“\"„«\s]*")


def _verb(entry: Entry, words: Clean, language: str) -> str | None:
    """The leading verb phrase: what the file sets in italics at the start, else what the grammar finds."""
    if entry.kind not in ("operative", "preambular"):
        return None
    opening = _QUOTE.match(words.text)
    start = opening.end() if opening else 0
    for a, b in words.italics[:1]:
        phrase = words.text[a:b].rstrip(" ,;:")
        if a <= start + 1 and phrase and len(phrase.split()) <= 12:
            return phrase
    glued = shapes.FORMULA_GLUED.match(words.text)
    if glued is not None:
        start = glued.end()
    lead = lead_of(words.text, start, language)
    if lead is None and entry.kind == "operative":
        lead = lead_after_body(words.text)
    if lead is None or (not lead.sure and (entry.number is None or entry.level > 1)):
        return None
    if entry.level > 1 and lead.form == "participle":
        return None
    return words.text[lead.start : lead.end]


def _claim_rest(blocks: Blocks, sorted_: Sorted, claims: Claims) -> None:
    for start, end in blocks.noise:
        claims.claim(start, end)
    for block in (*sorted_.masthead, *blocks.furniture):
        for start, end in block.segments:
            claims.claim(start, end)


def _repeated(addresses: Addresses) -> list[Finding]:
    return [
        Finding(
            "RS-NUMBER",
            Severity.WARNING,
            address,
            Sentence(
                "The number is printed twice; the later paragraph has an address with ~. Say which of them is meant."
            ),
        )
        for address in dict.fromkeys(addresses.repeated)
    ]


def _unnumbered(recognised: Recognised, sorted_: Sorted, file: str) -> list[Finding]:
    """Says that the operative paragraphs of a resolution bear no numbers, as converted texts often lose them."""
    main = [entry for entry in sorted_.entries if entry.kind == "operative" and entry.level == 1 and not entry.keyword]
    if recognised.kind != "resolution" or len(main) < 3 or any(entry.number for entry in main):
        return []
    return [
        Finding(
            "RS-UNNUMBERED",
            Severity.INFO,
            file,
            Sentence(
                "The operative paragraphs bear no numbers in this file; they are addressed as o1, o2 ... "
                "in their order."
            ),
        )
    ]
