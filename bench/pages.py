"""Pages on six organizations of the real size: statements and time of every list, counts, the line, weight, rate.

Run by `python -m bench.pages [FOLDER]`: the record in FOLDER, made there first where there is none (bench/many.py
says of what). Times are medians of seconds of the processor for whole answers in the process, middleware included,
so that other work on the machine does not count; the first answer of each address is not counted.
"""

import gzip
import http.client
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import django

ROUNDS = 15
# Statements and milliseconds, at most.
LIST, COUNTS, LINE = (8, 25), (3, 20), (12, 80)
PAGE_BYTES, ASSET_BYTES, MIGRATION_SECONDS, RATE = 60_000, 200_000, 10, 150
LISTS = (
    *("mandates", "mandates?held=held", "asked", "asked?addressee=@secretariat&answered=unlisted", "asked?unit=TOP"),
    *("findings", "findings?code=MO-UNDER-DELIVERED", "findings?unit=TOP", "findings?q=row", "findings?who=nobody"),
    *("deliverables", "deliverables?state=missing", "deliverables?category=A&unit=TOP", "deliverables?q=report"),
    *("asked/unanswered", "asked/unanswered?grain=documents", "reviews/2026"),
    *("sources", "history", "search?q=report", "plans", "links"),
)
PAGES = ("", "units", "units/TOP", "units/U7", "plans/2026", "plans/2026/29C", "plans/2026/29C/SP1")
# What these remember at the head of the history is made anew when something was written.
ANEW = ("", "mandates", "asked", "deliverables", "findings", "units/TOP")
SECTIONS = ("29C", "29", "2", "3")
API_LIST = "/api/organizations/UN/deliverables?limit=20"
WORKERS, CONNECTIONS, SECONDS = 4, 8, 10


