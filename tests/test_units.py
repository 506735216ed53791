"""Units: the tree, what each answers for, what plans name; what is refused, and what is written down."""

import itertools
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.page_record import links, resolutions, seen, take, wide_fascicle
from tests.store_records import fascicle, request, resolution
from tests.test_people import person
from throughline.engine.addresses import above
from throughline.engine.errors import Refused
from throughline.store import history
from throughline.store.models import Act, ListedMandate, Organization, Place, ResourceFigure, Responsibility, Role, Unit
from throughline.store.organizations import organization_with
from throughline.store.people import operator
from throughline.store.rights import EDIT, may
from throughline.store.rows import IN_FORCE
from throughline.store.units import unit_for
from throughline.store.units.actions import (
    end_unit,
    give_responsibility,
    make_unit,
    move_unit,
    rename_unit,
    take_back_responsibility,
    take_suggestions,
)
from throughline.store.units.reads import acts_of_units, answering_in, answers_in, places_of, tree_of, units_below
from throughline.store.units.suggesting import code_for, reaches, suggested_units


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    """A search index of its own."""
    settings.DATA = tmp_path


@pytest.fixture
def un(db: None) -> Organization:
    take(*resolutions(1, 2), wide_fascicle(2))
    return organization_with("UN")


def unit(whose: Organization, code: str, parent: Unit | None = None) -> Unit:
    return make_unit(by=operator(), organization=whose, code=code, name=f"Office {code}", parent=parent)


@pytest.mark.parametrize(
    ("address", "chain"),
    [
        ("UN/2026/3/I.SP2/R1", ["UN/2026/3/I.SP2/R1", "UN/2026/3/I.SP2", "UN/2026/3/I", "UN/2026/3", "UN/2026", "UN"]),
        ("A/RES/1#7(b)/a1", ["A/RES/1#7(b)/a1", "A/RES/1#7(b)", "A/RES/1#7", "A/RES/1", "A/RES", "A"]),
        ("", []),
    ],
)
def test_an_address_stands_below_others(address: str, chain: list[str]) -> None:
    assert list(above(address)) == chain


@given(st.text(alphabet="aB1/#.()~ ", max_size=30))
def test_the_chain_of_any_address_gets_shorter_and_ends(address: str) -> None:
    chain = list(above(address))
    assert all(one.startswith(two) and len(one) > len(two) for one, two in itertools.pairwise(chain))


def test_the_nearest_unit_answers(un: Organization) -> None:
    section, programme, office = unit(un, "SEC"), unit(un, "PRO"), unit(un, "OFF")
    give_responsibility(by=operator(), unit=section, address="UN/2026/10")
    give_responsibility(by=operator(), unit=programme, address="UN/2026/10/SP1")
    give_responsibility(by=operator(), unit=office, addressee="Secretary-General")
    figure = ResourceFigure.objects.filter(IN_FORCE, place__address="UN/2026/10/SP1").first()
    assert figure is not None
    expected = {
        "UN/2026/10": section,
        "UN/2026/10/SP1": programme,
        "UN/2026/10/SP1/R2": programme,
        "UN/2026/10/SP12": section,
        "UN/2026/10/II.SP2": section,
        figure.address: programme,
        "UN/2026/1": None,
        "A/RES/77/1#1/a1": office,
        "A/RES/77/1#1": office,
        "A/RES/77/1": None,
        "NONE#1": None,
    }
    assert {address: unit_for(un, address) for address in expected} == expected


def test_a_mandate_of_its_own_goes_before_whom_it_asks(un: Organization) -> None:
    office, desk = unit(un, "OFF"), unit(un, "DESK")
    give_responsibility(by=operator(), unit=office, addressee="Secretary-General")
    give_responsibility(by=operator(), unit=desk, address="a/res/77/1")
    assert unit_for(un, "A/RES/77/1#1/a1") == unit_for(un, "A/RES/77/1") == desk
    assert unit_for(un, "A/RES/77/2#1/a1") == office


def test_a_list_gets_the_same_units_as_each_of_its_rows(un: Organization) -> None:
    for code, given_to in (("SEC", "UN/2026/10"), ("PRO", "UN/2026/10/SP1"), ("DESK", "A/RES/77/1#1")):
        give_responsibility(by=operator(), unit=unit(un, code), address=given_to)
    give_responsibility(by=operator(), unit=unit(un, "OFF"), addressee="Secretary-General")
    units, acts = Unit.objects.all(), Act.objects.filter(IN_FORCE)
    by_place = {place.pk: one for one in units for place in places_of(answers_in(un), [one.pk])}
    for place in Place.objects.filter(IN_FORCE):
        assert by_place[place.pk] == unit_for(un, place.address)
    answering = answering_in(un)
    by_act = {act.pk: one for one in units for act in acts_of_units(acts, answers_in(un), [one.pk])}
    assert set(by_act.values()) == {Unit.objects.get(code="DESK"), Unit.objects.get(code="OFF")}
    for act in acts.prefetch_related("addressees"):
        found = unit_for(un, act.address)
        assert by_act[act.pk] == found
        assert answering.unit_at(act.address, asked=[one.name for one in act.addressees.all()]) == found
    programme = Unit.objects.get(code="PRO")
    assert [place.address for place in places_of(answers_in(un), [programme.pk])] == ["UN/2026/10/SP1"]


