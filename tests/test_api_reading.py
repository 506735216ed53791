"""Reading in through the API: a program sends files, looks, takes in or leaves, and undoes."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.test_api_answers import refused
from tests.test_people import person
from tests.test_reading import PAPERS
from throughline.store.models import Batch, Document, DroppedFile
from throughline.store.people.tokens import issue_token
from throughline.store.reading import places
from throughline.store.verifying import verify
from throughline.web.work import tasks

pytestmark = pytest.mark.django_db
HWU = "/api/organizations/HWU"


@pytest.fixture
def program(settings: Any, tmp_path: Path) -> Client:
    settings.DATA = tmp_path / "data"
    token = issue_token(by=person("ada", "HWU", "officer"), name="program", scope="write")
    return Client(headers={"authorization": f"Bearer {token}"})


def send(program: Client, batch: str, path: Path, **headers: str) -> Any:
    address = f"{HWU}/batches/{batch}/files?name={path.name}"
    said = {name.replace("_", "-"): value for name, value in headers.items()}
    return program.generic("POST", address, path.read_bytes(), "application/octet-stream", headers=said)


def post(program: Client, address: str, content: dict[str, Any]) -> Any:
    return program.post(f"{HWU}/{address}", content, content_type="application/json")


def test_a_batch_that_was_opened_is_in_the_list_at_once_although_no_history_tells_of_it(program: Client) -> None:
    first = program.get(f"{HWU}/batches")
    held = {"if-none-match": first.headers["ETag"]}
    assert program.get(f"{HWU}/batches", headers=held).status_code == 304
    program.post(f"{HWU}/batches")
    again = program.get(f"{HWU}/batches", headers=held)
    assert (again.status_code, len(again.json()["items"])) == (200, 1)
    assert again.headers["ETag"] != first.headers["ETag"]


def test_a_program_reads_documents_in_and_takes_one_back(program: Client) -> None:
    opened = program.post(f"{HWU}/batches")
    batch = opened.json()["code"]
    assert opened.headers["Location"] == f"{HWU}/batches/{batch}"
    for path in PAPERS[:2]:
        assert send(program, batch, path).status_code == 201
    whole = program.get(f"{HWU}/batches/{batch}").json()
    assert (whole["in_work"], whole["works"], [one["state"] for one in whole["files"]]) == (2, False, ["waiting"] * 2)
    tasks.go_on.call(batch)
    preview = program.get(f"{HWU}/batches/{batch}/files/1").json()
    assert (preview["file"]["state"], preview["file"]["outcome"], preview["changed"]) == ("read", "new", [])
    assert preview["unknown"]
    taken = post(program, f"batches/{batch}/take", {"file": ["1"]})
    assert [one["state"] for one in taken.json()["files"]] == ["accepted", "read"]
    post(program, f"batches/{batch}/leave", {})
    tasks.go_on.call(batch)
    first, second = program.get(f"{HWU}/batches/{batch}").json()["files"]
    assert (first["state"], second["state"]) == ("taken", "left")
    assert Document.objects.filter(held=True).count() == 1
    named = {"reader": "1", "version": 1}
    undone = post(program, f"sources/{first['sha256']}/undo", named)
    assert (undone.json()["withdrawn"], undone.json()["stands"], undone.json()["done"]) == (1, None, True)
    assert post(program, f"sources/{first['sha256']}/undo", named).json()["done"] is False
    source = program.get(f"{HWU}/sources/{first['sha256']}").json()
    assert source["taken"][0]["undone_by"] == "Ada"
    assert verify() == []


def test_a_file_that_is_sent_twice_under_one_key_comes_once(program: Client) -> None:
    batch = program.post(f"{HWU}/batches").json()["code"]
    first, again = (send(program, batch, PAPERS[0], idempotency_key="k") for _ in range(2))
    assert (first.status_code, first.content) == (again.status_code, again.content)
    assert DroppedFile.objects.count() == 1
    refused(send(program, batch, PAPERS[1], idempotency_key="k"), 422, "key-used")
    assert DroppedFile.objects.count() == 1
    assert sorted(path.name for path in places.folder().rglob("*") if path.is_file()) == ["1.bytes"]


def test_a_file_that_is_too_large_is_refused(program: Client, settings: Any, tmp_path: Path) -> None:
    settings.DROPPED_FILE_BYTES = 1024**2
    batch = program.post(f"{HWU}/batches").json()["code"]
    large = tmp_path / "large.docx"
    large.write_bytes(bytes(3_000_000))
    problem = refused(send(program, batch, large), 413, "too-large")
    assert problem["detail"] == "large.docx takes more than 1 MB: split it, or save it without pictures."
    assert not DroppedFile.objects.exists()
    assert not [path for path in places.folder().rglob("*") if path.is_file()]


def test_what_is_not_there_names_nothing(program: Client) -> None:
    batch = program.post(f"{HWU}/batches").json()["code"]
    refused(send(program, "nosuch", PAPERS[0]), 404, "not-found")
    for address in (f"batches/{batch}/files/1", f"batches/{batch}/files/{10**30}", "batches/nosuch"):
        refused(program.get(f"{HWU}/{address}"), 404, "not-found")
    refused(post(program, f"batches/{batch}/take", {"file": ["1"]}), 422, "fields-not-valid")
    refused(post(program, f"sources/{'0' * 64}/undo", {"reader": "1", "version": 1}), 404, "not-found")
    stranger = issue_token(by=person("eve", "ITU", "officer"), name="program", scope="write")
    other = Client(headers={"authorization": f"Bearer {stranger}"})
    refused(send(other, batch, PAPERS[0]), 404, "not-found")
    assert Batch.objects.get().files.count() == 0
