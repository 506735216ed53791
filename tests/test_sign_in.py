"""Signing in from end to end: second steps, recovery codes, OpenID Connect, sessions, guesses, clocks."""

import json
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import pytest
import requests
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from tests.test_people import PASSWORD, confirm, person, sign_in
from throughline.store.models import Guesses, Person
from throughline.store.organizations import organization_with
from throughline.store.people import guesses, operator
from throughline.store.people.invitations import OPEN_FOR, invitation_with, invite
from throughline.store.people.tokens import bearer_of, issue_token

pytestmark = pytest.mark.django_db
AGAIN = "/account/again"
STEPS = "/account/two-steps"


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def code_of(secret: str, periods: int = 0) -> str:
    """The code that an authenticator shows, some periods of half a minute from now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + periods)))


def enrolled(client: Client) -> str:
    """Ada signs in and turns on the second step; returns the secret that her authenticator keeps."""
    assert sign_in(client, "ada", PASSWORD)
    confirm(client)
    page = client.get(f"{STEPS}/totp/activate/")
    secret = str(client.session["mfa.totp.secret"])
    assert secret in page.content.decode()
    assert client.post(f"{STEPS}/totp/activate/", {"code": "000000"}).status_code == 200
    assert client.post(f"{STEPS}/totp/activate/", {"code": code_of(secret)}).status_code == 302
    return secret


def second_step(code: str, client: Client | None = None) -> Client:
    """Ada's password in a new browser, and then a code."""
    client = client or Client()
    response = client.post("/account/sign-in", {"login": "ada@example.org", "password": PASSWORD})
    assert response.headers["Location"].startswith(f"{STEPS}/authenticate/")
    assert not is_in(client)
    client.post(f"{STEPS}/authenticate/", {"code": code})
    return client


def test_a_second_step_is_asked_for_once_it_is_turned_on(client: Client) -> None:
    person("ada", "UN")
    secret = enrolled(client)
    assert not is_in(second_step("123456"))
    assert not is_in(second_step(""))
    assert is_in(second_step(code_of(secret)))


def test_a_code_opens_once(client: Client) -> None:
    person("ada", "UN")
    secret = enrolled(client)
    code = code_of(secret, 1)
    assert is_in(second_step(code))
    assert not is_in(second_step(code))
    assert not is_in(second_step(f"{code[:3]} {code[3:]}"))


@pytest.mark.parametrize(("periods", "opens"), [(-1, True), (1, True), (-3, False), (3, False), (-2880, False)])
def test_a_clock_may_be_half_a_minute_off_and_no_more(client: Client, periods: int, opens: bool) -> None:
    person("ada", "UN")
    assert is_in(second_step(code_of(enrolled(client), periods))) is opens


def test_the_secret_of_a_second_step_is_kept_encrypted(client: Client) -> None:
    person("ada", "UN")
    secret = enrolled(client)
    assert secret not in json.dumps([one.data for one in Authenticator.objects.all()])


def test_a_recovery_code_opens_once(client: Client) -> None:
    person("ada", "UN")
    enrolled(client)
    page = client.get(f"{STEPS}/recovery-codes/").content.decode()
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert len(codes) == 10
    assert all(code in page for code in codes)
    assert is_in(second_step(codes[0]))
    assert not is_in(second_step(codes[0]))
    assert is_in(second_step(codes[1]))
    assert client.get(f"{STEPS}/recovery-codes/download/").headers["Content-Type"].startswith("text/plain")


def test_codes_are_guessed_a_few_times_only(client: Client) -> None:
    person("ada", "UN")
    secret = enrolled(client)
    trying = Client()
    second_step("1", trying)
    for guess in range(guesses.OF_ACCOUNT):
        trying.post(f"{STEPS}/authenticate/", {"code": f"{guess:06}"})
    trying.post(f"{STEPS}/authenticate/", {"code": code_of(secret, 1)})
    assert not is_in(trying)


def test_a_second_step_is_turned_off_by_who_says_so_again_alone(client: Client) -> None:
    person("ada", "UN")
    secret = enrolled(client)
    other = second_step(code_of(secret, 1))
    assert other.get(f"{STEPS}/totp/deactivate/").headers["Location"].startswith(AGAIN)
    assert other.post(f"{STEPS}/totp/deactivate/").headers["Location"].startswith(AGAIN)
    assert client.post(f"{STEPS}/totp/deactivate/").status_code == 302
    assert sign_in(Client(), "ada", PASSWORD)


