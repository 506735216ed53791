"""The interface in Arabic and Chinese in a real browser: readable by everybody, mirrored, on a phone too."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import SCREENSHOTS
from tests.browser.test_pages_in_a_browser import EVERY_RULE

PAGES = {
    "overview": "/HWU",
    "document": "/HWU/mandates/HWU/CM/RES/12/4",
    "section": "/HWU/plans/2026/3",
    "line": "/HWU/line/2026/3",
    "findings": "/HWU/findings",
}
WINDOWS: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {"width": 1360, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True},
}
LOCALES = {"ar": "rtl", "zh-hans": "ltr"}


@pytest.fixture(params=WINDOWS)
def window(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=LOCALES)
def code(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def page(browser: Browser, site: str, window: str, code: str) -> Iterator[Page]:
    """A window in which a language was chosen at the foot of a page, without JavaScript."""
    context = browser.new_context(locale="en", **WINDOWS[window])
    page = context.new_page()
    page.goto(f"{site}/HWU")
    page.locator(f"#languages a[hreflang={code}]").click()
    expect(page).to_have_url(f"{site}/HWU")
    yield page
    context.close()


def test_pages_in_another_language_can_be_used_by_everybody(site: str, page: Page, window: str, code: str) -> None:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    wrong: dict[str, object] = {}
    for name, address in PAGES.items():
        page.goto(f"{site}{address}")
        page.screenshot(path=SCREENSHOTS / f"language-{name}-{code}-{window}.png", full_page=True)
        html = page.locator("html")
        expect(html).to_have_attribute("lang", code)
        expect(html).to_have_attribute("dir", LOCALES[code])
        for one in Axe().run(page, options={"runOnly": EVERY_RULE}).response["violations"]:
            wrong[f"{name}: {one['id']}"] = [node["html"][:160] for node in one["nodes"][:3]]
        beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if beyond > 0:
            wrong[f"{name}: wider than the window"] = beyond
    assert wrong == {}


def test_words_of_a_document_keep_their_language_and_direction(site: str, browser: Browser) -> None:
    page = browser.new_page(locale="ar")
    page.goto(f"{site}/HWU/mandates/HWU/CM/RES/12/4")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_attribute("lang", "en")
    words = page.locator(".words")
    assert words.count() == page.locator('.words[lang="en"][dir="ltr"]').count() > 0
    page.close()
