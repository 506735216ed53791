"""A fault in an IATI record: what is wrong where; and the checks of values and periods that all records share."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from throughline.engine.findings import Sentence, Severity
from throughline.engine.iati.parts import Value


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong at `path` in an activity or organisation; `about` is the name that is missing there."""

    code: str
    severity: Severity
    path: str
    message: Sentence
    about: str = ""


def step(name: str, place: int, count: int) -> str:
    """The step to one of several elements of a name, counted from 1 as XML counts."""
    return f"{name}[{place + 1}]" if count > 1 else name


def check_value(value: Value | None, path: str, currency: str | None) -> Iterator[Fault]:
    """IA-VALUE-DATE and IA-CURRENCY; `currency` is the one that stands for all, where there is one."""
    if value is None:
        return
    if value.rate_day is None and not any(one.path == "@value-date" for one in value.kept):
        message = Sentence("The amount has no value date: add the day for which it is to be converted.")
        yield Fault("IA-VALUE-DATE", Severity.ERROR, path, message, "value-date")
    if not value.currency and not currency:
        message = Sentence("The amount has no currency: add it, or a default currency above.")
        yield Fault("IA-CURRENCY", Severity.ERROR, path, message)


def check_period(start: date | None, end: date | None, path: str) -> Iterator[Fault]:
    """IA-DATES where a period ends before it starts, IA-YEAR where it is longer than a year."""
    if not start or not end:
        return
    if start > end:
        yield backwards(f"{path}/period-end", start, end)
    elif end > _a_year_after(start):
        message = Sentence(
            "The budget runs from %(start)s to %(end)s, longer than a year: split it by years.", start=start, end=end
        )
        yield Fault("IA-YEAR", Severity.WARNING, path, message)


def backwards(path: str, start: date, end: date) -> Fault:
    """IA-DATES: something ends before it starts."""
    message = Sentence("It ends on %(end)s, before it starts on %(start)s: correct one.", start=start, end=end)
    return Fault("IA-DATES", Severity.ERROR, path, message)


def _a_year_after(day: date) -> date:
    """The same day of the next year, as far as calendars go; a leap day is forgiven."""
    return date(min(day.year + 1, date.max.year), day.month, min(day.day, 28) if day.month == 2 else day.day)
