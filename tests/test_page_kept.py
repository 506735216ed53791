"""What was typed survives a session that ended, a second sign-in and an error; and is shown to nobody else."""

from typing import Any

import pytest
from django.test import Client
from lxml import html

from tests.page_record import seen
from tests.test_people import PASSWORD, person
from throughline.store.models import Token

pytestmark = pytest.mark.django_db

ISSUE = "/account/tokens"


def form_of(response: Any, action: str) -> dict[str, str]:
    """What a browser would send from the form that goes to `action`."""
    page: Any = html.fromstring(response.content)
    form = next(one for one in page.iter("form") if one.get("action") == action)
    return {name: value or "" for name, value in form.fields.items() if name}


def sign_in(client: Client, name: str, location: str) -> Any:
    said = {"login": f"{name}@example.org", "password": PASSWORD, "next": location.partition("next=")[2]}
    return client.post("/account/sign-in", {**said, "next": "/account/"})


def signed_out_with_a_form_open(client: Client, name: str = "ada") -> Any:
    """Somebody opened the account, typed the name of a token, and was signed out before sending it."""
    client.force_login(person(name))
    typed = form_of(client.get("/account/"), ISSUE) | {"name": "Nightly <b>reading</b>", "scope": "write", "days": "7"}
    client.session.flush()
    return client.post(ISSUE, typed)


def test_a_form_of_a_session_that_ended_comes_back_filled_in_after_signing_in(client: Client) -> None:
    response = signed_out_with_a_form_open(client)
    assert response.headers["Location"] == "/account/sign-in?next=%2Faccount%2F"
    assert "what you typed is kept" in seen(client.get(response.headers["Location"]))
    response = sign_in(client, "ada", response.headers["Location"])
    assert response.headers["Location"] == "/account/"
    assert Token.objects.count() == 0
    page = client.get("/account/")
    assert "nothing of it is saved yet" in seen(page)
    again = form_of(page, ISSUE)
    assert (again["name"], again["scope"], again["days"]) == ("Nightly <b>reading</b>", "write", "7")


def test_what_was_typed_is_shown_to_nobody_else(client: Client) -> None:
    response = signed_out_with_a_form_open(client)
    person("eve")
    sign_in(client, "eve", response.headers["Location"])
    page = client.get("/account/")
    assert "Nightly" not in seen(page)
    assert form_of(page, ISSUE)["name"] == ""
    client.post("/account/sign-out")
    sign_in(client, "ada", response.headers["Location"])
    assert form_of(client.get("/account/"), ISSUE)["name"] == ""


def test_what_was_typed_can_be_thrown_away(client: Client) -> None:
    response = signed_out_with_a_form_open(client)
    sign_in(client, "ada", response.headers["Location"])
    again = form_of(client.get("/account/"), ISSUE)
    assert client.get("/account/forget").status_code == 404
    assert client.post("/account/forget", {"typed": "/account/"}).status_code == 404
    assert client.post("/account/forget", again).headers["Location"] == "/account/"
    assert form_of(client.get("/account/"), ISSUE)["name"] == ""


def test_nobody_leaves_anything_without_a_page_of_their_own(client: Client) -> None:
    for mark in ({}, {"typed": "abc"}, {"typed": "eyJ3aG8iOiJhIn0:1:x"}):
        response = client.post(ISSUE, {"name": "x", **mark})
        assert "next=%2Faccount%2Ftokens" in response.headers["Location"].replace("/", "%2F")
        assert "kept input" not in client.session


def test_a_form_from_another_site_leaves_nothing(client: Client) -> None:
    client.force_login(person("ada"))
    typed = form_of(client.get("/account/"), ISSUE) | {"name": "x"}
    client.session.flush()
    client.post(ISSUE, typed, headers={"origin": "https://evil.example"})
    assert "kept input" not in client.session


def test_a_form_older_than_the_last_signing_in_comes_back_filled_in() -> None:
    client = Client(enforce_csrf_checks=True)
    ada = person("ada")
    client.force_login(ada)
    typed = form_of(client.get("/account/"), ISSUE) | {"name": "Nightly", "csrfmiddlewaretoken": "x" * 64}
    response = client.post(ISSUE, typed)
    assert response.headers["Location"] == "/account/"
    assert form_of(client.get("/account/"), ISSUE)["name"] == "Nightly"
    del typed["typed"]
    assert client.post(ISSUE, typed).status_code == 403


def test_a_form_that_asks_for_the_password_again_comes_back_filled_in(client: Client) -> None:
    person("ada")
    sign_in(client, "ada", "")
    typed = form_of(client.get("/account/"), ISSUE) | {"name": "Nightly"}
    assert client.post(ISSUE, typed).headers["Location"] == "/account/again?next=%2Faccount%2F"
    client.post("/account/again", {"password": PASSWORD})
    again = form_of(client.get("/account/"), ISSUE)
    assert again["name"] == "Nightly"
    response = client.post(ISSUE, again)
    assert (response.status_code, form_of(response, ISSUE)["name"]) == (200, "")
    assert form_of(client.get("/account/"), ISSUE)["name"] == ""


def test_an_error_keeps_everything_and_names_it_beside_its_field(client: Client) -> None:
    person("ada")
    sign_in(client, "ada", "")
    client.post("/account/again", {"password": PASSWORD})
    response = client.post(ISSUE, {"name": "Nightly", "scope": "read", "days": "0"})
    assert response.status_code == 400
    page: Any = html.fromstring(response.content)
    assert form_of(response, ISSUE)["days"] == "0"
    days = page.get_element_by_id("id_days")
    assert days.get("aria-invalid") == "true"
    assert all(page.get_element_by_id(one) is not None for one in days.get("aria-describedby").split())
    summary = page.find_class("errors")[0]
    assert summary.get("role") == "alert"
    assert [link.get("href") for link in summary.iter("a")] == ["#id_days"]
