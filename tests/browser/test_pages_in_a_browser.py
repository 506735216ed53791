"""The pages in a real browser: readable by everybody, on a phone, in the dark, right to left, without JavaScript."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import SCREENSHOTS

PAGES = {
    "overview": "/HWU",
    "mandates": "/HWU/mandates",
    "asked": "/HWU/asked",
    "document": "/HWU/mandates/HWU/CM/RES/12/4",
    "report": "/HWU/mandates/HWU/CM/13/9",
    "years": "/HWU/plans",
    "outline": "/HWU/plans/2026",
    "section": "/HWU/plans/2026/3",
    "subprogramme": "/HWU/plans/2026/3/SP1",
    "result": "/HWU/plans/2026/3/SP1/R1",
    "table": "/HWU/plans/2026/3/T3.14",
    "findings": "/HWU/findings",
    "sources": "/HWU/sources",
    "history": "/HWU/history",
    "search": "/HWU/search?q=snow",
    "refused": "/HWU/mandates?year=soon",
    "missing": "/HWU/mandates/HWU/CM/RES/99/9",
    "line": "/HWU/line/2026/3",
    "line-by-number": "/HWU/line/2026/3?by=count",
    "line-of-a-document": "/HWU/line/HWU/CM/RES/12/4",
    "line-of-a-year": "/HWU/line/2026",
    "unanswered": "/HWU/asked/unanswered",
    "links": "/HWU/links",
    "units": "/HWU/units",
    "sign-in": "/account/sign-in",
    "reading": "/HWU/sources/reading",
    "edit": "/HWU/edit/2026/3/SP1",
    "reviews": "/HWU/reviews/2026",
    "difference": "/HWU/difference/HWU/CM/RES/12/4",
    "reports": "/HWU/reports",
    "progress": "/HWU/reports/progress/en/HWU/2026/3",
    "implementation": "/HWU/reports/resolution/en/HWU/CM/RES/12/4",
    "writing": "/HWU/reports-write/progress/en/HWU/2026/3?section=summary",
    "due": "/HWU/due",
    "workbook": "/HWU/due/workbook",
    "components": "/components",
}
# What the site answers to these is a refusal, which a browser writes down by itself.
REFUSED = ("missing", "refused")
KINDS: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {"width": 1360, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True},
    "dark": {"viewport": {"width": 1360, "height": 900}, "color_scheme": "dark"},
    "arabic": {"viewport": {"width": 1360, "height": 900}, "locale": "ar"},
}
EVERY_RULE = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# In the dark nothing but the colours differs.
RULES = {"dark": {"type": "rule", "values": ["color-contrast"]}}


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def page(browser: Browser, kind: str) -> Iterator[Page]:
    context = browser.new_context(**KINDS[kind])
    yield context.new_page()
    context.close()


def test_every_page_can_be_used_by_everybody(site: str, page: Page, kind: str) -> None:
    """No violation of WCAG 2.2 AA that axe can see, nothing wider than the window, nothing asked of another host and
    nothing refused by the security policy; every page is kept as a picture to be looked at.
    """
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    wrong: dict[str, object] = {}
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    for name, address in PAGES.items():
        page.goto(f"{site}{address}")
        page.screenshot(path=SCREENSHOTS / f"demo-{name}-{kind}.png", full_page=True)
        beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if beyond > 0:
            wrong[f"{name}: wider than the window"] = beyond
        if said and name not in REFUSED:
            wrong[f"{name}: said by the browser"] = list(said)
        for one in Axe().run(page, options={"runOnly": RULES.get(kind, EVERY_RULE)}).response["violations"]:
            wrong[f"{name}: {one['id']}"] = [node["html"][:160] for node in one["nodes"][:3]]
        said.clear()
    assert wrong == {}
    assert [url for url in asked if not url.startswith(site)] == []


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A window without JavaScript."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1360, "height": 900})
    yield context.new_page()
    context.close()


def test_a_planning_officer_walks_from_the_overview_to_what_is_asked_and_by_when(site: str, plain: Page) -> None:
    plain.goto(site)
    expect(plain.get_by_role("heading", name="Who must act, by when")).to_be_visible()
    plain.get_by_role("link", name="Mandates", exact=True).click()
    plain.get_by_role("link", name="HWU/CM/RES/12/4", exact=True).click()
    expect(plain.get_by_role("heading", name="What it asks, of whom, by when")).to_be_visible()
    plain.get_by_role("link", name="UN/2026", exact=False).or_(
        plain.get_by_role("link", name="HWU/2026/3")
    ).first.click()
    expect(plain.get_by_role("heading", name="The line")).to_be_visible()


def test_what_no_part_of_the_plan_answers_is_found_from_the_overview(site: str, plain: Page) -> None:
    plain.goto(site)
    plain.get_by_role("link", name="All acts that no part of a plan answers").click()
    expect(plain.get_by_role("table")).to_contain_text("HWU/EC/RES/8/2")


def test_a_budget_officer_goes_back_to_the_cell_of_a_figure(site: str, plain: Page) -> None:
    plain.goto(f"{site}/HWU/plans/2026/3/SP1")
    plain.locator("section[aria-labelledby=money] td.number-cell a").first.click()
    expect(plain.get_by_role("heading", name="Where it is printed")).to_be_visible()
    expect(plain.get_by_role("main")).to_contain_text("HWU_CM_13_6_Sect_3.docx")


def test_an_error_leads_to_the_cell_and_to_the_table_that_is_wrong(site: str, plain: Page) -> None:
    plain.goto(f"{site}/HWU/findings?code=PB-SUM")
    plain.get_by_role("link", name="table 3.14").first.click()
    expect(plain.get_by_role("main")).to_contain_text("1 808.8")
    plain.get_by_role("main").get_by_role("link", name="3.14").first.click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Table 3.14")
    expect(plain.get_by_role("main")).to_contain_text("1 808.8")


def test_filters_work_by_keyboard_and_say_what_is_wrong(site: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{site}/HWU/mandates")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_label("Words").focus()
    page.keyboard.type("snow")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Words")).to_have_value("snow")
    page.goto(f"{site}/HWU/mandates?year=soon")
    field = page.get_by_label("Year adopted")
    expect(field).to_have_attribute("aria-invalid", "true")
    page.close()


def test_everything_that_can_be_reached_by_tab_shows_where_one_is(site: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{site}/HWU")
    for _ in range(12):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
        assert outline == "3px"
    page.close()


def test_the_frame_mirrors_from_right_to_left(site: str, browser: Browser) -> None:
    places = {}
    for locale in ("en", "ar"):
        page = browser.new_page(locale=locale, viewport={"width": 1360, "height": 900})
        page.goto(f"{site}/HWU")
        box = page.locator(".brand").bounding_box()
        assert box is not None
        places[locale] = box["x"]
        page.close()
    assert places["en"] < 200
    assert places["ar"] > 900
