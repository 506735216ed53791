"""Lines by their shape: formulas, closings, annex titles, headings, notes, titles of resolutions."""

import re

BODIES = (
    r"General Assembly|Security Council|Economic and Social Council|Human Rights Council|Trusteeship Council|"
    r"United Nations Environment Assembly|(?:United Nations )?Habitat Assembly|Governing Council|"
    r"(?:\w+ ){0,2}World Health Assembly|Plenipotentiary Conference|"
    r"World Telecommunication \w+ (?:Conference|Assembly)|"
    r"Radiocommunication Assembly|General Conference|Executive Board|Conference of the Parties|"
    r"(?:Economic|Economic and Social) Commission|Commission|Conference|Committee|Assembly|Council|Board|"
    r"ITU Council|Industrial Development Board|Peacebuilding Commission|Meeting of the Parties"
)
_OF = (
    r"(?:\s(?:of|for|on|to|and|internationale|économique|mondiale|général\w*|g\S{1,4}n\S{1,4}r\S{0,8}|des|de|du|d')\s?"
    r"[^.;:!?]{2,130}?)?"
)
_DE = (
    r"(?:\s(?:General|Econ[óo]mic[oa]|Mundial|Ejecutiv[oa]|Directiv[oa]|Preparatori[oa]|Internacional|del?|para|sobre|y)\b"
    r"[^.;:!?]{0,130}?)?"
)
FORMULA = re.compile(
    rf"\s*[“\"„«]?\s?(?:(?:The|THE)\s(?:(?:[\w'’-]+\s){{0,9}}?(?:{BODIES}|{BODIES.upper()})){_OF}(?:\s?\([^()]{{2,60}}\))?"
    rf"|(?:La|Le|L)\s?['’´]?\s?(?:Conf[ée]rence|Conseil|'?\s?A\s?ssem\w{{3,8}}|Commission|Comit[ée]){_OF}(?:\s\S{{4,12}})?"
    rf"|(?:La|El)\s(?:Asamblea|Consejo|Conferencia|Comisi[óo]n|Junta|Comit[ée]|\S{{2,14}}\sAsamblea){_DE}"
    r"|(?:Security Council|General Assembly|Economic and Social Council|Human Rights Council)(?=\s?,))"
    r"\s*(?:,\s?(?:\[?\d{1,2}\]?|[¹²³⁴⁵⁶⁷⁸⁹])?)?\s*$"
)
FORMULA_GLUED = re.compile(
    rf"\s*[“\"]?(?:The|THE)\s(?:[\w'’-]+\s){{0,6}}?(?:{BODIES})(?:\sof\s[^,;:.]{{3,120}})?,\s?(?=[A-Z])"
)
RESOLVES_ITSELF = re.compile(
    rf"\s*[“\"]?The\s(?:{BODIES}),?\s(?P<verb>[Rr]esolves|[Dd]ecides|[Rr]ecommends|[Rr]equests|[Cc]alls upon)\b"
)
CLOSING = re.compile(
    r"""
    ^\W{0,4}(?:
      \d{1,4}(?:st|nd|rd|th)\s(?:\(\w+\)\s)?(?:plenary\s|closing\s)?meeting\W{0,4}(?:$|\d{1,2}\s)
      |(?:Plenary|Final|Opening)\smeeting\W{0,4}$
      |Ad[ao]pted\s(?:unanimously|at\s|by\s(?:a\s)?(?:\d|recorded|roll|consensus|\w+\svotes)|without\s)
      |\[?Adopted\s(?:without|by\s)
      |Adopted(?:,|\.)?$
      |Adopt[ée]e?\s(?:à\sl.unanimit|sans|par|à\sla)
      |\[(?:Adopted|Résolution\sadoptée|Adoptée?)\b
      |\(?(?:First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|[A-Z][a-z]+(?:-[a-z]+)?)\splenary\smeeting\b
      |\((?:[A-ZÀ-Ý][a-zéè]+(?:-[a-z]+)?|\d{1,4}[a-zé]{1,3})\s(?:\w+\s)?(?:meeting|s[ée]ance)(?:\spl[ée]ni[èe]re)?,\s
        (?:le\s)?\d{1,2}(?:er)?\s\w{3,10}\s\d{4}\b[^()]{0,120}\)?\W{0,3}$
      |\d{1,4}\s?(?:e|ème|eme|re|ère|[a-z]{1,3})\s+s[ée]ance\b
      |\w+\ss[ée]ance\spl[ée]ni[èe]re
      |\d{1,4}\s?[ªa]\.?\s+sesi[óo]n\b
      |\w+(?:\s\w+)?\ssesi[óo]n\splenaria
      |Aprobad[oa]\s(?:por|sin|en\s(?:la|su)\s)
      |\[?Aprobada?\s(?:sin|en)\b
      |In\sfavou?r:|Against:|Abstaining:|\(?Committee\s[AB],\s
    )
    """,
    re.VERBOSE,
)
VOTES = re.compile(r"^\W{0,3}(?:Adopted|In favou?r|Against|Abstaining|The voting|\[)", re.IGNORECASE)
DATE = re.compile(
    r"^\W{0,3}\d{1,2}(?:\s?(?:-|–|to)\s?\d{1,2})?\s(?:January|February|March|April|May|June|July|August|September|"
    r"October|November|December|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|"
    r"(?:de\s)?(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)(?:\sdel?)?)"
    r"\s\d{4}\W{0,4}$"
)
ANNEX = re.compile(
    r"^\W{0,3}(?:(?:ANNEX|Annex|ANNEXE|Annexe|ANEXO|Anexo|APPENDIX|Appendix|Enclosure|ATTACHMENT|Attachment)"
    r"(?:\s(?:[IVX]{1,5}|[A-Z]|\d{1,2}))?)(?:\s?[:.–—-]?\s*$|\s?(?:to|TO|à)\s.{3,120}$|[\s*\d]{0,4}$|\s?[:–—]\s[^;]{3,150}[^.;\s]\s*$)"
)
TITLE = re.compile(
    r"^\W{0,5}(?P<number>(?:(?:[A-Z]{0,4}[/-]?\d{1,4}[/-]|[A-Z]{2,4}\d{1,3}\.R?)\d{1,3}(?:/Rev\.\d)?|\d{1,4}\s{1,3}\([IVXLCES\-]+\)"
    r"|(?:S|ES|OS)-?\d{1,2}/\d{1,3}|PRST\s[\w/]+)(?:\s?[A-Z](?=[.\s]))?)(?:\s?[.:]\s+|\s{2,}|\t\s*|(?<=[A-Z]\d\d\.\d)\s|(?<=[A-Z]\d\d\.\d\d)\s|(?<=\.R\d)\s)(?P<title>(?:[“\"A-ZÀ-Ý]|[a-z][A-Z])[^;]{2,400})$"
)
TITLE_WORD = re.compile(
    r"^\W{0,5}(?:\d{1,4}\s\(\d{4}\)\.\s)?(?:Draft\s)?(?:RESOLUTION|Resolution|DECISION|Decision|RECOMMENDATION|"
    r"Recommendation|Résolution|RÉSOLUTION|Décision|DÉCISION|Resolución|RESOLUCIÓN|Decisión|DECISIÓN)\s(?:No\.?\s)?(?P<number>[A-Z]{0,5}[-/]?\d{1,4}(?:[/.]\w+)?)"
    r"\s?(?:\((?P<paren>[^()]{2,60})\))?\s*[:.]?\s*$"
)
EARLY_TITLE = re.compile(r"^\W{0,3}(?P<number>\d{1,4})\s\((?P<year>\d{4})\)\.\s?Resolution of\s(?P<date>.{6,30})$")
ROMAN_HEAD = re.compile(r"^\W{0,2}(?P<label>[IVXL]{1,6})\W{0,2}$")
LETTER_HEAD = re.compile(r"^\W{0,2}(?P<label>[A-H])\.?\W{0,2}$")
NOTE = re.compile(
    r"^\s*(?:(?P<super>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4})\s*|(?P<star>\*{1,4}|†)\s+|(?P<slash>\d{1,3}|[a-z])/\s+"
    r"|(?P<digits>\d{1,3})\s+|\[(?P<bracket>\d{1,3})\]:?\s+)(?=\S)"
)
NOTE_WORDS = re.compile(
    r"(?:See|Ibid|Op\.|[A-Z]{1,5}/[\w.]|Official\s|Resolutions?\s|United\sNations[,;]|Documents?\s|General\sAssembly\s"
    r"|Available|As\s|For\s|In\s|Decisions?\s|The\s(?:text|representative|members|delegation|voting|vote)|League|Adopted"
    r"|Previously|Including|Report|International|Security\sCouncil|Voir|Documents\sofficiels|Nations\sUnies|Ibid|Idem"
    r"|Véase|Resoluci|Decisi[óo]n|Naciones\sUnidas|Documentos\sOficiales|Publicaci|Rapport|Publication|Informe"
    r"|Same|Subsequently|\d{3,4}\s|WHO|Published|Referred|These|Such|Reissued|Transmitted|Also|Resumed|“|\[)"
)
# What may stand after the last stop of a paragraph: closing quotes, note marks. Only the end of a text is looked at.
_AFTER_STOP = r"(?:[”\"’'»)\]*⁰¹²³⁴⁵⁶⁷⁸⁹]|\s?\[?\d{1,3}(?!\d)\]?)*"
_PROSE_END = re.compile(rf"(?:[.;:,!?…]{_AFTER_STOP}|;{_AFTER_STOP}\s+(?:and|or|et|ou|y|o|e|u))\s*$")
_SENTENCE_END = re.compile(rf"(?:[.;!?…]{_AFTER_STOP}|;{_AFTER_STOP}\s+(?:and|or|et|ou|y|o|e|u))\s*$")
_COMMA_END = re.compile(rf",{_AFTER_STOP}\s*$")
_TAIL = 60


_SPACES = re.compile(r"[ \t\u00a0]{2,}")


def one_spaced(text: str) -> str:
    """A line with one space where there are several, as justified texts have them."""
    return _SPACES.sub(" ", text) if "  " in text else text


def is_formula(text: str) -> bool:
    """Whether a line names the body that acts and says nothing else, however its words are spaced."""
    return FORMULA.match(one_spaced(text)) is not None


def ends_with_stop(text: str) -> bool:
    """Whether a text ends with a sign that ends a paragraph, a comma among them."""
    return _PROSE_END.search(text, max(0, len(text) - _TAIL)) is not None


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence or an item of a list does."""
    return _SENTENCE_END.search(text, max(0, len(text) - _TAIL)) is not None


def ends_with_comma(text: str) -> bool:
    """Whether a text ends with a comma, note marks after it set aside."""
    return _COMMA_END.search(text, max(0, len(text) - _TAIL)) is not None


def is_heading(text: str) -> bool:
    """Whether a line reads as a heading: short, opening with a capital or number, no full stop or semicolon."""
    bare = text.strip()
    return (
        2 < len(bare) < 260
        and (bare[0].isupper() or bare[0].isdigit() or bare[0] in '“"«')
        and not ends_with_stop(bare)
    )
