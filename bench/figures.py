"""How many figures of money and posts are read, how true their findings are, and how many planted errors are found.

Run by `python -m bench.figures`. Four measures over the fascicles:

1. Claimed: numbers that a cruder reading of the docx finds in the tables under the headings of resources (every cell
   but the first of a row that looks like a number, no columns known), against the figures of the record with row,
   column, fund and year. A figure without a fund counts where its row or column adds up funds.
2. Findings: PB-SUM and PB-DIFF by severity. Every finding of severity error was looked at by eye in the printed
   tables of all 31 fascicles: 109 findings (93 PB-SUM, 16 PB-DIFF), 109 of them true, in that the printed figures
   do differ from what they must add up to or from each other. A handful blame one figure where another may be the
   wrong one (a subtotal and its lines both misprinted); none comes from a table that was misread.
3. Planted: one figure of a table is changed at random, by more than rounding explains, and the checks run again; it
   is found when a new error names a cell of its table.
4. Published: expenditure in 2024 as another project read it from the printed papers, against ours: the same fund,
   label and amount. It also gives sums that no paper prints in one figure; zeros (dashes) are left out.
"""

import json
import random
import re
import time
import zipfile
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from lxml import etree

from bench.corpus import SHARED, fascicles, need_corpus
from throughline.engine.budgeting.agreement import check_agreement
from throughline.engine.budgeting.records import Fascicle, PostFigure, ResourceFigure
from throughline.engine.budgeting.sums import check_sums
from throughline.engine.findings import Severity
from throughline.readers.document import read_file
from throughline.readers.programme_budget import outline_of, read_programme_budget
from throughline.readers.programme_budget.resources import read_resources

PUBLISHED = SHARED / "data" / "finance" / "programme-budget-expenditure-2024.json"
PLANTED_EACH = 12
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NUMBER = re.compile(r"\(?[-–−‒]?\d[\d,]*(\.\d+)?[a-z]?(,[a-z])?\)?[a-z]?(,[a-z])*%?")
LETTER_OF_COLUMN = re.compile(r"\(\d\)")
NOT_RESOURCES = re.compile(r"compliance rate|performance measure|deliverables for", re.I)
SPACE = re.compile(r"\s")


def crude_numbers(path: Path) -> Counter[str]:
    """What looks like a number in the tables under the headings of resources, white space gone."""
    found: Counter[str] = Counter()
    for table in crude_tables(path):
        rows = [row.findall(f"{WORD}tc") for row in table.iter(f"{WORD}tr")]
        for cells in rows:
            texts = [SPACE.sub("", text_of(one)) for cell in cells[1:] for one in cell.iter(f"{WORD}p")]
            numbers = [text for text in texts if NUMBER.fullmatch(text) and not re.fullmatch(r"20\d\d", text)]
            letters = sum(1 for text in numbers if LETTER_OF_COLUMN.fullmatch(text))
            if letters != len(numbers) or not any("=" in text for text in texts):
                found.update(numbers)
    return found


def crude_tables(path: Path) -> Iterator[etree._Element]:
    """The tables of the body after a heading of resources and before one of the plan, those in drawings left out."""
    with zipfile.ZipFile(path) as archive:
        body = etree.fromstring(archive.read("word/document.xml")).find(f"{WORD}body")
    assert body is not None
    inside = False
    before: deque[str] = deque(maxlen=6)
    for element in body.iter(f"{WORD}p", f"{WORD}tbl"):
        if any(above.tag in (f"{WORD}tbl", f"{WORD}txbxContent") for above in element.iterancestors()):
            continue
        if element.tag == f"{WORD}p":
            text = text_of(element)
            if 0 < len(text) < 160 and re.search(r"resource requirements", text, re.I):
                inside = True
            elif len(text) < 160 and re.search(r"(programme plan|planned activities).*performance", text, re.I):
                inside = False
            before.extend([text] if text else [])
            continue
        caption = " ".join(before)
        before.clear()
        if inside and not NOT_RESOURCES.search(caption):
            yield element


