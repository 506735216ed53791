"""Actions through the API: who may, once for each key, not over a change of somebody else, whole or not at all."""

import json
import os
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client

from tests.api_record import ACTIONS, OF_WORK, OWN, UN, Action, acting_record
from tests.test_api_answers import refused
from tests.test_people import person
from throughline.engine.errors import KeyUsed
from throughline.store import history
from throughline.store.models import Invitation, Once, Organization, Person, Role, Token
from throughline.store.organizations import organization_with
from throughline.store.people import once, operator
from throughline.store.people.once import Answer, do_once
from throughline.store.people.roles import give_role
from throughline.store.people.tokens import issue_token
from throughline.web.pages.editing.workbooks import XLSX

pytestmark = pytest.mark.django_db
INVITE = ACTIONS["invite_person"]


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path


@pytest.fixture
def ada(own_folder: None) -> Person:
    return acting_record()


def program(of: Person, scope: str = "write") -> Client:
    return Client(headers={"authorization": f"Bearer {issue_token(by=of, name='program', scope=scope)}"})


def session(of: Person) -> Client:
    """Somebody who signed in and said so again just now."""
    of.set_password("four words are easy")
    of.save()
    client = Client()
    client.force_login(of)
    client.post("/account/again", {"password": "four words are easy"})
    return client


def send(client: Client, action: Action, **headers: str) -> Any:
    """Ask for an action; what needs a matching state gets any."""
    said = {"if-match": "*"} if action.matched else {}
    content: str | bytes = "" if action.content is None else json.dumps(action.content)
    if action.file:
        content = action.file()
    return client.generic(
        action.method,
        action.address,
        content,
        content_type=XLSX if action.file else "application/json",
        headers=said | {name.replace("_", "-"): value for name, value in headers.items()},
    )


@pytest.mark.parametrize("name", ACTIONS)
def test_an_action_is_done_for_who_may_and_told_in_the_history(ada: Person, name: str) -> None:
    action = ACTIONS[name]
    client = session(ada) if action.needs_session else program(ada)
    before = history.head()
    response = send(client, action)
    assert response.status_code == action.status, response.content
    assert response.headers["Cache-Control"] == "no-store"
    assert (history.head() != before) == action.changes
    assert history.check_chain() == []


@pytest.mark.parametrize("name", ACTIONS)
def test_an_action_is_refused_to_everybody_else(ada: Person, name: str) -> None:
    action = ACTIONS[name]
    give_role(by=operator(), to=person("eve"), role="administrator", organization=organization_with("ITU"))
    stranger, reader = Person.objects.get(username="eve@example.org"), Person.objects.get(username="bob@example.org")
    nobody = Client()
    clients = {who: (program(who), program(who, "read")) for who in (stranger, reader, ada)}
    before = history.head(), Role.objects.count(), Invitation.objects.count()
    refused(send(clients[ada][1], action), 403, "token-reads")
    for who in (stranger, reader):
        if who == reader and action.address.endswith("calendars"):
            continue
        if not action.address.endswith("tokens"):
            status = action.reader if who == reader else 404
            refused(send(clients[who][0], action), status, "not-found" if status == 404 else "refused")
    status = send(nobody, action).status_code
    assert status == (404 if "organizations" in action.address else 401)
    assert send(Client(headers={"authorization": "Bearer tl_wrong"}), action).status_code == 401
    if action.needs_session:
        refused(send(clients[ada][0], action), 403, "session-needed")
    assert (history.head(), Role.objects.count(), Invitation.objects.count()) == before


