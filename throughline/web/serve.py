"""Serving the site: what must hold before it starts, and the server that runs it."""

import ctypes
import ipaddress
import os
import shlex
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.db import Error, connection, connections
from django.db.migrations.executor import MigrationExecutor

from throughline.store.people import Person
from throughline.store.people.invitations import is_anybody_invited
from throughline.web.environment import KEPT_KEY, KEY_LENGTH, KEY_VARIETY
from throughline.web.work.worker import ENDS_WITH

WORKERS = 2
# More threads make nothing faster, for the work is Python's: they are there so that a browser that sends slowly, and a
# form that waits for the lock of the database, keep nobody else waiting. Each has a database connection.
BLOCKING_THREADS = 8
# From <linux/prctl.h>: the signal that comes when the parent ends.
PR_SET_PDEATHSIG = 1
# Seconds that requests under way have to end in when the server is stopped.
GRACE = 10
# Seconds between two looks whether the server and the worker are still there, and whether they are to end.
WATCH = 0.2
STOPPING = (signal.SIGINT, signal.SIGTERM)
COLLECTED = {"THROUGHLINE_COLLECTED_STATIC": "1"}


def reasons_not_to_serve(address: str, port: int) -> Iterator[str]:
    """Everything that makes serving at `address` and `port` unsafe or impossible, each with what to do about it."""
    is_open = settings.OPEN_TO_OTHERS or not _is_loopback(address)
    if is_open:
        yield from _reasons_not_to_open(address)
    if settings.DEBUG and is_open:
        yield "THROUGHLINE_DEBUG shows the settings to whoever meets an error. Unset it."
    if not 1 <= port <= 65535:
        yield f"{port} is no port: name one from 1 to 65535."
    elif _is_taken(address, port):
        yield f"Something serves at {address}:{port} already. Stop it, or name another port with --port."
    yield from _reasons_of_the_folder()
    yield from _reasons_of_the_database()


def _reasons_not_to_open(address: str) -> Iterator[str]:
    """What makes it unsafe to let other machines in."""
    if not settings.OPEN_TO_OTHERS:
        yield f"{address} can be reached by others: name the site in THROUGHLINE_HOSTS, or serve at 127.0.0.1."
    if not settings.HTTPS:
        yield (
            "The site is open to other machines and THROUGHLINE_HTTPS is off: passwords would travel in the clear. "
            "Put a server that ends TLS in front, and set THROUGHLINE_HTTPS to 1."
        )
    if len(settings.SECRET_KEY) < KEY_LENGTH or len(set(settings.SECRET_KEY)) < KEY_VARIETY:
        yield f"The secret key is too short or too plain: set THROUGHLINE_SECRET_KEY to {KEY_LENGTH} random characters."
    for path in _files_to_guard():
        if is_exposed(path):
            yield f"{path} can be read by other accounts of this machine: run chmod go-rwx {shlex.quote(str(path))}."
    try:
        if Person.objects.filter(signs_in=True, is_active=True).exists() or is_anybody_invited():
            return
    except Error:
        return
    yield (
        "The site is open to other machines and nobody can sign in to it: run throughline invite EMAIL --role "
        "administrator, and send the link."
    )


def _files_to_guard() -> Iterator[Path]:
    """What nobody but the site's own account may read: the key that was kept, and a record in a file, with its log."""
    yield settings.DATA / KEPT_KEY
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        yield from (Path(f"{name}{end}") for end in ("", "-wal", "-shm"))


def is_exposed(path: Path) -> bool:
    """Tell whether other accounts reach a file and may do anything with it: its own rights and those of its folder."""
    try:
        rights = (path.stat().st_mode, path.parent.stat().st_mode)
    except OSError:
        return False
    return all(one & (stat.S_IRWXG | stat.S_IRWXO) for one in rights)


def _reasons_of_the_folder() -> Iterator[str]:
    try:
        with tempfile.TemporaryFile(dir=settings.DATA):
            return
    except OSError as error:
        yield (
            f"Nothing can be written to {settings.DATA} ({error.strerror}): give the folder to the account that "
            "serves, or name another in THROUGHLINE_DATA."
        )


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"


def _is_taken(address: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((address, port))
        except OSError:
            return True
    return False


def _reasons_of_the_database() -> Iterator[str]:
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error as error:
        yield f"The database cannot be reached ({str(error).strip()}). Look at THROUGHLINE_DATABASE."
        return
    if missing:
        yield (
            f"The database lacks {len(missing)} changes of this version: run python -m throughline.web.manage migrate."
        )


def collect_static() -> None:
    """Put the static files, compressed and named by their content, where the server finds them."""
    collect = [sys.executable, "-m", "throughline.web.manage", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(collect, check=True, env=os.environ | COLLECTED)  # noqa: S603


def command(address: str, port: int) -> list[str]:
    """The command that runs the server."""
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", address, "--port", str(port)),
        *("--workers", str(WORKERS), "--blocking-threads", str(BLOCKING_THREADS), "--no-ws"),
        *("--respawn-failed-workers", "--log-level", "error", "throughline.web.wsgi:application"),
    ]


def serve(address: str = "127.0.0.1", port: int = 8000) -> int:
    """Serve the site until it is stopped, and return the server's exit status; call it when nothing speaks against.

    The worker that does what takes long runs beside the server and ends with it. The server runs in a session of its
    own: workers that were forked from this process would share its database connections, and workers that a
    terminal's Ctrl-C reaches beside their parent do not end.
    """
    collect_static()
    connections.close_all()
    sys.stdout.flush()
    sys.stderr.flush()
    started = command(address, port)
    # Noted and not raised: an exception within the wait for a process would leave its lock held, and wait for ever.
    asked: list[int] = []
    previous = {one: signal.signal(one, lambda number, _frame: asked.append(number)) for one in STOPPING}
    server = subprocess.Popen(  # noqa: S603
        started, env=os.environ | COLLECTED, start_new_session=True, preexec_fn=_ends_with(os.getpid())
    )
    worker = start_worker()
    try:
        while not asked and server.poll() is None:
            time.sleep(WATCH)
            if not asked and worker.poll() is not None and server.poll() is None:
                worker = start_worker()
        if not asked:
            return server.returncode or 0
        server.terminate()
        worker.terminate()
        return _ended(server)
    finally:
        worker.terminate()
        _ended(worker)
        for one, handler in previous.items():
            signal.signal(one, handler)


def _ends_with(parent: int) -> Callable[[], None] | None:
    """What lets the server end when this process is killed, where the system can (Linux); it answers nobody alone."""
    try:
        control = ctypes.CDLL(None).prctl
    except (AttributeError, OSError, TypeError):
        return None

    def ending() -> None:
        control(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)

    return ending


def start_worker() -> "subprocess.Popen[bytes]":
    """Start the worker, in a session of its own as the server; it ends when this process is gone."""
    command = [sys.executable, "-m", "throughline.web.work.worker"]
    return subprocess.Popen(command, env=os.environ | {ENDS_WITH: str(os.getpid())}, start_new_session=True)  # noqa: S603


def _ended(server: "subprocess.Popen[bytes]") -> int:
    """Wait until the server has ended; one that does not end by itself is ended with its workers."""
    try:
        server.wait(timeout=GRACE)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
    return 0
