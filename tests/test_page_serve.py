"""The site is served only where it is safe, and what is wrong is said."""

import socket
from typing import Any

import pytest
from django.db import connection

from throughline.web.serve import command, reasons_not_to_serve

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


def test_the_server_runs_two_workers_of_one_thread() -> None:
    words = command("127.0.0.1", 8000)
    assert words[words.index("--workers") + 1] == "2"
    assert words[words.index("--blocking-threads") + 1] == "1"
    assert words[words.index("--interface") + 1] == "wsgi"
