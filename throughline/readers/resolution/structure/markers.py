"""Numbers that stand before paragraphs: decimals, letters, romans, ITU and WHO forms, and what follows what."""

import re
from dataclasses import dataclass

from throughline.readers.resolution.structure.leads import is_finite_verb

# Cyrillic and Greek letters that look like Latin ones, as flattened documents use them in list markers.
LOOKALIKES = str.maketrans("асеорхуіїԁмтвнкАВСЕНКМОРТХІ", "aceopxyiidmtbhkABCEHKMOPTXI")
_LOOKALIKE = re.compile("[асеорхуіїԁмтвнкАВСЕНКМОРТХІ]")

_MARKER = re.compile(
    r"""
    \s*(?:[“"„«]\s?)?(?:\*{0,2})
    (?:
      (?P<dotted>\d{1,2}\.\d{1,2}(?:\.\d{1,2})?)(?:\s?\.)?(?=\s|$)
      |(?P<decimal>\d{1,3})\s?(?P<close>[.)°]|\.\))(?=\s|\*|[A-Z][a-z]|[“"]|$)
      |\((?P<paren>\d{1,2}|[a-zа-яіїԁ]{1,6}|[A-Z]|[а-яіїԁ])\)
      |(?P<half>[a-zасеорхуіїԁ]|[ivx]{1,5}|[A-H])\)(?=\s|\w|$)
      |(?P<slip>[lIiZ|])\.(?=\s+\*?[A-Z][a-z]+s\b)
      |(?P<upper>[A-Z]|[IVXLC]{1,6})\.(?=\s)
      |(?P<bare>[1-9]\d?)(?=\t|\s+[a-z])
      |(?P<bullet>[-–—−•●▪◦⁃])(?=\s)
      |(?P<comma>\d{1,2}),(?=\s+\*?[A-Z][a-z]+s\b)
    )
    (?:\*{0,2})\s*
    """,
    re.VERBOSE,
)
_FIRST_WORD = re.compile(r"[\s*]*(?P<word>[A-Za-z-]+)")
_ROMAN = re.compile(r"(?=.)M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})$", re.IGNORECASE)
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


@dataclass(frozen=True, slots=True)
class Marker:
    """A number as printed before a paragraph and what it is.

    `kind` is `decimal`, `dotted`, `paren` (a letter, roman or digit in brackets), `half` ("a)"), `bare` (an ITU
    number without a dot), `upper` ("A.", "II.") or `bullet`; `label` is the folded text inside; `end` is where the
    paragraph's own words begin; `lookalike` tells that a letter of another alphabet was read as Latin.
    """

    kind: str
    printed: str
    label: str
    start: int
    end: int
    lookalike: bool = False


def marker_at(text: str, start: int, end: int) -> Marker | None:
    """The number that opens `text[start:end]`, or None."""
    found = _MARKER.match(text, start, end)
    if found is None:
        return None
    kind = found.lastgroup or ""
    kind = "decimal" if kind == "close" else kind
    label = found[kind]
    folded = label.translate(LOOKALIKES)
    lookalike = label != folded and _LOOKALIKE.search(label) is not None
    if kind == "slip":
        kind = _slipped(text, found, label)
        folded = {"Z": "2"}.get(label, "1") if kind == "decimal" else folded
    elif kind == "comma":
        kind = "decimal"
    printed = {"paren": f"({folded})", "half": f"{folded})"}.get(kind, folded)
    return Marker(kind, printed, folded, found.start(), found.end(), lookalike)


def _slipped(text: str, found: re.Match[str], label: str) -> str:
    """A letter scanned for a digit ("l. Decides") when a verb of the body follows, else a letter."""
    word = _FIRST_WORD.match(text, found.end())
    if word is not None and is_finite_verb(word["word"]):
        return "decimal"
    return "upper" if label.isupper() else "half"


def marker_of_label(label: str, words: str) -> Marker | None:
    """The number that a file prints by itself ("(a)", "1.", "1") before a paragraph that opens with `words`."""
    line = f"{label} {words[:40].lstrip()}" if label.strip() else ""
    return marker_at(line, 0, len(line)) if line else None


def roman_value(label: str) -> int | None:
    """The value of a roman numeral, None where the text is none."""
    if not _ROMAN.match(label):
        return None
    total = 0
    values = [_ROMAN_VALUES[letter] for letter in label.lower()]
    for value, following in zip(values, [*values[1:], 0], strict=True):
        total += -value if value < following else value
    return total


def letter_value(label: str) -> int | None:
    """The place of a letter label: a 1, z 26, aa 27, bb 28; None where the text is none."""
    if not label.isalpha() or not label.isascii() or len(set(label.lower())) != 1:
        return None
    return ord(label[0].lower()) - 96 + 26 * (len(label) - 1)


def follows(last: str, label: str) -> bool:
    """Whether a label is the next one after the last in any of the ways of counting both can be read in."""
    for value in (letter_value, roman_value, number_value):
        a, b = value(last), value(label)
        if a is not None and b is not None and b == a + 1:
            return True
    return False


def number_value(label: str) -> int | None:
    """The value of a label of digits."""
    return int(label) if label.isdigit() and label.isascii() else None


def opens_list(label: str) -> bool:
    """Whether a label can be the first of a list."""
    return label.lower() in ("a", "i", "1", "aa")
