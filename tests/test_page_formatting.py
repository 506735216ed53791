"""Numbers, amounts and dates in the reader's language; what is absent is said."""

from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from throughline.engine.money import Money
from throughline.web.addresses import page_of
from throughline.web.formatting import amount, brief, day, figure, file_name, number, plain_brief, plain_text

MINUS = "\N{MINUS SIGN}"
BLANK = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0"),
        (7903400, "7,903,400"),
        (-290200, f"{MINUS}290,200"),
        (Decimal("12.50"), "12.5"),
        (Decimal("97.5000"), "97.5"),
        (Decimal("1E+3"), "1,000"),
        (None, ""),
        ("", ""),
        ("n/a", "n/a"),
        ("NaN", "NaN"),
        ("1e999999", "1e999999"),
        (10**40, "1" + "0" * 40),
    ],
)
def test_a_number_is_grouped_and_signed(value: object, shown: str) -> None:
    assert number(value) == shown  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        ("10.8946", 1, "10.9"),
        ("2.96", 1, "3.0"),
        ("0.05", 1, "0.1"),
        ("-0.05", 1, f"{MINUS}0.1"),
        ("1234.5", 0, "1,235"),
    ],
)
def test_a_number_is_rounded_and_not_cut(value: str, places: int, shown: str) -> None:
    assert number(Decimal(value), places) == shown


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", "1,234,567.5"),
        ("fr", f"1{BLANK}234{BLANK}567,5"),
        ("ru", f"1{BLANK}234{BLANK}567,5"),
        ("ar", "1,234,567.5"),
        ("zh-hans", "1,234,567.5"),
    ],
)
def test_a_number_is_written_as_the_language_writes_it(language: str, shown: str) -> None:
    with translation.override(language):
        assert number(Decimal("1234567.5")) == shown


@given(st.integers(-(10**15), 10**15))
def test_no_digit_of_an_amount_is_lost(minor: int) -> None:
    shown = plain_text(amount(Money(minor, "USD")))
    assert shown.startswith("USD ")
    digits = shown.removeprefix("USD ").replace(",", "").replace(MINUS, "-")
    assert Decimal(digits) == Decimal(minor).scaleb(-2)


def test_an_amount_has_its_currency_and_cents_only_where_there_are_any() -> None:
    assert plain_text(amount(Money(790340000, "USD"))) == "USD 7,903,400"
    assert plain_text(amount(Money(150, "CHF"))) == "CHF 1.5"
    assert figure(Money(0, "USD")) == "0"
    assert figure(None) == ""
    assert plain_text(amount(None)) == "no amount"


@pytest.mark.parametrize(
    ("minor", "shown"),
    [
        (1_089_460_000, "USD 10.9 million"),
        (306_000_000_000, "USD 3.1 billion"),
        (99_999_900, "USD 999,999"),
        (-500_000_000, f"USD {MINUS}5.0 million"),
        (0, "USD 0"),
    ],
)
def test_an_amount_is_read_at_a_glance_with_the_exact_one_behind_it(minor: int, shown: str) -> None:
    assert plain_brief(Money(minor, "USD")) == shown
    assert plain_text(brief(Money(minor, "USD"))) == shown
    if abs(minor) >= 10**8:
        assert f'title="USD {number(Decimal(minor).scaleb(-2))}"' in brief(Money(minor, "USD"))


@pytest.mark.parametrize(
    ("value", "shown"),
    [("2026-12-31", "31 December 2026"), ("soon", "soon"), ("", ""), (None, ""), ("2026-13-01", "2026-13-01")],
)
def test_a_date_is_written_out(value: str | None, shown: str) -> None:
    assert day(value) == shown


@pytest.mark.parametrize(
    ("path", "name"), [("/a/b/c.docx", "c.docx"), ("c.docx", "c.docx"), ("C:\\papers\\c.docx", "c.docx"), ("", "")]
)
def test_a_file_goes_by_the_last_part_of_its_path(path: str, name: str) -> None:
    assert file_name(path) == name


@pytest.mark.parametrize(
    ("code", "page"),
    [
        ("A/RES/78/243#7(b)", "/UN/mandates/A/RES/78/243#7(b)"),
        ("UN/2026/10/SP1/R2", "/UN/plans/2026/10/SP1/R2"),
        ("UN/2026/3-Add.6", "/UN/plans/2026/3-Add.6"),
        ("UN/2026", "/UN/plans/2026"),
        ("UN/2026/10/SP1/I2", "/UN/indicators/2026/10/SP1/I2"),
        ("UN/2024-27/G1/I1@2026/10/SP1", "/UN/indicators/2024-27/G1/I1?node=UN%2F2026%2F10%2FSP1"),
        ("UN/2024-27/G1/I1#2026-Q1", "/UN/indicator-figure/2024-27/G1/I1?span=2026-Q1"),
        ("UN/2024-27/I1#2026.target", "/UN/indicator-figure/2024-27/I1?span=2026&of=target"),
        ("HWU/2026/3/SP1", "/UN/mandates/HWU/2026/3/SP1"),
        ("A/80/6 (Sect. 10)", "/UN/mandates/A/80/6%20(Sect.%2010)"),
        ("two\nlines", "/UN/mandates/two%0Alines"),
        ("", "/UN/mandates/"),
        ("sha256:0869d1ad73da752d", "/UN/mandates/sha256:0869d1ad73da752d"),
    ],
)
def test_a_code_leads_to_its_page(code: str, page: str) -> None:
    assert page_of("UN", code) == page
