"""The review of mandates: a part recommends, another person decides, all who list it see what the others say."""

import csv
import io
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.page_record import links, rows_of, seen, take
from tests.store_records import fascicle, report, request, resolution
from tests.test_people import person
from throughline.engine.errors import ChangedMeanwhile, Refused
from throughline.engine.mandates.review import REASONS, RECOMMENDATIONS, disagree, is_reason_for
from throughline.store import history
from throughline.store.models import Document, Organization, Person, Review, ReviewComment, ReviewRound
from throughline.store.people import operator
from throughline.store.people.roles import give_role, publish
from throughline.store.planning.review.actions import (
    approve_review,
    comment_on_review,
    open_round,
    propose_review,
    propose_reviews,
    send_back_review,
    submit_review,
)
from throughline.store.planning.review.aids import aids_for
from throughline.store.planning.review.reads import (
    part_reviews,
    parts_of,
    progress_of,
    review_entries,
    reviews_where,
    round_of,
)
from throughline.store.rights import EVERYTHING, sight_of
from throughline.store.units.actions import give_responsibility, make_unit
from throughline.web.pages.reviews.names import REASON_NAMES, reason_choices

pytestmark = pytest.mark.django_db

BOATS, SEA, SHORE = "A/RES/78/243", "UN/2026/10", "UN/2026/11"
DAY = date(2026, 6, 30)


@pytest.fixture
def record(settings: Any, tmp_path: Path) -> Organization:
    """Two parts of the plan that list one mandate; each has a mandate of its own; two units answer for them."""
    settings.DATA = tmp_path
    endless = request("to report annually on boats")
    take(
        resolution(BOATS, acts=(endless, request("to count boats", latest="2026-06-30"))),
        resolution("A/RES/79/300", title="Boats", file="newer.txt"),
        report("A/79/12", BOATS, "told.txt"),
        fascicle(lists=(BOATS, "E/RES/2023/29")),
        fascicle(lists=(BOATS, "A/RES/70/1"), symbol="A/80/6 (Sect. 11)", section="11", file="sect11.docx"),
    )
    whose = Organization.objects.get(code="UN")
    for code, part in (("SEA", SEA), ("SHORE", SHORE)):
        unit = make_unit(by=operator(), organization=whose, code=code, name=f"Office of the {code.lower()}")
        give_responsibility(by=operator(), unit=unit, address=part)
    return whose


@pytest.fixture
def opened(record: Organization) -> ReviewRound:
    return open_round(by=operator(), organization=record, year=2026, deadline=DAY)


def officer(code: str, whose: Organization) -> Person:
    return person(code.lower(), "UN", "officer", whose.units.get(code=code))


def proposed(by: Person, opened: ReviewRound, part: str = SEA, **said: Any) -> Review:
    whole = {"recommendation": "retain", "reason": "goes on", "words": "Still asked for.", "symbol": BOATS, **said}
    return propose_review(by=by, round=opened, part=part, **whole)


def entries(whose: Organization, **wanted: Any) -> list[tuple[str, str, str, str, bool]]:
    found = review_entries(reviews_where(whose, 2026, wanted, seen_by=EVERYTHING), whose, 2026)
    return [(one.symbol, one.part, one.state, one.recommendation, one.split) for one in found]


def test_every_reason_of_the_catalogue_has_a_name_and_stands_under_what_it_is_for() -> None:
    assert set(REASON_NAMES) == set(REASONS)
    assert sorted(code for _name, codes in reason_choices() for code, _said in codes) == sorted(REASONS)
    assert all(is_reason_for("other", one) for one in RECOMMENDATIONS)
    assert not is_reason_for("done", "retain")
    assert (disagree(["retain", "retain"]), disagree(["retain", "retire"]), disagree([])) == (False, True, False)


