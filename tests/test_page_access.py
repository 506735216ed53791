"""What every answer carries, what is refused, and that nothing but reading is possible."""

import pytest
from django.conf import settings as site
from django.test import Client

from tests.page_record import seen, small_record

pytestmark = pytest.mark.django_db

PAGES = ("/UN", "/UN/mandates/A/RES/78/243", "/UN/plans/2026/10/SP1", "/static/throughline.css", "/nowhere")


@pytest.mark.parametrize("address", PAGES)
def test_every_answer_has_strict_headers(client: Client, address: str) -> None:
    small_record()
    response = client.get(address)
    response.close()
    headers = response.headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Permissions-Policy"].startswith("accelerometer=()")
    assert "unsafe" not in headers["Content-Security-Policy"]


@pytest.mark.parametrize("address", PAGES[:3])
def test_no_page_needs_inline_script_or_style_or_another_host(client: Client, address: str) -> None:
    small_record()
    content = client.get(address).content.decode().replace('<script type="module" src="/static/', "")
    for sign in (
        "<script",
        "<style",
        " style=",
        " onclick",
        " onload",
        "javascript:",
        "http://",
        "https://",
        "@import",
    ):
        assert sign not in content.replace("http://www.w3.org", ""), sign


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace"])
@pytest.mark.parametrize("address", ["/", "/UN", "/UN/mandates", "/nowhere"])
def test_only_reading_is_possible(client: Client, method: str, address: str) -> None:
    response = getattr(client, method)(address)
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD"


def test_the_head_of_a_page_can_be_asked_for(client: Client) -> None:
    small_record()
    response = client.head("/UN")
    assert (response.status_code, response.content) == (200, b"")


@pytest.mark.parametrize(
    "address", ["/nowhere", "/ZZ", "/ZZ/mandates", "/UN/nothing", "/UN/mandates/", "/UN/plans/2026/10/%00"]
)
def test_an_unknown_address_is_not_found_and_helps(client: Client, address: str) -> None:
    small_record()
    response = client.get(address)
    assert response.status_code == 404
    assert "Nothing has this address" in seen(response)
    assert "Traceback" not in seen(response)


def test_a_host_that_is_not_ours_is_refused(client: Client) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


def test_a_fault_of_the_program_says_nothing_of_itself(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fault(request: object) -> None:
        raise RuntimeError("the secret of the house")

    client.raise_request_exception = False
    monkeypatch.setattr("throughline.web.pages.overview.sight", None)
    response = client.get("/")
    assert response.status_code == 500
    assert "Something failed here" in seen(response)
    assert "NoneType" not in seen(response)


def test_the_site_is_safe_without_any_setting() -> None:
    assert site.DEBUG is False
    assert site.SECURE_CONTENT_TYPE_NOSNIFF is True
    assert site.SESSION_COOKIE_HTTPONLY is True
    assert site.SESSION_COOKIE_SAMESITE == "Lax"
    assert "*" not in site.ALLOWED_HOSTS


@pytest.mark.parametrize(
    ("language", "direction", "lang"),
    [("ar", "rtl", "ar"), ("fr", "ltr", "fr"), ("en", "ltr", "en"), ("zh-hans", "ltr", "zh-hans"), ("xx", "ltr", "en")],
)
def test_the_page_says_its_language_and_direction(client: Client, language: str, direction: str, lang: str) -> None:
    small_record()
    content = client.get("/UN", headers={"accept-language": language}).content.decode()
    assert f'<html lang="{lang}" dir="{direction}">' in content
