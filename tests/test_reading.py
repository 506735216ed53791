"""Dropped files: read apart within limits, kept until somebody decides, taken in whole or not at all."""

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from threading import Timer
from typing import Any

import pytest

from tests.store_records import fascicle, full_resolution, report, resolution
from tests.test_cli import DEMO, ROOT, bad_files
from tests.test_people import person
from throughline.engine.errors import Refused
from throughline.engine.findings import Finding, Severity
from throughline.engine.packing import Record, pack, unpack
from throughline.engine.unread import Unread
from throughline.readers.files import read_any, read_data
from throughline.store.models import Batch, Document, DroppedFile, Person, StandingFinding, TakingIn
from throughline.store.organizations import organization_with
from throughline.store.reading import actions, places
from throughline.store.reading.reads import (
    difference_of,
    files_of,
    is_anybody_working,
    open_batches,
    progress_of,
    same_documents,
    unfinished,
)
from throughline.store.taking_in.contents import taken_as
from throughline.store.taking_in.decision import record_digest
from throughline.store.verifying import verify
from throughline.web.work import tasks
from throughline.web.work.apart import ReaderApart

PAPERS = [path for path in DEMO if path.suffix == ".txt"]
UNREAD = Unread("a.docx", None, None, (Finding("DOC-EMPTY", Severity.ERROR, "a.docx", "It is empty.", ("1",)),))


@pytest.mark.parametrize(
    "record",
    [resolution(), full_resolution(), report(), fascicle(rows=3), fascicle(symbol=None, year=None), UNREAD],
    ids=lambda record: record.file,
)
def test_a_record_unpacks_as_what_was_packed(record: Record) -> None:
    again = unpack(pack(record))
    assert again == record
    if not isinstance(again, Unread) and not isinstance(record, Unread):
        assert record_digest(taken_as(again)) == record_digest(taken_as(record))


@pytest.mark.parametrize("path", DEMO, ids=lambda path: path.name)
def test_the_demos_papers_unpack_as_what_was_packed(path: Path) -> None:
    record = read_any(path)
    assert unpack(pack(record)) == record


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '["Batch", {}]', '["Document", {"kind": 1}]', '["Unread", null]', "[[[["]
)
def test_anything_else_is_no_packed_record(text: str) -> None:
    with pytest.raises(ValueError):
        unpack(text)


def test_a_reader_apart_reads_what_a_reader_reads(tmp_path: Path) -> None:
    with ReaderApart(60, 2_000_000_000) as apart:
        for path in PAPERS[:2]:
            read = apart.read(path, path.name, "", tmp_path / "record.json")
            assert read == read_data(path.read_bytes(), path.name)


def test_a_file_that_ends_the_reader_ends_only_itself(tmp_path: Path) -> None:
    class Patient(ReaderApart):
        """Counts the processes that it starts."""

        started = 0

        def _started(self) -> "subprocess.Popen[bytes]":
            self.started += 1
            return super()._started()

    with Patient(60, 2_000_000_000) as apart:
        good = PAPERS[0]
        assert not isinstance(apart.read(good, good.name, "", tmp_path / "1.json"), Unread)
        process = apart._process
        assert process is not None
        os.mkfifo(tmp_path / "endless")
        Timer(0.3, process.kill).start()
        lost = apart.read(tmp_path / "endless", "killed.docx", "", tmp_path / "2.json")
        assert [one.code for one in lost.findings] == ["DOC-FAULT"]
        assert not isinstance(apart.read(good, good.name, "", tmp_path / "3.json"), Unread)
        assert apart.started == 2


def test_a_file_that_takes_too_long_or_too_much_is_given_up(tmp_path: Path) -> None:
    endless = tmp_path / "endless"
    os.mkfifo(endless)
    with ReaderApart(1, 2_000_000_000) as apart:
        apart.read(PAPERS[0], PAPERS[0].name, "", tmp_path / "1.json")
        assert [one.code for one in apart.read(endless, "endless.docx", "", tmp_path / "2.json").findings] == [
            "DOC-TIME"
        ]
    large = tmp_path / "large.txt"
    large.write_text("Requests the Secretary-General to report; " * 400_000)
    with ReaderApart(60, 250_000_000) as apart:
        found = apart.read(large, "large.txt", "", tmp_path / "3.json").findings
    assert [one.code for one in found] in (["DOC-MEMORY"], ["DOC-FAULT"])


