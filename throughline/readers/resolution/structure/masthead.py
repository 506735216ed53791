"""What the head of a document says of it: symbol, session, agenda item, title, dates; from its lines or its fields."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from throughline.engine.mandates.organs import organ_named
from throughline.engine.mandates.records import Masthead
from throughline.readers.resolution.structure import shapes
from throughline.readers.resolution.structure.blocks import Block
from throughline.readers.resolution.structure.entries import Sorted
from throughline.readers.resolution.structure.markers import LOOKALIKES
from throughline.readers.resolution.structure.symbol_lines import symbol_alone, symbol_line

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "janvier", "enero"),
            ("february", "février", "fevrier", "febrero"),
            ("march", "mars", "marzo"),
            ("april", "avril", "abril"),
            ("may", "mai", "mayo"),
            ("june", "juin", "junio"),
            ("july", "juillet", "julio"),
            ("august", "août", "aout", "agosto"),
            ("september", "septembre", "septiembre"),
            ("october", "octobre", "octubre"),
            ("november", "novembre", "noviembre"),
            ("december", "décembre", "decembre", "diciembre"),
        ),
        start=1,
    )
    for name in names
}
# The place and year of a conference's meeting are no part of its name.
_IN_FORMULA = re.compile(
    r"[“\"„«*\s]*(?:The |THE |La |Le |L['’]\s?|El )?(?P<body>\S[^,;:]{2,160}?)\s?(?:\([^()]{2,60}\))?[\s*]*(?:,|$)"
)
_DATE = r"\d{1,2}(?:er|[ºo°])?\s+(?:de\s+)?[A-Za-zéû]{3,10}\s+(?:del?\s+)?\d{4}"
_DAY = re.compile(r"(\d{1,2})(?:er|[ºo°])?\s+(?:de\s+)?([A-Za-zéû]{3,10})\s+(?:del?\s+)?(\d{4})")
_ADOPTED = re.compile(
    rf"(?:[Rr]esolutions?\sadopted\sby|RESOLUTIONS?\sADOPTED\sBY|[Aa]dopted\sby|Adopt[ée]e\spar|Aprobada\spor|[Rr]esoluci[óo]n\saprobada\spor|Statement\b)"
    rf"[^.;]{{0,220}}?\b(?:on|le|el)\s+({_DATE})",
    re.DOTALL,
)
_RESOLUTION_OF = re.compile(rf"(?:Resolution\sof|^of|held\son)\s({_DATE})", re.MULTILINE)
_DISTRIBUTED = re.compile(
    rf"(?:Distr\.?:?\s*(?:G[ÉEée]N[ÉEée]RALE?|[Gg][ée]n[ée]rale?|LIMITED|Limited)\W{{0,40}})({_DATE})"
)
_SESSION = re.compile(
    r"\b((?:[A-Z][a-z]+(?:[- ][a-z]+)?|\d{4})"
    r"(?:\s(?:emergency|special|regular|resumed|substantive|organizational)){0,2}"
    r"\ssession)\b(?!s|\sof)"
)
_OF_DATE = re.compile(rf"(?:of|du|le|on)\s{_DATE}|Adopted by")
_SPANISH_SESSION = re.compile(
    r"\b((?:[A-ZÁÉÍÓÚ][a-záéíóú]+(?:\s[a-záéíóú]+)?|\d{1,3}[º°oª]?)\sper[íi]odo\s(?:\w+\s){0,2}de\ssesiones|"
    r"[Pp]er[íi]odo\sde\ssesiones\sde\s\d{4})\b"
)
_SESSION_LINE = re.compile(rf"^(?:{_DATE})?\s*{_SESSION.pattern}\*{{0,2}}$")
_SESSION_WORDS = re.compile(r"^([A-ZÀ-Ý][\w-]+(?:\s\w+)?\ssession(?:\s\w+){0,3})$")
_SESSION_RUN_ON = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}((?:[A-Z][a-z]+|\d{4} )[\w -]{0,40}?session)\b")
_AGENDA = re.compile(
    r"(?:Agenda\sitems?|Items?)\s(\d{1,3}(?:\s?\([a-z]{1,4}\))*(?:(?:,|\sand|\sto)\s?\d{0,3}\s?(?:\([a-z]{1,4}\))*)*)(?:\sof\sthe\s"
    r"(?:provisional\s)?agenda)?|Points?\s(\d{1,3}(?:\s?[a-z]\))?)\sde\sl.ordre\sdu\sjour|Temas?\s(\d{1,3}(?:\s?[a-z]\))?)\sdel\sprograma"
)
_FIELD = re.compile(r"<<ODS DOC SYMBOL1>>([^<\n]{3,80})<<ODS DOC SYMBOL1>>")
_SYMBOL = re.compile(
    r"(?<![\w/])((?:A/(?:HRC/)?(?:RES|DEC|PRST)|S/RES|S/PRST|E/RES|A/C\.\d/\d+|UNEP/EA\.\d+/RES?|HSP/HA\.\d/(?:RES|Res))"
    r"[/.][\w./\-]*\d+(?:\s?\([IVXLCES\d\-]+\))?(?:\s(?:[A-H](?:-[A-H])?)(?![a-z]))?)"
)
_WHA = re.compile(r"\b(WHA\d{1,2}\.\d{1,2}|EB\d{1,3}\.R\d{1,2})\b")


@dataclass(frozen=True, slots=True)
class Style:
    """A house style: the profile's name, the body's name and how a resolution's number becomes a symbol."""

    profile: str
    body: str
    symbol: str = ""


