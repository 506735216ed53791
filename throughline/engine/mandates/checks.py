"""What the record must hold about mandates: deadlines that pass, and mandates that a newer one has followed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from throughline.engine.findings import Finding, Sentence, Severity

# Session or year, then the number within it.
Sequence = tuple[int, int]
_YEAR_IN_BRACKETS = re.compile(r"(\d+) \((\d{4})\)")
_SESSION_AND_NUMBER = re.compile(r"(?<!\d)(\d{1,4})[/.](\d{1,4})\b(?!.*\b\d{1,4}[/.]\d)")


@dataclass(frozen=True, slots=True)
class DueAct:
    """An act with a time set: `paragraph` is its address, `latest` the last day, None where it is not a date.

    `is_linked` says that a person linked it, or what it stands in, to what answers it.
    """

    paragraph: str
    verb: str
    request: str
    addressees: tuple[str, ...]
    latest: date | None
    raw: str
    is_linked: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A mandate listed by a place of a plan: `place` is the public address of the place."""

    place: str
    symbol: str
    title: str
    body: str | None


def check_deadlines(acts: Iterable[DueAct], today: date) -> list[Finding]:
    """MN-DEADLINE-PASSED and MN-DEADLINE-NEAR (within a year of `today`), for acts whose last day is known.

    An act that is linked to what was done is not told to have passed: a person said what came of it.
    """
    findings = []
    for act in acts:
        if act.latest is None:
            continue
        asked = ", ".join(act.addressees) or Sentence("the body itself")
        if act.latest < today and act.is_linked:
            continue
        if act.latest < today:
            message = Sentence(
                "%(asked)s: the time set (%(raw)s) ended on %(latest)s; link what was done, or record why not.",
                asked=asked,
                raw=act.raw,
                latest=act.latest,
            )
            findings.append(Finding("MN-DEADLINE-PASSED", Severity.WARNING, act.paragraph, message))
        elif (act.latest - today).days <= 365:
            message = Sentence(
                "%(asked)s: the time set (%(raw)s) ends on %(latest)s, in %(days)s days.",
                asked=asked,
                raw=act.raw,
                latest=act.latest,
                days=(act.latest - today).days,
            )
            findings.append(Finding("MN-DEADLINE-NEAR", Severity.INFO, act.paragraph, message))
    return findings


def check_superseded(listings: Iterable[Listing]) -> list[Finding]:
    """MN-SUPERSEDED: a place lists a mandate of a series, and not the newest of the series that the record knows.

    A series is what one body has said under one title in several sessions. Where the place lists the newest too,
    the older ones are its lineage and no finding. Cost: one pass and a sort of each series.
    """
    series: dict[tuple[str, str], dict[Sequence, str]] = {}
    held: dict[tuple[str, str, str], Sequence] = {}
    for listing in listings:
        key, sequence = series_of(listing), sequence_of(listing.symbol)
        if key is None or sequence is None:
            continue
        series.setdefault(key, {})[sequence] = listing.symbol
        at = (listing.place, *key)
        held[at] = max(held.get(at, sequence), sequence)
    findings = []
    for (place, body, title), sequence in held.items():
        newest = max(series[(body, title)])
        if newest[0] > sequence[0]:
            older, newer = series[(body, title)][sequence], series[(body, title)][newest]
            message = Sentence(
                "%(place)s lists %(older)s; %(newer)s has followed it under the same title. List the "
                "newer one, or say why the older one still stands.",
                place=place,
                older=older,
                newer=newer,
            )
            findings.append(Finding("MN-SUPERSEDED", Severity.WARNING, place, message, (older, newer)))
    return findings


def series_of(listing: Listing) -> tuple[str, str] | None:
    """What makes mandates a series: the body and the title without case, punctuation and spacing; None if untitled."""
    title = re.sub(r"[\W_]+", " ", listing.title.casefold()).strip()
    if not title or listing.body is None:
        return None
    return listing.body, title


def sequence_of(symbol: str) -> Sequence | None:
    """Session or year and number of a symbol, to order a series by: A/RES/78/243 is (78, 243), S/RES/1325 (2000) is
    (2000, 1325); None where a symbol tells neither.
    """
    if found := _YEAR_IN_BRACKETS.search(symbol):
        return int(found[2]), int(found[1])
    if found := _SESSION_AND_NUMBER.search(symbol):
        return int(found[1]), int(found[2])
    return None
