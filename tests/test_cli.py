"""The commands as a person runs them: what they print, what they store, and how they end."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DEMO = sorted(path for path in (ROOT / "demo").iterdir() if path.suffix in {".docx", ".txt"})


def run(*arguments: object, data: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "THROUGHLINE_DATA": str(data)} if data else None
    command = [sys.executable, "-m", "throughline.cli", *(str(one) for one in arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment, cwd=ROOT)


def test_parse_prints_a_line_for_each_file_in_the_order_given() -> None:
    done = run("parse", *DEMO)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [line["file"] for line in lines] == [str(path) for path in DEMO]
    assert all(line["kind"] != "unreadable" for line in lines)


def bad_files(folder: Path) -> dict[Path, str]:
    """Bad files and the code of the finding that each must give."""
    html = "<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>"
    contents: dict[str, tuple[bytes, str]] = {
        "empty.docx": (b"", "DOC-EMPTY"),
        "error.docx": (html.encode(), "DOC-HTML-ERROR"),
        "truncated.docx": (DEMO[0].read_bytes()[:4000], "DOC-TRUNCATED"),
        "old.doc": (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1024) + "WordDocument".encode("utf-16-le"),
            "DOC-BINARY-DOC",
        ),
        "entity.xml": (
            b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><akomaNtoso>&x;</akomaNtoso>',
            "DOC-XML",
        ),
    }
    found = {}
    for name, (data, code) in contents.items():
        (folder / name).write_bytes(data)
        found[folder / name] = code
    with zipfile.ZipFile(folder / "bomb.docx", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("[Content_Types].xml", "<Types/>")
        bomb.writestr("word/document.xml", b" " * 200_000_000)
    found[folder / "bomb.docx"] = "DOC-BOMB"
    found[folder] = "DOC-FOLDER"
    found[folder / "absent.txt"] = "DOC-MISSING"
    return found


def test_a_bad_file_gets_one_line_with_a_reason_and_the_others_go_on(tmp_path: Path) -> None:
    bad = bad_files(tmp_path)
    good = DEMO[-1]
    done = run("parse", *bad, good)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert done.stderr == ""
    assert [line["kind"] for line in lines[:-1]] == ["unreadable"] * len(bad)
    assert lines[-1]["kind"] != "unreadable"
    codes = {line["file"]: [finding["code"] for finding in line["findings"]] for line in lines[:-1]}
    assert {name: found for name, found in codes.items() if len(found) != 1} == {}


def test_wrong_use_ends_with_2() -> None:
    assert run("parse").returncode == 2
    assert run("parse", "--format", "poem", DEMO[0]).returncode == 2
    assert run("nonsense").returncode == 2


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("record")
    done = run("read", "--organization", "HWU", *DEMO, data=data)
    assert done.returncode == 0, done.stderr
    return data


def test_reading_again_changes_nothing(record: Path) -> None:
    before = run("verify", data=record).stdout
    again = run("read", "--organization", "HWU", *DEMO, data=record)
    assert again.returncode == 0
    assert "Taken in: nothing new" in again.stdout
    assert run("verify", data=record).stdout == before


def test_a_dry_run_stores_nothing(tmp_path: Path) -> None:
    done = run("read", "--dry-run", DEMO[-1], data=tmp_path)
    assert "Would take in: 1 new" in done.stdout
    assert "Taken in: 1 new" in run("read", DEMO[-1], data=tmp_path).stdout


def unknowns(printed: str) -> int:
    found = re.search(r"(\d+) mandates are cited and not held", printed)
    return int(found[1]) if found else 0


def test_a_preview_the_reading_and_the_overview_count_the_same_known_unknowns(tmp_path: Path) -> None:
    first, others = DEMO[:2], DEMO[2:]
    assert run("read", "--organization", "HWU", *first, data=tmp_path).returncode == 0
    preview = run("read", "--dry-run", "--organization", "HWU", *others, data=tmp_path)
    reading = run("read", "--organization", "HWU", *others, data=tmp_path)
    code = "from throughline.web.opening import reason_not_open; reason_not_open()\n"
    code += "from throughline.store.rights import sight_at_machine\n"
    code += "from throughline.store.models import Organization\n"
    code += "from throughline.web.pages.counting import CITED, DOCUMENTS, counts_of_organization\n"
    code += "from django.utils.timezone import localdate\n"
    code += "counts = counts_of_organization(Organization.objects.get(), sight_at_machine(), localdate(), None)\n"
    code += "print(counts.of(DOCUMENTS, CITED))"
    overview = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={**os.environ, "THROUGHLINE_DATA": str(tmp_path)},
    )
    assert unknowns(preview.stdout) == unknowns(reading.stdout) == int(overview.stdout) > 0


def test_show_knows_tables_as_it_knows_their_cells(record: Path) -> None:
    cell = next(
        line.split()[0]
        for line in run("show", "HWU/2026/3", data=record).stdout.splitlines()
        if "/T" in line and "/r" in line
    )
    table = run("show", cell.rpartition("/r")[0], data=record)
    assert table.returncode == 0
    assert f"{cell.rpartition('/r')[0]}  table" in table.stdout
    assert cell in table.stdout
    assert run("show", "HWU/2026/3/T99.9", data=record).returncode == 1


def test_show_finds_a_document_by_the_end_of_its_symbol_or_says_which_are_like_it(record: Path) -> None:
    whole, short = (run("show", code, data=record) for code in ("HWU/CM/RES/12/4", "res/12/4"))
    assert (short.returncode, short.stdout) == (0, whole.stdout)
    several = run("show", "HWU/CM/RES", data=record)
    assert several.returncode == 1
    assert "Like it are: HWU/CM/RES/" in " ".join(several.stdout.split())
    assert "throughline search" in run("show", "99/999", data=record).stdout


def test_check_finds_what_the_demo_has_wrong_on_purpose(record: Path) -> None:
    done = run("check", "--json", data=record)
    codes = {json.loads(line)["code"] for line in done.stdout.splitlines()}
    wrong = {
        "PB-SUM",
        "PB-DIFF",
        "MO-TARGET-MISSED",
        "MO-NOT-DELIVERED",
        "MO-NO-MEASURE",
        "MN-SUPERSEDED",
        "MN-NO-ANSWER",
    }
    assert wrong <= codes
    assert done.returncode == 1
    only = run("check", "--code", "MO-NO-MEASURE", data=record)
    assert only.returncode == 0
    assert "MO-NO-MEASURE" in only.stdout
    assert "PB-SUM" not in only.stdout


def test_verify_says_what_was_altered(record: Path, tmp_path: Path) -> None:
    import shutil
    import sqlite3

    copy = tmp_path / "copy"
    shutil.copytree(record, copy)
    with sqlite3.connect(copy / "throughline.sqlite3") as database:
        database.execute("UPDATE store_paragraph SET text = 'altered' WHERE id = (SELECT min(id) FROM store_paragraph)")
    database.close()
    done = run("verify", data=copy)
    assert done.returncode == 1
    assert run("verify", data=record).returncode == 0


def test_ctrl_c_ends_the_server_and_its_workers(record: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "throughline.cli", "serve", "--port", str(port)]
    environment = {**os.environ, "THROUGHLINE_DATA": str(record)}
    serving = subprocess.Popen(command, env=environment, cwd=ROOT, start_new_session=True, stdout=subprocess.DEVNULL)
    try:
        assert _answers(port, 60)
        os.killpg(serving.pid, signal.SIGINT)
        # Twice the time that the server and the worker have to end in, each.
        assert serving.wait(timeout=40) == 0
    finally:
        serving.kill()
        serving.wait()
    assert not _answers(port, 0.5)


def _answers(port: int, seconds: float) -> bool:
    """Whether somebody answers at the port within so many seconds."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                return True
        time.sleep(0.1)
    return False