def test_a_recommendation_goes_from_draft_to_approval_by_another_person(opened: ReviewRound) -> None:
    sea, chief = officer("SEA", opened.organization), person("chief", "UN", "approver")
    review = proposed(sea, opened)
    assert (review.state, review.revision) == ("draft", 1)
    with pytest.raises(Refused, match="Only what was submitted"):
        approve_review(by=chief, review=review, revision=1)
    review = submit_review(by=sea, review=review, revision=1)
    review = send_back_review(by=chief, review=review, revision=2, note="Which paragraph?")
    assert (review.state, review.note) == ("sent back", "Which paragraph?")
    review = proposed(sea, opened, words="Paragraph 1.", revision=3)
    review = submit_review(by=sea, review=review, revision=4)
    review = approve_review(by=chief, review=review, revision=5)
    assert (review.state, review.decided_by, review.proposed_by) == ("approved", chief, sea)
    told = [line.action for line in reversed(history.history_of("review/UN/2026/A/RES/78/243"))]
    assert told == ["propose", "submit review", "send review back", "propose", "submit review", "approve review"]
    with pytest.raises(Refused, match="sent back first"):
        proposed(sea, opened, revision=6)
    assert send_back_review(by=chief, review=review, revision=6, note="Look again.").state == "sent back"


def test_nobody_decides_on_what_they_proposed_whatever_their_roles(opened: ReviewRound) -> None:
    both = officer("SEA", opened.organization)
    other = person("both", "UN", "approver")
    give_role(by=operator(), to=both, role="approver", organization=opened.organization)
    review = submit_review(by=both, review=proposed(both, opened), revision=1)
    with pytest.raises(Refused, match="does not decide"):
        approve_review(by=both, review=review, revision=2)
    with pytest.raises(Refused, match="does not decide"):
        send_back_review(by=both, review=review, revision=2, note="No.")
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.filter(pk=review.pk).update(state="approved", decided_by=both)
    assert approve_review(by=other, review=review, revision=2).state == "approved"


def test_a_unit_recommends_for_its_own_part_alone(opened: ReviewRound) -> None:
    sea = officer("SEA", opened.organization)
    with pytest.raises(Refused):
        proposed(sea, opened, SHORE)
    with pytest.raises(Refused):
        propose_reviews(
            by=sea, round=opened, chosen=[(BOATS, SEA), (BOATS, SHORE)], recommendation="retain", reason="goes on"
        )
    assert not Review.objects.exists()


@pytest.mark.parametrize("role", ["reader", "approver", "administrator", ""])
def test_who_may_not_edit_proposes_nothing_and_opens_nothing(opened: ReviewRound, role: str) -> None:
    ada = person("ada", "UN" if role else "", role or "reader")
    with pytest.raises(Refused):
        proposed(ada, opened)
    with pytest.raises(Refused):
        open_round(by=ada, organization=opened.organization, year=2026, deadline=DAY)
    if role != "approver":
        with pytest.raises(Refused):
            comment_on_review(by=ada, round=opened, symbol=BOATS, words="So.")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"symbol": "A/RES/1/1"}, "lists no"),
        ({"symbol": "A/RES/70/1"}, "lists no"),
        ({"part": "UN/2026/99"}, "lists no"),
        ({"part": "HWU/2026/3"}, "lists no"),
        ({"reason": "done"}, "no reason to retain"),
        ({"recommendation": "burn", "reason": "other"}, "no reason to burn"),
    ],
)
def test_a_recommendation_is_for_what_a_part_lists_and_for_a_reason_of_its_kind(
    opened: ReviewRound, said: dict[str, Any], why: str
) -> None:
    with pytest.raises(Refused, match=why):
        proposed(operator(), opened, **said)


def test_the_second_of_two_recommendations_is_told_of_the_first(opened: ReviewRound) -> None:
    review = proposed(operator(), opened)
    for revision in (0, 7):
        with pytest.raises(ChangedMeanwhile):
            proposed(operator(), opened, words="Mine.", revision=revision)
    with pytest.raises(ChangedMeanwhile):
        submit_review(by=operator(), review=review, revision=7)
    assert Review.objects.get().words == "Still asked for."