def test_sessions_are_listed_and_ended(client: Client) -> None:
    person("ada", "UN")
    other, eve = Client(headers={"user-agent": "Telephone"}), Client()
    person("eve", "UN")
    for one, name in ((client, "ada"), (other, "ada"), (eve, "eve")):
        assert sign_in(one, name, PASSWORD)
        assert one.get("/UN").status_code == 200
    page = client.get("/account/sessions/").content.decode()
    assert "Telephone" in page
    assert "Telephone" not in eve.get("/account/sessions/").content.decode()
    assert client.post("/account/sessions/").status_code == 302
    assert [one.get("/account/").status_code for one in (client, other, eve)] == [200, 302, 200]


def test_a_new_password_ends_the_other_sessions(client: Client) -> None:
    person("ada", "UN")
    other = Client()
    assert sign_in(client, "ada", PASSWORD)
    assert sign_in(other, "ada", PASSWORD)
    said = {"oldpassword": PASSWORD, "password1": "other words are easy", "password2": "other words are easy"}
    assert client.post("/account/password", said).status_code == 302
    assert [one.get("/account/").status_code for one in (client, other)] == [200, 302]


def test_who_guesses_elsewhere_locks_nobody_out_of_a_known_browser(client: Client) -> None:
    person("ada", "UN")
    person("eve", "UN")
    assert sign_in(client, "ada", PASSWORD)
    client.post("/account/sign-out")
    for guess in range(guesses.OF_ACCOUNT * 3):
        sign_in(Client(), "ada", "wrong", f"198.51.100.{guess}")
    assert not sign_in(Client(), "ada", PASSWORD, "203.0.113.7")
    assert client.cookies["known"]["httponly"]
    assert sign_in(client, "ada", PASSWORD)
    client.post("/account/sign-out")
    for _ in range(guesses.OF_ACCOUNT):
        assert not sign_in(client, "ada", "wrong")
    assert not sign_in(client, "ada", PASSWORD)


@pytest.mark.parametrize("cookie", ["", "nonsense", "W10:1:x", "é"])
def test_a_known_browser_cannot_be_made_up(cookie: str) -> None:
    person("ada", "UN")
    for guess in range(guesses.OF_ACCOUNT):
        sign_in(Client(), "ada", "wrong", f"198.51.100.{guess}")
    client = Client()
    client.cookies["known"] = cookie
    assert not sign_in(client, "ada", PASSWORD, "203.0.113.7")


def test_a_browser_known_to_one_is_not_known_to_another(client: Client) -> None:
    person("ada", "UN")
    person("eve", "UN")
    assert sign_in(client, "eve", PASSWORD)
    client.post("/account/sign-out")
    for guess in range(guesses.OF_ACCOUNT):
        sign_in(Client(), "ada", "wrong", f"198.51.100.{guess}")
    assert not sign_in(client, "ada", PASSWORD, "203.0.113.7")


def test_guesses_are_kept_as_digests_alone() -> None:
    sign_in(Client(), "ada", "wrong")
    assert Guesses.objects.count() == 2
    assert all(len(one.key) == 64 for one in Guesses.objects.all())


def test_clocks_decide_when_a_link_and_a_token_end(monkeypatch: pytest.MonkeyPatch) -> None:
    ada = person("ada", "UN")
    secret = invite(by=operator(), email="bob@example.org", role="reader", organization=organization_with("UN"))
    token = issue_token(by=ada, name="program", days=1)

    def clock(moved: timedelta) -> None:
        class Moved(datetime):
            @classmethod
            def now(cls, tz: Any = None) -> Any:
                return datetime.now(tz) + moved

        for module in ("invitations", "tokens"):
            monkeypatch.setattr(f"throughline.store.people.{module}.datetime", Moved)

    for moved, opens in ((timedelta(minutes=-90), True), (OPEN_FOR - timedelta(minutes=1), True), (OPEN_FOR, False)):
        clock(moved)
        assert (invitation_with(secret) is not None) is opens
        assert (bearer_of(token) is not None) is (moved < timedelta(days=1))


class Provider(BaseHTTPRequestHandler):
    """A small provider of OpenID Connect: says of everybody what the test tells it to say."""

    says: dict[str, Any]

    def _send(self, content: dict[str, Any], status: int = 200) -> None:
        text = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def do_GET(self) -> None:
        here = f"http://{self.headers['Host']}"
        path = urlsplit(self.path)
        if path.path == "/.well-known/openid-configuration":
            ends = {
                name: f"{here}/{name}" for name in ("authorization_endpoint", "token_endpoint", "userinfo_endpoint")
            }
            self._send({"issuer": here, "jwks_uri": f"{here}/jwks", **ends})
        elif path.path == "/authorization_endpoint":
            asked = {name: value for name, (value,) in parse_qs(path.query).items()}
            type(self).says["asked"] = asked
            self.send_response(302)
            self.send_header("Location", f"{asked['redirect_uri']}?{urlencode({'code': 'c', 'state': asked['state']})}")
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            self._send(type(self).says["user"])

    def do_POST(self) -> None:
        here = f"http://{self.headers['Host']}"
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        type(self).says["token"] = {name: value for name, (value,) in sent.items()}
        now = datetime.now(UTC)
        claims = {
            "iss": here,
            "aud": "client",
            "iat": now,
            "exp": now + timedelta(minutes=5),
            **type(self).says["user"],
        }
        token = jwt.encode(claims | type(self).says.get("claims", {}), "s" * 32, algorithm="HS256")
        self._send({"access_token": "a", "token_type": "Bearer", "id_token": token})

    def log_message(self, *said: Any) -> None:
        """Say nothing."""


