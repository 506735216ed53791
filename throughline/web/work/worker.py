"""The worker: a process beside the server that does what takes long, and says that it is there.

`python -m throughline.web.work.worker`, or `throughline work`. It ends with the process that started it, where that
process says so by THROUGHLINE_WORKER_ENDS_WITH.
"""

import logging
import os
import signal
import time
from datetime import UTC, datetime
from threading import Event, Thread

import django
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, close_old_connections, connections

ENDS_WITH = "THROUGHLINE_WORKER_ENDS_WITH"
# Seconds between two looks at the queue while it is empty, and after the database went away.
INTERVAL = 0.5
AGAIN = 5
# Seconds between two looks for batches that nobody decided on.
CLEANING = 3600


def main() -> None:
    """Work until the process is told to end."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "throughline.web.settings")
    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise SystemExit(str(error)) from error
    # Only now: these need the settings.
    from throughline.store.reading import actions  # noqa: PLC0415
    from throughline.web.work import tasks  # noqa: PLC0415

    name = tasks.WORKER = f"{os.uname().nodename[:40]} {os.getpid()}"
    ended = Event()
    Thread(target=_live, args=(name, ended), daemon=True).start()
    try:
        _work(name)
    finally:
        ended.set()
        actions.note_gone(worker=name)


def _work(name: str) -> None:
    """Take up what was left in the middle, then do one task after the other; a database that goes away comes back."""
    from django_tasks_db.management.commands.db_worker import Worker  # noqa: PLC0415  (needs the settings)

    from throughline.web.work import tasks  # noqa: PLC0415  (needs the settings)

    worker = Worker(
        queue_names=["default"],
        interval=INTERVAL,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=name,
        excluded_queue_names=[],
    )
    # Being told to end is nothing to warn of.
    logging.getLogger("django_tasks_db").setLevel(logging.ERROR)
    worker.configure_signals()
    while worker.running:
        try:
            tasks.resume()
            worker.run()
        except DatabaseError:
            connections.close_all()
            time.sleep(AGAIN)


def _live(name: str, ended: Event) -> None:
    """Say every few seconds that the worker is alive, and end it with the process that started it."""
    from throughline.store.reading import actions  # noqa: PLC0415  (needs the settings)
    from throughline.store.reading.reads import ALIVE  # noqa: PLC0415  (needs the settings)
    from throughline.web.work import tasks  # noqa: PLC0415  (needs the settings)

    owner, cleaned = int(os.environ.get(ENDS_WITH, "0")), 0.0
    while not ended.is_set():
        if owner and os.getppid() != owner:
            os.kill(os.getpid(), signal.SIGTERM)
            return
        try:
            close_old_connections()
            actions.note_alive(worker=name, now=datetime.now(UTC))
            if time.monotonic() - cleaned > CLEANING or not cleaned:
                tasks.clean_up()
                cleaned = time.monotonic()
        except DatabaseError:
            connections.close_all()
        ended.wait(ALIVE)
    connections.close_all()


if __name__ == "__main__":
    main()
