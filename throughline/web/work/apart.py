"""A reader in a process of its own: bounded in time and memory, and replaced where a file ends it."""

import json
import os
import select
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from throughline.engine.findings import Finding, Sentence, Severity
from throughline.engine.packing import Record, unpack
from throughline.engine.unread import Unread

# Seconds to start in, on a machine that is busy.
STARTING = 60


class ReaderApart:
    """Reads one file after the other; `seconds` and `memory` (bytes) are what one of them may take."""

    def __init__(self, seconds: int, memory: int) -> None:
        self._seconds, self._memory = seconds, memory
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def read(self, path: Path, name: str, sha256: str, record: Path) -> Record:
        """The record of the file at `path`, kept packed at `record`; a file that ends the reader gives `Unread`."""
        if self._process is not None and self._process.poll() is not None:
            self._end()
        fresh = self._process is None
        process = self._process = self._process or self._started()
        assert process.stdin is not None and process.stdout is not None
        record.unlink(missing_ok=True)
        asked = {"path": str(path), "name": name, "record": str(record)}
        try:
            process.stdin.write(json.dumps(asked).encode("ascii") + b"\n")
            process.stdin.flush()
        except OSError:
            self._end()
            return _fault(name, sha256)
        ready, _, _ = select.select([process.stdout], [], [], self._seconds + (STARTING if fresh else 0))
        if not ready:
            self._end()
            said = Sentence(
                "%(file)s takes more than %(seconds)s seconds to read: split it.", file=name, seconds=self._seconds
            )
            return _unread(name, sha256, "DOC-TIME", said)
        if os.read(process.stdout.fileno(), 100) != b"read\n":
            self._end()
            return _fault(name, sha256)
        try:
            return unpack(record.read_bytes())
        except (OSError, ValueError):
            return _fault(name, sha256)

    def _started(self) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "throughline.readers.apart", str(self._memory)]
        # Nothing of what the site knows: a file that takes the reader over finds no key there.
        environment = {name: value for name, value in os.environ.items() if not name.startswith("THROUGHLINE_")}
        return subprocess.Popen(  # noqa: S603
            command, 0, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        )

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()


def _fault(name: str, sha256: str) -> Unread:
    message = Sentence(
        "%(file)s ended the reader that read it: report it with the file; nothing of it was taken.", file=name
    )
    return _unread(name, sha256, "DOC-FAULT", message)


def _unread(name: str, sha256: str, code: str, message: Sentence) -> Unread:
    return Unread(name, sha256, None, (Finding(code, Severity.ERROR, name, message),))