def text_of(element: etree._Element) -> str:
    """The text of a paragraph, zero-width characters gone."""
    return "".join(one.text or "" for one in element.iter(f"{WORD}t")).replace("\u200b", "").strip()


def claimed_numbers(fascicle: Fascicle) -> Counter[str]:
    """The printed numbers of the record that have row, column, fund and year, each cell once."""
    cells = set()
    funds: dict[tuple[str, int], int] = {}
    for money in fascicle.resources:
        funds[money.cell.table, money.cell.row_index] = funds.get((money.cell.table, money.cell.row_index), 0) + 1
        whole = money.fund is not None or money.level != "line" or "otal" in money.cell.column
        if money.amount is not None and money.cell.row and money.cell.column and money.year and whole:
            cells.add((money.cell.table, money.cell.row_index, money.cell.column_index, money.printed))
    for post in fascicle.posts:
        whole = post.fund is not None or post.level != "line" or "otal" in post.cell.column
        if post.number is None or post.cell.column == "Details":
            continue
        if post.cell.row and post.cell.column and post.year and whole:
            cells.add((post.cell.table, post.cell.row_index, post.cell.column_index, post.printed))
    return Counter(SPACE.sub("", printed) for *_, printed in cells)


def measure_claims(paths: list[Path], read: dict[Path, Fascicle]) -> None:
    """Print numbers found crudely and claimed, for each fascicle and for all."""
    print("| fascicle | numbers | claimed | missing |\n|---|---|---|---|")
    numbers = missing = 0
    for path in paths:
        crude, claimed = crude_numbers(path), claimed_numbers(read[path])
        lacking = crude - claimed
        numbers += crude.total()
        missing += lacking.total()
        shown = ", ".join(sorted(lacking)[:5])
        print(f"| {path.stem[:40]} | {crude.total()} | {crude.total() - lacking.total()} | {shown} |")
    print(f"| **all** | {numbers} | {numbers - missing} ({1 - missing / numbers:.4f}) | |")


def measure_findings(read: dict[Path, Fascicle]) -> None:
    """Print findings by code and severity."""
    found = Counter((one.code, one.severity.value) for fascicle in read.values() for one in fascicle.findings)
    print("\n| finding | severity | count |\n|---|---|---|")
    for (code, severity), count in sorted(found.items()):
        if code in ("PB-SUM", "PB-DIFF", "PB-FIGURE", "PB-FUND"):
            print(f"| {code} | {severity} | {count} |")


def measure_planted(read: dict[Path, Fascicle]) -> None:
    """Change one figure at a time and count how often a new error names its table."""
    chance = random.Random(2026)
    found: Counter[tuple[str, bool]] = Counter()
    for fascicle in read.values():
        before = errors_in(fascicle.resources, fascicle.posts)
        for _ in range(PLANTED_EACH if fascicle.resources else 0):
            kind, table, money, posts = planted(fascicle, chance)
            new = errors_in(money, posts) - before
            found[kind, any(f"table {table}," in where for where, _ in new)] += 1
    print("\n| planted in | errors | found | recall |\n|---|---|---|---|")
    for kind in ("money", "posts"):
        hits, all_of = found[kind, True], found[kind, True] + found[kind, False]
        print(f"| {kind} | {all_of} | {hits} | {hits / all_of:.3f} |")


Money = tuple[ResourceFigure, ...]
Posts = tuple[PostFigure, ...]


def errors_in(money: Money, posts: Posts) -> set[tuple[str, tuple[str, ...]]]:
    """Cells and figures of the findings of severity error."""
    findings = (*check_sums(money, posts), *check_agreement(money, posts))
    return {(one.where, one.figures) for one in findings if one.severity is Severity.ERROR}


