"""The words that a fascicle is built of: headings, captions, numbers of paragraphs, and text made plain."""

import re

from throughline.readers.document.records import Line

_PLAIN = str.maketrans(
    {
        "\u00a0": " ",
        "\u2007": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\u200b": None,
        "\u200c": None,
        "\u200d": None,
        "\u2060": None,
        "\ufeff": None,
        "\u00ad": None,
        "\u2011": "-",
        "\u2010": "-",
    }
)
_MARK = re.compile(r"[a-z]{1,2}(?:,\s?[a-z]){0,4}$|\*{1,4}$|\d{1,2}$")

PARAGRAPH_NUMBER = re.compile(
    r"(?:(?:\d{1,2}[A-Z]?|IS\d)(?:\.[IVXLC]{1,6}[A-Z]?)?\.\d{1,3}(?:\.\d{1,2})?|\d{1,3}\.)(?=\s|$)"
)
ITEM_LABEL = re.compile(r"(?:\([a-z]{1,3}\)|\([ivxl]{1,6}\)|\(\d{1,2}\)|[a-z]\.|[•·▪–—-])(?=\s)")
TABLE_NUMBER = re.compile(
    r"(?P<what>Table|Figure)\s+(?P<number>(?:[A-Z]{0,2}\d{1,2}[A-Z]?(?:\.[IVXLC]{1,6}[A-Z]?)?(?:\.(?:\d{1,3}|[IVXLC]{1,8}))?"
    r"|[IVXLC]{1,8}|[A-Z]\.\d{1,2}))(?:\s*[.:]?\s+(?P<rest>\S.*))?$"
)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")

PLAN = re.compile(
    r"(?:[A-Z]\.\s*)?(?:proposed|planned) (?:programme plan|activities)(?: outline)? (?:for|in) .*performance.*$"
    r"|(?:[A-Z]\.\s*)?(?:planned activities|programme plan)\b.*\bperformance (?:in|for)\b.*$"
    r"|[A-Z]\.\s*(?:proposed )?programme plan\b.*$",
    re.I,
)
RESOURCES = re.compile(
    r"(?:[A-Z]\.\s*)?(?:proposed )?(?:post and non-post )?resource requirements"
    r" (?:for|in) (?:the )?(?:period )?\d{4}\S*"
    r"|(?:[A-Z]\.\s*)?proposed post and non-post resource requirements.*|overview of resources for .*",
    re.I,
)
CONTENTS = re.compile(r"contents(?: \(continued\))?$", re.I)
ANNEX = re.compile(r"annex(?:es)?(?:\s+[IVXL]{1,5}|\s+\d)?(?:\s*[.:–-]\s*\S.*)?$", re.I)
ENTITY = re.compile(r"(?P<number>[IVXL]{1,6}|\d{1,2})\.\s+(?P<title>\S.*)$")
SUBPROGRAMME = re.compile(
    r"sub-?programme\s+(?P<number>\d{1,2})(?:\s?\((?P<letter>[a-z])\))?"
    r"(?:,\s*component\s+(?P<component>\d{1,2}|[A-Z]))?"
    r"(?:\s*(?:[.:,–—-]|of programme \d{1,2},?)\s*(?P<title>\S.*))?$",
    re.I,
)
_NOT_A_TITLE = re.compile(r"\b(?:deliverables|evolution of|distribution of|posts? (?:by|and)|evaluation of)\b", re.I)
COMPONENT = re.compile(r"component\s+(?P<number>\d{1,2}|[A-Z])(?:\s*[.:–—-]\s*(?P<title>\S.*))?$", re.I)
LETTERED = re.compile(r"\((?P<letter>[a-h])\)\s+(?P<title>[A-Z][^.;]{2,150})$")
RESULT = re.compile(
    r"(?:planned )?result\s+(?P<number>\d{1,2})(?:\s*\(new result\))?\s*[:.–—-]?\s*(?P<title>.*)$", re.I
)
PERFORMANCE = re.compile(
    r"(?:programme )?performance (?:in|for) (?P<year>\d{4})\S*$|highlighted result in \d{4}$"
    r"|programme performance in \d{4} against planned result.*$",
    re.I,
)
PLANNED = re.compile(r"(?:highlighted )?planned results?(?: for \d{4}\S*)?$", re.I)
PROGRAMME_OF_WORK = re.compile(r"programme of work$", re.I)