STYLES = {
    style.profile: style
    for style in (
        Style("general assembly", "General Assembly", "A/RES/{}"),
        Style("security council", "Security Council", "S/RES/{}"),
        Style("economic and social council", "Economic and Social Council", "E/RES/{}"),
        Style("human rights council", "Human Rights Council", "A/HRC/RES/{}"),
        Style("unea", "United Nations Environment Assembly", "UNEP/EA.{}/RES.{}"),
        Style("un-habitat", "United Nations Habitat Assembly", "HSP/HA.{}/Res.{}"),
        Style("itu", "International Telecommunication Union"),
        Style("wha", "World Health Assembly", "{}"),
        Style("unesco", "International Conference on Education"),
        Style("presidential statement", "Security Council"),
        Style("commission", ""),
        Style("keywords", ""),
        Style("report", ""),
    )
}


def iso_date(words: str | None) -> str | None:
    """The ISO date of "13 December 2019" (English or French), None where there is none."""
    found = _DAY.search(words or "")
    if found is None:
        return None
    month = MONTHS.get(found[2].lower())
    day = int(found[1])
    return f"{found[3]}-{month:02d}-{day:02d}" if month and 1 <= day <= 31 else None


def symbol_of_title(number: str, profile: str, paren: str | None = None) -> str | None:
    """The public symbol that a printed number ("74/105", "2231 (2015)", "1463 (XIV)") stands for."""
    number = re.sub(r"\s+", " ", number).strip().rstrip(".")
    if profile == "security council":
        return f"S/RES/{number} ({paren})" if paren and "(" not in number else f"S/RES/{number}"
    if profile in ("unea", "un-habitat"):
        session, _, serial = number.partition("/")
        return STYLES[profile].symbol.format(session, serial) if serial else None
    if profile in ("human rights council", "presidential statement") and number.startswith("PRST"):
        return f"A/HRC/PRST/{number.removeprefix('PRST').strip()}"
    if _WHA.match(number):
        return number
    pattern = STYLES[profile].symbol if profile in STYLES else ""
    return pattern.format(number) if pattern else None


def symbols_in(words: str) -> list[str]:
    """The symbols of resolutions printed in some words, as printed, each once."""
    fields = [field.strip() for field in _FIELD.findall(words) if field.strip()]
    return list(dict.fromkeys(fields or _SYMBOL.findall(words)))


