"""A database that goes away: pages and the API say so with 503, and nothing is half written."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test import Client

from tests.page_record import seen, small_record
from tests.store_records import resolution
from tests.test_people import person
from throughline.store.models import HistoryLine, Paragraph, TakingIn, Version
from throughline.store.people import operator
from throughline.store.taking_in import take_in, undo
from throughline.store.taking_in.undoing import newest_at
from throughline.store.verifying import verify

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    """A search index of its own."""
    settings.DATA = tmp_path


@contextmanager
def away(after: int = 0, kind: type[Exception] = OperationalError) -> Iterator[None]:
    """The database answers so many statements, and then none, but for taking back what was begun."""
    left = [after]

    def answer(execute: Any, *args: Any) -> Any:
        if str(args[0]).startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            return execute(*args)
        left[0] -= 1
        if left[0] < 0:
            raise kind("server closed the connection unexpectedly")
        return execute(*args)

    with connection.execute_wrapper(answer):
        yield


@pytest.mark.parametrize("kind", [OperationalError, InterfaceError])
@pytest.mark.parametrize("after", [0, 1, 3])
def test_pages_say_that_the_database_is_away(kind: type[Exception], after: int) -> None:
    small_record()
    client = Client(raise_request_exception=False)
    with away(after, kind):
        answer = client.get("/UN")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert "The database does not answer" in seen(answer)
    assert 'http-equiv="refresh" content="10"' in answer.content.decode()
    assert client.get("/UN").status_code == 200


def test_the_api_says_so_as_a_problem() -> None:
    small_record()
    client = Client(raise_request_exception=False)
    with away(1):
        answer = client.get("/api/organizations/UN/documents")
    assert (answer.status_code, answer.json()["code"], answer.headers["Retry-After"]) == (503, "database-away", "10")


@pytest.mark.parametrize("after", [0, 5, 12, 20, 28])
def test_what_is_sent_meanwhile_is_not_half_written(after: int) -> None:
    small_record()
    client = Client(raise_request_exception=False)
    client.force_login(person("ada", "UN", "officer"))
    one = TakingIn.objects.select_related("source").get(address="A/RES/78/243")
    lines = HistoryLine.objects.count()
    with away(after):
        answer = client.post(f"/UN/sources/{one.source.sha256}/undo", {"reader": "1", "version": "1"})
    assert answer.status_code == 503
    assert "was not written, not even in part" in seen(answer)
    assert HistoryLine.objects.count() == lines
    assert not TakingIn.objects.exclude(undone_at=None).exists()
    assert verify() == []


@pytest.mark.parametrize("after", [3, 10, 20, 25])
def test_nor_is_a_taking_in_or_its_undoing(after: int) -> None:
    small_record()
    before = (HistoryLine.objects.count(), Version.objects.count(), Paragraph.objects.count())
    with pytest.raises(OperationalError), away(after):
        take_in(records=resolution("A/RES/1/1"), by=operator(), reader="1")
    assert (HistoryLine.objects.count(), Version.objects.count(), Paragraph.objects.count()) == before
    whose = TakingIn.objects.get(address="A/RES/78/243").organization
    newest = newest_at("A/RES/78/243", whose)
    assert newest is not None
    with pytest.raises(OperationalError), away(after):
        undo(taking_in=newest, by=operator())
    assert verify() == []
