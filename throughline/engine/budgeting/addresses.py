"""Public addresses of a plan: its own, and those of its measures, deliverables and figures (docs/addresses.md)."""

import re
from collections import Counter
from collections.abc import Iterable

from throughline.engine.addresses import below, cell_address, digest_address, distinct, slug
from throughline.engine.budgeting.records import Fascicle
from throughline.engine.monitoring.printed import Deliverable, Measure
from throughline.engine.planning.printed import PlanParagraph
from throughline.engine.sources import Cell

# "A/80/6 (Sect. 3)/Add.6" and "A/80/6 (Sect. 24)/Corr.1" are parts of their own beside the section.
_APART = re.compile(r"/((?:Add|Corr|Rev)\.\d{1,3})", re.IGNORECASE)
_INCOME = re.compile(r"\(\s*income\s+sect\.?\s*(\d{1,2}\w?)\s*\)", re.IGNORECASE)


def plan_code(fascicle: Fascicle) -> str:
    """The code of a fascicle within its budget: "10", "29C", "3-Add.6", "IS1" for an income section.

    Where the document names no section, its symbol without spaces and slashes, or its digest, stands for the code.
    """
    symbol = fascicle.symbol or ""
    if income := _INCOME.search(symbol):
        code = f"IS{income.group(1)}"
    else:
        code = slug(fascicle.section or "")
    if not code:
        return slug(symbol) or digest_address(fascicle.sha256)
    apart = [found.group(1).capitalize() for found in _APART.finditer(symbol)]
    return "-".join([code, *apart])


def plan_address(organization: str, fascicle: Fascicle) -> str:
    """`UN/2026/10`; a fascicle that names no year has `UN/undated/10`."""
    return f"{organization}/{fascicle.budget_year or 'undated'}/{plan_code(fascicle)}"


def measure_addresses(base: str, measures: Iterable[Measure]) -> list[str]:
    """`UN/2026/10/SP1/R2/M1` for each measure: counted from 1 within its result."""
    counted: Counter[str] = Counter()
    out = []
    for measure in measures:
        counted[measure.result] += 1
        out.append(f"{below(base, measure.result)}/M{counted[measure.result]}")
    return distinct(out)


def deliverable_addresses(base: str, deliverables: Iterable[Deliverable]) -> list[str]:
    """`UN/2026/10/SP1/D-A.3` for item 3 of category A; rows without a number have words of their title instead."""
    return distinct(f"{below(base, one.place)}/{_deliverable_code(one)}" for one in deliverables)


def _deliverable_code(one: Deliverable) -> str:
    code = f"D-{slug(one.category) or '0'}"
    if one.kind == "category":
        return code
    if one.number:
        return f"{code}.{slug(one.number)}"
    words = slug(one.title.casefold())[:40].strip("-")
    return f"{code}-{words}" if words else f"{code}-{one.kind}"


def cell_addresses(base: str, cells: Iterable[Cell]) -> list[str]:
    """The address of each printed figure; a second figure of one cell has `~2`."""
    return distinct(cell_address(base, cell) for cell in cells)


def text_addresses(base: str, paragraphs: Iterable[PlanParagraph]) -> list[str]:
    """`UN/2026/10/P10.45`; what has no number goes by the paragraph before it: `P10.45.1`, `P10.45.2`."""
    number, items = "0", 0
    out = []
    for one in paragraphs:
        if one.number and one.number[:1].isdigit():
            number, items = slug(one.number), 0
            out.append(f"{base}/P{number}")
        else:
            items += 1
            out.append(f"{base}/P{number}.{items}")
    return distinct(out)
