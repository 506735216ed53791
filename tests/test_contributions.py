"""Contributions: what reaches what adds up by every path and never counts twice; shares, circles, periods."""

import itertools
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from tests.store_records import fascicle
from tests.test_people import person
from throughline.engine.errors import ChangedMeanwhile, CircularThread, Forbidden, Refused
from throughline.engine.planning.contributions import (
    Contribution,
    Edge,
    Span,
    check_contribution_circle,
    check_contribution_ends,
    check_contribution_periods,
    check_contribution_shares,
    contribution_code,
    most_shared,
    reach,
)
from throughline.engine.planning.frameworks import Element
from throughline.engine.planning.printed import Result
from throughline.store import history
from throughline.store.models import Contribution as Row
from throughline.store.models import Framework, Organization
from throughline.store.organizations import organization_with
from throughline.store.people import operator
from throughline.store.people.roles import publish
from throughline.store.planning.contributions.actions import change_contribution, end_contribution, make_contribution
from throughline.store.planning.contributions.reads import contribution_entries, contributions_where, edges_of
from throughline.store.planning.frameworks.actions import change_framework, make_framework, write_draft
from throughline.store.planning.frameworks.deciding import submit_version
from throughline.store.rights import EVERYTHING, sight_of
from throughline.store.taking_in import take_in

HALF, THIRD = Fraction(1, 2), Fraction(1, 3)


def given_to(source: str, target: str, share: Fraction | None = None, *days: date | None) -> Contribution:
    start, end = (*days, None, None)[:2]
    return Contribution(f"contribution:{source}{target}", source, target, share, start, end)


@st.composite
def graphs(draw: st.DrawFn) -> list[Edge]:
    """Edges without a circle: each leads to a node with a higher number; shares of a node need not add up to one."""
    count = draw(st.integers(2, 7))
    pairs = draw(st.lists(st.sampled_from(list(itertools.combinations(range(count), 2))), unique=True, max_size=12))
    shares = st.one_of(st.none(), st.fractions(0, 1, max_denominator=6).filter(bool))
    return draw(st.permutations([Edge(str(low), str(high), draw(shares)) for low, high in pairs]))


def naive(edges: list[Edge], start: str, end: str) -> Fraction:
    """What reaches a node: the sum over what leads to it, at most the whole at each node on the way."""
    if start == end:
        return Fraction(1)
    arriving = (one.weight * naive(edges, start, one.source) for one in edges if one.target == end)
    return min(Fraction(1), sum(arriving, Fraction(0)))


def over_paths(edges: list[Edge], start: str, end: str) -> Fraction:
    """The sum over all paths of the product of their shares."""
    if start == end:
        return Fraction(1)
    onward = (one.weight * over_paths(edges, one.target, end) for one in edges if one.source == start)
    return sum(onward, Fraction(0))


@given(graphs())
def test_what_reaches_a_node_is_what_a_naive_reckoning_gives(edges: list[Edge]) -> None:
    nodes = sorted({end for one in edges for end in (one.source, one.target)})
    reached = reach(edges)
    for start, end in itertools.permutations(nodes, 2):
        assert reached.get((start, end), Fraction(0)) == naive(edges, start, end)


@given(graphs())
def test_where_no_path_gives_more_than_the_whole_it_is_the_sum_over_paths(edges: list[Edge]) -> None:
    nodes = sorted({end for one in edges for end in (one.source, one.target)})
    for start in nodes:
        sums = {end: over_paths(edges, start, end) for end in nodes}
        if all(part <= 1 for part in sums.values()):
            reached = reach(edges, [start])
            assert reached == {(start, end): part for end, part in sums.items() if part and end != start}


@given(graphs())
def test_the_order_of_edges_makes_no_difference(edges: list[Edge]) -> None:
    assert reach(edges) == reach(reversed(edges)) == reach(sorted(edges, key=lambda one: one.target))


def test_two_whole_paths_to_one_node_count_once() -> None:
    edges = [Edge("A", "B"), Edge("A", "C"), Edge("B", "D"), Edge("C", "D"), Edge("D", "E", HALF)]
    reached = reach(edges)
    assert (reached["A", "D"], reached["A", "E"]) == (Fraction(1), HALF)


def test_shares_multiply_along_a_path_and_add_over_paths() -> None:
    edges = [Edge("A", "B", HALF), Edge("A", "C", THIRD), Edge("B", "D", HALF), Edge("C", "D")]
    assert reach(edges, ["A"]) == {
        ("A", "B"): HALF,
        ("A", "C"): THIRD,
        ("A", "D"): Fraction(7, 12),
    }
    assert reach(edges, ["nobody"]) == {}


