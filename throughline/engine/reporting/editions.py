"""Editions: a report kept as one form of bytes, so that its digest stands for it and it reads back equal."""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from hashlib import sha256
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from throughline.engine.reporting.blocks import (
    Chart,
    Figure,
    Heading,
    Note,
    Paragraph,
    Points,
    Report,
    Table,
    Text,
)

# The form of what is kept; a later form reads the ones before it.
FORM = 1
KINDS: Mapping[str, type] = {
    kind.__name__: kind for kind in (Chart, Figure, Heading, Note, Paragraph, Points, Table, Text)
}


def edition_bytes(report: Report) -> bytes:
    """The report in its one form: JSON in UTF-8, keys in order, nothing between them."""
    kept = {"form": FORM, "report": _kept(report)}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def edition_digest(content: bytes) -> str:
    """The digest that stands for an edition: SHA-256 of its bytes, in hexadecimal."""
    return sha256(content).hexdigest()


def read_edition(content: bytes) -> Report:
    """The report that was kept, equal to what it was. Raises ValueError for anything else."""
    try:
        kept = json.loads(content)
        if kept["form"] != FORM:
            raise ValueError(f"An edition of the form {kept['form']!r} is not known here.")
        made: Report = _reader(Report)(kept["report"])
    except (TypeError, KeyError, AttributeError, ArithmeticError, RecursionError) as error:
        raise ValueError("This is no edition of a report.") from error
    return made


def _kept(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple):
        return [_kept(one) for one in value]
    of = {field.name: _kept(getattr(value, field.name)) for field in fields(value)}
    return {"is": type(value).__name__, **of} if type(value).__name__ in KINDS else of


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """How a value of this type is made of what is kept; another type than the record's raises TypeError."""
    origin, inside = get_origin(kind), get_args(kind)
    if origin is UnionType and type(None) in inside:
        own = _reader(next(one for one in inside if one is not type(None)))
        return lambda value: None if value is None else own(value)
    if origin is UnionType:
        among = {one.__name__: _reader(one) for one in inside}
        return lambda value: among[value["is"]](value)
    if origin is tuple:
        every = _reader(inside[0])
        return lambda value: tuple([every(one) for one in _as(list, value)])
    if is_dataclass(kind):
        make_it: Any = kind
        makers = [(name, _reader(hint)) for name, hint in get_type_hints(kind).items()]
        return lambda value: make_it(**{name: make(value[name]) for name, make in makers})
    if issubclass(kind, StrEnum | Decimal):
        return lambda value: kind(_as(str, value))
    return lambda value: _as(kind, value)


def _as(kind: type, value: Any) -> Any:
    if type(value) is not kind:
        raise TypeError(f"{value!r} is no {kind.__name__}.")
    return value