@pytest.mark.parametrize("name", [name for name, action in ACTIONS.items() if action.content is not None])
def test_content_that_is_none_is_told_field_by_field(ada: Person, name: str) -> None:
    action = ACTIONS[name]
    client = session(ada) if action.needs_session else program(ada)
    content = action.content or {}
    problem = refused(send(client, replace(action, content=content | {"no": 1})), 422, "fields-not-valid")
    assert [(one["parameter"], one["code"]) for one in problem["errors"]] == [("no", "unknown")]
    wrong = replace(action, content={field: {"a": 1} for field in content})
    problem = refused(send(client, wrong), 422, "fields-not-valid")
    typed = {one["parameter"] for one in problem["errors"] if one["code"] == "type"}
    assert typed == set(content)
    said = {"if-match": "*"}
    for text, status, code in (
        (" ", 400, "not-understood"),
        ("[]", 400, "not-understood"),
        ("{", 400, "not-understood"),
        ('{"a": 1, "a": 2}', 400, "not-understood"),
        ("[" * 100_000, 400, "not-understood"),
        ('{"a":' * 100_000, 400, "not-understood"),
        ('"' + "x" * 2_000_000 + '"', 413, "too-large"),
    ):
        refused(client.generic(action.method, action.address, text, "application/json", headers=said), status, code)
    form = "application/x-www-form-urlencoded"
    refused(client.generic(action.method, action.address, "a=1", form, headers=said), 415, "not-json")


def test_what_the_form_refuses_has_its_code(ada: Person) -> None:
    client = program(ada)
    for content, errors in (
        ({}, {("email", "required"), ("role", "required")}),
        ({"email": "nobody", "role": "emperor"}, {("email", "invalid"), ("role", "invalid_choice")}),
        ({"email": "a@example.org", "role": "reader", "unit": "NONE"}, {("unit", "invalid_choice")}),
        ({"email": "a\x00@example.org", "role": "reader"}, {("email", "null_characters_not_allowed")}),
        ({"email": "a\ud800@example.org", "role": "reader"}, {("email", "type")}),
        ({"email": "a" * 200 + "@example.org", "role": "reader"}, {("email", "max_length")}),
    ):
        problem = refused(send(client, Action("POST", INVITE.address, content)), 422, "fields-not-valid")
        assert errors <= {(one["parameter"], one["code"]) for one in problem["errors"]}, problem
    french = send(client, Action("POST", INVITE.address, {}), accept_language="fr").json()
    assert "This field is required." in french["detail"]


def test_what_the_record_does_not_allow_is_a_conflict(ada: Person) -> None:
    client = program(ada)
    problem = refused(send(client, Action("DELETE", f"{UN}/roles/ada@example.org/administrator")), 409, "not-possible")
    assert "last administrator" in problem["detail"]


def test_a_request_with_a_key_is_done_once_and_answered_the_same(ada: Person) -> None:
    client = program(ada)
    first = send(client, INVITE, idempotency_key="a1")
    again = send(client, INVITE, idempotency_key="a1")
    assert (first.status_code, first.content) == (again.status_code, again.content)
    assert [again.headers[name] for name in ("Content-Type", "ETag")] == [
        first.headers[name] for name in ("Content-Type", "ETag")
    ]
    assert Invitation.objects.filter(email="eve@example.org").count() == 1
    assert send(client, INVITE, idempotency_key="a2").content != first.content
    other = Action("POST", INVITE.address, {"email": "zoe@example.org", "role": "reader"})
    refused(send(client, other, idempotency_key="a1"), 422, "key-used")
    refused(send(client, Action("DELETE", f"{UN}/roles/bob@example.org/reader"), idempotency_key="a1"), 422, "key-used")
    for key in ("", " ", "é", "x" * 201, "a b"):
        refused(send(client, INVITE, idempotency_key=key), 422, "key-not-understood")


def test_a_key_is_its_persons_own_and_holds_for_a_day(ada: Person) -> None:
    bob = Person.objects.get(username="bob@example.org")
    give_role(by=operator(), to=bob, role="administrator", organization=Organization.objects.get(code="UN"))
    links = {send(program(who), INVITE, idempotency_key="k").json()["link"] for who in (ada, bob)}
    assert len(links) == 2
    Once.objects.all().update(at=datetime.now(UTC) - once.KEPT_FOR - timedelta(seconds=1))
    assert send(program(ada), INVITE, idempotency_key="k").json()["link"] not in links
    assert Once.objects.count() == 1