def planted(fascicle: Fascicle, chance: random.Random) -> tuple[str, str, Money, Posts]:
    """The figures of a fascicle with one of them changed; percentages and lists in words are left alone."""
    money, posts = fascicle.resources, fascicle.posts
    counts = [at for at, one in enumerate(posts) if one.number and one.measure != "percentage" and not one.listed]
    if counts and chance.random() < 0.35:
        at = chance.choice(counts)
        number = changed(posts[at].number or Decimal(0), Decimal(1), 0, chance)
        return "posts", posts[at].cell.table, money, (*posts[:at], replace(posts[at], number=number), *posts[at + 1 :])
    amounts = [at for at, one in enumerate(money) if one.amount and one.measure != "percentage"]
    at = chance.choice(amounts)
    amount = changed(money[at].amount or Decimal(0), money[at].step, 5, chance)
    return "money", money[at].cell.table, (*money[:at], replace(money[at], amount=amount), *money[at + 1 :]), posts


def changed(value: Decimal, step: Decimal, over: int, chance: random.Random) -> Decimal:
    """The value with one digit misprinted, off by more than `over` printed units where it has the digits."""
    units = int(abs(value) / step)
    while True:
        digits = list(str(units))
        at = chance.randrange(len(digits))
        digits[at] = chance.choice([one for one in "0123456789" if one != digits[at]])
        other = int("".join(digits))
        if abs(other - units) > over or len(digits) == 1:
            return (other * step).copy_sign(value)


def measure_published(read: dict[Path, Fascicle]) -> None:
    """Print how many published figures of expenditure the record holds with the same fund, label and amount."""
    if not PUBLISHED.is_file():
        return
    held: dict[str, set[tuple[str, str, Decimal]]] = {}
    for fascicle in read.values():
        own = held.setdefault(fascicle.symbol or "", set())
        for one in fascicle.resources:
            if one.measure == "expenditure" and one.amount is not None and one.year == 2024:
                own.add((one.fund or "", plain(one.cell.row.rsplit(" / ", 1)[-1]), one.amount))
    found: Counter[str] = Counter()
    for node in json.loads(PUBLISHED.read_text(encoding="utf-8"))["nodes"]:
        for fund, source in (node.get("sources") or {}).items():
            value = (node.get("values") or {}).get(fund)
            if value and source and source["symbol"] in held:
                own, name = held[source["symbol"]], fund.replace("_", " ")
                amounts = {amount for other, _, amount in own if other == name}
                if (name, plain(source["rowLabel"]), Decimal(value)) in own:
                    found["same"] += 1
                else:
                    found["under another label" if Decimal(value) in amounts else "printed nowhere"] += 1
    print(
        f"\nPublished expenditure in 2024, the same fund, label and amount: {found['same']}; the same fund and amount"
    )
    print(f"under another label: {found['under another label']}; sums printed nowhere: {found['printed nowhere']}.")


def plain(text: str) -> str:
    """A label without numbering, marks and case."""
    return " ".join(re.findall(r"[a-z0-9]+", re.sub(r"^(?:[A-Z]|\d{1,2})\.\s*", "", text).casefold()))


def measure_speed(paths: list[Path]) -> None:
    """Print the time of this part of the reading, in the mean and at most."""
    spent = []
    for path in paths:
        source = read_file(path)
        outline = outline_of(source)
        started = time.process_time()
        read_resources(source, outline)
        spent.append(time.process_time() - started)
    print(
        f"\nFigures and checks: {sum(spent) / len(spent) * 1000:.0f} ms a fascicle, at most {max(spent) * 1000:.0f} ms."
    )


def main() -> None:
    """Print all measures."""
    need_corpus()
    paths = fascicles()
    read = {path: read_programme_budget(read_file(path)) for path in paths}
    measure_claims(paths, read)
    measure_findings(read)
    measure_planted(read)
    measure_published(read)
    measure_speed(paths)


if __name__ == "__main__":
    main()
