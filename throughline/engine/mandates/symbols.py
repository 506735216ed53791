"""Symbols of documents: how a printed number becomes the public address that the whole record uses."""

import re

from throughline.engine.mandates.organs import ITU_CONFERENCES, ORGANS, Organ, organ_named

_DASHES = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2212": "-", "\u00a0": " "})
_LEAD = re.compile(
    r"^(?:its |the |sa |la |su )?(?P<kind>resolutions?|decisions?|résolutions?|décisions?|resoluci[oó]n(?:es)?"
    r"|decisi[oó]n(?:es)?|statements?)\s+(?=[\dSEXVILOP])",
    re.IGNORECASE,
)
_PART_AFTER = re.compile(r",\s*(?:annex|section|sect\.|chapter|paragraphs?|paras?\.?|part)\b.*$", re.IGNORECASE)
_LETTERS = r"(?:\s?\[?(?P<part>[A-Z](?:\s?(?:-|and|to|,)\s?[A-Z])*)\]?)?"
_SESSION_ITEM = re.compile(
    r"(?P<session>\d{1,4}|E?S-\d{1,2}|OS/\d{1,2}|SS\.[IVXL]+|[IVXL]+)\s?/\s?(?P<item>\d{1,4})" + _LETTERS + r"$"
)
_ROMAN = re.compile(
    r"(?P<item>\d{1,4})" + _LETTERS + r"\s?\((?P<session>[IVXL]+|E?S-[IVXL]+)\)$|"
    r"(?P<letter>[A-Z]{1,2})\s?\((?P<of>[IVXL]+|S-[IVXL]+|\d{1,3})\)$"
)
_YEAR = re.compile(r"(?P<item>\d{1,4})\s?/?\s?\((?P<year>(?:19|20)\d\d)\)$")
_COP = re.compile(r"(\d{1,3}/(?:CP|CMP|CMA|COP)\.\d{1,2})$")
_HEALTH = re.compile(r"(?:WHA\d{1,2}(?:\.\d{1,3}|\(\d{1,3}\))|EB(?:SS)?\d{1,3}(?:\.R\d{1,3}|\(\d{1,3}\)))$", re.I)
_ITU_TEXT = re.compile(
    r"(?P<kind>resolution|decision|recommendation|opinion)\s+(?P<number>[A-Z]{2,6}-[A-Z]{1,3}/\d{1,3}|\d{1,4})\s*"
    r"\((?P<of>[^()]{3,60})\)$",
    re.IGNORECASE,
)
_ITU_PAPER = re.compile(r"CWG-([A-Z&]{2,8})[ -](\d{1,2}/(?:[A-Z]+/)?\d{1,3}(?:\s?\([^()]{1,20}\))?)$")
_HEALTH_PAPER = re.compile(
    r"(?:A|EB|EBSS)\d{1,3}/(?:[A-Z]{2,8}\.?/)?\d{1,3}(?: (?:Add|Corr|Rev)\. ?\d{1,2})*$|"
    r"(?:WHA|EB|EBSS)\d{1,3}/(?:\d{4}/)?REC/\d{1,2}$"
)
_COUNCIL_PAPER = re.compile(r"C\d{2}/(?:[A-Z]+/)?\d{1,3}(?:\s?\([A-Za-z.]{1,8}\s?\d{0,2}\))?$")
_UNESCO = re.compile(r"(\d{1,3})\s?(C|EX)\s?/\s?(Res(?:olution)?|Dec(?:ision)?|[\dA-Z][\w.]*)\.?\s?([\w.]*)$")
_FULL = re.compile(r"(?!E?S-\d|PRST/|OS/|SS\.|[IVXL]+/\d)[A-Z][A-Za-z]{0,7}(?:[.-][A-Za-z0-9]+)*/[A-Za-z0-9]")
_FULL_TAIL = re.compile(
    r"^(?P<head>(?:A/HRC/|A/|S/|E/CN\.\d+/|E/ESCAP/|ESCAP/|E/ESCWA/|E/|T/)(?:RES|DEC)/)(?P<rest>.+)$", re.IGNORECASE
)
_BODY_OF: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"A/HRC/"), "Human Rights Council"),
    (re.compile(r"A/(?:RES|DEC)/"), "General Assembly"),
    (re.compile(r"S/(?:RES|PRST)/"), "Security Council"),
    (re.compile(r"(?:E/)?ESCAP/(?:RES|DEC)/"), "Economic and Social Commission for Asia and the Pacific"),
    (re.compile(r"E/(?:RES|DEC)/"), "Economic and Social Council"),
    (re.compile(r"UNEP/EA\.\d+/(?:Res|Dec)\.", re.I), "United Nations Environment Assembly"),
    (re.compile(r"HSP/HA\.\d+/(?:Res|Dec)\.", re.I), "UN-Habitat Assembly"),
    (re.compile(r"HSP/GC/"), "Governing Council of UN-Habitat"),
    (re.compile(r"WHA\d"), "World Health Assembly"),
    (re.compile(r"EB\d+[.(]"), "WHO Executive Board"),
    (re.compile(r"\d{1,3} C/Res"), "UNESCO General Conference"),
    (re.compile(r"\d{1,3} EX/Dec"), "UNESCO Executive Board"),
)


