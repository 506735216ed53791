"""Numbers as fascicles print them: spaces for thousands, dashes for none, brackets for less, marks of notes behind."""

import re
import unicodedata
from decimal import Decimal, InvalidOperation

DASHES = frozenset("-–—‒−―")
_NUMBER = re.compile(
    r"(?P<open>\()?(?P<sign>[-–−])?\s?(?P<digits>\d{1,3}(?:[ ,]\d{3})+|\d{1,15})(?P<fraction>\.\d{1,15})?(?P<close>\))?"
    r"(?P<unit>\s?(?:per cent|percent|%))?(?P<mark>\s?[a-z](?:,\s?[a-z])?|\*{1,3})?$",
    re.I,
)


def number_of(text: str) -> Decimal | None:
    """The number when the text is one number and nothing else ("12 700", "75 per cent", "(4)", "44a"), else None."""
    found = _NUMBER.match(text)
    if not found or bool(found["open"]) != bool(found["close"]):
        return None
    try:
        value = Decimal(re.sub(r"[ ,]", "", found["digits"]) + (found["fraction"] or ""))
    except InvalidOperation:
        return None
    return -value if found["open"] or found["sign"] else value


def is_dash(text: str) -> bool:
    """Whether the text is a dash that stands for none."""
    return len(text) == 1 and text in DASHES


def says_per_cent(text: str) -> bool:
    """Whether the number carries a percent sign or "per cent"."""
    found = _NUMBER.match(text)
    return bool(found and found["unit"])


def number_typed(text: str) -> Decimal | None:
    """`number_of` for what a person typed: digits of any script, their decimal and thousands marks, any blank."""
    plain = "".join(_plain(sign) for sign in text.strip())
    return Decimal(0) if is_dash(plain) else number_of(plain)


def _plain(sign: str) -> str:
    if sign == "\N{ARABIC DECIMAL SEPARATOR}":
        return "."
    if sign == "\N{ARABIC THOUSANDS SEPARATOR}":
        return ","
    if unicodedata.category(sign) == "Zs":
        return " "
    digit = unicodedata.decimal(sign, None)
    return sign if digit is None else str(digit)
