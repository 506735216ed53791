"""Whose resolution a bare number is: the words "its resolution", "General Assembly decisions" that stand before it."""

import re
from dataclasses import dataclass

from throughline.engine.mandates.organs import organ_named
from throughline.readers.resolution.deadlines.calendar import Calendar

_OWNER = (
    r"(?P<owner>\bits\b|\b(?:United Nations |World )?(?:[Gg]eneral Assembly|Human Rights Council|Economic and "
    r"Social Council|Security Council|"
    r"Trusteeship Council|Environment Assembly|Health Assembly|UN-Habitat Assembly|Governing Council|Commission "
    r"on [A-Z][a-z]+(?: [A-Z][a-z]+| and| of| the)*|"
    r"Economic (?:and Social )?Commission for [A-Z][a-z]+(?: and the [A-Z][a-z]+| [A-Z][a-z]+)*|Conference of "
    r"the Parties|Plenipotentiary Conference|"
    r"Assembly|Council|Commission|Conference|Board|UNGA|ECOSOC|UNSC)(?:['’]s?)?)"
)
_KIND = re.compile(
    r"\b(?:[Rr]esolutions?|[Dd]ecisions?|[Rr]ésolutions?|[Dd]écisions?|[Rr]esoluci(?:ón|ones)|[Dd]ecisi(?:ón|ones)|"
    r"[Pp]residential [Ss]tatements?|[Ss]tatements? (?:by|of) (?:its|the) President|agreed conclusions|RESOLUTIONS?|"
    r"PRST)\b"
)
# What stands right before such a word, and how far back it is looked for, in characters.
_SAID = re.compile(r"(?:(?P<paired>\bits (?:own )?)|" + _OWNER + r"\s+(?!and its\s)(?:[a-z]+\s+){0,2}?)$")
_NEAR = 130
_OF = re.compile(
    r"\s*,?\s*(?:(?:of|adopted by|by|de|du|del|adoptées? par|aprobadas? por)\s+(?:the |l['’]\s?|la |le |"
    r"el )?(?:United Nations )?)"
    r"(?P<owner>General Assembly|Governing Council(?: of the United Nations (?:Environment|Human Settlements) "
    r"Programme)?|Human Rights Council|Economic and Social Council|Security Council|Environment Assembly|"
    r"Commission on [A-Z][a-z]+(?: [A-Z][a-z]+)*|Assembly|Council|Commission|Assemblée générale|Conseil "
    r"économique et social|Conseil de sécurité|Conseil des droits de l['’]homme|"
    r"Asamblea General|Consejo Económico y Social|Consejo de Seguridad|Consejo de Derechos Humanos|Conference of the "
    r"Parties)"
)
# "resolutions 62/191 and 62/213 of the General Assembly": the body stands after the last of the list.
_LISTED = re.compile(
    r"(?:(?:(?:,? (?:of|du|de|en date du) \d{1,2}(?:er)? (?:de )?[A-Za-zéû]{3,10} (?:de )?\d{4})?(?:,? (?:and|et|y|"
    r"e)|,) "
    r"\d{1,4}/\d{1,4}(?: [A-Z](?![a-z]))?)+)?(?:,? (?:of|du|de|"
    r"en date du) \d{1,2}(?:er)? (?:de )?[A-Za-zéû]{3,10} (?:de )?\d{4})?"
)
UNLISTED = "unlisted"
_OF_ANOTHER = re.compile(
    r"\s*(?:of|adopted by|by|taken by)\s+the\s+(?:[A-Z][\w'’-]*(?: of| on| for| and)?(?: the)? ){1,8}?"
    r"(?:(?:Working )?Group|Committee|Subcommittee|Commission|Conference|Union|Organization|Authority|Board|Council|"
    r"Assembly|Congress|Forum|Panel|Meeting)\b"
)
# "Human Rights Council decision 18/120 of ... and resolutions 24/14": the owner goes on.
_GOES_ON = re.compile(r"\d/\d{1,4}(?: of \d{1,2} [A-Z][a-z]+ \d{4})?,? and $")
_ROMANCE_OWN = re.compile(r"\b(?:sa|ses|sus?|leurs?)\s*$")


@dataclass(frozen=True, slots=True)
class Intro:
    """Words that announce numbers: where they stand, whose numbers they are, of what kind."""

    start: int
    end: int
    owner: str | None
    kind: str
    said: str | None


