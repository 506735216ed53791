"""The roll-up on generated indicators: a deep tree, one more value on it, a whole organization, a report with cells.

Run by `python -m bench.rollup [sqlite|postgresql]`; without a name on both, PostgreSQL on a server of its own. The
data are written as rows, for what is measured is reading them; the one more value goes through the action that pages
and the API call. Seconds are medians of wall time; statements are counted without those that begin and end
transactions. Peers did the same work (the first and the third row) on such a machine in over an hour (Akvo RSR), 4.5
s with 6,672 statements, and 7 to 8 s (TolaData). Memory is the most that the process ever had, Django and Python
included.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from throughline.store.models import Indicator, Organization

# Numbers that no value has yet.
NUMBERS = count(1000)
MARKS_OF_TRANSACTIONS = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
DATABASES = ("sqlite", "postgresql")
ROUNDS = 5
# What is reached at least: seconds, statements, megabytes.
TREE, ONE_MORE, STATEMENTS, REPORT, WHOLE, CHANGED, MEGABYTES, WORKBOOK = 0.5, 0.05, 15, 0.3, 3.0, 0.05, 500, 1.5


def main() -> int:
    """Measure each database in a process of its own; 1 where a bound is passed."""
    if len(sys.argv) > 2:
        return make() if sys.argv[2] == "made" else measure(sys.argv[1])
    failed = 0
    for name in sys.argv[1:2] or DATABASES:
        with tempfile.TemporaryDirectory(prefix="throughline-rollup-") as folder:
            environment = {
                **os.environ,
                "THROUGHLINE_DATA": folder,
                "DJANGO_SETTINGS_MODULE": "throughline.web.settings",
            }
            server = None
            if name == "postgresql":
                from tests.conftest import postgresql  # noqa: PLC0415  (starts a server)

                server = postgresql(Path(folder) / "data")
                environment["THROUGHLINE_DATABASE"] = str(server.get_uri())
            migrate = [sys.executable, "-m", "throughline.web.manage", "migrate", "--verbosity", "0"]
            subprocess.run(migrate, env=environment, check=True)
            # What writes the data is another process, for the memory of the one that reads them is measured.
            for step in ("made", "here"):
                own = [sys.executable, "-m", "bench.rollup", name, step]
                failed |= subprocess.run(own, env=environment, check=False).returncode
            if server is not None:
                server.cleanup()
    return failed


# Indicators, nodes, the first of those that report, quarters and cells of each organization.
SIZES = {"T": (25, 21, 5, 4, 4), "R": (500, 5, 1, 8, 4), "W": (2000, 10, 0, 8, 12)}


def make() -> int:
    """The organizations with their indicators and values."""
    import django  # noqa: PLC0415  (needs the settings)

    django.setup()
    from django.db import connection  # noqa: PLC0415  (needs Django)
    from django.db.transaction import atomic  # noqa: PLC0415

    for code, (indicators, size, first, quarters, cells) in SIZES.items():
        with atomic():
            whose, nodes = made(code, size, quarters)
            fill(whose, indicators=indicators, nodes=nodes, reporting=nodes[first:], periods=quarters, cells=cells)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # What it does by itself within a minute of so many new rows.
            cursor.execute("ANALYZE")
    return 0


def held(code: str) -> tuple["Organization", list["Indicator"]]:
    """An organization that was made, and its indicators."""
    from throughline.store.models import Indicator, Organization  # noqa: PLC0415  (needs Django)

    whose = Organization.objects.get(code=code)
    return whose, list(Indicator.objects.filter(organization=whose).order_by("number"))


def measure(name: str) -> int:
    """Every measure on the database of the settings."""
    import django  # noqa: PLC0415  (needs the settings)

    django.setup()
    print(f"### {name}\n\n| what | at most | measured |\n|---|---|---|")
    wrong = [*_tree(), *_report(), *_whole()]
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    wrong += _row("most memory of the process", MEGABYTES, most, "MB")
    wrong += _workbook()
    print()
    return 1 if any(wrong) else 0


def _row(what: str, most: float, measured: float, unit: str) -> list[bool]:
    print(f"| {what} | {most:g} {unit} | {measured:.3g} {unit} |", flush=True)
    return [measured > most]


def _seconds(act: Callable[[], object], rounds: int = ROUNDS, before: Callable[[], object] = bool) -> float:
    """Median seconds."""
    taken = []
    for _ in range(rounds):
        before()
        start = time.perf_counter()
        act()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def _statements(act: Callable[[], object]) -> int:
    from django.db import connection  # noqa: PLC0415  (needs Django)
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as captured:
        act()
    return sum(not one["sql"].startswith(MARKS_OF_TRANSACTIONS) for one in captured)


def _tree() -> list[bool]:
    """25 indicators of the top of a tree of 1, 4 and 16 projects; 16 report 4 quarters in 4 cells."""
    from throughline.store.monitoring.indicators.figures import figures_of  # noqa: PLC0415
    from throughline.store.monitoring.indicators.reading import Which  # noqa: PLC0415
    from throughline.store.rights import EVERYTHING  # noqa: PLC0415

    whose, every = held("T")
    told = figures_of(whose, every, Which.OFFICIAL, seen_by=EVERYTHING)
    figures = sum(len(one.of("actual")) for one in told.values())
    what = f"2,100 periods, 6,400 values in cells: {figures:,} figures of the whole tree"
    wrong = _row(what, TREE, _seconds(lambda: figures_of(whose, every, Which.OFFICIAL, seen_by=EVERYTHING)), "s")

    def one_more() -> None:
        enter_one(whose, f"{every[0].address}@2026-29/N20#2026-Q1", "c0")
        figures_of(whose, every[:1], Which.STANDING, seen_by=EVERYTHING)

    wrong += _row("one more value on that tree, and every figure above it", ONE_MORE, _seconds(one_more), "s")
    return wrong + _row("the same, statements", STATEMENTS, _statements(one_more), "")


def _report() -> list[bool]:
    """500 indicators, 8 quarters, 4 results that contribute, 4 cells each: 16,000 reports and 64,000 cells."""
    from throughline.store.monitoring.indicators.figures import own_figures_of  # noqa: PLC0415
    from throughline.store.monitoring.indicators.reading import Which  # noqa: PLC0415
    from throughline.store.rights import EVERYTHING  # noqa: PLC0415

    whose, every = held("R")
    taken = _seconds(lambda: own_figures_of(whose, every, Which.OFFICIAL, seen_by=EVERYTHING))
    return _row("indicator report of 16,000 results with 64,000 cells", REPORT, taken, "s")


def _whole() -> list[bool]:
    """20,000 series (2,000 indicators that 10 nodes report), 8 quarters, 12 cells: 1.9 million values."""
    from throughline.store.monitoring.indicators.reading import Which  # noqa: PLC0415
    from throughline.store.monitoring.indicators.whole import forget, whole_of  # noqa: PLC0415
    from throughline.store.rights import EVERYTHING  # noqa: PLC0415

    whose, every = held("W")
    taken = _seconds(lambda: whole_of(whose, Which.OFFICIAL, seen_by=EVERYTHING), 3, forget)
    wrong = _row("1.9 million values: every total of the whole organization", WHOLE, taken, "s")

    def ask() -> object:
        return whole_of(whose, Which.STANDING, seen_by=EVERYTHING)

    def enter() -> None:
        enter_one(whose, f"{every[0].address}#2026-Q1", "c0")

    ask()
    wrong += _row("the same after one changed value", CHANGED, _seconds(ask, before=enter), "s")
    enter()
    print(f"| the same, statements |  | {_statements(ask)} |")
    return wrong


def _workbook() -> list[bool]:
    """5,000 new values for reports that have others: the file read, every row checked, what would come of it told."""
    from throughline.engine.monitoring.sheets import ValueRow  # noqa: PLC0415  (needs Django)
    from throughline.store.people import operator  # noqa: PLC0415
    from throughline.web.pages.due.workbooks import brought_in, headings  # noqa: PLC0415
    from throughline.writers.values_workbook import values_workbook  # noqa: PLC0415

    class Typed(ValueRow):
        """A row in which somebody typed another value than was taken out."""

        @property
        def was(self) -> str:
            return "1"

    whose, every = held("R")
    nodes = [f"2026-29/N{at}" for at in range(1, 5)]
    reports = [f"{one.address}@{node}#2026-Q{quarter}" for one in every for node in nodes for quarter in range(1, 5)]
    rows = [
        Typed(report, f"c=c{cell}", str(next(NUMBERS)), f"Cell {cell}", "", "", "boats", "", "")
        for report in reports[:1250]
        for cell in range(4)
    ]
    content = values_workbook(rows, headings(), "Values", datetime(2026, 7, 1, tzinfo=UTC))
    by = operator()

    def bring(*, taken: bool) -> None:
        done = brought_in(whose, by, content, "values.xlsx", taken=taken)
        assert done.values == len(rows), done.findings[:3]

    wrong = _row("workbook of 5,000 values in, with preview", WORKBOOK, _seconds(lambda: bring(taken=False)), "s")
    print(f"| the same, taken in |  | {_seconds(lambda: bring(taken=True), rounds=1):.3g} s |")
    return wrong


def enter_one(whose: "Organization", report: str, cell: str) -> None:
    """One more value, through the action: another number each time."""
    from throughline.engine.monitoring.values import Said, State  # noqa: PLC0415  (needs Django)
    from throughline.store.monitoring.indicators.entering import Entry, enter_values  # noqa: PLC0415
    from throughline.store.people import operator  # noqa: PLC0415

    said = Said(State.REPORTED, next(NUMBERS) * 10_000)
    done = enter_values(by=operator(), organization=whose, entries=[Entry(report, said, f"c={cell}")])
    assert done.values == 1, done.findings


def made(code: str, size: int, quarters: int) -> tuple["Organization", list[str]]:
    """An organization with a plan of `size` elements, four below each of the first ones, and quarters from 2026."""
    from throughline.engine.periods import add_months  # noqa: PLC0415  (needs Django)
    from throughline.store.models import Element, Framework, FrameworkVersion, ReportingPeriod  # noqa: PLC0415
    from throughline.store.organizations import organization_with  # noqa: PLC0415
    from throughline.store.people import operator  # noqa: PLC0415

    whose, by, now = organization_with(code), operator(), datetime.now(UTC)
    plan = Framework.objects.create(
        organization=whose,
        kind="strategic",
        code="2026-29",
        address=f"{code}/2026-29",
        title="Plan",
        start=date(2026, 1, 1),
        end=date(2030, 1, 1),
        levels=["goal"],
        made=now,
        made_by=by,
    )
    version = FrameworkVersion.objects.create(framework=plan, number=1, written=now, written_by=by)
    nodes = [f"{plan.address}/N{at}" for at in range(size)]
    wide = size - 1 if size < 21 else 4
    Element.objects.bulk_create(
        Element(
            version=version,
            position=at,
            address=node,
            code=f"N{at}",
            parent=nodes[(at - 1) // wide] if at else "",
            level="goal",
            title=f"Node {at}",
        )
        for at, node in enumerate(nodes)
    )
    Framework.objects.filter(pk=plan.pk).update(standing=version)
    for at in range(quarters):
        start = add_months(date(2026, 1, 1), 3 * at)
        ReportingPeriod.objects.create(
            organization=whose, code=f"{start.year}-Q{at % 4 + 1}", start=start, end=add_months(start, 3)
        )
    for year in range(2026, 2026 + quarters // 4):
        ReportingPeriod.objects.create(
            organization=whose, code=str(year), start=date(year, 1, 1), end=date(year + 1, 1, 1)
        )
    return whose, nodes


def fill(
    whose: "Organization", *, indicators: int, nodes: list[str], reporting: list[str], periods: int, cells: int
) -> None:
    """Indicators of the top node that all nodes report, with official values in every cell of the reporting ones."""
    from throughline.store.models import (  # noqa: PLC0415  (needs Django)
        Definition,
        Indicator,
        IndicatorReport,
        IndicatorValue,
        ReportingPeriod,
        Series,
    )
    from throughline.store.people import operator  # noqa: PLC0415
    from throughline.store.rows import insert, reserve  # noqa: PLC0415

    by, now, top = operator().pk, datetime.now(UTC), nodes[0]
    kept = [["c", "Cell", [[f"c{at}", ""] for at in range(cells)]]]
    sums = ("sum",) * 4
    quarters = list(ReportingPeriod.objects.filter(organization=whose, code__contains="Q").order_by("start"))[:periods]
    own, defined = reserve(Indicator, indicators), reserve(Definition, indicators)
    insert(
        Indicator,
        "id organization_id node number address revision made made_by_id",
        [(pk, whose.pk, top, at, f"{top}/I{at}", 1, now, by) for at, pk in enumerate(own, 1)],
    )
    insert(
        Definition,
        "id indicator_id number kind title unit currency direction source method frequency cells places time nodes "
        "dimensions carried on_track off_track reason made made_by_id",
        [
            (
                pk,
                one,
                1,
                "quantity",
                f"Indicator {pk}",
                "boats",
                "",
                "rise",
                "",
                "",
                3,
                *sums,
                kept,
                [],
                90,
                60,
                "",
                now,
                by,
            )
            for pk, one in zip(defined, own, strict=True)
        ],
    )
    for pk, one in zip(defined, own, strict=True):
        Indicator.objects.filter(pk=one).update(definition_id=pk)
    pairs = [(one, definition, node) for one, definition in zip(own, defined, strict=True) for node in nodes]
    series = reserve(Series, len(pairs))
    rows = [(pk, one, node, now, by) for pk, (one, _, node) in zip(series, pairs, strict=True)]
    insert(Series, "id indicator_id node made made_by_id", rows)
    wanted: list[tuple[Any, ...]] = [
        (pk, period.pk, definition)
        for pk, (_, definition, node) in zip(series, pairs, strict=True)
        if node in reporting
        for period in quarters
    ]
    reports = reserve(IndicatorReport, len(wanted))
    columns = "id series_id period_id definition_id of state level changed submitted_by_id decided_by_id note"
    insert(
        IndicatorReport,
        columns,
        [(pk, *one, "actual", "open", 0, 0, None, None, "") for pk, one in zip(reports, wanted, strict=True)],
    )
    columns = "report_id place cell part state number text evidence at by_id stands official"
    insert(
        IndicatorValue,
        columns,
        (
            (pk, "", f"c=c{cell}", 2, "reported", (pk + cell) % 97 * 10_000, "", "", now, by, True, True)
            for pk in reports
            for cell in range(cells)
        ),
    )


if __name__ == "__main__":
    raise SystemExit(main())
