"""Reads of dropped files: batches of an organization, the files of one, and whether somebody is there to read them."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Count, Q, QuerySet

from throughline.engine.differences import Change, Difference
from throughline.store.organizations import Organization
from throughline.store.planning.tables import Plan
from throughline.store.reading.tables import IN_WORK, OPEN, READ, TAKEN, Batch, DroppedFile, Worker
from throughline.store.rights import Sight, documents_seen, owned
from throughline.store.sources import TakingIn

# A worker says this often that it is alive, in seconds; one that was silent for three times as long is gone.
ALIVE = 5
SILENT = timedelta(seconds=3 * ALIVE)
UNDECIDED = 50


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a batch is: how many files it has, how many of them are in each state, how many a worker has to do."""

    files: int
    states: dict[str, int]
    in_work: int

    @property
    def done(self) -> int:
        """How many files no worker has to do anything about."""
        return self.files - self.in_work

    def count(self, state: str) -> int:
        """How many files are in this state."""
        return self.states.get(state, 0)


def batch_named(organization: Organization, code: str) -> Batch | None:
    """The batch of an organization with this code. One statement."""
    return Batch.objects.filter(organization=organization, code=code).select_related("organization", "by").first()


def open_batches(organization: Organization) -> list[Batch]:
    """Batches with files that wait for a worker or a person, the newest first, with counts. One statement."""
    found = Batch.objects.filter(organization=organization).select_related("by")
    waiting = Count("files", filter=Q(files__state__in=OPEN))
    found = found.annotate(count=Count("files"), waiting=waiting, ready=Count("files", filter=Q(files__state=READ)))
    return list(found.filter(waiting__gt=0).order_by("-at")[:UNDECIDED])


def files_of(batch: Batch) -> list[DroppedFile]:
    """The files of a batch in the order of dropping, without their previews. One statement."""
    return list(batch.files.defer("preview").order_by("position"))


def file_at(batch: Batch, position: int) -> DroppedFile | None:
    """The file at a place of a batch, with its preview. One statement."""
    return batch.files.filter(position=position).select_related("batch").first()


def progress_of(files: list[DroppedFile]) -> Progress:
    """How far a batch with these files is."""
    states = Counter(one.state for one in files)
    return Progress(len(files), dict(states), sum(states[state] for state in IN_WORK))


def same_documents(files: list[DroppedFile]) -> dict[int, str]:
    """Files of a batch that bear the symbol of a file before them: {position: name of the one before}."""
    first: dict[str, DroppedFile] = {}
    found: dict[int, str] = {}
    for one in files:
        if one.state == READ:
            before = first.setdefault(one.address, one)
            if before is not one:
                found[one.position] = before.name
    return found


@dataclass(frozen=True, slots=True)
class Stands:
    """What of a batch stands in the record now: the addresses that have a page, the files that were undone since."""

    known: frozenset[str] = frozenset()
    undone: frozenset[int] = frozenset()


def standing_of(organization: Organization, files: Collection[DroppedFile], *, seen_by: Sight) -> Stands:
    """What of the files of a batch stands in the record, as far as it is seen. Three statements."""
    addresses = {one.address for one in files if one.address}
    documents = documents_seen(seen_by).filter(address__in=addresses)
    named = {"address__in": {one.plan for one in files if one.plan}, "organization": organization}
    plans = Plan.objects.filter(owned(seen_by), document__held=True, **named)
    known = {*documents.values_list("address", flat=True), *plans.values_list("address", flat=True)}
    taken = {one.sha256: one for one in files if one.state == TAKEN}
    rows = TakingIn.objects.filter(organization=organization, source__sha256__in=taken, address__in=addresses)
    ended: dict[tuple[str, str], bool] = {}
    for digest, address, undone_at in rows.values_list("source__sha256", "address", "undone_at"):
        ended[digest, address] = ended.get((digest, address), True) and undone_at is not None
    undone = {one.position for one in files if one.state == TAKEN and ended.get((one.sha256, one.address))}
    return Stands(frozenset(known), frozenset(undone))


def difference_of(file: DroppedFile) -> Difference:
    """The part of a file's difference that its preview keeps."""
    from_json = file.preview.get("difference", {})
    changed = tuple(Change(**one) for one in from_json.get("changed", ()))
    moved = tuple((origin, now) for origin, now in from_json.get("moved", ()))
    return Difference(tuple(from_json.get("added", ())), tuple(from_json.get("removed", ())), changed, moved)


def workers_alive() -> QuerySet[Worker]:
    """The workers that were seen a moment ago."""
    return Worker.objects.filter(seen__gt=datetime.now(UTC) - SILENT)


def is_anybody_working() -> bool:
    """Tell whether a worker is there to do what takes long. One statement."""
    return workers_alive().exists()


def unfinished() -> list[Batch]:
    """Batches in which a worker has something to do."""
    found = Batch.objects.filter(Q(files__state__in=IN_WORK) | Q(checks_due=True))
    return list(found.distinct().order_by("at"))
