"""Reading in the browser: files are dropped, read by a worker, looked at, and taken in or left."""

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from throughline.store.models import Batch, Organization, Person
from throughline.store.reading import actions
from throughline.store.reading.reads import (
    batch_named,
    file_at,
    files_of,
    is_anybody_working,
    open_batches,
    progress_of,
    same_documents,
    standing_of,
)
from throughline.web.access import action
from throughline.web.pages.frame import Head, Step, sight_in
from throughline.web.pages.sources import shown
from throughline.web.pages.sources.forms import FilesForm
from throughline.web.pages.sources.uploads import Came, came_in, receives_files
from throughline.web.pages.sources.views import edited, trail_of
from throughline.web.work.tasks import go_on


def step_of(whose: Organization) -> Step:
    """The step of the trail to where files are dropped."""
    return Step(_("Read documents in"), reverse("sources-reading", args=[whose.code]))


@never_cache
def reading(request: HttpRequest, organization: str) -> HttpResponse:
    """Where files are dropped, and the batches that wait for somebody to decide."""
    whose, _by = edited(request, organization)
    return _reading(request, whose)


def _reading(request: HttpRequest, whose: Organization, refused: str = "") -> HttpResponse:
    context = {
        "head": Head(_("Sources"), _("Read documents in"), trail_of(whose)),
        "refused": refused,
        "batches": open_batches(whose),
        "works": is_anybody_working(),
        "largest": settings.DROPPED_FILE_BYTES,
        "most": settings.DROPPED_FILES,
    }
    return render(request, "sources/reading.html", context, status=400 if refused else 200)


@receives_files
@require_POST
@transaction.atomic
def begin(request: HttpRequest, organization: str) -> HttpResponse:
    """Open a batch with the files that came with the form; a script opens it empty and adds file by file."""
    whose, by = edited(request, organization)
    files = came_in(request)
    if not files and not _by_script(request):
        return _reading(request, whose, _("No file came in. Choose one or more files first."))
    batch = actions.open_batch(by=by, organization=whose)
    put(by, batch, files)
    if _by_script(request):
        add = reverse("sources-batch-add", args=[whose.code, batch.code])
        return JsonResponse({"batch": page_of_batch(batch), "add": add}, status=201)
    return redirect(page_of_batch(batch))


@receives_files
@require_POST
@transaction.atomic
def add(request: HttpRequest, organization: str, batch: str) -> HttpResponse:
    """Put more files into a batch."""
    whose, by = edited(request, organization)
    found = batch_at(whose, batch)
    put(by, found, came_in(request))
    if _by_script(request):
        return JsonResponse({"batch": page_of_batch(found)}, status=201)
    return redirect(page_of_batch(found))


def _by_script(request: HttpRequest) -> bool:
    """Tell whether the module of the page asks, which wants no page for an answer."""
    return request.headers.get("Accept", "") == "application/json"


def put(by: Person, batch: Batch, files: list[Came]) -> None:
    """Put files that came in into a batch, and have them read."""
    for one in files:
        name, size = one.name or "", one.size or 0
        if one.path is None:
            actions.drop_refused(by=by, batch=batch, name=name, size=size, said=one.said)
        else:
            actions.drop(by=by, batch=batch, name=name, size=size, sha256=one.digest, came=one.path)
    if files:
        go_on.enqueue(batch.code)


def page_of_batch(batch: Batch) -> str:
    """The address of the page of a batch."""
    return reverse("sources-batch", args=[batch.organization.code, batch.code])


def batch_at(whose: Organization, code: str) -> Batch:
    """The batch at an address; Http404 where the organization has none, or not any more."""
    found = batch_named(whose, code)
    if found is None:
        raise Http404(_("There is no such batch. What nobody decides on is thrown away after a week."))
    return found


@never_cache
def batch(request: HttpRequest, organization: str, batch: str) -> HttpResponse:
    """A batch: how far it is, and what taking each file in would do."""
    whose, _by = edited(request, organization)
    found = batch_at(whose, batch)
    files = files_of(found)
    progress, stands = progress_of(files), standing_of(whose, files, seen_by=sight_in(request, whose))
    works = not progress.in_work or is_anybody_working()
    context = {
        "head": Head(_("Read documents in"), shown.name_of(files), (*trail_of(whose), step_of(whose))),
        "batch": found,
        "progress": progress,
        "answers": shown.answers(progress, works, len(stands.undone)),
        "tone": shown.tone(progress, works),
        "works": works,
        "files": [shown.file_shown(whose.code, one, same_documents(files), stands) for one in files],
        "ready": progress.count("read"),
    }
    return render(request, "sources/batch.html", context)


@never_cache
def preview(request: HttpRequest, organization: str, batch: str, position: int) -> HttpResponse:
    """What taking one file in would do: what is new and what changes, what is wrong, what it cites that is not held."""
    whose, _by = edited(request, organization)
    found = batch_at(whose, batch)
    file = file_at(found, position)
    if file is None:
        raise Http404(_("The batch has no such file."))
    stands = standing_of(whose, [file], seen_by=sight_in(request, whose))
    trail = (*trail_of(whose), step_of(whose), Step(shown.name_of(files_of(found)), page_of_batch(found)))
    context = {
        "head": Head(_("Dropped file"), file.name, trail),
        "batch": found,
        "file": shown.file_shown(whose.code, file, same_documents(files_of(found)), stands),
        "preview": shown.preview_shown(file),
    }
    return render(request, "sources/preview.html", context)


@action
@require_POST
@transaction.atomic
def take(request: HttpRequest, organization: str, batch: str) -> HttpResponse:
    """Have files of a batch taken in, one or all that were read."""
    found, by, positions = _decided(request, organization, batch)
    if actions.accept(by=by, batch=found, positions=positions):
        go_on.enqueue(found.code)
    return redirect(page_of_batch(found))


@action
@require_POST
def leave(request: HttpRequest, organization: str, batch: str) -> HttpResponse:
    """Leave files of a batch, one or all."""
    found, by, positions = _decided(request, organization, batch)
    actions.leave(by=by, batch=found, positions=positions)
    return redirect(page_of_batch(found))


@action
@require_POST
def resume(request: HttpRequest, organization: str, batch: str) -> HttpResponse:
    """Ask a worker to go on with a batch."""
    found, _by, _positions = _decided(request, organization, batch)
    go_on.enqueue(found.code)
    return redirect(page_of_batch(found))


def _decided(request: HttpRequest, organization: str, code: str) -> tuple[Batch, Person, list[int] | None]:
    """The batch, who decides, and the files that the form names (None for all); Http404 for what is not there."""
    whose, by = edited(request, organization)
    found = batch_at(whose, code)
    form = FilesForm(found, request.POST)
    if not form.is_valid():
        raise Http404
    return found, by, form.positions
