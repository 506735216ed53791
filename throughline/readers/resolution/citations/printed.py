"""Symbols printed in a text, with the part and the date that are said of them."""

import re
from bisect import bisect_right

from throughline.engine.mandates.symbols import normalise
from throughline.readers.resolution.citations.grammar import (
    ALSO,
    BARE_ITU,
    DATE,
    ITEM_OF_SERIES,
    MORE_ITU,
    MORE_LETTERS,
    NOT_SYMBOLS,
    OF_A_SERIES,
    SYMBOL,
)
from throughline.readers.resolution.citations.owners import UNLISTED, Intro, body_for, intros_in, owner_after
from throughline.readers.resolution.citations.parts import SELF, part_after, part_before, part_in_particular, part_of
from throughline.readers.resolution.citations.records import Cited
from throughline.readers.resolution.deadlines.calendar import Calendar
from throughline.readers.resolution.deadlines.numerals import MONTHS

_REACH = 300
ITU_BODIES = ("Plenipotentiary Conference", "ITU Council")
_DIGITS = re.compile(r"\d+")
_KIND_BEFORE = re.compile(
    r"\b(?:[Rr]esolutions?|RESOLUTION|[Dd]ecisions?|DECISION|[Rr]ecommendations?|RECOMMENDATION|[Oo]pinions?|CWG-[A-Z&]+)\s$"
)
_SAYS_SELF = ("above", "below", "hereof", "of the present", "of the current", "of this")
_OPENS = "([{“\"'‘,;–—"


def printed_in(text: str, calendar: Calendar, own_symbol: str | None) -> list[Cited]:
    """Return what the text cites by symbol or number, in order; "paragraph 6 above" cites the document itself."""
    text = text.replace("\u2011", "-")
    found: list[Cited] = []
    intros: list[Intro] | None = None
    for digits in _DIGITS.finditer(text):
        earlier = found[-1].end if found else 0
        match = _symbol_at(text, digits.start()) if digits.start() >= earlier else None
        if match is None or match.start() < earlier:
            continue
        intros = intros_in(text, calendar) if intros is None else intros
        found.extend(_cited(text, match, intros, calendar, earlier))
    if calendar.body in ITU_BODIES:
        found.extend(_bare_itu(text, found))
    if own_symbol and any(words in text for words in _SAYS_SELF):
        for match in SELF.finditer(text):
            found.append(Cited(match.start(), match.end(), match.group(), own_symbol, part_of(match["part"])))
    return sorted(found, key=lambda one: one.start)


def _symbol_at(text: str, digit: int) -> re.Match[str] | None:
    """The symbol that holds a digit: from the word of its kind ("Resolution 71 (...)"), or from the space before."""
    near = max(0, digit - 45)
    start = max(text.rfind(" ", near, digit), text.rfind("\n", near, digit), near - 1) + 1
    while start < digit and text[start] in _OPENS:
        start += 1
    if digit - start > 40 or not _may_be_symbol(text, start, digit):
        return None
    kind = _KIND_BEFORE.search(text, max(0, start - 24), start)
    match = SYMBOL.match(text, kind.start()) if kind else None
    return match or SYMBOL.match(text, start)


def _may_be_symbol(text: str, start: int, digit: int) -> bool:
    """Tell at little cost that plain numbers and years are none: no letter, stroke, bracket or point is near."""
    near = text[start : digit + 11]
    return "/" in near or "(" in near or "." in near or near[0].isalpha()


def _bare_itu(text: str, found: list[Cited]) -> list[Cited]:
    """Resolutions of the ITU by number alone ("Resolutions 101, 102 and 133 (Rev. Guadalajara, 2010)")."""
    taken = {(one.start, one.end) for one in found}
    cited = []
    for match in BARE_ITU.finditer(text):
        listed: re.Match[str] | None = match
        while listed is not None:
            of = (listed["of"] or "").strip()
            for number in re.finditer(r"\d+", listed["numbers"]):
                start = listed.start("numbers") + number.start()
                if any(one <= start < other for one, other in taken):
                    continue
                raw = f"{match['kind']} {number.group()}"
                symbol = normalise(f"{raw} {of}") if of else raw
                if symbol is not None:
                    cited.append(Cited(start, listed.end(), f"{raw} {of}".strip(), symbol))
            listed = MORE_ITU.match(text, listed.end()) if of else None
    return cited


def _cited(text: str, match: re.Match[str], intros: list[Intro], calendar: Calendar, earlier: int) -> list[Cited]:
    start, end = match.span()
    intro = _intro_before(text, start, intros, earlier)
    symbol: str | None
    if match["full"]:
        printed = match["full"].rstrip(".-/&")
        end = start + len(printed)
        if printed.count("(") > printed.count(")") or NOT_SYMBOLS.match(printed):
            return []
        more = ALSO.match(text, end)
        if more is not None and (series := _series(printed, more, start)):
            return series
        if more is not None:
            end = more.end()
        whole = text[start:end]
        symbol = normalise(f"S/{whole}" if whole.startswith("PRST/") and calendar.body == "Security Council" else whole)
    elif match["itu_number"]:
        kind = match["itu_kind"].rstrip("s").capitalize()
        symbol = normalise(f"{kind} {match['itu_number']} ({match['itu_of']})")
    elif match["itu_more"]:
        kind = "Decision" if intro and intro.kind == "decision" else "Resolution"
        symbol = normalise(f"{kind} {match['itu_more']} ({match['itu_more_of']})") if intro else None
    elif match["wha"]:
        symbol = normalise(f"WHA{match.group()}") if intro and "World Health Assembly" in text else None
    elif match["council"]:
        symbol = normalise(match.group(), "Security Council") if _is_council(text, start, intro, calendar) else None
    elif match["number"] or match["roman"] or match["first"]:
        symbol = _numbered(text, match, intro, calendar)
    else:
        symbol = normalise(match.group())
    if symbol is None:
        return []
    return _with_details(text, start, end, symbol, intro)


