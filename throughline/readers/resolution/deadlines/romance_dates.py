"""Days, ends of months and years, and terms that French and Spanish acts set, as their languages write them."""

import re
from datetime import date, timedelta

from throughline.engine.mandates.records import Deadline
from throughline.engine.periods import add_months, month_of
from throughline.readers.resolution.deadlines.calendar import Calendar
from throughline.readers.resolution.deadlines.numerals import MONTH_WORDS, MONTHS, romance_cardinal_of

_MONTH = rf"(?P<month>{MONTH_WORDS})"
_YEAR = r"(?P<year>(?:19|20)\d\d)\b"
_DAY = r"(?P<day>\d{1,2})(?:er|º|°)?"
_LATEST = re.compile(
    rf"\b(?:le\s+)?{_DAY}\s+(?:de\s+)?{_MONTH}\s+(?:del?\s+)?{_YEAR},?\s+(?:au plus tard|a más tardar|como muy tarde)\b"
)
_BY = re.compile(
    r"\b(?:avant|au plus tard|d'ici(?: à)?|jusqu'(?:au|à)|pour|antes de(?:l)?|a más tardar|hasta|para|"
    r"como muy tarde)\s+"
    r"(?:que finalice\s+)?(?:en\s+)?(?P<edge>(?:(?:la |le |el |los )?(?:fin|final|finales|fines|début|comienzos|"
    r"principios|milieu|"
    r"mediados|premier semestre|second semestre|primer semestre|segundo semestre)\s+(?:de(?:l)?\s+|d')?)?"
    r"(?:l'(?:année|an)\s+|(?:el\s+)?año\s+)?)"
    rf"(?:(?:le\s+|el\s+)?(?:{_DAY}\s+)?(?:de\s+)?(?:mois de\s+|mes de\s+)?{_MONTH}\s+(?:del?\s+)?)?{_YEAR}"
    r"(?!\s*[-–/]\s?\d)",
)
_RANGE = re.compile(
    rf"\b(?:du|del|entre el|entre le)\s+{_DAY}(?:\s+(?:de\s+)?(?P<first_month>{MONTH_WORDS}))?\s+(?:au|al|et le|"
    rf"y el)\s+"
    rf"(?P<last>\d{{1,2}})\s+(?:de\s+)?{_MONTH}\s+(?:del?\s+)?{_YEAR}"
)
_MEETS = re.compile(
    r"\b(?:réuni\w*|tenir|tiendra|tenue?s?|organis\w+|convoqu\w+|convoc\w+|reun\w+|reúna\w*|celebr\w+|organi[cz]\w+|lieu)\b[^;]{0,160}$"
)
_TERM = re.compile(
    r"\b(?:dans (?:un délai (?:maximum )?de|les)|d'ici à|pour une (?:nouvelle )?période (?:supplémentaire )?(?:de|d')|"
    r"pendant (?:une (?:nouvelle )?période de\s)?|pour une durée (?:de|d')|en un plazo (?:máximo )?de|"
    r"dentro de(?:l plazo de)?(?: los)?|"
    r"por un (?:nuevo )?per[íi]odo (?:adicional |de otros |de )*|durante un per[íi]odo de|por otros)\s*"
    r"(?P<count>\d{1,3}|[a-zéè]+(?:-[a-zé]+)*(?: et un)?)\s+(?:\(\d+\)\s+)?(?P<unit>jours?|semaines?|mois|ans?|années?|"
    r"d[íi]as?|semanas?|mes(?:es)?|años?)\b(?P<rest>[^;,]{0,90})"
)
_FROM_ADOPTION = re.compile(
    r"^\s*(?:supplémentaires?|adicional(?:es)?)?\s*(?:$|[.:)]|(?:à compter de|à partir de|suivant|après|"
    r"a partir de|contado\w* (?:a partir|desde)|"
    r"desde|siguientes a|después de)\s+(?:la date (?:de|d')\s?|la fecha de\s+)?(?:l'adoption|la adopción|"
    r"la aprobación|la présente|"
    r"la presente|ce jour|hoy)|(?:de|à)\b|para\b|a fin\b|afin\b|pour\b)"
)


def dates_in(words: str, start: int, end: int, calendar: Calendar) -> list[tuple[int, Deadline]]:
    """Return (position, deadline) for the days and terms between two places of a text with plain apostrophes."""
    found: list[tuple[int, Deadline]] = []
    for pattern in (_LATEST, _BY):
        for match in pattern.finditer(words, start, end):
            latest = _last_day(match)
            if latest is not None and (calendar.adopted is None or latest >= calendar.adopted):
                found.append((match.start(), Deadline(match.group().strip(), "date", latest=latest.isoformat())))
    for match in _RANGE.finditer(words, start, end):
        days = _range(match) if _MEETS.search(words[start : match.start()]) else None
        if days is not None and (calendar.adopted is None or days[1] >= calendar.adopted):
            found.append((match.start(), Deadline(match.group(), "date", days[0].isoformat(), days[1].isoformat())))
    for match in _TERM.finditer(words, start, end):
        term = _term(match, calendar)
        if term is not None:
            found.append((match.start(), term))
    return found


def _last_day(match: re.Match[str]) -> date | None:
    year = int(match["year"])
    month = MONTHS[match["month"].casefold()] if match["month"] else None
    edge = (match.groupdict().get("edge") or "").casefold()
    try:
        if month and match["day"]:
            return date(year, month, int(match["day"]))
    except ValueError:
        return None
    if month:
        return month_of(year, month).last
    if match["day"]:
        return None
    for word, last in (
        ("premier", 6),
        ("primer", 6),
        ("milieu", 6),
        ("mediados", 6),
        ("début", 3),
        ("comienzos", 3),
        ("principios", 3),
    ):
        if word in edge:
            return month_of(year, last).last
    return date(year, 12, 31)


def _range(match: re.Match[str]) -> tuple[date, date] | None:
    year, until = int(match["year"]), MONTHS[match["month"].casefold()]
    since = MONTHS[match["first_month"].casefold()] if match["first_month"] else until
    try:
        return date(year, since, int(match["day"])), date(year, until, int(match["last"]))
    except ValueError:
        return None


def _term(match: re.Match[str], calendar: Calendar) -> Deadline | None:
    count, unit = romance_cardinal_of(match["count"]), match["unit"]
    if count is None:
        return None
    raw = match.group()[: match.start("rest") - match.start()].strip()
    if calendar.adopted is None or not _FROM_ADOPTION.match(match["rest"]):
        return Deadline(raw, "date")
    if unit.startswith(("jour", "día", "dia", "sem")):
        latest = calendar.adopted + timedelta(days=count * (7 if unit.startswith("sem") else 1))
    else:
        latest = add_months(calendar.adopted, count * (12 if unit.startswith(("an", "añ")) else 1))
    return Deadline(raw, "date", latest=latest.isoformat())
