"""Roles, invitations, tokens, guessing and signing in: what is done, what is refused, and what is written down."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.store_records import resolution
from throughline.engine.errors import Refused
from throughline.store import history
from throughline.store.models import Invitation, Organization, Person, Role, Token, Unit
from throughline.store.organizations import organization_with
from throughline.store.people import guesses, operator
from throughline.store.people.invitations import (
    accept_invitation,
    invitation_with,
    invite,
    open_invitations,
    withdraw_invitation,
)
from throughline.store.people.roles import end_role, end_view_as, give_role, publish, start_view_as, unpublish
from throughline.store.people.tokens import bearer_of, issue_token, revoke_token, tokens_of
from throughline.store.rights import (
    ADMINISTER,
    APPROVE,
    EDIT,
    EVERYTHING,
    READ,
    may,
    sight_at_machine,
    sight_of,
)
from throughline.store.taking_in import preview, take_in
from throughline.web import serve

pytestmark = pytest.mark.django_db
PASSWORD = "four words are easy"


def person(name: str, organization: str = "", role: str = "reader", unit: Unit | None = None) -> Person:
    """Somebody who came by an invitation, with a role where an organization is named."""
    one = Person(username=f"{name}@example.org", email=f"{name}@example.org", name=name.title(), signs_in=True)
    one.set_password(PASSWORD)
    one.save()
    if organization:
        give_role(by=operator(), to=one, role=role, organization=organization_with(organization), unit=unit)
    return one


def done() -> list[tuple[str, str, str]]:
    return [(line.by, line.action, line.address) for line in reversed(history.latest())]


@pytest.mark.parametrize(
    ("role", "rights"),
    [
        ("reader", {READ}),
        ("officer", {READ, EDIT}),
        ("approver", {READ, APPROVE}),
        ("administrator", {READ, ADMINISTER}),
    ],
)
def test_a_role_gives_its_rights_and_no_others(role: str, rights: set[str]) -> None:
    ada, un, other = person("ada", "UN", role), organization_with("UN"), organization_with("ITU")
    assert {right for right in (READ, EDIT, APPROVE, ADMINISTER) if may(ada, right, un)} == rights
    assert not any(may(ada, right, other) for right in (READ, EDIT, APPROVE, ADMINISTER))


def test_a_role_in_a_unit_reaches_down_and_not_up_or_beside() -> None:
    un = organization_with("UN")
    top = Unit.objects.create(organization=un, code="TOP", name="Top")
    middle = Unit.objects.create(organization=un, code="MID", name="Middle", parent=top)
    low = Unit.objects.create(organization=un, code="LOW", name="Low", parent=middle)
    beside = Unit.objects.create(organization=un, code="SIDE", name="Beside", parent=top)
    ada = person("ada", "UN", "officer", middle)
    assert [may(ada, EDIT, un, unit) for unit in (None, top, middle, low, beside)] == [False, False, True, True, False]
    assert may(ada, READ, un)


def test_a_circle_of_units_ends() -> None:
    un = organization_with("UN")
    first = Unit.objects.create(organization=un, code="A", name="A")
    second = Unit.objects.create(organization=un, code="B", name="B", parent=first)
    Unit.objects.filter(pk=first.pk).update(parent=second)
    assert not may(person("ada", "UN", "officer", first), EDIT, un)


def test_who_left_has_no_right() -> None:
    ada = person("ada", "UN", "officer")
    Person.objects.filter(pk=ada.pk).update(is_active=False)
    ada.refresh_from_db()
    assert not may(ada, READ, organization_with("UN"))
    assert not sight_of(ada).organizations


def test_giving_and_ending_a_role_is_written_down_once() -> None:
    ada, un = person("ada"), organization_with("UN")
    for _ in range(2):
        give_role(by=operator(), to=ada, role="reader", organization=un)
    for _ in range(2):
        end_role(by=operator(), person=ada, role="reader", organization=un)
    here = "people/ada@example.org"
    assert done() == [("command line", "give role", here), ("command line", "end role", here)]
    assert history.check_chain() == []


def test_only_an_administrator_gives_roles_and_only_there() -> None:
    un, itu = organization_with("UN"), organization_with("ITU")
    ada, bob = person("ada", "UN", "administrator"), person("bob", "UN", "officer")
    with pytest.raises(Refused):
        give_role(by=bob, to=bob, role="administrator", organization=un)
    with pytest.raises(Refused):
        give_role(by=ada, to=ada, role="reader", organization=itu)
    with pytest.raises(Refused):
        give_role(by=ada, to=bob, role="emperor", organization=un)
    elsewhere = Unit.objects.create(organization=itu, code="U", name="U")
    with pytest.raises(Refused):
        give_role(by=ada, to=bob, role="reader", organization=un, unit=elsewhere)
    assert Role.objects.count() == 2


def test_the_last_administrator_stays() -> None:
    ada, un = person("ada", "UN", "administrator"), organization_with("UN")
    with pytest.raises(Refused, match="last administrator"):
        end_role(by=ada, person=ada, role="administrator", organization=un)
    person("bob", "UN", "administrator")
    end_role(by=ada, person=ada, role="administrator", organization=un)
    assert not may(ada, ADMINISTER, un)


def test_publishing_opens_reading_to_everybody_and_no_work() -> None:
    un, bob = organization_with("UN"), person("bob", "UN", "officer")
    organization_with("ITU")
    with pytest.raises(Refused):
        publish(by=bob, organization=un)
    assert sight_of(None).reads == frozenset()
    for _ in range(2):
        publish(by=operator(), organization=un)
    assert (sight_of(None).reads, sight_of(None).works) == (frozenset({un.pk}), frozenset())
    unpublish(by=operator(), organization=un)
    assert sight_of(None).reads == frozenset()
    assert [action for _, action, _ in done()][-2:] == ["publish", "unpublish"]


def test_looking_as_somebody_is_for_administrators_and_written_down() -> None:
    un, ada, bob = organization_with("UN"), person("ada", "UN", "administrator"), person("bob", "UN")
    with pytest.raises(Refused):
        start_view_as(by=bob, person=ada, organization=un)
    with pytest.raises(Refused):
        start_view_as(by=ada, person=person("carl"), organization=un)
    start_view_as(by=ada, person=bob, organization=un)
    end_view_as(by=ada, person=bob, organization=un)
    assert [action for _, action, _ in done()][-2:] == ["start view as", "end view as"]


def test_taking_in_needs_an_officer() -> None:
    for one in (person("ada", "UN", "reader"), person("bob", "UN", "administrator"), person("carl", "ITU", "officer")):
        with pytest.raises(Refused):
            take_in(records=resolution(), by=one, reader="1", organization="UN")
        with pytest.raises(Refused):
            preview(records=resolution(), by=one, reader="1", organization="UN")
    assert take_in(records=resolution(), by=person("dora", "UN", "officer"), reader="1").outcome == "new"


def test_a_symbol_written_over_another_text_opens_nothing_that_others_hold() -> None:
    take_in(records=resolution(), by=operator(), reader="1", organization="UN")
    thief = person("thief", "ITU", "officer")
    forged = resolution(texts=("Recalling,", "Requests everything;"), file="forged.txt")
    with pytest.raises(Refused):
        take_in(records=forged, by=thief, reader="1", organization="ITU")
    assert take_in(records=resolution(), by=thief, reader="1", organization="ITU").outcome == "unchanged"


def test_an_invitation_opens_once_for_one_person() -> None:
    un = organization_with("UN")
    secret = invite(by=operator(), email="Ada@Example.org ", role="officer", organization=un)
    assert Invitation.objects.get().digest != secret
    ada = accept_invitation(secret=secret, name="Ada", password=PASSWORD)
    assert (ada.email, ada.check_password(PASSWORD), may(ada, EDIT, un)) == ("ada@example.org", True, True)
    assert ada.password.startswith("argon2")
    with pytest.raises(Refused):
        accept_invitation(secret=secret, name="Eve", password=PASSWORD)
    assert Person.objects.filter(signs_in=True).count() == 1
    assert not any(secret in line.data.values() for line in history.latest())


def test_an_invitation_ends_by_time_by_a_newer_one_and_by_hand() -> None:
    un = organization_with("UN")
    first = invite(by=operator(), email="ada@example.org", role="reader", organization=un)
    second = invite(by=operator(), email="ada@example.org", role="reader", organization=un)
    assert invitation_with(first) is None
    (shown,) = open_invitations(un)
    withdraw_invitation(by=operator(), invitation=shown)
    assert invitation_with(second) is None
    third = invite(by=operator(), email="ada@example.org", role="reader", organization=un)
    Invitation.objects.filter(accepted=None).update(expires=datetime.now(UTC) - timedelta(seconds=1))
    assert (invitation_with(third), invitation_with("\x00"), invitation_with("\ud800")) == (None, None, None)


def test_an_invitation_is_for_whom_it_names() -> None:
    un, bob = organization_with("UN"), person("bob")
    for_ada = invite(by=operator(), email="ada@example.org", role="administrator", organization=un)
    with pytest.raises(Refused):
        accept_invitation(secret=for_ada, by=bob)
    for_bob = invite(by=operator(), email="bob@example.org", role="reader", organization=un)
    with pytest.raises(Refused, match="sign in"):
        accept_invitation(secret=for_bob, name="Eve", password=PASSWORD)
    assert accept_invitation(secret=for_bob, by=bob) == bob
    with pytest.raises(Refused):
        invite(by=bob, email="eve@example.org", role="reader", organization=un)


def test_a_token_is_kept_as_a_digest_and_ends() -> None:
    ada = person("ada", "UN")
    reading, writing = issue_token(by=ada, name="r"), issue_token(by=ada, name="w", scope="write")
    assert {one.digest for one in Token.objects.all()} & {reading, writing} == set()
    assert (bearer_of(reading), bearer_of(reading, writing=True), bearer_of(writing, writing=True)) == (ada, None, ada)
    with pytest.raises(Refused):
        revoke_token(by=person("bob"), token=tokens_of(ada)[0])
    revoke_token(by=ada, token=tokens_of(ada)[0])
    assert bearer_of(writing) is None
    Token.objects.update(expires=datetime.now(UTC) - timedelta(seconds=1))
    assert (bearer_of(reading), bearer_of(""), tokens_of(ada)) == (None, None, ())
    for wrong in ({"days": 0}, {"days": 4000}, {"scope": "rule"}):
        with pytest.raises(Refused):
            issue_token(by=ada, name="x", **wrong)


def sign_in(client: Client, name: str, password: str, address: str = "192.0.2.1") -> bool:
    """Try; tell whether the session belongs to somebody after it."""
    said = {"login": f"{name}@example.org", "password": password}
    client.post("/account/sign-in", said, REMOTE_ADDR=address)
    return "_auth_user_id" in client.session


def confirm(client: Client) -> None:
    """Say the password again, before something sensitive."""
    client.post("/account/again", {"password": PASSWORD})


def test_signing_in_begins_a_new_session(client: Client) -> None:
    person("ada", "UN")
    client.get("/account/sign-in")
    before = client.session.session_key
    assert sign_in(client, "ada", PASSWORD)
    assert client.session.session_key != before
    assert client.cookies["sessionid"]["httponly"]


def test_a_wrong_password_and_an_unknown_account_get_the_same_answer(client: Client) -> None:
    person("ada", "UN")
    said = [
        client.post("/account/sign-in", {"login": f"{name}@example.org", "password": "wrong"}).content.decode()
        for name in ("ada", "eve")
    ]
    plain = [text.replace("eve@", "ada@").split("csrfmiddlewaretoken")[0] for text in said]
    assert plain[0] == plain[1]


def test_guesses_at_one_account_from_many_addresses_are_stopped(client: Client) -> None:
    person("ada", "UN")
    for guess in range(200):
        assert not sign_in(Client(), "ada", f"wrong {guess}", f"198.51.100.{guess}")
    assert not sign_in(client, "ada", PASSWORD, "203.0.113.7")
    assert sign_in_later(client)


def sign_in_later(client: Client) -> bool:
    """Sign in once the time is over."""
    from throughline.store.models import Guesses

    Guesses.objects.update(since=datetime.now(UTC) - guesses.WITHIN - timedelta(seconds=1))
    return sign_in(client, "ada", PASSWORD)


def test_guesses_at_many_accounts_from_one_address_are_stopped(client: Client) -> None:
    person("ada", "UN")
    for guess in range(guesses.FROM_ADDRESS):
        assert guesses.may_guess(f"person{guess}@example.org", "192.0.2.1")
    assert not sign_in(client, "ada", PASSWORD, "192.0.2.1")
    assert sign_in(client, "ada", PASSWORD, "192.0.2.2")


def test_signing_in_to_an_own_account_gains_no_guesses_at_others() -> None:
    for guess in range(guesses.FROM_ADDRESS):
        assert guesses.may_guess(f"person{guess}@example.org", "192.0.2.1")
        if guess % 5 == 4:
            guesses.may_guess("own@example.org", "192.0.2.1")
            guesses.was_right("own@example.org", "192.0.2.1")
    assert not guesses.may_guess("ada@example.org", "192.0.2.1")


def test_nobody_signs_up_and_the_operator_never_signs_in(client: Client) -> None:
    for closed in ("account_signup", "account_reset_password"):
        assert client.get(f"/account/closed/{closed}").status_code == 404
        assert client.post(f"/account/closed/{closed}", {"email": "eve@example.org"}).status_code == 404
    one = operator()
    one.set_password(PASSWORD)
    one.email = "line@example.org"
    one.save()
    assert not sign_in(client, "line", PASSWORD)


def test_a_record_that_nobody_signs_in_to_is_open_at_this_machine_and_shut_after(client: Client) -> None:
    take_in(records=resolution(), by=operator(), reader="1")
    assert client.get("/UN/mandates/A/RES/78/243").status_code == 200
    person("ada", "UN")
    assert client.get("/UN/mandates/A/RES/78/243").status_code == 404
    client.force_login(Person.objects.get(username="ada@example.org"))
    assert client.get("/UN/mandates/A/RES/78/243").status_code == 200


def test_an_empty_record_that_somebody_signs_in_to_has_no_operator_without_signing_in() -> None:
    assert sight_at_machine() == EVERYTHING
    ada = person("ada")
    assert not sight_at_machine().works_all
    Person.objects.filter(pk=ada.pk).update(is_active=False)
    assert sight_at_machine() == EVERYTHING


def test_signing_in_leads_to_no_page_that_is_closed(client: Client) -> None:
    page = client.get("/account/sign-in").content.decode()
    assert "/account/closed/" not in page
    assert "password" in page


def test_a_site_open_to_others_is_shut_even_before_anybody_can_sign_in(client: Client, settings: Any) -> None:
    organization_with("UN")
    settings.OPEN_TO_OTHERS = True
    assert client.get("/UN").status_code == 404


def test_an_invitation_is_accepted_on_its_page(client: Client) -> None:
    secret = invite(by=operator(), email="ada@example.org", role="reader", organization=organization_with("UN"))
    page = f"/account/invitation/{secret}"
    assert client.get(page).status_code == 200
    assert client.post(page, {"name": "Ada", "password": "short"}).status_code == 400
    assert client.post(page, {"name": "Ada", "password": PASSWORD}).headers["Location"] == "/UN"
    assert client.get("/UN").status_code == 200
    assert client.post(page, {"name": "Ada", "password": PASSWORD}).status_code == 404


def test_every_page_of_the_account_shows(client: Client) -> None:
    person("ada", "UN", "administrator")
    for page in ("/account/", "/account/sessions/", "/account/two-steps/", "/account/password"):
        assert client.get(page).status_code == 302, page
    assert sign_in(client, "ada", PASSWORD)
    for page in ("/account/", "/account/sessions/", "/account/two-steps/", "/account/password", "/UN/people"):
        response = client.get(page)
        assert response.status_code == 200, page
        assert b"Throughline" in response.content
        assert b"style=" not in response.content, page
    assert client.get("/account/two-steps/totp/activate/").headers["Location"].startswith("/account/again")
    confirm(client)
    for page in ("/account/two-steps/totp/activate/", "/account/two-steps/webauthn/add/", "/account/sign-out"):
        assert client.get(page).status_code == 200, page


def test_an_administrator_works_on_the_page_of_people(client: Client) -> None:
    person("ada", "UN", "administrator")
    bob = person("bob", "UN", "officer")
    assert sign_in(client, "ada", PASSWORD)
    assert client.post("/UN/people/publish", {"published": "true"}).headers["Location"].startswith("/account/again")
    confirm(client)
    response = client.post("/UN/people/invite", {"email": "carl@example.org", "role": "reader", "unit": ""})
    assert b"/account/invitation/" in response.content
    digest = Invitation.objects.get().digest
    for _ in range(2):
        assert client.post("/UN/people/withdraw", {"invitation": digest}).status_code == 302
        assert client.post("/UN/people/publish", {"published": "true"}).status_code == 302
    assert Client().get("/UN").status_code == 200
    assert client.post("/UN/people/view", {"person": bob.username}).status_code == 302
    assert client.get("/UN/people").status_code == 404
    assert client.post("/account/own-eyes").status_code == 302
    ended = {"person": bob.username, "role": "officer", "unit": ""}
    assert client.post("/UN/people/end", ended).status_code == 302
    assert client.post("/UN/people/end", ended).status_code == 404
    assert not may(bob, READ, Organization.objects.get(code="UN"))


def test_who_does_not_administer_finds_no_page_of_people(client: Client) -> None:
    person("bob", "UN", "officer")
    assert sign_in(client, "bob", PASSWORD)
    assert client.get("/UN/people").status_code == 404
    confirm(client)
    for action in ("invite", "withdraw", "end", "publish", "view"):
        assert client.post(f"/UN/people/{action}", {"published": "true"}).status_code == 404, action
        assert client.get(f"/UN/people/{action}").status_code == 405, action


def test_a_form_from_elsewhere_does_nothing() -> None:
    person("ada", "UN", "administrator")
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(Person.objects.get(username="ada@example.org"))
    assert strict.post("/UN/people/publish", {"published": "true"}).status_code == 403
    assert not Organization.objects.get(code="UN").published


def test_signing_in_leads_to_no_other_site(client: Client) -> None:
    person("ada", "UN")
    said = {"login": "ada@example.org", "password": PASSWORD, "next": "https://evil.example/"}
    assert client.post("/account/sign-in", said).headers["Location"] == "/"


def test_serving_to_others_is_refused_while_it_is_unsafe(settings: Any, tmp_path: Path) -> None:
    assert list(serve.reasons_not_to_serve("127.0.0.1", 45_731)) == []
    settings.OPEN_TO_OTHERS, settings.HTTPS = True, False
    reasons = "\n".join(serve.reasons_not_to_serve("127.0.0.1", 45_731))
    assert "THROUGHLINE_HTTPS" in reasons
    assert "throughline invite" in reasons
    settings.HTTPS = True
    person("ada", "UN", "administrator")
    assert list(serve.reasons_not_to_serve("127.0.0.1", 45_731)) == []
