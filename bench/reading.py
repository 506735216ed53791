"""How fast documents are read, on one core: text resolutions a second, and all fascicles with their memory.

Seconds are of the processor, which other work on a shared machine does not lengthen much.

Run by `python -m bench.reading`; medians of the rounds, each figure from a process of its own.
"""

import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

from bench.corpus import fascicles, need_corpus, text_resolutions
from throughline.readers.files import read_any

ROUNDS = 3


def read_all(paths: list[Path]) -> None:
    """Read files one after the other and print seconds of the processor and the peak of memory in MB."""
    read_any(paths[0])  # imports and compiled patterns are not what is measured
    started = time.process_time()
    for path in paths:
        read_any(path)
    seconds = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(paths)} {seconds:.3f} {peak:.0f}")


def measured(what: str) -> tuple[int, float, float]:
    """Files, median seconds and largest peak of memory over the rounds."""
    command = [sys.executable, "-m", "bench.reading", what]
    rows = [subprocess.run(command, capture_output=True, text=True, check=True).stdout.split() for _ in range(ROUNDS)]
    return int(rows[0][0]), statistics.median(float(row[1]) for row in rows), max(float(row[2]) for row in rows)


def main() -> None:
    """Print the table, or, with an argument, one measure in this process."""
    need_corpus()
    if len(sys.argv) > 1:
        read_all({"text": text_resolutions, "fascicles": fascicles}[sys.argv[1]]())
        return
    print("| what | files | median s | a second | peak MB |\n|---|---|---|---|---|")
    for what in ("text", "fascicles"):
        files, seconds, peak = measured(what)
        print(f"| {what} | {files} | {seconds:.2f} | {files / seconds:.1f} | {peak:.0f} |")


if __name__ == "__main__":
    main()
