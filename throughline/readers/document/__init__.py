"""Turns the bytes of a file into text, lines with spans and styles, and tables, whatever the format."""

from throughline.readers.document.claims import Claims
from throughline.readers.document.read import bytes_of, read_file, read_source
from throughline.readers.document.records import (
    Chart,
    Emphasis,
    Line,
    SourceText,
    Table,
    TableCell,
    Unreadable,
    View,
)

__all__ = [
    "Chart",
    "Claims",
    "Emphasis",
    "Line",
    "SourceText",
    "Table",
    "TableCell",
    "Unreadable",
    "View",
    "bytes_of",
    "read_file",
    "read_source",
]
