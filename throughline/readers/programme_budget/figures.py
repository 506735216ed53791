"""Printed figures: how a table prints a number, a dash or nothing, read strictly and exactly."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u2007\u2009\u200a\u202f\t\n\r\v", " "),
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad"),
        **dict.fromkeys("\u2212\u2012\u2013\u2014\u2015\u2010\u2011", "-"),
        "’": ",",
    }
)
_MARKS = r"(?P<marks>[a-z](?:, ?[a-z]){0,5}|\*{1,4})?"
_FIGURE = re.compile(
    r"(?P<open>\()? ?(?P<sign>[-+])? ?"
    r"(?P<whole>\d{1,3}(?:, ?\d{3}){1,5}|\d{1,3}(?: {1,2}\d{3}){1,5}|\d{1,15})"
    r"(?:\.(?P<part>\d{1,6}))? ?%?" + _MARKS.replace("marks", "inner") + r" ?(?P<close>\))? ?%? ?" + _MARKS
)
_DASH = re.compile(r"-{1,2} ?" + _MARKS)
_NOTHING = re.compile(r"(?:n/?a\.?|not applicable|\.{2,3}|…|nil)", re.I)


@dataclass(frozen=True, slots=True)
class Printed:
    """What one cell prints: `form` is `number`, `dash`, `none` (blank, "n/a") or `text` (no number at all).

    `amount` is exact, with the sign that brackets or a minus give it; `decimals` counts the printed decimals;
    `marks` are the note marks behind the number ("a,b").
    """

    form: str
    amount: Decimal | None = None
    decimals: int = 0
    marks: str = ""


_BLANK = Printed("none")
_TEXT = Printed("text")


@lru_cache(maxsize=8192)
def read_figure(text: str) -> Printed:
    """Read one printed figure: "7 903.4", "7,903.4", "(12.5)", "−3", "–" or a number with note marks.

    Brackets must close and thousands must stand in groups of three, or it is no number (`text`).
    """
    plain = text.translate(_PLAIN).strip()
    if not plain:
        return _BLANK
    if len(plain) > 40:
        return _TEXT
    if found := _DASH.fullmatch(plain):
        return Printed("dash", None, 0, found["marks"] or "")
    if _NOTHING.fullmatch(plain):
        return _BLANK
    found = _FIGURE.fullmatch(plain)
    if not found or bool(found["open"]) != bool(found["close"]):
        return _TEXT
    digits = found["whole"].replace(",", "").replace(" ", "")
    amount = Decimal(f"{digits}.{found['part']}" if found["part"] else digits)
    if found["open"] or found["sign"] == "-":
        amount = -amount
    return Printed("number", amount, len(found["part"] or ""), found["inner"] or found["marks"] or "")