def masthead_of(
    sorted_: Sorted, furniture: Iterable[Block], tail: str, style: Style, properties: dict[str, str]
) -> Masthead:
    """The masthead from the blocks before the formula, running heads, the printing's tail and the file's fields."""
    head = "\n".join(block.raw for block in sorted_.masthead if block.part != "cell" or len(block.raw) < 200)
    fields = "\n".join(block.raw for block in furniture)
    closing = "\n".join(
        entry.block.raw for entry in sorted_.entries if entry.kind == "closing" and entry.resolution == 0
    )
    everything = f"{head}\n{fields}\n{tail}"
    title = _title(sorted_)
    adopted = _ADOPTED.search(everything) or _RESOLUTION_OF.search(everything)
    agenda = _AGENDA.search(everything)
    distributed = _DISTRIBUTED.search(everything)
    return Masthead(
        body=style.body or None,
        session=_session(everything),
        title=title,
        agenda_item=re.sub(r"\s+", " ", agenda[0]).strip() if agenda else None,
        adopted=iso_date(adopted[1] if adopted else None) or iso_date(closing),
        distributed=iso_date(distributed[1] if distributed else None),
        profile=style.profile,
        symbol=properties.get("symbol") or None,
    )


def body_named(sorted_: Sorted, furniture: Iterable[Block]) -> str | None:
    """The body that the formula names, as the catalogue of bodies has it where it does, else as printed.

    A paper without a formula is of the body in its running head, where the file sets that apart.
    """
    formula = next((entry.block.raw for entry in sorted_.entries if entry.kind == "formula"), None)
    if formula is None:
        return next((block.raw.strip() for block in furniture if block.style == "XLarge"), None)
    found = _IN_FORMULA.match(re.sub(r"\s+", " ", formula))
    if found is None:
        return None
    organ = organ_named(found["body"])
    return organ.name if organ else found["body"].strip(" *")


_SPEAKER = re.compile(r"\s*[“\"„«]?\s?(?:The|Le|La|L['’]|El)\s?([A-Z][^,;:.]{3,60})")
_PRESIDENT_OF = re.compile(r"President of the ([A-Z][\w ]{3,60}?) (?:made|read out|issued)\b")


def speaker_of(sorted_: Sorted) -> str | None:
    """The body on whose behalf a president speaks: said where the statement is made, or named where it opens."""
    for entry in sorted_.entries:
        words = re.sub(r"\s+", " ", entry.block.raw)
        found = _PRESIDENT_OF.search(words) or _SPEAKER.match(words)
        organ = organ_named(found[1]) if found and entry.kind in ("formula", "operative") else None
        if organ is not None:
            return organ.name
    return None


def _session(words: str) -> str | None:
    run_on = _SESSION_RUN_ON.search(words)
    if run_on is not None:
        return run_on[1]
    for line in words.split("\n"):
        found = _SESSION_LINE.match(line.strip()) or _SESSION_WORDS.match(line.strip())
        if found is not None:
            return found[1]
    found = _SESSION.search(words) or _SPANISH_SESSION.search(words)
    return found[1] if found else None


def _title(sorted_: Sorted) -> str | None:
    """The title beside the number, or on the lines after a number that stands alone."""
    own = [block for index, block in sorted_.titles if index == 0] or [block for _, block in sorted_.titles[:1]]
    for block in own:
        found, line = shapes.TITLE.match(block.raw), symbol_line(block.raw)
        words = found["title"] if found is not None else line.title if line is not None else None
        if words is not None:
            return re.sub(r"\s+", " ", words).strip(" *") or None
    for block in own:
        place = next((i for i, other in enumerate(sorted_.masthead) if other is block), None)
        if place is None or shapes.EARLY_TITLE.match(block.raw):
            continue
        below = _title_below(sorted_.masthead[place + 1 : place + 2])
        if below is not None:
            return below
    head = [] if own else sorted_.masthead
    return _title_below(head[-1:]) if len(head) > 1 and symbol_alone(head[-2].raw) else None


def _title_below(following: list[Block]) -> str | None:
    """The words of the block after a number or symbol that stands alone, where they can be a title."""
    if not following or following[0].shape not in ("heading", "prose"):
        return None
    words = following[0].raw
    if _OF_DATE.match(words) or _ADOPTED.search(words):
        return None
    return re.sub(r"\[bookmark:[^\]]*\]|\s+", " ", words).strip(" *") or None


def fold(words: str) -> str:
    """Words with look-alike letters of other alphabets read as Latin."""
    return words.translate(LOOKALIKES)
