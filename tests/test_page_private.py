"""What is answered to one person, or at a secret address, is kept by no cache; what is published keeps its ETags."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.test_people import person
from tests.test_rights import OF_SIGN_IN, OURS, addresses, patterns, signed_in, take
from throughline.store.models import Organization
from throughline.store.people import operator
from throughline.store.people.roles import publish
from throughline.store.people.tokens import issue_token
from throughline.web.access import API

pytestmark = pytest.mark.django_db

UNKEPT = "private, no-store"


@pytest.fixture(autouse=True)
def record(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    take(OURS, "Alpha")


def ends() -> list[str]:
    """The first and the last address of every route."""
    found = {"/"}
    for route in patterns():
        of_route = addresses(OURS, OURS, (route,))
        found |= {*of_route[:1], *of_route[-1:]}
    return sorted(found)


def is_kept_right(address: str, response: Any) -> bool:
    """Tell whether a private answer is kept nowhere, or by the API is asked again each time by its ETag."""
    said = response.headers.get("Cache-Control", "")
    if address.startswith(API) and "ETag" in response.headers:
        return bool(said == "private, no-cache")
    return said == UNKEPT or (address.startswith(API) and said == "no-store")


def test_whatever_is_answered_to_a_person_is_kept_nowhere() -> None:
    client, asked = signed_in(person("ada", OURS, "officer")), ends()
    answers = {address: client.get(address) for address in asked}
    kinds = {one.headers["Content-Type"].partition(";")[0] for one in answers.values() if one.status_code == 200}
    assert kinds >= {"text/html", "application/json", "text/calendar"}
    assert any("spreadsheet" in kind for kind in kinds)
    assert [address for address, one in answers.items() if not is_kept_right(address, one)] == []


def test_a_program_with_a_token_keeps_nothing_without_asking_again() -> None:
    token = issue_token(by=person("ada", OURS, "officer"), name="program", scope="write")
    bearing = {"authorization": f"Bearer {token}"}
    programs = [address for address in ends() if address.startswith(API)]
    for asked in (*programs, f"/api/organizations/{OURS}/documents?format=csv"):
        assert is_kept_right(asked, Client().get(asked, headers=bearing)), asked


def test_pages_of_signing_in_and_secret_addresses_are_kept_nowhere() -> None:
    secrets = [reverse("invitation", args=["abc"]), reverse("calendar", args=["abc"])]
    plain = ["/" + route for route in patterns() if route.startswith(OF_SIGN_IN) and "<" not in route]
    assert len(plain) > 15
    for address in (*secrets, *plain):
        assert Client().get(address).headers["Cache-Control"] == UNKEPT, address


def test_what_is_published_may_be_kept_and_keeps_its_etag() -> None:
    publish(by=operator(), organization=Organization.objects.get(code=OURS))
    page, listed = Client().get(f"/{OURS}/mandates"), Client().get(f"/api/organizations/{OURS}/documents")
    assert (page.status_code, "Cache-Control" in page.headers) == (200, False)
    assert (listed.status_code, listed.headers["Cache-Control"]) == (200, "private, no-cache")
    again = Client().get(f"/api/organizations/{OURS}/documents", headers={"if-none-match": listed.headers["ETag"]})
    assert again.status_code == 304


def test_files_of_the_site_stay_kept_for_who_signed_in() -> None:
    answer = signed_in(person("ada")).get("/static/throughline.css")
    answer.close()
    assert (answer.status_code, "no-store" in answer.headers["Cache-Control"]) == (200, False)
