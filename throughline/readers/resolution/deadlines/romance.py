"""Sessions, next reports and recurrences that French and Spanish acts set as their time."""

import re

from throughline.engine.mandates.organs import organs_in
from throughline.engine.mandates.records import Deadline
from throughline.engine.periods import conference_after, session_window
from throughline.readers.resolution.deadlines.calendar import Calendar, bodies_in, plausible
from throughline.readers.resolution.deadlines.numerals import ordinal_of
from throughline.readers.resolution.deadlines.romance_dates import dates_in
from throughline.readers.resolution.deadlines.sessions import dated

_AT = (
    r"(?:au plus tard (?:à|lors de|pendant|d'ici à)|à l'occasion de|à|lors de|au cours de|durant|pendant|"
    r"avant(?: la fin de)?|"
    r"pour|d'ici(?: à)?(?: la fin de)?|dès|à compter de|à partir de|jusqu'à(?: la fin de)?|avant l'ouverture de|"
    r"à l'ordre du jour(?: provisoire)? de)\s+"
)
_FRENCH_PART = (
    r"(?:(?:la\s+)?(?P<part>première partie|deuxième partie|seconde partie|partie principale|reprise|"
    r"première partie de la reprise|deuxième partie de la reprise|seconde partie de la reprise)\s+de\s+)?"
)
_FRENCH = re.compile(
    rf"\b{_AT}{_FRENCH_PART}(?:sa|ses|la|leur)\s+(?P<ordinal>\d{{1,3}}\s?(?:e|ème|re)|[a-zéèêîû]+(?:-[a-zéèêîû]+)*"
    r"(?: et (?:un|onz)ième)?)\s+(?:réunion|sessions?)\b(?!\s+extraordinaire)"
)
_FRENCH_YEAR = re.compile(
    rf"\b{_AT}(?:sa|la)\s+session(?:\s(?:de fond|annuelle|ordinaire|d'organisation))?(?:\s(?:de|pour))?\s+"
    r"(?P<year>(?:19|20)\d\d)\b"
)
_FRENCH_NEXT = re.compile(rf"\b{_AT}(?:sa|la|leur)\s+(?:prochaine session|session suivante)\b")
_EN = (
    r"(?:a más tardar (?:en|durante|al)|en|durante|antes de(?: que finalice)?|para|hasta|a partir de|"
    r"(?:en|al) (?:el )?programa provisional de|en relación con)\s+"
)
_SPANISH_PART = (
    r"(?:la\s+(?P<part>(?:primera|segunda) parte(?: de la continuación)?|parte principal|continuación)\s+de\s+)?"
)
_PERIOD = r"(?:per[íi]odo)(?:\s(?:ordinario|anual|sustantivo))?\s+(?:ordinario\s+)?de\s+sesiones"
_SPANISH = re.compile(
    rf"\b{_EN}{_SPANISH_PART}(?:su|sus|el|los)\s+(?P<ordinal>[a-zéóá]+(?: [a-zéóá]+)?|"
    rf"\d{{1,3}}\s?[º°o.]{{0,2}})\s+{_PERIOD}\b"
    r"(?!\s+extraordinario)"
)
_SPANISH_YEAR = re.compile(
    rf"\b{_EN}(?:su|el)\s+{_PERIOD}(?:\s+(?:sustantivo|anual|ordinario))?\s+de\s+(?P<year>(?:19|20)\d\d)\b"
)
_SPANISH_NEXT = re.compile(rf"\b{_EN}(?:su|el)\s+(?:próximo\s+{_PERIOD}|{_PERIOD}\s+siguiente|siguiente\s+{_PERIOD})\b")
_CONFERENCE = re.compile(
    r"\b(?:à|pour|lors de|avant) la prochaine conférence de plénipotentiaires|"
    r"\b(?:a|en|para|antes de) la próxima conferencia de plenipotenciarios",
    re.IGNORECASE,
)
# "adoptée à sa quatre-vingtième session", "los trabajos de su período": what was, not what is due.
_BACKGROUND = re.compile(
    r"\b(?!être\b|ser\b)(?:adopt|approuv|tenu|examin|présent|formul|prononc|conven|exprim|pris|créé|décid|communiqu|"
    r"aprobad|celebrad|examinad|presentad|formulad|adoptad|expresad|convenid|decidid|realizad|efectuad|effectué|organisé|organizad)[a-zéè]{0,4}\s+$"
)
_STILL_TO_COME = re.compile(
    r"\b(?:à|être|devant être|de|d'|sera|seront|ser|será|serán|que se|de)\s+\w+\s+$|(?:er|ir|re|ar)\s+$"
)
_NEXT_REPORT = re.compile(
    r"\bdans (?:le cadre de )?(?:son|sa|ses|leur|leurs|le|les)\s+(?:prochains?|prochaines?|futurs?)\s+"
    r"(?:rapports?|exposés?)[^,;.]{0,80}|"
    r"\bdans (?:son|ses|leur|leurs) (?:rapport|exposé)s? (?:suivant|ultérieur)s?\b|"
    r"\ben (?:el marco de )?(?:su|sus|el|los)\s+(?:próximos?|futuros?)\s+(?:informes?)[^,;.]{0,80}|"
    r"\ben (?:su|el|sus|los) informes? (?:siguiente|ulterior(?:es)?|subsiguientes?)"
)
_COUNTED = r"(?:\w+(?:-\w+)*|\d{1,3})"
_OFTEN = re.compile(
    rf"\b(?:chaque année|tous les (?:ans|{_COUNTED} (?:ans|mois|jours))|toutes les {_COUNTED} semaines|annuellement|"
    r"une fois (?:par|l') ?an|deux fois par an|tous les trimestres|chaque trimestre|chaque mois|mensuellement|"
    r"à chacune de ses sessions|à chaque session|(?:un |le |son )?rapports? annuels?|"
    r"cada año|todos los años|anualmente|una vez al año|dos veces al año|cada "
    rf"(?:{_COUNTED} )?(?:meses|años|días|semanas|trimestre|semestre|mes)|trimestralmente|semestralmente|mensualmente|"
    r"en cada (?:uno de sus )?per[íi]odos? de sesiones|(?:un |su )?informes? anual(?:es)?)\b"
)
_OPEN = re.compile(
    r"\b(?:dans les meilleurs délais|dès que possible|le plus tôt possible|aussitôt que possible|sans (?:plus )?tarder|"
    r"lo antes posible|a la (?:mayor )?brevedad(?: posible)?|cuanto antes|tan pronto como sea posible)\b"
)
_NEAR = 60
_PARTS = (
    ("reprise", "première", "first resumed"),
    ("reprise", "seconde", "second resumed"),
    ("reprise", "deuxième", "second resumed"),
    ("reprise", "", "resumed"),
    ("continuación", "primera", "first resumed"),
    ("continuación", "segunda", "second resumed"),
    ("continuación", "", "resumed"),
    ("principal", "", "main"),
)