def _series(printed: str, more: re.Match[str], start: int) -> list[Cited]:
    """The papers of a series whose later ones are printed by their end alone; nothing where they are one paper."""
    first = OF_A_SERIES.match(printed)
    items = list(ITEM_OF_SERIES.finditer(more.string, more.start(), more.end())) if first else []
    if first is None or not items or any(item["kind"] != first["kind"] or item["more"] for item in items):
        return []
    found = [Cited(start, more.start(), printed, normalise(printed) or printed)]
    for item in items:
        symbol = f"{first['base']}{item['kind']}.{item['number']}"
        found.append(Cited(item.start(), item.end(), item.group(), normalise(symbol) or symbol))
    return found


def _is_council(text: str, start: int, intro: Intro | None, calendar: Calendar) -> bool:
    if calendar.body in ITU_BODIES and not (intro and intro.owner == "Security Council"):
        return False
    if intro is not None or calendar.body == "Security Council":
        return not re.search(
            r"(?:[Aa]rticle|[Aa]nnex|[Pp]rotocol|No\.|[Cc]hapter|[Ll]aw|Act)\s*$", text[max(0, start - 12) : start]
        )
    return False


def _numbered(text: str, match: re.Match[str], intro: Intro | None, calendar: Calendar) -> str | None:
    if intro is None:
        return None
    printed = match.group()
    after = owner_after(text, match.end(), calendar)
    if after == UNLISTED and intro.said is None:
        return None
    after = None if after == UNLISTED else after
    body = after if after and (intro.said is None or intro.owner is None) else None
    if match["first"] and intro.kind != "decision":
        return None
    if match["roman"]:
        body = body or _roman_owner(intro, calendar)
    else:
        body = body or body_for(printed, intro, calendar)
    if intro.kind == "statement":
        return normalise(f"PRST/{printed}", "Human Rights Council")
    if body is None:
        return None
    if body == "Conference of the Parties":
        return printed
    if match["first"]:
        return normalise(f"Decision {printed}", intro.owner) or printed
    kind = "Decision " if intro.kind == "decision" else ""
    return normalise(kind + " ".join(printed.split()), body)


def _roman_owner(intro: Intro, calendar: Calendar) -> str:
    owner = intro.owner if intro.owner and not intro.owner.startswith("short:") else None
    if owner in (None, "Security Council", "Human Rights Council"):
        return (
            "General Assembly"
            if calendar.body != "Economic and Social Council" or owner
            else "Economic and Social Council"
        )
    return owner or "General Assembly"


def _intro_before(text: str, start: int, intros: list[Intro], earlier: int) -> Intro | None:
    """The announcing words that govern a number: the last before it, in the same sentence and near enough.

    `earlier` is where the last citation ended: a list goes on from item to item.
    """
    index = bisect_right(intros, start, key=lambda intro: intro.end)
    last = intros[index - 1] if index else None
    if last is None or start - max(last.end, earlier) > _REACH:
        return None
    between = text[max(last.end, earlier) : start]
    if re.search(r"[.;]\s+[A-Z]", between):
        return None
    return last if _is_list(between) else None


_OTHER_WORDS = re.compile(
    r"\b(?:per cent|million|Agenda|programme|biennium|year|school|academic|period|season|fiscal|financial|"
    r"budget)\s*$"
)


def _is_list(between: str) -> bool:
    return not _OTHER_WORDS.search(between[-24:])


def _with_details(text: str, start: int, end: int, symbol: str, intro: Intro | None) -> list[Cited]:
    """Add the part before or after, the date, and the letters that go on ("..., C of 5 July")."""
    head = intro.start if intro and not _follows_another(text[intro.end : start]) else start
    part, _ = part_before(text[max(0, head - 260) : head])
    after, stop = part_after(text, end)
    date, stop = _date(text, stop if after else end, symbol)
    if not (part or after):
        after, stop = part_in_particular(text, stop)
    raw = text[start:end]
    cited = [Cited(start, end, raw, symbol, part or after, date)]
    base = symbol[:-2] if symbol[-2:-1] == " " else symbol
    while more := MORE_LETTERS.match(text, stop):
        at = more.start("letter")
        date, stop = _date(text, more.end())
        cited.append(
            Cited(at, more.end(), f"{raw.split(' ')[0]} {more['letter']}", f"{base} {more['letter']}", None, date)
        )
    return cited


def _follows_another(between: str) -> bool:
    return bool(re.search(r"\d", between))


def _date(text: str, end: int, symbol: str = "") -> tuple[str | None, int]:
    found = DATE.match(text, end)
    if found is None:
        return None, end
    year = found["year"]
    if year is None and (own := re.search(r"\(((?:19|20)\d\d)\)$", symbol)):
        year = own.group(1)
    if year is None:
        later = re.compile(r"[^;.]{0,60}?\b((?:19|20)\d\d)\b").match(text, found.end())
        year = later.group(1) if later else None
    if year is None:
        return None, found.end()
    return f"{year}-{MONTHS[found['month'].casefold()]:02d}-{int(found['day']):02d}", found.end()
