"""Files that come in with a request: written to disk as they come, up to a limit, and never held in memory."""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from throughline.engine.findings import Sentence
from throughline.store.reading import places
from throughline.web.access import action, may_act
from throughline.web.pages.sources.views import edited

View = Callable[..., HttpResponse]

# Bytes that are read at once.
PIECE = 1024**2


class Came(UploadedFile):  # type: ignore[type-arg]
    """A file that came in: where it lies and its digest, or why nothing of it was kept; gone with the request."""

    def __init__(self, name: str, size: int, field: str, path: Path | None, digest: str, said: str) -> None:
        super().__init__(None, name, None, size)
        self.field_name, self.path, self.digest, self.said = field, path, digest, said

    def close(self) -> None:
        """Remove what was not put into a batch."""
        if self.path is not None:
            self.path.unlink(missing_ok=True)


class Incoming(FileUploadHandler):
    """Writes each file to disk as it comes; one that passes a limit is heard to its end, and nothing of it is kept.

    The request is heard to its end so that the browser gets an answer with the reason, and not a line that breaks off;
    one that is larger than all that may be dropped is cut off.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._room = places.room()
        self._path: Path | None = None
        self._file: BinaryIO | None = None
        self.said, self.size = "", 0

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        """Cut off what is larger than a request may be."""
        if content_length > settings.DROPPED_REQUEST_BYTES:
            raise StopUpload(connection_reset=True)

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        super().new_file(*args, **kwargs)
        self._digest, self.size, self.said = sha256(), 0, ""
        self._path = places.incoming()
        self._file = self._path.open("wb")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write a piece of it, while it is within the limits."""
        if self._file is None:
            return
        self.size += len(raw_data)
        if self.size > settings.DROPPED_FILE_BYTES:
            self._refuse(
                Sentence(
                    "%(file)s takes more than %(limit)s MB: split it, or save it without pictures.",
                    file=str(self.file_name),
                    limit=settings.DROPPED_FILE_BYTES // 1024**2,
                )
            )
        elif self.size > self._room:
            self._refuse(
                Sentence(
                    "There is no room left for %(file)s: take in or leave what was dropped before, then drop it again.",
                    file=str(self.file_name),
                )
            )
        else:
            self._digest.update(raw_data)
            self._file.write(raw_data)

    def file_complete(self, file_size: int) -> Came:
        """End a file."""
        if self._file is not None:
            self._file.close()
            self._room -= self.size
        came = Came(
            str(self.file_name), file_size, str(self.field_name), self._path, self._digest.hexdigest(), self.said
        )
        self._file = self._path = None
        return came

    def upload_interrupted(self) -> None:
        """Keep nothing of a file that did not come whole."""
        self._drop()

    def _refuse(self, said: str) -> None:
        self.said = said
        self._drop()

    def _drop(self) -> None:
        if self._file is not None:
            self._file.close()
        if self._path is not None:
            with suppress(OSError):
                self._path.unlink(missing_ok=True)
        self._file = self._path = None


def receives_files(view: View) -> View:
    """Mark a view as an action that takes files: who asks is looked at before anything of the content is.

    The token against forgery stands in the content, so it is asked for once the way that files take is set.
    """
    inner: View = csrf_protect(action(view))

    @csrf_exempt
    @wraps(view)
    def receiving(request: HttpRequest, organization: str, **named: Any) -> HttpResponse:
        if may_act(request) is None:
            return redirect(
                f"{reverse('account_login')}?{urlencode({'next': reverse('sources', args=[organization])})}"
            )
        edited(request, organization)
        if request.method == "POST":
            request.upload_handlers = [Incoming(request)]
        return inner(request, organization, **named)

    receiving.is_action = receiving.takes_files = True  # type: ignore[attr-defined]
    return receiving


def came_in(request: HttpRequest) -> list[Came]:
    """The files of a request, in the order of the form."""
    return [one for one in request.FILES.getlist("files") if isinstance(one, Came) and one.name]


def stream_in(request: HttpRequest, name: str) -> Came:
    """The content of a request as one file called `name`, within the same limits; above them the rest is not heard."""
    writer = Incoming()
    writer.new_file("files", name, "application/octet-stream", None)
    try:
        while piece := request.read(PIECE):
            writer.receive_data_chunk(piece, 0)
            if writer.said:
                break
    except OSError:
        writer.upload_interrupted()
        raise
    return writer.file_complete(writer.size)