def test_what_the_mandates_of_its_places_ask_of_the_secretariat_is_asked_of_a_unit(un: Organization) -> None:
    def asked_of(code: str) -> list[str]:
        one = Unit.objects.get(code=code)
        found = acts_of_units(Act.objects.filter(IN_FORCE), answers_in(un), [one.pk])
        return sorted(found.values_list("address", flat=True))

    take(fascicle(rows=2, lists=("A/RES/77/1",)))
    listed = ListedMandate.objects.filter(IN_FORCE, document__address="A/RES/77/1")
    place = listed.values_list("place__address", flat=True)[0]
    give_responsibility(by=operator(), unit=unit(un, "PRO"), address=place)
    give_responsibility(by=operator(), unit=unit(un, "SEC"), address="UN/2026/10")
    give_responsibility(by=operator(), unit=unit(un, "LOW"), address="UN/2026/10/SP1/R2")
    own = Act.objects.filter(IN_FORCE, version__document__address="A/RES/77/1", addressees__name="Secretary-General")
    assert asked_of("PRO") == sorted(own.values_list("address", flat=True)) != []
    assert asked_of("LOW") == []
    give_responsibility(by=operator(), unit=unit(un, "DESK"), addressee="Secretary-General")
    assert asked_of("PRO") == []
    assert set(own.values_list("address", flat=True)) <= set(asked_of("DESK"))


def test_a_place_of_the_newest_plan_may_be_named_as_people_do(un: Organization) -> None:
    office = unit(un, "OFF")
    for said in ("10/SP1", "2026/10/SP1", "UN/2026/10/SP1"):
        given = give_responsibility(by=operator(), unit=office, address=said)
        assert given.address == "UN/2026/10/SP1"
    with pytest.raises(Refused, match="knows no place"):
        give_responsibility(by=operator(), unit=office, address="10/SP99")


def test_a_circle_of_units_is_refused(un: Organization) -> None:
    top = unit(un, "TOP")
    middle = unit(un, "MID", top)
    low = unit(un, "LOW", middle)
    for below in (top, middle, low):
        with pytest.raises(Refused, match="cannot stand below itself"):
            move_unit(by=operator(), unit=top, parent=below)
    move_unit(by=operator(), unit=low, parent=top)
    assert Unit.objects.get(code="LOW").parent == top
    assert sorted(units_below([top.pk])) == sorted([top.pk, middle.pk, low.pk])
    assert [(branch.unit.code, branch.level) for branch in tree_of(un)] == [("TOP", 0), ("LOW", 1), ("MID", 1)]


def test_what_another_unit_answered_for_passes_over(un: Organization) -> None:
    one, two = unit(un, "ONE"), unit(un, "TWO")
    for whose in (one, two, two):
        give_responsibility(by=operator(), unit=whose, address="UN/2026/10")
    assert [(held.unit, held.address) for held in Responsibility.objects.all()] == [(two, "UN/2026/10")]
    take_back_responsibility(by=operator(), unit=one, address="UN/2026/10")
    assert unit_for(un, "UN/2026/10") == two
    take_back_responsibility(by=operator(), unit=two, address="UN/2026/10")
    assert unit_for(un, "UN/2026/10") is None
    done = [(line.action, line.address) for line in reversed(history.latest(4))]
    given_twice = [("give responsibility", "units/ONE"), ("give responsibility", "units/TWO")]
    assert done == [("make unit", "units/TWO"), *given_twice, ("take back responsibility", "units/TWO")]


@pytest.mark.parametrize("code", ["", "1A", "A B", "A/B", "-", "a" * 41])
def test_a_code_that_is_none_is_refused(un: Organization, code: str) -> None:
    with pytest.raises(Refused):
        unit(un, code)
    assert not Unit.objects.exists()


