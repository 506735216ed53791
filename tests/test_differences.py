"""What differs between two versions of a text: nothing is lost, nothing is told twice."""

from hypothesis import given
from hypothesis import strategies as st

from throughline.engine.differences import Change, Difference, content_digest, difference, plainly

texts = st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from(["", "one", "two", "three", "four"]), max_size=8)


def test_nothing_differs_between_equal_texts() -> None:
    assert difference({"a": "one"}, {"a": "one"}) == Difference()
    assert not difference({}, {})


def test_a_paragraph_put_in_does_not_make_the_others_look_changed() -> None:
    before = {"1": "one", "2": "two", "3": "three"}
    after = {"1": "one", "2": "new", "3": "two", "4": "three"}
    assert difference(before, after) == Difference(added=("2",), moved=(("2", "3"), ("3", "4")))


def test_a_text_that_was_written_anew_has_changed() -> None:
    assert difference({"1": "one"}, {"1": "two"}) == Difference(changed=(Change("1", "one", "two"),))


def test_what_came_and_what_went() -> None:
    assert difference({"1": "one"}, {"2": "two"}) == Difference(added=("2",), removed=("1",))


def test_shapes_of_marks_and_blanks_are_no_difference() -> None:
    before = {"1": "the \u201cOffice\u2019s\u201d\u00a0plan \u2013 2026"}
    after = {"1": 'the "Office\'s" plan  - 2026\u200b'}
    assert difference(before, after) == Difference()
    assert content_digest(before) == content_digest(after)
    assert plainly(" a\t b\n") == "a b"


@given(texts, texts)
def test_the_new_text_follows_from_the_old_one_and_the_difference(
    before: dict[str, str], after: dict[str, str]
) -> None:
    found = difference(before, after)
    made = dict(before)
    for address in found.removed:
        del made[address]
    for origin, _ in found.moved:
        made.pop(origin, None)
    for change in found.changed:
        assert made[change.address] == change.before
        made[change.address] = change.after
    for origin, address in found.moved:
        made[address] = before[origin]
    for address in found.added:
        made[address] = after[address]
    assert made == after


@given(texts, texts)
def test_each_place_is_told_of_at_most_once(before: dict[str, str], after: dict[str, str]) -> None:
    found = difference(before, after)
    now = [*found.added, *(one.address for one in found.changed), *(address for _, address in found.moved)]
    was = [*found.removed, *(one.address for one in found.changed), *(origin for origin, _ in found.moved)]
    assert len(now) == len(set(now))
    assert len(was) == len(set(was))


@given(texts, texts)
def test_digests_are_equal_when_texts_are(before: dict[str, str], after: dict[str, str]) -> None:
    assert (content_digest(before) == content_digest(after)) == (list(before.items()) == list(after.items()))
