"""From symbols, notes and short names to the citations of each paragraph."""

import re

from throughline.engine.mandates.records import Citation
from throughline.engine.mandates.symbols import key_of
from throughline.readers.resolution.citations.printed import printed_in
from throughline.readers.resolution.citations.records import Cited
from throughline.readers.resolution.citations.short_names import (
    Names,
    Phrase,
    before_mark,
    cited_by_name,
    going_on,
    phrases_in,
)
from throughline.readers.resolution.deadlines.calendar import Calendar, calendar_of
from throughline.readers.resolution.records import RawParagraph, Reading

_IBID = re.compile(r"^\s*(?:See )?Ibid\b", re.IGNORECASE)


def citations_of(reading: Reading) -> tuple[tuple[Citation, ...], ...]:
    """Return what each paragraph of `reading.paragraphs` cites, whatever its kind."""
    calendar = calendar_of(reading)
    notes = _notes(reading, calendar)
    names = Names()
    return tuple(_in_paragraph(p, calendar, reading.masthead.symbol, notes, names) for p in reading.paragraphs)


def cited_in(text: str, calendar: Calendar) -> list[Cited]:
    """Return what a text cites by printed symbols, with places."""
    return printed_in(text, calendar, None)


def _notes(reading: Reading, calendar: Calendar) -> dict[str, list[Cited]]:
    """The documents that each note bears; "Ibid." repeats those of the note before it."""
    borne: dict[str, list[Cited]] = {}
    last: list[Cited] = []
    for mark, text in reading.notes.items():
        found = printed_in(text, calendar, None)
        if not found and _IBID.match(text):
            found = last
        borne[mark] = last = found
    return borne


def _in_paragraph(
    paragraph: RawParagraph, calendar: Calendar, own_symbol: str | None, notes: dict[str, list[Cited]], names: Names
) -> tuple[Citation, ...]:
    names.enter(paragraph.kind)
    text = paragraph.text
    printed = printed_in(text, calendar, own_symbol if paragraph.kind == "operative" else None)
    found: list[tuple[int, Citation]] = [(one.start, _citation(one, None)) for one in printed]
    phrases = phrases_in(text)
    by_note = _by_notes(paragraph, notes, names, phrases, {key_of(one.symbol) for one in printed})
    taken = {start for start, _, _ in by_note}
    found.extend((start, citation) for start, _, citation in by_note)
    for phrase in phrases:
        if any(start <= phrase.start < max(end, start + 1) for start, end, _ in by_note) or phrase.start in taken:
            continue
        if any(one.start <= phrase.end + 4 and one.end >= phrase.start for one in printed):
            continue
        if _prints_its_symbol(text, phrase.end, printed):
            continue
        known = names.find(phrase)
        if known is not None:
            cited = cited_by_name(text, phrase, known)
            found.append((cited.start, _citation(cited, None)))
    found.sort(key=lambda one: one[0])
    return tuple(_once([citation for _, citation in found]))


def _prints_its_symbol(text: str, end: int, printed: list[Cited]) -> bool:
    """ "the report of the Secretary-General on ... (S/2021/281)": the symbol in brackets is the report's own."""
    return any(
        0 <= one.start - end <= 200 and text[one.start - 1] == "(" and ";" not in text[end : one.start]
        for one in printed
    )


def _by_notes(
    paragraph: RawParagraph,
    notes: dict[str, list[Cited]],
    names: Names,
    phrases: list[Phrase],
    printed: set[str],
) -> list[tuple[int, int, Citation]]:
    found: list[tuple[int, int, Citation]] = []
    earlier = 0
    last: Phrase | None = None
    for mark in sorted(paragraph.marks, key=lambda one: one.position):
        borne = notes.get(mark.mark, [])
        phrase = before_mark(phrases, mark.position, earlier) if borne else None
        further = going_on(paragraph.text, last, earlier, mark.position) if borne and last and not phrase else None
        if further is not None:
            names.learn(further, borne[0].symbol, mark.mark)
        last = phrase or (last if further else None)
        for index, cited in enumerate(borne):
            if key_of(cited.symbol) in printed:
                continue
            if phrase is not None and index == 0:
                names.learn(phrase, cited.symbol, mark.mark)
                here = cited_by_name(paragraph.text, phrase, names.known[-1])
                citation = Citation(here.raw, cited.symbol, here.part or cited.part, cited.date, mark.mark)
                found.append((here.start, phrase.end, citation))
            else:
                citation = Citation(cited.raw, cited.symbol, cited.part, cited.date, mark.mark)
                found.append((mark.position, mark.position, citation))
        earlier = mark.position
    return found


def _citation(cited: Cited, via_note: str | None) -> Citation:
    return Citation(cited.raw, cited.symbol, cited.part, cited.date, via_note)


def _once(citations: list[Citation]) -> list[Citation]:
    """One citation for each document and part, the first one printed."""
    seen: set[tuple[str, str | None]] = set()
    kept = []
    for citation in citations:
        key = (key_of(citation.symbol or citation.raw), citation.part)
        if key not in seen:
            seen.add(key)
            kept.append(citation)
    return kept
