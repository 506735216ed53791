"""Self-assessments: pillars and stages compared by year, written by one person and confirmed by another; the radar."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.test_contributions import G1, O1, R2, whose
from tests.test_people import person
from throughline.engine.errors import ChangedMeanwhile, Forbidden, Refused
from throughline.engine.monitoring.assessment import (
    MODELS,
    Assessment,
    Change,
    Judgement,
    Pillar,
    Step,
    check_judgements,
    check_rises,
    model_in,
    steps_of,
)
from throughline.store import history
from throughline.store.models import Assessment as Row
from throughline.store.models import Framework, Organization
from throughline.store.models import Judgement as JudgementRow
from throughline.store.monitoring.assessments.actions import assess, change_assessment, confirm_assessment
from throughline.store.monitoring.assessments.reads import (
    assessment_at,
    assessment_entries,
    assessments_of,
    assessments_where,
)
from throughline.store.organizations import organization_with
from throughline.store.people import operator
from throughline.store.people.roles import give_role, publish
from throughline.store.reporting.checks import findings_of_record
from throughline.store.rights import EVERYTHING, sight_of
from throughline.store.units.actions import make_unit
from throughline.writers.radar_svg import MIDDLE, RADIUS, WIDTH, Radar, Ring, radar_svg

__all__ = ["whose"]

SVG = "{http://www.w3.org/2000/svg}"
MODEL = MODELS[-1]
TODAY = date(2026, 12, 1)
CODES = ("strategic", "operational", "accountability", "change", "responsibility")


def judged(pillar: Pillar, stage: int, evidence: str = "") -> Judgement:
    return Judgement(pillar, stage, "So.", evidence)


def said(year: int, stages: Mapping[str, int], node: str = "UN/2024-27/G1", evidence: str = "") -> Assessment:
    return Assessment(node, year, tuple(judged(Pillar(name), stage, evidence) for name, stage in stages.items()))


def year_of(year: int, node: str = "UN/2024-27/G1", **stages: int) -> Assessment:
    return said(year, stages, node)


@st.composite
def histories(draw: st.DrawFn) -> list[Assessment]:
    """A node over some years, in any order; in each, some pillars are left out."""
    years = draw(st.lists(st.integers(2018, 2030), unique=True, max_size=5))
    stages = st.dictionaries(st.sampled_from(CODES), st.integers(1, 5), min_size=1)
    return [said(year, draw(stages), evidence=draw(st.sampled_from(("", "Seen.")))) for year in years]


# The engine.


def test_the_model_has_five_pillars_and_five_stages_and_says_that_its_words_are_to_be_confirmed() -> None:
    assert tuple(MODEL.pillars) == tuple(Pillar) and MODEL.highest == 5
    assert not MODEL.is_confirmed
    assert (model_in(2016), model_in(2017), model_in(2031)) == (None, MODEL, MODEL)


@given(histories())
def test_every_pillar_of_every_year_has_one_step_and_the_order_of_years_makes_no_difference(
    told: list[Assessment],
) -> None:
    steps = steps_of(told)
    assert set(steps) == {(one.year, pillar) for one in told for pillar in Pillar}
    assert steps == steps_of(list(reversed(told)))
    assert check_rises(told) == check_rises(list(reversed(told)))


@given(histories())
def test_a_pillar_that_is_left_out_is_said_and_is_no_stage(told: list[Assessment]) -> None:
    steps = steps_of(told)
    for one in told:
        assert {pillar for pillar in Pillar if steps[one.year, pillar].change is Change.LEFT_OUT} == set(one.left_out)
    # What is left out in a year changes nothing for the years around it.
    for pillar in Pillar:
        looked = [Assessment(one.node, one.year, (own,)) for one in told if (own := one.of(pillar)) is not None]
        alone = steps_of(looked)
        assert {one.year: steps[one.year, pillar] for one in looked} == {
            one.year: alone[one.year, pillar] for one in looked
        }


@given(histories())
def test_what_rises_one_way_falls_the_other(told: list[Assessment]) -> None:
    turned = [Assessment(one.node, 4000 - one.year, one.judgements) for one in told]
    count = {change: sum(step.change is change for step in steps_of(told).values()) for change in Change}
    back = {change: sum(step.change is change for step in steps_of(turned).values()) for change in Change}
    assert (count[Change.RISEN], count[Change.FALLEN]) == (back[Change.FALLEN], back[Change.RISEN])
    assert (count[Change.SAME], count[Change.FIRST]) == (back[Change.SAME], back[Change.FIRST])


@given(histories())
def test_a_rise_is_found_where_it_is_steep_and_nothing_shows_it(told: list[Assessment]) -> None:
    steep = {
        (one.year, pillar)
        for one in told
        for pillar in Pillar
        if (step := steps_of(told)[one.year, pillar]).before is not None
        and step.stages > one.year - step.before
        and (own := one.of(pillar)) is not None
        and not own.evidence
    }
    assert len(check_rises(told)) == len(steep)
    assert check_rises([Assessment(one.node, one.year, _with_evidence(one)) for one in told]) == []


def _with_evidence(one: Assessment) -> tuple[Judgement, ...]:
    return tuple(judged(each.pillar, each.stage, "Seen.") for each in one.judgements)


def test_a_pillar_is_held_against_the_last_year_in_which_it_was_judged() -> None:
    told = [year_of(2024, strategic=2, change=3), year_of(2025, change=3), year_of(2026, strategic=4, change=2)]
    steps = steps_of(told)
    assert steps[2025, Pillar.STRATEGIC] == Step(Change.LEFT_OUT)
    assert steps[2026, Pillar.STRATEGIC] == Step(Change.RISEN, 2024, 2)
    assert steps[2025, Pillar.CHANGE] == Step(Change.SAME, 2024, 0)
    assert steps[2026, Pillar.CHANGE] == Step(Change.FALLEN, 2025, -1)
    assert steps[2024, Pillar.CHANGE] == Step(Change.FIRST)
    assert check_rises(told) == []
    (found,) = check_rises([year_of(2024, strategic=1), year_of(2026, strategic=4), year_of(2026, "UN/x", strategic=5)])
    assert (found.code, found.where) == ("MO-PILLAR-RISE", "UN/2024-27/G1")
    assert "Strategic management rises from stage 1 in 2024 to stage 4 in 2026" in found.message


@pytest.mark.parametrize(
    ("judgements", "words"),
    [
        ([], "No pillar is judged"),
        ([judged(Pillar.CHANGE, 0)], "Change management: choose a stage from 1 to 5"),
        ([judged(Pillar.CHANGE, 6)], "choose a stage"),
        ([Judgement(Pillar.CHANGE, 2, " ")], "say why"),
        ([judged(Pillar.CHANGE, 2), judged(Pillar.CHANGE, 3)], "judged twice"),
    ],
)
def test_a_judgement_that_is_none_is_found(judgements: list[Judgement], words: str) -> None:
    (found,) = check_judgements(MODEL, "x", judgements)
    assert found.code == "MO-PILLAR" and words in found.message


# The radar.


def radar(*rings: tuple[int | None, ...], highest: int = 5) -> Radar:
    named = tuple(Ring(str(2026 - at), steps) for at, steps in enumerate(rings))
    return Radar("Stages <now>", ("Strategy", "Work", "Learning", "Change", "Outcomes"), highest, named, "not assessed")


def drawn(one: Radar, language: str = "en") -> Any:
    return etree.fromstring(radar_svg(one, language))


def marks(root: Any, colour: int = 1) -> list[tuple[float, float]]:
    """The round marks of the first line without the one of its key."""
    found = root.findall(f"{SVG}g[@class='chart-{colour}']/{SVG}circle")
    return [(float(one.get("cx")), float(one.get("cy"))) for one in found if float(one.get("cy")) != 12]


def test_a_stage_stands_on_its_axis_as_far_out_as_it_is_high() -> None:
    root = drawn(radar((5, 1, 2, 3, 4)))
    places = marks(root)
    centre = places[0][1] + RADIUS
    reaches = [((x - MIDDLE) ** 2 + (y - centre) ** 2) ** 0.5 for x, y in places]
    assert reaches == pytest.approx([RADIUS * stage / 5 for stage in (5, 1, 2, 3, 4)], abs=0.2)
    assert places[0][0] == MIDDLE and places[1][0] > MIDDLE > places[4][0]
    assert root.get("aria-label") == "Stages <now>"


def test_what_is_missing_is_a_gap_and_no_zero_and_nothing_is_filled() -> None:
    whole, part = drawn(radar((3, 3, 3, 3, 3))), drawn(radar((3, None, 3, 3, 3)))
    assert (len(marks(whole)), len(marks(part))) == (5, 4)
    words = [one.text for one in part.iter(f"{SVG}text")]
    assert "(not assessed)" in words and "(not assessed)" not in [one.text for one in whole.iter(f"{SVG}text")]
    paths = part.findall(f"{SVG}g[@class='chart-1']/{SVG}path")
    # One of the key, and one between each two neighbours of which both say something.
    assert len(paths) == 4
    assert {one.get("fill") for one in paths} == {"none"}
    assert len(marks(drawn(radar((None,) * 5)))) == 0


def test_a_radar_turns_round_for_arabic_and_stays_within_its_ground() -> None:
    left, right = (marks(drawn(radar((5, 5, 5, 5, 5)), language)) for language in ("en", "ar"))
    assert [WIDTH - x for x, _ in left] == pytest.approx([x for x, _ in right], abs=0.2)
    assert [y for _, y in left] == [y for _, y in right]
    root = drawn(radar((1, 2, 3, 4, 5), (2, 2, 2, 2, 2), (3, 3, 3, None, 3)))
    _, _, width, height = map(float, root.get("viewBox").split())
    for one in root.iter(f"{SVG}text"):
        assert 0 <= float(one.get("x")) <= width and 0 < float(one.get("y")) <= height
    assert "style" not in etree.tostring(root).decode()
    # What only parts bands is no colour for a line.
    assert {one.get("class") for one in root.findall(f"{SVG}g")} == {"chart-1", "chart-2", "chart-4"}


# The store.

JUDGED = (judged(Pillar.STRATEGIC, 2), judged(Pillar.CHANGE, 1, "The minutes."))


def made(whose: Organization, **said: Any) -> Row:
    given = {"by": operator(), "organization": whose, "node": O1, "year": 2025, "judgements": JUDGED, "today": TODAY}
    return assess(**{**given, **said})


@pytest.mark.django_db
def test_an_assessment_is_written_confirmed_by_another_and_changed(whose: Organization) -> None:
    ada, bob = person("ada", "UN", "officer"), person("bob", "UN", "approver")
    one = made(whose, by=ada)
    confirmed = confirm_assessment(by=bob, assessment=one, revision=1)
    assert (confirmed.revision, confirmed.confirmed_by) == (2, bob)
    with pytest.raises(Refused, match="confirmed it already"):
        confirm_assessment(by=operator(), assessment=one, revision=2)
    with pytest.raises(ChangedMeanwhile, match="Bob"):
        change_assessment(by=ada, assessment=one, revision=1, judgements=JUDGED)
    changed = change_assessment(by=ada, assessment=one, revision=2, judgements=[judged(Pillar.OPERATIONAL, 4)])
    assert (changed.revision, changed.confirmed, changed.confirmed_by) == (3, None, None)
    (entry,) = assessments_of(whose, [O1], seen_by=EVERYTHING)
    assert [(each.pillar, each.stage) for each in entry.record.judgements] == [(Pillar.OPERATIONAL, 4)]
    told = list(reversed(history.history_of(f"assessment/2025/{O1}")))
    assert [line.action for line in told] == ["assess", "confirm assessment", "change assessment"]
    assert told[0].data["judgements"] == {"strategic": [2, "So.", ""], "change": [1, "So.", "The minutes."]}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"node": "UN/2024-27/G9"}, "nothing at UN/2024-27/G9"),
        ({"node": "HWU/2024-27/G1"}, "nothing at HWU/2024-27/G1"),
        ({"year": 2027}, "2027 has not begun"),
        ({"year": 2023}, "does not run in 2023"),
        ({"node": R2, "year": 2025}, "does not run in 2025"),
        ({"judgements": ()}, "No pillar"),
        ({"judgements": (Judgement(Pillar.CHANGE, 2, "\t "),)}, "say why"),
        ({"judgements": (judged(Pillar.CHANGE, 6),)}, "1 to 5"),
    ],
)
def test_an_assessment_that_cannot_be_is_refused_and_nothing_is_written(
    whose: Organization, said: dict[str, Any], why: str
) -> None:
    before = history.head()
    with pytest.raises(Refused, match=why):
        made(whose, **said)
    assert (Row.objects.count(), JudgementRow.objects.count(), history.head()) == (0, 0, before)


@pytest.mark.django_db
def test_a_year_has_one_assessment_of_a_node_and_a_second_person_confirms(whose: Organization) -> None:
    one = made(whose)
    with pytest.raises(Refused, match="already"):
        made(whose)
    with pytest.raises(Refused, match="Another person"):
        confirm_assessment(by=operator(), assessment=one, revision=1)
    with pytest.raises(ChangedMeanwhile):
        confirm_assessment(by=person("bob", "UN", "approver"), assessment=one, revision=7)
    rows = Row.objects.filter(pk=one.pk)
    with pytest.raises(IntegrityError, match="second_person"), transaction.atomic():
        rows.update(confirmed=F("assessed"), confirmed_by=F("assessed_by"))
    with pytest.raises(IntegrityError, match="assessment_confirmed"), transaction.atomic():
        rows.update(confirmed=F("assessed"))


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["reader", "approver", "administrator", ""])
def test_who_may_not_edit_assesses_and_changes_nothing(whose: Organization, role: str) -> None:
    one, eve = made(whose), person("eve", "UN" if role else "", role or "reader")
    with pytest.raises(Forbidden):
        made(whose, by=eve, node=G1)
    with pytest.raises(Forbidden):
        change_assessment(by=eve, assessment=one, revision=1, judgements=JUDGED)
    if role != "approver":
        with pytest.raises(Forbidden):
            confirm_assessment(by=eve, assessment=one, revision=1)


@pytest.mark.django_db
def test_an_officer_assesses_what_the_own_unit_answers_for(whose: Organization) -> None:
    unit = make_unit(by=operator(), organization=whose, code="BO", name="Boats")
    ada = person("ada", "UN", "officer", unit)
    with pytest.raises(Forbidden):
        made(whose, by=ada)
    Framework.objects.filter(code="2024-27").update(unit=unit)
    assert made(whose, by=ada).unit == unit
    found = assessments_where(whose, unit="BO", seen_by=EVERYTHING)
    assert [one.unit for one in assessment_entries(found)] == ["BO"]
    other = person("bob", "UN", "approver", make_unit(by=operator(), organization=whose, code="XX", name="Else"))
    with pytest.raises(Forbidden):
        confirm_assessment(by=other, assessment=found[0], revision=1)


@pytest.mark.django_db
def test_assessments_are_seen_by_who_works_there_alone(whose: Organization) -> None:
    made(whose)
    publish(by=operator(), organization=whose)
    with pytest.raises(Refused, match="nothing at"):
        made(organization_with("HWU"))
    stranger, reader = person("stranger", "HWU", "officer"), person("reader", "UN")
    for seen in (sight_of(None), sight_of(stranger)):
        assert assessments_of(whose, [O1], seen_by=seen) == ()
        assert assessment_at(whose, O1, 2025, seen_by=seen) is None
    assert len(assessments_of(whose, [O1], seen_by=sight_of(reader))) == 1
    give_role(by=operator(), to=stranger, role="reader", organization=whose)
    assert assessment_at(whose, O1, 2025, seen_by=sight_of(stranger)) is not None


@pytest.mark.django_db
def test_assessments_are_found_by_node_year_and_state_in_a_constant_number_of_statements(whose: Organization) -> None:
    one = made(whose)
    for year, node in ((2024, O1), (2026, G1)):
        made(whose, node=node, year=year)
    confirm_assessment(by=person("bob", "UN", "approver"), assessment=one, revision=1)

    def found(**said: Any) -> list[tuple[int, str]]:
        entries = assessment_entries(assessments_where(whose, seen_by=EVERYTHING, **said))
        return [(entry.year, entry.node) for entry in entries]

    assert found() == [(2026, G1), (2025, O1), (2024, O1)]
    assert found(year=2024) == [(2024, O1)]
    assert found(node=G1) == [(2026, G1)]
    assert found(node="UN/2024-27") == found()
    assert found(confirmed=True) == [(2025, O1)] and len(found(confirmed=False)) == 2
    assert found(words="o1 2024-27") == [(2025, O1), (2024, O1)]
    with CaptureQueriesContext(connection) as asked:
        found()
    assert len(asked) == 2


@pytest.mark.django_db
def test_a_steep_rise_without_evidence_stands_among_the_findings(whose: Organization) -> None:
    made(whose, year=2024, judgements=[judged(Pillar.STRATEGIC, 1), judged(Pillar.CHANGE, 1)])
    steep = made(whose, judgements=[judged(Pillar.STRATEGIC, 4), judged(Pillar.CHANGE, 4, "The minutes.")])
    found = [one for one in findings_of_record(TODAY) if one.finding.code == "MO-PILLAR-RISE"]
    assert [(one.organization, one.address) for one in found] == [("UN", O1)]
    change_assessment(by=operator(), assessment=steep, revision=1, judgements=[judged(Pillar.STRATEGIC, 2)])
    assert "MO-PILLAR-RISE" not in [one.finding.code for one in findings_of_record(TODAY)]