def test_an_answer_with_a_secret_is_not_kept_in_the_clear(ada: Person) -> None:
    link = send(program(ada), INVITE, idempotency_key="k").json()["link"]
    (kept,) = Once.objects.all()
    secret = link.rpartition("/")[2]
    assert secret not in kept.answer
    assert "k" not in (kept.key, kept.request)


def test_a_refusal_is_not_kept(ada: Person) -> None:
    client = program(ada)
    wrong = Action("POST", INVITE.address, {"email": "no", "role": "reader"})
    for _ in range(2):
        refused(send(client, wrong, idempotency_key="k"), 422, "fields-not-valid")
    assert Once.objects.count() == 0
    assert send(client, INVITE, idempotency_key="k").status_code == 201


def test_the_state_to_be_changed_must_be_named_and_stand(ada: Person) -> None:
    client = program(ada)
    address = OWN["publication"]
    read = client.get(address)
    tag = read.headers["ETag"]
    assert (read.json(), tag[0]) == ({"published": False}, '"')
    assert client.get(address, headers={"if-none-match": tag}).status_code == 304
    opening, closing = (Action("PUT", address, {"published": published}) for published in (True, False))
    refused(send(client, opening), 428, "if-match-missing")
    for wrong in ('"other"', "nonsense", ""):
        problem = refused(send(client, opening, if_match=wrong), 412, "changed")
        assert problem["current"] == {"published": False}
    done = send(client, opening, if_match=f'"a", W/{tag}')
    assert (done.status_code, done.json()) == (200, {"published": True})
    refused(send(client, closing, if_match=tag), 412, "changed")
    assert client.get(address).headers["ETag"] == done.headers["ETag"]


def test_a_session_acts_with_the_token_of_a_page_alone(ada: Person) -> None:
    give_role(by=operator(), to=ada, role="administrator", organization=Organization.objects.get(code="UN"))
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ada)
    end = ACTIONS["end_role"]
    refused(send(strict, end), 403, "csrf-missing")
    page = strict.get("/UN/people").content.decode()
    token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    refused(send(strict, end, x_csrftoken="x" * 64), 403, "csrf-missing")
    assert send(strict, end, x_csrftoken=token).status_code == 204
    problem = refused(send(strict, INVITE, x_csrftoken=token), 403, "session-needed")
    assert "/account/again" in problem["detail"]


def test_who_looks_as_somebody_else_changes_nothing(ada: Person) -> None:
    client = session(ada)
    assert send(client, ACTIONS["view_as"]).status_code == 204
    before = history.head()
    for action in ACTIONS.values():
        refused(send(client, action), 403, "refused")
    for page in ("/UN/people/publish", "/account/tokens", "/account/password", "/account/two-steps/totp/activate/"):
        assert client.post(page, {"published": "true", "name": "x"}).status_code == 403, page
    assert history.head() == before
    assert send(program(ada), INVITE).status_code == 201
    assert client.post("/account/own-eyes").status_code == 302
    assert [line.action for line in history.latest(2)] == ["end view as", "invite"]
    assert send(client, ACTIONS["end_role"]).status_code == 204


def test_a_form_sent_twice_is_done_once_and_answered_the_same(ada: Person) -> None:
    client = session(ada)
    page = client.get("/UN/people").content.decode()
    key = page.partition('name="once" value="')[2].partition('"')[0]
    said = {"once": key, "email": "eve@example.org", "role": "reader", "unit": ""}
    first, again = (client.post("/UN/people/invite", said | {"csrfmiddlewaretoken": token}) for token in "ab")
    assert b"/account/invitation/" in first.content
    assert first.content == again.content
    assert Invitation.objects.filter(email="eve@example.org").count() == 1
    assert client.post("/UN/people/invite", said | {"email": "x@example.org"}).status_code == 409
    issued = {"once": "k2", "name": "program", "scope": "read", "days": "9"}
    assert client.post("/account/tokens", issued).content == client.post("/account/tokens", issued).content
    assert Token.objects.filter(name="program").count() == 1


