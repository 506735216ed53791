"""What the environment may say, what the site refuses, and the headers of every answer."""

import stat
from pathlib import Path

import pytest

from throughline.web import environment
from throughline.web.environment import BadSetting


@pytest.mark.parametrize(
    ("word", "meaning"),
    [("1", True), ("true", True), ("Yes", True), (" on ", True), ("0", False), ("false", False), ("", False)],
)
def test_a_flag_is_yes_or_no(word: str, meaning: bool) -> None:
    assert environment.flag("FLAG", environ={"FLAG": word}) is meaning


@pytest.mark.parametrize("word", ["2", "maybe", "truee", "None", "-1"])
def test_a_flag_that_is_neither_is_refused_with_its_name(word: str) -> None:
    with pytest.raises(BadSetting, match=r"FLAG is .* write 1 or 0"):
        environment.flag("FLAG", environ={"FLAG": word})


def test_an_absent_flag_takes_its_default() -> None:
    assert environment.flag("FLAG", default=True, environ={}) is True


@pytest.mark.parametrize("word", ["-1", "0", "65536", "80.0", "eighty", "１", "9" * 400])
def test_a_number_outside_its_bounds_is_refused(word: str) -> None:
    with pytest.raises(BadSetting, match=r"PORT is .* whole number from 1 to 65535"):
        environment.whole_number("PORT", 8000, 1, 65535, environ={"PORT": word})


def test_a_number_is_read_or_taken_from_its_default() -> None:
    assert environment.whole_number("PORT", 8000, 1, 65535, environ={"PORT": " 80 "}) == 80
    assert environment.whole_number("PORT", 8000, 1, 65535, environ={}) == 8000


@pytest.mark.parametrize("word", ["*", "https://plan.example.org", "plan.example.org/path", "a b", "me@host"])
def test_a_host_that_is_no_name_is_refused(word: str) -> None:
    with pytest.raises(BadSetting, match="write host names separated by commas"):
        environment.names("HOSTS", (), environ={"HOSTS": word})


def test_hosts_are_read_in_order() -> None:
    assert environment.names("HOSTS", ("x",), environ={"HOSTS": "a.example, b.example,"}) == ["a.example", "b.example"]
    assert environment.names("HOSTS", ("x",), environ={"HOSTS": " "}) == ["x"]


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadSetting, match="cannot be made"):
        environment.folder("DATA", tmp_path, environ={"DATA": str(tmp_path / "file" / "within")})


def test_on_one_machine_a_key_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    kept = tmp_path / "secret-key"
    first = environment.secret_key(kept, needed=False, environ={})
    assert len(first) >= 50
    assert environment.secret_key(kept, needed=False, environ={}) == first
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_a_folder_that_is_made_is_for_its_own_account(tmp_path: Path) -> None:
    made = environment.folder("DATA", tmp_path / "made", environ={})
    assert stat.S_IMODE(made.stat().st_mode) == 0o700


@pytest.mark.parametrize("key", ["", "a" * 60])
def test_a_kept_key_that_was_emptied_or_is_plain_is_refused(tmp_path: Path, key: str) -> None:
    (tmp_path / "secret-key").write_text(key)
    with pytest.raises(BadSetting, match="holds no usable key"):
        environment.secret_key(tmp_path / "secret-key", needed=False, environ={})


def test_a_site_that_is_open_to_others_needs_its_own_key(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="THROUGHLINE_SECRET_KEY is not set"):
        environment.secret_key(tmp_path / "secret-key", needed=True, environ={})
    assert not (tmp_path / "secret-key").exists()


@pytest.mark.parametrize("key", ["short", "a" * 60])
def test_a_plain_key_is_refused(tmp_path: Path, key: str) -> None:
    with pytest.raises(BadSetting, match="too short or too plain"):
        environment.secret_key(tmp_path / "k", needed=False, environ={"THROUGHLINE_SECRET_KEY": key})


def test_without_a_setting_the_record_is_a_file_that_survives_a_power_cut(tmp_path: Path) -> None:
    described = environment.database(tmp_path, environ={})
    assert described["NAME"] == tmp_path / "throughline.sqlite3"
    assert described["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in described["OPTIONS"]["init_command"]
    assert "synchronous=FULL" in described["OPTIONS"]["init_command"]


def test_a_postgresql_address_is_read_part_by_part(tmp_path: Path) -> None:
    address = "postgresql://plan%40un:se%2Fcret@db.example:5433/record?sslmode=require"
    described = environment.database(tmp_path, environ={"THROUGHLINE_DATABASE": address})
    assert [described[part] for part in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")] == [
        "record",
        "plan@un",
        "se/cret",
        "db.example",
        "5433",
        {"sslmode": "require"},
    ]


def test_a_postgresql_socket_is_named_in_the_query(tmp_path: Path) -> None:
    address = "postgresql://postgres:@/record?host=/run/pg"
    assert environment.database(tmp_path, environ={"THROUGHLINE_DATABASE": address})["HOST"] == "/run/pg"


@pytest.mark.parametrize(
    "address", ["record.sqlite3", "mysql://h/n", "postgresql://host/", "postgresql://h:99999/n", "sqlite:///"]
)
def test_a_database_address_that_cannot_be_used_is_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(BadSetting, match="THROUGHLINE_DATABASE"):
        environment.database(tmp_path, environ={"THROUGHLINE_DATABASE": address})


def test_a_refusal_never_shows_the_password(tmp_path: Path) -> None:
    with pytest.raises(BadSetting) as refusal:
        environment.database(tmp_path, environ={"THROUGHLINE_DATABASE": "mysql://me:hunter2@h/n"})
    assert "hunter2" not in str(refusal.value)
