"""Each person of the first table does their first task in a real browser, without a manual."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import ROOT, SCREENSHOTS
from tests.browser.office import LEFT_OUT, PASSWORD
from tests.browser.test_pages_in_a_browser import EVERY_RULE

DEMO = ROOT / "demo"
# A worker beside the server reads what was dropped, in milliseconds.
PATIENCE = 60_000
SignIn = Callable[..., Page]
DESKTOP: dict[str, Any] = {"viewport": {"width": 1360, "height": 900}, "locale": "en"}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "locale": "en"}


@pytest.fixture
def signed_in(browser: Browser, office: str) -> Iterator[SignIn]:
    """A window of somebody who signs in as a person does: name, password, and the page that they wanted."""
    opened = []

    def sign_in(name: str, page: str = "/HWU", **kind: Any) -> Page:
        context = browser.new_context(**{**DESKTOP, **kind})
        opened.append(context)
        window = context.new_page()
        window.goto(f"{office}/account/sign-in?next={page}")
        window.locator("input[name=login]").fill(f"{name}@hwu.example")
        window.locator("input[name=password]").fill(PASSWORD)
        window.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
        expect(window).to_have_url(f"{office}{page}")
        return window

    yield sign_in
    for context in opened:
        context.close()


@pytest.fixture
def anybody(browser: Browser) -> Iterator[Page]:
    """A window of somebody who does not sign in, without JavaScript."""
    context = browser.new_context(java_script_enabled=False, **DESKTOP)
    yield context.new_page()
    context.close()


def look(page: Page, name: str) -> None:
    """Keep what is seen as a picture, and let axe look at it."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"journey-{name}.png", full_page=True)
    found = Axe().run(page, options={"runOnly": EVERY_RULE}).response["violations"]
    assert {one["id"]: [node["html"][:160] for node in one["nodes"][:3]] for one in found} == {}


def test_a_planning_officer_reads_a_file_in_sees_what_nobody_answers_and_links_it(
    signed_in: SignIn, office: str
) -> None:
    page = signed_in("planning")
    main = page.get_by_role("navigation", name="Main")
    main.get_by_role("link", name="Sources").click()
    page.get_by_role("link", name="Read documents in").click()
    look(page, "planning-drop")
    page.get_by_label("Drop files here, or choose them").set_input_files(DEMO / LEFT_OUT)
    page.get_by_role("button", name="Read them").click()
    take = page.get_by_role("button", name="Take 1 file in")
    expect(take).to_be_visible(timeout=PATIENCE)
    look(page, "planning-preview")
    take.click()
    expect(page.get_by_role("main")).to_contain_text("HWU/EC/RES/8/2", timeout=PATIENCE)
    main.get_by_role("link", name="What is asked").click()
    page.get_by_role("link", name="Not answered, with what may answer it").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    look(page, "planning-unanswered")
    first = page.locator(".open-acts > li").first
    asked = first.get_by_role("heading").inner_text()
    first.get_by_role("link", name="Link to a result").click()
    look(page, "planning-link")
    page.get_by_label("Words of a result or place").fill("spare station")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("main").get_by_role("link", name="HWU/2026/3/SP1/R2").first.click()
    page.get_by_label("Rationale").or_(page.get_by_label("Why")).first.fill("A reserve reaches a silent valley.")
    page.get_by_role("button", name="Link them").click()
    expect(page.get_by_role("main")).to_contain_text("A reserve reaches a silent valley.")
    page.goto(f"{office}/HWU/line/2026/3/SP1/R2")
    expect(page.locator(".line-wide")).to_contain_text(asked.split("#")[0][:18])
    look(page, "planning-line")


