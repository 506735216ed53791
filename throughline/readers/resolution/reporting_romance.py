"""What French and Spanish acts want reported: to whom, in which vehicle and how often."""

import re

from throughline.engine.mandates.records import Deadline, Reporting
from throughline.readers.resolution.deadlines.calendar import Calendar
from throughline.readers.resolution.deadlines.romance import how_often, romance_bodies

# Verbs that tell by themselves, those that hand over a paper that is told of, and those that keep somebody informed.
_TELLS = (
    r"rendre compte|rendent compte|rende compte|faire (?:\w+ment )?rapport|fasse(?:nt)? (?:\w+ment )?rapport|"
    r"faire (?:\w+ment )?le point|"
    r"fasse (?:\w+ment )?le point|faire (?:un )?exposé|"
    r"dar cuenta|dé cuenta|den cuenta|rendir cuentas|rinda(?:n)? (?:cuentas|informes?)|rendir informes"
)
_HANDS_OVER = (
    r"présenter|présente(?:nt)?|soumettre|soumette(?:nt)?|établir|établisse(?:nt)?|transmettre|transmette(?:nt)?|adresser|"
    r"fournir|fournisse(?:nt)?|préparer|inclure|faire figurer|consacrer|"
    r"presente[n]?|presentar(?:le)?|someta[n]?|someter|transmita[n]?|transmitir|prepare[n]?|preparar|proporcione[n]?|"
    r"elabore[n]?|elaborar|incluya[n]?|incluir"
)
_KEEPS = (
    r"tenir (?:[^,;]{2,60} )?informée?s?|tienne (?:[^,;]{2,60} )?informée?s?|"
    r"mantenga[n]? (?:[^,;]{0,60} )?informad[oa]s?|mantener(?:l[oa]s?)? (?:[^,;]{0,60} )?informad[oa]s?"
)
_INFORMS = (
    r"informer|informar(?:le)?|informe[n]?(?=\s+(?:a|al|ante|sobre|acerca|en|anualmente|periódicamente|cada|de|del|"
    r"oralmente|por)\b)"
)
_REPORTS = re.compile(
    rf"(?:(?<=\s)|(?<=')|^)(?P<verb>(?P<tells>{_TELLS})|(?P<hands>{_HANDS_OVER})|(?P<keeps>{_KEEPS})|(?P<informs>{_INFORMS}))\b"
    r"(?=(?P<rest>[^;]{0,320}))"
)
_PAPER = re.compile(
    r"\b(?:rapports?|exposés?|comptes? rendus?|mises? à jour|informes?|actualizaci(?:ón|ones)|información actualizada|"
    r"informations? actualisées?|recommandations?|propositions?|recomendaciones|propuestas?|notes? d'information|"
    r"exposici(?:ón|ones))\b"
)
# "le rapport que le Secrétaire général présente": said of a paper, not asked.
_INVERTED = re.compile(r"\bque\s*$")
_SPOKEN_OF = re.compile(r"\b(?:rapports?|informes?)\s+(?:que|qui)\s+(?:(?:le|la|el)\s+[^,;]{0,40})?$")
_ASKED_BEFORE = re.compile(
    r"(?:\b(?:de|d'|à|a|que|et|y|e|en|par|pour|también|también le|ne pas|continuer (?:à|de)|seguir|siga|"
    r"continue)\s*|,\s*|'|^\s*)"
    r"(?:(?:lui|leur|le|les|la|l'|y|se|en|también|également|aussi|lo)\s*)*$",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"\bque (?:le|la|les|el|los|las) [^,;]{3,60}\s$")
_TO_ITSELF = re.compile(r"\b(?:lui|le|la|l')\s*$", re.IGNORECASE)
_SELF_KEPT = re.compile(r"\b(?:la|le|lo|l')\s*$")
_STATES = re.compile(r"\b(?:États Membres|Etats Membres|Estados Miembros|États parties|Estados partes)\b")
_STATES_NAME = {"parties": "States parties", "partes": "States parties"}
_VEHICLE = re.compile(
    r"\b(?:dans|en)\s+(?P<vehicle>(?:son|sa|ses|leurs?|le|un|su|sus|el)\s+(?:[\wé]+ ){0,3}?(?:rapports?|exposés?|"
    r"informes?)\b"
    r"[^,;.]{0,60})"
)


def romance_reporting(
    text: str, request: int, end: int, deadline: Deadline | None, calendar: Calendar
) -> Reporting | None:
    """Return what a French or Spanish act asks to be reported, or None."""
    words = text[request:end].replace("’", "'")
    for found in _REPORTS.finditer(words):
        before = words[: found.start()]
        asked = _ASKED_BEFORE.search(before[-40:]) or _SUBJECT.search(before[-80:])
        if not asked or _SPOKEN_OF.search(before[-30:]):
            continue
        if found["verb"] in ("présente", "présentent", "transmet") and _INVERTED.search(before):
            continue
        if found["hands"] and not _PAPER.search(found["rest"][:160]):
            continue
        to = _to_whom(found, before, calendar)
        if to is None and deadline is not None and deadline.kind == "session":
            to = deadline.body
        vehicle = _VEHICLE.search(found["rest"]) if not found["hands"] or found["verb"][:3] in ("inc", "fai") else None
        raw = (found.group() + found["rest"]).strip(" ,")
        return Reporting(raw, to, vehicle["vehicle"].strip() if vehicle else None, how_often(words))
    if deadline is not None and deadline.kind == "next report":
        return Reporting(words.strip(" ,;."), None, "report", how_often(words))
    return None


def _to_whom(found: re.Match[str], before: str, calendar: Calendar) -> str | None:
    """The adopting body where a pronoun stands for it, else the first body that is named, else States."""
    itself = _SELF_KEPT if found["keeps"] else _TO_ITSELF
    if found["verb"].endswith("le") or itself.search(before[-8:]):
        return calendar.body
    told = f"{found['verb']}{found['rest']}" if found["keeps"] else found["rest"]
    if found["keeps"] and re.search(r"\b(?:la|le|lo|l')\s?(?:[a-zé]+ment |[a-z]+mente )?inform", told):
        return calendar.body
    bodies = romance_bodies(told, calendar)
    if bodies:
        return bodies[0][0]
    states = _STATES.search(told) if found["keeps"] or found["informs"] else None
    return _STATES_NAME.get(states.group().split()[-1].casefold(), "Member States") if states else None
