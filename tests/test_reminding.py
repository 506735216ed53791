"""Reminders of reports that are due: who gets one, what it says, how often, and where no mail is set up."""

from datetime import date
from typing import Any

import pytest
from django.core import mail
from typer.testing import CliRunner

from tests.indicator_record import LEFT, OWN, enter, indicator, plan
from tests.test_people import person
from throughline.cli import app
from throughline.engine.errors import Refused
from throughline.store import history
from throughline.store.models import Organization, Person
from throughline.store.monitoring.indicators.approving import submit_reports
from throughline.store.monitoring.indicators.reminding import reminders_of
from throughline.store.people import operator
from throughline.store.rights import EVERYTHING
from throughline.store.units.actions import give_responsibility, make_unit
from throughline.web import environment
from throughline.web.language import language_of
from throughline.web.reminding import Asked, message_of, reminders_to_send, send_reminders

# The first quarter ended a month ago, the second has begun.
TODAY = date(2026, 5, 1)


@pytest.fixture
def whose(db: None, settings: Any) -> Organization:
    settings.MAIL = {"EMAIL_BACKEND": "set"}
    found = plan()
    indicator(found, LEFT)
    return found


def officer(name: str, unit: Any = None) -> Person:
    return person(name, "UN", "officer", unit=unit)


def owed(whose: Organization, days: int = 14) -> dict[str, list[str]]:
    found = reminders_of(whose, TODAY, days=days, seen_by=EVERYTHING)
    return {one.person.username.partition("@")[0]: [owed.report for owed in one.owed] for one in found}


def test_the_nearest_officers_are_reminded_of_what_is_late_or_soon_due(whose: Organization) -> None:
    top = make_unit(by=operator(), organization=whose, code="TOP", name="Top")
    below = make_unit(by=operator(), organization=whose, code="SP1", name="Below", parent=top)
    give_responsibility(by=operator(), unit=below, address=LEFT)
    officer("root")
    officer("top", top)
    first, own = f"{OWN}#2026-Q1", f"{OWN}@{LEFT.removeprefix('UN/')}#2026-Q1"
    assert owed(whose) == {"root": [first], "top": [own]}
    officer("near", below)
    assert owed(whose) == {"near": [own], "root": [first]}
    # The second quarter ends in sixty days.
    assert owed(whose, 61)["near"] == [own, own.replace("Q1", "Q2")]
    assert owed(whose, 59)["near"] == [own]


def test_who_cannot_be_written_to_or_has_submitted_is_not_reminded(whose: Organization) -> None:
    ada = officer("ada")
    Person.objects.filter(pk=officer("gone").pk).update(is_active=False)
    person("reader", "UN", "reader")
    person("unwritten", "UN", "officer")
    Person.objects.filter(name="Unwritten").update(email="")
    assert set(owed(whose)) == {"ada"}
    enter(whose, {f"{OWN}#2026-Q1": "3", f"{OWN}@{LEFT.removeprefix('UN/')}#2026-Q1": "4"}, by=ada)
    submit_reports(by=ada, organization=whose, reports=[f"{OWN}#2026-Q1", f"{OWN}@{LEFT.removeprefix('UN/')}#2026-Q1"])
    assert owed(whose) == {}