def test_a_programme_manager_sees_the_own_results_their_money_and_what_is_missing(
    signed_in: SignIn, office: str
) -> None:
    page = signed_in("observation", "/HWU/plans/2026/3/SP1")
    expect(page.locator(".answer").first).to_contain_text("1 of 7 deliverables planned for 2024 did not come in full")
    look(page, "manager-subprogramme")
    page.get_by_role("navigation", name="On this page").get_by_role("link", name="Findings").click()
    page.get_by_role("link", name="MO-NOT-DELIVERED").first.click()
    page.get_by_label("Explanation").or_(page.get_by_label("How it came about")).first.fill("Printed in January.")
    page.get_by_role("button", name="Explain").click()
    expect(page.get_by_role("main")).to_contain_text("Printed in January.")
    look(page, "manager-finding")
    page.goto(f"{office}/HWU/plans/2026/3/SP1")
    page.get_by_role("navigation", name="Editing").first.get_by_role("link", name="Edit", exact=True).click()
    look(page, "manager-edit")
    page.get_by_label("Objective", exact=True).fill("No flood reaches the plains unannounced.")
    page.get_by_role("button", name="Apply", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Observation network")
    expect(page.get_by_role("main")).to_contain_text("No flood reaches the plains unannounced.")


def test_an_oversight_focal_point_works_through_the_findings(signed_in: SignIn) -> None:
    page = signed_in("oversight")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Findings").click()
    page.get_by_label("Severity").select_option("error")
    page.get_by_role("button", name="Filter").click()
    look(page, "oversight-findings")
    page.locator(".finding").first.get_by_role("link").first.click()
    page.get_by_label("For").select_option(index=1)
    page.get_by_role("button", name="Assign", exact=True).click()
    expect(page.locator(".facts")).not_to_contain_text("nobody yet")
    page.get_by_label("Reason").fill("The corrigendum is being printed.")
    page.get_by_label("Until").fill("2027-06-30")
    page.get_by_role("button", name="Accept as it is").click()
    expect(page.locator(".answer").first).to_contain_text("The corrigendum is being printed.")
    look(page, "oversight-accepted")


def test_a_senior_manager_sees_the_own_unit_on_a_phone(signed_in: SignIn) -> None:
    page = signed_in("director", **PHONE)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert beyond <= 0
    look(page, "manager-overview-phone")
    page.goto(f"{page.url}/units")
    page.get_by_role("main").get_by_role("link", name="Observation Bureau").first.click()
    page.get_by_role("link", name="HWU/2026/3/SP1").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Observation network")


def test_a_delegate_goes_from_mandate_to_money_to_result_without_signing_in(anybody: Page, office: str) -> None:
    anybody.goto(f"{office}/")
    anybody.get_by_role("link", name="Mandates", exact=True).click()
    anybody.get_by_role("link", name="HWU/CM/RES/11/3", exact=True).click()
    anybody.get_by_role("link", name="The whole line as a picture").click()
    picture = anybody.locator(".line-wide")
    for words in ("Asked", "Planned", "Paid", "Delivered", "Observation network", "USD"):
        expect(picture).to_contain_text(words)
    # What stands open is for who works there.
    expect(picture).not_to_contain_text("Open")
    look_plain(anybody, "delegate-line")
    picture.get_by_role("link", name="Observation network").first.click()
    expect(anybody.get_by_role("heading", level=1)).to_have_text("Observation network")
    anybody.get_by_role("link", name="Result 1", exact=False).first.click()
    expect(anybody.get_by_role("heading", name="Measures")).to_be_visible()
    anybody.goto(f"{office}/HWU/findings")
    expect(anybody.get_by_role("main")).not_to_contain_text("PB-SUM")


def look_plain(page: Page, name: str) -> None:
    """Keep what is seen where no script runs, so that axe cannot look."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"journey-{name}.png", full_page=True)


def test_an_auditor_goes_from_a_figure_to_its_cell_and_to_who_did_what(signed_in: SignIn) -> None:
    page = signed_in("auditor", "/HWU/plans/2026/3/SP1")
    page.locator("section[aria-labelledby=money] td.number-cell a").first.click()
    expect(page.get_by_role("heading", name="Where it is printed")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("HWU_CM_13_6_Sect_3.docx")
    look(page, "auditor-figure")
    page.get_by_role("row", name="Version of the document").get_by_role("link").click()
    expect(page.get_by_role("main")).to_contain_text("by the command line of this machine")
    page.get_by_role("contentinfo").get_by_role("link", name="History of the record").click()
    expect(page.get_by_role("main")).to_contain_text("Opened to everybody")
    look(page, "auditor-history")


def test_the_line_is_walked_by_keyboard_alone(signed_in: SignIn) -> None:
    page = signed_in("auditor", "/HWU/line/2026/3")
    page.locator("#picture").evaluate("heading => { heading.tabIndex = -1; heading.focus() }")
    names = []
    for _ in range(8):
        page.keyboard.press("Tab")
        said = page.evaluate(
            "() => { const one = document.activeElement; const frame = one.querySelector('.line-frame');"
            " return [one.textContent, frame ? getComputedStyle(frame).strokeWidth : ''] }"
        )
        names.append(said)
    boxes = [name for name, width in names if width == "3px"]
    assert len(boxes) >= 6
    # The first is what asks: what the plan lists, or what another journey linked.
    assert "/RES/" in boxes[0] or boxes[0].startswith("Resolution ")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/line/" not in url)
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_table_sorts_by_its_heads_and_says_so(signed_in: SignIn) -> None:
    page = signed_in("auditor", "/HWU/plans/2026/3")
    table = page.get_by_role("table", name="Mandates that this part of the plan lists as its own")
    head = table.get_by_role("columnheader").first
    for way in ("ascending", "descending"):
        head.get_by_role("button").click()
        expect(head).to_have_attribute("aria-sort", way)
        codes = table.get_by_role("rowheader").all_inner_texts()
        assert codes == sorted(codes, reverse=way == "descending")


def test_a_value_above_its_whole_is_said_before_anything_is_sent(signed_in: SignIn) -> None:
    page = signed_in("planning", "/HWU/due")
    report = page.locator("fieldset.report-due").first
    report.locator("input").nth(0).fill("3")
    report.locator("input").nth(1).fill("5")
    report.locator("input").nth(1).press("Tab")
    expect(report.locator(".remarks").first).to_contain_text("more than the whole")


def test_twenty_values_are_entered_with_the_keyboard_in_a_minute(signed_in: SignIn) -> None:
    page = signed_in("observation", "/HWU/due")
    expect(page.get_by_role("main")).to_contain_text("40 in 2026-Q2")
    look(page, "manager-due")
    quarter = page.locator("fieldset.report-due", has_text="2026-Q3")
    expect(quarter).to_have_count(4)
    quarter.first.locator("input").first.focus()
    began = time.monotonic()
    for _report in range(4):
        for value in ("44", "12", "10", "12", "10"):
            page.keyboard.type(value)
            page.keyboard.press("Tab")
    took = time.monotonic() - began
    typed = [field.input_value() for field in quarter.locator("input").all()]
    assert typed == ["44", "12", "10", "12", "10"] * 4
    assert took < 60
    page.get_by_role("button", name="Keep and submit").press("Enter")
    expect(page.locator(".answer").first).to_contain_text("20 values were kept. What has values was submitted.")


def test_a_planning_officer_writes_a_report_and_freezes_it(signed_in: SignIn) -> None:
    page = signed_in("planning", "/HWU/reports")
    look(page, "planning-reports")
    page.get_by_label("About").fill("HWU/2026/3")
    page.get_by_role("button", name="Show it").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Progress report")
    look(page, "planning-report")
    page.get_by_text("Write its sections").click()
    page.get_by_role("link", name="Summary").click()
    page.get_by_role("textbox", name="Text").fill(
        "Of [[deliverables.due = 3]] deliverables we delivered [[deliverables.full]]."
    )
    page.get_by_role("button", name="Keep the text").click()
    expect(page.locator(".answer").first).to_contain_text("1 figure in the text is not what the record says")
    look(page, "planning-report-wrong")
    page.get_by_text("Write its sections").click()
    page.get_by_role("link", name="Summary").click()
    page.get_by_role("textbox", name="Text").fill(
        "Of [[deliverables.due]] deliverables we delivered [[deliverables.full]]."
    )
    page.get_by_role("button", name="Keep the text").click()
    page.locator("summary", has_text="Freeze an edition").click()
    page.get_by_role("button", name="Freeze it").click()
    expect(page.locator(".answer").first).to_contain_text("This edition is frozen")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Take out as PDF").click()
    assert Path(taken.value.path()).read_bytes().startswith(b"%PDF")
