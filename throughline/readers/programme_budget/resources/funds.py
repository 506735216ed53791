"""Which fund a heading, a caption or a column names."""

import re
from collections.abc import Iterable

REGULAR, ASSESSED, EXTRABUDGETARY, JOINT = "regular budget", "other assessed", "extrabudgetary", "jointly financed"

_FUNDS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"jointly[ -]financed|cost-shared"), JOINT),
    (re.compile(r"extra-?budgetary|voluntary contributions?|trust funds?|locally mobilized"), EXTRABUDGETARY),
    (re.compile(r"other[ -]assessed|support account"), ASSESSED),
    (re.compile(r"regular[ -]budget|united nations share|jointly financed.{0,20}share"), REGULAR),
)


def fund_named(text: str) -> str | None:
    """The one fund that a text names; None where it names none, or several."""
    lowered = text.casefold()
    found = [fund for pattern, fund in _FUNDS if pattern.search(lowered)]
    if len(found) == 2 and JOINT in found and REGULAR in found:
        return REGULAR if "share" in lowered else None
    return found[0] if len(found) == 1 else None


def first_fund(texts: Iterable[str]) -> str | None:
    """The fund that the first text naming one names."""
    return next((fund for text in texts if (fund := fund_named(text))), None)