def test_parts_that_disagree_are_shown_and_progress_counts_mandates_and_listings(opened: ReviewRound) -> None:
    whose = opened.organization
    assert entries(whose) == [
        ("A/RES/70/1", SHORE, "", "", False),
        (BOATS, SEA, "", "", False),
        (BOATS, SHORE, "", "", False),
        ("E/RES/2023/29", SEA, "", "", False),
    ]
    sea, shore = officer("SEA", whose), officer("SHORE", whose)
    first = submit_review(by=sea, review=proposed(sea, opened), revision=1)
    assert entries(whose, split="split") == []
    proposed(shore, opened, SHORE, recommendation="retire", reason="done")
    assert [one[:2] for one in entries(whose, split="split")] == [(BOATS, SEA), (BOATS, SHORE)]
    assert [one[:2] for one in entries(whose, state="none", q="70/1")] == [("A/RES/70/1", SHORE)]
    assert [one[:2] for one in entries(whose, recommendation="retire")] == [(BOATS, SHORE)]
    approve_review(by=person("chief", "UN", "approver"), review=first, revision=2)
    progress = progress_of(reviews_where(whose, 2026, {}, seen_by=EVERYTHING), whose, 2026)
    assert (progress.pairs, progress.drafts, progress.approved) == (4, 1, 1)
    assert (progress.mandates, progress.reviewed) == (3, 0)
    assert progress_of(reviews_where(whose, 2026, {"part": SEA}, seen_by=EVERYTHING), whose, 2026).reviewed == 1
    mine = {one.part: one for one in part_reviews(whose, 2026, BOATS, sea, seen_by=EVERYTHING)}
    assert (mine[SEA].unit, mine[SEA].may_propose, mine[SHORE].may_propose) == ("Office of the sea", True, False)
    assert [one.review.recommendation for one in mine.values() if one.review] == ["retain", "retire"]


def test_many_are_proposed_at_once_in_few_statements_or_none_at_all(opened: ReviewRound) -> None:
    sea = officer("SEA", opened.organization)
    chosen = [(BOATS, SEA), ("E/RES/2023/29", SEA)]
    with pytest.raises(Refused, match="lists no"):
        propose_reviews(
            by=sea, round=opened, chosen=[*chosen, ("A/RES/1/1", SEA)], recommendation="retain", reason="goes on"
        )
    assert not Review.objects.exists()
    done = propose_reviews(by=sea, round=opened, chosen=chosen, recommendation="retain", reason="goes on")
    assert (done, Review.objects.filter(state="draft").count()) == (2, 2)
    (line,) = history.history_of("review/UN/2026")[:1]
    assert line.data["mandates"] == [f"{BOATS} {SEA}", f"E/RES/2023/29 {SEA}"]
    for wrong in ([], [(BOATS, SEA)] * 0):
        with pytest.raises(Refused, match="Choose"):
            propose_reviews(by=sea, round=opened, chosen=wrong, recommendation="retain", reason="goes on")


def test_many_at_once_change_nothing_that_another_person_recommends(opened: ReviewRound) -> None:
    sea = officer("SEA", opened.organization)
    other = person("ola", "UN", "officer", opened.organization.units.get(code="SEA"))
    said = {"recommendation": "retain", "reason": "goes on"}
    propose_reviews(by=other, round=opened, chosen=[(BOATS, SEA)], **said)
    with pytest.raises(Refused, match="on its own page"):
        propose_reviews(by=sea, round=opened, chosen=[("E/RES/2023/29", SEA), (BOATS, SEA)], **said)
    assert [one.proposed_by for one in Review.objects.all()] == [other]
    propose_reviews(by=other, round=opened, chosen=[(BOATS, SEA)], recommendation="retire", reason="done")
    assert Review.objects.get().recommendation == "retire"


def test_another_deadline_leaves_who_opened_the_review_and_when(opened: ReviewRound) -> None:
    before = (opened.opened, opened.opened_by)
    later = opened.deadline + timedelta(days=9)
    for _again in range(2):
        moved = open_round(by=operator(), organization=opened.organization, year=opened.year, deadline=later)
        assert (moved.deadline, moved.opened, moved.opened_by) == (later, *before)
    lines = [line.action for line in history.history_of("review/UN/2026")]
    assert lines.count("move review deadline") == lines.count("open review") == 1


