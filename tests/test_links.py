"""Links from what is asked to what answers it: shares, ends that go, who may, what is told, and where they show."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.page_record import links as links_on
from tests.page_record import rows_of, seen
from tests.store_records import fascicle, request, resolution
from tests.test_people import person
from throughline.engine.errors import ChangedMeanwhile, NotAShare, Refused
from throughline.engine.findings import Severity
from throughline.engine.links import Link, check_link_ends, check_link_shares, link_code, read_share, text_digest
from throughline.engine.planning.printed import Result
from throughline.store import history
from throughline.store.flows import flows_of
from throughline.store.line import line_of
from throughline.store.models import Link as LinkRow
from throughline.store.models import Organization, Unit
from throughline.store.people import operator
from throughline.store.people.roles import publish
from throughline.store.planning.links.actions import change_link, end_link, make_link
from throughline.store.planning.links.reads import link_entries, links_of, links_to, links_where, targets_where
from throughline.store.planning.reads import acts, unanswered
from throughline.store.reporting.checks import check_record, findings_of_record
from throughline.store.reporting.reads import standing_findings
from throughline.store.rights import EVERYTHING, sight_of
from throughline.store.taking_in import take_in
from throughline.store.units.actions import give_responsibility
from throughline.store.verifying import verify
from throughline.web.pages.mandates.registry import mandates

TODAY = date(2026, 1, 15)
ACT, RESULT = "A/RES/79/1#1/a1", "UN/2026/10/SP1/R2"


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("1/3", Fraction(1, 3)),
        (" 2 / 4 ", Fraction(1, 2)),
        ("25 %", Fraction(1, 4)),
        ("33,5%", Fraction(67, 200)),
        ("0.25", Fraction(1, 4)),
        ("1", Fraction(1)),
        ("", None),
        ("  ", None),
    ],
)
def test_a_share_is_read_exactly_as_it_is_written(text: str, share: Fraction | None) -> None:
    assert read_share(text) == share


@pytest.mark.parametrize("text", ["0", "1.5", "3/2", "1/0", "120 %", "-1/2", "a third", "1e-3", "½"])
def test_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(NotAShare):
        read_share(text)


@given(st.fractions(min_value=0, max_value=1, max_denominator=10**9 - 1).filter(bool))
def test_a_share_is_read_back_as_it_is_shown(share: Fraction) -> None:
    assert read_share(str(share)) == share


def link(target: str, share: str | None = None, period: str = "2026", ends: Any = ("", "", None, None)) -> Link:
    return Link(f"link:{target}", "A#1", target, period, Fraction(share) if share else None, *ends)


def test_shares_of_what_is_asked_add_up_to_one_at_most_in_each_period() -> None:
    whole = [link("P/1", "1/3"), link("P/2", "2/3"), link("P/3", None), link("Q/1", "1", "2027")]
    assert check_link_shares(whole) == []
    (found,) = check_link_shares([*whole, link("P/4", "1/6")])
    assert (found.code, found.severity, found.where) == ("TH-SHARES", Severity.ERROR, "A#1")
    assert "7/6" in found.message


def test_an_end_that_is_gone_or_says_something_else_is_found() -> None:
    said, other = text_digest("to report"), text_digest("to report twice")
    assert check_link_ends([link("P/1", ends=(said, said, said, said))]) == []
    codes = [
        [one.code for one in check_link_ends([link("P/1", ends=(*now, said, said))])]
        for now in ((None, said), (said, None), (other, said), (said, other))
    ]
    assert codes == [["PL-LINK-SOURCE"], ["PL-LINK-TARGET"], ["PL-LINK-CHANGED"], ["PL-LINK-CHANGED"]]


def test_a_link_has_one_code_for_good() -> None:
    assert link_code("UN", "A#1", "P/1") == link_code("UN", "A#1", "P/1")
    assert len({link_code(*ends) for ends in (("UN", "A#1", "P/1"), ("HWU", "A#1", "P/1"), ("UN", "A#1P", "/1"))}) == 3


@pytest.fixture
def record(settings: Any, tmp_path: Path, db: None) -> Organization:
    """A resolution that no plan lists, with two requests, and a plan with results."""
    settings.DATA = tmp_path
    asks = (request("to report on boats"), request("to count the boats"), request("to pay", who="Member States"))
    for one in (
        resolution("A/RES/79/1", cites=(), acts=asks, file="asks.txt", title="Harbours of tomorrow"),
        fascicle(rows=1, lists=("A/RES/78/243",)),
    ):
        take_in(records=one, by=operator(), reader="1")
    return Organization.objects.get(code="UN")


def test_words_that_another_organization_holds_are_told_by_no_link(record: Organization) -> None:
    take_in(
        records=resolution("A/RES/81/1", title="Held elsewhere", file="e.txt"),
        by=operator(),
        reader="1",
        organization="HWU",
    )
    take_in(records=fascicle(rows=1, lists=("A/RES/78/243", "A/RES/81/1")), by=operator(), reader="2")
    linked(record, "A/RES/81/1")
    with pytest.raises(Refused):
        linked(record, "A/RES/81/1#1")
    (one,) = link_entries(links_where(source="A/RES/81/1", seen_by=EVERYTHING))
    assert (one.asked, one.document_title) == ("", "")
    unit = Unit.objects.create(organization=record, code="U", name="U")
    with pytest.raises(Refused):
        give_responsibility(by=operator(), unit=unit, address="A/RES/81/1#1")


def linked(whose: Organization, source: str = ACT, target: str = RESULT, **said: Any) -> LinkRow:
    return make_link(
        by=operator(), organization=whose, source=source, target=target, **{"rationale": "It counts boats.", **said}
    )


def open_acts() -> list[str]:
    return [one.address for one in unanswered(seen_by=EVERYTHING)]


def test_a_link_answers_the_act_and_its_end_opens_it_again(record: Organization) -> None:
    assert open_acts() == [ACT, "A/RES/79/1#1/a2"]
    made = linked(record, share=Fraction(1, 2))
    assert open_acts() == ["A/RES/79/1#1/a2"]
    assert [one.address for one in acts(answered=True, seen_by=EVERYTHING)] == [ACT]
    (line,) = history.history_of(f"link:{made.code}")
    assert (line.action, line.by) == ("link", "command line")
    assert (line.data["source"], line.data["target"], line.data["share"]) == (ACT, RESULT, "1/2")
    end_link(by=operator(), link=made, revision=1, reason="Another result does.")
    assert open_acts() == [ACT, "A/RES/79/1#1/a2"]
    again = linked(record)
    assert (again.code, again.revision, again.ending) == (made.code, 3, "")
    assert [line.action for line in history.history_of(f"link:{made.code}")] == ["link", "end link", "link"]
    assert verify(None) == []


@pytest.mark.parametrize("source", ["A/RES/79/1", "A/RES/79/1#1", "a/res/79/1#1"])
def test_a_link_of_a_paragraph_or_a_document_answers_every_act_in_it(record: Organization, source: str) -> None:
    linked(record, source)
    assert open_acts() == []


def answered_documents() -> list[str]:
    return list(mandates({"answered": "listed"}, TODAY, seen=EVERYTHING).values_list("address", flat=True))


def test_a_document_is_answered_when_every_request_to_the_secretariat_is(record: Organization) -> None:
    linked(record)
    assert answered_documents() == ["A/RES/78/243"]
    linked(record, "A/RES/79/1#1/a2", "UN/2026/10/SP1")
    assert answered_documents() == ["A/RES/79/1", "A/RES/78/243"]


def test_checks_see_links_and_their_shares(record: Organization) -> None:
    linked(record, share=Fraction(2, 3))
    linked(record, target="UN/2026/10/SP1", share=Fraction(1, 2))
    check_record(today=TODAY)
    found = [
        (one.finding.code, one.address) for one in standing_findings(("MN-NO-ANSWER", "TH-SHARES"), seen_by=EVERYTHING)
    ]
    assert found == [("TH-SHARES", ACT), ("MN-NO-ANSWER", "A/RES/79/1#1/a2")]


def test_a_link_outlives_versions_and_an_end_that_goes_is_a_finding(record: Organization) -> None:
    made = linked(record)
    texts = ("Recalling its boats,", "Requests the Secretary-General to report on boats;")
    first = resolution("A/RES/79/1", cites=(), acts=(request("to report on boats"),), file="second.txt", texts=texts)
    take_in(records=first, by=operator(), reader="1")
    assert [one.finding.code for one in findings_of_record(TODAY) if one.address == f"link:{made.code}"] == []
    for acts_now, expected in (((request("to sink boats"),), "PL-LINK-CHANGED"), ((), "PL-LINK-SOURCE")):
        texts = ("Recalling its boats,", f"Requests something else ({expected});")
        other = resolution("A/RES/79/1", cites=(), acts=acts_now, file=f"{expected}.txt", texts=texts)
        take_in(records=other, by=operator(), reader="1")
        (found,) = [one.finding for one in findings_of_record(TODAY) if one.address == f"link:{made.code}"]
        assert found.code == expected
        assert ACT in found.message


def test_a_result_that_goes_answers_nothing_and_is_a_finding(record: Organization) -> None:
    made = linked(record)
    plan = fascicle(rows=1, lists=("A/RES/78/243",), file="later.docx", results=())
    take_in(records=replace(plan, measures=()), by=operator(), reader="1")
    assert open_acts() == [ACT, "A/RES/79/1#1/a2"]
    (found,) = [one.finding for one in findings_of_record(TODAY) if one.address == f"link:{made.code}"]
    assert found.code == "PL-LINK-TARGET"
    (entry,) = link_entries(links_where(seen_by=EVERYTHING))
    assert (entry.answer, entry.stands) == (None, False)


def test_confirming_a_link_settles_what_changed(record: Organization) -> None:
    made = linked(record)
    renamed = Result("SP1/R2", "SP1", "2", "Even safer boats", "planned")
    take_in(records=fascicle(lists=(), file="r.docx", results=(renamed,)), by=operator(), reader="1")
    assert "PL-LINK-CHANGED" in [one.finding.code for one in findings_of_record(TODAY)]
    change_link(by=operator(), link=made, revision=1, rationale="Still so.", share=Fraction(1, 3))
    assert "PL-LINK-CHANGED" not in [one.finding.code for one in findings_of_record(TODAY)]


def test_the_second_of_two_changes_is_told_of_the_first(record: Organization) -> None:
    made = linked(record)
    change_link(by=operator(), link=made, revision=1, rationale="First.")
    with pytest.raises(ChangedMeanwhile):
        change_link(by=operator(), link=made, revision=1, rationale="Second.")
    with pytest.raises(ChangedMeanwhile):
        end_link(by=operator(), link=made, revision=1, reason="Second.")
    assert LinkRow.objects.get().rationale == "First."


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"source": "A/RES/1/1"}, "nothing at A/RES/1/1"),
        ({"source": "A/RES/79/1#99"}, "nothing at A/RES/79/1#99"),
        ({"target": "UN/2026/10/SP9"}, "no place and no result"),
        ({"target": "HWU/2026/10/SP1"}, "no place and no result"),
        ({"rationale": "  "}, "Say why"),
        ({"share": Fraction(3, 2)}, "at most the whole"),
        ({"share": Fraction(0)}, "at most the whole"),
    ],
)
def test_a_link_needs_two_ends_in_the_record_and_a_reason(record: Organization, said: dict[str, Any], why: str) -> None:
    before = history.head()
    with pytest.raises(Refused, match=why):
        linked(record, **said)
    assert (LinkRow.objects.count(), history.head()) == (0, before)


def test_what_is_linked_is_not_linked_twice_and_the_database_says_so_too(record: Organization) -> None:
    made = linked(record)
    with pytest.raises(Refused, match="linked already"):
        linked(record)
    for wrong in ({"numerator": 3, "denominator": 2}, {"numerator": 0, "denominator": 1}, {"rationale": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            LinkRow.objects.filter(pk=made.pk).update(**wrong)


@pytest.mark.parametrize("role", ["reader", "approver", "administrator", ""])
def test_who_may_not_edit_makes_changes_and_ends_no_link(record: Organization, role: str) -> None:
    made, ada = linked(record), person("ada", "UN" if role else "", role or "reader")
    with pytest.raises(Refused):
        make_link(by=ada, organization=record, source=ACT, target="UN/2026/10/SP1", rationale="So.")
    with pytest.raises(Refused):
        change_link(by=ada, link=made, revision=1, rationale="So.")
    with pytest.raises(Refused):
        end_link(by=ada, link=made, revision=1, reason="So.")


def test_the_line_shows_links_from_both_ends(record: Organization) -> None:
    linked(record, share=Fraction(1, 2))
    of_act, of_result, of_place = (
        line_of(ACT, seen_by=EVERYTHING),
        line_of(RESULT, seen_by=EVERYTHING),
        line_of("UN/2026/10/SP1", seen_by=EVERYTHING),
    )
    assert of_act and of_result and of_place
    assert [(one.address, one.says) for one in of_act.planned] == [
        ("UN/2026/10/SP1", "no money"),
        (RESULT, "1/2: It counts boats."),
    ]
    assert [one.kind for one in of_act.open] == []
    assert of_act.paid == of_place.paid
    assert [one.address for one in of_act.delivered] == ["UN/2026/10/SP1"]
    assert of_act.flows and of_act.flows.shared_by == 1
    other = line_of("A/RES/79/1#1/a2", seen_by=EVERYTHING)
    assert other and [one.title for one in other.open] == ["MN-NO-ANSWER"] and other.planned == ()
    for line in (of_result, of_place):
        assert (line.asked[0].address, line.asked[0].kind) == (ACT, "linked")
    for address, end in (("UN/2026/10", "UN/2026/10/SP1"), ("UN/2026/10/SP1", RESULT), (RESULT, RESULT), (ACT, RESULT)):
        flows = flows_of(address, seen_by=EVERYTHING)
        assert flows
        assert [[way.part for way in one.to] for one in flows.asked if one.code == ACT] == [[end]], address
    unanswered = flows_of("A/RES/79/1#1/a2", seen_by=EVERYTHING)
    assert unanswered and [one.title for one in unanswered.open] == ["MN-NO-ANSWER"]


def test_reads_find_links_by_either_end(record: Organization) -> None:
    linked(record)
    assert list(links_of("A/RES/79/1", seen_by=EVERYTHING)) == [ACT]
    assert [one.source for one in links_to("UN/2026/10/SP1", seen_by=EVERYTHING)] == [ACT]
    assert [one.source for one in links_to("UN/2026/10", seen_by=EVERYTHING)] == [ACT]
    assert links_to("UN/2026/1", seen_by=EVERYTHING) == ()
    assert [one.address for one in targets_where("UN", "safer boats", seen_by=EVERYTHING)] == [RESULT]
    assert [one.kind for one in targets_where("UN", addresses=[RESULT, "UN/2026/10/SP1"], seen_by=EVERYTHING)] == [
        "subprogramme",
        "result",
    ]
    assert links_of("A/RES/79/1", seen_by=sight_of(person("stranger"))) == {}


def post(client: Client, address: str, **said: str) -> Any:
    return client.post(address, said)


def test_an_officer_links_changes_and_ends_on_the_pages(record: Organization) -> None:
    client = Client()
    client.force_login(person("ada", "UN", "officer"))
    reader = client.get("/UN/mandates/A/RES/79/1")
    assert "not answered" in seen(reader)
    (make,) = [address for address in links_on(reader) if address.endswith("%231%2Fa1")]
    page = client.get(f"{make}&q=safer")
    assert "Safer boats" in seen(page)
    assert client.get(f"{make}&q=submarines").status_code == 200
    made = post(client, "/UN/links/new", source=ACT, target=RESULT, share="1/3", rationale="It counts <b>boats</b>.")
    assert made.status_code == 302
    shown = client.get(made["Location"])
    assert "It answers 1/3 of what is asked." in seen(shown)
    assert b"<b>boats</b>" not in shown.content
    reader = client.get("/UN/mandates/A/RES/79/1")
    assert made["Location"] in links_on(reader)
    assert "1 link leads to what answers it." in seen(reader)
    assert made["Location"] in links_on(client.get("/UN/plans/2026/10/SP1/R2"))
    assert made["Location"] in links_on(client.get("/UN/plans/2026/10/SP1"))
    assert rows_of(client.get("/UN/links"))[0][0] == ACT
    late = post(client, made["Location"], share="1/2", rationale="Mine", revision="7")
    assert (late.status_code, LinkRow.objects.get().share) == (409, Fraction(1, 3))
    assert "Mine" in late.content.decode() and 'name="revision" value="1"' in late.content.decode()
    assert post(client, made["Location"], share="1/2", rationale="Mine", revision="1").status_code == 302
    assert LinkRow.objects.get().share == Fraction(1, 2)
    assert post(client, f"{made['Location']}/end", reason="", revision="2").status_code == 400
    assert post(client, f"{made['Location']}/end", reason="Done.", revision="2").status_code == 302
    assert "Ended on" in seen(client.get(made["Location"]))
    assert rows_of(client.get("/UN/links?state=ended"))[0][0] == ACT
    assert client.get("/UN/links?state=nonsense").status_code == 400


def test_who_linked_and_why_is_told_to_who_works_there_alone(record: Organization) -> None:
    linked(record)
    publish(by=operator(), organization=record)
    own, others = (link_entries(links_where(seen_by=sight))[0] for sight in (EVERYTHING, sight_of(None)))
    assert (own.rationale, own.changed_by) == ("It counts boats.", "command line")
    assert (others.rationale, others.changed_by, others.target) == ("", "", own.target)


def unanswered_findings() -> list[str]:
    return [one.address for one in standing_findings(("MN-NO-ANSWER",), seen_by=EVERYTHING)]


def test_findings_follow_what_is_linked_and_ended_on_the_pages(record: Organization) -> None:
    client = Client()
    client.force_login(person("ada", "UN", "officer"))
    check_record(today=TODAY)
    assert unanswered_findings() == [ACT, "A/RES/79/1#1/a2"]
    made = post(client, "/UN/links/new", source=ACT, target=RESULT, rationale="It counts boats.")
    assert unanswered_findings() == ["A/RES/79/1#1/a2"]
    post(client, f"{made['Location']}/end", reason="Done.", revision="1")
    assert unanswered_findings() == [ACT, "A/RES/79/1#1/a2"]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"share": "half"}, "Write a fraction"),
        ({"target": "UN/2026/10/SP9"}, "no place and no result"),
        ({"rationale": ""}, "This field is required"),
    ],
)
def test_a_link_that_cannot_be_made_says_why_and_keeps_what_was_typed(
    record: Organization, said: dict[str, str], words: str
) -> None:
    client = Client()
    client.force_login(person("ada", "UN", "officer"))
    whole = {"source": ACT, "target": RESULT, "share": "1/3", "rationale": "Because of the harbours.", **said}
    answer = post(client, "/UN/links/new", **whole)
    assert answer.status_code == 400
    assert words in seen(answer)
    assert all(value in answer.content.decode() for value in whole.values())
    assert not LinkRow.objects.exists()


@pytest.mark.parametrize("role", ["reader", "approver", "administrator", ""])
def test_who_may_not_edit_finds_no_way_to_link(record: Organization, role: str) -> None:
    made, client = linked(record), Client()
    client.force_login(person("ada", "UN" if role else "", role or "reader"))
    assert "/UN/links/new" not in client.get("/UN/mandates/A/RES/79/1").content.decode()
    for answer in (
        client.get(f"/UN/links/new?of={ACT}"),
        post(client, "/UN/links/new", source=ACT, target="UN/2026/10/SP1", rationale="So."),
        post(client, f"/UN/links/{made.code}", rationale="So.", revision="1"),
        post(client, f"/UN/links/{made.code}/end", reason="So.", revision="1"),
    ):
        assert answer.status_code in (403, 404)
    assert client.get(f"/UN/links/{made.code}").status_code == (200 if role else 404)
    assert LinkRow.objects.get().revision == 1
    assert list(links_of("A/RES/79/1", seen_by=EVERYTHING)) == [ACT]
