"""Reads of the record: documents, who cites whom, what is asked, plans, figures, and the line of every node."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.store_records import digest, fascicle, report, request, resolution
from throughline.engine.money import Money
from throughline.store.budgeting.reads import fascicle_at, figure_at, figures_of, tables_of
from throughline.store.line import Line, line_of
from throughline.store.mandates.reads import (
    citations_of,
    cited_by,
    deadlines,
    document_at,
    document_named,
    documents,
    verbs,
)
from throughline.store.people import operator
from throughline.store.planning.reads import (
    acts,
    listed_by,
    outline,
    places_listing,
    plans,
    unanswered,
)
from throughline.store.reporting.checks import check_record
from throughline.store.rights import EVERYTHING
from throughline.store.sources import sources
from throughline.store.taking_in import take_in
from throughline.store.taking_in.contents import Records

pytestmark = pytest.mark.django_db


def take(*records: Records) -> None:
    for record in records:
        take_in(records=record, by=operator(), reader="1")


@pytest.fixture
def record() -> None:
    """Two resolutions, of which a plan lists one, a report and a fascicle."""
    asks = (request("to report on boats", latest="2026-06-30"), request("to float", who="Member States"))
    take(
        resolution("A/RES/78/243", acts=asks),
        resolution("A/RES/68/264", title="Ships", file="ships.txt", acts=(request("to report on ships"),)),
        report(mentions="A/RES/78/243"),
        fascicle(rows=2),
    )


def test_documents_are_listed_by_address_held_or_not(record: None) -> None:
    assert [(one.address, one.held, one.listed, one.cited) for one in documents(seen_by=EVERYTHING)] == [
        ("A/78/500", True, 0, 0),
        ("A/79/5", False, 0, 0),
        ("A/80/6 (Sect. 10)", True, 0, 0),
        ("A/RES/60/1", False, 0, 2),
        ("A/RES/68/264", True, 0, 0),
        ("A/RES/78/243", True, 1, 1),
        ("E/RES/2023/29", False, 1, 0),
    ]


def test_a_document_that_is_not_held_has_the_title_that_a_plan_gives_it(record: None) -> None:
    (unknown,) = documents(words="2023/29", seen_by=EVERYTHING)
    assert (unknown.held, unknown.title) == (False, "Boats")


def test_documents_are_filtered_and_paged(record: None) -> None:
    assert [one.address for one in documents(kind="resolution", seen_by=EVERYTHING)] == ["A/RES/68/264", "A/RES/78/243"]
    assert [one.address for one in documents(words="ships", seen_by=EVERYTHING)] == ["A/RES/68/264"]
    first = documents(limit=3, seen_by=EVERYTHING)
    assert [one.address for one in documents(after=first[-1].address, limit=2, seen_by=EVERYTHING)] == [
        "A/RES/60/1",
        "A/RES/68/264",
    ]


def test_a_document_is_found_however_its_symbol_is_spelled(record: None) -> None:
    found = document_named(" a/res/78/243", seen_by=EVERYTHING)
    assert found is not None
    assert found.address == "A/RES/78/243"
    assert document_at("A/RES/78/243", seen_by=EVERYTHING) == resolution(
        "A/RES/78/243",
        acts=(request("to report on boats", latest="2026-06-30"), request("to float", who="Member States")),
    )
    assert document_at("A/RES/60/1", seen_by=EVERYTHING) is None


def test_an_older_version_can_still_be_read() -> None:
    old, new = resolution(), resolution(texts=("Recalling,", "Requests more;"))
    take(old, new)
    assert document_at("A/RES/78/243", seen_by=EVERYTHING) == new
    assert document_at("A/RES/78/243", 1, seen_by=EVERYTHING) == old


def test_citations_are_read_in_both_directions(record: None) -> None:
    assert [
        (one.source, one.target, one.held, one.part) for one in citations_of("A/RES/78/243", seen_by=EVERYTHING)
    ] == [("A/RES/78/243#p1", "A/RES/60/1", False, "paragraph 2")]
    assert [(one.source, one.context) for one in cited_by("A/RES/78/243", seen_by=EVERYTHING)] == [
        ("A/78/500", "pursuant to A/RES/78/243 on boats")
    ]


def test_only_the_version_that_stands_cites() -> None:
    take(resolution(), resolution(texts=("Recalling nothing,", "Requests more;"), cites=()))
    assert cited_by("A/RES/60/1", seen_by=EVERYTHING) == ()


def test_acts_are_filtered_by_verb_addressee_deadline_and_answer(record: None) -> None:
    assert [one.address for one in acts(seen_by=EVERYTHING)] == [
        "A/RES/68/264#1/a1",
        "A/RES/78/243#1/a1",
        "A/RES/78/243#1/a2",
    ]
    assert [one.address for one in acts(addressee="Member States", seen_by=EVERYTHING)] == ["A/RES/78/243#1/a2"]
    assert [one.address for one in acts(first=date(2026, 1, 1), last=date(2026, 12, 31), seen_by=EVERYTHING)] == [
        "A/RES/78/243#1/a1"
    ]
    assert [one.address for one in acts(answered=False, seen_by=EVERYTHING)] == ["A/RES/68/264#1/a1"]
    assert [one.address for one in acts(answered=True, seen_by=EVERYTHING)] == [
        "A/RES/78/243#1/a1",
        "A/RES/78/243#1/a2",
    ]
    assert acts(verb="decide", seen_by=EVERYTHING) == ()
    assert verbs(seen_by=EVERYTHING) == {"request": 3}


def test_an_act_reads_back_with_those_whom_it_asks(record: None) -> None:
    (asked,) = acts(addressee="Member States", seen_by=EVERYTHING)
    assert asked.act == request("to float", who="Member States")
    assert (asked.paragraph, asked.document, asked.title) == ("A/RES/78/243#1", "A/RES/78/243", "Boats")


def test_deadlines_come_by_date(record: None) -> None:
    assert [one.address for one in deadlines(date(2026, 6, 30), date(2026, 6, 30), seen_by=EVERYTHING)] == [
        "A/RES/78/243#1/a1"
    ]
    assert deadlines(date(2026, 7, 1), date(2027, 1, 1), seen_by=EVERYTHING) == ()


def test_requests_to_the_secretariat_that_no_plan_answers(record: None) -> None:
    take(resolution("A/RES/1/1", acts=(request("to float", who="Member States"),), file="members.txt"))
    assert [one.address for one in unanswered(seen_by=EVERYTHING)] == ["A/RES/68/264#1/a1"]
    take(fascicle(symbol="A/80/6 (Sect. 9)", section="9", lists=("A/RES/68/264",)))
    assert unanswered(seen_by=EVERYTHING) == ()


def test_plans_and_their_outline(record: None) -> None:
    (plan,) = plans(seen_by=EVERYTHING)
    assert (plan.address, plan.document, plan.subprogrammes, plan.results, plan.mandates) == (
        "UN/2026/10",
        "A/80/6 (Sect. 10)",
        2,
        2,
        2,
    )
    assert [
        (one.address, one.kind, one.parent, len(one.results)) for one in outline("UN/2026/10", seen_by=EVERYTHING)
    ] == [
        ("UN/2026/10", "programme", "", 0),
        ("UN/2026/10/II", "programme", "UN/2026/10", 0),
        ("UN/2026/10/SP1", "subprogramme", "UN/2026/10", 2),
        ("UN/2026/10/II.SP2", "subprogramme", "UN/2026/10/II", 0),
    ]


def test_what_a_place_lists_and_who_lists_a_mandate(record: None) -> None:
    assert [(one.symbol, one.held) for one in listed_by("UN/2026/10/SP1", seen_by=EVERYTHING)] == [
        ("A/RES/78/243", True),
        ("E/RES/2023/29", False),
    ]
    assert [(one.place, one.paragraph) for one in places_listing("A/RES/78/243", seen_by=EVERYTHING)] == [
        ("UN/2026/10/SP1", "para. 7")
    ]


def test_figures_of_a_table_lead_to_their_cell(record: None) -> None:
    assert tables_of("UN/2026/10", seen_by=EVERYTHING) == {"10.19": 3, "10.20": 1}
    first = figures_of("UN/2026/10", "10.19", seen_by=EVERYTHING)[0]
    assert first.address == "UN/2026/10/T10.19/r1/c8"
    assert first.source.file == "sect10.docx"
    assert first.source.cell == fascicle().resources[0].cell
    assert first.figure == fascicle().resources[0]
    assert (
        figure_at("UN/2026/10/T10.20/r4/c6", seen_by=EVERYTHING)
        == figures_of("UN/2026/10", "10.20", seen_by=EVERYTHING)[0]
    )
    assert figure_at("UN/2026/10/T1/r1/c1", seen_by=EVERYTHING) is None


def test_a_fascicle_is_read_whole_by_its_plan(record: None) -> None:
    assert fascicle_at("UN/2026/10", seen_by=EVERYTHING) == fascicle(rows=2)
    assert fascicle_at("UN/2026/99", seen_by=EVERYTHING) is None


def test_sources_say_when_they_were_read_and_by_whom(record: None) -> None:
    taken = next(one for one in sources() if one.address == "A/RES/78/243")
    assert (taken.file, taken.by, taken.outcome, taken.version) == ("boats.txt", "command line", "new", 1)
    assert [one.address for one in sources(limit=2)] == ["A/80/6 (Sect. 10)", "A/78/500"]


def line(address: str) -> Line:
    found = line_of(address, seen_by=EVERYTHING)
    assert found is not None
    return found


def test_the_line_of_a_document_leads_to_the_places_that_list_it(record: None) -> None:
    found = line("A/RES/78/243")
    assert (found.node.kind, found.node.title) == ("resolution", "Boats")
    assert [(one.address, one.says) for one in found.asked] == [
        ("A/RES/78/243#1/a1", "Secretary-General; by then"),
        ("A/RES/78/243#1/a2", "Member States"),
    ]
    assert [(one.address, one.says) for one in found.planned] == [("UN/2026/10/SP1", "para. 7; no money")]
    assert [one.says for one in found.delivered] == ["0 of 2 deliverables delivered as planned"]


def test_the_line_of_a_document_that_nobody_lists_says_what_is_unanswered(record: None) -> None:
    found = line("A/RES/68/264")
    assert found.planned == ()
    assert [one.title for one in found.open] == ["MN-NO-ANSWER"]
    assert [(one.address, one.kind) for one in found.open] == [("A/RES/68/264#1/a1", "open")]


def test_the_line_of_a_paragraph_and_of_an_act_hold_their_own_requests(record: None) -> None:
    assert len(line("A/RES/78/243#1").asked) == 2
    assert [one.address for one in line("A/RES/78/243#p1").asked] == ["A/RES/78/243#p1"]
    act = line("A/RES/78/243#1/a2")
    assert (act.node.kind, [one.address for one in act.asked]) == ("act", ["A/RES/78/243#1/a2"])
    assert [one.address for one in act.planned] == ["UN/2026/10/SP1"]


def test_the_line_of_a_place(record: None) -> None:
    found = line("UN/2026/10/SP1")
    assert [(one.address, one.kind) for one in found.asked] == [
        ("A/RES/78/243", "mandate"),
        ("E/RES/2023/29", "not held"),
    ]
    assert [one.address for one in found.planned] == ["UN/2026/10/SP1", "UN/2026/10/SP1/R2"]
    assert [(one.address, one.says) for one in found.delivered] == [
        ("UN/2026/10/SP1/D-A", "0 of 2 deliverables delivered as planned"),
        ("UN/2026/10/SP1/R2/M1", "12 boats (2024)"),
    ]


def test_the_money_of_a_place_is_what_its_totals_state() -> None:
    whole = fascicle(rows=2)
    plain = tuple(replace(one, category=None, scope="") for one in whole.resources)
    total = replace(plain[1], amount=Decimal(99), level="subtotal")
    overall = replace(plain[2], component=None, fund="regular budget", amount=Decimal(500))
    take(replace(whole, resources=(plain[0], total, overall), sha256=digest("money")))
    assert [(one.address, one.amounts, one.year) for one in line("UN/2026/10/SP1").paid] == [
        ("UN/2026/10/T10.19/r2/c8", (Money(9900, "CHF"),), 2026)
    ]
    (paid,) = line("UN/2026/10").paid
    assert (paid.address, paid.amounts) == ("UN/2026/10/T10.19/r3/c8", (Money(50000, "CHF"),))


def test_the_line_of_the_whole_plan_leads_to_its_places(record: None) -> None:
    found = line("UN/2026/10")
    assert [one.address for one in found.planned] == [
        "UN/2026/10/SP1",
        "UN/2026/10/II.SP2",
    ]


def test_the_line_of_a_result_a_measure_and_a_deliverable(record: None) -> None:
    for address in ("UN/2026/10/SP1/R2", "UN/2026/10/SP1/R2/M1"):
        found = line(address)
        assert [one.address for one in found.planned] == ["UN/2026/10/SP1", "UN/2026/10/SP1/R2"]
        assert [one.says for one in found.delivered] == ["12 boats (2024)"]
        assert len(found.asked) == 2
    found = line("UN/2026/10/SP1/D-A.1")
    assert [one.says for one in found.delivered] == ["0 of 1 deliverables delivered as planned"]


def test_the_line_of_a_figure(record: None) -> None:
    found = line("UN/2026/10/T10.19/r1/c8")
    assert [(one.address, one.amounts) for one in found.paid] == [(found.node.address, (Money(790_340_000, "CHF"),))]
    assert [one.address for one in found.asked] == ["A/RES/78/243", "E/RES/2023/29"]
    assert line("UN/2026/10/T10.20/r4/c6").node.kind == "posts"


def test_the_line_shows_the_findings_that_stand(record: None) -> None:
    check_record(today=date(2026, 7, 15))
    assert "MN-DEADLINE-PASSED" in {one.title for one in line("A/RES/78/243").open}
    assert "MO-TARGET-MISSED" in {one.title for one in line("UN/2026/10/SP1").open}
    assert [one.title for one in line("A/RES/68/264").open].count("MN-NO-ANSWER") == 1


def test_what_the_record_does_not_have_has_no_line(record: None) -> None:
    for address in ("A/RES/1/1", "A/RES/78/243#99", "A/RES/78/243#1/a9", "A/RES/1/1#1", "UN/2026/10/SP9", ""):
        assert line_of(address, seen_by=EVERYTHING) is None


def test_a_mandate_that_is_only_listed_has_a_line(record: None) -> None:
    found = line("E/RES/2023/29")
    assert (found.node.kind, found.node.title) == ("not held", "Boats")
    assert [one.address for one in found.planned] == ["UN/2026/10/SP1"]


@pytest.mark.parametrize(
    "address", ["A/RES/78/243", "A/RES/78/243#1", "UN/2026/10/SP1", "UN/2026/10", "UN/2026/10/SP1/R2"]
)
def test_the_line_needs_as_many_statements_for_many_rows_as_for_few(address: str) -> None:
    counts = []
    for rows in (3, 300):
        texts = tuple(f"Requests {n};" for n in range(rows + 1))
        take(
            resolution("A/RES/78/243", texts=texts, acts=(request(),) * rows, file=f"{rows}.txt"),
            fascicle(rows=rows, file=f"{rows}.docx"),
        )
        with CaptureQueriesContext(connection) as captured:
            line(address)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 16


@pytest.mark.parametrize(
    "read",
    [documents, acts, unanswered, plans, partial(outline, "UN/2026/10"), partial(cited_by, "A/RES/60/1"),
     partial(figures_of, "UN/2026/10", "10.19"), partial(fascicle_at, "UN/2026/10"),
     partial(document_at, "A/RES/78/243")],
    ids=["documents", "acts", "unanswered", "plans", "outline", "cited by", "figures", "fascicle", "document"],
)  # fmt: skip
def test_no_read_needs_more_statements_for_many_rows(read: Any) -> None:
    counts = []
    for rows in (3, 120):
        cites = tuple(f"A/RES/{n}/2" for n in range(rows))
        take(
            resolution("A/RES/78/243", acts=(request(),) * rows, cites=cites, file=f"{rows}.txt"),
            fascicle(rows=rows, file=f"{rows}.docx", lists=cites),
        )
        with CaptureQueriesContext(connection) as captured:
            read(seen_by=EVERYTHING)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 20
