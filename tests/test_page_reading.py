"""Reading in the browser: files come in within limits, wait for a worker, and are taken in or left by who may."""

import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.page_record import links, seen
from tests.test_cli import bad_files
from tests.test_people import person
from tests.test_reading import PAPERS
from throughline.store.models import Batch, Document, DroppedFile, Person, TakingIn
from throughline.store.organizations import organization_with
from throughline.store.people import operator
from throughline.store.reading import actions, places
from throughline.store.taking_in import undo
from throughline.web.work import tasks

pytestmark = pytest.mark.django_db
READING = "/HWU/sources/reading"


@pytest.fixture(autouse=True)
def officer(client: Client, settings: Any, tmp_path: Path) -> Person:
    settings.DATA = tmp_path / "data"
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    one = person("ada", "HWU", "officer")
    client.force_login(one)
    return one


def file(path: Path) -> SimpleUploadedFile:
    return SimpleUploadedFile(path.name, path.read_bytes())


def dropped(client: Client, *paths: Path) -> str:
    """Drop files by the form, and have them read; the address of their batch."""
    answer = client.post(f"{READING}/new", {"files": [file(path) for path in paths]})
    assert answer.status_code == 302, answer.content[:2000]
    tasks.go_on.call(Batch.objects.order_by("-pk")[0].code)
    return str(answer.headers["Location"])


def lying() -> list[str]:
    return sorted(path.name for path in places.folder().rglob("*") if path.is_file())


def test_files_are_dropped_read_looked_at_and_taken_in(client: Client) -> None:
    assert "Drop resolutions" in seen(client.get(READING))
    batch = dropped(client, *PAPERS[:2])
    words = seen(client.get(batch))
    assert "2 files were read: look at them" in words
    assert "Take all 2 files in" in words
    assert not Document.objects.exists()
    page = seen(client.get(f"{batch}/1"))
    assert "Nothing like it is in the record." in page
    assert client.post(f"{batch}/take", {"file": ["1"]}).status_code == 302
    assert "is being taken in" in seen(client.get(batch))
    tasks.go_on.call(batch.rpartition("/")[2])
    assert "1 file was taken in." in seen(client.get(batch))
    assert "waits" in seen(client.get(READING))
    client.post(f"{batch}/leave")
    assert "1 file was left." in seen(client.get(batch))
    assert lying() == []
    assert Document.objects.filter(held=True).count() == 1


def test_a_document_is_led_to_while_the_record_has_it_and_undone_is_said(client: Client) -> None:
    batch = dropped(client, PAPERS[0])
    led = f"/HWU/mandates/{DroppedFile.objects.get().address}"
    for page in (batch, f"{batch}/1"):
        assert led not in links(client.get(page)), page
    client.post(f"{batch}/take")
    tasks.go_on.call(batch.rpartition("/")[2])
    response = client.get(batch)
    assert client.get(led).status_code == 200
    assert led in links(response)
    undo(taking_in=TakingIn.objects.get(), by=operator())
    response = client.get(batch)
    assert led not in links(response) or client.get(led).status_code == 200
    row = seen(response).partition("Decide")[2]
    assert "undone" in row
    assert "taken in" not in row
    assert "1 of them was undone since." in seen(response)


def test_a_page_says_when_no_worker_is_there_and_asks_it_to_go_on(client: Client) -> None:
    answer = client.post(f"{READING}/new", {"files": [file(PAPERS[0])]})
    batch = answer.headers["Location"]
    words = seen(client.get(batch))
    assert "Nobody reads just now: no worker runs." in words
    assert "0 of 1 file is done." in words
    assert "Look again" in words
    assert client.post(f"{batch}/go-on").status_code == 302
    actions.note_alive(worker="here", now=Batch.objects.get().at)
    assert "Nobody reads just now" not in seen(client.get(batch))


def test_a_script_opens_a_batch_and_adds_file_by_file(client: Client) -> None:
    begun = client.post(f"{READING}/new", headers={"accept": "application/json"})
    assert begun.status_code == 201
    for path in PAPERS[:2]:
        added = client.post(begun.json()["add"], {"files": [file(path)]}, headers={"accept": "application/json"})
        assert added.status_code == 201
    assert list(DroppedFile.objects.values_list("name", flat=True)) == [path.name for path in PAPERS[:2]]


def test_a_form_without_files_is_answered_with_the_reason(client: Client) -> None:
    answer = client.post(f"{READING}/new")
    assert answer.status_code == 400
    assert "No file came in" in seen(answer)
    assert not Batch.objects.exists()


