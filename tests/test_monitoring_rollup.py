"""Values that add up: the fast roll-up equals the plain one, in every order, and what does not add is refused."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.engine.monitoring.aggregation import (
    MAY,
    ONE,
    Amount,
    Axis,
    Folded,
    Kind,
    Mark,
    Refusal,
    Rule,
    Rules,
    check_rules,
    explain,
    fold,
    is_divided,
    value_of,
)
from throughline.engine.monitoring.cells import (
    TOTAL,
    Carried,
    Category,
    Dimension,
    Part,
    carry,
    cells_of,
    part_of,
    read_cell,
    wider_cells,
)
from throughline.engine.monitoring.rollup import Reach, Value, above_of, figure_plainly, roll_up
from throughline.engine.monitoring.sums import MARKED, NotAdded, Report, Term, only_adds, sums_at
from throughline.engine.monitoring.values import Said, State, amount_of
from throughline.engine.planning.contributions import Edge, reach

SEX = Dimension("sex", "Sex", (Category("f"), Category("m")))
AGE = Dimension("age", "Age", (Category("0-14"), Category("15"), Category("60")))
DIMENSIONS = (SEX, AGE)
CELLS = cells_of(DIMENSIONS)
NODES = ("O/1", "O/2", "O/3", "O/4", "O/5")
PERIODS = ("2026-Q1", "2026-Q2", "2026-Q3")
SPANS = {**{one: (one,) for one in PERIODS}, "2026": PERIODS}
PLACES = ("", "KE", "UG")


def rules_for(kind: Kind) -> st.SearchStrategy[Rules]:
    """Every declaration of rules that is not refused for a kind."""

    def of(axis: Axis) -> st.SearchStrategy[Rule]:
        later = axis is Axis.TIME or (axis is Axis.NODES and kind is not Kind.QUALITATIVE)
        return st.sampled_from(sorted(MAY[kind] | ({Rule.LATEST} if later else set())))

    drawn = st.builds(Rules, of(Axis.CELLS), of(Axis.PLACES), of(Axis.TIME), of(Axis.NODES))
    return drawn.filter(lambda rules: not check_rules("O/1/I1", kind, rules))


DECLARED = st.sampled_from(Kind).flatmap(lambda kind: st.tuples(st.just(kind), rules_for(kind)))


@st.composite
def edges(draw: Any) -> list[Edge]:
    """Contributions without a circle, whole or by shares, diamonds among them."""
    pairs = [(low, high) for at, low in enumerate(NODES) for high in NODES[at + 1 :]]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=7))
    shares = st.none() | st.fractions(min_value=Fraction(1, 7), max_value=Fraction(1, 3), max_denominator=9)
    return [Edge(low, high, draw(shares)) for low, high in chosen]


@st.composite
def values_for(draw: Any, kind: Kind, rules: Rules) -> list[Value]:
    """Values of a few reports: totals, margins and crossings, at places or everywhere, of one unit or of two."""
    keys = st.tuples(st.sampled_from(NODES), st.sampled_from(PERIODS), st.sampled_from(PLACES), st.sampled_from(CELLS))
    found = []
    for node, period, place, cell in draw(st.lists(keys, unique=True, max_size=24)):
        number = draw(st.integers(min_value=-50, max_value=50)) * ONE
        names = ", ".join(draw(st.lists(st.sampled_from("abcde"), unique=True, max_size=3)))
        below = draw(st.integers(min_value=1, max_value=9)) * ONE if is_divided(kind, rules) else None
        text = names if Rule.UNION in rules.all else "words" if kind is Kind.QUALITATIVE else ""
        state = draw(st.sampled_from([State.REPORTED, State.ESTIMATED, State.RESTATED]))
        number = len(names.split(", ")) * ONE if text == names and names else number
        made = amount_of(
            Said(state, number, below, text),
            when=PERIODS.index(period),
            unit=draw(st.sampled_from([0, 0, 0, 0, 1])),
            weighted=below is not None and kind is not Kind.RATIO,
            union=Rule.UNION in rules.all,
            approved=draw(st.booleans()),
        )
        assert made is not None
        lost = draw(st.sampled_from([False, False, False, True]))
        found.append(Value(node, period, place, None if lost else cell, part_of(cell, DIMENSIONS), made))
    return found


CASES = DECLARED.flatmap(lambda one: st.tuples(st.just(one), values_for(*one), edges(), edges()))


def by_span(contributed: Sequence[Edge], in_year: Sequence[Edge]) -> dict[str, Reach]:
    """What reaches what: one thing in each quarter, another over the year."""
    return {span: reach(in_year if span == "2026" else contributed) for span in SPANS}


def fast(rules: Rules, values: Sequence[Value], reaches: dict[str, Reach]) -> Any:
    return roll_up(rules, values, {span: above_of(one) for span, one in reaches.items()}, SPANS)


def plainly(rules: Rules, values: Sequence[Value], reaches: dict[str, Reach]) -> dict[tuple[str, str, str], Folded]:
    found = {}
    for node in NODES:
        for span, periods in SPANS.items():
            for cell in CELLS:
                one = figure_plainly(rules, values, reaches[span], node=node, periods=periods, cell=cell)
                if one is not None:
                    found[node, span, cell] = one
    return found


@given(CASES)
def test_the_fast_roll_up_equals_the_plain_one(case: Any) -> None:
    (_, rules), values, *contributed = case
    reaches = by_span(*contributed)
    assert fast(rules, values, reaches) == plainly(rules, values, reaches)


@given(CASES, st.randoms(use_true_random=False))
def test_the_order_of_taking_in_makes_no_difference(case: Any, chance: Any) -> None:
    (_, rules), values, contributed, in_year = case
    shuffled, other = list(values), list(contributed)
    chance.shuffle(shuffled)
    chance.shuffle(other)
    expected = fast(rules, values, by_span(contributed, in_year))
    assert fast(rules, shuffled, by_span(other, in_year)) == expected


SUMS = st.just((Kind.QUANTITY, Rules())).flatmap(lambda one: st.tuples(values_for(*one), edges()))


@given(SUMS)
def test_parts_make_the_whole(case: Any) -> None:
    """Crossings make their margins and the total, periods the year, and nodes what they contribute to."""
    values, contributed = case
    crossed = [one for one in values if one.part is Part.CROSSED and one.cell and one.amount.unit == 0]
    one_place = {(one.node, one.period): one.place for one in crossed}
    crossed = [one for one in crossed if one.place == one_place[one.node, one.period]]
    reaches = reach(contributed)
    both = by_span(contributed, contributed)
    figures = {key: one for key, one in fast(Rules(), crossed, both).items() if isinstance(one, Amount)}

    def sum_of(node: str, spans: Sequence[str], cells: Sequence[str]) -> Fraction | int:
        there = [figures[node, span, cell].number for span in spans for cell in cells if (node, span, cell) in figures]
        return sum(there, Fraction(0))

    own = fast(Rules(), crossed, {})
    for node, span, cell in figures:
        if cell == TOTAL:
            assert sum_of(node, [span], ["sex=f", "sex=m"]) == figures[node, span, cell].number
            assert sum_of(node, [span], ["age=0-14", "age=15", "age=60"]) == figures[node, span, cell].number
        assert sum_of(node, SPANS[span], [cell]) == figures[node, span, cell].number
        parts = [(other, part) for (other, ancestor), part in reaches.items() if ancestor == node]
        below = [(own.get((other, span, cell)), part) for other, part in [*parts, (node, Fraction(1))]]
        told = sum((one.number * part for one, part in below if isinstance(one, Amount)), Fraction(0))
        assert told == figures[node, span, cell].number


ADDING = (
    (Kind.QUANTITY, Rules()),
    (Kind.RATIO, Rules(Rule.RATIO, Rule.RATIO, Rule.RATIO, Rule.RATIO)),
    (Kind.INDEX, Rules(Rule.MEAN, Rule.MEAN, Rule.MEAN, Rule.MEAN)),
)


@given(st.sampled_from(ADDING).flatmap(lambda one: st.tuples(st.just(one), values_for(*one), edges())))
def test_the_short_way_of_what_only_adds_equals_the_plain_one(case: Any) -> None:
    (_, rules), drawn, contributed = case
    values = [one for one in drawn if one.part is not Part.MARGIN and not one.place and one.amount.unit == 0]
    values = [one for one in values if one.cell is not None]
    values.sort(key=lambda one: (one.node, one.period, one.part))
    reaches = reach(contributed)
    terms: dict[tuple[str, str], list[Term]] = {}
    for one in values:
        below = None if one.amount.denominator is None else int(one.amount.denominator)
        marks = MARKED.index(one.amount.marks)
        term = (0, one.part.value, one.cell or "", int(one.amount.number), below, marks)
        terms.setdefault((one.node, one.period), []).append(term)
    reports = [Report(node, period, own) for (node, period), own in terms.items()]
    weights = {node: Fraction(1) if node == "O/5" else reaches.get((node, "O/5"), Fraction(0)) for node in NODES}
    starts = {period: at for at, period in enumerate(PERIODS)}
    told = sums_at("O/5", reports, weights, SPANS, unit=0, starts=starts, wider=wider_cells)
    expected = plainly(rules, values, dict.fromkeys(SPANS, reaches))
    assert only_adds(rules)
    assert told == {key: one for key, one in expected.items() if key[0] == "O/5"}


@pytest.mark.parametrize("term", [(0, Part.MARGIN.value, "sex=f", 1, None, 0), (0, Part.TOTAL.value, "", 1, None, 8)])
def test_the_short_way_is_left_for_a_margin_or_a_place(term: Term) -> None:
    reports = [Report("O/5", "2026-Q1", [term])]
    with pytest.raises(NotAdded):
        sums_at("O/5", reports, {"O/5": 1}, SPANS, unit=0, starts=dict.fromkeys(PERIODS, 0), wider=wider_cells)


def at(node: str, number: int | None, *, state: State = State.REPORTED, **more: Any) -> Value | None:
    said = Said(state, None if number is None else number * ONE, more.get("below"), more.get("text", ""))
    made = amount_of(
        said,
        when=PERIODS.index(more.get("period", "2026-Q1")),
        unit=more.get("unit", 0),
        weighted=more.get("weighted", False),
        union=more.get("union", False),
    )
    cell = more.get("cell", TOTAL)
    if made is None:
        return None
    return Value(node, more.get("period", "2026-Q1"), more.get("place", ""), cell, part_of(cell, DIMENSIONS), made)


def made_of(
    rules: Rules, values: Sequence[Value | None], contributed: Sequence[Edge] = (), **asked: Any
) -> Folded | None:
    """A figure by both ways, which agree."""
    there = [one for one in values if one is not None]
    reaches = by_span(contributed, contributed)
    node, span, cell = asked.get("node", "O/5"), asked.get("span", "2026"), asked.get("cell", TOTAL)
    plain = figure_plainly(rules, there, reaches[span], node=node, periods=SPANS[span], cell=cell)
    assert fast(rules, there, reaches).get((node, span, cell)) == plain
    return plain


def number_of(one: Folded | None) -> Fraction | None:
    assert isinstance(one, Amount)
    figure = value_of(one)
    return None if figure is None else figure / ONE


def test_nought_is_a_figure_and_a_blank_is_none() -> None:
    assert number_of(made_of(Rules(), [at("O/5", 0, state=State.ZERO)])) == 0
    assert made_of(Rules(), [at("O/5", None, state=State.NOT_YET)]) is None
    assert made_of(Rules(), [at("O/5", None, state=State.NOT_APPLICABLE)]) is None


def test_a_diamond_counts_once() -> None:
    diamond = [Edge("O/1", "O/2"), Edge("O/1", "O/3"), Edge("O/2", "O/4"), Edge("O/3", "O/4"), Edge("O/4", "O/5")]
    assert number_of(made_of(Rules(), [at("O/1", 7), at("O/2", 10)], diamond)) == 17
    halves = [Edge("O/1", "O/2", Fraction(1, 2)), Edge("O/1", "O/3", Fraction(1, 4)), *diamond[2:]]
    assert number_of(made_of(Rules(), [at("O/1", 8)], halves)) == 6


def test_percentages_are_divided_once_at_the_end_and_weights_scale_both_parts() -> None:
    rules = Rules(Rule.RATIO, Rule.RATIO, Rule.RATIO, Rule.RATIO)
    values = [at("O/1", 1, below=2 * ONE), at("O/2", 80, below=100 * ONE)]
    both = [Edge("O/1", "O/5"), Edge("O/2", "O/5", Fraction(1, 10))]
    # (1 + 8) of (2 + 10): the ratio has no scale of its own.
    one = made_of(rules, values, both)
    assert isinstance(one, Amount) and value_of(one) == Fraction(9, 12)


def test_a_mean_is_weighted_by_its_denominators() -> None:
    rules = Rules(Rule.MEAN, Rule.MEAN, Rule.MEAN, Rule.MEAN)
    values = [at("O/1", 50, below=1 * ONE, weighted=True), at("O/2", 80, below=2 * ONE, weighted=True)]
    assert number_of(made_of(rules, values, [Edge("O/1", "O/5"), Edge("O/2", "O/5")])) == 70


def test_the_latest_of_each_country_is_summed_over_countries() -> None:
    rules = Rules(time=Rule.LATEST)
    values = [at("O/1", 5), at("O/1", 7, period="2026-Q2"), at("O/2", 20)]
    assert number_of(made_of(rules, values, [Edge("O/1", "O/5"), Edge("O/2", "O/5")])) == 27


def test_two_that_are_latest_at_once_are_refused() -> None:
    rules = Rules(nodes=Rule.LATEST, time=Rule.LATEST)
    both = [Edge("O/1", "O/5"), Edge("O/2", "O/5")]
    assert made_of(rules, [at("O/1", 5), at("O/2", 20)], both) is Refusal.TIE
    assert number_of(made_of(rules, [at("O/1", 5), at("O/2", 20, period="2026-Q3")], both)) == 20


def test_names_are_counted_once_wherever_they_come_from() -> None:
    rules = Rules(Rule.UNION, Rule.UNION, Rule.UNION, Rule.UNION)
    values = [at("O/1", 2, text="KE, UG", union=True), at("O/2", 2, text="UG, TZ", union=True)]
    one = made_of(rules, values, [Edge("O/1", "O/5", Fraction(1, 2)), Edge("O/2", "O/5")])
    assert number_of(one) == 3 and isinstance(one, Amount) and one.members == {"KE", "UG", "TZ"}


def test_units_and_currencies_do_not_add() -> None:
    both = [Edge("O/1", "O/5"), Edge("O/2", "O/5")]
    one = made_of(Rules(), [at("O/1", 5), at("O/2", 7, unit=1)], both)
    assert one is Refusal.UNITS
    assert explain("O/5/I1", Refusal.UNITS).code == "MO-NO-FIGURE"
    assert made_of(Rules(time=Rule.NONE), [at("O/5", 1), at("O/5", 1, period="2026-Q2")]) is Refusal.SEVERAL


def test_what_is_stated_stands_before_what_its_cells_make() -> None:
    cells = [at("O/5", 3, cell="age=15;sex=f"), at("O/5", 4, cell="age=15;sex=m")]
    assert number_of(made_of(Rules(), cells)) == 7
    assert number_of(made_of(Rules(), [*cells, at("O/5", 9)])) == 9
    assert number_of(made_of(Rules(), [*cells, at("O/5", 9)], cell="sex=f")) == 3
    assert number_of(made_of(Rules(), [*cells, at("O/5", 5, cell="sex=f")], cell="sex=f")) == 5


def test_marks_travel_with_the_figure() -> None:
    values = [at("O/1", 5, state=State.ESTIMATED), at("O/2", 7)]
    one = made_of(Rules(), values, [Edge("O/1", "O/5"), Edge("O/2", "O/5")])
    assert isinstance(one, Amount) and set(one.marks) == {Mark.ESTIMATED} and one.reports == 2


@pytest.mark.parametrize(
    ("kind", "rules", "why"),
    [
        (Kind.RATIO, Rules(), "percentages do not add"),
        (Kind.INDEX, Rules(), "points of an index do not add"),
        (Kind.SCALE, Rules(), "steps of a scale do not add"),
        (Kind.YESNO, Rules(), "yes and no do not add"),
        (Kind.MILESTONE, Rules(), "milestones do not add"),
        (Kind.QUALITATIVE, Rules(), "words do not add"),
        (Kind.QUANTITY, Rules(nodes=Rule.MEAN), "no denominator"),
        (Kind.QUANTITY, Rules(cells=Rule.LATEST), "of the same time"),
        (Kind.QUANTITY, Rules(nodes=Rule.UNION), "no members left"),
    ],
)
def test_what_may_not_be_added_is_refused_with_the_reason(kind: Kind, rules: Rules, why: str) -> None:
    found = check_rules("O/1/I1", kind, rules)
    assert found and {one.code for one in found} == {"MO-RULE"}
    assert any(why in one.message for one in found)


@given(st.sampled_from(CELLS))
def test_a_cell_has_one_form(cell: str) -> None:
    assert read_cell(cell, DIMENSIONS) == cell
    assert read_cell("; ".join(reversed(cell.split(";"))), DIMENSIONS) == cell


@pytest.mark.parametrize("text", ["sex", "sex=x", "colour=red", "sex=f;sex=m", "=f"])
def test_what_is_no_cell_is_none(text: str) -> None:
    assert read_cell(text, DIMENSIONS) is None


def test_cells_are_carried_into_the_next_definition() -> None:
    old_age = Dimension("age", "Age", (Category("0-14"), Category("15+")))
    carried = (Carried("age", "15", "15+"), Carried("age", "60", "15+"))
    assert carry("age=60;sex=f", carried, (SEX, old_age)) == "age=15+;sex=f"
    assert carry("age=60;sex=f", carried, (SEX,)) == "sex=f"
    assert carry("age=0-14", (Carried("age", "0-14", ""),), (old_age,)) is None


def test_one_amount_alone_is_what_it_is_by_every_rule() -> None:
    for rule in Rule:
        assert fold(rule, [Amount(3)]) == Amount(3)
