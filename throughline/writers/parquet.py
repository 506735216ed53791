"""Rows as Parquet, by DuckDB: typed columns, compressed, the same bytes for the same rows."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from throughline.engine.open_data import Dataset, Kind

TYPES: Mapping[Kind, str] = {
    Kind.TEXT: "VARCHAR",
    Kind.INTEGER: "BIGINT",
    Kind.DECIMAL: "DECIMAL(24, 4)",
    Kind.DATE: "DATE",
    Kind.FLAG: "BOOLEAN",
}
# Bytes of one cell; the largest text of a plan has some hundred thousand.
LONGEST = 20_000_000
READ = """SELECT * FROM read_csv(?, columns = ?, header = false, auto_detect = false, delim = ',', quote = '"',
escape = '"', nullstr = '', max_line_size = ?)"""


def parquet(dataset: Dataset, rows: Iterable[Sequence[Any]]) -> bytes:
    """The rows of a set as a Parquet file; what is blank or unknown is NULL.

    The rows go through a file on disk, so that memory holds no more than one of them and what is written.
    """
    # Slow to load, and nothing else needs it.
    import duckdb  # noqa: PLC0415

    with TemporaryDirectory() as folder:
        plain, made = Path(folder) / "rows.csv", Path(folder) / "rows.parquet"
        with plain.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
            writer.writerows([_cell(value) for value in row] for row in rows)
        types = {column.name: TYPES[column.kind] for column in dataset.columns}
        with duckdb.connect() as connection:
            connection.execute("SET threads = 1")
            connection.sql(READ, params=[str(plain), types, LONGEST]).write_parquet(str(made), compression="zstd")
        return made.read_bytes()


def _cell(value: Any) -> str:
    """A value as text; line ends of any kind stay within the quotes as one kind."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value).replace("\r\n", "\n").replace("\r", "\n")
