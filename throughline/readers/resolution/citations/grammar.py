"""How symbols of documents look when they are printed in running text."""

import re

from throughline.readers.resolution.deadlines.numerals import MONTH_WORDS

_LETTERS = (
    r"(?:\s?\[?(?:[A-Z])\]?(?![\w.'’])(?:\s?(?:-|–|to)\s?[A-Z](?![\w.'’])| and [A-Z](?= of \d| \(|[,;.\s]*$|, "
    r"))?)?"
)
FULL = (
    r"(?:(?<![\w/.-])(?!E?S-\d|SS\.|[IVXL]+/\d|"
    r"OS/)(?:[A-Z][A-Za-z]{0,9})(?:[.-][A-Za-z0-9]+){0,4}/(?=[\w./()&-]{0,60}\d)(?!\d+\b(?:st|nd|rd|"
    r"th))[\w./&-]*(?:\([\w./-]{1,12}\)[\w./-]*)*"
    r"(?:\s?\((?:19|20)\d\d\))?)"
)
_ROMAN = r"(?:\d{1,4}" + r"(?:\s[A-Z](?:[-–][A-Z])?)?" + r"\s?\((?:[IVXL]+|E?S-[IVXL]+)\)(?!\w))"
_COUNCIL = r"(?:(?<![\w/])\d{1,4}\s?\((?:19[4-9]\d|20\d\d)\)(?!\w))"
_HEALTH = r"(?:\bWHA\d{1,2}(?:\.\d{1,3}|\(\d{1,3}\))|\bEB(?:SS)?\d{1,3}(?:\.R\d{1,3}|\(\d{1,3}\)))"
_COP = r"(?:(?<![\w/.])\d{1,3}/(?:CP|CMP|CMA|COP)\.\d{1,2}\b)"
_NUMBER = r"(?:(?<![\w/.,$-])(?:E?S-|OS/)?\d{1,4}/\d{1,4}(?![\w/%])(?!\.\d)" + _LETTERS + r")"
_ROMAN_FIRST = r"(?:(?<![\w/.])(?:SS\.)?[IVX]{1,6}/\d{1,3}\b)"
_ITU = (
    r"(?:(?:(?<=\s)|^|(?<=[(]))(?P<itu_kind>[Rr]esolutions?|RESOLUTION|[Dd]ecisions?|DECISION|"
    r"[Rr]ecommendations?|RECOMMENDATION|[Oo]pinions?)\s+"
    r"(?P<itu_number>[A-Z]{2,6}-[A-Z]{1,3}/\d{1,3}|"
    r"\d{1,4})\s*\((?P<itu_of>(?:R[Ee][Vv]\.?\s*)?[A-Z][A-Za-zçéí.\- ]{2,24},?\s*(?:19|20)\d\d(?:,[^()]{2,40})?|"
    r"(?:R[Ee][Vv]\.?\s?)?WRC-\d\d|[Mm]odified \d{4}|C\d\d[^()]{0,40})\))"
)
_ITU_NEXT = (
    r"(?:(?<=, )|(?<=and )|(?<=or )|(?<=to "
    r"))(?P<itu_more>\d{1,4})\s*\((?P<itu_more_of>(?:R[Ee][Vv]\.?\s*)?[A-Z][A-Za-zçéí.\- ]{2,24},\s*(?:19|"
    r"20)\d\d)\)"
)
_PAPER = (
    r"(?:\bCWG-[A-Z&]{2,8}[ -]\d{1,2}/(?:[A-Z]+/)?\d{1,3}(?:\s?\(Rev\.?\s?\d+\))?|"
    r"(?<![\w/])(?:WHA|EB|EBSS)\d{1,3}/(?:(?:19|20)\d\d/)?REC/\d{1,2}(?![\w/])|"
    r"(?<![\w/])C\d{2}/(?:[A-Z]+/)?\d{1,3}(?:\s?\(Rev\.?\s?\d+\))?|"
    r"(?<![\w/])(?:A|EB|EBSS)\d{1,3}/(?:[A-Z]{2,8}\.?/)?\d{1,3}(?:\s(?:Add|Corr|Rev)\.\s?\d{1,2})*(?![\w/]))"
)
# "World Health Assembly resolution 77.2": only where the words before say whose it is.
_HEALTH_BARE = r"(?:(?<![\w/.$])[4-9]\d(?:\.\d{1,2}|\(\d{1,2}\))(?=\s+of\s+\d|\s+on\s|[,;]))"
_UNESCO = r"(?:(?<![\w/])\d{1,3}\s?(?:C|EX)\s?/\s?(?:Res(?:olution)?\.?|Dec(?:ision)?\.?)\s?[\d.IVX]+)"

