"""Records packed as JSON and unpacked again, equal to what they were: what one process hands to another."""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from throughline.engine.budgeting.records import Fascicle
from throughline.engine.findings import Sentence
from throughline.engine.iati.records import Publication
from throughline.engine.mandates.records import Document
from throughline.engine.unread import Unread

Record = Document | Fascicle | Publication | Unread
KINDS: Mapping[str, type[Record]] = {kind.__name__: kind for kind in (Document, Fascicle, Publication, Unread)}
Kind = TypeVar("Kind")


def pack(record: Record) -> str:
    """The record as JSON text."""
    return json.dumps([type(record).__name__, _packed(record)], ensure_ascii=True, separators=(",", ":"))


def unpack(text: str | bytes) -> Record:
    """The record that was packed into the text. Raises ValueError for anything else."""
    try:
        name, packed = json.loads(text)
        kind: Any = KINDS[name]
        return _unpacker(kind)(packed)  # type: ignore[no-any-return]
    except (TypeError, KeyError, AttributeError, ArithmeticError, RecursionError) as error:
        raise ValueError(f"This is no packed record: {text[:60]!r}") from error


def _packed(value: Any) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Sentence):
        return {"template": value.template, "parameters": _packed(value.parameters)}
    if isinstance(value, str):
        return value
    if isinstance(value, Decimal | date):
        return str(value)
    if isinstance(value, tuple):
        return [_packed(one) for one in value]
    if isinstance(value, Mapping):
        return {key: _packed(one) for key, one in value.items()}
    return {field.name: _packed(getattr(value, field.name)) for field in fields(value)}


@cache
def _unpacker(kind: Any) -> Callable[[Any], Any]:
    """How a value of this type is made of what it was packed as; types outside of records raise TypeError."""
    origin, inside = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        own = _unpacker(next(one for one in inside if one is not type(None)))
        return lambda value: None if value is None else own(value)
    if origin is tuple and inside[-1] is Ellipsis:
        every = _unpacker(inside[0])
        return lambda value: tuple([every(one) for one in value])
    if origin is tuple:
        each = [_unpacker(one) for one in inside]
        return lambda value: tuple([make(one) for make, one in zip(each, value, strict=True)])
    if origin is dict:
        return lambda value: {str(name): str(text) for name, text in value.items()}
    if is_dataclass(kind):
        return _record_unpacker(kind)  # type: ignore[arg-type]
    if isinstance(kind, type) and issubclass(kind, Decimal | Enum):
        return kind
    if kind is date:
        return date.fromisoformat
    if kind is str:
        return _text
    if kind in (int, bool):
        return _checked(kind)
    raise TypeError(f"{kind} stands in no record.")


def _record_unpacker(kind: Callable[..., Kind]) -> Callable[[Any], Kind]:
    makers = [(name, _unpacker(hint)) for name, hint in get_type_hints(kind).items()]
    return lambda value: kind(**{name: make(value[name]) for name, make in makers})


def _text(value: Any) -> str:
    """A text, or the sentence that it was."""
    if isinstance(value, dict):
        parameters = {name: one if isinstance(one, int) else _text(one) for name, one in value["parameters"].items()}
        return Sentence(_text(value["template"]), **parameters)
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text.")
    return value


def _checked(kind: type) -> Callable[[Any], Any]:
    def same(value: Any) -> Any:
        if type(value) is not kind:
            raise TypeError(f"{value!r} is no {kind.__name__}.")
        return value

    return same
