"""Frameworks: what a tree of elements must hold, its versions, who may act on them, and what stands."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from tests.test_people import person
from throughline.engine.errors import ChangedMeanwhile, Forbidden, Refused
from throughline.engine.planning.frameworks import (
    Element,
    check_elements,
    element_address,
    framework_address,
    in_tree_order,
    is_framework_address,
)
from throughline.engine.planning.versions import element_changes
from throughline.store import history
from throughline.store.models import Element as ElementRow
from throughline.store.models import Framework, FrameworkVersion, Organization, Person, Unit
from throughline.store.organizations import organization_with
from throughline.store.people import operator
from throughline.store.people.roles import give_role, publish
from throughline.store.planning.frameworks.actions import (
    NotHeld,
    change_framework,
    make_framework,
    roll_framework,
    write_draft,
)
from throughline.store.planning.frameworks.deciding import (
    advise_on_version,
    amend_framework,
    approve_version,
    send_back_version,
    submit_version,
)
from throughline.store.planning.frameworks.reads import (
    element_at,
    framework_entries,
    frameworks_where,
    in_making,
    tree_of,
    version_at,
    versions_of,
)
from throughline.store.planning.frameworks.writing import elements_of
from throughline.store.rights import EVERYTHING, sight_of
from throughline.store.units import unit_for
from throughline.store.units.actions import make_unit
from throughline.store.units.reads import answering_in

LEVELS = ("goal", "outcome", "output")
TREE = (
    Element("G1", "goal", "Safer water", goals=("6", "6.1")),
    Element("O1.1", "outcome", "Rivers are measured", "G1", unit="HYD"),
    Element("P1.1.1", "output", "Gauges", "O1.1"),
    Element("G2", "goal", "Safer ice"),
)


def test_a_tree_that_holds_gives_no_finding_and_is_walked_from_the_top() -> None:
    assert check_elements(TREE, LEVELS, {"HYD"}) == []
    shuffled = (TREE[2], TREE[3], TREE[1], TREE[0])
    assert [(one.code, depth) for one, depth in in_tree_order(shuffled)] == [
        ("G2", 0),
        ("G1", 0),
        ("O1.1", 1),
        ("P1.1.1", 2),
    ]


@pytest.mark.parametrize(
    ("wrong", "code", "words"),
    [
        (Element("I12", "goal", "x"), "PL-ELEMENT-CODE", "names indicators"),
        (Element("a/b", "goal", "x"), "PL-ELEMENT-CODE", "cannot be a code"),
        (Element("", "goal", "x"), "PL-ELEMENT-CODE", "cannot be a code"),
        (Element("g1", "goal", "x"), "PL-ELEMENT-CODE", "stands twice"),
        (Element("G3", "goal", " "), "PL-NO-TITLE", "no title"),
        (Element("G3", "goal", "x" * 501), "PL-TOO-LONG", "501"),
        (Element("G3", "aim", "x"), "PL-ELEMENT-LEVEL", "goal, outcome, output"),
        (Element("O9", "goal", "x", "O1.1"), "PL-ELEMENT-LEVEL", "stands below O1.1 (outcome)"),
        (Element("O9", "outcome", "x", "G9"), "PL-ELEMENT-PARENT", "G9"),
        (Element("O9", "outcome", "x", "O9"), "PL-ELEMENT-CIRCLE", "O9 → O9"),
        (Element("G3", "goal", "x", goals=("18",)), "PL-ELEMENT-GOAL", "“18”"),
        (Element("G3", "goal", "x", goals=("6.0",)), "PL-ELEMENT-GOAL", "“6.0”"),
        (Element("G3", "goal", "x", unit="NONE"), "PL-ELEMENT-UNIT", "NONE"),
    ],
)
def test_what_a_tree_may_not_hold_is_said(wrong: Element, code: str, words: str) -> None:
    found = check_elements((*TREE, wrong), LEVELS, {"HYD"})
    assert code in {one.code for one in found}
    assert any(words in one.message and one.where == wrong.code for one in found if one.code == code)


def test_elements_that_stand_below_each_other_are_all_named() -> None:
    circle = (replace(TREE[0], parent="P1.1.1"), *TREE[1:])
    found = [one for one in check_elements(circle, LEVELS) if one.code == "PL-ELEMENT-CIRCLE"]
    assert [one.where for one in found] == ["G1", "O1.1", "P1.1.1"]
    assert [one.code for one, _ in in_tree_order(circle)] == ["G2"]


def test_addresses_say_of_what_they_are() -> None:
    framework = framework_address("ITU", "2024-27")
    assert element_address(framework, "G1") == "ITU/2024-27/G1"
    assert is_framework_address(framework) and is_framework_address("ITU/2024-27/G1/I2")
    assert not any(map(is_framework_address, ("UN/2026/10", "UN/2026", "ITU/RES/71", "A/RES/78/243#7", "ITU")))


# The store.

START, END = date(2024, 1, 1), date(2028, 1, 1)


@pytest.fixture
def whose() -> Organization:
    """An organization with a unit."""
    made = organization_with("ITU")
    make_unit(by=operator(), organization=made, code="HYD", name="Hydrology")
    return made


def planned(whose: Organization, code: str = "2024-27", **head: Any) -> Framework:
    named: dict[str, Any] = {
        "kind": "strategic",
        "title": "Strategic plan",
        "start": START,
        "end": END,
        "levels": LEVELS,
    }
    return make_framework(by=operator(), organization=whose, code=code, **{**named, **head})


def drafted(whose: Organization, code: str = "2024-27", elements: tuple[Element, ...] = TREE, **head: Any) -> Framework:
    made = planned(whose, code, **head)
    write_draft(by=operator(), framework=made, revision=1, elements=elements)
    return Framework.objects.get(pk=made.pk)


def approved(whose: Organization, code: str = "2024-27", **head: Any) -> Framework:
    made, ada, bob = drafted(whose, code, **head), officer("ada"), approver("bob")
    submitted = submit_version(by=ada, version=made.standing, revision=2)  # type: ignore[arg-type]
    approve_version(by=bob, version=submitted, revision=3)
    return Framework.objects.get(pk=made.pk)


def officer(name: str) -> Person:
    return Person.objects.filter(username=f"{name}@example.org").first() or person(name, "ITU", "officer")


def approver(name: str) -> Person:
    return Person.objects.filter(username=f"{name}@example.org").first() or person(name, "ITU", "approver")


def making(framework: Framework) -> FrameworkVersion:
    found = in_making(framework)
    assert found is not None
    return found


@pytest.mark.django_db
def test_a_plan_goes_from_a_draft_to_approval_and_is_told_in_the_history(whose: Organization) -> None:
    made, ada, bob = drafted(whose), officer("ada"), approver("bob")
    one = submit_version(by=ada, version=making(made), revision=2)
    one = advise_on_version(by=bob, version=one, revision=one.revision, advice="Measure rivers more often.")
    one = approve_version(by=bob, version=one, revision=one.revision)
    (entry,) = framework_entries(frameworks_where(whose, seen_by=EVERYTHING))
    assert (entry.address, entry.version, entry.state, entry.making, entry.elements) == (
        "ITU/2024-27",
        1,
        "approved",
        0,
        4,
    )
    (version,) = versions_of(made, seen_by=EVERYTHING)
    assert (version.submitted_by, version.decided_by, version.advice) == (str(ada), str(bob), one.advice)
    actions = [line.action for line in reversed(history.history_of("ITU/2024-27"))]
    assert actions == ["make plan", "write plan", "submit plan", "advise on plan", "approve plan"]
    assert history.history_of("ITU/2024-27")[3].data["came"] == [one.code for one in TREE]
    assert [(one.address, one.depth) for one in tree_of(version_at(made, 1, seen_by=EVERYTHING))] == [  # type: ignore[arg-type]
        ("ITU/2024-27/G1", 0),
        ("ITU/2024-27/O1.1", 1),
        ("ITU/2024-27/P1.1.1", 2),
        ("ITU/2024-27/G2", 0),
    ]


@pytest.mark.django_db
def test_what_was_approved_changes_by_an_amendment_with_a_reason_alone(whose: Organization) -> None:
    made, ada, bob = approved(whose), officer("ada"), approver("bob")
    with pytest.raises(Refused, match="amend it"):
        write_draft(by=ada, framework=made, revision=4, elements=TREE[:1])
    with pytest.raises(Refused, match="Say why"):
        amend_framework(by=ada, framework=made, reason=" ")
    draft = amend_framework(by=ada, framework=made, reason="Ice is left to others.")
    with pytest.raises(Refused, match="on its way"):
        amend_framework(by=ada, framework=made, reason="Again.")
    renamed = replace(TREE[1], title="Rivers are measured daily")
    _, changes = write_draft(by=ada, framework=made, revision=1, elements=(TREE[0], renamed, TREE[2]))
    assert [(one.code, one.kind) for one in changes] == [("O1.1", "changed"), ("G2", "went")]
    assert Framework.objects.get(pk=made.pk).standing == made.standing
    sent = submit_version(by=ada, version=draft, revision=2)
    approve_version(by=bob, version=sent, revision=3)
    states = [(one.number, one.state, one.reason) for one in versions_of(made, seen_by=EVERYTHING)]
    assert states == [(2, "approved", "Ice is left to others."), (1, "revised", "")]
    before, now = (version_at(made, number, seen_by=EVERYTHING) for number in (1, 2))
    assert before and now and len(tree_of(before)) == 4 and len(tree_of(now)) == 3
    assert element_changes(elements_of(before), elements_of(now)) == changes


@pytest.mark.django_db
def test_the_database_keeps_what_was_approved(whose: Organization) -> None:
    made = approved(whose)
    element = ElementRow.objects.filter(version=made.standing).first()
    assert element is not None
    rows = ElementRow.objects.filter(pk=element.pk)
    for change in (lambda: rows.update(title="Other"), rows.delete, lambda: duplicate(element)):
        with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
            change()
    with pytest.raises(IntegrityError), transaction.atomic():
        FrameworkVersion.objects.filter(framework=made).update(decided_by=F("submitted_by"))


def duplicate(element: ElementRow) -> None:
    element.pk, element.address = None, f"{element.address}x"
    element.save()


@pytest.mark.django_db
def test_who_submitted_never_decides_and_what_is_sent_back_says_why(whose: Organization) -> None:
    made = drafted(whose)
    both = officer("ada")
    give_role(by=operator(), to=both, role="approver", organization=whose)
    sent = submit_version(by=both, version=making(made), revision=2)
    refusals: tuple[Callable[[], object], ...] = (
        lambda: approve_version(by=both, version=sent, revision=3),
        lambda: advise_on_version(by=both, version=sent, revision=3, advice="Good."),
        lambda: send_back_version(by=both, version=sent, revision=3, note="No."),
    )
    for refused in refusals:
        with pytest.raises(Refused, match="another person"):
            refused()
    bob = approver("bob")
    with pytest.raises(Refused, match="Say why"):
        send_back_version(by=bob, version=sent, revision=3, note="")
    with pytest.raises(ChangedMeanwhile):
        send_back_version(by=bob, version=sent, revision=2, note="Late.")
    back = send_back_version(by=bob, version=sent, revision=3, note="Say who measures.")
    assert (back.state, back.note) == ("draft", "Say who measures.")
    with pytest.raises(Refused, match="is draft"):
        approve_version(by=bob, version=back, revision=4)


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["reader", "administrator", "approver", ""])
def test_who_may_not_edit_makes_writes_submits_and_amends_nothing(whose: Organization, role: str) -> None:
    made = approved(whose)
    other = drafted(whose, "2026-29")
    eve = person("eve", "ITU" if role else "", role or "reader")
    before = history.head()
    for refused in (
        lambda: make_framework(
            by=eve, organization=whose, kind="strategic", code="2030-33", title="x", start=START, end=END, levels=LEVELS
        ),
        lambda: write_draft(by=eve, framework=other, revision=2, elements=TREE[:1]),
        lambda: submit_version(by=eve, version=making(other), revision=2),
        lambda: amend_framework(by=eve, framework=made, reason="So."),
    ):
        with pytest.raises(Forbidden):
            refused()
    assert history.head() == before
    if role != "approver":
        sent = submit_version(by=officer("ada"), version=making(other), revision=2)
        with pytest.raises(Forbidden):
            approve_version(by=eve, version=sent, revision=3)


@pytest.mark.django_db
def test_an_officer_of_a_unit_writes_what_the_unit_answers_for_alone(whose: Organization) -> None:
    made = drafted(whose)
    own = person("eve", "ITU", "officer", unit=Unit.objects.get(code="HYD"))
    mine = (TREE[0], replace(TREE[1], title="Rivers, daily"), replace(TREE[2], title="More gauges"), TREE[3])
    draft, changes = write_draft(by=own, framework=made, revision=2, elements=mine)
    assert [one.code for one in changes] == ["O1.1", "P1.1.1"]
    added = Element("P1.1.2", "output", "Boats", "O1.1")
    draft, _ = write_draft(by=own, framework=made, revision=draft.revision, elements=(*mine, added))
    for wrong in (
        (replace(TREE[0], title="Mine"), *mine[1:]),
        (*mine, added, Element("G3", "goal", "Mine", unit="HYD")),
        (*mine[:2], replace(mine[2], parent="G2"), mine[3], added),
        (mine[3], *mine[:3], added),
    ):
        with pytest.raises(Forbidden):
            write_draft(by=own, framework=made, revision=draft.revision, elements=wrong)


@pytest.mark.django_db
def test_a_draft_that_somebody_else_wrote_is_not_overwritten(whose: Organization) -> None:
    made = drafted(whose)
    write_draft(by=officer("ada"), framework=made, revision=2, elements=TREE[:2])
    with pytest.raises(ChangedMeanwhile):
        write_draft(by=officer("bob"), framework=made, revision=2, elements=TREE[:1])
    assert making(made).elements.count() == 2


@pytest.mark.django_db
def test_nothing_of_a_tree_that_cannot_be_is_taken(whose: Organization) -> None:
    made = drafted(whose)
    with pytest.raises(NotHeld) as refused:
        write_draft(
            by=operator(), framework=made, revision=2, elements=(*TREE, Element("O2", "aim", " ", "G9", unit="X"))
        )
    codes = {one.code for one in refused.value.findings}
    assert codes == {"PL-ELEMENT-LEVEL", "PL-NO-TITLE", "PL-ELEMENT-PARENT", "PL-ELEMENT-UNIT"}
    assert (making(made).revision, making(made).elements.count()) == (2, 4)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"code": "2024"}, "2024-27"),
        ({"code": "plan"}, "2024-27"),
        ({"code": "2024-27"}, "already"),
        ({"kind": "other"}, "strategic"),
        ({"end": START}, "ends after"),
        ({"levels": ()}, "levels"),
        ({"levels": ("goal", "Goal")}, "name of its own"),
        ({"title": " "}, "title"),
        ({"rolling": 3}, "roll on"),
    ],
)
def test_a_plan_has_a_head_that_can_be(whose: Organization, wrong: dict[str, Any], why: str) -> None:
    planned(whose)
    with pytest.raises(Refused, match=why):
        planned(whose, **{"code": "2028-31", **wrong})


@pytest.mark.django_db
def test_a_rolling_plan_begins_its_next_year_with_what_stands(whose: Organization) -> None:
    made = drafted(whose, "2026-29", kind="operational", rolling=3, start=date(2026, 1, 1), end=date(2030, 1, 1))
    onward = roll_framework(by=operator(), framework=made, code="2027-30", title="Operational plan 2027-2030")
    assert (onward.start, onward.end, onward.rolling) == (date(2027, 1, 1), date(2031, 1, 1), 3)
    assert [one.element for one in tree_of(making(onward))] == [one.element for one in tree_of(making(made))]
    with pytest.raises(Refused, match="does not roll"):
        roll_framework(by=operator(), framework=drafted(whose, "2024-27"), code="2028-31", title="x")


@pytest.mark.django_db
def test_the_head_changes_until_a_version_is_approved(whose: Organization) -> None:
    made = drafted(whose)
    head: dict[str, Any] = {"title": "Plan", "start": START, "end": END}
    changed = change_framework(by=operator(), framework=made, revision=1, levels=("goal", "outcome", "output"), **head)
    assert (changed.title, changed.revision) == ("Plan", 2)
    with pytest.raises(ChangedMeanwhile):
        change_framework(by=operator(), framework=made, revision=1, levels=LEVELS, **head)
    with pytest.raises(NotHeld):
        change_framework(by=operator(), framework=made, revision=2, levels=("goal", "outcome"), **head)
    with pytest.raises(Refused, match="was approved"):
        change_framework(by=operator(), framework=approved(whose, "2028-31"), revision=1, levels=LEVELS, **head)


@pytest.mark.django_db
def test_a_draft_is_seen_where_one_works_and_an_approved_plan_where_one_reads(whose: Organization) -> None:
    drafted(whose)
    approved(whose, "2028-31")
    publish(by=operator(), organization=whose)
    seen = {
        "worker": sight_of(person("reader", "ITU", "reader")),
        "public": sight_of(None),
        "stranger": sight_of(person("stranger", "UN", "officer")),
    }
    listed = {
        name: [one.code for one in framework_entries(frameworks_where(seen_by=sight))] for name, sight in seen.items()
    }
    assert listed == {"worker": ["2024-27", "2028-31"], "public": ["2028-31"], "stranger": ["2028-31"]}
    draft = Framework.objects.get(code="2024-27")
    assert version_at(draft, 1, seen_by=seen["public"]) is None
    assert element_at("ITU/2024-27/G1", seen_by=seen["public"]) is None
    assert element_at("ITU/2024-27/G1", seen_by=seen["worker"]) is not None
    (public,) = versions_of(Framework.objects.get(code="2028-31"), seen_by=seen["public"])
    assert (public.decided_by, public.state) == ("", "approved")


@pytest.mark.django_db
def test_a_unit_answers_for_its_elements_and_those_below(whose: Organization) -> None:
    sector = make_unit(by=operator(), organization=whose, code="TOP", name="Top")
    drafted(whose, unit=sector)
    answering = answering_in(whose)
    for address, code in (("O1.1", "HYD"), ("P1.1.1", "HYD"), ("P1.1.1/I2", "HYD"), ("G1", "TOP"), ("I1", "TOP")):
        found = (unit_for(whose, f"ITU/2024-27/{address}"), answering.unit_at(f"ITU/2024-27/{address}"))
        assert [str(one) for one in found] == [code, code], address


@pytest.mark.django_db
def test_statements_do_not_grow_with_the_tree(whose: Organization) -> None:
    counts = []
    for at, many in enumerate((3, 300)):
        made = planned(whose, f"2024-{at}")
        elements = [Element(f"G{number}", "goal", f"Goal {number}") for number in range(many)]
        with CaptureQueriesContext(connection) as written:
            write_draft(by=operator(), framework=made, revision=1, elements=elements)
        with CaptureQueriesContext(connection) as read:
            tree_of(making(made))
            framework_entries(frameworks_where(whose, seen_by=EVERYTHING))
        counts.append((len(written), len(read)))
    assert counts[0] == counts[1] and counts[0] <= (14, 3)