def test_a_bad_file_gets_one_line_and_the_others_go_on(client: Client, tmp_path: Path) -> None:
    bad = [path for path in bad_files(tmp_path) if path.is_file() and path.stat().st_size]
    batch = dropped(client, *bad, PAPERS[0])
    words = seen(client.get(batch))
    assert f"{len(bad)} files cannot be taken in" in words
    assert "1 file was read" in words
    assert "is damaged or was cut short" in words
    assert str(tmp_path) not in words


def test_a_file_that_is_too_large_gets_one_line_and_fills_neither_memory_nor_disk(
    client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.DROPPED_FILE_BYTES = 1024**2
    large = tmp_path / "large.docx"
    with large.open("wb") as out:
        out.truncate(30_000_000)
    with large.open("rb") as content:
        tracemalloc.start()
        answer = client.post(f"{READING}/new", {"files": [content, file(PAPERS[0])]})
        tracemalloc.stop()
    batch = answer.headers["Location"]
    tasks.go_on.call(batch.rpartition("/")[2])
    words = seen(client.get(batch))
    assert "large.docx takes more than 1 MB: split it" in words
    assert "1 file was read" in words
    assert lying() == ["2.bytes", "2.json"]


def test_where_there_is_no_room_it_is_said(client: Client, settings: Any) -> None:
    settings.DROPPED_BYTES = PAPERS[0].stat().st_size + 10
    batch = dropped(client, *PAPERS[:2])
    assert "There is no room left for" in seen(client.get(batch))
    assert [one.state for one in DroppedFile.objects.order_by("position")] == ["read", "wrong"]


def test_nothing_is_kept_of_a_request_that_is_refused(client: Client, settings: Any) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(Person.objects.get(username="ada@example.org"))
    assert strict.post(f"{READING}/new", {"files": [file(PAPERS[0])]}).status_code == 403
    settings.DROPPED_FILES = 1
    answer = client.post(f"{READING}/new", {"files": [file(path) for path in PAPERS[:2]]})
    assert answer.status_code in (400, 409)
    assert not Batch.objects.exists()
    assert [name for name in lying() if not name.endswith(".bytes")] == []


@pytest.mark.parametrize(("organization", "role"), [("", "reader"), ("HWU", "reader"), ("ITU", "officer")])
def test_it_is_not_there_for_who_may_not(client: Client, organization: str, role: str) -> None:
    batch = dropped(client, PAPERS[0])
    client.force_login(person("bob", organization, role))
    for address in (READING, batch, f"{batch}/1"):
        assert client.get(address).status_code == 404
    for address in (f"{READING}/new", f"{batch}/add", f"{batch}/take", f"{batch}/leave", f"{batch}/go-on"):
        assert client.post(address, {"files": [file(PAPERS[1])]}).status_code == 404
    assert DroppedFile.objects.count() == 1
    assert lying() == ["1.bytes", "1.json"]


def test_on_a_machine_that_nobody_signs_in_to_its_operator_drops(client: Client) -> None:
    client.logout()
    Person.objects.filter(signs_in=True).update(signs_in=False)
    assert "Drop resolutions" in seen(client.get(READING))
    batch = dropped(client, PAPERS[0])
    assert "1 file was read" in seen(client.get(batch))


def test_who_is_signed_out_meanwhile_is_asked_to_sign_in(client: Client) -> None:
    client.logout()
    answer = client.post(f"{READING}/new", {"files": [file(PAPERS[0])]})
    assert answer.headers["Location"] == "/account/sign-in?next=%2FHWU%2Fsources"


def test_nonsense_names_nothing(client: Client) -> None:
    batch = dropped(client, PAPERS[0])
    organization_with("ITU")
    assert client.get(f"{READING}/nosuchbatch").status_code == 404
    assert client.get(f"{batch}/9").status_code == 404
    assert client.get(batch.replace("HWU", "ITU")).status_code == 404
    for nonsense in ("x", "-1", "9", "9" * 30, "1.5"):
        assert client.post(f"{batch}/take", {"file": [nonsense]}).status_code == 404
    assert DroppedFile.objects.get().state == "read"
    assert client.get(f"{batch}/take").status_code == 405


def test_a_name_is_shown_as_text_and_names_no_folder(client: Client) -> None:
    evil = SimpleUploadedFile("<script>alert(1)</script>.txt", PAPERS[0].read_bytes())
    answer = client.post(f"{READING}/new", {"files": [evil]})
    page = client.get(answer.headers["Location"]).content.decode()
    assert "<script>alert" not in page
    assert "/" not in DroppedFile.objects.get().name