def intros_in(text: str, calendar: Calendar) -> list[Intro]:
    """Return the announcing words of a text, in order, with the organ that they name."""
    found: list[Intro] = []
    for match in _KIND.finditer(text):
        near = max(0, match.start() - _NEAR, found[-1].end if found else 0)
        owned = _SAID.search(text, near, match.start())
        said = (owned["owner"] or (owned["paired"] or "").strip() or None) if owned else None
        start = owned.start() if owned else match.start()
        if said is None and _ROMANCE_OWN.search(text[max(0, match.start() - 8) : match.start()]):
            said = "its"
        owner = _organ_of(said, found, calendar)
        if said is None and found and _GOES_ON.search(text[max(0, start - 60) : start]):
            owner, said = found[-1].owner, found[-1].said
        kind = "decision" if match.group().casefold().startswith(("deci", "déci")) else "resolution"
        if match.group() == "PRST":
            kind = "statement"
        found.append(Intro(start, match.end(), owner, kind, said))
    return found


def owner_after(text: str, end: int, calendar: Calendar) -> str | None:
    """Return the organ named after a number ("217 A (III) of the General Assembly"), or None.

    `UNLISTED` stands for a body that the catalogue does not know: its numbers are not the adopting body's.
    """
    match = _OF.match(text, end)
    if match is None and _OF_ANOTHER.match(text, end):
        return UNLISTED
    near = text[end : end + 120] if match is None else ""
    may_follow = any(words in near for words in (" of the ", " de l", " del ", " du "))
    if may_follow and (listed := _LISTED.match(text, end)) and listed.end() > end:
        match = _OF.match(text, listed.end())
    return _organ_of(match["owner"], [], calendar) if match else None


def _organ_of(said: str | None, before: list[Intro], calendar: Calendar) -> str | None:
    if said is None:
        return None
    words = said.rstrip("'’s") if said.endswith(("'s", "’s", "'", "’")) else said
    if words.startswith("its"):
        return calendar.body
    organ = organ_named(words)
    if organ is not None:
        return organ.name
    if words == "Governing Council" and calendar.body:
        return "Governing Council of UNEP" if "Environment" in calendar.body else "Governing Council of UN-Habitat"
    if words == "Conference of the Parties":
        return words
    for intro in reversed(before):
        if intro.owner and intro.owner.endswith(words):
            return intro.owner
    if calendar.body and calendar.body.endswith(words):
        return calendar.body
    return {"Assembly": "General Assembly", "UNGA": "General Assembly", "UNSC": "Security Council"}.get(
        words, f"short:{words}"
    )


def body_for(number: str, intro: Intro | None, calendar: Calendar) -> str | None:
    """Return the organ that a bare number belongs to, by what announces it, by its shape and by who speaks."""
    session, _, _ = number.partition("/")
    year = session.isdigit() and len(session) == 4
    owner = intro.owner if intro else None
    if owner and owner.startswith("short:"):
        owner = _short(owner[6:], year)
    if owner == "General Assembly" and year:
        return "Economic and Social Council" if intro and intro.said is None else owner
    if owner and (intro is None or intro.said != "its" or _may_own(owner, year)):
        return owner
    if year:
        return "Economic and Social Council"
    if calendar.body is None:
        return None
    if calendar.body in _NUMBERED_OTHERWISE or _is_later(session, calendar):
        return "General Assembly"
    return calendar.body


# Bodies whose own resolutions are not numbered "session/number": such a number is the Assembly's.
_NUMBERED_OTHERWISE = (
    "Security Council",
    "Economic and Social Council",
    "Plenipotentiary Conference",
    "ITU Council",
    "World Health Assembly",
    "UNESCO General Conference",
)


def _is_later(session: str, calendar: Calendar) -> bool:
    """A session that the adopting body has not had yet is not its own."""
    return session.isdigit() and calendar.session is not None and int(session) > calendar.session


def _short(word: str, year: bool) -> str | None:
    if word == "Council":
        return "Economic and Social Council" if year else "Human Rights Council"
    if word == "Commission" and year:
        return "Commission on Human Rights"
    return None


def _may_own(owner: str, year: bool) -> bool:
    by_year = ("Economic and Social Council", "Commission on Human Rights", "Commission on Population and Development")
    return (owner in by_year) if year else owner not in (*by_year, "Security Council")
