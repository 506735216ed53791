"""Reading in through the API: batches of files, what taking each in would do, taking in, leaving, undoing."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from throughline.store.models import Batch
from throughline.store.reading import actions
from throughline.store.reading.reads import file_at, files_of
from throughline.web.api.actions import acts, done, editable
from throughline.web.api.answers import OF_ORGANIZATION, listed, lists, reads
from throughline.web.api.conditional import unrecorded
from throughline.web.api.fields import filled
from throughline.web.api.paging import Key, cut
from throughline.web.api.parameters import Organization, Paging, Text
from throughline.web.api.problems import NOT_FOUND, TOO_LARGE, Refusal
from throughline.web.api.shapes.reading import (
    BatchShape,
    BatchWhole,
    DroppedShape,
    PreviewShape,
    UndoneShape,
    batch_shape,
    dropped_shape,
    preview_shape,
    undone_shape,
    whole_shape,
)
from throughline.web.formatting import file_name
from throughline.web.once import DIGEST
from throughline.web.pages.sources.batches import batch_at, put
from throughline.web.pages.sources.forms import FilesForm
from throughline.web.pages.sources.undoing import UndoForm
from throughline.web.pages.sources.uploads import Came, stream_in
from throughline.web.pages.sources.views import edited
from throughline.web.work.tasks import go_on

router = Router(tags=["reading"])

BYTES = "application/octet-stream"
NEWEST = (Key("at", datetime, descending=True), Key("code"))
OF_BATCH = f"{OF_ORGANIZATION}/batches/{{batch}}"
Code = Annotated[str, Path(..., description="The code of a batch.", max_length=20)]
Place = Annotated[int, Path(..., description="The place of a file in the batch, from 1.")]
# The name under which a file that came in is kept on its request.
CAME = "_came"


class Named(BaseModel):
    """What a file that is sent is called."""

    name: Annotated[Text, Field(description="The name of the file.")]


@lists(router, f"{OF_ORGANIZATION}/batches", BatchShape)
@unrecorded
def batches(request: HttpRequest, organization: Organization, paging: Query[Paging]) -> HttpResponse:
    """Batches of dropped files, newest first; for officers of the whole organization."""
    whose, _by = edited(request, organization)
    found = Batch.objects.filter(organization=whose).select_related("by").annotate(count=Count("files"))
    page = cut(found, NEWEST, paging)
    return listed(request, BatchShape, (batch_shape(one, one.count) for one in page.rows), page, paging)


@acts(router, "POST", f"{OF_ORGANIZATION}/batches", BatchShape, status=201)
def open_batch(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Open a batch, to send files to."""
    whose, by = edited(request, organization)
    opened = actions.open_batch(by=by, organization=whose)
    return done(
        BatchShape, batch_shape(opened, 0), 201, f"{reverse('api')}/organizations/{whose.code}/batches/{opened.code}"
    )


@reads(router, OF_BATCH, BatchWhole)
@unrecorded
def batch(request: HttpRequest, organization: Organization, batch: Code) -> HttpResponse:
    """A batch with its files: how far each is, and what taking it in would come to."""
    whose, _by = edited(request, organization)
    found = batch_at(whose, batch)
    return editable(BatchWhole, whole_shape(found, files_of(found)))


@reads(router, f"{OF_BATCH}/files/{{file}}", PreviewShape)
@unrecorded
def preview(request: HttpRequest, organization: Organization, batch: Code, file: Place) -> HttpResponse:
    """What taking a file in would do, part by part."""
    whose, _by = edited(request, organization)
    found = file_at(batch_at(whose, batch), file) if 0 < file < 1_000_000 else None
    if found is None:
        raise Refusal(NOT_FOUND, "The batch has no such file.")
    return editable(PreviewShape, preview_shape(found))


def receive(request: HttpRequest, organization: str, batch: str, **named: object) -> Callable[[], None]:
    """Take the content of a request in as a file, for a batch that is there."""
    whose, _by = edited(request, organization)
    batch_at(whose, batch)
    came = stream_in(request, request.GET.get("name", "")[:200])
    if came.said:
        raise Refusal(TOO_LARGE, came.said)
    setattr(request, CAME, came)
    setattr(request, DIGEST, came.digest)
    return came.close


@acts(router, "POST", f"{OF_BATCH}/files", DroppedShape, status=201, content=BYTES, receive=receive)
def send_file(request: HttpRequest, organization: Organization, batch: Code, named: Query[Named]) -> HttpResponse:
    """Send a file to a batch: its bytes are the content of the request. It is read by a worker."""
    whose, by = edited(request, organization)
    came: Came = getattr(request, CAME)
    found = batch_at(whose, batch)
    put(by, found, [came])
    return done(DroppedShape, dropped_shape(files_of(found)[-1]), 201)


@acts(router, "POST", f"{OF_BATCH}/take", BatchWhole, form=FilesForm)
def take(request: HttpRequest, organization: Organization, batch: Code) -> HttpResponse:
    """Have files of a batch taken in, those that are named or all that were read. A worker does it."""
    whose, by = edited(request, organization)
    found = batch_at(whose, batch)
    if actions.accept(by=by, batch=found, positions=filled(request, FilesForm, found).positions):
        go_on.enqueue(found.code)
    return done(BatchWhole, whole_shape(found, files_of(found)))


@acts(router, "POST", f"{OF_BATCH}/leave", BatchWhole, form=FilesForm)
def leave(request: HttpRequest, organization: Organization, batch: Code) -> HttpResponse:
    """Leave files of a batch, those that are named or all that were not taken in."""
    whose, by = edited(request, organization)
    found = batch_at(whose, batch)
    actions.leave(by=by, batch=found, positions=filled(request, FilesForm, found).positions)
    return done(BatchWhole, whole_shape(found, files_of(found)))


@acts(router, "POST", f"{OF_ORGANIZATION}/sources/{{sha256}}/undo", UndoneShape, form=UndoForm)
def undo(
    request: HttpRequest,
    organization: Organization,
    sha256: Annotated[str, Path(..., description="The SHA-256 of the file, 64 hexadecimal digits.")],
) -> HttpResponse:
    """Undo a taking-in of a file: the version before it stands again. Undone twice, nothing changes."""
    whose, by = edited(request, organization)
    form = filled(request, UndoForm)
    taking_in = form.named(whose, sha256)
    if taking_in is None:
        raise Refusal(NOT_FOUND, "The file was not taken in by this reader to this version.")
    undone = form.act(by, taking_in)
    return done(UndoneShape, undone_shape(undone, file_name(undone.file)))
