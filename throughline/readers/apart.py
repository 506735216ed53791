"""Reads files in a process of its own, within limits of memory: `python -m throughline.readers.apart BYTES`.

Each line that comes in names a file, what to call it, and where its record goes, as JSON; each line that goes out says
that the record is there. The process ends when whoever started it has ended.
"""

import json
import os
import resource
import sys
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

from throughline.engine.packing import pack
from throughline.readers.files import read_data

# Bytes of one record that is written; the largest real one takes some 20 MB.
LARGEST_RECORD = 500_000_000


def main(memory: int) -> None:
    """Read whatever is asked for on the standard input, until it ends."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_RECORD, LARGEST_RECORD))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    asked: SimpleQueue[str] = SimpleQueue()
    Thread(target=_listen, args=(asked,), daemon=True).start()
    while True:
        one = json.loads(asked.get())
        record = read_data(Path(one["path"]).read_bytes(), one["name"])
        Path(one["record"]).write_text(pack(record), encoding="ascii")
        sys.stdout.write("read\n")
        sys.stdout.flush()


def _listen(asked: "SimpleQueue[str]") -> None:
    for line in sys.stdin:
        asked.put(line)
    # Nobody waits for the record any more, however far it is.
    os._exit(0)


if __name__ == "__main__":
    main(int(sys.argv[1]))
