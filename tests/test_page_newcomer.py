"""Who comes new: not signed in, invited, without the right; what the pages say then, and what they do not give away."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from typer.testing import CliRunner

from tests.page_record import links, seen, small_record, take
from tests.store_records import resolution
from tests.test_people import PASSWORD, person, sign_in
from throughline.engine.errors import Forbidden, Refused
from throughline.store.feeds import make_feed
from throughline.store.models import TakingIn
from throughline.store.organizations import organization_with
from throughline.store.people import operator
from throughline.store.people.tables import ROLES
from throughline.store.planning.links.actions import make_link
from throughline.store.rights import ADMINISTER, EDIT, READ, require
from throughline.store.taking_in import take_in, undo
from throughline.store.timeline import Wish
from throughline.store.units.actions import make_unit
from throughline.web.inviting import invitation_link
from throughline.web.pages.people.forms import ROLE_RIGHTS

pytestmark = pytest.mark.django_db
PAGES = ("", "/mandates", "/mandates/A/RES/78/243", "/plans/2026", "/findings", "/people", "/history/x", "/timeline")


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    """A search index of its own."""
    settings.DATA = tmp_path


def test_the_start_says_that_nothing_is_public_and_leads_to_signing_in(client: Client) -> None:
    take(resolution())
    person("ada", "UN")
    response = client.get("/")
    assert "Nothing here is public." in seen(response)
    assert "throughline read" not in seen(response)
    assert links(response)["/account/sign-in"] == "Sign in"
    person("eve")
    assert sign_in(client, "eve", PASSWORD)
    assert "You have no role in any record here, and none is public." in seen(client.get("/"))


def test_what_may_not_be_read_reads_as_what_is_not_there(client: Client) -> None:
    take(resolution())
    organization_with("UN")
    person("ada", "UN")
    for page in PAGES:
        there, nowhere = client.get(f"/UN{page}"), client.get(f"/XY{page}")
        assert there.status_code == nowhere.status_code == 404
        assert seen(there) == seen(nowhere).replace("XY", "UN"), page
        assert "Nothing public is here under UN: sign in if you work there." in seen(there)
        assert links(there)[f"/account/sign-in?next=/UN{page}"] == "Sign in"
    person("eve")
    assert sign_in(client, "eve", PASSWORD)
    for page in PAGES:
        there, nowhere = client.get(f"/UN{page}"), client.get(f"/XY{page}")
        assert seen(there) == seen(nowhere).replace("XY", "UN"), page
        assert "Nothing that you may read is here under UN" in seen(there)


def test_the_page_of_people_is_linked_where_it_opens_and_else_it_is_said_how_people_come_in(client: Client) -> None:
    take(resolution())
    page = client.get("/UN/units")
    assert "/UN/people" not in links(page)
    assert "throughline invite EMAIL --organization UN --role administrator" in seen(page)
    person("ada", "UN", "administrator")
    person("bob", "UN", "officer")
    assert sign_in(client, "ada", PASSWORD)
    assert "/UN/people" in links(client.get("/UN/units"))
    assert client.get("/UN/people").status_code == 200
    other = Client()
    assert sign_in(other, "bob", PASSWORD)
    assert "/UN/people" not in links(other.get("/UN/units"))


def test_the_page_of_people_says_what_each_role_may_do(client: Client) -> None:
    person("ada", "UN", "administrator")
    assert sign_in(client, "ada", PASSWORD)
    text = seen(client.get("/UN/people"))
    assert set(ROLE_RIGHTS) == set(ROLES)
    assert all(str(words) in text for words in ROLE_RIGHTS.values())


def test_who_has_no_right_is_told_which_role_has(client: Client) -> None:
    un = organization_with("UN")
    unit = make_unit(by=operator(), organization=un, code="OICT", name="Technology")
    ada, eve = person("ada", "UN", "administrator"), person("eve")
    with pytest.raises(Forbidden, match="in OICT: an officer there or in a unit above it may"):
        require(ada, EDIT, un, unit)
    with pytest.raises(Forbidden, match="in UN: an administrator of the whole organization may"):
        require(eve, ADMINISTER, un)
    with pytest.raises(Forbidden, match="in UN: whoever has a role there may"):
        require(eve, READ, un)


def test_the_link_of_an_invitation_leads_to_the_site_that_is_named(settings: Any) -> None:
    organization_with("UN")
    who = {"email": "ada@example.org", "organization": "UN", "role": "reader"}
    assert invitation_link(**who).startswith("http://127.0.0.1:8000/account/invitation/")
    for site in ("http://127.0.0.1:8061", "http://localhost/", "http://[::1]:8000"):
        assert invitation_link(**who, site=site).startswith(f"{site.rstrip('/')}/account/invitation/")
    for wrong in (
        "127.0.0.1:8000",
        "ftp://localhost",
        "http://a@localhost",
        "http://localhost/x",
        "http://",
        "//x",
        "http://[::1",
        "http://localhost:99999",
        "http://localhost?x",
    ):
        with pytest.raises(Refused, match="no address of a site"):
            invitation_link(**who, site=wrong)
    with pytest.raises(Refused, match="THROUGHLINE_HOSTS"):
        invitation_link(**who, site="https://elsewhere.example")
    settings.ALLOWED_HOSTS, settings.OPEN_TO_OTHERS, settings.HTTPS = [".example.org", "line.example.org"], True, True
    assert invitation_link(**who).startswith("https://line.example.org/account/invitation/")
    assert invitation_link(**who, site="https://a.example.org").startswith("https://a.example.org/account/")


def test_being_asked_again_and_looking_as_another_speak_our_words_in_our_form(client: Client) -> None:
    person("ada", "UN", "administrator")
    bob = person("bob", "UN", "officer")
    assert sign_in(client, "ada", PASSWORD)
    page = client.get("/account/again?next=/UN")
    assert "Is it you?" in seen(page)
    assert "reauthenticate" not in seen(page).casefold()
    assert b'class="form"' in page.content
    assert client.post("/UN/people/view", {"person": bob.username}).status_code == 302
    assert b'class="seen-as"' in client.get("/UN").content


def test_the_history_leads_from_what_was_done_to_people_to_no_page(client: Client) -> None:
    person("ada", "UN", "administrator")
    assert sign_in(client, "ada", PASSWORD)
    page = client.get("/UN/history")
    assert "people/ada@example.org" in seen(page)
    assert not [to for to in links(page) if "people/ada" in to]


def test_the_command_that_invites_names_the_site(tmp_path: Path) -> None:
    # Opens no record here: the one of the tests stands.
    from throughline.cli import app

    organization_with("UN")
    done = CliRunner().invoke(app, ["invite", "ada@example.org", "--site", "http://127.0.0.1:8061"])
    assert done.exit_code == 0, done.output
    assert "\nhttp://127.0.0.1:8061/account/invitation/" in done.stdout
    assert "--site ADDRESS" in CliRunner().invoke(app, ["invite", "ada@example.org"]).stdout
    assert CliRunner().invoke(app, ["invite", "ada@example.org", "--site", "nowhere"]).exit_code == 2


def test_without_the_right_it_is_forbidden_and_not_merely_refused(client: Client) -> None:
    small_record()
    un = organization_with("UN")
    reader, stranger = person("reader", "UN"), person("stranger")
    with pytest.raises(Forbidden):
        undo(taking_in=TakingIn.objects.filter(outcome="new").order_by("-pk")[0], by=reader)
    with pytest.raises(Forbidden):
        make_feed(by=stranger, organization=un, name="Mine", wish=Wish())
    with pytest.raises(Forbidden):
        take_in(records=resolution("A/RES/79/9"), by=reader, reader="1")
    own = make_unit(by=operator(), organization=un, code="OWN", name="Own")
    officer = person("officer", "UN", "officer", own)
    client.force_login(officer)
    said = {"source": "A/RES/77/1", "target": "UN/2026/10/SP1/R2", "share": "", "rationale": "So."}
    assert client.post("/UN/links/new", said).status_code == 403
    assert "an officer of the whole organization may" in seen(client.post("/UN/links/new", said))
    link = make_link(by=operator(), organization=un, source="A/RES/77/1", target="UN/2026/10/SP1/R2", rationale="So.")
    changed = {"rationale": "Otherwise.", "share": "", "revision": str(link.revision)}
    assert client.post(f"/UN/links/{link.code}", changed).status_code == 403
    assert client.post(f"/UN/links/{link.code}/end", {**changed, "reason": "Over."}).status_code == 403
