"""Mandates that a report cites, with the words around them, and the other documents that it refers to."""

from throughline.engine.mandates.records import Citation, Mention
from throughline.engine.mandates.symbols import is_mandate, key_of
from throughline.readers.resolution.acts.assemble import source_span
from throughline.readers.resolution.citations import cited_in
from throughline.readers.resolution.deadlines.calendar import Calendar, calendar_of
from throughline.readers.resolution.records import Reading

_AROUND = 160


def mentions_of(reading: Reading) -> tuple[tuple[Mention, ...], tuple[str, ...]]:
    """Return the mandates cited in a report, each with the words around it, and the other symbols, each once."""
    calendar = _with_body(calendar_of(reading), reading.masthead.symbol)
    own = key_of(reading.masthead.symbol or "")
    mentions: list[Mention] = []
    others: dict[str, str] = {}
    for paragraph in reading.paragraphs:
        for cited in cited_in(paragraph.text, calendar):
            if is_mandate(cited.symbol):
                citation = Citation(cited.raw, cited.symbol, cited.part, cited.date)
                span = source_span(paragraph, cited.start, cited.end)
                mentions.append(Mention(citation, _context(paragraph.text, cited.start, cited.end), span))
            elif key_of(cited.symbol) != own:
                others.setdefault(key_of(cited.symbol), cited.symbol)
    for text in reading.notes.values():
        for cited in cited_in(text, calendar):
            if not is_mandate(cited.symbol) and key_of(cited.symbol) != own:
                others.setdefault(key_of(cited.symbol), cited.symbol)
    return tuple(mentions), tuple(others.values())


def _with_body(calendar: Calendar, symbol: str | None) -> Calendar:
    """A report that names no body speaks to the one whose symbol it bears."""
    if calendar.body is not None or symbol is None:
        return calendar
    for head, body in (
        ("A/HRC/", "Human Rights Council"),
        ("A/", "General Assembly"),
        ("E/", "Economic and Social Council"),
        ("S/", "Security Council"),
    ):
        if symbol.startswith(head):
            return Calendar(body, calendar.session, calendar.adopted)
    return calendar


def _context(text: str, start: int, end: int) -> str:
    left = text.rfind(" ", 0, max(start - _AROUND, 0)) + 1 if start > _AROUND else 0
    right = text.find(" ", end + _AROUND)
    return text[left : right if right > 0 else len(text)].strip()
