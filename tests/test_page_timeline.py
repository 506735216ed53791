"""The timeline: what is due by month, filters, calendars, and private addresses that can be revoked."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.page_record import links, seen, take
from tests.store_records import fascicle, request, resolution
from tests.test_people import person
from throughline.engine.errors import Refused
from throughline.store.feeds import CalendarFeed, feed_with, feeds_of, make_feed, revoke_feed
from throughline.store.history import check_chain, history_of
from throughline.store.models import Organization, Role
from throughline.store.people import operator
from throughline.store.people.roles import publish
from throughline.store.rights import EVERYTHING
from throughline.store.timeline import OTHER, REPORT, Wish, by_month, due_acts, due_rows
from throughline.store.units.actions import give_responsibility, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def record(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    decides = request("to meet", who="Conference", latest="2026-06-10")
    object.__setattr__(decides, "reporting", None)
    reports = request("to report on gulls", latest="2026-06-30")
    take(
        resolution("A/RES/78/243", acts=(reports, decides), file="1.txt"),
        resolution("A/RES/78/244", acts=(request("to report on terns", latest="2027-01-31"),), file="2.txt"),
        resolution("A/RES/78/245", acts=(request("to report"),), file="3.txt"),
        fascicle(),
    )


def un() -> Organization:
    return Organization.objects.get(code="UN")


def days(wish: Wish = Wish(), **bounds: date) -> list[str]:  # noqa: B008
    found = due_acts(un(), wish, bounds.get("first"), bounds.get("last"), seen_by=EVERYTHING)
    return [f"{one.day} {one.document}" for one in due_rows(found, 0, 50, seen_by=EVERYTHING)]


ALL = ["2026-06-10 A/RES/78/243", "2026-06-30 A/RES/78/243", "2027-01-31 A/RES/78/244"]


def test_what_is_due_stands_in_the_order_of_its_days() -> None:
    assert days() == ALL
    assert days(first=date(2026, 6, 11)) == ALL[1:]
    assert days(last=date(2026, 6, 10)) == ALL[:1]
    assert days(Wish(what=REPORT)) == ALL[1:]
    assert days(Wish(what=OTHER)) == ALL[:1]
    assert days(Wish(addressees=("Conference",))) == ALL[:1]
    assert days(Wish(answered=True)) == ALL[:2]
    assert days(Wish(answered=False)) == ALL[2:]


def test_by_unit() -> None:
    office = make_unit(by=operator(), organization=un(), code="BOATS", name="Boats")
    below = make_unit(by=operator(), organization=un(), code="TERNS", name="Terns", parent=office)
    give_responsibility(by=operator(), unit=below, address="A/RES/78/244")
    give_responsibility(by=operator(), unit=office, addressee="Conference")
    assert days(Wish(unit=office)) == [ALL[0], ALL[2]]
    assert days(Wish(unit=below)) == ALL[2:]


def test_months_are_counted() -> None:
    counted = by_month(due_acts(un(), seen_by=EVERYTHING), seen_by=EVERYTHING)
    assert [(one.month, one.reports, one.others, one.unanswered) for one in counted] == [
        (date(2026, 6, 1), 1, 1, 0),
        (date(2027, 1, 1), 1, 0, 1),
    ]


def test_the_page_shows_the_months_and_what_is_due(client: Client) -> None:
    page = client.get("/UN/timeline?start=2026-01")
    words = seen(page)
    for said in ("June 2026", "January 2027", "1 report due, 1 other time set", "to report on gulls", "Not answered"):
        assert said in words, said
    assert "/UN/mandates/A/RES/78/244#1" in links(page)
    assert "?start=2028-01" in links(page)
    assert "A/RES/78/244" not in seen(client.get("/UN/timeline?start=2020-01"))
    assert "A/RES/78/243" not in seen(client.get("/UN/timeline?start=2026-01&answered=no"))
    for wrong in ("start=soon", "start=2026-13", "unit=NONE", "what=x", "addressee=nobody"):
        assert client.get(f"/UN/timeline?{wrong}").status_code in (200, 400)
    assert client.get("/UN/timeline?start=soon").status_code == 400


def test_a_calendar_holds_the_same(client: Client, settings: Any) -> None:
    page = client.get("/UN/timeline.ics?what=report")
    assert page.headers["Content-Type"] == "text/calendar; charset=utf-8"
    text = page.content.decode().replace("\r\n ", "")
    assert text.count("BEGIN:VEVENT") == 2
    assert "SUMMARY:A/RES/78/243\\, 1: request to report on gulls" in text
    assert "URL:http://testserver/UN/mandates/A/RES/78/243#1" in text
    assert client.get("/UN/timeline.ics?what=report").content == page.content
    assert client.get("/UN/timeline.ics?what=x").status_code == 400


def test_who_may_not_read_gets_no_calendar_until_it_is_published() -> None:
    ada = person("ada", "UN", "reader")
    assert Client().get("/UN/timeline.ics").status_code == 404
    client = Client()
    client.force_login(ada)
    assert client.get("/UN/timeline.ics").status_code == 200
    publish(by=operator(), organization=un())
    assert b"gulls" in Client().get("/UN/timeline.ics").content


def test_a_private_address_opens_without_signing_in_until_it_is_revoked() -> None:
    ada = person("ada", "UN", "reader")
    secret = make_feed(by=ada, organization=un(), name=" my  boats ", wish=Wish(what=REPORT))
    feed = feeds_of(ada, un())[0]
    assert (feed.name, feed.wish, secret in str(feed.__dict__)) == ("my boats", Wish(what=REPORT), False)
    page = Client().get(f"/calendar/{secret}.ics")
    assert (page.status_code, page.content.count(b"BEGIN:VEVENT")) == (200, 2)
    assert page.headers["Cache-Control"] == "private, no-store"
    assert Client().get("/calendar/wrong.ics").status_code == 404
    revoke_feed(by=ada, feed=feed)
    revoke_feed(by=ada, feed=feed)
    assert Client().get(f"/calendar/{secret}.ics").status_code == 404
    told = [line.action for line in history_of("people/ada@example.org") if "calendar" in line.action]
    assert told == ["revoke calendar address", "make calendar address"]
    assert check_chain() == []


def test_a_private_address_opens_no_more_than_its_person_may_see() -> None:
    ada = person("ada", "UN", "reader")
    secret = make_feed(by=ada, organization=un(), name="x", wish=Wish())
    take(resolution("HWU/1", acts=(request("to count owls", latest="2026-07-01"),), file="h.txt"), organization="HWU")
    assert b"owls" not in Client().get(f"/calendar/{secret}.ics").content
    Role.objects.filter(person=ada).delete()
    assert Client().get(f"/calendar/{secret}.ics").status_code == 404
    assert feed_with(secret) is None


def test_who_may_make_and_revoke_a_private_address() -> None:
    ada, eve = person("ada", "UN", "reader"), person("eve")
    with pytest.raises(Refused):
        make_feed(by=eve, organization=un(), name="x", wish=Wish())
    with pytest.raises(Refused):
        make_feed(by=operator(), organization=un(), name="x", wish=Wish())
    make_feed(by=ada, organization=un(), name="x", wish=Wish())
    with pytest.raises(Refused):
        revoke_feed(by=eve, feed=CalendarFeed.objects.get())


def test_a_private_address_is_made_and_revoked_on_the_page() -> None:
    client = Client()
    client.force_login(person("ada", "UN", "reader"))
    made = client.post("/UN/timeline/address", {"name": "mine", "what": "report"})
    address = next(word for word in seen(made).split() if word.startswith("http://testserver/calendar/"))
    assert Client().get(address.removeprefix("http://testserver")).status_code == 200
    assert address not in seen(client.get("/UN/timeline"))
    digest = CalendarFeed.objects.get().digest
    for wrong in ({"name": ""}, {"name": "x", "unit": "NONE"}, {"name": "x", "what": "y"}):
        assert client.post("/UN/timeline/address", wrong).status_code == 400, wrong
    other = Client()
    other.force_login(person("bob", "UN", "reader"))
    assert other.post("/UN/timeline/revoke", {"feed": digest}).status_code == 404
    assert client.post("/UN/timeline/revoke", {"feed": digest}).status_code == 302
    assert Client().get(address.removeprefix("http://testserver")).status_code == 404
