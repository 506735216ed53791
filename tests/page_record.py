"""A record for the tests of pages: resolutions that ask, a report, a fascicle, as many rows as a test wants."""

from datetime import date
from typing import Any

from lxml import html

from tests.store_records import fascicle, report, request, resolution
from throughline.engine.findings import Finding, Severity
from throughline.engine.planning.printed import Subprogramme
from throughline.store.people import operator
from throughline.store.reporting.checks import check_record
from throughline.store.taking_in import take_in
from throughline.store.taking_in.contents import Records

TODAY = date(2026, 1, 15)


def take(*records: Records, organization: str = "UN") -> None:
    """Take records in and check the whole."""
    for one in records:
        take_in(records=one, by=operator(), reader="1", organization=organization)
    check_record(today=TODAY)


def resolutions(first: int, last: int) -> list[Records]:
    """Resolutions A/RES/77/<number>, each with an act that asks and cites the one before."""
    return [
        resolution(
            f"A/RES/77/{number}",
            texts=("Recalling its harbours,", f"Requests the Secretary-General to report on boat {number};"),
            acts=(request(f"to report on boat {number}", latest="2026-06-30"),),
            cites=(f"A/RES/77/{number - 1}",),
            title=f"Boat {number}",
            file=f"boat{number}.txt",
        )
        for number in range(first, last + 1)
    ]


def wide_fascicle(rows: int) -> Records:
    """A fascicle with so many subprogrammes, mandates, deliverables, figures and findings."""
    below = (Subprogramme("II.SP2", "II", "2", "Harbours"),)
    own = tuple(Subprogramme(f"SP{n}", "", str(n), f"Boats {n}", objective="Float") for n in range(1, rows + 1))
    found = tuple(
        Finding("PB-SUM", Severity.ERROR, f"table 10.19, row {n}", f"Row {n} does not add up.") for n in range(rows)
    )
    lists = tuple(f"A/RES/77/{n}" for n in range(1, rows + 1))
    return fascicle(rows=rows, lists=lists, subprogrammes=(*own, *below), findings=found)


def small_record() -> None:
    """What most tests of pages look at."""
    take(resolution(), *resolutions(1, 3), report(), fascicle(rows=2))


def _tree(response: Any) -> Any:
    return html.fromstring(response.content)


def _words(element: Any) -> str:
    return " ".join(" ".join(element.itertext()).split())


def seen(response: Any) -> str:
    """What a person reads on a page, blanks made single."""
    tree = _tree(response)
    for hidden in tree.xpath("//head/title | //script | //style"):
        hidden.drop_tree()
    return _words(tree)


def links(response: Any) -> dict[str, str]:
    """The links of a page: {address: words}."""
    return {link.get("href"): _words(link) for link in _tree(response).iter("a")}


def rows_of(response: Any) -> list[list[str]]:
    """The cells of every row of the first table's body."""
    table = next(_tree(response).iter("table"))
    return [[_words(cell) for cell in row] for body in table.iter("tbody") for row in body]
