"""What public addresses have in common: parts that are safe in an address, and names that are given once."""

import re
from collections.abc import Iterable, Iterator

from throughline.engine.sources import Cell

LONGEST = 200
# What divides an address into steps: a place below a plan or another place, a paragraph of a document, an item of it.
STEPS = ("/", "#", ".", "(")
_UNSAFE = re.compile(r"[^\w.()-]+")


def distinct(addresses: Iterable[str]) -> list[str]:
    """The addresses, the second and later of equal ones with `~2`, `~3`, so that each names one thing."""
    addresses = list(addresses)
    if len(set(addresses)) == len(addresses):
        return addresses
    used: set[str] = set()
    given: dict[str, int] = {}
    out = []
    for address in addresses:
        one, count = address, given.get(address, 1)
        while one in used:
            count += 1
            one = f"{address}~{count}"
        given[address] = count
        used.add(one)
        out.append(one)
    return out


def slug(text: str) -> str:
    """Text as a part of an address: letters, digits, points, brackets and hyphens, at most 60."""
    return _UNSAFE.sub("-", text.strip()).strip("-")[:60]


def digest_address(sha256: str) -> str:
    """The address of a document without a symbol: `sha256:` and the first 16 digits of its file's digest."""
    return f"sha256:{sha256[:16]}"


def below(base: str, place: str) -> str:
    """The address of a place or a key under a plan: `UN/2026/10/SP1`, `UN/2026/10/SP1/R2`; `base` itself for ""."""
    return "/".join([base, *(slug(part) for part in place.split("/") if part)])


def cell_address(base: str, cell: Cell) -> str:
    """`UN/2026/10/T10.19/r5/c7`: table as printed, row and column counted from 1; a table "#3" is `Tn3`."""
    table = slug(cell.table.replace("#", "n").replace(" ", ""))
    return f"{base}/T{table}/r{cell.row_index + 1}/c{cell.column_index + 1}"


def above(address: str) -> Iterator[str]:
    """The address itself and those that it stands under, the nearest first: `UN/2026/3/I.SP2`, `UN/2026/3/I`, ..."""
    while address:
        yield address
        end = max(address.rfind(sign) for sign in STEPS)
        address = address[:end] if end > 0 else ""
