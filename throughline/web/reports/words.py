"""Runs for reports: words of the record in their own language, numbers and amounts with what they come from."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from throughline.engine.money import Money
from throughline.engine.reporting.blocks import Figure, Row, RowKind, Runs, Text, Tone
from throughline.web.formatting import number

# What a cell says where the record has nothing.
NOTHING = "\N{EN DASH}"


def said(text: str, language: str = "en", address: str = "") -> Text:
    """Words of the record; their language is named where it is not the report's."""
    return Text(text, address=address, language="" if (language or "en") == get_language() else language or "en")


def counted(value: Decimal | int | None, address: str = "") -> Figure:
    """A number as it is read, or a dash for none."""
    return Figure(number(value) if value is not None else NOTHING, address if value is not None else "")


def money(value: Money, address: str = "") -> Figure:
    """An exact amount with its currency; cents only where there are any."""
    exact = value.as_decimal()
    return Figure(f"{value.currency} {number(exact, 0 if exact == exact.to_integral_value() else None)}", address)


def share(part: int, whole: int) -> Figure:
    """A part of a whole in per cent without decimals, rounded down: what is not whole never reads as whole."""
    return Figure(_("%(percent)s%%") % {"percent": number(part * 100 // whole)} if whole else NOTHING)


def row(*cells: str | Text | Figure | Runs) -> Row:
    """A line of a table."""
    return Row(tuple(_cell(one) for one in cells))


def total(*cells: str | Text | Figure | Runs) -> Row:
    """A line with the totals of a table."""
    return Row(tuple(_cell(one) for one in cells), RowKind.TOTAL)


def group(words: str | Text) -> Row:
    """A heading over the lines below."""
    return Row((_cell(words),), RowKind.GROUP)


def _cell(one: str | Text | Figure | Runs) -> Runs:
    if isinstance(one, tuple):
        return one
    return (Text(one),) if isinstance(one, str) else (one,)


def status(words: str, tone: Tone) -> Text:
    """How something stands, in words and with a colour."""
    return Text(words, tone=tone)


def joined(runs: Iterable[Text | Figure], between: str = "; ") -> Runs:
    """Runs one after the other."""
    found: list[Text | Figure] = []
    for one in runs:
        found += [Text(between), one] if found else [one]
    return tuple(found)
