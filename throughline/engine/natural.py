"""Codes in the order that people count: 10.2 before 10.19, 2 before 10, 29A before 29B."""

import re

_DIGITS = re.compile(r"(\d+)")


def natural(code: str) -> list[tuple[int, int, str]]:
    """A key to sort codes by."""
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in _DIGITS.split(code) if part]
