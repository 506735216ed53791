"""Frameworks: what a tree of elements must hold, its versions, who may act on them, and what stands."""

from dataclasses import replace

import pytest

from throughline.engine.planning.frameworks import (
    Element,
    check_elements,
    element_address,
    framework_address,
    in_tree_order,
    is_framework_address,
)

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