def test_a_database_that_cannot_be_reached_gets_one_line(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "THROUGHLINE_DATA": str(tmp_path),
        "THROUGHLINE_DATABASE": "postgresql://x@127.0.0.1:1/y",
    }
    command = [sys.executable, "-m", "throughline.cli", "check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, cwd=ROOT)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)


def test_undo_takes_the_newest_text_back_once(tmp_path: Path) -> None:
    paper = next(path for path in DEMO if path.suffix == ".txt")
    assert run("read", paper, "--organization", "HWU", data=tmp_path).returncode == 0
    address = run("search", "the", "--limit", "1", data=tmp_path).stdout.split("  ")[0].partition("#")[0]
    nothing = run("undo", address, data=tmp_path)
    assert (nothing.returncode, nothing.stderr.count("\n")) == (2, 1)
    assert "was not taken in for UN" in nothing.stderr
    for arguments, words in (
        (("--dry-run",), "Would undo: "),
        ((), "Undone: "),
        ((), "was undone already"),
        (("--version", 1), "was undone already"),
    ):
        done = run("undo", address, "--organization", "HWU", *arguments, data=tmp_path)
        assert (done.returncode, done.stderr) == (0, "")
        assert words in done.stdout
    assert run("verify", data=tmp_path).returncode == 0
    again = run("read", paper, "--organization", "HWU", data=tmp_path)
    assert "new " in again.stdout
