"""Somebody makes a passkey on the own account and signs in with it, in a real browser with a key made of software."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.office import PASSWORD

# A key in the machine itself that asks for its person, as telephones and laptops have one.
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def keyed(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A window with a key, and what the browser complains about in it."""
    context = browser.new_context(locale="en")
    window = context.new_page()
    said: list[str] = []
    window.on("console", lambda one: said.append(one.text) if one.type in ("error", "warning") else None)
    window.on("pageerror", lambda one: said.append(str(one)))
    devtools = context.new_cdp_session(window)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    yield window, said
    context.close()


def test_a_passkey_is_made_on_the_own_account_and_signs_in(keyed: tuple[Page, list[str]], office: str) -> None:
    window, said = keyed
    # A passkey belongs to a name: no browser makes one for the number of a machine.
    site = office.replace("127.0.0.1", "localhost")
    window.goto(f"{site}/account/sign-in?next=/account/")
    window.locator("input[name=login]").fill("auditor@hwu.example")
    window.locator("input[name=password]").fill(PASSWORD)
    window.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    expect(window).to_have_url(f"{site}/account/")
    window.get_by_role("link", name="Second step and passkeys").click()
    window.locator("a[href$='/webauthn/add/']").click()
    window.locator("#id_password").fill(PASSWORD)
    window.get_by_role("button", name="Go on").click()
    window.locator("#id_name").fill("Laptop")
    window.locator("#id_passwordless").check()
    window.locator("#mfa_webauthn_add").click()
    # The codes for the day on which the key is lost come with the first key.
    expect(window).to_have_url(f"{site}/account/two-steps/recovery-codes/")
    window.goto(f"{site}/account/two-steps/webauthn/")
    expect(window.get_by_role("main")).to_contain_text("Laptop")
    window.context.clear_cookies()
    window.goto(f"{site}/account/sign-in?next=/HWU/findings")
    window.locator("#passkey_login").click()
    expect(window).to_have_url(f"{site}/HWU/findings")
    window.goto(f"{site}/account/")
    expect(window.get_by_role("main")).to_contain_text("auditor@hwu.example")
    assert said == []