def test_what_helps_to_decide_is_the_last_report_the_successor_and_acts_without_an_end(opened: ReviewRound) -> None:
    aids = aids_for(Document.objects.get(address=BOATS), seen_by=EVERYTHING)
    assert [one.symbol for one in aids.reports] == ["A/79/12"]
    assert (aids.asking, aids.untimed) == (2, 1)
    take(fascicle(lists=(BOATS, "A/RES/79/300"), file="both.docx"))
    assert aids_for(Document.objects.get(address=BOATS), seen_by=EVERYTHING).successor == "A/RES/79/300"


def test_a_stranger_sees_no_review(opened: ReviewRound) -> None:
    proposed(operator(), opened)
    nobody = sight_of(person("stranger"))
    assert round_of("UN", 2026, seen_by=nobody) is None
    assert parts_of(opened.organization, 2026, seen_by=nobody) == ()
    assert not reviews_where(opened.organization, 2026, {}, seen_by=nobody).exists()
    assert part_reviews(opened.organization, 2026, BOATS, None, seen_by=nobody) == ()


def client_of(who: Person) -> Client:
    client = Client()
    client.force_login(who)
    return client


def test_two_units_and_an_approver_review_a_mandate_on_the_pages(record: Organization) -> None:
    planning = client_of(person("planning", "UN", "officer"))
    assert "No review is open" in seen(planning.get("/UN/reviews/2026"))
    assert planning.post("/UN/reviews/2026/open", {"deadline": "2026-06-30"}).status_code == 302
    assert planning.post("/UN/reviews/2026/open", {"deadline": "soon"}).status_code == 409
    assert planning.get("/UN/reviews")["Location"] == "/UN/reviews/2026"
    sea, shore = client_of(officer("SEA", record)), client_of(officer("SHORE", record))
    chief = client_of(person("chief", "UN", "approver"))
    page, act = f"/UN/reviews/2026/of/{BOATS}", "/UN/reviews/2026/act"
    whole = {"symbol": BOATS, "part": SEA, "revision": "0", "recommendation": "retain", "reason": "goes on"}
    assert sea.post(f"{act}/draft", {**whole, "words": "Because <b>boats</b>."}).status_code == 302
    shown = shore.get(page)
    assert "Because <b>boats</b>." in seen(shown) and b"<b>boats</b>" not in shown.content
    retire = {**whole, "part": SHORE, "recommendation": "retire", "reason": "done"}
    assert shore.post(f"{act}/submit", retire).status_code == 302
    assert "The parts disagree" in seen(sea.get(page))
    assert "parts disagree" in seen(sea.get("/UN/reviews/2026"))
    assert shore.post(f"{act}/draft", {**whole, "revision": "1"}).status_code == 403
    wrong = sea.post(f"{act}/submit", {**whole, "reason": "done", "words": "typed", "revision": "1"})
    assert wrong.status_code == 400 and "typed" in wrong.content.decode()
    late = sea.post(f"{act}/submit", {**whole, "words": "typed", "revision": "9"})
    assert late.status_code == 409 and 'name="revision" value="1"' in late.content.decode()
    assert sea.post(f"{act}/comment", {"symbol": BOATS, "words": "Let us agree."}).status_code == 302
    assert "Let us agree." in seen(shore.get(page))
    decide = {"symbol": BOATS, "part": SHORE, "revision": "2"}
    assert shore.post(f"{act}/approve", decide).status_code == 403
    assert chief.post(f"{act}/send-back", {**decide, "note": ""}).status_code == 400
    assert chief.post(f"{act}/approve", {**decide, "revision": "1"}).status_code == 409
    assert chief.post(f"{act}/approve", decide).status_code == 302
    assert "Approved by Chief" in seen(shore.get(page))
    assert chief.post(f"{act}/nonsense", decide).status_code == 404
    assert rows_of(chief.get("/UN/reviews/2026?state=approved"))[0][0] == BOATS


