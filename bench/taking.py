"""How long all fascicles take into an empty SQLite record, with history and checks, and again when unchanged.

Run by `python -m bench.taking`: whole commands, `throughline read` in a new folder each round; medians.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.corpus import fascicles, need_corpus, seeds

ROUNDS = 3
COMMAND = [sys.executable, "-m", "throughline.cli"]


def seconds_of(arguments: list[str], data: str, accept: tuple[int, ...] = (0,)) -> float:
    """Wall seconds of one command over a record in `data`; it must end with one of the accepted statuses."""
    environment = {**os.environ, "THROUGHLINE_DATA": data}
    started = time.perf_counter()
    done = subprocess.run([*COMMAND, *arguments], env=environment, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - started
    if done.returncode not in accept:
        sys.exit(f"{arguments[0]} ended with {done.returncode}:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    return seconds


def main() -> None:
    """Print the table."""
    need_corpus()
    budget = [str(path) for path in fascicles()]
    papers = [str(path) for path in seeds()]
    rows: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as data:
            rows.setdefault("31 fascicles into an empty record", []).append(seconds_of(["read", *budget], data))
            rows.setdefault("the same again, unchanged", []).append(seconds_of(["read", *budget], data))
            rows.setdefault("five papers beside them", []).append(seconds_of(["read", *papers], data))
            rows.setdefault("check", []).append(seconds_of(["check", "--json"], data, (0, 1)))
            rows.setdefault("verify", []).append(seconds_of(["verify"], data))
            size = sum(path.stat().st_size for path in Path(data).rglob("*") if path.is_file()) / 1e6
    print("| what | median s | rounds |\n|---|---|---|")
    for what, seconds in rows.items():
        print(f"| {what} | {statistics.median(seconds):.1f} | {', '.join(f'{one:.1f}' for one in seconds)} |")
    print(f"\nThe record takes {size:.0f} MB with its index.")


if __name__ == "__main__":
    main()