# Headings that open a block of the plan, with the block; the first that fits counts.
BLOCKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"overall orientation$", re.I), "orientation"),
    (re.compile(r"mandates and background$|background$|recent developments$", re.I), "orientation"),
    (re.compile(r"alignment with .{5,160}$", re.I), "orientation"),
    (re.compile(r"(?:legislative )?mandates$", re.I), "mandates"),
    (re.compile(r"objectives?$", re.I), "objective"),
    (re.compile(r"strategy(?: and external factors)?(?: (?:for|in) \d{4}\S*)?$", re.I), "strategy"),
    (re.compile(r"external factors(?: (?:for|in) \d{4}\S*)?$", re.I), "external factors"),
    (re.compile(r"(?:cross-cutting )?deliverables$", re.I), "deliverables"),
    (re.compile(r"evaluation activities$|evaluations?$", re.I), "evaluation"),
)
# Headings within a result: they do not end it.
WITHIN_RESULT: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?:programme )?performance (?:in|for) \d{4}\S* and (?:target|planned).*$", re.I), "planned"),
    (re.compile(r"proposed programme plan(?: for \d{4}\S*)?$", re.I), "planned"),
    (re.compile(r"lessons? learn(?:ed|t)(?: and planned changes?)?$", re.I), "lessons"),
    (re.compile(r"internal challenges? and responses?$", re.I), "lessons"),
    (re.compile(r"impact of (?:the )?(?:covid|coronavirus).{0,60}$", re.I), "planned"),
    (re.compile(r"(?:expected )?progress towards the (?:attainment of the )?objective.{0,120}$", re.I), "planned"),
)
# Headings of the resources that leave the subprogramme.
RESOURCE_PARTS = re.compile(
    r"overview(?: \(.{3,40}\))?$|policymaking organs$|executive direction and management$|programme support$"
    r"|explanation of variances.*$|overall resource changes.*$|other information$|supplementary information$"
    r"|extrabudgetary resources$|other assessed resources$",
    re.I,
)
# Those of them that may stand within a group of subprogrammes, and within a subprogramme.
VARIANCES = re.compile(r"explanation of variances.*$|overall resource changes.*$", re.I)
FUND_PARTS = re.compile(r"extrabudgetary resources$|other assessed resources$", re.I)
EXPECTED = re.compile(r"\b(?:above-?\s?mentioned|aforementioned|foregoing) (?:work|activities)\b", re.I)
EXTERNAL = re.compile(r"with regard to (?:the )?external factors|external factors,? the overall plan", re.I)
LEADS_TO_MEASURE = re.compile(r"(?:expected )?progress towards the (?:attainment|objective)", re.I)
MEASURE_CAPTION = re.compile(r"performance measures?\b", re.I)
UNIT_NOTE = re.compile(r"\((?:[^()]|\([^()]{0,40}\)){3,160}\)[a-z*]?$")
SUBCAPTION = re.compile(
    r"(?:\(\d\)\s+)?(?:regular budget|other assessed|extrabudgetary|jointly financed)\b.{0,60}$", re.I
)
_PART_NUMBER = re.compile(r"\(?(?P<number>\d{1,2}|[a-z])\)")
NOTE_LEAD = re.compile(r"(?:note|notes|source|sources|abbreviations?)\s*:", re.I)


def plain(text: str) -> str:
    """Return the text with one kind of space and hyphen, invisible characters gone and runs of white space joined."""
    return " ".join((text if text.isascii() else text.translate(_PLAIN)).split())


def unmarked(line: Line) -> str:
    """Return the text of a line without the raised marks of notes that stand in it."""
    text = line.text
    for raised in sorted(line.emphasis, key=lambda one: -one.start):
        if raised.kind in ("superscript", "note") and _MARK.fullmatch(text[raised.start : raised.end].strip()):
            text = text[: raised.start] + text[raised.end :]
    return text


def line_text(line: Line) -> str:
    """Return what the line prints, its automatic number in front, without note marks, made plain."""
    text = plain(unmarked(line))
    if line.label and not text.startswith(line.label):
        text = plain(f"{line.label} {text}")
    return text


def is_set_as_heading(line: Line) -> bool:
    """Tell whether the line is set as a heading: by its style, or bold from end to end."""
    style = line.style.replace("_", "").replace(" ", "").casefold()
    if style.startswith(("h1", "h2", "h3", "h4", "h5", "h6", "hch", "hm", "title", "heading", "ssmall", "slarge")):
        return True
    bold = sum(_printed(line.text[one.start : one.end]) for one in line.emphasis if one.kind == "bold")
    return bold > 0 and bold * 10 >= _printed(line.text) * 9


def _printed(text: str) -> int:
    """How many characters are not white space."""
    return len("".join(text.split()))


def subprogramme_heading(text: str) -> re.Match[str] | None:
    """Return the match when the words are the heading of a subprogramme and not a caption that names one."""
    found = SUBPROGRAMME.fullmatch(text)
    if found and found["title"] and (_NOT_A_TITLE.search(found["title"]) or text.endswith((".", ";"))):
        return None
    return found


def part_number(subcaption: str) -> str | None:
    """The number of one of several tables under one caption: "1" of "(1) Regular budget"."""
    found = _PART_NUMBER.match(subcaption.strip())
    return found["number"] if found else None
