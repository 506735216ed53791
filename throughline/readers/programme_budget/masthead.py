"""What the first page of a fascicle says: symbol, section, part, budget year, title, programme, currency and unit."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import takewhile

from throughline.readers.document.records import SourceText
from throughline.readers.programme_budget.records import Head, Standing

# "A/80/6 (Sect. 10)"; other organizations have other organs and other numbers: "HWU/CM/13/6 (Sect. 3)".
_SYMBOL = re.compile(
    r"(?<![A-Za-z0-9/.])(?:(?P<organ>A)/(?P<session>\d{2,3})/(?P<number>6)"
    r"|(?P<other_organ>[A-Z]{1,12}(?:/[A-Z]{1,12}){0,3})/(?P<other_session>\d{1,4})/(?P<other_number>\d{1,4}))"
    r"(?:/(?i:Rev)\.\d+)?\s{0,3}"
    r"\((?P<what>(?i:(?:Income )?sect\.\s{0,3}\d{1,2}[A-G]?|part [IVXL]+|introduction))\)"
    r"(?P<tail>(?:/(?i:Add|Corr|Rev)\.\d{1,3})*)"
)
_SECTION = re.compile(r"(?P<income>income )?section\s+(?P<number>\d{1,2}[A-G]?)(?:\s+(?P<title>\S.*))?$", re.I)
_PART = re.compile(r"part\s+(?P<number>[IVXL]{1,6})(?:\s+(?P<title>\S.*))?$", re.I)
_PROGRAMME = re.compile(r"programme\s+(?P<number>\d{1,2})(?:\s*[.:]?\s+(?P<title>\S.*))?$", re.I)
_BUDGET = re.compile(r"proposed programme budget(?: outline)? for (?:the year )?(?P<year>\d{4})", re.I)
_CURRENCY = re.compile(r"united states dollars", re.I)
_THOUSANDS = re.compile(r"thousands? of united states dollars", re.I)
_MILLIONS = re.compile(r"millions? of united states dollars", re.I)
_LONGEST_TITLE = 200
_FIRST_SESSION_OF_A_YEAR = 1946  # the budget for 2026 is before the eightieth session


def head_of(source: SourceText, texts: Sequence[str], standings: Sequence[Standing]) -> Head:
    """Read the first page and the page heads. `texts` are the lines made plain, `standings` where they stand."""
    front = [
        texts[i] for i, one in enumerate(standings) if one.part == "front" and one.role != "furniture" and texts[i]
    ]
    heads = [texts[i] for i, one in enumerate(standings) if one.role == "furniture" and texts[i]]
    year = _year(front) or _year(heads)
    symbol, section = _symbol([*heads, *front, source.properties.get("symbol", "")], year)
    number, title = _numbered(front, heads, _SECTION)
    programme, programme_title = _numbered(front, [], _PROGRAMME)
    currency, unit = _currency(texts)
    return Head(
        symbol=symbol,
        section=number or section,
        part=_numbered(front, heads, _PART)[0],
        budget_year=year,
        title=title,
        currency=currency,
        unit=unit,
        programme=programme,
        programme_title=programme_title,
        mission=_mission(front) if symbol and "/Add." in symbol else None,
    )


def _mission(front: Sequence[str]) -> str | None:
    """The last of the titles on the first page: that of a special political mission stands below its section's."""
    last = None
    for at, line in enumerate(front):
        if _SECTION.fullmatch(line):
            titles = takewhile(
                lambda one: len(one) < _LONGEST_TITLE and one not in ("Summary", "Contents"), front[at + 2 :]
            )
            last = next((one for one in reversed(list(titles)) if not one.startswith("*")), None)
    return last


def _year(lines: Sequence[str]) -> int | None:
    for line in lines:
        if found := _BUDGET.search(line):
            return int(found["year"])
    return None


def _symbol(lines: Sequence[str], year: int | None) -> tuple[str | None, str | None]:
    """The symbol printed most often of the organ named most often; one of the session that the year calls for first."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for line in lines:
        for found in _SYMBOL.finditer(line):
            what = re.sub(r"\bsect\.\s*", "sect. ", " ".join(found["what"].split()), flags=re.I)
            session, number = found["session"] or found["other_session"], found["number"] or found["other_number"]
            end = f"/{number} ({what[0].upper()}{what[1:]}){found['tail']}"
            counts[found["organ"] or found["other_organ"], session, end] += 1
    if not counts:
        return None, None
    organs: Counter[str] = Counter()
    for (organ, _, _), count in counts.items():
        organs[organ] += count

    def likelihood(one: tuple[str, str, str]) -> tuple[int, bool, int]:
        organ, session, _ = one
        fits = organ == "A" and year is not None and int(session) == year - _FIRST_SESSION_OF_A_YEAR
        return organs[organ], fits, counts[one]

    organ, session, end = max(counts, key=likelihood)
    return f"{organ}/{session}{end}", _section_of(end)


def _section_of(end: str) -> str:
    """The section that the end of a symbol names: "10" of "/6 (Sect. 10)", "IS1" of "/6 (Income sect. 1)"."""
    what = end[end.index("(") + 1 : end.index(")")]
    return re.sub(r"^.*?sect\. ", "IS" if what.casefold().startswith("income") else "", what, flags=re.I)


def _numbered(front: Sequence[str], heads: Sequence[str], pattern: re.Pattern[str]) -> tuple[str | None, str | None]:
    """Number and title of the first line like "Section 10" with its title on it or below, else from the page heads."""
    for at, line in enumerate(front):
        if found := pattern.fullmatch(line):
            below = next((one for one in front[at + 1 :] if not one.startswith(("*", "A/"))), None)
            return _number(found), found["title"] or below
    for line in heads:
        if found := pattern.fullmatch(line):
            return _number(found), found["title"]
    return None, None


def _number(found: re.Match[str]) -> str:
    return ("IS" if found.groupdict().get("income") else "") + found["number"].upper()


def _currency(texts: Sequence[str]) -> tuple[str | None, int]:
    """Currency and unit of the unit notes: the unit that most of them name."""
    notes = [text for text in texts if text.startswith("(") and len(text) < 120 and _CURRENCY.search(text)]
    thousands = sum(bool(_THOUSANDS.search(note)) for note in notes)
    millions = sum(bool(_MILLIONS.search(note)) for note in notes)
    if not notes:
        return ("USD" if any(_CURRENCY.search(text) for text in texts) else None), 1
    unit = 1000 if thousands * 2 >= len(notes) else 1_000_000 if millions * 2 >= len(notes) else 1
    return "USD", unit
