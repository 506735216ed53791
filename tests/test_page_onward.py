"""Where a form or a link leads on to is this site: an address of another one is never followed."""

from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from django.test import Client

from tests.page_record import links, small_record
from tests.test_people import person
from tests.test_rights import OURS, addresses, patterns, signed_in, take
from throughline.store.models import Organization
from throughline.store.people import operator
from throughline.store.people.roles import publish

pytestmark = pytest.mark.django_db

PASSWORD = "four words are easy"
ELSEWHERE = (
    "https://evil.example/",
    "//evil.example/",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "http:evil.example",
    "https:/evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "https://testserver@evil.example/",
    "https://testserver.evil.example/",
    " //evil.example",
    "/\t/evil.example",
    "\x01//evil.example",
    "http://[evil.example",
)


@pytest.fixture(autouse=True)
def record(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    take(OURS, "Alpha")


def is_here(location: str) -> bool:
    """Tell whether a browser that is led there stays: it drops control characters, and takes \\ for /."""
    kept = "".join(sign for sign in location if sign > " ").replace("\\", "/")
    try:
        parts = urlsplit(kept)
    except ValueError:
        return False
    return not kept.startswith("//") and (parts.scheme, parts.netloc) in (("", ""), ("http", "testserver"))


def test_what_leads_elsewhere_is_known_from_what_leads_on() -> None:
    assert [one for one in ELSEWHERE if is_here(one)] == []
    assert is_here("/OURS?q=//evil.example")


@pytest.mark.parametrize("onward", ELSEWHERE)
def test_signing_in_leads_nowhere_else(onward: str) -> None:
    ada = person("ada", OURS, "officer")
    ada.set_password(PASSWORD)
    ada.save()
    client, said = Client(), {"login": "ada@example.org", "password": PASSWORD, "next": onward}
    page = client.get(f"/account/sign-in?next={quote(onward)}").content.decode()
    assert 'href="http' not in page.replace('href="http://testserver', "")
    answer = client.post(f"/account/sign-in?next={quote(onward)}", said)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    for again in ("/account/sign-in", "/account/again", "/account/sign-out"):
        for answer in (
            client.get(f"{again}?next={quote(onward)}"),
            client.post(again, {"password": PASSWORD, "next": onward}),
        ):
            assert is_here(answer.headers.get("Location", "/")), (again, onward)
            assert "evil.example" not in answer.headers.get("Location", "").partition("?")[0], (again, onward)


@pytest.mark.parametrize(
    "path", ["//evil.example", "///evil.example/", "/\\evil.example", "/%5Cevil.example", "/%09/evil.example"]
)
def test_choosing_a_language_leads_nowhere_else(path: str) -> None:
    answer = Client().get(f"{path}?language=fr")
    assert answer.status_code in (302, 404)
    assert is_here(answer.headers.get("Location", "/")), answer.headers["Location"]


NAMES = ("next", "back", "onward", "return", "return_to", "to", "url", "redirect", "page")


def test_no_form_or_page_leads_where_a_field_says() -> None:
    """Every address is asked with every name that such a field goes by."""
    client, wrong = signed_in(person("ada", OURS, "administrator")), []
    said = dict.fromkeys(NAMES, "//evil.example/")
    for route in patterns():
        for address in addresses(OURS, OURS, (route,))[:1]:
            if address.startswith("/api/"):
                continue
            for answer in (client.get(address, said), client.post(address, said)):
                if not is_here(answer.headers.get("Location", "/")):
                    wrong.append((address, answer.headers["Location"]))
                if b'href="//evil' in answer.content or b'action="//evil' in answer.content:
                    wrong.append((address, "shows it"))
    assert wrong == []


@pytest.mark.parametrize("onward", ELSEWHERE)
def test_a_refused_page_comes_back_to_the_address_that_was_asked(onward: str) -> None:
    answer = Client().post(f"/account/tokens?next={quote(onward)}", {"name": "x"}, headers={"referer": onward})
    assert is_here(answer.headers.get("Location", "/")), answer.headers["Location"]


STARTS = (
    *("", "/mandates", "/asked", "/plans", "/plans/2026", "/deliverables", "/search?q=boat", "/timeline"),
    *("/mandates/A/RES/78/243", "/plans/2026/10", "/plans/2026/10/SP1", "/plans/2026/10/SP1/R2", "/line/2026/10"),
    *("/plans/2026/10/T10.19", "/plans/2026/10/T10.19/r1/c8", "/plans/2026/10/SP1/D-A.1/2024-planned"),
)


def test_whoever_reads_what_is_published_is_led_to_no_page_that_is_closed() -> None:
    small_record()
    publish(by=operator(), organization=Organization.objects.get(code="UN"))
    person("ada", "UN", "officer")
    client = Client()
    for start in STARTS:
        page = client.get(f"/UN{start}")
        assert page.status_code == 200, start
        led = {one.partition("#")[0] for one in links(page) if one and one.startswith(("/", "?"))}
        for address in sorted(led - {""}):
            to = f"/UN{start}".partition("?")[0] + address if address.startswith("?") else address
            assert client.get(to).status_code in (200, 302), (start, address)
