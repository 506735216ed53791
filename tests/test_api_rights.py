"""Who asks the API sees what the pages show: by token, by session, by what is published; and nothing of others."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.api_record import LISTS, SINGLES, UN, small_record, take
from tests.store_records import fascicle, resolution
from tests.test_people import person
from throughline.store.models import Organization, Token
from throughline.store.people import operator
from throughline.store.people.roles import publish
from throughline.store.people.tokens import issue_token, revoke_token

pytestmark = pytest.mark.django_db

HWU = "/api/organizations/HWU"
# For those who have a role in the organization.
WORKED = ("findings", "sources", "history", "source", "units")
SECRET = "Bravo"


@pytest.fixture(autouse=True)
def record(settings: Any, tmp_path: Path) -> None:
    """Two organizations: the other one holds a document that ours cites, and one that nobody knows of."""
    settings.DATA = tmp_path
    small_record()
    take(
        resolution(
            "A/RES/60/1", title=f"{SECRET} boats", file=f"{SECRET}.txt", texts=(f"{SECRET},", f"{SECRET} floats;")
        ),
        resolution("HWU/RES/1", title=SECRET, file=f"{SECRET}2.txt"),
        fascicle(symbol="HWU/2026/3", section="3", title=SECRET, file=f"{SECRET}.docx", rows=3),
        organization="HWU",
    )


def program(name: str = "ada", organization: str = "UN", role: str = "reader") -> Client:
    """A program with a token of a person who has a role."""
    secret = issue_token(by=person(name, organization, role), name="program")
    return Client(headers={"authorization": f"Bearer {secret}"})


def test_a_program_sees_what_its_person_may_see() -> None:
    client = program()
    for name, address in (LISTS | SINGLES).items():
        response = client.get(address)
        assert response.status_code == 200, name
        assert SECRET not in response.content.decode(), name
        assert client.get(address.replace(UN, HWU)).status_code == (200 if name == "organizations" else 404), name
    assert [one["code"] for one in client.get(LISTS["organizations"]).json()["items"]] == ["UN"]


def test_who_signed_in_needs_no_token() -> None:
    client = Client()
    client.force_login(person("ada", "UN", "reader"))
    token = program("bob")
    for address in (LISTS | SINGLES).values():
        assert client.get(address).content == token.get(address).content


def test_a_document_that_only_others_hold_is_a_known_unknown() -> None:
    client = program()
    whole = client.get(f"{UN}/documents/A/RES/60/1").json()
    assert (whole["held"], whole["title"], whole["file"], whole["paragraphs"]) == (False, "", None, [])
    for query in ("held=held", f"q={SECRET}", "year=2023&q=A/RES/60/1", "verb=request&q=A/RES/60/1"):
        found = client.get(f"{LISTS['documents']}?{query}&limit=200").json()["items"]
        assert "A/RES/60/1" not in [one["address"] for one in found], query
    cited = client.get(f"{UN}/citations?cited=A/RES/60/1&limit=1").json()["items"]
    assert [one["held"] for one in cited] == [False]
    assert client.get(f"{UN}/citations?cited=A/RES/60/1&held=held").json()["items"] == []
    for name in ("paragraphs", "acts", "deadlines"):
        assert client.get(f"{LISTS[name]}?document=A/RES/60/1").json()["items"] == [], name
    assert client.get(f"{UN}/paragraphs/A/RES/60/1%231").status_code == 404
    assert client.get(f"{UN}/search?q={SECRET}").json()["total"] == 0
    assert program("eve", "HWU").get(f"{HWU}/documents/A/RES/60/1").json()["title"] == f"{SECRET} boats"


def test_plans_and_lines_of_another_organization_have_no_address() -> None:
    client = program()
    for address in ("plans/HWU/2026/3", "places/HWU/2026/3/SP1", "lines/HWU/2026/3/SP1", "lines/HWU/RES/1"):
        assert client.get(f"{UN}/{address}").status_code == 404, address
        assert program(address, "HWU").get(f"{HWU}/{address}").status_code == 200, address


def test_whoever_has_no_role_sees_what_is_published() -> None:
    stranger = Client(headers={"authorization": f"Bearer {issue_token(by=person('eve'), name='program')}"})
    for client in (Client(), stranger):
        assert client.get(LISTS["organizations"]).json()["items"] == []
        assert client.get(UN).status_code == 404
    publish(by=operator(), organization=Organization.objects.get(code="UN"))
    for client in (Client(), stranger):
        answers = {name: client.get(address).status_code for name, address in (LISTS | SINGLES).items()}
        assert answers == {name: 404 if name in WORKED else 200 for name in answers}
        assert client.get(SINGLES["overview"]).json()["findings"] == []
        assert client.get(SINGLES["line"]).json()["open"] == []
        assert client.get(HWU).status_code == 404


@pytest.mark.parametrize("header", ["Bearer tl_wrong", "Bearer ", "Bearer", "Basic YTpi", "nonsense"])
def test_a_token_that_opens_nothing_is_told_as_such(header: str) -> None:
    publish(by=operator(), organization=Organization.objects.get(code="UN"))
    response = Client(headers={"authorization": header}).get(LISTS["documents"])
    assert (response.status_code, response.json()["code"]) == (401, "token-not-valid")
    assert response.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_token_ends_when_it_is_revoked_or_expires_and_when_its_person_leaves() -> None:
    ada = person("ada", "UN", "reader")
    for end in ("revoked", "expired", "left"):
        client = Client(headers={"authorization": f"Bearer {issue_token(by=ada, name=end)}"})
        assert client.get(UN).status_code == 200
        token = Token.objects.get(name=end)
        if end == "revoked":
            revoke_token(by=ada, token=token)
        elif end == "expired":
            Token.objects.filter(pk=token.pk).update(expires=datetime.now(UTC) - timedelta(seconds=1))
        else:
            type(ada).objects.filter(pk=ada.pk).update(is_active=False)
        assert client.get(UN).status_code == 401, end


def test_an_answer_kept_by_one_is_no_answer_for_another() -> None:
    client = program()
    tag = client.get(LISTS["documents"]).headers["ETag"]
    assert client.get(LISTS["documents"], headers={"if-none-match": tag}).status_code == 304
    others = program("eve", "HWU")
    assert others.get(LISTS["documents"], headers={"if-none-match": tag}).status_code == 404
    publish(by=operator(), organization=Organization.objects.get(code="UN"))
    assert others.get(LISTS["documents"], headers={"if-none-match": tag}).status_code == 200
    vary = client.get(LISTS["documents"]).headers["Vary"]
    assert {"Authorization", "Cookie"} <= {word.strip() for word in vary.split(",")}


def test_a_list_costs_a_program_no_more_statements_than_the_bound() -> None:
    client = program()
    counted = {}
    for name, address in LISTS.items():
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        counted[name] = len(captured)
    client.get(f"{LISTS['documents']}?addressee=@secretariat")
    with CaptureQueriesContext(connection) as captured:
        client.get(f"{LISTS['documents']}?addressee=@secretariat")
    assert max(*counted.values(), len(captured)) <= 8, (counted, len(captured))