@pytest.fixture
def officer(db: None, settings: Any, tmp_path: Path) -> Person:
    settings.DATA = tmp_path / "data"
    return person("ada", "HWU", "officer")


def batch_of(by: Person, *paths: Path) -> Batch:
    batch = actions.open_batch(by=by, organization=organization_with("HWU"))
    for path in paths:
        data = path.read_bytes()
        came = places.incoming()
        came.write_bytes(data)
        digest = sha256(data).hexdigest()
        actions.drop(by=by, batch=batch, name=path.name, size=len(data), sha256=digest, came=came)
    return batch


def states(batch: Batch) -> list[str]:
    return [one.state for one in files_of(batch)]


def kept(batch: Batch) -> list[str]:
    return sorted(path.name for path in places.bytes_of(files_of(batch)[0]).parent.glob("*"))


def test_what_is_dropped_is_read_and_waits_and_is_taken_in(officer: Person) -> None:
    batch = batch_of(officer, *PAPERS)
    assert states(batch) == ["waiting"] * len(PAPERS)
    assert unfinished() == [batch]
    tasks.go_on.call(batch.code)
    assert states(batch) == ["read"] * len(PAPERS)
    assert not Document.objects.exists()
    assert [one.waiting for one in open_batches(batch.organization)] == [len(PAPERS)]  # type: ignore[attr-defined]
    first = files_of(batch)[0]
    assert (first.outcome, first.version) == ("new", 1)
    assert actions.accept(by=officer, batch=batch, positions=[1]) == 1
    tasks.go_on.call(batch.code)
    assert states(batch) == ["taken", *["read"] * (len(PAPERS) - 1)]
    assert TakingIn.objects.get().by == officer
    assert StandingFinding.objects.exists()
    assert "1.bytes" not in kept(batch)
    assert actions.accept(by=officer, batch=batch) == len(PAPERS) - 1
    tasks.go_on.call(batch.code)
    assert states(batch) == ["taken"] * len(PAPERS)
    assert kept(batch) == []
    assert unfinished() == open_batches(batch.organization) == []
    assert verify() == []


def test_a_bad_file_gets_one_line_and_the_others_go_on(officer: Person, tmp_path: Path) -> None:
    bad = {path: code for path, code in bad_files(tmp_path).items() if path.is_file()}
    batch = batch_of(officer, *bad, PAPERS[0])
    tasks.go_on.call(batch.code)
    *wrong, good = files_of(batch)
    assert [one.state for one in wrong] == ["wrong"] * len(bad)
    assert all(one.said and "\n" not in one.said and str(tmp_path) not in one.said for one in wrong)
    assert good.state == "read"
    assert [name for name in kept(batch) if name.endswith(".bytes")] == [f"{good.position}.bytes"]
    actions.accept(by=officer, batch=batch)
    tasks.go_on.call(batch.code)
    assert progress_of(files_of(batch)).states == {"wrong": len(bad), "taken": 1}


def test_a_preview_says_what_differs_and_two_files_of_one_symbol_are_told(officer: Person, tmp_path: Path) -> None:
    batch = batch_of(officer, PAPERS[0])
    tasks.go_on.call(batch.code)
    actions.accept(by=officer, batch=batch)
    tasks.go_on.call(batch.code)
    changed = tmp_path / "changed.txt"
    changed.write_text(PAPERS[0].read_text("utf-8").replace(" to ", " too "), "utf-8")
    other = tmp_path / "other.txt"
    other.write_text(PAPERS[0].read_text("utf-8").replace(" to ", " two "), "utf-8")
    batch = batch_of(officer, changed, other, PAPERS[0])
    tasks.go_on.call(batch.code)
    one, two, three = files_of(batch)
    assert (one.outcome, one.version, one.counts["difference"]["changed"] > 0) == ("changed", 2, True)
    assert difference_of(DroppedFile.objects.get(pk=one.pk)).changed[0].before
    assert same_documents([one, two, three]) == {2: "changed.txt", 3: "changed.txt"}
    assert three.outcome == "unchanged"
    actions.accept(by=officer, batch=batch)
    tasks.go_on.call(batch.code)
    assert [file.version for file in files_of(batch)] == [2, 3, 1]
    assert verify() == []


