"""Tasks: reading a batch and taking in what was accepted, each file by itself, so that it can go on where it ended."""

from datetime import UTC, datetime

from django.conf import settings
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from throughline.engine.packing import unpack
from throughline.engine.unread import Unread
from throughline.readers import READER
from throughline.store.knowledge.following import follow
from throughline.store.reading import actions, places
from throughline.store.reading.reads import unfinished
from throughline.store.reading.tables import Batch, DroppedFile
from throughline.web.checked import check_now
from throughline.web.work.apart import ReaderApart

# The name of this process among the workers; `throughline.web.work.worker` gives it its own.
WORKER = "here"


@task()
def go_on(code: str) -> None:
    """Do whatever a batch has to be done: read what waits, take in what was accepted, then check the record.

    May be asked for as often as one likes: what was done is not done again.
    """
    batch = Batch.objects.filter(code=code).first()
    if batch is None:
        return
    read_waiting(batch)
    take_accepted(batch)


def read_waiting(batch: Batch) -> None:
    """Read every file of the batch that waits, one after the other, in a process apart."""
    with ReaderApart(settings.READING_SECONDS, settings.READING_BYTES) as reader:
        while file := actions.next_to_read(batch=batch, worker=WORKER):
            if not places.bytes_of(file).is_file():
                actions.lose(file=file)
                continue
            record = reader.read(places.bytes_of(file), file.name, file.sha256, places.record_of(file))
            actions.keep_reading(file=file, record=record, reader=READER)


def take_accepted(batch: Batch) -> None:
    """Take in every file of the batch that was accepted; where anything was, the checks and the index follow."""
    while file := actions.next_to_take(batch=batch):
        _take(file)
    batch.refresh_from_db()
    if batch.checks_due:
        check_now()
        follow()
        actions.note_checked(batch=batch)


def _take(file: DroppedFile) -> None:
    try:
        record = unpack(places.record_of(file).read_bytes())
    except (OSError, ValueError):
        record = None
    if not places.bytes_of(file).is_file():
        actions.lose(file=file)
    elif record is None or isinstance(record, Unread) or file.reader != READER:
        actions.read_anew(file=file)
    else:
        actions.take_in_dropped(file=file, record=record, reader=READER)


def clean_up() -> None:
    """Throw away what nobody decided on in time, and what the queue keeps of tasks of that time."""
    now = datetime.now(UTC)
    actions.clean_up(now=now)
    DBTaskResult.objects.filter(enqueued_at__lt=now - actions.KEPT).delete()


def resume() -> int:
    """Ask for every batch that a worker left in the middle; how many."""
    batches = unfinished()
    for batch in batches:
        go_on.enqueue(batch.code)
    return len(batches)