def test_a_circle_is_told_and_never_followed() -> None:
    edges = [Edge("A", "B"), Edge("B", "C"), Edge("C", "A"), Edge("Z", "A")]
    with pytest.raises(CircularThread):
        reach(edges)
    (found,) = check_contribution_circle(edges)
    assert found.code == "PL-CONTRIBUTION-CIRCLE"
    assert found.message.count(found.where) == 2 and "Z" not in found.message
    assert check_contribution_circle(edges[1:]) == []


def test_shares_of_one_time_add_up_to_one_at_most() -> None:
    first, second = date(2026, 1, 1), date(2027, 1, 1)
    apart = [given_to("A", "B", Fraction(1), first, second), given_to("A", "C", Fraction(1), second)]
    assert check_contribution_shares(apart) == []
    assert most_shared([*apart, given_to("A", "D")]) == {"A": 1}
    (found,) = check_contribution_shares([*apart, given_to("A", "D", THIRD, date(2026, 6, 1))])
    assert (found.code, found.where, "4/3" in found.message) == ("PL-CONTRIBUTION-SHARES", "A", True)
    before = [given_to("A", "B", HALF, None, first), given_to("A", "C", Fraction(2, 3), None, second)]
    assert most_shared(before) == {"A": Fraction(7, 6)}


def test_ends_stand_in_plans_and_days_fall_into_theirs() -> None:
    one = given_to("A", "B", None, date(2030, 1, 1))
    assert [found.code for found in check_contribution_ends([one], {"A"}.__contains__)] == ["PL-CONTRIBUTION-END"]
    span = Span(date(2024, 1, 1), date(2028, 1, 1))
    (found,) = check_contribution_periods([one], {"A": span}.get)
    assert (found.code, "2028-01-01" in found.message) == ("PL-CONTRIBUTION-PERIOD", True)
    assert check_contribution_periods([given_to("A", "B", None, date(2027, 12, 31))], {"A": span, "B": None}.get) == []


def test_a_contribution_has_one_name_for_good() -> None:
    names = {
        contribution_code(*whole)
        for whole in (
            ("UN", "A", "B", None),
            ("UN", "A", "B", date(2026, 1, 1)),
            ("UN", "B", "A", None),
            ("ITU", "A", "B", None),
        )
    }
    assert len(names) == 4
    assert contribution_code("UN", "A", "B", None) in names


# The store.


@pytest.fixture
def whose() -> Organization:
    """An organization with a strategic plan, an operational one and a budget of 2026."""
    take_in(records=fascicle(lists=(), results=(SAFER,)), by=operator(), reader="1")
    made = Organization.objects.get(code="UN")
    tree = (
        Element("G1", "goal", "Safer water"),
        Element("O1", "outcome", "Rivers are measured", "G1"),
        Element("O2", "outcome", "Ice is measured", "G1"),
    )
    activities = (Element("A1", "activity", "Gauges"), Element("A2", "activity", "Boats"))
    for code, kind, levels, elements in (
        ("2024-27", "strategic", ("goal", "outcome"), tree),
        ("2026-29", "operational", ("activity",), activities),
    ):
        start = date(int(code[:4]), 1, 1)
        plan = make_framework(
            by=operator(),
            organization=made,
            kind=kind,
            code=code,
            title=kind,
            start=start,
            end=date(start.year + 4, 1, 1),
            levels=levels,
        )
        write_draft(by=operator(), framework=plan, revision=1, elements=elements)
    return made


SAFER = Result("SP1/R2", "SP1", "2", "Safer boats", "planned")
G1, O1, O2 = (f"UN/2024-27/{code}" for code in ("G1", "O1", "O2"))
A1, A2 = "UN/2026-29/A1", "UN/2026-29/A2"
R2, SP1 = "UN/2026/10/SP1/R2", "UN/2026/10/SP1"


def joined(whose: Organization, source: str = R2, target: str = O1, **said: Any) -> Row:
    return make_contribution(
        **{"by": operator(), "organization": whose, "source": source, "target": target, "rationale": "It does.", **said}
    )


