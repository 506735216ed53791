"""How bodies are named in running text: those of the catalogue, and any other by the whole name as printed."""

import re

from throughline.engine.mandates.organs import organ_named
from throughline.readers.resolution.deadlines.numerals import MONTH_WORDS

HEADS = (
    r"Assembly|Council|Commission|Committee|Conference|Board|Forum|Subcommittee|Panel|Congress|Parliament|"
    r"Assemblée|Conseil|Comité|Asamblea|Consejo"
)
BODY = re.compile(
    r"\b(?P<full>General Assembly|Human Rights Council|Economic and Social Council|Security Council|"
    r"(?:United Nations )?Environment Assembly(?: of the United Nations Environment Programme)?|"
    r"(?:Sixty|Seventy|Eighty)?[- ]?\w*\s?World Health Assembly|Health Assembly|"
    r"UN-Habitat Assembly|United Nations Habitat Assembly|(?:plenipotentiary|Plenipotentiary) [Cc]onferences?|"
    r"ITU Council|Governing Council|General Conference|Trusteeship Council|"
    r"Commission (?:on|for) (?:the )?[A-Z][a-z]+(?:(?:,| and| of| the| for| in)* [A-Z][a-z]+)*|"
    r"Economic(?: and Social)? Commission for [A-Z]\w+(?:(?: and| the)* [A-Z]\w+)*|Statistical Commission|"
    r"Committee (?:on|for|of) (?:the )?[A-Z][a-z]+(?:(?:,| and| of| the| for| in| on)* [A-Z][a-z]+)*|"
    r"(?:Special|Advisory|Preparatory|Fifth|First|Second|Third|Sixth|Fourth|Ad Hoc) Committee|"
    r"Permanent Forum(?: on Indigenous Issues)?|(?:Open-ended )?Working Group|"
    r"Conference of the (?:States )?[Pp]arties(?: to the [A-Z][^,;]{3,90}?)?(?=[,;]| at| and| in|$)|"
    r"Conseil économique et social|Assemblée générale|Conseil des droits de l['’]homme|Conseil de sécurité|"
    r"Asamblea General|Consejo de Derechos Humanos|Consejo Económico y Social|Consejo de Seguridad)\b|"
    rf"\b(?P<short>{HEADS})\b"
)
HAS_HEAD = re.compile(rf"\b(?:{HEADS}|Working Group|[Pp]arties|Mechanism|Platform)\b")

# Capitalised words, or a number ("1540 Committee"), that stand before the noun and belong to the name.
_BEFORE = re.compile(r"(?:(?:[A-Z][\w&'’-]*|\d{4})\s)+$")
_NO_NAME = re.compile(
    r"(?:(?:The|This|That|Each|All|Any|Its|Their|To|At|By|In|For|And|On|If|When|Also|Both|Under|Upon|Which|"
    r"Requests?|Invites?|Urges?|Decides|Encourages?|Recommends?|(?i:sixty|seventy|eighty|"
    r"ninety)?-?\w*(?:first|second|third|[a-z]th)|" + MONTH_WORDS + r"|(?:19|20)\d\d)\s)+"
)
_AFTER = re.compile(
    r"\s(?:of|on|for) (?:the )?(?!(?:" + MONTH_WORDS + r")\b)[A-Z][\w'’-]*"
    r"(?:(?: and| of| the| for| on| and the| of the)? [A-Z][\w'’-]*)*"
)


def whole_name(words: str, found: re.Match[str]) -> tuple[str, int]:
    """Return the whole capitalised name around a noun that `BODY` found as `short`, and where it ends."""
    before = _BEFORE.search(words[max(0, found.start() - 80) : found.start()])
    lead = before.group() if before else ""
    dropped = _NO_NAME.match(lead)
    if dropped:
        lead = lead[dropped.end() :]
    if lead and found.start() == len(lead) and re.match(r"\w+s\s", lead):
        lead = lead.partition(" ")[2]  # a sentence that opens with its verb: "Welcomes Council resolution"
    after = _AFTER.match(words, found.end())
    end = after.end() if after else found.end()
    return lead + words[found.start() : end], end


def organ_name(words: str) -> str:
    """Return the organ's name for words that name a body; the words themselves where it is not listed."""
    folded = words.casefold()
    organ = organ_named(words)
    if organ is not None and folded.removeprefix("united nations ") in (organ.name.casefold(), *organ.aliases):
        return organ.name
    if folded.startswith("plenipotentiary conference"):
        return "Plenipotentiary Conference"
    if re.match(r"(?:first|second|third|fourth|fifth|sixth) committee$", folded):
        return "General Assembly"
    if "environment assembly" in folded:
        return "United Nations Environment Assembly"
    if folded.endswith("health assembly"):
        return "World Health Assembly"
    if folded.startswith("permanent forum"):
        return "Permanent Forum on Indigenous Issues"
    if organ is not None and not re.search(rf"\b(?:{HEADS})\b.*\b(?:{HEADS})\b", words):
        return organ.name
    return words
