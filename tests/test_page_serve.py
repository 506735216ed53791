"""The site is served only where it is safe, and what is wrong is said."""

import socket
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from throughline.web.serve import command, is_exposed, reasons_not_to_serve

pytestmark = pytest.mark.django_db


@pytest.fixture
def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def test_a_single_machine_is_served_without_more(free_port: int) -> None:
    assert list(reasons_not_to_serve("127.0.0.1", free_port)) == []


@pytest.mark.parametrize("address", ["0.0.0.0", "192.0.2.7", "plan.example.org"])
def test_others_reach_it_only_by_the_name_of_the_site(address: str) -> None:
    reasons = list(reasons_not_to_serve(address, 0))
    assert reasons[0].startswith(f"{address} can be reached by others: name the site in THROUGHLINE_HOSTS")


def test_others_are_refused_while_passwords_would_travel_in_the_clear(settings: Any, free_port: int) -> None:
    settings.OPEN_TO_OTHERS, settings.HTTPS = True, False
    assert "THROUGHLINE_HTTPS is off" in next(reasons_not_to_serve("127.0.0.1", free_port))


def test_others_are_refused_while_nobody_can_sign_in(settings: Any, free_port: int) -> None:
    settings.OPEN_TO_OTHERS = settings.HTTPS = True
    assert "nobody can sign in" in next(reasons_not_to_serve("127.0.0.1", free_port))


def test_debugging_for_others_is_refused(settings: Any) -> None:
    settings.DEBUG = True
    assert any("THROUGHLINE_DEBUG shows the settings" in one for one in reasons_not_to_serve("0.0.0.0", 0))


@pytest.fixture
def opened(settings: Any, tmp_path: Path) -> Any:
    """A site that is open to others, with a folder that other accounts may enter."""
    settings.OPEN_TO_OTHERS = settings.HTTPS = True
    settings.DATA = tmp_path / "data"
    settings.DATA.mkdir(mode=0o755)
    return settings


@pytest.mark.parametrize("key", ["short but: fully 9 characters", "abcdefghi" * 10])
def test_a_key_that_can_be_guessed_is_refused_where_others_come_in(opened: Any, free_port: int, key: str) -> None:
    opened.SECRET_KEY = key
    asked = [one for one in reasons_not_to_serve("127.0.0.1", free_port) if "secret key" in one]
    assert asked == ["The secret key is too short or too plain: set THROUGHLINE_SECRET_KEY to 50 random characters."]
    opened.OPEN_TO_OTHERS = False
    assert list(reasons_not_to_serve("127.0.0.1", free_port)) == []


def test_a_key_that_others_can_read_is_refused_where_others_come_in(opened: Any, free_port: int) -> None:
    kept = opened.DATA / "secret-key"
    kept.write_text("x")
    kept.chmod(0o640)
    said = f"{kept} can be read by other accounts of this machine: run chmod go-rwx {kept}."
    assert said in list(reasons_not_to_serve("127.0.0.1", free_port))
    opened.OPEN_TO_OTHERS = False
    assert list(reasons_not_to_serve("127.0.0.1", free_port)) == []
    opened.OPEN_TO_OTHERS = True
    kept.chmod(0o600)
    assert said not in list(reasons_not_to_serve("127.0.0.1", free_port))


@pytest.mark.parametrize("end", ["", "-wal", "-shm"])
def test_a_record_that_others_can_read_is_refused_where_others_come_in(
    opened: Any, free_port: int, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("The record is a file on SQLite alone.")
    record = opened.DATA / "record.sqlite3"
    monkeypatch.setitem(connection.settings_dict, "NAME", record)
    path = Path(f"{record}{end}")
    path.write_bytes(b"")
    path.chmod(0o644)
    said = f"{path} can be read by other accounts of this machine: run chmod go-rwx {path}."
    assert said in list(reasons_not_to_serve("127.0.0.1", free_port))


@pytest.mark.parametrize(
    ("file", "folder", "exposed"),
    [(0o644, 0o755, True), (0o640, 0o750, True), (0o604, 0o701, True), (0o600, 0o755, False), (0o644, 0o700, False)],
)
def test_a_file_is_exposed_by_its_own_rights_and_those_of_its_folder(
    tmp_path: Path, file: int, folder: int, exposed: bool
) -> None:
    path = tmp_path / "folder" / "file"
    path.parent.mkdir()
    assert is_exposed(path) is False
    path.write_text("")
    path.chmod(file)
    path.parent.chmod(folder)
    assert is_exposed(path) is exposed


def test_a_folder_that_takes_nothing_is_refused(settings: Any, tmp_path: Path, free_port: int) -> None:
    settings.DATA = tmp_path / "gone"
    assert list(reasons_not_to_serve("127.0.0.1", free_port)) == [
        f"Nothing can be written to {settings.DATA} (No such file or directory): give the folder to the account that "
        "serves, or name another in THROUGHLINE_DATA."
    ]


@pytest.mark.parametrize("port", [0, -1, 65536])
def test_a_port_that_is_none_is_refused(port: int) -> None:
    assert list(reasons_not_to_serve("127.0.0.1", port)) == [f"{port} is no port: name one from 1 to 65535."]


def test_a_port_that_is_taken_is_named() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = int(taken.getsockname()[1])
        assert list(reasons_not_to_serve("127.0.0.1", port)) == [
            f"Something serves at 127.0.0.1:{port} already. Stop it, or name another port with --port."
        ]


def test_tables_that_are_not_up_to_date_are_named(free_port: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'store'")
    reasons = list(reasons_not_to_serve("127.0.0.1", free_port))
    assert len(reasons) == 1
    assert "run python -m throughline.web.manage migrate" in reasons[0]


def test_the_server_runs_two_workers_of_several_threads() -> None:
    words = command("127.0.0.1", 8000)
    assert words[words.index("--workers") + 1] == "2"
    assert int(words[words.index("--blocking-threads") + 1]) > 1
    assert words[words.index("--interface") + 1] == "wsgi"