def main() -> int:
    """Print every table; 1 where a bound is passed."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(sys.argv[1] if len(sys.argv) > 1 else temporary)
        os.environ["THROUGHLINE_DATA"] = str(folder)
        os.environ["DJANGO_SETTINGS_MODULE"] = "throughline.web.settings"
        missed = [_migrations()]
        if not (folder / "throughline.sqlite3").is_file():
            folder.mkdir(parents=True, exist_ok=True)
            _migrate(folder)
            django.setup()
            from bench.many import made  # noqa: PLC0415  (needs Django)

            made()
        django.setup()
        missed += [_lists(), _anew(), _counts(), _lines(), _weights(), _rate(folder)]
    print(f"\nMissed: {', '.join(one for one in missed if one) or 'nothing'}.")
    return 1 if any(missed) else 0


def _migrate(folder: Path) -> float:
    """Seconds of the processor from nothing to a record that is ready, the whole command."""
    environment = {**os.environ, "THROUGHLINE_DATA": str(folder)}
    before = _of_children()
    subprocess.run(
        [sys.executable, "-m", "throughline.web.manage", "migrate", "--verbosity", "0"], env=environment, check=True
    )
    return _of_children() - before


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _migrations() -> str:
    seconds = []
    for _ in range(3):
        with tempfile.TemporaryDirectory() as data:
            seconds.append(_migrate(Path(data)))
    median = statistics.median(seconds)
    print(f"Empty database to ready: {median:.1f} s of the processor (at most {MIGRATION_SECONDS}).\n")
    return "migrations" if median > MIGRATION_SECONDS else ""


def measured(ask: Callable[[], object]) -> tuple[int, float]:
    """Statements, and median milliseconds of the processor."""
    return measured_all([ask])[0]


def measured_all(asked: Sequence[Callable[[], object]]) -> list[tuple[int, float]]:
    """The same of several, in turns, so that what else the machine does for a while falls on all of them alike."""
    statements = [_statements(ask) for ask in asked]
    times: list[list[float]] = [[] for _ in asked]
    for _ in range(ROUNDS):
        for ask, own in zip(asked, times, strict=True):
            started = time.process_time()
            ask()
            own.append((time.process_time() - started) * 1000)
    return [(count, statistics.median(own)) for count, own in zip(statements, times, strict=True)]


def _statements(ask: Callable[[], object]) -> int:
    from django.db import connection  # noqa: PLC0415  (needs Django)

    statements: list[str] = []

    def noting(execute: Callable[..., object], sql: str, *rest: object) -> object:
        statements.append(sql)
        return execute(sql, *rest)

    ask()
    with connection.execute_wrapper(noting):
        ask()
    return len(statements)


def _contents(names: Sequence[str]) -> dict[str, bytes]:
    """What the pages answer, by their addresses."""
    from django.test import Client  # noqa: PLC0415  (needs Django)

    client, contents = Client(headers={"host": "localhost"}), {}
    for name in names:
        address = f"/UN/{name}".rstrip("/")
        answer = client.get(address)
        if answer.status_code != 200:
            sys.exit(f"{address} is answered with {answer.status_code}")
        contents[address] = answer.content
    return contents


def _table(what: str, names: tuple[str, ...], bounds: tuple[int, int] | None) -> str:
    from django.test import Client  # noqa: PLC0415  (needs Django)

    print(f"| {what} | statements | median ms | kB compressed |\n|---|---|---|---|")
    client, contents = Client(headers={"host": "localhost"}), _contents(names)
    figures = measured_all([partial(client.get, address) for address in contents])
    for (address, content), (statements, milliseconds) in zip(contents.items(), figures, strict=True):
        kilobytes = len(gzip.compress(content, 6)) / 1000
        print(f"| `{address}` | {statements} | {milliseconds:.1f} | {kilobytes:.1f} |", flush=True)
    most, slowest = (max(column) for column in zip(*figures, strict=True))
    print(f"\nAt most {most} statements, {slowest:.1f} ms" + (f" (bounds: {bounds}).\n" if bounds else ".\n"))
    return what if bounds and (most > bounds[0] or slowest > bounds[1]) else ""


def _lists() -> str:
    missed = _table("list, 20 rows", LISTS, LIST)
    _table("other page", PAGES, None)
    return missed


def _anew() -> str:
    """The first answer after something was written: nothing is remembered."""
    from django.test import Client  # noqa: PLC0415  (needs Django)

    from throughline.store import memory  # noqa: PLC0415  (needs Django)

    client = Client(headers={"host": "localhost"})

    def ask(address: str) -> None:
        memory.forget()
        client.get(address)

    print("| right after something was written | statements | median ms |\n|---|---|---|")
    for name in ANEW:
        address = f"/UN/{name}".rstrip("/")
        statements, milliseconds = measured(partial(ask, address))
        print(f"| `{address}` | {statements} | {milliseconds:.1f} |", flush=True)
    print()
    return ""


def _counts() -> str:
    """Counts and totals of a whole organization, as the overview takes them."""
    from django.utils.timezone import localdate  # noqa: PLC0415  (needs Django)

    from throughline.store import memory  # noqa: PLC0415  (needs Django)
    from throughline.store.organizations import Organization  # noqa: PLC0415  (needs Django)
    from throughline.store.rights import sight_at_machine  # noqa: PLC0415  (needs Django)
    from throughline.web.pages.counting import counts_of_organization  # noqa: PLC0415  (needs Django)
    from throughline.web.pages.plans.totals import amounts_of_year  # noqa: PLC0415  (needs Django)

    whose = Organization.objects.get(code="UN")
    seen, today = sight_at_machine().within(whose.pk), localdate()

    def anew() -> None:
        memory.forget()
        counts_of_organization(whose, seen, today, None)

    fresh = measured(anew)
    counts = measured(lambda: counts_of_organization(whose, seen, today, None))
    amounts = measured(lambda: amounts_of_year(whose))
    print("| of a whole organization | statements | median ms |\n|---|---|---|")
    print(f"| counts right after something was written | {fresh[0]} | {fresh[1]:.1f} |")
    print(f"| counts | {counts[0]} | {counts[1]:.1f} |\n| money by fund | {amounts[0]} | {amounts[1]:.1f} |\n")
    return "counts" if counts[0] > COUNTS[0] or counts[1] > COUNTS[1] else ""


def _lines() -> str:
    return _table("the line of a section", tuple(f"line/2026/{section}" for section in SECTIONS), LINE)


def _weights() -> str:
    """Every page beside its assets, and all assets together, compressed."""
    from throughline.web import settings  # noqa: PLC0415  (needs Django)

    static = Path(settings.__file__).parent / "static"
    assets = {path.name: len(gzip.compress(path.read_bytes(), 9)) for path in static.rglob("*") if path.is_file()}
    together = sum(assets.values())
    heaviest = max((len(gzip.compress(content, 6)), name) for name, content in _contents((*PAGES, "mandates")).items())
    print(f"All assets: {together / 1000:.1f} kB compressed (at most {ASSET_BYTES // 1000}).")
    print(f"Heaviest page: {heaviest[1]}, {heaviest[0] / 1000:.1f} kB (at most {PAGE_BYTES // 1000}).\n")
    return "weight" if together > ASSET_BYTES or heaviest[0] > PAGE_BYTES else ""


def _rate(folder: Path) -> str:
    """Requests a second of a list of 20 rows by the API: the server with its workers, asked over kept connections."""
    from throughline.web import serve  # noqa: PLC0415  (needs Django)

    port, serve.WORKERS = 8079, WORKERS
    server = subprocess.Popen(serve.command("127.0.0.1", port), env={**os.environ, "THROUGHLINE_DATA": str(folder)})
    try:
        _wait_for(port)
        done: list[int] = []
        until = time.perf_counter() + SECONDS
        threads = [threading.Thread(target=_ask, args=(port, until, done)) for _ in range(CONNECTIONS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        before = _of_children()
        server.terminate()
        server.wait()
    rate = sum(done) / SECONDS
    load = os.getloadavg()[0]
    a_second = sum(done) / max(_of_children() - before, 0.001)
    print(f"{API_LIST}: {rate:.0f} requests a second, {WORKERS} workers, {CONNECTIONS} connections (at least {RATE});")
    print(f"{a_second:.0f} for each second of a processor that the server used, its start included;")
    print(f"the load generator is this process, on the same {os.cpu_count()} cores; load of the machine {load:.1f}.")
    return "rate" if rate < RATE else ""


def _wait_for(port: int) -> None:
    for _ in range(120):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", API_LIST)
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        time.sleep(0.5)
    sys.exit("The server did not begin to answer.")


def _ask(port: int, until: float, done: list[int]) -> None:
    connection, count = http.client.HTTPConnection("127.0.0.1", port, timeout=30), 0
    while time.perf_counter() < until:
        connection.request("GET", API_LIST)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200 or not re.match(rb'\{"items":\[\{', body):
            sys.exit(f"{API_LIST} is answered with {answer.status}")
        count += 1
    done.append(count)


if __name__ == "__main__":
    raise SystemExit(main())