def test_messages_are_sent_once_a_week_and_noted(whose: Organization, settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = "line@example.org"
    officer("ada")
    asked = Asked(language="fr", site="http://localhost")
    assert len(send_reminders("UN", TODAY, asked, seen_by=EVERYTHING)) == 1
    (message,) = mail.outbox
    assert message.to == ["ada@example.org"]
    assert message.from_email == "line@example.org"
    assert "http://localhost/UN/due" in message.body
    assert "31 mars 2026" in message.body or "1 avril 2026" in message.body
    assert OWN in message.body
    line = history.latest(1)[0]
    assert (line.action, line.address, line.data["reports"], line.data["late"]) == (
        "remind",
        "people/ada@example.org",
        2,
        2,
    )
    today = line.at.date()
    assert reminders_to_send("UN", today, asked, seen_by=EVERYTHING)[1] == ()
    assert len(reminders_to_send("UN", today, Asked(every=0), seen_by=EVERYTHING)[1]) == 1


def test_one_that_fails_keeps_the_others_from_being_sent_twice(whose: Organization, monkeypatch: Any) -> None:
    officer("ada")
    officer("bob")
    sent: list[str] = []

    def send(self: Any) -> int:
        if self.to == ["bob@example.org"]:
            raise OSError("the line is cut")
        sent.extend(self.to)
        return 1

    monkeypatch.setattr("throughline.web.reminding.EmailMessage.send", send)
    with pytest.raises(OSError, match="cut"):
        send_reminders("UN", TODAY, Asked(), seen_by=EVERYTHING)
    assert sent == ["ada@example.org"]
    today = history.latest(1)[0].at.date()
    assert [one.person.username for one in reminders_to_send("UN", today, Asked(), seen_by=EVERYTHING)[1]] == [
        "bob@example.org"
    ]


def test_a_long_list_is_told_in_number(whose: Organization) -> None:
    officer("ada")
    for at in range(25):
        indicator(whose, title=f"Boats {at}\nBcc: x@example.org")
    (reminder,) = reminders_of(whose, TODAY, days=14, seen_by=EVERYTHING)
    subject, text = message_of(whose, reminder, TODAY, Asked())
    assert "\n" not in subject
    assert subject.startswith("27 reports")
    assert text.count("\n- ") == 20
    assert "and 7 more" in text


def test_the_command_names_who_would_be_reminded_and_refuses_without_mail(whose: Organization, settings: Any) -> None:
    officer("ada")
    settings.MAIL = {}
    told = CliRunner().invoke(app, ["remind", "UN"])
    assert told.exit_code == 0, told.output
    assert "ada@example.org" in told.output
    assert "--send" in told.output
    refused = CliRunner().invoke(app, ["remind", "UN", "--send"])
    assert refused.exit_code == 2
    assert "THROUGHLINE_MAIL" in refused.output
    assert CliRunner().invoke(app, ["remind", "NOWHERE"]).exit_code == 2


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("", {}),
        (
            "smtp://ann:p%40ss@mail.example.org",
            {"EMAIL_PORT": 587, "EMAIL_USE_TLS": True, "EMAIL_HOST_PASSWORD": "p@ss"},
        ),
        ("smtps://mail.example.org:4650", {"EMAIL_PORT": 4650, "EMAIL_USE_SSL": True, "EMAIL_USE_TLS": False}),
        ("file:///var/mail/line", {"EMAIL_FILE_PATH": "/var/mail/line"}),
    ],
)
def test_the_way_of_messages_is_named_by_the_environment(address: str, expected: dict[str, Any]) -> None:
    told = environment.mail({"THROUGHLINE_MAIL": address})
    assert {name: told[name] for name in expected} == expected


@pytest.mark.parametrize(
    "address", ["mail.example.org", "http://x", "smtp://", "smtp://x:99999", "smtp://x/y", "file://"]
)
def test_a_way_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(environment.BadSetting, match="THROUGHLINE_MAIL"):
        environment.mail({"THROUGHLINE_MAIL": address})


@pytest.mark.parametrize(("code", "language"), [("zh", "zh-hans"), ("fr-CA", "fr"), ("zh-hans", "zh-hans")])
def test_a_language_goes_by_its_short_name_too(code: str, language: str) -> None:
    assert language_of(code) == language


def test_a_language_that_is_not_offered_is_refused() -> None:
    with pytest.raises(Refused, match="zh-hans"):
        language_of("xx")


def test_statements_are_the_same_for_many(whose: Organization, django_assert_max_num_queries: Any) -> None:
    for at in range(12):
        officer(f"o{at}")
        indicator(whose, title=f"Boats {at}")
    with django_assert_max_num_queries(9):
        assert len(reminders_of(whose, TODAY, days=14, seen_by=EVERYTHING)) == 12