def test_what_is_left_is_gone(officer: Person) -> None:
    batch = batch_of(officer, *PAPERS[:3])
    assert actions.leave(by=officer, batch=batch, positions=[1]) == 1
    tasks.go_on.call(batch.code)
    assert states(batch) == ["left", "read", "read"]
    assert actions.leave(by=officer, batch=batch) == 2
    assert kept(batch) == []
    assert actions.accept(by=officer, batch=batch) == 0
    tasks.go_on.call(batch.code)
    assert not Document.objects.exists()


def test_a_batch_that_nobody_decides_on_is_thrown_away_after_a_week(officer: Person) -> None:
    old, new = batch_of(officer, PAPERS[0]), batch_of(officer, PAPERS[0])
    Batch.objects.filter(pk=old.pk).update(at=datetime.now(UTC) - timedelta(days=8))
    place = places.bytes_of(files_of(old)[0])
    tasks.clean_up()
    assert list(Batch.objects.all()) == [new]
    assert not place.exists()


def test_who_may_not_edit_the_record_may_do_nothing(officer: Person) -> None:
    batch = batch_of(officer, PAPERS[0])
    for one in (person("bob", "HWU", "reader"), person("cem", "ITU", "officer"), person("eve")):
        with pytest.raises(Refused):
            actions.open_batch(by=one, organization=batch.organization)
        for act in (actions.accept, actions.leave):
            with pytest.raises(Refused):
                act(by=one, batch=batch)
        with pytest.raises(Refused):
            actions.drop_refused(by=one, batch=batch, name="a", size=1, said="")


def test_a_batch_has_an_end_and_bytes_that_were_lost_are_told(officer: Person, settings: Any) -> None:
    settings.DROPPED_FILES = 2
    batch = batch_of(officer, *PAPERS[:2])
    with pytest.raises(Refused, match="holds 2 files"):
        batch_of_more = actions.drop_refused(by=officer, batch=batch, name="c", size=1, said="")
        assert batch_of_more
    places.bytes_of(files_of(batch)[0]).unlink()
    tasks.go_on.call(batch.code)
    assert states(batch) == ["wrong", "read"]
    actions.accept(by=officer, batch=batch)
    places.record_of(files_of(batch)[1]).write_text("[]")
    tasks.go_on.call(batch.code)
    assert states(batch) == ["wrong", "waiting"]
    tasks.go_on.call(batch.code)
    assert states(batch) == ["wrong", "read"]


def test_a_worker_that_is_gone_leaves_its_file_to_the_next(officer: Person) -> None:
    batch = batch_of(officer, *PAPERS[:2])
    actions.note_alive(worker="first", now=datetime.now(UTC))
    assert is_anybody_working()
    claimed = actions.next_to_read(batch=batch, worker="first")
    assert claimed is not None and claimed.position == 1
    other = actions.next_to_read(batch=batch, worker="second")
    assert other is not None and other.position == 2
    actions.note_alive(worker="first", now=datetime.now(UTC) - timedelta(minutes=1))
    assert not is_anybody_working()
    assert states(batch) == ["being read"] * 2
    tasks.go_on.call(batch.code)
    assert states(batch) == ["read"] * 2


def test_a_worker_killed_in_the_middle_leaves_the_record_as_it_was_or_as_it_is_then(tmp_path: Path) -> None:
    """The worker is killed again and again until the batch is through; the record holds together each time."""
    environment = {**os.environ, "THROUGHLINE_DATA": str(tmp_path)}
    environment.pop("THROUGHLINE_DATABASE", None)

    def run(step: str) -> str:
        command = [sys.executable, "-m", "tests.reading_process", step]
        return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True).stdout

    run("drop")
    command = [sys.executable, "-m", "throughline.web.work.worker"]
    for delay in (2.0, 3.0, 4.0):
        worker = subprocess.Popen(command, env=environment, cwd=ROOT, stderr=subprocess.DEVNULL)
        time.sleep(delay)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        assert run("look").startswith("0 findings")
    worker = subprocess.Popen(command, env=environment, cwd=ROOT, stderr=subprocess.DEVNULL)
    for _ in range(60):
        told = run("look")
        assert told.startswith("0 findings")
        if told.endswith("taken: 4"):
            break
    worker.terminate()
    assert worker.wait(20) == 0
    assert told == "0 findings, 4 versions, taken: 4"