def test_what_makes_no_sense_is_refused(un: Organization) -> None:
    own, other = unit(un, "OWN"), unit(organization_with("ITU"), "OWN")
    refused: list[tuple[Any, dict[str, Any]]] = [
        (make_unit, {"organization": un, "code": "own", "name": "Again"}),
        (make_unit, {"organization": un, "code": "NEW", "name": " "}),
        (make_unit, {"organization": un, "code": "NEW", "name": "New", "parent": other}),
        (move_unit, {"unit": own, "parent": other}),
        (rename_unit, {"unit": own, "name": ""}),
        (give_responsibility, {"unit": own}),
        (give_responsibility, {"unit": own, "address": "UN/2026/10", "addressee": "Council"}),
        (give_responsibility, {"unit": own, "address": "UN/2026/99"}),
        (give_responsibility, {"unit": own, "address": "A/RES/77/1#99"}),
        (give_responsibility, {"unit": other, "address": "UN/2026/10"}),
        (give_responsibility, {"unit": other, "address": "A/RES/77/1"}),
    ]
    before = history.head()
    for action, values in refused:
        with pytest.raises(Refused):
            action(by=operator(), **values)
    assert history.head() == before


def test_a_unit_ends_when_nothing_hangs_on_it(un: Organization) -> None:
    top = unit(un, "TOP")
    low = unit(un, "LOW", top)
    give_responsibility(by=operator(), unit=low, address="UN/2026/10")
    ada = person("ada", "UN", "officer", low)
    for one, reason in ((top, "stand below"), (low, "answers for")):
        with pytest.raises(Refused, match=reason):
            end_unit(by=operator(), unit=one)
    take_back_responsibility(by=operator(), unit=low, address="UN/2026/10")
    with pytest.raises(Refused, match="have a role"):
        end_unit(by=operator(), unit=low)
    Role.objects.filter(person=ada).delete()
    for one in (low, low, top):
        end_unit(by=operator(), unit=one)
    assert [line.action for line in history.latest(2)] == ["end unit", "end unit"]
    with pytest.raises(Refused, match="has ended"):
        give_responsibility(by=operator(), unit=top, address="UN/2026/10")
    with pytest.raises(Refused, match="has ended"):
        unit(un, "NEW", top)


def test_an_administrator_of_a_unit_reaches_down_and_not_beside(un: Organization) -> None:
    own, beside = unit(un, "OWN"), unit(un, "SIDE")
    low = unit(un, "LOW", own)
    ada = person("ada", "UN", "administrator", own)
    rename_unit(by=ada, unit=low, name="Lower office")
    give_responsibility(by=ada, unit=low, address="UN/2026/10")
    give_responsibility(by=operator(), unit=beside, address="UN/2026/10/SP1")
    refused: list[tuple[Any, dict[str, Any]]] = [
        (rename_unit, {"unit": beside, "name": "Mine"}),
        (move_unit, {"unit": low, "parent": None}),
        (move_unit, {"unit": low, "parent": beside}),
        (end_unit, {"unit": beside}),
        (give_responsibility, {"unit": low, "address": "UN/2026/10/SP1"}),
        (take_back_responsibility, {"unit": beside, "address": "UN/2026/10/SP1"}),
        (make_unit, {"organization": un, "code": "NEW", "name": "New"}),
        (take_suggestions, {"organization": un}),
    ]
    for action, values in refused:
        with pytest.raises(Refused, match="no right"):
            action(by=ada, **values)
    for name, role in (("bob", "officer"), ("eve", "reader")):
        with pytest.raises(Refused, match="no right"):
            rename_unit(by=person(name, "UN", role), unit=own, name="Mine")


def test_an_officer_of_the_unit_that_answers_may_edit_there(un: Organization) -> None:
    own = unit(un, "OWN")
    give_responsibility(by=operator(), unit=own, address="UN/2026/10/SP1")
    ada = person("ada", "UN", "officer", own)
    places = ("UN/2026/10/SP1/R2", "UN/2026/10/SP2", "A/RES/77/1#1")
    assert [may(ada, EDIT, un, unit_for(un, place)) for place in places] == [True, False, False]


def test_entities_of_plans_become_units_with_one_click(un: Organization) -> None:
    Place.objects.filter(address="UN/2026/10/SP1").update(entity="Office of Boats and Harbours")
    Place.objects.filter(address__in=("UN/2026/10/SP2", "UN/2026/10/II.SP2")).update(entity="Department of Nets")
    found = {one.name: (one.code, one.unit, one.addresses) for one in suggested_units(un)}
    assert found["Office of Boats and Harbours"] == ("OBH", None, ("UN/2026/10/SP1",))
    assert found["Department of Nets"][0] == "DN"
    made = take_suggestions(by=operator(), organization=un, names=frozenset({"Office of Boats and Harbours"}))
    assert [(one.code, one.name) for one in made] == [("OBH", "Office of Boats and Harbours")]
    assert unit_for(un, "UN/2026/10/SP1/R2") == made[0]
    assert [one.name for one in suggested_units(un)] == ["Department of Nets"]
    take_suggestions(by=operator(), organization=un)
    assert suggested_units(un) == ()


