"""IATI: a file read and written again, its figures before and after, and whether it holds by the schema."""

import argparse
import statistics
import time
from decimal import Decimal
from pathlib import Path

from throughline.engine.iati.records import Publication
from throughline.readers.iati import read_iati
from throughline.writers.iati import iati_xml

FILE = Path("../shared/data/iati/activities/unhcr-activities-2023.xml")
ROUNDS = 5


def main() -> None:
    """Print seconds of the median round, and the figures on both sides."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", default=FILE)
    path = parser.parse_args().file
    data = path.read_bytes()
    reading, writing = [], []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        whole = read_iati(data, path.name)
        middle = time.perf_counter()
        again = iati_xml(whole)
        reading.append(middle - start)
        writing.append(time.perf_counter() - middle)
    back = read_iati(again, path.name)
    print(f"{path.name}: {len(data):,} bytes, {len(whole.activities)} activities, {len(whole.findings)} findings")
    print(f"read {statistics.median(reading):.2f} s, written {statistics.median(writing):.2f} s")
    print(f"figures equal: {figures(whole) == figures(back)}; records equal: {whole.activities == back.activities}")
    print(f"faults by the schema, the lists and the rules after writing: {len(back.findings)}")
    print(*figures(whole), sep=", ")


def figures(whole: Publication) -> tuple[int, Decimal, int, Decimal, int]:
    """Transactions and their sum, budgets and their sum, values of indicators."""
    paid = [one.value.amount or Decimal(0) for each in whole.activities for one in each.transactions if one.value]
    planned = [one.value.amount or Decimal(0) for each in whole.activities for one in each.budgets if one.value]
    values = [
        value
        for activity in whole.activities
        for result in activity.results
        for indicator in result.indicators
        for period in indicator.periods
        for value in (*period.targets, *period.actuals)
    ]
    return len(paid), sum(paid, Decimal(0)), len(planned), sum(planned, Decimal(0)), len(values)


if __name__ == "__main__":
    main()