def normalise(raw: str, body: str | None = None) -> str | None:
    """Return the public address of what is printed as `raw` in the words of `body`; None where it says too little.

    `body` is the body that adopted it, as named where it is cited (a heading such as "General Assembly resolutions
    and decisions" will do). A full symbol needs no body. Spaces, dashes and brackets are brought to one form:
    `67/254A` of the General Assembly gives `A/RES/67/254 A`, `1325(2000)` gives `S/RES/1325 (2000)`.
    """
    text = _clean(raw)
    if not text:
        return None
    whole = _full(text)
    if whole is not None:
        return whole
    organ = organ_named(body) if body else None
    kind = _kind_of(text, body)
    text = _LEAD.sub("", text)
    if found := _YEAR.match(text):
        return f"S/RES/{found['item']} ({found['year']})"
    if found := _COP.match(text):
        return found.group(1)
    if organ is None:
        return None
    if text.upper().startswith("PRST/"):
        return organ.statement.format(n=text[5:]) if organ.statement else None
    if found := _SESSION_ITEM.match(text):
        return _session_item(organ, kind, found)
    if found := _ROMAN.match(text):
        return _roman(organ, kind, found)
    return None


def body_of(symbol: str) -> str | None:
    """Return the name of the body that adopted the document with this address, None where the symbol does not say."""
    for pattern, name in _BODY_OF:
        if pattern.match(symbol):
            return name
    if found := _ITU_TEXT.fullmatch(symbol):
        return _conference_of(found["of"])
    for organ in ORGANS:
        for template in (organ.resolution, organ.decision):
            head = template.split("{", 1)[0] if template else ""
            if head and symbol.startswith(head):
                return organ.name
    return None


def is_mandate(symbol: str) -> bool:
    """Tell whether the address is of something that a body adopted (resolution, decision, statement)."""
    return bool(_ADOPTED.search(symbol))


def same_document(one: str, other: str) -> bool:
    """Tell whether two symbols are of one document: spaces, case and corrigenda do not count."""
    return key_of(one) == key_of(other)


def key_of(symbol: str) -> str:
    """Return what to look a symbol up by: no spaces, one case, without "and Corr.1" and the like."""
    return re.sub(r"[\s\[\]]+", "", _CORR.sub("", symbol.translate(_DASHES))).casefold()


_ADOPTED = re.compile(
    r"/(?:RES|DEC|PRST)[/.]|^WHA\d|^EB(?:SS)?\d+[.(]|^(?:Resolution|Decision) \d|^HSP/GC/\d+/\d+$"
    r"|^\d{1,3}/(?:CP|CMP|CMA|COP)\.|\d (?:C|EX)/(?:Res|Dec)",
    re.IGNORECASE,
)
_CORR = re.compile(r"(?:\s*(?:,|and|et|y)\s*(?:Corr|Add|Rev)\.[\d-]+)+$", re.IGNORECASE)


def _clean(raw: str) -> str:
    text = " ".join(raw.translate(_DASHES).split())
    text = _PART_AFTER.sub("", text).strip(" .,;:*“”\"'")
    return re.sub(r"\s?/\s?", "/", text)


def _kind_of(text: str, body: str | None) -> str:
    lead = _LEAD.match(text)
    word = lead["kind"] if lead else ""
    if not word and body:
        named = body.casefold()
        has_resolution = "resol" in named or "résol" in named
        word = "decision" if ("decisi" in named or "décisi" in named) and not has_resolution else ""
    word = word.casefold()
    if word.startswith(("deci", "déci")):
        return "decision"
    return "resolution" if word else ""


