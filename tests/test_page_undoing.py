"""Undoing on pages: what the page says before, what stands after, and who may not."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.page_record import seen, take
from tests.store_records import fascicle, resolution
from tests.test_people import person
from tests.test_store_undoing import CHANGED
from throughline.store.models import Document, HistoryLine, Person, StandingFinding, TakingIn

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    """A search index of its own."""
    settings.DATA = tmp_path


@pytest.fixture
def officer(client: Client) -> Person:
    take(fascicle(), resolution(), CHANGED)
    one = person("ada", "UN", "officer")
    client.force_login(one)
    return one


def page(version: int) -> str:
    one = TakingIn.objects.select_related("source").get(address="A/RES/78/243", number=version)
    return f"/UN/sources/{one.source.sha256}/undo?reader=1&version={version}"


def post(client: Client, address: str) -> Any:
    path, _, asked = address.partition("?")
    return client.post(path, dict(pair.split("=") for pair in asked.split("&")))


def test_the_page_says_what_will_change_and_then_it_does(client: Client, officer: Person) -> None:
    assert page(2).replace("&", "&amp;") in client.get("/UN/sources").content.decode()
    words = seen(client.get(page(2)))
    assert "Version 2 of A/RES/78/243 is withdrawn" in words
    assert "Version 1 stands." in words
    assert "1 document is not known any more" in words
    assert "1 text goes, 1 text changes" in words
    done = post(client, page(2))
    assert (done.status_code, done.headers["Location"]) == (302, page(2).partition("/undo")[0])
    assert Document.objects.get(address="A/RES/78/243").current.number == 1  # type: ignore[union-attr]
    assert "undone" in seen(client.get(done.headers["Location"]))
    lines = HistoryLine.objects.count()
    assert post(client, page(2)).status_code == 302
    assert HistoryLine.objects.count() == lines
    assert "This was undone already" in seen(client.get(page(2)))


def test_findings_follow(client: Client, officer: Person) -> None:
    one = TakingIn.objects.select_related("source").get(address="A/80/6 (Sect. 10)")
    assert StandingFinding.objects.filter(gone=None, code="PB-SUM").exists()
    post(client, f"/UN/sources/{one.source.sha256}/undo?reader=1&version=1")
    assert not StandingFinding.objects.filter(gone=None, code="PB-SUM").exists()
    assert client.get("/UN/plans/2026").status_code == 404


def test_an_older_one_is_refused_with_the_reason(client: Client, officer: Person) -> None:
    assert page(1).replace("&", "&amp;") not in client.get("/UN/sources").content.decode()
    assert "Version 2 of A/RES/78/243 was taken in since" in seen(client.get(page(1)))
    refused = post(client, page(1))
    assert refused.status_code == 400
    assert "undo that first" in seen(refused)


@pytest.mark.parametrize(("organization", "role"), [("", "reader"), ("UN", "reader"), ("ITU", "officer")])
def test_it_is_not_there_for_who_may_not(client: Client, officer: Person, organization: str, role: str) -> None:
    client.force_login(person("bob", organization, role))
    assert client.get(page(2)).status_code == 404
    assert post(client, page(2)).status_code == 404
    assert not TakingIn.objects.exclude(undone_at=None).exists()
    if organization == "UN":
        assert "/undo" not in client.get("/UN/sources").content.decode()


@pytest.mark.parametrize(
    "asked", ["", "?reader=1", "?reader=1&version=x", "?reader=1&version=9", "?reader=9&version=2"]
)
def test_nonsense_names_nothing(client: Client, officer: Person, asked: str) -> None:
    address = page(2).partition("?")[0]
    assert client.get(address + asked).status_code == 404
    assert client.get(f"/UN/sources/{'0' * 64}/undo?reader=1&version=2").status_code == 404