def test_the_list_is_proposed_from_exported_and_filtered(opened: ReviewRound) -> None:
    client = client_of(officer("SEA", opened.organization))
    said = {"recommendation": "retire", "reason": "other", "words": "=1+1"}
    chosen = [f"{SEA}|{BOATS}", f"{SEA}|E/RES/2023/29"]
    assert client.post("/UN/reviews/2026/propose", {**said, "chosen": chosen}).status_code == 302
    sheet = client.get("/UN/reviews/2026?format=csv&state=draft")
    rows = list(csv.DictReader(io.StringIO(sheet.content.decode("utf-8-sig"))))
    assert [(row["symbol"], row["state"], row["words"]) for row in rows] == [
        (BOATS, "draft", "'=1+1"),
        ("E/RES/2023/29", "draft", "'=1+1"),
    ]
    nothing = client.post("/UN/reviews/2026/propose", {**said, "words": "kept"})
    assert nothing.status_code == 409 and "kept" in nothing.content.decode()
    assert client.post("/UN/reviews/2026/propose", {**said, "words": "", "chosen": chosen}).status_code == 409
    assert client.post("/UN/reviews/2026/propose", {**said, "chosen": [f"{SHORE}|{BOATS}"]}).status_code == 403
    assert client.get("/UN/reviews/2026?state=nonsense").status_code == 400
    assert client.get("/UN/reviews/2031").status_code == 404
    assert client.get("/UN/reviews/2026/of/A/RES/1/1").status_code == 404


@pytest.mark.parametrize("role", ["reader", ""])
def test_a_reader_reviews_nothing_and_a_stranger_sees_nothing(opened: ReviewRound, role: str) -> None:
    client = client_of(person("ada", "UN" if role else "", role or "reader"))
    whole = {"symbol": BOATS, "part": SEA, "revision": "0", "recommendation": "retain", "reason": "goes on"}
    for page in ("/UN/reviews/2026", f"/UN/reviews/2026/of/{BOATS}"):
        answer = client.get(page)
        assert answer.status_code == (200 if role else 404)
        assert b"/UN/reviews/2026/act" not in answer.content
    for address in ("act/draft", "act/submit", "act/comment", "propose", "open"):
        answer = client.post(f"/UN/reviews/2026/{address}", {**whole, "words": "So.", "deadline": "2026-01-01"})
        assert answer.status_code in ((403, 409) if role else (404,)), address
    assert not Review.objects.exists() and not ReviewComment.objects.exists()


def test_statements_are_as_many_for_few_mandates_as_for_many(opened: ReviewRound) -> None:
    client, counted = Client(), []
    for count in (3, 120):
        lists = (BOATS, *(f"A/RES/60/{number}" for number in range(1, count)))
        take(fascicle(lists=lists, file=f"wide{count}.docx"))
        pages = []
        for page in ("/UN/reviews/2026", f"/UN/reviews/2026/of/{BOATS}"):
            client.get(page)
            with CaptureQueriesContext(connection) as captured:
                client.get(page)
            pages.append(len(captured))
        counted.append(pages)
    assert counted[0] == counted[1]
    assert counted[0][0] <= 8
    assert counted[0][1] <= 18


def test_the_page_of_a_mandate_says_what_its_review_decided_for_who_works_there(opened: ReviewRound) -> None:
    reader, stranger = Client(), Client()
    reader.force_login(person("reader", "UN"))
    publish(by=operator(), organization=opened.organization)
    sea, chief = officer("SEA", opened.organization), person("chief", "UN", "approver")
    review = submit_review(by=sea, review=proposed(sea, opened), revision=1)
    page = f"/UN/mandates/{review.document.address}"
    assert "Review of 2026" not in seen(reader.get(page))
    approve_review(by=chief, review=review, revision=2)
    shown = reader.get(page)
    assert "Review of 2026 retain, approved for 1 part" in seen(shown)
    assert f"/UN/reviews/2026/of/{review.document.address}" in links(shown)
    assert "Review of 2026" not in seen(stranger.get(page))