def _full(text: str) -> str | None:
    """Return the one form of a symbol that needs no body, or None."""
    if _HEALTH.fullmatch(text_ := re.sub(r"^(?:resolution|decision)s?\s+", "", text, flags=re.IGNORECASE)):
        return re.sub(r"^(wha|ebss|eb)", lambda m: m.group().upper(), text_, flags=re.IGNORECASE)
    if found := _ITU_TEXT.fullmatch(text):
        return f"{found['kind'].capitalize()} {found['number']} ({_place(found['of'])})"
    if found := _ITU_PAPER.fullmatch(text):
        return f"CWG-{found.group(1)}-{found.group(2)}"
    if _COUNCIL_PAPER.fullmatch(text):
        return re.sub(r"\s", "", text)
    if _HEALTH_PAPER.fullmatch(text_):
        return re.sub(r"(?<=\.) ", "", text_)
    if found := _UNESCO.fullmatch(text_):
        return _unesco(found)
    if not _FULL.match(text_) or "CP." in text_.split("/")[-1]:
        return None
    return _full_symbol(text_)


def _full_symbol(text: str) -> str:
    found = _FULL_TAIL.match(text)
    if not found:
        return text
    head, rest = found["head"].upper(), found["rest"]
    if year := _YEAR.fullmatch(rest):
        return f"{head}{year['item']} ({year['year']})"
    if roman := _ROMAN.fullmatch(rest):
        return head + _roman_number(roman)
    if item := _SESSION_ITEM.fullmatch(rest):
        return head + f"{item['session']}/{item['item']}{_part(item['part'])}"
    return head + rest


def _place(words: str) -> str:
    """`REV. DUBAI, 2018` -> `Rev. Dubai, 2018`; words that are not all capitals stay as printed."""
    words = re.sub(r"\s+", " ", words).strip()
    words = re.sub(r"\s?,\s?", ", ", words)
    if words.upper() == words:
        words = re.sub(r"[^\W\d_]+", lambda m: m.group().capitalize(), words)
    return re.sub(r"^Rev\s*\.?\s+", "Rev. ", words, flags=re.IGNORECASE)


def _conference_of(words: str) -> str | None:
    """Return the conference of the ITU that met in the place and year named ("Rev. Busan, 2014")."""
    found = re.search(r"([A-Z][A-Za-z ]+), ((?:19|20)\d\d)$", words)
    return ITU_CONFERENCES.get((found.group(1).strip().title(), int(found.group(2)))) if found else None


def _unesco(found: re.Match[str]) -> str | None:
    number, series, kind, item = found.groups()
    if kind.casefold().startswith(("res", "dec")) and item:
        return f"{number} {series}/{'Resolution' if kind[0] in 'Rr' else 'Decision'} {item}"
    return f"{number} {series}/{kind}" if not item else None


def _part(letters: str | None) -> str:
    if not letters:
        return ""
    listed = re.findall(r"[A-Z]", letters)
    return " " + (listed[0] if len(listed) == 1 else f"{listed[0]}-{listed[-1]}")


def _session_item(organ: Organ, kind: str, found: re.Match[str]) -> str | None:
    item = int(found["item"])
    if organ.yearly_statements:
        return organ.statement.format(n=f"{found['session']}/{item}") if organ.statement else None
    number = f"{found['session']}/{item}{_part(found['part'])}"
    is_decision = kind == "decision" or (not kind and organ.decisions_from is not None and item >= organ.decisions_from)
    # The General Assembly and the Council number decisions apart, so the number decides even after "resolution".
    if organ.decisions_from is not None and item >= organ.decisions_from and _is_modern(found["session"]):
        is_decision = True
    template = organ.decision if is_decision and organ.decision else organ.resolution
    if template is None:
        return None
    if organ.short_from is not None and _is_modern(found["session"]) and int(found["session"]) >= organ.short_from:
        template = template.removeprefix("E/")
    return template.format(n=number, session=found["session"], item=f"{item}{_part(found['part'])}")


def _is_modern(session: str) -> bool:
    return session.isdigit()


def _roman_number(found: re.Match[str]) -> str:
    if found["letter"]:
        return f"{found['letter']} ({found['of']})"
    return f"{found['item']}{_part(found['part'])} ({found['session']})"


def _roman(organ: Organ, kind: str, found: re.Match[str]) -> str | None:
    template = organ.decision if kind == "decision" and organ.decision else organ.resolution
    if template is None or not organ.roman:
        return None
    return template.format(n=_roman_number(found))