def test_an_entity_answers_from_the_highest_place_that_is_its_own() -> None:
    rows = [
        ("S", ""),
        ("S/I", ""),
        ("S/I.1", "A"),
        ("S/I.2", "A"),
        ("S/II", ""),
        ("S/II.1", "B"),
        ("T", ""),
        ("T/1", ""),
    ]
    assert reaches(rows) == [("A", "S/I"), ("B", "S/II")]
    assert reaches([("S", ""), ("S/1", "A"), ("S/2", "")]) == [("A", "S/1")]
    assert reaches([("S", ""), ("S/1", "A"), ("S/1.1", "")]) == []


def test_codes_of_units_come_from_their_names() -> None:
    assert code_for("Department of Political and Peacebuilding Affairs", ()) == "DPPA"
    assert code_for("Department of Political and Peacebuilding Affairs", {"DPPA"}) == "DPPA-2"
    assert code_for("会议", ()) == "UNIT"


def test_the_page_of_units_shows_the_tree_and_its_administrators_change_it(un: Organization) -> None:
    Place.objects.filter(address="UN/2026/10/SP1").update(entity="Office of Boats")
    client = Client()
    client.force_login(person("ada", "UN", "administrator"))
    assert "Office of Boats" in seen(client.get("/UN/units"))
    assert client.post("/UN/units-make", {"code": "TOP", "name": "The top"}).status_code == 302
    assert client.post("/UN/units-make", {"code": "LOW", "name": "Low", "parent": "TOP"}).status_code == 302
    assert client.post("/UN/units-named", {}).status_code == 302
    page = client.get("/UN/units")
    assert "/UN/units/OB" in links(page)
    assert "/UN/plans/2026/10/SP1" in links(page)
    for verb, values in (
        ("give", {"addressee": "Secretary-General"}),
        ("rename", {"name": "Very low"}),
        ("move", {"parent": ""}),
        ("take-back", {"addressee": "Secretary-General"}),
        ("end", {}),
    ):
        assert client.post(f"/UN/units/LOW/{verb}", values).status_code == 302, verb
    assert "This unit ended" in seen(client.get("/UN/units/LOW/edit"))
    assert [line.action for line in history.latest(5)] == [
        *("end unit", "take back responsibility", "move unit", "rename unit", "give responsibility")
    ]


def test_a_wrong_form_is_answered_on_its_page(un: Organization) -> None:
    unit(un, "LOW", unit(un, "TOP"))
    client = Client()
    client.force_login(person("ada", "UN", "administrator"))
    wrong: list[tuple[str, dict[str, str], str]] = [
        ("/UN/units-make", {"code": "top", "name": "Again"}, "already"),
        ("/UN/units-make", {"code": "", "name": "x" * 301}, "This field is required."),
        ("/UN/units-make", {"code": "NEW", "name": "New", "parent": "NONE"}, "valid choice"),
        ("/UN/units/TOP/move", {"parent": "LOW"}, "below itself"),
        ("/UN/units/TOP/give", {"address": "UN/1999/1"}, "knows no place"),
        ("/UN/units/TOP/give", {}, "name one of them"),
        ("/UN/units/TOP/end", {}, "Units stand below"),
    ]
    before = history.head()
    for address, values, words in wrong:
        response = client.post(address, values)
        assert response.status_code == 400, address
        assert words in seen(response), address
    assert history.head() == before
    for address in ("/UN/units/NONE/edit", "/UN/units/TOP/nothing", "/UN/units/TOP/rename"):
        assert client.get(address).status_code in (404, 405)
    assert client.post("/UN/units/TOP/nothing").status_code == 404


@pytest.mark.parametrize("role", ["reader", "officer", "approver"])
def test_others_read_the_units_and_change_none(un: Organization, role: str) -> None:
    unit(un, "TOP")
    client = Client()
    client.force_login(person("ada", "UN", role))
    for address in ("/UN/units", "/UN/units/TOP/edit"):
        page = client.get(address)
        assert page.status_code == 200
        assert b'<form method="post" action="/UN/units' not in page.content
    assert client.post("/UN/units-make", {"code": "NEW", "name": "New"}).status_code == 404
    assert client.post("/UN/units/TOP/rename", {"name": "Mine"}).status_code == 404
    assert Unit.objects.get().name == "Office TOP"


def test_an_act_of_an_older_version_asks_nobody(un: Organization) -> None:
    office = unit(un, "OFF")
    give_responsibility(by=operator(), unit=office, addressee="Council")
    assert unit_for(un, "A/RES/77/1#1/a1") is None
    take(resolution("A/RES/77/1", acts=(request("to sail", who="Council"),), file="boat1b.txt"))
    assert unit_for(un, "A/RES/77/1#1/a1") == office
    assert datetime.now(UTC) >= Responsibility.objects.get().since
