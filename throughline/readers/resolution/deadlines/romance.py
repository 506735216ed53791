"""Deadlines and reporting in French and Spanish acts."""

import re

from throughline.engine.mandates.records import Deadline, Reporting
from throughline.engine.periods import session_window
from throughline.readers.resolution.deadlines.calendar import Calendar, bodies_in
from throughline.readers.resolution.deadlines.numerals import ordinal_of
from throughline.readers.resolution.deadlines.sessions import dated

_FRENCH_SESSION = re.compile(
    r"\b(?:(?:au plus tard )?(?:à|lors de|au cours de|pendant|avant|pour|d'ici à|dès)\s+)?(?:la "
    r"(?P<part>première|seconde|deuxième) partie de (?:la reprise de )?)?"
    r"(?:l'ordre du jour provisoire de |la fin de )?(?:sa|ses|la|leur)\s+(?P<ordinal>\d{1,3}e|"
    r"[a-zéèêîû]+(?:-[a-zéèêîû]+)*(?: et (?:un|onz)ième)?)\s+sessions?\b"
)
_FRENCH_YEAR = re.compile(r"\b(?:à|lors de|pendant|avant)\s+sa session(?: de fond)?(?: de)? (?P<year>(?:19|20)\d\d)\b")
_SPANISH_SESSION = re.compile(
    r"\b(?:(?:a más tardar )?(?:en|durante|antes de|para|del?|hasta)\s+)?(?:el programa provisional de )?(?:su|"
    r"el|la)\s+"
    r"(?P<ordinal>[a-zéó]+(?: [a-zéó]+)?|\d{1,3}[ºo])\s+(?:período|periodo) (?:ordinario )?de sesiones\b"
)
_NEXT_REPORT = re.compile(
    r"\bdans (?:le cadre de )?(?:son|sa|ses|leur|leurs|le|les)\s+(?:prochains?|prochaines?|"
    r"futurs?)\s+(?:rapports?|exposés?)[^,;.]{0,80}|"
    r"\ben (?:el marco de )?(?:su|sus|el|los)\s+(?:próximos?|futuros?)\s+(?:informes?)[^,;.]{0,80}|\ben (?:su|"
    r"el) informe siguiente"
)
_OFTEN = re.compile(
    r"\b(?:chaque année|tous les (?:ans|\w+ (?:ans|mois|jours))|annuellement|une fois par an|deux fois par an|"
    r"chaque trimestre|tous les trois mois|cada año|"
    r"anualmente|cada (?:\w+ )?(?:meses|años|días)|trimestralmente|semestralmente)\b"
)
_REPORTS = re.compile(
    r"\b(?:rendre compte|faire rapport|faire le point|présenter|soumettre|établir|lui présenter|lui soumettre|"
    r"tenir informée?|informer|"
    r"informe|presente|presentar|rinda|rendir informes|mantenga informad[oa]|informar|le présenter|le "
    r"tenir)\b(?P<rest>[^;]{0,260})"
)
_REPORTED = re.compile(
    r"\b(?:rapports?|exposés?|compte|point|informée?|informes?|informad[oa]|recommandations?|propositions?|"
    r"recomendaciones|propuestas)\b"
)


def romance_deadlines(text: str, start: int, end: int, calendar: Calendar) -> list[tuple[int, Deadline]]:
    """Return (position, deadline) for the sessions, next reports and recurrences that the words set."""
    words = text.replace("’", "'")
    found: list[tuple[int, Deadline]] = []
    for pattern in (_FRENCH_SESSION, _SPANISH_SESSION):
        for match in pattern.finditer(words, start, end):
            number = ordinal_of(match["ordinal"])
            if number is not None:
                found.append((match.start(), _session(words, start, match, number, calendar)))
    for match in _FRENCH_YEAR.finditer(words, start, end):
        body = _owner(words[start : match.start()], calendar)
        year = int(match["year"])
        found.append((match.start(), dated(match.group(), body, str(year), session_window(body or "", year))))
    found += [(m.start(), Deadline(m.group().strip(), "next report")) for m in _NEXT_REPORT.finditer(words, start, end)]
    found += [(m.start(), Deadline(m.group().strip(), "recurring")) for m in _OFTEN.finditer(words, start, end)]
    return found


def _session(words: str, start: int, match: re.Match[str], number: int, calendar: Calendar) -> Deadline:
    body = _owner(words[start : match.start()], calendar, number)
    part = match.groupdict().get("part")
    which = {"première": "first resumed", "seconde": "second resumed", "deuxième": "second resumed"}.get(part or "")
    window = session_window(body, number, which if "reprise" in match.group() else None) if body else None
    return dated(match.group(), body, str(number), window)


def _owner(before: str, calendar: Calendar, number: int | None = None) -> str | None:
    """The body named last before the session, if its calendar knows it; else the adopting one."""
    for name, at in reversed(bodies_in(before, calendar)):
        if len(before) - at <= 60 and (number is None or session_window(name, number) is not None):
            return name
    return calendar.body


def romance_reporting(
    text: str, request: int, end: int, deadline: Deadline | None, calendar: Calendar
) -> Reporting | None:
    """Return what a French or Spanish act asks to be reported, or None."""
    words = text[request:end].replace("’", "'")
    for found in _REPORTS.finditer(words):
        if not _REPORTED.search(found.group()):
            continue
        bodies = bodies_in(found["rest"], calendar)
        own = re.search(r"\b(?:lui|le|la|l')\s*(?:présenter|soumettre|rendre|faire|tenir)", words[: found.end()])
        to = bodies[0][0] if bodies else calendar.body if own or (deadline and deadline.kind == "session") else None
        often = _OFTEN.search(words)
        return Reporting(found.group().strip(), to, None, often.group() if often else None)
    return None
