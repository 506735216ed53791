"""What flows along the line of any node: a year, a place of a plan, what stands in it, a document, a part of it."""

import re
from dataclasses import replace

from throughline.engine.flows import Flows
from throughline.store.flows.documents import flows_of_document
from throughline.store.flows.inside import flows_of_deliverable, flows_of_figure, flows_of_measure, flows_of_result
from throughline.store.flows.places import flows_of_place
from throughline.store.flows.years import flows_of_year
from throughline.store.rights import Sight

YEAR = re.compile(r"(?P<organization>[^/\s]+)/(?P<year>\d{4})")
PLAN = re.compile(r"[^/\s]+/(?:\d{4}(?:-\d{2,4})?|undated)/.+")
# The last part of the address of what stands at a place tells what it is.
INSIDE = (
    (re.compile(r".+/T[^/]+/r\d+/c\d+(?:~\d+)?"), flows_of_figure),
    (re.compile(r".+/M\d+(?:~\d+)?"), flows_of_measure),
    (re.compile(r".+/D-[^/]+"), flows_of_deliverable),
    (re.compile(r".+/(?:R[^/]*|PERF[^/]*)"), flows_of_result),
)


def flows_of(address: str, *, seen_by: Sight) -> Flows | None:
    """What flows along the line of the node at a public address; None where the record has no such node.

    Nodes: the year of an organization (`UN/2026`), a place of a plan, a result, a measure, a deliverable, a printed
    figure, a document, a paragraph, an act. At most fourteen statements, whatever the size of the record. What stands
    open is told to those who work there alone.
    """
    found = _flows_at(address, seen_by)
    return found if found is None or seen_by.is_at_work else replace(found, open=(), tells_open=False)


def _flows_at(address: str, seen_by: Sight) -> Flows | None:
    if year := YEAR.fullmatch(address):
        return flows_of_year(year["organization"], int(year["year"]), seen_by)
    if PLAN.fullmatch(address) and "#" not in address:
        for pattern, flows in INSIDE:
            if pattern.fullmatch(address) and (found := flows(address, seen_by)):
                return found
        if place := flows_of_place(address, seen_by):
            return place
    return flows_of_document(address, seen_by)
