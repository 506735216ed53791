"""What tables of many rows have in common: the version that a row belongs to, its order, the cell it stands in."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db import connection, models

from throughline.engine.sources import Cell

# Rows of the version of their document that stands.
IN_FORCE = models.Q(version=models.F("version__document__current"))
# Neither database takes a NUL or half of a surrogate pair in a text.
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


class Row(models.Model):
    """A row that a version of a document holds; `position` is its order among the rows of its table, from 0."""

    version = models.ForeignKey("store.Version", models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()

    class Meta:
        abstract = True


class Printed(models.Model):
    """A row whose figure is printed in a cell: labels as printed, positions from 0; empty where there is none."""

    cell_table = models.TextField(blank=True)
    cell_row = models.TextField(blank=True)
    cell_column = models.TextField(blank=True)
    row_index = models.IntegerField(default=-1)
    column_index = models.IntegerField(default=-1)

    class Meta:
        abstract = True

    def cell(self) -> Cell | None:
        """The cell as a record, None where the figure was not in a table."""
        if not self.cell_table:
            return None
        return Cell(self.cell_table, self.cell_row, self.cell_column, self.row_index, self.column_index)


CELL = "cell_table cell_row cell_column row_index column_index"


def cell_values(cell: Cell | None) -> tuple[str, str, str, int, int]:
    """The values of the columns `CELL` for a cell or for none."""
    if cell is None:
        return "", "", "", -1, -1
    return cell.table, cell.row, cell.column, cell.row_index, cell.column_index


def insert(model: type[models.Model], columns: str, rows: Iterable[Sequence[Any]]) -> int:
    """Insert rows of values in the order of `columns` (names with blanks between) with one statement; return how many.

    Django's bulk_create cuts a set into statements of 999 values on SQLite; this does not.
    """
    fields = [model._meta.get_field(name) for name in columns.split()]
    converters = [_converter(field) for field in fields]
    prepared = [[convert(value) for convert, value in zip(converters, row, strict=True)] for row in rows]
    if not prepared:
        return 0
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in fields)  # type: ignore[union-attr]
    places = ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        # Names come from the tables, values are bound.
        cursor.executemany(f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})", prepared)  # noqa: S608
    return len(prepared)


def _converter(field: Any) -> Callable[[Any], Any]:
    """How a value of the field is written: texts are cleaned, numbers pass, the rest goes Django's way."""
    if isinstance(field, models.CharField | models.TextField):
        return storable
    if isinstance(field, models.IntegerField | models.BooleanField | models.ForeignKey):
        return _as_is
    if isinstance(field, models.JSONField):
        return lambda value: field.get_db_prep_save(storable_json(value), connection)
    return lambda value: field.get_db_prep_save(value, connection)


def _as_is(value: Any) -> Any:
    return value


def storable(text: str) -> str:
    """The text with what no database takes (NUL, lone surrogates) replaced."""
    return UNSTORABLE.sub(REPLACEMENT, text) if UNSTORABLE.search(text) else text


def reserve(model: type[models.Model], count: int) -> range:
    """Row numbers for `count` rows to come, so that a set and what hangs on it can be inserted as sets.

    Needs the writing transaction: on SQLite it holds the lock, on PostgreSQL the sequence gives each number once.
    """
    if count == 0:
        return range(0)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            found = cursor.fetchone()
            first = (found[0] if found else 0) + 1
            return range(first, first + count)
        # One call moves the sequence past the whole range; the advisory lock of the action keeps others out.
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence(%s, 'id'), nextval(pg_get_serial_sequence(%s, 'id')) + %s)",
            [table, table, count - 1],
        )
        last = int(cursor.fetchone()[0])
        return range(last - count + 1, last + 1)


def none_if_blank(text: str) -> str | None:
    """The text, None where it is empty: tables keep "" for what a record calls None."""
    return text or None


def storable_json(value: Any) -> Any:
    """A value for a JSON column with every text in it storable."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, Mapping):
        return {storable(str(key)): storable_json(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [storable_json(one) for one in value]
    return value
