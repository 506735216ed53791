"""Which kind of paper a text is and in which house style, by what it shows."""

import re
from collections import Counter
from dataclasses import dataclass

from throughline.engine.mandates.symbols import is_mandate
from throughline.readers.document.records import SourceText
from throughline.readers.resolution.structure import shapes
from throughline.readers.resolution.structure.keywords import KEYWORD
from throughline.readers.resolution.structure.leads import lead_of
from throughline.readers.resolution.structure.symbol_lines import kind_of, symbol_line

_PROFILES = (
    ("unea", re.compile(r"United Nations Environment Assembly|Environment Assembly of the|UNEP/EA", re.I)),
    (
        "un-habitat",
        re.compile(r"Habitat Assembly|Governing Council of (?:the )?(?:UN-Habitat|United Nations Human)", re.I),
    ),
    (
        "human rights council",
        re.compile(r"Human Rights Council|Conseil des droits de l.homme|Consejo de Derechos Humanos", re.I),
    ),
    ("security council", re.compile(r"Security Council|Conseil de s[ée]curit[ée]|Consejo de Seguridad", re.I)),
    (
        "economic and social council",
        re.compile(r"Economic and Social Council|Conseil [ée]conomique et social|Consejo Econ[óo]mico y Social", re.I),
    ),
    (
        "general assembly",
        re.compile(r"General Assembly|Assembl\w+,? ?(?:g|R)[ée]n[ée]ra\w+|Assembl[ée]e g|Asamblea General", re.I),
    ),
    (
        "itu",
        re.compile(r"Plenipotentiary Conference|International Telecommunication Union|\bITU\b|World Telecommunication"),
    ),
    ("wha", re.compile(r"World Health Assembly|Assembl[ée]e mondiale de la Sant|Asamblea Mundial de la Salud", re.I)),
    ("unesco", re.compile(r"Conf[ée]rence internationale de l.(?:[ée]ducation|instruction)|General Conference", re.I)),
    (
        "commission",
        re.compile(
            r"Commission|Committee|Conference|Council|Assembly|Board|Conseil|Comit[ée]|Consejo|Comisi[óo]n", re.I
        ),
    ),
)
# Styles of conferences whose lines of keywords carry verb and addressee: ITU's own, and those that write like it.
KEYWORDED = frozenset({"itu", "keywords"})
_STATEMENT = re.compile(
    r"Statement by the President|D[ée]claration (?:faite par|du) (?:la |le )?Pr[ée]sident|"
    r"Declaraci[óo]n (?:de la Presidencia|(?:del?|de la) President)",
    re.I,
)
_MADE = re.compile(
    r"(?:made|read out|issued) the following (?:presidential )?statement|a fait la d[ée]claration suivante|"
    r"(?:formul[óo]|hizo|ley[óo]) la (?:siguiente declaraci[óo]n|declaraci[óo]n siguiente)",
    re.I,
)
_SPOKEN = re.compile(r"^\s*[“\"«]\s?(?:The (?:Security|Human Rights) Council|Le Conseil|El Consejo)\b", re.M)
_EDUCATION = re.compile(
    r"Conf[ée]rence internationale de l.\s?(?:[ée]ducation|instruction)|"
    r"International (?:Conference|Bureau) (?:on|of) (?:Public )?(?:Education|Instruction)",
    re.I,
)
_REPORT = re.compile(
    r"^\W{0,3}(?:Reports?\s(?:of|by|on)\b|Note\s(?:by|of)\b|Letters?\sdated|Identical\sletters|Secretary-General.s\s"
    r"bulletin|(?:Informe|Nota)\sdel?\b|(?:Rapport|Note)\sdu\b|Summary\b|Provisional agenda|Rules of [Pp]rocedure|"
    r"Administrative instruction|Information circular|"
    r"Action required by the Council|Purpose\b|Memorandum|Letter\b|# )",
    re.M,
)
_ADOPTION = re.compile(
    r"(?:^|\n)\W{0,3}(?:Draft\s)?(?:Resolutions?|RESOLUTIONS?|D[ÉE]CISIONS?|Decisions?|R[ée]solutions?|Resoluci[óo]n|"
    r"Decisi[óo]n|D[ée]cisions?)\s?(?:\d|adopted|ADOPTED|adopt[ée]e|aprobada|submitted"
    r"|\(|[A-Z]{1,3}[-/]\d)|Adopted by the|draft resolution (?:submitted|prepared)|Resolution of \d|"
    r"(?:^|\n)\W{0,3}Draft resolution",
    re.I,
)
_ADOPTED_BY = re.compile(r"adopted\s+by\s+the\s+([A-Z][\w\s]{5,80}?)\s+(?:on|at)\b", re.I)
_DECISION = re.compile(r"(?:^|\n)\W{0,3}(?:Draft\s)?(?:DECISION|Decision|Décision|Decisión)\s(?:No\.?\s)?[\dA-Z]")


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a document is: `kind` and `profile` as in `Document`, and how sure that is, from 0 to 1."""

    kind: str
    profile: str
    confidence: float
    language: str = "en"


@dataclass(slots=True)
class _Evidence:
    formula: str = ""
    formula_at: int = 0
    formula_led: bool = False
    keywords: int = 0
    first_lead_at: int = -1
    preamble_leads: int = 0
    operative_leads: int = 0
    numbered_leads: int = 0
    meeting_titles: int = 0


_MEETING = re.compile(r"\([^()]{2,60}, (?:19|20)\d\d\)")
_SPACES = re.compile(r"[ \t\u00a0]{2,}")
_NUMBER = re.compile(r"[\s“\"*]*(?:\d{1,3}[.)°,]|[lIZ]\.|\([a-z0-9]{1,4}\))?[\s“\"*]*")


# The small words by which a language is told; in "de la" and "en el" alone the second is no word of the other language.
_ENGLISH = frozenset(["of", "and", "the", "that", "for", "its", "with", "to"])
_FRENCH = frozenset(["des", "les", "dans", "pour", "que", "une", "aux", "sur", "du"])
_SPANISH = frozenset(["del", "los", "las", "para", "que", "una", "el", "por", "con"])


def language_of(text: str) -> str:
    """ "fr", "es" or "en", by the small words of the beginning."""
    head = text[:6000]
    words = Counter(head.split())
    of_the = head.count("de la ")
    english = sum(words[word] for word in _ENGLISH)
    french = of_the + sum(words[word] for word in _FRENCH)
    if english >= french:
        return "en"
    return "es" if of_the + sum(words[word] for word in _SPANISH) > french else "fr"


def _evidence(source: SourceText, language: str) -> _Evidence:
    seen = _Evidence()
    waiting = 0
    for line in source.lines:
        if line.part not in ("body", "cell", "textbox"):
            continue
        text = line.text
        if len(text) < 4 or text.isspace():
            continue
        if len(text) < 260:
            if shapes.is_formula(text):
                if not seen.formula:
                    seen.formula, seen.formula_at = text.strip(), line.start
                waiting = 4
                continue
            if KEYWORD.match(text):
                seen.keywords += 1
            elif not seen.keywords and _MEETING.search(text) and shapes.TITLE_WORD.match(text):
                seen.meeting_titles += 1
        start = _NUMBER.match(text)
        position = start.end() if start else 0
        lead = lead_of(text, position, language)
        if lead is not None and lead.sure:
            numbered = start is not None and any(c.isdigit() for c in start[0])
            seen.first_lead_at = line.start if seen.first_lead_at < 0 else seen.first_lead_at
            seen.preamble_leads += lead.form == "participle"
            seen.operative_leads += lead.form == "finite"
            seen.numbered_leads += numbered and lead.form == "finite"
            seen.formula_led = seen.formula_led or waiting > 0
        if not seen.formula and (shapes.FORMULA_GLUED.match(text) or shapes.RESOLVES_ITSELF.match(text)):
            seen.formula, seen.formula_at, seen.formula_led = text[:120], line.start, True
        waiting -= 1
    return seen


def recognise_source(source: SourceText) -> Recognised:
    """The kind of paper, its house style and the confidence, by formula, keywords, leads and the words of its head."""
    language = language_of(source.text)
    kind, profile, confidence = _kind(source, _evidence(source, language))
    return Recognised(kind, profile, confidence, language)


def _kind(source: SourceText, seen: _Evidence) -> tuple[str, str, float]:
    head = _SPACES.sub(" ", source.text[:5000])
    flat = " ".join(head.split())
    if _STATEMENT.search(flat) and (_MADE.search(flat) or len(_SPOKEN.findall(source.text)) >= 2):
        return "presidential statement", "presidential statement", 0.98
    if _EDUCATION.search(flat[:1500]) and not (seen.formula_led and _ADOPTION.search(head[:1500])):
        return "recommendation", "unesco", 0.9
    if seen.keywords >= 2 and _PROFILES[6][1].search(head):
        return _itu_kind(source.text), "itu", 0.95
    if seen.keywords >= 2 and _is_titled_by_meeting(seen) and not _reads_as_report(source, seen):
        return _itu_kind(source.text), "keywords", 0.9
    adopted = _ADOPTED_BY.search(head)
    profile = _profile(seen.formula or (adopted[1] if adopted else head))
    if seen.formula and seen.formula_led and not _reads_as_report(source, seen):
        return _adopted_kind(source, seen), profile, 0.97
    if _REPORT.search(head[:2500]):
        return "report", "report", 0.9
    if _ADOPTION.search(head[:2500]) and seen.operative_leads >= 1 and (seen.preamble_leads or seen.numbered_leads):
        return "resolution", profile, 0.7
    if seen.preamble_leads >= 2 and seen.operative_leads >= 1 and _leads_in_order(source, seen):
        return "resolution", profile, 0.7
    return "report", "report", 0.6


def _is_titled_by_meeting(seen: _Evidence) -> bool:
    """Whether the title or the formula bears the place and year of a conference's meeting: "(Rev. Place, 2031)"."""
    return _MEETING.search(seen.formula) is not None or seen.meeting_titles > 0