@pytest.fixture
def provider(settings: Any) -> Iterator[dict[str, Any]]:
    """The provider, running, and the settings that name it."""
    Provider.says = {"user": {"sub": "1", "email": "ada@example.org", "email_verified": True, "name": "Ada"}}
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{server.server_address[1]}"
    app = {"provider_id": "organization", "name": "Ours", "client_id": "client", "secret": "secret"}
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app | {"settings": {"server_url": address}}]}
    }
    yield Provider.says
    server.shutdown()
    server.server_close()
    thread.join()


LOGIN = "/account/with/oidc/organization/login/"


def through(client: Client, **wrong: str) -> Any:
    """Sign in by way of the provider, as a browser does; `wrong` is put into what the provider sends back."""
    sent = client.post(LOGIN)
    assert sent.status_code == 302, sent.content
    answer = requests.get(sent.headers["Location"], allow_redirects=False, timeout=10)
    back = urlsplit(answer.headers["Location"])
    query = {name: value for name, (value,) in parse_qs(back.query).items()} | wrong
    return client.get(back.path, query)


def test_the_provider_of_an_organization_signs_in_whom_the_record_knows(
    client: Client, provider: dict[str, Any]
) -> None:
    ada = person("ada", "UN")
    assert b"Ours" in client.get("/account/sign-in").content
    response = through(client)
    assert response.headers["Location"] == "/"
    assert client.session["_auth_user_id"] == str(ada.pk)
    assert client.get("/UN").status_code == 200
    assert provider["asked"]["code_challenge_method"] == "S256"
    assert provider["token"]["code_verifier"]
    again = Client()
    through(again)
    assert is_in(again)


@pytest.mark.parametrize(
    "said",
    [
        {"email": "eve@example.org"},
        {"email_verified": False},
        {"email": ""},
        {"email": "line@example.org"},
    ],
)
def test_the_provider_signs_in_nobody_else_and_makes_nobody(
    client: Client, provider: dict[str, Any], said: dict[str, Any]
) -> None:
    person("ada", "UN")
    one = operator()
    Person.objects.filter(pk=one.pk).update(email="line@example.org")
    provider["user"] |= said
    before = Person.objects.count()
    through(client)
    assert not is_in(client) or client.get("/UN").status_code == 404
    assert client.get("/account/").status_code in (302, 404)
    assert Person.objects.count() == before


def test_who_left_does_not_come_back_by_the_provider(client: Client, provider: dict[str, Any]) -> None:
    person("ada", "UN")
    Person.objects.update(is_active=False)
    through(client)
    assert client.get("/account/").status_code in (302, 404)


def test_a_second_step_is_asked_for_after_the_provider_too(client: Client, provider: dict[str, Any]) -> None:
    person("ada", "UN")
    enrolled(Client())
    assert through(client).headers["Location"].startswith(f"{STEPS}/authenticate/")
    assert not is_in(client)


@pytest.mark.parametrize("wrong", [{"state": "other"}, {"state": ""}, {"error": "access_denied"}])
def test_an_answer_that_was_not_asked_for_opens_nothing(
    client: Client, provider: dict[str, Any], wrong: dict[str, str]
) -> None:
    person("ada", "UN")
    response = through(client, **wrong)
    assert response.status_code in (200, 302, 401, 403)
    assert not is_in(client)


@pytest.mark.parametrize("claims", [{"aud": "another"}, {"iss": "http://evil.example"}, {"exp": 1}])
def test_a_token_of_somebody_else_opens_nothing(
    client: Client, provider: dict[str, Any], claims: dict[str, Any]
) -> None:
    person("ada", "UN")
    provider["claims"] = claims
    through(client)
    assert not is_in(client)


def test_a_provider_that_is_away_is_said_and_opens_nothing(client: Client, settings: Any) -> None:
    app = {"provider_id": "organization", "name": "Ours", "client_id": "client", "secret": "secret"}
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"APPS": [app | {"settings": {"server_url": "http://127.0.0.1:9"}}]}
    }
    response = client.post(LOGIN)
    assert response.status_code == 503
    assert b"cannot be reached" in response.content
    assert not is_in(client)
