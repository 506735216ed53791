"""Coherence between plans: the same activity twice, results without plans, plans without results; as findings too."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.page_record import TODAY
from tests.test_contributions import A1, A2, G1, O1, O2, R2, joined, whose
from throughline.engine.planning.coherence import Planned, alike, check_coherence, check_twice
from throughline.engine.planning.contributions import Edge, Span
from throughline.engine.planning.frameworks import Element
from throughline.store.models import Framework, Organization
from throughline.store.people import operator
from throughline.store.planning.frameworks.actions import make_framework, write_draft
from throughline.store.planning.linkage import linkage_between, plans_beside
from throughline.store.reporting.checks import findings_of_record
from throughline.store.rights import EVERYTHING

__all__ = ["whose"]

YEARS, LATER = Span(date(2026, 1, 1), date(2027, 1, 1)), Span(date(2030, 1, 1), date(2031, 1, 1))
GAUGES = "Install automatic gauges on mountain rivers"


def activity(plan: str, code: str, title: str = GAUGES, **said: Any) -> Planned:
    return Planned(
        **{"address": f"{plan}/{code}", "plan": plan, "kind": "operational", "title": title, "span": YEARS, **said}
    )


WORDS = ("Train boat crews", "Print bulletins of snow", "Count seals at the coast", "Translate manuals for observers")
OTHERS = [activity("T/2026-x", f"X{at}", title) for at, title in enumerate(WORDS)]


def test_the_same_activity_in_two_plans_is_found_whatever_the_order_of_its_words() -> None:
    one, two = activity("T/2026-a", "A1"), activity("T/2026-b", "B7", "On mountain rivers, automatic gauges install")
    (found,) = check_twice([one, two, *OTHERS], [])
    assert (found.code, found.where, found.figures) == ("PL-TWICE-PLANNED", "T/2026-a/A1", ("T/2026-b/B7",))
    assert "100 of 100" in found.message
    (pair,) = alike([one, two, *OTHERS])
    assert pair[2] == pytest.approx(1)


@pytest.mark.parametrize(
    "other",
    [
        activity("T/2026-b", "B7", "Install automatic doors in offices"),
        activity("T/2026-a", "B7"),
        activity("T/2026-b", "A1"),
        activity("T/2026-b", "B7", kind="strategic"),
        activity("T/2030-b", "B7", span=LATER),
    ],
)
def test_what_differs_or_may_be_alike_is_not_the_same_activity(other: Planned) -> None:
    assert check_twice([activity("T/2026-a", "A1"), other, *OTHERS], []) == []


def test_activities_that_are_joined_are_no_surprise() -> None:
    one, two = activity("T/2026-a", "A1"), activity("T/2026-b", "B7")
    assert check_twice([one, two, *OTHERS], [Edge(two.address, one.address)]) == []


GOAL = Planned("T/2024-27/G1", "T/2024-27", "strategic", "Safer water", span=YEARS)
OUTCOMES = [replace(GOAL, address=f"T/2024-27/O{at}", title=f"Outcome {at}", parent=GOAL.address) for at in (1, 2)]
LINE = replace(activity("T/2026", "10", "Water"), kind="financial")


def codes(*edges: Edge, nodes: list[Planned]) -> list[tuple[str, str]]:
    return [(one.code, one.where) for one in check_coherence(nodes, edges)]


def test_results_without_plans_and_plans_without_results_are_told_once_at_the_top() -> None:
    nodes = [GOAL, *OUTCOMES, LINE, activity("T/2026-a", "A1")]
    assert codes(nodes=nodes) == [
        ("PL-RESULT-NO-PLAN", GOAL.address),
        ("PL-PLAN-NO-RESULT", LINE.address),
        ("PL-PLAN-NO-RESULT", "T/2026-a/A1"),
    ]
    joined_line = Edge(LINE.address, OUTCOMES[0].address)
    assert codes(joined_line, nodes=nodes) == [
        ("PL-RESULT-NO-PLAN", OUTCOMES[1].address),
        ("PL-PLAN-NO-RESULT", "T/2026-a/A1"),
    ]
    assert codes(joined_line, Edge("T/2026-a/A1", LINE.address), nodes=nodes) == [
        ("PL-RESULT-NO-PLAN", OUTCOMES[1].address)
    ]


def test_a_plan_that_stands_alone_misses_nothing() -> None:
    assert codes(nodes=[GOAL, *OUTCOMES]) == []
    assert codes(nodes=[LINE, *OTHERS]) == []
    assert codes(nodes=[GOAL, replace(LINE, span=LATER)]) == []


@pytest.mark.django_db
def test_checks_of_the_record_tell_what_does_not_hang_together(whose: Organization) -> None:
    made = joined(whose)
    joined(whose, A1, R2)
    found = [(one.finding.code, one.address) for one in findings_of_record(TODAY) if one.finding.code.startswith("PL-")]
    other_programme = ("PL-PLAN-NO-RESULT", "UN/2026/10/II")
    assert found == [("PL-RESULT-NO-PLAN", O2), ("PL-PLAN-NO-RESULT", A2), other_programme]
    plan = Framework.objects.get(code="2024-27")
    other = make_framework(
        by=operator(),
        organization=whose,
        kind="operational",
        code="2026-b",
        title="x",
        start=plan.start,
        end=plan.end,
        levels=("activity",),
    )
    write_draft(by=operator(), framework=other, revision=1, elements=[Element("B1", "activity", "Gauges")])
    tree = [Element("G1", "goal", "Safer water"), Element("O2", "outcome", "Ice is measured", "G1")]
    write_draft(by=operator(), framework=plan, revision=2, elements=tree)
    found = [(one.finding.code, one.address) for one in findings_of_record(TODAY)]
    assert ("PL-TWICE-PLANNED", A1) in found
    assert ("PL-CONTRIBUTION-END", f"contribution:{made.code}") in found


@pytest.mark.django_db
def test_the_linkage_table_of_the_record_has_every_gap(whose: Organization) -> None:
    joined(whose)
    joined(whose, A1, R2)
    beside = plans_beside(whose, seen_by=EVERYTHING)
    assert [(one.address, one.kind) for one in beside.plans] == [
        ("UN/2026-29", "operational"),
        ("UN/2026", "financial"),
        ("UN/2024-27", "strategic"),
    ]
    table = linkage_between(beside, "UN/2024-27", "", "")
    rows = [(one.strategic, one.financial, one.operational, one.gaps) for one in table.rows]
    assert rows[0] == (O1, R2, A1, ())
    assert (O2, "", "", ("nothing below",)) in rows
    assert ("", "", A2, ("no result", "no line")) in rows
    assert table.nodes[G1].title == "Safer water"
    assert linkage_between(beside, "UN/2024-27", "UN/2030", "").rows != table.rows
