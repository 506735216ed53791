"""How long an edit of the largest fascicle takes, one field and every field at once, and its workbook out and in.

Run by `python -m bench.editing`: all fascicles in a new SQLite record; medians of five rounds within one process.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.corpus import fascicles, need_corpus
from bench.taking import seconds_of
from throughline.web.opening import reason_not_open

ROUNDS = 5


def main() -> None:
    """Print the table."""
    need_corpus()
    with tempfile.TemporaryDirectory() as data:
        seconds_of(["read", *(str(path) for path in fascicles())], data)
        if reason := reason_not_open(Path(data)):
            sys.exit(reason)
        measure()


def measure() -> None:
    """Edit the plan with the most rows in the record that is open."""
    # Tables can be imported only once a record is open.
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from throughline.engine.editing.nodes import nodes_of  # noqa: PLC0415
    from throughline.readers.plan_workbook import read_plan_workbook  # noqa: PLC0415
    from throughline.store.digests import OF_BUDGETS  # noqa: PLC0415
    from throughline.store.editing.action import edit_plan  # noqa: PLC0415
    from throughline.store.editing.proposing import Wish, standing_at  # noqa: PLC0415
    from throughline.store.models import Plan  # noqa: PLC0415
    from throughline.store.people import operator  # noqa: PLC0415
    from throughline.web.pages.editing.workbooks import workbook_of  # noqa: PLC0415

    def rows(plan: Plan) -> int:
        return sum(one._default_manager.filter(version=plan.document.current_id).count() for one in OF_BUDGETS)

    plan = max(Plan.objects.select_related("document"), key=rows)
    by = operator()
    nodes = nodes_of(standing_at(plan).record)
    results = [one.node for one in nodes.values() if one.kind == "result"]

    def edit(wanted: dict[str, dict[str, str]]) -> Callable[[], object]:
        number = standing_at(plan).version.number
        return lambda: edit_plan(plan=plan, wish=Wish(number, wanted), by=by)

    one = [seconds(edit({results[0]: {"title": f"Round {at}"}})) for at in range(ROUNDS)]
    every = [
        seconds(
            edit({name: {field: f"{text} {at}" for field, text in node.fields.items()} for name, node in nodes.items()})
        )
        for at in range(ROUNDS)
    ]
    standing = standing_at(plan)
    out = [seconds(lambda: workbook_of(standing, "")) for _ in range(ROUNDS)]
    book = workbook_of(standing, "")
    back = [seconds(lambda: read_plan_workbook(book, "plan.xlsx")) for _ in range(ROUNDS)]
    act = edit({results[0]: {"title": "Counted"}})
    with CaptureQueriesContext(connection) as captured:
        act()
    print(f"The largest plan is {plan.address}: {rows(plan)} rows, {len(nodes)} parts that can be edited.\n")
    print("| what | median s, processor | median s, clock |\n|---|---|---|")
    for what, times in (
        ("one field edited", one),
        ("every field edited at once", every),
        ("its workbook out", out),
        ("its workbook read back", back),
    ):
        busy, clock = (statistics.median(each[at] for each in times) for at in (0, 1))
        print(f"| {what} | {busy:.2f} | {clock:.2f} |")
    print(f"\nAn edit takes {len(captured)} statements. The workbook has {len(book) / 1000:.0f} kB.")


def seconds(act: Callable[[], object]) -> tuple[float, float]:
    """Seconds of the processor and of the clock that an act takes: other work on the machine lengthens the second."""
    busy, started = time.process_time(), time.perf_counter()
    act()
    return time.process_time() - busy, time.perf_counter() - started


if __name__ == "__main__":
    main()
