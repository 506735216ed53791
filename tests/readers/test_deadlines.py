"""By when: sessions bound to their body, plain dates, terms from the adoption, what recurs, what is left out."""

from dataclasses import replace

import pytest

from tests.readers.reading_of import reading_of
from throughline.engine.mandates.records import Deadline
from throughline.readers.resolution.acts import acts_of

GA, HRC, SC = "General Assembly", "Human Rights Council", "Security Council"


def deadline(text: str, body: str = GA, adopted: str = "2023-12-20") -> Deadline | None:
    return acts_of(reading_of(text, body=body, adopted=adopted))[0][-1].deadline


@pytest.mark.parametrize(
    ("text", "own", "body", "session", "latest"),
    [
        ("Requests the Secretary-General to report at its eightieth session;", GA, GA, "80", "2026-09-07"),
        ("Requests the Chair to report by no later than the seventy-ninth session;", GA, GA, "79", "2025-09-08"),
        (
            "Decides to include in the provisional agenda of its eighty-first session the item on mills;",
            GA,
            GA,
            "81",
            "2027-09-06",
        ),
        (
            "Requests the Secretary-General to report at the first part of its resumed seventy-eighth session;",
            GA,
            GA,
            "78",
            "2024-04-15",
        ),
        (
            "Requests the Chair to submit it to the Human Rights Council at its fifty-seventh session;",
            GA,
            HRC,
            "57",
            "2024-10-31",
        ),
        (
            "Requests the Special Rapporteur to report to the Human Rights Council at its fifty-eighth session "
            "and to the "
            "General Assembly at its eightieth session;",
            HRC,
            HRC,
            "58",
            "2025-04-15",
        ),
        (
            "Requests the Special Rapporteur to report to the General Assembly at its eightieth session;",
            HRC,
            GA,
            "80",
            "2026-09-07",
        ),
        ("Requests the Chair to report to the Council at its fifty-seventh session;", HRC, HRC, "57", "2024-10-31"),
        (
            "Requests the Chair to report to the Economic and Social Council at its 2025 session;",
            GA,
            "Economic and Social Council",
            "2025",
            "2025-12-31",
        ),
        (
            "Requests the Chair to report to the Sixty-eighth World Health Assembly;",
            "World Health Assembly",
            "World Health Assembly",
            "68",
            "2015-05-31",
        ),
    ],
)
def test_a_session_is_bound_to_the_nearest_body_and_its_dates(
    text: str, own: str, body: str, session: str, latest: str
) -> None:
    found = deadline(text, own, "2014-05-20" if "World Health" in own else "2023-12-20")
    assert found is not None
    assert (found.kind, found.body, found.session, found.latest, found.computed) == (
        "session",
        body,
        session,
        latest,
        True,
    )


def test_a_session_without_a_known_calendar_keeps_its_number_and_no_dates() -> None:
    found = deadline("Requests the Committee on Mills to examine the wheel at its thirty-first session;")
    assert found is not None
    assert (found.body, found.session, found.latest, found.computed) == ("Committee on Mills", "31", None, False)


@pytest.mark.parametrize(
    ("text", "latest"),
    [
        ("Requests the Chair to report by 31 July 2024;", "2024-07-31"),
        ("Requests the Chair to report before the end of 2026;", "2026-12-31"),
        ("Requests the Chair to report no later than June 2025;", "2025-06-30"),
        ("Calls upon States to mend every weir by 2030;", "2030-12-31"),
        ("Decides to extend until 15 March 2025 the mandate of the Mission;", "2025-03-15"),
        ("Requests the Chair to report within 30 days of the adoption of this resolution;", "2024-01-19"),
        ("Requests the Chair to report within six months;", "2024-06-20"),
        ("Decides to extend the mandate of the Mission for a further period of one year;", "2024-12-20"),
        ("Requests the Chair to report by 15 March;", "2024-03-15"),
        ("Decides that the Committee shall meet from 3 to 7 June 2024;", "2024-06-07"),
    ],
)
def test_dates_and_terms_give_the_last_day(text: str, latest: str) -> None:
    found = deadline(text, SC)
    assert found is not None
    assert (found.kind, found.latest) == ("date", latest)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Requests the Chair to report annually to the Council;", "recurring"),
        ("Requests the Chair to report every 90 days;", "recurring"),
        ("Requests the Chair to report on a biennial basis;", "recurring"),
        ("Requests the Chair to include the wheel in his next report on mills;", "next report"),
        ("Requests the Chair to provide figures in future reports;", "next report"),
        ("Requests the Chair to mend the wheel as soon as possible;", "open"),
    ],
)
def test_what_recurs_or_is_left_open_says_so(text: str, kind: str) -> None:
    found = deadline(text)
    assert found is not None
    assert (found.kind, found.latest) == (kind, None)


