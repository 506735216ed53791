"""Pages of lists: rows in an order in which every row has its own place, cut at a cursor that names such a place."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, Q, QuerySet

from throughline.web.api.parameters import Paging
from throughline.web.api.problems import BAD_CURSOR, Refusal

Value = str | int | date | datetime
LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Key:
    """A field that a list is ordered by, never empty; all keys of a list together name one row."""

    field: str
    kind: type[Value] = str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Cut:
    """The rows of a page, and the cursor of the page after it ("" where there is none)."""

    rows: Sequence[Any]
    after: str


def cut(found: QuerySet[Any], keys: Sequence[Key], paging: Paging) -> Cut:
    """The page of `found` that `paging` asks for; one statement. Raises Refusal for a cursor of another list.

    Rows that are added or taken away elsewhere in the order change nothing about where a cursor goes on.
    """
    named = {f"key_{at}": F(key.field) for at, key in enumerate(keys)}
    rows = list(onward(found.annotate(**named), keys, paging)[: paging.limit + 1])
    return cut_rows(rows, paging, lambda row: [getattr(row, name) for name in named])


def onward(found: QuerySet[Any], keys: Sequence[Key], paging: Paging) -> QuerySet[Any]:
    """The rows of `found` in order, from the cursor on."""
    if paging.cursor:
        found = found.filter(_after(keys, values_of(paging.cursor, [key.kind for key in keys])))
    return found.order_by(*(F(key.field).desc() if key.descending else F(key.field).asc() for key in keys))


def cut_rows(rows: Sequence[Any], paging: Paging, place: Callable[[Any], Sequence[Value]]) -> Cut:
    """The page that these rows are, of which one more was read than is wanted; `place` gives the place of a row."""
    if len(rows) <= paging.limit:
        return Cut(rows, "")
    shown = rows[: paging.limit]
    return Cut(shown, cursor_of(place(shown[-1])))


def _after(keys: Sequence[Key], values: Sequence[Value]) -> Q:
    """What comes after the place with these values: the first key bounds the whole, so that its index serves."""
    beyond = Q()
    same = Q()
    for key, value in zip(keys, values, strict=True):
        beyond |= same & Q(**{f"{key.field}__{'lt' if key.descending else 'gt'}": value})
        same &= Q(**{key.field: value})
    first = f"{keys[0].field}__{'lte' if keys[0].descending else 'gte'}"
    return Q(**{first: values[0]}) & beyond


def cursor_of(values: Sequence[Value]) -> str:
    """The cursor that names the place with these values."""
    plain = [value.isoformat() if isinstance(value, date) else value for value in values]
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    return urlsafe_b64encode(text.encode("utf-8")).decode("ascii").rstrip("=")


def values_of(cursor: str, kinds: Sequence[type[Value]]) -> list[Value]:
    """The values that a cursor names, which must be of these kinds; raises Refusal for any other text."""
    try:
        given = json.loads(urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4)).decode("utf-8"))
        if not isinstance(given, list):
            raise ValueError
        return [_value(value, kind) for value, kind in zip(given, kinds, strict=True)]
    except (ValueError, RecursionError) as error:
        detail = "Take the cursor from the link to the next page of this list, as it is."
        raise Refusal(BAD_CURSOR, detail, [("cursor", detail)]) from error


def _value(value: Any, kind: type[Value]) -> Value:
    if kind is int and type(value) is int and abs(value) <= LARGEST:
        return int(value)
    if not isinstance(value, str) or "\x00" in value:
        raise ValueError
    value.encode("utf-8")
    if kind is datetime:
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            raise ValueError
        return moment
    if kind is date:
        return date.fromisoformat(value)
    if kind is not str:
        raise ValueError
    return value