@pytest.mark.django_db
def test_contributions_and_trees_are_the_edges_of_an_organization(whose: Organization) -> None:
    joined(whose, share=HALF)
    joined(whose, A1, R2, start=date(2026, 1, 1), end=date(2027, 1, 1))
    joined(whose, A2, SP1)
    trees = {
        Edge(G1, "UN/2024-27"),
        Edge(O1, G1),
        Edge(O2, G1),
        Edge(A1, "UN/2026-29"),
        Edge(A2, "UN/2026-29"),
    }
    in_2026 = {Edge(R2, O1, HALF), Edge(A1, R2), Edge(A2, SP1)}
    assert set(edges_of(whose, None, seen_by=EVERYTHING)) == trees | in_2026
    assert set(edges_of(whose, date(2026, 12, 31), seen_by=EVERYTHING)) == trees | in_2026
    assert set(edges_of(whose, date(2027, 1, 1), seen_by=EVERYTHING)) == trees | in_2026 - {Edge(A1, R2)}
    assert reach(edges_of(whose, None, seen_by=EVERYTHING))[A1, "UN/2024-27"] == HALF
    with CaptureQueriesContext(connection) as asked:
        edges_of(whose, None, seen_by=EVERYTHING)
    assert len(asked) == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"source": "UN/2026/10/SP9"}, "nothing at UN/2026/10/SP9"),
        ({"target": "UN/2024-27/G9"}, "nothing at UN/2024-27/G9"),
        ({"target": "HWU/2024-27/G1"}, "nothing at HWU/2024-27/G1"),
        ({"source": O1}, "contributes to itself"),
        ({"source": G1}, "circle"),
        ({"rationale": " "}, "Say how"),
        ({"share": Fraction(3, 2)}, "at most the whole"),
        ({"share": Fraction(0)}, "at most the whole"),
        ({"start": date(2027, 1, 1)}, "no day of the plan of UN/2026/10/SP1/R2"),
        ({"start": date(2026, 1, 1), "end": date(2026, 1, 1)}, "ends after"),
    ],
)
def test_a_contribution_that_cannot_be_is_refused_and_nothing_is_written(
    whose: Organization, said: dict[str, Any], why: str
) -> None:
    before = history.head()
    with pytest.raises(Refused, match=why):
        joined(whose, **said)
    assert (Row.objects.count(), history.head()) == (0, before)


@pytest.mark.django_db
def test_shares_of_one_source_stay_within_the_whole(whose: Organization) -> None:
    joined(whose, share=HALF)
    with pytest.raises(Refused, match="7/6"):
        joined(whose, target=O2, share=Fraction(2, 3))
    joined(whose, target=O2, share=HALF)
    with pytest.raises(Refused, match="for some of these days already"):
        joined(whose, start=date(2026, 2, 1))


@pytest.mark.django_db
def test_a_contribution_is_changed_ended_and_made_anew(whose: Organization) -> None:
    made = joined(whose, share=HALF)
    changed = change_contribution(by=operator(), contribution=made, revision=1, rationale="More.", share=None)
    with pytest.raises(ChangedMeanwhile):
        end_contribution(by=operator(), contribution=made, revision=1, reason="So.")
    end_contribution(by=operator(), contribution=changed, revision=2, reason="Another does.")
    assert edges_of(whose, None, seen_by=EVERYTHING) == tuple(
        one for one in edges_of(whose, None, seen_by=EVERYTHING) if one.source != R2
    )
    again = joined(whose)
    assert (again.pk, again.revision, again.ended) == (made.pk, 4, None)
    actions = [line.action for line in reversed(history.history_of(f"contribution:{made.code}"))]
    assert actions == ["contribute", "change contribution", "end contribution", "contribute"]


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["reader", "approver", "administrator", ""])
def test_who_may_not_edit_the_source_joins_changes_and_ends_nothing(whose: Organization, role: str) -> None:
    made, eve = joined(whose), person("eve", "UN" if role else "", role or "reader")
    with pytest.raises(Forbidden):
        joined(whose, A1, R2, by=eve)
    with pytest.raises(Forbidden):
        change_contribution(by=eve, contribution=made, revision=1, rationale="So.")
    with pytest.raises(Forbidden):
        end_contribution(by=eve, contribution=made, revision=1, reason="So.")


@pytest.mark.django_db
def test_a_plan_that_would_contribute_to_itself_is_not_submitted(whose: Organization) -> None:
    joined(whose, A1, O1)
    joined(whose, O2, A1)
    plan = Framework.objects.get(code="2024-27")
    tree = (
        Element("G1", "goal", "Safer water"),
        Element("O2", "outcome", "Ice is measured"),
        Element("O1", "output", "Rivers", "O2"),
    )
    change: dict[str, Any] = {
        "title": "x",
        "start": plan.start,
        "end": plan.end,
        "levels": ("goal", "outcome", "output"),
    }
    change_framework(by=operator(), framework=plan, revision=1, **change)
    draft, _ = write_draft(by=operator(), framework=Framework.objects.get(pk=plan.pk), revision=2, elements=tree)
    with pytest.raises(Refused, match="circle"):
        submit_version(by=operator(), version=draft, revision=3)


@pytest.mark.django_db
def test_nothing_of_another_organization_is_joined_or_seen(whose: Organization) -> None:
    joined(whose)
    other = organization_with("HWU")
    with pytest.raises(Refused, match="nothing at"):
        joined(other)
    stranger = sight_of(person("stranger", "HWU", "officer"))
    assert edges_of(whose, None, seen_by=stranger) == ()
    assert contribution_entries(contributions_where(seen_by=stranger)) == ()
    publish(by=operator(), organization=whose)
    (public,) = contribution_entries(contributions_where(source=R2, seen_by=sight_of(None)))
    assert (public.rationale, public.changed_by) == ("", "")
    assert edges_of(whose, None, seen_by=sight_of(None)) == (Edge(R2, O1),)