def romance_deadlines(text: str, start: int, end: int, calendar: Calendar) -> list[tuple[int, Deadline]]:
    """Return (position, deadline) for the sessions, dates, next reports and recurrences that the words set."""
    words = text.replace("’", "'")
    found: list[tuple[int, Deadline]] = []
    for pattern in (_FRENCH, _SPANISH):
        for match in pattern.finditer(words, start, end):
            number = ordinal_of(
                re.sub(r"[\s.º°]", "", match["ordinal"]) if match["ordinal"][0].isdigit() else match["ordinal"]
            )
            if number is not None and not _is_background(words[start : match.start()]):
                found.append((match.start(), _numbered(words, start, end, match, number, calendar)))
    for pattern in (_FRENCH_YEAR, _SPANISH_YEAR):
        for match in pattern.finditer(words, start, end):
            if not _is_background(words[start : match.start()]):
                body = _owner(words, start, end, match, calendar)
                found.append(
                    (
                        match.start(),
                        dated(match.group(), body, match["year"], session_window(body or "", match["year"])),
                    )
                )
    for pattern in (_FRENCH_NEXT, _SPANISH_NEXT):
        found += [(m.start(), _next(words, start, end, m, calendar)) for m in pattern.finditer(words, start, end)]
    for match in _CONFERENCE.finditer(words, start, end):
        coming = conference_after("Plenipotentiary Conference", calendar.adopted) if calendar.adopted else None
        year = str(coming.start.year) if coming else None
        found.append((match.start(), dated(match.group(), "Plenipotentiary Conference", year, coming)))
    found += dates_in(words, start, end, calendar)
    for pattern, kind in ((_NEXT_REPORT, "next report"), (_OFTEN, "recurring"), (_OPEN, "open")):
        found += [(m.start(), Deadline(m.group().strip(), kind)) for m in pattern.finditer(words, start, end)]
    return found


def how_often(words: str) -> str | None:
    """The words that say how often something comes again, None where none do."""
    found = _OFTEN.search(words)
    return found.group() if found else None


def romance_bodies(words: str, calendar: Calendar) -> list[tuple[str, int, int]]:
    """Return (organ's name, start, end) for the bodies that the words name, in full or in short, in order."""
    found = organs_in(words)
    for name, stop in bodies_in(words, calendar):
        if not any(begin < stop <= end for _, begin, end in found):
            found.append((name, stop - 1, stop))
    return sorted(found, key=lambda one: one[2])


def _is_background(before: str) -> bool:
    return bool(_BACKGROUND.search(before[-60:])) and not _STILL_TO_COME.search(before[-60:])


def _numbered(words: str, start: int, end: int, match: re.Match[str], number: int, calendar: Calendar) -> Deadline:
    body = _owner(words, start, end, match, calendar, number)
    part = match["part"] or ""
    which = next((kind for one, other, kind in _PARTS if one in part and other in part), None)
    window = session_window(body, number, which) if body else None
    return dated(match.group(), body, str(number), window)


def _next(words: str, start: int, end: int, match: re.Match[str], calendar: Calendar) -> Deadline:
    body = _owner(words, start, end, match, calendar)
    if body is None or body != calendar.body or calendar.session is None:
        return Deadline(match.group().strip(), "session", body=body)
    number = calendar.session + 1
    return dated(match.group(), body, str(number), session_window(body, number))


_OF = re.compile(r"\s+(?:du|de la|de l'|del|de los|de)\s?")


def _owner(
    words: str, start: int, end: int, match: re.Match[str], calendar: Calendar, number: int | None = None
) -> str | None:
    """Whose session it is: named right after it, else the nearest body before it that has such, else the adopting "
    "one."""
    after = _OF.match(words, match.end(), end)
    if after is not None:
        following = romance_bodies(words[after.end() : min(end, after.end() + 90)], calendar)
        if following and following[0][1] <= 3:
            return following[0][0]
    before = words[start : match.start()]
    named = romance_bodies(before, calendar)
    for name, _, at in reversed(named):
        if len(before) - at <= _NEAR and (number is None or session_window(name, number) is not None):
            return name
    for name, _, _ in reversed(named):
        if number is not None and name != calendar.body and plausible(name, number, None, calendar):
            own = calendar.session is not None and calendar.session <= number <= calendar.session + 12
            if not own:
                return name
    return calendar.body