@pytest.mark.parametrize(
    "text",
    [
        "Recalls the report on mills by 2030;",
        "Requests the Chair to brief States, millers and smiths in preparation for the long resolution on the mills "
        "of the valley that is planned to be negotiated at the seventy-ninth session of the Assembly;",
        "Requests the Chair to consider the views expressed at its seventy-seventh session;",
        "Encourages States to reach the goal of mending all weirs by 2030;",
        "Requests the Chair to take into account the 2030 Agenda;",
        "Decides to proclaim 3 May of each year Day of the Mill;",
        "Requests the Chair to mend the wheel urgently, pending a decision;",
        "Requests the Chair to study the budget for the period from 1 July 2024 to 30 June 2025;",
        "Requests the Chair to publish the list adopted on 3 May 2022;",
        "Requests the President of the General Assembly at its seventy-ninth session to name two millers;",
        "Invites the Bureau of the Committee on Mills at its tenth session to sit with the smiths;",
        "Requests the Chair to mend the wheel in the light of the debate of the Sixth Committee at the seventy-seventh "
        "session;",
        "Requests the Chair to plan the next two sessions with the millers;",
    ],
)
def test_background_dates_and_haste_are_no_deadlines(text: str) -> None:
    assert deadline(text) is None


@pytest.mark.parametrize(
    ("text", "body", "session"),
    [
        ("Requests the Chair to report to the Executive Council at its tenth session;", "Executive Council", "10"),
        ("Requests the Chair to report to the 1540 Committee at its tenth session;", "1540 Committee", "10"),
        ("Requests the Chair to report at the tenth session of the Ad Hoc Committee;", "Ad Hoc Committee", "10"),
        ("Requests the Chair to report at its tenth session;", "Board of Mills", "10"),
        ("Requests the Chair to report to the Board at its tenth session;", "Board of Mills", "10"),
        ("Requests the Committee to report to it at its tenth session;", "Board of Mills", "10"),
        ("Invites the Assembly of Millers to consider the wheel at its tenth session;", "Assembly of Millers", "10"),
    ],
)
def test_a_body_that_is_not_listed_goes_by_its_whole_name_and_has_no_dates(text: str, body: str, session: str) -> None:
    found = deadline(text, "Board of Mills")
    assert found is not None
    assert (found.body, found.session, found.latest) == (body, session, None)


def test_the_formula_names_the_body_where_the_head_does_not() -> None:
    reading = reading_of("Requests the Chair to report at its tenth session;", body="Board of Mills")
    formula = replace(reading.paragraphs[0], id="F", kind="formula", text="The Conference of Millers,")
    unnamed = replace(reading, masthead=replace(reading.masthead, body=None), paragraphs=(formula, *reading.paragraphs))
    assert [act.deadline.body for its in acts_of(unnamed) for act in its if act.deadline] == ["Conference of Millers"]


