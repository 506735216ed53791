"""Rows as CSV (RFC 4180): one column for each field, and no cell that a spreadsheet would take for a formula."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

# What begins a formula in one spreadsheet or another, the wide forms of East Asian typing included.
FORMULA = re.compile("[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
BYTE_ORDER_MARK = "\ufeff"


@cache
def columns_of(shape: type) -> tuple[tuple[str, ...], ...]:
    """The columns of a shape, each as the path to its field: `("amount", "minor")` is the column `amount.minor`."""
    return tuple(_columns(shape))


def _columns(shape: Any) -> Iterator[tuple[str, ...]]:
    hints = get_type_hints(shape)
    for field in fields(shape):
        inner = _inner(hints[field.name])
        if inner is None:
            yield (field.name,)
        else:
            yield from ((field.name, *rest) for rest in _columns(inner))


def _inner(hint: Any) -> Any:
    """The record that a field holds, None where it holds something else or several."""
    if get_origin(hint) in (Union, UnionType):
        kinds = [one for one in get_args(hint) if one is not type(None)]
        hint = kinds[0] if len(kinds) == 1 else None
    return hint if is_dataclass(hint) else None


def sheet(shape: type, rows: Iterable[Mapping[str, Any]], byte_order_mark: bool) -> bytes:
    """The rows, given as plain data, as CSV in UTF-8 with a line of names first."""
    columns = columns_of(shape)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(".".join(path) for path in columns)
    for row in rows:
        writer.writerow(cell(_at(row, path)) for path in columns)
    mark = BYTE_ORDER_MARK if byte_order_mark else ""
    return f"{mark}{text.getvalue()}".encode()


def _at(row: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    value: Any = row
    for name in path:
        if value is None:
            return None
        value = value[name]
    return value


def cell(value: Any) -> str:
    """A value as a cell: texts one after the other with semicolons, records as JSON, what starts a formula quoted."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        value = "; ".join(value)
    elif isinstance(value, list | dict):
        value = json.dumps(value, ensure_ascii=False)
    text = str(value)
    if FORMULA.match(text) and not NUMBER.fullmatch(text):
        return f"'{text}"
    return text
