"""Lines of a document that belong to its printing and not to its words: job numbers, page numbers, rules, fields."""

import re

_NOISE = re.compile(
    r"""
    ^\s*(?:
      \[(?:DU|Start)\d{1,2}\](?:<<.*)?
      |<<ODS\s.*
      |[-_=–—\s]{3,}
      |(?:\*\s*){3,}
      |[-–—+]?\s?\d{1,3}\s?[-–—+]?
      |\d{1,3}\s?/\s?\d{1,3}
      |(?:GE\.|V\.|N|K|CTS-?)?\d{2}-\d{4,6}(?:\s?\([A-Z]\))?(?:\s+\d{4,6})?(?:\s+\d{1,3}\s?/\s?\d{1,3})?
      |\d{1,3}\s?/\s?\d{1,3}\s+\d{2}-\d{5}
      |\*\d{6,8}\*(?:\s*Please\ recycle.*)?
      |Please\ recycle.*
      |<!--.*-->
      |\.{3,}
      |[Pp]age\s\d{1,3}(?:\s(?:of|/)\s\d{1,3})?
      |[Pp]age\ intentionally\ left\ blank
      |/\.\.\.
      |[^\w\s]{1,2}
      |[,.;:]\s?\d{1,3}
    )\s*$
    """,
    re.VERBOSE,
)
_SYMBOL_ALONE = re.compile(
    r"^\s*(?:[A-Z]{1,5}(?:/[\w.()\-]+){2,6}|[A-Z]{3,5}\d{2,3}\.R?\d{1,3})(?:\s\([IVXLC]+\))?(?:\s[A-Z](?:-[A-Z])?)?\s*$"
)
_BREAKS_PAGE = re.compile(r"^\s*(?:<!--|[-–—]?\s?\d{1,3}\s?[-–—]?\s*$|\d{1,3}\s?/\s?\d{1,3}|_{3,}|-{3,}|\d{2}-\d{4})")


def is_noise(line: str) -> bool:
    """Whether the line holds nothing but marks of its printing."""
    return len(line) < 300 and _NOISE.match(line) is not None


def is_symbol_alone(line: str) -> bool:
    """Whether the line holds a document symbol and nothing else: a running head."""
    return len(line) < 60 and _SYMBOL_ALONE.match(line) is not None


def breaks_page(line: str) -> bool:
    """Whether a line of noise stands where a page ends."""
    return _BREAKS_PAGE.match(line) is not None
