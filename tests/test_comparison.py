"""Two texts side by side: paragraphs find each other even when renumbered, and no word is lost."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.engine.comparison import Mark, Pair, Passage, Stretch, compare, compare_nodes, stretches_of

words = st.lists(st.sampled_from(["boats", "harbours", "the", "of", "report", "，船", "«port»"]), max_size=12)
sentences = words.map(" ".join)
texts = st.lists(sentences, max_size=8)


def passages(*sentences: str) -> list[Passage]:
    return [Passage(f"#{at}", str(at), text) for at, text in enumerate(sentences, start=1)]


def told(pairs: tuple[Pair, ...]) -> list[tuple[str, str, str]]:
    return [
        (one.mark.value, one.before.label if one.before else "", one.after.label if one.after else "") for one in pairs
    ]


def marked(before: str, after: str) -> str:
    """The stretches in one line: [-taken out-] and {+put in+}."""
    shape = {Mark.SAME: "{}", Mark.DELETED: "[-{}-]", Mark.INSERTED: "{{+{}+}}"}
    return "".join(shape[one.mark].format(one.text) for one in stretches_of(before, after))


def test_a_paragraph_that_was_renumbered_is_the_same_paragraph() -> None:
    before = passages("Recalls its harbours;", "Requests a report on boats;")
    after = passages("Recalls its harbours;", "Notes the tides with concern;", "Requests a report on boats;")
    assert told(compare(before, after)) == [("same", "1", "1"), ("inserted", "", "2"), ("same", "2", "3")]


def test_a_paragraph_that_changed_and_was_renumbered_is_found_by_its_likeness() -> None:
    before = passages("Recalls its harbours;", "Requests the head to report on boats and piers every year;")
    after = passages("Requests the head to report on boats and quays every second year;")
    pairs = compare(before, after)
    assert told(pairs) == [("deleted", "1", ""), ("changed", "2", "1")]
    assert [one.text for one in pairs[1].stretches if one.mark is Mark.INSERTED] == ["quays", "second "]


def test_what_stands_elsewhere_now_has_moved() -> None:
    long = "Requests the harbour office to keep a register of moorings;"
    before = passages(long, "Recalls tides;", "Notes winds;", "Thanks pilots;")
    after = passages("Recalls tides;", "Notes winds;", "Thanks pilots;", long)
    assert told(compare(before, after))[-1] == ("moved", "1", "4")


def test_what_has_nothing_in_common_is_taken_out_and_new() -> None:
    pairs = compare(passages("Recalls its harbours;"), passages("Thanks pilots warmly;"))
    assert sorted(told(pairs)) == [("deleted", "1", ""), ("inserted", "", "1")]


def test_words_that_changed_are_marked_and_no_others() -> None:
    before = "to report at its seventy-eighth session on boats;"
    after = "to submit a report at its eightieth session on boats;"
    assert marked(before, after) == ("to {+submit a +}report at its [-seventy-eighth-]{+eightieth+} session on boats;")


def test_a_crumb_between_two_changes_is_not_kept() -> None:
    assert marked("alpha of beta", "gamma of delta") == "[-alpha of beta-]{+gamma of delta+}"


def test_a_script_without_blanks_is_compared_by_its_characters() -> None:
    assert marked("第七届会议", "第八届会议") == "第[-七-]{+八+}届会议"


def test_shapes_of_quotes_and_blanks_are_no_change() -> None:
    assert stretches_of("the  “port”", 'the "port"') == (Stretch('the "port"', Mark.SAME),)


def test_parts_known_by_their_address_are_compared_by_it() -> None:
    pairs = compare_nodes({"a": "one boat", "b": "tides", "c": "gone"}, {"a": "two boats", "d": "tides"})
    assert told(pairs) == [("changed", "a", "a"), ("moved", "b", "d"), ("deleted", "c", "")]


@given(texts, texts)
def test_no_paragraph_is_lost_or_told_twice(before: list[str], after: list[str]) -> None:
    pairs = compare(passages(*before), passages(*after))
    assert [one.after.text for one in pairs if one.after] == after
    assert sorted(one.before.place for one in pairs if one.before) == sorted(one.place for one in passages(*before))


@given(sentences, sentences)
def test_both_texts_can_be_read_off_the_stretches(before: str, after: str) -> None:
    stretches = stretches_of(before, after)
    assert "".join(one.text for one in stretches if one.mark is not Mark.DELETED) == after
    was = "".join(one.text for one in stretches if one.mark is not Mark.INSERTED)
    assert was.split() == before.split()


@pytest.mark.parametrize("shape", ["changed", "turned round"])
def test_433_paragraphs_beside_433_others_are_bounded(shape: str) -> None:
    before = [Passage(f"{n}", "", " ".join(f"w{(n * 7 + k * k) % 900}" for k in range(80))) for n in range(433)]
    after = [Passage(one.place, "", one.text.replace("w1", "v1")) for one in before]
    if shape == "turned round":
        after.reverse()
    begun = time.perf_counter()
    assert len(compare(before, after)) >= 433
    assert time.perf_counter() - begun < 10