@pytest.mark.parametrize(
    ("text", "session"),
    [
        ("Decides that the theme of the panel, to be held during its fifty-seventh session, will be oil;", "57"),
        ("Decides to assess the wheel after its fifty-fifth session and before the session in December 2024;", "55"),
        ("Requests the Chair to report on the present resolution at its fifty-eighth session;", "58"),
        ("Requests the Chair to invite millers as of the sixtieth session of the Council;", "60"),
        ("Requests the Chair to organize a panel to be held at its fifty-seventh session;", "57"),
        ("Decides to hold a discussion of millers at its fifty-sixth session;", "56"),
        ("Requests the Chair to submit a plan with recommendations and views at its fifty-eighth session;", "58"),
        (
            "Decides to hold a meeting of millers on the first day of the high-level segment of the sixtieth session;",
            "60",
        ),
        ("Requests the Chair to send the list well in advance of the fifty-sixth session;", "56"),
    ],
)
def test_what_is_still_to_be_held_at_a_session_is_due_then(text: str, session: str) -> None:
    found = deadline(text, HRC)
    assert found is not None
    assert found.session == session


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        (
            "Invites States to send their ledgers no later than 31 March of each year;",
            "no later than 31 March of each year",
        ),
        ("Decides to meet in May every second year;", "in May every second year"),
        ("Requests the Chair to report to each ordinary session;", "to each ordinary session"),
    ],
)
def test_a_day_that_comes_again_is_kept_whole(text: str, raw: str) -> None:
    found = deadline(text)
    assert found is not None
    assert (found.kind, found.raw, found.latest) == ("recurring", raw, None)


@pytest.mark.parametrize(
    "text",
    [
        "Decides that the Chair shall hold ten wheels, ready to be brought to any mill within a week;",
        "Requests the Chair to keep a list of smiths who answer within two days;",
        "Requests the Chair to raise the share of mills that report within one hour;",
    ],
)
def test_how_fast_a_thing_works_is_no_deadline(text: str) -> None:
    assert deadline(text) is None


def test_a_session_comes_before_what_recurs_and_the_first_before_the_second() -> None:
    found = deadline("Requests the Chair to go on annually and to report at its eightieth session;")
    assert found is not None
    assert found.session == "80"


@pytest.mark.parametrize(
    ("text", "session", "latest"),
    [
        (
            "Requests the Chair to send it before the session of the Sixth Committee to be held in 2024;",
            "79",
            "2025-09-08",
        ),
        ("Requests the Chair to report to the Assembly at its session in March 2024;", "78", "2024-09-09"),
    ],
)
def test_a_year_of_the_assembly_names_the_session_that_is_held_in_it(text: str, session: str, latest: str) -> None:
    found = deadline(text)
    assert found is not None
    assert (found.body, found.session, found.latest) == (GA, session, latest)


def test_an_item_inherits_the_time_of_its_chapeau() -> None:
    found = acts_of(
        reading_of("Requests the Chair, by 31 July 2024:", "(a) To count sacks;", "(b) To mend wheels by 1 May 2024;")
    )
    assert [act.deadline.latest for its in found for act in its if act.deadline] == ["2024-07-31", "2024-05-01"]


def test_the_next_plenipotentiary_conference_is_found_by_the_calendar() -> None:
    found = deadline(
        "Instructs the Secretary-General to report to the next plenipotentiary conference;",
        "Plenipotentiary Conference",
        "2018-11-16",
    )
    assert found is not None
    assert (found.session, found.earliest) == ("2022", "2022-09-26")


def test_french_and_spanish_sessions_have_the_same_dates() -> None:
    french = acts_of(
        reading_of("Prie le Président de lui présenter un rapport à sa soixante-dix-neuvième session;", language="fr")
    )[0][0].deadline
    spanish = acts_of(
        reading_of("Pide al Presidente que informe en su septuagésimo noveno período de sesiones;", language="es")
    )[0][0].deadline
    assert french is not None
    assert spanish is not None
    assert (french.body, french.session, french.latest) == (GA, "79", "2025-09-08")
    assert (spanish.body, spanish.session, spanish.latest) == (GA, "79", "2025-09-08")
