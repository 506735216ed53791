"""What a document knows of time: its body, session and day of adoption, and the bodies that its sessions belong to."""

import re
from dataclasses import dataclass
from datetime import date

from throughline.engine.mandates.organs import organ_named
from throughline.engine.mandates.symbols import body_of
from throughline.engine.periods import session_window
from throughline.readers.resolution.deadlines.bodies import BODY, HAS_HEAD, organ_name, whole_name
from throughline.readers.resolution.deadlines.numerals import ordinal_of
from throughline.readers.resolution.records import Reading


@dataclass(frozen=True, slots=True)
class Calendar:
    """The adopting body by its organ's name, its session (number or year) and the day of adoption, where known.

    `named` are the commissions and committees that the document names in full, for "the Commission" later.
    """

    body: str | None
    session: int | None
    adopted: date | None
    named: tuple[str, ...] = ()


def calendar_of(reading: Reading) -> Calendar:
    """Read the document's own place in time from its masthead."""
    head = reading.masthead
    organ = organ_named(head.body) if head.body else None
    formulas = [p.text for p in reading.paragraphs if p.kind == "formula"]
    if not head.symbol:
        organ = next((one for words in formulas if (one := organ_named(words)) is not None), organ)
    # The symbol says who adopted it more surely than the words of the head.
    named = body_of(head.symbol or "") or (
        organ.name if organ else _short_form(head.body) if head.body else _speaker(formulas)
    )
    body = _own_name(named, head.profile)
    adopted = _day(head.adopted) or _day(head.distributed) or _conference_day(head.symbol)
    return Calendar(body, _session(head.session, head.symbol), adopted, _named_in(reading))


_SPEAKS = re.compile(r"The ((?:[A-Z][\w&'’-]*|and|of|on|for|the|in)(?: (?:[A-Z][\w&'’-]*|and|of|on|for|the|in))*)")


def _speaker(formulas: list[str]) -> str | None:
    """The body that the formula names ("The Conference of Members,"), where the catalogue does not know it."""
    for words in formulas:
        found = _SPEAKS.match(words.strip())
        if found is not None and HAS_HEAD.search(found.group(1)):
            return _short_form(organ_name(found.group(1)))
    return None


def _short_form(body: str) -> str:
    """ "Standards Assembly of the Highland Waters Union" without its organization."""
    return re.sub(r"(?<=\w )(\w+) of the .*$", r"\1", body) if len(HAS_HEAD.findall(body)) == 1 else body


def _conference_day(symbol: str | None) -> date | None:
    """The last day of the plenipotentiary conference that a symbol names ("Rev. Dubai, 2018")."""
    found = re.search(r",? ((?:19|20)\d\d)\)$", symbol or "")
    window = session_window("Plenipotentiary Conference", found.group(1)) if found else None
    return window.last if window else None


_FULL_COMMISSION = re.compile(
    r"\b(?:Commission (?:on|for) (?:the )?[A-Z][a-z]+(?:(?:,| and| of| the| for| in)* [A-Z][a-z]+)*|Statistical "
    r"Commission|"
    r"Economic(?: and Social)? Commission for [A-Z]\w+(?:(?: and| the)* [A-Z]\w+)*|"
    r"(?:Special )?Committee (?:on|for|of) (?:the )?[A-Z][a-z]+(?:(?:,| and| of| the| for| in| on)* [A-Z][a-z]+)*)"
)


def _named_in(reading: Reading) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for words in (reading.masthead.title or "", *(p.text for p in reading.paragraphs[:40])):
        if "Commission" in words or "Committee" in words:
            for match in _FULL_COMMISSION.finditer(words):
                found.setdefault(organ_name(match.group()))
    return tuple(found)


def _own_name(body: str | None, profile: str | None) -> str | None:
    if body == "World Health Organization" or profile == "wha":
        return "World Health Assembly"
    if profile == "itu" and (body is None or "Council" not in body):
        return "Plenipotentiary Conference"
    return body


def _day(iso: str | None) -> date | None:
    try:
        return date.fromisoformat(iso) if iso else None
    except ValueError:
        return None


# "Octogésimo quinto período de sesiones" before "Seventy-fifth session" and "Soixante et onzième session".
_SESSION_WORDS = (
    re.compile(r"\s*([A-Za-zéóíáÉ]+ [a-zéóíá]+)(?= per[íi]odo)"),
    re.compile(r"\s*([A-Za-zéèîûóÉ]+(?:-[A-Za-zéè]+)*(?: et [a-zè]+)?|\d{1,3}[a-zè]*)"),
)


def _session(printed: str | None, symbol: str | None) -> int | None:
    if printed:
        if year := re.search(r"\b(?:19|20)\d\d\b", printed):
            return int(year.group())
        for pattern in _SESSION_WORDS:
            words = pattern.match(printed)
            number = ordinal_of(words.group(1)) if words else None
            if number is not None:
                return number
    found = re.match(r"(?:A/RES|A/HRC/RES|E/RES)/(\d{2,4})/", symbol or "")
    found = found or re.match(r"UNEP/EA\.(\d+)/|WHA(\d+)\.", symbol or "")
    return int(next(g for g in found.groups() if g)) if found else None


_SHORT_OF = {
    "Assembly": (
        "General Assembly",
        "United Nations Environment Assembly",
        "UN-Habitat Assembly",
        "World Health Assembly",
    ),
    "Council": ("Human Rights Council", "Economic and Social Council", "Security Council", "ITU Council"),
}


_ENGLISH = {
    "Assemblée": "Assembly",
    "Asamblea": "Assembly",
    "Conseil": "Council",
    "Consejo": "Council",
    "Comité": "Committee",
}


def bodies_in(words: str, calendar: Calendar) -> list[tuple[str, int]]:
    """Return (organ's name, end of the words that name it) for the bodies that the words name, in order.

    A body that the catalogue does not know goes by the whole name as printed ("Executive Council").
    """
    found: list[tuple[str, int]] = []
    for match in BODY.finditer(words):
        if found and match.start() < found[-1][1]:
            continue
        name, end = body_at(words, match, [one for one, _ in found], calendar)
        found.append((name, end))
    return found


def body_at(words: str, match: re.Match[str], before: list[str], calendar: Calendar) -> tuple[str, int]:
    """Return the organ's name, and where its words end, for what `BODY` found; `before` are those named earlier."""
    if match["full"]:
        return organ_name(match["full"]), match.end()
    name, end = whole_name(words, match)
    if name == match["short"]:
        return _short_name(name, before, calendar), end
    if name == "Executive Board":
        return "WHO Executive Board" if calendar.body == "World Health Assembly" else name, end
    return organ_name(name), end


def _short_name(word: str, before: list[str], calendar: Calendar) -> str:
    """ "the Council": the last one of that kind that was named, else the adopting body, else the words."""
    word = _ENGLISH.get(word, word)
    kinds = _SHORT_OF.get(word, ())
    for name in reversed(before):
        if name in kinds or name.startswith(word):
            return name
    if calendar.body is not None and word in calendar.body.split():
        return calendar.body
    if word == "Assembly":
        return "General Assembly"
    if word == "Council" and calendar.body == "Plenipotentiary Conference":
        return "ITU Council"
    full = [name for name in calendar.named if word in name]
    return full[0] if len(full) == 1 else word


def plausible(body: str, session: int, part: str | None, calendar: Calendar) -> bool:
    """Tell whether a body's session lies between a year before the adoption and ten years after."""
    window = session_window(body, session, part)
    if window is None:
        return False
    if calendar.adopted is None:
        return True
    return -400 < (window.end - calendar.adopted).days < 4000
