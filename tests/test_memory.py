"""What is remembered is what stands: a line of history makes it be made anew, and not much is kept."""

import pytest

from tests.page_record import take
from tests.store_records import resolution
from throughline.store import memory
from throughline.store.memory import LIMIT, at_head, forget

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    forget()


def test_what_was_made_is_made_again_when_something_was_written() -> None:
    made: list[int] = []

    def make() -> int:
        made.append(len(made))
        return made[-1]

    take(resolution())
    assert [at_head("it", make), at_head("it", make), at_head("other", make)] == [0, 0, 1]
    take(resolution("A/RES/78/2"))
    assert [at_head("it", make), at_head("it", make)] == [2, 2]


def test_nothing_is_remembered_of_a_record_without_history() -> None:
    made = iter(range(3))
    assert [at_head("it", lambda: next(made)), at_head("it", lambda: next(made))] == [0, 1]


def test_what_was_not_asked_for_lately_is_forgotten() -> None:
    take(resolution())
    for number in range(LIMIT + 5):
        at_head("first", lambda: "kept")
        at_head(number, lambda: "a thing")
    assert len(memory._remembered) == LIMIT
    assert at_head("first", lambda: "made again") == "kept"
    assert at_head(0, lambda: "made again") == "made again"
