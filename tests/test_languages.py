"""The interface speaks the six official languages of the United Nations: nothing untranslated, nothing unlike."""

import gettext
import io
from datetime import date

import pytest
from babel.messages.catalog import Catalog
from django.conf import settings
from django.test import Client
from django.utils import translation

from docs.languages import (
    LANGUAGES,
    catalog_of,
    compiled,
    fuzzy,
    incomplete,
    po_path,
    template,
    unlike,
    untranslated,
    updated,
)
from throughline.engine.money import Money
from throughline.web.formatting import day, number, plain_brief

FORMS = {"ar": 6, "es": 2, "fr": 2, "ru": 3, "zh_Hans": 1}


@pytest.fixture(scope="module")
def words() -> Catalog:
    """Every string that the code and the templates hold now."""
    return template()


def test_every_official_language_but_the_source_has_a_catalogue() -> None:
    offered = {translation.to_locale(code) for code, _name in settings.LANGUAGES}
    assert offered == {*LANGUAGES, "en"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_string_is_untranslated(language: str, words: Catalog) -> None:
    """After a string came or changed: `make messages`, then translate what it names in the .po files."""
    catalog = updated(catalog_of(language), words)
    assert untranslated(catalog) == []
    assert fuzzy(catalog) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_catalogue_holds_what_no_page_says(language: str, words: Catalog) -> None:
    said = {(message.id, message.context) for message in words}
    assert [message.id for message in catalog_of(language) if (message.id, message.context) not in said] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_those_of_the_source(language: str) -> None:
    assert unlike(catalog_of(language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_plural_form_of_the_language_is_there(language: str) -> None:
    catalog = catalog_of(language)
    assert catalog.num_plurals == FORMS[language]
    assert incomplete(catalog) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_compiled_is_what_is_written(language: str) -> None:
    held = po_path(language).with_suffix(".mo").read_bytes()
    assert held == compiled(catalog_of(language))
    assert gettext.GNUTranslations(io.BytesIO(held)).gettext("Overview") != "Overview"


DATES = {
    "ar": "31 كانون الأول/ديسمبر 2026",
    "en": "31 December 2026",
    "es": "31 de diciembre de 2026",
    "fr": "31 décembre 2026",
    "ru": "31 декабря 2026 г.",
    "zh-hans": "2026年12月31日",
}
NUMBERS = {
    "ar": "1,234,567.5",
    "en": "1,234,567.5",
    "es": "1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}567,5",
    "fr": "1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}567,5",
    "ru": "1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}567,5",
    "zh-hans": "1,234,567.5",
}
AMOUNTS = {
    "ar": "7.9 ملايين USD",
    "en": "USD 7.9 million",
    "es": "USD 7,9 millones",
    "fr": "USD 7,9 millions",
    "ru": "USD 7,9 млн",
    "zh-hans": "USD 790万",
}


@pytest.mark.parametrize("code", DATES)
def test_dates_numbers_and_amounts_are_written_as_the_language_writes_them(code: str) -> None:
    with translation.override(code):
        assert day(date(2026, 12, 31)) == DATES[code]
        assert number("1234567.5") == NUMBERS[code]
        assert plain_brief(Money(790_000_000, "USD")) == AMOUNTS[code]


DAYS = {
    "ar": {0: "بعد 0 يوم", 2: "بعد يومين (2)", 7: "بعد 7 أيام", 15: "بعد 15 يوما", 101: "بعد 101 يوم"},
    "es": {1: "dentro de 1 día", 15: "dentro de 15 días"},
    "fr": {1: "dans 1 jour", 15: "dans 15 jours"},
    "ru": {1: "через 1 день", 3: "через 3 дня", 15: "через 15 дней", 21: "через 21 день"},
    "zh-hans": {1: "1天后", 15: "15天后"},
}


@pytest.mark.parametrize("code", DAYS)
def test_plurals_follow_the_rule_of_the_language(code: str) -> None:
    with translation.override(code):
        said = {
            days: translation.ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}
            for days in DAYS[code]
        }
    assert said == DAYS[code]


@pytest.mark.django_db
def test_a_language_once_chosen_stays_and_the_page_with_it(client: Client) -> None:
    answer = client.get("/account/sign-in?next=/HWU&language=fr")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/sign-in?next=%2FHWU")
    cookie = answer.cookies[settings.LANGUAGE_COOKIE_NAME]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == ("fr", True, "Lax")
    page = client.get("/account/sign-in")
    assert '<html lang="fr" dir="ltr">' in page.content.decode()
    assert "Cookie" in page.headers["Vary"]
    client.get("/?language=ar")
    assert '<html lang="ar" dir="rtl">' in client.get("/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["xx", "", "//elsewhere.example", "fr\x00", "zh-hans%0d%0aSet-Cookie:a=b"])
def test_a_language_that_is_not_offered_changes_nothing(client: Client, asked: str) -> None:
    answer = client.get("/", {"language": asked})
    assert settings.LANGUAGE_COOKIE_NAME not in answer.cookies
    assert '<html lang="en" dir="ltr">' in answer.content.decode()


@pytest.mark.django_db
def test_choosing_a_language_leads_to_no_other_host(client: Client) -> None:
    answer = client.get("/", {"language": "fr"}, PATH_INFO="//elsewhere.example/")
    assert answer.headers["Location"].startswith("/%2Felsewhere.example/")


@pytest.mark.django_db
def test_every_page_offers_every_language_at_its_own_address(client: Client) -> None:
    page = client.get("/?a=b&language=es", follow=True).content.decode()
    for code, name in settings.LANGUAGES:
        assert f'href="?a=b&amp;language={code}" lang="{code}" hreflang="{code}"' in page
        assert f">{name}</a>" in page
    assert page.count('aria-current="true"') == 1