def _adopted_kind(source: SourceText, seen: _Evidence) -> str:
    """Decision or resolution, by the symbol of the title or of the file, else by the words of the head."""
    head = source.text[:5000]
    before = source.text[: seen.formula_at][-5000:]
    printed = next((line for words in reversed(before.split("\n")) if (line := symbol_line(words.strip()))), None)
    if printed is not None:
        return printed.kind
    symbol = source.properties.get("symbol", "")
    if is_mandate(symbol):
        return kind_of(symbol)
    return "decision" if _DECISION.search(head) and not re.search("resolution", head[:800], re.I) else "resolution"


def _leads_in_order(source: SourceText, seen: _Evidence) -> bool:
    """Without a formula: leading verbs open most of the paragraphs, from near the beginning."""
    paragraphs = sum(1 for line in source.lines if len(line.text) > 60)
    leads = seen.preamble_leads + seen.operative_leads
    return seen.first_lead_at < 3000 and leads * 3 >= paragraphs


def _profile(words: str) -> str:
    for profile, pattern in _PROFILES:
        if pattern.search(words):
            return profile
    return "commission"


def _itu_kind(text: str) -> str:
    found = re.search(r"^\W{0,3}(?:Draft\s)?(RESOLUTION|DECISION|RECOMMENDATION)\b", text, re.M | re.I)
    return found[1].lower() if found else "resolution"


def _reads_as_report(source: SourceText, seen: _Evidence) -> bool:
    """Whether a formula stands only in an annex or a quotation of a paper of another kind."""
    before = source.text[: seen.formula_at]
    named = _REPORT.search(before[:2500])
    if named is None:
        return False
    return not (_ADOPTION.search(before[-1500:]) or shapes.TITLE.match(before.rstrip().rpartition("\n")[2]))
