"""Statements and median milliseconds of every list of the API, on the record of all fascicles and papers.

Run by `python -m bench.api [FOLDER]`: the record in FOLDER, else one that is made in a temporary folder. Times are
of whole answers in the process, middleware included; the first answer of each is not counted.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

import django
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.corpus import fascicles, need_corpus, seeds

ROUNDS = 15
MOST_STATEMENTS, MOST_MILLISECONDS = 8, 25
UN = "/api/organizations/UN"
LISTS = (
    "documents",
    "documents?addressee=@secretariat&answered=unlisted&held=held",
    "documents?q=least+developed",
    "paragraphs",
    "acts",
    "acts?addressee=@secretariat&answered=unlisted",
    "deadlines",
    "citations",
    "plans",
    "places",
    "listed-mandates",
    "results",
    "measures",
    "deliverables",
    "evaluations",
    "texts",
    "tables",
    "money",
    "money?plan=UN/2026/29C&measure=estimate",
    "money?fund=extrabudgetary&year=2026&level=total",
    "posts",
    "findings",
    "findings?q=subtotal&severity=error",
    "sources",
    "history",
    "search?q=water",
)
SINGLES = (
    "overview",
    "outlines/2026",
    "plans/UN/2026/10",
    "places/UN/2026/10/SP1",
    "results/UN/2026/10/SP1/R2",
    "documents/A/RES/78/243",
    "lines/UN/2026/10",
    "lines/UN/2026/10/SP1",
)


def made(folder: str) -> None:
    """Take all fascicles and papers into a record in a folder."""
    papers = [str(path) for path in (*fascicles(), *seeds())]
    environment = {**os.environ, "THROUGHLINE_DATA": folder}
    command = [sys.executable, "-m", "throughline.cli", "read", *papers]
    subprocess.run(command, env=environment, capture_output=True, check=True)


def measured(address: str) -> tuple[int, float, int, str]:
    """Statements, median milliseconds, bytes of the answer, and the address of the page after it."""
    client = Client(headers={"host": "localhost"})
    first = client.get(address)
    if first.status_code != 200:
        sys.exit(f"{address} is answered with {first.status_code}: {first.content[:500]!r}")
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    statements = len(captured)
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        client.get(address)
        times.append((time.perf_counter() - started) * 1000)
    return statements, statistics.median(times), len(first.content), first.json().get("next") or ""


def printed(name: str, address: str) -> tuple[int, float]:
    """Measure an address and print its row; further pages of a list on a row of their own."""
    statements, milliseconds, size, after = measured(address)
    print(f"| {name} | {statements} | {milliseconds:.1f} | {size / 1000:.1f} |", flush=True)
    if not after or "?" in name:
        return statements, milliseconds
    again = printed(f"{name}?cursor", after)
    return max(statements, again[0]), max(milliseconds, again[1])


def table(what: str, names: tuple[str, ...]) -> tuple[int, float]:
    """A table of addresses; the most statements and milliseconds of any."""
    print(f"| {what} | statements | median ms | kB |\n|---|---|---|---|")
    found = [printed(name, f"{UN}/{quote(name, safe='/?&=@+')}") for name in names]
    return max(statements for statements, _ in found), max(milliseconds for _, milliseconds in found)


def main() -> int:
    """Print both tables; 1 where a list passes its bounds."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = sys.argv[1] if len(sys.argv) > 1 else temporary
        if not (Path(folder) / "throughline.sqlite3").is_file():
            need_corpus()
            made(folder)
        os.environ["THROUGHLINE_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "throughline.web.settings"
        django.setup()
        statements, milliseconds = table("list, 20 rows", LISTS)
        print()
        table("one thing", SINGLES)
    held = statements <= MOST_STATEMENTS and milliseconds < MOST_MILLISECONDS
    bounds = f"{MOST_STATEMENTS} statements, {MOST_MILLISECONDS} ms"
    print(
        f"\nLists: at most {statements} statements, {milliseconds:.1f} ms ({bounds}): {'held' if held else 'MISSED'}."
    )
    return 0 if held else 1


if __name__ == "__main__":
    raise SystemExit(main())
