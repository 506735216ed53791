"""What the writers of reports say themselves, in the six official languages: a few words, numbers and days.

A report brings its own words; only what belongs to paper or page (the head of the contents, the mark of a figure that
disagrees) is said here, in the language of the report and not in that of whoever asks for it.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from unicodedata import bidirectional

MINUS = "\N{MINUS SIGN}"
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")
# What XML 1.0 cannot hold.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BLANKS = re.compile("[\t\n\r]+")
_LONGEST_NUMBER = 16


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language, how it groups and parts the digits of a number, and how it writes a day."""

    contents: str
    behind: str
    record_says: str
    nothing_drawn: str
    thousands: str
    decimal: str
    day: str
    months: tuple[str, ...]


LANGUAGES = {
    "en": Words(
        *("Contents", "The figures", "the record says {figure}", "No figures yet", ",", ".", "{day} {month} {year}"),
        (
            *("January", "February", "March", "April", "May", "June"),
            *("July", "August", "September", "October", "November", "December"),
        ),
    ),
    "fr": Words(
        *("Table des matières", "Les chiffres", "le registre indique {figure}", "Pas encore de chiffres"),
        *("\N{NO-BREAK SPACE}", ",", "{day} {month} {year}"),
        (
            *("janvier", "février", "mars", "avril", "mai", "juin"),
            *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
        ),
    ),
    "es": Words(
        *("Índice", "Las cifras", "el registro indica {figure}", "Todavía no hay cifras"),
        *("\N{NO-BREAK SPACE}", ",", "{day} de {month} de {year}"),
        (
            *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
            *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
        ),
    ),
    "ru": Words(
        *("Содержание", "Данные", "в реестре указано {figure}", "Данных пока нет"),
        *("\N{NO-BREAK SPACE}", ",", "{day} {month} {year} года"),
        (
            *("января", "февраля", "марта", "апреля", "мая", "июня"),
            *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
        ),
    ),
    "zh": Words(
        *("目录", "图中数据", "记录中为{figure}", "尚无数据", ",", ".", "{year}年{month}月{day}日"),
        tuple(str(month) for month in range(1, 13)),
    ),
    # Arabic names of months differ between east and west: the United Nations writes both.
    "ar": Words(
        *("المحتويات", "الأرقام", "في السجل {figure}", "لا توجد أرقام بعد", ",", ".", "{day} {month} {year}"),
        (
            *("كانون الثاني/يناير", "شباط/فبراير", "آذار/مارس", "نيسان/أبريل", "أيار/مايو", "حزيران/يونيه"),
            *("تموز/يوليه", "آب/أغسطس", "أيلول/سبتمبر"),
            *("تشرين الأول/أكتوبر", "تشرين الثاني/نوفمبر", "كانون الأول/ديسمبر"),
        ),
    ),
}


def words_in(language: str) -> Words:
    """The words of a language by its code ("zh-Hans"); English where it is none of the six."""
    return LANGUAGES.get(primary(language), LANGUAGES["en"])


def primary(language: str) -> str:
    """The language of a code without script and region: "zh" of "zh-Hans" and of "zh_CN"."""
    return re.split("[-_]", language)[0].lower()


def is_mirrored(language: str) -> bool:
    """Tell whether the language is read from right to left."""
    return primary(language) in RIGHT_TO_LEFT


def turned(text: str, language: str) -> bool:
    """Tell whether a text runs the other way than the language: its first letter says so; none runs with it."""
    first = next((kind for kind in map(bidirectional, text) if kind in ("L", "R", "AL")), "")
    return bool(first) and (first != "L") != is_mirrored(language)


def clean(text: str) -> str:
    """The text as XML can hold it: ends of lines and tabs as spaces, what may not stand there as U+FFFD."""
    return _NOT_IN_XML.sub(REPLACEMENT, _BLANKS.sub(" ", text))


def number_in(value: Decimal, language: str) -> str:
    """An exact number as the language groups it, with a true minus; one too long to be read as a power of ten."""
    words = words_in(language)
    shown = f"{abs(value).normalize():f}" if abs(value.adjusted()) < _LONGEST_NUMBER else f"{abs(value):.3E}"
    whole, _, part = shown.partition(".")
    grouped = f"{int(whole):,}".replace(",", words.thousands) if whole.isdigit() else whole
    return f"{MINUS if value < 0 else ''}{grouped}{words.decimal if part else ''}{part}"


def day_in(day: str, language: str) -> str:
    """An ISO day as the language writes it; whatever is none, as it is."""
    found = day_of(day)
    if found is None:
        return day
    words = words_in(language)
    return words.day.format(day=found.day, month=words.months[found.month - 1], year=found.year)


def day_of(day: str) -> date | None:
    """The day of an ISO text, None of any other."""
    try:
        return date.fromisoformat(day)
    except ValueError:
        return None


def record_says(figure: str, language: str) -> str:
    """What marks a figure that was typed and is not that of the record."""
    return words_in(language).record_says.format(figure=figure)