def test_a_form_that_leads_to_the_password_first_is_still_to_be_done(ada: Person) -> None:
    ada.set_password("four words are easy")
    ada.save()
    client = Client()
    client.force_login(ada)
    said = {"once": "k", "email": "eve@example.org", "role": "reader", "unit": ""}
    assert client.post("/UN/people/invite", said).headers["Location"].startswith("/account/again")
    client.post("/account/again", {"password": "four words are easy"})
    assert b"/account/invitation/" in client.post("/UN/people/invite", said).content


def test_what_fails_half_way_is_taken_back_whole(ada: Person) -> None:
    before = history.head()

    def half() -> Answer:
        give_role(by=operator(), to=ada, role="reader", organization=organization_with("ITU"))
        raise RuntimeError

    with pytest.raises(RuntimeError):
        do_once(by=ada, key="k", request="r", act=half)
    assert history.head() == before
    assert Once.objects.count() == 0


def test_another_secret_key_of_the_site_opens_nothing(ada: Person, settings: Any) -> None:
    answer = Answer(200, (), b"x", True)
    assert do_once(by=ada, key="k", request="r", act=lambda: answer) == answer
    settings.SECRET_KEY = "another" * 10
    with pytest.raises(KeyUsed):
        do_once(by=ada, key="k", request="r", act=lambda: answer)


@pytest.mark.django_db(transaction=True)
def test_two_requests_at_once_are_one(ada: Person) -> None:
    client = program(ada)
    answers: list[bytes] = []

    def asking() -> None:
        try:
            answers.append(send(client, INVITE, idempotency_key="k").content)
        finally:
            connections.close_all()

    if connection.vendor == "sqlite":
        pytest.skip("threads share the one connection of a database in memory: the next test has one in a file")
    threads = [threading.Thread(target=asking) for _ in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(answers) == 6
    assert len(set(answers)) == 1
    assert Invitation.objects.filter(email="eve@example.org").count() == 1


AT_ONCE = """
import threading, django
django.setup()
from django.core.management import call_command
from django.db import connections
call_command("migrate", verbosity=0)
from throughline.store.models import Organization, Role
from throughline.store.organizations import organization_with
from throughline.store.people import operator
from throughline.store.people.once import Answer, do_once
by, done, answers = operator(), [], []
def act():
    done.append(organization_with(f"ORG{len(done)}").code)
    return Answer(200, (), done[-1].encode(), True)
def asking():
    answers.append(do_once(by=by, key="k", request="r", act=act).content)
    connections.close_all()
threads = [threading.Thread(target=asking) for _ in range(8)]
[one.start() for one in threads]
[one.join() for one in threads]
print(len(answers), set(answers), done, Organization.objects.count())
"""


def test_two_requests_at_once_are_one_in_a_file_too(tmp_path: Path) -> None:
    environment = {"THROUGHLINE_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "throughline.web.settings"}
    command = [sys.executable, "-c", AT_ONCE]
    said = subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "8 {b'ORG0'} ['ORG0'] 1"


@pytest.mark.parametrize("name", OWN)
def test_what_is_ones_own_or_an_administrators_is_nobody_elses(ada: Person, name: str) -> None:
    address = OWN[name]
    for scope in ("read", "write"):
        response = program(ada, scope).get(address)
        assert response.status_code == 200
    assert session(ada).get(address).json() == response.json()
    reader = program(Person.objects.get(username="bob@example.org")).get(address)
    if name in ("tokens", "calendars"):
        assert [one["name"] for one in reader.json()["items"]] == (["program"] if name == "tokens" else [])
        assert Client().get(address).status_code == (401 if name == "tokens" else 404)
    elif name in OF_WORK:
        assert reader.json() == response.json()
    else:
        refused(reader, 404, "not-found")
        assert Client().get(address).status_code == 404
