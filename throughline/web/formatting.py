"""Template filters: amounts, numbers and dates in the reader's language, and what is absent said as absent."""

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.utils.formats import date_format, number_format
from django.utils.html import escape, format_html, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from throughline.engine.money import Money
from throughline.store.sources import EDITED, SourceFile
from throughline.web.addresses import line_page, mandate_page, page_of
from throughline.web.formats.ar.formats import MONTHS

register = template.Library()

MINUS = "\N{MINUS SIGN}"
SELECTED = " selected"
# Above this a figure is read sooner in large units; the exact amount stands in the title.
MILLION = Decimal(10**6)
BILLION = Decimal(10**9)
# Chinese counts in ten thousands and hundred millions.
CHINESE_STEPS = ((Decimal(10**8), "亿"), (Decimal(10**4), "万"))


@register.filter
def number(value: int | Decimal | float | str | None, places: int | None = None) -> str:
    """A number grouped as the language does, with a true minus; "" for None; text that is no number as it is."""
    if value is None or value == "":
        return ""
    return _number(str(value), places, get_language() or "")


@lru_cache(maxsize=50_000)
def _number(text: str, places: int | None, _language: str) -> str:
    """`number` of a text; the language is part of what is remembered, for Django's formats are slow."""
    try:
        exact = Decimal(text)
        if not exact.is_finite():
            return text
        if places is None:
            exact = exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact.normalize()
        else:
            # Django would cut the digits off.
            exact = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    except InvalidOperation:
        return text
    shown = number_format(abs(exact), decimal_pos=places, use_l10n=True, force_grouping=True)
    return f"{MINUS}{shown}" if exact < 0 else shown


@register.filter
def amount(value: Money | None) -> SafeString:
    """An exact amount with its currency: "USD 7,903,400"; cents only where there are any; said where absent."""
    if value is None:
        return absent(_("no amount"))
    exact = value.as_decimal()
    places = 0 if exact == exact.to_integral_value() else None
    return format_html('<span class="amount"><bdi>{} {}</bdi></span>', value.currency, number(exact, places))


@register.filter
def figure(value: Money | None) -> str:
    """An amount without its currency, for a table whose head names it."""
    if value is None:
        return ""
    exact = value.as_decimal()
    return number(exact, 0 if exact == exact.to_integral_value() else None)


@register.filter
def brief(value: Money | None) -> SafeString:
    """An amount read at a glance ("USD 12.4 million"), with the exact amount as its title."""
    if value is None:
        return absent(_("no amount"))
    exact = f"{value.currency} {number(value.as_decimal())}"
    currency = format_html("<small>{}</small>", value.currency)
    both = format_html(_amount().replace("%(currency)s", "{0}").replace("%(amount)s", "{1}"), currency, _short(value))
    return format_html('<span class="amount" title="{}">{}</span>', exact, both)


def plain_brief(value: Money) -> str:
    """An amount read at a glance, without markup."""
    return _amount() % {"currency": value.currency, "amount": _short(value)}


def _amount() -> str:
    """How the language puts a currency and its amount together: Arabic has the currency last."""
    return pgettext("money", "%(currency)s %(amount)s")


def _short(value: Money) -> str:
    exact = value.as_decimal()
    if abs(exact) < MILLION:
        return number(exact, 0)
    if (get_language() or "").startswith("zh"):
        step, unit = next((step, unit) for step, unit in CHINESE_STEPS if abs(exact) >= step)
        return f"{number(exact / step, 1 if unit == '亿' else 0)}{unit}"
    step = BILLION if abs(exact) >= BILLION else MILLION
    # The plural follows the whole part: French says 1,5 million, Arabic counts from three to ten apart.
    whole = int(abs(exact / step))
    words = (
        ngettext("%(number)s billion", "%(number)s billion", whole)
        if step == BILLION
        else ngettext("%(number)s million", "%(number)s million", whole)
    )
    return words % {"number": number(exact / step, 1)}


@register.filter
def kind_name(kind: str) -> str:
    """The kind of a document in the reader's language; a kind that has no name of ours stays as it is."""
    names = {
        "resolution": pgettext("document", "resolution"),
        "decision": pgettext("document", "decision"),
        "presidential statement": pgettext("document", "presidential statement"),
        "report": pgettext("document", "report"),
        "programme budget": pgettext("document", "programme budget"),
        "iati": pgettext("document", "IATI file"),
    }
    return names.get(kind, kind)


@register.filter
def file_name(path: str) -> str:
    """The last part of a file's path, as it was named on either kind of system."""
    return path.replace("\\", "/").rstrip("/").rpartition("/")[2]


@register.filter
def source_name(source: SourceFile) -> str:
    """What a source is called: the name of its file, or of an edit the plan and the version that it became."""
    if source.format != EDITED:
        return file_name(source.name)
    plan, _blank, version = source.name.removesuffix(".json").rpartition(" ")
    return _("Edit of %(plan)s, version %(number)s") % {"plan": plan, "number": version}


def plain_text(words: object) -> str:
    """Words without their markup."""
    return strip_tags(str(words)).strip()


@register.filter
def day(value: date | str | None) -> str:
    """A date written out in the language ("31 December 2026"); an ISO text is read; other text stays as it is."""
    if not value:
        return ""
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            return str(value)
    return _day(value, get_language() or "")


@lru_cache(maxsize=50_000)
def _day(value: date, language: str) -> str:
    """`day` of a date; the language is part of what is remembered, for Django's formats are slow."""
    if language == "ar":
        return f"{value.day} {MONTHS[value.month - 1]} {value.year}"
    return date_format(value, "DATE_FORMAT")


@register.filter
def as_status(status: Any) -> SafeString:
    """A state said in words (`Status`): its tone as a mark beside them; "" for none."""
    if not status:
        return SafeString("")
    return format_html('<span class="status {}">{}</span>', status.tone, status.words)


@register.simple_tag
def options(offered: Iterable[tuple[object, object]], chosen: object) -> SafeString:
    """The options of a choice, (value, words) each, written out in one go: there may be hundreds."""
    written = _options(tuple((str(one), str(words)) for one, words in offered))
    value = "" if chosen is None else str(chosen)
    return SafeString("".join(f"{start}{SELECTED if one == value else ''}{end}" for one, start, end in written))


@lru_cache(maxsize=256)
def _options(offered: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str, str], ...]:
    """Each value with its option up to where it may be selected, and the rest; the same ones come again and again."""
    return tuple((one, f'<option value="{escape(one)}"', f">{escape(words)}</option>") for one, words in offered)


@register.filter
def absent(words: str) -> SafeString:
    """Words that say that something is not there, set apart from what is."""
    return format_html('<span class="absent">{}</span>', words)


@register.simple_tag
def printed(language: str = "") -> SafeString:
    """The attributes of an element that holds words of a document: their language, English where none is known.

    Nothing where the page is in that language; so a screen reader changes its voice, and a line its direction.
    """
    code = language or "en"
    if code == get_language():
        return SafeString("")
    direction = "rtl" if code in settings.LANGUAGES_BIDI else "ltr"
    return format_html(' lang="{}" dir="{}"', code, direction)


@register.filter
def page_in(code: str, organization: str) -> str:
    """The page of a public code (`A/RES/78/243#7(b)`, `UN/2026/10/SP1`) in the record of an organization."""
    return page_of(organization, code)


@register.filter
def document_in(symbol: str, organization: str) -> str:
    """The page of a document by its symbol."""
    return mandate_page(organization, symbol)


@register.filter
def line_in(code: str, organization: str) -> str:
    """The line of a public code in the record of an organization."""
    return line_page(organization, code)
