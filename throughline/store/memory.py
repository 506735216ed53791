"""What a process remembers of the record as it stands: made once for a head of the history, and then known."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock
from typing import TypeVar, cast

from throughline.store import history

Made = TypeVar("Made")

LIMIT = 64
_remembered: OrderedDict[Hashable, object] = OrderedDict()
_lock = Lock()
# The head as this request has read it; None outside of `read_once`.
_read: ContextVar[list[str] | None] = ContextVar("head", default=None)


def at_head(name: Hashable, make: Callable[[], Made]) -> Made:
    """What `make` gives for the record as it stands, never None; `name` says what that is and for whose sight.

    One statement, and those of `make` when something was written since. The digests of the history never come twice,
    so what was made for one of them stays true: only what changes with a line of history may be remembered here, and
    never what a reader could change.
    """
    head = head_now()
    made = recall(head, name)
    if made is None:
        made = remember(head, name, make())
    return cast(Made, made)


@contextmanager
def read_once() -> Iterator[None]:
    """Within it the head of the history is read once: for a request that only reads, which is answered as of then."""
    token = _read.set([])
    try:
        yield
    finally:
        _read.reset(token)


def head_now() -> str:
    """The head of the history. One statement, none where `read_once` has read it."""
    held = _read.get()
    if held is None:
        return history.head()
    if not held:
        held.append(history.head())
    return held[0]


def recall(head: str, name: Hashable) -> object | None:
    """What is remembered by this name for this head of the history; None for nothing."""
    with _lock:
        if (head, name) in _remembered:
            _remembered.move_to_end((head, name))
        return _remembered.get((head, name))


def remember(head: str, name: Hashable, made: Made) -> Made:
    """Remember what was made at this head; at most `LIMIT` things are kept, the last ones asked for.

    Where there is no history, nothing is remembered: nothing would tell that it changes.
    """
    if head:
        with _lock:
            _remembered[head, name] = made
            while len(_remembered) > LIMIT:
                _remembered.popitem(last=False)
    return made


def forget() -> None:
    """Forget everything: for measures of what is made anew."""
    with _lock:
        _remembered.clear()
