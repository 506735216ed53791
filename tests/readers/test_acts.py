"""What a body does in a paragraph, whom it asks, by when, and what it wants reported."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.readers.reading_of import reading_of
from throughline.engine.mandates.records import Act
from throughline.readers.resolution.acts import acts_of
from throughline.readers.resolution.lexicon.wordlist import word_list

ECOSOC = "Economic and Social Council"


def acts(*texts: str, **head: str) -> list[tuple[Act, ...]]:
    return list(acts_of(reading_of(*texts, **head)))  # type: ignore[arg-type]


def verbs(text: str, **head: str) -> list[str]:
    return [act.verb for act in acts(text, **head)[0]]


def asked(text: str, **head: str) -> list[list[str]]:
    return [[one.name for one in act.addressees] for act in acts(text, **head)[0]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Takes note of the ledger of the mills;", ["take note"]),
        ("Recalls the ledger, and requests the Secretary-General to mend it;", ["recall", "request"]),
        ("Welcomes and encourages the mending of mills;", ["welcome", "encourage"]),
        ("Stresses that the mill turns, and in this regard calls upon States to oil it;", ["stress", "call upon"]),
        ("Deplores the flood but welcomes the dry season;", ["deplore", "welcome"]),
        ("Notes with concern that the wheel, which was lent, is lost;", ["note"]),
        ("Notes the plan of the Committee, which requests more oil and urges haste;", ["note"]),
        ("Encourages States to urge the millers to mend, inviting all to help;", ["encourage"]),
        ("Reiterates its request to the Secretary-General to count the sacks;", ["request"]),
        ("Reiterates the provisions of the charter of mills;", ["reiterate"]),
        ("Expresses its deep appreciation to the millers;", ["express appreciation"]),
        ("Remains concerned about the weir;", ["express concern"]),
        ("Decides to remain seized of the matter.", ["decide"]),
        ("Once again strongly urges the millers to rest;", ["urge"]),
        ("Also recognises the weir and underlines its age;", ["recognize", "underline"]),
        ("Continues to encourage the millers to rest;", ["encourage"]),
        (
            "Expresses concern at the flood; stresses its cost; and calls for pumps;",
            ["express concern", "stress", "call for"],
        ),
        ("REQUESTS the Director-General to report;", ["request"]),
        ("Pays tribute to the millers;", ["pay tribute"]),
        ("The Secretary-General is authorized to lend the wheel;", ["authorize"]),
        ("States opposed to the flood have left;", []),
        ("While noting the flood, requests the Secretary-General to build a weir;", ["request"]),
    ],
)
def test_every_finite_verb_of_the_body_is_an_act_and_no_other(text: str, found: list[str]) -> None:
    assert verbs(text) == found


def test_a_statement_names_the_body_in_each_sentence() -> None:
    text = (
        "The Security Council reaffirms the charter of mills, and requests the Secretary-General to count them. "
        "The weir is old. In this regard, the Council further underlines that the wheel turns and is concerned."
    )
    assert verbs(text, kind="presidential statement", body="Security Council") == ["reaffirm", "request", "underline"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Requests the Secretary-General to mend the wheel;", [["Secretary-General"]]),
        (
            "Invites all States and relevant international organizations, as appropriate, to help;",
            [["States", "International organizations"]],
        ),
        (
            "Requests the Secretary-General, in consultation with Member States and the Commission, to mend the wheel;",
            [["Secretary-General"]],
        ),
        (
            "Encourages Member States, and invites the United Nations system, to mend wheels;",
            [["Member States"], ["United Nations system"]],
        ),
        ("Encourages and urges all businesses to mend wheels;", [["Businesses"], ["Businesses"]]),
        ("Requests that the Secretary-General take the wheel to the mill;", [["Secretary-General"]]),
        ("Demands that all parties cease the flood;", [["Parties"]]),
        ("Calls upon States parties to the Convention to mend wheels;", [["States parties to the Convention"]]),
        ("Calls upon those States that are under an obligation to mend to do so;", [["States"]]),
        ("Calls upon Israel, the occupying Power, to open the weir;", [["Israel"]]),
        ("Requests the administering Power to open the weir;", [["Administering Power"]]),
        ("Urges regional and subregional organizations to mend wheels;", [["Regional and subregional organizations"]]),
        (
            "Invites the Food and Agriculture Organization of the United Nations and the Economic and Social "
            "Council to "
            "help;",
            [["Food and Agriculture Organization of the United Nations", "Economic and Social Council"]],
        ),
        ("Decides that the Committee shall count the sacks;", [["Committee"]]),
        ("Decides that the meeting shall be held in the mill;", [[]]),
        ("Decides to request the Secretary-General to count the sacks;", [["Secretary-General"]]),
        ("Recommends to the General Assembly that it open the mill;", [["General Assembly"]]),
        ("Thanks the Government of the river for its wheel;", [[]]),
        ("Encourages the mending of wheels by States;", [[]]),
        (
            "Calls upon all organs of the mill to count and upon all Member States to pay;",
            [["Organs of the mill", "Member States"]],
        ),
        (
            "Requests the Directors of the Radiocommunication and Telecommunication Standardization Bureaux to help;",
            [["Director of the Radiocommunication Bureau", "Director of the Telecommunication Standardization Bureau"]],
        ),
    ],
)
def test_those_who_are_asked_are_named_and_no_others(text: str, names: list[list[str]]) -> None:
    assert asked(text) == names


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("Welcomes the work of the Secretary-General, and requests him to go on;", "Secretary-General", "anaphora"),
        ("Commends the Special Rapporteur, and invites her to return;", "Special Rapporteur", "anaphora"),
        ("Urges Member States to mend wheels, and invites them to count sacks;", "Member States", "anaphora"),
        (
            "Welcomes the efforts made by the Secretariat, and urges the timely mending of the wheel;",
            "Secretariat",
            "implied",
        ),
        ("Recalls the work, and decides that the Committee shall rest;", "Committee", "implied"),
    ],
)
def test_pronouns_and_silence_are_resolved_within_the_paragraph(text: str, name: str, how: str) -> None:
    last = acts(text)[0][-1]
    assert [(one.name, one.how) for one in last.addressees] == [(name, how)]


def test_a_chapeau_that_only_introduces_has_no_act_and_its_items_inherit() -> None:
    found = acts(
        "Requests the Secretary-General, within existing resources, to:", "(a) Count the sacks;", "(b) Mend the wheel;"
    )
    assert [[(a.verb, a.inherited, a.addressees[0].how) for a in one] for one in found] == [
        [],
        [("request", True, "inherited")],
        [("request", True, "inherited")],
    ]


def test_a_chapeau_that_asks_by_itself_keeps_its_act() -> None:
    found = acts("Urges States to keep the mills, including by:", "(a) Mending wheels;", "(b) Counting sacks;")
    assert [[a.verb for a in one] for one in found] == [["urge"], ["urge"], ["urge"]]


def test_what_a_report_is_to_hold_is_no_act() -> None:
    found = acts(
        "Requests the Secretary-General to submit a report at its eightieth session that includes:",
        "(a) A list of wheels;",
        "(b) The number of sacks;",
    )
    assert [[a.verb for a in one] for one in found] == [["request"], [], []]


def test_an_item_that_only_introduces_hands_the_verb_down() -> None:
    found = acts("Decides:", "(a) To request States:", "(i) To mend wheels;", "(ii) To count sacks;")
    assert [[a.verb for a in one] for one in found] == [[], [], ["decide"], ["decide"]]


def test_a_keyword_line_carries_verb_and_addressee() -> None:
    found = acts(
        "#instructs the Secretary-General and the Director of the Radiocommunication Bureau",
        "to count the wheels;",
        "to report annually to the Council;",
        body="Plenipotentiary Conference",
    )
    assert [[(a.verb, [n.name for n in a.addressees]) for a in one] for one in found] == [
        [("instruct", ["Secretary-General", "Director of the Radiocommunication Bureau"])],
        [("instruct", ["Secretary-General", "Director of the Radiocommunication Bureau"])],
    ]


def test_reiterated_requests_say_so() -> None:
    act = acts("Reiterates its request to the Secretary-General to count the sacks;")[0][0]
    assert (act.verb, act.reiterated, act.force, act.request) == ("request", True, "request", "to count the sacks")


def test_preambular_paragraphs_and_reports_ask_nothing() -> None:
    assert acts("~ Requesting the Secretary-General to count,") == [()]
    assert acts("Requests the Secretary-General to count;", kind="report") == [()]


def test_what_two_are_asked_in_one_breath_is_asked_of_both() -> None:
    text = (
        "Notes the ledger, requests the Secretary-General and invites the heads of the mills, as appropriate, to "
        "report by 1 May 2024, and decides to rest;"
    )
    found = acts(text)[0]
    assert [(a.verb, a.request) for a in found] == [
        ("note", "the ledger"),
        ("request", "to report by 1 May 2024"),
        ("invite", "to report by 1 May 2024"),
        ("decide", "to rest"),
    ]
    assert [a.deadline.latest for a in found if a.deadline] == ["2024-05-01", "2024-05-01"]
    assert text[found[1].span[0] : found[1].span[1]].endswith("by 1 May 2024")


def test_who_is_asked_of_something_else_first_keeps_it() -> None:
    text = "Requests the Secretary-General to mend it and invites States to help;"
    assert [a.request for a in acts(text)[0]] == ["to mend it", "to help"]


def test_spans_lie_in_the_source_one_after_the_other() -> None:
    text = "Recalls the ledger, welcomes the wheel, and requests the Secretary-General to mend it;"
    spans = [text[a.span[0] : a.span[1]] for a in acts(text)[0]]
    assert spans == ["Recalls the ledger", "welcomes the wheel", "requests the Secretary-General to mend it"]


@pytest.mark.parametrize(
    ("text", "to", "vehicle", "recurrence"),
    [
        ("Requests the Secretary-General to report to the Human Rights Council;", "Human Rights Council", None, None),
        (
            "Requests the Secretary-General to keep the Council informed every six months;",
            "Security Council",
            None,
            "every six months",
        ),
        ("Requests the Secretary-General to include the sacks in his next report;", None, "his next report", None),
        ("Invites the Chair to brief the Council;", "Security Council", None, None),
        ("Requests the Chair to report to the Council of Millers;", "Council of Millers", None, None),
        ("Requests the Chair to submit such a report to the 1540 Committee;", "1540 Committee", None, None),
        ("Urges all millers to report promptly to the Guild of Mills;", "Guild of Mills", None, None),
        ("Requests the Chair to report to it in May;", "Security Council", None, None),
        ("Requests the Chair to keep it regularly informed of the flood;", "Security Council", None, "regularly"),
        ("Requests the Chair to make the ledger available to the Economic and Social Council;", ECOSOC, None, None),
        (
            "Requests the Chair to update, for the consideration of the Assembly, the table of mills in his report;",
            "General Assembly",
            "his report",
            None,
        ),
        (
            "Requests the Chair to include the wheel in his report to the Economic and Social Council;",
            ECOSOC,
            "his report to the Economic and Social Council",
            None,
        ),
        ("Requests the Chair to continue reporting annually to the Council;", "Security Council", None, "annually"),
        (
            "Requests the Chair to draft a code with a view to submitting it, through the smiths, to the Council;",
            "Security Council",
            None,
            None,
        ),
        ("Requests the Chair to make specific proposals thereon;", None, None, None),
        ("Requests the Chair to submit the outcome to the next financing dialogue;", "financing dialogue", None, None),
        (
            "Requests the Chair to report to each ordinary session of the Council;",
            "Security Council",
            None,
            "each ordinary session",
        ),
        (
            "Requests the Chair to provide to the Council, on an annual basis, a report on mills;",
            "Security Council",
            None,
            "on an annual basis",
        ),
        ("Requests that the General Assembly be kept fully informed of the flood;", "General Assembly", None, None),
        (
            "Calls upon the Agency to keep millers and other Member States regularly informed;",
            "Member States",
            None,
            "regularly",
        ),
        ("Invites the Chair to make his report on the wheels available as soon as possible;", None, None, None),
    ],
)
def test_reports_that_are_asked_for_say_to_whom_and_how(
    text: str, to: str | None, vehicle: str | None, recurrence: str | None
) -> None:
    reporting = acts(text, body="Security Council")[0][0].reporting
    assert reporting is not None
    assert (reporting.to, reporting.vehicle, reporting.recurrence) == (to, vehicle, recurrence)


@pytest.mark.parametrize(
    "text",
    [
        "Requests the Secretary-General to publish the list on the website;",
        "Requests States to inform the millers of the flood;",
        "Recalls that the Secretary-General reported to the Council;",
        "Requests the Secretary-General to bring the share of mills that report within the hour to a half;",
        "Requests the Secretary-General to bring the present resolution to the attention of all States;",
        "Requests the Secretary-General to transmit to all States the appeals of the millers;",
        "Calls upon the millers to make experts available to the Council;",
        "Decides that the Chair will have ten minutes for each wheel report and other mandated report;",
        "Recommends that the Committee consider a plan for a group, which would count sacks and report to the Council;",
    ],
)
def test_publishing_and_past_reports_are_no_reporting(text: str) -> None:
    assert acts(text)[0][0].reporting is None


def test_an_item_that_is_a_gerund_may_ask_for_a_report() -> None:
    found = acts(
        "Authorizes the Mission to perform the following tasks:",
        "(a) Counting sacks;",
        "(b) Watching the weirs, and immediately reporting every breach to the Security Council;",
        body="Security Council",
    )
    assert [act.reporting.to if act.reporting else None for its in found for act in its] == [None, "Security Council"]


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Prie le Secrétaire général de compter les sacs;", "fr", [("request", ["Secretary-General"])]),
        (
            "Prend note du registre, et invite les États Membres à réparer les roues;",
            "fr",
            [("take note", []), ("invite", ["Member States"])],
        ),
        ("Se félicite des progrès et décide de rester saisie de la question.", "fr", [("welcome", []), ("decide", [])]),
        ("Pide al Secretario General que cuente los sacos;", "es", [("request", ["Secretary-General"])]),
        ("Exhorta a los Estados Miembros a que reparen las ruedas;", "es", [("call upon", ["Member States"])]),
        (
            "Toma nota del registro y alienta a los gobiernos a proseguir;",
            "es",
            [("take note", []), ("encourage", ["Governments"])],
        ),
    ],
)
def test_french_and_spanish_acts_get_english_verbs(
    text: str, language: str, found: list[tuple[str, list[str]]]
) -> None:
    assert [(a.verb, [n.name for n in a.addressees]) for a in acts(text, language=language)[0]] == found


VOCABULARY = word_list(
    "Requests requests the Secretary-General States to report and , ; : that shall which Decides its "
    "eightieth session  by 2030 every year resolution 77/1 in consultation with him them calls upon for "
    "(a) mill wheel"
)
WORDS = st.lists(st.sampled_from(VOCABULARY), max_size=40).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=4), st.sampled_from(["en", "fr", "es"]))
def test_no_words_break_it_and_spans_stay_inside(texts: list[str], language: str) -> None:
    reading = reading_of(*[text or "x" for text in texts], language=language)
    found = acts_of(reading)
    assert len(found) == len(reading.paragraphs)
    for paragraph, its in zip(reading.paragraphs, found, strict=True):
        ends = [a.span for a in its]
        assert all(0 <= start <= end <= max(len(paragraph.text), paragraph.span[1]) for start, end in ends)
        assert ends == sorted(ends)
