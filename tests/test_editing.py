"""Editing plans: fields and merges in the engine, versions and drafts in the store."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.page_record import wide_fascicle
from tests.store_records import fascicle
from tests.test_people import person
from throughline.engine.budgeting.numbers import number_typed
from throughline.engine.editing.applying import apply_edit
from throughline.engine.editing.checks import check_additions, check_removals, check_wanted
from throughline.engine.editing.merging import decided, merge
from throughline.engine.editing.nodes import nodes_of
from throughline.engine.editing.records import Addition, Change, Edit, Removal, edit_bytes, tidy
from throughline.engine.errors import Refused
from throughline.engine.findings import Finding, Severity
from throughline.engine.planning.printed import Programme
from throughline.engine.sources import Typed
from throughline.store import history
from throughline.store.budgeting.reads import fascicle_at
from throughline.store.editing.action import edit_plan
from throughline.store.editing.drafts import draft_at, drafts_of, save_draft, save_set, throw_away
from throughline.store.editing.proposing import Wish, propose
from throughline.store.editing.reads import plan_at
from throughline.store.models import Draft, HistoryLine, Plan, TakingIn, TypedField, Unit, Version
from throughline.store.organizations import organization_with
from throughline.store.people import operator
from throughline.store.rights import EVERYTHING, NOTHING
from throughline.store.taking_in import preview, take_in, undo
from throughline.store.units.actions import give_responsibility
from throughline.store.verifying import verify

WHEN = datetime(2026, 3, 2, 10, tzinfo=UTC)
AT = WHEN.isoformat(timespec="microseconds")
RESULT = "SP1/R2"


def changed(node: str = RESULT, **fields: str) -> tuple[Change, ...]:
    before = nodes_of(fascicle())[node].fields
    return tuple(Change(node, name, before.get(name, ""), text) for name, text in fields.items())


def test_a_plan_says_what_of_it_can_be_edited() -> None:
    nodes = nodes_of(fascicle())
    assert list(nodes) == ["", "II", "SP1", "II.SP2", "SP1/PERF", "SP1/R2", "SP1/D-A", "SP1/D-A.1"]
    assert nodes["SP1"].fields == {
        "title": "Boats",
        "entity": "Office",
        "objective": "Float",
        "strategy": "Row",
        "expected": "Arrive",
    }
    assert nodes["SP1/R2"].fields == {
        "title": "Safer boats",
        "narrative": "which did not meet the planned target",
        "M1/title": "Boats afloat",
        "M1/unit": "boats",
        "M1/2023-actual": "",
        "M1/2024-actual": "12 boats",
        "M1/2025-planned": "",
        "M1/2026-planned": "more boats",
    }
    assert nodes["SP1/D-A"].fields == {"unit": ""}
    assert list(nodes["SP1/D-A.1"].fields) == [
        *("title", "unit", "2024-planned", "2024-actual", "2025-planned", "2026-planned")
    ]


def test_an_edit_changes_what_it_says_and_nothing_else() -> None:
    before = fascicle()
    edit = Edit(changed(title="Safest boats", **{"M1/2026-planned": "14", "M1/2025-planned": "13"}))
    after = apply_edit(before, edit, "Ada", AT)
    assert after.results[1] == replace(before.results[1], title="Safest boats")
    values = [(one.year, one.status, one.value, one.text, one.cell is None) for one in after.measures[0].values]
    assert values == [
        (2024, "actual", Decimal(12), "12 boats", False),
        (2025, "planned", Decimal(13), "13", True),
        (2026, "planned", Decimal(14), "14", True),
    ]
    assert after.typed == tuple(
        Typed(RESULT, field, "Ada", AT) for field in ("title", "M1/2026-planned", "M1/2025-planned")
    )
    names = set(before.__dataclass_fields__) - {"results", "measures", "typed"}
    assert {name for name in names if getattr(after, name) != getattr(before, name)} == set()


def test_places_and_deliverables_are_edited_and_the_plan_itself() -> None:
    before = fascicle(programmes=(Programme("II", None, "Harbours"),))
    nodes = nodes_of(before)
    wanted = {
        "": {"title": "Boats and more"},
        "II": {"objective": "Shelter"},
        "SP1": {"entity": "", "strategy": "Sail"},
        "SP1/D-A.1": {
            "title": "Report on all boats",
            "unit": "",
            "2024-actual": "\N{EN DASH}",
            "2026-planned": "1,200",
        },
    }
    after = apply_edit(before, Edit(merge(nodes, nodes, wanted).changes), "Ada", AT)
    assert after.title == "Boats and more"
    assert after.programmes[0].objective == "Shelter"
    assert (after.subprogrammes[0].entity, after.subprogrammes[0].strategy) == (None, "Sail")
    item = after.deliverables[1]
    assert (item.title, item.unit) == ("Report on all boats", None)
    quantities = [(one.year, one.status, one.value, one.text, one.cell is None) for one in item.quantities]
    assert quantities == [
        (2024, "planned", Decimal(2), "2", False),
        (2024, "actual", Decimal(0), "\N{EN DASH}", True),
        (2026, "planned", Decimal(1200), "1,200", True),
    ]


def test_results_come_and_go_and_a_number_is_given_once() -> None:
    before = fascicle()
    said = (("title", "Dry boats"), ("narrative", ""), ("M1/title", "Dryness"), ("M1/2026-planned", "90"))
    after = apply_edit(before, Edit(additions=(Addition("SP1", said),)), "Ada", AT)
    new = after.results[2]
    assert (new.key, new.place, new.number, new.kind, new.narrative) == ("SP1/R3", "SP1", "3", "planned", None)
    assert [(one.result, one.title, len(one.values)) for one in after.measures][1] == ("SP1/R3", "Dryness", 1)
    gone = apply_edit(after, Edit(removals=(Removal("SP1/R3", "Merged"),)), "Bob", AT)
    assert (gone.results, gone.measures) == (before.results, before.measures)
    assert gone.typed == (Typed("SP1/R3", "removed", "Bob", AT),)
    again = apply_edit(gone, Edit(additions=(Addition("SP1", said),)), "Ada", AT)
    assert again.results[2].key == "SP1/R4"


def test_what_the_reading_missed_and_a_person_added_is_not_missed_any_more() -> None:
    missing = list(fascicle().findings)

    found = Finding("PB-NO-MEASURE", Severity.WARNING, "SP1/PERF", "No measure.")
    before = fascicle(findings=(*missing, found))
    said = Change("SP1/PERF", "M1/title", "", "Boats counted")
    assert apply_edit(before, Edit((said,)), "Ada", AT).findings == tuple(missing)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", "12"),
        ("1 200", "1200"),
        ("1,200.5", "1200.5"),
        ("\u0661\u0662\u066b\u0665", "12.5"),
        ("\u0967\u0968", "12"),
        ("1\u00a0200", "1200"),
        ("\N{EN DASH}", "0"),
        ("75 per cent", "75"),
        ("12 boats", None),
        ("=1+1", None),
        ("", None),
        ("\u00b2", None),
    ],
)
def test_a_typed_number_is_read_in_any_script(text: str, number: str | None) -> None:
    assert number_typed(text) == (Decimal(number) if number else None)


def test_two_people_on_different_fields_do_not_meet_and_on_one_field_they_do() -> None:
    base = nodes_of(fascicle())
    theirs = nodes_of(apply_edit(fascicle(), Edit(changed(title="Theirs", narrative="Told")), "Bob", AT))
    merged = merge(
        base, theirs, {RESULT: {"title": "Mine", "narrative": base[RESULT].fields["narrative"], "M1/unit": "x"}}
    )
    assert [(one.field, one.before, one.after) for one in merged.changes] == [("M1/unit", "boats", "x")]
    (open_one,) = merged.conflicts
    assert (open_one.field, open_one.base, open_one.theirs, open_one.mine) == ("title", "Safer boats", "Theirs", "Mine")
    assert [(one.field, one.theirs) for one in merged.meanwhile] == [("narrative", "Told")]
    assert decided(merged, frozenset()) == merged.changes
    assert decided(merged, frozenset({(RESULT, "title")}))[1] == Change(RESULT, "title", "Theirs", "Mine")


def test_the_same_text_from_two_is_no_conflict_and_line_ends_are_none() -> None:
    base = nodes_of(fascicle())
    theirs = nodes_of(apply_edit(fascicle(), Edit(changed(title="Same", narrative="a\nb")), "Bob", AT))
    merged = merge(base, theirs, {RESULT: {"title": " Same ", "narrative": "a\r\nb\r\n"}})
    assert (merged.changes, merged.conflicts) == ((), ())


@pytest.mark.parametrize(
    ("node", "fields", "code", "where"),
    [
        ("SP9", {"title": "x"}, "PL-NO-NODE", "SP9#"),
        ("SP1", {"colour": "x"}, "PL-NO-FIELD", "SP1#colour"),
        ("SP1/D-A", {"title": "x"}, "PL-NO-FIELD", "SP1/D-A#title"),
        ("SP1/D-A.1", {"3024-planned": "x"}, "PL-NO-FIELD", "SP1/D-A.1#3024-planned"),
        (RESULT, {"M3/title": "x"}, "PL-NO-FIELD", f"{RESULT}#M3/title"),
        (RESULT, {"M1/2026-wished": "x"}, "PL-NO-FIELD", f"{RESULT}#M1/2026-wished"),
        (RESULT, {"title": " \n"}, "PL-NO-TITLE", f"{RESULT}#title"),
        (RESULT, {"M1/title": ""}, "PL-NO-TITLE", f"{RESULT}#M1/title"),
        (RESULT, {"M2/unit": "boats", "M2/title": ""}, "PL-NO-TITLE", f"{RESULT}#M2/title"),
        (RESULT, {"title": "x" * 2001}, "PL-TOO-LONG", f"{RESULT}#title"),
        (RESULT, {"narrative": "x" * 30_001}, "PL-TOO-LONG", f"{RESULT}#narrative"),
    ],
)
def test_what_cannot_be_is_said_with_its_place(node: str, fields: dict[str, str], code: str, where: str) -> None:
    assert [(one.code, one.where) for one in check_wanted(nodes_of(fascicle()), {node: fields})] == [(code, where)]


def test_results_to_come_and_to_go_are_checked() -> None:
    nodes = nodes_of(fascicle())
    wrong = [
        Addition("SP9", (("title", "x"),)),
        Addition("SP1", (("title", " "),)),
        Addition("SP1", (("title", "x"), ("a", "b"))),
    ]
    assert [one.code for one in check_additions(nodes, wrong)] == ["PL-NO-NODE", "PL-NO-TITLE", "PL-NO-FIELD"]
    gone = [Removal("SP1", "x"), Removal("SP1/R9", "x"), Removal(RESULT, " ")]
    assert [one.code for one in check_removals(nodes, gone)] == ["PL-NO-NODE", "PL-NO-NODE", "PL-NO-REASON"]


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(st.dictionaries(st.sampled_from(sorted(nodes_of(fascicle())[RESULT].fields)), TEXTS))
@settings(max_examples=60, deadline=None)
def test_what_is_typed_is_what_stands_and_the_other_fields_stay(wanted: dict[str, str]) -> None:
    before = fascicle()
    nodes = nodes_of(before)
    merged = merge(nodes, nodes, {RESULT: wanted})
    after = nodes_of(apply_edit(before, Edit(merged.changes), "Ada", AT))
    # A title that is blank is refused before it is applied.
    expected = {**nodes[RESULT].fields, **{name: tidy(text) for name, text in wanted.items()}}
    assert {name: tidy(text) for name, text in after[RESULT].fields.items()} == expected
    assert {name: node for name, node in after.items() if name != RESULT} == {
        name: node for name, node in nodes.items() if name != RESULT
    }


def test_the_source_of_an_edit_is_one_text() -> None:
    edit = Edit(changed(title="\u0642\u0648\u0627\u0631\u0628"))
    content = edit_bytes(edit, "UN/2026/10", 1, "ada@example.org", AT)
    assert content == edit_bytes(edit, "UN/2026/10", 1, "ada@example.org", AT)
    assert json.loads(content)["changes"] == [[RESULT, "title", "Safer boats", "\u0642\u0648\u0627\u0631\u0628"]]


# Store


def held(rows: int = 1, **fields: Any) -> Plan:
    take_in(records=fascicle(rows=rows, **fields), by=operator(), reader="1")
    return Plan.objects.get(address="UN/2026/10")


def wish(node: str = RESULT, number: int = 1, /, **fields: str) -> Wish:
    return Wish(number, {node: fields})


@pytest.mark.django_db
def test_an_edit_is_a_version_that_reads_back_as_it_was_written_and_verifies() -> None:
    plan = held()
    before = fascicle_at(plan.address, seen_by=EVERYTHING)
    ada = person("ada", "UN", "officer")
    edited = edit_plan(plan=plan, wish=wish(title="Safest boats", **{"M1/2026-planned": "14"}), by=ada, at=WHEN)
    assert (edited.version, edited.proposal.findings) == (2, ())
    after = fascicle_at(plan.address, seen_by=EVERYTHING)
    assert before is not None
    assert after == apply_edit(before, edited.proposal.edit, "Ada", AT)
    assert TypedField.objects.count() == 2
    assert verify() == []
    line = history.latest(1)[0]
    assert (line.by, line.action, line.data["edited"]) == (
        *("ada@example.org", "edit"),
        [f"{RESULT} title", f"{RESULT} M1/2026-planned"],
    )
    told = {"plan": plan.address, "version": 1, "by": line.by, "at": AT, **line.data["edit"]}
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert sha256(text.encode()).hexdigest() == line.data["sha256"]


@pytest.mark.django_db
def test_what_nobody_typed_still_comes_from_its_file() -> None:
    plan = held()
    edit_plan(plan=plan, wish=wish(title="Safest boats"), by=operator())
    first, second = Version.objects.select_related("source", "taking_in__source").order_by("number")
    assert (second.file, second.source) == (first.file, first.source)
    assert second.taking_in.source.format == "edit"


@pytest.mark.django_db
def test_edits_follow_each_other_and_the_last_hand_at_a_field_is_told() -> None:
    plan = held()
    ada, bob = person("ada", "UN", "officer"), person("bob", "UN", "officer")
    edit_plan(plan=plan, wish=wish(title="One", narrative="Told"), by=ada)
    edit_plan(plan=plan, wish=wish(RESULT, 2, title="Two"), by=bob)
    assert list(TypedField.objects.filter(version__number=3).order_by("field").values_list("field", "by")) == [
        ("narrative", "Ada"),
        ("title", "Bob"),
    ]
    back = edit_plan(
        plan=plan, wish=wish(RESULT, 3, title="Safer boats", narrative="which did not meet the planned target"), by=ada
    )
    assert back.version == 4
    assert verify() == []


@pytest.mark.django_db
def test_nothing_changed_writes_nothing() -> None:
    plan = held()
    edited = edit_plan(plan=plan, wish=wish(title="Safer boats\r\n"), by=operator())
    assert (edited.version, Version.objects.count(), HistoryLine.objects.filter(action="edit").count()) == (None, 1, 0)


@pytest.mark.django_db
def test_who_comes_second_loses_nothing_and_chooses() -> None:
    plan = held()
    ada, bob = person("ada", "UN", "officer"), person("bob", "UN", "officer")
    edit_plan(plan=plan, wish=wish(title="Adas"), by=ada)
    late = edit_plan(plan=plan, wish=wish(title="Bobs", narrative="Told"), by=bob)
    assert late.version is None
    assert [(one.code, one.where, one.figures) for one in late.proposal.open] == [
        ("PL-CONFLICT", f"{RESULT}#title", ("Safer boats", "Adas", "Bobs"))
    ]
    one = frozenset({(RESULT, "title")})
    chosen = edit_plan(plan=plan, wish=replace(wish(title="Bobs", narrative="Told"), theirs=one), by=bob)
    assert chosen.version == 3
    record = fascicle_at(plan.address, seen_by=EVERYTHING)
    assert record is not None
    assert (record.results[1].title, record.results[1].narrative) == ("Adas", "Told")
    mine = edit_plan(plan=plan, wish=replace(wish(title="Bobs"), mine=one), by=bob)
    assert mine.version == 4


@pytest.mark.django_db
def test_what_is_wrong_writes_nothing() -> None:
    plan = held()
    for one in (wish(title=""), wish("SP9", title="x"), Wish(1, {}, removals=(Removal(RESULT, ""),))):
        edited = edit_plan(plan=plan, wish=one, by=operator())
        assert edited.version is None
        assert edited.proposal.is_wrong
    with pytest.raises(Refused, match="has no version 7"):
        edit_plan(plan=plan, wish=wish(RESULT, 7, title="x"), by=operator())
    assert Version.objects.count() == 1


@pytest.mark.django_db
def test_results_are_added_and_removed_with_a_reason() -> None:
    plan = held()
    said = Addition("SP1", (("title", "Dry boats"), ("M1/title", "Dryness"), ("M1/2026-planned", "90")))
    added = edit_plan(plan=plan, wish=Wish(1, {}, (said,)), by=operator())
    assert (added.version, added.added) == (2, ("SP1/R3",))
    gone = edit_plan(plan=plan, wish=Wish(2, {}, removals=(Removal("SP1/R3", "Merged with SP1/R2"),)), by=operator())
    assert gone.version == 3
    assert history.latest(1)[0].data["edit"]["removals"] == [["SP1/R3", "Merged with SP1/R2"]]
    assert verify() == []


@pytest.mark.django_db
def test_only_who_may_edit_edits() -> None:
    plan = held()
    for one in (
        person("reader", "UN"),
        person("lead", "UN", "administrator"),
        person("far", "ITU", "officer"),
        person("no"),
    ):
        with pytest.raises(Refused):
            edit_plan(plan=plan, wish=wish(title="x"), by=one)
        with pytest.raises(Refused):
            propose(plan=plan, wish=wish(title="x"), by=one)
        with pytest.raises(Refused):
            save_draft(plan=plan, node=RESULT, number=1, fields={}, by=one)


@pytest.mark.django_db
def test_an_address_names_a_plan_and_a_node_within_it_for_those_who_see_it() -> None:
    plan = held()
    assert plan_at("UN/2026/10/SP1/R2", seen_by=EVERYTHING) == (plan, "SP1/R2")
    assert plan_at("UN/2026/10", seen_by=EVERYTHING) == (plan, "")
    for wrong in ("UN/2026/1", "UN/2026", "", "ITU/2026/10/SP1"):
        assert plan_at(wrong, seen_by=EVERYTHING) is None
    assert plan_at("UN/2026/10/SP1", seen_by=NOTHING) is None


@pytest.mark.django_db
def test_an_officer_of_a_unit_edits_what_the_unit_answers_for() -> None:
    plan = held()
    un = organization_with("UN")
    boats = Unit.objects.create(organization=un, code="BOATS", name="Boats")
    ada = person("ada", "UN", "officer", boats)
    with pytest.raises(Refused):
        edit_plan(plan=plan, wish=wish(title="x"), by=ada)
    give_responsibility(by=operator(), unit=boats, address="UN/2026/10/SP1")
    assert edit_plan(plan=plan, wish=wish(title="x"), by=ada).version == 2
    with pytest.raises(Refused):
        edit_plan(plan=plan, wish=Wish(2, {RESULT: {"title": "y"}, "II": {"title": "z"}}), by=ada)


@pytest.mark.django_db
def test_a_newer_file_says_which_edits_it_replaces() -> None:
    plan = held()
    edit_plan(
        plan=plan,
        wish=wish(title="Safest boats", **{"M1/2026-planned": "14"}),
        by=person("ada", "UN", "officer"),
        at=WHEN,
    )
    newer = fascicle(amount="9", file="newer.docx")
    found = [one for one in preview(records=newer, reader="1").findings if one.code == "ST-EDITS"]
    assert [(one.where, one.figures) for one in found] == [(f"UN/2026/10/{RESULT}", ("title", "M1/2026-planned"))]
    assert "title: Ada, 2026-03-02" in found[0].message
    same = replace(newer, sha256="a" * 64, results=(newer.results[0], replace(newer.results[1], title="Safest boats")))
    found = [one for one in preview(records=same, reader="1").findings if one.code == "ST-EDITS"]
    assert [one.figures for one in found] == [("M1/2026-planned",)]
    assert take_in(records=newer, by=operator(), reader="1").outcome == "changed"
    assert not TypedField.objects.filter(version__number=3).exists()
    assert [one.code for one in preview(records=same, reader="1").findings if one.code == "ST-EDITS"] == []


@pytest.mark.django_db
def test_an_edit_is_undone_as_a_taking_in_is() -> None:
    plan = held()
    before = fascicle_at(plan.address, seen_by=EVERYTHING)
    edit_plan(plan=plan, wish=wish(title="Safest boats"), by=operator())
    edit_plan(plan=plan, wish=wish(RESULT, 2, title="Dry boats"), by=operator())
    for stands in (2, 1):
        undone = undo(taking_in=newest(), by=operator())
        assert undone.stands == stands
    assert fascicle_at(plan.address, seen_by=EVERYTHING) == before
    assert edit_plan(plan=plan, wish=wish(title="Once more"), by=operator()).version == 4
    assert verify() == []


def newest() -> TakingIn:
    return TakingIn.objects.filter(undone_at=None).latest("pk")


@pytest.mark.django_db
def test_the_same_file_read_again_takes_no_edit_back() -> None:
    plan = held()
    edit_plan(plan=plan, wish=wish(title="Safest boats"), by=operator())
    assert take_in(records=fascicle(), by=operator(), reader="1").outcome == "unchanged"
    better = replace(fascicle(), lessons=())
    assert take_in(records=better, by=operator(), reader="2").outcome == "changed"
    record = fascicle_at(plan.address, seen_by=EVERYTHING)
    assert record is not None
    assert record.results[1].title == "Safest boats"
    assert verify() == []


@pytest.mark.django_db
def test_drafts_are_kept_for_their_person_alone() -> None:
    plan, ada, bob = held(), person("ada", "UN", "officer"), person("bob", "UN", "officer")
    for text in ("Safe", "Safest \x00"):
        save_draft(plan=plan, node=RESULT, number=1, fields={"title": text}, by=ada)
    save_set(plan=plan, node="SP1", number=1, wanted={RESULT: {"title": "x"}}, by=ada)
    found = draft_at(ada, f"UN/2026/10/{RESULT}")
    assert found is not None
    assert found.fields == {RESULT: {"title": "Safest \ufffd"}}
    assert [one.address for one in drafts_of(ada)] == ["UN/2026/10/SP1", f"UN/2026/10/{RESULT}"]
    assert (draft_at(bob, f"UN/2026/10/{RESULT}"), list(drafts_of(bob))) == (None, [])
    assert throw_away(person=bob, address="UN/2026/10/SP1") == 0
    assert throw_away(person=ada, address="UN/2026/10/SP1") == 1
    assert Draft.objects.count() == 1


@pytest.mark.django_db
def test_an_edit_takes_as_many_statements_for_a_large_plan() -> None:
    counted = []
    for rows in (3, 300):
        take_in(records=wide_fascicle(rows), by=operator(), reader=str(rows))
        plan = Plan.objects.get(address="UN/2026/10")
        number = Version.objects.filter(document=plan.document).count()
        with CaptureQueriesContext(connection) as captured:
            assert edit_plan(plan=plan, wish=wish(RESULT, number, title=f"Boats {rows}"), by=operator()).version
        counted.append(len(captured))
    assert counted[0] == counted[1] <= 90


def test_an_edit_that_breaks_a_printed_sum_of_deliverables_is_found_and_one_that_mends_it_settles_it() -> None:
    item = fascicle(rows=2).deliverables[-2:]
    printed = tuple(replace(one, value=Decimal(4), text="4") for one in item[0].quantities if one.status == "planned")
    counted = tuple(
        replace(one, quantities=tuple(two for two in one.quantities if two.status == "planned")) for one in item
    )
    head = replace(item[0], kind="subcategory", number=None, title="Documents", quantities=printed)
    before = replace(fascicle(), deliverables=(head, *counted))
    (node, *_others) = [
        name for name, one in nodes_of(before).items() if one.kind == "deliverable" and one.title == counted[0].title
    ]
    broken = apply_edit(before, Edit((Change(node, "2024-planned", "2", "3"),)), "Ada", AT)
    (found,) = [one for one in broken.findings if one.code == "PB-DELIVERABLES-SUM"]
    assert (found.severity, found.figures) == (Severity.ERROR, ("4", "5"))
    mended = apply_edit(broken, Edit((Change(node, "2024-planned", "3", "2"),)), "Ada", AT)
    assert "PB-DELIVERABLES-SUM" not in [one.code for one in mended.findings]