SYMBOL = re.compile(
    rf"(?P<full>{FULL})|(?P<health>{_HEALTH})|{_ITU}|{_ITU_NEXT}|(?P<paper>{_PAPER})|(?P<unesco>{_UNESCO})|"
    rf"(?P<cop>{_COP})|"
    rf"(?P<roman>{_ROMAN})|(?P<council>{_COUNCIL})|(?P<number>{_NUMBER})|(?P<first>{_ROMAN_FIRST})|"
    rf"(?P<wha>{_HEALTH_BARE})"
)
# ITU cites by number alone what it has cited in full before, and its Council's resolutions always.
BARE_ITU = re.compile(
    r"\b(?P<kind>Resolution|Decision|Recommendation)s?\s+(?P<numbers>\d{1,4}(?:(?:,\s|\s(?:and|or|to)\s|"
    r",\sand\s)\d{1,4}(?!\s?/))*)"
    r"(?![\d/])(?P<of>\s?\((?:R[Ee][Vv]\.?\s?)?[A-Z][A-Za-zçéí.\- ]{2,24},\s*(?:19|20)\d\d\))?"
)
# "Resolutions 47 and 48 (Rev. A, 2012) and 49, 50 and 75 (Rev. B, 2016)": the list goes on after a bracket.
MORE_ITU = re.compile(
    r"(?:,|,? and|,? or)\s(?P<numbers>\d{1,4}(?:(?:,\s|\s(?:and|or|to)\s|,\sand\s)\d{1,4}(?!\s?/))*)"
    r"(?P<of>\s?\((?:R[Ee][Vv]\.?\s?)?[A-Z][A-Za-zçéí.\- ]{2,24},\s*(?:19|20)\d\d\))"
)
# What may follow a full symbol and belongs to it.
ALSO = re.compile(
    r"(?:\s*(?:,|and|et|y)\s*(?:Corr|Add|Rev)\.\s?\d{1,2}(?:/(?:Corr|Add|"
    r"Rev)\.\d{1,2})?(?:[-–]\d{1,2})?(?:\s*(?:,|and)\s*\d{1,2}(?=[\s),.;]))*)+|"
    r"\s?[-–]\s?(?=(?:[SAE])/(?:\d{2,4}/)?\d)[A-Z]/[\w./-]+"
)
# "S/1/Add.4, Add.5 and Add.6": each is a paper of its own; "A/64/683 and Corr.1" is one.
OF_A_SERIES = re.compile(r"(?P<base>.+/)(?P<kind>Add|Rev)\.\d{1,3}$")
ITEM_OF_SERIES = re.compile(r"(?P<kind>Add|Corr|Rev)\.\s?(?P<number>\d{1,3})(?P<more>/)?")
DATE = re.compile(
    r"\s*(?:,\s*)?(?:of|du|de|dated|adopted on|en date du|adoptée "
    r"le)\s+(?:the\s+)?(?P<day>\d{1,2})(?:er)?\s+(?:de\s+)?(?P<month>"
    + MONTH_WORDS
    + r")(?:\s+(?:de\s+)?(?P<year>(?:19|20)\d\d))?"
)
# "72/266 A of 24 December 2017, B of 5 April and C of 5 July 2018": the letters that follow keep the number.
MORE_LETTERS = re.compile(r"\s*(?:,|and|, and)\s*(?P<letter>[A-Z])(?=\s+of\s+\d{1,2}\s)")
NOT_SYMBOLS = re.compile(
    r"^(?:and/or|COVID|HIV|TCP/IP|I/O|N/A|[A-Z][a-z]+/[A-Z][a-z]+$|ISO/IEC|ISO/|IEC/|km/|G/20|AIDS/|R/D|CO2/)|"
    r"^[A-Z][a-z]+/[a-z]+|^[A-Z]{2,}/[A-Z]+$"
)
